#include "resolve/same.h"

#include "store/forget.h"
#include "text/role.h"

static Str id_key(int64_t source, Str id, Arena *a)
{
    return str_fmt(a, "%lld\x1f%.*s", (long long)source, STR_ARG(id));
}

static size_t root_of(const SameIds *s, size_t i)
{
    while (s->up[i] != i)
        i = s->up[i] = s->up[s->up[i]];
    return i;
}

/* The lesser text is the root, whichever came first. */
static void unite(SameIds *s, size_t x, size_t y)
{
    size_t a = root_of(s, x), b = root_of(s, y);
    if (a == b)
        return;
    bool first = str_cmp(s->id.key[a], s->id.key[b]) < 0;
    s->up[first ? b : a] = first ? a : b;
}

void same_ids(const Table *said, Arena *a, SameIds *out)
{
    *out = (SameIds){ .up = ARENA_NEW_N(a, size_t, 2 * said->n + 1), .before = ARENA_NEW_N(a, size_t, said->n + 1),
                      .after = ARENA_NEW_N(a, size_t, said->n + 1) };
    size_t *users = ARENA_NEW_N(a, size_t, 2 * said->n + 1);   /* of an id that somebody had before */
    strmap_init(&out->id, a);
    for (size_t r = 0; r < said->n; r++) {
        int64_t source = col_int(said, "source_id")[r];
        out->before[r] = strmap_put(&out->id, id_key(source, col_text(said, "previous_id")[r], a), NULL);
        out->after[r] = strmap_put(&out->id, id_key(source, col_text(said, "person_id")[r], a), NULL);
        users[out->before[r]]++;
    }
    for (size_t i = 0; i < out->id.n; i++)
        out->up[i] = i;
    for (size_t r = 0; r < said->n; r++) {
        if (users[out->before[r]] != 1)
            continue;
        unite(out, out->before[r], out->after[r]);
        out->before[out->n] = out->before[r];
        out->after[out->n++] = out->after[r];
    }
}

Str same_id_key(const SameIds *s, int64_t source, Str person_id, Arena *a)
{
    size_t at;
    Str key = id_key(source, person_id, a);
    return s->id.n && strmap_get(&s->id, key, &at) ? s->id.key[root_of(s, at)] : key;
}

enum { MAIL_STEPS = 8 };

Str same_address(const SameIds *s, Str email)
{
    size_t at;
    for (int step = 0; step < MAIL_STEPS && s->second.n && email.n && strmap_get(&s->second, email, &at) && s->main[at].n; step++)
        email = s->main[at];
    return email;
}

static void second_said(SameIds *s, const StrMap *own, int64_t source, Str main, Str said, Arena *a)
{
    bool is_new;
    size_t at;
    Str rest = said, local = str_cut(&rest, '@');
    if (!rest.n || str_eq(said, main) || is_shared_mailbox(local, a) || strmap_get(own, id_key(source, said, a), &at) ||
        str_eq(same_address(s, main), said))
        return;
    at = strmap_put(&s->second, said, &is_new);
    s->main[at] = is_new || str_eq(s->main[at], main) ? main : STR("");
}

void same_addresses(const Table *record, const Table *alias, Arena *a, SameIds *out)
{
    StrMap own;   /* addresses of records, by system */
    size_t most = 1;
    strmap_init(&own, a);
    strmap_init(&out->second, a);
    if (!record->n)
        return;
    for (size_t r = 0; r < alias->n; r++)
        if (col_text(alias, "person_id")[r].n && col_text(alias, "email")[r].n)
            (void)strmap_put(&own, id_key(col_int(alias, "source_id")[r], str_lower(a, col_text(alias, "email")[r]), a), NULL);
    for (size_t r = 0; r < record->n; r++)
        for (size_t i = 0; i < col_text(record, "value")[r].n; i++)
            most += col_text(record, "value")[r].p[i] == '@';
    out->main = ARENA_NEW_N(a, Str, most);
    for (size_t r = 0; r < record->n; r++) {
        Str all = col_text(record, "value")[r];
        if (!forget_second_address(col_text(record, "field")[r], a))
            continue;
        for (Str one; (one = forget_next_address(&all)).n;)
            second_said(out, &own, col_int(record, "source_id")[r], col_text(record, "email")[r], one, a);
    }
}

/* Of several persons with one id, the one whose address comes first; one with an address before one without. */
static bool comes_first(const Parties *p, int64_t a, int64_t b)
{
    Str x = p->person[a].email, y = p->person[b].email;
    return !x.n != !y.n ? x.n > 0 : str_cmp(x, y) < 0;
}

void same_pairs(const Parties *p, const SameIds *s, Arena *a, Pairs *must)
{
    Arena scratch;
    int64_t *who = ARENA_NEW_N(a, int64_t, s->id.n + 1);
    if (!s->n)
        return;
    arena_init(&scratch);
    for (size_t i = 0; i < s->id.n; i++)
        who[i] = NO_NODE;
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        size_t at;
        ArenaMark mark = arena_mark(&scratch);
        if (l->person != NO_NODE && l->person_id.n && strmap_get(&s->id, id_key(l->source, l->person_id, &scratch), &at) &&
            (who[at] == NO_NODE || comes_first(p, l->person, who[at])))
            who[at] = l->person;
        arena_rewind(&scratch, mark);
    }
    arena_release(&scratch);
    for (size_t i = 0; i < s->n; i++) {
        int64_t x = who[s->before[i]], y = who[s->after[i]];
        if (x != NO_NODE && y != NO_NODE && x != y)
            pairs_add(must, a, (Pair){ .a = x, .b = y, .p = 1, .why = STR("the system says that the two ids are one person's"), .said = true });
    }
}
