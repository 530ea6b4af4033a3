#include "serve/once.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/log.h"
#include "base/map.h"
#include "model/limits.h"

typedef struct Entry {
    uint64_t key, request;         /* key 0: free */
    int64_t  at;                   /* UTC microseconds */
    bool     running;
    int      status;               /* 0: begun by a server that ended */
    char    *body;
    size_t   n;
} Entry;

struct Once {
    Store          *s;
    pthread_mutex_t lock;          /* of the session, too */
    Entry           at[LIMIT_IDEMPOTENCY];
};

static const char json_type[] = "application/json; charset=utf-8", problem_type[] = "application/problem+json";

static void drop(Entry *e)
{
    free(e->body);
    *e = (Entry){ .key = 0 };
}

static void keep_body(Entry *e, Str body)
{
    e->n = body.n;
    e->body = malloc(body.n + 1);
    if (!e->body)
        bug("out of memory (once)");
    if (body.n)
        memcpy(e->body, body.p, body.n);
}

/* The newest LIMIT_IDEMPOTENCY of the last day. */
static Status load(Once *o, Arena *a, Err *err)
{
    Table t;
    Status st = store_fetch(o->s, SQL_ONCE_LIST, STORE_ARGS(DB_TEXT(micros_stamp(a, wall_micros() - ONCE_DAY))), a, &t, err);
    size_t from = !st && t.n > LIMIT_IDEMPOTENCY ? t.n - LIMIT_IDEMPOTENCY : 0;
    for (size_t r = from; !st && r < t.n; r++) {
        const TableColumn *status = table_col(&t, "status");
        Entry *e = &o->at[r - from];
        *e = (Entry){ .key = (uint64_t)col_int(&t, "key")[r], .request = (uint64_t)col_int(&t, "request")[r], .at = col_int(&t, "began_at")[r],
                      .status = col_has(status, r) ? (int)status->i[r] : 0 };
        keep_body(e, col_text(&t, "body")[r]);
    }
    return st;
}

Status once_open(Store *s, Once **out, Err *err)
{
    Once *o = calloc(1, sizeof *o);
    Arena a;
    if (!o)
        bug("out of memory (once)");
    arena_init(&a);
    (void)pthread_mutex_init(&o->lock, NULL);
    Status st = store_open_again(s, false, &o->s, err);
    if (!st)
        st = load(o, &a, err);
    arena_release(&a);
    if (st)
        once_close(o);
    else
        *out = o;
    return st;
}

void once_close(Once *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < LIMIT_IDEMPOTENCY; i++)
        drop(&o->at[i]);
    store_close(o->s);
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

/* A free place, else the oldest that is not under way; NULL: all are. */
static Entry *place(Once *o, int64_t now)
{
    Entry *best = NULL;
    for (size_t i = 0; i < LIMIT_IDEMPOTENCY; i++) {
        Entry *e = &o->at[i];
        if (e->key && !e->running && now - e->at > ONCE_DAY)
            drop(e);
        if (!e->key)
            return e;
        if (!e->running && (!best || e->at < best->at))
            best = e;
    }
    return best;
}

typedef struct Begun {
    uint64_t     key, request;
    int64_t      now;
    const Entry *gone;             /* who gives way */
} Begun;

static Status write_begun(Store *s, Arena *a, void *ctx, Err *err)
{
    const Begun *b = ctx;
    Status st = store_run(s, SQL_ONCE_OLD, STORE_ARGS(DB_TEXT(micros_stamp(a, b->now - ONCE_DAY))), err);
    if (!st && b->gone->key)
        st = store_run(s, SQL_ONCE_DROP, STORE_ARGS(DB_INT((int64_t)b->gone->key)), err);
    return st ? st : store_run(s, SQL_ONCE_BEGIN, STORE_ARGS(DB_INT((int64_t)b->key), DB_INT((int64_t)b->request), DB_TEXT(micros_stamp(a, b->now))), err);
}

/* On disk before anything is done. */
static Status begin(Once *o, uint64_t key, uint64_t request, int64_t now, Err *err)
{
    Entry *e = place(o, now);
    if (!e)
        return ERR(err, ST_BUSY, "too many requests with an Idempotency-Key are under way");
    Status st = store_atomic(o->s, "idempotency key", write_begun, &(Begun){ key, request, now, e }, err);
    if (st)
        return st;
    drop(e);
    *e = (Entry){ .key = key, .request = request, .at = now, .running = true };
    return ST_OK;
}

Status once_begin(Once *o, Str who, Str key, uint64_t request, Arena *a, OnceState *state, Response *out, Err *err)
{
    uint64_t k = key_of(who, key);
    int64_t now = wall_micros();
    Status st = ST_OK;
    *state = ONCE_NEW;
    (void)pthread_mutex_lock(&o->lock);
    Entry *e = find(o, k);
    if (e && !e->running && now - e->at > ONCE_DAY) {
        drop(e);
        e = NULL;
    }
    if (!e) {
        st = begin(o, k, request, now, err);
    } else if (e->request != request) {
        *state = ONCE_OTHER;
    } else if (e->running) {
        *state = ONCE_RUNNING;
    } else if (!e->status) {
        *state = ONCE_LOST;
    } else {
        *state = ONCE_KNOWN;
        *out = (Response){ .status = e->status, .type = e->status < 300 ? json_type : problem_type, .body = str_dup(a, (Str){ e->body, e->n }), .etag = STR(""), .file_name = STR(""),
                           .cache = CACHE_NEVER, .replayed = true };
    }
    (void)pthread_mutex_unlock(&o->lock);
    return st;
}

/* The book may be full by now: then the row says that it was begun, which is true. */
static void write_done(Once *o, uint64_t key, const Response *kept)
{
    Err err;
    const DbArg drop_it[] = { DB_INT((int64_t)key) };
    Status st = !kept ? store_run(o->s, SQL_ONCE_DROP, drop_it, 1, &err)
                      : store_run(o->s, SQL_ONCE_DONE, STORE_ARGS(DB_INT((int64_t)key), DB_INT(kept->status), DB_TEXT(kept->body)), &err);
    if (st)
        log_event(LOG_WARN, "serve.once", "status=%s", status_text(st));
}

void once_done(Once *o, Str who, Str key, const Response *r)
{
    enum { TOO_MANY = 429, SERVER = 500 };
    (void)pthread_mutex_lock(&o->lock);
    Entry *e = find(o, key_of(who, key));
    bool keeps = r->status != TOO_MANY && r->status < SERVER && r->body.n <= ONCE_BODY_MAX;
    if (e) {
        write_done(o, e->key, keeps ? r : NULL);
        if (keeps) {
            e->running = false;
            e->status = r->status;
            keep_body(e, r->body);
        } else {
            drop(e);
        }
    }
    (void)pthread_mutex_unlock(&o->lock);
}
