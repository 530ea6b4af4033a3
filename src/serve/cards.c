#include "serve/cards.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "model/limits.h"
#include "serve/site.h"

enum { CANCEL_EVERY_MS = 20, NS_PER_MS = 1000000, NS_PER_SECOND = 1000000000, ALONE = 2 };

struct Cards {
    Store          *s;
    Writer         *writer;
    Keep           *keep;
    const Route    *row;
    pthread_mutex_t m;
    pthread_cond_t  wake;
    pthread_t       thread;
    bool            has_thread, asked;
    atomic_bool     ending, ended;
    int64_t         settled_ms;
    int64_t         age, missed;          /* of the book, and how many cards were not there since */
    int64_t        *id;                   /* all accounts at that age, ascending; NULL: not read yet */
    size_t          n;
    CardsState      state;
};

static const Route *row_ahead(void)
{
    for (size_t i = 0; i < routes_n; i++)
        if (routes[i].ahead)
            return &routes[i];
    bug("no answer is made ahead");
}

static Str key_of(const Cards *c, int64_t id, Arena *a)
{
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.id = id;
    return site_question(c->row, ROWS_JSON, 0, &q, a);
}

typedef struct Making {
    Cards    *c;
    int64_t   age, wanted;
    Arena    *a;                          /* of the answer to who waits; NULL: nobody does */
    Response *out;
    bool      found;
    size_t    bytes;
    int64_t   n;
} Making;

static Status take(void *ctx, int64_t id, Str json, Err *err)
{
    Making *k = ctx;
    Arena a;
    Response r;
    if (atomic_load(&k->c->ending))
        return ERR(err, ST_BUSY, "the server ends");
    arena_init(&a);
    site_success(k->c->row, &r);
    r.body = json;
    site_tag(k->c->row, &a, &r);
    k->bytes += keep_put(k->c->keep, key_of(k->c, id, &a), k->age, &r);
    k->n++;
    if (k->a && id == k->wanted) {
        *k->out = r;
        k->out->body = str_dup(k->a, json);
        k->out->etag = str_dup(k->a, r.etag);
        k->found = true;
    }
    arena_release(&a);
    return ST_OK;
}

/* Those of the accounts `from` to `to`, in one view of the book. */
static Status make_some(Making *k, Store *s, int64_t from, int64_t to, Err *err)
{
    Status st = store_begin(s, err);
    if (!st)
        st = k->c->row->ahead(s, from, to, take, k, err);
    store_rollback(s);
    return st;
}

/* Under the lock: what is known of the book at another age is forgotten. */
static void look_at(Cards *c, int64_t age)
{
    if (c->age == age)
        return;
    c->age = age;
    c->missed = 0;
    free(c->id);
    c->id = NULL;
    c->n = 0;
}

static Status ids_load(Cards *c, Store *s, int64_t age, Err *err)
{
    Arena a;
    Table t;
    arena_init(&a);
    Status st = store_fetch(s, SQL_REPORT_ACCOUNT_IDS, STORE_NO_ARGS, &a, &t, err);
    (void)pthread_mutex_lock(&c->m);
    if (!st && c->age == age && !c->id && t.n) {
        c->id = malloc(t.n * sizeof *c->id);
        if (!c->id)
            bug("out of memory (cards)");
        memcpy(c->id, col_int(&t, "account_id"), t.n * sizeof *c->id);
        c->n = t.n;
    }
    (void)pthread_mutex_unlock(&c->m);
    arena_release(&a);
    return st;
}

/* Under the lock: the accounts that are made along with `id`, as many as `n` and itself among them; itself alone where they are not known. */
static void along(const Cards *c, int64_t id, size_t n, int64_t *from, int64_t *to)
{
    size_t lo = rows_from(c->id, c->n, id);
    *from = *to = id;
    if (lo == c->n || c->id[lo] != id)
        return;
    size_t first = lo - lo % n, last = first + n < c->n ? first + n : c->n;
    *from = c->id[first];
    *to = c->id[last - 1];
}

static size_t how_many(int64_t missed)
{
    size_t n = 1;
    for (int64_t i = ALONE; i < missed && n < CARDS_ALONG; i++)
        n *= 2;
    return n;
}

Status cards_make(Cards *c, Store *s, int64_t id, int64_t age, Arena *a, Response *out, bool *made, Err *err)
{
    Making k = { .c = c, .age = age, .wanted = id, .a = a, .out = out };
    int64_t from, to;
    (void)pthread_mutex_lock(&c->m);
    if (age > c->age)
        look_at(c, age);
    bool known = c->age == age;
    size_t n = how_many(known ? ++c->missed : 0);
    bool reads = known && n > 1 && !c->id;
    if (!c->asked)
        (void)pthread_cond_signal(&c->wake);
    c->asked = true;
    (void)pthread_mutex_unlock(&c->m);
    Status st = reads ? ids_load(c, s, age, err) : ST_OK;
    (void)pthread_mutex_lock(&c->m);
    along(c, id, n, &from, &to);
    (void)pthread_mutex_unlock(&c->m);
    if (!st)
        st = make_some(&k, s, from, to, err);
    (void)pthread_mutex_lock(&c->m);
    c->state.along += k.n;
    (void)pthread_mutex_unlock(&c->m);
    *made = !st && k.found;
    return st;
}

