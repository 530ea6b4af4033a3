#include "resolve/candidate.h"

#include <stdlib.h>

#include "base/status.h"
#include "text/company.h"

enum { BLOCK_MOST = 300, NEIGHBOURS = 12, KEY_MIN = 3, RARE_MOST = 60, WORDS_MOST = 8, SLIP_MIN = 5, SOUND_MIN = 4 };

typedef struct Entry {
    uint64_t key;
    uint32_t node;
} Entry;

typedef struct Bag {
    Arena *a;
    uint64_t *pair; /* smaller node, larger node, far: 31, 32 and 1 bits */
    size_t n, cap, skipped;
    bool far;
} Bag;

static void bag_add(Bag *b, int64_t x, int64_t y)
{
    if (x == y)
        return;
    if (b->n == b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 4096;
        uint64_t *more = realloc(b->pair, cap * sizeof *more);
        if (!more)
            bug("no memory for %zu pairs", cap);
        b->pair = more;
        b->cap = cap;
    }
    uint64_t lo = (uint64_t)(x < y ? x : y), hi = (uint64_t)(x < y ? y : x);
    b->pair[b->n++] = lo << 33 | hi << 1 | b->far;
}

static int by_entry(const void *x, const void *y)
{
    const Entry *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static int by_pair(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* All pairs of entries with one key. */
static void pair_up(Bag *bag, Entry *e, size_t n)
{
    if (n)
        qsort(e, n, sizeof *e, by_entry);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && e[end].key == e[i].key)
            end++;
        if (end - i > BLOCK_MOST) {
            bag->skipped++;
            i = end;
            continue;
        }
        for (size_t x = i; x < end; x++)
            for (size_t y = x + 1; y < end; y++)
                bag_add(bag, e[x].node, e[y].node);
        i = end;
    }
}

/* All pairs of entries with one key whose names differ (of one name they have met by it): so a company that many systems call the same costs
 * no more than once. */
static void pair_unlike(const Parties *p, Bag *bag, Entry *e, size_t n)
{
    if (n)
        qsort(e, n, sizeof *e, by_entry);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && e[end].key == e[i].key; end++)
            ;
        if (end - i > RARE_MOST)
            continue; /* such a word is none that tells; skipped counts the keys that must not be missed */
        for (size_t x = i; x < end; x++)
            for (size_t y = x + 1; y < end; y++)
                if (!str_eq(p->node[e[x].node].key, p->node[e[y].node].key))
                    bag_add(bag, e[x].node, e[y].node);
    }
}

typedef Str KeyOf(const Node *n, Arena *a);

static Str key_domain(const Node *n, Arena *a)
{
    (void)a;
    return n->domain;
}
static Str key_name(const Node *n, Arena *a)
{
    (void)a;
    return n->key;
}
static Str key_bare(const Node *n, Arena *a)
{
    (void)a;
    return n->bare;
}
static Str key_phone(const Node *n, Arena *a)
{
    (void)a;
    return n->phone;
}
static Str key_tax(const Node *n, Arena *a)
{
    (void)a;
    return n->tax;
}
static Str key_street(const Node *n, Arena *a)
{
    return n->street.n && n->city.n ? str_fmt(a, "%.*s %.*s", STR_ARG(n->street), STR_ARG(n->city)) : STR("");
}
static Str key_words(const Node *n, Arena *a)
{
    enum { LETTERS = 3 };
    Str rest = n->words, first = str_cut(&rest, ' ');
    if (first.n < KEY_MIN || !n->country.n)
        return STR("");
    return str_fmt(a, "%.*s %.*s %.*s", STR_ARG(first), STR_ARG(str_sub(rest, 0, LETTERS)), STR_ARG(n->country));
}
static Str key_city(const Node *n, Arena *a)
{
    Str rest = n->words, first = str_cut(&rest, ' ');
    if (first.n < KEY_MIN || !n->city.n)
        return STR("");
    return str_fmt(a, "%.*s %.*s", STR_ARG(first), STR_ARG(n->city));
}

