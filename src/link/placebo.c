#include "link/placebo.h"

#include <math.h>
#include <string.h>

#include "num/dist.h"

Span placebo_window(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t i)
{
    Span w = affect_window(b, o, e->row[i]);
    if (outcome_spec[o->id].design == DESIGN_DECISION)
        return (Span){ w.from - PLACEBO_YEAR, w.to - PLACEBO_YEAR };
    return (Span){ e->behind[i], e->behind[i] + (w.to - w.from) };
}

/* A customer all through the window, of which all is known; of a promise, one was made in it. */
static bool known_in(const LinkBook *b, const Rule *r, size_t account, int64_t id, Span w)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    if (w.from < r->exposed.first_day || w.to > b->w.as_of || b->ended[account] < w.to || (col_has(since, account) && since->i[account] > w.from))
        return false;
    return strcmp(r->kind, "promise") != 0 || happenings_any(&r->chance, id, w.from, w.to);
}

Status placebo_ask(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t rule, Interval *out, Err *err)
{
    const Rule *r = &b->rules->rule[rule];
    double *v = ARENA_NEW_N(b->a, double, 2 * e->n + 1);
    size_t n[2] = { 0, 0 };
    for (size_t i = 0; i < e->n; i++) {
        Span w = placebo_window(b, o, e, i);
        int64_t id = o->account[e->row[i]];
        v[i] = F64_NAN;
        if (!known_in(b, r, o->at[e->row[i]], id, w))
            continue;
        v[i] = happenings_any(&r->exposed, id, w.from, w.to);
        v[e->n + i] = log1p((double)happenings_in(&r->chance, id, w.from, w.to));
        n[v[i] > 0]++;
    }
    if ((double)(n[0] + n[1]) < 2 * b->limits.min_per_arm || n[0] < PLACEBO_ARM || n[1] < PLACEBO_ARM)
        return ST_OK;
    return affect_regress(b, e, NULL, &(AffectColumns){ v, 2 }, out, err);
}
