/* events.h - news as they happen: server-sent events (WHATWG HTML, 9.2) for pages that wait.
 *
 * One kind of event today, "recompute", with the JSON of GET /api/v1/recompute: sent at once, whenever it changes, and nothing else
 * but a comment each EVENTS_BEAT_MS so that proxies keep the line open.  A stream ends after EVENTS_LIFE_MS: the browser asks again by
 * itself, and who may listen is looked at again.  At most LIMIT_EVENT_STREAMS at a time, 503 beyond.
 *
 * A stream that waits costs a connection and no thread: it is suspended, and one thread of ours wakes all of them.
 */
#ifndef TL_SERVE_EVENTS_H
#define TL_SERVE_EVENTS_H

#include "base/buf.h"
#include "serve/response.h"

enum { EVENTS_LOOK_MS = 200, EVENTS_BEAT_MS = 15000, EVENTS_LIFE_MS = 5 * 60 * 1000, EVENT_MAX = 1024 };

struct MHD_Connection;
struct MHD_Response;
typedef struct Events Events;

/* Writes the JSON that is news when it changes; called from the thread that wakes streams and from those of the server. */
typedef void EventsState(const void *ctx, bool writable, Buf *out);

MUST_USE Status events_open(EventsState *state, const void *ctx, Events **out, Err *err);
void events_end(Events *e);          /* wakes all and lets none wait again: before the server is stopped */
void events_close(Events *e);        /* behind it; NULL is fine */

/* The body of a response that goes on; NULL when there are too many. */
struct MHD_Response *events_stream(Events *e, struct MHD_Connection *c, bool writable);

#endif
