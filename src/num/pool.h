/* pool.h - the same figure in several groups, each from few rows: partial pooling.
 *
 * Method  Each group's own estimate b with error s; the groups' true values are normal(m, t^2), m flat, t uniform from 0 to POOL_REACH times the
 *         range of b and the largest s (Gelman et al., Bayesian Data Analysis, 5.4, where the posterior of t is (5.21)).  Given t, a group's value is
 *         normal with mean m + B (b - m), B = t^2/(t^2 + s^2), and variance B s^2 + (1 - B)^2/W, W the sum of 1/(s^2 + t^2): few rows are drawn
 *         to the mean, many stand for themselves.  Summed over POOL_STEPS values of t; limits from mean and variance of that
 *         sum: t is not taken as known, which would make them far too narrow.
 *         Q, the weighted sum of squares around the common mean, tests "the same in all": chi-squared, k - 1.
 * Shape   in: b[n], s[n]; a group without a finite s above 0 is left out and gets NaN.  out: value, low, high of n.
 * Units   those of b.
 * Errors  none: with one group its value is its own and p is NaN.
 * Oracle  tests/num/t_pool.c: the published posterior of the eight schools; lme4 run live on sleepstudy; coverage by simulation.
 */
#ifndef TL_NUM_POOL_H
#define TL_NUM_POOL_H

#include <stddef.h>

enum { POOL_STEPS = 200 };
#define POOL_REACH 2.0

typedef struct Pool {
    double mean, mean_se, sd, q, p;   /* sd: mean of t */
    size_t n;                         /* groups that count */
} Pool;

Pool pool_groups(const double *b, const double *s, size_t n, double level, double *value, double *low, double *high);

#endif
