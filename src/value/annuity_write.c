#include "value/annuity_write.h"

#include <math.h>

#include "base/attr.h"
#include "base/date.h"
#include "num/annuity.h"
#include "num/rng.h"

enum { SERIES_MAX = 120, MINUTES_AN_HOUR = 60 };
#define HALF_95 1.959963984540054

typedef struct Ground {
    Table  contacts, base, value;
    const AnnuityAsk *ask;
    double years, rate, growth, margin, minutes, hour_cost, seed;
    int64_t end;                 /* first day of the month that has begun: it and later ones are not whole */
} Ground;

/* One issue: what is known of it, and its draws. */
typedef struct Issue {
    int64_t id;
    double  cost, extra, extra_se;   /* a year: cost of doing nothing; contacts estimated beyond those counted */
    const double *draw;              /* JOINT_DRAWS of the cost over its horizon; NULL: none */
    double  horizon;                 /* years */
    double  certain;                 /* contacts counted in the year */
    const Serve *serve;
} Issue;

/* Contacts of a year as they are told, and their draws. */
typedef struct Year {
    double mean, low, high, grown;   /* grown: against the first year */
    const double *draw;              /* ANNUITY_DRAWS; NULL: none counted */
} Year;

static Status load(Store *s, Arena *a, Ground *g, Err *err)
{
    const struct {
        const char *name;
        double *into;
    } row[] = { { "annuity_years", &g->years }, { "discount_rate", &g->rate }, { "margin", &g->margin }, { "ticket_minutes", &g->minutes }, { "hour_cost", &g->hour_cost },
                { "base_growth", &g->growth },  { "seed", &g->seed } };
    int64_t as_of = g->ask->as_of;
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

static double price_of(const Ground *g) { return g->minutes * g->hour_cost / MINUTES_AN_HOUR; }

static Issue issue_of(const Ground *g, size_t r)
{
    Issue x = { .id = col_int(&g->value, "issue_id")[r], .horizon = (double)col_int(&g->value, "horizon_days")[r] / 365 };
    const AnnuityAsk *k = g->ask;
    x.cost = col_has(table_col(&g->value, "cost"), r) ? (double)col_int(&g->value, "cost")[r] / x.horizon : 0;
    for (size_t h = 0; k->nothing->draws == JOINT_DRAWS && h < k->harms; h++)
        if (k->harm[h].issue == x.id)
            x.draw = k->nothing->charge + h * JOINT_DRAWS;
    x.serve = serve_of(k->serves, x.id);
    if (x.serve && price_of(g) > 0) {
        x.certain = (double)x.serve->certain / price_of(g);
        x.extra = (double)(x.serve->serve - x.serve->certain) / price_of(g);
        x.extra_se = x.serve->told ? (double)(x.serve->high - x.serve->low) / (2 * HALF_95) / price_of(g) : 0;
    }
    return x;
}

/* What prevention is worth today in each draw; the years' sum behind the years.  The contacts of a year, estimated ones with them, beside. */
static void draw_years(const Ground *g, const Issue *x, const Year *year, size_t years, double **worth, double **contacts, Arena *a)
{
    Rng *rng = rng_create(a, (uint64_t)g->seed + 42);
    for (size_t d = 0; d < JOINT_DRAWS; d++) {
        double wide = rng_normal(rng, 0, 1), cost = x->draw ? x->draw[d] / x->horizon : x->cost;
        double told = x->serve && x->serve->told ? (double)x->serve->estimated / price_of(g) + wide * x->extra_se - x->certain : 0;
        for (size_t y = 0; y < years; y++) {
            double n = (year[y].draw ? year[y].draw[(size_t)rng_below(rng, ANNUITY_DRAWS)] : 0) + fmax(0, told) * year[y].grown;
            contacts[y][d] = n;
            worth[y][d] = (n * price_of(g) + g->margin * cost * year[y].grown) / pow(1 + g->rate, (double)y + .5);
            worth[years][d] += worth[y][d];
        }
    }
}

static void put_more(Table *t, const Issue *x, size_t year, double extra, Band present)
{
    table_put_int(t, 0, x->id);
    table_put_int(t, 1, (int64_t)year);
    table_put_f64(t, 2, extra);
    table_put_int(t, 3, present.low);
    table_put_int(t, 4, present.high);
    table_row(t);
}

/* The bands of the years and of all together; the tables live in the same arena, so that draws are gone before a row is put. */
static void bands(const Ground *g, const Issue *x, const Year *year, size_t years, Band *told, Band *present, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    double *worth[ANNUITY_YEARS_MAX + 1], *contacts[ANNUITY_YEARS_MAX];
    for (size_t y = 0; y <= years; y++) {
        worth[y] = ARENA_NEW_N(a, double, JOINT_DRAWS);
        if (y < years)
            contacts[y] = ARENA_NEW_N(a, double, JOINT_DRAWS);
    }
    draw_years(g, x, year, years, worth, contacts, a);
    for (size_t y = 0; y <= years; y++) {
        present[y] = band_of(worth[y], JOINT_DRAWS, a);
        if (y < years)
            told[y] = band_between(contacts[y], JOINT_DRAWS, .05, .5, .95, a);
    }
    arena_rewind(a, mark);
}

static void put_years(const Ground *g, const Issue *x, const Year *year, size_t years, Table *t, Table *more, Arena *a)
{
    Band told[ANNUITY_YEARS_MAX], present[ANNUITY_YEARS_MAX + 1];
    bands(g, x, year, years, told, present, a);
    for (size_t y = 0; y < years; y++) {
        double extra = x->extra * year[y].grown, n = year[y].mean + extra, hours = n * g->minutes / MINUTES_AN_HOUR, money = hours * g->hour_cost;
        table_put_int(t, 0, x->id);
        table_put_int(t, 1, (int64_t)y + 1);
        table_put_f64(t, 2, n);
        table_put_f64(t, 3, extra > 0 ? (double)told[y].low : year[y].low);
        table_put_f64(t, 4, extra > 0 ? (double)told[y].high : year[y].high);
        table_put_int(t, 5, llround(money));
        table_put_f64(t, 6, hours);
        table_put_int(t, 7, llround((money + g->margin * x->cost * year[y].grown) / pow(1 + g->rate, (double)y + .5)));
        table_put_text(t, 8, STR(""));
        table_row(t);
        put_more(more, x, y + 1, extra, present[y]);
    }
    put_more(more, x, 0, 0, present[years]);
}

/* Nothing to carry on: the plain formula of the issue's money (run.c), for every draw of its cost. */
static void put_plain(const Ground *g, const Issue *x, Str note, Table *t, Table *more, Arena *a)
{
    double factor = 0;
    Band present = { 0 };
    for (int y = 1; y <= (int)g->years; y++)
        factor += pow(1 + g->growth, y - 1) / pow(1 + g->rate, y);
    if (x->draw) {
        ArenaMark mark = arena_mark(a);
        double *worth = ARENA_NEW_N(a, double, JOINT_DRAWS);
        for (size_t d = 0; d < JOINT_DRAWS; d++)
            worth[d] = factor * (g->margin * x->draw[d] + (x->serve ? (double)x->serve->serve : 0));
        present = band_of(worth, JOINT_DRAWS, a);
        arena_rewind(a, mark);
    }
    table_put_int(t, 0, x->id);
    for (size_t c = 1; c < 8; c++) {
        if (c == 1 || c == 5 || c == 7)
            table_put_int(t, c, 0);
        else
            table_put_f64(t, c, 0);
    }
    table_put_text(t, 8, note);
    table_row(t);
    if (x->draw)
        put_more(more, x, 0, 0, present);
}

static Status one(const Ground *g, size_t r, Arena *a, Table *t, Table *more, Err *err)
{
    Issue x = issue_of(g, r);
    double base[SERIES_MAX], contacts[SERIES_MAX];
    Annuity *fit = ARENA_NEW_N(a, Annuity, 1);
    Year year[ANNUITY_YEARS_MAX] = { { 0 } };
    Err why;
    size_t n = series(g, x.id, base, contacts), years = (size_t)g->years;
    Status st = annuity_fit(&(AnnuityInput){ .base = base, .contacts = contacts, .n = n, .years = years, .seed = (uint64_t)g->seed + 41 }, a, fit, &why);
    if (st && st != ST_NUMERIC)
        return ERR(err, st, "%s", why.msg);
    if (st && !(x.extra > 0)) {
        put_plain(g, &x, str_dup(a, str_of(why.msg)), t, more, a);
        return ST_OK;
    }
    for (size_t y = 0; y < years; y++)
        year[y] = st ? (Year){ .mean = x.certain * pow(1 + g->growth, (double)y), .grown = pow(1 + g->growth, (double)y) }
                     : (Year){ fit->mean[y], fit->low[y], fit->high[y], fit->mean[0] > 0 ? fit->mean[y] / fit->mean[0] : 1, fit->total[y] };
    put_years(g, &x, year, years, t, more, a);
    return ST_OK;
}

Status annuity_write(Store *s, const AnnuityAsk *ask, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "year", COL_INT }, { "contacts", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 }, { "cost", COL_INT }, { "hours", COL_F64 },
                                    { "present", COL_INT }, { "note", COL_TEXT } },
                         more_cols[] = { { "issue_id", COL_INT }, { "year", COL_INT }, { "extra", COL_F64 }, { "present_low", COL_INT }, { "present_high", COL_INT } };
    Ground g = { .ask = ask };
    Table t, more;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_init(&more, a, more_cols, COUNT_OF(more_cols));
    Status st = load(s, a, &g, err);
    for (size_t r = 0; !st && r < g.value.n; r++)
        st = one(&g, r, a, &t, &more, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ANNUITY, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ANNUITY_MORE, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_annuity", &t, err);
    if (!st)
        st = store_append(s, "d_annuity_more", &more, err);
    return st ? st : store_run(s, SQL_ANNUITY_TOTAL, STORE_NO_ARGS, err);
}
