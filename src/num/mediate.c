#include "num/mediate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/joint.h"
#include "num/robust.h"

#define LEVEL 0.95

static double deviation(const double *v, size_t n)
{
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        mean += v[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        sum += (v[i] - mean) * (v[i] - mean);
    return n > 1 ? sqrt(sum / ((double)n - 1)) : 0;
}

static Status regress(const MediateInput *in, const double *x, size_t p, const double *y, Arena *a, Robust *out, Err *err)
{
    Status st = robust_fit(&(RobustInput){ .rows = { .x = x, .y = y, .n = in->n, .p = p }, .cluster = in->cluster, .level = LEVEL }, a, out, err);
    if (!st && in->df > 0)
        out->df = in->df;
    return st;
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

/* Quantiles of the product of two normal factors. */
static void product(const Interval *f, const Interval *s, Rng *rng, Arena *a, Interval *out)
{
    double *v = ARENA_NEW_N(a, double, MEDIATE_DRAWS), wide = t_factor(LEVEL, f->df) / normal_quantile((1 + LEVEL) / 2);
    for (size_t k = 0; k < MEDIATE_DRAWS; k++)
        v[k] = rng_normal(rng, f->estimate, f->se * wide) * rng_normal(rng, s->estimate, s->se * wide);
    qsort(v, MEDIATE_DRAWS, sizeof *v, by_size);
    *out = (Interval){ .estimate = f->estimate * s->estimate, .low = quantile_of(v, MEDIATE_DRAWS, (1 - LEVEL) / 2), .high = quantile_of(v, MEDIATE_DRAWS, (1 + LEVEL) / 2),
                       .df = f->df, .n = f->n, .n_clusters = f->n_clusters, .p = F64_NAN, .method = "product of two coefficients, drawn" };
    out->se = sqrt(f->estimate * f->estimate * s->se * s->se + s->estimate * s->estimate * f->se * f->se + f->se * f->se * s->se * s->se);
}

static Interval sum_of(const Interval *l, const Interval *r)
{
    Interval x = { .estimate = l->estimate + r->estimate, .se = sqrt(l->se * l->se + r->se * r->se), .df = r->df, .n = r->n, .n_clusters = r->n_clusters,
                   .method = "sum of both ways" };
    double half = t_factor(LEVEL, x.df) * x.se;
    x.low = x.estimate - half;
    x.high = x.estimate + half;
    x.p = x.se > 0 ? t_two_sided(x.estimate / x.se, x.df) : F64_NAN;
    return x;
}

Status mediate_fit(const MediateInput *in, Rng *rng, Arena *a, Mediate *out, Err *err)
{
    size_t n = in->n;
    *out = (Mediate){ .n = n, .sd = deviation(in->between, n) };
    if (!(out->sd > 0))
        return ERR(err, ST_NUMERIC, "what lies between does not vary");
    ArenaMark mark = arena_mark(a);
    double *x = ARENA_NEW_N(a, double, n * (in->p + 2) + 1), *m = ARENA_NEW_N(a, double, n + 1);
    for (size_t i = 0; i < n; i++)
        m[i] = in->between[i] / out->sd;
    /* The cause, the covariates, and last what lies between: the first regression leaves that out. */
    memcpy(x, in->cause, n * sizeof *x);
    if (in->p)
        memcpy(x + n, in->x, n * in->p * sizeof *x);
    memcpy(x + n * (in->p + 1), m, n * sizeof *x);
    Robust first, second;
    Status st = regress(in, x, in->p + 1, m, a, &first, err);
    if (!st)
        st = regress(in, x, in->p + 2, in->outcome, a, &second, err);
    if (!st) {
        out->n_clusters = second.n_clusters;
        out->first = robust_coefficient(&first, 0);
        out->second = robust_coefficient(&second, in->p + 1);
        out->past = robust_coefficient(&second, 0);
        product(&out->first, &out->second, rng, a, &out->through);
        out->total = sum_of(&out->through, &out->past);
    }
    arena_rewind(a, mark);
    return st;
}
