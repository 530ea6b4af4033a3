/* place_cell.c - cells of place and period, and the variance components that they show. */
#include <math.h>

#include "base/attr.h"
#include "num/cluster.h"
#include "num/did_in.h"
#include "num/dist.h"
#include "num/place_in.h"

enum { PLACES_LEAST = 3, BEFORE_LEAST = 4 };

/* A slope of the treated alone that flatters the action speaks for itself when it is so many of its errors. */
#define OWN_DOUBT 2.0

typedef struct Account {
    double x[2], n[2];
    size_t place;
    bool   treated;
} Account;

static Cell *cell_of(const Grid *g, size_t place, int64_t period)
{
    return g->cell + place * g->n_period + ids_find(g->period, g->n_period, period);
}

/* Accounts' changes, by place: weighted means, and their spread within places. */
static void place_changes(const Account *u, size_t n, Grid *g)
{
    double squares = 0, df = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            if (!(u[i].n[0] > 0 && u[i].n[1] > 0))
                continue;
            double w = u[i].n[0] * u[i].n[1] / (u[i].n[0] + u[i].n[1]), d = u[i].x[1] / u[i].n[1] - u[i].x[0] / u[i].n[0];
            size_t k = u[i].place;
            if (pass) {
                double r = d - g->change[k] / g->weight[k];
                squares += w * r * r;
                df += 1;
            } else {
                g->weight[k] += w;
                g->change[k] += w * d;
                g->units[k]++;
            }
        }
    for (size_t k = 0; k < g->n_place; k++) {
        g->change[k] = g->weight[k] > 0 ? g->change[k] / g->weight[k] : 0;
        df -= g->units[k] > 0;
    }
    g->spread_d = df > 0 ? squares / df : 0;
}

/* Rows of one account and period come together or apart: `within` takes each as its own, which only adds noise. */
static void noises(const DidInput *in, const ClusterIndex *place, Grid *g)
{
    double within[2][2] = { { 0 } }, df[2][2] = { { 0 } };
    for (size_t i = 0; i < in->rows; i++) {
        if (!did_uses(in, i))
            continue;
        Cell *c = cell_of(g, place->of[i], in->period[i]);
        double r = in->x[i] / in->n[i] - c->x / c->n;
        c->within += in->n[i] * r * r;
    }
    for (size_t k = 0; k < g->n_place; k++)
        for (size_t t = 0; t < g->n_period; t++) {
            const Cell *c = g->cell + k * g->n_period + t;
            within[g->treated[k]][t >= g->n_before] += c->within;
            df[g->treated[k]][t >= g->n_before] += c->m > 1 ? (double)c->m - 1 : 0;
        }
    for (size_t s = 0; s < 4; s++)
        g->noise[s / 2][s % 2] = df[s / 2][s % 2] > 0 ? within[s / 2][s % 2] / df[s / 2][s % 2] : 0;
}

Grid grid_build(const PlaceInput *pin, Arena *a)
{
    const DidInput *in = &pin->did;
    ClusterIndex unit = cluster_index(in->unit, in->rows, a), place = cluster_index(pin->place, in->rows, a);
    Grid g = { .n_place = place.n };
    g.n_before = did_periods(in, a, &g.period, &g.n_period);
    g.cell = ARENA_NEW_N(a, Cell, place.n * g.n_period + 1);
    g.treated = ARENA_NEW_N(a, bool, place.n + 1);
    g.weight = ARENA_NEW_N(a, double, place.n + 1);
    g.change = ARENA_NEW_N(a, double, place.n + 1);
    g.units = ARENA_NEW_N(a, size_t, place.n + 1);
    Account *u = ARENA_NEW_N(a, Account, unit.n + 1);
    for (size_t i = 0; i < in->rows; i++) {
        if (!did_uses(in, i))
            continue;
        Cell *c = cell_of(&g, place.of[i], in->period[i]);
        Account *at = &u[unit.of[i]];
        bool after = in->period[i] >= in->start;
        c->x += in->x[i];
        c->n += in->n[i];
        c->m++;
        at->place = place.of[i];
        at->x[after] += in->x[i];
        at->n[after] += in->n[i];
        g.treated[place.of[i]] = in->treated[i];
    }
    place_changes(u, unit.n, &g);
    noises(in, &place, &g);
    return g;
}

double part_value(Part p) { return p.slope > 0 && p.q > p.df ? (p.q - p.df) / p.slope : 0; }

