/* oidc_fetch.h - asks a provider of OpenID Connect over HTTP, within limits.
 *
 * https with its certificate checked, or http where the host is this very machine; no other protocol, and no answer that sends elsewhere.
 * At most LIMIT_OIDC_ANSWER bytes of head and body each, LIMIT_OIDC_S seconds in all.  What the provider says never gets into a message.
 *
 * Errors   ST_INVALID for an address that may not be asked, ST_TOO_BIG, ST_IO for everything of the line; any HTTP code is an answer.
 */
#ifndef TL_SERVE_OIDC_FETCH_H
#define TL_SERVE_OIDC_FETCH_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"

/* https, or http on loopback; a host, no user, no fragment. */
bool oidc_url_ok(Str url);

typedef struct OidcAsk {
    Str url;
    Str form;                /* application/x-www-form-urlencoded, sent with POST; "": GET */
    Str user, password;      /* Basic; user "": none */
    Str ca;                  /* a file of certificates that are trusted instead of the system's; "": those */
} OidcAsk;

MUST_USE Status oidc_fetch(const OidcAsk *ask, Arena *a, long *code, Str *body, Err *err);

/* Percent-encoded as in a form; everything but letters, digits and "-._~". */
Str oidc_escape(Str s, Arena *a);

#endif
