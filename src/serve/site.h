/* site.h - from a request to a response, knowing nothing of sockets.
 *
 * A Worker is what one request in work needs: a read-only session on the book.  site_answer()
 * never fails: what goes wrong becomes a response.
 */
#ifndef TL_SERVE_SITE_H
#define TL_SERVE_SITE_H

#include "serve/routes.h"

typedef struct Site {
    Str            book;
    ServeDocument *report;
    bool           loopback;         /* bound to loopback: Host must be a loopback name */
} Site;

struct Worker {
    Store      *s;
    const Site *site;
    bool        busy;
};

typedef struct RawRequest {
    Str method, target, host, if_none_match;     /* "" where not sent */
} RawRequest;

void site_answer(Worker *w, const RawRequest *raw, Arena *a, Response *out);

RouteHandler handle_report, handle_openapi, handle_health;

#endif
