#include "num/robust.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/frame.h"

/* What logit.c puts in for columns that repeat each other. */
#define RESCUE 1e-8
/* A row that determines its own fit has no residual to learn from. */
#define ROOM_LEAST 0.05

static double weight_of(const LogitInput *in, size_t i) { return in->w ? in->w[i] : 1; }

/* Information on the frame's scale, factored in place. */
static bool information(const RobustInput *in, const Frame *f, const double *mu, Arena *a, double *info)
{
    double *v = ARENA_NEW_N(a, double, f->n + 1), most = 0;
    for (size_t i = 0; i < f->n; i++)
        v[i] = weight_of(&in->rows, i) * (in->logistic ? mu[i] * (1 - mu[i]) : 1);
    for (int again = 0; again < 2; again++) {
        memset(info, 0, f->k * f->k * sizeof *info);
        cross_add(&(CrossRows){ f->z, f->k, f->n, f->k }, v, info);
        for (size_t j = 0; j < f->k; j++)
            most = fmax(most, info[j * f->k + j]);
        for (size_t j = 1; j < f->k; j++)
            info[j * f->k + j] += in->rows.ridge + (again ? RESCUE * most : 0);
        if (chol_factor(info, f->k))
            return true;
    }
    return false;
}

/* A^-1 B A^-1 on the frame's scale. */
static void sandwich(const RobustInput *in, const Frame *f, const LogitFit *fit, const double *info, Robust *r, Arena *a, double *cov)
{
    ClusterIndex c = cluster_index(in->cluster, f->n, a);
    size_t k = f->k;
    double *score = ARENA_NEW_N(a, double, c.n * k + 1), g = (double)c.n;
    for (size_t i = 0; i < f->n; i++) {
        double room = fmax(1 - fit->leverage[i], ROOM_LEAST);
        double e = weight_of(&in->rows, i) * (in->rows.y[i] - fit->mu[i]) / room;
        for (size_t j = 0; j < k; j++)
            score[c.of[i] * k + j] += f->z[i * k + j] * e;
    }
    memset(cov, 0, k * k * sizeof *cov);
    for (size_t q = 0; q < c.n; q++) {
        chol_solve(info, k, score + q * k);
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j <= i; j++)
                cov[i * k + j] += score[q * k + i] * score[q * k + j] * g / (g - 1);
    }
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < i; j++)
            cov[j * k + i] = cov[i * k + j];
    r->n_clusters = c.n;
    r->df = g - 1;
}

/* How many times the variance of the evened column's coefficient is raised, 1 at least. */
static double raised(const RobustInput *in, const Frame *f, const LogitFit *fit, const double *info, size_t at, Arena *a)
{
    ClusterIndex c = cluster_index(in->cluster, f->n, a);
    const double *side = in->rows.x + (in->evened - 1) * f->n;
    double *unit = ARENA_NEW_N(a, double, f->k), *sum[2] = { ARENA_NEW_N(a, double, c.n + 1), ARENA_NEW_N(a, double, c.n + 1) };
    double n[2] = { 0, 0 }, w[2] = { 0, 0 }, r[2] = { 0, 0 };
    unit[at] = 1;
    chol_solve(info, f->k, unit);
    for (size_t i = 0; i < f->n; i++) {
        double pull = 0, room = fmax(1 - fit->leverage[i], ROOM_LEAST);
        int k = side[i] > 0;
        for (size_t j = 0; j < f->k; j++)
            pull += unit[j] * f->z[i * f->k + j];
        pull *= weight_of(&in->rows, i);
        sum[k][c.of[i]] += pull * (in->rows.y[i] - fit->mu[i]) / room;
        w[k] += pull * pull;
        n[k]++;
    }
    for (size_t q = 0; q < c.n; q++)
        for (int k = 0; k < 2; k++)
            r[k] += sum[k][q] * sum[k][q];
    if (!(w[0] > 0 && w[1] > 0 && r[0] + r[1] > 0))
        return 1;
    return fmax(1, (n[0] * r[0] / w[0] + n[1] * r[1] / w[1]) / (n[0] + n[1]) * (w[0] + w[1]) / (r[0] + r[1]));
}

static void even(const RobustInput *in, const Frame *f, const LogitFit *fit, const double *info, Arena *a, double *cov)
{
    size_t at = 0, k = f->k;
    for (size_t j = 1; j < k; j++)
        if (in->evened && f->column[j] == in->evened - 1)
            at = j;
    if (!at)
        return;
    double more = sqrt(raised(in, f, fit, info, at, a));
    for (size_t j = 0; j < k; j++) {
        cov[at * k + j] *= more;
        cov[j * k + at] *= more;
    }
}

/* From the frame's scale to that of x: beta = T b, cov = T C T'. */
static void unscale(const Frame *f, const double *c, Robust *r, Arena *a)
{
    size_t q = r->p + 1, k = f->k;
    double *t = ARENA_NEW_N(a, double, q * k), *half = ARENA_NEW_N(a, double, q * k);
    t[0] = 1;
    for (size_t j = 1; j < k; j++) {
        t[(f->column[j] + 1) * k + j] = 1 / f->sd[f->column[j]];
        t[j] = -f->mean[f->column[j]] / f->sd[f->column[j]];
    }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < k; j++)
            for (size_t m = 0; m < k; m++)
                half[i * k + j] += t[i * k + m] * c[m * k + j];
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            double s = 0;
            for (size_t m = 0; m < k; m++)
                s += half[i * k + m] * t[j * k + m];
            r->cov[i * q + j] = s;
        }
    for (size_t i = 0; i < q; i++)
        r->se[i] = sqrt(fmax(0, r->cov[i * q + i]));
}

