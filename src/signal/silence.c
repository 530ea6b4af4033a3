#include "signal/part.h"

#include <math.h>

#include "base/date.h"
#include "num/cluster.h"
#include "num/interval.h"

enum { GAPS_MIN = 5, ALIVE_DAYS = 91 };
#define EXPECTED_LEVEL 0.05

typedef struct Silent {
    int64_t account, last, days;
    Str     what;
    double  usual, k, p;
} Silent;

/* Rows [from, to) of one account's days. */
static Silent silent_of(const Table *t, size_t from, size_t to, int64_t as_of)
{
    const int64_t *day = col_int(t, "day");
    double gaps = (double)(to - from - 1), span = (double)(day[to - 1] - day[from]), mean = span / gaps, var = 0;
    for (size_t r = from + 1; r < to; r++)
        var += pow((double)(day[r] - day[r - 1]) - mean, 2) / (gaps - 1);
    Silent s = { .account = col_int(t, "account_id")[from], .last = day[to - 1], .days = (int64_t)(to - from),
                 .what = col_text(t, "what")[from], .usual = mean, .k = gaps / fmax(1, var / (mean * mean)) };
    s.p = pow(span / (span + (double)(as_of - s.last)), s.k);
    return s;
}

static bool alive(const Table *span, int64_t account, int64_t as_of)
{
    const int64_t *id = col_int(span, "account_id"), *last = col_int(span, "last_day");
    size_t r = ids_find(id, span->n, account);
    return r < span->n && last[r] + ALIVE_DAYS >= as_of;
}

static void put(const SignalBook *b, const Silent *s, double q, Table *t)
{
    double span = s->usual * (double)(s->days - 1);
    int64_t allowed = (int64_t)ceil(span * (pow(EXPECTED_LEVEL, -1 / s->k) - 1));
    table_put_int(t, 0, s->account);
    table_put_text(t, 1, s->what);
    table_put_int(t, 2, s->last);
    table_put_int(t, 3, s->days);
    table_put_f64(t, 4, s->usual);
    table_put_int(t, 5, s->last + allowed);
    table_put_f64(t, 6, s->p);
    table_put_f64(t, 7, q);
    table_put_int(t, 8, revenue_of(&b->revenue, s->account));
    table_row(t);
}

Status silence_write(const SignalBook *b, const Table *span, int64_t *n, Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT }, { "what", COL_TEXT }, { "last_day", COL_DATE }, { "days", COL_INT }, { "usual", COL_F64 },
                                    { "expected", COL_DATE }, { "p", COL_F64 }, { "q", COL_F64 }, { "revenue", COL_INT } };
    Table t, out;
    *n = 0;
    Status st = store_fetch(b->s, SQL_SPEAKING_DAYS, STORE_ARGS(DB_TEXT(date_iso(b->a, b->as_of))), b->a, &t, err);
    if (st)
        return st;
    table_init(&out, b->a, cols, COUNT_OF(cols));
    Silent *s = ARENA_NEW_N(b->a, Silent, t.n + 1);
    double *p = ARENA_NEW_N(b->a, double, t.n + 1), *q = ARENA_NEW_N(b->a, double, t.n + 1);
    size_t m = 0;
    for (size_t from = 0, to; from < t.n; from = to) {
        to = from + 1;
        while (to < t.n && col_int(&t, "account_id")[to] == col_int(&t, "account_id")[from] && str_eq(col_text(&t, "what")[to], col_text(&t, "what")[from]))
            to++;
        if (to - from <= GAPS_MIN || !alive(span, col_int(&t, "account_id")[from], b->as_of))
            continue;
        s[m] = silent_of(&t, from, to, b->as_of);
        p[m] = s[m].p;
        m++;
    }
    st = bh_qvalues(p, m, b->a, q, err);
    for (size_t k = 0; !st && k < m; k++)
        if (q[k] <= b->fdr)
            put(b, &s[k], q[k], &out);
    *n = (int64_t)out.n;
    return st ? st : store_append(b->s, "d_silence", &out, err);
}
