/* signal.h - the stage that says what changed.
 *
 * Reads   f_delivery, f_ticket, f_response, d_code, d_comment, d_account, d_alias, d_theme,
 *         d_usage_week.
 * Writes  d_stream, d_stream_week, d_signal; one transaction.
 *
 * A stream is one measure in one slice (all, a region, a segment), week by week up to the last
 * whole week before as_of:
 *   late     deliveries late of deliveries promised that week (binomial)
 *   theme    accounts that spoke of a theme, per account of the slice (Poisson)
 *   tickets  tickets per account of the slice (Poisson)
 *   reply    tickets first answered after more than a day (binomial)
 *   nps      mean likelihood to recommend (mean)
 * Detector: num/change.h; only changes that looking every week would have shown are told. Across
 * streams: Benjamini-Hochberg at the setting fdr.  When one change shows in several
 * slices of a measure within CLOSE_WEEKS, the slice with the strongest evidence is told, the others
 * are its shadow.
 */
#ifndef TL_SIGNAL_SIGNAL_H
#define TL_SIGNAL_SIGNAL_H

#include "store/store.h"

typedef struct SignalResult {
    int64_t streams, signals;
} SignalResult;

MUST_USE Status signal_run(Store *s, SignalResult *out, Err *err);

#endif