Status robust_fit(const RobustInput *in, Arena *a, Robust *out, Err *err)
{
    LogitFit fit;
    Frame f;
    size_t p = in->rows.p;
    Status st = in->logistic ? logit_fit(&in->rows, a, &fit, err) : linear_fit(&in->rows, a, &fit, err);
    if (!st)
        st = frame_build(&(FrameInput){ .x = in->rows.x, .w = in->rows.w, .n = in->rows.n, .p = p }, a, &f, err);
    if (st)
        return st;
    *out = (Robust){ .n = in->rows.n, .p = p, .beta = fit.beta, .se = ARENA_NEW_N(a, double, p + 1), .cov = ARENA_NEW_N(a, double, (p + 1) * (p + 1)),
                     .mu = fit.mu, .level = in->level != 0 ? in->level : 0.95, .loglik = fit.loglik, .logistic = in->logistic, .warnings = fit.warnings };
    ArenaMark mark = arena_mark(a);
    double *info = ARENA_NEW_N(a, double, f.k * f.k), *cov = ARENA_NEW_N(a, double, f.k * f.k);
    if (!information(in, &f, fit.mu, a, info))
        return ERR(err, ST_NUMERIC, "the columns repeat each other");
    sandwich(in, &f, &fit, info, out, a, cov);
    even(in, &f, &fit, info, a, cov);
    if (out->n_clusters < 2)
        return ERR(err, ST_NUMERIC, "one account alone says nothing about others");
    unscale(&f, cov, out, a);
    arena_rewind(a, mark);
    return ST_OK;
}

static Interval interval_of(const Robust *r, double estimate, double v)
{
    Interval x = { .estimate = estimate, .se = sqrt(fmax(0, v)), .df = r->df, .n = r->n, .n_clusters = r->n_clusters,
                   .method = r->logistic ? "logistic regression, cluster-robust t" : "linear regression, cluster-robust t" };
    double half = t_factor(r->level, x.df) * x.se;
    x.low = estimate - half;
    x.high = estimate + half;
    x.p = x.se > 0 ? t_two_sided(estimate / x.se, x.df) : F64_NAN;
    return x;
}

static double quadratic(const double *cov, const double *g, size_t q)
{
    double v = 0;
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            v += g[i] * g[j] * cov[i * q + j];
    return v;
}

Interval robust_contrast(const Robust *r, const double *weight)
{
    double sum = 0;
    for (size_t i = 0; i <= r->p; i++)
        sum += weight[i] * r->beta[i];
    return interval_of(r, sum, quadratic(r->cov, weight, r->p + 1));
}

Interval robust_coefficient(const Robust *r, size_t column)
{
    return interval_of(r, r->beta[column + 1], r->cov[(column + 1) * (r->p + 1) + column + 1]);
}

double robust_joint_p(const Robust *r, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    size_t q = 0, w = r->p + 1, *at = ARENA_NEW_N(a, size_t, w);
    for (size_t j = 1; j < w; j++)
        if (r->se[j] > 0)
            at[q++] = j;
    double *v = ARENA_NEW_N(a, double, q * q + 1), *u = ARENA_NEW_N(a, double, q + 1), *scaled = ARENA_NEW_N(a, double, q + 1), sum = 0, g = r->df + 1, p = F64_NAN;
    /* On the scale of the errors, so that units do not decide whether a pivot is rounding. */
    for (size_t i = 0; i < q; i++) {
        scaled[i] = r->beta[at[i]] / r->se[at[i]];
        for (size_t j = 0; j < q; j++)
            v[i * q + j] = r->cov[at[i] * w + at[j]] / (r->se[at[i]] * r->se[at[j]]) + (i == j ? RESCUE : 0);
    }
    if (q && g > (double)q && chol_factor(v, q)) {
        chol_half(v, q, scaled, u);
        for (size_t i = 0; i < q; i++)
            sum += u[i] * u[i];
        p = f_tail(sum * (g - (double)q) / ((g - 1) * (double)q), (double)q, g - (double)q);
    }
    arena_rewind(a, mark);
    return p;
}

Interval robust_margin(const Robust *r, const RobustInput *in, size_t column, Arena *a)
{
    if (!r->logistic)
        return robust_coefficient(r, column);
    ArenaMark mark = arena_mark(a);
    size_t q = r->p + 1;
    double *g = ARENA_NEW_N(a, double, q), v = 0, total = 0, b = r->beta[column + 1];
    for (size_t i = 0; i < r->n; i++) {
        double w = weight_of(&in->rows, i), s = r->mu[i] * (1 - r->mu[i]), turn = w * b * s * (1 - 2 * r->mu[i]);
        total += w;
        v += w * s;
        g[0] += turn;
        for (size_t j = 0; j < r->p; j++)
            g[j + 1] += turn * in->rows.x[j * r->n + i];
    }
    g[column + 1] += v;
    for (size_t j = 0; j < q; j++)
        g[j] /= total;
    Interval x = interval_of(r, b * v / total, quadratic(r->cov, g, q));
    arena_rewind(a, mark);
    return x;
}
