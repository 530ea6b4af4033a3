#include "num/standard.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/frame.h"
#include "num/logit.h"

#define LEVEL 0.95
#define RESCUE_RIDGE 1e-8
enum { MIN_PER_ARM = 20, CLUSTERS_MIN = 3 };

/* The covariates with the exposure as one more column, set to `value` in every row; NAN: as it was. */
static double *with_exposure(const EffectInput *in, double value, Arena *a)
{
    double *x = ARENA_NEW_N(a, double, in->n * (in->p + 1) + 1);
    if (in->p)
        memcpy(x, in->x, in->n * in->p * sizeof *x);
    for (size_t i = 0; i < in->n; i++)
        x[in->p * in->n + i] = isnan(value) ? in->exposed[i] : value;
    return x;
}

static void count(const EffectInput *in, Arena *a, Standard *o)
{
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    bool *seen[2] = { ARENA_NEW_N(a, bool, c.n + 1), ARENA_NEW_N(a, bool, c.n + 1) };
    size_t clusters[2] = { 0, 0 }, rows[2] = { 0, 0 }, events[2] = { 0, 0 };
    for (size_t i = 0; i < in->n; i++) {
        int arm = in->exposed[i] != 0;
        rows[arm]++;
        events[arm] += in->y[i] > 0;
        if (!seen[arm][c.of[i]]) {
            seen[arm][c.of[i]] = true;
            clusters[arm]++;
        }
    }
    size_t least = in->min_per_arm ? in->min_per_arm : MIN_PER_ARM;
    o->n = in->n;
    o->n_clusters = c.n;
    o->n_exposed = rows[1];
    o->n_unexposed = rows[0];
    o->events_exposed = events[1];
    o->events_unexposed = events[0];
    for (int arm = 0; arm < 2; arm++)
        o->too_few = o->too_few || rows[arm] < least || clusters[arm] < CLUSTERS_MIN || events[arm] < STANDARD_EVENTS_MIN ||
                     rows[arm] - events[arm] < STANDARD_EVENTS_MIN;
    size_t smaller = clusters[0] < clusters[1] ? clusters[0] : clusters[1];
    o->df = smaller > 1 ? (double)smaller - 1 : 1;
}

typedef struct Pieces {
    Frame         z;                    /* standardised design, exposure among its columns */
    size_t        at;                   /* the exposure's column in z */
    const double *penalty;              /* of all columns; NULL: none */
    const double *mu, *h, *p1, *p0;
} Pieces;

static double z_exposure(const Pieces *q, double value)
{
    size_t col = q->z.column[q->at];
    return (value - q->z.mean[col]) / q->z.sd[col];
}

/* Gradient of the estimate in z's coefficients. */
static void gradient(const Pieces *q, double *g)
{
    size_t k = q->z.k, n = q->z.n;
    double one = z_exposure(q, 1), none = z_exposure(q, 0);
    for (size_t j = 0; j < k; j++) {
        g[j] = 0;
        for (size_t i = 0; i < n; i++) {
            double v1 = q->p1[i] * (1 - q->p1[i]), v0 = q->p0[i] * (1 - q->p0[i]), z = q->z.z[i * k + j];
            g[j] += (j == q->at ? v1 * one - v0 * none : (v1 - v0) * z) / (double)n;
        }
    }
}

