/* forecast_load.c - what was known of each decision before it was made, and of the coming ones today. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/date.h"
#include "model/says.h"
#include "num/dist.h"
#include "value/forecast_in.h"

enum { USAGE_DAYS = 56, USAGE_BEFORE = 182, SCORE_DAYS = 365, ISSUE_LEAST = 30, SEGMENT_LEAST = 40, COMING = -1, YEAR_MONTHS = 12 };
#define YEAR_DAYS 365.25

typedef struct Ground {
    Table  account, decision, exposure, now, usage, ticket, score, issue;
    int64_t as_of;
    double gap, window;
} Ground;

static Status load(Store *s, int64_t as_of, Arena *a, Ground *g, Err *err)
{
    const struct {
        int sql;
        Table *into;
        bool dated;
    } read[] = { { SQL_LIFE_ACCOUNTS, &g->account, false }, { SQL_VALUE_DECISIONS, &g->decision, false }, { SQL_VALUE_EXPOSURES, &g->exposure, false },
                 { SQL_VALUE_NOW, &g->now, false },         { SQL_USAGE_WEEKS, &g->usage, false },        { SQL_LIFE_TICKET_DAYS, &g->ticket, true },
                 { SQL_LIFE_SCORES, &g->score, true },      { SQL_ISSUE_EFFECTS, &g->issue, false } };
    g->as_of = as_of;
    Status st = store_setting(s, "gap_days", &g->gap, err);
    if (!st)
        st = store_setting(s, "exposure_days", &g->window, err);
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = read[i].dated ? store_fetch(s, read[i].sql, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, read[i].into, err)
                           : store_fetch(s, read[i].sql, STORE_NO_ARGS, a, read[i].into, err);
    return st;
}

/* Sum of a column over an account's days in (from, to]. */
static double sum_in(const Table *t, const char *day, const char *what, int64_t account, int64_t from, int64_t to)
{
    const int64_t *id = col_int(t, "account_id"), *at = col_int(t, day), *v = col_int(t, what);
    double sum = 0;
    for (size_t r = rows_from(id, t->n, account); r < t->n && id[r] == account && at[r] <= to; r++)
        sum += at[r] > from ? (double)v[r] : 0;
    return sum;
}

/* Mean of the last day with a score in the year before; NaN: none. */
static double last_score(const Ground *g, int64_t account, int64_t to)
{
    const Table *t = &g->score;
    const int64_t *id = col_int(t, "account_id"), *day = col_int(t, "day"), *total = col_int(t, "total"), *n = col_int(t, "n");
    double last = F64_NAN;
    for (size_t r = rows_from(id, t->n, account); r < t->n && id[r] == account && day[r] <= to; r++)
        if (day[r] > to - SCORE_DAYS && n[r] > 0)
            last = (double)total[r] / (double)n[r];
    return last;
}

static void add(Forecast *f, Str yes, Str no, bool flag) { f->column[f->p++] = (ForecastColumn){ yes, no, flag }; }

/* Issues that enough decisions were exposed to, and enough not, the most frequent first. */
static size_t pick_issues(const Ground *g, size_t made, int64_t *out, Forecast *f, Arena *a)
{
    const int64_t *id = col_int(&g->exposure, "issue_id");
    size_t n = 0, *times = ARENA_NEW_N(a, size_t, FORECAST_ISSUES_MAX + 1);
    for (size_t from = 0, to; from < g->exposure.n; from = to) {
        for (to = from; to < g->exposure.n && id[to] == id[from]; to++)
            continue;
        size_t hits = to - from, at = n;
        if (hits < ISSUE_LEAST || hits + ISSUE_LEAST > made)
            continue;
        while (at > 0 && times[at - 1] < hits)
            at--;
        if (at == FORECAST_ISSUES_MAX)
            continue;
        n += n < FORECAST_ISSUES_MAX;
        for (size_t k = n - 1; k > at; k--) {
            out[k] = out[k - 1];
            times[k] = times[k - 1];
        }
        out[at] = id[from];
        times[at] = hits;
    }
    for (size_t k = 0; k < n; k++) {
        Str name = STR("an issue");
        for (size_t r = 0; r < g->issue.n; r++)
            if (col_int(&g->issue, "issue_id")[r] == out[k])
                name = col_text(&g->issue, "name")[r];
        add(f, SAID(a, forecast_met, name), SAID(a, forecast_not_met, name), true);
    }
    return n;
}

