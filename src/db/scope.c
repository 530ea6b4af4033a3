#include "db/scope.h"

#include "db/engine.h"

enum { SCOPE_TEXT_MAX = 16 << 20, IDS_A_STATEMENT = 1000 };

static void put_name(Buf *b, Str name)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < name.n; i++)
        buf_puts(b, name.p[i] == '"' ? "\"\"" : (const char[]){ name.p[i], 0 });
    buf_putc(b, '"');
}

static void put_table(Buf *b, const DbScope *s, Str table)
{
    put_name(b, s->catalog);
    buf_putc(b, '.');
    put_name(b, s->schema);
    buf_putc(b, '.');
    put_name(b, table);
}

static bool kept(const char *keep, Str column)
{
    Str rest = str_of(keep);
    while (rest.n)
        if (str_eq(str_cut(&rest, ' '), column))
            return true;
    return !keep;
}

/* All columns in their order, so that `SELECT *` stays what it was. */
static size_t put_columns(Buf *b, const DbScope *s, const DbScopeRow *r)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_column; i++) {
        const DbScopeColumn *c = &s->column[i];
        if (!str_eq(c->table, r->table))
            continue;
        buf_puts(b, n++ ? ", " : " ");
        if (kept(r->keep, c->name)) {
            put_name(b, c->name);
            continue;
        }
        buf_printf(b, "CAST(NULL AS %.*s) AS ", STR_ARG(c->type));
        put_name(b, c->name);
    }
    return n;
}

static void put_ids(Buf *b, const char *what) { buf_printf(b, "(SELECT id FROM scope_id WHERE what = '%s')", what); }

static Status put_view(Buf *b, const DbScope *s, const DbScopeRow *r, Err *err)
{
    buf_puts(b, "CREATE TEMPORARY VIEW ");
    put_name(b, r->table);
    buf_puts(b, " AS SELECT");
    if (!put_columns(b, s, r))
        return ERR(err, ST_DB, "table '%.*s' has no columns", STR_ARG(r->table));
    buf_puts(b, " FROM ");
    put_table(b, s, r->table);
    switch (r->how) {
    case SCOPE_HIDE: buf_puts(b, " WHERE FALSE"); break;
    case SCOPE_ALL: break;
    case SCOPE_IN:
        buf_printf(b, " WHERE %s IN ", r->column);
        put_ids(b, r->what);
        break;
    case SCOPE_VIA:
        buf_printf(b, " WHERE %s IN (SELECT %s FROM ", r->column, r->column);
        put_table(b, s, str_of(r->via));
        buf_printf(b, " WHERE %s IN ", r->via_column);
        put_ids(b, r->what);
        buf_putc(b, ')');
        break;
    }
    buf_puts(b, ";\n");
    return ST_OK;
}

/* Outside the read-only transactions of the session: what is made is temporary, and the text is ours alone. */
static Status run(Db *db, Buf *b, Err *err)
{
    if (db->tx_file || db->running)
        return ERR(err, ST_DB, "a scope is set inside a transaction");
    if (b->over)
        return ERR(err, ST_TOO_BIG, "the scope of a session is over its limit");
    Status st = db->ops->script(db, "scope", b->p, err);
    if (st)
        db->ops->rollback(db);
    return st;
}

Status db_scope(Db *db, const DbScope *scope, Err *err)
{
    Buf b;
    Status st = db->o.read_only ? ST_OK : ERR(err, ST_FORBIDDEN, "a scope is for sessions that read");
    buf_init(&b, SCOPE_TEXT_MAX);
    buf_puts(&b, "BEGIN TRANSACTION READ WRITE;\nCREATE TEMPORARY TABLE scope_id (what TEXT NOT NULL, id BIGINT NOT NULL);\n");
    for (size_t i = 0; !st && i < scope->n_row; i++)
        st = put_view(&b, scope, &scope->row[i], err);
    buf_puts(&b, "COMMIT;");
    if (!st)
        st = run(db, &b, err);
    buf_release(&b);
    return st;
}

Status db_scope_ids(Db *db, const DbScopeId *id, size_t n, Err *err)
{
    Buf b;
    buf_init(&b, SCOPE_TEXT_MAX);
    buf_puts(&b, "BEGIN TRANSACTION READ WRITE;\nDELETE FROM scope_id;\n");
    for (size_t i = 0; i < n; i++) {
        bool first = i % IDS_A_STATEMENT == 0, last = i + 1 == n || (i + 1) % IDS_A_STATEMENT == 0;
        buf_printf(&b, "%s('%s', %lld)%s", first ? "INSERT INTO scope_id VALUES " : ", ", id[i].what, (long long)id[i].id, last ? ";\n" : "");
    }
    buf_puts(&b, "COMMIT;");
    Status st = run(db, &b, err);
    buf_release(&b);
    return st;
}
