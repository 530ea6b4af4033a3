#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/cluster.h"
#include "num/dist.h"
#include "num/driver.h"

/* Sums of one cluster's rows: a bootstrap draw adds clusters, not rows. */
typedef struct Sums {
    double *sum;          /* per cluster: 2 + q + q (q + 1) / 2 numbers: weight, total, sums, products */
    size_t  n_cluster, q, width;
} Sums;

static Status input_check(const DriverInput *in, Err *err)
{
    if (!in->p)
        return ERR(err, ST_INVALID, "no columns");
    if (in->p > DRIVER_MAX)
        return ERR(err, ST_TOO_BIG, "%zu columns, at most %d can be split exactly", in->p, DRIVER_MAX);
    if (in->level != 0 && !(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", in->level);
    for (size_t i = 0; i < in->n * in->p; i++)
        if (!isfinite(in->x[i]))
            return ERR(err, ST_INVALID, "column %zu, row %zu is %g", i / in->n + 1, i % in->n + 1, in->x[i]);
    for (size_t i = 0; i < in->n; i++)
        if (!isfinite(in->y[i]))
            return ERR(err, ST_INVALID, "outcome %zu is %g", i + 1, in->y[i]);
    for (size_t i = 0; in->weight && i < in->n; i++)
        if (!(in->weight[i] >= 0 && isfinite(in->weight[i])))
            return ERR(err, ST_INVALID, "weight %zu is %g", i + 1, in->weight[i]);
    for (size_t i = 0; in->total && i < in->n; i++)
        if (!(in->total[i] >= 0 && isfinite(in->total[i])))
            return ERR(err, ST_INVALID, "total %zu is %g", i + 1, in->total[i]);
    return in->n >= 3 ? ST_OK : ERR(err, ST_NUMERIC, "%zu rows are too few", in->n);
}

/* Values are centred by their overall means first, so that products lose no digits. */
static void sums_build(const DriverInput *in, Arena *a, Sums *s)
{
    double mean[DRIVER_MAX + 1] = { 0 };
    s->q = in->p + 1;
    s->width = 2 + s->q + s->q * (s->q + 1) / 2;
    ClusterIndex by = { 0 };
    s->n_cluster = in->n;
    if (in->cluster) {
        by = cluster_index(in->cluster, in->n, a);
        s->n_cluster = by.n;
    }
    s->sum = ARENA_NEW_N(a, double, s->n_cluster * s->width);
    for (size_t j = 0; j < s->q; j++) {
        const double *v = j < in->p ? in->x + j * in->n : in->y;
        for (size_t i = 0; i < in->n; i++)
            mean[j] += v[i] / (double)in->n;
    }
    for (size_t i = 0; i < in->n; i++) {
        double *to = s->sum + (by.of ? by.of[i] : i) * s->width, v[DRIVER_MAX + 1], w = in->weight ? in->weight[i] : 1;
        for (size_t j = 0; j < s->q; j++)
            v[j] = (j < in->p ? in->x[j * in->n + i] : in->y[i]) - mean[j];
        *to++ += w;
        *to++ += in->total ? in->total[i] : 0;
        for (size_t j = 0; j < s->q; j++)
            *to++ += w * v[j];
        for (size_t j = 0; j < s->q; j++)
            for (size_t k = 0; k <= j; k++)
                *to++ += w * v[j] * v[k];
    }
}

/* Correlations from sums; false when the outcome does not vary.  A column that does not vary correlates with nothing. */
static bool correlate(const double *sum, size_t q, double *r)
{
    const double *s = sum + 2, *product = s + q;
    double n = sum[0], sd[DRIVER_MAX + 1];
    for (size_t j = 0; j < q; j++) {
        double v = product[j * (j + 1) / 2 + j];
        double left = v - s[j] * s[j] / n;
        sd[j] = left > 1e-12 * v ? sqrt(left) : 0;
    }
    for (size_t j = 0; j < q; j++)
        for (size_t k = 0; k <= j; k++) {
            double c = product[j * (j + 1) / 2 + k] - s[j] * s[k] / n;
            r[j * q + k] = r[k * q + j] = j == k ? 1 : sd[j] > 0 && sd[k] > 0 ? c / (sd[j] * sd[k]) : 0;
        }
    return sd[q - 1] > 0;
}

/* Squares of the outcome over what shares are shares of. */
static double rescaled(const DriverInput *in, const double *sum, size_t q)
{
    const double *s = sum + 2, *product = s + q;
    double v = product[q * (q + 1) / 2 - 1] - s[q - 1] * s[q - 1] / sum[0];
    return in->total && sum[1] > 0 ? v / sum[1] : 1;
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

/* The two ends of the middle `level` of sorted v; ends halfway between draws are interpolated. */
static void middle(double *v, size_t n, double level, double *low, double *high)
{
    qsort(v, n, sizeof *v, by_size);
    const double at[2] = { (1 - level) / 2, (1 + level) / 2 };
    for (size_t e = 0; e < 2; e++) {
        double place = at[e] * (double)(n - 1);
        size_t below = (size_t)place;
        double f = place - (double)below, value = v[below];
        if (below + 1 < n)
            value += f * (v[below + 1] - v[below]);
        *(e ? high : low) = value;
    }
}

/* Limits of a figure: percentiles widened from the normal to t with the clusters, times sqrt(G/(G - 1)) (Hesterberg 2015: percentile limits are too narrow for few), at
 * the places of draws, p (n + 1), since p (n - 1) of 200 draws would leave 3 % out at each end and not 2.5. */
static void widened(double *v, size_t n, size_t clusters, double level, double *low, double *high)
{
    double df = (double)clusters - 1, wide = t_factor(level, df) * sqrt((df + 1) / df);
    const double at[2] = { normal_cdf(-wide), normal_cdf(wide) };
    qsort(v, n, sizeof *v, by_size);
    for (size_t e = 0; e < 2; e++) {
        double place = fmax(0, fmin((double)n - 1, at[e] * (double)(n + 1) - 1));
        size_t below = (size_t)place;
        double f = place - (double)below, value = v[below];
        if (below + 1 < n)
            value += f * (v[below + 1] - v[below]);
        *(e ? high : low) = value;
    }
}

typedef struct Draws {
    double *share;       /* p + 1 by draws: shares, then R-squared */
    double *weight;      /* p by draws: relative weights, of the same draws */
    size_t  n, cap;
} Draws;

static Status draw(const DriverInput *in, const Sums *s, double whole, Rng *rng, Arena *a, Draws *d, Err *err)
{
    size_t p = in->p;
    double *total = ARENA_NEW_N(a, double, s->width), *r = ARENA_NEW_N(a, double, s->q * s->q), share[DRIVER_MAX], weight[DRIVER_MAX];
    for (size_t k = 0; k < in->draws; k++) {
        memset(total, 0, s->width * sizeof *total);
        for (size_t g = 0; g < s->n_cluster; g++) {
            const double *of = s->sum + (size_t)rng_below(rng, (int64_t)s->n_cluster) * s->width;
            for (size_t c = 0; c < s->width; c++)
                total[c] += of[c];
        }
        if (!correlate(total, s->q, r))
            continue;                    /* every drawn account gave the same outcome */
        Status st = driver_lmg(r, p, a, share, err);
        if (!st)
            st = driver_johnson(r, p, a, weight, NULL, err);
        if (st)
            return st;
        double r2 = 0, scale = rescaled(in, total, s->q), sum = 0;
        for (size_t j = 0; j < p; j++)
            sum += scale * share[j];
        if (in->bend > 0 && sum > 0 && whole > 0)
            scale *= pow(sum / whole, in->bend - 1);
        for (size_t j = 0; j < p; j++) {
            d->share[j * d->cap + d->n] = scale * share[j];
            d->weight[j * d->cap + d->n] = scale * weight[j];
            r2 += scale * share[j];
        }
        d->share[p * d->cap + d->n++] = r2;
    }
    return ST_OK;
}

static void ranks(const Draws *d, Drivers *out)
{
    for (size_t k = 0; k < d->n; k++)
        for (size_t j = 0; j < out->p; j++) {
            size_t before = 0;
            for (size_t i = 0; i < out->p; i++)
                before += d->share[i * d->cap + k] > d->share[j * d->cap + k]
                          || (i < j && d->share[i * d->cap + k] >= d->share[j * d->cap + k]);
            out->of[j].first += before == 0;
            out->of[j].top += before < DRIVER_TOP;
        }
    for (size_t j = 0; j < out->p; j++) {
        out->of[j].first /= (double)d->n;
        out->of[j].top /= (double)d->n;
    }
}

static void limits(const Draws *d, double level, Arena *a, Drivers *out)
{
    double *v = ARENA_NEW_N(a, double, d->n), low, high;
    for (size_t i = 0; i < out->p; i++)
        for (size_t j = 0; j < i; j++) {
            for (size_t k = 0; k < d->n; k++)
                v[k] = d->share[i * d->cap + k] - d->share[j * d->cap + k];
            middle(v, d->n, level, &low, &high);
            out->apart[i * out->p + j] = out->apart[j * out->p + i] = low > 0 || high < 0;
        }
    ranks(d, out);
    for (size_t j = 0; j < out->p; j++) {
        widened(d->share + j * d->cap, d->n, out->n_clusters, level, &out->of[j].low, &out->of[j].high);
        widened(d->weight + j * d->cap, d->n, out->n_clusters, level, &out->of[j].johnson_low, &out->of[j].johnson_high);
    }
    /* A share of next to nothing is larger in every draw, whose chance it explains as well: the limit is then the share itself. */
    for (size_t j = 0; j < out->p; j++) {
        out->of[j].low = fmin(out->of[j].low, out->of[j].lmg);
        out->of[j].high = fmax(out->of[j].high, out->of[j].lmg);
        out->of[j].johnson_low = fmin(out->of[j].johnson_low, out->of[j].johnson);
        out->of[j].johnson_high = fmax(out->of[j].johnson_high, out->of[j].johnson);
    }
    widened(d->share + out->p * d->cap, d->n, out->n_clusters, level, &out->r2_low, &out->r2_high);
}

static Status estimate(const DriverInput *in, const Sums *s, Arena *a, Drivers *out, Err *err)
{
    size_t p = out->p;
    double *total = ARENA_NEW_N(a, double, s->width), *r = ARENA_NEW_N(a, double, s->q * s->q), share[DRIVER_MAX], other[DRIVER_MAX];
    for (size_t g = 0; g < s->n_cluster; g++)
        for (size_t c = 0; c < s->width; c++)
            total[c] += s->sum[g * s->width + c];
    if (!correlate(total, s->q, r))
        return ERR(err, ST_NUMERIC, "the outcome is the same for all");
    Status st = driver_lmg(r, p, a, share, err);
    if (!st)
        st = driver_johnson(r, p, a, other, &out->condition, err);
    double scale = rescaled(in, total, s->q);
    for (size_t j = 0; !st && j < p; j++) {
        out->of[j] = (DriverShare){ .lmg = scale * share[j], .johnson = scale * other[j], .r = r[j * s->q + p], .low = F64_NAN, .high = F64_NAN, .johnson_low = F64_NAN, .johnson_high = F64_NAN };
        out->r2 += scale * share[j];
    }
    return st;
}

Status driver_shares(const DriverInput *in, Rng *rng, Arena *a, Drivers *out, Err *err)
{
    Sums s;
    Status st = input_check(in, err);
    if (st)
        return st;
    *out = (Drivers){ .n = in->n, .p = in->p, .of = ARENA_NEW_N(a, DriverShare, in->p), .apart = ARENA_NEW_N(a, uint8_t, in->p * in->p),
                      .r2_low = F64_NAN, .r2_high = F64_NAN };
    ArenaMark mark = arena_mark(a);
    sums_build(in, a, &s);
    out->n_clusters = s.n_cluster;
    if (s.n_cluster < 2)
        st = ERR(err, ST_NUMERIC, "one account alone says nothing about others");
    if (!st)
        st = estimate(in, &s, a, out, err);
    if (!st && in->draws) {
        Draws d = { .share = ARENA_NEW_N(a, double, (in->p + 1) * in->draws), .weight = ARENA_NEW_N(a, double, in->p * in->draws), .cap = in->draws };
        st = draw(in, &s, out->r2, rng, a, &d, err);
        out->draws = d.n;
        if (!st && d.n)
            limits(&d, in->level != 0 ? in->level : 0.95, a, out);
    }
    arena_rewind(a, mark);
    return st;
}
