/* Bulk append of the DuckDB engine: columns copied into vectors of the table's own types. */
#include "db/duck.h"

/* The types a table of ours may have, what fills them, and the room integers have. */
static const struct {
    duckdb_type type;
    ColType     from;
    const char *name;
    int64_t     low, high;
} targets[] = {
    { DUCKDB_TYPE_BOOLEAN, COL_BOOL, "boolean", 0, 1 },
    { DUCKDB_TYPE_SMALLINT, COL_INT, "smallint", INT16_MIN, INT16_MAX },
    { DUCKDB_TYPE_INTEGER, COL_INT, "integer", INT32_MIN, INT32_MAX },
    { DUCKDB_TYPE_BIGINT, COL_INT, "bigint", INT64_MIN, INT64_MAX },
    { DUCKDB_TYPE_FLOAT, COL_F64, "real", 0, 0 },
    { DUCKDB_TYPE_DOUBLE, COL_F64, "double precision", 0, 0 },
    { DUCKDB_TYPE_VARCHAR, COL_TEXT, "text", 0, 0 },
    { DUCKDB_TYPE_DATE, COL_DATE, "date", INT32_MIN, INT32_MAX },
    { DUCKDB_TYPE_TIMESTAMP, COL_TIME, "timestamp", INT64_MIN, INT64_MAX },
};

typedef struct Target {
    duckdb_appender      app;
    duckdb_data_chunk    chunk;
    duckdb_logical_type *logical;
    size_t              *kind;      /* index into targets[] */
    size_t               n;
} Target;

static Status app_failure(Db *db, const char *table, duckdb_appender app, Err *err)
{
    duckdb_error_data e = duckdb_appender_error_data(app);
    Status st = duck_failure(db, table, duckdb_error_data_message(e), err);
    duckdb_destroy_error_data(&e);
    return st;
}

static Status match(const char *table, const Table *rows, Target *t, Err *err)
{
    if (rows->n_col != t->n)
        return ERR(err, ST_DB, "table '%s' has %zu columns, %zu given", table, t->n, rows->n_col);
    for (size_t c = 0; c < t->n; c++) {
        size_t k = 0;
        duckdb_type type = duckdb_get_type_id(t->logical[c]);
        while (k < COUNT_OF(targets) && targets[k].type != type)
            k++;
        if (k == COUNT_OF(targets))
            return ERR(err, ST_DB, "column %zu of table '%s' has a type that is not filled", c + 1,
                       table);
        if (targets[k].from != rows->col[c].type)
            return ERR(err, ST_DB, "column %zu of table '%s' is %s, '%s' is not", c + 1, table,
                       targets[k].name, rows->col[c].name);
        t->kind[c] = k;
    }
    return ST_OK;
}

#define FILL(T, slot)                                  \
    for (size_t r = 0; r < n; r++)                     \
        ((T *)data)[r] = (T)(slot)

static Status fill(const Target *t, size_t c, const TableColumn *col, size_t at, size_t n,
                   const char *table, Err *err)
{
    duckdb_vector v = duckdb_data_chunk_get_vector(t->chunk, c);
    void *data = duckdb_vector_get_data(v);
    size_t kind = t->kind[c];
    for (size_t r = 0; col->i && r < n; r++)
        if (col->i[at + r] < targets[kind].low || col->i[at + r] > targets[kind].high)
            return ERR(err, ST_INVALID, "'%s': %lld in row %zu does not fit column %zu, %s", table,
                       (long long)col->i[at + r], at + r + 1, c + 1, targets[kind].name);
    switch ((int)targets[kind].type) {
    case DUCKDB_TYPE_BOOLEAN:   FILL(bool, col->i[at + r]); break;
    case DUCKDB_TYPE_SMALLINT:  FILL(int16_t, col->i[at + r]); break;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE:      FILL(int32_t, col->i[at + r]); break;
    case DUCKDB_TYPE_FLOAT:     FILL(float, col->f[at + r]); break;
    case DUCKDB_TYPE_DOUBLE:    FILL(double, col->f[at + r]); break;
    case DUCKDB_TYPE_VARCHAR:
        for (size_t r = 0; r < n; r++)
            duckdb_vector_assign_string_element_len(v, r, col->s[at + r].p, col->s[at + r].n);
        break;
    default:                    FILL(int64_t, col->i[at + r]); break;
    }
    if (!col->valid)
        return ST_OK;
    duckdb_vector_ensure_validity_writable(v);
    uint64_t *valid = duckdb_vector_get_validity(v);
    for (size_t r = 0; r < n; r++)
        duckdb_validity_set_row_validity(valid, r, col_has(col, at + r));
    return ST_OK;
}

static Status send(Db *db, const char *table, const Table *rows, const Target *t, Err *err)
{
    for (size_t at = 0; at < rows->n; at += DB_CHUNK) {
        size_t n = rows->n - at < DB_CHUNK ? rows->n - at : DB_CHUNK;
        duckdb_data_chunk_reset(t->chunk);
        for (size_t c = 0; c < t->n; c++) {
            Status st = fill(t, c, &rows->col[c], at, n, table, err);
            if (st)
                return st;
        }
        duckdb_data_chunk_set_size(t->chunk, n);
        if (duckdb_append_data_chunk(t->app, t->chunk) == DuckDBError)
            return app_failure(db, table, t->app, err);
    }
    if (duckdb_appender_close(t->app) == DuckDBError)
        return app_failure(db, table, t->app, err);
    return ST_OK;
}

Status duck_append(Db *db, const char *table, const Table *rows, Err *err)
{
    Target t = { 0 };
    if (duckdb_appender_create(((Duck *)db)->con, NULL, table, &t.app) == DuckDBError) {
        Status st = app_failure(db, table, t.app, err);
        (void)duckdb_appender_destroy(&t.app);
        return st;
    }
    t.n = duckdb_appender_column_count(t.app);
    t.kind = ARENA_NEW_N(&db->chunk, size_t, t.n);
    t.logical = ARENA_NEW_N(&db->chunk, duckdb_logical_type, t.n);
    for (size_t c = 0; c < t.n; c++)
        t.logical[c] = duckdb_appender_column_type(t.app, c);
    Status st = match(table, rows, &t, err);
    if (!st) {
        t.chunk = duckdb_create_data_chunk(t.logical, t.n);
        st = send(db, table, rows, &t, err);
        duckdb_destroy_data_chunk(&t.chunk);
    }
    for (size_t c = 0; c < t.n; c++)
        duckdb_destroy_logical_type(&t.logical[c]);
    (void)duckdb_appender_destroy(&t.app);   /* after a failure what it flushes is rolled back */
    return st;
}
