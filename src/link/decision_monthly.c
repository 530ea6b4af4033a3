/* decision_monthly.c - contracts that are renewed every month, decided once a quarter. */
#include "base/date.h"
#include "link/decision_in.h"
#include "model/interval.h"

enum { MONTHLY_LEAST = 10, SHORT_MONTHS = 3, FIRST_DAYS = 45 };

bool monthly_is(const Table *paid, size_t r)
{
    int64_t months;
    return interval_months(col_text(paid, "billing_interval")[r], &months) && months <= SHORT_MONTHS;
}

/* Ends of contracts that could end in any month lie near an anniversary one time in twelve; of a year's that are paid in parts nearly all do. */
bool monthly_believed(const Table *paid)
{
    const TableColumn *end = table_col(paid, "end_date");
    size_t ended = 0, yearly = 0;
    for (size_t r = 0; r < paid->n; r++) {
        if (!col_has(end, r) || !monthly_is(paid, r))
            continue;
        ended++;
        yearly += !ends_early(col_int(paid, "start_date")[r], end->i[r]);
    }
    return ended < MONTHLY_LEAST || 2 * yearly <= ended;
}

static int64_t quarter_end(int64_t day)
{
    Civil c = civil_of_day(day);
    c.month = (c.month - 1) / DECISION_QUARTER_MONTHS * DECISION_QUARTER_MONTHS + DECISION_QUARTER_MONTHS;
    c.day = month_length(c.year, c.month);
    return day_of_civil(c);
}

/* Six weeks at least, so that the first decision is about three months on average, as the others are: with less, young contracts would look safer. */
int64_t monthly_first(int64_t start) { return quarter_end(start + FIRST_DAYS); }

int64_t monthly_next(int64_t day) { return quarter_end(day + 1); }
