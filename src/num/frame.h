/* frame.h - covariates made ready for a penalised fit.
 *
 * Method  each column is centred by its weighted mean and divided by its weighted standard
 *         deviation (divisor: sum of weights), so that one ridge penalty means the same for all;
 *         a column whose deviation is below FRAME_FLAT times its size has no information and is
 *         left out.  Stored row by row with a leading 1, the order in which fits read it.
 *         Rows of weight 0 do not count for mean and deviation but are transformed too, so that
 *         a fit on one group predicts for the other.
 * Shape   in: x column-major n by p, w[n] or NULL (all 1); out: z row-major n by k,
 *         k = 1 + kept columns.
 * Units   z in standard deviations; frame_beta() turns coefficients back to the units of x.
 * Errors  ST_INVALID: a value not finite, a negative weight; ST_NUMERIC: no weight at all;
 *         ST_TOO_BIG: more than FRAME_P_MAX columns.
 * Oracle  tests/num/t_logit.c, through R's glm with covariates on wildly different scales.
 */
#ifndef TL_NUM_FRAME_H
#define TL_NUM_FRAME_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { FRAME_P_MAX = 200 };

/* Rounding in a mean of n values leaves about 1e-13 of its size; ten times that is no signal. */
#define FRAME_FLAT 1e-12

typedef struct FrameInput {
    const double *x, *w;
    size_t        n, p;
} FrameInput;

typedef struct Frame {
    size_t  n, p, k;
    double *z;               /* n by k; z[i*k] = 1 */
    double *mean, *sd;       /* of column p */
    size_t *column;          /* z column j (1 .. k-1) is x column column[j] */
    size_t  dropped;
    double  weight;          /* sum of w */
} Frame;

MUST_USE Status frame_build(const FrameInput *in, Arena *a, Frame *out, Err *err);

/* b[k] on z's scale -> beta[p+1] on x's, intercept first; left-out columns get 0. */
void frame_beta(const Frame *f, const double *b, double *beta);
/* The standard errors that go with frame_beta(), from cov (k by k) of b; left-out: 0. */
void frame_se(const Frame *f, const double *cov, double *se);

#endif
