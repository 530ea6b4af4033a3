/* forecast.c - fitting, and looking back: no reading of the book here. */
#include "value/forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/parallel.h"
#include "num/dist.h"
#include "num/logit.h"
#include "num/robust.h"

enum { MONTHS_A_QUARTER = 3 };
#define RIDGE     4.0    /* one over the variance of the prior of a standardised coefficient: sd 0.5 */
#define NEVER     1e-3   /* no forecast is surer than that */
#define TOP_SCORE 9.0
#define CALIBRATION_OFF 5.991464547107979   /* chi-squared with two degrees of freedom, 95 % */

static double inside(double p) { return fmin(1 - NEVER, fmax(NEVER, p)); }

static int64_t quarter_of(int64_t day)
{
    Civil c = civil_of_day(day);
    return (int64_t)c.year * 4 + (c.month - 1) / MONTHS_A_QUARTER;
}

/* Fits on rows [0, fit) and predicts all up to `upto`; bare: without contacts and payment. */
static Status fit_some(const Forecast *f, size_t fit, size_t upto, bool bare, Arena *a, LogitFit *out, Err *err)
{
    size_t p = 0;
    double *x = ARENA_NEW_N(a, double, upto * f->p + 1), *y = ARENA_NEW_N(a, double, upto + 1), *w = ARENA_NEW_N(a, double, upto + 1);
    for (size_t r = 0; r < upto; r++) {
        y[r] = r < fit && f->row[r].renewed;
        w[r] = r < fit;
    }
    for (size_t c = 0; c < f->p; c++) {
        if (bare && c >= f->beside && c < f->beside + f->n_beside)
            continue;
        for (size_t r = 0; r < upto; r++)
            x[p * upto + r] = f->row[r].x[c];
        p++;
    }
    return logit_fit(&(LogitInput){ .x = x, .y = y, .w = w, .n = upto, .p = p, .ridge = RIDGE }, a, out, err);
}

static size_t renewals(const Forecast *f, size_t upto)
{
    size_t n = 0;
    for (size_t r = 0; r < upto; r++)
        n += f->row[r].renewed;
    return n;
}

static bool enough(const Forecast *f, size_t upto)
{
    size_t kept = renewals(f, upto);
    return upto >= BACK_LEAST && upto - kept >= BACK_LOST_LEAST && kept >= BACK_LOST_LEAST;
}

/* Rates of those whose last score was nine or more, and of the others; half a case added to each side. */
static void score_rates(const Forecast *f, size_t upto, double *top, double *rest)
{
    double n[2] = { 0 }, kept[2] = { 0 };
    for (size_t r = 0; r < upto; r++) {
        if (isnan(f->row[r].score))
            continue;
        int k = f->row[r].score >= TOP_SCORE;
        n[k]++;
        kept[k] += f->row[r].renewed;
    }
    *top = (kept[1] + .5) / (n[1] + 1);
    *rest = (kept[0] + .5) / (n[0] + 1);
}

typedef struct Calibration {
    double from, slope;          /* log odds are from + slope x what the model says */
    double v[3];                 /* variances of both, and their covariance; errors by account */
} Calibration;

/* Wald's test that the model is right as it is.  Only what is told apart from that is set right: earlier models knew less than this one, so that their slope
 * lies below one (.89 where there was nothing to set right), and to apply it would take the limits away from the truth. */
static bool is_off(const Robust *fit)
{
    double a = fit->beta[0], b = fit->beta[1] - 1, va = fit->cov[0], vb = fit->cov[3], c = fit->cov[1], det = va * vb - c * c;
    return det > 0 && (a * a * vb - 2 * a * b * c + b * b * va) / det > CALIBRATION_OFF;
}

