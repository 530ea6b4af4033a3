/* trail.h - what was read of persons and what was changed: who, when, from where, which operation, which id.
 *
 * Rows go into `login_trail` in batches, by a thread of the log's own: a read is answered before its row is on disk, at most
 * TRAIL_MS later it is, sooner when many come (an eighth of LIMIT_TRAIL_ROWS); a change and a sign-in wait until theirs is.  A log
 * that cannot be written stops what it would have told of: trail_put() fails from then on until a row got through, and the answer
 * is not given; a full disk is told as such (ST_FULL).  A change asks first (trail_may()), so that none is made which cannot be told.
 * No passwords, no tokens, no search words (they may be somebody's address); of a question in SQL its first words.
 * A process that is killed may lose the last TRAIL_MS of reads.  A book open for reading only has no log: what is read goes to standard error.
 */
#ifndef TL_SERVE_TRAIL_H
#define TL_SERVE_TRAIL_H

#include "store/store.h"

enum { TRAIL_MS = 200 };

typedef struct Trail Trail;
typedef struct TrailRow {
    Str     who, how, address, route, what;
    int64_t status;
} TrailRow;

MUST_USE Status trail_open(Store *s, Trail **out, Err *err);
void trail_close(Trail *t);                       /* writes what is left; NULL is fine */
MUST_USE Status trail_may(Trail *t, Err *err);    /* not while rows wait that could not be written */
MUST_USE Status trail_put(Trail *t, const TrailRow *row, bool wait, Err *err);

#endif
