#include "num/few.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/frame.h"
#include "num/logit.h"

#define LEVEL 0.95
/* The signed root of the fall is nearly a line in the log odds: a secant is there in four or five fits. */
#define ROOT_DONE 1e-7
#define STEP_MOST 4.0
enum { ROOT_FITS = 40 };

/* One estimate under way; the exposure is the last column of x. */
typedef struct Work {
    const EffectInput *in;
    Arena             *a;
    LogitInput         fit;
    LogitFit           best;
    double            *one, *none, *start;  /* x with all exposed, with none */
    double             inflation;
} Work;

static void count(const EffectInput *in, Arena *a, Few *o)
{
    ArenaMark mark = arena_mark(a);
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    bool *seen = ARENA_NEW_N(a, bool, 2 * c.n + 1);
    size_t clusters[2] = { 0, 0 }, rows[2] = { 0, 0 }, events[2] = { 0, 0 };
    for (size_t i = 0; i < in->n; i++) {
        size_t arm = in->exposed[i] != 0, at = 2 * c.of[i] + arm;
        rows[arm]++;
        events[arm] += in->y[i] > 0;
        clusters[arm] += !seen[at];
        seen[at] = true;
    }
    o->n = in->n;
    o->n_exposed = rows[1];
    o->n_unexposed = rows[0];
    o->events_exposed = events[1];
    o->events_unexposed = events[0];
    o->too_few = rows[0] < FEW_ROWS || rows[1] < FEW_ROWS || clusters[0] < FEW_CLUSTERS || clusters[1] < FEW_CLUSTERS ||
                 events[0] + events[1] == 0 || events[0] + events[1] == in->n;
    arena_rewind(a, mark);
}

static double *with_exposure(const EffectInput *in, double value, Arena *a)
{
    double *x = ARENA_NEW_N(a, double, in->n * (in->p + 1) + 1);
    if (in->p)
        memcpy(x, in->x, in->n * in->p * sizeof *x);
    for (size_t i = 0; i < in->n; i++)
        x[in->p * in->n + i] = isnan(value) ? in->exposed[i] : value;
    return x;
}

/* A covariate's penalty is that of one standard deviation of it. */
static double *penalties(const EffectInput *in, double prior, Arena *a)
{
    double *penalty = ARENA_NEW_N(a, double, in->p + 1);
    for (size_t j = 0; j < in->p && prior > 0; j++) {
        double sum = 0, square = 0, n = (double)in->n;
        for (size_t i = 0; i < in->n; i++)
            sum += in->x[j * in->n + i];
        for (size_t i = 0; i < in->n; i++)
            square += (in->x[j * in->n + i] - sum / n) * (in->x[j * in->n + i] - sum / n);
        penalty[j] = square / n / (prior * prior);
    }
    return penalty;
}

/* The exposure's variance from sums of clusters over that of the model.  A cluster's rows that differ no more than others give about 1. */
static Status inflate(Work *t, Err *err)
{
    const EffectInput *in = t->in;
    Frame f;
    size_t n = in->n;
    t->inflation = 1;
    ClusterIndex c = cluster_index(in->cluster, n, t->a);
    if (c.n == n)
        return ST_OK;
    Status st = frame_build(&(FrameInput){ .x = t->fit.x, .n = n, .p = t->fit.p }, t->a, &f, err);
    if (st)
        return st;
    size_t k = f.k;
    double *info = ARENA_NEW_N(t->a, double, k * k), *g = ARENA_NEW_N(t->a, double, k), *v = ARENA_NEW_N(t->a, double, n);
    double *sum = ARENA_NEW_N(t->a, double, c.n), total = 0;
    for (size_t i = 0; i < n; i++)
        v[i] = t->best.mu[i] * (1 - t->best.mu[i]);
    cross_add(&(CrossRows){ f.z, k, n, k }, v, info);
    for (size_t j = 1; j < k; j++)
        info[j * k + j] += logit_penalty(&f, t->fit.penalty, j);
    if (!chol_factor(info, k))
        return ST_OK;
    g[k - 1] = 1;
    chol_solve(info, k, g);
    for (size_t i = 0; i < n; i++) {
        double score = 0, room = fmax(1 - t->best.leverage[i], 0.05);
        for (size_t j = 0; j < k; j++)
            score += g[j] * f.z[i * k + j];
        sum[c.of[i]] += score * (in->y[i] - t->best.mu[i]) / room;
    }
    for (size_t i = 0; i < c.n; i++)
        total += sum[i] * sum[i];
    t->inflation = fmax(1, total * (double)c.n / ((double)c.n - 1) / g[k - 1]);
    return ST_OK;
}

