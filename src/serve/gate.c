#include "serve/gate.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/log.h"
#include "base/map.h"
#include "model/limits.h"

enum { SECRET = 32, SECRET_TEXT = sodium_base64_ENCODED_LEN(SECRET, sodium_base64_VARIANT_URLSAFE_NO_PADDING), LOCKS = 1024, CHECKS_MAX = 2 };

typedef struct Session {
    unsigned char now[SECRET], old[SECRET];       /* hashes; old: all zero when there is none */
    int64_t       login, changed, made, used, rotated, old_until;     /* milliseconds; old_until 0: until the new one is seen */
    bool          there, has_old, vouched;
} Session;

typedef struct Lock {
    uint64_t key;                                 /* 0: free */
    int64_t  since, until;
    int      wrong;
} Lock;

struct Gate {
    pthread_mutex_t lock;
    GateOptions     o;
    Store          *s;
    Arena           a;                            /* of what is known */
    Logins          known;
    int64_t         read_at;
    bool            read;
    int             checking;
    Session         session[LIMIT_SESSIONS];
    Lock            locks[LOCKS];
};

static int64_t now_of(const Gate *g) { return g->o.clock ? g->o.clock() : wall_micros() / 1000; }

Status gate_open(Store *s, const GateOptions *o, Gate **out, Err *err)
{
    if (sodium_init() < 0)
        return ERR(err, ST_IO, "no source of random numbers");
    Gate *g = calloc(1, sizeof *g);
    if (!g)
        bug("out of memory (gate)");
    g->o = *o;
    (void)pthread_mutex_init(&g->lock, NULL);
    arena_init(&g->a);
    Status st = store_open_again(s, true, &g->s, err);
    if (st) {
        gate_close(g);
        return st;
    }
    *out = g;
    return ST_OK;
}

void gate_close(Gate *g)
{
    if (!g)
        return;
    store_close(g->s);
    arena_release(&g->a);
    (void)pthread_mutex_destroy(&g->lock);
    sodium_memzero(g->session, sizeof g->session);
    free(g);
}

/* Under the lock.  What cannot be read lets nobody in. */
static Status refresh(Gate *g, Err *err)
{
    int64_t now = now_of(g);
    if (g->read && now >= g->read_at && now - g->read_at < REREAD_MS)
        return ST_OK;
    Arena a;
    Logins fresh;
    arena_init(&a);
    Status st = logins_load(g->s, &a, &fresh, err);
    if (st) {
        arena_release(&a);
        return st;
    }
    arena_release(&g->a);
    g->a = a;
    g->known = fresh;
    g->read = true;
    g->read_at = now;
    return ST_OK;
}

void gate_changed(Gate *g)
{
    (void)pthread_mutex_lock(&g->lock);
    g->read = false;
    (void)pthread_mutex_unlock(&g->lock);
}

static unsigned may_of(LoginRole role)
{
    static const unsigned may[ROLE_COUNT_] = { [ROLE_VIEWER] = MAY_READ,
                                               [ROLE_ANALYST] = MAY_READ | MAY_ASK | MAY_DECIDE | MAY_SETTLE | MAY_INTAKE,
                                               [ROLE_UNIT] = MAY_READ | MAY_SETTLE,
                                               [ROLE_MANAGER] = MAY_READ | MAY_SETTLE,
                                               [ROLE_ADMIN] = MAY_ALL };
    return may[role];
}

static unsigned may_of_scopes(Str scopes)
{
    return (token_has(scopes, "read") ? MAY_READ | MAY_ASK : 0u) | (token_has(scopes, "decide") ? MAY_DECIDE | MAY_SETTLE : 0u) | (token_has(scopes, "intake") ? MAY_INTAKE : 0u) |
           (token_has(scopes, "admin") ? MAY_ADMIN : 0u);
}

static void hash_of(Str text, unsigned char out[SECRET])
{
    (void)crypto_generichash(out, SECRET, (const unsigned char *)text.p, text.n, NULL, 0);
}

/* "a=b; NAME=value" */
static Str cookie_of(const Gate *g, Str cookies)
{
    while (cookies.n) {
        Str value = str_trim(str_cut(&cookies, ';')), name = str_cut(&value, '=');
        if (str_eq(name, str_of(g->o.cookie)))
            return value;
    }
    return STR("");
}

