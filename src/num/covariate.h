/* covariate.h - what known columns (working days that a week lacks) do to a weekly stream.
 *
 * Method  Expected x(t) = n(t) level(t) (1 + b1 z1(t) + b2 z2(t)) for rates and shares; of means x(t) = level(t) + b1 z1(t) + b2 z2(t).
 *         Levels wander, so each week is held against those within COVARIATE_SPAN weeks of it: d = x / (n m) - 1 (means: x - m), m their
 *         pooled level, and e = (z - their mean of z) / (1 + b their mean of z) (means: no divisor), since short weeks among them lessen m;
 *         b by weighted least squares of d on e without intercept, weights n m (means: n), four times from b = 0.  Variance (E'WE)^-1 phi, phi = sum of w r^2 over weeks less columns, of counts 1 at least.  The columns
 *         are used when F = b' (E'WE) b / (k phi) passes the level of 0.001, and then b is shrunk by 1 - 1/F, the share of it that is no noise.
 *         The first column needs COVARIATE_WEEKS weeks in which it is above 0: fewer could be the change itself.  The second needs
 *         COVARIATE_SECOND beside it, so that one turn of the year is enough; what happens in those weeks alone is taken for its doing.
 * Shape   in: ChangeInput and up to COVARIATES columns of z, 0 where all is as usual, 0..1; out: b, 0 for columns that are not used.
 *         covariate_factor(): what season.h calls a factor, of one week.
 * Errors  Too few weeks, or not told apart from nothing: used false, b 0.
 * Oracle  tests/num/t_covariate.c: R's lm() on the same columns, planted effects, quiet streams.
 */
#ifndef TL_NUM_COVARIATE_H
#define TL_NUM_COVARIATE_H

#include "num/change.h"

enum { COVARIATES = 2, COVARIATE_SPAN = 6, COVARIATE_WEEKS = 4, COVARIATE_SECOND = 2 };

typedef struct Covariate {
    double b[COVARIATES];       /* shrunk */
    double raw[COVARIATES];     /* as estimated */
    double f, phi;
    size_t weeks;               /* that counted */
    bool   used;
} Covariate;

Covariate covariate_find(const ChangeInput *in, const double *const z[COVARIATES]);

/* Of rates and shares what n is to be multiplied by (0.1 at least), of means what is to be taken from x. */
double covariate_factor(const Covariate *c, ChangeKind kind, double z1, double z2);

#endif
