#include "num/saved.h"

#include <math.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/interval.h"

enum { CELLS = 4 };   /* 2 x reached + after */

/* One account's rows together. */
typedef struct Unit {
    double y[2], w[2];           /* [after] */
    bool   treated;
} Unit;

typedef struct Cell {
    double y, w, w2;
    size_t units;
} Cell;

static Status gather(const SavedInput *in, Unit *u, size_t *n, Err *err)
{
    *n = 0;
    for (size_t r = 0; r < in->rows; r++) {
        if (!isfinite(in->y[r]) || !isfinite(in->w[r]))
            return ERR(err, ST_INVALID, "row %zu: amount or base is not finite", r);
        if (r && in->unit[r] < in->unit[r - 1])
            return ERR(err, ST_INVALID, "row %zu: rows are not in the order of their units", r);
        if (!r || in->unit[r] != in->unit[r - 1])
            u[(*n)++] = (Unit){ .treated = in->treated[r] };
        Unit *x = &u[*n - 1];
        if (x->treated != (bool)in->treated[r])
            return ERR(err, ST_INVALID, "row %zu: a unit is in both groups", r);
        if (in->w[r] > 0) {
            x->y[in->after[r] != 0] += in->y[r];
            x->w[in->after[r] != 0] += in->w[r];
        }
    }
    return ST_OK;
}

static double equal_units(const Cell *c) { return c->w2 > 0 ? c->w * c->w / c->w2 : 0; }

/* Change of R without the account, less the change with it. */
static double left_out(const Unit *u, const Cell cell[CELLS])
{
    double moved = 0;
    for (int after = 0; after < 2; after++) {
        const Cell *c = &cell[2 * u->treated + after];
        if (u->w[after] > 0)
            moved += (after ? -1 : 1) * (u->y[after] - c->y / c->w * u->w[after]) / (c->w - u->w[after]);
    }
    return moved;
}

static double spread_without(const Cell *c)
{
    double g = equal_units(c), q = 1 / (g + 2);
    return q * (1 - q) / g;
}

static VariancePart group(const SavedInput *in, const Unit *u, size_t n, const Cell cell[CELLS], bool treated)
{
    double sum = 0, m = 0, g = fmin(equal_units(&cell[2 * treated]), equal_units(&cell[2 * treated + 1]));
    for (size_t i = 0; i < n; i++)
        if (u[i].treated == treated && (u[i].w[0] > 0 || u[i].w[1] > 0)) {
            double d = left_out(&u[i], cell);
            sum += d * d;
            m++;
        }
    VariancePart part = { (m - 1) / m * sum, fmax(1, g - 1) };
    for (int after = 0; after < 2 && in->share; after++) {
        const Cell *c = &cell[2 * treated + after];
        if (c->y <= 0 || c->y >= c->w)
            part.v += spread_without(c);
    }
    return part;
}

Status saved_estimate(const SavedInput *in, Arena *a, Saved *out, Err *err)
{
    const double nan = F64_NAN;
    Unit *u = ARENA_NEW_N(a, Unit, in->rows + 1);
    Cell cell[CELLS] = { { 0 } };
    size_t n;
    *out = (Saved){ .effect = nan, .se = nan, .df = nan, .low = nan, .high = nan, .p = nan, .money = nan, .money_low = nan, .money_high = nan,
                    .before = nan, .after = nan, .other_before = nan, .other_after = nan };
    Status st = gather(in, u, &n, err);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++) {
        for (int after = 0; after < 2; after++) {
            Cell *c = &cell[2 * u[i].treated + after];
            c->y += u[i].y[after];
            c->w += u[i].w[after];
            c->w2 += u[i].w[after] * u[i].w[after];
            c->units += u[i].w[after] > 0;
        }
        *(u[i].treated ? &out->n_treated : &out->n_control) += u[i].w[0] > 0 || u[i].w[1] > 0;
    }
    for (int k = 0; k < CELLS; k++)
        out->too_few = out->too_few || cell[k].units < SAVED_LEAST;
    out->base = cell[3].w;
    if (out->too_few)
        return ST_OK;
    double *const r[CELLS] = { &out->other_before, &out->other_after, &out->before, &out->after };
    for (int k = 0; k < CELLS; k++)
        *r[k] = cell[k].y / cell[k].w;
    VariancePart part[2] = { group(in, u, n, cell, false), group(in, u, n, cell, true) };
    out->effect = (out->after - out->before) - (out->other_after - out->other_before);
    out->se = sqrt(part[0].v + part[1].v);
    out->df = welch_df(part, 2);
    double half = out->se > 0 ? t_quantile(0.5 + (in->level > 0 ? in->level : 0.95) / 2, out->df) * out->se : 0;
    out->low = out->effect - half;
    out->high = out->effect + half;
    out->p = out->se > 0 ? t_two_sided(out->effect / out->se, out->df) : out->effect == 0;
    out->money = out->effect * out->base;
    out->money_low = out->low * out->base;
    out->money_high = out->high * out->base;
    return ST_OK;
}
