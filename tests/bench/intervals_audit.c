/* intervals_audit.c - intervals of audits: effects by country, in steps, by lot, against a weighted path and in one series, and the money that came of them.
 *
 * The law: twelve countries, two of them reached; an account's share of things that go wrong is its own, each country-month adds a shock and each
 * country a change of its own at the start; the action takes a tenth off.  "At all looks": the interval was asked in each of the twelve months after the
 * start and held in all of them, which is what it is made for (num/look.h); "at least": it adds more doubt than one look has.
 */
#include <math.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/its.h"
#include "num/look.h"
#include "num/place.h"
#include "num/saved.h"
#include "num/stagger.h"
#include "num/synth.h"
#include "tests/bench/intervals.h"

enum { COUNTRIES = 12, BEFORE = 12, YEAR = 12, LATER = 3, SERIES_BEFORE = 24, WAVES = 4, EVERY = 2, PLACEBOS = 100 };
#define LEVEL  0.95
#define EFFECT (-0.1)
#define SHOCK  0.03
#define CHANGE 0.01
#define MANY   1.5

typedef struct Rows {
    int64_t *unit, *period, *place;
    double  *x, *n;
    uint8_t *treated, *use;
    size_t   rows;
} Rows;

/* One row an account and month; start[c]: month in which the country is reached. */
static void rows_make(Lab *l, const int start[COUNTRIES], int months, Rows *o)
{
    size_t cap = l->n * (size_t)months;
    double shock[COUNTRIES][BEFORE + YEAR + LATER], change[COUNTRIES];
    *o = (Rows){ ARENA_NEW_N(l->a, int64_t, cap), ARENA_NEW_N(l->a, int64_t, cap), ARENA_NEW_N(l->a, int64_t, cap), ARENA_NEW_N(l->a, double, cap),
                 ARENA_NEW_N(l->a, double, cap),  ARENA_NEW_N(l->a, uint8_t, cap), ARENA_NEW_N(l->a, uint8_t, cap), 0 };
    for (int c = 0; c < COUNTRIES; c++) {
        change[c] = rng_normal(l->r, 0, CHANGE);
        for (int t = 0; t < months; t++)
            shock[c][t] = rng_normal(l->r, 0, SHOCK);
    }
    for (size_t i = 0; i < l->n; i++) {
        size_t c = i % COUNTRIES;
        double own = 0.25 + 0.3 * rng_beta(l->r, 2, 2);
        for (int t = 0; t < months; t++) {
            int64_t of = rng_poisson(l->r, MANY);
            double p = own + shock[c][t] + (t >= BEFORE ? change[c] : 0) + (t >= start[c] ? EFFECT : 0);
            if (!of)
                continue;
            o->unit[o->rows] = (int64_t)i;
            o->period[o->rows] = t;
            o->place[o->rows] = (int64_t)c;
            o->x[o->rows] = (double)rng_binomial(l->r, of, fmin(1, fmax(0, p)));
            o->n[o->rows] = (double)of;
            o->treated[o->rows] = start[c] < months;
            o->use[o->rows++] = 1;
        }
    }
}

static void starts(int start[COUNTRIES], int first, int second)
{
    for (int c = 0; c < COUNTRIES; c++)
        start[c] = c < 2 ? first : c < 4 ? second : INT32_MAX;
}

static Place place_at(Lab *l, const Rows *r, int64_t start)
{
    Place p;
    Err err;
    must(place_estimate(&(PlaceInput){ .did = { .unit = r->unit,
                                                .period = r->period,
                                                .x = r->x,
                                                .n = r->n,
                                                .treated = r->treated,
                                                .use = r->use,
                                                .rows = r->rows,
                                                .start = start,
                                                .wanted = EFFECT / 2 },
                                       .place = r->place },
                        l->a, &p, &err),
         &err);
    return p;
}

static void one_look(Lab *l, size_t part, double estimate, double se, double df)
{
    double half = t_quantile(0.5 + LEVEL / 2, df) * se;
    told(l, part, estimate, estimate - half, estimate + half, EFFECT);
}

