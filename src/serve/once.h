/* once.h - a request that is sent again changes nothing again.
 *
 * A POST may carry "Idempotency-Key: TEXT".  The first answer to a key is kept with a hash of who asked, where and what; the same
 * request again gets the same answer with the header "Idempotent-Replay: true", another request under the same key is 422, and one that
 * comes while the first is still under way is 409.  Answers that say "try again" (429, 5xx) are not kept.  The last
 * LIMIT_IDEMPOTENCY keys are remembered for ONCE_DAY, in memory and in the book (`login_once`): a server that starts anew knows them, and a
 * book that is brought back from its archive knows those of what it holds.
 *
 * A key is in the book before its request is carried out, and the answer follows behind it.  A server that is killed between both has
 * perhaps done it and perhaps not: the next one says so (409) and does nothing, so nothing is ever done twice.
 *
 * Threads   any worker may call; one lock, and a session of its own on the book.
 */
#ifndef TL_SERVE_ONCE_H
#define TL_SERVE_ONCE_H

#include "serve/response.h"
#include "store/store.h"

#define ONCE_DAY (INT64_C(24) * 3600 * 1000000)      /* microseconds */
enum { ONCE_KEY_MAX = 100, ONCE_BODY_MAX = 4096 };

typedef struct Once Once;
typedef enum OnceState { ONCE_NEW, ONCE_KNOWN, ONCE_OTHER, ONCE_RUNNING, ONCE_LOST } OnceState;

MUST_USE Status once_open(Store *s, Once **out, Err *err);
void once_close(Once *o);              /* NULL is fine */
/* ONCE_NEW: go on, and end with once_done().  ONCE_KNOWN: *out is the answer.  A failure: the key could not be written, so nothing is to be done. */
MUST_USE Status once_begin(Once *o, Str who, Str key, uint64_t request, Arena *a, OnceState *state, Response *out, Err *err);
void once_done(Once *o, Str who, Str key, const Response *r);

#endif
