#include "num/ordinal.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/frame.h"
#include "num/logit.h"

enum { STEPS_MAX = 100, HALVINGS_MAX = 40 };
#define STEP_DONE 1e-10
/* Log odds beyond +-15 come from separation, not from data of our size (logit.c). */
#define FAR 15

/* Unknowns: thresholds first, then the coefficients of the frame's columns without the constant. */
typedef struct Search {
    Frame   f;
    size_t *level, n_threshold, n_par;
    double *par, *trial, *grad, *info, *eta, *score, *curve;
} Search;

static const double *z_of(const Search *s, size_t i) { return s->f.z + i * s->f.k + 1; }

/* Of one row: its probability, and slope and curvature of the log of it in the upper and the lower threshold's distance. */
typedef struct RowPart {
    double p, ga, gb, haa, hbb, hab;
} RowPart;

static RowPart row_part(const Search *s, const double *par, size_t i, double eta)
{
    size_t y = s->level[i], last = s->n_threshold;
    double fa = y < last ? expit(par[y] - eta) : 1, fb = y > 0 ? expit(par[y - 1] - eta) : 0;
    double da = fa * (1 - fa), db = fb * (1 - fb);
    /* In the upper tail both are near 1: their difference is taken from the other end. */
    double p = y < last && y > 0 && fb > 0.5 ? expit(eta - par[y - 1]) - expit(eta - par[y]) : fa - fb;
    RowPart r = { .p = p, .ga = da / p, .gb = -db / p };
    r.haa = da * (1 - 2 * fa) / p - r.ga * r.ga;
    r.hbb = -db * (1 - 2 * fb) / p - r.gb * r.gb;
    r.hab = -r.ga * r.gb;
    return r;
}

/* NaN where thresholds are out of order. */
static double loglik_at(Search *s, const double *par)
{
    double sum = 0;
    for (size_t k = 1; k < s->n_threshold; k++)
        if (!(par[k] > par[k - 1]))
            return F64_NAN;
    for (size_t i = 0; i < s->f.n; i++) {
        double eta = 0;
        for (size_t j = 0; j + 1 < s->f.k; j++)
            eta += z_of(s, i)[j] * par[s->n_threshold + j];
        s->eta[i] = eta;
        sum += log(row_part(s, par, i, eta).p);
    }
    return sum;
}

/* Adds v v' times -h into the lower triangle, v having 1 at threshold t (SIZE_MAX: none) and -z at the coefficients. */
static void add_square(Search *s, const double *z, size_t t, double h)
{
    size_t q = s->n_threshold, m = s->n_par;
    if (t != SIZE_MAX)
        s->info[t * m + t] -= h;
    for (size_t j = 0; j < m - q; j++) {
        if (t != SIZE_MAX)
            s->info[(q + j) * m + t] += h * z[j];
        for (size_t k = 0; k <= j; k++)
            s->info[(q + j) * m + q + k] -= h * z[j] * z[k];
    }
}

static void slopes(Search *s)
{
    size_t q = s->n_threshold, m = s->n_par;
    memset(s->grad, 0, m * sizeof *s->grad);
    memset(s->info, 0, m * m * sizeof *s->info);
    for (size_t i = 0; i < s->f.n; i++) {
        RowPart r = row_part(s, s->par, i, s->eta[i]);
        const double *z = z_of(s, i);
        size_t y = s->level[i], up = y < q ? y : SIZE_MAX, down = y > 0 ? y - 1 : SIZE_MAX;
        s->score[i] = -(r.ga + r.gb);
        s->curve[i] = -(r.haa + r.hbb + 2 * r.hab);
        if (up != SIZE_MAX)
            s->grad[up] += r.ga;
        if (down != SIZE_MAX)
            s->grad[down] += r.gb;
        for (size_t j = 0; j < m - q; j++)
            s->grad[q + j] += s->score[i] * z[j];
        add_square(s, z, up, r.haa);
        add_square(s, z, down, r.hbb);
        /* v_a v_b' + v_b v_a': off the diagonal once a pair of thresholds, twice among coefficients. */
        if (up != SIZE_MAX && down != SIZE_MAX)
            s->info[up * m + down] -= r.hab;
        for (size_t j = 0; j < m - q; j++) {
            if (up != SIZE_MAX)
                s->info[(q + j) * m + up] += r.hab * z[j];
            if (down != SIZE_MAX)
                s->info[(q + j) * m + down] += r.hab * z[j];
            for (size_t k = 0; k <= j; k++)
                s->info[(q + j) * m + q + k] -= 2 * r.hab * z[j] * z[k];
        }
    }
}

