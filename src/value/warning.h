/* warning.h - what a warning of the forecast is worth: how often it is right, how many leavers and how much money it finds, and what stands behind each.
 *
 * A past renewal counts as warned of where the back-test's risk was `times` everybody's until then, as health is told (forecast.h): RISK_HIGH and
 * RISK_WATCH times; 0 warns of all, the rule that needs no machine and the one to beat.  Forecasts of the back-test have not seen what they are held against.
 *
 *   right        of those warned of, the share that left; false alarms are the rest
 *   found        of those that left, the share warned of;  found_money: the same in money a year
 *   stake        money a year that left for each warning; acting on it pays while it costs less than this times the share of leavers won back.
 *                What acting costs and wins back is not in a back-test, in which nobody acted on these warnings.
 *
 * Intervals go by account (num/interval.h; stake num/ratio.h, whose limits are never below nothing).  Below WARNING_LEAST warned of, or left, there is no figure.
 * Oracle  tests/value/t_forecast.c: by hand, and planted risks over forty books.
 */
#ifndef TL_VALUE_WARNING_H
#define TL_VALUE_WARNING_H

#include "num/interval.h"
#include "num/ratio.h"
#include "value/forecast.h"

enum { WARNING_LEAST = 10 };
#define RISK_HIGH  2.0     /* times everybody's risk */
#define RISK_WATCH 1.25

typedef struct Warning {
    size_t n, warned, went, lost;      /* renewals looked back at; of them warned of, of these left; all that left */
    int64_t money, caught;             /* a year, minor units: of all that left, of those warned of */
    Interval right, found, found_money;   /* estimate NaN: not told */
    Ratio stake;
} Warning;

MUST_USE Status warning_of(const Forecast *f, double times, Arena *a, Warning *out, Err *err);
MUST_USE Status warnings_write(Store *s, const Forecast *f, Arena *a, Err *err);

#endif
