/* answer_mouth.c - word of mouth: what was asked, rates by band, what it brought and is worth. */
#include <math.h>

#include "report/answer_in.h"
#include "store/sql_ids.h"

/* Recommended and warned by band, of the survey where it asks, else of comments. */
static void put_rates_chart(JsonOut *j, const Table *t, Arena *a)
{
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, t->n + 1);
    Str source = STR("");
    size_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        Str way = col_text(t, "way")[r], from = col_text(t, "source")[r];
        bool rate = str_eq(way, STR("recommended")) || str_eq(way, STR("warned"));
        if (!rate || !isfinite(f64_at(t, "estimate", r)) || (source.n && !str_eq(source, from)))
            continue;
        source = from;
        pt[n++] = point_of(str_fmt(a, "%.*s, %.*s", STR_ARG(way), STR_ARG(col_text(t, "band")[r])), f64_at(t, "estimate", r), f64_at(t, "low", r), f64_at(t, "high", r));
    }
    if (!n) {
        put_no_chart(j, "chart");
        return;
    }
    put_chart(j, "chart", a, &(Chart){ .kind = CHART_FOREST, .title = STR("Others told in a year, by score"), .x_label = STR("nobody"), .y_label = STR("others told by an account in a year, 95 %"),
        .y_form = { .kind = FORM_NUMBER, .digits = 2, .currency = STR("") }, .series = CHART_ONE(pt, n), .n_series = 1 }, STR("mouth"));
}

static void put_items(JsonOut *j, const Table *t)
{
    json_array(j, "asked");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "question", t, "question", r);
        put_text_at(j, "way", t, "way", r);
        json_end(j);
    }
    json_end(j);
}

static void put_rates(JsonOut *j, const Table *t, Arena *a)
{
    static const char *const estimate[] = { "estimate", "low", "high" };
    json_array(j, "rates");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "source", t, "source", r);
        put_text_at(j, "way", t, "way", r);
        put_text_at(j, "band", t, "band", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_int_at(j, "acts", t, "acts", r);
        put_range_at(j, "estimate", t, estimate, r);
        put_text_at(j, "grade", t, "grade", r);
        put_worded_at(j, "note", a, t, "note", r);
        json_end(j);
    }
    json_end(j);
}

static void put_worth(JsonOut *j, const Table *t, Arena *a)
{
    static const char *const value[] = { "value", "value_low", "value_high" };
    json_array(j, "worth");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "part", t, "part", r);
        put_int_at(j, "n", t, "n", r);
        put_band_at(j, "value_minor", t, value, r);
        put_text_at(j, "grade", t, "grade", r);
        put_worded_at(j, "note", a, t, "note", r);
        json_end(j);
    }
    json_end(j);
}

Status put_mouth(Store *s, Arena *a, JsonOut *j, Err *err)
{
    Table item, rate, worth;
    Status st = store_fetch(s, SQL_REPORT_MOUTH_ITEMS, STORE_NO_ARGS, a, &item, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_MOUTH, STORE_NO_ARGS, a, &rate, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_MOUTH_WORTH, STORE_NO_ARGS, a, &worth, err);
    if (st)
        return st;
    json_object(j, "word_of_mouth");
    put_items(j, &item);
    put_rates(j, &rate, a);
    put_worth(j, &worth, a);
    put_rates_chart(j, &rate, a);
    json_end(j);
    return ST_OK;
}
