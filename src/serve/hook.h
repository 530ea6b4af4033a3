/* hook.h - endpoints for other systems' webhooks: who may send, and how it is known that it was they.
 *
 * An endpoint is a line of the file "hooks" in the spool's folder: a number, a name, a system, a shared secret, and where needed the
 * address the sender believes it posts to.  It is a file and not a table so that no query of the book can show a secret, and so that
 * endpoints can be added while a server holds the book.  The folder is for its owner alone (0700).
 *
 * How each system signs (as its documents say), all compared in constant time:
 *
 *   zendesk     X-Zendesk-Webhook-Signature: base64 of HMAC-SHA256(secret, timestamp . body); X-Zendesk-Webhook-Signature-Timestamp
 *   stripe      Stripe-Signature: t=..., v1=hex HMAC-SHA256(secret, t . "." . body); several v1 while a secret is changed
 *   segment     X-Signature: hex HMAC-SHA1(secret, body); no timestamp
 *   hubspot     X-HubSpot-Signature-v3: base64 HMAC-SHA256(secret, method . address . body . timestamp); X-HubSpot-Request-Timestamp
 *               in milliseconds.  `url` is the address registered with HubSpot.
 *   qualtrics   of an event subscription: a form of Topic, MSG and HMAC, hex HMAC-SHA512(secret, MSG).  Of a workflow's web service
 *               task: JSON with "Authorization: Bearer SECRET".
 *   json        "Authorization: Bearer SECRET", or in its place the token of a user whose role and scopes allow it (`intake`): the caller
 *               says so in `vouched`.  For a system that signs, a token is no signature.
 *
 * Where there is a timestamp it may differ from our clock by HOOK_TOLERANCE seconds at most; older is a replay.
 *
 * Errors   ST_FORBIDDEN for anything not signed as it should be, with the reason (never with what would have been right).
 * Oracle   tests/serve/t_hook.c: signatures made by Python's hmac, the documents' own examples.
 */
#ifndef TL_SERVE_HOOK_H
#define TL_SERVE_HOOK_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

enum { HOOK_TOLERANCE = 300, HOOKS_MAX = 200, HOOK_SECRET_LEAST = 16, HOOK_SECRET_MOST = 200 };

typedef struct HookSystem HookSystem;

typedef struct Hook {
    int64_t           id;
    Str               name, secret, url;     /* url "" where it is not needed */
    const HookSystem *system;
} Hook;

typedef struct Hooks {
    Hook  *at;
    size_t n;
} Hooks;

/* What came in, as it came in. */
typedef struct HookCall {
    Str     method, body;
    int64_t now;                             /* UTC microseconds */
    Str   (*header)(const void *ctx, const char *name);     /* "" when absent */
    const void *ctx;
    bool    vouched;                         /* a user's token that may send records in came with it */
} HookCall;

typedef Status HookVerify(const Hook *h, const HookCall *c, Arena *a, Err *err);

struct HookSystem {
    const char *name, *help;
    HookVerify *verify;
    bool        wants_url;
};

extern const HookSystem hook_systems[];
extern const size_t     hook_systems_n;

/* No file is no endpoints. */
MUST_USE Status hooks_load(const char *dir, Arena *a, Hooks *out, Err *err);
const Hook *hooks_find(const Hooks *h, int64_t id);                          /* NULL */

/* secret "": one is drawn.  ST_USAGE for an unknown system, a bad name or secret, or a missing address; ST_CONFLICT for a name in use. */
MUST_USE Status hooks_add(const char *dir, Str name, Str system, Str secret, Str url, Arena *a, Hook *out, Err *err);
MUST_USE Status hooks_drop(const char *dir, Str name, Arena *a, Err *err);   /* ST_NOT_FOUND */

MUST_USE Status hook_verify(const Hook *h, const HookCall *c, Arena *a, Err *err);

#endif
