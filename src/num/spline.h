/* spline.h - a smooth curve of one column, as more columns of a regression.
 *
 * Method  Restricted (natural) cubic spline in truncated powers (Harrell, Regression Modeling Strategies, 2.4.5): with knots t1 < ... < tk
 *             b_j(v) = [ (v - t_j)+^3 - (v - t_(k-1))+^3 (t_k - t_j)/d + (v - t_k)+^3 (t_(k-1) - t_j)/d ] / (t_k - t1)^2,   d = t_k - t_(k-1)
 *         for j = 1 .. k-2, beside v itself: a line outside the outer knots, k - 2 bends between them.  Knots are quantiles of v, at equal steps from
 *         SPLINE_FROM to 1 - SPLINE_FROM; those that fall together (many rows of one day) count once, and fewer than three make no bend.
 * Shape   in: v[n], finite.  out: up to `bends` columns of n into x, column-major; how many is returned.
 * Units   those of v.
 * Oracle  tests/num/t_spline.c: R fits the same curve with splines::ns on the same knots.
 */
#ifndef TL_NUM_SPLINE_H
#define TL_NUM_SPLINE_H

#include "base/arena.h"

enum { SPLINE_BENDS_MOST = 8 };
#define SPLINE_FROM 0.05

size_t spline_bends(const double *v, size_t n, size_t bends, Arena *a, double *x);
/* The knots alone: at most bends + 2 into knot; how many. */
size_t spline_knots(const double *v, size_t n, size_t bends, Arena *a, double *knot);

#endif
