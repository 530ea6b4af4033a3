/* judge_steps.c - countries that came one after the other: each start against countries not reached by the end of its window, then together,
 * weighted by accounts; errors added as if they went together, since the comparison is shared.
 *
 * num/stagger.h is not used here: its error is the spread between the accounts of a group, or between groups of accounts that belong together.  A
 * step is often one country, and one country has no spread: what happens to a country and its months is place.h's (decision 291).
 */
#include <math.h>

#include "act/judge_in.h"
#include "num/dist.h"
#include "num/look.h"

typedef struct Steps {
    double effect, se, wanted, before, after, other_before, other_after;
    double departure, information, months_before, months_after;   /* of the step that knows least */
    size_t treated, control, used;
} Steps;

Status steps_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err)
{
    l->froms = ARENA_NEW_N(a, int64_t, act->n_start + 1);
    l->to = month_of(g->as_of);
    l->from = l->start = INT64_MAX;
    for (size_t k = 0; k < act->n_start; k++) {
        Str changed;
        int64_t start = month_of(act->start[k].day);
        l->froms[k] = first_month(&act->start[k], t, g, &changed);
        l->from = l->froms[k] < l->from ? l->froms[k] : l->from;
        l->start = start < l->start ? start : l->start;
    }
    return rows_load(s, t, g, l->from, a, &l->rows, err);
}

/* One step: its time before, and the months [first, last); countries that another step reaches by then are no comparison. */
static void step_use(const Action *act, const Looked *l, size_t k, int64_t first, int64_t last, Rows *r)
{
    int64_t start = month_of(act->start[k].day);
    rows_treat(r, act->start[k].countries);
    for (size_t i = 0; i < r->rows; i++) {
        int64_t p = r->period[i];
        r->use[i] = p >= l->froms[k] && p < last && (p < start || p >= first);
        for (size_t o = 0; o < act->n_start && r->use[i]; o++)
            r->use[i] = !(o != k && in_countries(act->start[o].countries, r->country[i]) && month_of(act->start[o].day) < last);
    }
}

static void step_add(const Place *p, double want, Steps *o)
{
    double m = (double)p->did.units_treated;
    o->effect += m * p->estimate;
    o->se += m * p->se;
    o->wanted += m * want;
    o->before += m * p->did.treated_before;
    o->after += m * p->did.treated_after;
    o->other_before += m * p->did.control_before;
    o->other_after += m * p->did.control_after;
    o->treated += p->did.units_treated;
    o->control = p->did.units_control > o->control ? p->did.units_control : o->control;
    o->departure = fmin(o->departure, p->departure);
    if (p->information < o->information || !o->used) {
        o->information = p->information;
        o->months_before = (double)p->did.periods_before;
        o->months_after = (double)p->did.periods_after;
    }
    o->used++;
}

/* All steps in the year (from 0) after each one's start; `whole`: also what is not over of it. */
static Status steps_sum(const Action *act, const Looked *l, const Ground *g, int64_t year, bool whole, Arena *a, Steps *o, Err *err)
{
    Rows rows = l->rows;
    *o = (Steps){ .departure = F64_INF, .information = 1 };
    for (size_t k = 0; k < act->n_start; k++) {
        Place p;
        int64_t start = month_of(act->start[k].day), first = start + year * HORIZON_MONTHS, last = first + HORIZON_MONTHS;
        if (!whole) {
            last = last < l->to ? last : l->to;
            if (last - first < AGAIN_LEAST)
                continue;
        }
        step_use(act, l, k, first, last, &rows);
        double want = wanted_of(act, rows_level(&rows, l->froms[k], start));
        if (!(want < 0))
            continue;
        PlaceInput in = place_input(&rows, start, want, g);
        in.horizon = last - start;
        Status st = place_estimate(&in, a, &p, err);
        if (st)
            return st;
        if (!p.did.too_few)
            step_add(&p, want, o);
    }
    double *mean[] = { &o->effect, &o->se, &o->wanted, &o->before, &o->after, &o->other_before, &o->other_after };
    for (size_t i = 0; i < COUNT_OF(mean) && o->used; i++)
        *mean[i] /= (double)o->treated;
    return ST_OK;
}

static void take(const Steps *o, const Ground *g, Judged *j)
{
    double bound = look_bound(0.95, g->family, o->information, F64_INF), more[HORIZON_MONTHS];
    j->method = "staggered difference in differences by start";
    j->effect = o->effect;
    j->se = o->se;
    j->low = j->effect - bound * j->se;
    j->high = j->effect + bound * j->se;
    j->p = look_p(j->se > 0 ? t_two_sided(j->effect / j->se, F64_INF) : F64_NAN, o->information);
    j->information = o->information;
    j->departure = o->departure;
    j->wanted = o->wanted;
    j->before = o->before;
    j->after = o->after;
    j->other_before = o->other_before;
    j->other_after = o->other_after;
    j->n_treated = o->treated;
    j->n_control = o->control;
    j->verdict = j->high < 0 && o->departure >= g->departure ? DID_WORKED : j->low > j->wanted ? DID_DID_NOT : DID_CANNOT_TELL;
    j->grade = o->departure >= g->departure || j->verdict == DID_DID_NOT ? 'A' : 'C';
    judged_able(j, more, information_after(o->months_before, o->months_after, more), g->family);
}

Status steps_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    Looked l = { .from = 0 };
    Steps o;
    Status st = steps_open(s, act, t, g, a, &l, err);
    if (!st)
        st = steps_sum(act, &l, g, 0, true, a, &o, err);
    *j = judged_unknown(STR("it came in steps, but at none of them were there two accounts reached and two not reached with data before and after"));
    if (st || !o.used)
        return st;
    take(&o, g, j);
    Str worth = gap_words(t, j->wanted, a), before = level_words(t, j->before, a), after = level_words(t, j->after, a), when = j->verdict == DID_CANNOT_TELL ? when_text(j, g, a) : STR("");
    Str other_before = level_words(t, j->other_before, a), other_after = level_words(t, j->other_after, a);
    j->note = str_fmt(a, "%zu of %zu steps compared, each with countries that were not reached within its year; before %.*s, after %.*s; accounts not reached %.*s and %.*s; worth having from %.*s%.*s",
                      o.used, act->n_start, STR_ARG(before), STR_ARG(after), STR_ARG(other_before), STR_ARG(other_after), STR_ARG(worth), STR_ARG(when));
    return ST_OK;
}

Status steps_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err)
{
    Steps o;
    Status st = steps_sum(act, l, g, year, false, a, &o, err);
    *out = (Again){ .told = false };
    if (st || !o.used)
        return st;
    double bound = look_bound(0.95, g->family, o.information, F64_INF);
    *out = (Again){ true, o.effect, o.effect - bound * o.se, o.effect + bound * o.se, o.wanted };
    return ST_OK;
}
