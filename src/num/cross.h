/* cross.h - the weighted cross product of rows, which is where regressions spend their time.
 *
 * Method  info += sum over rows of w z z', lower triangle, four rows a pass so that info is read and written a quarter
 *         as often.  Each element is summed in the order of the rows whatever the processor: the clones for wider
 *         registers give the same bits.
 * Shape   z row-major, n rows `stride` apart, of k columns; info k by k row-major, its upper triangle is not touched.
 * Units   the caller's.   Errors  none.
 * Oracle  tests/num/t_logit.c and t_survival.c, through R.
 */
#ifndef TL_NUM_CROSS_H
#define TL_NUM_CROSS_H

#include <stddef.h>

typedef struct CrossRows {
    const double *z;
    size_t stride, n, k;
} CrossRows;

void cross_add(const CrossRows *r, const double *w, double *info);

#endif