static void block_on(const Parties *p, KeyOf *key, Bag *bag, Entry *e)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        ArenaMark mark = arena_mark(bag->a);
        Str k = p->node[i].test ? STR("") : key(&p->node[i], bag->a);
        if (k.n)
            e[n++] = (Entry){ hash64(k), (uint32_t)i };
        arena_rewind(bag->a, mark);
    }
    pair_up(bag, e, n);
}

static Str second_other(const Node *n, Arena *a)
{
    (void)a;
    return n->other;
}

/* The initials of a name of several words, as a key: they meet the companies that are called so.  Little words count: BASF has an "und". */
static Str second_initials(const Node *n, Arena *a)
{
    enum { LEAST = 3 };
    char first[WORDS_MOST];
    size_t k = 0;
    for (Str rest = n->words; rest.n && k < WORDS_MOST;)
        first[k++] = str_cut(&rest, ' ').p[0];
    return k < LEAST ? STR("") : company_key_of((Str){ first, k }, a);
}

/* A former or trading name, or the name without what stands in front, meets the names of others. */
static void block_second(const Parties *p, Bag *bag, Entry *e, KeyOf *second)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        const Node *x = &p->node[i];
        if (x->key.n && !x->test)
            e[n++] = (Entry){ hash64(x->key), (uint32_t)i };
    }
    if (n)
        qsort(e, n, sizeof *e, by_entry);
    for (size_t i = 0; i < p->n_node; i++) {
        ArenaMark mark = arena_mark(bag->a);
        Str said = p->node[i].test ? STR("") : second(&p->node[i], bag->a);
        uint64_t k = said.n ? hash64(said) : 0;
        bool none = !said.n;
        arena_rewind(bag->a, mark);
        if (none)
            continue;
        size_t lo = 0, hi = n;
        while (lo < hi) {
            size_t mid = (lo + hi) / 2;
            if (e[mid].key < k)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (size_t at = lo; at < n && e[at].key == k && at - lo < BLOCK_MOST; at++)
            bag_add(bag, (int64_t)i, e[at].node);
    }
}

/* Where each word stands, anywhere in a name: the rare ones bring "Robert Bosch" and "Bosch" together, and names in another order. */
static void block_words(const Parties *p, Bag *bag)
{
    Entry *e = ARENA_NEW_N(bag->a, Entry, p->n_node * WORDS_MOST + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        Str rest = p->node[i].test ? STR("") : p->node[i].words;
        for (size_t k = 0; rest.n && k < WORDS_MOST; k++) {
            Str w = str_cut(&rest, ' ');
            if (w.n >= KEY_MIN && !names_nobody(w))
                e[n++] = (Entry){ hash64(w), (uint32_t)i };
        }
    }
    pair_unlike(p, bag, e, n);
}

/* The name as it is and without one of its first three letters: two that differ by one letter there, left out, put in, changed or swapped with
 * its neighbour, meet.  Slips further back are found among the neighbours. */
static void block_slips(const Parties *p, Bag *bag)
{
    enum { FIRST = 3, WAYS = FIRST + 1, LONGEST = 256 };
    Entry *e = ARENA_NEW_N(bag->a, Entry, p->n_node * WAYS + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        char left[LONGEST];
        Str key = p->node[i].key;
        if (p->node[i].test || key.n < SLIP_MIN || key.n > LONGEST)
            continue;
        e[n++] = (Entry){ hash64(key), (uint32_t)i };
        for (size_t k = 0; k < FIRST; k++) {
            memcpy(left, key.p, k);
            memcpy(left + k, key.p + k + 1, key.n - k - 1);
            e[n++] = (Entry){ hash64((Str){ left, key.n - 1 }), (uint32_t)i };
        }
    }
    pair_unlike(p, bag, e, n);
}

static int by_text(const void *x, const void *y) { return str_cmp(*(const Str *)x, *(const Str *)y); }

/* Words in the order of the alphabet, written together: "Krupp Thyssen" is "Thyssen Krupp". */
static uint64_t sorted_key(Str words, Arena *a)
{
    Str word[WORDS_MOST];
    size_t n = 0, at = 0;
    char *to = arena_alloc(a, words.n + 1, 1);
    while (words.n && n < WORDS_MOST)
        word[n++] = str_cut(&words, ' ');
    qsort(word, n, sizeof *word, by_text);
    for (size_t i = 0; i < n; i++) {
        memcpy(to + at, word[i].p, word[i].n);
        at += word[i].n;
    }
    return hash64((Str){ to, at });
}

