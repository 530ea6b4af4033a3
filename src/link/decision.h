/* decision.h - renewal decisions of each account, from its deals of type renewal, else from its subscriptions.
 *
 * Deals: decided on the close date; renewed when won; open ones have no answer yet.
 * Subscriptions (of an account without a deal of a renewal): every yearly anniversary passed while running
 * counts as renewed, an
 * end with the churn flag as not renewed; the next anniversary of a running one is open.
 * Where each renewal is a contract of its own, the end of a fixed term decides (decision_in.h, doc/decisions/339-renewals-that-are-contracts.md).
 * Ends between renewals are told by churn events (f_churn).  Of deals: when something was won and not lost, and nothing is won behind it, the account left
 * on that day with all it had; a lost deal within three months is the same loss.  Of subscriptions: an end without a flag, within 30 days of the
 * event, and nothing runs behind it.  A deal lost less than nine months after the last one won is "ended early" too.
 * Contracts of one account that are decided on the same day (that run out together) are one decision: renewed when any of them
 * is, the amounts added up.
 * Beside each decision (d_decision_more): what the account paid a year before it and behind it, all its contracts together, and whether anything of
 * it still runs.  Deals: the one that the decision carries on (num/follow.h; new or renewed, what is sold on top in between is left out) and
 * those that run beside it.  Subscriptions: all that run 30 days before, and 30 days behind; an end more than
 * 15 days from an anniversary is "ended early".  Renewed for more than 2 % less is "reduced", for more than 5 % more "expanded"; a loss while
 * others run on is "reduced" too, or "replaced" when what the account pays did not fall.
 * Amounts are a year's, in the book's currency; others by the rate of the day, and without one they are left out and told (coins.h).
 */
#ifndef TL_LINK_DECISION_H
#define TL_LINK_DECISION_H

#include "store/store.h"

/* Price lists rise by a few percent a year: that is no expansion; and rounding is no reduction. */
#define DECISION_REDUCED  0.98
#define DECISION_EXPANDED 1.05

MUST_USE Status decisions_write(Store *s, int64_t as_of, Arena *a, int64_t *n, Err *err);

#endif
