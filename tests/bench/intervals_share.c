/* intervals_share.c - intervals of shares, means and ratios of what accounts say and get: metrics, themes, word of mouth, scores, agreement. */
#include <math.h>
#include <string.h>

#include "base/attr.h"
#include "num/asymmetry.h"
#include "num/dist.h"
#include "num/interval.h"
#include "num/kappa.h"
#include "num/km.h"
#include "num/mix.h"
#include "num/rank.h"
#include "num/ratio.h"
#include "tests/bench/intervals.h"

enum { GROUP_LEAST = 20, STAY_YEARS = 2, ACTS_LEAST = 10, COMPANIES_LEAST = 20, WORTH_LEAST = 10 };
#define LEVEL 0.95
#define BETTER_WAYS 3

/* One row an account: how many things it had, and the share of them that were so, a beta of that mean over accounts; alike: how little they differ. */
static void counted(Lab *l, size_t part, double many, double mean, double alike)
{
    Err err;
    Interval i;
    size_t n = 0;
    double *v = ARENA_NEW_N(l->a, double, l->n), *w = ARENA_NEW_N(l->a, double, l->n);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, l->n);
    for (size_t k = 0; k < l->n; k++) {
        double of = (double)rng_poisson(l->r, rng_gamma(l->r, 2, many / 2)), p = rng_beta(l->r, mean * alike, (1 - mean) * alike),
               x = (double)rng_binomial(l->r, (int64_t)of, p);
        if (of <= 0)
            continue;
        v[n] = x / of;
        w[n] = of;
        id[n++] = (int64_t)k;
    }
    if (n < 5)
        return;
    must(interval_mean(&(MeanInput){ .v = v, .w = w, .cluster = id, .n = n, .level = LEVEL, .share = true }, l->a, &i, &err), &err);
    told(l, part, i.estimate, i.low, i.high, mean);
}

static void metric(Lab *l)
{
    counted(l, 0, 8, 0.95, 12);
    counted(l, 1, 8, 0.8, 6);
}

static void theme(Lab *l)
{
    counted(l, 0, 4, 0.25, 6);
    counted(l, 1, 4, 0.05, 12);
    counted(l, 2, 4, 0.01, 20);
}

/* Renewed by who gave a top score and who gave a low one; years that top scorers stayed on. */
static void look_back(Lab *l)
{
    Err err;
    Interval i, d;
    KmCurve c;
    size_t n = 2 * l->n, top = 0, one = 0;
    double *v = ARENA_NEW_N(l->a, double, n), *of_top = ARENA_NEW_N(l->a, double, n), *time = ARENA_NEW_N(l->a, double, n), se;
    uint8_t *group = ARENA_NEW_N(l->a, uint8_t, n), *cause = ARENA_NEW_N(l->a, uint8_t, n);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n), *id_top = ARENA_NEW_N(l->a, int64_t, n);
    double common = 0;
    for (size_t k = 0; k < n; k++) {
        if (k % 2 == 0)
            common = rng_normal(l->r, 0, 0.6);
        group[k] = rng_chance(l->r, expit(common));
        v[k] = rng_chance(l->r, expit(1.2 + 0.8 * group[k] + common));
        id[k] = (int64_t)(k / 2);
        if (group[k]) {
            of_top[top] = v[k];
            id_top[top++] = id[k];
        }
        if (k % 2 == 0 && group[k]) {
            double lost = -log1p(-rng_uniform(l->r)) * 6, seen = 5 * rng_uniform(l->r);
            time[one] = fmin(lost, seen);
            cause[one++] = lost < seen;
        }
    }
    if (top >= GROUP_LEAST) {
        must(interval_mean(&(MeanInput){ .v = of_top, .cluster = id_top, .n = top, .level = LEVEL, .share = true }, l->a, &i, &err), &err);
        told(l, 0, i.estimate, i.low, i.high, F64_NAN);
    }
    if (top >= GROUP_LEAST && n - top >= GROUP_LEAST) {
        must(interval_diff(&(DiffInput){ .v = v, .group = group, .cluster = id, .n = n, .level = LEVEL, .share = true }, l->a, &d, &err), &err);
        told(l, 1, d.estimate, d.low, d.high, F64_NAN);
    }
    if (one < GROUP_LEAST)
        return;
    must(km_fit(&(KmInput){ .time = time, .cause = cause, .n = one }, l->a, &c, &err), &err);
    if (c.last < STAY_YEARS)
        return;
    double low, high, mean = km_restricted_mean(&c, STAY_YEARS, &se);
    km_share_limits(1 - mean / STAY_YEARS, se / STAY_YEARS, LEVEL, &low, &high);
    told(l, 2, mean, STAY_YEARS * (1 - high), STAY_YEARS * (1 - low), 6 * (1 - exp(-(double)STAY_YEARS / 6)));
}

