#include "num/effect.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/interval.h"
#include "num/logit.h"

enum { CLUSTERS_FEW = 10, CLUSTERS_LEAST = 3 };

#define OVERLAP_EDGE    0.05    /* beyond: weights above 20, one row speaks for twenty */
#define OVERLAP_SHARE   0.10
#define BALANCE_ALLOWED 0.1     /* the customary bound (Austin 2009) */
/* A row alone in its corner has leverage near 1; its residual must not be blown up without end. */
#define LEVERAGE_MOST   0.75

/* One estimate under way.  Index 1 is the exposed arm, 0 the unexposed. */
typedef struct Work {
    EffectInput  in;            /* with defaults filled in */
    ClusterIndex cluster;
    Arena       *a;
    double      *e;             /* propensity as fitted */
    double      *g;             /* weight of the row in its own arm; sums to n in each arm */
    struct { double *mu, *leverage; } model[2];
    double       mu[2];         /* adjusted means */
    double       gap[2];        /* weighted mean residual of the arm */
    bool         flat[2];       /* the arm's outcomes are all 0 or all 1 */
    size_t       rows[2], clusters[2];
} Work;

double e_value(double rr)
{
    if (!(rr > 0))
        return F64_NAN;
    double r = rr < 1 ? 1 / rr : rr;
    return isinf(r) ? F64_INF : r + sqrt(r * (r - 1));
}

static Status input_check(const EffectInput *in, Err *err)
{
    if (!(in->level > 0 && in->level < 1) || !(in->trim > 0 && in->trim < 0.5) || !(in->ridge > 0))
        return ERR(err, ST_INVALID, "level %g, trim %g or ridge %g out of range", in->level,
                   in->trim, in->ridge);
    for (size_t i = 0; i < in->n; i++) {
        double y = in->y[i];
        if (in->exposed[i] > 1)
            return ERR(err, ST_INVALID, "exposure %zu is not 0 or 1", i + 1);
        if (!isfinite(y) || (in->outcome == EFFECT_BINARY && y != 0 && y != 1))
            return ERR(err, ST_INVALID, "outcome %zu is %g", i + 1, y);
    }
    for (size_t i = 0; i < in->n * in->p; i++)
        if (!isfinite(in->x[i]))
            return ERR(err, ST_INVALID, "covariate %zu of row %zu is not finite", i / in->n + 1,
                       i % in->n + 1);
    return ST_OK;
}

static void count_arms(Work *t)
{
    size_t *seen = ARENA_NEW_N(t->a, size_t, 2 * t->cluster.n);
    double sum[2] = { 0, 0 };
    for (size_t i = 0; i < t->in.n; i++) {
        size_t arm = t->in.exposed[i];
        t->rows[arm]++;
        sum[arm] += t->in.y[i];
        t->clusters[arm] += seen[2 * t->cluster.of[i] + arm]++ == 0;
    }
    for (size_t arm = 0; arm < 2; arm++)
        t->flat[arm] = t->in.outcome == EFFECT_BINARY
                       && (sum[arm] <= 0 || sum[arm] >= (double)t->rows[arm]);
}

/* The three models on the rows whose fold is not `out`, their figures taken for the rows whose fold is; SIZE_MAX: on all rows, for all. */
static Status fit_without(Work *t, const size_t *fold, size_t out, Effect *o, Err *err)
{
    const EffectInput *in = &t->in;
    bool all = out == SIZE_MAX;
    double *y = ARENA_NEW_N(t->a, double, in->n), *w = ARENA_NEW_N(t->a, double, in->n);
    LogitFit f;
    Status st = ST_OK;
    for (size_t part = 0; part < 3 && !st; part++) {
        bool score = part == 2;
        for (size_t i = 0; i < in->n; i++) {
            y[i] = score ? in->exposed[i] : in->y[i];
            w[i] = (all || fold[i] != out) && (score || in->exposed[i] == part);
        }
        LogitInput l = { .x = in->x, .y = y, .w = w, .n = in->n, .p = in->p, .ridge = in->ridge };
        st = (score || in->outcome == EFFECT_BINARY ? logit_fit : linear_fit)(&l, t->a, &f, err);
        for (size_t i = 0; !st && i < in->n; i++) {
            if (!all && fold[i] != out)
                continue;
            (score ? t->e : t->model[part].mu)[i] = f.mu[i];
            if (!score)
                t->model[part].leverage[i] = all ? f.leverage[i] : 0;
        }
        if (!st && score) {
            o->n_dropped = f.dropped > o->n_dropped ? f.dropped : o->n_dropped;
            o->warnings |= f.warnings & LOGIT_SEPARATED ? EFFECT_SEPARATED : 0;
        }
    }
    return st;
}

