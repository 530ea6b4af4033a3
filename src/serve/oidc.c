#include "serve/oidc.h"

#include <curl/curl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/file.h"
#include "base/map.h"
#include "model/limits.h"
#include "serve/oidc_fetch.h"
#include "serve/oidc_in.h"
#include "serve/oidc_provider.h"
#include "serve/oidc_token.h"
#include "serve/request.h"

enum { SECRET = 32, TEXT = OIDC_SECRET_TEXT + 1, BACK_MAX = 400 };
_Static_assert(TEXT == sodium_base64_ENCODED_LEN(SECRET, sodium_base64_VARIANT_URLSAFE_NO_PADDING), "a secret's text");

static const char *const words[OIDC_COUNT_] = { [OIDC_OK] = "ok",         [OIDC_OFF] = "off",       [OIDC_SETUP] = "setup",     [OIDC_DOWN] = "down",   [OIDC_STATE] = "state",
                                                [OIDC_DENIED] = "denied", [OIDC_TOKEN] = "token",   [OIDC_EMAIL] = "email",     [OIDC_UNKNOWN] = "unknown", [OIDC_TAKEN] = "taken",
                                                [OIDC_LOCKED] = "locked", [OIDC_BUSY] = "busy",     [OIDC_READ_ONLY] = "read_only", [OIDC_FAILED] = "failed" };

const char *oidc_word(OidcWhy why) { return words[why]; }

/* A sign-in under way. */
typedef struct Flow {
    bool          there;
    int64_t       made;
    uint64_t      address, provider;             /* hashes: where from, and at whom */
    char          state[TEXT], nonce[TEXT], verifier[TEXT];
    unsigned char secret[SECRET];                /* hash of the cookie's */
    char          back[BACK_MAX + 1], to[QUERY_VALUE_MAX + 1];
} Flow;

struct Oidc {
    pthread_mutex_t lock;
    int64_t       (*clock)(void);
    Arena           a;                           /* `file` */
    Str             file;
    Arena           known_a;
    OidcProvider    known;                       /* issuer "": nothing is */
    int64_t         known_at, keys_at;
    uint64_t        failed;                      /* hash of what failed last */
    int64_t         failed_at;
    char            why[sizeof ((Err *)0)->msg];
    int             asking;
    Flow            flow[LIMIT_OIDC_FLOWS];
};

static int64_t now_of(const Oidc *o) { return o->clock ? o->clock() : wall_micros() / 1000; }

Oidc *oidc_open(const char *dir, int64_t (*clock)(void))
{
    Oidc *o = calloc(1, sizeof *o);
    if (!o || sodium_init() < 0)
        bug("out of memory (sign-in)");
    (void)pthread_mutex_init(&o->lock, NULL);
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
    arena_init(&o->a);
    arena_init(&o->known_a);
    o->clock = clock;
    o->file = path_join(&o->a, str_of(dir), STR("sign_in"));
    o->known = (OidcProvider){ .issuer = STR(""), .ca = STR(""), .end = STR("") };
    return o;
}

void oidc_close(Oidc *o)
{
    if (!o)
        return;
    curl_global_cleanup();
    arena_release(&o->a);
    arena_release(&o->known_a);
    (void)pthread_mutex_destroy(&o->lock);
    sodium_memzero(o->flow, sizeof o->flow);
    free(o);
}

void oidc_setup(const Oidc *o, Arena *a, OidcSetup *out) { oidc_setup_read(o->file.p, a, out); }

/* Another provider, or another client of it, is another sign-in. */
static uint64_t provider_hash(const OidcSetup *s) { return hash64_mix(hash64(s->issuer), hash64(s->client)); }

static OidcWhy usable(const Oidc *o, Arena *a, OidcSetup *s, Str *detail)
{
    oidc_setup(o, a, s);
    *detail = s->fault;
    return !s->there ? OIDC_OFF : s->fault.n ? OIDC_SETUP : OIDC_OK;
}

/* ---- the provider --------------------------------------------------------------------------------------------------------------- */

static OidcProvider copy_of(const OidcProvider *p, Arena *a)
{
    return (OidcProvider){ .issuer = str_dup(a, p->issuer), .ca = str_dup(a, p->ca), .authorize = str_dup(a, p->authorize), .token = str_dup(a, p->token), .keys_at = str_dup(a, p->keys_at),
                           .keys = str_dup(a, p->keys), .end = str_dup(a, p->end), .posts_secret = p->posts_secret, .says_issuer = p->says_issuer };
}

