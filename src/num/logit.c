#include "num/logit.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/frame.h"

enum { ITERATIONS_MAX = 100, HALVINGS_MAX = 30 };

/* Newton squares its error each step, so a step this small is the last that changes anything. */
#define STEP_DONE 1e-9
/* Collinear columns: this much ridge per unit of weight lifts the pivot above CHOL_TINY while
 * moving estimable combinations by less than a millionth. */
#define RESCUE_RIDGE 1e-8
/* Log odds beyond +-15 (one in three million) come from separation, not from data of our size. */
#define ETA_SEPARATED 15

/* One fit under way; k coefficients on the scale of the frame. */
typedef struct Newton {
    const LogitInput *in;
    Frame   f;
    double *ridge;                                      /* k; none on the intercept */
    bool    linear;
    double *b, *trial, *grad, *info, *eta, *half, *v;   /* v: weights of the rows in the information */
    double *part;                                       /* the factor without its last column, which is held; NULL: none is */
    double  objective;
    unsigned warnings;
} Newton;

static double row_weight(const Newton *t, size_t i) { return t->in->w ? t->in->w[i] : 1; }

static double dot(const double *a, const double *b, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        s += a[i] * b[i];
    return s;
}

double logit_penalty(const Frame *f, const double *penalty, size_t r)
{
    size_t column = f->column[r];
    return penalty ? penalty[column] / (f->sd[column] * f->sd[column]) : 0;
}

/* Information at the etas held in t, lower triangle, with the ridge on its diagonal; factored. */
static bool factor_info(Newton *t)
{
    size_t k = t->f.k;
    memset(t->info, 0, k * k * sizeof *t->info);
    for (size_t i = 0; i < t->f.n; i++) {
        double w = row_weight(t, i), mu = expit(t->eta[i]);
        t->v[i] = t->linear ? w : w * mu * (1 - mu);
    }
    cross_add(&(CrossRows){ t->f.z, k, t->f.n, k }, t->v, t->info);
    for (size_t r = 1; r < k; r++)
        t->info[r * k + r] += t->ridge[r];
    return chol_factor(t->info, k);
}

/* Sets eta from b; returns the objective (Firth's term needs the factor: info is overwritten). */
static double objective_at(Newton *t, const double *b)
{
    size_t k = t->f.k;
    double s = 0;
    for (size_t i = 0; i < t->f.n; i++) {
        double e = t->eta[i] = dot(t->f.z + i * k, b, k), y = t->in->y[i], w = row_weight(t, i);
        if (w > 0)
            s += w * (t->linear ? -(y - e) * (y - e) / 2 : y * e - log1p_exp(e));
    }
    for (size_t r = 1; r < k; r++)
        s -= t->ridge[r] * b[r] * b[r] / 2;
    if (t->in->firth)
        s += factor_info(t) ? chol_log_det(t->info, k) / 2 : -F64_INF;
    return s;
}

static double leverage_of(Newton *t, size_t i, double w)
{
    size_t k = t->f.k;
    double mu = expit(t->eta[i]);
    chol_half(t->info, k, t->f.z + i * k, t->half);
    return (t->linear ? w : w * mu * (1 - mu)) * dot(t->half, t->half, k);
}

static void gradient(Newton *t)
{
    size_t k = t->f.k;
    for (size_t r = 0; r < k; r++)
        t->grad[r] = -t->ridge[r] * t->b[r];
    for (size_t i = 0; i < t->f.n; i++) {
        double w = row_weight(t, i);
        if (w <= 0)
            continue;
        double mu = t->linear ? t->eta[i] : expit(t->eta[i]);
        double g = w * (t->in->y[i] - mu);
        if (t->in->firth)
            g += leverage_of(t, i, w) * (0.5 - mu);
        for (size_t r = 0; r < k; r++)
            t->grad[r] += g * t->f.z[i * k + r];
    }
}

/* The step from the gradient.  A factor's leading part is the factor of the leading part: with the last column held, the others' step needs no other. */
static void solve_step(Newton *t)
{
    size_t k = t->f.k;
    if (!t->part) {
        chol_solve(t->info, k, t->grad);
        return;
    }
    for (size_t i = 0; i + 1 < k; i++)
        memcpy(t->part + i * (k - 1), t->info + i * k, (k - 1) * sizeof *t->part);
    chol_solve(t->part, k - 1, t->grad);
    t->grad[k - 1] = 0;
}