/* From forecasts already looked back at: rows [0, upto) that have one.  Too few of them, or nothing to set right: as the model says. */
static Status calibrate(const Forecast *f, const double *raw, size_t upto, Arena *a, Calibration *out, Err *err)
{
    ArenaMark m = arena_mark(a);
    double *x = ARENA_NEW_N(a, double, upto + 1), *y = ARENA_NEW_N(a, double, upto + 1), kept = 0;
    int64_t *account = ARENA_NEW_N(a, int64_t, upto + 1);
    size_t n = 0;
    Robust fit;
    *out = (Calibration){ 0, 1, { 0 } };
    for (size_t r = 0; r < upto; r++) {
        if (isnan(raw[r]))
            continue;
        x[n] = logit(raw[r]);
        account[n] = f->row[r].account;
        y[n++] = f->row[r].renewed;
        kept += f->row[r].renewed;
    }
    if (n < BACK_LEAST || kept < BACK_LOST_LEAST || (double)n - kept < BACK_LOST_LEAST)
        return ST_OK;
    Status st = robust_fit(&(RobustInput){ .rows = { .x = x, .y = y, .n = n, .p = 1 }, .cluster = account, .logistic = true }, a, &fit, err);
    if (!st && !(fit.warnings & (LOGIT_DROPPED | LOGIT_SEPARATED | LOGIT_ONE_CLASS)) && is_off(&fit))
        *out = (Calibration){ fit.beta[0], fmax(0, fit.beta[1]), { fit.cov[0], fit.cov[3], fit.cov[1] } };
    arena_rewind(a, m);
    return st == ST_NUMERIC ? ST_OK : st;      /* one account alone */
}

static double calibrated(const Calibration *c, double p) { return inside(expit(c->from + c->slope * logit(inside(p)))); }

static Status look_back(Forecast *f, bool bare, double *raw, double *back, Arena *a, Err *err)
{
    Status st = ST_OK;
    for (size_t r = 0; r < f->made; r++) {
        back[r] = raw[r] = F64_NAN;
        if (!bare)
            f->back_base[r] = f->back_score[r] = F64_NAN;
    }
    for (size_t from = 0, to; !st && from < f->made; from = to) {
        to = from;
        while (to < f->made && quarter_of(f->row[to].decided) == quarter_of(f->row[from].decided))
            to++;
        if (!enough(f, from))
            continue;
        ArenaMark m = arena_mark(a);
        LogitFit fit;
        Calibration cal;
        double top, rest, base = (double)renewals(f, from) / (double)from;
        st = fit_some(f, from, to, bare, a, &fit, err);
        if (!st)
            st = calibrate(f, raw, from, a, &cal, err);
        score_rates(f, from, &top, &rest);
        for (size_t r = from; !st && r < to; r++) {
            raw[r] = inside(fit.mu[r]);
            back[r] = calibrated(&cal, raw[r]);
            if (bare)
                continue;
            f->back_base[r] = inside(base);
            if (!isnan(f->row[r].score))
                f->back_score[r] = inside(f->row[r].score >= TOP_SCORE ? top : rest);
        }
        arena_rewind(a, m);
    }
    return st;
}

/* Both looks back side by side: 0 with all columns, 1 without contacts and payment; each writes its own columns alone. */
typedef struct Looking {
    Forecast *f;
    double   *raw;
} Looking;

static Status look_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    const Looking *k = ctx;
    return look_back(k->f, piece > 0, piece ? ARENA_NEW_N(a, double, k->f->made + 1) : k->raw, piece ? k->f->back_bare : k->f->back, a, err);
}

/* Log odds that each column adds, against the average of the decisions made. */
static void weigh_columns(Forecast *f, const LogitFit *fit, double slope)
{
    for (size_t c = 0; c < f->p; c++) {
        f->mean[c] = 0;
        for (size_t r = 0; r < f->made; r++)
            f->mean[c] += f->row[r].x[c] / (double)f->made;
        for (size_t r = 0; r < f->n; r++)
            f->weight[r * f->p + c] = slope * fit->beta[c + 1] * (f->row[r].x[c] - f->mean[c]);
    }
}

