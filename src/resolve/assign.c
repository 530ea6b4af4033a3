#include "resolve/assign.h"

#include <math.h>
#include <string.h>

#define STILL 1e-4 /* share of a message that a round may still move it by */

/* Each node's edges, dealt out by counting. */
typedef struct Around {
    size_t *from, *edge;
} Around;

static Around around(const Edge *e, size_t n, size_t n_node, Arena *a)
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
    return o;
}

void assign_solve(Edge *e, size_t n, size_t n_node, const uint8_t *list, const int64_t *root, Arena *a)
{
    Around o = around(e, n, n_node, a);
    double(*next)[2] = (double(*)[2])ARENA_NEW_N(a, double, 2 * n + 1);
    for (size_t i = 0; i < n; i++)
        e[i].to[0] = e[i].to[1] = e[i].odds;
    double moved = 1;
    for (int round = 0; moved > STILL && round < ASSIGN_ROUNDS; round++) {
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++) {
                uint32_t me = e[i].end[k], from = e[i].end[!k];
                double others = 0;
                for (size_t j = o.from[from]; j < o.from[from + 1]; j++) {
                    const Edge *x = &e[o.edge[j]];
                    int side = x->end[1] == from; /* where `from` stands */
                    uint32_t other = x->end[!side];
                    if (list[other] == list[me] && root[other] != root[me])
                        others += x->to[side];
                }
                next[i][k] = e[i].odds / (1 + others);
            }
        moved = 0;
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k < 2; k++) {
                moved = fmax(moved, fabs(e[i].to[k] - next[i][k]) / fmax(next[i][k], 1));
                e[i].to[k] = sqrt(e[i].to[k] * next[i][k]);
            }
    }
}
