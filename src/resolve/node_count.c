#include "resolve/node_count.h"

#include <stdlib.h>

typedef struct Member {
    int64_t node, person;
} Member;

static int by_person(const void *x, const void *y)
{
    const Member *a = x, *b = y;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static int by_node(const void *x, const void *y)
{
    const Member *a = x, *b = y;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return (a->person > b->person) - (a->person < b->person);
}

/* Who is known in which node.  Somebody known in many is a consultant or a shared mailbox. */
static void list_people(Parties *p, Arena *a)
{
    enum { COMPANIES_MOST = 12 };
    Member *all = ARENA_NEW_N(a, Member, p->n_alias + 1);
    size_t n = 0, kept = 0;
    for (size_t r = 0; r < p->n_alias; r++)
        if (p->alias[r].node != NO_NODE && p->alias[r].person != NO_NODE)
            all[n++] = (Member){ p->alias[r].node, p->alias[r].person };
    if (n)
        qsort(all, n, sizeof *all, by_person);
    for (size_t i = 0; i < n;) {
        size_t end = i, from = kept;
        for (; end < n && all[end].person == all[i].person; end++)
            if (kept == from || all[kept - 1].node != all[end].node)
                all[kept++] = all[end];
        if (kept - from > COMPANIES_MOST)
            kept = from;
        i = end;
    }
    if (kept)
        qsort(all, kept, sizeof *all, by_node);
    int64_t *who = ARENA_NEW_N(a, int64_t, kept + 1);
    for (size_t i = 0; i < kept; i++) {
        Node *node = &p->node[all[i].node];
        who[i] = all[i].person;
        if (!node->n_people)
            node->people = &who[i];
        node->n_people++;
    }
}

typedef struct Carrier {
    Str word;
    int64_t source, node;
} Carrier;

static int by_word(const void *x, const void *y)
{
    const Carrier *a = x, *b = y;
    int c = str_cmp(a->word, b->word);
    if (c)
        return c;
    return (a->source > b->source) - (a->source < b->source);
}

typedef enum Counted { COUNT_KEY, COUNT_DOMAIN, COUNT_FIRST } Counted;

static Str counted_word(const Node *n, Counted what)
{
    Str rest = n->words;
    return what == COUNT_DOMAIN ? n->domain : what == COUNT_KEY ? n->key : str_cut(&rest, ' ');
}

static int64_t *counted_times(Node *n, Counted what)
{
    return what == COUNT_DOMAIN ? &n->domain_times : what == COUNT_KEY ? &n->key_times : &n->first_times;
}

/* How many nodes of one system carry the same name, the same domain, the same first word, at most. */
static void count_words(Parties *p, Counted what, Arena *a)
{
    Carrier *c = ARENA_NEW_N(a, Carrier, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        c[i] = (Carrier){ counted_word(&p->node[i], what), p->node[i].source, (int64_t)i };
    if (p->n_node)
        qsort(c, p->n_node, sizeof *c, by_word);
    for (size_t i = 0; i < p->n_node;) {
        size_t end = i, run = 0, most = 1;
        for (; end < p->n_node && str_eq(c[end].word, c[i].word); end++) {
            run = end > i && c[end].source == c[end - 1].source ? run + 1 : 1;
            most = run > most ? run : most;
        }
        for (size_t k = i; k < end && c[i].word.n; k++)
            *counted_times(&p->node[c[k].node], what) = (int64_t)most;
        i = end;
    }
}

static size_t letters_of(Str name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        n += ((unsigned char)name.p[i] & 0xC0) != 0x80;
    return n;
}

/* A system that cuts names shows it by a pile of them at its longest length, where others have their last and single ones: two
 * at least, and half as many as in the five lengths before; up to 35 letters, where old systems cut, as many as in one of the five.  One that holds longer names than old systems do, without a pile, cuts none, and a
 * name with its legal form seems whole.  A blank at the end was taken off, so a name one letter shorter may be cut too. */
static void mark_cuts(Parties *p, const int64_t *id, size_t n)
{
    enum { LONGEST = 80, OLD_LONGEST = 40, OLD_WIDTH = 35, OLD_CUT = 28, BEFORE = 5, LEAST = 15 };
    size_t at[LONGEST + 2] = { 0 }, most = 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = letters_of(p->node[id[i]].name);
        len = len > LONGEST ? LONGEST + 1 : len;
        at[len]++;
        most = len > most ? len : most;
    }
    for (size_t k = 1; k <= BEFORE && k < most; k++)
        before += at[most - k];
    bool pile = most >= LEAST && most <= LONGEST && at[most] >= 2 && (most <= OLD_WIDTH ? BEFORE : 2) * at[most] >= before;
    for (size_t i = 0; i < n; i++) {
        size_t len = letters_of(p->node[id[i]].name);
        p->node[id[i]].cut = pile && len + 1 >= most ? CUT_SURE : !pile && most <= OLD_LONGEST && len >= OLD_CUT && !p->node[id[i]].form.n ? CUT_MAYBE : CUT_NOT;
    }
}

static void find_cuts(Parties *p, Arena *a)
{
    Carrier *c = ARENA_NEW_N(a, Carrier, p->n_node + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, p->n_node + 1);
    for (size_t i = 0; i < p->n_node; i++)
        c[i] = (Carrier){ STR(""), p->node[i].source, (int64_t)i };
    if (p->n_node)
        qsort(c, p->n_node, sizeof *c, by_word);
    for (size_t i = 0, end; i < p->n_node; i = end) {
        for (end = i; end < p->n_node && c[end].source == c[i].source; end++)
            id[end] = c[end].node;
        mark_cuts(p, id + i, end - i);
    }
}

void nodes_count(Parties *p, Arena *a)
{
    list_people(p, a);
    count_words(p, COUNT_KEY, a);
    count_words(p, COUNT_DOMAIN, a);
    count_words(p, COUNT_FIRST, a);
    find_cuts(p, a);
}
