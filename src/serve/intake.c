#include "serve/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "serve/hook_take.h"
#include "serve/intake_in.h"

static void pause_for(Intake *in, int64_t ms)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_mutex_lock(&in->m);
    int rc = 0;
    while (!in->ending && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&in->wake, &in->m, &until);
    (void)pthread_mutex_unlock(&in->m);
}

static bool is_ending(Intake *in)
{
    (void)pthread_mutex_lock(&in->m);
    bool ending = in->ending;
    (void)pthread_mutex_unlock(&in->m);
    return ending;
}

typedef struct Work {
    Intake     *in;
    ServeBatch *batch;
} Work;

static Status in_session(Store *s, void *ctx, Err *err)
{
    Work *k = ctx;
    return k->in->take(s, k->batch, err);
}

/* The page asks again for what it shows, and gets it. */
static void shown(void *ctx)
{
    Intake *in = ctx;
    writer_changed(in->writer);
    (void)pthread_mutex_lock(&in->m);
    in->state.version++;
    (void)pthread_mutex_unlock(&in->m);
}

static void note(Intake *in, const ServeBatch *b, Status st, const Err *err)
{
    (void)pthread_mutex_lock(&in->m);
    IntakeState *s = &in->state;
    (void)snprintf(s->failed, sizeof s->failed, "%s", st ? err->msg : "");
    if (!st) {
        s->batches++;
        s->version++;
        s->rows += b->rows;
        s->kept += b->kept;
        s->unchanged += b->unchanged;
        s->aside += b->aside;
        s->comments += b->comments;
        for (size_t i = 0; i < b->n; i++)
            s->held += b->file[i].unread;
        s->last = b->now;
    }
    (void)pthread_mutex_unlock(&in->m);
}

/* One batch: all segments there are, and what is new in the watched folder.  *busy: the book is being worked on; later. */
static Status batch(Intake *in, Arena *a, bool *busy, Err *err)
{
    Str *segment;
    size_t n;
    ServeBatch b = { .now = wall_micros(), .shown = shown, .ctx = in };
    Status st = spool_cut(in->spool, a, &segment, &n, err);
    int64_t *records = ARENA_NEW_N(a, int64_t, st ? 1 : n + 1);
    for (size_t i = 0; !st && i < n; i++)
        st = intake_unpack(in, segment[i], a, &b, &records[i], err);
    if (!st)
        st = intake_look(in, a, &b, err);
    if (st || (!b.n && !n))
        return st;
    if (b.n)
        st = writer_work(in->writer, in_session, &(Work){ in, &b }, err);
    *busy = st == ST_BUSY;
    if (*busy)
        return ST_OK;
    /* Counted before it no longer waits: who finds nothing waiting finds what became of it. */
    note(in, &b, st, err);
    bool entered = !st;
    for (size_t i = 0; !st && i < n; i++)
        st = spool_drop(in->spool, segment[i], records[i], err);
    if (!st)
        intake_settle(in, &b);
    else if (entered)
        note(in, &b, st, err);
    log_event(st ? LOG_ERROR : LOG_INFO, "intake.batch", "status=%s files=%zu rows=%lld kept=%lld unchanged=%lld aside=%lld comments=%lld", status_text(st), b.n,
              (long long)b.rows, (long long)b.kept, (long long)b.unchanged, (long long)b.aside, (long long)b.comments);
    return st;
}

static void *run(void *arg)
{
    Intake *in = arg;
    while (!is_ending(in)) {
        Arena a;
        Err err = { .code = ST_OK };
        bool busy = false;
        arena_init(&a);
        Status st = batch(in, &a, &busy, &err);
        if (st)
            note(in, NULL, st, &err);
        arena_release(&a);
        intake_purge(in, wall_micros());
        pause_for(in, st ? INTAKE_RETRY_MS : busy ? INTAKE_SETTLED_MS : INTAKE_EVERY_MS);
    }
    return NULL;
}

static Status folders(Intake *in, Err *err)
{
    const struct { Str *into; const char *name; } sub[] = { { &in->work, "work" }, { &in->taken, "taken" }, { &in->held, "held" } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(sub); i++) {
        *sub[i].into = path_join(&in->a, in->dir, str_of(sub[i].name));
        st = file_make_dir(sub[i].into->p, err);
    }
    FileInfo info;
    if (!st && in->watch.n)
        st = file_stat(in->watch.p, &info, err);
    if (!st && in->watch.n && !info.is_dir)
        st = ERR(err, ST_USAGE, "'--watch' wants a folder; '%.150s' is none", in->watch.p);
    return st;
}

