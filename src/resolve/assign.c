#include "resolve/assign.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"

#define STILL 1e-4 /* share of a message that a round may still move it by */
enum { PIECE_NODES = 4096 };

/* Each node's edges, dealt out by counting, those to one company side by side, companies of one list too. */
typedef struct Around {
    size_t *from, *edge;
} Around;

typedef struct Order {
    const Edge *e;
    const uint8_t *list;
    const int64_t *root;
    uint32_t me;
} Order;

static uint32_t other_end(const Edge *e, uint32_t me) { return e->end[e->end[0] == me]; }

static int by_company(const void *x, const void *y, void *ctx)
{
    const Order *o = ctx;
    size_t i = *(const size_t *)x, j = *(const size_t *)y;
    uint32_t a = other_end(&o->e[i], o->me), b = other_end(&o->e[j], o->me);
    if (o->list[a] != o->list[b])
        return o->list[a] < o->list[b] ? -1 : 1;
    if (o->root[a] != o->root[b])
        return o->root[a] < o->root[b] ? -1 : 1;
    return (i > j) - (i < j);
}

static Around around(const Edge *e, size_t n, size_t n_node, const uint8_t *list, const int64_t *root, Arena *a)
{
    Around o = { ARENA_NEW_N(a, size_t, n_node + 2), ARENA_NEW_N(a, size_t, 2 * n + 1) };
    size_t *at = ARENA_NEW_N(a, size_t, n_node + 1);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 2; k++)
            o.from[e[i].end[k] + 1]++;
    for (size_t i = 0; i < n_node; i++)
        o.from[i + 1] += o.from[i];
    memcpy(at, o.from, n_node * sizeof *at);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 2; k++)
            o.edge[at[e[i].end[k]]++] = i;
    for (size_t i = 0; i < n_node; i++)
        if (o.from[i + 1] - o.from[i] > 1)
            qsort_r(&o.edge[o.from[i]], o.from[i + 1] - o.from[i], sizeof *o.edge, by_company, &(Order){ e, list, root, (uint32_t)i });
    return o;
}

/* What `from` says to the candidates of one list, its edges edge[0..n): each hears of the others' companies, not of its own.  Sums from
 * both sides, never a difference: odds are so far apart that one would swallow the other. */
static void say_list(const Edge *e, const size_t *edge, size_t n, uint32_t from, const int64_t *root, double (*next)[2])
{
    double before = 0, after = 0;
    for (size_t i = 0, end; i < n; i = end) {
        int64_t company = root[other_end(&e[edge[i]], from)];
        double own = 0;
        for (end = i; end < n && root[other_end(&e[edge[end]], from)] == company; end++) {
            const Edge *x = &e[edge[end]];
            next[edge[end]][x->end[1] != from] = before;
            own += x->to[x->end[1] == from];
        }
        before += own;
    }
    for (size_t end = n, i; end; end = i) {
        int64_t company = root[other_end(&e[edge[end - 1]], from)];
        double own = 0;
        for (i = end; i && root[other_end(&e[edge[i - 1]], from)] == company; i--) {
            const Edge *x = &e[edge[i - 1]];
            double *to = &next[edge[i - 1]][x->end[1] != from];
            *to = x->odds / (1 + (*to + after));
            own += x->to[x->end[1] == from];
        }
        after += own;
    }
}

typedef struct Round {
    const Edge *e;
    const Around *o;
    const uint8_t *list;
    const int64_t *root;
    size_t n_node;
    double (*next)[2];
} Round;

/* A message is of the node that says it, so pieces of nodes write nothing of each other's. */
static void say_piece(void *ctx, unsigned worker, size_t piece)
{
    (void)worker;
    const Round *r = ctx;
    size_t stop = (piece + 1) * PIECE_NODES < r->n_node ? (piece + 1) * PIECE_NODES : r->n_node;
    for (size_t node = piece * PIECE_NODES; node < stop; node++)
        for (size_t i = r->o->from[node], end; i < r->o->from[node + 1]; i = end) {
            uint8_t list = r->list[other_end(&r->e[r->o->edge[i]], (uint32_t)node)];
            for (end = i; end < r->o->from[node + 1] && r->list[other_end(&r->e[r->o->edge[end]], (uint32_t)node)] == list;)
                end++;
            say_list(r->e, &r->o->edge[i], end - i, (uint32_t)node, r->root, r->next);
        }
}

void assign_solve(Edge *e, size_t n, size_t n_node, const uint8_t *list, const int64_t *root, Arena *a)
{
    Around o = around(e, n, n_node, list, root, a);
    double(*next)[2] = (double(*)[2])ARENA_NEW_N(a, double, 2 * n + 1);
    for (size_t i = 0; i < n; i++)
        e[i].to[0] = e[i].to[1] = e[i].odds;
    double moved = 1;
    for (int round = 0; moved > STILL && round < ASSIGN_ROUNDS; round++) {
        parallel((n_node + PIECE_NODES - 1) / PIECE_NODES, workers_here(), say_piece, &(Round){ e, &o, list, root, n_node, next });
        moved = 0;
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++) {
                moved = fmax(moved, fabs(e[i].to[k] - next[i][k]) / fmax(next[i][k], 1));
                e[i].to[k] = sqrt(e[i].to[k] * next[i][k]);
            }
    }
}
