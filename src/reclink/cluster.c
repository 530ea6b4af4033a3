#include "reclink/cluster.h"

#include <math.h>
#include <stdlib.h>

#include "reclink/component.h"

typedef struct Work {
    size_t              n;
    const RlPair       *pair;
    size_t              n_pair;
    const RlClustering *how;
    uint32_t           *of;          /* must-linked groups, then clusters */
    size_t              most;
    RlClusters         *out;
    Arena              *scratch;
} Work;

/* Records and pairs by component: counted, then put in order of the component's smallest record. */
typedef struct Grouped {
    uint32_t *record;
    size_t   *record_at;
    RlPair   *pair;
    size_t   *pair_at;
    RlLink   *cannot;
    size_t   *cannot_at;
    size_t    n;
} Grouped;

static Status link_musts(const Work *w, Err *err)
{
    for (size_t i = 0; i < w->how->n_must + w->how->n_cannot; i++) {
        bool must = i < w->how->n_must;
        RlLink l = must ? w->how->must[i] : w->how->cannot[i - w->how->n_must];
        if (l.a >= w->n || l.b >= w->n)
            return ERR(err, ST_INVALID, "a link names record %u of %zu", l.a >= w->n ? l.a : l.b, w->n);
        if (must)
            set_join(w->of, l.a, l.b);
        else if (set_root(w->of, l.a) == set_root(w->of, l.b))
            return ERR(err, ST_CONFLICT, "records %u and %u must be one and must not be one", l.a, l.b);
    }
    return ST_OK;
}

/* Components of these records at a threshold, numbered in order of their smallest record. */
static size_t number_components(const Work *w, const uint32_t *record, size_t n, const RlPair *pair, size_t n_pair,
                                double least, uint32_t *set, uint32_t *number)
{
    for (size_t i = 0; i < n; i++)
        set[record[i]] = set_root(w->of, record[i]);
    for (size_t i = 0; i < n_pair; i++)
        if ((double)pair[i].weight >= least)
            set_join(set, pair[i].a, pair[i].b);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t root = set_root(set, record[i]);
        number[record[i]] = root == record[i] ? (uint32_t)found++ : number[root];
    }
    return found;
}

static void starts(size_t *at, size_t n)
{
    for (size_t k = 0, sum = 0; k <= n; k++) {
        size_t here = at[k];
        at[k] = sum;
        sum += here;
    }
}

static void back(size_t *at, size_t n)
{
    for (size_t k = n; k > 0; k--)
        at[k] = at[k - 1];
    at[0] = 0;
}

static Grouped group(const Component *c, const uint32_t *number, size_t n, Arena *a)
{
    Grouped g = { .n = n };
    g.record = ARENA_NEW_N(a, uint32_t, c->n + 1);
    g.pair = ARENA_NEW_N(a, RlPair, c->n_pair + 1);
    g.cannot = ARENA_NEW_N(a, RlLink, c->n_cannot + 1);
    g.record_at = ARENA_NEW_N(a, size_t, n + 2);
    g.pair_at = ARENA_NEW_N(a, size_t, n + 2);
    g.cannot_at = ARENA_NEW_N(a, size_t, n + 2);
    for (int fill = 0; fill < 2; fill++) {
        for (size_t i = 0; i < c->n; i++) {
            size_t *at = &g.record_at[number[c->record[i]]];
            if (fill)
                g.record[*at] = c->record[i];
            ++*at;
        }
        for (size_t i = 0; i < c->n_pair; i++) {
            if (number[c->pair[i].a] != number[c->pair[i].b])
                continue;
            size_t *at = &g.pair_at[number[c->pair[i].a]];
            if (fill)
                g.pair[*at] = c->pair[i];
            ++*at;
        }
        for (size_t i = 0; i < c->n_cannot; i++) {
            if (number[c->cannot[i].a] != number[c->cannot[i].b])
                continue;
            size_t *at = &g.cannot_at[number[c->cannot[i].a]];
            if (fill)
                g.cannot[*at] = c->cannot[i];
            ++*at;
        }
        void (*then)(size_t *, size_t) = fill ? back : starts;
        then(g.record_at, n);
        then(g.pair_at, n);
        then(g.cannot_at, n);
    }
    return g;
}

