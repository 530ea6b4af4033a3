/* taken.h - what an issue takes of each account's chance to renew: one odds ratio for all, so of an account that is nearly sure to stay little.
 *
 * Method  The effect of an issue is an average over the decisions made (num/standard.h: one exposure coefficient on the log-odds scale).  Accounts
 *         whose money is at stake are others: the large ones renew more often, and lose less of it.  With p the forecast (value/forecast.h) of each
 *         decision and x its exposure, B is the log odds ratio whose average over the decisions made is the effect:
 *             mean of  expit(l + B) - expit(l)  =  effect,     l = logit(p) - B x.
 *         An account with a decision to come, at l by the same formula, has the scale (expit(l + B) - expit(l)) / effect: what it loses of its
 *         chance when exposed, as a multiple of the average.  An account without a forecast has 1.
 * Doubt   the forecast is one too: with s its standard error at the average account at stake (forecast_doubt(), weights value), and d the derivative
 *         of the loss by the log odds, the relative standard error of the loss of all together is s |sum value d| / |sum value (expit(l + B) - expit(l))|.
 * Shape   in: the rows of d_exposure (account, decision; sorted), `now` by contract; out: scale by contract, doubt.
 * Errors  none: without a fitted forecast (too few decisions), or with an effect that no odds ratio gives, every scale is 1.
 * Oracle  tests/value/t_nothing.c: scales by hand from a known odds ratio; tests/flow/seeds.py: the planted cost of twenty companies.
 */
#ifndef TL_VALUE_TAKEN_H
#define TL_VALUE_TAKEN_H

#include "value/forecast.h"

typedef struct TakenInput {
    const Forecast  *forecast;
    const Contracts *contracts;
    const int64_t   *account, *decision;     /* exposed decisions, sorted by both */
    size_t           n;
    const bool      *now;                    /* by contract */
    double           effect;
    double           se;                     /* of the forecast's log odds at the average account at stake: forecast_doubt() with taken_weights() */
} TakenInput;

/* What each row of the forecast has at stake: the contract's value for decisions to come, else 0. */
void taken_weights(const Forecast *f, const Contracts *c, double *weight);
/* Each account's chance to renew, by contract: the forecast's; everybody's where there is none, and 1 where nothing was decided yet. */
void forecast_stay(const Forecast *f, const Contracts *c, double *stay);
void taken_scale(const TakenInput *in, double *scale, double *doubt, Arena *scratch);

#endif
