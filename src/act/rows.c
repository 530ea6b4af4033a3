/* rows.c - the measure of an action, by account and month. */
#include <math.h>

#include "act/audit_in.h"
#include "act/lot.h"
#include "base/date.h"
#include "num/dist.h"

enum { MINUTES_AN_HOUR = 60, SLOW_HOURS = 8 };

static void rows_init(Rows *o, size_t cap, Arena *a)
{
    *o = (Rows){ .unit = ARENA_NEW_N(a, int64_t, cap + 1),
                 .period = ARENA_NEW_N(a, int64_t, cap + 1),
                 .place = ARENA_NEW_N(a, int64_t, cap + 1),
                 .x = ARENA_NEW_N(a, double, cap + 1),
                 .n = ARENA_NEW_N(a, double, cap + 1),
                 .treated = ARENA_NEW_N(a, uint8_t, cap + 1),
                 .use = ARENA_NEW_N(a, uint8_t, cap + 1),
                 .country = ARENA_NEW_N(a, Str, cap + 1) };
}

static void rows_add(Rows *o, int64_t unit, int64_t period, double x, double n, Str country)
{
    o->country[o->rows] = country;
    o->use[o->rows] = 1;
    o->unit[o->rows] = unit;
    o->period[o->rows] = period;
    o->x[o->rows] = x;
    o->n[o->rows] = n;
    o->rows++;
}

