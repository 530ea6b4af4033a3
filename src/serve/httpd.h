/* httpd.h - HTTP itself: the only file behind this one knows libmicrohttpd.
 *
 * Takes a listening socket and workers; hands every request to site_answer() with a worker that no
 * other request is using, and sends what comes back with the headers that every answer has:
 *
 *   Content-Security-Policy  own scripts and styles only, no frames around us, no plug-ins
 *   X-Content-Type-Options, Referrer-Policy, X-Frame-Options, Cross-Origin-Resource-Policy
 *
 * The body of a POST is read, up to LIMIT_REQUEST_BODY bytes, a delivery's up to LIMIT_INTAKE_BODY (413 beyond); any other is not.  At most HTTPD_CONNECTIONS at a time (fewer where the system
 * allows a process fewer files), from one address HTTPD_FROM_ONE unless that is this machine, each with HTTPD_IDLE_SECONDS of silence and
 * HTTPD_MEMORY bytes for its headers: memory that nobody writes to is not taken, so connections that wait cost little.
 */
#ifndef TL_SERVE_HTTPD_H
#define TL_SERVE_HTTPD_H

#include "serve/site.h"

enum { HTTPD_CONNECTIONS = 12000, HTTPD_FROM_ONE = 512, HTTPD_IDLE_SECONDS = 30, HTTPD_MEMORY = 192 * 1024 };

typedef struct Httpd Httpd;

/* `socket` is listening; one thread for each worker.  Owns the socket from here on, also on failure. */
MUST_USE Status httpd_start(int socket, Worker *worker, size_t n, Httpd **out, Err *err);
void httpd_stop(Httpd *h);               /* waits for what is being answered */

#endif
