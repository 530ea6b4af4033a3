#include "num/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "num/simulate_in.h"

#define WHOLE (1 - 1e-12)   /* a chance that is lost entirely has no logarithm */

static Status check(const JointInput *in, Err *err)
{
    double sum = 0;
    if (in->k == 0 || in->k > JOINT_ISSUES_MAX)
        return ERR(err, ST_TOO_BIG, "%zu issues; between 1 and %d can be weighed together", in->k, JOINT_ISSUES_MAX);
    for (size_t i = 0; i < in->k; i++)
        if (!(in->se[i] >= 0) || !isfinite(in->se[i]) || !isfinite(in->effect[i]) || (in->doubt && !(in->doubt[i] >= 0 && isfinite(in->doubt[i]))))
            return ERR(err, ST_INVALID, "effect %g with standard error %g", in->effect[i], in->se[i]);
    for (size_t i = 0; i < in->n * in->k; i++)
        if (in->a[i] > 0 && (!(in->b[i] > 0) || !isfinite(in->a[i] + in->b[i])))
            return ERR(err, ST_INVALID, "account %zu: Beta(%g, %g)", i % in->n + 1, in->a[i], in->b[i]);
    for (size_t i = 0; in->scale && i < in->n * in->k; i++)
        if (!(in->scale[i] >= 0) || !isfinite(in->scale[i]))
            return ERR(err, ST_INVALID, "account %zu: scale %g", i % in->n + 1, in->scale[i]);
    for (size_t i = 0; i < in->n; i++)
        sum += fabs((double)in->value[i]);
    return sum > 0x1p53 ? ERR(err, ST_TOO_BIG, "values add up to %g minor units", sum) : ST_OK;
}

/* One account in one draw: q of each issue, charged into `row`. */
static double charge(double value, const double *q, size_t k, double *row, size_t step)
{
    double w = 0;
    if (k == 1) {
        row[0] += value * q[0];
        return value * q[0];
    }
    for (size_t i = 0; i < k; i++)
        w -= log1p(-fmin(q[i], WHOLE));
    double lost = -expm1(-w), price = fabs(w) > 1e-12 ? lost / w : 1;
    for (size_t i = 0; i < k; i++)
        row[i * step] -= value * price * log1p(-fmin(q[i], WHOLE));
    return value * lost;
}

Status joint_simulate(const JointInput *in, Arena *a, Joint *out, Err *err)
{
    Status st = check(in, err);
    if (st)
        return st;
    size_t draws = in->draws ? in->draws : JOINT_DRAWS;
    *out = (Joint){ .draws = draws, .charge = ARENA_NEW_N(a, double, draws * in->k), .total = ARENA_NEW_N(a, double, draws) };
    ArenaMark mark = arena_mark(a);
    Rng *r = rng_create(a, in->seed);
    double *effect = ARENA_NEW_N(a, double, in->k), *q = ARENA_NEW_N(a, double, in->k);
    for (size_t d = 0; d < draws; d++) {
        for (size_t i = 0; i < in->k; i++)
            effect[i] = simulate_effect(r, in->effect[i], in->se[i]) * (in->doubt && in->doubt[i] > 0 ? fmax(0, rng_normal(r, 1, in->doubt[i])) : 1);
        for (size_t j = 0; j < in->n; j++) {
            for (size_t i = 0; i < in->k; i++) {
                double alpha = in->a[i * in->n + j];
                double scale = in->scale ? in->scale[i * in->n + j] : 1;
                q[i] = alpha > 0 ? fmin(1, -effect[i] * scale) * rng_beta(r, alpha, in->b[i * in->n + j]) : 0;
            }
            out->total[d] += charge((double)in->value[j], q, in->k, out->charge + d, draws);
        }
    }
    arena_rewind(a, mark);
    return ST_OK;
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

double quantile_of(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    double next = sorted[i + 1 < n ? i + 1 : i];
    return sorted[i] + (at - (double)i) * (next - sorted[i]);
}

Band band_of(const double *draw, size_t n, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    double *v = ARENA_NEW_N(scratch, double, n + 1), sum = 0;
    if (n == 0)
        return (Band){ 0 };
    memcpy(v, draw, n * sizeof *v);
    for (size_t d = 0; d < n; d++)
        sum += draw[d];
    qsort(v, n, sizeof *v, by_size);
    Band b = { (int64_t)llround(sum / (double)n), (int64_t)llround(quantile_of(v, n, .025)), (int64_t)llround(quantile_of(v, n, .975)) };
    arena_rewind(scratch, m);
    return b;
}
