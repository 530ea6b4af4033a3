#include "num/simulate.h"

#include <math.h>
#include <stdlib.h>

#include "num/dist.h"
#include "num/rng.h"
#include "num/simulate_in.h"

enum { DRAWS = 4000, DRAWS_LEAST = 100 };

static Status input_check(const MoneyInput *in, Err *err)
{
    double sum = 0;
    if (!(in->se >= 0) || !isfinite(in->se) || !isfinite(in->effect))
        return ERR(err, ST_INVALID, "effect %g with standard error %g", in->effect, in->se);
    if (in->draws != 0 && in->draws < DRAWS_LEAST)
        return ERR(err, ST_INVALID, "%zu draws, at least %d", in->draws, DRAWS_LEAST);
    for (size_t i = 0; i < in->n; i++) {
        sum += fabs((double)in->value[i]);
        if (in->known && !isnan(in->known[i])) {
            if (in->known[i] < 0 || in->known[i] > 1)
                return ERR(err, ST_INVALID, "account %zu: exposure %g", i + 1, in->known[i]);
        } else if (!(in->a[i] > 0) || !(in->b[i] > 0) || !isfinite(in->a[i] + in->b[i])) {
            return ERR(err, ST_INVALID, "account %zu: Beta(%g, %g)", i + 1, in->a[i], in->b[i]);
        }
    }
    if (sum > 0x1p53)
        return ERR(err, ST_TOO_BIG, "values add up to %g minor units", sum);
    return ST_OK;
}

/* The part of the normal inside [-1, 1], in the tail that keeps digits. */
double simulate_effect(Rng *r, double mean, double sd)
{
    double u = rng_uniform(r);
    if (!(sd > 0))
        return fmin(1, fmax(-1, mean));
    double side = mean > 0 ? -1 : 1;      /* mirrored, so that the mean is never above 0 */
    double lo = (-1 - side * mean) / sd, hi = (1 - side * mean) / sd;
    double p_lo = normal_tail(lo), p_hi = normal_tail(hi);
    double z = p_lo > 0 ? -normal_quantile(p_lo + u * (p_hi - p_lo)) : lo;
    return side * fmin(1, fmax(-1, side * mean + sd * z));
}

static int by_value(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

static int64_t minor(double v) { return (int64_t)llround(v); }

/* Type 7 of Hyndman & Fan, as in R. */
static double quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;
    double next = sorted[i + 1 < n ? i + 1 : i];
    return sorted[i] + (at - (double)i) * (next - sorted[i]);
}

/* Half the distance between the quantiles one binomial standard error to either side. */
static int64_t quantile_error(const double *sorted, size_t n, double p)
{
    double d = sqrt(p * (1 - p) / (double)n);
    double high = quantile(sorted, n, fmin(1, p + d)), low = quantile(sorted, n, fmax(0, p - d));
    return (int64_t)ceil((high - low) / 2);
}

Status money_simulate(const MoneyInput *in, Arena *a, Money *out, Err *err)
{
    Status st = input_check(in, err);
    if (st)
        return st;
    size_t draws = in->draws ? in->draws : DRAWS, losses = 0;
    ArenaMark mark = arena_mark(a);
    Rng *r = rng_create(a, in->seed);
    double *money = ARENA_NEW_N(a, double, draws), sum = 0, square = 0;
    for (size_t k = 0; k < draws; k++) {
        double effect = simulate_effect(r, in->effect, in->se), exposed = 0;
        for (size_t i = 0; i < in->n; i++) {
            double q = in->known && !isnan(in->known[i]) ? in->known[i]
                                                         : rng_beta(r, in->a[i], in->b[i]);
            exposed += (double)in->value[i] * q;
        }
        money[k] = effect * exposed;
        sum += money[k];
        losses += money[k] < 0;
    }
    double mean = sum / (double)draws;
    for (size_t k = 0; k < draws; k++)
        square += (money[k] - mean) * (money[k] - mean);
    qsort(money, draws, sizeof *money, by_value);
    *out = (Money){
        .mean = minor(mean), .q025 = minor(quantile(money, draws, 0.025)),
        .q500 = minor(quantile(money, draws, 0.5)), .q975 = minor(quantile(money, draws, 0.975)),
        .mc_mean = (int64_t)ceil(sqrt(square / (double)(draws - 1) / (double)draws)),
        .mc_q025 = quantile_error(money, draws, 0.025),
        .mc_q975 = quantile_error(money, draws, 0.975),
        .p_loss = (double)losses / (double)draws, .draws = draws, .n = in->n,
    };
    arena_rewind(a, mark);
    return ST_OK;
}
