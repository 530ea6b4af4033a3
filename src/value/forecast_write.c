/* forecast_write.c - the three views, the reasons in words, and the look back into the book. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "value/warning.h"

#define LEAST_POINT 0.005   /* a reason that moves the probability by less is none */

Status forecast_parse(Str what, Str object, double *view, Str *why, Err *err)
{
    Str rest = str_trim(object);
    *why = STR("");
    *view = F64_NAN;
    if (str_eq(what, STR("undo")))
        return ST_OK;
    if (!str_eq(what, STR("owner")))
        return ERR(err, ST_USAGE, "'%.*s' is no decision about a forecast", STR_ARG(what));
    Str number = str_cut(&rest, ' ');
    bool percent = number.n && number.p[number.n - 1] == '%';
    if (percent)
        number.n--;
    if (!str_to_f64(number, view) || *view < 0 || *view > (percent ? 100 : 1))
        return ERR(err, ST_USAGE, "'%.*s' is no probability: write 0.6 or 60%%", STR_ARG(number));
    *view /= percent ? 100 : 1;
    *why = str_trim(rest);
    return ST_OK;
}

typedef struct Owner {
    double view;
    Str    why;
} Owner;

/* What owners typed, the last one counts; by row of the accounts. */
static Status owners(Store *s, Arena *a, Table *account, Owner **out, Err *err)
{
    Table said;
    Status st = store_fetch(s, SQL_LIFE_ACCOUNTS, STORE_NO_ARGS, a, account, err);
    if (!st)
        st = store_fetch(s, SQL_FORECAST_SAID, STORE_NO_ARGS, a, &said, err);
    if (st)
        return st;
    *out = ARENA_NEW_N(a, Owner, account->n + 1);
    for (size_t i = 0; i < account->n; i++)
        (*out)[i] = (Owner){ F64_NAN, STR("") };
    for (size_t r = 0; r < said.n; r++) {
        Owner o;
        Err unread;
        if (verdict_undone(&said, col_int(&said, "verdict_id")[r]) || forecast_parse(col_text(&said, "what")[r], col_text(&said, "object")[r], &o.view, &o.why, &unread) || isnan(o.view))
            continue;
        for (size_t i = 0; i < account->n; i++)
            if (str_ieq(col_text(account, "name")[i], col_text(&said, "subject")[r]))
                (*out)[i] = o;
    }
    return ST_OK;
}

static const char *health_of(double final, double base, bool may_tell)
{
    double risk = (1 - final) / fmax(1e-6, 1 - base);
    if (!may_tell)
        return "cannot tell";
    return risk >= RISK_HIGH ? "at risk" : risk >= RISK_WATCH ? "watch" : "good";
}

static Str words_of(const Forecast *f, size_t r, size_t c)
{
    return f->row[r].x[c] > f->mean[c] ? f->column[c].yes : f->column[c].no;
}

static void put_whys(Table *t, const Forecast *f, size_t r, Arena *a)
{
    double eta = logit(f->machine[r]);
    bool *used = ARENA_NEW_N(a, bool, f->p + 1);
    for (int64_t k = 1; f->told && k <= FORECAST_WHYS; k++) {
        size_t best = SIZE_MAX;
        double most = LEAST_POINT;
        for (size_t c = 0; c < f->p; c++) {
            double points = f->machine[r] - expit(eta - f->weight[r * f->p + c]);
            if (!used[c] && fabs(points) > most && words_of(f, r, c).n) {
                most = fabs(points);
                best = c;
            }
        }
        if (best == SIZE_MAX)
            return;
        used[best] = true;
        table_put_int(t, 0, f->row[r].account);
        table_put_int(t, 1, k);
        table_put_text(t, 2, words_of(f, r, best));
        table_put_f64(t, 3, f->machine[r] - expit(eta - f->weight[r * f->p + best]));
        table_row(t);
    }
}

static void put_forecast(Table *t, const Forecast *f, size_t r, const Owner *o, const Contract *k, bool better)
{
    bool said = !isnan(o->view);
    double final = said ? o->view : f->machine[r];
    table_put_int(t, 0, f->row[r].account);
    table_put_int(t, 1, f->row[r].decided);
    table_put_int(t, 2, k ? k->amount : 0);
    table_put_f64(t, 3, f->machine[r]);
    table_put_f64(t, 4, f->low[r]);
    table_put_f64(t, 5, f->high[r]);
    if (said)
        table_put_f64(t, 6, o->view);
    table_put_text(t, 7, o->why);
    table_put_f64(t, 8, final);
    table_put_text(t, 9, said ? STR("owner") : STR("machine"));
    table_put_text(t, 10, str_of(health_of(final, f->base, (said || better) && f->made > 0)));
    table_row(t);
}

static void put_back(Table *t, const Forecast *f)
{
    for (size_t r = 0; r < f->made; r++) {
        const ForecastRow *o = &f->row[r];
        if (isnan(f->back[r]))
            continue;
        table_put_int(t, 0, o->account);
        table_put_int(t, 1, o->decision);
        table_put_int(t, 2, o->decided);
        table_put_int(t, 3, o->renewed);
        table_put_f64(t, 4, f->back[r]);
        table_put_f64(t, 5, f->back_base[r]);
        if (!isnan(f->back_score[r]))
            table_put_f64(t, 6, f->back_score[r]);
        table_put_int(t, 7, o->renewed ? f->back[r] < f->back_base[r] : f->back[r] > f->back_base[r]);
        table_row(t);
    }
}