static bool is_over(const Session *x, int64_t now)
{
    return now < x->made || now - x->used > SESSION_IDLE_MS || now - x->made > SESSION_MAX_MS;
}

/* The session a secret belongs to; *by_old when it is the one before the last renewal. */
static Session *session_of(Gate *g, Str secret, int64_t now, bool *by_old)
{
    unsigned char h[SECRET];
    if (secret.n != SECRET_TEXT - 1)
        return NULL;
    hash_of(secret, h);
    for (size_t i = 0; i < LIMIT_SESSIONS; i++) {
        Session *x = &g->session[i];
        if (!x->there)
            continue;
        if (is_over(x, now)) {
            sodium_memzero(x, sizeof *x);
            continue;
        }
        *by_old = x->has_old && (!x->old_until || now < x->old_until) && sodium_memcmp(h, x->old, SECRET) == 0;
        if (*by_old || sodium_memcmp(h, x->now, SECRET) == 0)
            return x;
    }
    return NULL;
}

/* A new secret for a session, and the header that brings it. */
static Str renew(Gate *g, Session *x, int64_t now, Arena *a)
{
    unsigned char bits[SECRET];
    char text[SECRET_TEXT];
    randombytes_buf(bits, sizeof bits);
    (void)sodium_bin2base64(text, sizeof text, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    memcpy(x->old, x->now, SECRET);
    x->has_old = x->there;
    x->old_until = 0;
    hash_of(str_of(text), x->now);
    x->there = true;
    x->rotated = now;
    Str out = str_fmt(a, "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", g->o.cookie, text, SESSION_MAX_MS / 1000, g->o.secure ? "; Secure" : "");
    sodium_memzero(bits, sizeof bits);
    sodium_memzero(text, sizeof text);
    return out;
}

static void become(Who *w, const Login *l, Str how, Arena *a)
{
    *w = (Who){ .login = l->id, .name = str_dup(a, l->name), .how = how, .role = l->role, .may = may_of(l->role), .known = true };
}

static void by_session(Gate *g, Str cookies, Arena *a, Who *out, Str *set_cookie)
{
    int64_t now = now_of(g);
    bool by_old = false;
    Session *x = session_of(g, cookie_of(g, cookies), now, &by_old);
    const Login *l = x ? login_of(&g->known, x->login) : NULL;
    if (!x)
        return;
    if (!l || l->changed != x->changed) {
        sodium_memzero(x, sizeof *x);
        return;
    }
    become(out, l, STR("session"), a);
    out->by_cookie = true;
    x->used = now;
    if (!by_old && x->has_old && !x->old_until)
        x->old_until = now + OLD_SECRET_MS;          /* the new one has arrived */
    if (!by_old && now - x->rotated > SESSION_ROTATE_MS)
        *set_cookie = renew(g, x, now, a);
}

static void by_token(Gate *g, Str authorization, Arena *a, Who *out)
{
    Str word = str_cut(&authorization, ' ');
    if (!str_ieq(word, STR("Bearer")))
        return;
    Str hash = token_hash(a, str_trim(authorization));
    for (size_t i = 0; i < g->known.n_token; i++) {
        const LoginToken *t = &g->known.token[i];
        if (hash.n != TOKEN_HASH_HEX || t->hash.n != hash.n || sodium_memcmp(t->hash.p, hash.p, hash.n) != 0)
            continue;
        const Login *l = login_of(&g->known, t->login);
        if (!l || now_of(g) >= t->expires / 1000)
            return;
        become(out, l, str_fmt(a, "token %.*s", STR_ARG(t->name)), a);
        out->may &= may_of_scopes(t->scopes);
        return;
    }
}

Status gate_who(Gate *g, Str cookies, Str authorization, Arena *a, Who *out, Str *set_cookie, Err *err)
{
    *out = (Who){ .name = STR(""), .how = STR("") };
    *set_cookie = STR("");
    (void)pthread_mutex_lock(&g->lock);
    Status st = refresh(g, err);
    if (!st && authorization.n) {
        by_token(g, authorization, a, out);
    } else if (!st && !g->known.n && g->o.trusts_machine) {
        const char *user = getenv("USER");
        *out = (Who){ .name = str_of(user ? user : "owner"), .how = STR("local"), .role = ROLE_ADMIN, .may = MAY_ALL, .known = true };
    } else if (!st) {
        by_session(g, cookies, a, out, set_cookie);
    }
    (void)pthread_mutex_unlock(&g->lock);
    return st;
}

static Lock *lock_of(Gate *g, uint64_t key, int64_t now)
{
    Lock *free = NULL;
    for (size_t i = 0; i < LOCKS; i++) {
        Lock *k = &g->locks[i];
        if (k->key && now - k->since > LOCK_MS && now >= k->until)
            *k = (Lock){ .key = 0 };
        if (k->key == key)
            return k;
        /* Full: the one that is nearest to being forgotten gives way. */
        if (!free || (!k->key && free->key) || (k->key && free->key && k->since < free->since))
            free = k;
    }
    *free = (Lock){ .key = key, .since = now };
    return free;
}

static void wrong(Lock *k, int64_t now, int most)
{
    if (++k->wrong >= most)
        k->until = now + LOCK_MS;
}

typedef struct Keys {
    uint64_t name, address;
} Keys;

static Keys keys_of(Str name, Str address, Arena *a)
{
    return (Keys){ hash64(str_fmt(a, "n%.*s", STR_ARG(str_lower(a, str_sub(name, 0, LOGIN_NAME_MAX))))) | 1, hash64(str_fmt(a, "a%.*s", STR_ARG(address))) | 1 };
}

/* Checks a password, with everything that keeps others from guessing.  Copies the user out: the lock is let go meanwhile. */
static Status check(Gate *g, Str name, Str password, Str address, Arena *a, Login *out, int64_t *wait_seconds, Err *err)
{
    Keys key = keys_of(name, address, a);
    *wait_seconds = 0;
    *out = (Login){ .id = 0, .password = STR("") };
    (void)pthread_mutex_lock(&g->lock);
    int64_t now = now_of(g), until = lock_of(g, key.name, now)->until, other = lock_of(g, key.address, now)->until;
    Status st = refresh(g, err);
    until = until > other ? until : other;
    if (!st && now < until) {
        *wait_seconds = (until - now + 999) / 1000;
        st = ERR(err, ST_FORBIDDEN, "too many wrong passwords: try again in %lld seconds", (long long)*wait_seconds);
    } else if (!st && g->checking >= CHECKS_MAX) {
        st = ERR(err, ST_BUSY, "too many sign in at once: try again");
    } else if (!st) {
        const Login *l = login_named(&g->known, name);
        g->checking++;
        if (l)
            *out = (Login){ .id = l->id, .changed = l->changed, .role = l->role, .name = str_dup(a, l->name), .password = str_dup(a, l->password) };
    }
    (void)pthread_mutex_unlock(&g->lock);
    if (st)
        return st;
    bool right = login_password_is(out->password, password);
    (void)pthread_mutex_lock(&g->lock);
    g->checking--;
    now = now_of(g);
    if (right) {
        lock_of(g, key.name, now)->key = 0;
    } else {
        wrong(lock_of(g, key.name, now), now, LOCK_NAME);
        wrong(lock_of(g, key.address, now), now, LOCK_ADDRESS);
    }
    (void)pthread_mutex_unlock(&g->lock);
    return right ? ST_OK : ERR(err, ST_FORBIDDEN, "name or password is wrong");
}

/* Under the lock.  A session in a free place, else in that of the one that was used longest ago. */
static void open_session(Gate *g, const Login *l, bool vouched, Arena *a, SignIn *out)
{
    int64_t now = now_of(g);
    Session *x = &g->session[0];
    for (size_t i = 0; i < LIMIT_SESSIONS; i++) {
        Session *one = &g->session[i];
        if (!one->there || is_over(one, now)) {
            x = one;
            break;
        }
        x = one->used < x->used ? one : x;
    }
    *x = (Session){ .login = l->id, .changed = l->changed, .made = now, .used = now, .vouched = vouched };
    out->set_cookie = renew(g, x, now, a);
    become(&out->who, l, STR("session"), a);
}

Status gate_sign_in(Gate *g, Str name, Str password, Str address, Arena *a, SignIn *out, Err *err)
{
    Login l;
    *out = (SignIn){ .set_cookie = STR("") };
    Status st = check(g, name, password, address, a, &l, &out->wait_seconds, err);
    if (st)
        return st;
    (void)pthread_mutex_lock(&g->lock);
    open_session(g, &l, false, a, out);
    (void)pthread_mutex_unlock(&g->lock);
    return ST_OK;
}

Status gate_admit(Gate *g, int64_t login, Str address, Arena *a, SignIn *out, Err *err)
{
    *out = (SignIn){ .set_cookie = STR("") };
    (void)pthread_mutex_lock(&g->lock);
    g->read = false;                                 /* he may have been made just now */
    Status st = refresh(g, err);
    const Login *l = st ? NULL : login_of(&g->known, login);
    if (!st && !l)
        st = ERR(err, ST_NOT_FOUND, "there is no such user");
    if (!st) {
        int64_t now = now_of(g);
        Keys key = keys_of(l->name, address, a);
        int64_t until = lock_of(g, key.name, now)->until, other = lock_of(g, key.address, now)->until;
        until = until > other ? until : other;
        out->wait_seconds = now < until ? (until - now + 999) / 1000 : 0;
        if (out->wait_seconds)
            st = ERR(err, ST_FORBIDDEN, "too many failed sign-ins: try again in %lld seconds", (long long)out->wait_seconds);
    }
    if (!st)
        open_session(g, l, true, a, out);
    (void)pthread_mutex_unlock(&g->lock);
    return st;
}

static uint64_t address_key(Str address, Arena *a) { return keys_of(STR(""), address, a).address; }

int64_t gate_locked(Gate *g, Str address)
{
    Arena a;
    arena_init(&a);
    (void)pthread_mutex_lock(&g->lock);
    int64_t now = now_of(g), until = lock_of(g, address_key(address, &a), now)->until;
    (void)pthread_mutex_unlock(&g->lock);
    arena_release(&a);
    return now < until ? (until - now + 999) / 1000 : 0;
}

void gate_failed(Gate *g, Str address)
{
    Arena a;
    arena_init(&a);
    (void)pthread_mutex_lock(&g->lock);
    int64_t now = now_of(g);
    wrong(lock_of(g, address_key(address, &a), now), now, LOCK_ADDRESS);
    (void)pthread_mutex_unlock(&g->lock);
    arena_release(&a);
}

Status gate_check_password(Gate *g, const Who *who, Str password, Str address, Arena *a, int64_t *wait_seconds, Err *err)
{
    Login l;
    return check(g, who->name, password, address, a, &l, wait_seconds, err);
}

Str gate_sign_out(Gate *g, Str cookies, Arena *a, bool *vouched)
{
    bool by_old;
    *vouched = false;
    (void)pthread_mutex_lock(&g->lock);
    Session *x = session_of(g, cookie_of(g, cookies), now_of(g), &by_old);
    if (x) {
        *vouched = x->vouched;
        sodium_memzero(x, sizeof *x);
    }
    (void)pthread_mutex_unlock(&g->lock);
    return str_fmt(a, "%s=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0%s", g->o.cookie, g->o.secure ? "; Secure" : "");
}

void gate_keep(Gate *g, Str cookies, int64_t login)
{
    Err err;
    bool by_old;
    (void)pthread_mutex_lock(&g->lock);
    g->read = false;
    const Login *l = refresh(g, &err) ? NULL : login_of(&g->known, login);
    Session *x = session_of(g, cookie_of(g, cookies), now_of(g), &by_old);
    if (l && x && x->login == login)
        x->changed = l->changed;
    (void)pthread_mutex_unlock(&g->lock);
}

size_t gate_sessions(Gate *g)
{
    size_t n = 0;
    (void)pthread_mutex_lock(&g->lock);
    for (size_t i = 0; i < LIMIT_SESSIONS; i++)
        n += g->session[i].there && !is_over(&g->session[i], now_of(g));
    (void)pthread_mutex_unlock(&g->lock);
    return n;
}