/* Names of the same words in any order, and names that sound alike. */
static void block_orders_and_sounds(const Parties *p, Bag *bag, Entry *e)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        ArenaMark mark = arena_mark(bag->a);
        if (!p->node[i].test && p->node[i].words.n)
            e[n++] = (Entry){ sorted_key(p->node[i].words, bag->a), (uint32_t)i };
        arena_rewind(bag->a, mark);
    }
    pair_unlike(p, bag, e, n);
    n = 0;
    for (size_t i = 0; i < p->n_node; i++)
        if (!p->node[i].test && p->node[i].sound.n >= SOUND_MIN)
            e[n++] = (Entry){ hash64(p->node[i].sound), (uint32_t)i };
    pair_unlike(p, bag, e, n);
}

static void block_people(const Parties *p, Bag *bag)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++)
        n += p->node[i].n_people;
    Entry *e = ARENA_NEW_N(bag->a, Entry, n + 1);
    n = 0;
    for (size_t i = 0; i < p->n_node; i++)
        for (size_t k = 0; k < p->node[i].n_people; k++)
            e[n++] = (Entry){ (uint64_t)p->node[i].people[k], (uint32_t)i };
    pair_up(bag, e, n);
}

static int by_name(const void *x, const void *y, void *ctx)
{
    const Parties *p = ctx;
    const Node *a = &p->node[*(const uint32_t *)x], *b = &p->node[*(const uint32_t *)y];
    int c = str_cmp(a->key, b->key);
    return c ? c : (a > b) - (a < b);      /* nodes stand in the order of their words */
}

/* Names that begin alike stand near each other: typing errors further back.  Only the first of
 * equal keys takes part: the others hang on it. */
static void block_neighbours(Parties *p, Bag *bag)
{
    uint32_t *id = ARENA_NEW_N(bag->a, uint32_t, p->n_node + 1);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < p->n_node; i++)
        if (p->node[i].key.n > KEY_MIN && !p->node[i].test)
            id[n++] = (uint32_t)i;
    if (n)
        qsort_r(id, n, sizeof *id, by_name, p);
    for (size_t i = 0; i < n; i++)
        if (!kept || !str_eq(p->node[id[kept - 1]].key, p->node[id[i]].key))
            id[kept++] = id[i];
    for (size_t i = 0; i < kept; i++)
        for (size_t j = i + 1; j < kept && j - i <= NEIGHBOURS; j++) {
            if (memcmp(p->node[id[i]].key.p, p->node[id[j]].key.p, KEY_MIN) != 0)
                break;
            bag_add(bag, id[i], id[j]);
        }
}

void candidates_find(const Parties *p, Arena *a, Candidates *out, size_t *skipped)
{
    static KeyOf *const keys[] = { key_domain, key_name, key_phone, key_words, key_city, key_tax, key_street };
    Bag bag = { .a = a };
    Parties view = *p;
    Entry *e = ARENA_NEW_N(a, Entry, p->n_node + 1);
    for (size_t k = 0; k < COUNT_OF(keys); k++)
        block_on(p, keys[k], &bag, e);
    block_second(p, &bag, e, second_other);
    block_people(p, &bag);
    block_neighbours(&view, &bag);
    bag.far = true;
    block_on(p, key_bare, &bag, e);
    block_second(p, &bag, e, key_bare);
    block_second(p, &bag, e, second_initials);
    block_orders_and_sounds(p, &bag, e);
    block_words(p, &bag);
    block_slips(p, &bag);
    if (bag.n)
        qsort(bag.pair, bag.n, sizeof *bag.pair, by_pair);
    *out = (Candidates){ .pair = ARENA_NEW_N(a, Candidate, bag.n + 1) };
    for (size_t i = 0; i < bag.n; i++)
        if (!i || bag.pair[i] >> 1 != bag.pair[i - 1] >> 1)
            out->pair[out->n++] = (Candidate){ .a = (uint32_t)(bag.pair[i] >> 33), .b = (uint32_t)(bag.pair[i] >> 1), .far = bag.pair[i] & 1 };
    free(bag.pair);
    *skipped = bag.skipped;
}
