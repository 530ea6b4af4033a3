/* answer_outlook.c - forecasts of renewal with their look back, and lifetime values. */
#include "base/date.h"
#include "report/answer_in.h"
#include "store/sql_ids.h"

enum { MISSES_MAX = 100, BINS = 10 };

static void put_interval(JsonOut *j, const Table *t, size_t r)
{
    json_object(j, "value_minor");
    put_int_at(j, "estimate", t, "value", r);
    put_int_at(j, "low", t, "value_low", r);
    put_int_at(j, "high", t, "value_high", r);
    json_end(j);
}

/* What is said of one account, after whose it is. */
static void put_outlook(JsonOut *j, const Table *t, const Table *why, size_t r, int64_t id, Arena *a)
{
    static const char *const number[] = { "machine", "low", "high", "owner" };
    put_day_at(j, "decides", a, t, "decides", r);
    put_int_at(j, "value_minor", t, "amount", r);
    for (size_t i = 0; i < COUNT_OF(number); i++)
        put_f64_at(j, number[i], t, number[i], r);
    put_text_at(j, "owner_why", t, "owner_why", r);
    put_f64_at(j, "final", t, "final", r);
    put_text_at(j, "final_from", t, "final_from", r);
    put_text_at(j, "health", t, "health", r);
    json_array(j, "reasons");
    for (size_t k = rows_from(col_int(why, "account_id"), why->n, id); k < why->n && col_int(why, "account_id")[k] == id; k++) {
        json_object(j, NULL);
        put_worded_at(j, "words", a, why, "words", k);
        put_f64_at(j, "points", why, "points", k);
        json_end(j);
    }
    json_end(j);
}

static void put_forecast(JsonOut *j, const Table *t, const Table *why, size_t r, Arena *a)
{
    int64_t id = col_int(t, "account_id")[r];
    json_object(j, NULL);
    put_ref(j, "account", id, text_at(t, "name", r));
    put_outlook(j, t, why, r, id, a);
    json_end(j);
}

static void put_tests(JsonOut *j, const Table *t)
{
    static const char *const number[][2] = { { "brier", "brier" }, { "gain_low", "brier_gain_low" }, { "gain_high", "brier_gain_high" }, { "auc", "auc" }, { "slope", "slope" },
                                             { "expected", "expected" }, { "observed", "observed" } };
    json_array(j, "tests");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "rule", t, "rule", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "lost", t, "lost", r);
        for (size_t i = 0; i < COUNT_OF(number); i++)
            put_f64_at(j, number[i][0], t, number[i][1], r);
        json_end(j);
    }
    json_end(j);
}

static void put_warnings(JsonOut *j, const Table *t)
{
    static const char *const count[] = { "n", "warned", "went", "lost" };
    static const char *const hit[3] = { "hit", "hit_low", "hit_high" }, *const found[3] = { "found", "found_low", "found_high" },
                       *const money[3] = { "found_money", "found_money_low", "found_money_high" }, *const stake[3] = { "stake", "stake_low", "stake_high" };
    json_array(j, "warnings");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "level", t, "level", r);
        put_f64_at(j, "times", t, "times", r);
        for (size_t i = 0; i < COUNT_OF(count); i++)
            put_int_at(j, count[i], t, count[i], r);
        put_int_at(j, "lost_minor", t, "money", r);
        put_int_at(j, "caught_minor", t, "caught", r);
        put_range_at(j, "right", t, hit, r);
        put_range_at(j, "found", t, found, r);
        put_range_at(j, "found_money", t, money, r);
        put_band_at(j, "stake_minor", t, stake, r);
        json_end(j);
    }
    json_end(j);
}

static void put_bins(JsonOut *j, const Table *t)
{
    json_array(j, "bins");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        json_f64(j, "from", (double)col_int(t, "bin")[r] / BINS);
        json_f64(j, "to", (double)(col_int(t, "bin")[r] + 1) / BINS);
        put_int_at(j, "n", t, "n", r);
        put_f64_at(j, "forecast", t, "forecast", r);
        put_f64_at(j, "observed", t, "observed", r);
        json_end(j);
    }
    json_end(j);
}

static void put_misses(JsonOut *j, const Table *t, Arena *a)
{
    json_int(j, "misses_total", (int64_t)t->n);
    json_array(j, "misses");
    for (size_t r = 0; r < t->n && r < MISSES_MAX; r++) {
        json_object(j, NULL);
        put_ref(j, "account", col_int(t, "account_id")[r], text_at(t, "name", r));
        put_day_at(j, "decided", a, t, "decided", r);
        json_bool(j, "renewed", col_int(t, "renewed")[r] != 0);
        put_f64_at(j, "machine", t, "machine", r);
        put_f64_at(j, "base", t, "base", r);
        json_end(j);
    }
    json_end(j);
}

static const char *const orders[] = { "", "money", "renewal", "health" };

/* How many renewals there are of each health. */
static void put_health(JsonOut *j, const Table *t)
{
    json_array(j, "health");
    for (size_t r = 0; r < t->n; r++) {
        json_object(j, NULL);
        put_text_at(j, "health", t, "health", r);
        put_int_at(j, "n", t, "n", r);
        put_int_at(j, "value_minor", t, "amount", r);
        json_end(j);
    }
    json_end(j);
}

static int64_t found(const Table *t, Str only)
{
    int64_t n = 0;
    for (size_t r = 0; r < t->n; r++)
        n += !only.n || str_eq(only, col_text(t, "health")[r]) ? col_int(t, "found")[r] : 0;
    return n;
}

