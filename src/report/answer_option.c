/* answer_option.c - options: what they cost, what they would bring, and whether the budget that is set takes them. */
#include "report/answer_in.h"
#include "store/sql_ids.h"

static void put_choice(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    if (!col_has(table_col(t, "taken"), r)) {
        json_null(j, "choice");
        return;
    }
    json_object(j, "choice");
    json_bool(j, "taken", col_int(t, "taken")[r] != 0);
    put_worded_at(j, "reason", a, t, "choice", r);
    put_int_at(j, "loss_minor", t, "loss", r);
    put_f64_at(j, "chance", t, "chance", r);
    put_int_at(j, "learn_minor", t, "learn", r);
    json_end(j);
}

static void put_option(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    static const char *const benefit[] = { "benefit", "benefit_low", "benefit_high" }, *const net[] = { "net", "net_low", "net_high" };
    static const char *const text[] = { "owner", "eager", "convince", "needs" };
    json_object(j, NULL);
    put_int_at(j, "id", t, "option_id", r);
    put_text_at(j, "name", t, "name", r);
    put_text_at(j, "issue", t, "issue", r);
    if (col_has(table_col(t, "issue_id"), r))
        put_ref(j, "about", col_int(t, "issue_id")[r], text_at(t, "issue_name", r));
    else
        json_null(j, "about");
    for (size_t i = 0; i < COUNT_OF(text); i++)
        put_text_at(j, text[i], t, text[i], r);
    json_bool(j, "alone", col_int(t, "alone")[r] != 0);
    put_int_at(j, "cost_minor", t, "once", r);
    put_int_at(j, "yearly_minor", t, "yearly", r);
    put_f64_at(j, "people", t, "people", r);
    put_int_at(j, "months", t, "months", r);
    put_f64_at(j, "share_low", t, "share_low", r);
    put_f64_at(j, "share_high", t, "share_high", r);
    put_f64_at(j, "share", t, "share", r);
    put_text_at(j, "share_from", t, "share_from", r);
    put_band_at(j, "benefit_minor", t, benefit, r);
    put_band_at(j, "net_minor", t, net, r);
    put_f64_at(j, "loses", t, "loses", r);
    put_f64_at(j, "payback_months", t, "payback", r);
    put_f64_at(j, "payback_low", t, "payback_low", r);
    put_f64_at(j, "payback_high", t, "payback_high", r);
    put_text_at(j, "grade", t, "grade", r);
    put_worded_at(j, "reason", a, t, "reason", r);
    put_choice(j, t, r, a);
    json_end(j);
}

Status answer_options(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, f;
    (void)q;
    Status st = store_fetch(s, SQL_OPTION_LIST, STORE_NO_ARGS, a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_FRONTIER_LIST, STORE_NO_ARGS, a, &f, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "options");
    for (size_t r = 0; r < t.n; r++)
        put_option(j, &t, r, a);
    json_end(j);
    json_array(j, "frontier");
    for (size_t r = 0; r < f.n; r++) {
        json_object(j, NULL);
        put_int_at(j, "budget_minor", &f, "budget", r);
        put_int_at(j, "value_minor", &f, "value", r);
        put_int_at(j, "worst_tenth_minor", &f, "tail", r);
        put_text_at(j, "taken", &f, "taken", r);
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}
