/* shape.h - single weeks far outside their level, and changes that are slopes rather than steps.
 *
 * Method  shape_spikes  each week against those before it, since week `from` of its level, at most
 *         52 and at least 8 with data: the exact conditional mid-p of its count given the total,
 *         hypergeometric for shares, binomial for rates with exposure; for means the t of a new
 *         reading.  Two-sided: twice the smaller tail.  Counts that vary more than binomial or
 *         Poisson (Pearson phi of the earlier weeks beyond its 90 % point): the tail's z over sqrt(phi), t with
 *         their weeks less one.  Under no change the p of different weeks are independent, so
 *         Benjamini-Hochberg over all weeks of all streams holds the share of false spikes.
 *         shape_running a week that is not over.  Rates: so many events so far against a whole week's exposure, in the same test;
 *         rises only.  Its count can only grow, and p falls as it grows: the least p of all looks is the one of the last
 *         look, so looking after every event costs nothing, and what is told stays told.
 *         Shares and means go both ways, so p is 1 / E with E a test martingale in the week's records: of a share, chance of x of n at a
 *         level of its own (uniform) over that at the level before (beta, of N trials, wider where weeks vary more than
 *         binomial); of a mean, t densities with and without a normal shift of one standard deviation of a reading, the
 *         variance from the weeks before.  By Ville's inequality P(any look finds p <= a) <= a, however often one
 *         looks.  Shares: rises only; means: two-sided.  At the week's end shape_spikes, which looks once, finds more.
 *         shape_drift   is the way through [from, to) a straight line, not steps before at[0] < at[1] ...?
 *         Weighted sums of squares, compared by BIC: each step spends a level and a place, the line
 *         a level and a slope.
 * Shape   in: ChangeInput; out: p[weeks], 1 where nothing can be said.
 * Errors  those of change.h.
 * Oracle  tests/num/t_shape.c: R's dhyper and pbinom run live, level by simulation; the two evidences by adding up
 *         and integrating in R.
 */
#ifndef TL_NUM_SHAPE_H
#define TL_NUM_SHAPE_H

#include "num/change.h"

enum { SPIKE_BEFORE = 52, SPIKE_BEFORE_MIN = 8 };

typedef struct Spike {
    double p;                     /* two-sided; 1: nothing to say */
    double expected, level;       /* level of the weeks before, level of the week */
    double low, high;             /* of level - expected, 95 % */
} Spike;

/* `from` has the first week of the level that each week belongs to. */
MUST_USE Status shape_spikes(const ChangeInput *in, const size_t *from, Spike *out, Err *err);

/* Week in->weeks - 1 is the one that runs, n its whole exposure; those before it from `from` on are of one level.
 * Of a share or a mean n counts what came in so far. */
MUST_USE Status shape_running(const ChangeInput *in, size_t from, Spike *out, Err *err);

bool shape_drift(const ChangeInput *in, size_t from, size_t to, const size_t *at, size_t n_at);

/* Mid-p of x or more (or fewer) of n, given X of N elsewhere. */
double spike_tail(ChangeKind kind, double x, double n, double X, double N, bool upper);

#endif
