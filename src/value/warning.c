#include "value/warning.h"

#include <math.h>

#include "num/cluster.h"
#include "num/dist.h"

/* Rows of the back-test, in columns. */
typedef struct Past {
    double  *warned, *left, *money;
    int64_t *account;
    size_t   n;
} Past;

static Past past_of(const Forecast *f, double times, Arena *a)
{
    size_t cap = f->made + 1;
    Past p = { ARENA_NEW_N(a, double, cap), ARENA_NEW_N(a, double, cap), ARENA_NEW_N(a, double, cap), ARENA_NEW_N(a, int64_t, cap), 0 };
    for (size_t r = 0; r < f->made; r++) {
        if (isnan(f->back[r]))
            continue;
        p.warned[p.n] = (1 - f->back[r]) >= times * (1 - f->back_base[r]);
        p.left[p.n] = !f->row[r].renewed;
        p.money[p.n] = f->row[r].amount > 0 ? (double)f->row[r].amount : 0;
        p.account[p.n++] = f->row[r].account;
    }
    return p;
}

/* Mean of v over the rows that `of` marks, by account; weighed by w where given. */
static Status share_of(const Past *p, const double *of, const double *v, const double *w, Arena *a, Interval *out, Err *err)
{
    size_t n = 0;
    double *y = ARENA_NEW_N(a, double, p->n + 1), *weight = ARENA_NEW_N(a, double, p->n + 1), sum = 0;
    int64_t *account = ARENA_NEW_N(a, int64_t, p->n + 1);
    for (size_t r = 0; r < p->n; r++) {
        if (!(of[r] > 0))
            continue;
        y[n] = v[r];
        weight[n] = w ? w[r] : 1;
        sum += weight[n];
        account[n++] = p->account[r];
    }
    if (!(sum > 0) || ids_distinct(account, n) < 2)
        return ST_OK;
    return interval_mean(&(MeanInput){ .v = y, .w = w ? weight : NULL, .cluster = account, .n = n, .level = 0.95, .share = true }, a, out, err);
}

static Status stake_of(const Past *p, Arena *a, Ratio *out, Err *err)
{
    size_t n = 0, hit = 0;
    double *lost = ARENA_NEW_N(a, double, p->n + 1);
    int64_t *account = ARENA_NEW_N(a, int64_t, p->n + 1), *of = ARENA_NEW_N(a, int64_t, p->n + 1);
    for (size_t r = 0; r < p->n; r++) {
        if (!(p->warned[r] > 0))
            continue;
        lost[n] = p->left[r] * p->money[r];
        if (lost[n] > 0)
            of[hit++] = p->account[r];
        account[n++] = p->account[r];
    }
    if (ids_distinct(of, hit) < 2)
        return ST_OK;
    return ratio_estimate(&(RatioInput){ .a = lost, .cluster = account, .n = n, .level = 0.95 }, a, out, err);
}

static void count(const Past *p, Warning *out)
{
    double money = 0, caught = 0;
    out->n = p->n;
    for (size_t r = 0; r < p->n; r++) {
        bool warned = p->warned[r] > 0, left = p->left[r] > 0;
        out->warned += warned;
        out->went += warned && left;
        out->lost += left;
        money += p->left[r] * p->money[r];
        caught += p->warned[r] * p->left[r] * p->money[r];
    }
    out->money = (int64_t)money;
    out->caught = (int64_t)caught;
}

Status warning_of(const Forecast *f, double times, Arena *a, Warning *out, Err *err)
{
    const Interval unknown = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN };
    *out = (Warning){ .right = unknown, .found = unknown, .found_money = unknown, .stake = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN } };
    ArenaMark m = arena_mark(a);
    Past p = past_of(f, times, a);
    count(&p, out);
    Status st = ST_OK;
    if (out->warned >= WARNING_LEAST && out->lost >= WARNING_LEAST) {
        st = share_of(&p, p.warned, p.left, NULL, a, &out->right, err);
        if (!st)
            st = share_of(&p, p.left, p.warned, NULL, a, &out->found, err);
        if (!st)
            st = share_of(&p, p.left, p.warned, p.money, a, &out->found_money, err);
        if (!st)
            st = stake_of(&p, a, &out->stake, err);
    }
    arena_rewind(a, m);
    /* Who warns of everybody misses nobody: no sample is in that. */
    if (times <= 0 && isfinite(out->found.estimate))
        out->found.low = out->found_money.low = 1;
    return st;
}

static void put_share(Table *t, size_t col, const Interval *x)
{
    if (!isfinite(x->estimate))
        return;
    table_put_f64(t, col, x->estimate);
    table_put_f64(t, col + 1, x->low);
    table_put_f64(t, col + 2, x->high);
}

static void put_warning(Table *t, int64_t seq, const char *level, double times, const Warning *w)
{
    table_put_int(t, 0, seq);
    table_put_text(t, 1, str_of(level));
    table_put_f64(t, 2, times);
    table_put_int(t, 3, (int64_t)w->n);
    table_put_int(t, 4, (int64_t)w->warned);
    table_put_int(t, 5, (int64_t)w->went);
    table_put_int(t, 6, (int64_t)w->lost);
    table_put_int(t, 7, w->money);
    table_put_int(t, 8, w->caught);
    put_share(t, 9, &w->right);
    put_share(t, 12, &w->found);
    put_share(t, 15, &w->found_money);
    if (isfinite(w->stake.estimate)) {
        table_put_int(t, 18, llround(w->stake.estimate));
        table_put_int(t, 19, llround(w->stake.low));
        table_put_int(t, 20, llround(w->stake.high));
    }
    table_row(t);
}

Status warnings_write(Store *s, const Forecast *f, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "seq", COL_INT },         { "level", COL_TEXT },      { "times", COL_F64 },           { "n", COL_INT },
                                    { "warned", COL_INT },      { "went", COL_INT },        { "lost", COL_INT },            { "money", COL_INT },
                                    { "caught", COL_INT },      { "hit", COL_F64 },         { "hit_low", COL_F64 },         { "hit_high", COL_F64 },
                                    { "found", COL_F64 },       { "found_low", COL_F64 },   { "found_high", COL_F64 },      { "found_money", COL_F64 },
                                    { "found_money_low", COL_F64 }, { "found_money_high", COL_F64 }, { "stake", COL_INT },  { "stake_low", COL_INT },
                                    { "stake_high", COL_INT } };
    static const struct {
        const char *level;
        double      times;
    } rows[] = { { "at risk", RISK_HIGH }, { "at risk or watch", RISK_WATCH }, { "everybody", 0 } };
    Table t;
    Status st = ST_OK;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; !st && k < COUNT_OF(rows); k++) {
        Warning w;
        st = warning_of(f, rows[k].times, a, &w, err);
        if (!st && w.n)
            put_warning(&t, (int64_t)k + 1, rows[k].level, rows[k].times, &w);
    }
    if (!st)
        st = store_run(s, SQL_CLEAR_WARNING, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_warning", &t, err);
}
