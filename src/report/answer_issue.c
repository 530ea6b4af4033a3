#include <math.h>

#include "report/amount.h"
#include "report/answer_in.h"

static Status load(Store *s, const int *sql, Table *const *into, size_t n, Arena *a, Issues *out, Err *err)
{
    *out = (Issues){ .currency = str_of(store_currency(s)) };
    Status st = store_summary_int(s, "as_of", 0, &out->as_of, err);
    for (size_t i = 0; !st && i < n; i++)
        st = store_fetch(s, sql[i], STORE_NO_ARGS, a, into[i], err);
    return st;
}

Status issues_load(Store *s, Arena *a, Issues *out, Err *err)
{
    static const int sql[] = { SQL_REPORT_ISSUES, SQL_REPORT_EFFECTS, SQL_REPORT_AUDITS, SQL_REPORT_STREAMS, SQL_REPORT_SIGNALS };
    Table *const into[] = { &out->issue, &out->effect, &out->audit, &out->stream, &out->signal };
    Status st = load(s, sql, into, COUNT_OF(sql), a, out, err);
    for (size_t r = 0; !st && r < out->issue.n; r++) {
        double low = (double)int_at(&out->issue, "cost_low", r, 0), high = (double)int_at(&out->issue, "cost_high", r, 0);
        out->scale_low = fmin(out->scale_low, low);
        out->scale_high = fmax(out->scale_high, high);
    }
    return st;
}

Status issues_load_effects(Store *s, Arena *a, Issues *out, Err *err)
{
    static const int sql[] = { SQL_REPORT_ISSUES, SQL_REPORT_EFFECTS };
    Table *const into[] = { &out->issue, &out->effect };
    return load(s, sql, into, COUNT_OF(sql), a, out, err);
}

size_t effect_of(const Issues *is, int64_t issue)
{
    const int64_t *id = col_int(&is->effect, "issue_id");
    size_t r = rows_from(id, is->effect.n, issue);
    return r < is->effect.n && id[r] == issue ? r : is->effect.n;
}

Str issue_grade(const Issues *is, int64_t issue)
{
    size_t e = effect_of(is, issue);
    return e < is->effect.n ? col_text(&is->effect, "grade")[e] : STR("D");
}

/* The grade of what its money rests on: of renewals for less where they alone are told. */
Str issue_money_grade(const Issues *is, size_t r)
{
    const int64_t issue = col_int(&is->issue, "issue_id")[r], *id = col_int(&is->effect, "issue_id");
    Str grade = issue_grade(is, issue);
    if (!str_eq(grade, STR("D")) || !col_has(table_col(&is->issue, "cost"), r))
        return grade;
    for (size_t e = effect_of(is, issue); e < is->effect.n && id[e] == issue; e++)
        if (str_eq(col_text(&is->effect, "outcome")[e], STR("reduced")))
            grade = col_text(&is->effect, "grade")[e];
    return grade;
}

/* Which stream tells an issue week by week: its theme's, or that of the operations behind it. */
int64_t issue_stream(const Issues *is, size_t r)
{
    Str kind = text_at(&is->issue, "kind", r), measure = STR("");
    int64_t theme = 0;
    if (str_eq(kind, STR("promise"))) {
        measure = STR("late");
    } else if (str_eq(kind, STR("theme"))) {
        measure = STR("theme");
        theme = int_at(&is->issue, "theme_id", r, 0);
    } else if (str_ihas(text_at(&is->issue, "official", r), STR("reply"))) {
        measure = STR("reply");
    }
    for (size_t k = 0; measure.n && k < is->stream.n; k++)
        if (str_eq(text_at(&is->stream, "measure", k), measure) && int_at(&is->stream, "theme_id", k, 0) == theme)
            return col_int(&is->stream, "stream_id")[k];
    return 0;
}

static void put_effect(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    json_object(j, NULL);
    put_text_at(j, "outcome", t, "outcome", r);
    static const char *const figures[] = { "estimate", "low", "high", "raw_estimate", "raw_low", "raw_high" };
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        put_f64_at(j, figures[i], t, figures[i], r);
    static const char *const counts[] = { "n_exposed", "n_unexposed", "n_accounts" };
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        put_int_at(j, counts[i], t, counts[i], r);
    put_text_at(j, "grade", t, "grade", r);
    put_worded_at(j, "method", a, t, "method", r);
    put_f64_at(j, "q", t, "q", r);
    json_end(j);
}

static void put_cost(JsonOut *j, const Table *t, size_t r)
{
    if (!col_has(table_col(t, "cost"), r)) {
        json_null(j, "cost_of_doing_nothing_minor");
        return;
    }
    json_object(j, "cost_of_doing_nothing_minor");
    put_int_at(j, "estimate", t, "cost", r);
    put_int_at(j, "low", t, "cost_low", r);
    put_int_at(j, "high", t, "cost_high", r);
    put_int_at(j, "horizon_days", t, "horizon_days", r);
    json_end(j);
}

