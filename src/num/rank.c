#include "num/rank.h"

#include <math.h>
#include <stdlib.h>

#include "num/dist.h"

enum { ROWS_LEAST = 4 };
#define RANK_VARIANCE 1.06

typedef struct Value {
    double v;
    size_t row;
} Value;

static int by_value(const void *l, const void *r)
{
    const Value *a = l, *b = r;
    if (a->v < b->v || a->v > b->v)
        return a->v < b->v ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Ranks less their mean. */
static double *ranks_of(const double *x, size_t n, Arena *a)
{
    Value *v = ARENA_NEW_N(a, Value, n + 1);
    double *rank = ARENA_NEW_N(a, double, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = (Value){ x[i], i };
    if (n)
        qsort(v, n, sizeof *v, by_value);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && !(v[to].v > v[from].v); to++)
            ;
        for (size_t k = from; k < to; k++)
            rank[v[k].row] = (double)(from + to - 1) / 2 - (double)(n - 1) / 2;
    }
    return rank;
}

RankCorrelation rank_correlation(const double *x, const double *y, size_t n, double level, Arena *a)
{
    RankCorrelation out = { F64_NAN, F64_NAN, F64_NAN, n };
    ArenaMark m = arena_mark(a);
    const double *p = ranks_of(x, n, a), *q = ranks_of(y, n, a);
    double pp = 0, qq = 0, pq = 0;
    for (size_t i = 0; i < n; i++) {
        pp += p[i] * p[i];
        qq += q[i] * q[i];
        pq += p[i] * q[i];
    }
    arena_rewind(a, m);
    if (n < ROWS_LEAST || !(pp > 0) || !(qq > 0))
        return out;
    out.r = fmax(-1, fmin(1, pq / sqrt(pp * qq)));
    double half = normal_quantile((1 + level) / 2) * sqrt(RANK_VARIANCE / (double)(n - 3));
    double z = atanh(fmax(-1 + 1e-15, fmin(1 - 1e-15, out.r)));
    out.low = tanh(z - half);
    out.high = tanh(z + half);
    return out;
}