/* One halved Newton step from b; returns the size of the step taken (0: no progress possible). */
static double step(Newton *t)
{
    size_t k = t->f.k;
    double size = 0, shrink = 1;
    if (!factor_info(t)) {
        t->warnings |= LOGIT_NEAR_SINGULAR;
        for (size_t r = 1; r < k; r++)
            t->ridge[r] += RESCUE_RIDGE * t->f.weight;
        t->objective = objective_at(t, t->b);
        if (!factor_info(t))
            return 0;
    }
    gradient(t);
    solve_step(t);
    for (int half = 0; half < HALVINGS_MAX; half++, shrink /= 2) {
        for (size_t r = 0; r < k; r++)
            t->trial[r] = t->b[r] + shrink * t->grad[r];
        double o = objective_at(t, t->trial);
        if (!(o >= t->objective - 1e-12 * fabs(t->objective)))
            continue;
        for (size_t r = 0; r < k; r++)
            size = fmax(size, fabs(t->trial[r] - t->b[r]) / (1 + fabs(t->b[r])));
        memcpy(t->b, t->trial, k * sizeof *t->b);
        t->objective = o;
        return size;
    }
    (void)objective_at(t, t->b);
    return 0;
}

static int climb(Newton *t)
{
    t->objective = objective_at(t, t->b);
    for (int it = 1; it <= ITERATIONS_MAX; it++)
        if (step(t) < STEP_DONE)
            return it;
    t->warnings |= LOGIT_NOT_CONVERGED;
    return ITERATIONS_MAX;
}

/* Separated when every event has larger log odds than every non-event, or log odds run away. */
static unsigned separation(const Newton *t)
{
    double events_least = F64_INF, others_most = -F64_INF, most = 0;
    for (size_t i = 0; i < t->f.n; i++) {
        if (row_weight(t, i) <= 0)
            continue;
        if (t->in->y[i] > 0)
            events_least = fmin(events_least, t->eta[i]);
        if (t->in->y[i] < 1)
            others_most = fmax(others_most, t->eta[i]);
        most = fmax(most, fabs(t->eta[i]));
    }
    return events_least > others_most || most > ETA_SEPARATED ? LOGIT_SEPARATED : 0;
}

static Status input_check(const LogitInput *in, bool linear, Err *err)
{
    if (!(in->ridge >= 0) || !isfinite(in->ridge) || (in->firth && (in->ridge > 0 || linear)))
        return ERR(err, ST_INVALID, "ridge %g%s", in->ridge,
                   in->firth ? " together with Firth" : "");
    for (size_t j = 0; in->penalty && j < in->p; j++)
        if (!(in->penalty[j] >= 0) || !isfinite(in->penalty[j]))
            return ERR(err, ST_INVALID, "penalty %g of column %zu", in->penalty[j], j + 1);
    for (size_t i = 0; i < in->n; i++)
        if (!isfinite(in->y[i]) || (!linear && (in->y[i] < 0 || in->y[i] > 1)))
            return ERR(err, ST_INVALID, "outcome %zu is %g", i + 1, in->y[i]);
    return ST_OK;
}

/* All y equal: the likelihood has no maximum.  Half an event is as much as one can say. */
static void one_class(Newton *t, double share)
{
    double w = t->f.weight;
    t->b[0] = logit((share * w + 0.5) / (w + 1));
    t->objective = objective_at(t, t->b);
    t->warnings |= LOGIT_ONE_CLASS;
}