static Status share_rows(Store *s, int sql, int64_t limit, int64_t from,
                         int64_t as_of, Arena *a, Rows *o, Err *err)
{
    Table t;
    Status st =
        store_fetch(s, sql, STORE_ARGS(DB_INT(limit), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (st)
        return st;
    rows_init(o, t.n, a);
    for (size_t r = 0; r < t.n; r++) {
        int64_t month = month_of(col_int(&t, "month")[r]);
        if (month >= from)
            rows_add(o, col_int(&t, "account_id")[r], month, (double)col_int(&t, "x")[r],
                     (double)col_int(&t, "n")[r], col_text(&t, "country")[r]);
    }
    return ST_OK;
}

/* Mentions per account and month: every month of an account's life counts, also those without a
 * word. */
static Status theme_rows(Store *s, int64_t theme, int64_t from, int64_t as_of, Arena *a, Rows *o, Err *err)
{
    Table t, life;
    Status st = store_fetch(s, SQL_AUDIT_THEME,
                            STORE_ARGS(DB_INT(theme), DB_TEXT(date_iso(a, as_of))), a, &t, err);
    if (!st)
        st = store_fetch(s, SQL_ACCOUNT_LIFE, STORE_NO_ARGS, a, &life, err);
    if (st)
        return st;
    int64_t to = month_of(as_of);
    size_t span = to >= from ? (size_t)(to - from) + 1 : 0, m = 0;
    rows_init(o, life.n * span, a);
    const int64_t *who = col_int(&life, "account_id"), *said = col_int(&t, "account_id"),
                  *month = col_int(&t, "month"), *x = col_int(&t, "x");
    for (size_t r = 0; r < life.n; r++) {
        int64_t first = month_of(col_int(&life, "first_day")[r]),
                last = month_of(col_int(&life, "last_day")[r]);
        while (m < t.n && said[m] < who[r])
            m++;
        for (int64_t p = from; p <= to; p++) {
            if (p < first || p > last)
                continue;
            double count = 0;
            for (size_t k = m; k < t.n && said[k] == who[r]; k++)
                if (month_of(month[k]) == p)
                    count += (double)x[k];
            rows_add(o, who[r], p, count, 1, col_text(&life, "country")[r]);
        }
    }
    return ST_OK;
}

/* Countries numbered in the order of the list of regions, which is sorted; unknown ones come last. */
static void places(Rows *o, const Table *regions)
{
    for (size_t r = 0; r < o->rows; r++) {
        o->place[r] = (int64_t)regions->n;
        for (size_t k = 0; k < regions->n && o->place[r] == (int64_t)regions->n; k++)
            if (str_eq(col_text(regions, "country")[k], o->country[r]))
                o->place[r] = (int64_t)k;
    }
}

Status rows_load(Store *s, const Target *t, const Ground *g, int64_t from, Arena *a, Rows *o, Err *err)
{
    Status st = ST_OK;
    *o = (Rows){ 0 };
    if (t->kind == TARGET_LATE)
        st = share_rows(s, SQL_AUDIT_DELIVERIES, (int64_t)g->grace, from, g->as_of, a, o, err);
    else if (t->kind == TARGET_REPLY)
        st = share_rows(s, SQL_AUDIT_REPLIES, (int64_t)SLOW_HOURS * MINUTES_AN_HOUR, from, g->as_of, a, o, err);
    else if (t->kind == TARGET_THEME)
        st = theme_rows(s, t->theme, from, g->as_of, a, o, err);
    if (!st)
        places(o, &g->regions);
    return st;
}

void rows_treat(Rows *o, Str countries)
{
    for (size_t r = 0; r < o->rows; r++)
        o->treated[r] = everywhere(countries) || in_countries(countries, o->country[r]);
}

void rows_treat_lot(Rows *o, const Lot *lot)
{
    for (size_t r = 0; r < o->rows; r++)
        o->treated[r] = lot_wave(lot, o->unit[r]) >= 1;
}

double rows_level(const Rows *o, int64_t from, int64_t to)
{
    double x = 0, n = 0;
    for (size_t r = 0; r < o->rows; r++)
        if (o->treated[r] && o->period[r] >= from && o->period[r] < to) {
            x += o->x[r];
            n += o->n[r];
        }
    return n > 0 ? x / n : F64_NAN;
}

bool rows_alike(Rows *o, const Table *regions, Str changed)
{
    enum { LIKE_LEAST = 10 };
    size_t others = 0;
    int64_t last = INT64_MIN;
    if (!changed.n)
        return false;
    for (size_t r = 0; r < o->rows; r++) {
        bool inside = o->treated[r];
        for (size_t k = 0; k < regions->n && !inside; k++)
            inside = str_eq(col_text(regions, "country")[k], o->country[r]) &&
                     str_eq(col_text(regions, "region")[k], changed);
        o->use[r] = inside;
        others += inside && !o->treated[r] && o->unit[r] != last;
        last = o->unit[r];
    }
    if (others >= LIKE_LEAST)
        return true;
    memset(o->use, 1, o->rows);
    return false;
}

Noise rows_noise(const Rows *r, int64_t to)
{
    Noise o = { 0 };
    double x = 0, n = 0, squares = 0, df = 0;
    size_t from = 0;
    int64_t first = to;
    for (size_t i = 0; i <= r->rows; i++) {
        if (i < r->rows && i > 0 && r->unit[i] == r->unit[i - 1])
            continue;
        double ax = 0, an = 0, within = 0;
        size_t seen = 0;
        for (size_t k = from; k < i; k++)
            if (r->treated[k] && r->period[k] < to) {
                ax += r->x[k];
                an += r->n[k];
                seen++;
                first = r->period[k] < first ? r->period[k] : first;
            }
        for (size_t k = from; k < i && an > 0; k++)
            if (r->treated[k] && r->period[k] < to)
                within += r->n[k] * pow(r->x[k] / r->n[k] - ax / an, 2);
        x += ax;
        n += an;
        o.accounts += an > 0;
        squares += within;
        df += seen > 1 ? (double)seen - 1 : 0;
        from = i;
    }
    o.months = (size_t)(to - first);
    o.level = n > 0 ? x / n : F64_NAN;
    o.s2 = df > 0 ? squares / df : F64_NAN;
    o.trials = o.accounts && o.months ? n / (double)o.accounts / (double)o.months : 0;
    return o;
}
