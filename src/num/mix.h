/* mix.h - why did a score change: other people, or other answers?
 *
 * Persons answered in an earlier period, a later one, both or neither; each has a role.
 * Method  With p_r the share of role r among those who answered and m_r its mean, before (0) and after (1),
 *           after - before = sum (p1_r - p0_r) (m0_r + m1_r)/2  +  sum (p0_r + p1_r)/2 (m1_r - m0_r):
 *         the first sum is the part `roles` (Kitagawa 1955; a role met in one period only has the same
 *         mean in both).  The second is split within each role.  With S the mean of those who
 *         answered twice,
 *           m1 - m0 = (S1 - S0)  -  sum over who left (y0 - S0)/n0  +  sum over who came (y1 - S1)/n1:
 *         real change, and the parts of those who left (the customer is gone, or fell silent) and came
 *         (the customer is new, or spoke again).  A role that nobody answered in twice takes its
 *         own mean over both periods for S0 and S1: nothing real is claimed there.
 *         The six parts sum to the change exactly.
 *         real_low, real_high: t interval of the weighted mean of the differences of those who
 *         answered twice, clustered (interval.h).
 *         Non-response: modelled is the change of means weighted by 1 over the chance to answer, a
 *         ridge logit (1) on the covariates for each period, chances cut at 0.02.  near: the mean of
 *         those who did not answer lies within `near` of those who did.  worst: they may
 *         answer anything from lowest to highest (Manski 1989).
 * Shape   in: columns of n persons, NaN where not answered; out: MixResult.
 * Errors  ST_INVALID: answers outside [lowest, highest].  Nobody answered before, or after: too_few.
 * Oracle  tests/num/t_mix.c: a table worked by hand, exact sums on random tables, planted
 *         non-response.
 */
#ifndef TL_NUM_MIX_H
#define TL_NUM_MIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef enum MixPart { MIX_ROLES, MIX_LEFT, MIX_SILENT, MIX_NEW, MIX_AGAIN, MIX_REAL, MIX_PARTS } MixPart;

typedef struct MixInput {
    const double  *before, *after;    /* answers */
    const size_t  *role;              /* 0 .. roles - 1 */
    const uint8_t *gone, *fresh;      /* the customer left; was not there before */
    const int64_t *cluster;
    const double  *x;                 /* n by p, column-major; of the chance to answer */
    size_t         n, p, roles;
    double         lowest, highest, near;
} MixInput;

typedef struct MixResult {
    bool   too_few;
    double before, after;
    double part[MIX_PARTS];
    size_t persons[MIX_PARTS];
    double real_low, real_high;       /* NaN: fewer than two clusters answered twice */
    size_t answered_before, answered_after;
    double modelled;                  /* NaN: no model */
    double near_low, near_high, worst_low, worst_high;
} MixResult;

MUST_USE Status mix_change(const MixInput *in, Arena *a, MixResult *out, Err *err);

#endif
