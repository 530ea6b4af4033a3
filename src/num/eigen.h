/* eigen.h - eigenvalues and eigenvectors of small symmetric matrices.
 *
 * Method  Cyclic Jacobi rotations until what is off the diagonal is rounding.  Own code: GSL's header for it uses a name
 *         that base/banned.h forbids, a threaded LAPACK may change the order of sums, and p <= 60 here.
 * Shape   a: p by p row-major, destroyed; value[p] in falling order; vector p by p, column e belongs to value e, its
 *         first element that is not rounding is positive.
 * Units   the caller's.   Errors  none; a matrix that is not symmetric is read by its lower triangle.
 * Oracle  tests/num/t_driver.c: Johnson's weights against published ones; R's eigen run live.
 */
#ifndef TL_NUM_EIGEN_H
#define TL_NUM_EIGEN_H

#include <stddef.h>

void eigen_symmetric(double *a, size_t p, double *value, double *vector);

#endif
