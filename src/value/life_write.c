/* life_write.c - lifetime value into the book: who has a contract, who only buys, what each will still bring. */
#include "value/life_write.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/maximise.h"
#include "value/life.h"

#define YEAR_DAYS 365.25
enum { GROUPS_MAX = 40, MINUTES = 60, YEAR = 365, YEAR_MONTHS = 12, QUARTERS = 4 };

typedef struct Ground {
    Table  account, decision, ticket, invoice, visit, credit;
    double hour_cost, minutes, visit_cost, meeting_minutes;
    LifeAssume as;
    int64_t as_of;
} Ground;

typedef struct Row {
    int64_t account;
    bool    contract;
    double  tenure, revenue, serve;
    LifeValue v;
} Row;

typedef struct Rows {
    Row   *at;
    size_t n;
    LifeTotal total[2];          /* contract, purchases */
    size_t learnt[2], n_of[2];
    Str    parameters[2], note[2];
} Rows;

static const char *const how[2] = { "contract", "purchases" };

static Status load(Store *s, int64_t as_of, Arena *a, Ground *g, Err *err)
{
    double seed = 0;
    const struct {
        const char *name;
        double *into;
    } row[] = { { "hour_cost", &g->hour_cost }, { "ticket_minutes", &g->minutes }, { "visit_cost", &g->visit_cost }, { "meeting_minutes", &g->meeting_minutes }, { "margin", &g->as.margin }, { "discount_rate", &g->as.rate },
                { "lifetime_years", &g->as.years }, { "seed", &seed } };
    Status st = ST_OK;
    g->as_of = as_of;
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_setting(s, row[i].name, row[i].into, err);
    g->as.seed = (uint64_t)seed + 31;
    if (!st)
        st = store_fetch(s, SQL_LIFE_ACCOUNTS, STORE_NO_ARGS, a, &g->account, err);
    if (!st)
        st = store_fetch(s, SQL_VALUE_DECISIONS, STORE_NO_ARGS, a, &g->decision, err);
    if (!st)
        st = store_fetch(s, SQL_LIFE_TICKETS, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->ticket, err);
    if (!st)
        st = store_fetch(s, SQL_VISIT_DAYS, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->visit, err);
    if (!st)
        st = store_fetch(s, SQL_LIFE_CREDITS, STORE_ARGS(DB_TEXT(date_iso(a, as_of)), DB_TEXT(str_of(store_currency(s)))), a, &g->credit, err);
    return st ? st : store_fetch(s, SQL_LIFE_INVOICES, STORE_ARGS(DB_TEXT(date_iso(a, as_of)), DB_TEXT(str_of(store_currency(s)))), a, &g->invoice, err);
}

/* The year's figure of the account; 0: it has none. */
static double year_of(const Table *t, const char *what, int64_t account)
{
    const int64_t *id = t->n ? col_int(t, "account_id") : NULL;
    size_t r = rows_from(id, t->n, account);
    return r < t->n && id[r] == account ? (double)col_int(t, what)[r] : 0;
}

static double visits_of(const Ground *g, int64_t account)
{
    const Table *t = &g->visit;
    const int64_t *id = t->n ? col_int(t, "account_id") : NULL, *day = id ? col_int(t, "day") : NULL;
    double sum = 0;
    for (size_t r = rows_from(id, t->n, account); r < t->n && id[r] == account; r++)
        if (day[r] > g->as_of - YEAR)
            sum += (double)col_int(t, "visits")[r] * g->visit_cost + (double)col_int(t, "meetings")[r] * g->meeting_minutes * g->hour_cost / MINUTES;
    return sum;
}

/* Of the year: tickets, meetings, visits; of a contract what was credited as well, which invoices of one that only buys have taken off already. */
static double serve_of(const Ground *g, int64_t account, bool contract)
{
    double handled = year_of(&g->ticket, "n", account) * g->minutes * g->hour_cost / MINUTES + visits_of(g, account);
    return contract ? handled + year_of(&g->credit, "amount", account) : handled;
}

/* The period that a decision ends: years as a customer, or its number. */
static int64_t period_of(const Ground *g, size_t a, int64_t day, int64_t number)
{
    const TableColumn *since = table_col(&g->account, "customer_since");
    if (!col_has(since, a) || since->i[a] >= day)
        return number;
    int64_t years = llround((double)(day - since->i[a]) / YEAR_DAYS);
    return years < 1 ? 1 : years;
}

