#include "num/cox.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/cox_in.h"
#include "num/dist.h"

enum { ITERATIONS_MAX = 60, HALVINGS_MAX = 30, EVENTS_A_COLUMN = 10 };

/* Newton squares its error each step; a gain this small, relative to the log likelihood, is its rounding. */
#define STEP_DONE 1e-9
#define GAIN_DONE 1e-13
/* Where a coefficient runs away, what the data say about it fades: of the information at zero this much is left. */
#define FADED        1e-3
#define RESCUE_RIDGE 1e-8

typedef struct Climb {
    CoxRows *r;
    double   ridge, objective;
    double  *b, *trial, *grad, *info, *step;
    unsigned warnings;
} Climb;

static double objective(Climb *t, const double *b, bool whole, Arena *a)
{
    size_t k = t->r->k;
    for (size_t i = 0; i < t->r->n; i++) {
        const double *z = cox_z(t->r, i);
        double e = 0;
        for (size_t c = 0; c < k; c++)
            e += b[c] * z[c];
        t->r->eta[i] = e;
    }
    double o = cox_likelihood(t->r, whole ? t->grad : NULL, whole ? t->info : NULL, a);
    for (size_t c = 0; c < k; c++) {
        o -= t->ridge * b[c] * b[c] / 2;
        if (whole) {
            t->grad[c] -= t->ridge * b[c];
            t->info[c * k + c] += t->ridge;
        }
    }
    return o;
}

/* Factors the information at b, lifting it by a small ridge where columns are collinear. */
static bool factor(Climb *t, Arena *a)
{
    if (chol_factor(t->info, t->r->k))
        return true;
    t->warnings |= COX_NEAR_SINGULAR;
    t->ridge += RESCUE_RIDGE * t->r->f.weight;
    t->objective = objective(t, t->b, true, a);
    return chol_factor(t->info, t->r->k);
}

/* One halved Newton step; the size of it, 0 when no progress is possible.  Leaves gradient and information at b. */
static double newton(Climb *t, Arena *a)
{
    size_t k = t->r->k;
    double shrink = 1, size = 0;
    if (!factor(t, a)) {
        t->objective = objective(t, t->b, true, a);
        return 0;
    }
    memcpy(t->step, t->grad, k * sizeof *t->step);
    chol_solve(t->info, k, t->step);
    for (int half = 0; half < HALVINGS_MAX; half++, shrink /= 2) {
        for (size_t c = 0; c < k; c++)
            t->trial[c] = t->b[c] + shrink * t->step[c];
        double o = objective(t, t->trial, true, a);
        if (!(o >= t->objective - 1e-12 * fabs(t->objective)))
            continue;
        for (size_t c = 0; c < k; c++)
            size = fmax(size, fabs(t->trial[c] - t->b[c]) / (1 + fabs(t->b[c])));
        memcpy(t->b, t->trial, k * sizeof *t->b);
        bool done = o - t->objective < GAIN_DONE * (1 + fabs(o));
        t->objective = o;
        return done ? 0 : size;
    }
    t->objective = objective(t, t->b, true, a);
    return 0;
}

static int climb(Climb *t, Arena *a)
{
    for (int it = 1; it <= ITERATIONS_MAX; it++)
        if (newton(t, a) < STEP_DONE)
            return it;
    t->warnings |= COX_NOT_CONVERGED;
    return ITERATIONS_MAX;
}

/* cov (k by k, factor of the information in info) around the scores added up by cluster. */
static void sandwich(const CoxRows *r, const double *inverse, const ClusterIndex *by, double *cov, Arena *a)
{
    size_t k = r->k;
    double *score = ARENA_NEW_N(a, double, r->n * k), *sum = ARENA_NEW_N(a, double, by->n * k);
    double *meat = ARENA_NEW_N(a, double, k * k), *half = ARENA_NEW_N(a, double, k * k);
    cox_scores(r, score, a);
    for (size_t i = 0; i < r->n; i++)
        for (size_t c = 0; c < k; c++)
            sum[by->of[r->row[i]] * k + c] += score[i * k + c];
    for (size_t g = 0; g < by->n; g++)
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j < k; j++)
                meat[i * k + j] += sum[g * k + i] * sum[g * k + j];
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            for (size_t c = 0; c < k; c++)
                half[i * k + j] += inverse[i * k + c] * meat[c * k + j];
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            cov[i * k + j] = 0;
            for (size_t c = 0; c < k; c++)
                cov[i * k + j] += half[i * k + c] * inverse[c * k + j];
        }
}

