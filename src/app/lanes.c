#include "app/lanes.h"

#include <pthread.h>

#include "base/log.h"

enum { LANES = 2 };

typedef struct Lanes {
    const App      *app;
    pthread_mutex_t m;
    pthread_cond_t  moved;
    uint64_t        begun, done;   /* a bit a stage */
    size_t          failed;        /* the first stage that did; stage_n: none */
    Status          st;
    Err            *err;
} Lanes;

typedef struct Lane {
    Lanes *all;
    Store *s;
} Lane;

static uint64_t bit(size_t k) { return UINT64_C(1) << k; }

static bool may_begin(const Lanes *l, size_t k)
{
    if (l->begun & bit(k))
        return false;
    for (size_t j = 0; j < k; j++)
        if (!(l->done & bit(j)) && stage_waits(k, j))
            return false;
    return true;
}

/* On a terminal: what is being done now, on a line that is written over. */
static void tell(const Lanes *l)
{
    const char *before = "\r\033[K";
    for (size_t k = 0; k < stage_n; k++)
        if (l->begun & ~l->done & bit(k)) {
            app_progress(l->app, "%s%s", before, stage_table[k].doing);
            before = ", ";
        }
    if (l->begun & ~l->done)
        app_progress(l->app, " ...");
}

/* The next stage, begun; stage_n: there is none.  Waits while there may be one. */
static size_t next(Lanes *l)
{
    for (;;) {
        if (l->failed < stage_n || l->begun == bit(stage_n) - 1)
            return stage_n;
        for (size_t k = 0; k < stage_n; k++)
            if (may_begin(l, k)) {
                l->begun |= bit(k);
                tell(l);
                return k;
            }
        (void)pthread_cond_wait(&l->moved, &l->m);
    }
}

static void ended(Lanes *l, size_t k, Status st, const Err *err, int64_t ms)
{
    app_progress(l->app, "\r\033[K%s ... %s%.1f s\n", stage_table[k].doing, st ? "failed after " : "", (double)ms / 1000);
    log_event(LOG_INFO, "stage.done", "stage=%s ms=%lld", stage_table[k].name, (long long)ms);
    l->done |= bit(k);
    if (st && k < l->failed) {
        l->failed = k;
        l->st = st;
        *l->err = *err;
    }
    tell(l);
    (void)pthread_cond_broadcast(&l->moved);
}

static void *work(void *arg)
{
    Lane *lane = arg;
    Lanes *l = lane->all;
    (void)pthread_mutex_lock(&l->m);
    for (size_t k; (k = next(l)) < stage_n;) {
        Err err = { .code = ST_OK };
        (void)pthread_mutex_unlock(&l->m);
        int64_t from = clock_ms();
        Status st = stage_table[k].run(lane->s, &err);
        (void)pthread_mutex_lock(&l->m);
        ended(l, k, st, &err, clock_ms() - from);
    }
    (void)pthread_mutex_unlock(&l->m);
    return NULL;
}

Status lanes_run(const App *app, Store *s, Err *err)
{
    Lanes l = { .app = app, .m = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER, .failed = stage_n, .err = err };
    Lane lane[LANES] = { { &l, s }, { &l, NULL } };
    pthread_t thread;
    Err no_second;
    pipeline_check();
    bool second = !store_open_again(s, false, &lane[1].s, &no_second) && !pthread_create(&thread, NULL, work, &lane[1]);
    work(&lane[0]);
    if (second)
        pthread_join(thread, NULL);
    store_close(lane[1].s);
    (void)pthread_cond_destroy(&l.moved);
    (void)pthread_mutex_destroy(&l.m);
    return l.st;
}