/* Two years of each company; some talk much, most little. */
static void mouth(Lab *l)
{
    Err err;
    Ratio r;
    Interval share;
    size_t n = 2 * l->n;
    double *good = ARENA_NEW_N(l->a, double, n), *bad = ARENA_NEW_N(l->a, double, n), *sent = ARENA_NEW_N(l->a, double, n),
           *years = ARENA_NEW_N(l->a, double, n), sum[3] = { 0 };
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n), fresh = (int64_t)(l->n / 2);
    double talks = 0;
    for (size_t k = 0; k < n; k++) {
        if (k % 2 == 0)
            talks = exp(rng_normal(l->r, -0.245, 0.7));
        good[k] = (double)rng_poisson(l->r, 1.2 * talks);
        bad[k] = (double)rng_poisson(l->r, 0.3 * talks);
        years[k] = 0.25 + 0.75 * rng_uniform(l->r);
        sent[k] = (double)rng_poisson(l->r, 0.15 * talks * years[k]);
        id[k] = (int64_t)(k / 2);
        sum[0] += bad[k];
        sum[1] += good[k];
        sum[2] += sent[k];
    }
    if (sum[0] >= ACTS_LEAST && sum[1] >= ACTS_LEAST) {
        must(ratio_estimate(&(RatioInput){ .a = bad, .b = good, .cluster = id, .n = n, .level = LEVEL }, l->a, &r, &err), &err);
        told(l, 0, r.estimate, r.low, r.high, 0.25);
        must(ratio_estimate(&(RatioInput){ .a = bad, .cluster = id, .n = n, .level = LEVEL }, l->a, &r, &err), &err);
        told(l, 1, r.estimate, r.low, r.high, 0.3);
    }
    if (sum[2] >= ACTS_LEAST) {
        must(ratio_estimate(&(RatioInput){ .a = sent, .b = years, .cluster = id, .n = n, .level = LEVEL }, l->a, &r, &err), &err);
        told(l, 2, r.estimate, r.low, r.high, 0.15);
    }
    if (fresh >= COMPANIES_LEAST) {
        must(interval_wilson((ShareCount){ rng_binomial(l->r, fresh, 0.2), fresh }, LEVEL, &share, &err), &err);
        told(l, 3, share.estimate, share.low, share.high, 0.2);
    }
}

/* New customers do not name who sent them: a count against what all accounts told, at the rate of those heard. */
static void unnamed(Lab *l)
{
    Err err;
    Ratio r;
    Interval i;
    size_t heard = l->n / 3;
    double *good = ARENA_NEW_N(l->a, double, heard), risk = 2 * (double)l->n, told_of = 0, came = (double)rng_poisson(l->r, 0.1 * 1.2 * risk);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, l->n);
    for (size_t k = 0; k < heard; k++) {
        good[k] = (double)rng_poisson(l->r, 1.2 * exp(rng_normal(l->r, -0.245, 0.7)));
        id[k] = (int64_t)k;
        told_of += good[k];
    }
    if (heard >= COMPANIES_LEAST && told_of >= ACTS_LEAST && came >= ACTS_LEAST) {
        must(ratio_estimate(&(RatioInput){ .a = good, .cluster = id, .n = heard, .level = LEVEL }, l->a, &r, &err), &err);
        Ratio part[] = { { .estimate = came / risk, .se = 1 / sqrt(came), .df = F64_INF }, { .estimate = 1 / r.estimate, .se = r.se, .df = r.df } },
              p = ratio_product(part, 2, LEVEL);
        told(l, 0, p.estimate, p.low, p.high, 0.1);
    }
    /* A customer's mean lifetime value: many small, few large. */
    size_t n = l->n / 3;
    double *v = ARENA_NEW_N(l->a, double, n);
    for (size_t k = 0; k < n; k++) {
        v[k] = rng_chance(l->r, 0.1) ? 0 : exp(rng_normal(l->r, 10, 0.7));
        id[k] = (int64_t)k;
    }
    if (n < WORTH_LEAST)
        return;
    must(interval_mean(&(MeanInput){ .v = v, .cluster = id, .n = n, .level = LEVEL }, l->a, &i, &err), &err);
    double times = exp(t_factor(LEVEL, i.df) * i.se / i.estimate);
    told(l, 1, i.estimate, i.estimate / times, i.estimate * times, 0.9 * exp(10 + 0.245));
}

