#include "value/serve.h"

#include <math.h>

#include "base/date.h"

enum { MINUTES_AN_HOUR = 60 };

/* Handling of that many tickets, rounded to a minor unit. */
static int64_t handling(const ServeAsk *ask, int64_t tickets)
{
    return (tickets * (int64_t)ask->minutes * (int64_t)ask->hour_cost + MINUTES_AN_HOUR / 2) / MINUTES_AN_HOUR;
}

static int64_t beyond(double estimate, int64_t certain)
{
    int64_t money = (int64_t)llround(estimate);
    return money > certain ? money : certain;
}

static Serve serve_row(const ServeAsk *ask, const Table *t, size_t r)
{
    const TableColumn *est = table_col(t, "estimate"), *q = table_col(t, "q");
    Serve x = { .issue = col_int(t, "issue_id")[r], .tickets = col_int(t, "tickets")[r], .episodes = col_int(t, "episodes")[r], .grade = STR("") };
    Str grade = col_text(t, "grade")[r];
    double times = (double)x.episodes;
    x.certain = x.serve = x.serve_low = x.serve_high = handling(ask, x.tickets);
    if (!col_has(est, r) || !col_has(q, r) || !(q->f[r] <= ask->fdr) || !(est->f[r] > 0) || !x.episodes || str_eq(grade, STR("D")))
        return x;
    const double low = col_f64(t, "low")[r] * times, high = col_f64(t, "high")[r] * times;
    x.told = true;
    x.grade = grade;
    x.estimated = (int64_t)llround(est->f[r] * times);
    x.low = (int64_t)llround(low);
    x.high = (int64_t)llround(high);
    x.serve = beyond(est->f[r] * times, x.certain);
    x.serve_low = beyond(low, x.certain);
    x.serve_high = beyond(high, x.certain);
    return x;
}

Status serve_load(Store *s, const ServeAsk *ask, Arena *a, Serves *out, Err *err)
{
    Table t;
    *out = (Serves){ 0 };
    Status st = store_fetch(s, SQL_SERVE_ISSUES, STORE_ARGS(DB_TEXT(date_iso(a, ask->as_of))), a, &t, err);
    if (st)
        return st;
    out->at = ARENA_NEW_N(a, Serve, t.n + 1);
    for (; out->n < t.n; out->n++)
        out->at[out->n] = serve_row(ask, &t, out->n);
    return ST_OK;
}

const Serve *serve_of(const Serves *x, int64_t issue)
{
    size_t lo = 0, hi = x->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (x->at[mid].issue < issue)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < x->n && x->at[lo].issue == issue ? &x->at[lo] : NULL;
}

/* Every ticket once, and once among those of issues whose extra handling is estimated. */
static Status together(Store *s, const ServeAsk *ask, const Serves *x, Arena *a, Err *err)
{
    Table t;
    int64_t estimated = 0, once = 0, told = 0;
    Status st = store_fetch(s, SQL_SERVE_ONCE, STORE_ARGS(DB_TEXT(date_iso(a, ask->as_of))), a, &t, err);
    if (st)
        return st;
    if (t.n) {
        once = handling(ask, col_int(&t, "tickets")[0]);
        told = handling(ask, col_int(&t, "told")[0]);
    }
    for (size_t i = 0; i < x->n; i++)
        estimated += x->at[i].told ? x->at[i].estimated : 0;
    st = store_put_summary_int(s, "serve_once", once, err);
    return st ? st : store_put_summary_int(s, "serve_joint", once + (estimated > told ? estimated - told : 0), err);
}

Status serve_write(Store *s, const ServeAsk *ask, const Serves *x, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT },      { "tickets", COL_INT },        { "certain", COL_INT }, { "episodes", COL_INT },  { "estimated", COL_INT },
                                    { "estimated_low", COL_INT }, { "estimated_high", COL_INT }, { "serve", COL_INT },   { "serve_low", COL_INT }, { "serve_high", COL_INT },
                                    { "grade", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < x->n; i++) {
        const Serve *v = &x->at[i];
        const int64_t all[] = { v->issue, v->tickets, v->certain, v->episodes, v->estimated, v->low, v->high, v->serve, v->serve_low, v->serve_high };
        for (size_t c = 0; c < COUNT_OF(all); c++)
            if (v->told || c < 4 || c > 6)
                table_put_int(&t, c, all[c]);
        table_put_text(&t, COUNT_OF(all), v->grade);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_SERVE, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_serve", &t, err);
    return st ? st : together(s, ask, x, a, err);
}
