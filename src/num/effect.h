/* effect.h - what a yes/no exposure does to an outcome, on average over all rows.
 *
 * Estimand  mean outcome had every row been exposed minus mean outcome had none been: with one
 *         row per renewal decision and outcome "renewed", -0.20 is twenty points fewer renewals.
 *         Causal only if x holds all that drives both exposure and outcome; see the E-value.
 * Method  Augmented inverse-probability weighting (Robins, Rotnitzky & Zhao 1994).  Propensity e
 *         by ridge logit on x; outcome m1, m0 by ridge logit (numeric: ridge linear) in each arm.
 *         e is cut to [trim, 1-trim] for weighting and the cut rows are counted.  With weights
 *         g = 1/e of the exposed, normalised to sum to n,
 *             mu1 = mean(m1) + sum g (y - m1) / n,    mu0 likewise,   estimate = mu1 - mu0.
 *         Variance: influence values summed within clusters, times G/(G-1); residuals in them are
 *         divided by 1 - leverage, because a model fitted to an arm makes that arm's residuals
 *         too small.  t interval; Welch-Satterthwaite degrees of freedom over exposed residuals,
 *         unexposed residuals and the rest, never above G-1.
 *         An arm whose outcomes are all 0 or all 1 has its variance put in (interval.h).
 *         Cross-fitting (Chernozhukov et al. 2018), asked for with `folds`, where the smaller arm has EFFECT_CROSS_FROM clusters: clusters are dealt to
 *         folds, those with an exposed row first, in the order of a hash; each fold's e, m1 and m0 are those of models fitted to the other folds, so
 *         that no row is judged by a model it shaped.  Residuals are then of rows the model never saw: no leverage.
 *         Raw: interval_diff(), unadjusted.
 *         E-value (VanderWeele & Ding 2017) of mu1/mu0 and of the limit of its log interval nearer
 *         to 1; numeric outcomes through RR = exp(0.91 d), d = estimate / sd(y).
 * Shape   in: y[n], exposed[n], x column-major n by p, cluster[n]; out: one Effect.
 * Units   estimate, limits, means: those of y (binary: fractions).  Money or days are the
 *         caller's to convert.
 * Errors  ST_INVALID: level, trim, ridge out of range; values not finite; y of a binary outcome
 *         other than 0 and 1.  ST_TOO_BIG: too many covariates.  Few rows are no error: too_few
 *         is set, the counts and (where two clusters an arm allow it) the raw part are filled,
 *         all other figures are NaN.
 * Oracle  tests/num/t_effect.c: R computing the same formulas; saturated strata, where it is the
 *         standardised difference; LaLonde's data; coverage by simulation.
 */
#ifndef TL_NUM_EFFECT_H
#define TL_NUM_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* Below it four fifths of an arm are too few to fit models to (t_effect.c has the coverage on both sides); five folds as is usual. */
enum { EFFECT_CROSS_FROM = 100, EFFECT_FOLDS = 5 };

typedef enum EffectOutcome { EFFECT_BINARY, EFFECT_NUMERIC } EffectOutcome;

typedef enum EffectWarning {
    EFFECT_FEW_CLUSTERS = 1,      /* fewer than 10 clusters in an arm */
    EFFECT_WEAK_OVERLAP = 2,      /* over 10 % of rows with e outside [0.05, 0.95] */
    EFFECT_TRIMMED = 4,           /* some propensities were cut */
    EFFECT_UNBALANCED = 8,        /* a weighted standardised difference above 0.1 remains */
    EFFECT_SEPARATED = 16,        /* x tells exposed from unexposed (nearly) without error */
    EFFECT_FLAT_ARM = 32,         /* an arm without variation of a binary outcome */
    EFFECT_DROPPED = 64,          /* covariates without variance were left out */
    EFFECT_LOW_ESS = 128,         /* effective sample of an arm below min_per_arm */
} EffectWarning;

typedef struct EffectInput {
    const double  *y;
    const uint8_t *exposed;       /* 0 or 1 */
    const double  *x;             /* column-major; NULL when p = 0 */
    const int64_t *cluster;       /* account id */
    size_t         n, p;
    EffectOutcome  outcome;
    double         level;         /* 0: 0.95 */
    size_t         min_per_arm;   /* rows; 0: 20.  An arm also needs three clusters. */
    const double  *penalty;       /* p: what standard.h shrinks a covariate by (logit.h); NULL: none */
    double         trim;          /* 0: 0.02 */
    size_t         folds;         /* cross-fitting in so many where there are clusters enough; 0: models fitted to all rows */
    uint64_t       seed;          /* of the hash that deals clusters to folds */
    double         ridge;         /* 0: 1 (one standardised unit of log odds is one sd a priori) */
} EffectInput;

typedef struct Effect {
    bool     too_few;
    double   estimate, low, high, se, df, p;      /* p: two-sided, of no effect */
    double   raw_estimate, raw_low, raw_high;
    double   mean_exposed, mean_unexposed;        /* adjusted: had all, had none been exposed */
    size_t   n, n_exposed, n_unexposed;           /* rows */
    size_t   n_clusters, clusters_exposed, clusters_unexposed;  /* one may count in both */
    double   share_outside;                       /* of rows with e outside [0.05, 0.95] */
    size_t   n_trimmed;
    double   ess_exposed, ess_unexposed;          /* (sum g)^2 / sum g^2 */
    double   smd_before, smd_after;               /* largest |standardised mean difference| */
    size_t   worst_covariate;                     /* the column of smd_after */
    double   e_value, e_value_limit;              /* >= 1; limit 1: the interval holds no effect */
    size_t   n_dropped;
    size_t   folds;                               /* 0: not cross-fitted */
    unsigned warnings;                            /* EffectWarning bits */
    const char *method;                           /* static text */
} Effect;

MUST_USE Status effect_estimate(const EffectInput *in, Arena *a, Effect *out, Err *err);

/* How strongly, as a risk ratio with both exposure and outcome, something unmeasured would have
 * to act to explain away risk ratio rr.  NaN unless rr > 0. */
double e_value(double rr);

#endif
