#include "link/panel.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "num/cluster.h"
#include "num/spline.h"

enum { LEVELS_MAX = 8, USAGE_DAYS = 90, NUMBERS = 5, YEAR_MONTHS = 12 };
#define DAYS_A_YEAR 365.25

typedef struct Level {
    size_t id, n;
} Level;

static int by_count(const void *x, const void *y)
{
    const Level *a = x, *b = y;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Indicator columns for all but the most frequent value; rare values beyond LEVELS_MAX share none.
 */
size_t panel_indicators(const Str *v, size_t n, Arena *a, double *x, size_t at)
{
    StrMap seen;
    strmap_init(&seen, a);
    size_t *of = ARENA_NEW_N(a, size_t, n + 1);
    for (size_t r = 0; r < n; r++)
        of[r] = strmap_put(&seen, v[r], NULL);
    Level *level = ARENA_NEW_N(a, Level, seen.n + 1);
    for (size_t k = 0; k < seen.n; k++)
        level[k].id = k;
    for (size_t r = 0; r < n; r++)
        level[of[r]].n++;
    qsort(level, seen.n, sizeof *level, by_count);
    size_t used = 0;
    for (size_t k = 1; k < seen.n && k < LEVELS_MAX; k++, used++)
        for (size_t r = 0; r < n; r++)
            x[(at + used) * n + r] = of[r] == level[k].id;
    return used;
}

size_t panel_bends(const double *time, const int64_t *cluster, size_t n, Arena *a, double *x)
{
    int64_t *id = ARENA_NEW_N(a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        id[i] = cluster[i];
    size_t companies = ids_distinct(id, n), bends = companies / BEND_COMPANIES;
    return companies < BENDS_FROM ? 0 : spline_bends(time, n, bends < BENDS_MOST ? bends : BENDS_MOST, a, x);
}

/* Events in the 90 days before the exposure window, log(1 + n). */
static void usage_before(const Table *u, const Panel *p, const Window *w, double *x)
{
    const int64_t *account = col_int(u, "account_id"), *week = col_int(u, "week"),
                  *events = col_int(u, "events");
    for (size_t r = 0; r < p->n; r++) {
        int64_t to = window_from(w, p->day[r]), sum = 0;
        size_t lo = 0, hi = u->n;
        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;
            if (account[mid] < p->account[r] ||
                (account[mid] == p->account[r] && week[mid] < to - USAGE_DAYS))
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < u->n && account[lo] == p->account[r] && week[lo] + 7 <= to; lo++)
            sum += events[lo];
        x[r] = log1p((double)sum);
    }
}

static void numbers(const Table *t, const Panel *p, double *x)
{
    const TableColumn *since = table_col(t, "customer_since");
    int64_t first = p->n ? p->day[0] : 0;
    for (size_t r = 0; r < p->n; r++)
        if (p->day[r] < first)
            first = p->day[r];
    for (size_t r = 0; r < p->n; r++) {
        double tenure = col_has(since, r) ? (double)(p->day[r] - since->i[r]) / DAYS_A_YEAR : 0;
        x[r] = log1p((double)(p->amount[r] > 0 ? p->amount[r] : 0) / 100);
        x[p->n + r] = log1p(tenure > 0 ? tenure : 0);
        x[2 * p->n + r] = (double)(p->day[r] - first) / DAYS_A_YEAR;
    }
}

/* Decisions about a quarter beside those about a year; no column where all are alike. */
static size_t decided_oftener(const Table *t, double *x)
{
    size_t n = 0;
    for (size_t r = 0; r < t->n; r++) {
        x[r] = col_int(t, "months")[r] < YEAR_MONTHS;
        n += x[r] > 0;
    }
    return n > 0 && n < t->n;
}

Status panel_load(Store *s, const Window *w, Arena *a, Panel *out, Err *err)
{
    Table *t = ARENA_NEW(a, Table), usage;
    Status st = store_fetch(s, SQL_DECISIONS_WITH_ACCOUNT, STORE_NO_ARGS, a, t, err);
    if (!st)
        st = store_fetch(s, SQL_USAGE_WEEKS, STORE_NO_ARGS, a, &usage, err);
    if (st)
        return st;
    *out = (Panel){ .n = t->n };
    if (!t->n)
        return ST_OK;
    out->account = col_int(t, "account_id");
    out->decision = col_int(t, "decision_id");
    out->day = col_int(t, "decided");
    out->amount = col_int(t, "amount");
    out->cluster = col_int(t, "cluster");
    const int64_t *renewed = col_int(t, "renewed");
    out->lost = ARENA_NEW_N(a, double, t->n);
    for (size_t r = 0; r < t->n; r++)
        out->lost[r] = !renewed[r];
    out->base = ARENA_NEW_N(a, double, t->n *(NUMBERS + (size_t)3 * LEVELS_MAX));
    numbers(t, out, out->base);
    usage_before(&usage, out, w, out->base + 3 * t->n);
    size_t at = 4 + decided_oftener(t, out->base + 4 * t->n);
    at += panel_indicators(col_text(t, "segment"), t->n, a, out->base, at);
    at += panel_indicators(col_text(t, "region"), t->n, a, out->base, at);
    out->bends = panel_bends(out->base + 2 * t->n, out->cluster, t->n, a, out->base + at * t->n);
    out->n_base = at + out->bends;
    return ST_OK;
}
