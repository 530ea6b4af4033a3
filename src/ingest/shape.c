#include "ingest/shape.h"

#include "base/attr.h"
#include "base/date.h"
#include "ingest/plan.h"
#include "ingest/when.h"
#include "ingest/shape_rows.h"

static const ShapeRows *const families[] = { &shapes_crm,  &shapes_history, &shapes_survey, &shapes_desk,
                                             &shapes_usage, &shapes_money,  &shapes_work };

/* The number of entries of `must` when all are there, else 0. */
static size_t fits(const char *must, const Str *column, size_t n)
{
    Str rest = str_of(must);
    size_t found = 0;
    while (rest.n) {
        Str either = str_cut(&rest, ',');
        bool any = false;
        while (either.n && !any)
            any = plan_column(column, n, str_cut(&either, '|')) >= 0;
        if (!any)
            return 0;
        found++;
    }
    return found;
}

static bool currency_code(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
    return s.n == 3;
}

/* "2024-03", "03/2024", "Mar 2024", "Mar-24", "March 2024": the month's first day. */
static bool month_name(Str s, Arena *a, Str *key)
{
    When w;
    int64_t m, y;
    Str year = s, month = str_cut(&year, '/');
    if (month.n <= 2 && year.n == 4 && str_to_i64(month, &m) && str_to_i64(year, &y) && m >= 1 && m <= 12) {
        *key = str_fmt(a, "%04lld-%02lld-01", (long long)y, (long long)m);
        return true;
    }
    bool named = s.n && (s.p[0] < '0' || s.p[0] > '9');
    if (s.n < 6 || s.n > 20 || (!named && s.n != 7) || when_parse(named ? str_fmt(a, "1 %.*s", STR_ARG(s)) : s, DATE_UNKNOWN, &w) || w.timed)
        return false;
    *key = date_iso(a, w.day);
    return str_ends(*key, STR("-01"));
}

bool shape_is_wide(ShapeReader r, Str column, Arena *a, Str *key)
{
    *key = str_trim(column);
    return r == READ_RATES ? currency_code(*key) : r == READ_MONTHS && month_name(*key, a, key);
}

/* A wide shape wants at least two columns of values. */
static bool wide_enough(const Shape *s, const Str *column, size_t n)
{
    Arena a;
    Str key;
    size_t found = 0;
    if (s->reader != READ_RATES && s->reader != READ_MONTHS)
        return true;
    arena_init(&a);
    for (size_t i = 0; i < n; i++)
        found += shape_is_wide(s->reader, column[i], &a, &key);
    arena_release(&a);
    return found >= 2;
}

static bool of_kind(const Shape *s, KindId only)
{
    Str kind = str_of(s->map);
    kind = str_cut(&kind, '\n');
    kind = str_sub(kind, sizeof "kind = " - 1, kind.n);
    return only == KIND_COUNT || str_eq(kind, str_of(kinds[only].name));
}

const Shape *shape_find(Box box, const Str *column, size_t n, KindId only)
{
    const Shape *best = NULL;
    size_t most = 0;
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->n; i++) {
            const Shape *s = &families[f]->row[i];
            size_t found = s->box == box && of_kind(s, only) && wide_enough(s, column, n) ? fits(s->must, column, n) : 0;
            if (found > most) {
                most = found;
                best = s;
            }
        }
    return best;
}

const Shape *shape_named(const char *name, KindId only)
{
    for (size_t f = 0; f < COUNT_OF(families); f++)
        for (size_t i = 0; i < families[f]->n; i++)
            if (strcmp(families[f]->row[i].name, name) == 0 && of_kind(&families[f]->row[i], only))
                return &families[f]->row[i];
    return NULL;
}
