/* lifetime.h - how long customers stay and what they buy: the models behind lifetime value.
 *
 * Method  sbg_fit      contracts.  Each account has a chance of its own to end at a renewal; the chances are spread as a
 *                      beta(alpha, beta) (shifted beta-geometric, Fader and Hardie 2007).  The share of those there in
 *                      period t who end in it is alpha / (alpha + beta + t - 1): it falls with tenure although no account
 *                      changes, since those likely to go are gone.  The data are ends and at-risk counts by period, so
 *                      accounts seen only from their third year on, and those still there, are taken in as they are.
 *         bgnbd_fit    no contract.  While alive an account buys as a Poisson process, rates spread as gamma(r, alpha);
 *                      after each purchase it may leave for good, chances spread as beta(a, b) (Fader, Hardie, Lee 2005).
 *         spend_fit    what a purchase is worth: each account's mean spread as a gamma-gamma (Fader and Hardie 2013), not
 *                      related to how often it buys.
 *         All by maximum likelihood in the logarithms of the parameters (maximise.h); equal rows are counted once.  `prior` above 0: each
 *         logarithm normal with that spread around where the search begins, for data that do not tell the parameters apart.
 * Shape   in: one row a period (sbg) or an account (the others).  out: parameters and the covariance of their logarithms,
 *         for intervals by drawing (lifetime_draw()).
 * Units   periods, or times in one unit throughout; money in one currency.
 * Errors  ST_INVALID: a value not finite, negative, ended > at risk, last > seen, purchases without a time;
 *         ST_NUMERIC: nobody at risk, no repeat purchase at all.  Doubt is a maximise.h warning bit.
 * Oracle  tests/num/t_lifetime.c: published tables (High End .6681/3.8061, Regular .7041/1.1820; CDNOW
 *         .243/4.414/.793/2.426, gamma-gamma 6.25/3.74/15.44), sums against direct simulation.
 */
#ifndef TL_NUM_LIFETIME_H
#define TL_NUM_LIFETIME_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { LIFETIME_P_MAX = 4, LIFETIME_PERIODS_MAX = 4000 };

/* Parameters in the order of the model's own struct, their logarithms' covariance, and how good the fit is. */
typedef struct LifetimeFit {
    size_t   p, n;                               /* n: rows that told something */
    double   theta[LIFETIME_P_MAX];
    double   cov[LIFETIME_P_MAX * LIFETIME_P_MAX];   /* of log theta, p by p */
    double   loglik;                             /* with the prior's */
    double   prior;                              /* as asked for */
    unsigned warnings;
} LifetimeFit;

/* One set of parameters as the data allow it: draws from the normal approximation of their logarithms. */
void lifetime_draw(const LifetimeFit *fit, Rng *r, double *theta);

/* -- contracts: theta = alpha, beta ------------------------------------------------------------------------------ */

typedef struct SbgInput {
    const double *at_risk, *ended;   /* in period t = 1 .. n: accounts that came to its end, and those that left there */
    size_t        n;
} SbgInput;

MUST_USE Status sbg_fit(const SbgInput *in, LifetimeFit *out, Err *err);
double sbg_survival(const double *theta, double periods);            /* share there after so many periods */
double sbg_hazard(const double *theta, double period);               /* share that ends in period 1, 2, .. */
/* Periods still to come for one that has completed `tenure` of them, the k-th from now weighted (1 + rate)^-k;
 * `horizon` 0: until nothing is left to add, at most LIFETIME_PERIODS_MAX. */
double sbg_residual(const double *theta, double tenure, double rate, size_t horizon);

/* -- purchases: theta = r, alpha, a, b --------------------------------------------------------------------------- */

typedef struct BgnbdInput {
    const double *repeats;   /* purchases after the first */
    const double *last;      /* time of the last one, from the first; 0 where there is none */
    const double *seen;      /* time from the first purchase to the end of the data */
    size_t        n;
    double        prior;     /* 0: none */
} BgnbdInput;

MUST_USE Status bgnbd_fit(const BgnbdInput *in, LifetimeFit *out, Err *err);
double bgnbd_alive(const double *theta, double repeats, double last, double seen);
double bgnbd_expected_new(const double *theta, double time);         /* repeat purchases of a new account until then */
double bgnbd_expected(const double *theta, double repeats, double last, double seen, double time);   /* in the next `time` */

/* -- spend: theta = p, q, gamma ---------------------------------------------------------------------------------- */

typedef struct SpendInput {
    const double *repeats, *mean;   /* purchases and their mean value; rows without purchases are passed over */
    size_t        n;
    double        prior;            /* 0: none */
} SpendInput;

MUST_USE Status spend_fit(const SpendInput *in, LifetimeFit *out, Err *err);
double spend_expected(const double *theta, double repeats, double mean);   /* an account's mean, drawn to everybody's */

#endif
