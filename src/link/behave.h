/* behave.h - what an account does in a span of days: the behaviours that stand between what it lives through and what it decides.
 *
 * All are of [from, to); NaN where it is not known.
 *   use      log(1 + events in 30 days)
 *   people   log(1 + people a week)
 *   tickets  log(1 + tickets in 30 days)
 *   score    the last score given
 *   answers  1 when a score was given, else 0
 *   paying   mean days that invoices paid in it, or due before its end and not paid by then, were late
 * A use that the book knows nothing of before its first day is unknown, not none.
 */
#ifndef TL_LINK_BEHAVE_H
#define TL_LINK_BEHAVE_H

#include "link/book.h"

typedef enum Behaviour { BEHAVE_USE, BEHAVE_PEOPLE, BEHAVE_TICKETS, BEHAVE_SCORE, BEHAVE_ANSWERS, BEHAVE_PAYING, BEHAVIOURS } Behaviour;

typedef struct BehaviourSpec {
    const char *name, *words;
} BehaviourSpec;
extern const BehaviourSpec behaviour_spec[BEHAVIOURS];

double behave(const LinkBook *b, Behaviour which, size_t account, int64_t from, int64_t to);

#endif
