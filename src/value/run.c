#include "value/value.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "value/annuity_write.h"
#include "value/forecast.h"
#include "value/life_write.h"
#include "value/mouth_worth.h"
#include "value/nothing.h"
#include "value/serve.h"
#include "value/taken.h"

typedef struct Assume {
    double horizon, margin, rate, years, growth, hour_cost, minutes, fdr, seed;
} Assume;

typedef struct Worth {
    int64_t issue, accounts, revenue, serve, cost, low, high, annuity, rank;
    bool has_cost;
    Str reason;
} Worth;

typedef struct Inputs {
    Table effect, exposure, now;
    Serves serves;
    ServeAsk serve;
    Contracts contracts;
    Forecast *forecast;
    double forecast_se;          /* of its log odds, at the average account at stake */
    Renewals renewals;
    Assume as;
    int64_t as_of;
} Inputs;

static Status load_assume(Store *s, Assume *o, Err *err)
{
    const struct {
        const char *name;
        double *into;
    } row[] = {
        { "horizon_days", &o->horizon },
        { "margin", &o->margin },
        { "discount_rate", &o->rate },
        { "annuity_years", &o->years },
        { "base_growth", &o->growth },
        { "hour_cost", &o->hour_cost },
        { "ticket_minutes", &o->minutes },
        { "fdr", &o->fdr },
        { "seed", &o->seed },
    };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_setting(s, row[i].name, row[i].into, err);
    return st;
}

static Status load(Store *s, Arena *a, Inputs *in, Err *err)
{
    Status st = store_summary_int(s, "as_of", 0, &in->as_of, err);
    if (!st)
        st = load_assume(s, &in->as, err);
    if (!st)
        st = contracts_load(s, in->as_of, a, &in->contracts, err);
    if (!st)
        st = renewals_load(s, a, &in->renewals, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_EFFECTS, STORE_NO_ARGS, a, &in->effect, err);
    if (!st)
        st = store_fetch(s, SQL_VALUE_EXPOSURES, STORE_NO_ARGS, a, &in->exposure, err);
    if (!st)
        st = store_fetch(s, SQL_VALUE_NOW, STORE_NO_ARGS, a, &in->now, err);
    in->serve = (ServeAsk){ .as_of = in->as_of, .minutes = in->as.minutes, .hour_cost = in->as.hour_cost, .fdr = in->as.fdr };
    return st ? st : serve_load(s, &in->serve, a, &in->serves, err);
}

/* Rows of `t` (sorted by issue) that belong to the issue. */
static size_t rows_of(const Table *t, int64_t issue, size_t *n)
{
    const int64_t *id = col_int(t, "issue_id");
    size_t from = 0;
    while (from < t->n && id[from] < issue)
        from++;
    size_t to = from;
    while (to < t->n && id[to] == issue)
        to++;
    *n = to - from;
    return from;
}

/* Past windows in which each contract's account was exposed, and exposed now; without those in which it met the issue's cause as well, whose loss that is. */
static void history(const Inputs *in, int64_t issue, Harm *h, bool *met, Worth *w)
{
    size_t n, from = rows_of(&in->exposure, issue, &n);
    const int64_t *account = col_int(&in->exposure, "account_id"), *of_cause = col_int(&in->exposure, "of_cause");
    for (size_t r = from; r < from + n; r++) {
        Contract *c = contract_of(&in->contracts, account[r]);
        if (c)
            h->hits[c - in->contracts.at] += !of_cause[r];
    }
    from = rows_of(&in->now, issue, &n);
    account = col_int(&in->now, "account_id");
    of_cause = col_int(&in->now, "of_cause");
    w->accounts = (int64_t)n;
    for (size_t r = from; r < from + n; r++) {
        Contract *c = contract_of(&in->contracts, account[r]);
        if (!c)
            continue;
        met[c - in->contracts.at] = true;
        h->now[c - in->contracts.at] = !of_cause[r];
        if (c->active)
            w->revenue += c->amount;
    }
}

