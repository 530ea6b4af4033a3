/* answer_driver.c - what goes along with what accounts do: outcomes, drivers, effects with their checks, chains, ends, scores looked back at. */
#include "report/answer_in.h"

typedef struct Parts {
    Table outcome, fit, driver, surface, chain, hazard, hazard_fit, end, look, effect, part, sweet;
} Parts;

static void put_outcomes(JsonOut *j, const Table *t, Arena *a)
{
    json_array(j, "outcomes");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "outcome", t, "outcome", r);
        put_worded_at(j, "words", a, t, "words", r);
        put_text_at(j, "unit", t, "unit", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_f64_at(j, "mean", t, "mean", r);
        put_day_at(j, "first", a, t, "first", r);
        put_day_at(j, "last", a, t, "last", r);
        put_int_at(j, "late", t, "late", r);
        put_int_at(j, "ended", t, "ended", r);
        put_int_at(j, "unknown", t, "unknown", r);
        json_end(j);
    }
    json_end(j);
}

static void put_driver(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    static const char *const penalty[] = { "penalty", "penalty_low", "penalty_high" }, *const reward[] = { "reward", "reward_low", "reward_high" };
    static const char *const figures[] = { "share", "low", "high", "weight", "weight_low", "weight_high", "first", "top", "along" };
    json_object(j, NULL);
    put_int_at(j, "rank", t, "rank", r);
    put_worded_at(j, "driver", a, t, "driver", r);
    put_worded_at(j, "source", a, t, "source", r);
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        put_f64_at(j, figures[i], t, figures[i], r);
    put_int_at(j, "tied", t, "tied", r);
    put_worded_at(j, "label", a, t, "label", r);
    put_range_at(j, "penalty", t, penalty, r);
    put_range_at(j, "reward", t, reward, r);
    json_end(j);
}

static Str outcome_words(const Table *t, Str outcome)
{
    for (size_t r = 0; r < t->n; r++)
        if (str_eq(col_text(t, "outcome")[r], outcome))
            return text_at(t, "words", r);
    return outcome;
}

static void put_driver_chart(JsonOut *j, const Parts *p, size_t f, Arena *a)
{
    Str outcome = col_text(&p->fit, "outcome")[f];
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, p->driver.n + 1);
    size_t n = 0;
    for (size_t r = 0; r < p->driver.n; r++)
        if (str_eq(col_text(&p->driver, "outcome")[r], outcome))
            pt[n++] = point_of(col_text(&p->driver, "driver")[r], f64_at(&p->driver, "share", r), f64_at(&p->driver, "low", r), f64_at(&p->driver, "high", r));
    if (!n) {
        put_no_chart(j, "chart");
        return;
    }
    put_chart(j, "chart", a, &(Chart){ .kind = CHART_FOREST, .title = SAID(a, chart_drivers, outcome_words(&p->outcome, outcome)), .x_label = STR("nothing"),
        .y_label = STR("share of what is explained, 95 %"), .y_form = { .kind = FORM_PERCENT, .digits = 1, .currency = STR("") }, .series = CHART_ONE(pt, n), .n_series = 1 },
        str_fmt(a, "drivers%zu", f));
}

