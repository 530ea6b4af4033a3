/* The PostgreSQL engine: connecting, the writer's lock, transactions, and the meaning of errors. */
#include "db/pg.h"

#include <stdio.h>

/* The first key of the writer's advisory lock, "tlbk"; the second is the schema's, so that two
 * books may live in one database. */
#define LOCK_KEYS "1953260139, hashtext(coalesce(current_schema(), current_setting('search_path')))"

/* By SQLSTATE or its class (appendix A of the manual), the longer first. */
static const struct {
    const char *state;
    Status      status;
} failures[] = {
    { "23502", ST_INVALID },  { "23514", ST_INVALID }, { "23", ST_CONFLICT },    { "40001", ST_BUSY },
    { "40P01", ST_BUSY },     { "55P03", ST_BUSY },    { "57014", ST_BUSY },     { "25006", ST_FORBIDDEN },
    { "42501", ST_FORBIDDEN }, { "53100", ST_FULL },     { "53300", ST_BUSY },     { "53200", ST_TOO_BIG },
    { "54", ST_TOO_BIG },     { "57P", ST_IO },        { "58", ST_IO },          { "08", ST_IO },
};

static Status meaning(const char *state)
{
    for (size_t i = 0; i < COUNT_OF(failures); i++)
        if (str_starts(str_of(state), str_of(failures[i].state)))
            return failures[i].status;
    return ST_DB;
}

Status pg_failure(Pg *pg, const PGresult *r, const char *name, Err *err)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!state || PQstatus(pg->con) == CONNECTION_BAD)
        return db_failure(&pg->base, ST_IO, name, "connection to the server is lost", err);
    return db_failure(&pg->base, meaning(state), name, text ? text : state, err);
}

static void quiet(void *ignored, const char *message)
{
    (void)ignored;
    (void)message;
}

Status pg_simple(Pg *pg, const char *name, const char *text, Err *err)
{
    PGresult *r = PQexec(pg->con, text);
    ExecStatusType got = r ? PQresultStatus(r) : PGRES_FATAL_ERROR;
    Status st = ST_OK;
    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK && got != PGRES_EMPTY_QUERY)
        st = pg_failure(pg, r, name, err);
    PQclear(r);
    return st;
}

/* One question with one answer of text; `out` is "" when there is no row or it is NULL. */
static Status answer(Pg *pg, const char *name, const char *text, Str *out, Err *err)
{
    PGresult *r = PQexec(pg->con, text);
    Status st = ST_OK;
    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        st = pg_failure(pg, r, name, err);
    else
        *out = str_dup(&pg->base.a, str_of(PQntuples(r) ? PQgetvalue(r, 0, 0) : ""));
    PQclear(r);
    return st;
}

static Status connect_failure(Pg *pg, Err *err)
{
    Str why = str_of(PQerrorMessage(pg->con)), first = str_trim(str_cut(&why, '\n'));
    const char *cut = strstr(first.p, "failed: ");   /* behind libpq's own 'connection to ... failed' */
    if (cut && cut < first.p + first.n)
        first = str_sub(first, (size_t)(cut + 8 - first.p), first.n);
    Status st = ST_IO;
    if (str_has(first, STR("does not exist")))
        st = str_has(first, STR("database")) ? ST_NOT_FOUND : ST_FORBIDDEN;
    else if (str_has(first, STR("authentication")) || str_has(first, STR("password")) ||
             str_has(first, STR("pg_hba.conf")))
        st = ST_FORBIDDEN;
    else if (str_has(first, STR("too many")) || str_has(first, STR("starting up")))
        st = ST_BUSY;
    return ERR(err, st, "cannot reach book %s: %.*s", pg->label, STR_ARG(first));
}

/* What the address says of time-outs and keep-alives goes before ours; the encoding is ours. */
static Status connect_to(Pg *pg, const char *where, Err *err)
{
    static const char *const key[] = { "connect_timeout", "keepalives", "keepalives_idle",
                                       "keepalives_interval", "keepalives_count", "tcp_user_timeout",
                                       "dbname", "client_encoding", "fallback_application_name", NULL };
    const char *const value[] = { "10", "1", "30", "10", "3", "60000", where, "UTF8", "throughline",
                                  NULL };
    pg->con = PQconnectdbParams(key, value, 1);
    const char *host = PQhost(pg->con), *name = PQdb(pg->con);
    pg->label = str_fmt(&pg->base.a, "'%s' on '%s'", name ? name : "", host ? host : "").p;
    if (PQstatus(pg->con) != CONNECTION_OK)
        return connect_failure(pg, err);
    (void)PQsetNoticeProcessor(pg->con, quiet, NULL);
    if (PQserverVersion(pg->con) < 150000)
        return ERR(err, ST_DB, "book %s needs PostgreSQL 15 or later", pg->label);
    pg->cancel = PQgetCancel(pg->con);
    return ST_OK;
}

