/* oidc_provider.h - what a provider of OpenID Connect says of itself: its discovery document and its keys (Discovery 1.0; RFC 8414).
 *
 * The document is at ISSUER/.well-known/openid-configuration and must name that issuer byte for byte; every address in it is held to
 * oidc_url_ok().  What is not needed is not read.  The texts live in the arena.
 *
 * Errors   ST_INVALID for a document that is none or another issuer's, and those of oidc_fetch(); messages are ours, not the provider's.
 */
#ifndef TL_SERVE_OIDC_PROVIDER_H
#define TL_SERVE_OIDC_PROVIDER_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"

typedef struct OidcProvider {
    Str  issuer, ca, authorize, token, keys_at, end, keys;  /* ca: as in OidcAsk; keys: the JWK set as it was sent; end: where sessions end, "": nowhere */
    bool posts_secret;       /* takes the client's secret in the form alone, not as Basic */
    bool says_issuer;        /* sends browsers back with `iss` (RFC 9207) */
} OidcProvider;

MUST_USE Status oidc_discover(Str issuer, Str ca, Arena *a, OidcProvider *out, Err *err);
MUST_USE Status oidc_fetch_keys(OidcProvider *p, Arena *a, Err *err);

typedef enum OidcGrant { GRANT_OK, GRANT_REFUSED, GRANT_CLIENT, GRANT_ODD } OidcGrant;

/* Its answer to a code: the ID token, or what it said instead: the code is none (any more), it does not know us, anything else. */
OidcGrant oidc_read_grant(long code, Str body, Arena *a, Str *id_token);

#endif