static void put_fits(JsonOut *j, const Parts *p, Str only, Arena *a)
{
    static const char *const fit[] = { "fit", "fit_low", "fit_high" };
    json_array(j, "drivers");
    for (size_t r = 0; r < p->fit.n; r++) {
        Str outcome = col_text(&p->fit, "outcome")[r];
        if (only.n && !str_eq(outcome, only))
            continue;
        json_object(j, NULL);
        json_text(j, "outcome", outcome);
        put_text_at(j, "kind", &p->fit, "kind", r);
        put_int_at(j, "n", &p->fit, "n", r);
        put_int_at(j, "accounts", &p->fit, "accounts", r);
        put_range_at(j, "fit", &p->fit, fit, r);
        put_f64_at(j, "condition", &p->fit, "condition", r);
        put_int_at(j, "draws", &p->fit, "draws", r);
        put_worded_at(j, "note", a, &p->fit, "note", r);
        put_driver_chart(j, p, r, a);
        json_array(j, "drivers");
        for (size_t k = 0; k < p->driver.n; k++)
            if (str_eq(col_text(&p->driver, "outcome")[k], outcome))
                put_driver(j, &p->driver, k, a);
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_segments(JsonOut *j, const Table *t, int64_t issue, Str outcome)
{
    static const char *const pooled[] = { "estimate", "low", "high" };
    json_array(j, "segments");
    for (size_t r = 0; r < t->n; r++) {
        if (col_int(t, "issue_id")[r] != issue || !str_eq(col_text(t, "outcome")[r], outcome))
            continue;
        json_object(j, NULL);
        put_text_at(j, "segment", t, "segment", r);
        put_int_at(j, "n_exposed", t, "n_exposed", r);
        put_int_at(j, "n_unexposed", t, "n_unexposed", r);
        put_f64_at(j, "own", t, "own", r);
        put_range_at(j, "pooled", t, pooled, r);
        json_end(j);
    }
    json_end(j);
}

/* Effects that are told apart, with what was held against them. */
static void put_effects(JsonOut *j, const Parts *p, Str only, Arena *a)
{
    static const char *const estimate[] = { "estimate", "low", "high" }, *const raw[] = { "raw_estimate", "raw_low", "raw_high" },
                      *const placebo[] = { "placebo", "placebo_low", "placebo_high" }, *const few[] = { "few", "few_low", "few_high" };
    const Table *t = &p->effect;
    json_array(j, "effects");
    for (size_t r = 0; r < t->n; r++) {
        int64_t issue = col_int(t, "issue_id")[r];
        Str outcome = col_text(t, "outcome")[r];
        if (only.n && !str_eq(outcome, only))
            continue;
        json_object(j, NULL);
        put_ref(j, "issue", issue, text_at(t, "name", r));
        json_text(j, "outcome", outcome);
        put_text_at(j, "unit", t, "unit", r);
        put_range_at(j, "adjusted", t, estimate, r);
        put_range_at(j, "raw", t, raw, r);
        put_int_at(j, "n_exposed", t, "n_exposed", r);
        put_int_at(j, "n_unexposed", t, "n_unexposed", r);
        put_int_at(j, "n_accounts", t, "n_accounts", r);
        put_f64_at(j, "q", t, "q", r);
        put_text_at(j, "grade", t, "grade", r);
        put_worded_at(j, "reason", a, t, "reason", r);
        put_f64_at(j, "second", t, "second", r);
        put_worded_at(j, "second_way", a, t, "second_way", r);
        put_f64_at(j, "outside", t, "outside", r);
        put_f64_at(j, "balance", t, "balance", r);
        put_f64_at(j, "e_value", t, "evalue", r);
        put_range_at(j, "placebo", t, placebo, r);
        put_f64_at(j, "placebo_p", t, "placebo_p", r);
        put_f64_at(j, "segments_p", t, "segments_p", r);
        put_range_at(j, "few", t, few, r);
        put_f64_at(j, "few_p", t, "few_p", r);
        put_worded_at(j, "few_way", a, t, "few_way", r);
        put_segments(j, &p->part, issue, outcome);
        json_end(j);
    }
    json_end(j);
}

static void put_chains(JsonOut *j, const Table *t, Arena *a)
{
    static const char *const link[][3] = { { "moved", "moved_low", "moved_high" }, { "moves", "moves_low", "moves_high" }, { "through", "through_low", "through_high" },
                                           { "past", "past_low", "past_high" } };
    json_array(j, "chains");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_ref(j, "issue", col_int(t, "issue_id")[r], text_at(t, "name", r));
        put_worded_at(j, "behaviour", a, t, "behaviour", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        for (size_t i = 0; i < COUNT_OF(link); i++)
            put_range_at(j, link[i][0], t, link[i], r);
        put_worded_at(j, "note", a, t, "note", r);
        json_end(j);
    }
    json_end(j);
}

static void put_hazards(JsonOut *j, const Parts *p, Arena *a)
{
    static const char *const ratio[] = { "ratio", "low", "high" };
    const Table *f = &p->hazard_fit, *t = &p->hazard;
    json_array(j, "hazards");
    for (size_t r = 0; r < f->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "model", f, "model", r);
        put_int_at(j, "n", f, "n", r);
        put_int_at(j, "accounts", f, "accounts", r);
        put_int_at(j, "lost", f, "lost", r);
        put_int_at(j, "late", f, "late", r);
        put_f64_at(j, "loglik", f, "loglik", r);
        put_f64_at(j, "concordance", f, "concordance", r);
        put_worded_at(j, "note", a, f, "note", r);
        json_array(j, "drivers");
        for (size_t k = 0; k < t->n; k++) {
            if (!str_eq(col_text(t, "model")[k], col_text(f, "model")[r]))
                continue;
            json_object(j, NULL);
            put_worded_at(j, "driver", a, t, "driver", k);
            put_range_at(j, "ratio", t, ratio, k);
            put_f64_at(j, "p", t, "p", k);
            put_worded_at(j, "unit", a, t, "unit", k);
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
    json_array(j, "endings");
    for (size_t r = 0; r < p->end.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "ending", &p->end, "ending", r);
        put_int_at(j, "year", &p->end, "year", r);
        put_f64_at(j, "share", &p->end, "share", r);
        put_f64_at(j, "low", &p->end, "low", r);
        put_f64_at(j, "high", &p->end, "high", r);
        json_end(j);
    }
    json_end(j);
}

static void put_look_back(JsonOut *j, const Table *t, Arena *a)
{
    static const char *const estimate[] = { "estimate", "low", "high" }, *const stayed[] = { "stayed", "stayed_low", "stayed_high" };
    json_array(j, "look_back");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "part", t, "part", r);
        put_worded_at(j, "words", a, t, "words", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_range_at(j, "estimate", t, estimate, r);
        put_range_at(j, "stayed_years", t, stayed, r);
        json_end(j);
    }
    json_end(j);
}

static void put_surfaces(JsonOut *j, const Table *t, Arena *a)
{
    static const char *const estimate[] = { "estimate", "low", "high" };
    json_array(j, "surfaces");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "item", t, "item", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "accounts", t, "accounts", r);
        put_f64_at(j, "r2", t, "r2", r);
        put_text_at(j, "part", t, "part", r);
        put_range_at(j, "estimate", t, estimate, r);
        put_worded_at(j, "note", a, t, "note", r);
        json_end(j);
    }
    json_end(j);
}

