/* decision.h - renewal decisions from deals of type renewal, else from subscriptions.
 *
 * Deals: decided on the close date; renewed when won; open ones have no answer yet.
 * Subscriptions (only where no renewal deal exists): every yearly anniversary passed while running
 * counts as renewed, an
 * end with the churn flag as not renewed; the next anniversary of a running one is open.
 * Deals of one account that are decided on the same day (contracts that run out together) are one decision: renewed when any of them
 * is, the amounts added up.
 * Beside each decision (d_decision_more): what the account paid a year before it and behind it.  Deals: the amounts won on the last day of
 * contracts won before it (new or renewed, 30 days and more, at most 15 months; what is sold on top in between is left out), and those won now.  Subscriptions: all that run 30 days before, and 30 days behind; an end more than
 * 15 days from an anniversary is "ended early".  Renewed for more than 2 % less is "reduced", for more than 5 % more "expanded".
 * Amounts are a year's, in the book's currency; others are left out and counted.
 */
#ifndef TL_LINK_DECISION_H
#define TL_LINK_DECISION_H

#include "store/store.h"

MUST_USE Status decisions_write(Store *s, int64_t as_of, Arena *a, int64_t *n, Err *err);

#endif
