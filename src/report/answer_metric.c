/* answer_metric.c - units' metrics beside what customers live through: the year's verdict, and month by month. */
#include <math.h>

#include "base/date.h"
#include "report/amount.h"
#include "report/answer_in.h"
#include "report/metric.h"
#include "store/sql_ids.h"

enum { NARROW_WIDTH = 310, NARROW_HEIGHT = 190, READINGS_SHOWN = 24 };      /* the column beside the money */

MetricRows metric_rows(const Table *t, int64_t id)
{
    const int64_t *of = col_int(t, "metric_id");
    const Str *status = col_text(t, "status");
    MetricRows m = { .t = t, .from = rows_from(of, t->n, id), .to = rows_from(of, t->n, id + 1) };
    m.now = m.to;
    for (size_t r = m.from; r < m.to; r++)
        if (!str_eq(status[r], STR("unknown")))
            m.now = r;
    return m;
}

int64_t metric_since(const MetricRows *m) { return m->now < m->to ? int_at(m->t, "since", m->now, 0) : 0; }
int64_t metric_told(const MetricRows *m) { return m->now < m->to ? int_at(m->t, "told", m->now, 0) : 0; }
bool    metric_older(const MetricRows *m) { return metric_since(m) && metric_since(m) <= col_int(m->t, "month")[m->from]; }

/* As a part of what was asked. */
static double apart(double v, double needed) { return needed > 0 ? v / needed - 1 : (double)NAN; }

static Str away(double v, Arena *a) { return isfinite(v) ? percent_text(a, v, 1) : STR("unknown"); }

const Chart *metric_chart(const MetricRows *m, Str name, bool narrow, Arena *a)
{
    size_t n = m->to - m->from, drawn = 0;
    ChartPoint *own = ARENA_NEW_N(a, ChartPoint, n + 1), *theirs = ARENA_NEW_N(a, ChartPoint, n + 1), *zero = ARENA_NEW_N(a, ChartPoint, n + 1);
    for (size_t k = 0; k < n; k++) {
        size_t r = m->from + k;
        double needed = f64_at(m->t, "needed", r);
        own[k] = point_of(STR(""), f64_at(m->t, "ahead", r), (double)NAN, (double)NAN);
        theirs[k] = point_of(STR(""), apart(f64_at(m->t, "share", r), needed), apart(f64_at(m->t, "low", r), needed), apart(f64_at(m->t, "high", r), needed));
        zero[k] = point_of(STR(""), 0, (double)NAN, (double)NAN);
        own[k].x = theirs[k].x = zero[k].x = (double)col_int(m->t, "month")[r];
        drawn += isfinite(own[k].y) || isfinite(theirs[k].y);
    }
    if (!drawn)
        return NULL;
    int64_t since = metric_since(m);
    ChartSeries *series = ARENA_NEW_N(a, ChartSeries, 3);
    series[0] = (ChartSeries){ STR("asked"), zero, n, TONE_OFF };
    series[1] = (ChartSeries){ STR("ours"), own, n, TONE_NORMAL };
    series[2] = (ChartSeries){ STR("customers"), theirs, n, since ? TONE_HARM : TONE_ACCENT };
    ChartMark *mark = ARENA_NEW_N(a, ChartMark, 1);
    *mark = (ChartMark){ (double)since, STR("apart since"), TONE_HARM };
    size_t last = m->now < m->to ? m->now - m->from : n - 1;
    Str desc = SAID(a, chart_metric_last, str_fmt(a, "%zu", n), away(own[last].y, a), away(theirs[last].y, a));
    if (since)
        desc = str_fmt(a, "%.*s %.*s", STR_ARG(desc), STR_ARG(SAID(a, chart_metric_apart, date_month(a, since))));
    Chart *c = ARENA_NEW(a, Chart);
    *c = (Chart){ .kind = CHART_LINE,
                  .title = str_fmt(a, "%.*s: how far the reading and customers are from what was asked, month by month", STR_ARG(name)), .desc = desc,
                  .x_form = { .kind = FORM_DATE, .currency = STR("") }, .y_form = { .kind = FORM_PERCENT, .digits = 0, .currency = STR("") },
                  .y_label = STR("better (above 0) or worse than asked"), .series = series, .n_series = 3, .mark = mark,
                  .n_mark = since > col_int(m->t, "month")[m->from],
                  .width = narrow ? NARROW_WIDTH : 0, .height = narrow ? NARROW_HEIGHT : 0 };
    return c;
}

