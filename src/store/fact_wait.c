#include "store/fact_wait.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/map.h"
#include "model/limits.h"

enum { RECENT = 64, MANY = 4096 };   /* who has had so many rows will have more */

/* The last text of a column with this hash's low bits. */
struct FactRecent {
    struct {
        uint64_t hash;
        Str      s;
    } of[RECENT];
};

Table *fact_wait_open(FactWait *w, const ColSpec *spec, size_t n)
{
    if (w->open && w->rows.n == MANY)
        table_reserve(&w->rows, LIMIT_WAITING_ROWS);
    if (!w->open) {
        arena_init(&w->text);
        table_init(&w->rows, &w->text, spec, n);
        w->recent = NULL;
        w->bytes = 0;
        w->open = true;
    }
    return &w->rows;
}

/* Few rows have little to repeat. */
static bool may_repeat(FactWait *w)
{
    if (!w->recent && w->rows.n >= RECENT)
        w->recent = ARENA_NEW_N(&w->text, FactRecent, w->rows.n_col);
    return w->recent;
}

void fact_wait_text(FactWait *w, size_t col, Str s, uint64_t hash)
{
    if (!may_repeat(w)) {
        w->bytes += s.n;
        table_put_text(&w->rows, col, str_dup(&w->text, s));
        return;
    }
    FactRecent *r = &w->recent[col];
    size_t at = hash % RECENT;
    if (r->of[at].hash != hash || !r->of[at].s.p || !str_eq(r->of[at].s, s)) {
        w->bytes += s.n;
        r->of[at].hash = hash;
        r->of[at].s = str_dup(&w->text, s);
    }
    table_put_text(&w->rows, col, r->of[at].s);
}

bool fact_wait_full(const FactWait *w)
{
    return w->open && (w->rows.n >= LIMIT_WAITING_ROWS || w->bytes >= LIMIT_WAITING_TEXT);
}

void fact_wait_drop(FactWait *w)
{
    if (w->open)
        arena_release(&w->text);
    *w = (FactWait){ 0 };
}

typedef struct Batch {
    const char *table;
    FactWait    rows;
} Batch;

struct FactWriter {
    Store          *s;
    pthread_t       thread;
    pthread_mutex_t lock;           /* of all below */
    pthread_cond_t  changed;
    Batch           batch[LIMIT_WAITING_BATCHES];
    size_t          first, n;       /* the oldest is being written */
    bool            started, stop;
    Status          failed;
    Err             why;
};

FactWriter *fact_writer_create(Store *s)
{
    FactWriter *q = calloc(1, sizeof *q);
    if (!q)
        bug("out of memory (%zu bytes)", sizeof *q);
    q->s = s;
    (void)pthread_mutex_init(&q->lock, NULL);
    (void)pthread_cond_init(&q->changed, NULL);
    return q;
}

static void *work(void *p)
{
    FactWriter *q = p;
    (void)pthread_mutex_lock(&q->lock);
    for (;;) {
        while (!q->n && !q->stop)
            (void)pthread_cond_wait(&q->changed, &q->lock);
        if (!q->n)
            break;
        Batch *b = &q->batch[q->first];
        Status st = q->failed;
        (void)pthread_mutex_unlock(&q->lock);
        Err why;
        bool tried = !st;
        if (tried)
            st = store_append(q->s, b->table, &b->rows.rows, &why);
        fact_wait_drop(&b->rows);
        (void)pthread_mutex_lock(&q->lock);
        if (tried && st) {
            q->failed = st;
            q->why = why;
        }
        q->first = (q->first + 1) % LIMIT_WAITING_BATCHES;
        q->n--;
        (void)pthread_cond_broadcast(&q->changed);
    }
    (void)pthread_mutex_unlock(&q->lock);
    return NULL;
}

static Status failure(FactWriter *q, Err *err)
{
    if (q->failed)
        *err = q->why;
    return q->failed;
}

/* Without a thread the caller writes. */
static Status write_here(FactWriter *q, const char *table, FactWait *w, Err *err)
{
    Status st = store_append(q->s, table, &w->rows, err);
    fact_wait_drop(w);
    return st;
}

Status fact_writer_put(FactWriter *q, const char *table, FactWait *w, Err *err)
{
    if (!q->started && pthread_create(&q->thread, NULL, work, q) != 0)
        return write_here(q, table, w, err);
    q->started = true;
    (void)pthread_mutex_lock(&q->lock);
    while (q->n == LIMIT_WAITING_BATCHES)
        (void)pthread_cond_wait(&q->changed, &q->lock);
    Status st = failure(q, err);
    if (st) {
        fact_wait_drop(w);
    } else {
        q->batch[(q->first + q->n++) % LIMIT_WAITING_BATCHES] = (Batch){ table, *w };
        *w = (FactWait){ 0 };
        (void)pthread_cond_broadcast(&q->changed);
    }
    (void)pthread_mutex_unlock(&q->lock);
    return st;
}

static void wait_empty(FactWriter *q)
{
    while (q->n)
        (void)pthread_cond_wait(&q->changed, &q->lock);
}

Status fact_writer_settle(FactWriter *q, Err *err)
{
    (void)pthread_mutex_lock(&q->lock);
    wait_empty(q);
    Status st = failure(q, err);
    (void)pthread_mutex_unlock(&q->lock);
    return st;
}

void fact_writer_drop(FactWriter *q)
{
    (void)pthread_mutex_lock(&q->lock);
    if (q->n && !q->failed)
        q->failed = ST_BUSY;        /* what waits is not worth writing */
    wait_empty(q);
    q->failed = ST_OK;
    (void)pthread_mutex_unlock(&q->lock);
}

void fact_writer_destroy(FactWriter *q)
{
    if (!q)
        return;
    (void)pthread_mutex_lock(&q->lock);
    q->stop = true;
    (void)pthread_cond_broadcast(&q->changed);
    (void)pthread_mutex_unlock(&q->lock);
    if (q->started)
        (void)pthread_join(q->thread, NULL);
    (void)pthread_cond_destroy(&q->changed);
    (void)pthread_mutex_destroy(&q->lock);
    free(q);
}
