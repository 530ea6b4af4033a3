/* interval.h - how many months an invoice, or a contract, runs, as exports write it.
 *
 * month, Monthly, month-to-month, quarter, year, annually, "3 month", "every 6 months", "One year", 1 Jahr, Quartal, mois, 2 years: whole months.  Weeks, days and
 * words that are no span of time: false, and *out stays.
 */
#ifndef TL_MODEL_INTERVAL_H
#define TL_MODEL_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

bool interval_months(Str s, int64_t *out);

#endif