static size_t pick_segments(const Ground *g, Str *out, Forecast *f, Arena *a)
{
    size_t n = 0;
    Str *seen = ARENA_NEW_N(a, Str, g->account.n + 1);
    size_t *times = ARENA_NEW_N(a, size_t, g->account.n + 1), kinds = 0;
    for (size_t r = 0; r < g->account.n; r++) {
        Str s = col_text(&g->account, "segment")[r];
        size_t k = 0;
        while (k < kinds && !str_eq(seen[k], s))
            k++;
        if (k == kinds)
            seen[kinds++] = s;
        times[k]++;
        if (kinds > FORECAST_SEGMENTS_MAX * 4)
            return 0;
    }
    for (size_t k = 0; k < kinds && n < FORECAST_SEGMENTS_MAX; k++)
        if (times[k] >= SEGMENT_LEAST && times[k] + SEGMENT_LEAST <= g->account.n) {
            out[n++] = seen[k];
            add(f, SAID(a, forecast_segment, seen[k]), STR(""), true);
        }
    return n;
}

typedef struct Shape {
    int64_t issue[FORECAST_ISSUES_MAX];
    Str     segment[FORECAST_SEGMENTS_MAX];
    size_t  issues, segments, flags;   /* flags: first column behind issues and segments */
    size_t  quarterly;                 /* column; 0: all are decided for as long */
} Shape;

static void shape(const Ground *g, size_t made, Shape *s, Forecast *f, Arena *a)
{
    s->issues = pick_issues(g, made, s->issue, f, a);
    s->segments = pick_segments(g, s->segment, f, a);
    s->flags = f->p;
    add(f, SAID_PLAIN(forecast_uses_more), SAID_PLAIN(forecast_uses_less), false);
    add(f, SAID_PLAIN(forecast_uses_lot), SAID_PLAIN(forecast_uses_little), false);
    add(f, SAID_PLAIN(forecast_tickets_many), SAID_PLAIN(forecast_tickets_few), false);
    add(f, SAID_PLAIN(forecast_score_good), SAID_PLAIN(forecast_score_low), false);
    add(f, SAID_PLAIN(forecast_answered), SAID_PLAIN(forecast_silent), true);
    add(f, SAID_PLAIN(forecast_long), SAID_PLAIN(forecast_recent), false);
    add(f, SAID_PLAIN(forecast_large), SAID_PLAIN(forecast_small), false);
    size_t oftener = 0;
    for (size_t r = 0; r < g->decision.n; r++)
        oftener += col_has(table_col(&g->decision, "renewed"), r) && col_int(&g->decision, "months")[r] < YEAR_MONTHS;
    s->quarterly = oftener >= ISSUE_LEAST && oftener + ISSUE_LEAST <= made ? f->p : 0;
    if (s->quarterly)
        add(f, SAID_PLAIN(forecast_quarterly), STR(""), true);
}

static void fill(const Ground *g, const Shape *s, size_t account_row, double amount, int64_t months, int64_t cut, ForecastRow *o)
{
    const TableColumn *since = table_col(&g->account, "customer_since");
    double recent = sum_in(&g->usage, "week", "events", o->account, cut - USAGE_DAYS, cut);
    double before = sum_in(&g->usage, "week", "events", o->account, cut - USAGE_BEFORE - USAGE_DAYS, cut - USAGE_BEFORE);
    double tickets = sum_in(&g->ticket, "day", "n", o->account, cut - (int64_t)g->window, cut), *x = o->x + s->flags;
    for (size_t k = 0; k < s->segments; k++)
        o->x[s->issues + k] = str_eq(s->segment[k], col_text(&g->account, "segment")[account_row]);
    o->score = last_score(g, o->account, cut);
    *x++ = fmax(-3, fmin(3, log((recent + 1) / (before + 1))));
    *x++ = log1p(recent);
    *x++ = log1p(tickets);
    *x++ = isnan(o->score) ? 0 : o->score - 7;   /* seven of ten is what most give: a score that is missing says as much */
    *x++ = !isnan(o->score);
    *x++ = col_has(since, account_row) && since->i[account_row] < cut ? log1p((double)(cut - since->i[account_row]) / YEAR_DAYS) : 0;
    *x++ = log1p(fmax(0, amount));
    if (s->quarterly)
        o->x[s->quarterly] = months < YEAR_MONTHS;
}

