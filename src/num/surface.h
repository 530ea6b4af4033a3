/* surface.h - an outcome over what was expected and what was lived: not their difference, which would hide which of the two moved.
 *
 * Method  z = b0 + b1 x + b2 y + b3 x^2 + b4 x y + b5 y^2 by least squares, errors by cluster (robust.h); x what was expected, y what was lived, both
 *         centred by the caller at the middle of their scale (Edwards 1993; response surface).  Along the line y = x: slope a1 = b1 + b2,
 *         curve a2 = b3 + b4 + b5; along y = -x, lived falling as expected rises: a3 = b1 - b2, a4 = b3 - b4 + b5.  a1 above 0:
 *         much of both is better than little of both; a3 below 0: falling short costs more than exceeding brings; a4 below 0: any
 *         mismatch costs.
 * Shape   in: x, y, z, cluster of n; out: b[6], a[4] with intervals, R-squared.
 * Units   z's a unit of x.
 * Errors  those of robust.h; ST_NUMERIC: fewer than SURFACE_LEAST rows, z the same for all.
 * Oracle  tests/num/t_surface.c: R's lm and its contrasts; the published surface of RSA's motcon (a1 .5553); coverage by simulation.
 */
#ifndef TL_NUM_SURFACE_H
#define TL_NUM_SURFACE_H

#include "num/interval.h"

enum { SURFACE_TERMS = 6, SURFACE_SLOPES = 4, SURFACE_LEAST = 12 };

typedef struct SurfaceInput {
    const double  *x, *y, *z;
    const int64_t *cluster;
    size_t         n;
} SurfaceInput;

typedef struct Surface {
    double   b[SURFACE_TERMS], r2;
    Interval a[SURFACE_SLOPES];
    size_t   n, n_clusters;
} Surface;

MUST_USE Status surface_fit(const SurfaceInput *in, Arena *a, Surface *out, Err *err);

#endif