static Component at(const Grouped *g, size_t k)
{
    return (Component){ g->record + g->record_at[k], g->record_at[k + 1] - g->record_at[k],
                        g->pair + g->pair_at[k],     g->pair_at[k + 1] - g->pair_at[k],
                        g->cannot + g->cannot_at[k], g->cannot_at[k + 1] - g->cannot_at[k] };
}

static size_t nodes_of(const Work *w, const Component *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += set_root(w->of, c->record[i]) == c->record[i];
    return n;
}

/* Too large: parts at ever higher thresholds, until each fits.  Deeper by one bit a round, not by size. */
static void raise_threshold(const Work *w, const Component *whole, uint32_t *set, uint32_t *number)
{
    Component c = *whole;
    double least = w->how->join;
    w->out->raised++;
    while (c.n) {
        least += 1;
        size_t n = number_components(w, c.record, c.n, c.pair, c.n_pair, least, set, number);
        Grouped g = group(&c, number, n, w->scratch);
        Component rest = { .record = ARENA_NEW_N(w->scratch, uint32_t, c.n + 1), .pair = g.pair,
                           .n_pair = c.n_pair, .cannot = g.cannot, .n_cannot = c.n_cannot };
        uint32_t *left = ARENA_NEW_N(w->scratch, uint32_t, c.n + 1);
        for (size_t k = 0; k < n; k++) {
            Component part = at(&g, k);
            if (nodes_of(w, &part) <= w->most) {
                component_cluster(&part, w->how, w->of, w->scratch);
                continue;
            }
            memcpy(left + rest.n, part.record, part.n * sizeof *left);
            rest.n += part.n;
        }
        /* Only what lies wholly in the parts left. */
        RlPair *pair = ARENA_NEW_N(w->scratch, RlPair, c.n_pair + 1);
        rest.n_pair = rest.n_cannot = 0;
        for (size_t k = 0; k < n; k++) {
            Component part = at(&g, k);
            if (nodes_of(w, &part) <= w->most || !rest.n)
                continue;
            memcpy(pair + rest.n_pair, part.pair, part.n_pair * sizeof *pair);
            rest.n_pair += part.n_pair;
            memmove(g.cannot + rest.n_cannot, part.cannot, part.n_cannot * sizeof *part.cannot);
            rest.n_cannot += part.n_cannot;
        }
        rest.record = left;
        rest.pair = pair;
        c = rest;
    }
}

static void cluster_all(const Work *w)
{
    Arena *a = w->scratch;
    uint32_t *all = ARENA_NEW_N(a, uint32_t, w->n + 1), *set = ARENA_NEW_N(a, uint32_t, w->n + 1);
    uint32_t *number = ARENA_NEW_N(a, uint32_t, w->n + 1);
    for (size_t i = 0; i < w->n; i++)
        all[i] = (uint32_t)i;
    Component whole = { all, w->n, w->pair, w->n_pair, w->how->cannot, w->how->n_cannot };
    size_t n = number_components(w, all, w->n, w->pair, w->n_pair, w->how->join, set, number);
    Grouped g = group(&whole, number, n, a);
    w->out->components = n;
    for (size_t k = 0; k < n; k++) {
        Component c = at(&g, k);
        ArenaMark mark = arena_mark(a);
        if (c.n > w->out->largest_component)
            w->out->largest_component = c.n;
        if (c.n > 1 && nodes_of(w, &c) <= w->most)
            component_cluster(&c, w->how, w->of, a);
        else if (c.n > 1)
            raise_threshold(w, &c, set, number);
        arena_rewind(a, mark);
    }
}

static int by_clusters(const void *x, const void *y)
{
    const RlBridge *a = x, *b = y;
    if (a->cluster_a != b->cluster_a)
        return a->cluster_a < b->cluster_a ? -1 : 1;
    if (a->cluster_b != b->cluster_b)
        return a->cluster_b < b->cluster_b ? -1 : 1;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b > b->b) - (a->b < b->b);
}

static int by_weight(const void *x, const void *y)
{
    const RlBridge *a = x, *b = y;
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b > b->b) - (a->b < b->b);
}

static bool is_forbidden(const Work *w, const RlBridge *b)
{
    for (size_t i = 0; i < w->how->n_cannot; i++) {
        uint32_t x = w->of[w->how->cannot[i].a], y = w->of[w->how->cannot[i].b];
        if ((x == b->cluster_a && y == b->cluster_b) || (x == b->cluster_b && y == b->cluster_a))
            return true;
    }
    return false;
}

