#include <math.h>

#include "report/answer_in.h"

enum { SPARK_WEEKS = 52 };

typedef struct MeasureRow {
    const char *name, *unit;
    FormKind    form;
    int         digits;
    bool        more_is_harm;
} MeasureRow;

// clang-format off
static const MeasureRow measures[] = {
    { "late",    "share",                            FORM_PERCENT, 0, true },
    { "reply",   "share",                            FORM_PERCENT, 0, true },
    { "theme",   "share",                            FORM_PERCENT, 1, true },
    { "tickets", "tickets per account a week",       FORM_NUMBER,  2, true },
    { "nps",     "points of 10",                     FORM_NUMBER,  1, false },
    { "escalated", "share",                          FORM_PERCENT, 0, true },
    { "paid_late", "share",                          FORM_PERCENT, 0, true },
    { "reopened", "share",                           FORM_PERCENT, 0, true },
    { "ticket_kind", "tickets per account a week",   FORM_NUMBER,  2, true },
    { "churn",   "customers lost per account a week", FORM_NUMBER, 3, true },
    { "usage",   "events per account a week",        FORM_NUMBER,  1, false },
    { "sentiment", "from -1 to 1",                   FORM_NUMBER,  2, false },
    { "rating",  "points",                           FORM_NUMBER,  2, false },
    { "csat",    "points",                           FORM_NUMBER,  2, false },
    { "metric",  "the unit's own measure",           FORM_NUMBER,  1, false },
};
// clang-format on

static const MeasureRow *measure_row(Str measure)
{
    for (size_t i = 0; i < COUNT_OF(measures); i++)
        if (str_eq(measure, str_of(measures[i].name)))
            return &measures[i];
    return &measures[0];
}

const char *measure_unit(Str measure) { return measure_row(measure)->unit; }

ChartForm measure_form(Str measure)
{
    const MeasureRow *m = measure_row(measure);
    return (ChartForm){ .kind = m->form, .digits = m->digits, .currency = STR("") };
}

/* Mean sentiment from which a theme is praise; link/rule.c draws the same line. */
#define PRAISE 0.2

Tone signal_tone(const Table *signals, size_t r)
{
    Str measure = text_at(signals, "measure", r);
    bool rise = str_eq(text_at(signals, "kind", r), STR("rise"));
    bool harm_is_more = measure_row(measure)->more_is_harm;
    /* More of what customers are glad about is good news; sober reports of trouble score a little above zero. */
    if (str_eq(measure, STR("theme")) && f64_at(signals, "sentiment", r) >= PRAISE)
        harm_is_more = false;
    return rise == harm_is_more ? TONE_HARM : TONE_PROOF;
}

static size_t marks_of(const Table *signals, const StreamChart *c, const int64_t *week, size_t from, size_t n, ChartMark *mark)
{
    const int64_t *stream = col_int(signals, "stream_id"), *at = col_int(signals, "at");
    size_t found = 0;
    for (size_t r = 0; r < signals->n; r++) {
        if (stream[r] != c->stream)
            continue;
        size_t w = rows_from(week, n, at[r]);
        if (w < from || w >= n)
            continue;
        mark[found++] = (ChartMark){ c->spark ? (double)(w - from) : (double)at[r], text_at(signals, "kind", r), signal_tone(signals, r) };
    }
    return found;
}

Status put_stream(Store *s, const Table *signals, const StreamChart *c, Arena *a, JsonOut *j, Err *err)
{
    Table t = { 0 };
    if (!c->stream) {
        json_null(j, c->key);
        return ST_OK;
    }
    Status st = store_fetch(s, SQL_REPORT_STREAM_WEEKS, STORE_ARGS(DB_INT(c->stream)), a, &t, err);
    if (st)
        return st;
    const int64_t *week = col_int(&t, "week");
    const double *x = col_f64(&t, "x"), *n = col_f64(&t, "n");
    size_t from = c->spark && t.n > SPARK_WEEKS ? t.n - SPARK_WEEKS : 0;
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, t.n + 1);
    ChartMark *mark = ARENA_NEW_N(a, ChartMark, signals->n + 1);
    for (size_t r = from; r < t.n; r++) {
        pt[r - from] = point_of(STR(""), n[r] > 0 ? x[r] / n[r] : (double)NAN, (double)NAN, (double)NAN);
        pt[r - from].x = (double)week[r];
    }
    size_t n_mark = marks_of(signals, c, week, from, t.n, mark);
    put_chart(j, c->key, a, &(Chart){ .kind = c->spark ? CHART_SPARK : CHART_LINE, .title = c->title, .x_form = { .kind = FORM_DATE },
        .y_form = measure_form(c->measure), .y_label = c->spark ? STR("") : str_of(measure_unit(c->measure)),
        .series = CHART_ONE(pt, t.n - from), .n_series = 1, .mark = mark, .n_mark = n_mark }, c->id);
    return ST_OK;
}

