/* compete.h - who ends in one way where there are several: Fine and Gray's regression of the subdistribution hazard.
 *
 * Why     Cox's regression of one cause (cox.h, other causes censored) says what hastens that cause among those still here.  It does not
 *         say who ends that way in the end: what hastens another cause takes accounts away first.  Fine and Gray (1999) model the cumulative
 *         incidence itself: 1 - F(t | x) = exp(-H(t) exp(b'x)).  The two belong side by side.
 * Method  An account that ended in another way stays in the set at risk with the weight G(t-)/G(T-), G the Kaplan-Meier curve of being
 *         censored, T its own end.  Partial likelihood with Breslow's treatment of ties, Newton steps halved until it does not fall.
 *         The weight is a product of a part of t and a part of the row, so that running sums do: O(n p) a step for the sets at
 *         risk, and one weighted cross product for the information.
 *         Errors: score residuals with what not knowing G adds to them (Fine and Gray's eta + psi), added up within clusters.
 *         Columns are centred and scaled inside; an optional ridge penalises scaled coefficients.
 * Shape   in: x column-major n by p, time, cause (0: censored; 1..: what ended it), `of` the cause asked about; cluster may be NULL (each
 *         row its own).  All rows are watched from time 0 on: no late entry, columns fixed at time 0.
 *         out: beta and se of p, cov p by p.  Memory in the arena.
 * Units   beta in log subdistribution hazard per unit of x.
 * Errors  ST_INVALID: values not finite, a time not above 0, negative ridge; ST_NUMERIC: nobody ended so, no column varies; ST_TOO_BIG: over
 *         FRAME_P_MAX columns.  Doubt is a bit of CoxWarning.
 * Oracle  tests/num/t_compete.c: R's cmprsk (crr) on mgus2 run live, coefficients, errors and likelihood; without other causes Cox's own;
 *         coverage by simulation.
 */
#ifndef TL_NUM_COMPETE_H
#define TL_NUM_COMPETE_H

#include "num/cox.h"

typedef struct CompeteInput {
    const double  *x, *time;
    const uint8_t *cause;
    const int64_t *cluster;
    uint8_t        of;
    size_t         n, p;
    double         ridge;
} CompeteInput;

typedef struct CompeteFit {
    size_t   n, p, n_event, n_other, n_censored, n_cluster, dropped;
    double  *beta, *se, *cov;
    double   loglik_null, loglik;
    int      iterations;
    unsigned warnings;
} CompeteFit;

MUST_USE Status compete_fit(const CompeteInput *in, Arena *a, CompeteFit *out, Err *err);

#endif
