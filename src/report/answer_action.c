/* answer_action.c - actions: causes with their evidence, the leading metric, predicted against realised, and how far the proof goes. */
#include "report/answer_in.h"
#include "store/sql_ids.h"

typedef struct Parts {
    Table action, why, row, reading, year, lesson, lot, plan, observed, taught, files;
} Parts;

static Status parts_load(Store *s, Arena *a, Parts *p, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_ACTIONS, &p->action }, { SQL_REPORT_WHYS, &p->why },         { SQL_REPORT_WHY_ROWS, &p->row },
                 { SQL_REPORT_READINGS, &p->reading }, { SQL_REPORT_AUDIT_YEARS, &p->year }, { SQL_REPORT_LESSONS, &p->lesson },
                 { SQL_REPORT_LOTS, &p->lot },         { SQL_REPORT_PLANS, &p->plan },
                 { SQL_REPORT_OBSERVED, &p->observed }, { SQL_REPORT_LESSON_AUDITS, &p->taught } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    return st ? st : files_of(s, a, FILES_OF(&p->action, &p->why, &p->row, &p->reading), &p->files, err);
}

static void put_why(const Parts *p, int64_t id, JsonOut *j)
{
    json_array(j, "causes");
    for (size_t r = 0; r < p->why.n; r++) {
        if (col_int(&p->why, "action_id")[r] != id)
            continue;
        json_object(j, NULL);
        put_text_at(j, "node", &p->why, "node", r);
        put_text_at(j, "answer", &p->why, "answer", r);
        json_array(j, "evidence");
        for (size_t e = 0; e < p->row.n; e++) {
            if (col_int(&p->row, "action_id")[e] != id || !str_eq(col_text(&p->row, "node")[e], col_text(&p->why, "node")[r]))
                continue;
            json_object(j, NULL);
            put_text_at(j, "file", &p->row, "path", e);
            put_int_at(j, "line", &p->row, "line", e);
            json_bool(j, "in_book", col_has(table_col(&p->row, "file_id"), e));
            json_end(j);
        }
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void put_leading(const Parts *p, size_t r, Arena *a, JsonOut *j)
{
    const Table *t = &p->action;
    json_object(j, "leading");
    put_text_at(j, "metric", t, "metric", r);
    put_f64_at(j, "before", t, "leading_before", r);
    put_f64_at(j, "now", t, "leading_now", r);
    put_f64_at(j, "target", t, "leading_target", r);
    put_day_at(j, "day", a, t, "leading_day", r);
    put_text_at(j, "state", t, "leading_state", r);
    put_text_at(j, "from", t, "leading_from", r);
    json_array(j, "readings");
    for (size_t k = 0; k < p->reading.n; k++) {
        if (col_int(&p->reading, "action_id")[k] != col_int(t, "action_id")[r])
            continue;
        json_object(j, NULL);
        put_day_at(j, "day", a, &p->reading, "day", k);
        put_f64_at(j, "value", &p->reading, "value", k);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static void put_proof(const Parts *p, size_t r, Arena *a, JsonOut *j)
{
    static const char *const number[][2] = {
        { "p", "p" }, { "information", "information" }, { "survives_departure", "departure" }, { "largest_departure_before", "largest" }, { "shock", "shock" },
        { "shock_p", "shock_p" }, { "path_taken_off", "drift" }, { "did", "did_effect" }, { "synthetic_control", "sc_effect" }, { "synthetic_did", "sdid_effect" },
        { "placebo_p", "placebo_p" }, { "share_taken_away", "share" }, { "share_low", "took_low" }, { "share_high", "took_high" }, { "able_with_times_the_accounts", "able_units" },
    };
    const Table *t = &p->action, *y = &p->year;
    json_object(j, "proof");
    put_text_at(j, "verdict", t, "verdict", r);
    put_text_at(j, "grade", t, "audit_grade", r);
    put_text_at(j, "method", t, "method", r);
    for (size_t i = 0; i < COUNT_OF(number); i++)
        put_f64_at(j, number[i][0], t, number[i][1], r);
    put_day_at(j, "able_on", a, t, "able_on", r);
    json_array(j, "years");
    for (size_t k = 0; k < y->n; k++) {
        if (col_int(y, "audit_id")[k] != col_int(t, "action_id")[r])
            continue;
        json_object(j, NULL);
        put_int_at(j, "year", y, "year", k);
        put_day_at(j, "first", a, y, "first", k);
        put_day_at(j, "last", a, y, "last", k);
        put_f64_at(j, "effect", y, "effect", k);
        put_f64_at(j, "low", y, "low", k);
        put_f64_at(j, "high", y, "high", k);
        put_text_at(j, "state", y, "state", k);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

/* What its accounts renewed, were billed and cost to serve, against the others. */
static void put_observed(const Parts *p, size_t r, Arena *a, JsonOut *j)
{
    static const char *const money[] = { "money", "money_low", "money_high" }, *const number[] = { "effect", "low", "high" };
    const Table *t = &p->observed;
    int64_t id = col_int(&p->action, "action_id")[r];
    json_array(j, "observed");
    for (size_t k = rows_from(col_int(t, "audit_id"), t->n, id); k < t->n && col_int(t, "audit_id")[k] == id; k++) {
        json_object(j, NULL);
        put_text_at(j, "outcome", t, "outcome", k);
        put_int_at(j, "months", t, "months", k);
        for (size_t i = 0; i < COUNT_OF(number); i++)
            put_f64_at(j, number[i], t, number[i], k);
        put_band_at(j, "money_minor", t, money, k);
        put_int_at(j, "modelled_minor", t, "modelled", k);
        put_f64_at(j, "p", t, "p", k);
        put_f64_at(j, "placebo_p", t, "placebo_p", k);
        put_int_at(j, "reached", t, "n_reached", k);
        put_int_at(j, "others", t, "n_others", k);
        put_worded_at(j, "method", a, t, "method", k);
        put_text_at(j, "grade", t, "grade", k);
        put_worded_at(j, "note", a, t, "note", k);
        json_end(j);
    }
    json_end(j);
}

static void put_one(const Parts *p, size_t r, Arena *a, JsonOut *j)
{
    static const char *const text[] = { "name", "issue", "owner", "unit", "countries", "status", "expected" };
    static const char *const predicted[] = { "predicted", "predicted_low", "predicted_high" }, *const realised[] = { "realised", "realised_low", "realised_high" };
    const Table *t = &p->action;
    json_object(j, NULL);
    for (size_t i = 0; i < COUNT_OF(text); i++)
        put_text_at(j, text[i], t, text[i], r);
    if (col_has(table_col(t, "issue_id"), r))
        put_ref(j, "about", col_int(t, "issue_id")[r], text_at(t, "issue_name", r));
    else
        json_null(j, "about");
    put_day_at(j, "start", a, t, "start_date", r);
    put_day_at(j, "end", a, t, "end_date", r);
    put_int_at(j, "cost_minor", t, "cost", r);
    put_f64_at(j, "share_low", t, "share_low", r);
    put_f64_at(j, "share_high", t, "share_high", r);
    put_text_at(j, "share_from", t, "share_from", r);
    put_band_at(j, "predicted_minor", t, predicted, r);
    put_band_at(j, "realised_minor", t, realised, r);
    put_observed(p, r, a, j);
    put_text_at(j, "grade", t, "grade", r);
    put_leading(p, r, a, j);
    put_why(p, col_int(t, "action_id")[r], j);
    put_proof(p, r, a, j);
    put_lot(j, &p->lot, col_text(t, "name")[r], a);
    put_plan(j, &p->plan, col_int(t, "action_id")[r]);
    if (col_has(table_col(t, "file_id"), r))
        put_place(j, &p->files, col_int(t, "file_id")[r], col_int(t, "line")[r]);
    else {
        json_null(j, "file");
        json_null(j, "line");
    }
    json_end(j);
}

/* The audits behind a lesson, and what each said. */
static void put_taught(const Parts *p, Str kind, JsonOut *j)
{
    const Table *t = &p->taught;
    json_array(j, "because");
    for (size_t k = 0; k < t->n; k++) {
        if (!str_eq(col_text(t, "kind")[k], kind))
            continue;
        json_object(j, NULL);
        put_text_at(j, "action", t, "action", k);
        put_text_at(j, "verdict", t, "verdict", k);
        put_f64_at(j, "share", t, "share", k);
        put_f64_at(j, "low", t, "low", k);
        put_f64_at(j, "high", t, "high", k);
        json_end(j);
    }
    json_end(j);
}

Status answer_actions(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Parts p;
    Status st = parts_load(s, a, &p, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "actions");
    for (size_t r = 0; r < p.action.n; r++)
        if (!q->q.n || str_ieq(col_text(&p.action, "name")[r], q->q))
            put_one(&p, r, a, j);
    json_end(j);
    json_array(j, "lessons");
    for (size_t r = 0; r < p.lesson.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "kind", &p.lesson, "kind", r);
        put_int_at(j, "audits", &p.lesson, "audits", r);
        put_f64_at(j, "share", &p.lesson, "share", r);
        put_f64_at(j, "low", &p.lesson, "low", r);
        put_f64_at(j, "high", &p.lesson, "high", r);
        put_taught(&p, col_text(&p.lesson, "kind")[r], j);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