static void begin(const OrdinalInput *in, Search *s, OrdinalFit *out, Arena *a)
{
    int64_t *kinds = ARENA_NEW_N(a, int64_t, in->n + 1);
    memcpy(kinds, in->level, in->n * sizeof *kinds);
    out->n_level = ids_distinct(kinds, in->n);
    s->level = ARENA_NEW_N(a, size_t, in->n);
    double *count = ARENA_NEW_N(a, double, out->n_level + 1), below = 0;
    for (size_t i = 0; i < in->n; i++) {
        s->level[i] = ids_find(kinds, out->n_level, in->level[i]);
        count[s->level[i]]++;
    }
    s->n_threshold = out->n_level - 1;
    s->n_par = s->n_threshold + s->f.k - 1;
    double **part[] = { &s->par, &s->trial, &s->grad };
    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        *part[k] = ARENA_NEW_N(a, double, s->n_par + 1);
    s->info = ARENA_NEW_N(a, double, s->n_par * s->n_par + 1);
    s->eta = ARENA_NEW_N(a, double, in->n);
    s->score = ARENA_NEW_N(a, double, in->n);
    s->curve = ARENA_NEW_N(a, double, in->n);
    for (size_t k = 0; k < out->n_level; k++) {
        out->loglik_null += count[k] * log(count[k] / (double)in->n);
        below += count[k];
        if (k < s->n_threshold)
            s->par[k] = logit(below / (double)in->n);
    }
}

static void climb(Search *s, OrdinalFit *out)
{
    size_t m = s->n_par;
    out->loglik = loglik_at(s, s->par);
    for (out->iterations = 0; out->iterations < STEPS_MAX; out->iterations++) {
        slopes(s);
        if (!chol_factor(s->info, m)) {
            out->warnings |= LOGIT_NEAR_SINGULAR;
            slopes(s);
            double most = 0;
            for (size_t j = 0; j < m; j++)
                most = fmax(most, s->info[j * m + j]);
            for (size_t j = 0; j < m; j++)
                s->info[j * m + j] += 1e-8 * most;
            if (!chol_factor(s->info, m))
                break;
        }
        double gain = 0;
        double step[ORDINAL_LEVELS_MAX + FRAME_P_MAX + 1];
        memcpy(step, s->grad, m * sizeof *step);
        chol_solve(s->info, m, step);
        for (size_t j = 0; j < m; j++)
            gain += step[j] * s->grad[j];
        double share = 1, at = F64_NAN;
        for (int h = 0; h < HALVINGS_MAX; h++, share /= 2) {
            for (size_t j = 0; j < m; j++)
                s->trial[j] = s->par[j] + share * step[j];
            at = loglik_at(s, s->trial);
            if (at >= out->loglik - 1e-12 * fabs(out->loglik))
                break;
        }
        if (!(at >= out->loglik - 1e-12 * fabs(out->loglik)))
            break;
        memcpy(s->par, s->trial, m * sizeof *s->par);
        out->loglik = at;
        if (gain < STEP_DONE)
            return;
    }
    out->warnings |= LOGIT_NOT_CONVERGED;
}

static void finish(Search *s, OrdinalFit *out, Arena *a)
{
    size_t q = s->n_threshold, m = s->n_par;
    out->loglik = loglik_at(s, s->par);
    slopes(s);
    double *cov = ARENA_NEW_N(a, double, m * m + 1), shift = 0;
    bool known = chol_factor(s->info, m);
    if (known)
        chol_inverse(s->info, m, cov);
    for (size_t j = 1; j < s->f.k; j++) {
        size_t c = s->f.column[j];
        out->beta[c] = s->par[q + j - 1] / s->f.sd[c];
        out->se[c] = known ? sqrt(cov[(q + j - 1) * m + q + j - 1]) / s->f.sd[c] : F64_INF;
        shift += out->beta[c] * s->f.mean[c];
    }
    for (size_t k = 0; k < q; k++)
        out->threshold[k] = s->par[k] + shift;
    for (size_t i = 0; i < s->f.n; i++)
        if (fabs(s->eta[i]) > FAR)
            out->warnings |= LOGIT_SEPARATED;
    out->eta = s->eta;
    out->score = s->score;
    out->curve = s->curve;
}

Status ordinal_fit(const OrdinalInput *in, Arena *a, OrdinalFit *out, Err *err)
{
    Search s = { .n_par = 0 };
    *out = (OrdinalFit){ .n = in->n, .p = in->p };
    if (!in->n)
        return ERR(err, ST_NUMERIC, "no rows");
    Status st = frame_build(&(FrameInput){ .x = in->x, .n = in->n, .p = in->p }, a, &s.f, err);
    if (st)
        return st;
    begin(in, &s, out, a);
    if (out->n_level < 2)
        return ERR(err, ST_NUMERIC, "every answer is the same");
    if (out->n_level > ORDINAL_LEVELS_MAX)
        return ERR(err, ST_TOO_BIG, "%zu levels, at most %d", out->n_level, ORDINAL_LEVELS_MAX);
    if (s.f.dropped)
        out->warnings |= LOGIT_DROPPED;
    out->beta = ARENA_NEW_N(a, double, in->p + 1);
    out->se = ARENA_NEW_N(a, double, in->p + 1);
    out->threshold = ARENA_NEW_N(a, double, out->n_level);
    climb(&s, out);
    finish(&s, out, a);
    return ST_OK;
}
