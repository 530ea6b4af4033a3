#include "num/svm.h"

#include <math.h>

#include "num/rng.h"

static const double TOLERANCE = 0.1;
enum { ROUNDS_MAX = 200, PLATT_ROUNDS = 100, HALVINGS = 40 };

double svm_margin(const SparseRows *rows, size_t row, const double *w)
{
    double sum = 0;
    for (size_t k = rows->start[row]; k < rows->start[row + 1]; k++)
        sum += w[rows->col[k]] * (double)rows->value[k];
    return sum;
}

static double square_of(const SparseRows *rows, size_t row)
{
    double sum = 0;
    for (size_t k = rows->start[row]; k < rows->start[row + 1]; k++)
        sum += (double)rows->value[k] * (double)rows->value[k];
    return sum;
}

static void add_row(const SparseRows *rows, size_t row, double by, double *w)
{
    for (size_t k = rows->start[row]; k < rows->start[row + 1]; k++)
        w[rows->col[k]] += by * (double)rows->value[k];
}

typedef struct Descent {
    const SparseRows *rows;
    const int8_t     *y;
    const double     *cost;
    double           *w, *alpha, *square;
    uint32_t         *order;
    size_t            n;
} Descent;

/* One visit of every row; returns the spread of the projected gradient. */
static double descend(Descent *d, Rng *rng)
{
    double most = -HUGE_VAL, least = HUGE_VAL;
    for (size_t k = d->n; k > 1; k--) {
        size_t with = (size_t)rng_below(rng, (int64_t)k);
        uint32_t t = d->order[k - 1];
        d->order[k - 1] = d->order[with];
        d->order[with] = t;
    }
    for (size_t k = 0; k < d->n; k++) {
        uint32_t i = d->order[k];
        double y = d->y[i], ridge = 0.5 / d->cost[i], was = d->alpha[i];
        double g = y * svm_margin(d->rows, i, d->w) - 1 + was * ridge;
        double projected = was > 0 ? g : fmin(g, 0);
        most = fmax(most, projected);
        least = fmin(least, projected);
        if (projected == 0)
            continue;
        d->alpha[i] = fmax(was - g / (d->square[i] + ridge), 0);
        add_row(d->rows, i, (d->alpha[i] - was) * y, d->w);
    }
    return most - least;
}

static void account(const Descent *d, uint32_t dim, SvmFit *out)
{
    double norm = 0, loss = 0, dual = 0;
    for (uint32_t k = 0; k < dim; k++)
        norm += d->w[k] * d->w[k];
    for (size_t i = 0; i < d->rows->n; i++) {
        if (!d->y[i])
            continue;
        double short_by = fmax(0, 1 - d->y[i] * svm_margin(d->rows, i, d->w));
        loss += d->cost[i] * short_by * short_by;
        dual += d->alpha[i] - d->alpha[i] * d->alpha[i] * 0.25 / d->cost[i];
        out->support += d->alpha[i] > 0;
    }
    out->loss = norm / 2 + loss;
    out->gap = out->loss - (dual - norm / 2);
}

Status svm_fit(const SparseRows *rows, const int8_t *y, const double *cost, const SvmOptions *o, Arena *scratch,
                  double *w, SvmFit *out, Err *err)
{
    ArenaMark mark = arena_mark(scratch);
    Descent d = { .rows = rows, .y = y, .cost = cost, .w = w };
    double tolerance = o->tolerance > 0 ? o->tolerance : TOLERANCE;
    unsigned rounds = o->rounds_max ? o->rounds_max : ROUNDS_MAX;
    size_t side[2] = { 0, 0 };
    Rng *rng = rng_create(scratch, o->seed);
    *out = (SvmFit){ 0 };
    d.alpha = ARENA_NEW_N(scratch, double, rows->n + 1);
    d.square = ARENA_NEW_N(scratch, double, rows->n + 1);
    d.order = ARENA_NEW_N(scratch, uint32_t, rows->n + 1);
    memset(w, 0, rows->dim * sizeof *w);
    for (size_t i = 0; i < rows->n; i++) {
        if (!y[i])
            continue;
        side[y[i] > 0]++;
        d.square[i] = square_of(rows, i);
        d.order[d.n++] = (uint32_t)i;
    }
    if (!side[0] || !side[1]) {
        arena_rewind(scratch, mark);
        return ERR(err, ST_INVALID, "%zu rows for and %zu against: nothing to tell apart", side[1], side[0]);
    }
    while (out->rounds < rounds) {
        out->rounds++;
        if (descend(&d, rng) <= tolerance)
            break;
    }
    out->n = d.n;
    account(&d, rows->dim, out);
    arena_rewind(scratch, mark);
    return ST_OK;
}

double platt_p(Platt p, double margin)
{
    double f = p.slope * margin + p.offset;
    return f >= 0 ? exp(-f) / (1 + exp(-f)) : 1 / (1 + exp(f));
}

/* -log likelihood of targets t, written so that neither exp can overflow. */
static double platt_loss(Platt p, const double *margin, const int8_t *y, size_t n, const double target[2])
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double f = p.slope * margin[i] + p.offset, t = target[y[i] > 0];
        sum += f >= 0 ? t * f + log1p(exp(-f)) : (t - 1) * f + log1p(exp(f));
    }
    return sum;
}

Platt platt_fit(const double *margin, const int8_t *y, size_t n)
{
    const double RIDGE = 1e-12, SMALL = 1e-5, SLOPE_LEAST = 1e-10, ENOUGH = 1e-4;
    double side[2] = { 0, 0 };
    for (size_t i = 0; i < n; i++)
        side[y[i] > 0]++;
    const double target[2] = { 1 / (side[0] + 2), (side[1] + 1) / (side[1] + 2) };
    Platt p = { 0, log((side[0] + 1) / (side[1] + 1)) };
    double now = platt_loss(p, margin, y, n, target);
    for (int round = 0; round < PLATT_ROUNDS; round++) {
        double h11 = RIDGE, h22 = RIDGE, h21 = 0, g1 = 0, g2 = 0;
        for (size_t i = 0; i < n; i++) {
            double q = platt_p(p, margin[i]), d2 = q * (1 - q), d1 = target[y[i] > 0] - q;
            h11 += margin[i] * margin[i] * d2;
            h22 += d2;
            h21 += margin[i] * d2;
            g1 += margin[i] * d1;
            g2 += d1;
        }
        if (fabs(g1) < SMALL && fabs(g2) < SMALL)
            break;
        double det = h11 * h22 - h21 * h21;
        double ds = -(h22 * g1 - h21 * g2) / det, db = -(h11 * g2 - h21 * g1) / det, slope = g1 * ds + g2 * db, step = 1;
        int k = 0;
        for (; k < HALVINGS && step >= SLOPE_LEAST; k++, step /= 2) {
            Platt next = { p.slope + step * ds, p.offset + step * db };
            double then = platt_loss(next, margin, y, n, target);
            if (then < now + ENOUGH * step * slope) {
                p = next;
                now = then;
                break;
            }
        }
        if (k == HALVINGS || step < SLOPE_LEAST)
            break;
    }
    return p;
}
