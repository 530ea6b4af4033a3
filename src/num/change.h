/* change.h - when did a weekly stream change its level, by how much, and when could one know?
 *
 * Method  Level constant between changes; x(t) of n(t) binomial, x(t) with exposure n(t) Poisson,
 *         or x(t) the mean of n(t) readings.  Weeks with n = 0 carry nothing and are skipped.
 *         Statistic of a change before week k: likelihood ratio LR(k) of two levels against one,
 *         over the dispersion phi(k) from squared successive differences divided by the
 *         variance at the level of their side, leaving out the difference across k itself, so
 *         neither the step nor other steps far away inflate it.  Counts: phi is at least 0.8 in
 *         the test (see PHI_TEST_LEAST) and at least 1 in intervals.
 *         phi has about 2/3 (m - 2) degrees of freedom in m weeks (variance 3/m of the mean
 *         square of successive differences), so sqrt(LR/phi) is referred to t and turned into
 *         the normal z of the same tail.
 *         p of the largest z(k) = b: the first k, plus the rate of new excursions above b,
 *             2 P(Z>b) + sum 2 b density(b) d(k) v(b sqrt(2 d(k))),  d(k) = 1 - corr(Z(k-1), Z(k)),
 *         with the correlations of a standardised Brownian bridge at the observed n(t) and v
 *         Siegmund's overshoot correction (James, James & Siegmund, Biometrika 74, 1987).
 *         Simulated type I error at 5 %: 4.5 to 5.5 % for 156 weeks, 3.3 to 5.6 % for 52.
 *         Several changes: binary segmentation, each new split judged at alpha over the number of
 *         segments tested; then every change is placed again between its neighbours and the
 *         weakest taken out until each has p <= alpha there.
 *         at_low..at_high: weeks whose LR/phi is within -2 log(1 - sqrt(level)) of the best
 *         (Hansen 2000; 7.35 at 0.95).  Difference of levels: variance phi (V1/N1 + V2/N2), t.
 *         Looking every week: the scan of weeks 0..t, with eight weeks before and two from the
 *         change on (one high week is no new level), and phi from the residuals of its one step,
 *         raises an alarm when its p is at most change_threshold(t).  That is calibrated by
 *         simulation so that a quiet stream raises any alarm within 156 weeks with
 *         probability 0.05 at most (streams of 0.3 to 60 a week, phi up to 2.2, no
 *         autocorrelation); beyond, the threshold falls as 156/t.  p_look is the chance that a
 *         quiet stream ever looks as extreme within 156 weeks.  The settled scan is not corrected
 *         for looking: who looks every week goes by `detected`.
 *         The table was made by tests/num/calibrate_change.c with seed 20240506; run it and
 *         paste its rows to remake the table in change.c.
 * Shape   in: x[weeks], n[weeks]; out: up to CHANGE_MAX changes, oldest first.
 * Units   levels: shares, events per unit of exposure, or units of x.  Indices are weeks from 0.
 * Errors  ST_INVALID: negative or not finite counts, x > n (binomial), alpha or level outside
 *         (0,1).  Fewer than 2 * min_side weeks with data: too_few, nothing found.
 * Oracle  tests/num/t_change.c: type I error and false alarms by simulation, Nile (1899), a step
 *         from 8 % to 30 %, coverage of the intervals.
 */
#ifndef TL_NUM_CHANGE_H
#define TL_NUM_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { CHANGE_MAX = 6 };    /* 5 settled and one fresh */

typedef enum ChangeKind { CHANGE_BINOMIAL, CHANGE_POISSON, CHANGE_MEAN } ChangeKind;

typedef struct ChangeInput {
    ChangeKind    kind;
    const double *x, *n;
    size_t        weeks;
    double        level;        /* of the intervals; 0: 0.95 */
    double        alpha;        /* 0: 0.05 */
    size_t        min_side;     /* weeks on either side of a settled change; 0: 4 */
} ChangeInput;

typedef struct Change {
    size_t at, at_low, at_high;     /* first week of the new level */
    bool   detected;                /* an alarm was raised; if so: */
    size_t detected_at;             /* the first week whose data, with those before, raise it */
    double p_look;                  /* corrected for looking every week */
    double before, after;           /* levels */
    double diff, low, high;         /* after - before */
    double stat, p;                 /* LR/phi, and p of the scan between its neighbours */
    double phi;
    double n_before, n_after;       /* trials, exposure or readings */
    bool   fresh;                   /* fewer than min_side weeks since: known by the alarm */
} Change;

typedef struct ChangeResult {
    Change change[CHANGE_MAX];
    size_t n_change;
    size_t weeks_used;              /* weeks with n > 0 */
    double p;                       /* of the whole stream's first scan, for BH across streams */
    double p_now;                   /* of the last week's look: for those who ask once, in this week */
    double phi;                     /* dispersion around the first scan's best step */
    bool   too_few;
    const char *method;             /* static text */
} ChangeResult;

MUST_USE Status change_detect(const ChangeInput *in, Arena *a, ChangeResult *out, Err *err);

/* p[t] of the scan of weeks 0..t, t < weeks: what looking every week would have shown.  1 where
 * there is nothing to see (too few weeks, or p above 0.05 for certain). */
MUST_USE Status change_looks(const ChangeInput *in, Arena *a, double *p, Err *err);

double change_threshold(size_t t);      /* an alarm in week t needs p[t] at most this */
double change_look_p(double p);         /* p[t] -> p_look */

#endif