static void put_test(Table *t, const char *rule, const ForecastTest *x, bool naive)
{
    const double v[] = { naive ? F64_NAN : x->gain_low, naive ? F64_NAN : x->gain_high, naive ? F64_NAN : x->auc, naive ? F64_NAN : x->slope };
    if (!x->n)
        return;
    table_put_text(t, 0, str_of(rule));
    table_put_int(t, 1, (int64_t)x->n);
    table_put_int(t, 2, (int64_t)x->lost);
    table_put_f64(t, 3, x->brier);
    for (size_t i = 0; i < COUNT_OF(v); i++)
        if (isfinite(v[i]))
            table_put_f64(t, 4 + i, v[i]);
    table_put_f64(t, 8, x->expected);
    table_put_f64(t, 9, x->observed);
    table_row(t);
}

/* What contacts and payment add to the forecast without them, into summaries. */
static Status put_beside(Store *s, const Forecast *f, const ForecastTest *bare, const ForecastTest *gain, Err *err)
{
    const struct {
        const char *name;
        double      v;
    } row[] = { { "forecast_contacts_gain", bare->brier - gain->brier }, { "forecast_contacts_gain_low", gain->gain_low }, { "forecast_contacts_gain_high", gain->gain_high } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++) {
        char text[32] = "";
        if (f->back_bare && gain->n && isfinite(row[i].v))
            (void)snprintf(text, sizeof text, "%.6f", row[i].v);
        st = store_put_summary(s, row[i].name, str_of(text), err);
    }
    return st;
}

static Status tests(Store *s, const Forecast *f, Arena *a, Table *t, bool *better, Err *err)
{
    ForecastTest machine, base, score, bare = { 0 }, gain = { 0 };
    Status st = forecast_test(f, f->back, a, &machine, err);
    if (!st)
        st = forecast_test(f, f->back_base, a, &base, err);
    if (!st)
        st = forecast_test(f, f->back_score, a, &score, err);
    if (!st && f->back_bare)
        st = forecast_test(f, f->back_bare, a, &bare, err);
    if (!st && f->back_bare)
        st = forecast_against(f, f->back, f->back_bare, a, &gain, err);
    if (st)
        return st;
    *better = machine.n > 0 && machine.gain_low > 0;
    put_test(t, "machine", &machine, false);
    put_test(t, "base rate", &base, true);
    put_test(t, "score of 9 or 10", &score, false);
    put_test(t, "without contacts and payment", &bare, false);
    return put_beside(s, f, &bare, &gain, err);
}

Status forecast_write(Store *s, const Forecast *f, const Contracts *c, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "decides", COL_DATE }, { "amount", COL_INT }, { "machine", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 },
                                    { "owner", COL_F64 }, { "owner_why", COL_TEXT }, { "final", COL_F64 }, { "final_from", COL_TEXT }, { "health", COL_TEXT } };
    static const ColSpec whys[] = { { "account_id", COL_INT }, { "seq", COL_INT }, { "words", COL_TEXT }, { "points", COL_F64 } };
    static const ColSpec backs[] = { { "account_id", COL_INT }, { "decision_id", COL_INT }, { "decided", COL_DATE }, { "renewed", COL_BOOL }, { "machine", COL_F64 }, { "base", COL_F64 },
                                     { "score_rule", COL_F64 }, { "wrong", COL_BOOL } };
    static const ColSpec test_cols[] = { { "rule", COL_TEXT }, { "n", COL_INT }, { "lost", COL_INT }, { "brier", COL_F64 }, { "brier_gain_low", COL_F64 }, { "brier_gain_high", COL_F64 },
                                         { "auc", COL_F64 }, { "slope", COL_F64 }, { "expected", COL_F64 }, { "observed", COL_F64 } };
    Table t, why, back, test, account;
    Owner *owner = NULL;
    bool better = false;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&why, a, whys, COUNT_OF(whys));
    table_init(&back, a, backs, COUNT_OF(backs));
    table_init(&test, a, test_cols, COUNT_OF(test_cols));
    Status st = owners(s, a, &account, &owner, err);
    if (!st)
        st = tests(s, f, a, &test, &better, err);
    if (st)
        return st;
    put_back(&back, f);
    for (size_t r = f->made; r < f->n; r++) {
        put_forecast(&t, f, r, &owner[rows_from(col_int(&account, "account_id"), account.n, f->row[r].account)], contract_of(c, f->row[r].account), better);
        put_whys(&why, f, r, a);
    }
    const struct {
        int clear;
        const char *table;
        const Table *rows;
    } out[] = { { SQL_CLEAR_FORECAST, "d_forecast", &t }, { SQL_CLEAR_FORECAST_WHY, "d_forecast_why", &why }, { SQL_CLEAR_BACKTEST, "d_backtest", &back },
                { SQL_CLEAR_FORECAST_TEST, "d_forecast_test", &test } };
    for (size_t i = 0; !st && i < COUNT_OF(out); i++) {
        st = store_run(s, out[i].clear, STORE_NO_ARGS, err);
        if (!st)
            st = store_append(s, out[i].table, out[i].rows, err);
    }
    return st ? st : warnings_write(s, f, a, err);
}
