#include "num/driver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/eigen.h"

/* Of a standardised column this much variance must be left beside the others for it to add anything: below, what is
 * left is rounding in the correlations. */
#define NOTHING_NEW 1e-9

/* The factor of one subset, and what its columns say about the outcome. */
typedef struct Walk {
    const double *r;
    size_t  p;
    double *l;             /* DRIVER_MAX rows of DRIVER_MAX: factor of the chosen columns' correlations */
    double  z[DRIVER_MAX];
    size_t  column[DRIVER_MAX];
    double *fit;           /* per subset */
} Walk;

/* Adds column j to a subset of k useful columns; returns the new number of them and the R-squared gained. */
static size_t add(Walk *w, size_t k, size_t j, double *gain)
{
    size_t q = w->p + 1;
    double *row = w->l + k * DRIVER_MAX, left = w->r[j * q + j], z = w->r[j * q + w->p];
    for (size_t i = 0; i < k; i++) {
        double s = w->r[j * q + w->column[i]];
        for (size_t c = 0; c < i; c++)
            s -= row[c] * w->l[i * DRIVER_MAX + c];
        row[i] = s / w->l[i * DRIVER_MAX + i];
        left -= row[i] * row[i];
        z -= row[i] * w->z[i];
    }
    *gain = 0;
    if (!(left > NOTHING_NEW))
        return k;
    row[k] = sqrt(left);
    w->z[k] = z / row[k];
    w->column[k] = j;
    *gain = w->z[k] * w->z[k];
    return k + 1;
}

/* All subsets: column j is in or not; depth first, so that the factor of the shared part is computed once. */
static void all_subsets(Walk *w)
{
    size_t k[DRIVER_MAX + 1] = { 0 }, depth = 0;
    uint32_t set[DRIVER_MAX + 1] = { 0 };
    size_t next[DRIVER_MAX + 1] = { 0 };
    w->fit[0] = 0;
    for (;;) {
        if (next[depth] == w->p) {
            if (!depth)
                return;
            depth--;
            continue;
        }
        size_t j = next[depth]++;
        double gain;
        k[depth + 1] = add(w, k[depth], j, &gain);
        set[depth + 1] = set[depth] | (uint32_t)1 << j;
        w->fit[set[depth + 1]] = w->fit[set[depth]] + gain;
        next[++depth] = j + 1;
    }
}

Status driver_shapley(const double *fit, size_t p, double *share, Err *err)
{
    double weight[DRIVER_MAX];
    if (!p)
        return ERR(err, ST_INVALID, "no columns");
    if (p > DRIVER_MAX)
        return ERR(err, ST_TOO_BIG, "%zu columns, at most %d can be split exactly", p, DRIVER_MAX);
    /* |S|! (p - 1 - |S|)! / p! */
    weight[0] = 1.0 / (double)p;
    for (size_t s = 1; s < p; s++)
        weight[s] = weight[s - 1] * (double)s / (double)(p - s);
    memset(share, 0, p * sizeof *share);
    for (uint32_t set = 0; set < (uint32_t)1 << p; set++) {
        size_t size = (size_t)__builtin_popcount(set);
        for (size_t j = 0; j < p; j++)
            if (!(set >> j & 1))
                share[j] += weight[size] * (fit[set | (uint32_t)1 << j] - fit[set]);
    }
    return ST_OK;
}

Status driver_lmg(const double *r, size_t p, Arena *a, double *share, Err *err)
{
    if (!p)
        return ERR(err, ST_INVALID, "no columns");
    if (p > DRIVER_MAX)
        return ERR(err, ST_TOO_BIG, "%zu columns, at most %d can be split exactly", p, DRIVER_MAX);
    ArenaMark mark = arena_mark(a);
    Walk w = { .r = r, .p = p, .l = ARENA_NEW_N(a, double, DRIVER_MAX * DRIVER_MAX), .fit = ARENA_NEW_N(a, double, (size_t)1 << p) };
    all_subsets(&w);
    Status st = driver_shapley(w.fit, p, share, err);
    arena_rewind(a, mark);
    return st;
}

/* Eigenvalues below this share of the largest are rounding: the columns span fewer dimensions. */
#define FLAT_DIRECTION 1e-12

static void nearest_orthogonal(const double *r, size_t p, const double *value, const double *vector, double *share)
{
    size_t q = p + 1;
    double beta[DRIVER_MAX], root[DRIVER_MAX][DRIVER_MAX];
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            root[i][j] = 0;
            for (size_t e = 0; e < p; e++)
                root[i][j] += vector[i * p + e] * sqrt(fmax(0, value[e])) * vector[j * p + e];
        }
    for (size_t i = 0; i < p; i++) {
        beta[i] = 0;
        for (size_t e = 0; e < p; e++) {
            double along = 0;
            for (size_t j = 0; j < p; j++)
                along += vector[j * p + e] * r[j * q + p];
            if (value[e] > FLAT_DIRECTION * value[0])
                beta[i] += vector[i * p + e] * along / sqrt(value[e]);
        }
    }
    for (size_t i = 0; i < p; i++) {
        share[i] = 0;
        for (size_t j = 0; j < p; j++)
            share[i] += root[i][j] * root[i][j] * beta[j] * beta[j];
    }
}

Status driver_johnson(const double *r, size_t p, Arena *a, double *share, double *condition, Err *err)
{
    if (!p)
        return ERR(err, ST_INVALID, "no columns");
    if (p > DRIVER_MAX)
        return ERR(err, ST_TOO_BIG, "%zu columns, at most %d", p, DRIVER_MAX);
    ArenaMark mark = arena_mark(a);
    double *m = ARENA_NEW_N(a, double, p * p), *v = ARENA_NEW_N(a, double, p * p), value[DRIVER_MAX];
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            m[i * p + j] = r[i * (p + 1) + j];
    eigen_symmetric(m, p, value, v);
    nearest_orthogonal(r, p, value, v, share);
    if (condition)
        *condition = value[p - 1] > FLAT_DIRECTION * value[0] ? value[0] / value[p - 1] : F64_INF;
    arena_rewind(a, mark);
    return ST_OK;
}
