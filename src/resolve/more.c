/* more.c - aliases that came in since the last whole run (resolve.h). */
#include "resolve/resolve.h"

#include "resolve/said.h"
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

static Status give(Store *s, const Table *t, size_t r, const Whose *w, Str how, Err *err)
{
    bool is_new = !col_has(table_col(t, "how"), r), known = w->account > 0;
    return store_run(s, is_new ? SQL_ALIAS_MORE_PUT : SQL_ALIAS_MORE_TAKE,
                     STORE_ARGS(DB_INT(col_int(t, "alias_id")[r]), known ? DB_INT(w->account) : DB_NULL, known && w->contact > 0 ? DB_INT(w->contact) : DB_NULL,
                                DB_F64(known ? w->p : 0), DB_TEXT(known ? how : STR("none"))), err);
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
        st = give(s, &t, r, &w[of[r]], linked, err);
        ++*given;
    }
    return st;
}

/* The named ways as nodes: one a system and id, or name. */
static void nodes_named(const Table *t, Arena *a, Parties *p)
{
    StrMap node;
    strmap_init(&node, a);
    *p = (Parties){ .alias = ARENA_NEW_N(a, Alias, t->n), .n_alias = t->n, .node = ARENA_NEW_N(a, Node, t->n) };
    for (size_t r = 0; r < t->n; r++) {
        Str id = col_text(t, "id")[r], name = col_text(t, "name")[r];
        int64_t source = col_int(t, "source_id")[r];
        size_t at = strmap_put(&node, str_fmt(a, "%lld\x1f%c%.*s", (long long)source, id.n ? 'i' : 'n', STR_ARG(id.n ? id : name)), NULL);
        p->node[at] = (Node){ .up = (int64_t)at, .first_alias = (int64_t)at };
        p->alias[r] = (Alias){ .id = col_int(t, "alias_id")[r], .source = source, .account_id = id, .account_name = name, .node = (int64_t)at, .person = NO_NODE };
    }
    p->n_node = node.n;
}

/* A company that a person has said to be another, under a name that comes now. */
static Status said_more(Store *s, Arena *a, int64_t *given, Err *err)
{
    Table t, verdict, sources;
    Parties p;
    Pairs must = { .n = 0 }, apart = { .n = 0 };
    Status st = store_fetch(s, SQL_ALIAS_MORE_SAID, STORE_NO_ARGS, a, &t, err);
    if (st || !t.n)
        return st;
    st = store_fetch(s, SQL_VERDICT_LIST, STORE_ARGS(DB_TEXT(STR("resolve"))), a, &verdict, err);
    if (!st)
        st = store_fetch(s, SQL_SOURCE_NAMES, STORE_NO_ARGS, a, &sources, err);
    if (st)
        return st;
    nodes_named(&t, a, &p);
    said_pairs(&verdict, &sources, &p, SAID_COMPANIES, a, &must, &apart);
    for (size_t i = 0; i < must.n; i++)
        node_join(&p, must.pair[i].a, must.pair[i].b);
    Whose *w = ARENA_NEW_N(a, Whose, p.n_node);
    for (size_t r = 0; r < t.n; r++)
        hear(&w[node_root(&p, p.alias[r].node)], &t, r);
    for (size_t r = 0; r < t.n && !st; r++) {
        const Whose *x = &w[node_root(&p, p.alias[r].node)];
        if (col_has(table_col(&t, "account_id"), r) || x->account <= 0)
            continue;
        st = give(s, &t, r, &(Whose){ .account = x->account, .p = 1 }, STR("decision"), err);
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
            st = said_more(s, a, &given, err);
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
