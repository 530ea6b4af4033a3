/* answer_outlook.c - forecasts of renewal with their look back, and lifetime values. */
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
        put_text_at(j, "words", why, "words", k);
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

Status answer_forecast(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    enum { OF_ACCOUNTS = 2 };
    Table t = { .n = 0 }, why, test, bin, miss, warning;
    const struct {
        int sql;
        Table *into;
    } read[] = { { SQL_REPORT_FORECASTS, &t }, { SQL_REPORT_FORECAST_WHYS, &why }, { SQL_REPORT_FORECAST_TESTS, &test }, { SQL_REPORT_BACKTEST_BINS, &bin }, { SQL_REPORT_BACKTEST_WRONG, &miss },
               { SQL_REPORT_WARNINGS, &warning } };
    Status st = ST_OK;
    for (size_t i = q->brief ? OF_ACCOUNTS : 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "forecasts");
    for (size_t r = 0; r < t.n; r++)
        put_forecast(j, &t, &why, r, a);
    json_end(j);
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
    } read[] = { { SQL_REPORT_FORECAST_ONE, &out->forecast }, { SQL_REPORT_FORECAST_WHY_ONE, &out->why }, { SQL_REPORT_LIFETIME_ONE, &out->life } };
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

void put_account_outlook(const Outlooks *o, int64_t account, Arena *a, JsonOut *j)
{
    size_t f = row_of(&o->forecast, account), life = row_of(&o->life, account);
    if (f < o->forecast.n) {
        json_object(j, "forecast");
        put_outlook(j, &o->forecast, &o->why, f, account, a);
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
    (void)q;
    Status st = store_fetch(s, SQL_REPORT_LIFETIMES, STORE_NO_ARGS, a, &t, err);
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
    json_end(j);
    return ST_OK;
}