static Status put_forecasts(Store *s, const AnswerQuery *q, const PageOf *p, Arena *a, JsonOut *j, Err *err)
{
    Table t, why;
    Status st = store_fetch(s, SQL_REPORT_FORECAST_PAGE, STORE_ARGS(DB_TEXT(q->status), DB_TEXT(q->q), DB_TEXT(q->sort), DB_INT(p->per_page), DB_INT(p->skip)), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_FORECAST_WHY_OF, STORE_ARGS(DB_TEXT(id_list(a, col_int(&t, "account_id"), t.n))), a, &why, err);
    for (size_t r = 0; !st && r < t.n; r++)
        put_forecast(j, &t, &why, r, a);
    return st;
}

Status answer_forecast(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table health, test, bin, miss, warning;
    PageOf p = page_of(q);
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(orders); i++)
        known = known || str_eq(q->sort, str_of(orders[i]));
    if (!known)
        return ERR(err, ST_USAGE, "cannot sort by '%.*s': money, renewal or health", STR_ARG(q->sort));
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_FORECAST_TESTS, &test }, { SQL_REPORT_BACKTEST_BINS, &bin }, { SQL_REPORT_BACKTEST_WRONG, &miss }, { SQL_REPORT_WARNINGS, &warning } };
    Status st = store_fetch(s, SQL_REPORT_FORECAST_HEALTH, STORE_ARGS(DB_TEXT(q->q)), a, &health, err);
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "forecasts");
    if (!q->brief)
        st = put_forecasts(s, q, &p, a, j, err);
    if (st)
        return st;
    json_end(j);
    put_page(j, found(&health, q->status), &p);
    put_health(j, &health);
    put_tests(j, &test);
    put_warnings(j, &warning);
    put_bins(j, &bin);
    put_misses(j, &miss, a);
    json_end(j);
    return ST_OK;
}

static void put_life(JsonOut *j, const Table *t, size_t r)
{
    static const char *const number[] = { "tenure", "alive", "expected" };
    put_text_at(j, "how", t, "how", r);
    for (size_t i = 0; i < COUNT_OF(number); i++)
        put_f64_at(j, number[i], t, number[i], r);
    put_int_at(j, "revenue_minor", t, "revenue", r);
    put_int_at(j, "serve_minor_per_year", t, "serve", r);
    put_interval(j, t, r);
}

Status outlooks_load(Store *s, IdRange of, Arena *a, Outlooks *out, Err *err)
{
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_FORECAST_ONE, &out->forecast }, { SQL_REPORT_FORECAST_WHY_ONE, &out->why }, { SQL_REPORT_FORECAST_SAID, &out->said }, { SQL_REPORT_LIFETIME_ONE, &out->life } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_ARGS(DB_INT(of.from), DB_INT(of.to)), a, read[i].into, err);
    return st;
}

/* The row of an account in a table that has one at most; n when there is none. */
static size_t row_of(const Table *t, int64_t account)
{
    const int64_t *id = col_int(t, "account_id");
    size_t r = rows_from(id, t->n, account);
    return r < t->n && id[r] == account ? r : t->n;
}

/* What its owner typed last, in force from the next run on. */
static void put_say(JsonOut *j, const Table *t, int64_t account, Arena *a)
{
    const int64_t *id = col_int(t, "account_id");
    size_t r = rows_from(id, t->n, account + 1);
    if (!r || id[r - 1] != account) {
        json_null(j, "said");
        return;
    }
    json_object(j, "said");
    put_int_at(j, "decision", t, "verdict_id", r - 1);
    put_text_at(j, "words", t, "object", r - 1);
    put_text_at(j, "who", t, "who", r - 1);
    json_str(j, "at", micros_iso(a, col_int(t, "decided_at")[r - 1]));
    json_end(j);
}

void put_account_outlook(const Outlooks *o, int64_t account, Arena *a, JsonOut *j)
{
    size_t f = row_of(&o->forecast, account), life = row_of(&o->life, account);
    if (f < o->forecast.n) {
        json_object(j, "forecast");
        put_outlook(j, &o->forecast, &o->why, f, account, a);
        put_say(j, &o->said, account, a);
        json_end(j);
    } else {
        json_null(j, "forecast");
    }
    if (life < o->life.n) {
        json_object(j, "lifetime");
        put_life(j, &o->life, life);
        json_end(j);
    } else {
        json_null(j, "lifetime");
    }
}

Status answer_lifetime(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t, sum;
    int64_t total = 0;
    PageOf p = page_of(q);
    Status st = store_fetch(s, SQL_REPORT_LIFETIME_PAGE, STORE_ARGS(DB_INT(p.per_page), DB_INT(p.skip)), a, &t, err);
    if (!st)
        st = store_int(s, SQL_REPORT_LIFETIME_COUNT, STORE_NO_ARGS, 0, &total, err);
    if (!st)
        st = store_fetch(s, SQL_REPORT_LIFETIME_TOTALS, STORE_NO_ARGS, a, &sum, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "totals");
    for (size_t r = 0; r < sum.n; r++) {
        json_object(j, NULL);
        put_text_at(j, "how", &sum, "how", r);
        put_int_at(j, "accounts", &sum, "accounts", r);
        put_int_at(j, "n", &sum, "n", r);
        put_text_at(j, "parameters", &sum, "parameters", r);
        put_interval(j, &sum, r);
        put_text_at(j, "note", &sum, "note", r);
        json_end(j);
    }
    json_end(j);
    json_array(j, "accounts");
    for (size_t r = 0; r < t.n; r++) {
        json_object(j, NULL);
        put_ref(j, "account", col_int(&t, "account_id")[r], text_at(&t, "name", r));
        put_life(j, &t, r);
        json_end(j);
    }
    json_end(j);
    put_page(j, total, &p);
    json_end(j);
    return ST_OK;
}
