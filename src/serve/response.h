/* response.h - what is sent back, before any HTTP library.
 *
 * `body` lives in the request's arena, or is static when `is_static` (files of the page).
 */
#ifndef TL_SERVE_RESPONSE_H
#define TL_SERVE_RESPONSE_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"

typedef enum CachePolicy {
    CACHE_NEVER,           /* errors, health */
    CACHE_CHECK,           /* kept, but asked about each time (entity tag) */
    CACHE_FOREVER          /* the name changes with the content */
} CachePolicy;

typedef struct Response {
    int         status;    /* HTTP */
    const char *type;      /* content type */
    Str         body;
    bool        is_static;
    Str         etag;      /* with its quotes; "" none */
    Str         file;      /* in place of a body, its path: sent from the disk, file_n bytes from file_from, of file_size; .p NULL or "": none */
    int64_t     file_size, file_from, file_n;
    Str         content_range;    /* of a 206, or a 416; .p NULL or "": none */
    CachePolicy cache;
    const char *allow;     /* of a 405 */
    Str         file_name; /* Content-Disposition; "": none */
    Str         set_cookie, end_cookie;      /* with .p NULL or "": none; two, since a sign-in begins one and ends another */
    Str         location;         /* of a 303; .p NULL or "": none */
    int64_t     retry_after;      /* seconds; 0: none */
    bool        forget;           /* Clear-Site-Data: what the browser keeps of us is thrown away */
    int         listener;         /* of Listener: goes on as server-sent events for him (serve/events.h); 0: does not */
    int64_t     version;          /* of the book behind a change; 0: not told */
    bool        replayed;         /* the answer to an idempotency key that was used before */
} Response;

/* application/problem+json (RFC 9457). */
void response_problem(Response *r, Arena *a, int status, Str detail);

/* The HTTP code of a failure; of the inner ones (database, disk) the reader learns no more than that. */
void response_failure(Response *r, Arena *a, const Err *err);

const char *http_title(int status);

#endif