/* The year that a quarter's decision ends; 0: none.  One that is renewed ends it when it is the first behind its last day, one that is lost ends the year it lies in. */
static int64_t year_of_quarter(const Ground *g, size_t a, int64_t day, int64_t number, bool renewed, int64_t done)
{
    const TableColumn *since = table_col(&g->account, "customer_since");
    double years = !col_has(since, a) || since->i[a] >= day ? (double)number / QUARTERS : (double)(day - since->i[a]) / YEAR_DAYS;
    int64_t k = (int64_t)(renewed ? floor(years) : ceil(years));
    return k > done || !renewed ? (k < 1 ? !renewed : k) : 0;
}

/* Counts the account's decisions into the tables; the periods it has completed. */
static int64_t count(const Ground *g, size_t a, LifeTable *t, LifeTable *all)
{
    int64_t id = col_int(&g->account, "account_id")[a], number = 0, tenure = 0;
    const TableColumn *renewed = table_col(&g->decision, "renewed");
    const int64_t *of = col_int(&g->decision, "account_id");
    for (size_t r = rows_from(of, g->decision.n, id); r < g->decision.n && of[r] == id; r++) {
        if (!col_has(renewed, r))
            continue;
        int64_t day = col_int(&g->decision, "decided")[r];
        number++;
        int64_t k = col_int(&g->decision, "months")[r] == YEAR_MONTHS ? period_of(g, a, day, number) : year_of_quarter(g, a, day, number, renewed->i[r], tenure);
        if (!k)
            continue;
        size_t at = (size_t)(k <= LIFE_PERIODS ? k - 1 : LIFE_PERIODS - 1);
        for (int both = 0; both < 2; both++) {
            LifeTable *to = both ? all : t;
            to->at_risk[at]++;
            to->ended[at] += !renewed->i[r];
        }
        tenure = k;
    }
    return tenure;
}

typedef struct Group {
    Str       segment;
    LifeTable table;
    int       fit;               /* 0: of all */
} Group;

static Group *group_of(Group *at, size_t *n, Str segment)
{
    for (size_t i = 0; i < *n; i++)
        if (str_eq(at[i].segment, segment))
            return &at[i];
    if (*n == GROUPS_MAX)
        return &at[*n - 1];
    at[*n] = (Group){ .segment = segment };
    return &at[(*n)++];
}

static double sum_of(const double *v)
{
    double s = 0;
    for (size_t k = 0; k < LIFE_PERIODS; k++)
        s += v[k];
    return s;
}

static Str parameters_of(Arena *a, Str before, const char *name, const LifetimeFit *f)
{
    if (f->warnings & (MAXIMISE_FLAT | MAXIMISE_RUNAWAY))
        return str_fmt(a, "%.*s%s%s: all end with the chance %.4f", STR_ARG(before), before.n ? "; " : "", name, f->theta[0] / (f->theta[0] + f->theta[1]));
    return str_fmt(a, "%.*s%s%s: alpha %.4f, beta %.4f", STR_ARG(before), before.n ? "; " : "", name, f->theta[0], f->theta[1]);
}

/* A fit of all, and one a segment that tells enough. */
static Status fits(Group *group, size_t n, const LifeTable *all, LifetimeFit *fit, Arena *a, Rows *out, Err *err)
{
    Err why;
    int k = 1;
    Status st = life_fit(all, &fit[0], &why);
    if (st && st != ST_NUMERIC)
        return ERR(err, st, "%s", why.msg);
    if (st) {
        out->note[0] = str_dup(a, str_of(why.msg));
        return ST_OK;
    }
    out->learnt[0] = (size_t)sum_of(all->at_risk);
    out->parameters[0] = parameters_of(a, STR(""), "all", &fit[0]);
    if (fit[0].warnings & (MAXIMISE_FLAT | MAXIMISE_RUNAWAY))
        out->note[0] = STR("tenures do not tell accounts' chances apart: all of a group are taken to have one");
    for (size_t i = 0; i < n; i++) {
        bool enough = sum_of(group[i].table.at_risk) >= LIFE_SEGMENT_LEAST && sum_of(group[i].table.ended) >= LIFE_LOST_LEAST;
        if (!enough || life_fit(&group[i].table, &fit[k], &why))
            continue;
        out->parameters[0] = parameters_of(a, out->parameters[0], str_dup(a, group[i].segment).p, &fit[k]);
        group[i].fit = k++;
    }
    return ST_OK;
}

