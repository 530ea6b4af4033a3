#include "num/driver_model.h"

#include <math.h>
#include <string.h>

#include "num/cluster.h"
#include "num/dist.h"
#include "num/logit.h"
#include "num/ordinal.h"

/* Yes/no fits get this much ridge on standardised columns: where a line divides the outcomes there is else no fit, and with
 * tens of rows it moves a coefficient by less than a hundredth. */
#define RIDGE_SLIGHT 1e-2
/* A row whose probability is sure to fifteen digits has no curvature left to work with. */
#define CURVE_LEAST 1e-9

typedef struct Work {
    const DriverInput *in;
    DriverKind kind;
    int64_t   *level;
    double    *x, *total;    /* columns of a subset; what rows have to explain */
    double     null;
} Work;

/* Log likelihood without columns, and twice each row's part of it: every row gets its level's share. */
static double null_of(const int64_t *level, size_t n, double *total, Arena *a)
{
    int64_t *kinds = ARENA_NEW_N(a, int64_t, n + 1);
    memcpy(kinds, level, n * sizeof *kinds);
    size_t k = ids_distinct(kinds, n);
    double *count = ARENA_NEW_N(a, double, k + 1), sum = 0;
    for (size_t i = 0; i < n; i++)
        count[ids_find(kinds, k, level[i])]++;
    for (size_t i = 0; i < n; i++) {
        total[i] = -2 * log(count[ids_find(kinds, k, level[i])] / (double)n);
        sum -= total[i] / 2;
    }
    return sum;
}

/* Log likelihood with the columns of a set alone. */
static Status likelihood(const Work *w, uint32_t set, Arena *a, double *out, Err *err)
{
    const DriverInput *in = w->in;
    size_t p = 0;
    for (size_t j = 0; j < in->p; j++)
        if (set >> j & 1)
            memcpy(w->x + p++ * in->n, in->x + j * in->n, in->n * sizeof *w->x);
    ArenaMark mark = arena_mark(a);
    Status st;
    if (w->kind == DRIVER_YES_NO) {
        LogitFit f;
        st = logit_fit(&(LogitInput){ .x = w->x, .y = in->y, .n = in->n, .p = p, .ridge = RIDGE_SLIGHT }, a, &f, err);
        *out = st ? 0 : f.loglik;
    } else {
        OrdinalFit f;
        st = ordinal_fit(&(OrdinalInput){ .x = w->x, .level = w->level, .n = in->n, .p = p }, a, &f, err);
        *out = st ? 0 : f.loglik;
    }
    arena_rewind(a, mark);
    return st;
}

static Status exact(const Work *w, Arena *a, double *share, Err *err)
{
    size_t sets = (size_t)1 << w->in->p;
    double *fit = ARENA_NEW_N(a, double, sets);
    Status st = ST_OK;
    for (uint32_t s = 1; !st && s < sets; s++) {
        st = likelihood(w, s, a, &fit[s], err);
        fit[s] = 1 - fit[s] / w->null;
    }
    return st ? st : driver_shapley(fit, w->in->p, share, err);
}

/* What McFadden's measure would be of outcomes drawn from the fit with its predictor stretched by s around its mean. */
static double measure_stretched(const double *mu, size_t n, double middle, double s)
{
    double sum = 0, mean = 0;
    for (size_t i = 0; i < n; i++) {
        double p = expit(middle + s * (logit(fmin(1 - CURVE_LEAST, fmax(CURVE_LEAST, mu[i]))) - middle));
        sum -= p * log(p) + (1 - p) * log(1 - p);
        mean += p / (double)n;
    }
    return 1 - sum / (-(double)n * (mean * log(mean) + (1 - mean) * log(1 - mean)));
}

/* How fast the measure grows with the predictor's sum of squares: in proportion where it is weak, less where probabilities near 0 and 1 leave no room. */
static double bend_of(const double *mu, size_t n)
{
    const double step = 1.05;
    double middle = 0, w = 0;
    for (size_t i = 0; i < n; i++) {
        double v = mu[i] * (1 - mu[i]);
        middle += v * logit(fmin(1 - CURVE_LEAST, fmax(CURVE_LEAST, mu[i])));
        w += v;
    }
    if (!(w > 0))
        return 1;
    double up = measure_stretched(mu, n, middle / w, step), down = measure_stretched(mu, n, middle / w, 1 / step), bend = (log(up) - log(down)) / (4 * log(step));
    return isfinite(bend) ? fmin(1, fmax(0.1, bend)) : 1;
}

