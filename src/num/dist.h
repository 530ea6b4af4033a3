/* dist.h - distributions and the few special functions the other kernels need.
 *
 * Method  GSL's cumulative distributions and their inverses; two-sided tails from the smaller
 *         tail, so that small p-values keep their digits.  expit, logit and the log-sum-exp
 *         family are written so that nothing overflows and nothing cancels near 0 and 1.
 * Shape   scalars in, scalar out; log_sum_exp() takes an array.
 * Units   probabilities as fractions; degrees of freedom may be fractional.
 * Errors  an argument outside the domain gives NaN (p outside [0,1], df <= 0, NaN in).
 *         A quantile at 0 or 1 is the end of the support, which may be infinite.
 * Oracle  tests/num/t_dist.c: printed table values, identities, and R when it is there.
 *
 * num_init() turns off GSL's habit of ending the process on a numeric error.  Call it once
 * at start-up, before any thread; the kernels check their arguments and results themselves.
 */
#ifndef TL_NUM_DIST_H
#define TL_NUM_DIST_H

#include <math.h>
#include <stddef.h>

/* math.h's own are floats, and -Wdouble-promotion counts each of them. */
#define F64_NAN ((double)NAN)
#define F64_INF ((double)INFINITY)

void num_init(void);

double normal_cdf(double z);
double normal_tail(double z);                      /* P(Z > z) */
double normal_quantile(double p);
double t_cdf(double t, double df);                 /* df = F64_INF gives the normal */
double t_quantile(double p, double df);
double t_two_sided(double t, double df);           /* P(|T| > |t|) */
double chi2_tail(double x, double df);             /* P(X > x); x <= 0 gives 1 */
double chi2_quantile(double p, double df);
double f_tail(double x, double df1, double df2);   /* P(F > x) */
double beta_cdf(double x, double a, double b);
double beta_quantile(double p, double a, double b);

double log_gamma(double x);                         /* x > 0 */
double expit(double x);                            /* 1 / (1 + exp(-x)) */
double logit(double p);                            /* log(p / (1 - p)); 0 and 1 give -inf and inf */
double log1p_exp(double x);                        /* log(1 + exp(x)) */
double log_sum_exp(const double *v, size_t n);     /* n = 0 gives -inf */

/* The half width factor of a two-sided interval: t quantile at 1 - (1 - level)/2. */
double t_factor(double level, double df);

#endif
