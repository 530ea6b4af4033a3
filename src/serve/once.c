#include "serve/once.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/map.h"
#include "model/limits.h"

typedef struct Entry {
    uint64_t    key, request;      /* key 0: free */
    int64_t     at;
    bool        running;
    int         status;
    const char *type;              /* static */
    char       *body;
    size_t      n;
} Entry;

struct Once {
    pthread_mutex_t lock;
    Entry           at[LIMIT_IDEMPOTENCY];
};

Once *once_open(void)
{
    Once *o = calloc(1, sizeof *o);
    if (!o)
        bug("out of memory (once)");
    (void)pthread_mutex_init(&o->lock, NULL);
    return o;
}

static void drop(Entry *e)
{
    free(e->body);
    *e = (Entry){ .key = 0 };
}

void once_close(Once *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < LIMIT_IDEMPOTENCY; i++)
        drop(&o->at[i]);
    (void)pthread_mutex_destroy(&o->lock);
    free(o);
}

static uint64_t key_of(Str who, Str key) { return hash64_mix(hash64(who), hash64(key)) | 1; }

static Entry *find(Once *o, uint64_t key)
{
    for (size_t i = 0; i < LIMIT_IDEMPOTENCY; i++)
        if (o->at[i].key == key)
            return &o->at[i];
    return NULL;
}

/* A free place, else the oldest that is not under way. */
static Entry *place(Once *o, int64_t now)
{
    Entry *best = NULL;
    for (size_t i = 0; i < LIMIT_IDEMPOTENCY; i++) {
        Entry *e = &o->at[i];
        if (e->key && !e->running && now - e->at > ONCE_MS)
            drop(e);
        if (!e->key)
            return e;
        if (!e->running && (!best || e->at < best->at))
            best = e;
    }
    if (best)
        drop(best);
    return best;
}

OnceState once_begin(Once *o, Str who, Str key, uint64_t request, int64_t now, Arena *a, Response *out)
{
    OnceState state = ONCE_NEW;
    uint64_t k = key_of(who, key);
    (void)pthread_mutex_lock(&o->lock);
    Entry *e = find(o, k);
    if (e && !e->running && now - e->at > ONCE_MS) {
        drop(e);
        e = NULL;
    }
    if (!e) {
        e = place(o, now);
        if (e)
            *e = (Entry){ .key = k, .request = request, .at = now, .running = true };
    } else if (e->request != request) {
        state = ONCE_OTHER;
    } else if (e->running) {
        state = ONCE_RUNNING;
    } else {
        state = ONCE_KNOWN;
        *out = (Response){ .status = e->status, .type = e->type, .body = str_dup(a, (Str){ e->body ? e->body : "", e->n }), .etag = STR(""), .file_name = STR(""),
                           .cache = CACHE_NEVER, .replayed = true };
    }
    (void)pthread_mutex_unlock(&o->lock);
    return state;
}

void once_done(Once *o, Str who, Str key, const Response *r)
{
    enum { TOO_MANY = 429, SERVER = 500 };
    (void)pthread_mutex_lock(&o->lock);
    Entry *e = find(o, key_of(who, key));
    if (e && (r->status == TOO_MANY || r->status >= SERVER || r->body.n > ONCE_BODY_MAX)) {
        drop(e);
    } else if (e) {
        e->running = false;
        e->status = r->status;
        e->type = r->type;
        e->n = r->body.n;
        e->body = malloc(r->body.n + 1);
        if (!e->body)
            bug("out of memory (once)");
        memcpy(e->body, r->body.p, r->body.n);
    }
    (void)pthread_mutex_unlock(&o->lock);
}
