#include "serve/keep.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/map.h"

enum { CHAINS = 4096, OK = 200 };

/* One answer.  The texts lie behind it, in one piece of memory. */
typedef struct Kept {
    struct Kept *next;                        /* of its chain */
    struct Kept *newer, *older;               /* by when it was asked for */
    uint64_t     hash;
    int64_t      age;
    atomic_int   users;                       /* the table is one */
    size_t       bytes;
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
};

Keep *keep_open(size_t bytes)
{
    Keep *k = calloc(1, sizeof *k);
    if (!k)
        bug("out of memory (kept answers)");
    k->most = bytes;
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
    *out = (Response){ .status = OK, .type = e->type, .body = str_dup(a, e->body), .etag = str_dup(a, e->etag), .file_name = str_dup(a, e->file_name), .cache = e->cache };
    let_go(e);
    return true;
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

static Kept *copy_of(Str key, int64_t age, const Response *r)
{
    size_t bytes = sizeof(Kept) + key.n + r->body.n + r->etag.n + r->file_name.n + 4;
    Kept *e = malloc(bytes);
    if (!e)
        bug("out of memory (kept answers)");
    char *at = (char *)(e + 1);
    *e = (Kept){ .hash = hash64(key), .age = age, .bytes = bytes, .type = r->type, .cache = r->cache };
    atomic_init(&e->users, 1);
    e->key = lay(&at, key);
    e->body = lay(&at, r->body);
    e->etag = lay(&at, r->etag);
    e->file_name = lay(&at, r->file_name);
    return e;
}

void keep_put(Keep *k, Str key, int64_t age, const Response *r)
{
    if (r->status != OK || r->body.n > k->most / KEEP_SHARE)
        return;
    Kept *e = copy_of(key, age, r);
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
}

void keep_state(Keep *k, KeepState *out)
{
    (void)pthread_mutex_lock(&k->lock);
    *out = k->state;
    (void)pthread_mutex_unlock(&k->lock);
}
