/* judge_lot.c - accounts drawn by lot: the difference against those held out, or whose wave is still to come.
 *
 * One wave: num/did.h between accounts.  Several: num/stagger.h, each wave against accounts not reached yet, each account against its own mean of all
 * months before.  No doubt of countries, paths before or regression to the mean is added: the lot has spread all of these over both sides, and what
 * chance left is the error between accounts.  The bound is look.h's, so that looking every month does not cheat.
 */
#include <math.h>

#include "act/judge_in.h"
#include "act/lot.h"
#include "num/dist.h"
#include "num/look.h"
#include "num/plan.h"
#include "num/stagger.h"

typedef struct Drawn {
    bool   told;
    double effect, se, df, information, wanted, before, after, other_before, other_after;
    size_t reached, held, more;
    double later[HORIZON_MONTHS];          /* information after more months */
} Drawn;

Status lot_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err)
{
    l->start = month_of(act->lot->start);
    l->from = l->start - HORIZON_MONTHS;
    l->to = month_of(g->as_of);
    Status st = rows_load(s, t, g, l->from, a, &l->rows, err);
    if (!st)
        rows_treat_lot(&l->rows, act->lot);
    return st;
}

/* Levels of those reached before and after each one's start, and of the others over the same months. */
static void levels(const Lot *lot, const Looked *l, int64_t first, int64_t last, Drawn *o)
{
    double x[4] = { 0 }, n[4] = { 0 };
    double *into[] = { &o->before, &o->after, &o->other_before, &o->other_after };
    for (size_t r = 0; r < l->rows.rows; r++) {
        int64_t wave = lot_wave(lot, l->rows.unit[r]), p = l->rows.period[r];
        if (wave < 0 || (p >= l->start && (p < first || p >= last)))
            continue;
        bool reached = wave > 0 && p >= lot_wave_month(lot, wave);
        size_t k = p < l->start ? (wave > 0 ? 0 : 2) : reached ? 1 : 3;
        x[k] += l->rows.x[r];
        n[k] += l->rows.n[r];
    }
    for (size_t k = 0; k < COUNT_OF(into); k++)
        *into[k] = n[k] > 0 ? x[k] / n[k] : F64_NAN;
    if (isnan(o->other_before))
        o->other_before = o->before;
}

static Status one_wave(const Looked *l, const Lot *lot, int64_t first, int64_t last, Arena *a, Drawn *o, Err *err)
{
    Rows r = l->rows;
    Did d;
    for (size_t i = 0; i < r.rows; i++)
        r.use[i] = lot_wave(lot, r.unit[i]) >= 0 && r.period[i] < last && (r.period[i] < l->start || r.period[i] >= first);
    Status st = did_estimate(&(DidInput){ .unit = r.unit, .period = r.period, .x = r.x, .n = r.n, .treated = r.treated, .use = r.use, .rows = r.rows, .start = l->start, .wanted = o->wanted }, a, &d, err);
    if (st || d.too_few)
        return st;
    o->told = true;
    o->effect = d.estimate;
    o->se = d.se;
    o->df = d.df;
    o->before = d.treated_before;
    o->after = d.treated_after;
    o->other_before = d.control_before;
    o->other_after = d.control_after;
    o->reached = d.units_treated;
    o->held = d.units_control;
    o->information = look_information((double)d.periods_before, (double)d.periods_after, HORIZON_MONTHS);
    o->more = information_after((double)d.periods_before, (double)d.periods_after, o->later);
    return ST_OK;
}

/* The share of a year's information that k months bring: the variance that num/plan.h foresees for this very design. */
static void waves_information(const Lot *lot, int64_t after, Drawn *o)
{
    double accounts[LOT_WAVES_MAX + 1] = { 0 }, v[HORIZON_MONTHS + 1];
    int start[LOT_WAVES_MAX + 1];
    size_t groups = (size_t)lot->waves + (lot->hold_out > 0);
    for (size_t i = 0; i < lot->n; i++)
        if (lot->wave[i] >= 0)
            accounts[lot->wave[i] ? lot->wave[i] - 1 : lot->waves] += 1;
    for (size_t k = 0; k < groups; k++)
        start[k] = k < (size_t)lot->waves ? (int)k * (int)lot->every : INT32_MAX;
    for (int k = 1; k <= HORIZON_MONTHS; k++)
        v[k] = plan_waves(1, 1, accounts, start, groups, HORIZON_MONTHS, k);
    int64_t now = after < HORIZON_MONTHS ? after : HORIZON_MONTHS;
    o->information = now >= 1 ? fmin(1, v[HORIZON_MONTHS] / v[now]) : F64_NAN;
    for (int64_t k = now + 1; k <= HORIZON_MONTHS; k++)
        o->later[o->more++] = fmin(1, v[HORIZON_MONTHS] / v[k]);
}

