#include "value/annuity_write.h"

#include <math.h>

#include "base/attr.h"
#include "base/date.h"
#include "num/annuity.h"

enum { SERIES_MAX = 120, MINUTES_AN_HOUR = 60 };

typedef struct Ground {
    Table  contacts, base, value;
    double years, rate, margin, minutes, hour_cost, seed;
    int64_t end;                 /* first day of the month that has begun: it and later ones are not whole */
} Ground;

static Status load(Store *s, int64_t as_of, Arena *a, Ground *g, Err *err)
{
    const struct {
        const char *name;
        double *into;
    } row[] = { { "annuity_years", &g->years }, { "discount_rate", &g->rate }, { "margin", &g->margin }, { "ticket_minutes", &g->minutes }, { "hour_cost", &g->hour_cost }, { "seed", &g->seed } };
    Civil c = civil_of_day(as_of + 1);
    Status st = ST_OK;
    g->end = day_of_civil((Civil){ c.year, c.month, 1 });
    for (size_t i = 0; !st && i < COUNT_OF(row); i++)
        st = store_setting(s, row[i].name, row[i].into, err);
    if (!st)
        st = store_fetch(s, SQL_ANNUITY_CONTACTS, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->contacts, err);
    if (!st)
        st = store_fetch(s, SQL_ANNUITY_BASE, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->base, err);
    return st ? st : store_fetch(s, SQL_ISSUE_VALUE_ROWS, STORE_NO_ARGS, a, &g->value, err);
}

/* Whole months in which there were accounts, without the first (it may not be whole), at most the last SERIES_MAX. */
static size_t series(const Ground *g, int64_t issue, double *base, double *contacts)
{
    const int64_t *month = col_int(&g->base, "month"), *n = col_int(&g->base, "n");
    size_t k = 0, last = g->base.n;
    while (last > 0 && month[last - 1] >= g->end)
        last--;
    for (size_t r = last > SERIES_MAX ? last - SERIES_MAX : 1; r < last; r++) {
        base[k] = (double)n[r];
        contacts[k] = 0;
        for (size_t c = 0; c < g->contacts.n; c++)
            if (col_int(&g->contacts, "issue_id")[c] == issue && col_int(&g->contacts, "month")[c] == month[r])
                contacts[k] = (double)col_int(&g->contacts, "n")[c];
        k++;
    }
    return k;
}

static void put(Table *t, int64_t issue, size_t year, const double v[3], const double money[3], Str note)
{
    table_put_int(t, 0, issue);
    table_put_int(t, 1, (int64_t)year);
    for (size_t i = 0; i < 3; i++)
        table_put_f64(t, 2 + i, v[i]);
    table_put_int(t, 5, llround(money[0]));
    table_put_f64(t, 6, money[1]);
    table_put_int(t, 7, llround(money[2]));
    table_put_text(t, 8, note);
    table_row(t);
}

static Status one(const Ground *g, size_t r, Arena *a, Table *t, Err *err)
{
    static const double nothing[3] = { 0 };
    int64_t issue = col_int(&g->value, "issue_id")[r];
    double base[SERIES_MAX], contacts[SERIES_MAX], years = (double)col_int(&g->value, "horizon_days")[r] / 365;
    double cost = col_has(table_col(&g->value, "cost"), r) ? (double)col_int(&g->value, "cost")[r] / years : 0;
    Annuity *x = ARENA_NEW_N(a, Annuity, 1);
    Err why;
    size_t n = series(g, issue, base, contacts);
    Status st = annuity_fit(&(AnnuityInput){ .base = base, .contacts = contacts, .n = n, .years = (size_t)g->years, .seed = (uint64_t)g->seed + 41 }, a, x, &why);
    if (st == ST_NUMERIC) {
        put(t, issue, 0, nothing, nothing, str_dup(a, str_of(why.msg)));
        return ST_OK;
    }
    if (st)
        return ERR(err, st, "%s", why.msg);
    for (size_t y = 0; y < (size_t)g->years; y++) {
        double hours = x->mean[y] * g->minutes / MINUTES_AN_HOUR, money = hours * g->hour_cost, grown = x->mean[0] > 0 ? x->mean[y] / x->mean[0] : 1;
        double present = (money + g->margin * cost * grown) / pow(1 + g->rate, (double)y + .5);
        put(t, issue, y + 1, (const double[]){ x->mean[y], x->low[y], x->high[y] }, (const double[]){ money, hours, present }, STR(""));
    }
    return ST_OK;
}

Status annuity_write(Store *s, int64_t as_of, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "year", COL_INT }, { "contacts", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 }, { "cost", COL_INT }, { "hours", COL_F64 },
                                    { "present", COL_INT }, { "note", COL_TEXT } };
    Ground g;
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    Status st = load(s, as_of, a, &g, err);
    for (size_t r = 0; !st && r < g.value.n; r++)
        st = one(&g, r, a, &t, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ANNUITY, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_annuity", &t, err);
    return st ? st : store_run(s, SQL_ANNUITY_TOTAL, STORE_NO_ARGS, err);
}
