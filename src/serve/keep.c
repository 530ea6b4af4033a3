#include "serve/keep.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <zstd.h>

#include "base/buf.h"
#include "base/map.h"

enum { CHAINS = 4096, OK = 200, PACK_LEVEL = 1, PACK_LEAST = 256 };

/* One answer.  The texts lie behind it, in one piece of memory. */
typedef struct Kept {
    struct Kept *next;                        /* of its chain */
    struct Kept *newer, *older;               /* by when it was asked for */
    uint64_t     hash;
    int64_t      age;
    atomic_int   users;                       /* the table is one */
    size_t       bytes;
    size_t       whole;                       /* bytes of the body unpacked; 0: it is not packed */
    Str          key, body, etag, file_name;
    const char  *type;
    CachePolicy  cache;
} Kept;

struct Keep {
    pthread_mutex_t lock;
    size_t          most;
    Kept           *chain[CHAINS];
    Kept           *newest, *oldest;
    KeepState       state;
    bool            packed;
    Buf             sample;                   /* the first bodies; full: the two below are there, and stay */
    ZSTD_CDict     *into;
    ZSTD_DDict     *out;
};

Keep *keep_open(size_t bytes, bool packed)
{
    Keep *k = calloc(1, sizeof *k);
    if (!k)
        bug("out of memory (kept answers)");
    k->most = bytes;
    k->packed = packed;
    buf_init(&k->sample, KEEP_SAMPLE);
    (void)pthread_mutex_init(&k->lock, NULL);
    return k;
}

static void let_go(Kept *e)
{
    if (atomic_fetch_sub(&e->users, 1) == 1)
        free(e);
}

static void unlink_age(Keep *k, Kept *e)
{
    *(e->newer ? &e->newer->older : &k->newest) = e->older;
    *(e->older ? &e->older->newer : &k->oldest) = e->newer;
}

static void link_newest(Keep *k, Kept *e)
{
    e->newer = NULL;
    e->older = k->newest;
    *(k->newest ? &k->newest->newer : &k->oldest) = e;
    k->newest = e;
}

/* Under the lock. */
static void drop(Keep *k, Kept *e)
{
    Kept **at = &k->chain[e->hash % CHAINS];
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    unlink_age(k, e);
    k->state.bytes -= e->bytes;
    k->state.answers--;
    let_go(e);
}

void keep_close(Keep *k)
{
    if (!k)
        return;
    while (k->oldest)
        drop(k, k->oldest);
    (void)ZSTD_freeCDict(k->into);
    (void)ZSTD_freeDDict(k->out);
    buf_release(&k->sample);
    (void)pthread_mutex_destroy(&k->lock);
    free(k);
}

static Kept *find(const Keep *k, uint64_t hash, Str key)
{
    Kept *e = k->chain[hash % CHAINS];
    while (e && (e->hash != hash || !str_eq(e->key, key)))
        e = e->next;
    return e;
}

static Str unpacked(const Keep *k, const Kept *e, Arena *a)
{
    if (!e->whole)
        return str_dup(a, e->body);
    ZSTD_DCtx *ctx = ZSTD_createDCtx();
    if (!ctx)
        bug("out of memory (kept answers)");
    char *p = arena_alloc(a, e->whole + 1, 1);
    size_t n = ZSTD_decompress_usingDDict(ctx, p, e->whole, e->body.p, e->body.n, k->out);
    (void)ZSTD_freeDCtx(ctx);
    if (n != e->whole)
        bug("a kept answer of %zu bytes does not unpack", e->whole);
    p[n] = 0;
    return (Str){ p, n };
}

bool keep_get(Keep *k, Str key, int64_t age, Arena *a, Response *out)
{
    (void)pthread_mutex_lock(&k->lock);
    Kept *e = find(k, hash64(key), key);
    if (e && e->age != age) {
        drop(k, e);
        e = NULL;
    }
    if (e) {
        (void)atomic_fetch_add(&e->users, 1);
        unlink_age(k, e);
        link_newest(k, e);
        k->state.found++;
    } else {
        k->state.missed++;
    }
    (void)pthread_mutex_unlock(&k->lock);
    if (!e)
        return false;
    *out = (Response){ .status = OK, .type = e->type, .body = unpacked(k, e, a), .etag = str_dup(a, e->etag), .file_name = str_dup(a, e->file_name), .cache = e->cache };
    let_go(e);
    return true;
}