static int64_t annuity(const Assume *as, int64_t a_year)
{
    double pv = 0, each = (double)a_year;
    for (int y = 1; y <= (int)as->years; y++) {
        pv += each / pow(1 + as->rate, y);
        each *= 1 + as->growth;
    }
    return (int64_t)llround(pv);
}

/* Whether it goes with more renewals for less, told apart from chance. */
static bool takes_less(const Inputs *in, size_t r, Harm *h)
{
    const Table *e = &in->effect;
    const TableColumn *est = table_col(e, "less"), *q = table_col(e, "less_q");
    if (!in->renewals.n_less || !col_has(est, r) || !col_has(q, r) || !(q->f[r] <= in->as.fdr) || !(est->f[r] > 0) || str_eq(col_text(e, "less_grade")[r], STR("D")))
        return false;
    h->less = est->f[r];
    h->less_se = table_col(e, "less_se")->f[r];
    return true;
}

/* What is counted of an issue, and whether it goes into the simulation. */
static bool weigh(const Inputs *in, size_t r, Arena *a, Worth *w, Harm *h)
{
    const Table *e = &in->effect;
    const TableColumn *est = table_col(e, "estimate"), *q = table_col(e, "q"), *se = table_col(e, "se");
    *w = (Worth){ .issue = col_int(e, "issue_id")[r], .reason = col_text(e, "reason")[r] };
    *h = (Harm){ .issue = w->issue, .hits = ARENA_NEW_N(a, double, in->contracts.n + 1), .now = ARENA_NEW_N(a, bool, in->contracts.n + 1) };
    bool *met = ARENA_NEW_N(a, bool, in->contracts.n + 1);
    history(in, w->issue, h, met, w);
    const Serve *serve = serve_of(&in->serves, w->issue);
    w->serve = serve ? serve->serve : 0;
    bool told = col_has(est, r) && col_has(q, r) && q->f[r] <= in->as.fdr && !str_eq(col_text(e, "grade")[r], STR("D"));
    bool shrinks = takes_less(in, r, h);
    if (told && est->f[r] >= 0)
        w->reason = STR("goes with more renewals, not fewer");
    if (!told || est->f[r] >= 0)
        return shrinks;
    h->effect = est->f[r];
    h->se = se->f[r];
    h->scale = ARENA_NEW_N(a, double, in->contracts.n + 1);
    size_t n, from = rows_of(&in->exposure, w->issue, &n);
    taken_scale(&(TakenInput){ .forecast = in->forecast, .contracts = &in->contracts, .account = col_int(&in->exposure, "account_id") + from,
        .decision = col_int(&in->exposure, "decision_id") + from, .n = n, .now = met, .effect = h->effect, .se = in->forecast_se }, h->scale, &h->doubt, a);
    return true;
}

static Status price(const Inputs *in, Worth *w, size_t n, const Harm *h, size_t harms, Arena *a, Nothing *out, Err *err)
{
    double *stay = ARENA_NEW_N(a, double, in->contracts.n + 1);
    forecast_stay(in->forecast, &in->contracts, stay);
    Status st = nothing_simulate(&(NothingInput){ .contracts = &in->contracts, .harm = h, .n = harms, .as_of = in->as_of, .horizon = in->as.horizon, .seed = (uint64_t)in->as.seed,
                                                  .renewals = &in->renewals, .stay = stay },
                                 a, out, err);
    for (size_t k = 0; !st && out->draws && k < harms; k++)
        for (size_t i = 0; i < n; i++) {
            if (w[i].issue != h[k].issue)
                continue;
            w[i].has_cost = true;
            w[i].cost = out->band[k].mean;
            w[i].low = out->band[k].low;
            w[i].high = out->band[k].high;
            w[i].annuity = annuity(&in->as, (int64_t)llround((double)w[i].cost * in->as.margin) + w[i].serve);
        }
    return st;
}

static void rank(Worth *w, size_t n, int64_t *ranked)
{
    for (size_t i = 0; i < n; i++) {
        if (!w[i].has_cost)
            continue;
        w[i].rank = 1;
        for (size_t j = 0; j < n; j++)
            w[i].rank += j != i && w[j].has_cost &&
                         (w[j].cost > w[i].cost || (w[j].cost == w[i].cost && j < i));
        (*ranked)++;
    }
}