static Status variance(const EffectInput *in, const Pieces *q, double estimate, Arena *a, double *out, Err *err)
{
    size_t k = q->z.k, n = q->z.n;
    double *info = ARENA_NEW_N(a, double, k * k), *g = ARENA_NEW_N(a, double, k), *v = ARENA_NEW_N(a, double, n + 1);
    for (size_t i = 0; i < n; i++)
        v[i] = q->mu[i] * (1 - q->mu[i]);
    bool done = false;
    for (int again = 0; !done && again < 2; again++) {
        memset(info, 0, k * k * sizeof *info);
        cross_add(&(CrossRows){ q->z.z, k, n, k }, v, info);
        for (size_t j = 1; j < k; j++)
            info[j * k + j] += logit_penalty(&q->z, q->penalty, j);
        /* Covariates that repeat each other: the slight ridge with which logit.c fitted them. */
        for (size_t j = 1; again && j < k; j++)
            info[j * k + j] += RESCUE_RIDGE * (double)n;
        done = chol_factor(info, k);
    }
    if (!done)
        return ERR(err, ST_NUMERIC, "the covariates repeat each other");
    gradient(q, g);
    chol_solve(info, k, g);
    ClusterIndex c = cluster_index(in->cluster, n, a);
    double *sum = ARENA_NEW_N(a, double, c.n + 1), total = 0;
    for (size_t i = 0; i < n; i++) {
        double score = 0, room = 1 - q->h[i];
        for (size_t j = 0; j < k; j++)
            score += g[j] * q->z.z[i * k + j];
        /* A row that determines its own fit has no residual to learn from. */
        double residual = (in->y[i] - q->mu[i]) / (room > 0.05 ? room : 0.05);
        sum[c.of[i]] += (q->p1[i] - q->p0[i] - estimate) / (double)n + score * residual;
    }
    for (size_t i = 0; i < c.n; i++)
        total += sum[i] * sum[i];
    *out = total * (double)c.n / ((double)c.n - 1);
    return ST_OK;
}

static void conclude(Standard *o, double v)
{
    double half = t_factor(LEVEL, o->df) * sqrt(v);
    o->se = sqrt(v);
    o->low = fmax(o->estimate - half, -1);
    o->high = fmin(o->estimate + half, 1);
    o->p = o->se > 0 ? t_two_sided(o->estimate / o->se, o->df) : 1;
    double limit = o->estimate > 0 ? fmax(o->low, 0) : fmin(o->high, 0);
    o->e_value = e_value(o->mean_exposed / o->mean_unexposed);
    o->e_value_limit = limit == 0 ? 1 : e_value((o->mean_unexposed + limit) / o->mean_unexposed);
    if (!(o->e_value_limit >= 1))
        o->e_value_limit = 1;
}

static Status fit(const EffectInput *in, Arena *a, Standard *o, Err *err)
{
    LogitFit f;
    Pieces q = { .at = SIZE_MAX };
    double *x = with_exposure(in, (double)NAN, a), *penalty = ARENA_NEW_N(a, double, in->p + 1);
    if (in->penalty && in->p)
        memcpy(penalty, in->penalty, in->p * sizeof *penalty);
    q.penalty = penalty;
    Status st = logit_fit(&(LogitInput){ .x = x, .y = in->y, .n = in->n, .p = in->p + 1, .firth = true, .penalty = penalty }, a, &f, err);
    if (!st)
        st = frame_build(&(FrameInput){ .x = x, .n = in->n, .p = in->p + 1 }, a, &q.z, err);
    if (st)
        return st;
    for (size_t j = 1; j < q.z.k; j++)
        if (q.z.column[j] == in->p)
            q.at = j;
    if (q.at == SIZE_MAX)
        return ERR(err, ST_NUMERIC, "the exposure does not vary");
    double *p1 = ARENA_NEW_N(a, double, in->n), *p0 = ARENA_NEW_N(a, double, in->n), v = 0;
    logit_predict(&f, with_exposure(in, 1, a), in->n, p1);
    logit_predict(&f, with_exposure(in, 0, a), in->n, p0);
    o->mean_exposed = o->mean_unexposed = 0;
    for (size_t i = 0; i < in->n; i++) {
        o->mean_exposed += p1[i] / (double)in->n;
        o->mean_unexposed += p0[i] / (double)in->n;
    }
    o->estimate = o->mean_exposed - o->mean_unexposed;
    o->log_odds = f.beta[in->p + 1];
    o->warnings = f.warnings;
    q.mu = f.mu;
    q.h = f.leverage;
    q.p1 = p1;
    q.p0 = p0;
    st = variance(in, &q, o->estimate, a, &v, err);
    if (!st)
        conclude(o, v);
    return st;
}

Status standard_estimate(const EffectInput *in, Arena *a, Standard *out, Err *err)
{
    *out = (Standard){ .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .se = F64_NAN, .p = F64_NAN, .mean_exposed = F64_NAN,
                       .mean_unexposed = F64_NAN, .log_odds = F64_NAN, .e_value = F64_NAN, .e_value_limit = F64_NAN,
                       .method = "standardised Firth logistic regression, cluster-robust" };
    count(in, a, out);
    return out->too_few ? ST_OK : fit(in, a, out, err);
}
