#include "resolve/share.h"

#include <math.h>
#include <stdlib.h>

#define SHARE_PRIOR 40.0 /* as many as lean on m's prior (weigh.c) */
#define UNSEEN_LEAST 0.005
#define UNSEEN_MOST  0.05 /* names with little in common, in evidence_field[] */
#define SURE        0.80 /* as pairs are joined (match.c) */
#define MOST_BITS   60.0 /* of one pair: exp2 of it stays a number */
enum { ROUNDS = 30 };

static size_t number_systems(const Parties *p, uint8_t *of, double *size)
{
    int64_t id[SHARE_SYSTEMS];
    size_t n = 0;
    for (size_t i = 0; i < p->n_node; i++) {
        size_t at = 0;
        of[i] = SHARE_NONE;
        if (p->node[i].quoted || p->node[i].test)
            continue;
        while (at < n && id[at] != p->node[i].source)
            at++;
        if (at == SHARE_SYSTEMS)
            continue;
        if (at == n)
            id[n++] = p->node[i].source;
        of[i] = (uint8_t)at;
        size[at]++;
    }
    return n;
}

/* o of system s in t, and the expected number of s's nodes that have nobody there. */
static double known_share(const Parties *p, const Shares *h, const double *odds, size_t s, size_t t, const double *size, double *alone)
{
    double o = OVERLAP;
    for (int round = 0; round < ROUNDS; round++) {
        double sum = 0;
        for (size_t i = 0; i < p->n_node; i++) {
            if (h->of[i] != s)
                continue;
            double has = o * odds[i * h->n + t] / size[t];
            sum += has / (has + 1 - o);
        }
        *alone = size[s] - sum;
        o = fmin(fmax((sum + OVERLAP) / (size[s] + 1), .01), .999);
    }
    return o;
}

void shares_estimate(const Parties *p, const Candidates *c, const Weights *w, Arena *a, Shares *out)
{
    double size[SHARE_SYSTEMS] = { 0 }, unseen = fmin(fmax(w->m[EV_NAME][NAME_SOME] + w->m[EV_NAME][NAME_UNLIKE], UNSEEN_LEAST), UNSEEN_MOST);
    *out = (Shares){ .of = ARENA_NEW_N(a, uint8_t, p->n_node + 1) };
    for (size_t s = 0; s < SHARE_SYSTEMS; s++)
        out->twin[s] = log2(TWINS / OVERLAP);
    out->n = number_systems(p, out->of, size);
    double *odds = ARENA_NEW_N(a, double, p->n_node * out->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        const Candidate *x = &c->pair[i];
        uint8_t s = out->of[x->a], t = out->of[x->b];
        if (s == SHARE_NONE || t == SHARE_NONE || s == t)
            continue;
        double says = exp2(fmin(x->weight - w->prior, MOST_BITS));
        odds[x->a * out->n + t] += says;
        odds[x->b * out->n + s] += says;
    }
    for (size_t s = 0; s < out->n; s++)
        for (size_t t = 0; t < out->n; t++) {
            double alone;
            if (s == t)
                continue;
            out->known[s][t] = known_share(p, out, odds, s, t, size, &alone);
            double none = (alone + SHARE_PRIOR) / (size[s] + SHARE_PRIOR) + unseen, bits = fmin(fmax(-log2(none), 0), SHARE_BITS);
            out->bits[s][t] = fmax(out->bits[s][t], bits);
            out->bits[t][s] = fmax(out->bits[t][s], bits);
            out->both[s][t] += bits;
            out->both[t][s] += bits;
        }
}

double shares_first(const Shares *h, int64_t a, int64_t b)
{
    uint8_t s = h->of[a], t = h->of[b];
    return s == t || s == SHARE_NONE || t == SHARE_NONE ? 0 : h->both[s][t];
}

double shares_same(const Parties *p, const Shares *h, int64_t a, int64_t b)
{
    return h->of[a] != SHARE_NONE && h->of[a] == h->of[b] && p->node[a].by_id && p->node[b].by_id ? h->same[h->of[a]] : 0;
}

void shares_second(const Parties *p, const Candidates *c, Arena *a, Shares *h)
{
    double size[SHARE_SYSTEMS] = { 0 };
    bool *twice = ARENA_NEW_N(a, bool, p->n_node + 1), moved = true;
    for (size_t i = 0; i < p->n_node; i++)
        if (h->of[i] != SHARE_NONE && p->node[i].by_id)
            size[h->of[i]]++;
    for (int round = 0; moved && round < ROUNDS; round++) {
        double seen[SHARE_SYSTEMS] = { 0 };
        memset(twice, 0, p->n_node * sizeof *twice);
        for (size_t i = 0; i < c->n; i++) {
            const Candidate *x = &c->pair[i];
            bool one = x->level[EV_SYSTEM] == SYSTEM_ONE && h->of[x->b] != SHARE_NONE && h->of[x->a] == h->of[x->b];
            if (!one || twice[x->b] || weight_probability(x->weight + h->same[h->of[x->b]]) < SURE)
                continue;
            twice[x->b] = true;
            seen[h->of[x->b]]++;
        }
        moved = false;
        for (size_t s = 0; s < h->n; s++) {
            double bits = fmin(log2((seen[s] + SHARE_PRIOR * TWINS) / (size[s] + SHARE_PRIOR) / TWINS), h->same[s]);
            moved = moved || bits < h->same[s];
            h->same[s] = bits;
        }
    }
    for (size_t s = 0; s < h->n; s++)
        h->twin[s] = log2(TWINS / OVERLAP) + h->same[s];
}

void shares_twins(const Parties *p, const int64_t *root, Arena *a, Shares *h)
{
    uint64_t *has = ARENA_NEW_N(a, uint64_t, p->n_node + 1);
    double size[SHARE_SYSTEMS] = { 0 }, twice[SHARE_SYSTEMS] = { 0 };
    for (size_t i = 0; i < p->n_node; i++) {
        if (h->of[i] == SHARE_NONE || !p->node[i].by_id)
            continue;
        uint64_t bit = UINT64_C(1) << h->of[i];
        size[h->of[i]]++;
        twice[h->of[i]] += (has[root[i]] & bit) != 0;
        has[root[i]] |= bit;
    }
    for (size_t s = 0; s < h->n; s++)
        h->twin[s] = log2((twice[s] + SHARE_PRIOR * TWINS) / (size[s] + SHARE_PRIOR) / OVERLAP);
}
