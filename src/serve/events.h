/* events.h - news as they happen: server-sent events (WHATWG HTML, 9.2) for pages that wait.
 *
 * What is news is a row of EventsNews, made by an EventsState, with a name and the JSON of an event: sent at once, to those it is for, and again
 * whenever it changes; besides, a comment each EVENTS_BEAT_MS so that proxies keep the line open.  A stream ends after EVENTS_LIFE_MS: the browser
 * asks again by itself, and who may listen is looked at again.  At most LIMIT_EVENT_STREAMS at a time, 503 beyond.
 *
 * A stream that waits costs a connection and no thread: it is suspended, and one thread of ours looks each EVENTS_LOOK_MS what is new, once for all
 * streams, and wakes those it is for.  What changes and changes back between two looks is never told.
 */
#ifndef TL_SERVE_EVENTS_H
#define TL_SERVE_EVENTS_H

#include "base/buf.h"
#include "serve/response.h"

enum { EVENTS_LOOK_MS = 200, EVENTS_BEAT_MS = 15000, EVENTS_LIFE_MS = 5 * 60 * 1000, EVENT_MAX = 2048, EVENTS_KINDS = 8 };

struct MHD_Connection;
struct MHD_Response;
typedef struct Events Events;

/* Who listens; a row of news is for a set of these. */
typedef enum Listener { LISTENER_DECIDES = 1, LISTENER_READS = 2, LISTENER_PART = 4, LISTENER_WHOLE = 3, LISTENER_ALL = 7 } Listener;

typedef struct EventsNews {
    size_t n;
    struct {
        const char *name;            /* of the event */
        unsigned    who;             /* of Listener */
        char        text[EVENT_MAX]; /* one line of JSON */
    } at[EVENTS_KINDS];
} EventsNews;

/* What is news now: always the same rows in the same order.  Called from the thread that opened, then from the one that wakes streams only. */
typedef void EventsState(const void *ctx, EventsNews *out);
void events_put(EventsNews *n, const char *name, unsigned who, const Buf *json);

MUST_USE Status events_open(EventsState *state, const void *ctx, Events **out, Err *err);
void events_end(Events *e);          /* wakes all and lets none wait again: before the server is stopped */
void events_close(Events *e);        /* behind it; NULL is fine */

/* The body of a response that goes on; NULL when there are too many. */
struct MHD_Response *events_stream(Events *e, struct MHD_Connection *c, Listener who);

#endif