/* Firth's log|I|/2 is given in the units of x, as other programs do. */
static void report(Newton *t, Arena *a, LogitFit *out)
{
    size_t k = t->f.k, n = t->f.n;
    bool ok = factor_info(t);
    for (size_t i = 0; i < n; i++) {
        double w = row_weight(t, i);
        out->mu[i] = t->linear ? t->eta[i] : expit(t->eta[i]);
        out->leverage[i] = ok ? fmin(1, leverage_of(t, i, w > 0 ? w : 1)) : 0;
    }
    ArenaMark mark = arena_mark(a);
    double *cov = ARENA_NEW_N(a, double, k * k), scale = 1, rss = 0;
    if (ok)
        chol_inverse(t->info, k, cov);
    else
        t->warnings |= LOGIT_NEAR_SINGULAR;
    for (size_t i = 0; t->linear && i < n; i++)
        rss += row_weight(t, i) * (t->in->y[i] - t->eta[i]) * (t->in->y[i] - t->eta[i]);
    if (t->linear)
        scale = t->f.weight > (double)k ? rss / (t->f.weight - (double)k) : 0;
    for (size_t r = 0; r < k * k; r++)
        cov[r] *= scale;
    frame_se(&t->f, cov, out->se);
    arena_rewind(a, mark);
    frame_beta(&t->f, t->b, out->beta);
    out->loglik = out->objective = t->objective;
    for (size_t r = 1; r < k; r++)
        out->loglik += t->ridge[r] * t->b[r] * t->b[r] / 2
                       + (t->in->firth ? log(t->f.sd[t->f.column[r]]) : 0);
}

/* Where to begin: at what is given, and with the last column where it is held. */
static Status begin(Newton *t, double intercept, Arena *a, Err *err)
{
    const LogitInput *in = t->in;
    size_t k = t->f.k;
    t->b[0] = in->start ? in->start[0] : intercept;
    for (size_t r = 1; in->start && r < k; r++) {
        t->b[r] = in->start[t->f.column[r] + 1] * t->f.sd[t->f.column[r]];
        t->b[0] += in->start[t->f.column[r] + 1] * t->f.mean[t->f.column[r]];
    }
    if (!in->hold)
        return ST_OK;
    if (k < 2 || t->f.column[k - 1] != in->p - 1)
        return ERR(err, ST_NUMERIC, "the column to hold does not vary");
    t->b[k - 1] = in->held * t->f.sd[in->p - 1];
    t->part = ARENA_NEW_N(a, double, k * k);
    return ST_OK;
}

static Status fit(const LogitInput *in, bool linear, Arena *a, LogitFit *out, Err *err)
{
    Newton t = { .in = in, .linear = linear };
    Status st = input_check(in, linear, err);
    if (st)
        return st;
    LogitFit r = { .n = in->n, .p = in->p };
    r.beta = ARENA_NEW_N(a, double, in->p + 1);
    r.se = ARENA_NEW_N(a, double, in->p + 1);
    r.mu = ARENA_NEW_N(a, double, in->n);
    r.leverage = ARENA_NEW_N(a, double, in->n);
    ArenaMark mark = arena_mark(a);
    st = frame_build(&(FrameInput){ in->x, in->w, in->n, in->p }, a, &t.f, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    size_t k = t.f.k;
    double *work = ARENA_NEW_N(a, double, 5 * k), wy = 0;
    t.b = work, t.trial = work + k, t.grad = work + 2 * k, t.half = work + 3 * k, t.ridge = work + 4 * k;
    for (size_t c = 1; c < k; c++)
        t.ridge[c] = in->ridge + logit_penalty(&t.f, in->penalty, c);
    t.info = ARENA_NEW_N(a, double, k * k);
    t.eta = ARENA_NEW_N(a, double, in->n);
    t.v = ARENA_NEW_N(a, double, in->n);
    for (size_t i = 0; i < in->n; i++)
        wy += row_weight(&t, i) * in->y[i];
    double share = wy / t.f.weight;
    st = begin(&t, linear ? share : logit(share), a, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    if (!linear && (share <= 0 || share >= 1))
        one_class(&t, share);
    else
        r.iterations = climb(&t);
    if (!linear && !(t.warnings & LOGIT_ONE_CLASS))
        t.warnings |= separation(&t);
    report(&t, a, &r);
    r.dropped = t.f.dropped;
    r.warnings = t.warnings | (r.dropped ? LOGIT_DROPPED : 0);
    arena_rewind(a, mark);
    *out = r;
    return ST_OK;
}

Status logit_fit(const LogitInput *in, Arena *a, LogitFit *out, Err *err)
{
    return fit(in, false, a, out, err);
}

Status linear_fit(const LogitInput *in, Arena *a, LogitFit *out, Err *err)
{
    return fit(in, true, a, out, err);
}

void logit_predict(const LogitFit *fitted, const double *x, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        double eta = fitted->beta[0];
        for (size_t j = 0; j < fitted->p; j++)
            eta += fitted->beta[j + 1] * x[j * n + i];
        out[i] = expit(eta);
    }
}
