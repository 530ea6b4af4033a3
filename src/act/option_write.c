/* option_write.c - options and the choice among them into the book. */
#include <math.h>

#include "act/choose.h"
#include "base/attr.h"
#include "num/joint.h"

static const ColSpec option_cols[] = {
    { "option_id", COL_INT }, { "name", COL_TEXT },      { "issue", COL_TEXT },     { "issue_id", COL_INT },     { "owner", COL_TEXT },      { "eager", COL_TEXT },
    { "convince", COL_TEXT }, { "needs", COL_TEXT },     { "alone", COL_BOOL },     { "once", COL_INT },         { "yearly", COL_INT },      { "people", COL_F64 },
    { "months", COL_INT },    { "typed_low", COL_F64 },  { "typed_high", COL_F64 }, { "share", COL_F64 },        { "share_low", COL_F64 },   { "share_high", COL_F64 },
    { "share_from", COL_TEXT }, { "benefit", COL_INT },  { "benefit_low", COL_INT }, { "benefit_high", COL_INT }, { "net", COL_INT },        { "net_low", COL_INT },
    { "net_high", COL_INT },  { "loses", COL_F64 },      { "payback", COL_F64 },    { "payback_low", COL_F64 },  { "payback_high", COL_F64 }, { "grade", COL_TEXT },
    { "reason", COL_TEXT } };

static void put_f64s(Table *t, size_t col, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isfinite(v[i]))
            table_put_f64(t, col + i, v[i]);
}

static void put_band(Table *t, size_t col, Band b)
{
    table_put_int(t, col, b.mean);
    table_put_int(t, col + 1, b.low);
    table_put_int(t, col + 2, b.high);
}

static void put_option(Table *t, const Remedy *x, size_t draws, Arena *a)
{
    static const char grades[] = "ABCD";
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, x->name);
    table_put_text(t, 2, x->issue);
    if (x->issue_id)
        table_put_int(t, 3, x->issue_id);
    const Str text[] = { x->owner, x->eager, x->convince, x->needs };
    for (size_t i = 0; i < COUNT_OF(text); i++)
        table_put_text(t, 4 + i, text[i]);
    table_put_int(t, 8, x->alone);
    table_put_int(t, 9, x->once);
    table_put_int(t, 10, x->yearly);
    table_put_f64(t, 11, x->people);
    table_put_int(t, 12, x->months);
    put_f64s(t, 13, (const double[]){ x->typed_low, x->typed_high, x->share, x->share_low, x->share_high }, 5);
    table_put_text(t, 18, str_of(x->share_from));
    if (x->net) {
        put_band(t, 19, band_of(x->saved, draws, a));
        put_band(t, 22, band_of(x->net, draws, a));
        put_f64s(t, 25, (const double[]){ x->loses, x->payback, x->payback_low, x->payback_high }, 4);
    }
    table_put_text(t, 29, (Str){ grades + (x->grade - 'A'), 1 });
    table_put_text(t, 30, str_of(x->reason));
    table_row(t);
}

Status options_write(Store *s, const Options *o, Arena *a, Err *err)
{
    Table t;
    table_init(&t, a, option_cols, COUNT_OF(option_cols));
    for (size_t i = 0; i < o->n; i++)
        put_option(&t, &o->at[i], o->draws, a);
    Status st = store_run(s, SQL_CLEAR_OPTION, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_option", &t, err);
}

static Status frontier_write(Store *s, const Options *o, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "step", COL_INT }, { "budget", COL_INT }, { "value", COL_INT }, { "tail", COL_INT }, { "taken", COL_TEXT } };
    Table t;
    Frontier f = { .n = 0 };
    table_init(&t, a, cols, COUNT_OF(cols));
    Status st = choose_frontier(o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE }, a, &f, err);
    for (size_t i = 0; i < f.n; i++) {
        table_put_int(&t, 0, (int64_t)i + 1);
        table_put_int(&t, 1, f.at[i].budget);
        table_put_int(&t, 2, f.at[i].value);
        table_put_int(&t, 3, f.at[i].tail);
        table_put_text(&t, 4, f.at[i].names);
        table_row(&t);
    }
    if (!st)
        st = store_run(s, SQL_CLEAR_FRONTIER, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_frontier", &t, err);
}

static Status choice_write(Store *s, const Options *o, const Choice *c, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "option_id", COL_INT }, { "taken", COL_BOOL }, { "reason", COL_TEXT }, { "loss", COL_INT }, { "chance", COL_F64 }, { "learn", COL_INT } };
    Table t;
    (void)o;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < c->n; i++) {
        const ChooseRow *r = &c->row[i];
        table_put_int(&t, 0, (int64_t)r->option + 1);
        table_put_int(&t, 1, r->taken);
        table_put_text(&t, 2, r->reason);
        if (r->has_loss)
            table_put_int(&t, 3, r->loss);
        table_put_f64(&t, 4, r->chance);
        table_put_int(&t, 5, r->learn);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_CHOICE, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_choice", &t, err);
}

Status options_all_write(Store *s, Arena *a, size_t *n, Err *err)
{
    Options o;
    Choice c = { .n = 0 };
    double budget = 0, people = 0;
    Status st = options_load(s, a, &o, err);
    *n = st ? 0 : o.n;
    if (!st)
        st = options_write(s, &o, a, err);
    if (!st)
        st = store_setting(s, "budget", &budget, err);
    if (!st)
        st = store_setting(s, "people", &people, err);
    if (!st && budget > 0)
        st = choose(&o, &(ChooseAsk){ .budget = (int64_t)budget, .people = people > 0 ? people : CHOOSE_NO_PEOPLE, .currency = str_of(store_currency(s)) }, a, &c, err);
    if (!st)
        st = choice_write(s, &o, &c, a, err);
    return st ? st : frontier_write(s, &o, a, err);
}
