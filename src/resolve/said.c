#include "resolve/said.h"

#include "store/store.h"

/* A decision names a node as a system spells it: "account id" or "account name", and the first one so named is meant; or
 * "account id @ Source", where two systems use the same words.
 */
static int64_t find_said(const Parties *p, Str words, int64_t source)
{
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        if (l->node != NO_NODE && (!source || l->source == source) && (str_eq(l->account_id, words) || str_eq(l->account_name, words)))
            return l->node;
    }
    return NO_NODE;
}

typedef int64_t FindSaid(const Parties *p, Str words, int64_t source);

static int64_t find_with(FindSaid *find, const Parties *p, const Table *sources, Str words)
{
    static const Str at = STR_INIT(" @ ");
    int64_t found = find(p, words, 0);
    for (size_t r = 0; found == NO_NODE && r < sources->n; r++) {
        Str source = col_text(sources, "name")[r];
        size_t tail = at.n + source.n;
        if (words.n > tail && str_ends(words, source) && str_eq(str_sub(words, words.n - tail, at.n), at))
            found = find(p, str_sub(words, 0, words.n - tail), col_int(sources, "source_id")[r]);
    }
    return found;
}

static int64_t find_person_said(const Parties *p, Str words, int64_t source)
{
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        if (l->person != NO_NODE && words.n && (!source || l->source == source) && (str_ieq(l->email, words) || str_eq(l->person_id, words)))
            return l->person;
    }
    return NO_NODE;
}

/* The two that a row names: nodes, or persons where a side is no company. */
static bool named(const Table *t, size_t r, const Table *sources, const Parties *p, SaidOf of, Pair *out)
{
    Str subject = col_text(t, "subject")[r], object = col_text(t, "object")[r];
    int64_t x = find_with(find_said, p, sources, subject), y = find_with(find_said, p, sources, object);
    if (of == SAID_PEOPLE) { /* words that name a company mean the company */
        x = x == NO_NODE ? find_with(find_person_said, p, sources, subject) : NO_NODE;
        y = y == NO_NODE ? find_with(find_person_said, p, sources, object) : NO_NODE;
    }
    *out = (Pair){ .a = x, .b = y, .p = 1, .why = STR("decision") };
    return x != NO_NODE && y != NO_NODE && x != y;
}

static int64_t top(int64_t *up, int64_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* Would joining x and y bring together two that are kept apart? */
static bool breaks(int64_t *up, const Pairs *apart, int64_t x, int64_t y)
{
    for (size_t i = 0; i < apart->n; i++) {
        int64_t a = top(up, apart->pair[i].a), b = top(up, apart->pair[i].b);
        if ((a == x && b == y) || (a == y && b == x))
            return true;
    }
    return false;
}

void said_pairs(const Table *verdict, const Table *sources, const Parties *p, SaidOf of, Arena *a, Pairs *must, Pairs *apart)
{
    size_t n = of == SAID_PEOPLE ? p->n_person : p->n_node;
    int64_t *up = ARENA_NEW_N(a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        up[i] = (int64_t)i;
    for (size_t r = verdict->n; r-- > 0;) {
        Str what = col_text(verdict, "what")[r];
        bool merge = str_eq(what, STR("merge"));
        Pair pair;
        if ((!merge && !str_eq(what, STR("split")) && !str_eq(what, STR("never"))) || verdict_undone(verdict, col_int(verdict, "verdict_id")[r]) ||
            !named(verdict, r, sources, p, of, &pair))
            continue;
        int64_t x = top(up, pair.a), y = top(up, pair.b);
        if (merge ? breaks(up, apart, x, y) : x == y)
            continue; /* overruled by what was said later */
        pairs_add(merge ? must : apart, a, pair);
        if (merge)
            up[x] = y;
    }
}
