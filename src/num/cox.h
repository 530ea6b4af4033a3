/* cox.h - what makes accounts leave sooner: Cox's proportional hazards, with time-varying columns.
 *
 * Method  Partial likelihood with Efron's treatment of ties, Newton steps, halved until it does not fall.
 *         A row says: between `entry` (excluded) and `time` (included) this account had these columns, and the row
 *         ended in the event or not.  An account whose columns change has one row a stretch (counting process), which
 *         also handles late entry.  Strata have baseline hazards of their own.  Columns are centred and scaled
 *         inside.  An optional ridge penalises scaled coefficients.
 *         Cost: the information's first part is one weighted cross product a Newton step, since a row's weight in it
 *         is its hazard times the baseline hazard it lived through: O(n p^2) with a small constant, and O(p^2) more
 *         for each distinct event time.
 *         Robust errors: score residuals added up within clusters (accounts, or parents), Lin and Wei (1989).
 *         Concordance: share of comparable pairs (one event, the other at risk then and longer) in which the one with
 *         the higher risk went first; ties of risk count half.
 * Shape   in: x column-major n by p; entry, stratum, cluster, weight may be NULL.
 *         out: beta, se, robust_se of p; cov p by p (robust where clusters are given).
 * Units   beta in log hazard per unit of x.
 * Errors  ST_INVALID: values not finite, entry >= time, event above 1, negative weight or ridge;
 *         ST_NUMERIC: no event, no column; ST_TOO_BIG: over FRAME_P_MAX columns.  Doubt is a warning bit.
 * Oracle  tests/num/t_survival.c: R's coxph and cox.zph run live (lung, pbc, heart with time-varying columns, bladder2 with clusters,
 *         strata, weights); a naive likelihood on random small data.
 */
#ifndef TL_NUM_COX_H
#define TL_NUM_COX_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef enum CoxWarning {
    COX_NOT_CONVERGED = 1,
    COX_RUNAWAY = 2,         /* a coefficient runs to infinity: somebody with this column never (or always) left */
    COX_NEAR_SINGULAR = 4,   /* collinear columns: a small ridge was put in to go on */
    COX_DROPPED = 8,         /* columns without variance were left out: their coefficient and errors are 0 */
    COX_FEW_EVENTS = 16,     /* fewer than ten events a column */
} CoxWarning;

typedef struct CoxInput {
    const double  *x;
    const double  *time, *entry, *weight;
    const uint8_t *event;
    const int64_t *stratum, *cluster;
    size_t         n, p;
    double         ridge;
} CoxInput;

typedef struct CoxFit {
    size_t   n, p, n_event, n_cluster, dropped;
    double  *beta, *se, *robust_se, *cov;
    double   loglik_null, loglik, score;      /* score: chi-squared of the null, on p degrees of freedom */
    double   concordance;                     /* NaN: no comparable pair */
    double  *eta;                             /* n: linear predictor, centred */
    int      iterations;
    unsigned warnings;
} CoxFit;

MUST_USE Status cox_fit(const CoxInput *in, Arena *a, CoxFit *out, Err *err);

/* Is each factor the same at every time?  Score tests that a column's coefficient moves with g(t) = 1 - S(t-), S the Kaplan-Meier curve of all rows
 * (Grambsch and Therneau 1994, from the model's own information as R's survival does since 3.0); `chi2` asks all columns at once.  Rows of a
 * cluster count as independent here.  NaN: a column left out, an information without inverse. */
typedef struct CoxProportional {
    double chi2, p, *chi2_of, *p_of;          /* p values of each column */
    size_t df, worst;                         /* worst: the column of the smallest p */
} CoxProportional;

MUST_USE Status cox_proportional(const CoxInput *in, const CoxFit *fit, Arena *a, CoxProportional *out, Err *err);

/* Cumulative baseline hazard (Efron) of one stratum at the columns' means: steps of time and value. */
typedef struct CoxBaseline {
    double *time, *hazard;
    size_t  n;
} CoxBaseline;

MUST_USE Status cox_baseline(const CoxInput *in, const CoxFit *fit, int64_t stratum, Arena *a, CoxBaseline *out, Err *err);

#endif
