#include "num/compete.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/cross.h"
#include "num/frame.h"

enum { ITERATIONS_MAX = 60, HALVINGS_MAX = 30, EVENTS_A_COLUMN = 10 };

/* As in cox.c: a step and a gain this small are rounding; information at zero faded to this share: the coefficient runs away. */
#define STEP_DONE    1e-9
#define GAIN_DONE    1e-13
#define FADED        1e-3
#define RESCUE_RIDGE 1e-8

/* One distinct time: rows first .. end - 1 in order. */
typedef struct Moment {
    size_t first, end, n_event, n_censored;
    double g;                 /* share not yet censored just before it */
    double s0, *mean;         /* of the set at risk; set where something ended the way asked about */
} Moment;

typedef struct Rows {
    const CompeteInput *in;
    Frame    f;
    size_t   n, k, *row;      /* row: in order of time */
    Moment  *moment;
    size_t   n_moment, *of;   /* of: row -> its moment */
    double  *b, *trial, *grad, *info, *eta, *risk, *lived;
    double   ridge, objective;
    unsigned warnings;
} Rows;

typedef struct Key {
    double time;
    size_t row;
} Key;

static int by_time(const void *l, const void *r)
{
    const Key *a = l, *b = r;
    int c = (a->time > b->time) - (a->time < b->time);
    return c ? c : (a->row > b->row) - (a->row < b->row);
}

static const double *z_of(const Rows *r, size_t i) { return r->f.z + i * (r->k + 1) + 1; }

static bool is_event(const Rows *r, size_t i) { return r->in->cause[i] == r->in->of; }

static bool is_other(const Rows *r, size_t i) { return r->in->cause[i] && r->in->cause[i] != r->in->of; }

static Status input_check(const CompeteInput *in, Err *err)
{
    size_t events = 0;
    if (!(in->ridge >= 0) || !isfinite(in->ridge) || !in->of)
        return ERR(err, ST_INVALID, "ridge %g, cause %u", in->ridge, in->of);
    for (size_t i = 0; i < in->n; i++) {
        if (!isfinite(in->time[i]) || !(in->time[i] > 0))
            return ERR(err, ST_INVALID, "row %zu: time %g", i + 1, in->time[i]);
        events += in->cause[i] == in->of;
    }
    return events ? ST_OK : ERR(err, ST_NUMERIC, "nothing ended this way, so there is nothing to explain");
}

static void find_moments(Rows *r, Arena *a)
{
    Key *key = ARENA_NEW_N(a, Key, r->n);
    double g = 1;
    for (size_t i = 0; i < r->n; i++)
        key[i] = (Key){ r->in->time[i], i };
    qsort(key, r->n, sizeof *key, by_time);
    for (size_t i = 0; i < r->n;) {
        Moment *m = &r->moment[r->n_moment];
        *m = (Moment){ .first = i, .g = g };
        for (; i < r->n && key[i].time == key[m->first].time; i++) {
            size_t at = r->row[i] = key[i].row;
            r->of[at] = r->n_moment;
            m->n_event += is_event(r, at);
            m->n_censored += !r->in->cause[at];
        }
        m->end = i;
        g *= 1 - (double)m->n_censored / (double)(r->n - m->first);
        if (m->n_event)
            m->mean = ARENA_NEW_N(a, double, r->k);
        r->n_moment++;
    }
}

static Status rows_init(Rows *r, const CompeteInput *in, Arena *a, Err *err)
{
    size_t n = in->n;
    Status st = input_check(in, err);
    *r = (Rows){ .in = in, .n = n, .ridge = in->ridge };
    if (!st)
        st = frame_build(&(FrameInput){ in->x, NULL, n, in->p }, a, &r->f, err);
    if (st)
        return st;
    if (r->f.k < 2)
        return ERR(err, ST_NUMERIC, "no column with any variation");
    r->k = r->f.k - 1;
    r->row = ARENA_NEW_N(a, size_t, n);
    r->of = ARENA_NEW_N(a, size_t, n);
    r->moment = ARENA_NEW_N(a, Moment, n);
    r->eta = ARENA_NEW_N(a, double, n);
    r->risk = ARENA_NEW_N(a, double, n);
    r->lived = ARENA_NEW_N(a, double, n);
    r->b = ARENA_NEW_N(a, double, r->k);
    r->trial = ARENA_NEW_N(a, double, r->k);
    r->grad = ARENA_NEW_N(a, double, r->k);
    r->info = ARENA_NEW_N(a, double, r->k * r->k);
    find_moments(r, a);
    return ST_OK;
}

