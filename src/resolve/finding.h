/* finding.h - facts that contradict each other, with counts and the first rows as examples. */
#ifndef TL_RESOLVE_FINDING_H
#define TL_RESOLVE_FINDING_H

#include "store/store.h"

MUST_USE Status findings_write(Store *s, Arena *a, Err *err); /* inside the caller's transaction */

#endif
