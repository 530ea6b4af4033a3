/* asof.h - the day up to which the book knows what happened.
 *
 * The latest dated fact, but for one or two typing errors in the future: the newest facts, two at most, that stand more than six weeks behind
 * all others, and more than twice as far as days with facts stood from each other before (the second-widest of the last eight gaps: a book of
 * one invoice a quarter has no strays).  Fewer than three facts are no rest that others could be behind.
 * Planned things (promises, open renewals) do not count.
 *
 * Oracle    tests/resolve/t_fresh.c: days by hand.
 */
#ifndef TL_RESOLVE_ASOF_H
#define TL_RESOLVE_ASOF_H

#include "store/store.h"

MUST_USE Status asof_write(Store *s, int64_t *day, Err *err); /* summary 'as_of'; 0 without facts */

/* Of days, rising, with n[] facts each. */
int64_t asof_day(const int64_t *day, const int64_t *n, size_t days);

#endif
