#include "store/store.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/currency.h"
#include "store/migrate.h"

struct Store {
    Db *db;
    char *where;
    char currency[8], hashed[8];   /* hashed: in the hashes of rows that name none */
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
        if (!st && may_change && wanted)
            st = db_run(s->db, SQL_META_PUT, (const DbArg[]){ DB_TEXT(STR("currency_by")), DB_TEXT(STR("init")) }, 2, NULL, err);
    }
    if (!st)
        st = db_fetch(s->db, SQL_META_GET, &DB_TEXT(STR("currency_hashed")), 1, &a, &t, err);
    if (!st)
        (void)snprintf(s->hashed, sizeof s->hashed, "%.*s", STR_ARG(t.n ? col_text(&t, "value")[0] : STR("EUR")));
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
const char *store_currency_hashed(const Store *s)
{
    return s->hashed;
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

/* Who says the book's currency; NULL: nobody, the data do. */
typedef struct Wanted {
    Str         code;
    const char *by;
} Wanted;

static Status put_currency(Store *s, Arena *a, void *ctx, Err *err)
{
    static const int restamp[] = { SQL_RESTAMP_OPPORTUNITY, SQL_RESTAMP_SUBSCRIPTION, SQL_RESTAMP_CHURN, SQL_RESTAMP_INVOICE, SQL_RESTAMP_DELIVERY,
                                   SQL_RESTAMP_INITIATIVE, SQL_RESTAMP_PAYMENT, SQL_RESTAMP_LEDGER };
    const Wanted *w = ctx;
    int64_t times = 1, parts = 1;
    (void)a;
    int more = currency_digits(w->code) - currency_digits(str_of(s->currency));
    for (; more > 0; more--)
        times *= 10;
    for (; more < 0; more++)
        parts *= 10;
    Status st = store_run(s, SQL_META_PUT, STORE_ARGS(DB_TEXT(STR("currency")), DB_TEXT(w->code)), err);
    if (!st && w->by)
        st = store_run(s, SQL_META_PUT, STORE_ARGS(DB_TEXT(STR("currency_by")), DB_TEXT(str_of(w->by))), err);
    for (size_t i = 0; !st && i < COUNT_OF(restamp); i++)
        st = store_run(s, restamp[i], STORE_ARGS(DB_TEXT(w->code), DB_INT(times), DB_INT(parts)), err);
    return st;
}

static Status change_currency(Store *s, Wanted w, Err *err)
{
    Status st = store_atomic(s, "the book's currency", put_currency, &w, err);
    if (!st)
        (void)snprintf(s->currency, sizeof s->currency, "%.*s", STR_ARG(w.code));
    return st;
}

Status store_set_currency(Store *s, Str code, Err *err)
{
    bool fine = code.n == 3;
    for (size_t i = 0; fine && i < 3; i++)
        fine = code.p[i] >= 'A' && code.p[i] <= 'Z';
    if (!fine)
        return ERR(err, ST_USAGE, "'%.*s' is not a currency code such as EUR", STR_ARG(str_head(code, 20)));
    return change_currency(s, (Wanted){ code, "set" }, err);
}

Status store_adopt_currency(Store *s, Err *err)
{
    Arena a;
    Table t = { 0 };
    arena_init(&a);
    Status st = store_fetch(s, SQL_META_GET, STORE_ARGS(DB_TEXT(STR("currency_by"))), &a, &t, err);
    bool said = !st && t.n;
    if (!st && !said)
        st = store_fetch(s, SQL_CURRENCY_COUNTS, STORE_NO_ARGS, &a, &t, err);
    if (!st && !said && t.n) {
        Str best = col_text(&t, "currency")[0];
        if (best.n == 3 && !str_eq(best, str_of(s->currency)))
            st = change_currency(s, (Wanted){ best, NULL }, err);
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
