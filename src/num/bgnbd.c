#include "num/lifetime.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_hyperg.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/lifetime_in.h"
#include "num/maximise.h"

/* Equal accounts, counted. */
typedef struct Row {
    double repeats, last, seen, weight;
} Row;

typedef struct Rows {
    Row   *row;
    size_t n;
    double start[4], prior;
} Rows;

/* What depends on the number of purchases alone: the rows come sorted by it. */
typedef struct Shared {
    double x, value, dr, da, db;
} Shared;

static int by_row(const void *p, const void *q)
{
    const Row *a = p, *b = q;
    if (a->repeats < b->repeats || a->repeats > b->repeats)
        return a->repeats < b->repeats ? -1 : 1;
    if (a->seen < b->seen || a->seen > b->seen)
        return a->seen < b->seen ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static Shared share(double x, double r, double a, double b)
{
    return (Shared){
        .x = x,
        .value = gsl_sf_lngamma(r + x) - gsl_sf_lngamma(r) + gsl_sf_lngamma(a + b) + gsl_sf_lngamma(b + x) - gsl_sf_lngamma(b) - gsl_sf_lngamma(a + b + x),
        .dr = gsl_sf_psi(r + x) - gsl_sf_psi(r),
        .da = gsl_sf_psi(a + b) - gsl_sf_psi(a + b + x),
        .db = gsl_sf_psi(a + b) - gsl_sf_psi(a + b + x) + gsl_sf_psi(b + x) - gsl_sf_psi(b),
    };
}

/* log(e^A3 + e^A4): still alive, or left right after the last purchase. */
static double loglik(const double *log_theta, double *grad, const void *ctx)
{
    const Rows *in = ctx;
    double r = exp(log_theta[0]), alpha = exp(log_theta[1]), a = exp(log_theta[2]), b = exp(log_theta[3]);
    double ll = 0, d[4] = { 0 }, log_alpha = log_theta[1];
    Shared s = { .x = -1 };
    for (size_t i = 0; i < in->n; i++) {
        const Row *k = &in->row[i];
        double x = k->repeats, w = k->weight;
        if (x > s.x)
            s = share(x, r, a, b);
        double alive = log(alpha + k->seen), v = -(r + x) * alive, gone = 0, left = 0;
        if (x > 0) {
            gone = log(alpha + k->last);
            double v4 = log_theta[2] - log(b + x - 1) - (r + x) * gone;
            left = expit(v4 - v);
            v = fmax(v, v4) + log1p(exp(-fabs(v4 - v)));
        }
        ll += w * (s.value + r * log_alpha + v);
        d[0] += w * (s.dr + log_alpha - (1 - left) * alive - left * gone);
        d[1] += w * (r / alpha - (r + x) * ((1 - left) / (alpha + k->seen) + left / (alpha + k->last)));
        d[2] += w * (s.da + left / a);
        d[3] += w * (s.db - (x > 0 ? left / (b + x - 1) : 0));
    }
    grad[0] = d[0] * r;
    grad[1] = d[1] * alpha;
    grad[2] = d[2] * a;
    grad[3] = d[3] * b;
    return ll + lifetime_prior(log_theta, in->start, 4, in->prior, grad);
}

static Status check(const BgnbdInput *in, Err *err)
{
    double all = 0;
    for (size_t i = 0; i < in->n; i++) {
        double x = in->repeats[i], last = in->last[i], seen = in->seen[i];
        if (!(x >= 0) || !(last >= 0) || !(seen >= last) || isinf(x) || isinf(seen) || (x > 0) != (last > 0))
            return ERR(err, ST_INVALID, "account %zu: %g repeat purchases, the last after %g of %g", i + 1, x, last, seen);
        all += x;
    }
    if (all <= 0)
        return ERR(err, ST_NUMERIC, "no account bought a second time");
    return ST_OK;
}

/* Sorts the accounts and counts equal ones. */
static Rows gather(const BgnbdInput *in)
{
    Rows out = { .row = calloc(in->n, sizeof *out.row) };
    if (!out.row)
        bug("no memory for %zu accounts", in->n);
    for (size_t i = 0; i < in->n; i++)
        out.row[i] = (Row){ in->repeats[i], in->last[i], in->seen[i], 1 };
    qsort(out.row, in->n, sizeof *out.row, by_row);
    for (size_t i = 0; i < in->n; i++)
        if (out.n > 0 && by_row(&out.row[out.n - 1], &out.row[i]) == 0)
            out.row[out.n - 1].weight++;
        else
            out.row[out.n++] = out.row[i];
    return out;
}

Status bgnbd_fit(const BgnbdInput *in, LifetimeFit *out, Err *err)
{
    *out = (LifetimeFit){ .p = 4, .n = in->n, .prior = in->prior };
    Status s = check(in, err);
    if (s)
        return s;
    double time = 0, all = 0;
    for (size_t i = 0; i < in->n; i++) {
        time += in->seen[i];
        all += in->repeats[i];
    }
    Rows rows = gather(in);
    /* Begin at a Poisson rate as seen, half of them spread, and a tenth leaving after a purchase. */
    double theta[4] = { 0, log(time / all), log(.5), log(4.5) };
    memcpy(rows.start, theta, sizeof theta);
    rows.prior = in->prior;
    Maximum top;
    s = maximise(loglik, &rows, 4, theta, out->cov, &top, err);
    free(rows.row);
    if (s)
        return s;
    for (int i = 0; i < 4; i++)
        out->theta[i] = exp(theta[i]);
    out->loglik = top.value;
    out->warnings = top.warnings;
    return ST_OK;
}

/* Odds that it left right after its last purchase. */
static double odds_gone(const double *theta, double x, double last, double seen)
{
    if (x <= 0)
        return 0;
    return theta[2] / (theta[3] + x - 1) * pow((theta[1] + seen) / (theta[1] + last), theta[0] + x);
}

double bgnbd_alive(const double *theta, double repeats, double last, double seen)
{
    return 1 / (1 + odds_gone(theta, repeats, last, seen));
}

/* (a + b - 1) / (a - 1) [1 - (base / (base + t))^s F(s, b; a + b - 1; t / (base + t))].  At a = 1 it has a limit, which the
 * middle of both sides meets to the square of the distance. */
static double bought(double s, double base, double a, double b, double time)
{
    gsl_sf_result f;
    if (time <= 0)
        return 0;
    if (fabs(a - 1) < 1e-5)
        return (bought(s, base, 1 - 1e-4, b, time) + bought(s, base, 1 + 1e-4, b, time)) / 2;
    if (gsl_sf_hyperg_2F1_e(s, b, a + b - 1, time / (base + time), &f) != 0)
        return F64_NAN;
    return (a + b - 1) / (a - 1) * (1 - pow(base / (base + time), s) * f.val);
}

double bgnbd_expected_new(const double *theta, double time)
{
    return bought(theta[0], theta[1], theta[2], theta[3], time);
}

double bgnbd_expected(const double *theta, double repeats, double last, double seen, double time)
{
    double more = bought(theta[0] + repeats, theta[1] + seen, theta[2], theta[3] + repeats, time);
    return more / (1 + odds_gone(theta, repeats, last, seen));
}