/* Of the accounts id[0 .. n-1] those from the first that has no card to the last. */
static bool lacking(const Making *k, const int64_t *id, size_t n, int64_t *from, int64_t *to)
{
    Arena a;
    bool any = false;
    arena_init(&a);
    for (size_t i = 0; i < n; i++) {
        if (keep_has(k->c->keep, key_of(k->c, id[i], &a), k->age))
            continue;
        *from = any ? *from : id[i];
        *to = id[i];
        any = true;
    }
    arena_release(&a);
    return any;
}

/* All cards of the book as it is at `age`; false: it has changed, or the server ends. */
static bool make_all(Cards *c, int64_t age)
{
    Arena a;
    Table t;
    Err err = { .code = ST_OK };
    Making k = { .c = c, .age = age };
    arena_init(&a);
    int64_t began = clock_ms(), from, to;
    Status st = store_fetch(c->s, SQL_REPORT_ACCOUNT_IDS, STORE_NO_ARGS, &a, &t, &err);
    const int64_t *id = st ? NULL : col_int(&t, "account_id");
    bool same = true;
    /* The rest of the room is for those that are asked for. */
    for (size_t i = 0; !st && same && i < t.n && k.bytes < LIMIT_CARDS / KEEP_SHARE * (KEEP_SHARE - 1); i += LIMIT_CARDS_AT_ONCE) {
        size_t n = t.n - i < LIMIT_CARDS_AT_ONCE ? t.n - i : LIMIT_CARDS_AT_ONCE;
        same = !atomic_load(&c->ending) && writer_version(c->writer) == age;
        if (same && lacking(&k, id + i, n, &from, &to))
            st = make_some(&k, c->s, from, to, &err);
    }
    arena_release(&a);
    same = same && !atomic_load(&c->ending);
    if (st && same)
        log_event(LOG_WARN, "cards.failed", "status=%s", status_text(st));
    else
        log_event(LOG_DEBUG, "cards.made", "cards=%lld bytes=%zu ms=%lld whole=%d", (long long)k.n, k.bytes, (long long)(clock_ms() - began), same);
    (void)pthread_mutex_lock(&c->m);
    c->state.ahead += k.n;
    c->state.rounds += same && !st;
    (void)pthread_mutex_unlock(&c->m);
    return same;
}

/* Until a first card is asked for, or for a while; under the lock. */
static void pause_for(Cards *c, bool for_ever)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += (int64_t)CARDS_LOOK_MS * NS_PER_MS;
    until.tv_sec += until.tv_nsec / NS_PER_SECOND;
    until.tv_nsec %= NS_PER_SECOND;
    if (for_ever)
        (void)pthread_cond_wait(&c->wake, &c->m);
    else
        (void)pthread_cond_timedwait(&c->wake, &c->m, &until);
}

static void *run(void *arg)
{
    Cards *c = arg;
    int64_t seen = -1, made = -1, since = 0;
    (void)pthread_mutex_lock(&c->m);
    while (!atomic_load(&c->ending)) {
        int64_t age = writer_version(c->writer), now = clock_ms();
        since = age == seen ? since : now;
        seen = age;
        if (!c->asked || age == made || now - since < c->settled_ms) {
            pause_for(c, !c->asked);
            continue;
        }
        (void)pthread_mutex_unlock(&c->m);
        made = make_all(c, age) ? age : made;
        (void)pthread_mutex_lock(&c->m);
    }
    (void)pthread_mutex_unlock(&c->m);
    atomic_store(&c->ended, true);
    return NULL;
}

Status cards_open(Store *s, Writer *w, Keep *keep, int64_t settled_ms, Cards **out, Err *err)
{
    Cards *c = calloc(1, sizeof *c);
    if (!c)
        bug("out of memory (cards)");
    c->writer = w;
    c->keep = keep;
    c->row = row_ahead();
    c->settled_ms = settled_ms ? settled_ms : CARDS_SETTLED_MS;
    c->age = -1;
    (void)pthread_mutex_init(&c->m, NULL);
    (void)pthread_cond_init(&c->wake, NULL);
    Status st = store_open_again(s, true, &c->s, err);
    if (!st) {
        c->has_thread = pthread_create(&c->thread, NULL, run, c) == 0;
        st = c->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for the cards of accounts");
    }
    if (st) {
        cards_close(c);
        return st;
    }
    *out = c;
    return ST_OK;
}

void cards_close(Cards *c)
{
    if (!c)
        return;
    (void)pthread_mutex_lock(&c->m);
    atomic_store(&c->ending, true);
    (void)pthread_cond_broadcast(&c->wake);
    (void)pthread_mutex_unlock(&c->m);
    /* Between two statements there is nothing to cancel: it is asked until the thread has heard. */
    while (c->has_thread && !atomic_load(&c->ended)) {
        db_cancel(store_db(c->s));
        (void)nanosleep(&(struct timespec){ .tv_nsec = CANCEL_EVERY_MS * (int64_t)NS_PER_MS }, NULL);
    }
    if (c->has_thread)
        (void)pthread_join(c->thread, NULL);
    store_close(c->s);
    free(c->id);
    (void)pthread_cond_destroy(&c->wake);
    (void)pthread_mutex_destroy(&c->m);
    free(c);
}

void cards_state(Cards *c, CardsState *out)
{
    (void)pthread_mutex_lock(&c->m);
    *out = c->state;
    (void)pthread_mutex_unlock(&c->m);
}
