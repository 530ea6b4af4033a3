#include "act/act.h"

#include <math.h>

#include "act/alike.h"
#include "act/better.h"
#include "act/metric_month.h"
#include "base/date.h"
#include "num/interval.h"

/* Customers are red at a touchpoint without a measured promise when more than this share of ratings
 * is 1 or 2 of 5. */
#define RED_SHARE 0.2
enum { RED_RATING = 2, LAST_READINGS = 12, MINUTES_AN_HOUR = 60, DEFAULT_HOURS = 24 };

typedef struct Metric {
    Str unit, name, touchpoint, measure;
    double value, target;
    bool has_target, lower_better;
    size_t n;
} Metric;

typedef struct View {
    double share, low, high; /* of things gone well, by account */
    double needed;           /* what the target (or the limit) asks of it */
    size_t accounts;
    int64_t n;
    Str words;
    bool has;
    BetterWhat what;
    int64_t limit;           /* days of grace, minutes, the highest bad rating */
    Str question, label;     /* of BETTER_RATING */
    Better better;
} View;

/* Mean of the last readings of one metric; rows [from, to) in month order. */
static Metric metric_of(const Table *t, size_t from, size_t to)
{
    const TableColumn *target = table_col(t, "target");
    Metric m = { .unit = col_text(t, "unit")[from],
                 .name = col_text(t, "metric")[from],
                 .touchpoint = col_text(t, "touchpoint")[from],
                 .measure = col_text(t, "measure")[from],
                 .lower_better = str_ieq(col_text(t, "better")[from], STR("lower")) };
    size_t first = to - from > LAST_READINGS ? to - LAST_READINGS : from;
    for (size_t r = first; r < to; r++) {
        m.value += col_f64(t, "value")[r] / (double)(to - first);
        if (col_has(target, r)) {
            m.target = target->f[r];
            m.has_target = true;
        }
    }
    m.n = to - from;
    return m;
}

static Status view_of(const Table *t, size_t from, size_t to, Arena *a, View *out, Err *err)
{
    size_t n = to - from;
    double *v = ARENA_NEW_N(a, double, n + 1), *w = ARENA_NEW_N(a, double, n + 1);
    const int64_t *x = col_int(t, "x") + from, *of = col_int(t, "n") + from;
    Interval i;
    out->n = 0;
    for (size_t r = 0; r < n; r++) {
        v[r] = 1 - (double)x[r] / (double)of[r];
        w[r] = (double)of[r];
        out->n += of[r];
    }
    if (n < 5)
        return ST_OK; /* under five accounts no share is told */
    Status st = interval_mean(&(MeanInput){ .v = v,
                                            .w = w,
                                            .cluster = col_int(t, "account_id") + from,
                                            .n = n,
                                            .level = 0.95,
                                            .share = true },
                              a, &i, err);
    if (st)
        return st;
    out->share = i.estimate;
    out->low = i.low;
    out->high = i.high;
    out->accounts = n;
    out->has = true;
    return ST_OK;
}

static double target_share(const Metric *m)
{
    return m->has_target && str_has(m->measure, STR("%")) ? m->target / 100 : 1 - RED_SHARE;
}

static int64_t hours_in(Str name)
{
    for (size_t i = 0; i < name.n; i++) {
        int64_t v = 0;
        size_t k = i;
        while (k < name.n && name.p[k] >= '0' && name.p[k] <= '9')
            v = v * 10 + (name.p[k++] - '0');
        if (k > i && v > 0 && v < 1000 && str_ihas(str_sub(name, k, 8), STR("hour")))
            return v;
        if (k > i)
            i = k;
    }
    return DEFAULT_HOURS;
}

static Status promise_view(Store *s, const Metric *m, int64_t as_of, Arena *a, View *v, Err *err)
{
    Table t;
    double grace;
    Status st = store_setting(s, "grace_days", &grace, err);
    if (!st)
        st = store_fetch(s, SQL_LATE_RECENT,
                         STORE_ARGS(DB_INT((int64_t)grace), DB_TEXT(date_iso(a, as_of))), a, &t,
                         err);
    if (!st)
        st = view_of(&t, 0, t.n, a, v, err);
    v->what = BETTER_DELIVERY;
    v->limit = (int64_t)grace;
    v->words = STR("delivered on the day promised");
    v->needed = target_share(m);
    return st;
}

