/* verdict.h - may a decision be taken back?
 *
 * One that is there, is itself no taking back, and was not taken back yet.  An undone undo stays undone: who wants the decision again says it again.
 * Errors   ST_NOT_FOUND: none of that number (or it is not `who`'s); ST_CONFLICT: taken back already.
 */
#ifndef TL_STORE_VERDICT_H
#define TL_STORE_VERDICT_H

#include "store/store.h"

/* Of rows of `verdict` (columns verdict_id, what, subject; who, where `who` is not ""): all of its stage, or all that count.  `about`: "options"; NULL: it goes without saying. */
MUST_USE Status verdict_may_undo(const Table *said, int64_t id, Str who, const char *about, Err *err);
/* Of the stage's own rows. */
MUST_USE Status verdict_may_undo_of(Store *s, const char *stage, int64_t id, Arena *a, Err *err);

#endif
