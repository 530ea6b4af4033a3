#include "num/its.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/dist.h"
#include "num/look.h"

enum { COLUMNS_MAX = 5, BEFORE_LEAST = 8, AFTER_LEAST = 3, SIDE_LEAST = 3, TREND_BEFORE = 12, SEASON_PERIODS = 24, YEAR = 12, HORIZON = 12 };

#define TURN 6.283185307179586

/* y on columns, weighted: coefficients and the long-run error of the last one. */
typedef struct Fit {
    double b[COLUMNS_MAX], se, plain;   /* plain: as if periods did not remember */
    size_t k, n, lag;
} Fit;

static size_t columns(const ItsInput *in, const Its *o, size_t t, size_t from, double *z)
{
    size_t k = 0;
    z[k++] = 1;
    if (o->trend)
        z[k++] = (double)t - (double)in->before;
    if (o->seasons) {
        double turn = TURN * (double)((int64_t)t + in->phase) / YEAR;
        z[k++] = sin(turn);
        z[k++] = cos(turn);
    }
    z[k++] = t >= from;
    return k;
}

/* Periods [0, to), the break at `from`.  False: the columns do not tell it. */
static bool fit(const ItsInput *in, const Its *o, size_t from, size_t to, Arena *a, Fit *f)
{
    double g[COLUMNS_MAX * COLUMNS_MAX] = { 0 }, z[COLUMNS_MAX], meat[COLUMNS_MAX * COLUMNS_MAX] = { 0 }, inverse[COLUMNS_MAX * COLUMNS_MAX];
    double *s = ARENA_NEW_N(a, double, to * COLUMNS_MAX + 1);
    *f = (Fit){ 0 };
    for (size_t t = 0; t < to; t++) {
        if (!(in->n[t] > 0))
            continue;
        f->k = columns(in, o, t, from, z);
        f->n++;
        for (size_t i = 0; i < f->k; i++) {
            f->b[i] += z[i] * in->x[t];
            for (size_t j = 0; j < f->k; j++)
                g[i * f->k + j] += in->n[t] * z[i] * z[j];
        }
    }
    if (f->n <= f->k || !chol_factor(g, f->k))
        return false;
    chol_solve(g, f->k, f->b);
    size_t m = 0;
    double squares = 0;
    for (size_t t = 0; t < to; t++) {
        if (!(in->n[t] > 0))
            continue;
        double r = in->x[t];
        (void)columns(in, o, t, from, z);
        for (size_t i = 0; i < f->k; i++)
            r -= in->n[t] * f->b[i] * z[i];
        squares += r * r / in->n[t];
        for (size_t i = 0; i < f->k; i++)
            s[m * f->k + i] = r * z[i];
        m++;
    }
    f->lag = (size_t)(4 * pow((double)m / 100, 2.0 / 9));
    f->lag = f->lag ? f->lag : 1;
    for (size_t l = 0; l <= f->lag && l < m; l++)
        for (size_t t = l; t < m; t++)
            for (size_t i = 0; i < f->k; i++)
                for (size_t j = 0; j < f->k; j++)
                    meat[i * f->k + j] += (1 - (double)l / (double)(f->lag + 1)) * (l ? 1 : 0.5) *
                        (s[t * f->k + i] * s[(t - l) * f->k + j] + s[(t - l) * f->k + i] * s[t * f->k + j]);
    chol_inverse(g, f->k, inverse);
    double v = 0;
    const double *row = inverse + (f->k - 1) * f->k;
    for (size_t i = 0; i < f->k; i++)
        for (size_t j = 0; j < f->k; j++)
            v += row[i] * meat[i * f->k + j] * row[j];
    f->se = sqrt(fmax(0, v) * (double)m / (double)(m - f->k));
    f->plain = sqrt(row[f->k - 1] * squares / (double)(m - f->k));
    return true;
}

static void placebos(const ItsInput *in, Arena *a, Its *o)
{
    Its before = { .trend = false, .seasons = false };
    size_t far = 1;
    for (size_t from = SIDE_LEAST; from + SIDE_LEAST <= in->before; from++) {
        Fit f;
        ArenaMark mark = arena_mark(a);
        if (fit(in, &before, from, in->before, a, &f)) {
            o->n_placebo++;
            o->placebo = fmax(o->placebo, fabs(f.b[f.k - 1]));
            far += fabs(f.b[f.k - 1]) >= fabs(o->estimate);
        }
        arena_rewind(a, mark);
    }
    o->placebo_p = (double)far / (double)(o->n_placebo + 1);
}

static Status input_check(const ItsInput *in, Err *err)
{
    if (!isfinite(in->wanted) || in->wanted == 0)
        return ERR(err, ST_INVALID, "wanted effect %g has no direction", in->wanted);
    if (in->before > in->periods)
        return ERR(err, ST_INVALID, "%zu of %zu periods before", in->before, in->periods);
    for (size_t t = 0; t < in->periods; t++)
        if (!isfinite(in->x[t]) || !isfinite(in->n[t]) || in->n[t] < 0)
            return ERR(err, ST_INVALID, "period %zu: x %g, n %g", t + 1, in->x[t], in->n[t]);
    return ST_OK;
}

Status its_estimate(const ItsInput *given, Arena *a, Its *out, Err *err)
{
    const double nan = F64_NAN;
    ItsInput in = *given;
    Its o = { .too_few = true, .estimate = nan, .se = nan, .newey_west = nan, .plain = nan, .df = nan, .low = nan, .high = nan, .p = nan, .placebo_p = nan };
    double x = 0, n = 0;
    Fit f;
    in.level = in.level != 0 ? in.level : 0.95;
    in.horizon = in.horizon ? in.horizon : HORIZON;
    Status st = input_check(&in, err);
    if (st)
        return st;
    if (in.periods > in.before + in.horizon)
        in.periods = in.before + in.horizon;
    for (size_t t = 0; t < in.periods; t++)
        *(t < in.before ? &o.periods_before : &o.periods_after) += in.n[t] > 0;
    for (size_t t = 0; t < in.before; t++) {
        x += in.x[t];
        n += in.n[t];
    }
    o.level_before = n > 0 ? x / n : nan;
    o.trend = o.periods_before >= TREND_BEFORE;
    o.seasons = o.periods_before + o.periods_after >= SEASON_PERIODS;
    if (o.periods_before >= BEFORE_LEAST && o.periods_after >= AFTER_LEAST && fit(&in, &o, in.before, in.periods, a, &f)) {
        double b = (double)o.periods_before;
        o.too_few = false;
        o.estimate = f.b[f.k - 1];
        o.newey_west = f.se;
        o.plain = f.plain;
        o.se = fmax(f.se, f.plain);
        o.lag = f.lag;
        o.df = (double)(f.n - f.k);
        o.information = look_information(b, (double)o.periods_after, (double)in.horizon);
        o.bound = look_bound(in.level, in.family, o.information, o.df);
        o.low = o.estimate - o.bound * o.se;
        o.high = o.estimate + o.bound * o.se;
        o.p = look_p(o.se > 0 ? t_two_sided(o.estimate / o.se, o.df) : nan, o.information);
        placebos(&in, a, &o);
        double way = in.wanted > 0 ? 1 : -1;
        if ((way > 0 ? o.low : -o.high) > 0 && fabs(o.estimate) > o.placebo)
            o.verdict = DID_WORKED;
        else if (way > 0 ? o.high < in.wanted : o.low > in.wanted)
            o.verdict = DID_DID_NOT;
    }
    *out = o;
    return ST_OK;
}