static int by_row(const void *l, const void *r)
{
    const ForecastRow *a = l, *b = r;
    if (a->known != b->known)
        return a->known ? -1 : 1;
    if (a->known && a->decided != b->decided)
        return a->decided < b->decided ? -1 : 1;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->decision > b->decision) - (a->decision < b->decision);
}

static const ForecastRow *find(const ForecastRow **at, size_t n, int64_t account, int64_t decision)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (at[mid]->account < account || (at[mid]->account == account && at[mid]->decision < decision))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && at[lo]->account == account && at[lo]->decision == decision ? at[lo] : NULL;
}

static int by_key(const void *l, const void *r)
{
    const ForecastRow *a = *(const ForecastRow *const *)l, *b = *(const ForecastRow *const *)r;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->decision > b->decision) - (a->decision < b->decision);
}

/* A coming decision has the number COMING, which no made one has. */
static void exposures(const Ground *g, const Shape *s, Forecast *f, Arena *a)
{
    const ForecastRow **key = ARENA_NEW_N(a, const ForecastRow *, f->n + 1);
    const struct {
        const Table *t;
        bool now;
    } from[] = { { &g->exposure, false }, { &g->now, true } };
    for (size_t r = 0; r < f->n; r++)
        key[r] = &f->row[r];
    qsort(key, f->n, sizeof *key, by_key);
    for (size_t k = 0; k < s->issues; k++)
        for (size_t i = 0; i < COUNT_OF(from); i++) {
            const Table *t = from[i].t;
            const int64_t *id = col_int(t, "issue_id"), *account = col_int(t, "account_id"), *decision = from[i].now ? NULL : col_int(t, "decision_id");
            for (size_t r = rows_from(id, t->n, s->issue[k]); r < t->n && id[r] == s->issue[k]; r++) {
                const ForecastRow *hit = find(key, f->n, account[r], decision ? decision[r] : COMING);
                if (hit && hit->known == !from[i].now)
                    f->row[hit - f->row].x[k] = 1;
            }
        }
}

Status forecast_load(Store *s, int64_t as_of, const Contracts *c, Arena *a, Forecast *out, Err *err)
{
    Ground *g = ARENA_NEW_N(a, Ground, 1);
    Shape *sh = ARENA_NEW_N(a, Shape, 1);
    *out = (Forecast){ .n = 0 };
    Status st = load(s, as_of, a, g, err);
    if (st)
        return st;
    const Table *d = &g->decision;
    const TableColumn *renewed = table_col(d, "renewed");
    out->row = ARENA_NEW_N(a, ForecastRow, d->n + c->n + 1);
    for (size_t r = 0; r < d->n; r++)
        out->made += col_has(renewed, r) && col_int(d, "decided")[r] <= as_of;
    shape(g, out->made, sh, out, a);
    for (size_t r = 0; r < d->n; r++) {
        int64_t account = col_int(d, "account_id")[r], day = col_int(d, "decided")[r];
        size_t at = rows_from(col_int(&g->account, "account_id"), g->account.n, account);
        if (!col_has(renewed, r) || day > as_of || at == g->account.n)
            continue;
        ForecastRow *o = &out->row[out->n++];
        *o = (ForecastRow){ .account = account, .decision = col_int(d, "decision_id")[r], .decided = day, .known = true, .renewed = renewed->i[r] != 0,
                            .amount = col_int(d, "amount")[r] };
        fill(g, sh, at, (double)col_int(d, "amount")[r], col_int(d, "months")[r], day - (int64_t)g->gap, o);
    }
    out->made = out->n;
    for (size_t i = 0; i < c->n; i++) {
        const Contract *k = &c->at[i];
        size_t at = rows_from(col_int(&g->account, "account_id"), g->account.n, k->account);
        if (!k->active || !k->next || at == g->account.n)
            continue;
        ForecastRow *o = &out->row[out->n++];
        *o = (ForecastRow){ .account = k->account, .decision = COMING, .decided = k->next, .amount = k->amount };
        fill(g, sh, at, (double)k->due[0].amount, k->due[0].months, as_of, o);      /* as past decisions: what comes up on the day */
    }
    qsort(out->row, out->n, sizeof *out->row, by_row);
    exposures(g, sh, out, a);
    return forecast_contacts(s, &(ContactAsk){ .as_of = as_of, .gap = (int64_t)g->gap, .window = (int64_t)g->window, .usage = &g->usage }, out, a, err);
}
