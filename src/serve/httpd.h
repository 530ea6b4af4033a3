/* httpd.h - HTTP itself: the only file behind this one knows libmicrohttpd.
 *
 * Takes a listening socket and workers; hands every request to site_answer() with a worker that no
 * other request is using, and sends what comes back with the headers that every answer has:
 *
 *   Content-Security-Policy  own scripts and styles only, no frames around us, no plug-ins
 *   X-Content-Type-Options, Referrer-Policy, X-Frame-Options, Cross-Origin-Resource-Policy
 *
 * The body of a POST is read, up to LIMIT_REQUEST_BODY bytes, a delivery's up to LIMIT_INTAKE_BODY, mended rows' up to LIMIT_MENDED_BODY, a code
 * book's up to LIMIT_CODEBOOK_BODY (413 beyond), of all requests together up to LIMIT_BODIES (who comes then is cut off); any other is not.
 * At most LIMIT_CONNECTIONS at a time (fewer where the system allows a process fewer
 * files), from one address LIMIT_FROM_ONE unless that is this machine, each with LIMIT_SILENCE_S of silence, LIMIT_REQUEST_S for a whole request
 * (serve/patience.h) and LIMIT_HEADS bytes for its headers: memory that nobody writes to is not taken, so connections that wait cost little.
 */
#ifndef TL_SERVE_HTTPD_H
#define TL_SERVE_HTTPD_H

#include "serve/site.h"

typedef struct Httpd Httpd;

/* `socket` is listening; one thread for each worker.  Owns the socket from here on, also on failure. */
/* Behind the n workers stand n_slow for requests that take long (Route.slow): those are answered by threads of their own. */
/* patience_ms: for tests, instead of LIMIT_REQUEST_S and LIMIT_ANSWER_S; 0: these. */
MUST_USE Status httpd_start(int socket, Worker *worker, size_t n, size_t n_slow, int64_t patience_ms, Httpd **out, Err *err);
void httpd_stop(Httpd *h);               /* waits for what is being answered */

#endif
