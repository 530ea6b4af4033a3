#include "act/metric_month.h"

#include <math.h>

#include "act/month.h"
#include "act/touchpoint.h"
#include "base/date.h"
#include "num/dist.h"

typedef struct Read {
    double value, target, ahead;    /* NaN: none */
} Read;

static int month_of(const MetricMonthAsk *q, int64_t day)
{
    Civil c = civil_of_day(day), last = civil_of_day(q->as_of);
    return MONTHS_READ - 1 - (12 * (last.year - c.year) + last.month - c.month);
}

/* A target holds until the next one; the mean of a month's readings is judged by the one that held. */
static void read_months(const MetricMonthAsk *q, Read *read, Month *month)
{
    const Table *t = q->readings;
    const TableColumn *target = table_col(t, "target"), *value = table_col(t, "value");
    double held = F64_NAN, sum[MONTHS_READ] = { 0 }, n[MONTHS_READ] = { 0 };
    for (int m = 0; m < MONTHS_READ; m++)
        read[m] = (Read){ F64_NAN, F64_NAN, F64_NAN };
    for (size_t r = q->from; r < q->to; r++) {
        int m = month_of(q, col_int(t, "month")[r]);
        if (m >= MONTHS_READ)
            break;
        held = col_has(target, r) ? target->f[r] : held;
        if (m < 0) {
            read[0].target = held;
            continue;
        }
        read[m].target = held;
        sum[m] += col_has(value, r) ? value->f[r] : 0;
        n[m] += col_has(value, r);
    }
    for (int m = 0; m < MONTHS_READ; m++) {
        if (m && isnan(read[m].target))
            read[m].target = read[m - 1].target;
        double aim = read[m].target, by = q->lower_better ? -1 : 1;
        if (n[m] > 0) {
            read[m].value = sum[m] / n[m];
            read[m].ahead = aim != 0 ? by * (read[m].value - aim) / fabs(aim) : F64_NAN;
        }
        bool known = n[m] > 0 && isfinite(aim);
        month[m] = (Month){ .colour = !known ? COLOUR_UNKNOWN : by * (read[m].value - aim) >= 0 ? COLOUR_GREEN : COLOUR_RED,
                            .needed = q->percent && isfinite(aim) ? went_well(aim, q->lower_better) : q->otherwise };
    }
}

static Status fetch(Store *s, const MetricMonthAsk *q, Arena *a, Table *t, Err *err)
{
    static const int sql[] = { [BETTER_DELIVERY] = SQL_LATE_MONTHS, [BETTER_REPLY] = SQL_REPLY_MONTHS, [BETTER_RATING] = SQL_RATING_MONTHS };
    DbArg limit = DB_INT(q->limit), to = DB_TEXT(date_iso(a, q->as_of));
    DbArg from = DB_TEXT(date_iso(a, day_add_months(day_month_start(q->as_of), 1 - MONTHS_READ)));
    if (q->what == BETTER_RATING)
        return store_fetch(s, sql[q->what], STORE_ARGS(limit, from, to, DB_TEXT(q->question)), a, t, err);
    return store_fetch(s, sql[q->what], STORE_ARGS(limit, from, to), a, t, err);
}

/* Rows by account and month to a column of months an account. */
static Status count_months(Store *s, const MetricMonthAsk *q, Arena *a, MonthCounts *out, Err *err)
{
    Table t;
    *out = (MonthCounts){ .accounts = 0 };
    Status st = q->has_side ? fetch(s, q, a, &t, err) : ST_OK;
    if (st || !q->has_side || !t.n)
        return st;
    const int64_t *who = col_int(&t, "account_id"), *day = col_int(&t, "month"), *bad = col_int(&t, "x"), *of = col_int(&t, "n");
    size_t accounts = 1, k = 0;
    for (size_t r = 1; r < t.n; r++)
        accounts += who[r] != who[r - 1];
    double *good = ARENA_NEW_N(a, double, accounts * MONTHS_READ), *n = ARENA_NEW_N(a, double, accounts * MONTHS_READ);
    for (size_t r = 0; r < t.n; r++) {
        k += r && who[r] != who[r - 1];
        size_t at = k * MONTHS_READ + (size_t)month_of(q, day[r]);
        good[at] = (double)(of[r] - bad[r]);
        n[at] = (double)of[r];
    }
    *out = (MonthCounts){ good, n, accounts };
    return ST_OK;
}

static Str verdict_text(MonthVerdict v)
{
    static const Str word[] = { [MONTH_CANNOT_TELL] = STR_INIT("cannot tell"), [MONTH_AGREES] = STR_INIT("agrees"),
                                [MONTH_GREEN_BUT_RED] = STR_INIT("green but customers are red"),
                                [MONTH_RED_BUT_GREEN] = STR_INIT("red but customers are green") };
    return word[v];
}

static void put_month(Table *t, const MetricMonthAsk *q, int m, const Read *read, const Month *k)
{
    static const Str colour[] = { [COLOUR_UNKNOWN] = STR_INIT("unknown"), [COLOUR_GREEN] = STR_INIT("green"), [COLOUR_RED] = STR_INIT("red") };
    int64_t first = day_add_months(day_month_start(q->as_of), 1 - MONTHS_READ);
    table_put_int(t, 0, q->metric_id);
    table_put_int(t, 1, day_add_months(first, m));
    table_put_known(t, 2, read->value);
    table_put_known(t, 3, read->target);
    table_put_known(t, 4, read->ahead);
    table_put_text(t, 5, colour[k->colour]);
    table_put_known(t, 6, q->has_side ? k->needed : F64_NAN);
    table_put_known(t, 7, k->share);
    table_put_known(t, 8, k->low);
    table_put_known(t, 9, k->high);
    table_put_int(t, 10, (int64_t)k->accounts);
    table_put_int(t, 11, (int64_t)k->n);
    table_put_text(t, 12, verdict_text(k->verdict));
    if (k->span)
        table_put_int(t, 13, k->span);
    if (k->since >= 0) {
        table_put_int(t, 14, day_add_months(first, k->since));
        table_put_int(t, 15, day_add_months(first, k->told));
    }
    table_row(t);
}

void metric_month_table(Table *out, Arena *a)
{
    static const ColSpec cols[] = { { "metric_id", COL_INT }, { "month", COL_DATE }, { "value", COL_F64 }, { "target", COL_F64 }, { "ahead", COL_F64 },
                                    { "status", COL_TEXT },
                                    { "needed", COL_F64 },    { "share", COL_F64 },  { "low", COL_F64 },   { "high", COL_F64 },   { "accounts", COL_INT },
                                    { "n", COL_INT },         { "verdict", COL_TEXT }, { "span", COL_INT }, { "since", COL_DATE }, { "told", COL_DATE } };
    table_init(out, a, cols, COUNT_OF(cols));
}

Status metric_months(Store *s, const MetricMonthAsk *q, Arena *a, Table *out, Err *err)
{
    Read read[MONTHS_READ];
    Month month[MONTHS_READ];
    MonthCounts c;
    read_months(q, read, month);
    Status st = count_months(s, q, a, &c, err);
    if (!st)
        st = months_judge(&c, month, a, err);
    bool begun = false;
    for (int m = 0; !st && m < MONTHS_READ; m++) {
        begun = begun || isfinite(read[m].value);
        if (begun && (isfinite(read[m].value) || month[m].n > 0))
            put_month(out, q, m, &read[m], &month[m]);
    }
    return st;
}
