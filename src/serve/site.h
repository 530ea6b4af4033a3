/* site.h - from a request to a response, knowing nothing of sockets.
 *
 * A Worker is what one request in work needs: a read-only session on the book.  site_answer() never fails: what goes wrong becomes a response.
 *
 * In this order: the Host (a foreign site cannot reach us by a name of its own), the address, who asks (serve/gate.h), how often (serve/rate.h), whether he may
 * (serve/routes.h), the answer on a session that shows what he may see, the log (serve/trail.h), and only then the bytes.
 *
 * What changes something (POST) is taken only
 *   - where there is a writer;
 *   - as application/json: a foreign site's form cannot send that, its script would have to ask first, and nobody answers;
 *   - from this origin: an Origin header that is not the address people use, or a Sec-Fetch-Site other than same-origin, is refused.
 *     A request that is known by its cookie must carry one of the two: every browser sends them.  Programs send neither, and a token.
 *
 * An answer that depends on the book alone is kept until the book changes (serve/keep.h): who asks and what he may is looked at each time.
 *
 * An Idempotency-Key (serve/once.h) makes a POST safe to send again.
 */
#ifndef TL_SERVE_SITE_H
#define TL_SERVE_SITE_H

#include <stdatomic.h>

#include "serve/cards.h"
#include "serve/events.h"
#include "serve/first.h"
#include "serve/gate.h"
#include "serve/intake.h"
#include "serve/jobs.h"
#include "serve/keep.h"
#include "serve/meter.h"
#include "serve/notice.h"
#include "serve/oidc.h"
#include "serve/once.h"
#include "serve/rate.h"
#include "serve/routes.h"
#include "serve/rows.h"
#include "serve/trail.h"
#include "store/scope.h"
#include "serve/writer.h"

/* How many questions in SQL are being answered; changes while everything else of the site stays. */
typedef struct Asking { atomic_int n; } Asking;

typedef struct Site {
    Str            book, spool;      /* spool: its folder; "" none */
    ServeDocument *report;
    ServeReader   *reader;
    ServeAside    *aside;
    ServeMend     *mend;
    Answer        *portfolio;
    ServeUnderstand *understand;
    ServeOption   *option;
    Answer        *typed;
    ServeAction   *action;
    ServeForecast *forecast;
    Writer        *writer;           /* NULL: read only */
    Intake        *intake;           /* NULL: nothing comes in */
    Notices       *notices;          /* NULL: nobody is told */
    Jobs          *jobs;             /* NULL: nothing is worked out */
    Gate          *gate;
    First         *first;            /* NULL: the book has users, or trusts its machine */
    Trail         *trail;            /* NULL: read only */
    Once          *once;
    Asking        *asking;
    Oidc          *oidc;             /* NULL: no sign-in at a provider (serve/oidc.h) */
    Str            oidc_cookie;      /* name of its cookie */
    Meter         *meter;
    Rate          *rate;             /* NULL: nobody is counted */
    bool           reachable;        /* from elsewhere: addresses are counted, too */
    Keep          *keep;             /* NULL: every answer is made anew */
    Cards         *cards;            /* makes some before they are asked for; NULL: nobody does */
    Keep          *cards_kept;       /* where it puts them */
    int64_t        began;            /* when the server did: versions of the book count from there */
    bool           loopback;         /* bound to loopback: Host must be a loopback name, or the public one */
    bool           secure;           /* people use https, through a proxy */
    Str            public_host;      /* "cx.example.com"; "": none */
} Site;

struct Worker {
    Store      *s;                   /* what this request may see */
    Store      *all;                 /* everything, for reading */
    Store      *view[ROLE_COUNT_];   /* by role with rules, made when first asked for */
    uint64_t    set[ROLE_COUNT_];    /* ids that a view shows now */
    const Site *site;
    bool        busy;
    Who         who;                 /* of this request */
    Str         cookies, address;
    RowsForm    form;                /* what the list that is read is sent as */
    Str         what;                /* for the log: which id or filter */
    Response   *out;                 /* a change may set cookies and the like */
    int         told;                /* for the log, of a visit: the code that says what came of it; 0: not worth a row */
};

typedef struct RawRequest {
    Str method, target, host, if_none_match;     /* "" where not sent */
    Str origin, fetch_site, content_type, body;
    Str (*header)(const void *ctx, const char *name);     /* any other; "" where not sent */
    const void *ctx;
    /* An answer that must wait for the disk: the request is laid aside by the first, and taken up by the second once *out is there, from any thread. */
    void (*lay_aside)(void *who);                /* NULL: it is waited for */
    void (*take_up)(void *who);
    void *who;
    Str cookies, authorization, once_key;
    Str address;                                 /* where it came from, behind a proxy what that says */
} RawRequest;

