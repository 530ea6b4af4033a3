/* forget_who.c - which aliases are one person, for forget.c. */
#include "model/limits.h"
#include "store/forget.h"

typedef struct Closure {
    ForgetWho *w;
    Arena     *a;
    Str        email;
    int64_t   *contact;    /* whose aliases are hers; the one asked for first */
    size_t     n_contact;
    bool       joined;     /* contacts of her aliases are hers */
} Closure;

Str forget_person_key(Arena *a, const Table *alias, size_t r)
{
    return str_fmt(a, "%lld\x1f%.*s", (long long)col_int(alias, "source_id")[r], STR_ARG(col_text(alias, "person_id")[r]));
}

static bool has_contact(const Closure *c, int64_t contact)
{
    for (size_t i = 0; i < c->n_contact; i++)
        if (c->contact[i] == contact)
            return true;
    return false;
}

static bool is_hers(const Closure *c, size_t r)
{
    size_t id;
    const Table *t = &c->w->alias;
    const TableColumn *contact = table_col(t, "contact_id");
    Str person = col_text(t, "person_id")[r], own = str_lower(c->a, col_text(t, "email")[r]);
    return (own.n && (str_eq(own, c->email) || strmap_get(&c->w->email, own, &id))) || (col_has(contact, r) && has_contact(c, contact->i[r])) ||
           (person.n && strmap_get(&c->w->person, forget_person_key(c->a, t, r), &id));
}

static void take(Closure *c, size_t r)
{
    const Table *t = &c->w->alias;
    const TableColumn *contact = table_col(t, "contact_id");
    Str own = str_lower(c->a, col_text(t, "email")[r]);
    c->w->mine[r] = true;
    if (own.n)
        (void)strmap_put(&c->w->email, own, NULL);
    if (col_text(t, "person_id")[r].n)
        (void)strmap_put(&c->w->person, forget_person_key(c->a, t, r), NULL);
    if (c->joined && col_has(contact, r) && !has_contact(c, contact->i[r]))
        c->contact[c->n_contact++] = contact->i[r];
}

/* To the closure: an address leads to a person id, that id to another address, each to a contact. */
static void close_over(Closure *c)
{
    for (size_t r = 0; r < c->w->alias.n; r++)
        if (c->w->mine[r])
            take(c, r);
    for (bool more = true; more;) {
        more = false;
        for (size_t r = 0; r < c->w->alias.n; r++) {
            if (c->w->mine[r] || !is_hers(c, r))
                continue;
            take(c, r);
            more = true;
        }
    }
}

static size_t row_of(const Table *alias, int64_t id)
{
    const int64_t *ids = col_int(alias, "alias_id");
    size_t low = 0, high = alias->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (ids[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Alias `end` is the first of the person that row r is of, as that was before joining. */
static bool same_before(const ForgetWho *w, size_t end, size_t r, Arena *a)
{
    const Table *t = &w->alias;
    Str x = col_text(t, "email")[end], y = col_text(t, "email")[r];
    return end == r || (x.n && str_ieq(x, y)) ||
           (col_text(t, "person_id")[r].n && str_eq(forget_person_key(a, t, end), forget_person_key(a, t, r)));
}

/* Links that joined what was asked for with other records: how sure they are, and the least sure one. */
static void weigh(ForgetWho *w, const Table *link, const bool *asked, Arena *a)
{
    const double sure = LIMIT_FORGET_SURE / 100.0;
    w->least = 1;
    for (size_t k = 0; k < link->n; k++) {
        size_t end[2] = { row_of(&w->alias, col_int(link, "contact_id")[k]), row_of(&w->alias, col_int(link, "other_id")[k]) };
        double p = col_f64(link, "probability")[k];
        if (end[0] >= w->alias.n || end[1] >= w->alias.n || (asked[end[0]] && asked[end[1]]))
            continue;
        if (p < sure && p < w->least)
            w->unsure = table_col(&w->alias, "contact_id")->i[end[0]];
        w->least = p < w->least ? p : w->least;
        for (int64_t i = 0; i < w->n_taken; i++) {
            ForgetTaken *t = &w->taken[i];
            size_t r = row_of(&w->alias, t->alias);
            if (t->joined && p < t->p && (same_before(w, end[0], r, a) || same_before(w, end[1], r, a)))
                t->p = p;
        }
    }
}

static Status list_taken(Store *s, ForgetWho *w, const bool *asked, Arena *a, Err *err)
{
    Table t, link;
    Status st = store_fetch(s, SQL_FORGET_TAKEN, STORE_ARGS(DB_TEXT(w->ids)), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_FORGET_JOINS, STORE_ARGS(DB_TEXT(w->ids)), a, &link, err);
    if (st)
        return st;
    w->taken = ARENA_NEW_N(a, ForgetTaken, t.n + 1);
    for (size_t r = 0; r < t.n; r++) {
        Str email = col_text(&t, "email")[r];
        int64_t id = col_int(&t, "alias_id")[r];
        w->taken[w->n_taken++] = (ForgetTaken){ .alias = id, .source = col_text(&t, "source")[r], .who = email.n ? email : col_text(&t, "person_id")[r],
                                                .name = col_text(&t, "name")[r], .joined = !asked[row_of(&w->alias, id)], .p = 1 };
    }
    weigh(w, &link, asked, a);
    return ST_OK;
}

Status forget_who(Store *s, Str email, int64_t contact, Arena *a, ForgetWho *out, Err *err)
{
    *out = (ForgetWho){ .ids = STR("-1") };
    Status st = store_fetch(s, SQL_FORGET_ALIASES, STORE_NO_ARGS, a, &out->alias, err);
    if (st)
        return st;
    size_t n = out->alias.n;
    Closure c = { .w = out, .a = a, .email = email, .contact = ARENA_NEW_N(a, int64_t, n + 1) };
    strmap_init(&out->email, a);
    strmap_init(&out->person, a);
    out->mine = ARENA_NEW_N(a, bool, n + 1);
    bool *asked = ARENA_NEW_N(a, bool, n + 1);
    if (contact)
        c.contact[c.n_contact++] = contact;
    close_over(&c);
    memcpy(asked, out->mine, n * sizeof *asked);
    c.joined = true;
    close_over(&c);
    for (size_t r = 0; r < n; r++)
        if (out->mine[r])
            out->ids = str_fmt(a, "%.*s,%lld", STR_ARG(out->ids), (long long)col_int(&out->alias, "alias_id")[r]);
    if (email.n)
        (void)strmap_put(&out->email, email, NULL);
    return list_taken(s, out, asked, a, err);
}
