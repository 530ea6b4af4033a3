/* gate.h - who is asking: sign-in, sessions, tokens.
 *
 * Trust    Where nobody is in the book's list of users and the server listens on loopback without a public name, who sits at this
 *          machine is its owner and may everything.  As soon as there is one user, or the port is reachable from elsewhere, everybody
 *          signs in.  An answer "who" is given for every request; no other code looks at cookies or tokens.
 * Session  A cookie of 256 random bits: HttpOnly, SameSite=Strict, Path=/, Secure where the public address is https.  Kept in memory
 *          as BLAKE2b-256, never in the book: a server that starts anew asks everybody again.  It ends SESSION_IDLE_MS after its last
 *          use and SESSION_MAX_MS after sign-in, at sign-out, and as soon as the user's password, role or rules change.  Every
 *          SESSION_ROTATE_MS it gets a new secret; the old one counts until the new one was seen and OLD_SECRET_MS longer, because
 *          several requests are under way at once.
 * Token    "Authorization: Bearer tl_...".  A request with one is judged by it alone, whatever cookie it carries.
 * Sign-in  Five wrong passwords for one name, or twenty from one address, within LOCK_MS lock the name or the address for as long; the
 *          answer does not say which, and a name that is not there takes as long as one that is.  At most two passwords are checked at
 *          a time: each takes 64 MiB.
 * Threads  any; one lock, not held while a password is checked.  Owns a session on the book of its own; what it knows of the book is at
 *          most REREAD_MS old, or read anew after gate_changed().
 */
#ifndef TL_SERVE_GATE_H
#define TL_SERVE_GATE_H

#include "serve/response.h"
#include "store/login.h"

enum { SESSION_IDLE_MS = 2 * 3600 * 1000, SESSION_MAX_MS = 12 * 3600 * 1000, SESSION_ROTATE_MS = 15 * 60 * 1000, OLD_SECRET_MS = 30 * 1000,
       LOCK_MS = 15 * 60 * 1000, LOCK_NAME = 5, LOCK_ADDRESS = 20, REREAD_MS = 1000 };

typedef enum May { MAY_READ = 1, MAY_ASK = 2, MAY_DECIDE = 4, MAY_INTAKE = 8, MAY_ADMIN = 16, MAY_SETTLE = 32, MAY_ALL = 63 } May;

typedef struct Who {
    int64_t   login;            /* 0: nobody, or this machine's owner */
    Str       name, how;        /* "session", "token NAME", "local"; "" nobody */
    LoginRole role;
    unsigned  may;              /* of May; 0 with `known`: a role that this program does not know */
    bool      known, by_cookie;
} Who;

typedef struct Gate Gate;

typedef struct GateOptions {
    bool        trusts_machine;     /* loopback, and no public address */
    bool        secure;
    const char *cookie;             /* its name */
    int64_t   (*clock)(void);       /* milliseconds, for tests; NULL: the system's */
} GateOptions;

MUST_USE Status gate_open(Store *s, const GateOptions *o, Gate **out, Err *err);
void gate_close(Gate *g);                                               /* NULL is fine */

/* `set_cookie` gets the header's value when the session's secret was renewed, else "". */
MUST_USE Status gate_who(Gate *g, Str cookies, Str authorization, Arena *a, Who *out, Str *set_cookie, Err *err);

typedef struct SignIn {
    Str     set_cookie;
    int64_t wait_seconds;       /* locked: try again after; else 0 */
    Who     who;
} SignIn;
/* ST_FORBIDDEN: wrong; with wait_seconds, locked.  ST_BUSY: too many at once. */
MUST_USE Status gate_sign_in(Gate *g, Str name, Str password, Str address, Arena *a, SignIn *out, Err *err);
/* The header's value that ends the cookie; *vouched: somebody else had vouched for him in that session. */
Str  gate_sign_out(Gate *g, Str cookies, Arena *a, bool *vouched);
/* Whom somebody else has vouched for (serve/oidc.h): a session like any other, and the locks of name and address hold for it, too. */
MUST_USE Status gate_admit(Gate *g, int64_t login, Str address, Arena *a, SignIn *out, Err *err);
int64_t gate_locked(Gate *g, Str address);                              /* seconds; 0: it is not */
void gate_failed(Gate *g, Str address);                                 /* counts like a wrong password from there */
/* Is it the password of the user who is signed in?  Counts as a sign-in for the lock. */
MUST_USE Status gate_check_password(Gate *g, const Who *who, Str password, Str address, Arena *a, int64_t *wait_seconds, Err *err);
void gate_changed(Gate *g);                                             /* users or tokens were changed */
size_t gate_sessions(Gate *g);
/* Sessions of a user that were opened before its password changed end by themselves; this one goes on. */
void gate_keep(Gate *g, Str cookies, int64_t login);

#endif