static Status reply_view(Store *s, const Metric *m, int64_t as_of, Arena *a, View *v, Err *err)
{
    Table t;
    int64_t hours = hours_in(m->name);
    Status st = store_fetch(
        s, SQL_REPLY_RECENT,
        STORE_ARGS(DB_INT(hours * MINUTES_AN_HOUR), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (!st)
        st = view_of(&t, 0, t.n, a, v, err);
    v->what = BETTER_REPLY;
    v->limit = hours * MINUTES_AN_HOUR;
    v->words = str_fmt(a, "tickets first answered within %lld hours", (long long)hours);
    v->needed = target_share(m);
    return st;
}

static Status rating_view(const Table *ratings, const Metric *m, Arena *a, View *v, Err *err)
{
    const Str *question = ratings->n ? col_text(ratings, "question") : NULL;
    size_t most = 0, from = 0, to = 0;
    for (size_t r = 0; r < ratings->n;) {
        size_t end = r + 1;
        while (end < ratings->n && str_eq(question[end], question[r]))
            end++;
        size_t hits = words_alike(m->touchpoint, col_text(ratings, "label")[r]);
        if (hits > most) {
            most = hits;
            from = r;
            to = end;
        }
        r = end;
    }
    if (!most)
        return ST_OK;
    v->what = BETTER_RATING;
    v->limit = RED_RATING;
    v->question = question[from];
    v->label = col_text(ratings, "label")[from];
    v->words = STR("ratings of 3 or more of 5");
    v->needed = 1 - RED_SHARE;
    return view_of(ratings, from, to, a, v, err);
}

static Status customers_see(Store *s, const Metric *m, const Table *ratings, int64_t as_of,
                            Arena *a, View *v, Err *err)
{
    Str words = str_fmt(a, "%.*s %.*s", STR_ARG(m->name), STR_ARG(m->touchpoint));
    Status st = ST_OK;
    *v = (View){ .words = STR("") };
    if (words_alike(words, STR("delivery deliveries dispatch dispatched shipment")))
        st = promise_view(s, m, as_of, a, v, err);
    else if (words_alike(words, STR("reply response answer")))
        st = reply_view(s, m, as_of, a, v, err);
    if (!st && !v->has)
        st = rating_view(ratings, m, a, v, err);
    return st || !v->has ? st : better_find(s, v->what, v->question, v->label, as_of, a, &v->better, err);
}

static bool green(const Metric *m)
{
    return m->lower_better ? m->value <= m->target : m->value >= m->target;
}

static Str verdict_of(const Metric *m, const View *v)
{
    if (!m->has_target || !v->has || (v->low < v->needed && v->high > v->needed))
        return STR("cannot tell");
    bool customers_green = v->low >= v->needed;
    if (green(m) == customers_green)
        return STR("agrees");
    return green(m) ? STR("green but customers are red") : STR("red but customers are green");
}

static void put(Table *t, const Metric *m, const View *v, Arena *a, ActResult *out)
{
    Str verdict = verdict_of(m, v);
    out->green_but_red += str_eq(verdict, STR("green but customers are red"));
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, m->unit);
    table_put_text(t, 2, m->name);
    table_put_text(t, 3, m->touchpoint);
    table_put_f64(t, 4, m->value);
    if (m->has_target)
        table_put_f64(t, 5, m->target);
    table_put_text(t, 6, !m->has_target ? STR("unknown") : green(m) ? STR("green") : STR("red"));
    table_put_text(t, 7,
                   v->has ? str_fmt(a, "%.1f %% %.*s (%.1f to %.1f)", v->share * 100,
                                    STR_ARG(v->words), v->low * 100, v->high * 100)
                          : STR("nothing in the data shows the customers' side"));
    table_put_text(t, 8, verdict);
    table_put_int(t, 9, v->n);
    table_put_text(
        t, 10,
        v->has ? str_fmt(a, "%zu accounts, last 12 months; a customer-side measure would be: %.*s%.*s",
                         v->accounts, STR_ARG(v->words), STR_ARG(better_note(&v->better, a)))
               : STR(""));
    table_row(t);
}

/* The months of the metric in rows [from, to), judged by the customers' side that was found for the year. */
static Status months_of(Store *s, const Table *readings, size_t from, size_t to, int64_t id, int64_t as_of, const Metric *m, const View *v,
                        Arena *scratch, Table *out, Err *err)
{
    ArenaMark mark = arena_mark(scratch);
    MetricMonthAsk ask = { .metric_id = id, .as_of = as_of, .readings = readings, .from = from, .to = to, .lower_better = m->lower_better, .has_side = v->has,
                           .what = v->what, .limit = v->limit, .question = v->question, .otherwise = 1 - RED_SHARE,
                           .percent = v->what != BETTER_RATING && str_has(m->measure, STR("%")) };
    Status st = metric_months(s, &ask, scratch, out, err);
    arena_rewind(scratch, mark);
    return st;
}

static Status replace(Store *s, const Table *t, const Table *months, Err *err)
{
    Status st = store_run(s, SQL_CLEAR_METRIC, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_METRIC_MONTH, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_metric", t, err);
    return st ? st : store_append(s, "d_metric_month", months, err);
}

Status metrics_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err)
{
    static const ColSpec cols[] = { { "metric_id", COL_INT }, { "unit", COL_TEXT },
                                    { "name", COL_TEXT },     { "touchpoint", COL_TEXT },
                                    { "value", COL_F64 },     { "target", COL_F64 },
                                    { "status", COL_TEXT },   { "customer_view", COL_TEXT },
                                    { "verdict", COL_TEXT },  { "n", COL_INT },
                                    { "note", COL_TEXT } };
    Table t, months, readings, ratings;
    Arena scratch;
    arena_init(&scratch);
    table_init(&t, a, cols, COUNT_OF(cols));
    metric_month_table(&months, a);
    Status st = store_fetch(s, SQL_METRIC_READINGS, STORE_NO_ARGS, a, &readings, err);
    if (!st)
        st = store_fetch(s, SQL_RATING_RECENT, STORE_ARGS(DB_TEXT(date_iso(a, as_of)), DB_INT(RED_RATING)), a, &ratings,
                         err);
    for (size_t from = 0; !st && from < readings.n;) {
        size_t to = from + 1;
        while (to < readings.n &&
               str_eq(col_text(&readings, "unit")[to], col_text(&readings, "unit")[from]) &&
               str_eq(col_text(&readings, "metric")[to], col_text(&readings, "metric")[from]))
            to++;
        Metric m = metric_of(&readings, from, to);
        View v;
        st = customers_see(s, &m, &ratings, as_of, a, &v, err);
        if (!st)
            put(&t, &m, &v, a, out);
        if (!st)
            st = months_of(s, &readings, from, to, (int64_t)t.n, as_of, &m, &v, &scratch, &months, err);
        from = to;
    }
    arena_release(&scratch);
    out->metrics = (int64_t)t.n;
    return st ? st : replace(s, &t, &months, err);
}