Status intake_open(Writer *w, const IntakeOptions *o, Intake **out, Err *err)
{
    Intake *in = calloc(1, sizeof *in);
    if (!in)
        bug("out of memory (intake)");
    arena_init(&in->a);
    in->writer = w;
    in->take = o->take;
    in->dir = str_dup(&in->a, str_of(o->dir));
    in->watch = str_dup(&in->a, str_of(o->watch));
    (void)pthread_mutex_init(&in->m, NULL);
    (void)pthread_cond_init(&in->wake, NULL);
    i64map_init(&in->known[0]);
    i64map_init(&in->known[1]);
    Status st = spool_open(o->dir, o->segment, &in->spool, err);
    if (!st)
        st = folders(in, err);
    if (!st) {
        in->has_thread = pthread_create(&in->thread, NULL, run, in) == 0;
        st = in->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for what comes in");
    }
    if (st) {
        intake_close(in);
        return st;
    }
    *out = in;
    return ST_OK;
}

void intake_close(Intake *in)
{
    if (!in)
        return;
    (void)pthread_mutex_lock(&in->m);
    in->ending = true;
    (void)pthread_cond_broadcast(&in->wake);
    (void)pthread_mutex_unlock(&in->m);
    if (in->has_thread)
        (void)pthread_join(in->thread, NULL);
    spool_close(in->spool);
    i64map_release(&in->known[0]);
    i64map_release(&in->known[1]);
    (void)pthread_cond_destroy(&in->wake);
    (void)pthread_mutex_destroy(&in->m);
    arena_release(&in->a);
    free(in);
}

static bool is_known(Intake *in, uint64_t delivery)
{
    int64_t v;
    (void)pthread_mutex_lock(&in->m);
    bool known = i64map_get(&in->known[0], delivery, &v) || i64map_get(&in->known[1], delivery, &v);
    (void)pthread_mutex_unlock(&in->m);
    return known;
}

/* Two maps, the older thrown away when the newer is full: at least INTAKE_IDS are remembered, at most twice as many. */
static void keep_in_mind(Intake *in, uint64_t delivery)
{
    (void)pthread_mutex_lock(&in->m);
    if (in->known[0].n >= INTAKE_IDS) {
        i64map_release(&in->known[1]);
        in->known[1] = in->known[0];
        i64map_init(&in->known[0]);
    }
    i64map_set(&in->known[0], delivery, 1);
    (void)pthread_mutex_unlock(&in->m);
}

/* Checked and unwrapped.  *again: it was acknowledged before. */
static Status unwrap(Intake *in, int64_t id, const HookCall *c, Str stream, Arena *a, Taken *t, uint64_t *delivery, bool *again, Err *err)
{
    Hooks hooks;
    *again = false;
    Status st = hooks_load(in->dir.p, a, &hooks, err);
    if (st)
        return st;
    const Hook *h = hooks_find(&hooks, id);
    if (!h)
        return ERR(err, ST_NOT_FOUND, "there is no endpoint %lld", (long long)id);
    HookCall dated = *c;
    dated.now = wall_micros();
    st = hook_verify(h, &dated, a, err);
    if (!st)
        st = hook_take(h, &dated, stream, a, t, err);
    if (st)
        return st;
    *delivery = t->id.n ? hash64_mix((uint64_t)id, hash64(t->id)) : 0;
    *again = t->id.n && is_known(in, *delivery);
    return ST_OK;
}

Status intake_post(Intake *in, int64_t id, const HookCall *c, Str stream, Arena *a, int64_t *records, bool *again, Err *err)
{
    Taken t;
    uint64_t delivery = 0;
    *records = 0;
    Status st = unwrap(in, id, c, stream, a, &t, &delivery, again, err);
    if (st || *again)
        return st;
    st = spool_put(in->spool, t.item, t.n, err);
    if (st)
        return st;
    *records = (int64_t)t.n;
    if (t.id.n)
        keep_in_mind(in, delivery);
    return ST_OK;
}

/* A delivery on its way to the disk. */
typedef struct Posted {
    Intake     *in;
    uint64_t    delivery;
    bool        has_id;
    int64_t     records;
    IntakeThen *then;
    void       *ctx;
} Posted;

static void on_disk(void *ctx, Status st, const Err *err)
{
    const Posted *p = ctx;
    if (!st && p->has_id)
        keep_in_mind(p->in, p->delivery);
    p->then(p->ctx, st, st ? 0 : p->records, err);
}

Status intake_post_later(Intake *in, int64_t id, const HookCall *c, Str stream, Arena *a, IntakeThen *then, void *ctx, bool *later, Err *err)
{
    Taken t;
    uint64_t delivery = 0;
    bool again;
    *later = false;
    Status st = unwrap(in, id, c, stream, a, &t, &delivery, &again, err);
    if (st || again)
        return st;
    Posted *p = ARENA_NEW(a, Posted);
    *p = (Posted){ .in = in, .delivery = delivery, .has_id = t.id.n > 0, .records = (int64_t)t.n, .then = then, .ctx = ctx };
    st = spool_put_later(in->spool, t.item, t.n, on_disk, p, err);
    *later = !st;
    return st;
}

void intake_state(Intake *in, IntakeState *out)
{
    SpoolState s;
    spool_state(in->spool, &s);
    (void)pthread_mutex_lock(&in->m);
    *out = in->state;
    (void)pthread_mutex_unlock(&in->m);
    out->accepted = s.records;
    out->rounds = s.rounds;
    out->waiting = s.waiting;
    out->full = s.full;
}
