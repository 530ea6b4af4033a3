/* robust.h - linear and logistic regression whose errors know that rows of one account belong together.
 *
 * Method  Coefficients of logit.h (least squares, maximum likelihood, Firth or ridge).  Covariance A^-1 B A^-1: A the (penalised)
 *         information, B = G/(G-1) sum over clusters of s s' with s = sum of z w (y - mu)/(1 - h) over the cluster's rows; h is the
 *         row's leverage, so that a row that pulls the fit towards itself does not seem to have been predicted.  t with G - 1
 *         degrees of freedom.
 *         evened  the error of one yes/no column's coefficient is not below what it would be were the outcome to spread as widely on its both sides as on
 *         all rows: with a_i the row's weight in the coefficient, R_k the sum over clusters of (sum of a e)^2 on side k, W_k the sum of a^2, n_k its rows,
 *         V is raised to (n_0 R_0/W_0 + n_1 R_1/W_1)/n (W_0 + W_1) V/(R_0 + R_1).  For what is skewed: a small side that happens to hold none of the few
 *         large values looks both low and sure.
 *         robust_contrast  a sum of coefficients with its interval.
 *         robust_margin    average marginal effect of one column: how much the mean outcome moves a unit of it (linear: its
 *                          coefficient; logistic: mean of mu (1 - mu) times it, by the delta method).
 *         robust_joint_p   Wald's test of all columns together, with (G - q)/((G - 1) q) of it on F(q, G - q): Hotelling's correction, without which
 *                          few clusters reject far too often.
 * Shape   in: x column-major n by p, y[n] (logistic: in [0,1]), w[n] or NULL, cluster[n].
 *         out: beta[p+1], se[p+1], cov (p+1) by (p+1) row-major, intercept first; 0 for columns without variance.
 * Units   y's a unit of x; logistic: log odds, margins in probability.
 * Errors  those of logit.h; ST_NUMERIC: fewer than two clusters.  Columns that repeat each other get the small ridge of logit.h, and
 *         LOGIT_NEAR_SINGULAR among the warnings: single coefficients then say little.
 * Oracle  tests/num/t_robust.c: R computing the same sums from its own lm and glm; coverage by simulation with clusters.
 */
#ifndef TL_NUM_ROBUST_H
#define TL_NUM_ROBUST_H

#include "num/interval.h"
#include "num/logit.h"

typedef struct RobustInput {
    LogitInput     rows;
    const int64_t *cluster;
    bool           logistic;
    double         level;        /* 0: 0.95 */
    size_t         evened;       /* 0: none; else 1 + the column of x, which is 0 or 1 */
} RobustInput;

typedef struct Robust {
    size_t   n, p, n_clusters;
    double  *beta, *se, *cov;
    double  *mu;                 /* fitted, n */
    double   df, level, loglik;
    bool     logistic;
    unsigned warnings;           /* LogitWarning */
} Robust;

MUST_USE Status robust_fit(const RobustInput *in, Arena *a, Robust *out, Err *err);

/* weight[p + 1], intercept first. */
Interval robust_contrast(const Robust *r, const double *weight);
Interval robust_coefficient(const Robust *r, size_t column);          /* of x */
double   robust_joint_p(const Robust *r, Arena *a);                    /* of "no column does anything"; NaN: too few clusters */
Interval robust_margin(const Robust *r, const RobustInput *in, size_t column, Arena *a);

#endif
