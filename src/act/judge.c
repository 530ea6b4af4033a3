/* judge.c - which comparison judges an action, and what it says: the rules of doc/methods/audit.md. */
#include <math.h>
#include <stdio.h>

#include "act/judge_in.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/look.h"
#include "num/plan.h"
#include "num/synth.h"

enum { SYNTH_PLACES = 10, SYNTH_BEFORE = 12, PLACEBOS = 200, PLACES_MOST = 256 };

#define FIFTH 0.2
#define POWER 0.8

Judged judged_unknown(Str note)
{
    const double nan = F64_NAN;
    return (Judged){ .effect = nan, .se = nan, .low = nan, .high = nan, .p = nan, .information = nan, .departure = nan, .largest = nan, .shock = nan, .shock_p = nan,
                     .drift = nan, .placebo_p = nan, .did = nan, .sc = nan, .sdid = nan, .before = nan, .after = nan, .other_before = nan, .other_after = nan,
                     .detectable = nan, .more_periods = nan, .more_units = nan, .grade = 'D', .note = note };
}

double wanted_of(const Action *act, double before)
{
    double promised = isfinite(act->share_low) ? (act->share_low + act->share_high) / 2 : promised_share(act->expected);
    return -before * (promised > 0 ? promised / 2 : FIFTH);
}

PlaceInput place_input(const Rows *r, int64_t start, double wanted, const Ground *g)
{
    return (PlaceInput){ .did = { .unit = r->unit, .period = r->period, .x = r->x, .n = r->n, .treated = r->treated, .use = r->use, .rows = r->rows, .start = start, .wanted = wanted },
                         .place = r->place, .horizon = HORIZON_MONTHS, .departure = g->departure, .family = g->family };
}

static void take(const Place *p, double wanted, Judged *j)
{
    j->verdict = p->verdict;
    j->effect = p->estimate;
    j->se = p->se;
    j->low = p->low;
    j->high = p->high;
    j->p = p->p;
    j->information = p->information;
    j->departure = p->departure;
    j->largest = p->largest;
    j->shock = p->shock;
    j->shock_p = p->shock_p;
    j->drift = p->drift;
    j->before = p->did.treated_before;
    j->after = p->did.treated_after;
    j->other_before = p->did.control_before;
    j->other_after = p->did.control_after;
    j->wanted = wanted;
    j->detectable = p->did.detectable / p->did.se * p->se;
    j->more_periods = p->more_periods;
    j->more_units = plan_times(p->more_units);
    j->n_treated = p->did.units_treated;
    j->n_control = p->did.units_control;
    j->method = "difference in differences by account, with the doubt of countries";
}

/* Shares by country and month without gaps: the treated together last.  0: too few. */
static size_t panel_fill(const Rows *r, int64_t from, int64_t to, Arena *a, double **out)
{
    size_t months = (size_t)(to - from), kept = 0;
    double *x = ARENA_NEW_N(a, double, (PLACES_MOST + 1) * months), *n = ARENA_NEW_N(a, double, (PLACES_MOST + 1) * months);
    for (size_t i = 0; i < r->rows; i++) {
        size_t k = r->treated[i] ? PLACES_MOST : (size_t)r->place[i];
        if (r->period[i] < from || r->period[i] >= to || (k >= PLACES_MOST && !r->treated[i]))
            continue;
        x[k * months + (size_t)(r->period[i] - from)] += r->x[i];
        n[k * months + (size_t)(r->period[i] - from)] += r->n[i];
    }
    *out = ARENA_NEW_N(a, double, (PLACES_MOST + 1) * months);
    for (size_t k = 0; k <= PLACES_MOST; k++) {
        bool full = true;
        for (size_t t = 0; t < months; t++) {
            full = full && n[k * months + t] > 0;
            (*out)[kept * months + t] = n[k * months + t] > 0 ? x[k * months + t] / n[k * months + t] : 0;
        }
        if (k == PLACES_MOST && !full)
            return 0;
        kept += full;
    }
    return kept;
}

