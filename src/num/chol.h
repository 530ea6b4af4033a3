/* chol.h - small symmetric systems, solved by an own Cholesky factor.
 *
 * Method  A = L L', row by row, in place in the lower triangle (row-major p by p); the upper
 *         triangle is neither read nor written.  Own code instead of LAPACK because p <= 60 here
 *         and a threaded library may change the order of sums from machine to machine.
 *         A pivot below CHOL_TINY times its diagonal element means that the column is, to
 *         rounding, a combination of the ones before it: the factor is refused.
 * Shape   in: p by p; out: in place, or vectors of p.
 * Units   the caller's.
 * Errors  chol_factor() returns false; the matrix is then half done and of no use.
 * Oracle  tests/num/t_logit.c, through R's glm; residual of the solution of a Hilbert matrix.
 */
#ifndef TL_NUM_CHOL_H
#define TL_NUM_CHOL_H

#include <stdbool.h>
#include <stddef.h>

/* A double has 16 digits; a pivot that lost 11 of them leaves five, too few for a variance. */
#define CHOL_TINY 1e-11

bool   chol_factor(double *a, size_t p);
void   chol_solve(const double *l, size_t p, double *b);                  /* b := A^-1 b */
void   chol_half(const double *l, size_t p, const double *z, double *u);  /* u := L^-1 z */
double chol_log_det(const double *l, size_t p);                           /* log |A| */
void   chol_inverse(const double *l, size_t p, double *out);              /* full, symmetric */

#endif
