#include "resolve/match.h"

#include <stdlib.h>

#include "text/similar.h"

/* How sure each kind of evidence is.  Set by judgement from the demo's and the real samples' pairs;
 * "cannot disagree" is the similarity below which two names under one domain are different firms.
 */
#define P_DOMAIN        0.98
#define P_DOMAIN_NAME   0.95 /* same source, same domain, nearly the same name */
#define P_NAME_PLACE    0.97
#define P_NAME          0.92
#define P_FOREIGN_ID    0.99 /* another system quotes the CRM's own id */
#define P_SHORT         0.90 /* "KELLER ANTR." in the same country, one candidate */
#define P_PEOPLE        0.95 /* most of its people are known as another company's */
#define P_NEARLY        0.85
#define P_REVIEW        0.60
#define CANNOT_DISAGREE 0.72
#define SAME_WORDS      0.92
#define NEARLY_SAME     0.93
#define WORTH_A_LOOK    0.86
#define CLEAR_LEAD      0.02
enum { KEY_MIN = 4, BLOCK_MAX = 400, SAME_KEY_MAX = 50 };

int64_t node_root(Parties *p, int64_t n)
{
    while (p->node[n].up != n) {
        p->node[n].up = p->node[p->node[n].up].up;
        n = p->node[n].up;
    }
    return n;
}

void node_join(Parties *p, int64_t a, int64_t b, double probability, const char *how)
{
    int64_t x = node_root(p, a), y = node_root(p, b);
    if (x == y)
        return;
    if (p->node[y].first_alias < p->node[x].first_alias) {
        int64_t swap = x;
        x = y;
        y = swap;
    }
    p->node[y].up = x;
    /* The joined node carries the evidence, whichever became the root. */
    Node *joined = p->node[b].anchor && !p->node[a].anchor ? &p->node[a] : &p->node[b];
    if (probability < joined->p || !strcmp(joined->how, "id")) {
        joined->p = probability;
        joined->how = how;
    }
}

void pairs_add(Pairs *l, Arena *a, Pair pair)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        Pair *more = ARENA_NEW_N(a, Pair, l->cap);
        if (l->n)
            memcpy(more, l->pair, l->n * sizeof *more);
        l->pair = more;
    }
    l->pair[l->n++] = pair;
}

static bool forbidden(Parties *p, const Pairs *apart, int64_t a, int64_t b)
{
    int64_t x = node_root(p, a), y = node_root(p, b);
    for (size_t i = 0; i < apart->n; i++) {
        int64_t u = node_root(p, apart->pair[i].a), v = node_root(p, apart->pair[i].b);
        if ((u == x && v == y) || (u == y && v == x))
            return true;
    }
    return false;
}

static int by_domain(const void *x, const void *y, void *ctx)
{
    const Parties *p = ctx;
    const Node *a = &p->node[*(const int64_t *)x], *b = &p->node[*(const int64_t *)y];
    int c = str_cmp(a->domain, b->domain);
    if (c)
        return c;
    if (a->anchor != b->anchor)
        return a->anchor ? -1 : 1;
    return (a->first_alias > b->first_alias) - (a->first_alias < b->first_alias);
}

static int by_key(const void *x, const void *y, void *ctx)
{
    const Parties *p = ctx;
    const Node *a = &p->node[*(const int64_t *)x], *b = &p->node[*(const int64_t *)y];
    int c = str_cmp(a->key, b->key);
    if (c)
        return c;
    if (a->anchor != b->anchor)
        return a->anchor ? -1 : 1;
    return (a->first_alias > b->first_alias) - (a->first_alias < b->first_alias);
}

static int64_t *sorted(Parties *p, Arena *a, int (*by)(const void *, const void *, void *))
{
    int64_t *id = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        id[i] = (int64_t)i;
    if (p->n_node)
        qsort_r(id, p->n_node, sizeof *id, by, p);
    return id;
}

static bool place_conflict(const Node *a, const Node *b)
{
    return a->country.n && b->country.n && !str_eq(a->country, b->country);
}

/* One node of a domain against those before it: joined with the most alike of them. */
static void match_in_domain(Parties *p, const int64_t *id, size_t from, size_t at,
                            const Pairs *apart, Arena *a, Pairs *review)
{
    Node *me = &p->node[id[at]];
    double best = -1;
    int64_t who = NO_NODE;
    for (size_t k = from; k < at; k++) {
        Node *other = &p->node[id[k]];
        double s =
            me->key.n && other->key.n ? name_similarity(me->key, other->key) : CANNOT_DISAGREE;
        if (s > best) {
            best = s;
            who = id[k];
        }
    }
    if (who == NO_NODE || forbidden(p, apart, who, id[at]))
        return;
    bool same_source = p->node[who].source == me->source;
    if (!same_source && best >= CANNOT_DISAGREE)
        node_join(p, who, id[at], P_DOMAIN, "domain");
    else if (same_source && best >= SAME_WORDS)
        node_join(p, who, id[at], P_DOMAIN_NAME, "domain and name");
    else if (!same_source)
        pairs_add(review, a, (Pair){ who, id[at], P_REVIEW, "same domain, different names" });
}