typedef enum Need { NEED_KNOWN, NEED_KEYS, NEED_ALL } Need;      /* what is kept; with newer keys; nothing that is kept */

/* Which set-up it was that failed: a mended one is tried at once. */
static uint64_t failure_of(Str issuer, Str ca) { return hash64_mix(hash64(issuer), hash64(ca)); }

/* Under the lock.  True: *why and *out are the answer already. */
static bool answered(Oidc *o, const OidcSetup *s, Need need, Arena *a, OidcProvider *out, OidcWhy *why, Str *detail)
{
    int64_t now = now_of(o);
    bool fresh = str_eq(o->known.issuer, s->issuer) && str_eq(o->known.ca, s->ca) && now >= o->known_at && now - o->known_at < OIDC_KEPT_MS;
    *why = OIDC_OK;
    if (fresh && (need == NEED_KNOWN || (need == NEED_KEYS && now - o->keys_at < OIDC_ANEW_MS))) {
        *out = copy_of(&o->known, a);
        return true;
    }
    if (need != NEED_ALL && o->failed == failure_of(s->issuer, s->ca) && now >= o->failed_at && now - o->failed_at < OIDC_REST_MS) {
        *why = OIDC_DOWN;
        *detail = str_dup(a, str_of(o->why));
        return true;
    }
    if (o->asking >= LIMIT_OIDC_ASKING) {
        *why = OIDC_BUSY;
        *detail = STR("too many wait for the provider");
        return true;
    }
    o->asking++;
    return false;
}

static void keep(Oidc *o, const OidcProvider *p, Status st, const Err *err)
{
    (void)pthread_mutex_lock(&o->lock);
    o->asking--;
    if (st) {
        o->failed = failure_of(p->issuer, p->ca);
        o->failed_at = now_of(o);
        (void)snprintf(o->why, sizeof o->why, "%s", err->msg);
    } else {
        Arena a;
        arena_init(&a);
        o->known = copy_of(p, &a);
        arena_release(&o->known_a);
        o->known_a = a;
        o->known_at = o->keys_at = now_of(o);
        o->failed = 0;
    }
    (void)pthread_mutex_unlock(&o->lock);
}

static OidcWhy provider_of(Oidc *o, const OidcSetup *s, Need need, Arena *a, OidcProvider *out, Str *detail)
{
    Err err = { .code = ST_OK };
    OidcWhy why;
    (void)pthread_mutex_lock(&o->lock);
    bool done = answered(o, s, need, a, out, &why, detail);
    (void)pthread_mutex_unlock(&o->lock);
    if (done)
        return why;
    Status st = oidc_discover(s->issuer, s->ca, a, out, &err);
    keep(o, out, st, &err);
    *detail = st ? str_dup(a, str_of(err.msg)) : STR("");
    return st ? OIDC_DOWN : OIDC_OK;
}

OidcWhy oidc_look(Oidc *o, Arena *a, Str *detail)
{
    OidcSetup s;
    OidcProvider p;
    OidcWhy why = usable(o, a, &s, detail);
    return why ? why : provider_of(o, &s, NEED_ALL, a, &p, detail);
}

Str oidc_end(Oidc *o, Arena *a)
{
    OidcSetup s;
    Str detail, out = STR("");
    if (usable(o, a, &s, &detail))
        return out;
    (void)pthread_mutex_lock(&o->lock);
    if (str_eq(o->known.issuer, s.issuer) && o->known.end.n)
        out = str_fmt(a, "%.*s%cclient_id=%.*s", STR_ARG(o->known.end), str_has(o->known.end, STR("?")) ? '&' : '?', STR_ARG(oidc_escape(s.client, a)));
    (void)pthread_mutex_unlock(&o->lock);
    return out.n && s.signed_out.n ? str_fmt(a, "%.*s&post_logout_redirect_uri=%.*s", STR_ARG(out), STR_ARG(oidc_escape(s.signed_out, a))) : out;
}

/* ---- there ---------------------------------------------------------------------------------------------------------------------- */

static void random_text(char out[TEXT])
{
    unsigned char bits[SECRET];
    randombytes_buf(bits, sizeof bits);
    (void)sodium_bin2base64(out, TEXT, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bits, sizeof bits);
}

static void hash_of(Str text, unsigned char out[SECRET]) { (void)crypto_generichash(out, SECRET, (const unsigned char *)text.p, text.n, NULL, 0); }

