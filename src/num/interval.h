/* interval.h - intervals for shares, NPS, means and differences, and false discovery rates.
 *
 * Method  interval_wilson   Wilson (1927) score interval of a share.
 *         interval_nps      adjusted Wald: 3/4, 3/2 and 3/4 are added to promoters, passives and
 *                           detractors; given the population, the finite population factor
 *                           sqrt((N-n)/(N-1)) draws both limits towards the estimate.
 *         interval_mean     weighted mean; residuals summed within clusters, factor G/(G-1),
 *                           t with G-1 degrees of freedom.  A share: Wilson's limits with t for z and
 *                           p (1 - p) / se^2 for n (the effective number of trials, Korn and Graubard
 *                           1998), G where all or none are so or no cluster differs: symmetric limits of shares near
 *                           0 and 1 held in 90 to 93 % at 60 accounts, these in 94 to 97 %.
 *         interval_share    the same limits from counts by cluster: n_eff = p(1-p) / se^2 as Rao & Scott (1992) have it, and never above
 *                           the trials.  Holds far out in the tails, where a mean -+ t se of a share near 1 does not.
 *         interval_diff     mean of group 1 minus mean of group 0.  A cluster may be in both
 *                           groups (the covariance is counted).  Welch-Satterthwaite degrees of
 *                           freedom from the clusters in each group, never above G-1: with
 *                           three accounts on one side, G-1 would promise far too much.
 *                           A share of exactly 0 or 1 in a group has no residuals; its variance
 *                           is then q(1-q)/g with q = 1/(g+2), g the clusters of the group.
 *         bh_qvalues        Benjamini & Hochberg (1995): q(i) = min over j >= i of p(j) m / j.
 * Shape   in: counts, or columns of n with a cluster id per row; out: one Interval.
 * Units   those of the data; shares and NPS as fractions (NPS in [-1, 1]).
 * Errors  ST_INVALID: impossible counts, a level outside (0,1), a value not finite, a negative
 *         weight.  ST_NUMERIC: nothing to compute from (no trials, fewer than two clusters; for
 *         a difference, fewer than two clusters in a group).
 * Oracle  tests/num/t_interval.c: R, the 15 p-values of Benjamini & Hochberg, coverage by
 *         simulation.
 */
#ifndef TL_NUM_INTERVAL_H
#define TL_NUM_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef enum IntervalWarning {
    INTERVAL_FEW_CLUSTERS = 1,    /* fewer than 10 clusters (in a group): read with care */
    INTERVAL_FLAT = 2,            /* a group without any variation: its variance was put in */
} IntervalWarning;

typedef struct Interval {
    double      estimate, low, high;
    double      se, df, p;        /* p: two-sided against 0; NaN where not meant (Wilson, NPS) */
    size_t      n, n_clusters;    /* rows or trials used; clusters (0: not clustered) */
    const char *method;           /* static text */
    unsigned    warnings;         /* IntervalWarning bits */
} Interval;

typedef struct ShareCount {
    int64_t events, trials;
} ShareCount;

typedef struct ShareInput {
    const double *x, *trials;     /* of each cluster; one without trials is passed over */
    size_t        n;
    double        level;
} ShareInput;

typedef struct NpsCount {
    int64_t promoters, passives, detractors;
    int64_t population;           /* 0: unknown or endless */
} NpsCount;

typedef struct MeanInput {
    const double  *v;
    const double  *w;             /* NULL: all 1 */
    const int64_t *cluster;
    size_t         n;
    double         level;
    bool           share;         /* values in [0,1]: limits are clipped to it */
} MeanInput;

typedef struct DiffInput {
    const double  *v;
    const uint8_t *group;         /* 0 or 1 */
    const int64_t *cluster;
    size_t         n;
    double         level;
    bool share; /* values in [0,1]: limits clipped to [-1,1], flat groups floored */
} DiffInput;

MUST_USE Status interval_wilson(ShareCount c, double level, Interval *out, Err *err);
MUST_USE Status interval_nps(NpsCount c, double level, Interval *out, Err *err);
MUST_USE Status interval_mean(const MeanInput *in, Arena *a, Interval *out, Err *err);
MUST_USE Status interval_share(const ShareInput *in, Interval *out, Err *err);
MUST_USE Status interval_diff(const DiffInput *in, Arena *a, Interval *out, Err *err);

/* q[i] for each p[i]; ties get the same q.  A NaN p was not tested: its q is NaN and it does not
 * count.  Reject where q <= the wanted rate. */
MUST_USE Status bh_qvalues(const double *p, size_t n, Arena *a, double *q, Err *err);

/* Satterthwaite: degrees of freedom of a sum of independent variance estimates, each with its
 * own; parts of variance 0 are left out.  INFINITY when all are 0. */
typedef struct VariancePart {
    double v, df;
} VariancePart;
double welch_df(const VariancePart *part, size_t n);

/* The variance put in for a share that is exactly 0 or 1 in g clusters. */
double flat_variance(size_t g);

#endif
