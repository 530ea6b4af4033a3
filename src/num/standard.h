/* standard.h - the average effect of a yes/no exposure on a yes/no outcome, by standardisation.
 *
 * Estimand  as in effect.h: mean outcome had every row been exposed minus had none been.
 * Method  Logistic regression of y on exposure and covariates with Firth's correction (logit.h); the fitted
 *         probabilities with exposure set to 1 and to 0 for every row; their mean difference (marginal
 *         standardisation, also called g-computation).  One common exposure coefficient on the log-odds scale.
 *         Covariates with a penalty are shrunk towards no effect (logit.h); the exposure never is.
 *         Variance: influence values (d_i - estimate)/n + g' I^-1 z_i (y_i - mu_i)/(1 - h_i), summed within
 *         clusters, times G/(G-1); h is the leverage, g the gradient of the estimate.  t interval with the
 *         number of clusters in the smaller arm less one degrees of freedom.
 *         Against AIPW (effect.h) it trades the second guard, a model of the exposure, for far less noise
 *         where exposed and unexposed rows are unlike; the two should be shown to agree.
 *         E-value as in effect.h, on the ratio of the two mean probabilities; its limit from the interval.
 * Shape   in: EffectInput (binary outcome); out: one Standard.
 * Errors  those of effect.h.  Fewer than min_per_arm rows, three clusters or EVENTS_MIN of either outcome
 *         in an arm: too_few, figures NaN.
 * Oracle  tests/num/t_standard.c: closed form without covariates, coverage and level by simulation.
 */
#ifndef TL_NUM_STANDARD_H
#define TL_NUM_STANDARD_H

#include "num/effect.h"

enum { STANDARD_EVENTS_MIN = 5 };

typedef struct Standard {
    bool   too_few;
    double estimate, low, high, se, df, p;
    double mean_exposed, mean_unexposed;
    double log_odds;                       /* the exposure's coefficient */
    double e_value, e_value_limit;
    size_t n, n_exposed, n_unexposed, n_clusters;
    size_t events_exposed, events_unexposed;
    unsigned warnings;                     /* LogitWarning bits */
    const char *method;
} Standard;

MUST_USE Status standard_estimate(const EffectInput *in, Arena *a, Standard *out, Err *err);

#endif
