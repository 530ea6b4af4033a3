/* stagger.h - an action that came to places one after the other: effects by group and time.
 *
 * Method  Callaway and Sant'Anna (2021) without covariates.  For a group g (accounts reached in period g) and a period t >= g:
 *         ATT(g, t) = mean over the group of y_t - y_{g-1} less the same mean over accounts not reached by t (never, or
 *         later), each account weighted by nothing but its presence.  Never the accounts reached earlier: a regression with
 *         fixed effects for account and period compares with them too and is wrong where effects grow with time.
 *         all_before: the base is the mean of all periods before g instead of the last; of the comparison, too.  Less noise, and right
 *         where lots decided who is reached when; elsewhere it asks for parallel paths from the first period on.
 *         Also for t < g (base t - 1): what there was before anything was done.
 *         simple: mean of ATT(g, t), t >= g, weighted by the group's accounts; by time since the start: `event`.
 *         Error: influence of each account on `simple` (group sizes taken as given), summed by cluster, m/(m - 1).
 *         before_p: all ATT before, jointly, by a Wald test with the same influences (clusters enough), NaN otherwise.
 *         gaps: a y that is NaN has no data; the account stays out of the cells that ask for it, and of means of periods before.
 *         since, until: `simple` over the periods [since, until) after the start alone (0, 0: all).
 * Shape   in: y account by period, balanced, row-major; first[unit]: the period of its start, or n_period for never.
 * Units   of y.
 * Errors  ST_INVALID: not finite, first < 0; ST_NUMERIC: no group with a period before and a comparison.
 * Oracle  tests/num/t_stagger.c: R's lm on each two by two, planted effects that grow, coverage; with one group and two
 *         periods, difference in differences.  Published figures: doc/methods/audit.md.
 */
#ifndef TL_NUM_STAGGER_H
#define TL_NUM_STAGGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct StaggerInput {
    const double  *y;
    const int64_t *first, *cluster;   /* cluster NULL: each account its own */
    size_t n_unit, n_period;
    double level;                     /* 0: 0.95 */
    bool   all_before, gaps;
    size_t since, until;
    bool   never;                     /* compare with accounts never reached only */
} StaggerInput;

typedef struct StaggerCell {
    int64_t group, period;
    double  att;
    size_t  n, n_comparison;
} StaggerCell;

typedef struct Stagger {
    StaggerCell *cell;
    size_t n_cell;
    double simple, se, df, low, high, before_p;
    double *event;                    /* by periods since the start, 0.. */
    size_t n_event, n_group, n_cluster, n_before;
} Stagger;

MUST_USE Status stagger_estimate(const StaggerInput *in, Arena *a, Stagger *out, Err *err);

#endif