static void put_action(JsonOut *j, const Issues *is, int64_t issue)
{
    size_t last = is->audit.n;
    for (size_t r = 0; r < is->audit.n; r++)
        if (int_at(&is->audit, "issue_id", r, 0) == issue)
            last = r;
    if (last == is->audit.n) {
        json_null(j, "action");
        return;
    }
    json_object(j, "action");
    put_text_at(j, "name", &is->audit, "action", last);
    put_text_at(j, "verdict", &is->audit, "verdict", last);
    json_end(j);
}

/* Why an issue has no rank; what a ranked one's grade rests on stands in its explanation. */
static Str reason_of(const Issues *is, size_t r, size_t e)
{
    if (col_has(table_col(&is->issue, "rank"), r))
        return STR("");
    Str why = text_at(&is->issue, "reason", r);
    return why.n || e == is->effect.n ? why : text_at(&is->effect, "reason", e);
}

/* Handling: what is certain, and what is estimated beyond it. */
static void put_serve(JsonOut *j, const Table *t, size_t r)
{
    json_object(j, "cost_to_serve");
    json_int(j, "tickets", int_at(t, "serve_tickets", r, 0));
    json_int(j, "certain_minor", int_at(t, "serve_certain", r, 0));
    put_band_at(j, "estimated_minor", t, (const char *const[]){ "serve_estimated", "serve_estimated_low", "serve_estimated_high" }, r);
    json_text(j, "grade", text_at(t, "serve_grade", r));
    json_end(j);
}

void put_issue_head(JsonOut *j, const Issues *is, size_t r, Arena *a)
{
    const Table *t = &is->issue;
    int64_t id = col_int(t, "issue_id")[r];
    size_t e = effect_of(is, id);
    json_int(j, "id", id);
    put_int_at(j, "rank", t, "rank", r);
    put_worded_at(j, "name", a, t, "name", r);
    put_worded_at(j, "official", a, t, "official", r);
    put_text_at(j, "kind", t, "kind", r);
    put_text_at(j, "owner", t, "owner", r);
    json_int(j, "accounts_exposed", int_at(t, "accounts_exposed", r, 0));
    json_int(j, "revenue_exposed_minor", int_at(t, "revenue_exposed", r, 0));
    json_str(j, "grade", issue_money_grade(is, r));
    put_worded(j, "reason", reason_of(is, r, e), a);
    json_array(j, "effects");
    for (; e < is->effect.n && col_int(&is->effect, "issue_id")[e] == id; e++)
        put_effect(j, &is->effect, e, a);
    json_end(j);
    put_cost(j, t, r);
    json_int(j, "cost_to_serve_minor_per_year", int_at(t, "cost_to_serve", r, 0));
    put_serve(j, t, r);
    put_int_at(j, "annuity_minor", t, "annuity", r);
    if (!col_has(table_col(t, "annuity_low"), r))
        json_null(j, "annuity_range_minor");
    else
        put_band_at(j, "annuity_range_minor", t, (const char *const[]){ "annuity", "annuity_low", "annuity_high" }, r);
    put_action(j, is, id);
}

static void put_cost_chart(JsonOut *j, const Issues *is, size_t r, Arena *a)
{
    const Table *t = &is->issue;
    if (!col_has(table_col(t, "cost"), r)) {
        put_no_chart(j, "cost");
        return;
    }
    ChartPoint pt = point_of(STR(""), (double)int_at(t, "cost", r, 0), (double)int_at(t, "cost_low", r, 0), (double)int_at(t, "cost_high", r, 0));
    pt.tone = TONE_HARM;
    Str title = str_fmt(a, "Cost of doing nothing: %.*s", STR_ARG(text_at(t, "name", r)));
    put_chart(j, "cost", a, &(Chart){ .kind = CHART_BARS, .title = title, .y_form = { .kind = FORM_MONEY, .currency = is->currency },
        .series = CHART_ONE(&pt, 1), .n_series = 1, .min = is->scale_low, .max = is->scale_high },
        str_fmt(a, "cost%lld", (long long)col_int(t, "issue_id")[r]));
}

static Str measure_of(const Issues *is, int64_t stream)
{
    const int64_t *id = col_int(&is->stream, "stream_id");
    size_t k = rows_from(id, is->stream.n, stream);
    return k < is->stream.n && id[k] == stream ? text_at(&is->stream, "measure", k) : STR("");
}

static Status put_weekly(Store *s, const Issues *is, size_t r, bool spark, Arena *a, JsonOut *j, Err *err)
{
    int64_t stream = issue_stream(is, r);
    return put_stream(s, &is->signal, &(StreamChart){ .stream = stream, .measure = measure_of(is, stream),
        .title = str_fmt(a, "Week by week: %.*s", STR_ARG(text_at(&is->issue, "name", r))),
        .id = str_fmt(a, "weekly%lld", (long long)col_int(&is->issue, "issue_id")[r]), .key = "weekly", .spark = spark }, a, j, err);
}

/* What all issues told apart cost together: an account that several of them touch counts once, and the issues' costs add up to it; and what they
 * cost to serve in a year: every ticket once (value/serve.h). */
