#include "reclink/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

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
