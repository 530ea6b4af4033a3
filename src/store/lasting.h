/* lasting.h - ids that last from run to run, for what a stage finds anew each time.
 *
 * An id stands in addresses of pages, in bookmarks and in other people's notes: it must mean the same thing tomorrow.  What a thing is, is said by
 * its key (what makes an issue that issue); a table that outlives `rebuild` has the id of every key there ever was.  A key that is new is given the
 * next number, in the order asked, so the ids of a book's first run are 1, 2, 3 ... and a second run on the same facts changes nothing.  What is gone
 * leaves its number unused, and has it again when it comes back.
 *
 * Price     Ids tell in which order things were first found: two books from the same files, imported in another rhythm, may number differently.
 *           So nothing may be computed from an id but which thing it is.
 * Keys      hold no person's words.  Asked twice in one call, a key has one id.
 * Writes    the table; inside the caller's transaction.
 */
#ifndef TL_STORE_LASTING_H
#define TL_STORE_LASTING_H

#include "store/store.h"

typedef enum LastingKind { LASTING_ISSUE, LASTING_STREAM, LASTING_SIGNAL } LastingKind;

MUST_USE Status lasting_ids(Store *s, LastingKind kind, const Str *key, size_t n, Arena *a, int64_t *id, Err *err);

#endif