/* sum[0] += v; sum[1 ..] += v z. */
static void add(double *sum, double v, const double *z, size_t k)
{
    sum[0] += v;
    for (size_t c = 0; c < k; c++)
        sum[c + 1] += v * z[c];
}

/* The sets at risk while time runs backwards: those not ended yet, and behind G those that ended in another way before.  Returns the log likelihood. */
static double sets_at_risk(Rows *r, Arena *scratch)
{
    size_t k = r->k, others = 0;
    ArenaMark mark = arena_mark(scratch);
    double *here = ARENA_NEW_N(scratch, double, k + 1), *gone = ARENA_NEW_N(scratch, double, k + 1), ll = 0;
    for (size_t i = 0; i < r->n; i++)
        if (is_other(r, i)) {
            add(gone, r->risk[i] / r->moment[r->of[i]].g, z_of(r, i), k);
            others++;
        }
    for (size_t m = r->n_moment; m-- > 0;) {
        Moment *t = &r->moment[m];
        for (size_t j = t->first; j < t->end; j++) {
            size_t i = r->row[j];
            add(here, r->risk[i], z_of(r, i), k);
            if (!is_other(r, i))
                continue;
            add(gone, -r->risk[i] / t->g, z_of(r, i), k);
            others--;
        }
        if (!others)
            memset(gone, 0, (k + 1) * sizeof *gone);      /* and not what rounding left of it */
        if (!t->n_event)
            continue;
        t->s0 = here[0] + t->g * gone[0];
        for (size_t c = 0; c < k; c++)
            t->mean[c] = (here[c + 1] + t->g * gone[c + 1]) / t->s0;
        ll -= (double)t->n_event * log(t->s0);
        for (size_t j = t->first; j < t->end; j++)
            if (is_event(r, r->row[j]))
                ll += r->eta[r->row[j]];
    }
    arena_rewind(scratch, mark);
    return ll;
}

/* How much of the baseline each row lived through, weighted behind its end where it ended in another way. */
static void find_lived(Rows *r)
{
    double whole = 0, sum = 0, weighted = 0;
    for (size_t m = 0; m < r->n_moment; m++)
        whole += r->moment[m].n_event ? r->moment[m].g * (double)r->moment[m].n_event / r->moment[m].s0 : 0;
    for (size_t m = 0; m < r->n_moment; m++) {
        const Moment *t = &r->moment[m];
        if (t->n_event) {
            sum += (double)t->n_event / t->s0;
            weighted += t->g * (double)t->n_event / t->s0;
        }
        for (size_t j = t->first; j < t->end; j++)
            r->lived[r->row[j]] = sum + (is_other(r, r->row[j]) ? fmax(0, whole - weighted) / t->g : 0);
    }
}

/* Penalised log likelihood at b, with gradient and information there. */
static double objective(Rows *r, const double *b, Arena *scratch)
{
    size_t k = r->k;
    ArenaMark mark = arena_mark(scratch);
    double *v = ARENA_NEW_N(scratch, double, r->n);
    memset(r->grad, 0, k * sizeof *r->grad);
    memset(r->info, 0, k * k * sizeof *r->info);
    for (size_t i = 0; i < r->n; i++) {
        const double *z = z_of(r, i);
        double e = 0;
        for (size_t c = 0; c < k; c++)
            e += b[c] * z[c];
        r->eta[i] = e;
        r->risk[i] = exp(e);
    }
    double o = sets_at_risk(r, scratch);
    find_lived(r);
    for (size_t i = 0; i < r->n; i++) {
        const double *z = z_of(r, i);
        v[i] = r->risk[i] * r->lived[i];
        for (size_t c = 0; c < k; c++)
            r->grad[c] += (is_event(r, i) - v[i]) * z[c];
    }
    cross_add(&(CrossRows){ z_of(r, 0), k + 1, r->n, k }, v, r->info);
    for (size_t m = 0; m < r->n_moment; m++)
        for (size_t i = 0; r->moment[m].n_event && i < k; i++)
            for (size_t j = 0; j <= i; j++)
                r->info[i * k + j] -= (double)r->moment[m].n_event * r->moment[m].mean[i] * r->moment[m].mean[j];
    for (size_t c = 0; c < k; c++) {
        o -= r->ridge * b[c] * b[c] / 2;
        r->grad[c] -= r->ridge * b[c];
        r->info[c * k + c] += r->ridge;
    }
    arena_rewind(scratch, mark);
    return o;
}

