/* maximise.h - the top of a smooth function of a few unknowns, and how sharp it is.
 *
 * Method  Newton steps.  The function gives its value and its gradient; the curvature is taken from central
 *         differences of the gradient (2p gradients a step, which is little while p is small).  Where the surface is
 *         not a hill, the curvature is made one by adding to its diagonal; a step is no longer than MAXIMISE_STRIDE in
 *         each unknown and is halved until the value does not fall.  Ends when the gain that the curvature promises is
 *         below MAXIMISE_GAIN.  The covariance is the inverse of the curvature at the top.
 *         Unknowns that must be positive are handed in as logarithms.
 * Shape   in: theta of p, the start; p <= MAXIMISE_P_MAX.  out: theta of p, the top; cov p by p, or NULL.
 * Units   the caller's.  A log-likelihood makes cov the usual covariance of its estimates.
 * Errors  ST_NUMERIC: value or gradient not finite at the start; ST_TOO_BIG: p.  Doubt is a warning bit: with
 *         MAXIMISE_FLAT the covariance is not to be believed.
 * Oracle  tests/num/t_lifetime.c: R's optim on likelihoods; published estimates.
 */
#ifndef TL_NUM_MAXIMISE_H
#define TL_NUM_MAXIMISE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { MAXIMISE_P_MAX = 12, MAXIMISE_STEPS = 200 };
#define MAXIMISE_GAIN   1e-10
#define MAXIMISE_STRIDE 2.0
#define MAXIMISE_VAGUE  10.0   /* a standard error (of a logarithm) above it is no estimate */
#define MAXIMISE_FAR    30.0   /* an unknown that goes further is on its way to infinity */

typedef enum MaximiseWarning {
    MAXIMISE_NOT_CONVERGED = 1,
    MAXIMISE_FLAT = 2,             /* no curvature in some direction: the data do not tell the unknowns apart */
    MAXIMISE_RUNAWAY = 4,          /* some unknown ran beyond MAXIMISE_FAR */
} MaximiseWarning;

/* The value at theta; fills grad[p]. */
typedef double MaximiseFn(const double *theta, double *grad, const void *ctx);

typedef struct Maximum {
    double   value;
    int      steps;
    unsigned warnings;
} Maximum;

MUST_USE Status maximise(MaximiseFn *fn, const void *ctx, size_t p, double *theta, double *cov, Maximum *out, Err *err);

#endif