static void put_row(Rows *out, Row row)
{
    out->at[out->n++] = row;
    out->n_of[!row.contract]++;
}

/* Years until the account's year is over: that of a contract decided every quarter ends at its anniversary, whatever is decided before. */
static double wait_of(const Ground *g, size_t a, const Contract *k)
{
    const TableColumn *since = table_col(&g->account, "customer_since");
    double years = col_has(since, a) ? (double)(g->as_of - since->i[a]) / YEAR_DAYS : 0;
    bool quarter = k->n_due && k->due[0].months > 0 && k->due[0].months < YEAR_MONTHS;
    return quarter && years > 0 ? ceil(years) - years : (double)(k->next - g->as_of) / YEAR_DAYS;
}

static Status by_contract(const Ground *g, const Contracts *c, Arena *a, Rows *out, Err *err)
{
    LifeTable *all = ARENA_NEW_N(a, LifeTable, 1);
    Group *group = ARENA_NEW_N(a, Group, GROUPS_MAX);
    LifetimeFit *fit = ARENA_NEW_N(a, LifetimeFit, GROUPS_MAX + 1);
    LifeContract *at = ARENA_NEW_N(a, LifeContract, g->account.n + 1);
    Group **of = ARENA_NEW_N(a, Group *, g->account.n + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, g->account.n + 1);
    size_t n = 0, groups = 0;
    for (size_t r = 0; r < g->account.n; r++) {
        int64_t account = col_int(&g->account, "account_id")[r];
        const Contract *k = contract_of(c, account);
        Group *mine = group_of(group, &groups, col_text(&g->account, "segment")[r]);
        int64_t tenure = count(g, r, &mine->table, all);
        if (!k || !k->active || !k->next || k->amount <= 0)
            continue;
        id[n] = account;
        of[n] = mine;
        at[n++] = (LifeContract){ .tenure = tenure, .wait = wait_of(g, r, k), .revenue = (double)k->amount, .serve = serve_of(g, account, true) };
    }
    Status st = fits(group, groups, all, fit, a, out, err);
    if (st || !out->learnt[0])
        return st;
    LifeValue *v = ARENA_NEW_N(a, LifeValue, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i].group = of[i]->fit;
    life_contracts(at, n, fit, &g->as, a, v, &out->total[0]);
    for (size_t i = 0; i < n; i++)
        put_row(out, (Row){ id[i], true, (double)at[i].tenure, at[i].revenue, at[i].serve, v[i] });
    return ST_OK;
}

/* Days with positive invoices: the first is where the account begins. */
static bool buyer_of(const Ground *g, int64_t account, LifeBuyer *b)
{
    const int64_t *id = col_int(&g->invoice, "account_id"), *day = col_int(&g->invoice, "issued"), *amount = col_int(&g->invoice, "amount");
    int64_t first = 0, last = 0;
    double n = 0, money = 0;
    for (size_t r = rows_from(id, g->invoice.n, account); r < g->invoice.n && id[r] == account; r++) {
        if (amount[r] <= 0)
            continue;
        if (n <= 0)
            first = day[r];
        else
            money += (double)amount[r];
        last = day[r];
        n++;
    }
    *b = (LifeBuyer){ .repeats = n - 1, .last = (double)(last - first) / YEAR_DAYS, .seen = (double)(g->as_of - first) / YEAR_DAYS, .mean = n > 1 ? money / (n - 1) : 0,
                      .serve = serve_of(g, account, false) };
    return n > 0;
}