/* Outcome and weights of the working regression of the whole fit. */
static Status working(const Work *w, Arena *a, double *z, double *curve, double *measure, double *bend, Err *err)
{
    const DriverInput *in = w->in;
    Status st;
    if (w->kind == DRIVER_YES_NO) {
        LogitFit f;
        st = logit_fit(&(LogitInput){ .x = in->x, .y = in->y, .n = in->n, .p = in->p, .ridge = RIDGE_SLIGHT }, a, &f, err);
        for (size_t i = 0; !st && i < in->n; i++) {
            curve[i] = fmax(CURVE_LEAST, f.mu[i] * (1 - f.mu[i]));
            z[i] = logit(fmin(1 - CURVE_LEAST, fmax(CURVE_LEAST, f.mu[i]))) + (in->y[i] - f.mu[i]) / curve[i];
        }
        *measure = st ? 0 : 1 - f.loglik / w->null;
        *bend = st ? 1 : bend_of(f.mu, in->n);
    } else {
        OrdinalFit f;
        st = ordinal_fit(&(OrdinalInput){ .x = in->x, .level = w->level, .n = in->n, .p = in->p }, a, &f, err);
        for (size_t i = 0; !st && i < in->n; i++) {
            curve[i] = fmax(CURVE_LEAST, f.curve[i]);
            z[i] = f.eta[i] + f.score[i] / curve[i];
        }
        *measure = st ? 0 : 1 - f.loglik / w->null;
    }
    return st;
}

/* Correlation of the outcome itself with each column: the sign says which way. */
static void directions(const DriverInput *in, Drivers *out)
{
    double my = 0, vy = 0, n = (double)in->n;
    for (size_t i = 0; i < in->n; i++)
        my += in->y[i] / n;
    for (size_t i = 0; i < in->n; i++)
        vy += (in->y[i] - my) * (in->y[i] - my);
    for (size_t j = 0; j < in->p; j++) {
        const double *x = in->x + j * in->n;
        double m = 0, v = 0, c = 0;
        for (size_t i = 0; i < in->n; i++)
            m += x[i] / n;
        for (size_t i = 0; i < in->n; i++) {
            v += (x[i] - m) * (x[i] - m);
            c += (x[i] - m) * (in->y[i] - my);
        }
        out->of[j].r = v > 0 && vy > 0 ? c / sqrt(v * vy) : 0;
    }
}

/* Takes the working regression's shares to McFadden's measure: times `scale`, and shifted onto `share` where that is known. */
static void rescale(Drivers *out, double scale, const double *share, double measure)
{
    for (size_t j = 0; j < out->p; j++) {
        DriverShare *s = &out->of[j];
        double from = s->lmg * scale, to = share ? share[j] : from;
        s->johnson *= scale;
        s->johnson_low = fmax(0, s->johnson_low * scale);
        s->johnson_high *= scale;
        s->low = fmax(0, s->low * scale + to - from);
        s->high = s->high * scale + to - from;
        s->lmg = to;
    }
    out->r2_low = fmax(0, out->r2_low * scale);
    out->r2_high *= scale;
    out->r2 = measure;
}

static Status split(const Work *w, Rng *rng, Arena *a, Drivers *out, Err *err)
{
    const DriverInput *in = w->in;
    double *z = ARENA_NEW_N(a, double, in->n + 1), *curve = ARENA_NEW_N(a, double, in->n + 1), share[DRIVER_MAX], measure, bend = 1;
    bool known = in->p <= DRIVER_EXACT;
    Status st = working(w, a, z, curve, &measure, &bend, err);
    if (!st) {
        DriverInput linear = *in;
        linear.y = z;
        linear.weight = curve;
        linear.total = w->total;
        linear.bend = bend;
        st = driver_shares(&linear, rng, a, out, err);
    }
    if (!st && known)
        st = exact(w, a, share, err);
    if (st)
        return st;
    rescale(out, out->r2 > 0 ? measure / out->r2 : 0, known ? share : NULL, measure);
    directions(in, out);
    return ST_OK;
}

Status driver_model_shares(const DriverInput *in, DriverKind kind, Rng *rng, Arena *a, Drivers *out, Err *err)
{
    if (kind == DRIVER_NUMBER)
        return driver_shares(in, rng, a, out, err);
    Work w = { .in = in, .kind = kind };
    if (!in->p)
        return ERR(err, ST_INVALID, "no columns");
    if (in->p > DRIVER_MAX)
        return ERR(err, ST_TOO_BIG, "%zu columns, at most %d can be split exactly", in->p, DRIVER_MAX);
    w.x = ARENA_NEW_N(a, double, in->n * in->p + 1);
    w.level = ARENA_NEW_N(a, int64_t, in->n + 1);
    for (size_t i = 0; i < in->n; i++) {
        if (!isfinite(in->y[i]) || (kind == DRIVER_YES_NO && in->y[i] != 0 && in->y[i] != 1))
            return ERR(err, ST_INVALID, "outcome %zu is %g", i + 1, in->y[i]);
        w.level[i] = (int64_t)in->y[i];
    }
    w.total = ARENA_NEW_N(a, double, in->n + 1);
    w.null = null_of(w.level, in->n, w.total, a);
    if (!(w.null < 0))
        return ERR(err, ST_NUMERIC, "the outcome is the same for all");
    return split(&w, rng, a, out, err);
}
