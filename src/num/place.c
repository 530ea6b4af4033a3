#include "num/place.h"

#include <math.h>
#include <string.h>

#include "num/dist.h"
#include "num/interval.h"
#include "num/look.h"
#include "num/place_in.h"

enum { HORIZON = 12, QUARTER = 3, BLOCKS_MOST = 4, AHEAD_MAX = 600 };

#define SURVIVES_MAX 9.0
#define ONE_SIDED    0.95
#define POWER        0.8

static void fill_interval(const PlaceInput *in, Place *o)
{
    double most = (double)(o->did.units_treated + o->did.units_control) - 2;
    const VariancePart part[] = { { o->v_account + o->v_drift, o->did.df }, { o->v_place, fmax(1, o->place_df) } };
    o->estimate = o->did.estimate - o->drift;
    o->se = sqrt(o->v_account + o->v_place + o->v_drift);
    o->df = o->v_place > 0 ? fmin(welch_df(part, 2), most) : o->did.df;
    o->information = look_information((double)o->did.periods_before, (double)o->did.periods_after, (double)in->horizon);
    o->bound = look_bound(in->did.level, in->family, o->information, o->df);
    o->low = o->estimate - o->bound * o->se;
    o->high = o->estimate + o->bound * o->se;
    o->p = look_p(o->se > 0 ? t_two_sided(o->estimate / o->se, o->df) : F64_NAN, o->information);
    if (o->did.warnings & DID_UNLIKE)
        o->luck = o->se * o->se / fabs(o->did.treated_before - o->did.control_before);
}

/* The largest M at which (e - M d) / sqrt(v + M^2 vd) still exceeds z. */
static double survives(double e, double v, double d, double vd, double z)
{
    double a = d * d - z * z * vd, b = e * d, c = e * e - z * z * v;
    if (!(e > 0) || c <= 0)
        return 0;
    if (fabs(a) < 1e-12 * (d * d + z * z * vd))
        return b > 0 ? fmin(SURVIVES_MAX, c / (2 * b)) : SURVIVES_MAX;
    double root = sqrt(fmax(0, b * b - a * c));
    return fmin(SURVIVES_MAX, (b - root) / a);
}

/* How far the groups' difference in [from, to) lay from its mean before. */
static double block_gap(const Grid *g, size_t from, size_t to, double shock, double *variance)
{
    double gap = 0;
    *variance = 0;
    for (int treated = 0; treated < 2; treated++) {
        double x[2] = { 0 }, n[2] = { 0 }, squares = 0;   /* of the block, of all before */
        for (size_t k = 0; k < g->n_place; k++)
            for (size_t t = 0; t < g->n_before && g->treated[k] == (bool)treated; t++) {
                const Cell *c = g->cell + k * g->n_period + t;
                bool in = t >= from && t < to;
                x[1] += c->x;
                n[1] += c->n;
                x[0] += in ? c->x : 0;
                n[0] += in ? c->n : 0;
                squares += in ? c->n * c->n : 0;
            }
        if (!(n[0] > 0))
            return F64_NAN;
        gap += (treated ? 1 : -1) * (x[0] / n[0] - x[1] / n[1]);
        *variance += g->noise[treated][0] * fmax(0, 1 / n[0] - 1 / n[1]) + shock * shock * squares / (n[0] * n[0]);
    }
    return gap;
}

static void fill_departure(const Grid *g, double direction, Place *o)
{
    size_t blocks = (g->n_before + 1) / QUARTER;
    double z = normal_quantile(ONE_SIDED), e = direction * o->estimate - o->luck;
    blocks = blocks > BLOCKS_MOST ? BLOCKS_MOST : blocks;
    if (blocks < 2 && g->n_before >= 2)
        blocks = 2;
    o->departure = blocks >= 2 ? SURVIVES_MAX : 0;
    for (size_t b = 0; b < blocks; b++) {
        double v, d = block_gap(g, b * g->n_before / blocks, (b + 1) * g->n_before / blocks, o->shock, &v);
        if (isnan(d))
            continue;
        o->largest = fmax(o->largest, fabs(d));
        o->departure = fmin(o->departure, survives(e, o->se * o->se, fabs(d), v, z));
    }
}

/* When would the wanted effect be seen?  What lies between accounts shrinks with periods; what lies between places does not. */
static void fill_more(const PlaceInput *in, Place *o)
{
    double before = (double)o->did.periods_before, after = (double)o->did.periods_after, horizon = (double)in->horizon;
    double now = 1 / before + 1 / after, power = normal_quantile(POWER);
    double fixed = o->change * o->change > 0 ? o->v_place : 0, moving = o->v_account + o->v_drift + o->v_place - fixed;
    double want = fabs(in->did.wanted);
    o->more_periods = o->more_units = F64_NAN;
    for (int k = (int)after; k <= in->horizon; k++) {
        double se = sqrt(moving * (1 / before + 1 / (double)k) / now + fixed);
        if ((look_bound(in->did.level, in->family, look_information(before, k, horizon), o->df) + power) * se <= want) {
            o->more_periods = fmax(1, k - after);
            return;
        }
    }
    double room = pow(want / (look_bound(in->did.level, in->family, 1, o->df) + power), 2) - fixed;
    double end = moving * (1 / before + 1 / fmax(horizon, after)) / now;
    o->more_units = room > 0 ? fmax(1, end / room) : F64_INF;
}

static void judge(const PlaceInput *in, Place *o)
{
    double way = in->did.wanted > 0 ? 1 : -1, worst = way > 0 ? o->low : -o->high;
    bool path = isnan(o->straight) || way * o->straight > 0;
    if (worst - o->luck > 0 && o->departure >= in->departure && path)
        o->verdict = DID_WORKED;
    else if (way > 0 ? o->high < in->did.wanted : o->low > in->did.wanted)
        o->verdict = DID_DID_NOT;
}

Status place_estimate(const PlaceInput *given, Arena *a, Place *out, Err *err)
{
    PlaceInput in = *given;
    uint8_t *use = ARENA_NEW_N(a, uint8_t, in.did.rows + 1);
    const double nan = F64_NAN;
    in.horizon = in.horizon > 0 ? in.horizon : HORIZON;
    in.departure = in.departure > 0 ? in.departure : 1;
    in.family = in.family ? in.family : 1;
    in.did.level = in.did.level != 0 ? in.did.level : 0.95;
    for (size_t i = 0; i < in.did.rows; i++)
        use[i] = (!given->did.use || given->did.use[i]) && in.did.period[i] < in.did.start + in.horizon;
    in.did.use = use;
    Place o = { .estimate = nan, .se = nan, .low = nan, .high = nan, .p = nan, .df = nan, .shock_p = nan, .straight = nan, .more_periods = nan, .more_units = nan };
    Status st = did_estimate(&in.did, a, &o.did, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    if (!o.did.too_few) {
        Grid g = grid_build(&in, a);
        o.v_account = o.did.se * o.did.se;
        grid_shocks(&g, &o);
        grid_changes(&g, &o);
        grid_drift(&g, in.did.wanted > 0 ? 1 : -1, &o);
        fill_interval(&in, &o);
        fill_departure(&g, in.did.wanted > 0 ? 1 : -1, &o);
        fill_more(&in, &o);
        judge(&in, &o);
    }
    *out = o;
    arena_rewind(a, mark);
    return ST_OK;
}