static Status write(Store *s, const Worth *w, size_t n, const Assume *as, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT },
                                    { "rank", COL_INT },
                                    { "accounts_exposed", COL_INT },
                                    { "revenue_exposed", COL_INT },
                                    { "cost", COL_INT },
                                    { "cost_low", COL_INT },
                                    { "cost_high", COL_INT },
                                    { "horizon_days", COL_INT },
                                    { "cost_to_serve", COL_INT },
                                    { "annuity", COL_INT },
                                    { "reason", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < n; i++) {
        table_put_int(&t, 0, w[i].issue);
        if (w[i].rank)
            table_put_int(&t, 1, w[i].rank);
        table_put_int(&t, 2, w[i].accounts);
        table_put_int(&t, 3, w[i].revenue);
        if (w[i].has_cost) {
            table_put_int(&t, 4, w[i].cost);
            table_put_int(&t, 5, w[i].low);
            table_put_int(&t, 6, w[i].high);
            table_put_int(&t, 9, w[i].annuity);
        }
        table_put_int(&t, 7, (int64_t)as->horizon);
        table_put_int(&t, 8, w[i].serve);
        table_put_text(&t, 10, w[i].reason);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_VALUE, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_value", &t, err);
}

/* The last decision about assumptions that these figures know: later ones wait. */
static Status mark_settings(Store *s, Err *err)
{
    int64_t last = 0;
    Status st = store_int(s, SQL_VERDICT_MAX_OF, STORE_ARGS(DB_TEXT(STR("setting"))), 0, &last, err);
    return st ? st : store_put_summary_int(s, "settings_applied", last, err);
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    ValueResult *out = into;
    Inputs in;
    Status st = load(s, a, &in, err);
    in.forecast = ARENA_NEW_N(a, Forecast, 1);
    if (!st)
        st = forecast_load(s, in.as_of, &in.contracts, a, in.forecast, err);
    if (!st)
        st = forecast_fit(in.forecast, a, err);
    double *weight = st ? NULL : ARENA_NEW_N(a, double, in.forecast->n + 1);
    if (!st) {
        taken_weights(in.forecast, &in.contracts, weight);
        st = forecast_doubt(in.forecast, weight, a, &in.forecast_se, err);
    }
    if (st)
        return st;
    Worth *w = ARENA_NEW_N(a, Worth, in.effect.n + 1);
    Harm *h = ARENA_NEW_N(a, Harm, in.effect.n + 1);
    Nothing nothing;
    size_t harms = 0;
    for (size_t r = 0; r < in.effect.n; r++)
        harms += weigh(&in, r, a, &w[r], &h[harms]);
    st = price(&in, w, in.effect.n, h, harms, a, &nothing, err);
    if (st)
        return st;
    rank(w, in.effect.n, &out->ranked);
    st = write(s, w, in.effect.n, &in.as, a, err);
    if (!st)
        st = nothing_write(s, h, harms, &nothing, a, err);
    if (!st)
        st = ledger_write(s, &out->invoiced, &out->matched, a, err);
    if (!st)
        st = serve_write(s, &in.serve, &in.serves, a, err);
    if (!st)
        st = annuity_write(s, &(AnnuityAsk){ .as_of = in.as_of, .harm = h, .harms = harms, .nothing = &nothing, .serves = &in.serves }, a, err);
    if (!st)
        st = lifetime_write(s, in.as_of, &in.contracts, a, err);
    if (!st)
        st = mouth_worth_write(s, a, err);
    if (!st)
        st = forecast_write(s, in.forecast, &in.contracts, a, err);
    if (!st)
        st = mark_settings(s, err);
    return st ? st : coverage_write(s, in.as_of, &in.contracts, a, err);
}

Status value_run(Store *s, ValueResult *out, Err *err)
{
    *out = (ValueResult){ 0 };
    return store_atomic(s, "value", run, out, err);
}