/* False: it was laid aside, and neither `a` nor *out may be touched until it is taken up. */
bool site_answer(Worker *w, const RawRequest *raw, Arena *a, Response *out);
/* Too many slow requests are under way. */
void site_too_busy(const RawRequest *raw, Arena *a, Response *out);
bool site_is_slow(const RawRequest *raw, Arena *a);
void site_state(const Site *site, bool writable, Buf *out);      /* the JSON of GET /api/v1/recompute */
void site_news(const Site *site, EventsNews *out);               /* site_news.c */

/* What a row answers to q, in one view of the book; api() and mcp.c have found row and q. */
MUST_USE Status site_read(Worker *w, const Route *row, AnswerQuery *q, Arena *a, Response *out, Err *err);

/* What an answer depends on besides the book: the row, what it is asked for, in which form, and whose rules hold (0: nobody's, all is shown). */
Str site_question(const Route *row, RowsForm form, int64_t rules_of, const AnswerQuery *q, Arena *a);
void site_success(const Route *row, Response *out);                          /* without its body */
void site_tag(const Route *row, Arena *a, Response *out);                    /* once the body is there */

/* May whoever asks have this row?  NULL: an address that is not there.  False: *out says why not. */
bool site_may(const Worker *w, const Route *row, Arena *a, Response *out);
/* Ids of what, "account" or "issue", is the caller's where he sees a part of the book; none where he sees it whole.  In the arena. */
MUST_USE Status site_own(Store *s, const Who *who, const char *what, Arena *a, const int64_t **own, size_t *n, Err *err);
bool site_sees(const Who *who, const Route *row);                       /* the same without a word of why not */
/* site_rate.c: does he ask no more often than he may?  False: 429, with the seconds to wait. */
bool site_in_rate(const Worker *w, Arena *a, Response *out);
/* Before the bytes go out.  A row of the log that cannot be written takes the answer with it. */
MUST_USE Status site_log(Worker *w, const Route *row, const Response *out, Err *err);

/* site_write.c: not from another site's page, and as JSON.  *refused: *out says why. */
MUST_USE Status site_from_us(const Worker *w, const RawRequest *raw, Arena *a, Response *out, bool *refused, Err *err);
MUST_USE Status site_change(Worker *w, const RawRequest *raw, const Route *row, Arena *a, Response *out, Err *err);
/* Opens what the worker needs for a role with rules, and shows its ids; w->s is the session afterwards. */
MUST_USE Status site_view(Worker *w, Arena *a, ScopeIds *ids, Err *err);
/* Have the ids stayed what they were? */
MUST_USE Status site_view_same(Worker *w, const ScopeIds *ids, Arena *a, bool *same, Err *err);

/* site_take.c: a delivery to an endpoint of the intake, which its signature lets in, whoever the Host is.  false: it is none. */
bool site_takes(const Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, bool *aside);

RouteHandler handle_intake, handle_jobs;
RouteHandler handle_job_report, handle_hooks, handle_notices;      /* site_work.c */
RouteChange  change_task, change_job;      /* site_task.c */
RouteChange  change_mend, change_option;   /* site_mend.c, site_option.c */
RouteChange  change_action;                /* site_action.c */
RouteChange  change_forecast;              /* site_forecast.c */
RouteChange  change_codebook;              /* site_theme.c */
RouteTake    take_delivery;

RouteHandler handle_report, handle_reader, handle_portfolio, handle_typed, handle_aside, handle_openapi, handle_health, handle_ready, handle_recomputing, handle_events, handle_metrics;
RouteHandler handle_clip;                  /* site_clip.c */
RouteChange  change_decide, change_recompute, change_setting;
RouteSpeak   speak_mcp;                    /* mcp_http.c */
/* site_people.c */
RouteHandler handle_me, handle_users, handle_tokens, handle_trail;
RouteChange  change_sign_in, change_sign_out, change_password, change_user, change_token;
RouteChange  change_set_up;                /* site_first.c */
Status site_me(Worker *w, Arena *a, JsonOut *j, Err *err);       /* the answer of GET /api/v1/me, about w->who */
/* site_oidc.c */
RouteHandler handle_provider;
RouteVisit   visit_provider, visit_back;
/* To a page, which says why nobody was signed in. */
void site_send_on(Str to, OidcWhy why, Arena *a, Response *out);
Str site_provider_name(const Site *site, Arena *a);              /* what the button says; "": there is none */
/* site_sql.c */
RouteHandler handle_sql_tables;
RouteChange  change_sql;

#endif
