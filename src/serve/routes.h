/* routes.h - every address of the API, one row each, with its help.
 *
 * The same rows answer requests and make the OpenAPI document, so the two cannot differ.  A path
 * is matched segment by segment; {id} takes a positive whole number, of a row with `keyed` a text.  Query parameters that no row
 * names, or that come twice, are refused: a typing error must not look like an answer.
 *
 * A row with `speak` is the method POST for a protocol of its own (serve/mcp.h), which only reads: whoever may ask by it is asked once more
 * for each row that it asks about.
 * A row with `take` is the method POST, too, for other systems (serve/intake.h).
 * A row with `change` is the method POST: a JSON body whose fields are those of the shape `body`, and the answer's code is the row's
 * `status`.
 *
 * Rights  A row says which right it needs; one that does not is refused to everybody.  A unit owner and an account manager see some
 *         rows of the book only (store/scope.h): a row is refused to them unless `holds` names their role, which says that its answer is
 *         right and tells nothing beyond their rules when it is made on such a session (tests/serve/t_rights.c holds every row to that).
 * Log     Every answer to a read is logged (serve/trail.h) unless the row is `impersonal`: nothing in it is about a person or one
 *         customer.  Every change is.
 */
#ifndef TL_SERVE_ROUTES_H
#define TL_SERVE_ROUTES_H

#include "report/answer.h"
#include "serve/body.h"
#include "serve/request.h"
#include "serve/response.h"
#include "serve/serve.h"

typedef enum Access {
    ACCESS_NOBODY,                    /* a row that forgot to say: default deny */
    ACCESS_ANYBODY,                   /* tells nothing of the book */
    ACCESS_SIGNED,                    /* whoever has signed in, about himself */
    ACCESS_READER,
    ACCESS_ASKER,                     /* own questions in SQL */
    ACCESS_SIGNATURE,                 /* another system, by its signature (serve/hook.h) */
    ACCESS_DECIDER,
    ACCESS_SETTLER,                   /* says how a task ended that he may see */
    ACCESS_INTAKE,                    /* sends records in */
    ACCESS_ADMIN
} Access;

enum { HOLDS_MANAGER = 1, HOLDS_UNIT = 2 };

typedef enum ParamType { PARAM_TEXT, PARAM_INT } ParamType;

typedef struct Param {
    const char *name;
    ParamType   type;
    size_t      at;                   /* where it goes in an AnswerQuery */
    int64_t     low, high;            /* PARAM_INT */
    const char *help;
} Param;

typedef struct Worker Worker;         /* serve/site.h */
/* All answers of the row for ids `from` to `to`, byte for byte what `answer` gives for each. */
typedef Status RouteAhead(Store *s, int64_t from, int64_t to, AnswerEach *each, void *ctx, Err *err);
typedef Status RouteHandler(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err);
typedef Status RouteChange(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err);

struct RawRequest;                    /* serve/site.h */
/* Of GET: a browser that comes by, with parameters of its own or of whoever sent it, and is sent on. */
typedef Status RouteVisit(Worker *w, const struct RawRequest *raw, const Request *r, Arena *a, Response *out, Err *err);
typedef Status RouteSpeak(Worker *w, const struct RawRequest *raw, Arena *a, Response *out, Err *err);
/* *aside: the request was laid aside, *out will be there when it is taken up. */
typedef Status RouteTake(const Worker *w, const struct RawRequest *raw, const AnswerQuery *q, Arena *a, Response *out, bool *aside, Err *err);

typedef struct Route {
    const char   *method, *path, *name;      /* name: the operation, for clients made from the document */
    Access        access;
    CachePolicy   cache;
    const Param  *param;
    size_t        n_param;
    const char   *list;               /* the field of the answer that is also to be had as a file (serve/rows.h); NULL: none */
    const char   *schema;             /* of the answer; NULL: not JSON, but `type` */
    const char   *type;               /* content type of what is not JSON */
    const char   *help;
    Answer       *answer;             /* one of the following */
    RouteHandler *handle;
    RouteVisit   *visit;              /* answers 303, whatever comes of it; with `status` */
    RouteAhead   *ahead;              /* of `answer`: the same of many ids at once, so that it can be made before it is asked for (serve/cards.h) */
    RouteTake    *take;               /* of POST: a delivery, whose signature is looked at instead of who asks; with status */
    RouteSpeak   *speak;              /* of POST: a protocol of its own; with body and status */
    RouteChange  *change;             /* of POST: with body and status */
    const char   *body;
    int           status;
    unsigned      holds;              /* HOLDS_*: roles with rules it may be answered to */
    bool          keyed;              /* {id} is a text, the key of a comment */
    bool          impersonal;
    bool          kept;               /* of `handle`: its answer depends on the book alone, as an `answer` does (serve/keep.h) */
    bool          ranged;             /* a file beside the book: sent from the disk, a part of it when asked for (serve/range.h); no tool and no resource */
    bool          slow;               /* may take seconds: answered beside the others */
} Route;

extern const Route  routes[];
extern const size_t routes_n;

/* The row that matches, with q filled in; ST_NOT_FOUND or ST_USAGE otherwise. */
MUST_USE Status route_find(const Request *r, const char *method, const Route **out, AnswerQuery *q, Err *err);

extern const Param list_param;        /* `format`, of rows with `list` */

/* q from the parameters of a request for `row`; ST_USAGE for one that the row does not name, or twice, or out of its range. */
MUST_USE Status route_query(const Route *row, const Request *r, AnswerQuery *q, Err *err);

/* Is the row asked with POST? */
bool route_posts(const Route *row);

/* The methods of the address as an Allow header has them; of an address that is not there, those of a page. */
const char *route_methods(const Request *r);

/* openapi.c: OpenAPI 3.1 for `row` (n of them). */
void openapi_write(const Route *row, size_t n, JsonOut *j);

#endif