static void match_domains(Parties *p, const Pairs *apart, Arena *a, Pairs *review)
{
    int64_t *id = sorted(p, a, by_domain);
    for (size_t i = 0; i < p->n_node;) {
        size_t end = i + 1;
        Str d = p->node[id[i]].domain;
        while (end < p->n_node && str_eq(p->node[id[end]].domain, d))
            end++;
        if (d.n && end - i <= BLOCK_MAX)
            for (size_t at = i + 1; at < end; at++)
                match_in_domain(p, id, i, at, apart, a, review);
        i = end;
    }
}

static void match_in_key(Parties *p, const int64_t *id, size_t from, size_t at, const Pairs *apart,
                         Arena *a, Pairs *review)
{
    Node *me = &p->node[id[at]];
    int64_t placed = NO_NODE, open = NO_NODE;
    size_t n_open = 0;
    for (size_t k = from; k < at; k++) {
        Node *other = &p->node[id[k]];
        if (node_root(p, id[k]) == node_root(p, id[at]))
            return;
        if (place_conflict(me, other) || forbidden(p, apart, id[k], id[at]))
            continue;
        if (me->country.n && other->country.n && placed == NO_NODE)
            placed = id[k];
        if (open == NO_NODE || node_root(p, open) != node_root(p, id[k])) {
            if (open == NO_NODE)
                open = id[k];
            n_open++;
        }
    }
    if (placed != NO_NODE)
        node_join(p, placed, id[at], P_NAME_PLACE, "name and country");
    else if (open != NO_NODE && n_open == 1 && me->key.n >= KEY_MIN)
        node_join(p, open, id[at], P_NAME, "name");
    else if (open != NO_NODE)
        pairs_add(review, a, (Pair){ open, id[at], P_REVIEW, "same name, several companies" });
}

static void match_keys(Parties *p, const Pairs *apart, Arena *a, Pairs *review)
{
    int64_t *id = sorted(p, a, by_key);
    for (size_t i = 0; i < p->n_node;) {
        size_t end = i + 1;
        Str k = p->node[id[i]].key;
        while (end < p->n_node && str_eq(p->node[id[end]].key, k))
            end++;
        if (k.n && end - i <= SAME_KEY_MAX)
            for (size_t at = i + 1; at < end; at++)
                match_in_key(p, id, i, at, apart, a, review);
        i = end;
    }
}

/* Has this node been joined with a CRM account already? */
static void mark_known(Parties *p, bool *known)
{
    for (size_t i = 0; i < p->n_node; i++)
        if (p->node[i].anchor)
            known[node_root(p, (int64_t)i)] = true;
}

static void match_nearly(Parties *p, const Pairs *apart, Arena *a, Pairs *review)
{
    int64_t *id = sorted(p, a, by_key);
    bool *known = ARENA_NEW_N(a, bool, p->n_node + 1);
    mark_known(p, known);
    size_t n = p->n_node;
    for (size_t i = 0; i < n; i++) {
        Node *me = &p->node[id[i]];
        if (me->key.n < KEY_MIN || known[node_root(p, id[i])])
            continue;
        /* Neighbours in key order share the beginning of the name. */
        double best = 0, next = 0;
        int64_t who = NO_NODE;
        for (size_t step = 1; step <= 2 * BLOCK_MAX; step++) {
            size_t off = (step + 1) / 2;
            if (step % 2 ? i + off >= n : off > i)
                continue;
            int64_t k = id[step % 2 ? i + off : i - off];
            Node *other = &p->node[k];
            if (!other->anchor || other->key.n < 3 || memcmp(other->key.p, me->key.p, 3) != 0 ||
                place_conflict(me, other))
                continue;
            double s = name_similarity(me->key, other->key);
            if (s > best) {
                if (who == NO_NODE || node_root(p, who) != node_root(p, k))
                    next = best;
                best = s;
                who = k;
            } else if (s > next && node_root(p, who) != node_root(p, k)) {
                next = s;
            }
        }
        if (who == NO_NODE || forbidden(p, apart, who, id[i]))
            continue;
        bool placed = me->country.n && p->node[who].country.n;
        if (best >= NEARLY_SAME && best - next >= CLEAR_LEAD && placed)
            node_join(p, who, id[i], P_NEARLY, "nearly the same name");
        else if (best >= WORTH_A_LOOK)
            pairs_add(review, a, (Pair){ who, id[i], P_REVIEW * best, "similar name" });
    }
}

static Str id15(Str id)
{
    return id.n == 18 ? str_sub(id, 0, 15) : id; /* Salesforce's longer form repeats the shorter */
}

