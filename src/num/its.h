/* its.h - did an action that reached everybody work: one series before and after, with errors that remember.
 *
 * Method  Segmented regression y_t = a + b t + [seasons] + level D_t + e_t, weighted by trials, D_t = 1 from `start` on; the
 *         slope b only with 12 periods before or more, seasons (one sine and cosine of 12) only with 24 periods or more.  The
 *         errors' covariance by Newey and West (1987): Bartlett weights, lag floor(4 (T/100)^(2/9)) at least 1, factor
 *         T/(T - k); it is too small in short series (at 36 periods it covers 86 % of what it should cover 95), so the larger of it and the plain error
 *         of least squares is taken; t with T - k degrees of freedom, at the bound of look.h.
 *         Placebo starts: the same break put at every period of the time before that leaves three on either side; `placebo`
 *         is the largest |level| among them, `placebo_p` the share (the real one counted) at least as large.
 * Verdict WORKED: the interval lies beyond zero in the wanted direction and the effect is larger than every placebo.  Else
 *         DID_NOT: the interval excludes `wanted`.  Else CANNOT_TELL.  Whatever else changed that month is in it: never more
 *         than grade C.
 * Shape   in: x, n by period, `periods` long without gaps (n = 0: no data), the first `before` before the start.
 * Units   of x/n.
 * Errors  ST_INVALID: values not finite, wanted 0.  too_few: fewer than 8 periods before or 3 after with data.
 * Oracle  tests/num/t_its.c: R's lm and sandwich::NeweyWest run live; coverage and false alarms by simulation with
 *         autocorrelated errors.
 */
#ifndef TL_NUM_ITS_H
#define TL_NUM_ITS_H

#include "num/did.h"

typedef struct ItsInput {
    const double *x, *n;
    size_t periods, before;
    double wanted, level;        /* 0: 0.95 */
    size_t horizon, family;      /* 0: 12, 1 */
    int64_t phase;               /* month of the year of the first period, for seasons */
} ItsInput;

typedef struct Its {
    bool   too_few, trend, seasons;
    DidVerdict verdict;
    double estimate, se, newey_west, plain, df, low, high, p, bound, information;
    double level_before, placebo, placebo_p;
    size_t lag, n_placebo, periods_before, periods_after;
} Its;

MUST_USE Status its_estimate(const ItsInput *in, Arena *a, Its *out, Err *err);

#endif
