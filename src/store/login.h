/* login.h - who may use the book over HTTP: persons, what they may see, and their programs' tokens.
 *
 * Why in the book   They are facts like any decision: they survive a rebuild and new files, and go where the book goes.  Nothing that
 *                   lets somebody in stands there in the clear: passwords as Argon2id (libsodium's text form, with salt and cost),
 *                   tokens as BLAKE2b-256 of 256 random bits.  login_tables lists what no question of a user's own may read.
 * Roles             viewer reads all; analyst reads, asks in SQL and decides; a unit owner ("unit") and an account manager ("manager")
 *                   read what their rules name and nothing else (store/scope.h); admin does everything.
 * Rules             "unit NAME" for a unit owner; "account NAME", "account ID @ SOURCE", "family NAME" (a parent with all below it),
 *                   "segment X", "region X", "country X" for an account manager.  They are words, matched when somebody asks: a company
 *                   that is renamed, or a name that no company has, is seen by nobody.  Two companies of one name are both meant: tell
 *                   them apart by an id.
 * First and last    The first person must be an admin, and the last admin stays while there are others: nobody locks everybody out.
 * Tokens            "tl_" and 43 letters, shown once.  A token acts as its owner, with the scopes it was given and no more than the owner may.
 * Providers         Somebody whom a provider of OpenID Connect vouches for is known by the provider's name and its name for him
 *                   (login_link), once they were joined; the first time by an address that the provider has verified and that is his
 *                   `email`, or his name where he has none.  No two users have one address.  An address that came to somebody else does not open what
 *                   its first owner had: a user has one account at a provider.
 * Transactions      Callers begin and commit around what changes; each call here is several statements.
 * Errors            ST_USAGE for names, roles, rules, passwords and scopes that are none; ST_CONFLICT for a name in use and the last admin;
 *                   ST_NOT_FOUND.
 */
#ifndef TL_STORE_LOGIN_H
#define TL_STORE_LOGIN_H

#include "store/store.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 256, LOGIN_NAME_MAX = 100, TOKEN_DAYS = 90, TOKEN_DAYS_MAX = 730, TOKEN_HASH_HEX = 64 };

typedef enum LoginRole { ROLE_NONE, ROLE_VIEWER, ROLE_ANALYST, ROLE_UNIT, ROLE_MANAGER, ROLE_ADMIN, ROLE_COUNT_ } LoginRole;

typedef struct LoginRule {
    Str what, value;
} LoginRule;

typedef struct Login {
    int64_t    id, changed;
    Str        name, password;          /* the Argon2id text; "" none */
    Str        email;                   /* "": the name is the address */
    LoginRole  role;
    LoginRule *rule;
    size_t     n_rule;
} Login;

typedef struct LoginToken {
    int64_t id, login;
    Str     owner, name, scopes, hash;
    int64_t made, expires;              /* microseconds */
} LoginToken;

typedef struct Logins {
    Login      *at;
    size_t      n;
    LoginToken *token;
    size_t      n_token;
} Logins;

extern const char *const login_tables[];      /* not for questions; also `meta`, which holds the key for forgotten persons */
extern const size_t      login_tables_n;

const char *role_word(LoginRole role);                       /* "unit" */
bool        role_of(Str word, LoginRole *out);
bool        role_has_rules(LoginRole role);

MUST_USE Status logins_load(Store *s, Arena *a, Logins *out, Err *err);     /* those that are there, with tokens in force or expired */
const Login *login_named(const Logins *all, Str name);                      /* upper or lower case; NULL */
const Login *login_of(const Logins *all, int64_t id);

/* `rules`: "unit Logistics; unit Billing" - one behind the other, by ';' or line ends. */
MUST_USE Status login_add(Store *s, Str name, LoginRole role, Str rules, Str password, Str now, Arena *a, int64_t *id, Err *err);
MUST_USE Status login_set_role(Store *s, int64_t id, LoginRole role, Str rules, Arena *a, Err *err);
MUST_USE Status login_set_password(Store *s, int64_t id, Str password, Arena *a, Err *err);
MUST_USE Status login_remove(Store *s, int64_t id, Str now, bool may_be_last, Err *err);      /* its tokens end with it */

/* "": the name is the address again. */
MUST_USE Status login_set_email(Store *s, int64_t id, Str email, Arena *a, Err *err);

/* login_link.c: who is it that a provider speaks of? */
typedef struct LoginLinks {
    Str     *issuer, *subject;
    int64_t *login;
    size_t   n;
} LoginLinks;
MUST_USE Status login_links(Store *s, Arena *a, LoginLinks *out, Err *err);
int64_t login_linked(const LoginLinks *all, Str issuer, Str subject);       /* 0: nobody */
bool    login_has_link(const LoginLinks *all, int64_t login);
const Login *login_mailed(const Logins *all, Str email);                    /* whose address it is; NULL */

typedef struct LoginVouched {
    Str       issuer, subject, email;          /* the address is verified */
    LoginRole role;                            /* of an account that is made where nobody has the address; ROLE_NONE: none is */
    Str       now;
} LoginVouched;
/* Joins the two, from now on; *made: with an account made for it.  ST_NOT_FOUND: nobody has that address; ST_CONFLICT: its owner has
 * another account at this provider. */
MUST_USE Status login_join(Store *s, const LoginVouched *v, Arena *a, int64_t *id, bool *made, Err *err);
/* What was joined is apart again, and what was signed in ends. */
MUST_USE Status login_part(Store *s, int64_t id, Arena *a, Err *err);

/* About 60 ms and 64 MiB of work, on purpose.  `password` "" (a name that is not there) takes as long and is false. */
bool login_password_is(Str password, Str typed);

MUST_USE Status token_add(Store *s, int64_t login, Str name, Str scopes, int64_t days, int64_t now_micros, Arena *a, int64_t *id, Str *shown, Err *err);
MUST_USE Status token_revoke(Store *s, int64_t id, Str now, Err *err);
bool token_scopes_ok(Str scopes);
bool token_has(Str scopes, const char *scope);
/* What stands in the book for a token; "" for what cannot be one. */
Str  token_hash(Arena *a, Str token);

#endif