/* A place for a new one: free, else the address's own oldest when it has many, else the oldest of all. */
static Flow *place(Oidc *o, uint64_t address, int64_t now)
{
    Flow *unused = NULL, *oldest = &o->flow[0], *own = NULL;
    size_t from_one = 0;
    for (size_t i = 0; i < LIMIT_OIDC_FLOWS; i++) {
        Flow *f = &o->flow[i];
        if (f->there && (now < f->made || now - f->made > OIDC_FLOW_MS))
            sodium_memzero(f, sizeof *f);
        if (!f->there) {
            unused = unused ? unused : f;
            continue;
        }
        oldest = f->made < oldest->made ? f : oldest;
        if (f->address == address) {
            from_one++;
            own = !own || f->made < own->made ? f : own;
        }
    }
    return own && from_one >= LIMIT_OIDC_FROM_ONE ? own : unused ? unused : oldest;
}

static Str challenge_of(const char *verifier, Arena *a)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof sum, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    (void)crypto_hash_sha256(sum, (const unsigned char *)verifier, strlen(verifier));
    (void)sodium_bin2base64(text, sizeof text, sum, sizeof sum, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_dup(a, str_of(text));
}

static void copy_text(char *to, size_t size, Str from) { (void)snprintf(to, size, "%.*s", STR_ARG(from)); }

OidcWhy oidc_begin(Oidc *o, Str back, Str to, Str address, Arena *a, OidcBegun *out, Str *detail)
{
    OidcSetup s;
    OidcProvider p;
    Flow f = { .there = true, .address = hash64(address) };
    char secret[TEXT];
    OidcWhy why = usable(o, a, &s, detail);
    if (!why && (back.n > BACK_MAX || to.n > QUERY_VALUE_MAX))
        why = OIDC_SETUP;
    if (!why)
        why = provider_of(o, &s, NEED_KNOWN, a, &p, detail);
    if (why)
        return why;
    random_text(secret);
    random_text(f.state);
    random_text(f.nonce);
    random_text(f.verifier);
    hash_of(str_of(secret), f.secret);
    copy_text(f.back, sizeof f.back, back);
    copy_text(f.to, sizeof f.to, to);
    f.provider = provider_hash(&s);
    (void)pthread_mutex_lock(&o->lock);
    f.made = now_of(o);
    *place(o, f.address, f.made) = f;
    (void)pthread_mutex_unlock(&o->lock);
    Str challenge = challenge_of(f.verifier, a), client = oidc_escape(s.client, a), sent_back = oidc_escape(back, a);
    out->secret = str_dup(a, str_of(secret));
    out->location = str_fmt(a, "%.*s%cresponse_type=code&scope=openid%%20email&client_id=%.*s&redirect_uri=%.*s&state=%s&nonce=%s&code_challenge=%.*s&code_challenge_method=S256",
                            STR_ARG(p.authorize), str_has(p.authorize, STR("?")) ? '&' : '?', STR_ARG(client), STR_ARG(sent_back), f.state, f.nonce, STR_ARG(challenge));
    sodium_memzero(&f, sizeof f);
    sodium_memzero(secret, sizeof secret);
    return OIDC_OK;
}

/* ---- and back ------------------------------------------------------------------------------------------------------------------- */

/* Takes the sign-in out that the browser says it comes back from. */
static bool take_out(Oidc *o, const OidcBack *b, Flow *out)
{
    unsigned char h[SECRET];
    bool found = false;
    if (b->state.n != OIDC_SECRET_TEXT)
        return false;
    hash_of(b->secret, h);
    (void)pthread_mutex_lock(&o->lock);
    int64_t now = now_of(o);
    for (size_t i = 0; i < LIMIT_OIDC_FLOWS && !found; i++) {
        Flow *f = &o->flow[i];
        if (!f->there || sodium_memcmp(f->state, b->state.p, OIDC_SECRET_TEXT) != 0)
            continue;
        found = sodium_memcmp(f->secret, h, SECRET) == 0 && now >= f->made && now - f->made <= OIDC_FLOW_MS;
        *out = *f;
        sodium_memzero(f, sizeof *f);
        break;
    }
    (void)pthread_mutex_unlock(&o->lock);
    return found;
}