static void put_months(const MetricRows *m, Arena *a, JsonOut *j)
{
    static const char *const number[] = { "value", "target" }, *const share[] = { "needed", "share", "low", "high" };
    json_array(j, "months");
    for (size_t r = m->from; r < m->to; r++) {
        json_object(j, NULL);
        put_day_at(j, "month", a, m->t, "month", r);
        for (size_t i = 0; i < COUNT_OF(number); i++)
            put_f64_at(j, number[i], m->t, number[i], r);
        put_text_at(j, "status", m->t, "status", r);
        for (size_t i = 0; i < COUNT_OF(share); i++)
            put_f64_at(j, share[i], m->t, share[i], r);
        put_int_at(j, "accounts", m->t, "accounts", r);
        put_int_at(j, "n", m->t, "n", r);
        put_text_at(j, "verdict", m->t, "verdict", r);
        put_int_at(j, "told_by_months", m->t, "span", r);
        put_day_at(j, "since", a, m->t, "since", r);
        json_end(j);
    }
    json_end(j);
}

static void put_sides(const Table *t, int64_t id, Arena *a, JsonOut *j)
{
    static const char *const text[] = { "side", "touchpoint" }, *const share[] = { "needed", "share", "low", "high" };
    const int64_t *of = t->n ? col_int(t, "metric_id") : NULL;
    json_array(j, "sides");
    for (size_t r = rows_from(of, t->n, id); r < t->n && of[r] == id; r++) {
        json_object(j, NULL);
        for (size_t i = 0; i < COUNT_OF(text); i++)
            put_text_at(j, text[i], t, text[i], r);
        put_worded_at(j, "words", a, t, "words", r);
        for (size_t i = 0; i < COUNT_OF(share); i++)
            put_f64_at(j, share[i], t, share[i], r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_int_at(j, "n", t, "n", r);
        put_text_at(j, "state", t, "state", r);
        json_end(j);
    }
    json_end(j);
}

typedef struct MetricBehind {
    Table months, sides, reading, files;
} MetricBehind;

/* The newest readings, each with the line of its scorecard. */
static void put_readings(const MetricBehind *b, int64_t id, Arena *a, JsonOut *j)
{
    const Table *t = &b->reading;
    const int64_t *of = t->n ? col_int(t, "metric_id") : NULL;
    json_array(j, "rows");
    for (size_t r = rows_from(of, t->n, id); r < t->n && of[r] == id; r++) {
        Str month = date_month(a, col_int(t, "month")[r]);
        json_object(j, NULL);
        json_str(j, "text", str_fmt(a, "%.*s: %g", STR_ARG(month), f64_at(t, "value", r)));
        put_place(j, &b->files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
        json_end(j);
    }
    json_end(j);
}

static void put_metric(const Table *t, size_t r, const MetricBehind *b, bool charts, Arena *a, JsonOut *j)
{
    static const char *const before[] = { "unit", "name", "touchpoint" }, *const after[] = { "status", "verdict" }, *const worded[] = { "customer_view", "note" };
    MetricRows m = metric_rows(&b->months, col_int(t, "metric_id")[r]);
    const Chart *c = charts ? metric_chart(&m, col_text(t, "name")[r], true, a) : NULL;
    json_object(j, NULL);
    for (size_t i = 0; i < COUNT_OF(before); i++)
        put_text_at(j, before[i], t, before[i], r);
    put_f64_at(j, "value", t, "value", r);
    put_f64_at(j, "target", t, "target", r);
    for (size_t i = 0; i < COUNT_OF(after); i++)
        put_text_at(j, after[i], t, after[i], r);
    for (size_t i = 0; i < COUNT_OF(worded); i++)
        put_worded_at(j, worded[i], a, t, worded[i], r);
    put_int_at(j, "n", t, "n", r);
    put_day(j, "since", a, metric_since(&m));
    put_day(j, "told", a, metric_told(&m));
    json_bool(j, "older", metric_older(&m));
    put_sides(&b->sides, col_int(t, "metric_id")[r], a, j);
    put_months(&m, a, j);
    put_readings(b, col_int(t, "metric_id")[r], a, j);
    if (c)
        put_chart(j, "chart", a, c, str_fmt(a, "metric%zu", r));
    else
        put_no_chart(j, "chart");
    json_end(j);
}

Status put_metrics(Store *s, bool charts, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    MetricBehind b;
    Status st = store_fetch(s, SQL_REPORT_METRICS, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_METRIC_MONTHS, STORE_NO_ARGS, a, &b.months, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_METRIC_SIDES, STORE_NO_ARGS, a, &b.sides, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_METRIC_ROWS, STORE_ARGS(DB_INT(READINGS_SHOWN)), a, &b.reading, err);
    if (!st)
        st = files_of(s, a, FILES_OF(&b.reading), &b.files, err);
    if (st)
        return st;
    json_array(j, "metrics");
    for (size_t r = 0; r < t.n; r++)
        put_metric(&t, r, &b, charts, a, j);
    json_end(j);
    return ST_OK;
}
