/* more.c - aliases that came in since the last whole run (resolve.h). */
#include "resolve/resolve.h"

#include "resolve/same.h"

enum { ROUNDS = 8 };      /* an account goes from id to address to id no further than this */

/* What a step gave an account waits no more. */
static Status settle(Store *s, int64_t *waiting, Err *err)
{
    Status st = store_run(s, SQL_ALIAS_FRESH_DONE, STORE_NO_ARGS, err);
    return st ? st : store_int(s, SQL_ALIAS_FRESH_COUNT, STORE_NO_ARGS, 0, waiting, err);
}

/* What is known of a person, by all ids that are hers. */
typedef struct Whose {
    int64_t account, contact;    /* 0: none; -1: several */
    double  p;
} Whose;

static const Str linked = STR_INIT("linked id");

/* Of its account by a link alone, which another user's link may yet take back. */
static bool is_linked(const Table *t, size_t r)
{
    return col_has(table_col(t, "how"), r) && str_eq(col_text(t, "how")[r], linked);
}

static void agree(int64_t *into, int64_t v)
{
    *into = !*into || *into == v ? v : -1;
}

static void hear(Whose *w, const Table *t, size_t r)
{
    const TableColumn *account = table_col(t, "account_id"), *contact = table_col(t, "contact_id");
    double p = col_f64(t, "probability")[r];
    if (!col_has(account, r) || is_linked(t, r))
        return;
    w->p = !w->account || p < w->p ? p : w->p;
    agree(&w->account, account->i[r]);
    if (col_has(contact, r))
        agree(&w->contact, contact->i[r]);
}

static Status give(Store *s, const Table *t, size_t r, const Whose *w, Err *err)
{
    bool is_new = !col_has(table_col(t, "how"), r), known = w->account > 0;
    return store_run(s, is_new ? SQL_ALIAS_MORE_PUT : SQL_ALIAS_MORE_TAKE,
                     STORE_ARGS(DB_INT(col_int(t, "alias_id")[r]), known ? DB_INT(w->account) : DB_NULL, known && w->contact > 0 ? DB_INT(w->contact) : DB_NULL,
                                DB_F64(known ? w->p : 0), DB_TEXT(known ? linked : STR("none"))), err);
}

/* What was done under one id is of the account of another where the system says that the two are one (same.h): new ways of naming her, and those
 * that were of nobody until the system said so. */
static Status same_more(Store *s, Arena *a, int64_t *given, Err *err)
{
    Table said, t;
    SameIds same;
    StrMap who;
    *given = 0;
    Status st = store_fetch(s, SQL_IDENTITY_SAID, STORE_NO_ARGS, a, &said, err);
    if (!st)
        st = store_fetch(s, SQL_ALIAS_MORE_SAME, STORE_NO_ARGS, a, &t, err);
    if (st || !t.n)
        return st;
    same_ids(&said, a, &same);
    strmap_init(&who, a);
    Whose *w = ARENA_NEW_N(a, Whose, t.n);
    size_t *of = ARENA_NEW_N(a, size_t, t.n);
    for (size_t r = 0; r < t.n; r++) {
        of[r] = strmap_put(&who, same_id_key(&same, col_int(&t, "source_id")[r], col_text(&t, "person_id")[r], a), NULL);
        hear(&w[of[r]], &t, r);
    }
    for (size_t r = 0; r < t.n && !st; r++) {
        const TableColumn *now = table_col(&t, "account_id");
        int64_t is = col_has(now, r) ? now->i[r] : 0, due = w[of[r]].account > 0 ? w[of[r]].account : 0;
        if (col_text(&t, "word")[r].n || is == due || (is && !is_linked(&t, r)))
            continue;
        st = give(s, &t, r, &w[of[r]], err);
        ++*given;
    }
    return st;
}

/* By the ids and addresses of the new ones themselves. */
static Status own_more(Store *s, ResolveMore *out, Err *err)
{
    static const int step[] = { SQL_ALIAS_MORE_ID, SQL_ALIAS_MORE_PERSON, SQL_ALIAS_MORE_EMAIL };
    Status st = ST_OK;
    for (size_t k = 0; !st && out->unresolved && k < COUNT_OF(step); k++) {
        st = store_run(s, step[k], STORE_NO_ARGS, err);
        if (!st)
            st = settle(s, &out->unresolved, err);
    }
    return st;
}

static Status more(Store *s, Arena *a, void *into, Err *err)
{
    ResolveMore *out = into;
    Status st = store_run(s, SQL_ALIAS_FRESH_FILL, STORE_NO_ARGS, err);
    if (!st)
        st = store_int(s, SQL_ALIAS_FRESH_COUNT, STORE_NO_ARGS, 0, &out->aliases, err);
    out->unresolved = out->aliases;
    int64_t given = 1;
    for (int round = 0; !st && given && round < ROUNDS; round++) {
        st = own_more(s, out, err);
        if (!st)
            st = same_more(s, a, &given, err);
        if (!st)
            st = settle(s, &out->unresolved, err);
    }
    if (!st && out->unresolved)
        st = store_run(s, SQL_ALIAS_MORE_NONE, STORE_NO_ARGS, err);
    return st || !out->unresolved ? st : store_run(s, SQL_CLEAR_ALIAS_FRESH, STORE_NO_ARGS, err);
}

Status resolve_more(Store *s, ResolveMore *out, Err *err)
{
    *out = (ResolveMore){ .aliases = 0 };
    return store_atomic(s, "resolve", more, out, err);
}