/* Three comparisons by country, side by side; the third may be the one that judges. */
static Status by_country(const Rows *r, const Ground *g, int64_t from, int64_t start, Arena *a, Judged *j, Synth *sdid, Err *err)
{
    int64_t to = month_of(g->as_of);   /* the month that is not over is left out */
    double *y, *into[] = { [SYNTH_DID] = &j->did, [SYNTH_SC] = &j->sc, [SYNTH_SDID] = &j->sdid };
    to = to > start + HORIZON_MONTHS ? start + HORIZON_MONTHS : to;
    *sdid = (Synth){ .se = F64_NAN };
    if (to <= start || start - from < 3)
        return ST_OK;
    size_t places = panel_fill(r, from, to, a, &y);
    if (places < 4)
        return ST_OK;
    for (SynthMethod m = SYNTH_DID; m <= SYNTH_SDID; m++) {
        Rng *rng = rng_create(a, (uint64_t)g->seed);
        Synth s;
        Status st = synth_estimate(&(SynthInput){ .y = y, .n_unit = places, .n_period = (size_t)(to - from), .n_treated = 1, .n_before = (size_t)(start - from),
                                                  .method = m, .placebos = m == SYNTH_SDID ? PLACEBOS : 0 }, rng, a, &s, err);
        if (st)
            return st;
        *into[m] = s.estimate;
        if (m == SYNTH_SDID)
            *sdid = s;
    }
    /* Each other country is a placebo once: with few of them the share cannot be small. */
    j->placebo_p = fmax(sdid->placebo_p, 1 / (double)places);
    j->others = places - 1;
    return ST_OK;
}

/* Where the groups went apart before and the weights rebuild the path, the weighted comparison judges. */
static void synthetic(const Synth *s, const Ground *g, int64_t from, int64_t start, Judged *j)
{
    if (j->others < SYNTH_PLACES || start - from < SYNTH_BEFORE || j->departure >= g->departure || !(s->se > 0) || s->rmse_before > j->largest / 2)
        return;
    double se = sqrt(s->se * s->se + j->se * j->se);
    double bound = look_bound(0.95, g->family, j->information, (double)j->others - 1);
    j->effect = s->estimate;
    j->se = se;
    j->low = s->estimate - bound * se;
    j->high = s->estimate + bound * se;
    j->method = "synthetic difference in differences by country";
    j->verdict = j->high < 0 && j->placebo_p <= 0.1 ? DID_WORKED : j->low > j->wanted ? DID_DID_NOT : DID_CANNOT_TELL;
}

Str when_text(const Judged *j, const Ground *g, Arena *a)
{
    if (isfinite(j->more_periods)) {
        Civil c = civil_of_day(day_of_month(month_of(g->as_of) + (int64_t)j->more_periods));
        return str_fmt(a, "; will be able to by %04d-%02d", c.year, c.month);
    }
    if (isfinite(j->more_units) && j->more_units <= 50)
        return str_fmt(a, "; waiting does not help, %.1f times the accounts would", j->more_units);
    return STR("; nor will it be, with these countries");
}

/* More months of a horizon bring information; the error goes with its root. */
void judged_able(Judged *j, const double *information, size_t months, size_t family)
{
    double power = normal_quantile(POWER), half = (look_bound(0.95, family, j->information, F64_INF) + power) * j->se;
    j->more_periods = j->more_units = F64_NAN;
    if (!(j->se > 0))
        return;
    for (size_t k = 0; k < months; k++) {
        half = (look_bound(0.95, family, information[k], F64_INF) + power) * j->se * sqrt(j->information / information[k]);
        if (half <= fabs(j->wanted)) {
            j->more_periods = (double)k + 1;
            return;
        }
    }
    j->more_units = plan_times(half * half / (j->wanted * j->wanted));
}

size_t information_after(double before, double after, double out[HORIZON_MONTHS])
{
    size_t n = 0;
    for (double k = after + 1; k <= HORIZON_MONTHS; k++)
        out[n++] = look_information(before, k, HORIZON_MONTHS);
    return n;
}

/* A level as people write it: shares in percent, mentions as a count. */
Str level_words(const Target *t, double v, Arena *a)
{
    return t->kind == TARGET_THEME ? str_fmt(a, "%.2f", v) : str_fmt(a, "%.1f %%", v * 100);
}

/* A difference of two levels: shares in points. */
Str gap_words(const Target *t, double v, Arena *a)
{
    const char *minus = v < 0 ? "\xE2\x88\x92" : "";
    return t->kind == TARGET_THEME ? str_fmt(a, "%s%.2f", minus, fabs(v)) : str_fmt(a, "%s%.1f points", minus, fabs(v) * 100);
}