/* Mean of all pairs between; those not scored are weighed, or are `missing`. */
static double mean_between(const Work *w, const RlBridge *b, const uint32_t *member, const size_t *from)
{
    double sum = 0;
    if (!w->how->weigh) {
        for (size_t i = 0; i < w->n_pair; i++) {
            uint32_t x = w->of[w->pair[i].a], y = w->of[w->pair[i].b];
            if ((x == b->cluster_a && y == b->cluster_b) || (x == b->cluster_b && y == b->cluster_a))
                sum += clipped(w->how, (double)w->pair[i].weight) - w->how->missing;
        }
        return sum / ((double)b->size_a * b->size_b) + w->how->missing;
    }
    for (size_t i = from[b->cluster_a]; i < from[b->cluster_a] + b->size_a; i++)
        for (size_t j = from[b->cluster_b]; j < from[b->cluster_b] + b->size_b; j++)
            sum += clipped(w->how, w->how->weigh(w->how->ctx, member[i], member[j]));
    return sum / ((double)b->size_a * b->size_b);
}

static void find_bridges(const Work *w, Arena *a, RlClusters *out)
{
    size_t big = w->how->big ? w->how->big : 3, n = 0;
    double least = w->how->bridge > 0 ? w->how->bridge : 3.32;
    uint32_t *size = ARENA_NEW_N(w->scratch, uint32_t, w->n + 1), *member = ARENA_NEW_N(w->scratch, uint32_t, w->n + 1);
    size_t *from = ARENA_NEW_N(w->scratch, size_t, w->n + 2);
    for (size_t i = 0; i < w->n; i++) {
        size[w->of[i]]++;
        from[w->of[i]]++;
    }
    starts(from, w->n);
    for (size_t i = 0; i < w->n; i++)
        member[from[w->of[i]]++] = (uint32_t)i;
    back(from, w->n);
    for (int fill = 0; fill < 2; fill++) {
        n = 0;
        for (size_t i = 0; i < w->n_pair; i++) {
            const RlPair *p = &w->pair[i];
            uint32_t x = w->of[p->a], y = w->of[p->b];
            if ((double)p->weight < least || x == y || size[x] < big || size[y] < big)
                continue;
            if (fill)
                out->bridge[n] = (RlBridge){ p->a, p->b, x < y ? x : y, x < y ? y : x, size[x < y ? x : y],
                                             size[x < y ? y : x], p->weight, 0, false };
            n++;
        }
        if (!fill)
            out->bridge = ARENA_NEW_N(a, RlBridge, n + 1);
    }
    qsort(out->bridge, n, sizeof *out->bridge, by_clusters);
    for (size_t i = 0; i < n; i++) {
        RlBridge *b = &out->bridge[i], *last = out->n_bridge ? &out->bridge[out->n_bridge - 1] : NULL;
        if (last && last->cluster_a == b->cluster_a && last->cluster_b == b->cluster_b)
            continue;
        out->bridge[out->n_bridge++] = *b;
    }
    for (size_t i = 0; i < out->n_bridge; i++) {
        out->bridge[i].mean = (float)mean_between(w, &out->bridge[i], member, from);
        out->bridge[i].forbidden = is_forbidden(w, &out->bridge[i]);
    }
    qsort(out->bridge, out->n_bridge, sizeof *out->bridge, by_weight);
}

Status rl_cluster(size_t n_record, const RlPair *pair, size_t n_pair, const RlClustering *how, Arena *a,
                  RlClusters *out, Err *err)
{
    Arena scratch;
    *out = (RlClusters){ .of = ARENA_NEW_N(a, uint32_t, n_record + 1) };
    arena_init(&scratch);
    Work w = { .n = n_record, .pair = pair, .n_pair = n_pair, .how = how, .of = out->of,
               .most = how->most ? how->most : RL_COMPONENT, .out = out, .scratch = &scratch };
    for (size_t i = 0; i < n_record; i++)
        out->of[i] = (uint32_t)i;
    Status s = link_musts(&w, err);
    if (s == ST_OK) {
        cluster_all(&w);
        for (size_t i = 0; i < n_record; i++) {
            out->of[i] = set_root(out->of, (uint32_t)i);
            out->n_cluster += out->of[i] == i;
        }
        find_bridges(&w, a, out);
    }
    arena_release(&scratch);
    return s;
}
