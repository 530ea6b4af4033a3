#include "link/behave.h"

#include <math.h>

#include "num/dist.h"

enum { DUE_DAYS = 30, LOOK_BACK_DAYS = 182 };
/* An invoice that is never paid must not stand for all others of its account. */
#define LATE_MOST 90.0
#define DAYS_A_MONTH 30.0

const BehaviourSpec behaviour_spec[BEHAVIOURS] = {
    [BEHAVE_USE] = { "use", "how much it is used" },          [BEHAVE_PEOPLE] = { "people", "how many people use it" },
    [BEHAVE_TICKETS] = { "tickets", "tickets written" },      [BEHAVE_SCORE] = { "score", "the last score" },
    [BEHAVE_ANSWERS] = { "answers", "whether it answers" },   [BEHAVE_PAYING] = { "paying", "days invoices are paid late" },
};

static double last_score(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    const int64_t *nps = col_int(&b->score.t, "nps");
    size_t lo, hi;
    double sum = 0, n = 0;
    series_in(&b->score, account, from, to, &lo, &hi);
    for (size_t r = hi; r > lo && b->score.day[r - 1] == b->score.day[hi - 1]; r--) {
        sum += (double)nps[r - 1];
        n++;
    }
    return n > 0 ? sum / n : F64_NAN;
}

static double paying(const LinkBook *b, size_t account, int64_t from, int64_t to)
{
    const TableColumn *due = table_col(&b->invoice.t, "due"), *paid = table_col(&b->invoice.t, "paid");
    const int64_t *amount = col_int(&b->invoice.t, "amount");
    size_t lo, hi;
    double sum = 0, n = 0;
    series_in(&b->invoice, account, from - LOOK_BACK_DAYS, to, &lo, &hi);
    for (; lo < hi; lo++) {
        int64_t expected = col_has(due, lo) ? due->i[lo] : b->invoice.day[lo] + DUE_DAYS, seen = col_has(paid, lo) ? paid->i[lo] : INT64_MAX;
        if (amount[lo] <= 0 || seen < from || (seen >= to && expected > to))
            continue;                        /* settled before, or not due yet: nothing is learned in this span */
        sum += fmin(LATE_MOST, (double)((seen < to ? seen : to) - expected));
        n++;
    }
    return n > 0 ? sum / n : F64_NAN;
}

double behave(const LinkBook *b, Behaviour which, size_t account, int64_t from, int64_t to)
{
    double months = (double)(to - from) / DAYS_A_MONTH;
    size_t lo, hi;
    switch (which) {
    case BEHAVE_USE: return from < b->first_usage ? F64_NAN : log1p(series_sum(&b->usage, "events", account, from, to) / months);
    case BEHAVE_PEOPLE: return from < b->first_usage ? F64_NAN : log1p(series_sum(&b->usage, "users", account, from, to) * 7 / (double)(to - from));
    case BEHAVE_TICKETS: return from < b->first_ticket ? F64_NAN : log1p(series_sum(&b->ticket, "n", account, from, to) / months);
    case BEHAVE_SCORE: return last_score(b, account, from, to);
    case BEHAVE_ANSWERS: series_in(&b->score, account, from, to, &lo, &hi); return b->score.t.n ? hi > lo : F64_NAN;
    case BEHAVE_PAYING: return from < b->first_invoice ? F64_NAN : paying(b, account, from, to);
    case BEHAVIOURS:
    default: return F64_NAN;
    }
}