static Status by_purchase(const Ground *g, const Contracts *c, Arena *a, Rows *out, Err *err)
{
    LifeBuyer *at = ARENA_NEW_N(a, LifeBuyer, g->account.n + 1);
    int64_t *id = ARENA_NEW_N(a, int64_t, g->account.n + 1);
    LifetimeFit buys, spend;
    Err why;
    size_t n = 0;
    for (size_t r = 0; r < g->account.n; r++) {
        int64_t account = col_int(&g->account, "account_id")[r];
        if (!contract_of(c, account) && buyer_of(g, account, &at[n]))
            id[n++] = account;
    }
    if (!n)
        return ST_OK;
    Status st = life_fit_buyers(at, n, a, &buys, &spend, &why);
    if (st) {
        out->note[1] = str_dup(a, str_of(why.msg));
        return st == ST_NUMERIC ? ST_OK : ERR(err, st, "%s", why.msg);
    }
    LifeValue *v = ARENA_NEW_N(a, LifeValue, n + 1);
    life_buyers(at, n, &buys, &spend, &g->as, a, v, &out->total[1]);
    out->learnt[1] = n;
    out->parameters[1] = str_fmt(a, "r %.4f, alpha %.4f, a %.4f, b %.4f; p %.4f, q %.4f, gamma %.1f", buys.theta[0], buys.theta[1], buys.theta[2], buys.theta[3],
                                 spend.theta[0], spend.theta[1], spend.theta[2]);
    if (buys.prior > 0 || spend.prior > 0)
        out->note[1] = STR("the data do not tell all parameters apart: what they leave open is taken to lie near what is usual");
    for (size_t i = 0; i < n; i++)
        put_row(out, (Row){ id[i], false, at[i].repeats, at[i].mean, at[i].serve, v[i] });
    return ST_OK;
}

static Status write(Store *s, const Rows *o, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "how", COL_TEXT }, { "tenure", COL_F64 }, { "alive", COL_F64 }, { "expected", COL_F64 }, { "revenue", COL_INT },
                                    { "serve", COL_INT }, { "value", COL_INT }, { "value_low", COL_INT }, { "value_high", COL_INT } };
    static const ColSpec sums[] = { { "how", COL_TEXT }, { "accounts", COL_INT }, { "n", COL_INT }, { "parameters", COL_TEXT }, { "value", COL_INT }, { "value_low", COL_INT },
                                    { "value_high", COL_INT }, { "note", COL_TEXT } };
    Table t, sum;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&sum, a, sums, COUNT_OF(sums));
    for (size_t i = 0; i < o->n; i++) {
        const Row *r = &o->at[i];
        const double money[] = { r->revenue, r->serve, r->v.value, r->v.low, r->v.high };
        table_put_int(&t, 0, r->account);
        table_put_text(&t, 1, str_of(how[!r->contract]));
        table_put_f64(&t, 2, r->tenure);
        table_put_f64(&t, 3, r->v.alive);
        table_put_f64(&t, 4, r->v.expected);
        for (size_t k = 0; k < COUNT_OF(money); k++)
            table_put_int(&t, 5 + k, llround(money[k]));
        table_row(&t);
    }
    for (size_t m = 0; m < 2; m++) {
        if (!o->learnt[m] && !o->note[m].n)
            continue;
        table_put_text(&sum, 0, str_of(how[m]));
        table_put_int(&sum, 1, (int64_t)o->n_of[m]);
        table_put_int(&sum, 2, (int64_t)o->learnt[m]);
        table_put_text(&sum, 3, o->parameters[m]);
        table_put_int(&sum, 4, llround(o->total[m].value));
        table_put_int(&sum, 5, llround(o->total[m].low));
        table_put_int(&sum, 6, llround(o->total[m].high));
        table_put_text(&sum, 7, o->note[m]);
        table_row(&sum);
    }
    Status st = store_run(s, SQL_CLEAR_LIFETIME, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_LIFETIME_TOTAL, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_lifetime", &t, err);
    return st ? st : store_append(s, "d_lifetime_total", &sum, err);
}

Status lifetime_write(Store *s, int64_t as_of, const Contracts *c, Arena *a, Err *err)
{
    Ground *g = ARENA_NEW_N(a, Ground, 1);
    Rows o = { .note = { STR(""), STR("") }, .parameters = { STR(""), STR("") } };
    Status st = load(s, as_of, a, g, err);
    if (st)
        return st;
    o.at = ARENA_NEW_N(a, Row, 2 * g->account.n + 1);
    st = by_contract(g, c, a, &o, err);
    if (!st)
        st = by_purchase(g, c, a, &o, err);
    return st ? st : write(s, &o, a, err);
}