static Status set_up(Pg *pg, bool read_only, Err *err)
{
    Str super = STR("");
    Status st = pg_simple(pg, "set up", read_only
        ? "SET datestyle = ISO; SET client_min_messages = warning; SET default_transaction_read_only = on"
        : "SET datestyle = ISO; SET client_min_messages = warning; SET statement_timeout = 0", err);
    /* Citus opens its own connections under the current role, and that one cannot log in. */
    if (!st && read_only)
        st = answer(pg, "set up", "SELECT rolsuper AND NOT EXISTS (SELECT 1 FROM pg_extension"
                    " WHERE extname = 'citus') FROM pg_roles WHERE rolname = current_user", &super, err);
    pg->step_down = str_eq(super, STR("t"));
    return st;
}

static Status lock(Pg *pg, Err *err)
{
    Str got = STR(""), pid = STR("");
    Status st = answer(pg, "lock", "SELECT pg_try_advisory_lock(" LOCK_KEYS ")", &got, err);
    if (st)
        return st;
    pg->locks = str_eq(got, STR("t"));
    if (pg->locks)
        return ST_OK;
    st = answer(pg, "lock",
        "SELECT l.pid FROM pg_locks l, (SELECT hashtext(coalesce(current_schema(),"
        " current_setting('search_path'))) AS h) k WHERE l.locktype = 'advisory' AND l.granted"
        " AND l.classid = 1953260139 AND l.objsubid = 2"
        " AND l.objid = CAST((CAST(k.h AS BIGINT) & 4294967295) AS OID)"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())", &pid, err);
    if (st)
        return st;
    return ERR(err, ST_BUSY, "book %s is in use by process %.*s of the server", pg->label,
               STR_ARG(pid.n ? pid : STR("unknown")));
}

static Status check_there(Pg *pg, Err *err)
{
    Str any = STR("");
    Status st = answer(pg, "open",
        "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p'))", &any, err);
    if (!st && !str_eq(any, STR("t")))
        st = ERR(err, ST_NOT_FOUND, "there is no book in %s", pg->label);
    return st;
}

static void pg_close(Db *db)
{
    Pg *pg = (Pg *)db;
    Err ignored;
    if (pg->locks)   /* the server would free it too, but only some time after we have gone */
        (void)pg_simple(pg, "unlock", "SELECT pg_advisory_unlock_all()", &ignored);
    PQfreeCancel(pg->cancel);
    PQfinish(pg->con);
    db_fini(db);
}

static Status pg_begin(Db *db, Err *err)
{
    Pg *pg = (Pg *)db;
    return pg_simple(pg, "begin", !db->o.read_only ? "BEGIN"
        : pg->step_down ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE pg_read_all_data"
                        : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err);
}

static Status pg_commit(Db *db, Err *err)
{
    Pg *pg = (Pg *)db;
    PGresult *r = PQexec(pg->con, "COMMIT");
    Status st = ST_OK;
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        st = pg_failure(pg, r, "commit", err);
    else if (strcmp(PQcmdStatus(r), "COMMIT") != 0)   /* the server had given up the transaction */
        st = ERR(err, ST_DB, "'commit': the server rolled back");
    PQclear(r);
    return st;
}

static void pg_rollback(Db *db)
{
    Err ignored;   /* a lost connection has rolled back as well */
    (void)pg_simple((Pg *)db, "rollback", "ROLLBACK", &ignored);
}

static Status pg_script(Db *db, const char *name, const char *text, Err *err)
{
    return pg_simple((Pg *)db, name, text, err);
}

static void pg_cancel(Db *db)
{
    char why[256];
    (void)PQcancel(((Pg *)db)->cancel, why, sizeof why);
}

void pg_stop(Pg *pg)
{
    pg_cancel(&pg->base);
    for (PGresult *r; (r = PQgetResult(pg->con));)
        PQclear(r);
}

static Status pg_again(Db *db, bool read_only, Db **out, Err *err);

static const DbOps pg_ops = {
    .close = pg_close,
    .again = pg_again,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .query = pg_query,
    .shape = pg_shape,
    .guard = pg_guard,
    .append = pg_append,
    .script = pg_script,
    .cancel = pg_cancel,
};

static Status session(const char *where, const DbOptions *o, Pg **out, Err *err)
{
    Arena a;
    arena_init(&a);
    Pg *pg = ARENA_NEW(&a, Pg);
    pg->where = str_dup(&a, str_of(where)).p;
    pg->n_param = ARENA_NEW_N(&a, int, o->n_sql);
    for (size_t i = 0; i < o->n_sql; i++)
        pg->n_param[i] = -1;
    pg->base.a = a;
    db_init(&pg->base, &pg_ops, DB_POSTGRES, o);
    *out = pg;
    Status st = connect_to(pg, where, err);
    return st ? st : set_up(pg, o->read_only, err);
}

Status postgres_book_open(const char *where, const DbOptions *o, Db **out, Err *err)
{
    Pg *pg;
    Status st = session(where, o, &pg, err);
    if (!st && !o->read_only)
        st = lock(pg, err);
    if (!st && (!o->create || o->read_only))
        st = check_there(pg, err);
    if (st)
        pg_close(&pg->base);
    else
        *out = &pg->base;
    return st;
}

static Status pg_again(Db *db, bool read_only, Db **out, Err *err)
{
    Pg *pg;
    DbOptions o = db->o;
    o.read_only = read_only;
    Status st = session(((Pg *)db)->where, &o, &pg, err);
    if (st)
        pg_close(&pg->base);
    else
        *out = &pg->base;
    return st;
}