/* The code for an ID token. */
static OidcWhy change_code(Oidc *o, const OidcSetup *s, const OidcProvider *p, const Flow *f, Str code, Arena *a, Str *id_token, Str *detail)
{
    Err err = { .code = ST_OK };
    long status = 0;
    Str body = STR(""), client = oidc_escape(s->client, a), secret = oidc_escape(s->secret, a), verifier = str_of(f->verifier);
    bool basic = s->secret.n && !p->posts_secret;
    Str form = str_fmt(a, "grant_type=authorization_code&code=%.*s&redirect_uri=%.*s&code_verifier=%.*s", STR_ARG(oidc_escape(code, a)), STR_ARG(oidc_escape(str_of(f->back), a)), STR_ARG(verifier));
    if (!basic)
        form = str_fmt(a, "%.*s&client_id=%.*s", STR_ARG(form), STR_ARG(client));
    if (s->secret.n && !basic)
        form = str_fmt(a, "%.*s&client_secret=%.*s", STR_ARG(form), STR_ARG(secret));
    (void)pthread_mutex_lock(&o->lock);
    bool full = o->asking >= LIMIT_OIDC_ASKING;
    o->asking += !full;
    (void)pthread_mutex_unlock(&o->lock);
    if (full)
        return OIDC_BUSY;
    Status st = oidc_fetch(&(OidcAsk){ .url = p->token, .form = form, .user = basic ? client : STR(""), .password = basic ? secret : STR(""), .ca = p->ca }, a, &status, &body, &err);
    (void)pthread_mutex_lock(&o->lock);
    o->asking--;
    (void)pthread_mutex_unlock(&o->lock);
    if (st) {
        *detail = str_dup(a, str_of(err.msg));
        return OIDC_DOWN;
    }
    switch (oidc_read_grant(status, body, a, id_token)) {
    case GRANT_OK: return OIDC_OK;
    case GRANT_REFUSED: *detail = STR("the provider does not take the code (any more)"); return OIDC_STATE;
    case GRANT_CLIENT: *detail = STR("the provider does not know the client, or its secret is another"); return OIDC_SETUP;
    case GRANT_ODD: break;
    }
    *detail = str_fmt(a, "the provider's answer to the code cannot be used (it is %ld)", status);
    return OIDC_DOWN;
}

static OidcWhy check(Oidc *o, const OidcSetup *s, OidcProvider *p, const Flow *f, Str id_token, Arena *a, OidcPerson *out, Str *detail)
{
    enum { MS = 1000 };
    TokenClaims claims;
    const TokenWant want = { .issuer = s->issuer, .client = s->client, .nonce = str_of(f->nonce), .now = now_of(o) / MS };
    TokenFault fault = token_check(p->keys, id_token, &want, a, &claims);
    if (fault == FAULT_KEY) {                     /* made with a key that came after we looked? */
        OidcWhy why = provider_of(o, s, NEED_KEYS, a, p, detail);
        if (why)
            return why;
        fault = token_check(p->keys, id_token, &want, a, &claims);
    }
    if (fault) {
        *detail = str_fmt(a, "the ID token is refused: %s", token_fault_text(fault));
        return OIDC_TOKEN;
    }
    out->known = true;
    out->issuer = str_dup(a, s->issuer);
    out->subject = claims.subject;
    out->email = claims.email;
    out->verified = claims.verified;
    return OIDC_OK;
}

OidcWhy oidc_finish(Oidc *o, const OidcBack *b, Arena *a, OidcPerson *out, Str *detail)
{
    OidcSetup s;
    OidcProvider p;
    Flow f = { .there = false };
    Str id_token = STR("");
    *out = (OidcPerson){ .to = STR("/"), .issuer = STR(""), .subject = STR(""), .email = STR("") };
    OidcWhy why = usable(o, a, &s, detail);
    if (why)
        return why;
    if (!take_out(o, b, &f) || f.provider != provider_hash(&s)) {
        *detail = STR("no such sign-in was begun in this browser, or it is used or too old");
        return OIDC_STATE;
    }
    out->to = str_dup(a, str_of(f.to));
    why = provider_of(o, &s, NEED_KNOWN, a, &p, detail);
    if (!why && (b->issuer.n || p.says_issuer) && !str_eq(b->issuer, s.issuer)) {
        *detail = STR("another issuer sent the browser back");
        why = OIDC_TOKEN;
    }
    if (!why && (b->error.n || !b->code.n)) {
        *detail = str_eq(b->error, STR("access_denied")) ? STR("the person or the provider said no") : STR("the provider sent no code");
        why = OIDC_DENIED;
    }
    if (!why)
        why = change_code(o, &s, &p, &f, b->code, a, &id_token, detail);
    if (!why)
        why = check(o, &s, &p, &f, id_token, a, out, detail);
    sodium_memzero(&f, sizeof f);
    return why;
}
