/* left.h - when contacts left their companies, as a CRM says: own fields of contacts that hold the day ("No Longer At Company Date", "Inactive Since",
 * "Replaced On", "Hard Bounced On", ...; the list is link_left in sql/link.sql).
 *
 * Day        of several fields of one contact the first.  A day behind the as-of day has not come.
 * Undated    a contact that is only said to be gone ("yes") cannot be held against what came before: it is counted (undated), and not used.
 * There      from LEFT_LEAST dated departures on the outcome "contact" rests on them; below that a CRM does not keep them, and headcount of use
 *            stands in (outcome.h).  Nothing is known before the first of them, nor of an account of which the CRM knows nobody.
 */
#ifndef TL_LINK_LEFT_H
#define TL_LINK_LEFT_H

#include "link/book.h"

enum { LEFT_LEAST = 20 };

/* Fills left.t (account_id, day; by both), left_undated and known of the book. */
MUST_USE Status left_load(LinkBook *b, Err *err);
bool left_there(const LinkBook *b);

#endif
