/* ratio.h - how much of one thing comes with each of another, where rows of a cluster go along: acts a year, acts against acts.
 *
 * Method  The ratio of sums r = A / B, A = sum of a, B = sum of b (b NULL: 1 a row, so that r is a rate).  Its logarithm is linear in the rows
 *         to first order: u = a / A - b / B; summed within clusters, Var(log r) = G / (G - 1) sum of u(g)^2 (Taylor linearisation, as for a
 *         ratio in a cluster sample: Cochran 1977, 6.4; the same as Poisson regression with the log of b as offset and errors by cluster).
 *         Limits r exp(-+ t se), which are never below zero.  t has one degree of freedom less than clusters that bring anything to
 *         the rarer of the two sums: where five of a thousand companies warn, five is what is known.
 * Shape   in: a, b, cluster of n rows; out: one Ratio.
 * Units   a per b.
 * Errors  ST_INVALID: a value not finite or below zero.  ST_NUMERIC: a sum of zero, fewer than two clusters that bring anything to a sum.
 * Oracle  tests/num/t_ratio.c: R's glm with sandwich's clustered errors, coverage by simulation at 60, 150 and 500 companies.
 */
#ifndef TL_NUM_RATIO_H
#define TL_NUM_RATIO_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct RatioInput {
    const double  *a, *b;         /* b NULL: 1 a row */
    const int64_t *cluster;
    size_t         n;
    double         level;
} RatioInput;

typedef struct Ratio {
    double estimate, low, high, se;   /* se: of the logarithm */
    double df, a, b;                  /* a, b: the sums */
    size_t n, n_clusters;
} Ratio;

MUST_USE Status ratio_estimate(const RatioInput *in, Arena *a, Ratio *out, Err *err);

/* The product of independent ratios, each with limits of its own on the log scale: what r[0] x r[1] x ... lies between. */
Ratio ratio_product(const Ratio *r, size_t n, double level);

#endif