static bool factor(Rows *r, Arena *a)
{
    if (chol_factor(r->info, r->k))
        return true;
    r->warnings |= COX_NEAR_SINGULAR;
    r->ridge += RESCUE_RIDGE * (double)r->n;
    r->objective = objective(r, r->b, a);
    return chol_factor(r->info, r->k);
}

/* One halved Newton step; the size of it, 0 when no progress is possible.  Leaves all sums at b. */
static double newton(Rows *r, Arena *a)
{
    size_t k = r->k;
    double shrink = 1, size = 0;
    ArenaMark mark = arena_mark(a);
    double *step = ARENA_NEW_N(a, double, k);
    if (!factor(r, a)) {
        r->objective = objective(r, r->b, a);
        arena_rewind(a, mark);
        return 0;
    }
    memcpy(step, r->grad, k * sizeof *step);
    chol_solve(r->info, k, step);
    for (int half = 0; half < HALVINGS_MAX; half++, shrink /= 2) {
        for (size_t c = 0; c < k; c++)
            r->trial[c] = r->b[c] + shrink * step[c];
        double o = objective(r, r->trial, a);
        if (!(o >= r->objective - 1e-12 * fabs(r->objective)))
            continue;
        for (size_t c = 0; c < k; c++)
            size = fmax(size, fabs(r->trial[c] - r->b[c]) / (1 + fabs(r->b[c])));
        memcpy(r->b, r->trial, k * sizeof *r->b);
        bool done = o - r->objective < GAIN_DONE * (1 + fabs(o));
        r->objective = o;
        arena_rewind(a, mark);
        return done ? 0 : size;
    }
    r->objective = objective(r, r->b, a);
    arena_rewind(a, mark);
    return 0;
}

/* eta of Fine and Gray: score residuals as if G were known. */
static void residuals(const Rows *r, double *u, Arena *a)
{
    size_t k = r->k;
    double *now = ARENA_NEW_N(a, double, k), *left = ARENA_NEW_N(a, double, k);   /* sums of d mean/S0 up to now; of G d mean/S0 behind it */
    for (size_t m = 0; m < r->n_moment; m++)
        for (size_t c = 0; r->moment[m].n_event && c < k; c++)
            left[c] += r->moment[m].g * (double)r->moment[m].n_event / r->moment[m].s0 * r->moment[m].mean[c];
    for (size_t m = 0; m < r->n_moment; m++) {
        const Moment *t = &r->moment[m];
        for (size_t c = 0; t->n_event && c < k; c++) {
            double v = (double)t->n_event / t->s0 * t->mean[c];
            now[c] += v;
            left[c] -= t->g * v;
        }
        for (size_t j = t->first; j < t->end; j++) {
            size_t i = r->row[j];
            const double *z = z_of(r, i);
            for (size_t c = 0; c < k; c++)
                u[i * k + c] = (is_event(r, i) ? z[c] - t->mean[c] : 0) - r->risk[i] * (r->lived[i] * z[c] - now[c] - (is_other(r, i) ? left[c] / t->g : 0));
        }
    }
}

/* psi: a row that is censored moves the weights of all that ended in another way before it, for all that is compared from then on (q of Fine and Gray,
 * with its own treatment of ties: s >= u > T). */
static void weights_unknown(const Rows *r, double *u, Arena *a)
{
    size_t k = r->k;
    double *ended = ARENA_NEW_N(a, double, k + 1), *left = ARENA_NEW_N(a, double, k + 1), *sum = ARENA_NEW_N(a, double, k), *q = ARENA_NEW_N(a, double, k);
    for (size_t m = 0; m < r->n_moment; m++)
        if (r->moment[m].n_event)
            add(left, r->moment[m].g * (double)r->moment[m].n_event / r->moment[m].s0, r->moment[m].mean, k);
    for (size_t m = 0; m < r->n_moment; m++) {
        const Moment *t = &r->moment[m];
        double at_risk = (double)(r->n - t->first);
        for (size_t c = 0; c < k; c++) {
            q[c] = (ended[c + 1] * left[0] - ended[0] * left[c + 1]) / at_risk;
            sum[c] += q[c] * (double)t->n_censored / at_risk;
        }
        for (size_t j = t->first; j < t->end; j++)
            for (size_t c = 0; c < k; c++)
                u[r->row[j] * k + c] += (r->in->cause[r->row[j]] ? 0 : q[c]) - sum[c];
        if (t->n_event)
            add(left, -t->g * (double)t->n_event / t->s0, t->mean, k);
        for (size_t j = t->first; j < t->end; j++)
            if (is_other(r, r->row[j]))
                add(ended, r->risk[r->row[j]] / t->g, z_of(r, r->row[j]), k);
    }
}

