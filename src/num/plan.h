/* plan.h - the error that a comparison will have, before it begins.
 *
 * Method  One account's month has variance s2 (of its level from its own mean), e trials a month.  Lots: accounts reached r,
 *         others o, b months before, k after:  v = s2/e (1/r + 1/o) (1/b + 1/k).
 *         Steps: w waves of r/w accounts each, the first at 0, one every `every` months, b months before.  In month t after the
 *         first start, i waves are reached; each reached wave is compared with all not reached yet.  Months in which everybody is
 *         reached tell nothing (waves: groups of any size at any month; one that starts behind `after` is never reached).  The variance is that of the mean over reached account-months of (own change less the change of
 *         those not reached), summed over the weights that each account-month and each account's time before then carries.
 * Units   v: squared units of the measure.  NaN: nobody to compare with.
 * Oracle  tests/num/t_plan.c: simulation of the very comparison, within 7 %.
 */
#ifndef TL_NUM_PLAN_H
#define TL_NUM_PLAN_H

#include <stddef.h>

double plan_lots(double s2, double trials, double reached, double others, double before, double after);
double plan_waves(double s2, double trials, const double *accounts, const int *start, size_t groups, int before, int after);
double plan_steps(double s2, double trials, double accounts, int waves, int every, int before, int after);

/* So many times the accounts, in tenths that are enough: "1.0 times" would say that those there do, when they do not. */
double plan_times(double times);

#endif
