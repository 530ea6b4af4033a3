#include "value/due.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "num/follow.h"

enum { MONTHS_A_YEAR = 12, ROUNDS_MOST = 60 };

static int by_double(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static int by_int(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static void take_ratios(const Table *t, Arena *a, Renewals *out)
{
    out->mean = 1;
    if (t->n < DUE_LEAST)
        return;
    double sum = 0;
    out->n_ratio = t->n;
    out->ratio = ARENA_NEW_N(a, double, t->n);
    for (size_t r = 0; r < t->n; r++)
        out->ratio[r] = fmin(RATIO_MOST, (double)col_int(t, "kept")[r] / (double)col_int(t, "before")[r]);
    qsort(out->ratio, out->n_ratio, sizeof *out->ratio, by_double);
    for (size_t r = 0; r < t->n; r++)
        sum += out->ratio[r];
    out->mean = sum / (double)t->n;
}

/* Days of renewals against the anniversaries of those they carry on, account by account. */
static void take_slips(const Table *t, Arena *a, Renewals *out)
{
    const TableColumn *renewed = table_col(t, "renewed");
    const int64_t *account = t->n ? col_int(t, "account_id") : NULL, *day = account ? col_int(t, "decided") : NULL;
    int64_t *slip = ARENA_NEW_N(a, int64_t, t->n + 1);
    size_t n = 0, *previous = ARENA_NEW_N(a, size_t, t->n + 1), *taken = ARENA_NEW_N(a, size_t, t->n + 1);
    unsigned *kind = ARENA_NEW_N(a, unsigned, t->n + 1);
    double sum = 0;
    for (size_t r = 0; r < t->n; r++)
        kind[r] = col_has(renewed, r) && renewed->i[r] && col_int(t, "months")[r] == MONTHS_A_YEAR ? FOLLOW_CAN | FOLLOW_DOES : 0;
    for (size_t from = 0, to; from < t->n; from = to) {
        for (to = from; to < t->n && account[to] == account[from]; to++)
            continue;
        follow_match(day + from, kind + from, to - from, previous, taken);
        for (size_t i = 0; i < to - from; i++)
            if (previous[i] != FOLLOW_NONE)
                slip[n++] = day[from + i] - day_add_months(day[from + previous[i]], MONTHS_A_YEAR);
    }
    if (n < DUE_LEAST)
        return;
    qsort(slip, n, sizeof *slip, by_int);
    for (size_t i = 0; i < n; i++)
        sum += (double)slip[i];
    out->slip = slip;
    out->n_slip = n;
    out->usual = llround(sum / (double)n);
}

static void take_less(const Table *t, Arena *a, Renewals *out)
{
    out->n_less = t->n;
    out->less = ARENA_NEW_N(a, double, t->n + 1);
    for (size_t r = 0; r < t->n; r++) {
        out->less[r] = 1 - (double)col_int(t, "kept")[r] / (double)col_int(t, "before")[r];
        out->less_mean += out->less[r] / (double)t->n;
    }
    if (t->n)
        qsort(out->less, t->n, sizeof *out->less, by_double);
}

Status renewals_load(Store *s, Arena *a, Renewals *out, Err *err)
{
    Table ratio, made, less;
    *out = (Renewals){ .mean = 1 };
    Status st = store_fetch(s, SQL_VALUE_RATIOS, STORE_NO_ARGS, a, &ratio, err);
    if (!st)
        st = store_fetch(s, SQL_VALUE_DECISIONS, STORE_NO_ARGS, a, &made, err);
    if (!st)
        st = store_fetch(s, SQL_VALUE_LESS, STORE_NO_ARGS, a, &less, err);
    if (st)
        return st;
    take_less(&less, a, out);
    take_ratios(&ratio, a, out);
    take_slips(&made, a, out);
    return ST_OK;
}

static bool comes(const DueInput *in, int64_t day, int64_t slip)
{
    return (day + slip > in->as_of ? day + slip : in->as_of) <= in->until;
}

/* Share of the slips with which a day still counts. */
static double share_of(const DueInput *in, int64_t day, int64_t less)
{
    const Renewals *k = in->renewals;
    size_t n = 0;
    if (!k->n_slip)
        return comes(in, day, 0);
    for (size_t i = 0; i < k->n_slip; i++)
        n += comes(in, day, k->slip[i] - less);
    return (double)n / (double)k->n_slip;
}

/* The latest day that a round may have and still slip into the horizon. */
static int64_t last_day(const DueInput *in, int64_t less)
{
    const Renewals *k = in->renewals;
    return in->until - (k->n_slip && k->slip[0] < less ? k->slip[0] - less : 0);
}

static const Renewals as_it_stands = { .mean = 1 };

/* r NULL: at the means. */
static double one(const DueInput *in, const Due *d, double stay, Rng *r)
{
    const Renewals *k = d->months > 0 && d->months < MONTHS_A_YEAR ? &as_it_stands : in->renewals;
    const DueInput own = { k, in->as_of, in->until };
    const int months = d->months ? (int)d->months : MONTHS_A_YEAR;
    double sum = 0, amount = (double)d->amount * months / MONTHS_A_YEAR, weight = 1;
    int64_t less = d->asked ? k->usual : 0;
    for (int round = 0; round < ROUNDS_MOST; round++) {
        int64_t day = round ? day_add_months(d->day, round * months) : d->day;
        bool asked = d->asked && !round;
        if (day > last_day(&own, less))
            break;
        if (k->n_ratio)
            amount *= (r ? k->ratio[rng_below(r, (int64_t)k->n_ratio)] : k->mean) / (asked ? k->mean : 1);
        int64_t slip = r && k->n_slip ? k->slip[rng_below(r, (int64_t)k->n_slip)] - less : 0;
        sum += weight * (round + 1) * amount * (r ? comes(&own, day, slip) : share_of(&own, day, less));
        weight *= stay;
    }
    return sum;
}

double due_draw(const DueInput *in, const Contract *c, double stay, Rng *r)
{
    double sum = 0;
    for (size_t k = 0; k < c->n_due; k++)
        sum += one(in, &c->due[k], stay, r);
    return sum;
}

double due_mean(const DueInput *in, const Contract *c, double stay) { return due_draw(in, c, stay, NULL); }