static Status put_together(Store *s, const Issues *is, JsonOut *j, Err *err)
{
    int64_t cost = 0, low = 0, high = 0, handling = -1;
    size_t ranked = 0;
    for (size_t r = 0; r < is->issue.n; r++)
        ranked += col_has(table_col(&is->issue, "rank"), r);
    Status st = store_summary_int(s, "cost_joint", 0, &cost, err);
    if (!st)
        st = store_summary_int(s, "cost_joint_low", 0, &low, err);
    if (!st)
        st = store_summary_int(s, "cost_joint_high", 0, &high, err);
    if (!st)
        st = store_summary_int(s, "serve_joint", -1, &handling, err);
    if (handling < 0)
        json_null(j, "handling_together_minor");
    else
        json_int(j, "handling_together_minor", handling);
    if (st || !ranked) {
        json_null(j, "issues_together_minor");
        return st;
    }
    json_object(j, "issues_together_minor");
    json_int(j, "estimate", cost);
    json_int(j, "low", low);
    json_int(j, "high", high);
    json_end(j);
    return ST_OK;
}

Status put_issues(Store *s, const Issues *is, Arena *a, JsonOut *j, Err *err)
{
    Status st = put_together(s, is, j, err);
    json_array(j, "issues");
    for (size_t r = 0; !st && r < is->issue.n; r++) {
        json_object(j, NULL);
        put_issue_head(j, is, r, a);
        json_object(j, "charts");
        put_cost_chart(j, is, r, a);
        st = put_weekly(s, is, r, true, a, j, err);
        json_end(j);
        json_end(j);
    }
    json_end(j);
    return st;
}

static void put_effect_chart(JsonOut *j, const Issues *is, int64_t issue, Arena *a)
{
    size_t e = effect_of(is, issue);
    if (e == is->effect.n || !isfinite(f64_at(&is->effect, "estimate", e))) {
        put_no_chart(j, "effect");
        return;
    }
    const Table *t = &is->effect;
    ChartPoint pt[] = {
        point_of(SAID_PLAIN(check_raw), f64_at(t, "raw_estimate", e), f64_at(t, "raw_low", e), f64_at(t, "raw_high", e)),
        point_of(SAID_PLAIN(chart_adjusted_difference), f64_at(t, "estimate", e), f64_at(t, "low", e), f64_at(t, "high", e)),
    };
    pt[0].tone = TONE_OFF;
    pt[1].tone = pt[1].high < 0 ? TONE_HARM : pt[1].low > 0 ? TONE_PROOF : TONE_NORMAL;
    put_chart(j, "effect", a, &(Chart){ .kind = CHART_FOREST, .title = STR("Exposed against not exposed: difference in renewal"),
        .x_label = STR("no difference"), .y_label = STR("points of renewal"), .y_form = { .kind = FORM_POINTS, .digits = 1, .currency = STR("") },
        .series = CHART_ONE(pt, COUNT_OF(pt)), .n_series = 1 }, str_fmt(a, "effect%lld", (long long)issue));
}

/* The two curves; the table of them stands beside (put_stay in answer_issue_page.c). */
static void put_stay_chart(JsonOut *j, const Table *t, int64_t issue, Arena *a)
{
    if (!t->n) {
        put_no_chart(j, "stay");
        return;
    }
    ChartPoint *met = ARENA_NEW_N(a, ChartPoint, t->n), *not = ARENA_NEW_N(a, ChartPoint, t->n);
    for (size_t r = 0; r < t->n; r++) {
        double day = (double)col_int(t, "day")[r];
        met[r] = point_of(STR(""), f64_at(t, "share_met", r), f64_at(t, "low_met", r), f64_at(t, "high_met", r));
        not[r] = point_of(STR(""), f64_at(t, "share_not", r), f64_at(t, "low_not", r), f64_at(t, "high_not", r));
        met[r].x = not[r].x = day;
    }
    const ChartSeries two[] = { { .name = STR("met it"), .point = met, .n = t->n, .tone = TONE_HARM }, { .name = STR("did not"), .point = not, .n = t->n } };
    put_chart(j, "stay", a, &(Chart){ .kind = CHART_STEP, .title = STR("Still customers, of those that met it and those that did not"), .x_label = STR("days since the landmark"),
        .y_label = STR("still customers"), .x_form = { .kind = FORM_NUMBER, .currency = STR("") }, .y_form = { .kind = FORM_PERCENT, .currency = STR("") }, .series = two, .n_series = COUNT_OF(two) },
        str_fmt(a, "stay%lld", (long long)issue));
}

Status put_issue_charts(Store *s, const Issues *is, size_t r, const Table *stay, Arena *a, JsonOut *j, Err *err)
{
    json_object(j, "charts");
    put_stay_chart(j, stay, col_int(&is->issue, "issue_id")[r], a);
    put_cost_chart(j, is, r, a);
    put_effect_chart(j, is, col_int(&is->issue, "issue_id")[r], a);
    Status st = put_weekly(s, is, r, false, a, j, err);
    json_end(j);
    return st;
}

Status answer_issues(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Issues is;
    (void)q;
    Status st = issues_load(s, a, &is, err);
    if (st)
        return st;
    json_object(j, NULL);
    st = put_issues(s, &is, a, j, err);
    json_end(j);
    return st;
}
