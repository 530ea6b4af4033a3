/* request.h - what was asked, taken apart and made safe.
 *
 * A target ("/api/v1/issues/3?x=y") is accepted only in normal form: it begins with '/', has no
 * empty, "." or ".." segment (a single '/' at the end is dropped), and after decoding each segment
 * is UTF-8 without control characters, '/' or '\'.  So no later step has to think about traversal.
 *
 * Errors   ST_TOO_BIG longer than LIMIT_REQUEST; ST_USAGE anything else, with the reason.
 */
#ifndef TL_SERVE_REQUEST_H
#define TL_SERVE_REQUEST_H

#include "base/status.h"
#include "base/str.h"

/* A value may be LIMIT_OIDC_VALUE long, as providers of sign-ins send them; routes that take parameters of their own allow QUERY_VALUE_MAX. */
enum { SEGMENTS_MAX = 16, QUERIES_MAX = 32, QUERY_VALUE_MAX = 500 };

typedef struct QueryPair {
    Str name, value;               /* decoded */
} QueryPair;

typedef struct Request {
    Str       path;                /* decoded, "/api/v1/issues/3" */
    Str       segment[SEGMENTS_MAX];
    size_t    n_segment;
    QueryPair query[QUERIES_MAX];
    size_t    n_query;
} Request;

MUST_USE Status request_parse(Str target, Arena *a, Request *out, Err *err);

/* Host is a name of this very machine: localhost, 127.x.x.x or [::1], with or without a port. */
bool host_is_loopback(Str host);

/* Does If-None-Match name this entity tag (weak comparison, lists, '*')? */
bool etag_matches(Str if_none_match, Str etag);

#endif
