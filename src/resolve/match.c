#include "resolve/match.h"

#include "resolve/damaged.h"

#include <math.h>
#include <stdlib.h>

#include "resolve/assign.h"
#include "resolve/candidate.h"
#include "resolve/links.h"

#define ID_PROBABILITY     0.995
#define JOIN_PROBABILITY   0.80
#define REVIEW_PROBABILITY 0.20
#define MEAN_BITS          10.0
#define ODDS_BITS          60.0 /* of one pair: exp2 of it stays a number */
#define RIVAL_BITS         7.0 /* lighter rivals change p by less than a hundredth */
#define QUARREL            1.0 /* bits: what speaks less against two clusters makes them no rivals */
enum { CLUSTER_MOST = 2000, SAMPLE = 16, RIVALS_MOST = 64 };

int64_t node_root(Parties *p, int64_t n)
{
    while (p->node[n].up != n) {
        p->node[n].up = p->node[p->node[n].up].up;
        n = p->node[n].up;
    }
    return n;
}

void node_join(Parties *p, int64_t a, int64_t b)
{
    int64_t x = node_root(p, a), y = node_root(p, b);
    bool turn = p->node[y].first_alias < p->node[x].first_alias;
    if (x != y)
        p->node[turn ? x : y].up = turn ? y : x;
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

/* A node of another company that one side of a pair could have been, too. */
typedef struct Rival {
    int64_t me, other;
    size_t candidate;
    double weight; /* with the shares of then */
} Rival;

/* What a link was weighed by, beside links.h: what is said of it is said when all clusters stand. */
typedef struct Basis {
    double weight; /* without shares */
    const Rival *rival;
    size_t n_rival;
} Basis;

/* Clusters as rings of nodes beside the union-find: next[i] is the next node of i's cluster. */
typedef struct Work {
    Parties *p;
    const Pairs *apart;
    const Weights *w;
    const Candidates *c;
    int64_t *next, *size; /* size by root */
    size_t *from;         /* first of a node's pairs in `pair_of`, n_node + 1 */
    uint32_t *pair_of;    /* indices into c->pair */
    uint64_t *has;        /* systems of a root's nodes by id, as bits */
    Links links;
    Basis *basis;                 /* of each link */
    Rival rival[2 * RIVALS_MOST]; /* of the pair that is looked at */
    size_t n_rival;
    bool last;            /* the second look: shares count, and what is doubtful goes to review */
    Arena *a;             /* pairs and what is worked out of them: gone when all are joined */
    Arena *keep;          /* questions */
    Match *out;
} Work;

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

static void unite(Work *k, Link link)
{
    int64_t a = link.a, b = link.b, x = node_root(k->p, a), y = node_root(k->p, b);
    if (x == y)
        return;
    int64_t swap = k->next[x], n = k->size[x] + k->size[y];
    k->next[x] = k->next[y];
    k->next[y] = swap;
    uint64_t has = k->has[x] | k->has[y];
    node_join(k->p, a, b);
    links_add(&k->links, k->a, link);
    k->has[node_root(k->p, a)] = has;
    k->size[node_root(k->p, a)] = n;
    if (n > k->out->largest)
        k->out->largest = n;
}

static Str id15(Str id)
{
    return id.n == 18 ? str_sub(id, 0, 15) : id; /* Salesforce's longer form repeats the shorter */
}

/* Ids that one system borrowed from a CRM: of an account, or of a person in it. */
static void join_foreign_ids(Work *k)
{
    enum { ID_MIN = 8 };
    Parties *p = k->p;
    StrMap ids;
    strmap_init(&ids, k->a);
    int64_t *node_of = ARENA_NEW_N(k->a, int64_t, 2 * p->n_alias + 1);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        bool is_new;
        if (l->node == NO_NODE || !p->node[l->node].anchor)
            continue;
        const Str own[] = { l->account_id, l->person_id };
        for (size_t i = 0; i < 2; i++) {
            if (own[i].n < ID_MIN)
                continue;
            size_t at = strmap_put(&ids, id15(own[i]), &is_new);
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
        p->node[l->node].quoted = true;
        if (!forbidden(p, k->apart, node_of[at], l->node))
            unite(k, (Link){ .a = node_of[at], .b = l->node, .p = ID_PROBABILITY, .how = "id of the CRM" });
    }
}

/* Ids that a system keeps of others in a column of its own ("ERP number"): of one node alone, and a short one only where
 * names have something in common. */
static void join_kept_ids(Work *k)
{
    enum { ID_MIN = 4, ID_SURE = 8 };
    Parties *p = k->p;
    StrMap ids;
    strmap_init(&ids, k->a);
    int64_t *node_of = ARENA_NEW_N(k->a, int64_t, p->n_alias + 1);
    for (size_t r = 0; r < p->n_alias; r++) {
        const Alias *l = &p->alias[r];
        bool is_new;
        if (l->node == NO_NODE || l->account_id.n < ID_MIN)
            continue;
        size_t at = strmap_put(&ids, id15(l->account_id), &is_new);
        node_of[at] = is_new || node_of[at] == l->node ? l->node : NO_NODE;
    }
    for (size_t i = 0; i < p->n_node; i++)
        for (Str rest = p->node[i].other_ids; rest.n;) {
            size_t at;
            uint8_t level[EV_FIELDS];
            Str id = str_cut(&rest, ' ');
            if (id.n < ID_MIN || !strmap_get(&ids, id15(id), &at) || node_of[at] == NO_NODE || p->node[node_of[at]].source == p->node[i].source)
                continue;
            evidence_compare(p, (int64_t)i, node_of[at], level);
            if ((id.n >= ID_SURE || level[EV_NAME] < NAME_UNLIKE) && !forbidden(p, k->apart, (int64_t)i, node_of[at]))
                unite(k, (Link){ .a = (int64_t)i, .b = node_of[at], .p = ID_PROBABILITY, .how = "kept id" });
        }
}

/* Ids of one system that were one before a spreadsheet changed them; not where the names have nothing in common. */
static void join_damaged_ids(Work *k)
{
    Pairs found = { .n = 0 };
    damaged_pairs(k->p, k->a, &found);
    for (size_t i = 0; i < found.n; i++) {
        const Pair *x = &found.pair[i];
        uint8_t level[EV_FIELDS];
        evidence_compare(k->p, x->a, x->b, level);
        if ((level[EV_NAME] != EV_NONE && level[EV_NAME] >= NAME_UNLIKE) || forbidden(k->p, k->apart, x->a, x->b))
            continue;
        k->p->node[x->b].quoted = true;
        unite(k, (Link){ .a = x->a, .b = x->b, .p = ID_PROBABILITY, .how = x->why.p });
    }
}

/* Mean evidence (without the prior) and heaviest pair between two clusters, over pairs that say something; and whether two
 * accounts of one CRM would come together that nothing joins by itself. */
typedef struct Between {
    double mean, best; /* best: weight of the heaviest pair, prior and all */
    double names;      /* mean bits of the names alone: of a chain of names alike the ends are not */
    double against;    /* bits of the field that speaks most against it, of any pair; 0 when none does */
    bool veto, parents; /* parents: two of them differ */
} Between;

static Between between(Work *k, int64_t x, int64_t y)
{
    Between got = { .best = -HUGE_VAL };
    double sum = 0, names = 0;
    size_t n = 0, i = 0, named = 0;
    for (int64_t u = x; i < SAMPLE && (i == 0 || u != x); i++, u = k->next[u]) {
        size_t j = 0;
        for (int64_t v = y; j < SAMPLE && (j == 0 || v != y); j++, v = k->next[v]) {
            Weighed e;
            weigh(k->p, k->w, u, v, &e);
            bool says = false;
            got.parents |= evidence_parents_differ(&k->p->node[u], &k->p->node[v]);
            for (size_t f = 0; f < EV_SYSTEM; f++)
                if (e.level[f] != EV_NONE) {
                    says = true;
                    got.against = fmin(got.against, e.bits[f]);
                }
            const Node *a = &k->p->node[u], *b = &k->p->node[v];
            if ((a->anchor && b->anchor && a->source == b->source && weight_probability(e.weight) < JOIN_PROBABILITY) || evidence_is_two(e.level))
                got.veto = true;
            if (!says)
                continue;
            names += e.level[EV_NAME] == EV_NONE ? 0 : e.bits[EV_NAME];
            named += e.level[EV_NAME] != EV_NONE;
            got.best = fmax(got.best, e.weight);
            sum += fmin(fmax(e.weight - k->w->prior, -MEAN_BITS), MEAN_BITS);
            n++;
        }
    }
    got.mean = n ? sum / (double)n : 0;
    got.names = named ? names / (double)named : 0;
    return got;
}

/* Bits that the systems' shares add to a pair, as the clusters now stand.  A system that has a record in both clusters would have the
 * company twice; of several the one that says most, because who copies one list into another copies what is twice in it. */
static double shares_say(Work *k, int64_t a, int64_t b)
{
    const Shares *h = &k->out->shares;
    uint8_t s = h->of[a], t = h->of[b];
    if (s == SHARE_NONE || t == SHARE_NONE)
        return 0;
    uint64_t twice = k->has[node_root(k->p, a)] & k->has[node_root(k->p, b)];
    double bits = 0;
    for (uint8_t u = 0; u < h->n; u++)
        if (twice >> u & 1 && (u != s || s != t))
            bits = fmin(bits, h->twin[u]);
    return s == t ? bits + shares_same(k->p, h, a, b) : twice ? bits : h->bits[s][t];
}

/* Before the second look shares speak against a pair only: a second record of a system is rarer than a first. */
static double share_bits(Work *k, int64_t a, int64_t b)
{
    double bits = shares_say(k, a, b);
    return k->last ? bits : fmin(bits, 0);
}

/* Odds of the other clusters that `me` could belong to instead of `other`'s. */
static double rival_odds(Work *k, int64_t me, int64_t other, double weight)
{
    int64_t mine = node_root(k->p, me), theirs = node_root(k->p, other), seen[RIVALS_MOST];
    double odds = 0;
    size_t n = 0;
    for (size_t i = k->from[me]; i < k->from[me + 1]; i++) {
        const Candidate *c = &k->c->pair[k->pair_of[i]];
        int64_t z = node_root(k->p, c->a == me ? c->b : c->a);
        if (z == mine || z == theirs || c->weight < weight - RIVAL_BITS - SHARE_BITS || n == RIVALS_MOST)
            continue;
        double theirs_bits = c->weight + share_bits(k, c->a, c->b);
        if (theirs_bits < weight - RIVAL_BITS)
            continue;
        bool known = false;
        for (size_t j = 0; j < n; j++)
            known = known || seen[j] == z;
        if (known)
            continue;
        seen[n++] = z; /* pairs come heaviest first: this is z's best */
        Between both = between(k, z, theirs);
        if (!both.veto && !both.parents && ((both.best >= 0 && both.mean >= 0) || (both.against > -QUARREL && !(k->has[z] & k->has[theirs]))))
            continue; /* the same company as `other`, most likely; or nothing says that it is another */
        odds += exp2(theirs_bits);
        k->rival[k->n_rival++] = (Rival){ me, c->a == me ? c->b : c->a, k->pair_of[i], theirs_bits };
    }
    return odds;
}

static double weight_first(const Shares *h, const Candidate *c) { return c->weight + shares_first(h, c->a, c->b); }

static bool is_edge(const Shares *h, const Candidate *c)
{
    return h->of[c->a] != h->of[c->b] && h->of[c->a] != SHARE_NONE && h->of[c->b] != SHARE_NONE && weight_first(h, c) >= ASSIGN_LEAST;
}

/* Edges between records of two systems, in the order of the candidates; edge_of: of each candidate its edge and 1, 0: none. */
static Edge *edges(Work *k, const int64_t *root, uint32_t *edge_of)
{
    const Shares *h = &k->out->shares;
    size_t n = 0;
    for (size_t i = 0; i < k->c->n; i++)
        if (is_edge(h, &k->c->pair[i]))
            edge_of[i] = (uint32_t)++n;
    Edge *e = ARENA_NEW_N(k->a, Edge, n + 1);
    for (size_t i = 0; i < k->c->n; i++) {
        const Candidate *c = &k->c->pair[i];
        if (edge_of[i])
            e[edge_of[i] - 1] = (Edge){ .end = { c->a, c->b }, .odds = exp2(fmin(weight_first(h, c), ODDS_BITS)) };
    }
    assign_solve(e, n, k->p->n_node, h->of, root, k->a);
    return e;
}

/* Odds that rivals leave to node `me` of a link. */
static double rivals_leave(Work *k, const Basis *b, int64_t me, const int64_t *root, const Edge *e, const uint32_t *edge_of)
{
    const Shares *h = &k->out->shares;
    double odds = 0;
    for (size_t r = 0; r < b->n_rival; r++) {
        const Rival *x = &b->rival[r];
        const Candidate *c = &k->c->pair[x->candidate];
        if (x->me != me || root[x->other] == root[me])
            continue;
        size_t at = edge_of[x->candidate];
        bool second = h->of[me] != SHARE_NONE && h->of[me] != h->of[x->other] && k->has[root[x->other]] >> h->of[me] & 1;
        odds += second ? exp2(c->weight + h->twin[h->of[me]]) : 0;
        odds += at ? e[at - 1].to[e[at - 1].end[1] == (uint32_t)me] : second ? 0 : exp2(x->weight);
    }
    return odds;
}

/* How sure the links are, as all clusters stand (assign.h); a rival that came to the same account is none. */
static void settle_rivals(Work *k)
{
    ArenaMark mark = arena_mark(k->a);
    int64_t *root = ARENA_NEW_N(k->a, int64_t, k->p->n_node + 1);
    uint32_t *edge_of = ARENA_NEW_N(k->a, uint32_t, k->c->n + 1);
    for (size_t i = 0; i < k->p->n_node; i++)
        root[i] = node_root(k->p, (int64_t)i);
    const Edge *e = edges(k, root, edge_of);
    for (size_t i = 0; i < k->links.n; i++) {
        Link *l = &k->links.link[i];
        const Basis *b = &k->basis[i];
        if (l->weighed)
            l->p = fmax(JOIN_PROBABILITY, 1 / (1 + (1 + rivals_leave(k, b, l->a, root, e, edge_of)) * (1 + rivals_leave(k, b, l->b, root, e, edge_of)) *
                                                   exp2(-b->weight - l->share)));
    }
    arena_rewind(k->a, mark);
}

static Str reason(Work *k, int64_t a, int64_t b, const char *but)
{
    Weighed e;
    size_t best = EV_FIELDS, worst = EV_FIELDS;
    weigh(k->p, k->w, a, b, &e);
    for (size_t f = 0; f < EV_FIELDS; f++) {
        if (e.level[f] == EV_NONE)
            continue;
        if (e.bits[f] > 0 && (best == EV_FIELDS || e.bits[f] > e.bits[best]))
            best = f;
        if (e.bits[f] < 0 && (worst == EV_FIELDS || e.bits[f] < e.bits[worst]))
            worst = f;
    }
    const char *plus = best < EV_FIELDS ? evidence_field[best].level[e.level[best]].words : "little";
    if (!but && worst < EV_FIELDS)
        but = evidence_field[worst].level[e.level[worst]].words;
    return but ? str_fmt(k->keep, "%s, but %s", plus, but) : str_of(plus);
}

static void ask(Work *k, const Candidate *c, double p, double share, const char *but)
{
    if (k->last && p >= REVIEW_PROBABILITY)
        pairs_add(&k->out->review, k->keep, (Pair){ c->a, c->b, p, reason(k, c->a, c->b, but), share, false });
}

/* Why two clusters that a sure pair brings together stay apart; NULL: nothing speaks against it. */
static const char *objection(Work *k, const Candidate *c, int64_t x, int64_t y, double p)
{
    Between both = between(k, x, y);
    return evidence_is_part_alone(c->level)         ? "only a part of the name"
           : evidence_is_elsewhere(c->level)        ? "elsewhere, and nothing else agrees"
           : p < JOIN_PROBABILITY                     ? "several companies fit as well"
           : both.parents                           ? "they stand under different parents"
           : both.veto                              ? "the CRM keeps two accounts"
           : both.mean < 0                          ? "the rest of the accounts differs"
           : both.names < 0 && evidence_is_likeness(c->level) ? "the other names differ"
           : k->size[x] + k->size[y] > CLUSTER_MOST ? "the account would grow too big"
                                                    : NULL;
}

static void consider(Work *k, const Candidate *c)
{
    int64_t x = node_root(k->p, c->a), y = node_root(k->p, c->b);
    if (x == y || forbidden(k->p, k->apart, c->a, c->b))
        return;
    double share = share_bits(k, c->a, c->b), weight = c->weight + share, alone = weight_probability(weight);
    if (alone < JOIN_PROBABILITY) { /* what was sure by itself stays a question, whatever else the system has */
        bool sure = weight_probability(c->weight) >= JOIN_PROBABILITY;
        k->out->bridges += k->last && sure;
        ask(k, c, sure ? fmax(alone, REVIEW_PROBABILITY) : alone, share, sure ? "one system would have the company twice" : NULL);
        return;
    }
    double odds = exp2(weight);
    k->n_rival = 0;
    double rivals = rival_odds(k, c->a, c->b, weight) + rival_odds(k, c->b, c->a, weight);
    double p = odds / (1 + odds + rivals);
    const char *but = objection(k, c, x, y, p);
    if (but) {
        k->out->bridges += k->last;
        ask(k, c, fmin(p, JOIN_PROBABILITY - .01), share, but);
        return;
    }
    if (share >= 0) /* to say how sure it is, both sides' shares count */
        share = shares_first(&k->out->shares, c->a, c->b);
    Weighed e;
    weigh_candidate(k->p, k->w, c, &e);
    Rival *rival = ARENA_NEW_N(k->a, Rival, k->n_rival + 1);
    memcpy(rival, k->rival, k->n_rival * sizeof *rival);
    k->basis[k->links.n] = (Basis){ c->weight, rival, k->n_rival };
    unite(k, (Link){ c->a, c->b, 0, share, evidence_how(e.level), true });
}

static int by_weight(const void *x, const void *y)
{
    const Candidate *a = x, *b = y;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

/* Each node's pairs, heaviest first: pairs are sorted, and are dealt out in order. */
static void index_pairs(Work *k)
{
    size_t n = k->p->n_node;
    k->from = ARENA_NEW_N(k->a, size_t, n + 2);
    k->pair_of = ARENA_NEW_N(k->a, uint32_t, 2 * k->c->n + 1);
    for (size_t i = 0; i < k->c->n; i++) {
        k->from[k->c->pair[i].a + 1]++;
        k->from[k->c->pair[i].b + 1]++;
    }
    for (size_t i = 0; i < n; i++)
        k->from[i + 1] += k->from[i];
    size_t *at = ARENA_NEW_N(k->a, size_t, n + 1);
    memcpy(at, k->from, n * sizeof *at);
    for (size_t i = 0; i < k->c->n; i++) {
        k->pair_of[at[k->c->pair[i].a]++] = (uint32_t)i;
        k->pair_of[at[k->c->pair[i].b]++] = (uint32_t)i;
    }
}

/* What a pair that is left weighs with the shares; false: it is joined, or too light. */
static bool is_left(Work *k, const Candidate *c, double *weight)
{
    *weight = c->weight + share_bits(k, c->a, c->b);
    return node_root(k->p, c->a) != node_root(k->p, c->b) && weight_probability(fmax(*weight, c->weight)) >= REVIEW_PROBABILITY;
}

/* Pairs that are left, by what they weigh with the shares. */
static void look_again(Work *k)
{
    double weight;
    size_t n = 0, most = 0;
    k->last = true;
    int64_t *root = ARENA_NEW_N(k->a, int64_t, k->p->n_node + 1);
    for (size_t i = 0; i < k->p->n_node; i++)
        root[i] = node_root(k->p, (int64_t)i);
    shares_twins(k->p, root, k->a, &k->out->shares);
    for (size_t i = 0; i < k->c->n; i++)
        most += is_left(k, &k->c->pair[i], &weight);
    Candidate *left = ARENA_NEW_N(k->a, Candidate, most + 1);
    for (size_t i = 0; i < k->c->n; i++)
        if (is_left(k, &k->c->pair[i], &weight)) {
            left[n] = k->c->pair[i];
            left[n++].weight = weight;
        }
    if (n)
        qsort(left, n, sizeof *left, by_weight);
    for (size_t i = 0; i < n; i++) {
        /* Its place in the queue is of the beginning; its weight is of now. */
        Weighed e;
        weigh_candidate(k->p, k->w, &left[i], &e);
        left[i].weight = e.weight;
        consider(k, &left[i]);
    }
}

static Status learn(Parties *p, const Pairs *must, const Pairs *apart, Arena *a, Weights *w, Err *err)
{
    Answered *answer = ARENA_NEW_N(a, Answered, must->n + apart->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < must->n; i++)
        answer[n++] = (Answered){ must->pair[i].a, must->pair[i].b, true };
    for (size_t i = 0; i < apart->n; i++)
        answer[n++] = (Answered){ apart->pair[i].a, apart->pair[i].b, false };
    return weights_learn(p, answer, n, w, err);
}

/* Candidates that may yet be joined or asked about, heaviest first, and the shares of the systems. */
static void weigh_all(Work *k, Candidates *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->n; i++) {
        Weighed e;
        weigh_candidate(k->p, k->w, &c->pair[i], &e);
        c->pair[i].weight = e.weight;
    }
    shares_estimate(k->p, c, k->w, k->keep, &k->out->shares);
    shares_second(k->p, c, k->a, &k->out->shares);
    for (size_t i = 0; i < k->p->n_node; i++)
        if (k->p->node[i].by_id && k->out->shares.of[i] != SHARE_NONE)
            k->has[node_root(k->p, (int64_t)i)] |= UINT64_C(1) << k->out->shares.of[i];
    for (size_t i = 0; i < c->n; i++)
        if (weight_probability(c->pair[i].weight + SHARE_BITS) >= .01)
            c->pair[kept++] = c->pair[i];
    c->n = kept;
    if (kept)
        qsort(c->pair, kept, sizeof *c->pair, by_weight);
    index_pairs(k);
}

static Status join_all(Work *k, Candidates *c, const Pairs *must, uint64_t seed, Err *err)
{
    size_t skipped;
    for (size_t i = 0; i < k->p->n_node; i++) {
        k->next[i] = (int64_t)i;
        k->size[i] = 1;
    }
    candidates_find(k->p, k->a, c, &skipped);
    k->out->candidates = (int64_t)c->n;
    k->out->skipped = (int64_t)skipped;
    for (size_t i = 0; i < must->n; i++)
        unite(k, (Link){ .a = must->pair[i].a, .b = must->pair[i].b, .p = 1, .how = "decision" });
    join_foreign_ids(k);
    join_kept_ids(k);
    join_damaged_ids(k);
    weights_estimate(k->p, c, seed, &k->out->w);
    Status st = learn(k->p, must, k->apart, k->a, &k->out->w, err);
    if (st)
        return st;
    weigh_all(k, c);
    for (size_t i = 0; i < c->n && weight_probability(c->pair[i].weight) >= JOIN_PROBABILITY; i++)
        consider(k, &c->pair[i]);
    look_again(k);
    settle_rivals(k);
    links_settle(k->p, &k->links, k->a);
    return ST_OK;
}

Status parties_match(Parties *p, const Pairs *must, const Pairs *apart, uint64_t seed, Arena *a, Match *out, Err *err)
{
    Arena scratch;
    Candidates c;
    arena_init(&scratch);
    *out = (Match){ .largest = p->n_node > 0 };
    Work k = { .p = p, .apart = apart, .w = &out->w, .c = &c, .a = &scratch, .keep = a, .out = out,
               .basis = ARENA_NEW_N(&scratch, Basis, p->n_node + 1), .next = ARENA_NEW_N(&scratch, int64_t, p->n_node + 1),
               .size = ARENA_NEW_N(&scratch, int64_t, p->n_node + 1), .has = ARENA_NEW_N(&scratch, uint64_t, p->n_node + 1) };
    Status st = join_all(&k, &c, must, seed, err);
    arena_release(&scratch);
    return st;
}
