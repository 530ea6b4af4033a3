/* judge.c - which comparison judges an action, and what it says: the rules of doc/methods/audit.md. */
#include <math.h>
#include <stdio.h>

#include "act/audit_in.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/its.h"
#include "num/look.h"
#include "num/place.h"
#include "num/synth.h"

enum { HORIZON_MONTHS = 12, SYNTH_PLACES = 10, SYNTH_BEFORE = 12, PLACEBOS = 200, AGAIN_LEAST = 3, ITS_BEFORE = 36, PLACES_MOST = 256 };

#define FIFTH 0.2

static Judged unknown(Str note)
{
    const double nan = F64_NAN;
    return (Judged){ .effect = nan, .se = nan, .low = nan, .high = nan, .p = nan, .information = nan, .departure = nan, .largest = nan, .shock = nan, .shock_p = nan,
                     .drift = nan, .placebo_p = nan, .did = nan, .sc = nan, .sdid = nan, .before = nan, .after = nan, .other_before = nan, .other_after = nan,
                     .detectable = nan, .more_periods = nan, .more_units = nan, .grade = 'D', .note = note };
}

static double wanted_of(const Action *act, double before)
{
    double promised = isfinite(act->share_low) ? (act->share_low + act->share_high) / 2 : promised_share(act->expected);
    return -before * (promised > 0 ? promised / 2 : FIFTH);
}

static PlaceInput place_input(const Rows *r, int64_t start, double wanted, const Ground *g)
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
    j->more_units = p->more_units;
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

static Str when_text(const Judged *j, const Ground *g, Arena *a)
{
    if (isfinite(j->more_periods)) {
        Civil c = civil_of_day(day_of_month(month_of(g->as_of) + (int64_t)j->more_periods));
        return str_fmt(a, "; will be able to by %04d-%02d", c.year, c.month);
    }
    if (isfinite(j->more_units) && j->more_units <= 50)
        return str_fmt(a, "; waiting does not help, %.1f times the accounts would", j->more_units);
    return STR("; nor will it be, with these countries");
}

/* A level as people write it: shares in percent, mentions as a count. */
static Str level_words(const Target *t, double v, Arena *a)
{
    return t->kind == TARGET_THEME ? str_fmt(a, "%.2f", v) : str_fmt(a, "%.1f %%", v * 100);
}

/* A difference of two levels: shares in points. */
static Str gap_words(const Target *t, double v, Arena *a)
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
        *j = unknown(STR("the issue did not occur before the action where it took place"));
        return ST_OK;
    }
    PlaceInput in = place_input(&rows, start, wanted, g);
    st = place_estimate(&in, a, &p, err);
    if (st)
        return st;
    if (p.did.too_few) {
        *j = unknown(STR("too few accounts with data before and after in one of the groups"));
        j->n_treated = p.did.units_treated;
        j->n_control = p.did.units_control;
        return ST_OK;
    }
    *j = unknown(STR(""));
    take(&p, wanted, j);
    st = by_country(&rows, g, from, start, a, j, &sdid, err);
    if (st)
        return st;
    synthetic(&sdid, g, from, start, j);
    j->grade = grade_of(&p, j, g);
    j->note = note_of(t, j, &p, g, a);
    return second_look(t, &rows, g, start, changed, wanted, a, &j->note, err);
}

/* Nobody to compare with: the series of all. */
static Status alone(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    Rows rows;
    Its o;
    Str changed;
    int64_t start = month_of(act->start[0].day), from = first_month(&act->start[0], t, g, &changed), to = month_of(g->as_of);
    from = changed.n || from > start - HORIZON_MONTHS ? from : start - ITS_BEFORE;
    *j = unknown(STR("it reached everybody at once: there is nobody to compare with"));
    if (to <= start)
        return ST_OK;
    Status st = rows_load(s, t, g, from, a, &rows, err);
    if (st)
        return st;
    size_t months = (size_t)(to - from);
    double *x = ARENA_NEW_N(a, double, months + 1), *n = ARENA_NEW_N(a, double, months + 1);
    int64_t first = to;
    rows_treat(&rows, STR(""));
    for (size_t r = 0; r < rows.rows; r++)
        if (rows.period[r] < to) {
            x[rows.period[r] - from] += rows.x[r];
            n[rows.period[r] - from] += rows.n[r];
            first = rows.period[r] < first ? rows.period[r] : first;
        }
    double wanted = wanted_of(act, rows_level(&rows, INT64_MIN, start));
    if (!(wanted < 0) || first >= start)
        return ST_OK;
    size_t skip = (size_t)(first - from);
    st = its_estimate(&(ItsInput){ .x = x + skip, .n = n + skip, .periods = months - skip, .before = (size_t)(start - first), .wanted = wanted, .family = g->family,
                                   .phase = first % 12 }, a, &o, err);
    if (st || o.too_few) {
        j->note = str_fmt(a, "it reached everybody at once: there is nobody to compare with, and the series has %zu months before and %zu after (8 and 3 are needed)",
                          o.periods_before, o.periods_after);
        if (o.periods_before >= 8)
            j->more_periods = 3 - (double)o.periods_after;
        return st;
    }
    *j = unknown(STR(""));
    j->verdict = o.verdict;
    j->method = "interrupted time series, errors by Newey and West";
    j->effect = o.estimate;
    j->se = o.se;
    j->low = o.low;
    j->high = o.high;
    j->p = o.p;
    j->information = o.information;
    j->placebo_p = o.placebo_p;
    j->largest = o.placebo;
    j->before = o.level_before;
    j->after = rows_level(&rows, start, start + HORIZON_MONTHS);
    j->wanted = wanted;
    j->grade = 'C';
    Str before = level_words(t, j->before, a), after = level_words(t, j->after, a), other = gap_words(t, o.placebo, a), worth = gap_words(t, wanted, a);
    j->note = str_fmt(a, "it reached everybody at once: the series before and after, without a comparison; whatever else changed that month is in it; before %.*s, after %.*s; "
                      "the largest break at another month before %.*s; worth having from %.*s", STR_ARG(before), STR_ARG(after), STR_ARG(other), STR_ARG(worth));
    return ST_OK;
}

