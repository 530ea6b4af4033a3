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
    { "usage_event", "events per account a week",    FORM_NUMBER,  2, false },
    { "broken",  "share",                            FORM_PERCENT, 1, true },
    { "theme_sentiment", "from -1 to 1",             FORM_NUMBER,  2, false },
    { "ticket_csat", "points",                       FORM_NUMBER,  2, false },
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
        put_no_chart(j, c->key);
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

Status signal_evidence_load(Store *s, Arena *a, SignalEvidence *e, Err *err)
{
    Status st = store_fetch(s, SQL_REPORT_SIGNAL_QUOTES, STORE_NO_ARGS, a, &e->quote, err);
    return st ? st : store_fetch(s, SQL_REPORT_SIGNAL_WITH, STORE_NO_ARGS, a, &e->with, err);
}

void put_signal_evidence(const SignalEvidence *e, int64_t id, Arena *a, JsonOut *j)
{
    json_array(j, "quotes");
    for (size_t r = 0; r < e->quote.n; r++) {
        if (col_int(&e->quote, "signal_id")[r] != id)
            continue;
        json_object(j, NULL);
        put_text_at(j, "text", &e->quote, "text", r);
        put_text_at(j, "account", &e->quote, "name", r);
        put_day_at(j, "date", a, &e->quote, "day", r);
        json_str(j, "permission", permission_word(text_at(&e->quote, "granted", r)));
        json_end(j);
    }
    json_end(j);
    json_array(j, "with");
    for (size_t r = 0; r < e->with.n; r++) {
        if (col_int(&e->with, "signal_id")[r] != id)
            continue;
        json_object(j, NULL);
        put_worded_at(j, "stream", a, &e->with, "name", r);
        put_f64_at(j, "correlation", &e->with, "correlation", r);
        put_int_at(j, "lag_weeks", &e->with, "lag_weeks", r);
        json_end(j);
    }
    json_end(j);
}

void put_signal_head(const Table *t, size_t r, Arena *a, JsonOut *j)
{
    put_int_at(j, "id", t, "signal_id", r);
    put_worded_at(j, "stream", a, t, "name", r);
    put_text_at(j, "kind", t, "kind", r);
    json_str(j, "tone", signal_tone(t, r) == TONE_HARM ? STR("harm") : STR("proof"));
    put_day_at(j, "at", a, t, "at", r);
    put_day_at(j, "detected_at", a, t, "detected_at", r);
    static const char *const figures[] = { "size", "low", "high", "before", "after", "q" };
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        put_f64_at(j, figures[i], t, figures[i], r);
    put_int_at(j, "n", t, "n", r);
    put_worded(j, "unit", str_of(measure_unit(text_at(t, "measure", r))), a);
    put_int_at(j, "accounts", t, "accounts", r);
    put_text_at(j, "shape", t, "shape", r);
    put_day_at(j, "at_low", a, t, "at_low", r);
    put_day_at(j, "at_high", a, t, "at_high", r);
    put_int_at(j, "affected", t, "affected", r);
    put_int_at(j, "revenue_minor", t, "revenue", r);
}

Status put_signal_chart(Store *s, const Table *t, size_t r, bool spark, Arena *a, JsonOut *j, Err *err)
{
    return put_stream(s, t, &(StreamChart){ .stream = col_int(t, "stream_id")[r], .measure = text_at(t, "measure", r), .title = text_at(t, "name", r),
        .id = str_fmt(a, "signal%lld", (long long)col_int(t, "signal_id")[r]), .key = "chart", .spark = spark }, a, j, err);
}

static Status put_signal(Store *s, const Table *t, const SignalEvidence *e, size_t r, bool charts, Arena *a, JsonOut *j, Err *err)
{
    Status st = ST_OK;
    json_object(j, NULL);
    put_signal_head(t, r, a, j);
    put_signal_evidence(e, col_int(t, "signal_id")[r], a, j);
    if (charts)
        st = put_signal_chart(s, t, r, true, a, j, err);
    json_end(j);
    return st;
}

Status put_signals(Store *s, const Table *signals, bool charts, Arena *a, JsonOut *j, Err *err)
{
    SignalEvidence e;
    Status st = signal_evidence_load(s, a, &e, err);
    json_array(j, "signals");
    for (size_t r = 0; !st && r < signals->n; r++)
        st = put_signal(s, signals, &e, r, charts, a, j, err);
    json_end(j);
    return st;
}
