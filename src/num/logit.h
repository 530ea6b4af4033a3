/* logit.h - logistic and linear regression for few rows: weighted, ridged or Firth-corrected.
 *
 * Method  Maximises  sum w (y eta - log(1 + exp eta)) - ridge/2 * sum b_j^2  over the intercept
 *         and the coefficients b of the standardised columns (frame.h); the intercept is not
 *         penalised.  `penalty` adds penalty_j/2 * beta_j^2 of a column, in the units of x: a
 *         normal prior of variance 1/penalty_j; it goes together with Firth's term.  Newton steps (IRLS), halved until the objective does not fall.
 *         Firth (Biometrika 80, 1993): log|I|/2 is added to the likelihood instead of a ridge;
 *         finite under separation and nearly unbiased for rare events.
 *         `hold`: the last column's coefficient is held at `held` and the others are fitted; Firth's term is that of all columns.  So are limits by
 *         profile found (few.h).
 *         linear_fit() is the same with squared error: sum w (y - eta)^2 / 2.
 *         Standard errors are those of the model, from the inverse of the (penalised)
 *         information; for clustered rows use effect.h.
 * Shape   in: x column-major n by p without intercept, y[n] in [0,1] (linear: any), w[n] or NULL;
 *         a row of weight 0 is predicted but not fitted.  out: beta[p+1], se[p+1] (intercept
 *         first, 0 for columns without variance), mu[n] and leverage[n] for all rows.
 * Units   beta in log odds (linear: units of y) per unit of x.
 * Errors  ST_INVALID: y outside [0,1], values not finite, ridge < 0 or together with Firth;
 *         ST_NUMERIC: no weight; ST_TOO_BIG: too many columns.  What is merely doubtful is a
 *         warning bit: see LogitWarning.
 * Oracle  tests/num/t_logit.c: R's glm and optim run live; Firth on a 2x2 table, where it is the
 *         log odds ratio with 1/2 added to each cell; the published coefficients of logistf's sex2 data
 *         to 5 decimals and its penalised likelihood, -132.5394; brglm2 run live on endometrial.
 */
#ifndef TL_NUM_LOGIT_H
#define TL_NUM_LOGIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/frame.h"

typedef enum LogitWarning {
    LOGIT_SEPARATED = 1,       /* a line divides the ys (nearly): without a penalty no finite fit */
    LOGIT_NEAR_SINGULAR = 2,   /* collinear columns: a small ridge was put in to go on */
    LOGIT_ONE_CLASS = 4,       /* all y equal: intercept from (events + 1/2)/(n + 1), no slopes */
    LOGIT_NOT_CONVERGED = 8,
    LOGIT_DROPPED = 16,        /* columns without variance were left out */
} LogitWarning;

typedef struct LogitInput {
    const double *x, *y, *w;
    size_t        n, p;
    const double *penalty;     /* p; NULL: none */
    const double *start;       /* p + 1: coefficients to begin at; NULL: none but the intercept */
    double        ridge;       /* 0: none */
    double        held;        /* see hold */
    bool          firth, hold;
} LogitInput;

typedef struct LogitFit {
    size_t   n, p, dropped;
    double  *beta, *se;        /* p + 1 */
    double  *mu, *leverage;    /* n; leverage = w v z' I^-1 z, for rows of weight 0 with w = 1 */
    double   loglik;           /* without ridge; with Firth's term */
    double   objective;        /* what was maximised, but for a constant of the columns: of fits to the same rows the differences count */
    int      iterations;
    unsigned warnings;
} LogitFit;

MUST_USE Status logit_fit(const LogitInput *in, Arena *a, LogitFit *out, Err *err);
MUST_USE Status linear_fit(const LogitInput *in, Arena *a, LogitFit *out, Err *err);

/* A column's penalty on the scale of the frame: of coefficient r, 1 .. k - 1. */
double logit_penalty(const Frame *f, const double *penalty, size_t r);

/* Probabilities for other rows: x column-major n by fit->p. */
void logit_predict(const LogitFit *fit, const double *x, size_t n, double *out);

#endif
