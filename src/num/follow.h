/* follow.h - which earlier day a later one carries on, when what recurs yearly is not numbered.
 *
 * Method  Days of one account, ascending.  A later day follows the earlier one whose distance is nearest to a year, of those that lie FOLLOW_FROM to
 *         FOLLOW_TO days before it (nine to fifteen months), that may be followed and that no earlier day of the list has taken; of two equally near
 *         the later one.  So contracts that come up in March and in September are told apart without a number that says so, and each day is
 *         carried on once.
 * Shape   in: day[n], kind[n]; out: previous[n], FOLLOW_NONE where there is none.
 * Units   days.
 * Errors  none.
 * Oracle  tests/num/t_follow.c: by hand; every claim of the text above on random days by a second, naive look.
 */
#ifndef TL_NUM_FOLLOW_H
#define TL_NUM_FOLLOW_H

#include <stddef.h>
#include <stdint.h>

enum { FOLLOW_FROM = 273, FOLLOW_YEAR = 365, FOLLOW_TO = 457 };
#define FOLLOW_NONE ((size_t)-1)

typedef enum FollowKind {
    FOLLOW_CAN = 1,   /* a later day may carry it on */
    FOLLOW_DOES = 2   /* it carries an earlier one on, where there is one */
} FollowKind;

/* `taken` (n) is filled too: which later day carries it on; FOLLOW_NONE: none. */
void follow_match(const int64_t *day, const unsigned *kind, size_t n, size_t *previous, size_t *taken);

#endif
