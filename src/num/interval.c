#include "num/interval.h"

#include <math.h>
#include <stdlib.h>

#include "num/cluster.h"
#include "num/dist.h"

#define NO_SPREAD 1e-9    /* all clusters have the same share, to rounding: their spread is not known */
enum { FEW_CLUSTERS = 10 };    /* below it t(G-1) covers 0.93 for 0.95 in simulation */

static Status level_check(double level, Err *err)
{
    if (!(level > 0 && level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", level);
    return ST_OK;
}

/* Wilson's limits of a share p that n rows' worth of evidence stand behind, t errors to a side. */
static void score_limits(double p, double n, double t, Interval *out)
{
    double t2 = t * t, centre = (p + t2 / (2 * n)) / (1 + t2 / n), half = t / (1 + t2 / n) * sqrt(p * (1 - p) / n + t2 / (4 * n * n));
    out->low = p <= 0 ? 0 : fmax(0, centre - half);
    out->high = p >= 1 ? 1 : fmin(1, centre + half);
}

Status interval_wilson(ShareCount c, double level, Interval *out, Err *err)
{
    Status st = level_check(level, err);
    if (st)
        return st;
    if (c.trials < 0 || c.events < 0 || c.events > c.trials)
        return ERR(err, ST_INVALID, "%lld events of %lld trials", (long long)c.events,
                   (long long)c.trials);
    if (c.trials == 0)
        return ERR(err, ST_NUMERIC, "a share needs at least one trial");
    double n = (double)c.trials, p = (double)c.events / n;
    *out = (Interval){
        .estimate = p,
        .se = sqrt(p * (1 - p) / n), .df = F64_INF, .p = F64_NAN,
        .n = (size_t)c.trials, .method = "Wilson score",
    };
    score_limits(p, n, t_factor(level, F64_INF), out);
    return ST_OK;
}

Status interval_share(const ShareInput *in, Interval *out, Err *err)
{
    double x = 0, n = 0, meat = 0;
    size_t g = 0;
    Status st = level_check(in->level, err);
    for (size_t k = 0; !st && k < in->n; k++) {
        if (!(in->x[k] >= 0 && in->x[k] <= in->trials[k] && isfinite(in->trials[k])))
            return ERR(err, ST_INVALID, "cluster %zu: %g events of %g trials", k + 1, in->x[k], in->trials[k]);
        x += in->x[k];
        n += in->trials[k];
        g += in->trials[k] > 0;
    }
    if (!st && g < 2)
        return ERR(err, ST_NUMERIC, "an interval needs two clusters, %zu given", g);
    if (st)
        return st;
    double p = x / n, df = (double)g - 1;
    for (size_t k = 0; k < in->n; k++)
        meat += (in->x[k] - p * in->trials[k]) * (in->x[k] - p * in->trials[k]);
    bool flat = x <= 0 || x >= n;
    double se2 = meat * (double)g / df / (n * n), like = flat ? (double)g : se2 > 0 ? fmin(n, p * (1 - p) / se2) : n;
    *out = (Interval){ .estimate = p, .se = flat ? sqrt(flat_variance(g)) : sqrt(p * (1 - p) / like), .df = df, .p = F64_NAN, .n = (size_t)n, .n_clusters = g,
                       .method = "Wilson score at the effective number of trials, t(G-1)",
                       .warnings = (g < FEW_CLUSTERS ? INTERVAL_FEW_CLUSTERS : 0) | (flat ? INTERVAL_FLAT : 0) };
    score_limits(p, like, t_factor(in->level, df), out);
    return ST_OK;
}

Status interval_nps(NpsCount c, double level, Interval *out, Err *err)
{
    Status st = level_check(level, err);
    if (st)
        return st;
    if (c.promoters < 0 || c.passives < 0 || c.detractors < 0)
        return ERR(err, ST_INVALID, "negative count of answers");
    int64_t n = c.promoters + c.passives + c.detractors;
    if (n == 0)
        return ERR(err, ST_NUMERIC, "a net promoter score needs at least one answer");
    if (c.population != 0 && c.population < n)
        return ERR(err, ST_INVALID, "%lld answers from a population of %lld", (long long)n,
                   (long long)c.population);
    double m = (double)n + 3;
    double up = ((double)c.promoters + 0.75) / m, down = ((double)c.detractors + 0.75) / m;
    double centre = up - down, estimate = (double)(c.promoters - c.detractors) / (double)n;
    double se = sqrt(fmax(0, up + down - centre * centre) / m);
    double half = t_factor(level, F64_INF) * se, f = 1;
    if (c.population > 1)
        f = sqrt((double)(c.population - n) / (double)(c.population - 1));
    else if (c.population == 1)
        f = 0;
    *out = (Interval){
        .estimate = estimate,
        .low = fmax(-1, estimate + f * (centre - half - estimate)),
        .high = fmin(1, estimate + f * (centre + half - estimate)),
        .se = f * se, .df = F64_INF, .p = F64_NAN, .n = (size_t)n,
        .method = c.population ? "adjusted Wald, finite population" : "adjusted Wald",
    };
    return ST_OK;
}

static Status mean_check(const MeanInput *in, Err *err)
{
    Status st = level_check(in->level, err);
    if (st)
        return st;
    for (size_t i = 0; i < in->n; i++) {
        if (!isfinite(in->v[i]))
            return ERR(err, ST_INVALID, "value %zu is not finite", i + 1);
        if (in->w && !(in->w[i] >= 0 && isfinite(in->w[i])))
            return ERR(err, ST_INVALID, "weight %zu is not a number >= 0", i + 1);
    }
    return ST_OK;
}

Status interval_mean(const MeanInput *in, Arena *a, Interval *out, Err *err)
{
    Status st = mean_check(in, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    double *sum = ARENA_NEW_N(a, double, c.n), *weight = ARENA_NEW_N(a, double, c.n);
    double sw = 0, swv = 0, meat = 0;
    size_t used = 0, g = 0;
    for (size_t i = 0; i < in->n; i++) {
        double w = in->w ? in->w[i] : 1;
        sw += w;
        swv += w * in->v[i];
        used += w > 0;
        weight[c.of[i]] += w;
    }
    double mean = sw > 0 ? swv / sw : 0;
    for (size_t i = 0; i < in->n; i++)
        sum[c.of[i]] += (in->w ? in->w[i] : 1) * (in->v[i] - mean);
    for (size_t k = 0; k < c.n; k++) {
        g += weight[k] > 0;
        meat += sum[k] * sum[k];
    }
    arena_rewind(a, mark);
    if (g < 2)
        return ERR(err, ST_NUMERIC, "an interval needs two clusters, %zu given", g);
    double df = (double)g - 1;
    double se = sqrt(meat * (double)g / df) / sw;
    unsigned warn = g < FEW_CLUSTERS ? INTERVAL_FEW_CLUSTERS : 0;
    if (in->share && (mean <= 0 || mean >= 1 || se < NO_SPREAD)) {
        se = sqrt(flat_variance(g));
        warn |= INTERVAL_FLAT;
    }
    double half = t_factor(in->level, df) * se;
    *out = (Interval){ .estimate = mean, .low = mean - half, .high = mean + half, .se = se,
                       .df = df, .p = se > 0 ? t_two_sided(mean / se, df) : F64_NAN, .n = used,
                       .n_clusters = g, .method = "cluster-robust mean, t(G-1)",
                       .warnings = warn };
    if (in->share) {
        out->method = "Wilson score, effective sample, t(G-1)";
        score_limits(fmax(0, fmin(1, mean)), warn & INTERVAL_FLAT ? (double)g : mean * (1 - mean) / (se * se), t_factor(in->level, df), out);
    }
    return ST_OK;
}

double welch_df(const VariancePart *part, size_t n)
{
    double sum = 0, den = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(part[i].v > 0))
            continue;
        sum += part[i].v;
        den += part[i].v * part[i].v / part[i].df;
    }
    return den > 0 ? sum * sum / den : F64_INF;
}

double flat_variance(size_t g)
{
    double q = 1 / ((double)g + 2);
    return q * (1 - q) / (double)g;
}

/* What interval_diff() gathers about one of its two groups. */
typedef struct Side {
    double  n, mean, variance;
    double *sum;       /* residuals over n, by cluster */
    size_t *rows;      /* by cluster */
    size_t  clusters;
    bool    flat;
} Side;

static Status diff_sides(const DiffInput *in, ClusterIndex c, Arena *a, Side side[2], Err *err)
{
    for (size_t s = 0; s < 2; s++)
        side[s] = (Side){ .sum = ARENA_NEW_N(a, double, c.n), .rows = ARENA_NEW_N(a, size_t, c.n) };
    for (size_t i = 0; i < in->n; i++) {
        if (in->group[i] > 1 || !isfinite(in->v[i]))
            return ERR(err, ST_INVALID, "row %zu: value not finite or group not 0 or 1", i + 1);
        Side *s = &side[in->group[i]];
        s->n += 1;
        s->mean += in->v[i];
        s->clusters += s->rows[c.of[i]]++ == 0;
    }
    for (size_t s = 0; s < 2; s++) {
        if (side[s].clusters < 2)
            return ERR(err, ST_NUMERIC, "group %zu has %zu clusters, two are needed", s,
                       side[s].clusters);
        side[s].mean /= side[s].n;
        side[s].flat = in->share && (side[s].mean <= 0 || side[s].mean >= 1);
    }
    for (size_t i = 0; i < in->n; i++) {
        Side *s = &side[in->group[i]];
        s->sum[c.of[i]] += (in->v[i] - s->mean) / s->n;
    }
    for (size_t s = 0; s < 2; s++) {
        double g = (double)side[s].clusters;
        for (size_t k = 0; k < c.n; k++)
            side[s].variance += side[s].sum[k] * side[s].sum[k] * g / (g - 1);
        if (side[s].flat)
            side[s].variance = flat_variance(side[s].clusters);
    }
    return ST_OK;
}

Status interval_diff(const DiffInput *in, Arena *a, Interval *out, Err *err)
{
    Status st = level_check(in->level, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    Side side[2];
    st = diff_sides(in, c, a, side, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    double cross = 0, g = (double)c.n;
    for (size_t k = 0; k < c.n; k++)
        cross += side[1].sum[k] * side[0].sum[k] * g / (g - 1);
    double v = fmax(0, side[0].variance + side[1].variance - 2 * cross);
    const VariancePart part[] = {
        { side[0].variance, (double)side[0].clusters - 1 },
        { side[1].variance, (double)side[1].clusters - 1 },
    };
    double df = fmin(welch_df(part, 2), g - 1);
    double se = sqrt(v), d = side[1].mean - side[0].mean, half = t_factor(in->level, df) * se;
    *out = (Interval){ .estimate = d,
                       .low = d - half,
                       .high = d + half,
                       .se = se,
                       .df = df,
                       .p = se > 0 ? t_two_sided(d / se, df) : F64_NAN,
                       .n = in->n,
                       .n_clusters = c.n,
                       .method = "cluster-robust difference, Welch t" };
    if (side[0].clusters < FEW_CLUSTERS || side[1].clusters < FEW_CLUSTERS)
        out->warnings |= INTERVAL_FEW_CLUSTERS;
    if (side[0].flat || side[1].flat || se <= 0)
        out->warnings |= INTERVAL_FLAT;
    if (in->share) {
        out->low = fmax(-1, out->low);
        out->high = fmin(1, out->high);
    }
    arena_rewind(a, mark);
    return ST_OK;
}

typedef struct Ranked {
    double p;
    size_t at;
} Ranked;

static int by_p(const void *l, const void *r)
{
    const Ranked *a = l, *b = r;
    if (a->p < b->p || a->p > b->p)
        return a->p < b->p ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

Status bh_qvalues(const double *p, size_t n, Arena *a, double *q, Err *err)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0 || p[i] > 1)
            return ERR(err, ST_INVALID, "p-value %zu is %g", i + 1, p[i]);
    ArenaMark mark = arena_mark(a);
    Ranked *r = ARENA_NEW_N(a, Ranked, n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        q[i] = F64_NAN;
        if (!isnan(p[i]))
            r[m++] = (Ranked){ p[i], i };
    }
    qsort(r, m, sizeof *r, by_p);
    double least = 1;
    for (size_t k = m; k-- > 0;) {
        least = fmin(least, r[k].p * (double)m / (double)(k + 1));
        q[r[k].at] = least;
    }
    arena_rewind(a, mark);
    return ST_OK;
}
