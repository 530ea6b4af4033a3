#include "reclink/component.h"

#include <math.h>

typedef struct Link {
    const Component    *c;
    const RlClustering *how;
    uint32_t *of;
    size_t    n;             /* nodes: must-linked groups */
    uint32_t *head, *size;   /* smallest record and records of each */
    uint32_t *node;          /* by place in c->record */
    double   *sum;           /* n x n: weights of all pairs between */
    uint32_t *known;         /* n x n, while filling */
    bool     *apart;         /* n x n: a cannot-link between */
    bool     *gone;
    double   *best;          /* highest mean of a row with a later one */
    size_t   *with;          /* which; n: none */
} Link;

uint32_t set_root(uint32_t *of, uint32_t x)
{
    while (of[x] != x) {
        of[x] = of[of[x]];
        x = of[x];
    }
    return x;
}

bool set_join(uint32_t *of, uint32_t x, uint32_t y)
{
    x = set_root(of, x);
    y = set_root(of, y);
    of[x > y ? x : y] = x < y ? x : y;
    return x != y;
}

double clipped(const RlClustering *how, double weight)
{
    double limit = how->limit > 0 ? how->limit : 10;
    return fmin(fmax(weight, -limit), limit);
}

static size_t place(const Component *c, uint32_t record)
{
    size_t low = 0, high = c->n;
    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (c->record[mid] <= record)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static void make_nodes(Link *l, Arena *a)
{
    const Component *c = l->c;
    l->node = ARENA_NEW_N(a, uint32_t, c->n);
    l->head = ARENA_NEW_N(a, uint32_t, c->n);
    l->size = ARENA_NEW_N(a, uint32_t, c->n);
    for (size_t i = 0; i < c->n; i++) {
        uint32_t root = set_root(l->of, c->record[i]);
        if (root == c->record[i]) {
            l->node[i] = (uint32_t)l->n;
            l->head[l->n++] = root;
        } else {
            l->node[i] = l->node[place(c, root)];
        }
        l->size[l->node[i]]++;
    }
}

static void put(Link *l, size_t x, size_t y, double w)
{
    l->sum[x * l->n + y] += w;
    if (x != y)
        l->sum[y * l->n + x] += w;
}

/* All pairs between two groups, weighed. */
static double weigh_between(const Link *l, uint32_t x, uint32_t y)
{
    double sum = 0;
    for (size_t i = 0; i < l->c->n; i++)
        for (size_t j = 0; l->node[i] == x && j < l->c->n; j++)
            if (l->node[j] == y)
                sum += clipped(l->how, l->how->weigh(l->how->ctx, l->c->record[i], l->c->record[j]));
    return sum;
}

static void fill(Link *l, Arena *a)
{
    size_t n = l->n;
    l->sum = ARENA_NEW_N(a, double, n * n);
    l->known = ARENA_NEW_N(a, uint32_t, n * n);
    l->apart = ARENA_NEW_N(a, bool, n * n);
    for (size_t i = 0; i < l->c->n_pair; i++) {
        const RlPair *p = &l->c->pair[i];
        uint32_t x = l->node[place(l->c, p->a)], y = l->node[place(l->c, p->b)];
        put(l, x, y, clipped(l->how, (double)p->weight));
        l->known[(x < y ? x : y) * n + (x < y ? y : x)]++;
    }
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t y = x + 1; y < n; y++) {
            uint32_t want = l->size[x] * l->size[y], known = l->known[x * n + y];
            if (known >= want)
                continue;
            double sum = l->sum[x * n + y] + (double)(want - known) * l->how->missing;
            if (l->how->weigh)
                sum = want == 1 ? clipped(l->how, l->how->weigh(l->how->ctx, l->head[x], l->head[y]))
                                : weigh_between(l, x, y);
            l->sum[x * n + y] = l->sum[y * n + x] = sum;
        }
    for (size_t i = 0; i < l->c->n_cannot; i++) {
        uint32_t x = l->node[place(l->c, l->c->cannot[i].a)], y = l->node[place(l->c, l->c->cannot[i].b)];
        l->apart[x * n + y] = l->apart[y * n + x] = true;
    }
}

static double mean(const Link *l, size_t x, size_t y)
{
    return l->apart[x * l->n + y] ? -HUGE_VAL : l->sum[x * l->n + y] / ((double)l->size[x] * l->size[y]);
}

static void find_best(Link *l, size_t x)
{
    l->best[x] = -HUGE_VAL;
    l->with[x] = l->n;
    for (size_t y = x + 1; y < l->n; y++) {
        double m = l->gone[y] ? -HUGE_VAL : mean(l, x, y);
        if (m > l->best[x]) {
            l->best[x] = m;
            l->with[x] = y;
        }
    }
}

static void merge(Link *l, size_t x, size_t y)
{
    size_t n = l->n;
    for (size_t k = 0; k < n; k++) {
        if (l->gone[k] || k == x || k == y)
            continue;
        l->sum[x * n + k] += l->sum[y * n + k];
        l->sum[k * n + x] = l->sum[x * n + k];
        l->apart[x * n + k] |= l->apart[y * n + k];
        l->apart[k * n + x] = l->apart[x * n + k];
    }
    l->size[x] += l->size[y];
    l->gone[y] = true;
    set_join(l->of, l->head[x], l->head[y]);
    find_best(l, x);
    for (size_t k = 0; k < y; k++) {
        if (l->gone[k] || k == x)
            continue;
        if (l->with[k] == x || l->with[k] == y) {
            find_best(l, k);
        } else if (k < x) {
            double m = mean(l, k, x);
            if (m > l->best[k] || (m == l->best[k] && x < l->with[k])) {
                l->best[k] = m;
                l->with[k] = x;
            }
        }
    }
}

void component_cluster(const Component *c, const RlClustering *how, uint32_t *of, Arena *scratch)
{
    ArenaMark mark = arena_mark(scratch);
    Link l = { .c = c, .how = how, .of = of };
    make_nodes(&l, scratch);
    fill(&l, scratch);
    l.gone = ARENA_NEW_N(scratch, bool, l.n);
    l.best = ARENA_NEW_N(scratch, double, l.n);
    l.with = ARENA_NEW_N(scratch, size_t, l.n);
    for (size_t x = 0; x < l.n; x++)
        find_best(&l, x);
    for (;;) {
        size_t at = l.n;
        double best = -HUGE_VAL;
        for (size_t x = 0; x < l.n; x++)
            if (!l.gone[x] && l.best[x] > best) {
                best = l.best[x];
                at = x;
            }
        if (at == l.n || best < how->keep)
            break;
        merge(&l, at, l.with[at]);
    }
    arena_rewind(scratch, mark);
}
