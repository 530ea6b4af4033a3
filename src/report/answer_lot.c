/* answer_lot.c - which accounts an action is given to by lot, and what an audit of it would take before it begins. */
#include "base/date.h"
#include "report/answer_in.h"
#include "store/sql_ids.h"

/* The draw that stands for the action called so; n when there is none. */
static size_t lot_of(const Table *lot, Str name)
{
    for (size_t r = lot->n; r-- > 0;)
        if (str_ieq(col_text(lot, "subject")[r], name))
            return r;
    return lot->n;
}

static void put_head(JsonOut *j, const Table *t, size_t r, Arena *a)
{
    put_int_at(j, "decision", t, "verdict_id", r);
    put_text_at(j, "who", t, "who", r);
    put_day_at(j, "start", a, t, "start_date", r);
    put_int_at(j, "seed", t, "seed", r);
    put_f64_at(j, "hold_out", t, "hold_out", r);
    put_int_at(j, "waves", t, "waves", r);
    put_int_at(j, "every", t, "every", r);
    put_int_at(j, "accounts", t, "accounts", r);
    put_int_at(j, "held", t, "held", r);
}

void put_lot(JsonOut *j, const Table *lot, Str name, Arena *a)
{
    size_t r = lot_of(lot, name);
    if (r == lot->n) {
        json_null(j, "lot");
        return;
    }
    json_object(j, "lot");
    put_head(j, lot, r, a);
    json_end(j);
}

void put_plan(JsonOut *j, const Table *plan, int64_t action)
{
    json_array(j, "plan");
    for (size_t r = rows_from(col_int(plan, "action_id"), plan->n, action); r < plan->n && col_int(plan, "action_id")[r] == action; r++) {
        json_object(j, NULL);
        put_text_at(j, "way", plan, "way", r);
        put_f64_at(j, "hold_out", plan, "hold_out", r);
        put_int_at(j, "waves", plan, "waves", r);
        put_int_at(j, "every", plan, "every", r);
        put_int_at(j, "reached", plan, "reached", r);
        put_int_at(j, "others", plan, "others", r);
        put_f64_at(j, "level", plan, "level", r);
        put_f64_at(j, "wanted", plan, "wanted", r);
        put_f64_at(j, "months", plan, "months", r);
        put_f64_at(j, "times_the_accounts", plan, "units", r);
        json_end(j);
    }
    json_end(j);
}

/* A wave begins with the month, but the first with the day that was said. */
static void put_start(JsonOut *j, int64_t start, int64_t every, int64_t wave, Arena *a)
{
    Civil c = civil_of_day(start);
    int64_t month = c.year * 12 + c.month - 1 + (wave - 1) * every;
    if (wave < 1)
        json_null(j, "start");
    else if (wave == 1)
        json_str(j, "start", date_iso(a, start));
    else
        json_str(j, "start", str_fmt(a, "%04lld-%02lld-01", (long long)(month / 12), (long long)(month % 12 + 1)));
}

Status answer_lot(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table lot, t = { .n = 0 };
    PageOf p = page_of(q);
    int64_t total = 0;
    Status st = store_fetch(s, SQL_REPORT_LOTS, STORE_NO_ARGS, a, &lot, err);
    if (st)
        return st;
    size_t only = q->q.n ? lot_of(&lot, q->q) : lot.n;
    if (only < lot.n || !q->q.n)
        st = store_fetch(s, SQL_REPORT_LOT_ACCOUNTS, STORE_ARGS(DB_INT(only < lot.n ? col_int(&lot, "verdict_id")[only] : 0), DB_INT(p.per_page), DB_INT(p.skip)), a, &t, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "lots");
    for (size_t r = 0; r < lot.n; r++) {
        if (q->q.n && r != only)
            continue;
        json_object(j, NULL);
        put_text_at(j, "action", &lot, "subject", r);
        put_head(j, &lot, r, a);
        json_end(j);
        total += col_int(&lot, "accounts")[r];
    }
    json_end(j);
    json_array(j, "rows");
    for (size_t k = 0; k < t.n; k++) {
        size_t r = rows_from(col_int(&lot, "verdict_id"), lot.n, col_int(&t, "verdict_id")[k]);
        int64_t wave = col_int(&t, "wave")[k];
        json_object(j, NULL);
        put_text_at(j, "action", &lot, "subject", r);
        put_ref(j, "account", col_int(&t, "account_id")[k], text_at(&t, "name", k));
        json_int(j, "wave", wave);
        json_bool(j, "held_out", wave == 0);
        put_start(j, col_int(&lot, "start_date")[r], col_int(&lot, "every")[r], wave, a);
        json_end(j);
    }
    json_end(j);
    put_page(j, total, &p);
    json_end(j);
    return ST_OK;
}
