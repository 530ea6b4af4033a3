/* oidc_token.h - is this ID token true, and for us?  (OpenID Connect Core 1.0, 3.1.3.7; RFC 7515, 7517, 7519.)
 *
 * Why apart   The one place where a mistake lets anybody in.  No clock, no network, no state: keys, token and what is expected in,
 *             claims or the first fault out, so that a table of bad tokens can hold it.
 * Signature   RS256 to RS512, PS256 to PS512, ES256 to ES512, by libcjose (decision 244).  The header's `alg` must be one of them: "none" and
 *             everything with a shared secret is refused before a key is looked for.  The key must fit the algorithm in type and curve,
 *             be meant for signatures, and an RSA key have at least RSA_BITS.  With a `kid` only the key of that name counts;
 *             without one there must be exactly one that fits.  A header with `crit` asks for what is not known here.
 * Claims      `iss` byte for byte, `aud` holds us, `azp` is us where it is there and must be there beside other audiences, `exp` not past,
 *             `iat` and `nbf` not ahead and `iat` at most TOKEN_AGE old, each with SLACK seconds for clocks that differ, `nonce` ours, `sub` 1 to 255 bytes.
 * Errors      A TokenFault, in words by token_fault_text(); FAULT_KEY means: no such key, which newer keys may mend.
 *
 * Oracle   tests/serve/t_oidc.c: a table of tokens, made beforehand by PyJWT and by hand, one fault each; the signatures of RFC 7515, A.2 and A.3.
 */
#ifndef TL_SERVE_OIDC_TOKEN_H
#define TL_SERVE_OIDC_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

enum { TOKEN_SLACK = 60, TOKEN_AGE = 600, TOKEN_RSA_BITS = 2048, TOKEN_SUBJECT_MAX = 255 };

typedef enum TokenFault {
    FAULT_NONE, FAULT_FORM, FAULT_ALGORITHM, FAULT_KEYS, FAULT_KEY, FAULT_SIGNATURE, FAULT_ISSUER, FAULT_AUDIENCE, FAULT_PARTY, FAULT_EXPIRED, FAULT_EARLY, FAULT_OLD, FAULT_NONCE,
    FAULT_SUBJECT, FAULT_COUNT_
} TokenFault;

typedef struct TokenWant {
    Str     issuer, client, nonce;
    int64_t now;               /* seconds */
} TokenWant;

typedef struct TokenClaims {
    Str  subject, email;       /* email "": none, or none that is one line of text */
    bool verified;             /* the provider says that the address is this person's */
} TokenClaims;

/* `keys`: the provider's JWK set as it sent it.  The claims live in the arena. */
MUST_USE TokenFault token_check(Str keys, Str token, const TokenWant *want, Arena *a, TokenClaims *out);

/* May this set be kept: JSON with 1 to LIMIT_OIDC_KEYS keys? */
bool token_keys_ok(Str keys);

const char *token_fault_text(TokenFault f);

/* A JSON object that has no name twice, for json_decref(); NULL: the text is none.  What providers send is read by this alone. */
struct json_t *token_object(Str text);

#endif