static Str note_of(const Target *t, const Judged *j, const Place *p, const Ground *g, Arena *a)
{
    Str before = level_words(t, j->before, a), after = level_words(t, j->after, a), other_before = level_words(t, j->other_before, a), other_after = level_words(t, j->other_after, a);
    Str worth = gap_words(t, j->wanted, a), seen = gap_words(t, j->detectable, a), largest = gap_words(t, p->largest, a), took = gap_words(t, p->drift, a);
    Str figures = str_fmt(a, "before %.*s, after %.*s; accounts not reached %.*s and %.*s; worth having from %.*s; could have seen %.*s", STR_ARG(before), STR_ARG(after),
                          STR_ARG(other_before), STR_ARG(other_after), STR_ARG(worth), STR_ARG(seen));
    Str path = str_fmt(a, "; survives %.1f times the largest departure before (%.*s)", p->departure, STR_ARG(largest));
    Str drift = p->drift != 0 ? str_fmt(a, "; the path before took %.*s of it", STR_ARG(took)) : STR("");
    Str why = STR("");
    if (j->verdict == DID_CANNOT_TELL)
        why = str_fmt(a, "%s%.*s; ",
                      p->high < 0 && p->departure < g->departure ? "a departure as large as one seen before could explain it"
                      : p->high < 0 && p->straight >= 0          ? "the path before, carried on, could explain it"
                      : p->high < 0                              ? "may be regression to the mean: the action went where things happened to be bad"
                                                                 : "the interval holds both nothing and what is worth having",
                      STR_ARG(when_text(j, g, a)));
    return str_fmt(a, "%.*s%.*s%.*s%.*s", STR_ARG(why), STR_ARG(figures), STR_ARG(path), STR_ARG(drift));
}

static char grade_of(const Place *p, const Judged *j, const Ground *g)
{
    bool tested = p->did.periods_before >= 2 && p->departure >= 0;
    bool sound = j->verdict == DID_WORKED || (tested && !(j->verdict == DID_CANNOT_TELL && p->high < 0 && p->departure < g->departure));
    return sound ? 'A' : 'C';
}

/* The same comparison with the changed region's other accounts alone, in words. */
static Status second_look(const Target *t, Rows *rows, const Ground *g, int64_t start, Str changed, double wanted, Arena *a, Str *note, Err *err)
{
    Place p;
    if (!rows_alike(rows, &g->regions, changed))
        return ST_OK;
    PlaceInput in = place_input(rows, start, wanted, g);
    Status st = place_estimate(&in, a, &p, err);
    if (!st && !p.did.too_few) {
        Str est = gap_words(t, p.estimate, a), low = gap_words(t, p.low, a), high = gap_words(t, p.high, a);
        *note = str_fmt(a, "%.*s; against the %zu accounts in %.*s that it did not reach: %.*s (%.*s to %.*s)", STR_ARG(*note), p.did.units_control, STR_ARG(changed),
                        STR_ARG(est), STR_ARG(low), STR_ARG(high));
    }
    return st;
}

static Status compared(Store *s, const Action *act, const ActionStart *at, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    Rows rows;
    Place p;
    Synth sdid;
    Str changed;
    int64_t start = month_of(at->day), from = first_month(at, t, g, &changed);
    Status st = rows_load(s, t, g, from, a, &rows, err);
    if (st)
        return st;
    rows_treat(&rows, at->countries);
    double before = rows_level(&rows, INT64_MIN, start), wanted = wanted_of(act, before);
    if (!(wanted < 0)) {
        *j = judged_unknown(STR("the issue did not occur before the action where it took place"));
        return ST_OK;
    }
    PlaceInput in = place_input(&rows, start, wanted, g);
    st = place_estimate(&in, a, &p, err);
    if (st)
        return st;
    if (p.did.too_few) {
        *j = judged_unknown(STR("too few accounts with data before and after in one of the groups"));
        j->n_treated = p.did.units_treated;
        j->n_control = p.did.units_control;
        return ST_OK;
    }
    *j = judged_unknown(STR(""));
    take(&p, wanted, j);
    st = by_country(&rows, g, from, start, a, j, &sdid, err);
    if (st)
        return st;
    synthetic(&sdid, g, from, start, j);
    j->grade = grade_of(&p, j, g);
    j->note = note_of(t, j, &p, g, a);
    return second_look(t, &rows, g, start, changed, wanted, a, &j->note, err);
}

JudgeWay judge_way(const Action *act)
{
    if (act->lot)
        return WAY_LOT;
    for (size_t k = 1; k < act->n_start; k++)
        if (month_of(act->start[k].day) != month_of(act->start[0].day))
            return WAY_STEPS;
    return everywhere(act->start[0].countries) ? WAY_SERIES : WAY_COMPARED;
}

Status judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *out, Err *err)
{
    if (!act->n_start || act->start[0].day > g->as_of) {
        *out = judged_unknown(act->n_start ? STR("it has not begun") : STR("no start day is known"));
        return ST_OK;
    }
    if (t->kind == TARGET_NONE) {
        *out = judged_unknown(STR("nothing in the data measures what this action was to change"));
        return ST_OK;
    }
    switch (judge_way(act)) {
    case WAY_LOT: return lot_judge(s, act, t, g, a, out, err);
    case WAY_STEPS: return steps_judge(s, act, t, g, a, out, err);
    case WAY_SERIES: return series_judge(s, act, t, g, a, out, err);
    case WAY_COMPARED:
    default: return compared(s, act, &act->start[0], t, g, a, out, err);
    }
}
