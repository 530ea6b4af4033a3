#include "serve/trail.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/log.h"
#include "model/limits.h"

typedef struct Batch {
    Arena a;
    Table t;
} Batch;

struct Trail {
    Store          *s;
    pthread_mutex_t lock;
    pthread_cond_t  work, done;
    pthread_t       thread;
    bool            has_thread, ending, hurry;
    Status          failing;                      /* why the last try failed; ST_OK: it did not */
    Batch           batch[2];
    int             filling;                      /* which of both takes rows */
    int64_t         next, written;                /* numbers of the next row, and of the last on disk */
};

static const ColSpec columns[] = { { "trail_id", COL_INT }, { "at", COL_TIME }, { "who", COL_TEXT }, { "how", COL_TEXT }, { "address", COL_TEXT },
                                   { "route", COL_TEXT },   { "what", COL_TEXT }, { "status", COL_INT } };

static void batch_init(Batch *b)
{
    arena_init(&b->a);
    table_init(&b->t, &b->a, columns, COUNT_OF(columns));
}

static Status write_rows(Store *s, Arena *a, void *rows, Err *err)
{
    (void)a;
    return store_append(s, "login_trail", rows, err);
}

/* Writes a full batch again and again until it is on disk or the server ends: rows are not thrown away. */
static void write_batch(Trail *t, Batch *b)
{
    for (bool first = true;; first = false) {
        Err err = { .code = ST_OK };
        Status st = store_atomic(t->s, "log", write_rows, &b->t, &err);
        if (st && first)
            log_event(LOG_ERROR, "serve.trail_failed", "rows=%zu status=%s", b->t.n, status_text(st));
        (void)pthread_mutex_lock(&t->lock);
        t->failing = st;
        if (!st)
            t->written = col_int(&b->t, "trail_id")[b->t.n - 1];
        (void)pthread_cond_broadcast(&t->done);
        bool give_up = st && t->ending;
        (void)pthread_mutex_unlock(&t->lock);
        if (!st || give_up)
            return;
        (void)nanosleep(&(struct timespec){ .tv_nsec = TRAIL_MS * 1000000L }, NULL);
    }
}

static void *work(void *arg)
{
    Trail *t = arg;
    (void)pthread_mutex_lock(&t->lock);
    for (;;) {
        Batch *b = &t->batch[t->filling];
        if (!b->t.n && t->ending)
            break;
        if (!b->t.n || (!t->hurry && !t->ending)) {
            struct timespec until;
            (void)clock_gettime(CLOCK_REALTIME, &until);
            until.tv_nsec += TRAIL_MS * 1000000L;
            until.tv_sec += until.tv_nsec / 1000000000L;
            until.tv_nsec %= 1000000000L;
            if (!b->t.n) {
                (void)pthread_cond_wait(&t->work, &t->lock);
                continue;
            }
            while (!t->hurry && !t->ending && pthread_cond_timedwait(&t->work, &t->lock, &until) == 0)
                ;
        }
        t->hurry = false;
        t->filling = !t->filling;
        (void)pthread_mutex_unlock(&t->lock);
        write_batch(t, b);
        arena_release(&b->a);
        batch_init(b);
        (void)pthread_mutex_lock(&t->lock);
    }
    (void)pthread_mutex_unlock(&t->lock);
    return NULL;
}

Status trail_open(Store *s, Trail **out, Err *err)
{
    Trail *t = calloc(1, sizeof *t);
    if (!t)
        bug("out of memory (trail)");
    (void)pthread_mutex_init(&t->lock, NULL);
    (void)pthread_cond_init(&t->work, NULL);
    (void)pthread_cond_init(&t->done, NULL);
    batch_init(&t->batch[0]);
    batch_init(&t->batch[1]);
    Status st = store_open_again(s, false, &t->s, err);
    if (!st)
        st = store_int(t->s, SQL_TRAIL_MAX, STORE_NO_ARGS, 0, &t->written, err);
    t->next = t->written + 1;
    if (!st) {
        t->has_thread = pthread_create(&t->thread, NULL, work, t) == 0;
        st = t->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for the log");
    }
    if (st) {
        trail_close(t);
        return st;
    }
    *out = t;
    return ST_OK;
}

void trail_close(Trail *t)
{
    if (!t)
        return;
    (void)pthread_mutex_lock(&t->lock);
    t->ending = true;
    (void)pthread_cond_broadcast(&t->work);
    (void)pthread_mutex_unlock(&t->lock);
    if (t->has_thread)
        (void)pthread_join(t->thread, NULL);
    store_close(t->s);
    arena_release(&t->batch[0].a);
    arena_release(&t->batch[1].a);
    (void)pthread_cond_destroy(&t->work);
    (void)pthread_cond_destroy(&t->done);
    (void)pthread_mutex_destroy(&t->lock);
    free(t);
}

static void put_row(Trail *t, const TrailRow *r)
{
    Table *to = &t->batch[t->filling].t;
    const Str text[] = { r->who, r->how, r->address, r->route, str_sub(r->what, 0, LIMIT_TRAIL_WHAT) };
    table_put_int(to, 0, t->next++);
    table_put_int(to, 1, wall_micros());
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        Str s = text[i];
        while (s.n && !str_is_utf8(s))               /* cut inside a character */
            s.n--;
        table_put_text(to, 2 + i, str_dup(to->a, s));
    }
    table_put_int(to, 7, r->status);
    table_row(to);
}

static Status refuse(const Trail *t, const char *what, Err *err)
{
    return ERR(err, t->failing == ST_FULL ? ST_FULL : ST_IO, "the log of %s cannot be written", what);
}

Status trail_may(Trail *t, Err *err)
{
    (void)pthread_mutex_lock(&t->lock);
    Status st = t->failing ? refuse(t, "who changed what", err) : ST_OK;
    (void)pthread_mutex_unlock(&t->lock);
    return st;
}

Status trail_put(Trail *t, const TrailRow *row, bool wait, Err *err)
{
    Status st = ST_OK;
    (void)pthread_mutex_lock(&t->lock);
    /* Full: the reader waits for the writer, not the other way round. */
    while (!t->failing && t->batch[t->filling].t.n >= LIMIT_TRAIL_ROWS)
        (void)pthread_cond_wait(&t->done, &t->lock);
    if (t->failing) {
        st = refuse(t, "who read what", err);
    } else {
        int64_t mine = t->next;
        bool first = !t->batch[t->filling].t.n;
        put_row(t, row);
        t->hurry = t->hurry || wait || t->batch[t->filling].t.n >= LIMIT_TRAIL_ROWS / 8;
        if (first || t->hurry)
            (void)pthread_cond_signal(&t->work);
        while (wait && !t->failing && t->written < mine)
            (void)pthread_cond_wait(&t->done, &t->lock);
        if (wait && t->written < mine)
            st = refuse(t, "who changed what", err);
    }
    (void)pthread_mutex_unlock(&t->lock);
    return st;
}