typedef struct Dealt {
    uint64_t hash;
    size_t   cluster;
    bool     exposed;
} Dealt;

static int by_arm_then_hash(const void *l, const void *r)
{
    const Dealt *a = l, *b = r;
    if (a->exposed != b->exposed)
        return a->exposed ? -1 : 1;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* The fold of each row: clusters dealt one by one, so that each fold has its share of exposed ones. */
static size_t *deal_folds(const Work *t)
{
    Dealt *d = ARENA_NEW_N(t->a, Dealt, t->cluster.n);
    size_t *of = ARENA_NEW_N(t->a, size_t, t->cluster.n), *fold = ARENA_NEW_N(t->a, size_t, t->in.n);
    for (size_t i = 0; i < t->in.n; i++) {
        size_t k = t->cluster.of[i];
        d[k] = (Dealt){ hash64_mix((uint64_t)t->in.cluster[i], t->in.seed), k, d[k].exposed || t->in.exposed[i] };
    }
    qsort(d, t->cluster.n, sizeof *d, by_arm_then_hash);
    for (size_t k = 0; k < t->cluster.n; k++)
        of[d[k].cluster] = k % t->in.folds;
    for (size_t i = 0; i < t->in.n; i++)
        fold[i] = of[t->cluster.of[i]];
    return fold;
}

static Status fit_models(Work *t, Effect *out, Err *err)
{
    t->e = ARENA_NEW_N(t->a, double, t->in.n);
    for (size_t arm = 0; arm < 2; arm++) {
        t->model[arm].mu = ARENA_NEW_N(t->a, double, t->in.n);
        t->model[arm].leverage = ARENA_NEW_N(t->a, double, t->in.n);
    }
    size_t smaller = t->clusters[0] < t->clusters[1] ? t->clusters[0] : t->clusters[1];
    if (t->in.folds < 2 || smaller < EFFECT_CROSS_FROM)
        return fit_without(t, NULL, SIZE_MAX, out, err);
    out->folds = t->in.folds;
    out->method = "AIPW, cross-fitted by account, cluster-robust";
    const size_t *fold = deal_folds(t);
    Status st = ST_OK;
    for (size_t k = 0; k < t->in.folds && !st; k++) {
        ArenaMark mark = arena_mark(t->a);
        st = fit_without(t, fold, k, out, err);
        arena_rewind(t->a, mark);
    }
    return st;
}

static void weigh(Work *t, Effect *out)
{
    double sum[2] = { 0, 0 }, square[2] = { 0, 0 }, n = (double)t->in.n, trim = t->in.trim;
    size_t outside = 0;
    t->g = ARENA_NEW_N(t->a, double, t->in.n);
    for (size_t i = 0; i < t->in.n; i++) {
        double e = fmin(1 - trim, fmax(trim, t->e[i]));
        size_t arm = t->in.exposed[i];
        out->n_trimmed += t->e[i] < trim || t->e[i] > 1 - trim;
        outside += t->e[i] < OVERLAP_EDGE || t->e[i] > 1 - OVERLAP_EDGE;
        t->g[i] = 1 / (arm ? e : 1 - e);
        sum[arm] += t->g[i];
        square[arm] += t->g[i] * t->g[i];
    }
    for (size_t i = 0; i < t->in.n; i++)
        t->g[i] *= n / sum[t->in.exposed[i]];
    out->share_outside = (double)outside / n;
    out->ess_exposed = sum[1] * sum[1] / square[1];
    out->ess_unexposed = sum[0] * sum[0] / square[0];
}

static void solve_means(Work *t)
{
    double n = (double)t->in.n;
    for (size_t arm = 0; arm < 2; arm++) {
        double model = 0, gap = 0;
        for (size_t i = 0; i < t->in.n; i++) {
            model += t->model[arm].mu[i];
            if (t->in.exposed[i] == arm)
                gap += t->g[i] * (t->in.y[i] - t->model[arm].mu[i]);
        }
        t->gap[arm] = gap / n;
        t->mu[arm] = (model + gap) / n;
        if (t->in.outcome == EFFECT_BINARY)
            t->mu[arm] = fmin(1, fmax(0, t->mu[arm]));
    }
}

/* Variance of c1 mu1 - c0 mu0.  Influence of a row = part of its own arm's residuals + part of
 * the models' predictions; only the sum goes into the variance, the parts into the df. */
typedef struct Spread {
    double variance, df;
} Spread;

static Spread spread_of(const Work *t, double c1, double c0)
{
    const double c[2] = { c0, c1 }, n = (double)t->in.n;
    size_t k = t->cluster.n;
    ArenaMark mark = arena_mark(t->a);
    double *part = ARENA_NEW_N(t->a, double, 3 * k);    /* own 0, own 1, predictions; by cluster */
    double mean[2] = { t->mu[0] - t->gap[0], t->mu[1] - t->gap[1] };
    for (size_t i = 0; i < t->in.n; i++) {
        size_t arm = t->in.exposed[i], at = 3 * t->cluster.of[i];
        double r = (t->in.y[i] - t->model[arm].mu[i]) / (1 - fmin(LEVERAGE_MOST, t->model[arm].leverage[i])) - t->gap[arm];
        part[at + arm] += (arm ? 1 : -1) * c[arm] * t->g[i] * r / n;
        part[at + 2] +=
            (c[1] * (t->model[1].mu[i] - mean[1]) - c[0] * (t->model[0].mu[i] - mean[0])) / n;
    }
    double v[3] = { 0, 0, 0 }, all = 0, g = (double)k;
    for (size_t j = 0; j < k; j++) {
        double s = part[3 * j] + part[3 * j + 1] + part[3 * j + 2];
        all += s * s;
        for (size_t q = 0; q < 3; q++)
            v[q] += part[3 * j + q] * part[3 * j + q];
    }
    arena_rewind(t->a, mark);
    all *= g / (g - 1);
    for (size_t arm = 0; arm < 2; arm++) {
        double put_in = c[arm] * c[arm] * flat_variance(t->clusters[arm]);
        if (t->flat[arm] && v[arm] < put_in) {
            all += put_in - v[arm];
            v[arm] = put_in;
        }
    }
    const VariancePart parts[] = { { v[0], (double)t->clusters[0] - 1 },
                                   { v[1], (double)t->clusters[1] - 1 }, { v[2], g - 1 } };
    return (Spread){ all, fmin(welch_df(parts, 3), g - 1) };
}

static void fill_estimate(const Work *t, Effect *out)
{
    Spread s = spread_of(t, 1, 1);
    out->mean_exposed = t->mu[1];
    out->mean_unexposed = t->mu[0];
    out->estimate = t->mu[1] - t->mu[0];
    out->se = sqrt(s.variance);
    out->df = s.df;
    double half = t_factor(t->in.level, s.df) * out->se;
    out->low = out->estimate - half;
    out->high = out->estimate + half;
    out->p = out->se > 0 ? t_two_sided(out->estimate / out->se, s.df) : F64_NAN;
    if (t->in.outcome == EFFECT_BINARY) {
        out->low = fmax(-1, out->low);
        out->high = fmin(1, out->high);
    }
}

/* Limits of log(risk ratio); for numeric outcomes the transformation of VanderWeele & Ding,
 * whose 1.78 se is 0.91 * 1.96: here with the factor of the wanted level. */
static void fill_e_values(const Work *t, Effect *out)
{
    double at, half, n = (double)t->in.n;
    out->e_value = out->e_value_limit = F64_NAN;
    if (t->in.outcome == EFFECT_BINARY) {
        if (!(t->mu[0] > 0 && t->mu[1] > 0))
            return;
        Spread s = spread_of(t, 1 / t->mu[1], 1 / t->mu[0]);
        at = log(t->mu[1] / t->mu[0]);
        half = t_factor(t->in.level, s.df) * sqrt(s.variance);
    } else {
        double sum = 0, square = 0;
        for (size_t i = 0; i < t->in.n; i++)
            sum += t->in.y[i];
        for (size_t i = 0; i < t->in.n; i++)
            square += (t->in.y[i] - sum / n) * (t->in.y[i] - sum / n);
        double sd = sqrt(square / (n - 1));
        if (!(sd > 0))
            return;
        at = 0.91 * out->estimate / sd;
        half = 0.91 * t_factor(t->in.level, out->df) * out->se / sd;
    }
    out->e_value = e_value(exp(at));
    out->e_value_limit = fabs(at) <= half ? 1 : e_value(exp(fabs(at) - half));
}

/* Difference of arm means over the root of the mean of the two unweighted variances. */
static void fill_balance(const Work *t, Effect *out)
{
    size_t n = t->in.n;
    for (size_t j = 0; j < t->in.p; j++) {
        const double *x = t->in.x + j * n;
        double mean[2] = { 0, 0 }, square[2] = { 0, 0 }, weighted[2] = { 0, 0 };
        for (size_t i = 0; i < n; i++) {
            mean[t->in.exposed[i]] += x[i] / (double)t->rows[t->in.exposed[i]];
            weighted[t->in.exposed[i]] += t->g[i] * x[i] / (double)n;
        }
        for (size_t i = 0; i < n; i++) {
            double d = x[i] - mean[t->in.exposed[i]];
            square[t->in.exposed[i]] += d * d / ((double)t->rows[t->in.exposed[i]] - 1);
        }
        double sd = sqrt((square[0] + square[1]) / 2);
        if (!(sd > 0))
            continue;
        out->smd_before = fmax(out->smd_before, fabs(mean[1] - mean[0]) / sd);
        double after = fabs(weighted[1] - weighted[0]) / sd;
        if (after > out->smd_after) {
            out->smd_after = after;
            out->worst_covariate = j;
        }
    }
}

static void fill_warnings(const Work *t, Effect *out)
{
    const struct { bool on; unsigned bit; } rows[] = {
        { t->clusters[0] < CLUSTERS_FEW || t->clusters[1] < CLUSTERS_FEW, EFFECT_FEW_CLUSTERS },
        { out->share_outside > OVERLAP_SHARE, EFFECT_WEAK_OVERLAP },
        { out->n_trimmed > 0, EFFECT_TRIMMED },
        { out->smd_after > BALANCE_ALLOWED, EFFECT_UNBALANCED },
        { t->flat[0] || t->flat[1], EFFECT_FLAT_ARM },
        { out->n_dropped > 0, EFFECT_DROPPED },
        { fmin(out->ess_exposed, out->ess_unexposed) < (double)t->in.min_per_arm, EFFECT_LOW_ESS },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        out->warnings |= rows[i].on ? rows[i].bit : 0;
}

static Status fill_raw(const Work *t, Effect *out, Err *err)
{
    Interval raw;
    if (t->clusters[0] < 2 || t->clusters[1] < 2)
        return ST_OK;
    Status st = interval_diff(&(DiffInput){ t->in.y, t->in.exposed, t->in.cluster, t->in.n,
                              t->in.level, t->in.outcome == EFFECT_BINARY }, t->a, &raw, err);
    if (st)
        return st;
    out->raw_estimate = raw.estimate;
    out->raw_low = raw.low;
    out->raw_high = raw.high;
    return ST_OK;
}

static Effect nothing_known(const Work *t)
{
    const double nan = F64_NAN;
    Effect e = {
        .estimate = nan, .low = nan, .high = nan, .se = nan, .df = nan, .p = nan,
        .raw_estimate = nan, .raw_low = nan, .raw_high = nan,
        .mean_exposed = nan, .mean_unexposed = nan, .share_outside = nan,
        .ess_exposed = nan, .ess_unexposed = nan, .smd_before = nan, .smd_after = nan,
        .e_value = nan, .e_value_limit = nan,
        .n = t->in.n, .n_exposed = t->rows[1], .n_unexposed = t->rows[0],
        .n_clusters = t->cluster.n,
        .clusters_exposed = t->clusters[1], .clusters_unexposed = t->clusters[0],
        .method = "AIPW, cluster-robust",
    };
    e.too_few = t->rows[0] < t->in.min_per_arm || t->rows[1] < t->in.min_per_arm
                || t->clusters[0] < CLUSTERS_LEAST || t->clusters[1] < CLUSTERS_LEAST;
    return e;
}

static Status estimate(Work *t, Effect *out, Err *err)
{
    Status st = fill_raw(t, out, err);
    if (st || out->too_few)
        return st;
    st = fit_models(t, out, err);
    if (st)
        return st;
    out->smd_before = out->smd_after = 0;
    weigh(t, out);
    solve_means(t);
    fill_estimate(t, out);
    fill_e_values(t, out);
    fill_balance(t, out);
    fill_warnings(t, out);
    return ST_OK;
}

Status effect_estimate(const EffectInput *in, Arena *a, Effect *out, Err *err)
{
    Work t = { .in = *in, .a = a };
    t.in.level = in->level != 0 ? in->level : 0.95;
    t.in.min_per_arm = in->min_per_arm ? in->min_per_arm : 20;
    t.in.trim = in->trim != 0 ? in->trim : 0.02;
    t.in.ridge = in->ridge != 0 ? in->ridge : 1;
    Status st = input_check(&t.in, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    t.cluster = cluster_index(in->cluster, in->n, a);
    count_arms(&t);
    Effect e = nothing_known(&t);
    st = estimate(&t, &e, err);
    arena_rewind(a, mark);
    if (!st)
        *out = e;
    return st;
}