static Status many_waves(const Looked *l, const Lot *lot, int64_t year, int64_t last, Arena *a, Drawn *o, Err *err)
{
    int64_t to = last < l->to ? last : l->to;
    size_t periods = to > l->from ? (size_t)(to - l->from) : 0, n = lot->n;
    double *y = ARENA_NEW_N(a, double, n * periods + 1);
    int64_t *first = ARENA_NEW_N(a, int64_t, n + 1);
    Stagger s;
    size_t u = 0;
    for (size_t i = 0; i < n * periods; i++)
        y[i] = F64_NAN;
    for (size_t i = 0; i < n; i++) {
        int64_t at = lot->wave[i] > 0 ? lot_wave_month(lot, lot->wave[i]) - l->from : (int64_t)periods;
        first[i] = lot->wave[i] >= 0 && at < (int64_t)periods ? at : (int64_t)periods;
        o->reached += lot->wave[i] > 0 && first[i] < (int64_t)periods;
        o->held += lot->wave[i] >= 0 && first[i] == (int64_t)periods;
    }
    for (size_t r = 0; r < l->rows.rows; r++) {   /* both by account */
        while (u < n && lot->account[u] < l->rows.unit[r])
            u++;
        int64_t p = l->rows.period[r];
        if (u < n && lot->account[u] == l->rows.unit[r] && lot->wave[u] >= 0 && p >= l->from && p < to && l->rows.n[r] > 0)
            y[u * periods + (size_t)(p - l->from)] = l->rows.x[r] / l->rows.n[r];
    }
    if (periods <= HORIZON_MONTHS)
        return ST_OK;
    Status st = stagger_estimate(&(StaggerInput){ .y = y, .first = first, .n_unit = n, .n_period = periods, .all_before = true, .gaps = true,
                                                  .since = (size_t)year * HORIZON_MONTHS, .until = ((size_t)year + 1) * HORIZON_MONTHS }, a, &s, err);
    if (st)
        return st == ST_NUMERIC ? ST_OK : st;     /* nobody was reached while others were not */
    o->told = s.se > 0;
    o->effect = s.simple;
    o->se = s.se;
    o->df = s.df;
    waves_information(lot, year ? HORIZON_MONTHS : to - l->start, o);
    levels(lot, l, l->start + year * HORIZON_MONTHS, last, o);
    return ST_OK;
}

/* Year 0 ends a year after the first start, as the plan's does; a later year is counted from each wave's own. */
static Status drawn(const Action *act, const Looked *l, int64_t year, Arena *a, Drawn *o, Err *err)
{
    const Lot *lot = act->lot;
    int64_t first = l->start + year * HORIZON_MONTHS, last = first + HORIZON_MONTHS;
    *o = (Drawn){ .wanted = wanted_of(act, rows_level(&l->rows, INT64_MIN, l->start)) };
    if (!(o->wanted < 0))
        return ST_OK;
    if (lot->waves < 2)
        return one_wave(l, lot, first, last < l->to ? last : l->to, a, o, err);
    return many_waves(l, lot, year, year ? last + (lot->waves - 1) * lot->every : last, a, o, err);
}

static void take(const Drawn *o, const Lot *lot, const Ground *g, Judged *j)
{
    double bound = look_bound(0.95, g->family, o->information, o->df);
    j->method = lot->waves < 2 ? "by lot, against the accounts held out" : "by lot, waves against accounts not reached yet";
    j->effect = o->effect;
    j->se = o->se;
    j->low = o->effect - bound * o->se;
    j->high = o->effect + bound * o->se;
    j->p = look_p(o->se > 0 ? t_two_sided(o->effect / o->se, o->df) : F64_NAN, o->information);
    j->information = o->information;
    j->before = o->before;
    j->after = o->after;
    j->other_before = o->other_before;
    j->other_after = o->other_after;
    j->wanted = o->wanted;
    j->n_treated = o->reached;
    j->n_control = o->held;
    j->grade = 'A';
    j->verdict = j->high < 0 ? DID_WORKED : j->low > j->wanted ? DID_DID_NOT : DID_CANNOT_TELL;
    judged_able(j, o->later, o->more, g->family);
}

Status lot_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    Looked l = { .from = 0 };
    Drawn o = { .told = false };
    Status st = lot_open(s, act, t, g, a, &l, err);
    if (!st)
        st = drawn(act, &l, 0, a, &o, err);
    *j = judged_unknown(STR("drawn by lot, but there are no data yet of accounts reached and of others, before and after"));
    if (st || !o.told)
        return st;
    take(&o, act->lot, g, j);
    Str before = level_words(t, j->before, a), after = level_words(t, j->after, a), other_before = level_words(t, j->other_before, a), other_after = level_words(t, j->other_after, a);
    Str worth = gap_words(t, j->wanted, a), when = j->verdict == DID_CANNOT_TELL ? when_text(j, g, a) : STR("");
    j->note = str_fmt(a, "drawn by lot (decision %lld, seed %lld): %zu accounts reached, %zu not; before %.*s, after %.*s; the others %.*s and %.*s; worth having from %.*s%.*s",
                      (long long)act->lot->number, (long long)act->lot->seed, j->n_treated, j->n_control, STR_ARG(before), STR_ARG(after), STR_ARG(other_before),
                      STR_ARG(other_after), STR_ARG(worth), STR_ARG(when));
    return ST_OK;
}

Status lot_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err)
{
    Drawn o;
    *out = (Again){ .told = false };
    Status st = drawn(act, l, year, a, &o, err);
    if (st || !o.told)
        return st;
    double bound = look_bound(0.95, g->family, o.information, o.df);
    *out = (Again){ true, o.effect, o.effect - bound * o.se, o.effect + bound * o.se, o.wanted };
    return ST_OK;
}