static void by_country(Lab *l)
{
    Rows r;
    int start[COUNTRIES];
    bool all = true, any = true;
    starts(start, BEFORE, INT32_MAX);
    rows_make(l, start, BEFORE + YEAR, &r);
    for (int k = 1; k <= YEAR; k++) {
        ArenaMark mark = arena_mark(l->a);
        for (size_t i = 0; i < r.rows; i++)
            r.use[i] = r.period[i] < BEFORE + k;
        Place p = place_at(l, &r, BEFORE);
        any = any && !p.did.too_few;
        all = all && p.low <= EFFECT && EFFECT <= p.high;
        if (k == YEAR && any)
            one_look(l, 0, p.estimate, p.se, p.df);
        arena_rewind(l->a, mark);
    }
    if (any)
        told_share(l, 1, all);
}

/* As act/judge_steps.c adds them: weighted by accounts, errors as if they went together. */
static void in_steps(Lab *l)
{
    Rows r;
    int start[COUNTRIES];
    double effect = 0, se = 0, m = 0, information = 1;
    starts(start, BEFORE, BEFORE + LATER);
    rows_make(l, start, BEFORE + YEAR + LATER, &r);
    for (int step = 0; step < 2; step++) {
        int at = BEFORE + step * LATER;
        for (size_t i = 0; i < r.rows; i++) {
            int64_t c = r.place[i];
            r.treated[i] = c / 2 == step;
            r.use[i] = (c >= 4 || c / 2 == step) && r.period[i] < at + YEAR;
        }
        Place p = place_at(l, &r, at);
        if (p.did.too_few)
            return;
        effect += (double)p.did.units_treated * p.estimate;
        se += (double)p.did.units_treated * p.se;
        m += (double)p.did.units_treated;
        information = fmin(information, p.information);
    }
    double half = look_bound(LEVEL, 1, information, F64_INF) * se / m;
    told(l, 0, effect / m, effect / m - half, effect / m + half, EFFECT);
}

static void by_lot(Lab *l)
{
    enum { PERIODS = BEFORE + YEAR };
    Rows r;
    Stagger s;
    Err err;
    int start[COUNTRIES];
    starts(start, INT32_MAX, INT32_MAX);
    rows_make(l, start, PERIODS, &r);
    double *y = ARENA_NEW_N(l->a, double, l->n * PERIODS);
    int64_t *first = ARENA_NEW_N(l->a, int64_t, l->n);
    for (size_t i = 0; i < l->n * PERIODS; i++)
        y[i] = F64_NAN;
    for (size_t i = 0; i < l->n; i++) {
        int64_t wave = (int64_t)rng_below(l->r, WAVES + 1);
        first[i] = wave < WAVES ? BEFORE + wave * EVERY : PERIODS;
    }
    for (size_t k = 0; k < r.rows; k++) {
        size_t i = (size_t)r.unit[k];
        y[i * PERIODS + (size_t)r.period[k]] = r.x[k] / r.n[k] + (r.period[k] >= first[i] ? EFFECT : 0);
    }
    must(stagger_estimate(&(StaggerInput){ .y = y, .first = first, .n_unit = l->n, .n_period = PERIODS, .all_before = true, .gaps = true, .until = YEAR }, l->a,
                          &s, &err),
         &err);
    if (!(s.se > 0))
        return;
    double half = look_bound(LEVEL, 1, 1, s.df) * s.se;
    told(l, 0, s.simple, s.low, s.high, EFFECT);
    told(l, 1, s.simple, s.simple - half, s.simple + half, EFFECT);
}

/* Shares of the countries not reached, then of those reached together. */
static void synthetic(Lab *l)
{
    enum { PERIODS = BEFORE + YEAR, OTHERS = COUNTRIES - 2 };
    Rows r;
    Synth s;
    Err err;
    int start[COUNTRIES];
    double *y = ARENA_NEW_N(l->a, double, (OTHERS + 1) * PERIODS), *n = ARENA_NEW_N(l->a, double, (OTHERS + 1) * PERIODS);
    starts(start, BEFORE, INT32_MAX);
    rows_make(l, start, PERIODS, &r);
    for (size_t k = 0; k < r.rows; k++) {
        size_t at = (size_t)(r.place[k] < 2 ? OTHERS : r.place[k] - 2) * PERIODS + (size_t)r.period[k];
        y[at] += r.x[k];
        n[at] += r.n[k];
    }
    for (size_t k = 0; k < (OTHERS + 1) * PERIODS; k++) {
        if (n[k] <= 0)
            return;              /* a gap: the page compares otherwise */
        y[k] /= n[k];
    }
    must(synth_estimate(
             &(SynthInput){ .y = y, .n_unit = OTHERS + 1, .n_period = PERIODS, .n_treated = 1, .n_before = BEFORE, .method = SYNTH_SDID, .placebos = PLACEBOS },
             l->r, l->a, &s, &err),
         &err);
    Place p = place_at(l, &r, BEFORE);
    if (!(s.se > 0) || p.did.too_few)
        return;
    double half = look_bound(LEVEL, 1, p.information, OTHERS - 1) * sqrt(s.se * s.se + p.se * p.se);
    told(l, 0, s.estimate, s.estimate - half, s.estimate + half, EFFECT);
}