/* What stands behind signals, ordered by signal. */
typedef struct Evidence {
    Table quote, with;
} Evidence;

static void put_evidence(const Evidence *e, int64_t id, Arena *a, JsonOut *j)
{
    json_array(j, "quotes");
    for (size_t r = 0; r < e->quote.n; r++) {
        if (col_int(&e->quote, "signal_id")[r] != id)
            continue;
        json_object(j, NULL);
        put_text_at(j, "text", &e->quote, "text", r);
        put_text_at(j, "account", &e->quote, "name", r);
        put_day_at(j, "date", a, &e->quote, "day", r);
        json_end(j);
    }
    json_end(j);
    json_array(j, "with");
    for (size_t r = 0; r < e->with.n; r++) {
        if (col_int(&e->with, "signal_id")[r] != id)
            continue;
        json_object(j, NULL);
        put_text_at(j, "stream", &e->with, "name", r);
        put_f64_at(j, "correlation", &e->with, "correlation", r);
        put_int_at(j, "lag_weeks", &e->with, "lag_weeks", r);
        json_end(j);
    }
    json_end(j);
}

static Status put_signal(Store *s, const Table *t, const Evidence *e, size_t r, bool charts, Arena *a, JsonOut *j, Err *err)
{
    Str measure = text_at(t, "measure", r), name = text_at(t, "name", r);
    int64_t id = col_int(t, "signal_id")[r];
    Status st = ST_OK;
    json_object(j, NULL);
    json_int(j, "id", id);
    put_text(j, "stream", name);
    put_text_at(j, "kind", t, "kind", r);
    json_str(j, "tone", signal_tone(t, r) == TONE_HARM ? STR("harm") : STR("proof"));
    put_day_at(j, "at", a, t, "at", r);
    put_day_at(j, "detected_at", a, t, "detected_at", r);
    static const char *const figures[] = { "size", "low", "high", "before", "after", "q" };
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        put_f64_at(j, figures[i], t, figures[i], r);
    put_int_at(j, "n", t, "n", r);
    json_str(j, "unit", str_of(measure_unit(measure)));
    put_int_at(j, "accounts", t, "accounts", r);
    put_text_at(j, "shape", t, "shape", r);
    put_day_at(j, "at_low", a, t, "at_low", r);
    put_day_at(j, "at_high", a, t, "at_high", r);
    put_int_at(j, "affected", t, "affected", r);
    put_int_at(j, "revenue_minor", t, "revenue", r);
    put_evidence(e, id, a, j);
    if (charts)
        st = put_stream(s, t, &(StreamChart){ .stream = col_int(t, "stream_id")[r], .measure = measure, .title = name,
            .id = str_fmt(a, "signal%lld", (long long)id), .key = "chart", .spark = true }, a, j, err);
    json_end(j);
    return st;
}

Status put_signals(Store *s, const Table *signals, bool charts, Arena *a, JsonOut *j, Err *err)
{
    Evidence e;
    Status st = store_fetch(s, SQL_REPORT_SIGNAL_QUOTES, STORE_NO_ARGS, a, &e.quote, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_SIGNAL_WITH, STORE_NO_ARGS, a, &e.with, err);
    json_array(j, "signals");
    for (size_t r = 0; !st && r < signals->n; r++)
        st = put_signal(s, signals, &e, r, charts, a, j, err);
    json_end(j);
    return st;
}
