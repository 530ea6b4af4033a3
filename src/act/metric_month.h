/* metric_month.h - the months of one metric: its readings, the customers' side of each, and what month.h makes of both.
 *
 * The months end with that of the as-of day.  Readings of one month are their mean; a target holds until the next one is given.
 * What the customers' side is (deliveries, replies, ratings of a question) is the caller's choice, the same as for the year.
 */
#ifndef TL_ACT_METRIC_MONTH_H
#define TL_ACT_METRIC_MONTH_H

#include "act/better.h"

typedef struct MetricMonthAsk {
    int64_t      metric_id, as_of;
    const Table *readings;          /* rows [from, to) of metric_readings */
    size_t       from, to;
    bool         lower_better;
    bool         has_side;          /* customers were found at the touchpoint */
    BetterWhat   what;
    int64_t      limit;             /* days of grace, minutes to a reply, the highest rating that is bad */
    Str          question;
    double       otherwise;         /* what is needed where no target says it */
    bool         percent;           /* a target is in % of things */
} MetricMonthAsk;

/* Adds the months from the first with a reading on to `out`, a table of metric_month_table(). */
void metric_month_table(Table *out, Arena *a);
MUST_USE Status metric_months(Store *s, const MetricMonthAsk *ask, Arena *a, Table *out, Err *err);

#endif
