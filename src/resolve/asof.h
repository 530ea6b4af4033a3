/* asof.h - the day up to which the book knows what happened.
 *
 * The third-latest dated fact, so that one or two typing errors in the future do not move it;
 * planned things (promises, open renewals) do not count.
 */
#ifndef TL_RESOLVE_ASOF_H
#define TL_RESOLVE_ASOF_H

#include "store/store.h"

MUST_USE Status asof_write(Store *s, int64_t *day, Err *err); /* summary 'as_of'; 0 without facts */

#endif
