/* site.h - from a request to a response, knowing nothing of sockets.
 *
 * A Worker is what one request in work needs: a read-only session on the book.  site_answer()
 * never fails: what goes wrong becomes a response.
 *
 * What changes the book (POST) is taken only
 *   - where there is a writer, and the server is bound to loopback: until there are accounts, who sits at
 *     this machine is who may decide;
 *   - as application/json: a foreign site's form cannot send that, its script would have to ask first,
 *     and nobody answers;
 *   - from this origin: an Origin header that is not the address the request went to, or a Sec-Fetch-Site
 *     other than same-origin, is refused.  Programs send neither.
 */
#ifndef TL_SERVE_SITE_H
#define TL_SERVE_SITE_H

#include "serve/intake.h"
#include "serve/jobs.h"
#include "serve/routes.h"
#include "serve/writer.h"

typedef struct Site {
    Str            book;
    ServeDocument *report;
    ServeAside    *aside;
    Answer        *portfolio;
    ServeUnderstand *understand;
    Writer        *writer;           /* NULL: read only */
    Intake        *intake;           /* NULL: nothing comes in */
    Jobs          *jobs;             /* NULL: nothing is worked out */
    bool           loopback;         /* bound to loopback: Host must be a loopback name */
} Site;

struct Worker {
    Store      *s;
    const Site *site;
    bool        busy;
};

typedef struct RawRequest {
    Str method, target, host, if_none_match;     /* "" where not sent */
    Str origin, fetch_site, content_type, body;
    Str (*header)(const void *ctx, const char *name);     /* any other; "" where not sent */
    const void *ctx;
} RawRequest;

void site_answer(Worker *w, const RawRequest *raw, Arena *a, Response *out);

/* What a row answers to q, in one view of the book; api() and mcp.c have found row and q. */
MUST_USE Status site_read(Worker *w, const Route *row, AnswerQuery *q, Arena *a, Response *out, Err *err);

/* site_write.c */
MUST_USE Status site_change(Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, Err *err);

/* site_take.c: a delivery to an endpoint of the intake, which its signature lets in, whoever the Host is.  false: it is none. */
bool site_takes(const Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out);

RouteHandler handle_intake, handle_jobs;
RouteChange  change_task, change_job;      /* site_task.c */
RouteTake    take_delivery;

RouteHandler handle_report, handle_portfolio, handle_aside, handle_openapi, handle_health, handle_recomputing;
RouteChange  change_decide, change_recompute;

#endif
