/* forecast_in.h - for the forecast's own files: what contacts do and how accounts pay, as columns (forecast_contact.c).
 *
 * Every value is what was known on the last day that the forecast looks at: an invoice that was paid behind it is open, with the days until then.  A column
 * is there where the book knows it of half the decisions made; where it does not know it of one, the column says nothing: as before, in time.
 */
#ifndef TL_VALUE_FORECAST_IN_H
#define TL_VALUE_FORECAST_IN_H

#include "value/forecast.h"

typedef struct ContactAsk {
    int64_t as_of, gap, window;  /* days */
    const Table *usage;          /* account_id, week, events, users */
} ContactAsk;

/* Adds columns to loaded rows, behind all others. */
MUST_USE Status forecast_contacts(Store *s, const ContactAsk *ask, Forecast *f, Arena *a, Err *err);

#endif
