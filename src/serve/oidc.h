/* oidc.h - sign-in at a provider of OpenID Connect: authorisation code with PKCE (decision 244).
 *
 * Flow     oidc_begin() remembers a sign-in (state, nonce, verifier: 256 random bits each) and gives the address at the provider to send
 *          the browser to, and a secret for its cookie.  The provider sends it back with `code` and `state`; oidc_finish() takes the
 *          sign-in out (it counts once, whatever comes of it), sees that cookie, age (OIDC_FLOW_MS) and issuer fit, changes the code for an
 *          ID token and has it checked (oidc_token.h).  Who that is in the book is store/login.h's question, whether he may come in
 *          serve/gate.h's.
 * Set-up   A file, "sign_in" in the spool's folder, as "outgoing" is (serve/notice.h): it may hold a secret, and neither the book nor a
 *          backup does.  A line each
 *              issuer URL     client ID     secret WORD     name TEXT     role viewer|analyst     domain NAME...     ca FILE
 *          `secret` may be missing (a public client: PKCE alone); `name` is what the button says (else the issuer's host); `role` makes an
 *          account for whoever has a verified address of one of the `domain`s, which it must name; `ca` is a file of certificates for a
 *          provider inside the house; `signed_out`: where the provider sends a browser that it has signed out, as registered there.  Lines with # are comments.  It is read anew each time; no file: off.  The secret goes to the provider's token address and nowhere else.
 * Cache    Document and keys are kept OIDC_KEPT_MS, and keys fetched anew when a token names one that is not there, not more often than every
 *          OIDC_ANEW_MS.  A provider that failed is left alone for OIDC_REST_MS: the answer is the same failure.
 * Limits   model/limits.h, LIMIT_OIDC_*.  Sign-ins under way are kept in memory: a server that starts anew has forgotten them.
 * Threads  any; one lock, not held while a provider is waited for.
 *
 * Errors   An OidcWhy: which sentence a person is shown.  *detail is for the log and admins, in words of ours.
 * Oracle   tests/serve/t_oidc.c; tests/flow/oidc.py, a provider written there that lies in every way.
 */
#ifndef TL_SERVE_OIDC_H
#define TL_SERVE_OIDC_H

#include "base/arena.h"
#include "store/login.h"

enum { OIDC_FLOW_MS = 10 * 60 * 1000, OIDC_KEPT_MS = 3600 * 1000, OIDC_ANEW_MS = 5 * 1000, OIDC_REST_MS = 3 * 1000, OIDC_SECRET_TEXT = 43 };

typedef enum OidcWhy {
    OIDC_OK, OIDC_OFF, OIDC_SETUP, OIDC_DOWN, OIDC_STATE, OIDC_DENIED, OIDC_TOKEN, OIDC_EMAIL, OIDC_UNKNOWN, OIDC_TAKEN, OIDC_LOCKED, OIDC_BUSY, OIDC_READ_ONLY, OIDC_FAILED, OIDC_COUNT_
} OidcWhy;

const char *oidc_word(OidcWhy why);              /* "down"; the page has a sentence for each */

typedef struct OidcSetup {
    bool      there;                             /* the file is */
    Str       issuer, client, secret, name, domain, ca, signed_out;
    LoginRole role;                              /* ROLE_NONE: no accounts are made */
    Str       fault;                             /* what is wrong with it; "": nothing */
} OidcSetup;

typedef struct Oidc Oidc;

Oidc *oidc_open(const char *dir, int64_t (*clock)(void));      /* clock: milliseconds; NULL: the system's */
void  oidc_close(Oidc *o);                                     /* NULL is fine */

void oidc_setup(const Oidc *o, Arena *a, OidcSetup *out);
/* Reads one; for oidc_setup() and its tests. */
void oidc_setup_parse(Str text, Arena *a, OidcSetup *out);
/* Does the set-up make accounts for this address? */
bool oidc_makes_account(const OidcSetup *s, Str email);

typedef struct OidcBegun {
    Str location, secret;
} OidcBegun;
/* `back`: our own address that the provider sends to; `to`: where the person wanted to be; `address`: where the request came from. */
MUST_USE OidcWhy oidc_begin(Oidc *o, Str back, Str to, Str address, Arena *a, OidcBegun *out, Str *detail);

typedef struct OidcBack {
    Str state, code, error, issuer;              /* as the browser brought them; "" where not */
    Str secret;                                  /* of its cookie */
} OidcBack;
typedef struct OidcPerson {
    Str  to;                                     /* set as soon as the sign-in is known to be this browser's */
    Str  issuer, subject, email;
    bool known, verified;
} OidcPerson;
MUST_USE OidcWhy oidc_finish(Oidc *o, const OidcBack *b, Arena *a, OidcPerson *out, Str *detail);

/* Where a browser ends its session at the provider (RP-Initiated Logout 1.0): its end_session_endpoint with our client and, where the set-up names it, the
 * address to come back to.  "": it has none.  From what was kept when somebody signed in, however old: a sign-out waits for nobody.  No ID token is kept to be sent along: the provider may ask the person. */
Str oidc_end(Oidc *o, Arena *a);

/* Does the provider answer as it should?  For admins; what is kept is not looked at. */
MUST_USE OidcWhy oidc_look(Oidc *o, Arena *a, Str *detail);

#endif
