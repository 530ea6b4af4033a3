/* metric.h - the months of a unit's metric as the answers and the pages share them: rows of report_metric_months, and their picture.
 * For src/report alone.
 */
#ifndef TL_REPORT_METRIC_H
#define TL_REPORT_METRIC_H

#include "report/chart.h"
#include "store/store.h"

/* One metric's rows [from, to); now: the last with a reading, `to` when there is none. */
typedef struct MetricRows {
    const Table *t;
    size_t       from, to, now;
} MetricRows;

MetricRows metric_rows(const Table *months, int64_t metric_id);

/* The first month of a disagreement that holds now, the month that first told it; 0: none. */
int64_t metric_since(const MetricRows *m);
int64_t metric_told(const MetricRows *m);
/* It began with the first month that is known: it may be older. */
bool metric_older(const MetricRows *m);

/* How far the reading and the customers' share (with its interval) are from what was asked of each, as a part of it: 0 is what was asked,
 * above is better, whatever either is counted in.  `narrow`: for a column beside others.  NULL: no month has anything to draw. */
const Chart *metric_chart(const MetricRows *m, Str name, bool narrow, Arena *a);

#endif
