#include "ingest/shape.h"

#include "base/attr.h"
#include "ingest/plan.h"
#include "ingest/shape_rows.h"

static const ShapeRows *const families[] = { &shapes_crm,   &shapes_survey, &shapes_desk,
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
            size_t found = s->box == box && of_kind(s, only) ? fits(s->must, column, n) : 0;
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
