#include "act/month.h"

#include <math.h>

#include "num/dist.h"
#include "num/interval.h"

static const int spans[MONTH_SPANS] = { 1, 3, 6, 12 };

/* Sums from the first month on, so that any span is one difference; whole numbers, so nothing is lost. */
typedef struct Sums {
    double *good, *n;               /* [account * (MONTHS_READ + 1) + month] */
    double *x, *trials;             /* of one span */
    size_t  accounts;
} Sums;

/* `asked`: only months with a reading count. */
static Sums sums_of(const MonthCounts *c, const Month *month, bool asked, Arena *a)
{
    size_t wide = MONTHS_READ + 1;
    Sums s = { ARENA_NEW_N(a, double, c->accounts * wide + 1), ARENA_NEW_N(a, double, c->accounts * wide + 1), ARENA_NEW_N(a, double, c->accounts + 1),
               ARENA_NEW_N(a, double, c->accounts + 1), c->accounts };
    for (size_t k = 0; k < c->accounts; k++)
        for (size_t m = 0; m < MONTHS_READ; m++) {
            bool counts = !asked || month[m].colour != COLOUR_UNKNOWN;
            s.good[k * wide + m + 1] = s.good[k * wide + m] + (counts ? c->good[k * MONTHS_READ + m] : 0);
            s.n[k * wide + m + 1] = s.n[k * wide + m] + (counts ? c->n[k * MONTHS_READ + m] : 0);
        }
    return s;
}

/* The share over months [from, to); `out->n_clusters` under MONTH_ACCOUNTS: no interval. */
static Status share_of(const Sums *s, int from, int to, double level, Interval *out, Err *err)
{
    size_t g = 0, wide = MONTHS_READ + 1;
    double n = 0, good = 0;
    for (size_t k = 0; k < s->accounts; k++) {
        double of = s->n[k * wide + (size_t)to] - s->n[k * wide + (size_t)from];
        if (of <= 0)
            continue;
        s->x[g] = s->good[k * wide + (size_t)to] - s->good[k * wide + (size_t)from];
        good += s->x[g];
        s->trials[g++] = of;
        n += of;
    }
    *out = (Interval){ .n_clusters = g, .n = (size_t)n, .estimate = n > 0 ? good / n : F64_NAN };
    return g < MONTH_ACCOUNTS ? ST_OK : interval_share(&(ShareInput){ s->x, s->trials, g, level }, out, err);
}

/* What the months with a reading needed, in the mean of the things that happened in them. */
static double needed_in(const Month *month, int from, int to)
{
    double sum = 0, n = 0;
    for (int m = from; m < to; m++)
        if (month[m].colour != COLOUR_UNKNOWN) {
            sum += month[m].needed * month[m].n;
            n += month[m].n;
        }
    return n > 0 ? sum / n : F64_NAN;
}

static bool one_colour(const Month *month, int from, int to)
{
    for (int m = from; m < to; m++)
        if (month[m].colour != COLOUR_UNKNOWN && month[m].colour != month[to - 1].colour)
            return false;
    return true;
}

static Status judge(const Sums *s, Month *month, int t, Err *err)
{
    Status st = ST_OK;
    bool green = month[t].colour == COLOUR_GREEN;
    for (int k = 0; !st && k < MONTH_SPANS && month[t].colour != COLOUR_UNKNOWN; k++) {
        int from = t + 1 - spans[k];
        Interval i;
        if (from < 0 || !one_colour(month, from, t + 1))
            break;
        st = share_of(s, from, t + 1, 1 - MONTH_ALPHA / (MONTHS_TOLD * MONTH_SPANS), &i, err);
        double needed = needed_in(month, from, t + 1);
        if (st || i.n_clusters < MONTH_ACCOUNTS || (i.low < needed && i.high >= needed))
            continue;
        bool good = i.low >= needed;
        month[t].span = spans[k];
        month[t].verdict = good == green ? MONTH_AGREES : green ? MONTH_GREEN_BUT_RED : MONTH_RED_BUT_GREEN;
        break;
    }
    return st;
}

/* The month of [from, t] from which most went against what the metric says. */
static int began(const Month *month, int from, int t)
{
    double sum = 0, most = -HUGE_VAL, sign = month[t].verdict == MONTH_GREEN_BUT_RED ? 1 : -1;
    int at = t;
    for (int m = t; m >= from; m--) {
        if (month[m].colour == COLOUR_UNKNOWN || !(month[m].n > 0))
            continue;
        sum += sign * (month[m].n * month[m].needed - month[m].good);
        if (sum > most) {
            most = sum;
            at = m;
        }
    }
    return at;
}

static void date_disagreements(Month *month)
{
    MonthColour last = COLOUR_UNKNOWN;
    int from = 0, since = -1, told = -1;
    for (int t = 0; t < MONTHS_READ; t++) {
        bool turned = month[t].colour != COLOUR_UNKNOWN && last != COLOUR_UNKNOWN && month[t].colour != last;
        if (turned || month[t].verdict == MONTH_AGREES) {
            from = turned ? t : t + 1;
            since = told = -1;
        }
        if (month[t].colour != COLOUR_UNKNOWN)
            last = month[t].colour;
        if (month[t].verdict != MONTH_GREEN_BUT_RED && month[t].verdict != MONTH_RED_BUT_GREEN)
            continue;
        if (since < 0) {
            since = began(month, from, t);
            told = t;
        }
        month[t].since = since;
        month[t].told = told;
    }
}

Status months_judge(const MonthCounts *c, Month *month, Arena *a, Err *err)
{
    ArenaMark mark = arena_mark(a);
    Sums all = sums_of(c, month, false, a), asked = sums_of(c, month, true, a);
    Status st = ST_OK;
    for (int m = 0; !st && m < MONTHS_READ; m++) {
        Interval i;
        st = share_of(&all, m, m + 1, 0.95, &i, err);
        bool few = i.n_clusters < MONTH_ACCOUNTS;
        month[m] = (Month){ .colour = month[m].colour, .needed = month[m].needed, .n = (double)i.n, .good = i.n ? i.estimate * (double)i.n : 0,
                            .accounts = i.n_clusters, .since = -1, .told = -1,
                            .share = few ? F64_NAN : i.estimate, .low = few ? F64_NAN : i.low, .high = few ? F64_NAN : i.high };
    }
    for (int m = 0; !st && m < MONTHS_READ; m++)
        st = judge(&asked, month, m, err);
    if (!st)
        date_disagreements(month);
    arena_rewind(a, mark);
    return st;
}
