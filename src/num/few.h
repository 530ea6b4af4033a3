/* few.h - what a yes/no exposure does to a yes/no outcome, where there is too little for the estimators that need many.
 *
 * Estimand  as in standard.h: mean outcome had every row been exposed less had none been.
 * Method  Logistic regression of y on exposure and covariates.  The exposure has Firth's correction (Biometrika 80, 1993), which is Jeffreys' prior;
 *         a covariate has a normal prior too, mean 0 and deviation `prior` log odds for one standard deviation of it: twenty columns on thirty
 *         rows would else say anything.  Limits by profile (Heinze & Schemper, Statistics in Medicine 21, 2002): the log odds at which twice
 *         the fall of the penalised likelihood, maximised over all else, is the square of the normal
 *         quantile.  They are lopsided where the data are, and finite under separation.  Each is told as the difference that the fit held there
 *         gives: a limit of the odds at 0 is a limit of the difference at 0.
 *         Rows of one cluster count for less: the fall is divided by the exposure's cluster-robust variance over the model's own, where that is
 *         above 1 (Rotnitzky & Jewell, Biometrika 77, 1990).
 * Shape   in: EffectInput (binary outcome; of its options none but y, exposed, x, cluster, n, p is read); out: one Few.
 * Units   differences of fractions; log odds.
 * Errors  those of logit.h.  Fewer than FEW_ROWS rows or FEW_CLUSTERS clusters in an arm, or an outcome that all rows share: too_few, figures NaN.
 * Oracle  tests/num/t_few.c: the published limits of sex2; R profiling the same likelihood with its own optimisers; coverage by simulation.
 */
#ifndef TL_NUM_FEW_H
#define TL_NUM_FEW_H

#include "num/effect.h"

/* With fewer the limits hold nearly all that is possible, and one row more turns the sign. */
enum { FEW_ROWS = 5, FEW_CLUSTERS = 3 };

typedef struct Few {
    bool   too_few;
    double estimate, low, high, p;
    double mean_exposed, mean_unexposed;
    double log_odds, log_odds_low, log_odds_high;
    double inflation;                      /* what the fall was divided by, 1 at least */
    size_t n, n_exposed, n_unexposed, events_exposed, events_unexposed;
    unsigned warnings;                     /* LogitWarning bits */
    const char *method;                    /* static text */
} Few;

/* prior 0: covariates are not shrunk. */
MUST_USE Status few_estimate(const EffectInput *in, double prior, Arena *a, Few *out, Err *err);

#endif
