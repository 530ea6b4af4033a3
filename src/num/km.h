/* km.h - how long accounts stay: Kaplan-Meier, log-rank, and competing ends (Aalen-Johansen).
 *
 * Method  km_fit       product limit over the distinct end times: S *= 1 - d/n, with d ends and n at risk just
 *                      before.  A row is at risk after `entry` (left truncation: an account seen only from its
 *                      second year on is not at risk in its first) up to and at `time`; a censored time counts as
 *                      later than an end at the same time.  Greenwood's variance; limits on the log scale, as R's
 *                      survfit (conf.type "log"), clipped to 1.  Quantile: the first time with S <= 1 - p, the
 *                      middle where S meets it exactly; its limits from the limits of S.
 *         km_logrank   K groups; sum over times of observed minus expected ends with the hypergeometric covariance;
 *                      chi-squared with K - 1 degrees of freedom.
 *         km_causes    cumulative incidence of each cause: sum S(t-) d_c/n; variance by the delta method (Marubini
 *                      and Valsecchi 1995); with one cause it is Greenwood's.
 *         km_share_limits  limits of such a share on the log(-log) scale, F^exp(-+ z se/(F log F)), which stay within 0 and 1 by themselves;
 *                      held in 94.5 % and more at 60, 150 and 500 rows (t_compete.c).
 * Shape   in: rows of time, optional entry, cause (0: censored; 1..: what ended it), optional weight.
 *         out: one step per distinct end time, in increasing order.  Memory in the arena.
 * Units   times in whatever unit; shares as fractions.
 * Errors  ST_INVALID: a time or entry not finite, entry >= time, cause out of range, negative weight;
 *         ST_NUMERIC: no rows, or fewer than two groups with rows.
 *         No end at all gives no steps and a survival of 1; that is no error.
 * Oracle  tests/num/t_survival.c: R's survfit, survdiff and cmprsk run live; the published lung medians.
 */
#ifndef TL_NUM_KM_H
#define TL_NUM_KM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { KM_CAUSES_MAX = 8, KM_GROUPS_MAX = 64 };

typedef struct KmInput {
    const double  *time;
    const double  *entry;      /* NULL: all from the start */
    const uint8_t *cause;
    const double  *weight;     /* NULL: all 1 */
    size_t         n;
    double         level;      /* 0: 0.95 */
} KmInput;

typedef struct KmStep {
    double time, at_risk, ended;
    double survival, se, low, high;   /* se of S (Greenwood) */
} KmStep;

typedef struct KmCurve {
    KmStep *step;
    size_t  n_step, n, n_censored;
    double  last;                     /* latest time seen: nothing is known behind it */
} KmCurve;

typedef struct KmQuantile {
    double time, low, high;           /* NaN: not reached */
} KmQuantile;

typedef struct KmTest {
    double chi2, df, p;
    size_t n_group;
    double observed[KM_GROUPS_MAX], expected[KM_GROUPS_MAX];
} KmTest;

typedef struct KmIncidence {
    size_t  n_step, n_cause;
    double *time;
    double *share, *se;               /* n_cause by n_step: [(cause - 1) * n_step + step] */
} KmIncidence;

MUST_USE Status km_fit(const KmInput *in, Arena *a, KmCurve *out, Err *err);
KmStep          km_at(const KmCurve *c, double time);        /* the step in force; before the first: survival 1 */
KmQuantile      km_quantile(const KmCurve *c, double p);     /* p = 0.5: the median */
/* Mean time up to `until`, and its standard error: the area under the curve. */
double          km_restricted_mean(const KmCurve *c, double until, double *se);

/* group[n] in 0 .. KM_GROUPS_MAX-1. */
MUST_USE Status km_logrank(const KmInput *in, const uint8_t *group, Arena *a, KmTest *out, Err *err);
MUST_USE Status km_causes(const KmInput *in, size_t n_cause, Arena *a, KmIncidence *out, Err *err);
void            km_share_limits(double share, double se, double level, double *low, double *high);   /* NaN: share 0 or 1 says nothing of its doubt */

#endif