bool keep_has(Keep *k, Str key, int64_t age)
{
    (void)pthread_mutex_lock(&k->lock);
    const Kept *e = find(k, hash64(key), key);
    bool has = e && e->age == age;
    (void)pthread_mutex_unlock(&k->lock);
    return has;
}

static Str lay(char **at, Str s)
{
    char *p = *at;
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    *at += s.n + 1;
    return (Str){ p, s.n };
}

/* The dictionary grows until it is full; then it is made ready, once.  Whether there is one. */
static bool has_dictionary(Keep *k, Str body)
{
    (void)pthread_mutex_lock(&k->lock);
    if (!k->into) {
        buf_put(&k->sample, str_sub(body, 0, KEEP_SAMPLE - k->sample.n));
        if (k->sample.n == KEEP_SAMPLE) {
            k->out = ZSTD_createDDict(k->sample.p, k->sample.n);
            k->into = ZSTD_createCDict(k->sample.p, k->sample.n, PACK_LEVEL);
            if (!k->out || !k->into)
                bug("out of memory (kept answers)");
        }
    }
    bool there = k->into;
    (void)pthread_mutex_unlock(&k->lock);
    return there;
}

/* The body in fewer bytes, in memory of malloc(); NULL: it is kept as it is. */
static char *pack(Keep *k, Str body, size_t *n)
{
    if (!k->packed || body.n < PACK_LEAST || !has_dictionary(k, body))
        return NULL;
    size_t room = ZSTD_compressBound(body.n);
    ZSTD_CCtx *ctx = ZSTD_createCCtx();
    char *p = malloc(room);
    if (!ctx || !p)
        bug("out of memory (kept answers)");
    *n = ZSTD_compress_usingCDict(ctx, p, room, body.p, body.n, k->into);
    (void)ZSTD_freeCCtx(ctx);
    if (!ZSTD_isError(*n) && *n < body.n)
        return p;
    free(p);
    return NULL;
}

static Kept *copy_of(Str key, int64_t age, const Response *r, Str body)
{
    size_t bytes = sizeof(Kept) + key.n + body.n + r->etag.n + r->file_name.n + 4;
    Kept *e = malloc(bytes);
    if (!e)
        bug("out of memory (kept answers)");
    char *at = (char *)(e + 1);
    *e = (Kept){ .hash = hash64(key), .age = age, .bytes = bytes, .type = r->type, .cache = r->cache };
    atomic_init(&e->users, 1);
    e->key = lay(&at, key);
    e->body = lay(&at, body);
    e->etag = lay(&at, r->etag);
    e->file_name = lay(&at, r->file_name);
    return e;
}

size_t keep_put(Keep *k, Str key, int64_t age, const Response *r)
{
    if (r->status != OK || r->body.n > k->most / KEEP_SHARE)
        return 0;
    size_t n = 0;
    char *small = pack(k, r->body, &n);
    Kept *e = copy_of(key, age, r, small ? (Str){ small, n } : r->body);
    e->whole = small ? r->body.n : 0;
    free(small);
    size_t bytes = e->bytes;
    (void)pthread_mutex_lock(&k->lock);
    Kept *before = find(k, e->hash, key);
    if (before)
        drop(k, before);
    e->next = k->chain[e->hash % CHAINS];
    k->chain[e->hash % CHAINS] = e;
    link_newest(k, e);
    k->state.bytes += e->bytes;
    k->state.answers++;
    while (k->state.bytes > k->most)
        drop(k, k->oldest);
    (void)pthread_mutex_unlock(&k->lock);
    return bytes;
}

void keep_state(Keep *k, KeepState *out)
{
    (void)pthread_mutex_lock(&k->lock);
    *out = k->state;
    (void)pthread_mutex_unlock(&k->lock);
}
