/* judge_series.c - everybody was reached at once: nobody to compare with, so the series of all. */
#include <math.h>

#include "act/judge_in.h"
#include "num/its.h"

enum { ITS_BEFORE = 36 };

Status series_open(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Looked *l, Err *err)
{
    Str changed;
    l->start = month_of(act->start[0].day);
    l->from = first_month(&act->start[0], t, g, &changed);
    l->from = changed.n || l->from > l->start - HORIZON_MONTHS ? l->from : l->start - ITS_BEFORE;
    l->to = month_of(g->as_of);
    if (l->to <= l->start)
        return ST_OK;
    Status st = rows_load(s, t, g, l->from, a, &l->rows, err);
    if (!st)
        rows_treat(&l->rows, STR(""));
    return st;
}

/* Months between the start and `first` have no data, so that what follows stands against the time before.  False: it never occurred before. */
static bool series_of(const Action *act, const Looked *l, const Ground *g, int64_t first, int64_t last, Arena *a, ItsInput *in)
{
    size_t months = (size_t)(last - l->from);
    double *x = ARENA_NEW_N(a, double, months + 1), *n = ARENA_NEW_N(a, double, months + 1);
    int64_t begins = last;
    for (size_t r = 0; r < l->rows.rows; r++) {
        int64_t p = l->rows.period[r];
        if (p >= last || (p >= l->start && p < first))
            continue;
        x[p - l->from] += l->rows.x[r];
        n[p - l->from] += l->rows.n[r];
        begins = p < begins ? p : begins;
    }
    double wanted = wanted_of(act, rows_level(&l->rows, INT64_MIN, l->start));
    if (!(wanted < 0) || begins >= l->start)
        return false;
    size_t skip = (size_t)(begins - l->from);
    *in = (ItsInput){ .x = x + skip, .n = n + skip, .periods = months - skip, .before = (size_t)(l->start - begins), .wanted = wanted, .family = g->family,
                      .phase = begins % HORIZON_MONTHS, .horizon = (size_t)(last - l->start > HORIZON_MONTHS ? last - l->start : HORIZON_MONTHS) };
    return true;
}

static void take(const Its *o, const Looked *l, double wanted, const Ground *g, Judged *j)
{
    double more[HORIZON_MONTHS];
    *j = judged_unknown(STR(""));
    j->verdict = o->verdict;
    j->method = "interrupted time series, errors by Newey and West";
    j->effect = o->estimate;
    j->se = o->se;
    j->low = o->low;
    j->high = o->high;
    j->p = o->p;
    j->information = o->information;
    j->placebo_p = o->placebo_p;
    j->largest = o->placebo;
    j->before = o->level_before;
    j->after = rows_level(&l->rows, l->start, l->start + HORIZON_MONTHS);
    j->wanted = wanted;
    j->grade = 'C';
    judged_able(j, more, information_after((double)o->periods_before, (double)o->periods_after, more), g->family);
}

Status series_judge(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Judged *j, Err *err)
{
    Looked l = { .from = 0 };
    ItsInput in;
    Its o;
    *j = judged_unknown(STR("it reached everybody at once: there is nobody to compare with"));
    Status st = series_open(s, act, t, g, a, &l, err);
    if (st || l.to <= l.start || !series_of(act, &l, g, l.start, l.to, a, &in))
        return st;
    in.horizon = HORIZON_MONTHS;
    st = its_estimate(&in, a, &o, err);
    if (st || o.too_few) {
        j->note = str_fmt(a, "it reached everybody at once: there is nobody to compare with, and the series has %zu months before and %zu after (8 and 3 are needed)",
                          o.periods_before, o.periods_after);
        if (o.periods_before >= 8)
            j->more_periods = 3 - (double)o.periods_after;
        return st;
    }
    take(&o, &l, in.wanted, g, j);
    Str before = level_words(t, j->before, a), after = level_words(t, j->after, a), other = gap_words(t, o.placebo, a), worth = gap_words(t, in.wanted, a);
    Str when = j->verdict == DID_CANNOT_TELL ? when_text(j, g, a) : STR("");
    j->note = str_fmt(a, "it reached everybody at once: the series before and after, without a comparison; whatever else changed that month is in it; before %.*s, after %.*s; "
                      "the largest break at another month before %.*s; worth having from %.*s%.*s", STR_ARG(before), STR_ARG(after), STR_ARG(other), STR_ARG(worth), STR_ARG(when));
    return ST_OK;
}

Status series_again(const Action *act, const Looked *l, const Ground *g, int64_t year, Arena *a, Again *out, Err *err)
{
    ItsInput in;
    Its o;
    int64_t first = l->start + year * HORIZON_MONTHS, last = first + HORIZON_MONTHS < l->to ? first + HORIZON_MONTHS : l->to;
    *out = (Again){ .told = false };
    if (!series_of(act, l, g, first, last, a, &in))
        return ST_OK;
    Status st = its_estimate(&in, a, &o, err);
    if (!st && !o.too_few)
        *out = (Again){ true, o.estimate, o.low, o.high, in.wanted };
    return st;
}
