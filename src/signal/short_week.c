#include "signal/short_week.h"

#include "model/holiday.h"

static size_t slice_at(ShortWeeks *l, Str dimension, Str value, size_t weeks, Arena *a)
{
    bool fresh;
    size_t at = strmap_put(&l->slice, str_fmt(a, "%.*s %.*s", STR_ARG(dimension), STR_ARG(value)), &fresh);
    for (size_t k = 0; fresh && k < COVARIATES; k++)
        l->z[k][at] = ARENA_NEW_N(a, double, weeks + 1);
    return at;
}

/* Rows come by slice: sums over its countries, divided by their accounts at its last row. */
static void add_slices(ShortWeeks *l, const Table *t, int64_t first, size_t weeks, Arena *a)
{
    const Str *dimension = col_text(t, "dimension"), *value = col_text(t, "value"), *country = col_text(t, "country");
    StrMap seen;
    double **of = ARENA_NEW_N(a, double *, 2 * t->n + 1), accounts = 0;
    bool fresh;
    strmap_init(&seen, a);
    for (size_t r = 0; r < t->n; r++) {
        size_t c = strmap_put(&seen, country[r], &fresh);
        if (fresh) {
            of[2 * c] = ARENA_NEW_N(a, double, weeks + 1);
            of[2 * c + 1] = ARENA_NEW_N(a, double, weeks + 1);
            holiday_weeks(country[r], first, weeks, of[2 * c], of[2 * c + 1]);
        }
        size_t at = slice_at(l, dimension[r], value[r], weeks, a);
        double n = holiday_known(country[r]) ? (double)col_int(t, "n")[r] : 0;
        accounts += n;
        for (size_t w = 0; n > 0 && w < weeks; w++)
            for (size_t k = 0; k < COVARIATES; k++)
                l->z[k][at][w] += n * of[2 * c + k][w];
        if (r + 1 < t->n && str_eq(dimension[r + 1], dimension[r]) && str_eq(value[r + 1], value[r]))
            continue;
        for (size_t w = 0; accounts > 0 && w < weeks; w++)
            for (size_t k = 0; k < COVARIATES; k++)
                l->z[k][at][w] /= accounts;
        accounts = 0;
    }
}

void short_weeks_count(const Table *t, int64_t first, size_t weeks, Arena *a, ShortWeeks *out)
{
    size_t all = weeks + SHORT_AHEAD;
    strmap_init(&out->slice, a);
    out->none = ARENA_NEW_N(a, double, all + 1);
    for (size_t k = 0; k < COVARIATES; k++)
        out->z[k] = ARENA_NEW_N(a, double *, t->n + 1);
    add_slices(out, t, first, all, a);
}

Status short_weeks_read(Store *s, int64_t first, size_t weeks, Arena *a, ShortWeeks *out, Err *err)
{
    Table t;
    Status st = store_fetch(s, SQL_SLICE_COUNTRIES, STORE_NO_ARGS, a, &t, err);
    if (!st)
        short_weeks_count(&t, first, weeks, a, out);
    return st;
}

void short_weeks_of(const ShortWeeks *l, Str dimension, Str value, const double *z[COVARIATES])
{
    char key[512];
    bool own = !str_eq(dimension, STR("touchpoint")) && !str_eq(dimension, STR("unit"));
    int n = own ? snprintf(key, sizeof key, "%.*s %.*s", STR_ARG(dimension), STR_ARG(value)) : snprintf(key, sizeof key, "all ");
    size_t at;
    bool found = n > 0 && (size_t)n < sizeof key && strmap_get(&l->slice, (Str){ key, (size_t)n }, &at);
    for (size_t k = 0; k < COVARIATES; k++)
        z[k] = found ? l->z[k][at] : l->none;
}