/* Ids that one system borrowed from a CRM: of an account, or of a person in it. */
static void match_foreign_ids(Parties *p, const Pairs *apart, Arena *a)
{
    enum { ID_MIN = 8 };
    StrMap ids;
    strmap_init(&ids, a);
    int64_t *node_of = ARENA_NEW_N(a, int64_t, 2 * p->n_alias + 1);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        bool is_new;
        if (l->node == NO_NODE || !p->node[l->node].anchor)
            continue;
        const Str own[] = { l->account_id, l->person_id };
        for (size_t k = 0; k < 2; k++) {
            if (own[k].n < ID_MIN)
                continue;
            size_t at = strmap_put(&ids, id15(own[k]), &is_new);
            if (is_new)
                node_of[at] = l->node;
        }
    }
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        size_t at;
        if (l->node == NO_NODE || p->node[l->node].anchor || l->account_id.n < ID_MIN ||
            !strmap_get(&ids, id15(l->account_id), &at))
            continue;
        if (!forbidden(p, apart, node_of[at], l->node))
            node_join(p, node_of[at], l->node, P_FOREIGN_ID, "id of the CRM");
    }
}

/* Is every word of `s` a word of `l` or its beginning, in order?  Where `s` was cut, either may
 * have words left over: the rest of the long name, or half a legal form ("... GMBH & CO. K"). */
static bool shortened(Str s, Str l, bool cut)
{
    enum { PREFIX_MIN = 3, SURE_WORDS = 2 };
    size_t n = 0;
    while (s.n) {
        if (!l.n)
            return cut && n >= SURE_WORDS;
        Str w = str_cut(&s, ' '), v = str_cut(&l, ' ');
        bool same = str_eq(w, v), begins = w.n >= PREFIX_MIN && str_starts(v, w);
        if (!(same || (begins && (n || cut))))
            return false;
        n++;
    }
    return !l.n || cut;
}

static void match_shortened(Parties *p, const Pairs *apart, Arena *a, Pairs *review)
{
    enum { CUT_FROM = 28 }; /* old systems cut names at 30 characters, some at 28 */
    int64_t *id = sorted(p, a, by_key), *anchor = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    bool *known = ARENA_NEW_N(a, bool, p->n_node + 1);
    size_t n_anchor = 0;
    mark_known(p, known);
    for (size_t i = 0; i < p->n_node; i++)
        if (p->node[i].anchor && p->node[i].words.n)
            anchor[n_anchor++] = (int64_t)i;
    for (size_t i = 0; i < p->n_node; i++) {
        Node *me = &p->node[id[i]];
        int64_t who = NO_NODE, near = NO_NODE;
        size_t n = 0, n_near = 0;
        if (me->words.n < KEY_MIN || known[node_root(p, id[i])] || !me->country.n)
            continue;
        for (size_t j = 0; j < n_anchor; j++) {
            int64_t k = anchor[j];
            Node *other = &p->node[k];
            if (other->words.p[0] != me->words.p[0] || !str_eq(other->country, me->country) ||
                !shortened(me->words, other->words, me->name.n >= CUT_FROM))
                continue;
            bool here = me->city.n && str_eq(me->city, other->city);
            if (who == NO_NODE || node_root(p, who) != node_root(p, k))
                n++;
            if (here && (near == NO_NODE || node_root(p, near) != node_root(p, k)))
                n_near++;
            who = k;
            near = here ? k : near;
        }
        if (n_near == 1 || n == 1) {
            int64_t to = n_near == 1 ? near : who;
            if (!forbidden(p, apart, to, id[i]))
                node_join(p, to, id[i], P_SHORT, "shortened name");
        } else if (n > 1) {
            pairs_add(review, a,
                      (Pair){ who, id[i], P_REVIEW, "shortened name, several companies" });
        }
    }
}

/* A workspace without a name belongs to the company of most of its people. */
static void match_people(Parties *p, const Pairs *apart, Arena *a)
{
    bool *known = ARENA_NEW_N(a, bool, p->n_node + 1);
    int64_t *best = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    size_t *votes = ARENA_NEW_N(a, size_t, p->n_node + 1);
    mark_known(p, known);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        int64_t other = l->person == NO_NODE ? NO_NODE : p->person[l->person].node;
        if (l->node == NO_NODE || known[node_root(p, l->node)] || other == NO_NODE ||
            node_root(p, other) == node_root(p, l->node))
            continue;
        other = node_root(p, other);
        if (!votes[l->node]) {
            best[l->node] = other;
            votes[l->node] = 1;
        } else if (best[l->node] == other) {
            votes[l->node]++;
        } else {
            votes[l->node]--; /* Boyer-Moore majority */
        }
    }
    for (size_t i = 0; i < p->n_node; i++)
        if (votes[i] && !forbidden(p, apart, best[i], (int64_t)i))
            node_join(p, best[i], (int64_t)i, P_PEOPLE, "its people");
}

void parties_match(Parties *p, const Pairs *must, const Pairs *apart, Arena *a, Pairs *review)
{
    for (size_t i = 0; i < must->n; i++)
        node_join(p, must->pair[i].a, must->pair[i].b, 1, "decision");
    match_foreign_ids(p, apart, a);
    match_domains(p, apart, a, review);
    match_keys(p, apart, a, review);
    match_shortened(p, apart, a, review);
    match_nearly(p, apart, a, review);
    match_people(p, apart, a);
}