/* Sum of x and n of the places of one kind over [from, to). */
static Cell pooled(const Grid *g, bool treated, size_t from, size_t to)
{
    Cell s = { 0 };
    for (size_t k = 0; k < g->n_place; k++)
        for (size_t t = from; t < to && g->treated[k] == treated; t++) {
            s.x += g->cell[k * g->n_period + t].x;
            s.n += g->cell[k * g->n_period + t].n;
        }
    return s;
}

static double level_of(const Grid *g, size_t k, size_t from, size_t to)
{
    double x = 0, n = 0;
    for (size_t t = from; t < to; t++) {
        x += g->cell[k * g->n_period + t].x;
        n += g->cell[k * g->n_period + t].n;
    }
    return n > 0 ? x / n : 0;
}

/* The comparison places' mean deviation from their own levels, by period; squares: of their shares in it. */
static double month_means(const Grid *g, size_t from, size_t to, double *m)
{
    double all = pooled(g, false, from, to).n, squares = 0;
    for (size_t t = from; t < to; t++) {
        double sum = 0, n = 0;
        for (size_t k = 0; k < g->n_place; k++) {
            const Cell *c = g->cell + k * g->n_period + t;
            if (g->treated[k] || !(c->n > 0))
                continue;
            sum += c->n * (c->x / c->n - level_of(g, k, from, to));
            n += c->n;
        }
        m[t] = n > 0 ? sum / n : 0;
    }
    for (size_t k = 0; k < g->n_place && all > 0; k++)
        if (!g->treated[k]) {
            double n = 0;
            for (size_t t = from; t < to; t++)
                n += g->cell[k * g->n_period + t].n;
            squares += n * n / (all * all);
        }
    return squares;
}

/* One side of the start: residuals of cells from place and period.  Taking off the comparison's mean, in which a comparison
 * place has its own share, changes what is left by the factor `left`.  m: room for as many as there are periods. */
static void shocks_of_side(const Grid *g, size_t from, size_t to, double *m, Part *p)
{
    size_t side = from > 0;
    double shares = month_means(g, from, to, m), all = pooled(g, false, from, to).n;
    for (size_t k = 0; k < g->n_place; k++) {
        double noise = g->noise[g->treated[k]][side], level = level_of(g, k, from, to), n = 0, squares = 0, q = 0, off = 0;
        size_t seen = 0;
        for (size_t t = from; t < to; t++) {
            const Cell *c = g->cell + k * g->n_period + t;
            n += c->n;
            off += c->n * m[t];
        }
        for (size_t t = from; t < to && noise > 0 && n > 0; t++) {
            const Cell *c = g->cell + k * g->n_period + t;
            if (!(c->n > 0))
                continue;
            double r = c->x / c->n - level - (m[t] - off / n);
            q += c->n * r * r;
            squares += c->n * c->n;
            seen++;
        }
        if (seen < 2)
            continue;
        double left = g->treated[k] ? 1 : 1 - n / all;
        p->q += q / noise;
        p->df += ((double)seen - 1) * left;
        p->slope += (n - squares / n) / noise * (g->treated[k] ? 1 + shares : 1 - 2 * n / all + shares);
    }
}

/* A shock of a place-period moves the group's mean by the cell's share of the group's trials. */
static double shock_weight(const Grid *g, bool treated, size_t from, size_t to)
{
    double n = pooled(g, treated, from, to).n, sum = 0;
    for (size_t k = 0; k < g->n_place; k++)
        for (size_t t = from; t < to && g->treated[k] == treated && n > 0; t++)
            sum += pow(g->cell[k * g->n_period + t].n / n, 2);
    return sum;
}

void grid_shocks(const Grid *g, Place *out)
{
    Part p = { 0 };
    double month[1024];
    out->shock_p = F64_NAN;
    if (g->n_period > COUNT_OF(month))
        return;
    shocks_of_side(g, 0, g->n_before, month, &p);
    shocks_of_side(g, g->n_before, g->n_period, month, &p);
    if (!(p.df >= 1))
        return;
    double variance = part_value(p), weight = 0;
    out->shock = sqrt(variance);
    out->shock_p = chi2_tail(p.q, p.df);
    for (int treated = 0; treated < 2; treated++)
        weight += shock_weight(g, treated, 0, g->n_before) + shock_weight(g, treated, g->n_before, g->n_period);
    out->v_place = variance * weight;
    out->place_df = p.df;
}

/* Sum of squared shares of the places of one kind in their weight. */
static double share_squares(const Grid *g, bool treated)
{
    double w = 0, sum = 0;
    for (size_t k = 0; k < g->n_place; k++)
        w += g->treated[k] == treated ? g->weight[k] : 0;
    for (size_t k = 0; k < g->n_place && w > 0; k++)
        sum += g->treated[k] == treated ? pow(g->weight[k] / w, 2) : 0;
    return sum;
}

