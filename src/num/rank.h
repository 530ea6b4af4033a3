/* rank.h - do two measures of the same things go together, whatever their scales?
 *
 * Method  Spearman's correlation: Pearson's of the ranks, equal values sharing the mean of theirs.  Interval by Fisher's z with variance
 *         1.06 / (n - 3) (Fieller, Hartley & Pearson, Biometrika 44, 1957), normal, of the level asked for.
 * Shape   x[n], y[n]: one row a thing measured twice.
 * Errors  r NAN with fewer than four rows, or where either does not vary; no interval then.
 * Oracle  tests/num/t_rank.c: R's cor(method = "spearman") run live, coverage by simulation.
 */
#ifndef TL_NUM_RANK_H
#define TL_NUM_RANK_H

#include <stddef.h>

#include "base/arena.h"

typedef struct RankCorrelation {
    double r, low, high;
    size_t n;
} RankCorrelation;

RankCorrelation rank_correlation(const double *x, const double *y, size_t n, double level, Arena *a);

#endif