/* cov := inverse * sum over clusters of (score score') * inverse, on the scale of z. */
static size_t sandwich(const Rows *r, const double *inverse, double *cov, Arena *a)
{
    size_t k = r->k, n = r->n;
    double *u = ARENA_NEW_N(a, double, n * k), *half = ARENA_NEW_N(a, double, n * k);
    ClusterIndex by = { 0 };
    residuals(r, u, a);
    weights_unknown(r, u, a);
    if (r->in->cluster) {
        by = cluster_index(r->in->cluster, n, a);
        double *sum = ARENA_NEW_N(a, double, by.n * k);
        for (size_t i = 0; i < n; i++)
            for (size_t c = 0; c < k; c++)
                sum[by.of[i] * k + c] += u[i * k + c];
        u = sum;
        n = by.n;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < k; c++)
            for (size_t j = 0; j < k; j++)
                half[i * k + c] += inverse[c * k + j] * u[i * k + j];
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < k; c++)
            for (size_t j = 0; j < k; j++)
                cov[c * k + j] += half[i * k + c] * half[i * k + j];
    return n;
}

static void finish(Rows *r, const double *at_null, Arena *a, CompeteFit *out)
{
    size_t k = r->k, p = out->p;
    ArenaMark mark = arena_mark(a);
    double *inverse = ARENA_NEW_N(a, double, k * k), *cov = ARENA_NEW_N(a, double, k * k);
    out->loglik = r->objective;
    for (size_t c = 0; c < k; c++) {
        out->loglik += r->ridge * r->b[c] * r->b[c] / 2;
        if (r->info[c * k + c] - r->ridge < FADED * at_null[c])
            r->warnings |= COX_RUNAWAY;
    }
    if (factor(r, a))
        chol_inverse(r->info, k, inverse);
    out->n_cluster = sandwich(r, inverse, cov, a);
    for (size_t i = 0; i < k; i++) {
        size_t at = r->f.column[i + 1];
        out->beta[at] = r->b[i] / r->f.sd[at];
        out->se[at] = sqrt(fmax(0, cov[i * k + i])) / r->f.sd[at];
        for (size_t j = 0; j < k; j++)
            out->cov[at * p + r->f.column[j + 1]] = cov[i * k + j] / r->f.sd[at] / r->f.sd[r->f.column[j + 1]];
    }
    for (size_t i = 0; i < r->n; i++)
        *(is_event(r, i) ? &out->n_event : is_other(r, i) ? &out->n_other : &out->n_censored) += 1;
    arena_rewind(a, mark);
}

Status compete_fit(const CompeteInput *in, Arena *a, CompeteFit *out, Err *err)
{
    Rows r;
    CompeteFit f = { .n = in->n, .p = in->p, .beta = ARENA_NEW_N(a, double, in->p + 1), .se = ARENA_NEW_N(a, double, in->p + 1),
                     .cov = ARENA_NEW_N(a, double, in->p * in->p + 1) };
    ArenaMark mark = arena_mark(a);
    Status st = rows_init(&r, in, a, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    double *at_null = ARENA_NEW_N(a, double, r.k);
    r.objective = f.loglik_null = objective(&r, r.b, a);
    for (size_t c = 0; c < r.k; c++)
        at_null[c] = r.info[c * r.k + c];
    for (f.iterations = 1; f.iterations <= ITERATIONS_MAX && newton(&r, a) >= STEP_DONE; f.iterations++)
        continue;
    if (f.iterations > ITERATIONS_MAX)
        r.warnings |= COX_NOT_CONVERGED;
    finish(&r, at_null, a, &f);
    f.dropped = r.f.dropped;
    f.warnings = r.warnings | (f.dropped ? COX_DROPPED : 0) | (f.n_event < EVENTS_A_COLUMN * r.k ? COX_FEW_EVENTS : 0);
    arena_rewind(a, mark);
    *out = f;
    return ST_OK;
}