/* What was found on the frame's scale, in the units of x; columns left out get 0. */
static void in_units(const CoxRows *r, const double *b, const double *model, const double *robust, CoxFit *out)
{
    const Frame *f = &r->f;
    size_t k = r->k, p = out->p;
    for (size_t i = 0; i < k; i++) {
        size_t at = f->column[i + 1];
        out->beta[at] = b[i] / f->sd[at];
        out->se[at] = sqrt(fmax(0, model[i * k + i])) / f->sd[at];
        out->robust_se[at] = robust ? sqrt(fmax(0, robust[i * k + i])) / f->sd[at] : out->se[at];
        for (size_t j = 0; j < k; j++) {
            size_t to = f->column[j + 1];
            out->cov[at * p + to] = (robust ? robust : model)[i * k + j] / f->sd[at] / f->sd[to];
        }
    }
}

static void start(Climb *t, CoxFit *out, double *null_info, Arena *a)
{
    size_t k = t->r->k;
    double *u = t->step;
    t->objective = out->loglik_null = objective(t, t->b, true, a);
    for (size_t c = 0; c < k; c++)
        null_info[c] = t->info[c * k + c];
    ArenaMark mark = arena_mark(a);
    double *l = ARENA_NEW_N(a, double, k * k);
    memcpy(l, t->info, k * k * sizeof *l);
    out->score = F64_NAN;
    if (chol_factor(l, k)) {
        chol_half(l, k, t->grad, u);
        out->score = 0;
        for (size_t c = 0; c < k; c++)
            out->score += u[c] * u[c];
    }
    arena_rewind(a, mark);
}

static void finish(Climb *t, const double *null_info, Arena *a, CoxFit *out)
{
    CoxRows *r = t->r;
    size_t k = r->k;
    ArenaMark mark = arena_mark(a);
    double *inverse = ARENA_NEW_N(a, double, k * k), *robust = NULL;
    for (size_t c = 0; c < k; c++)
        if (t->info[c * k + c] - t->ridge < FADED * null_info[c])
            t->warnings |= COX_RUNAWAY;
    out->loglik = t->objective;
    for (size_t c = 0; c < k; c++)
        out->loglik += t->ridge * t->b[c] * t->b[c] / 2;
    if (factor(t, a))
        chol_inverse(t->info, k, inverse);
    if (r->in->cluster) {
        ClusterIndex by = cluster_index(r->in->cluster, r->n, a);
        robust = ARENA_NEW_N(a, double, k * k);
        sandwich(r, inverse, &by, robust, a);
        out->n_cluster = by.n;
    }
    in_units(r, t->b, inverse, robust, out);
    out->concordance = cox_concordance(r, a);
    for (size_t i = 0; i < r->n; i++) {
        out->eta[r->row[i]] = r->eta[i];
        out->n_event += r->event[i];
    }
    arena_rewind(a, mark);
}

Status cox_fit(const CoxInput *in, Arena *a, CoxFit *out, Err *err)
{
    CoxRows r;
    CoxFit f = { .n = in->n, .p = in->p, .beta = ARENA_NEW_N(a, double, in->p + 1), .se = ARENA_NEW_N(a, double, in->p + 1),
                 .robust_se = ARENA_NEW_N(a, double, in->p + 1), .cov = ARENA_NEW_N(a, double, in->p * in->p + 1),
                 .eta = ARENA_NEW_N(a, double, in->n + 1) };
    ArenaMark mark = arena_mark(a);
    Status st = cox_rows(in, a, &r, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    size_t k = r.k;
    double *work = ARENA_NEW_N(a, double, 5 * k);
    Climb t = { .r = &r, .ridge = in->ridge, .b = work, .trial = work + k, .grad = work + 2 * k, .step = work + 3 * k,
                .info = ARENA_NEW_N(a, double, k * k) };
    start(&t, &f, work + 4 * k, a);
    f.iterations = climb(&t, a);
    finish(&t, work + 4 * k, a, &f);
    f.dropped = r.f.dropped;
    f.warnings = t.warnings | (f.dropped ? COX_DROPPED : 0) | (f.n_event < EVENTS_A_COLUMN * k ? COX_FEW_EVENTS : 0);
    arena_rewind(a, mark);
    *out = f;
    return ST_OK;
}

Status cox_baseline(const CoxInput *in, const CoxFit *fit, int64_t stratum, Arena *a, CoxBaseline *out, Err *err)
{
    CoxRows r;
    *out = (CoxBaseline){ .time = ARENA_NEW_N(a, double, in->n), .hazard = ARENA_NEW_N(a, double, in->n) };
    ArenaMark mark = arena_mark(a);
    Status st = cox_rows(in, a, &r, err);
    if (!st) {
        double sum = 0;
        for (size_t i = 0; i < r.n; i++)
            r.eta[i] = fit->eta[r.row[i]];
        (void)cox_likelihood(&r, NULL, NULL, a);
        for (size_t m = r.n_moment; m-- > 0;) {
            const CoxMoment *at = &r.moment[m];
            if (in->stratum && in->stratum[r.row[at->first]] != stratum)
                continue;
            sum += at->h;
            out->time[out->n] = at->time;
            out->hazard[out->n++] = sum;
        }
    }
    arena_rewind(a, mark);
    return st;
}