static void differ(const Work *t, const LogitFit *f, double *one, double *none)
{
    size_t n = t->in->n;
    ArenaMark mark = arena_mark(t->a);
    double *p = ARENA_NEW_N(t->a, double, n);
    *one = *none = 0;
    logit_predict(f, t->one, n, p);
    for (size_t i = 0; i < n; i++)
        *one += p[i] / (double)n;
    logit_predict(f, t->none, n, p);
    for (size_t i = 0; i < n; i++)
        *none += p[i] / (double)n;
    arena_rewind(t->a, mark);
}

/* Signed root of the fall with the exposure held, and the difference that goes with it. */
static Status held_at(Work *t, double at, double *root, double *difference, Err *err)
{
    LogitFit f;
    double one, none;
    ArenaMark mark = arena_mark(t->a);
    t->fit.hold = true;
    t->fit.held = at;
    t->fit.start = t->start;
    Status st = logit_fit(&t->fit, t->a, &f, err);
    if (!st) {
        memcpy(t->start, f.beta, (f.p + 1) * sizeof *t->start);
        *root = sqrt(fmax(0, 2 * (t->best.objective - f.objective) / t->inflation));
        differ(t, &f, &one, &none);
        *difference = one - none;
    }
    arena_rewind(t->a, mark);
    return st;
}

/* The limit on one side (-1 or 1): of the log odds and of the difference. */
static Status limit(Work *t, double side, double *odds, double *difference, Err *err)
{
    double best = t->best.beta[t->in->p + 1], z = t_factor(LEVEL, F64_INF), step = z * t->best.se[t->in->p + 1] * sqrt(t->inflation);
    double before = 0, at_before = 0, root = 0;
    if (!(step > 0) || !isfinite(step))
        step = 1;
    memcpy(t->start, t->best.beta, (t->in->p + 2) * sizeof *t->start);
    for (int i = 0; i < ROOT_FITS; i++) {
        Status st = held_at(t, best + side * step, &root, difference, err);
        if (st)
            return st;
        *odds = best + side * step;
        if (fabs(root - z) < ROOT_DONE)
            return ST_OK;
        double slope = (root - before) / (step - at_before), next = slope > 0 ? step + (z - root) / slope : step * 2;
        before = root;
        at_before = step;
        step = fmin(step * STEP_MOST, fmax(step / STEP_MOST, next));
    }
    *odds = side * F64_INF;
    *difference = side;
    return ST_OK;
}

static Status estimate(Work *t, Few *o, Err *err)
{
    double root, ignored;
    Status st = logit_fit(&t->fit, t->a, &t->best, err);
    if (!st)
        st = inflate(t, err);
    if (st)
        return st;
    o->warnings = t->best.warnings;
    o->inflation = t->inflation;
    o->log_odds = t->best.beta[t->in->p + 1];
    differ(t, &t->best, &o->mean_exposed, &o->mean_unexposed);
    o->estimate = o->mean_exposed - o->mean_unexposed;
    st = limit(t, -1, &o->log_odds_low, &o->low, err);
    if (!st)
        st = limit(t, 1, &o->log_odds_high, &o->high, err);
    if (!st)
        st = held_at(t, 0, &root, &ignored, err);
    if (!st)
        o->p = chi2_tail(root * root, 1);
    return st;
}

Status few_estimate(const EffectInput *in, double prior, Arena *a, Few *out, Err *err)
{
    Few o = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .p = F64_NAN, .mean_exposed = F64_NAN, .mean_unexposed = F64_NAN, .log_odds = F64_NAN,
              .log_odds_low = F64_NAN, .log_odds_high = F64_NAN, .inflation = F64_NAN,
              .method = "Firth logistic regression with shrunk covariates, limits by profile" };
    if (!(prior >= 0) || !isfinite(prior))
        return ERR(err, ST_INVALID, "prior %g out of range", prior);
    count(in, a, &o);
    Status st = ST_OK;
    if (!o.too_few) {
        ArenaMark mark = arena_mark(a);
        Work t = { .in = in, .a = a, .one = with_exposure(in, 1, a), .none = with_exposure(in, 0, a), .start = ARENA_NEW_N(a, double, in->p + 2) };
        t.fit = (LogitInput){ .x = with_exposure(in, (double)NAN, a),
                              .y = in->y, .n = in->n, .p = in->p + 1, .firth = true, .penalty = penalties(in, prior, a) };
        st = estimate(&t, &o, err);
        arena_rewind(a, mark);
    }
    if (!st)
        *out = o;
    return st;
}
