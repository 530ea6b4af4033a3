/* What a question of somebody's own may not read on DuckDB: the tables that the binder itself finds in it, views and texts run as SQL unfolded. */
#include "db/duck.h"

/* What a question has no business with: statistics of a table's blocks hold its values, the others leave the book. */
static const char *const refused[] = { "storage_info", "pragma_", "duckdb_secrets", "which_secret", "duckdb_logs", "enable_logging", "duckdb_temporary_files",
                                       "checkpoint", "query_table" };

static Status check_table(duckdb_value name, const DbAsk *q, Err *err)
{
    char *text = duckdb_get_varchar(name);
    Status st = text ? ST_OK : ERR(err, ST_FORBIDDEN, "'sql': what it reads cannot be told");
    for (size_t i = 0; !st && i < q->n_hidden; i++)
        if (str_ieq(str_of(text), str_of(q->hidden[i])))
            st = ERR(err, ST_FORBIDDEN, "'sql': table '%s' is not for questions", q->hidden[i]);
    duckdb_free(text);
    return st;
}

Status duck_guard(Db *db, const DbAsk *q, bool has_run, Err *err)
{
    if (has_run)
        return ST_OK;
    Status st = db_refuse(q->text, refused, COUNT_OF(refused), err);
    if (st)
        return st;
    Str text = str_dup(&db->chunk, q->text);
    duckdb_value names = duckdb_get_table_names(((Duck *)db)->con, text.p, false);
    if (!names)
        return ERR(err, ST_FORBIDDEN, "'sql': what it reads cannot be told");
    for (idx_t i = 0, n = duckdb_get_list_size(names); !st && i < n; i++) {
        duckdb_value one = duckdb_get_list_child(names, i);
        st = check_table(one, q, err);
        duckdb_destroy_value(&one);
    }
    duckdb_destroy_value(&names);
    return st;
}