Status forecast_fit(Forecast *f, Arena *a, Err *err)
{
    LogitFit fit;
    f->machine = ARENA_NEW_N(a, double, f->n + 1);
    f->low = ARENA_NEW_N(a, double, f->n + 1);
    f->high = ARENA_NEW_N(a, double, f->n + 1);
    f->weight = ARENA_NEW_N(a, double, f->n * f->p + 1);
    f->back = ARENA_NEW_N(a, double, f->made + 1);
    f->back_base = ARENA_NEW_N(a, double, f->made + 1);
    f->back_score = ARENA_NEW_N(a, double, f->made + 1);
    f->back_bare = f->n_beside ? ARENA_NEW_N(a, double, f->made + 1) : NULL;
    size_t kept = renewals(f, f->made);
    f->base = f->made ? (double)kept / (double)f->made : F64_NAN;
    f->told = enough(f, f->made);
    if (!f->told) {
        /* Everybody's rate, with all its doubt (Jeffreys); nothing where nobody ever decided. */
        double s = (double)kept + .5, l = (double)(f->made - kept) + .5;
        for (size_t r = 0; r < f->n; r++) {
            f->machine[r] = inside(s / (s + l));
            f->low[r] = beta_quantile(.025, s, l);
            f->high[r] = beta_quantile(.975, s, l);
        }
        for (size_t r = 0; r < f->made; r++)
            f->back[r] = f->back_base[r] = f->back_score[r] = F64_NAN;
        f->back_bare = NULL;
        return ST_OK;
    }
    Calibration cal;
    double *raw = ARENA_NEW_N(a, double, f->made + 1);
    Status st = parallel_try(f->n_beside ? 2 : 1, a, look_piece, &(Looking){ f, raw }, err);
    if (!st)
        st = calibrate(f, raw, f->made, a, &cal, err);
    if (!st)
        st = fit_some(f, f->made, f->n, false, a, &fit, err);
    if (st)
        return st;
    double z = normal_quantile(.975);
    for (size_t r = 0; r < f->n; r++) {
        /* Two doubts: of the model at this row, and of how the model is set right. */
        double eta = logit(inside(fit.mu[r])), v = fit.mu[r] * (1 - fit.mu[r]), model = v > 0 ? fmax(0, fit.leverage[r]) / v : 0;
        double half = z * sqrt(cal.slope * cal.slope * model + fmax(0, cal.v[0] + 2 * eta * cal.v[2] + eta * eta * cal.v[1])), at = cal.from + cal.slope * eta;
        f->machine[r] = calibrated(&cal, fit.mu[r]);
        f->low[r] = inside(expit(at - half));
        f->high[r] = inside(expit(at + half));
    }
    weigh_columns(f, &fit, cal.slope);
    return ST_OK;
}

Status forecast_doubt(const Forecast *f, const double *weight, Arena *scratch, double *out, Err *err)
{
    size_t n = f->made + 1;
    double sum = 0;
    *out = 0;
    for (size_t r = 0; r < f->n; r++)
        sum += weight[r];
    if (!f->told || !(sum > 0))
        return ST_OK;
    ArenaMark m = arena_mark(scratch);
    double *x = ARENA_NEW_N(scratch, double, n * f->p + 1), *y = ARENA_NEW_N(scratch, double, n), *w = ARENA_NEW_N(scratch, double, n);
    for (size_t r = 0; r < f->made; r++) {
        y[r] = f->row[r].renewed;
        w[r] = 1;
    }
    for (size_t c = 0; c < f->p; c++) {
        for (size_t r = 0; r < f->n; r++) {
            x[c * n + f->made] += weight[r] / sum * f->row[r].x[c];
            if (r < f->made)
                x[c * n + r] = f->row[r].x[c];
        }
    }
    LogitFit fit;
    Status st = logit_fit(&(LogitInput){ .x = x, .y = y, .w = w, .n = n, .p = f->p, .ridge = RIDGE }, scratch, &fit, err);
    double v = st ? 0 : fit.mu[f->made] * (1 - fit.mu[f->made]);
    if (v > 0)
        *out = sqrt(fmax(0, fit.leverage[f->made]) / v);
    arena_rewind(scratch, m);
    return st;
}

typedef struct Pair {
    double p;
    bool   y;
} Pair;