/* Countries that came one after the other: each start against countries not reached by the end of its window, then together,
 * weighted by accounts; errors added as if they went together, since the comparison is shared. */
static Status in_steps(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    double sum = 0, w = 0, se = 0, wanted = 0, least = F64_INF, information = 1;
    size_t treated = 0, control = 0, used = 0;
    for (size_t k = 0; k < act->n_start; k++) {
        Rows rows;
        Place p;
        Str changed;
        int64_t start = month_of(act->start[k].day), from = first_month(&act->start[k], t, g, &changed), end = start + HORIZON_MONTHS;
        Status st = rows_load(s, t, g, from, a, &rows, err);
        if (st)
            return st;
        rows_treat(&rows, act->start[k].countries);
        for (size_t r = 0; r < rows.rows; r++)
            for (size_t o = 0; o < act->n_start; o++)
                if (o != k && in_countries(act->start[o].countries, rows.country[r]) && month_of(act->start[o].day) < end)
                    rows.use[r] = 0;
        double want = wanted_of(act, rows_level(&rows, INT64_MIN, start));
        if (!(want < 0))
            continue;
        PlaceInput in = place_input(&rows, start, want, g);
        st = place_estimate(&in, a, &p, err);
        if (st)
            return st;
        if (p.did.too_few)
            continue;
        double m = (double)p.did.units_treated;
        sum += m * p.estimate;
        se += m * p.se;
        wanted += m * want;
        w += m;
        treated += p.did.units_treated;
        control = p.did.units_control > control ? p.did.units_control : control;
        least = fmin(least, p.departure);
        information = fmin(information, p.information);
        used++;
    }
    *j = unknown(STR("it came in steps, but at none of them were there two accounts reached and two not reached with data before and after"));
    if (!used)
        return ST_OK;
    double bound = look_bound(0.95, g->family, information, F64_INF);
    Str worth = gap_words(t, wanted / w, a);
    *j = unknown(str_fmt(a, "%zu of %zu steps compared, each with countries that were not reached within its year; worth having from %.*s", used, act->n_start, STR_ARG(worth)));
    j->method = "staggered difference in differences by start";
    j->effect = sum / w;
    j->se = se / w;
    j->low = j->effect - bound * j->se;
    j->high = j->effect + bound * j->se;
    j->p = look_p(j->se > 0 ? t_two_sided(j->effect / j->se, F64_INF) : F64_NAN, information);
    j->information = information;
    j->departure = least;
    j->wanted = wanted / w;
    j->n_treated = treated;
    j->n_control = control;
    j->verdict = j->high < 0 && least >= g->departure ? DID_WORKED : j->low > j->wanted ? DID_DID_NOT : DID_CANNOT_TELL;
    j->grade = least >= g->departure || j->verdict == DID_DID_NOT ? 'A' : 'C';
    return ST_OK;
}

Status judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *out, Err *err)
{
    if (!act->n_start || act->start[0].day > g->as_of) {
        *out = unknown(act->n_start ? STR("it has not begun") : STR("no start day is known"));
        return ST_OK;
    }
    if (t->kind == TARGET_NONE) {
        *out = unknown(STR("nothing in the data measures what this action was to change"));
        return ST_OK;
    }
    bool steps = false;
    for (size_t k = 1; k < act->n_start; k++)
        steps = steps || month_of(act->start[k].day) != month_of(act->start[0].day);
    if (steps)
        return in_steps(s, act, t, g, a, out, err);
    return everywhere(act->start[0].countries) ? alone(s, act, t, g, a, out, err) : compared(s, act, &act->start[0], t, g, a, out, err);
}

Status judge_years(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Year *out, size_t *n, Err *err)
{
    Rows rows;
    Str changed;
    *n = 0;
    if (act->n_start != 1 || t->kind == TARGET_NONE || everywhere(act->start[0].countries))
        return ST_OK;
    int64_t start = month_of(act->start[0].day), from = first_month(&act->start[0], t, g, &changed), to = month_of(g->as_of);
    Status st = rows_load(s, t, g, from, a, &rows, err);
    if (st)
        return st;
    rows_treat(&rows, act->start[0].countries);
    double best = 0;
    for (int64_t y = 0; !st && y < YEARS_MAX; y++) {
        int64_t first = start + y * HORIZON_MONTHS, last = first + HORIZON_MONTHS < to ? first + HORIZON_MONTHS : to;
        if (last - first < AGAIN_LEAST)
            break;
        Place p;
        /* The years between are left out, so that this one stands against the time before. */
        for (size_t r = 0; r < rows.rows; r++)
            rows.use[r] = rows.period[r] < start || (rows.period[r] >= first && rows.period[r] < last);
        double wanted = wanted_of(act, rows_level(&rows, INT64_MIN, start));
        if (!(wanted < 0))
            break;
        PlaceInput in = place_input(&rows, start, wanted, g);
        in.horizon = last - start;
        st = place_estimate(&in, a, &p, err);
        if (st || p.did.too_few)
            break;
        const char *state = p.high < 0 ? (best < 0 && p.low > best ? "weaker" : "working") : p.low > wanted ? "gone" : "cannot tell";
        out[(*n)++] = (Year){ y + 1, first, last - 1, p.estimate, p.low, p.high, state };
        best = y == 0 ? p.estimate : best;
    }
    return st;
}