/* Importance against value: a point where both can be told, each with its interval. */
static void put_sweet_chart(JsonOut *j, const Table *t, Str currency, Arena *a)
{
    ChartPoint *pt = ARENA_NEW_N(a, ChartPoint, t->n + 1);
    size_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        if (!col_has(table_col(t, "importance"), r) || !col_has(table_col(t, "cost"), r))
            continue;
        pt[n] = point_of(text_at(t, "name", r), (double)int_at(t, "cost", r, 0), (double)int_at(t, "cost_low", r, 0), (double)int_at(t, "cost_high", r, 0));
        pt[n].x = f64_at(t, "importance", r);
        pt[n].x_low = f64_at(t, "importance_low", r);
        pt[n++].x_high = f64_at(t, "importance_high", r);
    }
    if (!n) {
        put_no_chart(j, "sweet_chart");
        return;
    }
    put_chart(j, "sweet_chart", a, &(Chart){ .kind = CHART_QUADRANT, .title = STR("What matters to customers against what it is worth"), .x_label = STR("points of score it goes with"),
        .y_label = STR("cost of doing nothing"), .x_form = { .kind = FORM_NUMBER, .digits = 1, .currency = STR("") }, .y_form = { .kind = FORM_MONEY, .currency = currency },
        .series = CHART_ONE(pt, n), .n_series = 1 }, STR("sweet"));
}

static void put_sweet(JsonOut *j, const Table *t, Str currency, Arena *a)
{
    static const char *const importance[] = { "importance", "importance_low", "importance_high" }, *const cost[] = { "cost", "cost_low", "cost_high" };
    json_array(j, "sweet_spots");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_ref(j, "issue", col_int(t, "issue_id")[r], text_at(t, "name", r));
        put_range_at(j, "importance", t, importance, r);
        put_text_at(j, "importance_grade", t, "importance_grade", r);
        put_band_at(j, "value_minor", t, cost, r);
        put_text_at(j, "value_grade", t, "value_grade", r);
        put_int_at(j, "cost_to_serve_minor_per_year", t, "cost_to_serve", r);
        put_text_at(j, "owner", t, "owner", r);
        put_text_at(j, "eager", t, "eager", r);
        put_text_at(j, "convince", t, "convince", r);
        put_int_at(j, "options", t, "options", r);
        json_end(j);
    }
    json_end(j);
    put_sweet_chart(j, t, currency, a);
}

static bool known(const Table *outcomes, Str name)
{
    for (size_t r = 0; r < outcomes->n; r++)
        if (str_eq(col_text(outcomes, "outcome")[r], name))
            return true;
    return !name.n || !outcomes->n;
}

Status answer_drivers(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Parts p;
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_OUTCOMES, &p.outcome }, { SQL_REPORT_DRIVER_FITS, &p.fit }, { SQL_REPORT_DRIVERS, &p.driver }, { SQL_REPORT_SURFACES, &p.surface },
                 { SQL_REPORT_CHAINS, &p.chain }, { SQL_REPORT_HAZARDS, &p.hazard }, { SQL_REPORT_HAZARD_FITS, &p.hazard_fit }, { SQL_REPORT_ENDS, &p.end },
                 { SQL_REPORT_LOOK_BACK, &p.look }, { SQL_REPORT_EFFECTS_CHECKED, &p.effect }, { SQL_REPORT_EFFECT_PARTS, &p.part }, { SQL_REPORT_SWEET, &p.sweet } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    if (st)
        return st;
    if (!known(&p.outcome, q->by))
        return ERR(err, ST_USAGE, "no outcome '%.*s'; there are renewal, revenue, expansion, reduced, nps, cost, credit, payment, contact", STR_ARG(q->by));
    json_object(j, NULL);
    put_outcomes(j, &p.outcome, a);
    put_fits(j, &p, q->by, a);
    put_effects(j, &p, q->by, a);
    put_surfaces(j, &p.surface, a);
    put_chains(j, &p.chain, a);
    put_hazards(j, &p, a);
    put_look_back(j, &p.look, a);
    put_sweet(j, &p.sweet, str_of(store_currency(s)), a);
    st = put_mouth(s, a, j, err);
    if (!st)
        st = put_index(s, a, j, err);
    json_end(j);
    return st;
}
