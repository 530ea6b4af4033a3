/* serve.h - the book over HTTP: the API of doc/api.md and the web page, for one machine's browser.
 *
 *     Server *srv;
 *     Status st = serve_open(store, &(ServeOptions){ .listen = "127.0.0.1:8080", .book = name }, &srv, err);
 *     ... print serve_address(srv) ...
 *     serve_wait(srv);            until SIGINT or SIGTERM
 *     serve_close(srv);
 *
 * GET and HEAD, and POST for the few rows of the table of routes (serve/routes.c) that record what a person
 * decides; everything else is 405, and what is neither in the table nor among the page's files is not there.
 * Every worker thread has a read-only session of its own on the open book (store_open_again), so no
 * question can change it; what does goes through one door (serve/writer.h), which is there only when the book
 * is open for writing and `recompute` is given.  `store` itself stays the caller's and is not touched after
 * serve_open() has returned.
 *
 * Bound to loopback unless told otherwise.  There, a request whose Host is not a loopback name is
 * refused (403): a foreign web site cannot reach the book by pointing its own name at this machine.
 * Where the book has no users and the server listens on loopback without a `public_url`, whoever sits at this machine may everything;
 * else everybody signs in, or sends a token (serve/gate.h); the first of them by a link for whoever sees the terminal (serve_set_up()).  TLS is a proxy's work: it listens outside, hands on to this server on
 * loopback, and `public_url` is the address it is known by.
 * Every answer carries a Content-Security-Policy and its companions (serve/httpd.c).
 *
 * Signals: open, wait and close belong to the process's main thread.  Between open and close SIGINT and
 * SIGTERM are blocked there, for serve_wait() to receive; threads that the database began earlier pass
 * theirs on to it.  serve_close() restores mask and actions.
 * Errors: ST_USAGE for an address that is none, ST_BUSY for a port in use, ST_FORBIDDEN for one that
 * is not allowed, ST_IO for anything else of the system.
 */
#ifndef TL_SERVE_SERVE_H
#define TL_SERVE_SERVE_H

#include "base/buf.h"
#include "report/answer.h"
#include "store/action_ask.h"
#include "store/forecast_ask.h"
#include "store/option_ask.h"

typedef struct Server Server;

/* Writes a document of the book (the self-contained report) into `out`. */
typedef Status ServeDocument(Store *s, Arena *a, Buf *out, Err *err);

/* Writes the document of one reader (cfo, ceo, unit:NAME, account:NAME; "" all) into `out`, as html, pdf or xlsx ("": html); *type is static and *file
 * what to call it, "" of what is read in the browser.  ST_USAGE for another reader or form, ST_NOT_FOUND for a name that is not there. */
typedef struct ServeForm { const char *type; Str file; } ServeForm;
typedef Status ServeReader(Store *s, Str reader, Str form, Arena *a, Buf *out, ServeForm *as, Err *err);

/* Writes what was set aside of a file as CSV into `out`, and says what to call it; ST_NOT_FOUND when nothing was. */
typedef Status ServeAside(Store *s, int64_t file, Arena *a, Buf *out, Str *name, Err *err);

/* A file of rows that were set aside, mended; on disk while it is taken back. */
typedef struct ServeMended {
    const char *path;
    Str         who;
} ServeMended;

/* Takes mended rows back, in transactions of its own, and writes what became of them. */
typedef Status ServeMend(Store *s, const ServeMended *what, Arena *a, JsonOut *j, Err *err);

/* Works everything computed out again, inside the transaction that is open; called by a thread of the server's own. */
typedef Status ServeRecompute(Store *s, Err *err);

/* Says whether words about an option can be understood, before they are written down: ST_USAGE with the reason. */
typedef Status ServeUnderstand(Str what, Str object, Err *err);
/* Checks what is said of an option, and writes it down inside the caller's transaction. */
typedef Status ServeOption(Store *s, const OptionAsk *ask, Arena *a, OptionSaid *out, Err *err);
/* The same of an action. */
typedef Status ServeAction(Store *s, const ActionAsk *ask, Arena *a, OptionSaid *out, Err *err);
/* And of what an owner thinks of a renewal; *number: the decision's. */
typedef Status ServeForecast(Store *s, const ForecastAsk *ask, Arena *a, int64_t *number, Err *err);

/* Files to import as what came in live. */
typedef struct ServeFile {
    const char *path;
    bool        own;             /* made of deliveries, not of a watched folder */
    bool        unread;          /* no shape and no mapping knows it, or it could not be read: it is held back */
} ServeFile;

typedef struct ServeBatch {
    ServeFile *file;
    size_t     n, cap;
    int64_t    now;              /* UTC microseconds */
    int64_t    rows, kept, unchanged, aside, comments;     /* what became of it */
    void     (*shown)(void *ctx);    /* called once what came in can be read in the book, before all that follows from it is worked out; NULL: nobody asks */
    void      *ctx;
} ServeBatch;

/* Imports a batch and works out what follows for its records; all durable when it returns. */
typedef Status ServeTake(Store *s, ServeBatch *b, Err *err);

typedef struct ServeOptions {
    const char    *listen;       /* "HOST:PORT", "[::1]:8080", ":8080"; NULL: "127.0.0.1:8080"; port 0: a free one */
    int            threads;      /* 0: 4 */
    Str            book;         /* its name: answer_book_name() */
    ServeDocument *report;       /* GET /api/v1/report.html; NULL: 404 */
    ServeReader   *reader;       /* GET /api/v1/report; NULL: 404 */
    ServeAside    *aside;        /* GET /api/v1/files/{id}/aside.csv; NULL: 404 */
    ServeMend     *mend;         /* with recompute and a spool: POST /api/v1/quarantine; NULL: nothing is taken back here */
    Answer        *portfolio;    /* GET /api/v1/portfolio, worked out when it is asked; NULL: 404 */
    ServeUnderstand *understand; /* decisions about options; NULL: refused */
    ServeOption    *option;      /* POST /api/v1/options; NULL: 404 */
    Answer        *typed;        /* GET /api/v1/actions/typed; NULL: 404 */
    ServeAction    *action;      /* POST /api/v1/actions; NULL: 404 */
    ServeForecast  *forecast;    /* POST /api/v1/forecast; NULL: 404 */
    ServeRecompute *recompute;   /* NULL: nobody decides anything here */
    ServeRecompute *settle;      /* before it, in transactions of its own: facts that waited for a decision enter; NULL: none */
    ServeTake      *take;        /* with recompute: POST /api/v1/intake/{id}; NULL: nothing comes in */
    const char     *spool;       /* its folder (store/spool.h) */
    const char     *watch;       /* a folder whose files are taken in, too; NULL: none */
    const char    *public_url;   /* "https://cx.example.com", behind a proxy; NULL: none */
    int64_t        patience_ms;  /* how long a request may come and an answer be taken; 0: the limits.  For tests */
    int64_t        rates[3];     /* requests a minute by token, by user, by address (serve/rate.h); 0: the limits.  For tests */
    int64_t      (*clock)(void); /* milliseconds; NULL: the system's.  For tests of what ends */
} ServeOptions;

MUST_USE Status serve_open(Store *s, const ServeOptions *o, Server **out, Err *err);
const char *serve_address(const Server *srv);       /* "http://127.0.0.1:8080/", with the port that was taken */
Str      serve_set_up(const Server *srv);            /* the link that makes the owner's account (serve/first.h); "": nobody needs one */
int      serve_wait(Server *srv);                   /* the signal that ended it */
void     serve_close(Server *srv);                  /* finishes what is being answered; NULL is fine */

#endif
