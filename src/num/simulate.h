/* simulate.h - money at risk: an uncertain effect on uncertainly exposed accounts.
 *
 * Method  In each draw one effect for all accounts, normal(effect, se) cut to [-1, 1] by drawing
 *         again (inversion: no draw is lost however far out the cut is), and for each account its
 *         own exposure probability from Beta(a, b).  The draw's money is the sum over accounts of
 *         value * exposure * effect.  The shared effect makes the sum as uncertain as the effect
 *         is; adding intervals account by account would hide that.
 *         An account whose exposure is known has known[i] = its probability and its a, b unread.
 * Shape   in: value[n], a[n], b[n], known[n] or NULL (NaN: not known); out: mean, quantiles.
 * Units   minor units of one currency in and out; effect as a change of probability, so a negative
 *         effect gives negative money: the value expected to be lost.
 * Errors  ST_INVALID: a or b not above 0, se negative, known outside [0,1], fewer than 100 draws;
 *         ST_TOO_BIG: values whose sum passes 2^53 minor units, where doubles lose the last unit.
 * Oracle  tests/num/t_simulate.c: closed forms for a fixed effect, for known exposure and for a
 *         truncated normal mean; the same seed gives the same units.
 */
#ifndef TL_NUM_SIMULATE_H
#define TL_NUM_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct MoneyInput {
    const int64_t *value;       /* minor units */
    const double  *a, *b;       /* exposure ~ Beta(a, b) */
    const double  *known;       /* NULL: none is known */
    size_t         n;
    double         effect, se;  /* average effect of exposure, see effect.h */
    size_t         draws;       /* 0: 4000 */
    uint64_t       seed;
} MoneyInput;

typedef struct Money {
    int64_t mean, q025, q500, q975;     /* minor units, rounded half away from 0 */
    int64_t mc_mean;                    /* Monte-Carlo standard error of the mean, rounded up */
    int64_t mc_q025, mc_q975;           /* of the outer quantiles, from order statistics */
    double  p_loss;                     /* share of draws below 0 */
    size_t  draws, n;
} Money;

MUST_USE Status money_simulate(const MoneyInput *in, Arena *a, Money *out, Err *err);

#endif
