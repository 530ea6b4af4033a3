/* answer_index.c - the satisfaction index of the book's survey: constructs, their items, what they pass on, and the model as a picture. */
#include <math.h>

#include "report/answer_in.h"
#include "report/index.h"

Status index_load(Store *s, Arena *a, IndexTables *t, Err *err)
{
    Status st = store_fetch(s, SQL_REPORT_INDEX_FIT, STORE_NO_ARGS, a, &t->fit, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_INDEX, STORE_NO_ARGS, a, &t->construct, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_INDEX_ITEMS, STORE_NO_ARGS, a, &t->item, err);
    return st ? st : store_fetch(s, SQL_REPORT_INDEX_PATHS, STORE_NO_ARGS, a, &t->path, err);
}

const Chart *index_chart(const IndexTables *t, Arena *a)
{
    const Table *c = &t->construct, *p = &t->path;
    ChartPoint *node = ARENA_NEW_N(a, ChartPoint, c->n + 1), *arrow = ARENA_NEW_N(a, ChartPoint, p->n + 1);
    ChartSeries *series = ARENA_NEW_N(a, ChartSeries, 2);
    size_t n = 0;
    for (size_t r = 0; r < c->n; r++)
        node[r] = point_of(col_text(c, "name")[r], f64_at(c, "estimate", r), f64_at(c, "low", r), f64_at(c, "high", r));
    for (size_t r = 0; r < p->n; r++) {
        if (!isfinite(f64_at(p, "path", r)))
            continue;
        arrow[n] = point_of(str_fmt(a, "%.*s to %.*s", STR_ARG(col_text(p, "from_name")[r]), STR_ARG(col_text(p, "to_name")[r])), f64_at(p, "path", r), f64_at(p, "path_low", r), f64_at(p, "path_high", r));
        arrow[n].x = (double)col_int(p, "from_seq")[r] - 1;
        arrow[n++].x_low = (double)col_int(p, "to_seq")[r] - 1;
    }
    series[0] = (ChartSeries){ .name = STR("Index, 0 to 100"), .point = node, .n = c->n };
    series[1] = (ChartSeries){ .name = STR("Passed on, in standard deviations"), .point = arrow, .n = n };
    Chart *chart = ARENA_NEW(a, Chart);
    *chart = (Chart){ .kind = CHART_PATH, .title = STR("What leads to what"), .x_form = { .kind = FORM_NUMBER, .digits = 1, .currency = STR("") },
                      .y_form = { .kind = FORM_NUMBER, .digits = 2, .currency = STR("") }, .series = series, .n_series = 2 };
    return chart;
}

static void put_items(JsonOut *j, const Table *t, int64_t construct)
{
    static const char *const weight[] = { "weight", "weight_low", "weight_high" };
    json_array(j, "items");
    for (size_t r = 0; r < t->n; r++) {
        if (col_int(t, "construct")[r] != construct)
            continue;
        json_object(j, NULL);
        put_text_at(j, "item", t, "item", r);
        put_range_at(j, "weight", t, weight, r);
        put_f64_at(j, "loading", t, "loading", r);
        json_end(j);
    }
    json_end(j);
}

static void put_constructs(JsonOut *j, const IndexTables *t)
{
    static const char *const estimate[] = { "estimate", "low", "high" };
    json_array(j, "constructs");
    for (size_t r = 0; r < t->construct.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "name", &t->construct, "name", r);
        put_range_at(j, "index", &t->construct, estimate, r);
        put_f64_at(j, "r2", &t->construct, "r2", r);
        put_f64_at(j, "reliability", &t->construct, "reliability", r);
        put_items(j, &t->item, col_int(&t->construct, "seq")[r]);
        json_end(j);
    }
    json_end(j);
}

static void put_paths(JsonOut *j, const Table *t)
{
    static const char *const path[] = { "path", "path_low", "path_high" }, *const total[] = { "total", "total_low", "total_high" };
    json_array(j, "paths");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "from", t, "from_name", r);
        put_text_at(j, "to", t, "to_name", r);
        put_range_at(j, "path", t, path, r);
        put_range_at(j, "total", t, total, r);
        json_end(j);
    }
    json_end(j);
}

Status put_index(Store *s, Arena *a, JsonOut *j, Err *err)
{
    IndexTables t;
    Status st = index_load(s, a, &t, err);
    if (st)
        return st;
    if (!t.fit.n) {
        json_null(j, "satisfaction_index");
        return ST_OK;
    }
    json_object(j, "satisfaction_index");
    put_text_at(j, "source", &t.fit, "source", 0);
    put_text_at(j, "model", &t.fit, "model", 0);
    put_int_at(j, "sheets", &t.fit, "sheets", 0);
    put_int_at(j, "complete", &t.fit, "complete", 0);
    put_int_at(j, "accounts", &t.fit, "accounts", 0);
    put_int_at(j, "draws", &t.fit, "draws", 0);
    put_worded_at(j, "note", a, &t.fit, "note", 0);
    put_constructs(j, &t);
    put_paths(j, &t.path);
    if (t.construct.n)
        put_chart(j, "chart", a, index_chart(&t, a), STR("index"));
    else
        put_no_chart(j, "chart");
    json_end(j);
    return ST_OK;
}
