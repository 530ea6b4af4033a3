#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

typedef struct Pool {
    atomic_size_t next;
    size_t        pieces;
    PieceFn      *work;
    void         *ctx;
} Pool;

typedef struct Worker {
    pthread_t thread;
    Pool     *pool;
    unsigned  number;
} Worker;

unsigned workers_wanted(unsigned threads)
{
    return threads < 1 ? 1 : threads > WORKERS ? WORKERS : threads;
}

static void *run(void *arg)
{
    Worker *w = arg;
    for (;;) {
        size_t piece = atomic_fetch_add(&w->pool->next, 1);
        if (piece >= w->pool->pieces)
            return NULL;
        w->pool->work(w->pool->ctx, w->number, piece);
    }
}

void parallel(size_t pieces, unsigned workers, PieceFn *work, void *ctx)
{
    Pool pool = { .pieces = pieces, .work = work, .ctx = ctx };
    Worker w[WORKERS];
    unsigned started = 1;
    for (unsigned k = 0; k < workers; k++)
        w[k] = (Worker){ .pool = &pool, .number = k };
    while (started < workers && started < pieces && !pthread_create(&w[started].thread, NULL, run, &w[started]))
        started++;
    run(&w[0]);
    for (unsigned k = 1; k < started; k++)
        pthread_join(w[k].thread, NULL);
}

unsigned workers_here(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return workers_wanted(n > 0 ? (unsigned)n : 1);
}

typedef struct Trying {
    TryPieceFn     *work;
    void           *ctx;
    Arena          *arena;  /* one a worker */
    pthread_mutex_t m;
    size_t          failed; /* the first piece that did; SIZE_MAX: none */
    Status          st;
    Err            *err;
} Trying;

static void try_piece(void *ctx, unsigned worker, size_t piece)
{
    Trying *t = ctx;
    Err err = { .code = ST_OK };
    Status st = t->work(t->ctx, &t->arena[worker], piece, &err);
    if (!st)
        return;
    (void)pthread_mutex_lock(&t->m);
    if (piece < t->failed) {
        t->failed = piece;
        t->st = st;
        *t->err = err;
    }
    (void)pthread_mutex_unlock(&t->m);
}

static void release(void *arena) { arena_release(arena); }

Status parallel_try(size_t pieces, Arena *keep, TryPieceFn *work, void *ctx, Err *err)
{
    unsigned workers = workers_here();
    Trying t = { .work = work, .ctx = ctx, .arena = ARENA_NEW_N(keep, Arena, workers), .m = PTHREAD_MUTEX_INITIALIZER, .failed = SIZE_MAX, .err = err };
    for (unsigned k = 0; k < workers; k++) {
        arena_init(&t.arena[k]);
        arena_defer(keep, release, &t.arena[k]);
    }
    parallel(pieces, workers, try_piece, &t);
    (void)pthread_mutex_destroy(&t.m);
    return t.st;
}
