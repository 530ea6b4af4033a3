#include "num/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "num/simulate_in.h"

#define OWN 0x9e3779b97f4a7c15u   /* numbers of their own for values: any that are not the others' */
#define OWN_LESS 0xc2b2ae3d27d4eb4fu
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
    for (size_t i = 0; in->less && i < in->k; i++)
        if (!isfinite(in->less[i]) || !(in->less_se[i] >= 0) || !isfinite(in->less_se[i]) || !in->n_size)
            return ERR(err, ST_INVALID, "change %g of the chance to renew for less, with standard error %g and %zu sizes", in->less[i], in->less_se[i], in->n_size);
    for (size_t i = 0; i < in->n; i++)
        sum += fabs((double)in->value[i]);
    return sum > 0x1p53 ? ERR(err, ST_TOO_BIG, "values add up to %g minor units", sum) : ST_OK;
}

/* Where one account's charges of one draw go: the draw's row, and the account's sum over draws. */
typedef struct Into {
    double *row, *of, *shrunk;
    size_t step, step_of;
} Into;

/* One account in one draw: q of each issue. */
static double charge(double value, const double *q, size_t k, Into to)
{
    double w = 0, of[JOINT_ISSUES_MAX];
    if (k == 1) {
        to.row[0] += value * q[0];
        to.of[0] += value * q[0];
        return value * q[0];
    }
    for (size_t i = 0; i < k; i++) {
        of[i] = q[i] > 0 || q[i] < 0 ? log1p(-fmin(q[i], WHOLE)) : 0;
        w -= of[i];
    }
    double lost = -expm1(-w), price = fabs(w) > 1e-12 ? lost / w : 1;
    for (size_t i = 0; i < k; i++) {
        double c = value * price * of[i];
        to.row[i * to.step] -= c;
        to.of[i * to.step_of] -= c;
    }
    return value * lost;
}

/* Renewals for less in one account and draw: r of each issue, `left` what the losses leave of its chance. */
static double shrink(double value, double left, const double *r, size_t k, Into to)
{
    double sum = 0;
    for (size_t i = 0; i < k; i++)
        sum += r[i];
    double part = sum > left ? left / sum : 1;
    for (size_t i = 0; i < k; i++) {
        double c = value * part * r[i];
        to.row[i * to.step] += c;
        to.of[i * to.step_of] += c;
        to.shrunk[i * to.step] += c;
    }
    return value * part * sum;
}

/* The share of the value that goes where a renewal is for less. */
static double size_of(const JointInput *in, Rng *r, double mean)
{
    return in->hold & JOINT_HOLD_VALUE ? mean : in->size[rng_below(r, (int64_t)in->n_size)];
}

static double mean_size(const JointInput *in)
{
    double sum = 0;
    for (size_t i = 0; in->less && i < in->n_size; i++)
        sum += in->size[i] / (double)in->n_size;
    return sum;
}

static double exposure(const JointInput *in, Rng *r, size_t at)
{
    if (in->hold & JOINT_HOLD_EXPOSURE)
        return in->a[at] / (in->a[at] + in->b[at]);
    return rng_beta(r, in->a[at], in->b[at]);
}

static double effect_of(const JointInput *in, Rng *r, size_t i)
{
    double effect = in->hold & JOINT_HOLD_EFFECT ? in->effect[i] : simulate_effect(r, in->effect[i], in->se[i]);
    return effect * (in->doubt && in->doubt[i] > 0 && !(in->hold & JOINT_HOLD_SCALE) ? fmax(0, rng_normal(r, 1, in->doubt[i])) : 1);
}

/* One simulation while it runs. */
typedef struct Running {
    const JointInput *in;
    Rng    *r, *values, *shrinks;
    double *effect, *less, *q, *of_less, size;
} Running;

static void draw_effects(const Running *x)
{
    const JointInput *in = x->in;
    for (size_t i = 0; i < in->k; i++)
        x->effect[i] = effect_of(in, x->r, i);
    for (size_t i = 0; in->less && i < in->k; i++)
        x->less[i] = in->hold & JOINT_HOLD_EFFECT ? in->less[i] : simulate_effect(x->shrinks, in->less[i], in->less_se[i]);
}

/* One account in one draw: what all issues together take of it. */
static double draw_account(const Running *x, size_t j, Into to)
{
    const JointInput *in = x->in;
    double left = 1;
    for (size_t i = 0; i < in->k; i++) {
        size_t at = i * in->n + j;
        double met = in->a[at] > 0 ? exposure(in, x->r, at) : 0;
        x->q[i] = fmin(1, -x->effect[i] * (in->scale ? in->scale[at] : 1)) * met;
        left *= 1 - x->q[i];
        if (in->less)
            x->of_less[i] = x->less[i] * met;
    }
    double value = x->values ? in->worth(in->ctx, j, x->values) : (double)in->value[j], sum = charge(value, x->q, in->k, to);
    return in->less ? sum + shrink(value * size_of(in, x->shrinks, x->size), left, x->of_less, in->k, to) : sum;
}

Status joint_simulate(const JointInput *in, Arena *a, Joint *out, Err *err)
{
    Status st = check(in, err);
    if (st)
        return st;
    size_t draws = in->draws ? in->draws : JOINT_DRAWS;
    *out = (Joint){ .draws = draws, .charge = ARENA_NEW_N(a, double, draws * in->k), .total = ARENA_NEW_N(a, double, draws), .of = ARENA_NEW_N(a, double, in->n * in->k + 1) };
    out->shrunk = in->less ? ARENA_NEW_N(a, double, draws * in->k) : NULL;
    ArenaMark mark = arena_mark(a);
    const Running x = { .in = in, .r = rng_create(a, in->seed), .values = in->worth && !(in->hold & JOINT_HOLD_VALUE) ? rng_create(a, in->seed ^ OWN) : NULL,
                        .shrinks = in->less ? rng_create(a, in->seed ^ OWN_LESS) : NULL, .effect = ARENA_NEW_N(a, double, in->k), .less = ARENA_NEW_N(a, double, in->k),
                        .q = ARENA_NEW_N(a, double, in->k), .of_less = ARENA_NEW_N(a, double, in->k), .size = mean_size(in) };
    for (size_t d = 0; d < draws; d++) {
        draw_effects(&x);
        for (size_t j = 0; j < in->n; j++)
            out->total[d] += draw_account(&x, j, (Into){ out->charge + d, out->of + j, out->shrunk ? out->shrunk + d : NULL, draws, in->n });
    }
    for (size_t i = 0; i < in->n * in->k; i++)
        out->of[i] /= (double)draws;
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

Band band_between(const double *draw, size_t n, double low, double middle, double high, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    double *v = ARENA_NEW_N(scratch, double, n + 1);
    if (n == 0)
        return (Band){ 0 };
    memcpy(v, draw, n * sizeof *v);
    qsort(v, n, sizeof *v, by_size);
    Band b = { (int64_t)llround(quantile_of(v, n, middle)), (int64_t)llround(quantile_of(v, n, low)), (int64_t)llround(quantile_of(v, n, high)) };
    arena_rewind(scratch, m);
    return b;
}

Band band_of(const double *draw, size_t n, Arena *scratch)
{
    Band b = band_between(draw, n, .025, .5, .975, scratch);
    double sum = 0;
    for (size_t d = 0; d < n; d++)
        sum += draw[d];
    b.mean = n ? (int64_t)llround(sum / (double)n) : 0;
    return b;
}
