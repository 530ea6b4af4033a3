/* decision.h - renewal decisions from deals of type renewal, else from subscriptions.
 *
 * Deals: decided on the close date; renewed when won; open ones have no answer yet.
 * Subscriptions (only where no renewal deal exists): every yearly anniversary passed while running
 * counts as renewed, an
 * end with the churn flag as not renewed; the next anniversary of a running one is open.
 * Amounts are a year's, in the book's currency; others are left out and counted.
 */
#ifndef TL_LINK_DECISION_H
#define TL_LINK_DECISION_H

#include "store/store.h"

MUST_USE Status decisions_write(Store *s, int64_t as_of, Arena *a, int64_t *n, Err *err);

#endif
