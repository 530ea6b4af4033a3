#include "store/store.h"

#include <inttypes.h>
#include <stdlib.h>

#include "store/migrate.h"

struct Store {
    Db *db;
    char *where;
    char currency[8];
    bool joined;
};

static Status load_currency(Store *s, const char *wanted, bool may_change, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = db_fetch(s->db, SQL_META_GET, &DB_TEXT(STR("currency")), 1, &a, &t, err);
    if (!st && t.n) {
        (void)snprintf(s->currency, sizeof s->currency, "%.*s", STR_ARG(col_text(&t, "value")[0]));
    } else if (!st) {
        (void)snprintf(s->currency, sizeof s->currency, "%s", wanted ? wanted : "EUR");
        if (may_change)
            st = db_run(s->db, SQL_META_PUT,
                        (const DbArg[]){ DB_TEXT(STR("currency")), DB_TEXT(str_of(s->currency)) },
                        2, NULL, err);
    }
    arena_release(&a);
    return st;
}

/* What was made, but for its tables, is as good as new. */
static Status must_be_fresh(Db *db, const char *where, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = db_fetch(db, SQL_TABLE_COUNT, NULL, 0, &a, &t, err);
    if (!st && col_int(&t, "n")[0] > 0)
        st = ERR(err, ST_CONFLICT, "'%s' is there already", where);
    arena_release(&a);
    return st;
}

static Status wrap(Db *db, const char *where, const StoreOptions *o, Store **out, Err *err)
{
    Store *s = calloc(1, sizeof *s);
    if (s)
        s->where = strdup(where);
    if (!s || !s->where)
        bug("out of memory (store)");
    s->db = db;
    Status st = o->fresh ? must_be_fresh(db, where, err) : ST_OK;
    if (!st)
        st = migrate(db, !o->read_only, err);
    if (!st)
        st = load_currency(s, o->currency, !o->read_only, err);
    if (st) {
        store_close(s);
        return st;
    }
    *out = s;
    return ST_OK;
}

Status store_open(const char *where, const StoreOptions *o, Store **out, Err *err)
{
    Db *db;
    DbOptions d = { .sql = sql_texts,
                    .n_sql = SQL_COUNT_,
                    .read_only = o->read_only,
                    .create = o->create,
                    .memory_bytes = o->memory_bytes,
                    .bulk = o->bulk,
                    .once = o->once };
    Status st = db_open(where, &d, &db, err);
    return st ? st : wrap(db, where, o, out, err);
}

Status store_open_again(Store *s, bool read_only, Store **out, Err *err)
{
    Db *db;
    Status st = db_open_again(s->db, read_only, &db, err);
    return st ? st : wrap(db, s->where, &(StoreOptions){ .read_only = read_only }, out, err);
}

void store_close(Store *s)
{
    if (!s)
        return;
    db_close(s->db);
    free(s->where);
    free(s);
}

const char *store_where(const Store *s)
{
    return s->where;
}

Db *store_db(Store *s)
{
    return s->db;
}
const char *store_currency(const Store *s)
{
    return s->currency;
}
Status store_commit(Store *s, Err *err)
{
    return db_commit(s->db, err);
}
void store_rollback(Store *s)
{
    db_rollback(s->db);
}

void store_join(Store *s, bool on)
{
    s->joined = on;
}

Status store_atomic(Store *s, const char *what, StoreWork *work, void *out, Err *err)
{
    Arena a;
    arena_init(&a);
    Status st = s->joined ? ST_OK : store_begin(s, err);
    if (!st)
        st = work(s, &a, out, err);
    if (!st && !s->joined)
        st = store_commit(s, err);
    if (st) {
        if (!s->joined)
            store_rollback(s);
        err_context(err, "%s", what);
    }
    arena_release(&a);
    return st;
}

Status store_run(Store *s, int sql, const DbArg *arg, size_t n_arg, Err *err)
{
    return db_run(s->db, sql, arg, n_arg, NULL, err);
}

Status store_fetch(Store *s, int sql, const DbArg *arg, size_t n_arg, Arena *a, Table *out,
                   Err *err)
{
    return db_fetch(s->db, sql, arg, n_arg, a, out, err);
}

Status store_each(Store *s, int sql, const DbArg *arg, size_t n_arg, DbEach *each, void *ctx,
                  Err *err)
{
    return db_each(s->db, sql, arg, n_arg, each, ctx, err);
}

Status store_each_of(Store *s, const char *table, DbEach *each, void *ctx, Err *err)
{
    return db_each_of(s->db, table, each, ctx, err);
}

Status store_append(Store *s, const char *table, const Table *rows, Err *err)
{
    return rows->n ? db_append(s->db, table, rows, err) : ST_OK;
}

Status store_int(Store *s, int sql, const DbArg *arg, size_t n_arg, int64_t fallback, int64_t *out,
                 Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = db_fetch(s->db, sql, arg, n_arg, &a, &t, err);
    if (!st)
        *out = t.n && col_has(&t.col[0], 0) ? t.col[0].i[0] : fallback;
    arena_release(&a);
    return st;
}

Status store_adopt_currency(Store *s, Err *err)
{
    Arena a;
    Table t;
    Str best = STR("");
    int64_t most = 0;
    arena_init(&a);
    Status st = store_fetch(s, SQL_CURRENCY_COUNTS, STORE_NO_ARGS, &a, &t, err);
    for (size_t r = 0; !st && r < t.n; r++) {
        Str code = col_text(&t, "currency")[r];
        int64_t n = col_int(&t, "n")[r];
        bool own = str_ieq(code, str_of(s->currency));
        /* Its own beats any number of others; a tie goes by the code. */
        if (own || n > most || (n == most && str_cmp(code, best) < 0)) {
            best = code;
            most = own ? INT64_MAX : n;
        }
    }
    if (!st && best.n && best.n < sizeof s->currency && !str_ieq(best, str_of(s->currency))) {
        st = store_run(s, SQL_META_PUT, STORE_ARGS(DB_TEXT(STR("currency")), DB_TEXT(best)), err);
        if (!st)
            (void)snprintf(s->currency, sizeof s->currency, "%.*s", STR_ARG(best));
    }
    arena_release(&a);
    return st;
}

Status store_put_summary(Store *s, const char *name, Str value, Err *err)
{
    return store_run(s, SQL_SUMMARY_PUT, STORE_ARGS(DB_TEXT(str_of(name)), DB_TEXT(value)), err);
}

Status store_summary(Store *s, const char *name, Arena *a, Str *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_SUMMARY_GET, STORE_ARGS(DB_TEXT(str_of(name))), a, &t, err);
    if (!st)
        *out = t.n ? col_text(&t, "value")[0] : STR("");
    return st;
}

Status store_put_summary_int(Store *s, const char *name, int64_t value, Err *err)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRId64, value);
    return store_put_summary(s, name, str_of(text), err);
}

Status store_summary_int(Store *s, const char *name, int64_t fallback, int64_t *out, Err *err)
{
    Arena a;
    Str text;
    arena_init(&a);
    Status st = store_summary(s, name, &a, &text, err);
    if (!st && !str_to_i64(text, out))
        *out = fallback;
    arena_release(&a);
    return st;
}

bool verdict_undone(const Table *said, int64_t verdict_id)
{
    int64_t n;
    for (size_t r = 0; r < said->n; r++)
        if (str_eq(col_text(said, "what")[r], STR("undo")) && str_to_i64(col_text(said, "subject")[r], &n) && n == verdict_id)
            return true;
    return false;
}
