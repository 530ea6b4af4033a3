/* segment.h - where does a series of readings change its level, told only where two methods agree?
 *
 * Use for readings without a count behind them (a unit's monthly metric, an index); counts and means
 * of n go through change.h, which knows how much a week of n can vary.
 *
 * Method  y is scaled to mean 0 and standard deviation 1.
 *         segment_least   least squares over all segmentations: sum of squares within segments plus
 *                         the modified BIC of Zhang & Siegmund (Biometrics 63, 2007), 3 log n a
 *                         change and log of each segment's length; exact, by dynamic programming.
 *         segment_bayes   the most probable segmentation of normal readings whose mean and variance
 *                         both change: normal-inverse-gamma prior (0, 1, 1, 1), chance of a change
 *                         1/100 a reading (Adams & MacKay 2007; Fearnhead 2006), exact likewise.
 *         segment_agreed  changes of segment_bayes with one of segment_least within 5 readings.
 *                         Each method alone finds too much where its model is wrong, the first in
 *                         autocorrelated series, the second where the variance moves; what both
 *                         find is right more often (doc/methods/signals.md has the figures).
 * Shape   in: y[n]; out: first indices of new levels, ascending.
 * Units   indices from 0.
 * Errors  ST_INVALID: a value not finite.  ST_TOO_BIG: more than SEGMENT_MAX readings.
 *         Fewer than 4 readings, or all equal: no change.
 * Oracle  tests/num/t_segment.c: all segmentations of short series tried one by one; the
 *         published places of R's changepoint 2.3; closed form of the marginal likelihood.
 */
#ifndef TL_NUM_SEGMENT_H
#define TL_NUM_SEGMENT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum { SEGMENT_MAX = 5000, SEGMENT_MARGIN = 5 };

typedef struct SegmentList {
    size_t *at, n;
} SegmentList;

MUST_USE Status segment_least(const double *y, size_t n, Arena *a, SegmentList *out, Err *err);
MUST_USE Status segment_bayes(const double *y, size_t n, Arena *a, SegmentList *out, Err *err);
MUST_USE Status segment_agreed(const double *y, size_t n, Arena *a, SegmentList *out, Err *err);

#endif
