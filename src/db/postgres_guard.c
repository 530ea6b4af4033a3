/* What a question of somebody's own may not read on PostgreSQL: every table it touches is locked until its transaction ends, whoever names it
 * and however, so the locks tell. */
#include "db/pg.h"

/* Functions with which a question could reach files, other sessions or the server, run text as SQL, or stay behind when it has ended.
 * Most need rights that the role should not have; here they are refused whatever it has. */
static const char *const refused[] = { "set_config", "_to_xml", "ts_stat", "ts_rewrite", "dblink", "U&", "pg_read_", "pg_ls_", "pg_stat_file", "pg_file", "lo_import",
                                       "lo_export", "lo_get", "lo_open", "lo_put", "lo_from_bytea", "lo_creat", "loread", "advisory", "pg_terminate", "pg_cancel",
                                       "pg_reload", "pg_rotate", "pg_logical", "pg_switch", "pg_create", "pg_export", "pg_current_logfile", "pg_notify", "pg_sleep",
                                       "pg_hba", "pg_ident", "pg_backup", "pg_promote", "pg_log_backend" };

/* The server's own tables with what is not the book's: password hashes, values of columns, other sessions' statements. */
static const char *const server_tables = "'pg_authid','pg_statistic','pg_statistic_ext_data','pg_user_mapping','pg_subscription','pg_largeobject'";

Status pg_guard(Db *db, const DbAsk *q, bool has_run, Err *err)
{
    Pg *pg = (Pg *)db;
    Buf b;
    Status st = has_run ? ST_OK : db_refuse(q->text, refused, COUNT_OF(refused), err);
    if (st)
        return st;
    buf_init(&b, 64 * 1024);
    buf_puts(&b, "SELECT min(c.relname) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                 " WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND c.relname IN (");
    buf_puts(&b, server_tables);
    for (size_t i = 0; i < q->n_hidden; i++)
        buf_printf(&b, ",'%s'", q->hidden[i]);       /* names of ours: plain words */
    buf_puts(&b, ") HAVING count(*) > 0");
    PGresult *r = PQexec(pg->con, b.p);
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        st = pg_failure(pg, r, "sql", err);
    else if (PQntuples(r))
        st = ERR(err, ST_FORBIDDEN, "'sql': table '%s' is not for questions", PQgetvalue(r, 0, 0));
    PQclear(r);
    buf_release(&b);
    return st;
}
