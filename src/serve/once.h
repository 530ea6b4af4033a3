/* once.h - a request that is sent again changes nothing again.
 *
 * A POST may carry "Idempotency-Key: TEXT".  The first answer to a key is kept with a hash of who asked, where and what; the same
 * request again gets the same answer with the header "Idempotent-Replay: true", another request under the same key is 422, and one that
 * comes while the first is still under way is 409.  Answers that say "try again" (429, 5xx) are not kept.  The last
 * LIMIT_IDEMPOTENCY keys are remembered, in memory, for ONCE_MS: a server that starts anew has forgotten them.
 */
#ifndef TL_SERVE_ONCE_H
#define TL_SERVE_ONCE_H

#include "serve/response.h"

enum { ONCE_MS = 24 * 3600 * 1000, ONCE_KEY_MAX = 100, ONCE_BODY_MAX = 4096 };

typedef struct Once Once;
typedef enum OnceState { ONCE_NEW, ONCE_KNOWN, ONCE_OTHER, ONCE_RUNNING } OnceState;

Once *once_open(void);
void  once_close(Once *o);
/* ONCE_NEW: go on, and end with once_done().  ONCE_KNOWN: *out is the answer. */
OnceState once_begin(Once *o, Str who, Str key, uint64_t request, int64_t now, Arena *a, Response *out);
void once_done(Once *o, Str who, Str key, const Response *r);

#endif