/* Everybody at once; months remember each other. */
static void series(Lab *l)
{
    double x[SERIES_BEFORE + YEAR], n[SERIES_BEFORE + YEAR], kept = rng_normal(l->r, 0, 0.02);
    bool all = true;
    for (int t = 0; t < SERIES_BEFORE + YEAR; t++) {
        n[t] = (double)rng_poisson(l->r, MANY * (double)l->n) + 1;
        x[t] = (double)rng_binomial(l->r, (int64_t)n[t], fmax(0, 0.4 + kept + (t >= SERIES_BEFORE ? EFFECT : 0)));
        kept = 0.3 * kept + sqrt(1 - 0.09) * rng_normal(l->r, 0, 0.02);
    }
    for (size_t k = 3; k <= YEAR; k++) {
        Its s;
        Err err;
        must(its_estimate(&(ItsInput){ .x = x, .n = n, .periods = SERIES_BEFORE + k, .before = SERIES_BEFORE, .wanted = EFFECT / 2 }, l->a, &s, &err), &err);
        all = all && s.low <= EFFECT && EFFECT <= s.high;
    }
    told_share(l, 0, all);
}

/* Skewed companies, a third reached: one in eight leaves in the year, two thirds of that where the action is.  Decisions, invoices, tickets. */
static void money(Lab *l)
{
    enum { KINDS = 3 };
    static const double truth[KINDS] = { 0.125 / 3, 0.125 / 3 * 0.5, 1 };
    size_t cap = 2 * l->n;
    int64_t *unit = ARENA_NEW_N(l->a, int64_t, cap);
    uint8_t *treated = ARENA_NEW_N(l->a, uint8_t, cap), *after = ARENA_NEW_N(l->a, uint8_t, cap);
    double *y[KINDS], *w[KINDS];
    for (int k = 0; k < KINDS; k++) {
        y[k] = ARENA_NEW_N(l->a, double, cap);
        w[k] = ARENA_NEW_N(l->a, double, cap);
    }
    for (size_t r = 0; r < cap; r++) {
        size_t i = r / 2;
        bool later = r % 2, reached = i % 3 == 0, acted = later && reached;
        double base = later ? w[1][r - 1] : exp(rng_normal(l->r, 0, 1)), calls = later ? 0 : rng_gamma(l->r, 2, 2);
        bool leaves = rng_chance(l->r, acted ? 0.125 / 1.5 : 0.125);
        unit[r] = (int64_t)i;
        treated[r] = reached;
        after[r] = later;
        w[0][r] = w[1][r] = base;
        w[2][r] = 1;
        y[0][r] = leaves ? 0 : base;
        y[1][r] = !later ? base : base * (leaves ? rng_uniform(l->r) : 1);
        y[2][r] = -(double)rng_poisson(l->r, (later ? fmax(0, -y[2][r - 1]) * 0.5 + 2 : calls) - (acted ? 1 : 0));
    }
    for (size_t k = 0; k < KINDS; k++) {
        Saved s;
        Err err;
        must(saved_estimate(
                 &(SavedInput){ .unit = unit, .treated = treated, .after = after, .y = y[k], .w = w[k], .rows = cap, .share = k == 0, .level = LEVEL }, l->a,
                 &s, &err),
             &err);
        if (!s.too_few)
            told(l, k, s.effect, s.low, s.high, truth[k]);
    }
}

const Check audit_check[] = {
    { { "audit by country, one look", "audit by country, at all looks" }, by_country, LEVEL, false, 20 },
    { { "audit in steps, at least" }, in_steps, LEVEL, false, 10 },
    { { "audit by lot in waves, one look", "audit by lot in waves, at least" }, by_lot, LEVEL, false, 10 },
    { { "audit by weighted path, at least" }, synthetic, LEVEL, false, 10 },
    { { "audit of one series, at all looks" }, series, LEVEL, false, 1 },
    { { "observed: renewals kept", "observed: billed", "observed: handling" }, money, LEVEL, false, 1 },
    { .trial = NULL },
};
