#include "link/stay_curve.h"

#include <math.h>
#include <string.h>

#include "num/dist.h"
#include "num/km.h"

/* The accounts of one issue: [0] did not meet it, [1] did. */
typedef struct Sides {
    size_t   n, of[2], lost[2];
    double  *time;
    uint8_t *gone, *met;
} Sides;

static Sides sides_of(const LinkBook *b, const Rule *r, int64_t landmark)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    const int64_t *id = col_int(&b->account, "account_id");
    int64_t from = landmark - b->w.days;
    size_t cap = b->account.n + 1;
    Sides s = { .time = ARENA_NEW_N(b->a, double, cap), .gone = ARENA_NEW_N(b->a, uint8_t, cap), .met = ARENA_NEW_N(b->a, uint8_t, cap) };
    for (size_t k = 0; k < b->account.n; k++) {
        if (b->ended[k] <= landmark || (col_has(since, k) && since->i[k] > from))
            continue;
        if (!strcmp(r->kind, "promise") && !happenings_any(&r->chance, id[k], from, landmark))
            continue;
        bool gone = b->ended[k] <= b->w.as_of, met = happenings_any(&r->exposed, id[k], from, landmark);
        s.time[s.n] = (double)((gone ? b->ended[k] : b->w.as_of) - landmark);
        s.gone[s.n] = gone;
        s.met[s.n++] = met;
        s.of[met]++;
        s.lost[met] += gone;
    }
    return s;
}

static Status put_curve(const LinkBook *b, const Rule *r, const Sides *s, uint8_t met, Table *t, Err *err)
{
    KmCurve c;
    double *time = ARENA_NEW_N(b->a, double, s->n + 1);
    uint8_t *gone = ARENA_NEW_N(b->a, uint8_t, s->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->met[i] == met) {
            time[n] = s->time[i];
            gone[n++] = s->gone[i];
        }
    Status st = km_fit(&(KmInput){ .time = time, .cause = gone, .n = n }, b->a, &c, err);
    for (int64_t day = 0; !st && day <= CURVE_FOLLOW; day += CURVE_STEP) {
        KmStep at = km_at(&c, (double)day);
        size_t there = 0;
        for (size_t i = 0; i < n; i++)
            there += time[i] >= (double)day;
        table_put_int(t, 0, r->id);
        table_put_int(t, 1, met);
        table_put_int(t, 2, day);
        table_put_int(t, 3, (int64_t)there);
        table_put_f64(t, 4, at.survival);
        table_put_known(t, 5, at.low);
        table_put_known(t, 6, at.high);
        table_row(t);
    }
    return st;
}

static Status one_issue(const LinkBook *b, const Rule *r, Table *curve, Table *test, Err *err)
{
    int64_t landmark = b->w.as_of - CURVE_FOLLOW;
    ArenaMark mark = arena_mark(b->a);
    Sides s = sides_of(b, r, landmark);
    KmTest k = { .chi2 = F64_NAN, .p = F64_NAN };
    bool early = landmark - b->w.days < r->exposed.first_day, few = (double)s.of[0] < b->limits.min_per_arm || (double)s.of[1] < b->limits.min_per_arm || s.lost[0] + s.lost[1] < CURVE_LOST;
    Status st = early || few ? ST_OK : km_logrank(&(KmInput){ .time = s.time, .cause = s.gone, .n = s.n }, s.met, b->a, &k, err);
    arena_rewind(b->a, mark);
    if (st)
        return st;
    table_put_int(test, 0, r->id);
    table_put_int(test, 1, landmark);
    for (size_t m = 0; m < 2; m++) {
        table_put_int(test, 2 + m, (int64_t)s.of[m]);
        table_put_int(test, 4 + m, (int64_t)s.lost[m]);
    }
    table_put_known(test, 6, k.chi2);
    table_put_known(test, 7, k.p);
    table_put_text(test, 8, early ? STR("too early to say: the files do not reach a window and a year back")
                            : few ? str_fmt(b->a, "too few to say: %zu met it (%zu lost), %zu did not (%zu lost); %g of each and %d lost are needed", s.of[1], s.lost[1], s.of[0], s.lost[0],
                                            b->limits.min_per_arm, CURVE_LOST)
                                  : STR(""));
    table_row(test);
    if (early || few)
        return ST_OK;
    s = sides_of(b, r, landmark);
    for (uint8_t met = 0; !st && met < 2; met++)
        st = put_curve(b, r, &s, met, curve, err);
    return st;
}

Status stay_curves_write(const LinkBook *b, Err *err)
{
    static const ColSpec curve_cols[] = { { "issue_id", COL_INT }, { "met", COL_INT }, { "day", COL_INT }, { "at_risk", COL_INT }, { "share", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 } };
    static const ColSpec test_cols[] = { { "issue_id", COL_INT }, { "landmark", COL_DATE }, { "n_not", COL_INT }, { "n_met", COL_INT }, { "lost_not", COL_INT },
                                         { "lost_met", COL_INT }, { "chi2", COL_F64 },      { "p", COL_F64 },     { "note", COL_TEXT } };
    Table curve, test;
    table_init(&curve, b->a, curve_cols, COUNT_OF(curve_cols));
    table_init(&test, b->a, test_cols, COUNT_OF(test_cols));
    Status st = ST_OK;
    for (size_t k = 0; !st && k < b->rules->n; k++)
        st = one_issue(b, &b->rules->rule[k], &curve, &test, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_STAY_CURVE, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(b->s, SQL_CLEAR_STAY_TEST, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(b->s, "d_stay_test", &test, err);
    return st ? st : store_append(b->s, "d_stay_curve", &curve, err);
}