/* DerSimonian and Laird: values v of precision w. */
static Part spread_of(const double *v, const double *w, size_t n)
{
    double sum = 0, squares = 0, mean = 0;
    Part p = { .df = (double)n - 1 };
    for (size_t k = 0; k < n; k++) {
        sum += w[k];
        squares += w[k] * w[k];
        mean += w[k] * v[k];
    }
    for (size_t k = 0; k < n; k++)
        p.q += w[k] * pow(v[k] - mean / sum, 2);
    p.slope = sum > 0 ? sum - squares / sum : 0;
    return p;
}

void grid_changes(const Grid *g, Place *out)
{
    double v[256], w[256];
    size_t n = 0;
    for (size_t k = 0; k < g->n_place; k++) {
        if (g->units[k] && g->treated[k])
            out->places_treated++;
        if (g->units[k] && !g->treated[k])
            out->places_control++;
        if (g->treated[k] || g->units[k] < 2 || n == COUNT_OF(v) || !(g->spread_d > 0))
            continue;
        v[n] = g->change[k];
        w[n++] = g->weight[k] / g->spread_d;
    }
    if (n < PLACES_LEAST)
        return;
    double variance = part_value(spread_of(v, w, n));
    out->change = sqrt(variance);
    double between = variance * (share_squares(g, true) + share_squares(g, false));
    if (between > out->v_place) {
        out->v_place = between;
        out->place_df = (double)n - 1;
    }
}

typedef struct Slope {
    double b, v;                 /* a period; variance by sampling and shocks */
} Slope;

/* Weighted least squares of the group's difference from the comparison places' period means; only = SIZE_MAX: all treated together. */
static Slope slope_of(const Grid *g, size_t only, double shock)
{
    double n = 0, t1 = 0, sxx = 0, sxy = 0, extra = 0;
    double noise = g->noise[only == SIZE_MAX || g->treated[only]][0];
    for (int pass = 0; pass < 2; pass++)
        for (size_t t = 0; t < g->n_before; t++) {
            Cell c = only == SIZE_MAX ? pooled(g, true, t, t + 1) : g->cell[only * g->n_period + t], o = pooled(g, false, t, t + 1);
            double at = (double)(g->period[t] - g->period[0]);
            if (!(c.n > 0 && o.n > 0))
                continue;
            if (pass) {
                double x = at - t1 / n;
                sxx += c.n * x * x;
                sxy += c.n * x * (c.x / c.n - o.x / o.n);
                extra += c.n * c.n * x * x;
            } else {
                n += c.n;
                t1 += c.n * at;
            }
        }
    if (!(sxx > 0))
        return (Slope){ 0, F64_INF };
    return (Slope){ sxy / sxx, noise / sxx + shock * shock * extra / (sxx * sxx) };
}

static double middle(const Grid *g, size_t from, size_t to)
{
    double n = 0, at = 0;
    for (size_t t = from; t < to; t++) {
        double w = pooled(g, true, t, t + 1).n;
        n += w;
        at += w * (double)(g->period[t] - g->period[0]);
    }
    return n > 0 ? at / n : 0;
}

void grid_drift(const Grid *g, double way, Place *out)
{
    double b[256], w[256];
    size_t n = 0;
    if (g->n_before < BEFORE_LEAST)
        return;
    for (size_t k = 0; k < g->n_place && n < COUNT_OF(b); k++) {
        Slope s = slope_of(g, k, out->shock);
        if (!(s.v > 0) || !isfinite(s.v))
            continue;
        b[n] = s.b;
        w[n++] = 1 / s.v;
    }
    Slope all = slope_of(g, SIZE_MAX, out->shock);
    double far = middle(g, g->n_before, g->n_period) - middle(g, 0, g->n_before);
    out->slope = all.b;
    out->straight = out->did.estimate - all.b * far;
    if (n <= PLACES_LEAST || !(all.v > 0) || !isfinite(all.v))
        return;
    double pooled_prior = part_value(spread_of(b, w, n)) * share_squares(g, true);
    bool flatters = all.b * far * way > 0;
    double own = flatters && all.b * all.b > OWN_DOUBT * OWN_DOUBT * all.v ? all.b * all.b - all.v : 0;
    double prior = fmax(pooled_prior, own);
    out->slope_part = prior / (prior + all.v);
    out->drift = out->slope_part * all.b * far;
    out->v_drift = far * far * out->slope_part * all.v;
}