/* A person of two answers in both halves. */
static void real_change(Lab *l)
{
    Err err;
    MixResult m;
    size_t n = 2 * l->n;
    double *before = ARENA_NEW_N(l->a, double, n), *after = ARENA_NEW_N(l->a, double, n), common = 0;
    size_t *role = ARENA_NEW_N(l->a, size_t, n);
    uint8_t *gone = ARENA_NEW_N(l->a, uint8_t, n), *fresh = ARENA_NEW_N(l->a, uint8_t, n);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t k = 0; k < n; k++) {
        if (k % 2 == 0)
            common = rng_normal(l->r, 0, 0.8);
        role[k] = (size_t)rng_below(l->r, 2);
        before[k] = rng_normal(l->r, 5.5, 1);
        after[k] = fmin(10, fmax(0, before[k] - 0.4 + common + rng_normal(l->r, 0, 0.7)));
        before[k] = fmin(10, fmax(0, before[k]));
        if (rng_chance(l->r, 0.4))
            before[k] = F64_NAN;
        if (rng_chance(l->r, 0.4))
            after[k] = F64_NAN;
        id[k] = (int64_t)(k / 2);
    }
    must(mix_change(
             &(MixInput){
                 .before = before, .after = after, .role = role, .gone = gone, .fresh = fresh, .cluster = id, .n = n, .roles = 2, .highest = 10, .near = 1 },
             l->a, &m, &err),
         &err);
    if (!m.too_few)
        told(l, 0, m.part[MIX_REAL], m.real_low, m.real_high, -0.4);
}

/* Two coders of four themes. */
static void agreement(Lab *l)
{
    size_t n = l->n;
    int64_t *one = ARENA_NEW_N(l->a, int64_t, n), *other = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t k = 0; k < n; k++) {
        double u = rng_uniform(l->r);
        one[k] = u < 0.5 ? 0 : u < 0.75 ? 1 : u < 0.9 ? 2 : 3;
        other[k] = rng_chance(l->r, 0.75) ? one[k] : rng_below(l->r, 4);
    }
    Kappa k = kappa_of(one, other, n, l->a);
    told(l, 0, k.kappa, k.low, k.high, F64_NAN);
}

/* How late deliveries were against how likely one was to recommend, one way of several. */
static void better(Lab *l)
{
    size_t n = l->n;
    double *x = ARENA_NEW_N(l->a, double, n), *y = ARENA_NEW_N(l->a, double, n);
    for (size_t i = 0; i < n; i++) {
        double score = rng_normal(l->r, 0, 1);
        x[i] = round(10 * expit(score));
        y[i] = (double)rng_binomial(l->r, 6, expit(1 + 0.6 * score)) / 6;
    }
    RankCorrelation r = rank_correlation(x, y, n, 1 - (1 - LEVEL) / BETTER_WAYS, l->a);
    told(l, 0, r.r, r.low, r.high, F64_NAN);
}

/* A rating in three bands, the outcome a score, two sheets a company. */
static void bands(Lab *l)
{
    Asymmetry s;
    size_t n = 2 * l->n;
    uint8_t *band = ARENA_NEW_N(l->a, uint8_t, n);
    double *y = ARENA_NEW_N(l->a, double, n), common = 0;
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t k = 0; k < n; k++) {
        if (k % 2 == 0)
            common = rng_normal(l->r, 0, 1);
        double u = rng_uniform(l->r);
        band[k] = u < 0.25 ? BAND_BAD : u < 0.7 ? BAND_MIDDLE : BAND_GOOD;
        y[k] = fmin(10, fmax(0, round(7 + (band[k] == BAND_BAD ? -2 : band[k] == BAND_GOOD ? 0.5 : 0) + common + rng_normal(l->r, 0, 1.5))));
        id[k] = (int64_t)(k / 2);
    }
    asymmetry_fit(&(AsymmetryInput){ .band = band, .y = y, .cluster = id, .n = n, .level = LEVEL, .small = 0.1 }, l->a, &s);
    const Interval *part[] = { &s.penalty, &s.reward, &s.contrast };
    for (size_t k = 0; k < COUNT_OF(part); k++)
        told(l, k, part[k]->estimate, part[k]->low, part[k]->high, F64_NAN);
}

const Check share_check[] = {
    { { "metric, 95 % in time", "metric, 80 % content" }, metric, LEVEL, false, 1 },
    { { "theme, a quarter", "theme, one of twenty", "theme, one of a hundred" }, theme, LEVEL, false, 1 },
    { { "renewed of top scorers", "top less low scorers", "years stayed" }, look_back, LEVEL, true, 1 },
    { { "warned for each recommended", "warned a year", "sent a year", "share by word of mouth" }, mouth, LEVEL, false, 1 },
    { { "customers for each recommendation", "worth of such a customer" }, unnamed, LEVEL, false, 1 },
    { { "real change of a score" }, real_change, LEVEL, false, 1 },
    { { "agreement of coders" }, agreement, LEVEL, true, 1 },
    { { "better metric" }, better, 1 - (1 - LEVEL) / BETTER_WAYS, true, 1 },
    { { "penalty", "reward", "penalty less reward" }, bands, LEVEL, true, 1 },
    { .trial = NULL },
};
