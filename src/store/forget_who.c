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

bool forget_second_address(Str field, Arena *a)
{
    static const char *const hers[] = { "additional", "private", "personal", "second", "other", "altern", "home" };
    Str name = str_lower(a, field);
    bool is = false;
    for (size_t i = 0; i < COUNT_OF(hers); i++)
        is |= str_has(name, str_of(hers[i]));
    return is && str_has(name, STR("mail"));
}

Str forget_next_address(Str *rest)
{
    while (rest->n) {
        size_t n = 0;
        while (n < rest->n && !strchr(";, \t\n", rest->p[n]))
            n++;
        Str one = str_sub(*rest, 0, n);
        *rest = str_sub(*rest, n < rest->n ? n + 1 : n, rest->n);
        if (memchr(one.p, '@', one.n))
            return one;
    }
    return STR("");
}

/* Is an address that her record holds nobody else's: no desk's, and no contact's whose name lacks her family name? */
static Status is_nobodys(Store *s, const Table *names, Str address, Arena *a, bool *is, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_FORGET_ADDRESS, STORE_ARGS(DB_TEXT(address)), a, &t, err);
    *is = true;
    for (size_t r = 0; !st && r < t.n; r++) {
        Str name = forget_folded(col_text(&t, "name")[r], true, a);
        bool known = false, same = false;
        for (size_t k = 0; k < names->n; k++) {
            Str last = forget_folded(col_text(names, "last_name")[k], true, a);
            known |= last.n > 0;
            same |= last.n > 0 && str_has(name, last);
        }
        *is &= !table_col(&t, "desk")->i[r] && (!name.n || !known || same);
    }
    return st;
}

static void list_ids(Closure *c)
{
    c->w->ids = STR("-1");
    for (size_t r = 0; r < c->w->alias.n; r++)
        if (c->w->mine[r])
            c->w->ids = str_fmt(c->a, "%.*s,%lld", STR_ARG(c->w->ids), (long long)col_int(&c->w->alias, "alias_id")[r]);
}

/* Addresses in one field of her record: those that are hers alone. */
static Status take_addresses(Closure *c, Store *s, const Table *names, Str rest, bool *more, Err *err)
{
    Status st = ST_OK;
    for (Str said; !st && (said = forget_next_address(&rest)).n;) {
        bool hers;
        size_t id;
        Str one = str_lower(c->a, said);
        if (strmap_get(&c->w->email, one, &id))
            continue;
        st = is_nobodys(s, names, one, c->a, &hers, err);
        if (st || !hers)
            continue;
        (void)strmap_put(&c->w->email, one, NULL);
        *more = true;
    }
    return st;
}

/* To the closure what the addresses on her own records lead to, and theirs. */
static Status close_over_addresses(Closure *c, Store *s, Err *err)
{
    Status st = ST_OK;
    close_over(c);
    for (bool more = true; more && !st;) {
        Table field, names;
        more = false;
        list_ids(c);
        st = store_fetch(s, SQL_FORGET_OWN_FIELDS, STORE_ARGS(DB_TEXT(c->w->ids)), c->a, &field, err);
        if (!st)
            st = store_fetch(s, SQL_FORGET_NAMES, STORE_ARGS(DB_TEXT(c->w->ids)), c->a, &names, err);
        for (size_t r = 0; !st && r < field.n; r++)
            if (forget_second_address(col_text(&field, "field")[r], c->a))
                st = take_addresses(c, s, &names, col_text(&field, "value")[r], &more, err);
        if (!st && more)
            close_over(c);
    }
    return st;
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
    st = close_over_addresses(&c, s, err);
    memcpy(asked, out->mine, n * sizeof *asked);
    c.joined = true;
    if (!st)
        st = close_over_addresses(&c, s, err);
    if (st)
        return st;
    if (email.n)
        (void)strmap_put(&out->email, email, NULL);
    return list_taken(s, out, asked, a, err);
}