static int by_p(const void *l, const void *r)
{
    const Pair *a = l, *b = r;
    return (a->p > b->p) - (a->p < b->p);
}

/* Mann and Whitney: ties count a half. */
static double auc_of(Pair *v, size_t n)
{
    double ones = 0, sum = 0;
    qsort(v, n, sizeof *v, by_p);
    for (size_t i = 0, j; i < n; i = j) {
        double in = 0;
        for (j = i; j < n && !(v[j].p > v[i].p); j++)
            in += v[j].y;
        sum += in * ((double)(i + j + 1) / 2);
        ones += in;
    }
    double zeros = (double)n - ones;
    return ones > 0 && zeros > 0 ? (sum - ones * (ones + 1) / 2) / (ones * zeros) : F64_NAN;
}

typedef struct Gain {
    int64_t account;
    double  gain;
} Gain;

static int by_account(const void *l, const void *r)
{
    const Gain *a = l, *b = r;
    return (a->account > b->account) - (a->account < b->account);
}

static void gain_of(Gain *v, size_t n, ForecastTest *out)
{
    double mean = 0, square = 0, clusters = 0;
    qsort(v, n, sizeof *v, by_account);
    for (size_t i = 0; i < n; i++)
        mean += v[i].gain / (double)n;
    for (size_t i = 0, j; i < n; i = j) {
        double sum = 0;
        for (j = i; j < n && v[j].account == v[i].account; j++)
            sum += v[j].gain - mean;
        square += sum * sum;
        clusters++;
    }
    double half = clusters > 1 ? t_factor(.95, clusters - 1) * sqrt(square * clusters / (clusters - 1)) / (double)n : F64_NAN;
    out->gain_low = mean - half;
    out->gain_high = mean + half;
}

/* Of the outcome on the forecast's log odds: 1 is calibrated, below 1 too sure. */
static Status slope_of(const Pair *v, size_t n, Arena *a, double *out, Err *err)
{
    double *x = ARENA_NEW_N(a, double, n), *y = ARENA_NEW_N(a, double, n);
    LogitFit fit;
    for (size_t i = 0; i < n; i++) {
        x[i] = logit(v[i].p);
        y[i] = v[i].y;
    }
    Status st = logit_fit(&(LogitInput){ .x = x, .y = y, .n = n, .p = 1 }, a, &fit, err);
    *out = !st && !(fit.warnings & (LOGIT_DROPPED | LOGIT_ONE_CLASS | LOGIT_SEPARATED)) ? fit.beta[1] : F64_NAN;
    return st;
}

Status forecast_against(const Forecast *f, const double *p, const double *other, Arena *a, ForecastTest *out, Err *err)
{
    ArenaMark m = arena_mark(a);
    Pair *v = ARENA_NEW_N(a, Pair, f->made + 1);
    Gain *g = ARENA_NEW_N(a, Gain, f->made + 1);
    *out = (ForecastTest){ .gain_low = F64_NAN, .gain_high = F64_NAN, .auc = F64_NAN, .slope = F64_NAN };
    for (size_t r = 0; r < f->made; r++) {
        if (isnan(p[r]))
            continue;
        double y = f->row[r].renewed, mine = (y - p[r]) * (y - p[r]), naive = (y - other[r]) * (y - other[r]);
        v[out->n] = (Pair){ p[r], f->row[r].renewed };
        g[out->n++] = (Gain){ f->row[r].account, naive - mine };
        out->lost += !f->row[r].renewed;
        out->brier += mine;
        out->expected += p[r];
        out->observed += y;
    }
    if (!out->n)
        return ST_OK;
    out->brier /= (double)out->n;
    out->auc = auc_of(v, out->n);
    gain_of(g, out->n, out);
    Status st = slope_of(v, out->n, a, &out->slope, err);
    arena_rewind(a, m);
    return st;
}

Status forecast_test(const Forecast *f, const double *p, Arena *a, ForecastTest *out, Err *err) { return forecast_against(f, p, f->back_base, a, out, err); }
