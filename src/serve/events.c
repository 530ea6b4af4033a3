#include "serve/events.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "model/limits.h"

typedef struct Stream {
    Events                *e;
    struct MHD_Connection *c;            /* NULL: free */
    bool                   writable, waits;
    char                   sent[EVENT_MAX];
    int64_t                began, said;
} Stream;

struct Events {
    EventsState    *state;
    const void     *ctx;
    pthread_mutex_t lock;
    pthread_t       thread;
    bool            has_thread, ending;
    Stream          at[LIMIT_EVENT_STREAMS];
};

static void news(const Events *e, bool writable, char out[EVENT_MAX])
{
    Buf b;
    buf_init(&b, EVENT_MAX - 32);
    e->state(e->ctx, writable, &b);
    (void)snprintf(out, EVENT_MAX, "event: recompute\ndata: %.*s\n\n", STR_ARG(buf_str(&b)));
    buf_release(&b);
}

static bool has_more(const Stream *s, int64_t now)
{
    char fresh[EVENT_MAX];
    news(s->e, s->writable, fresh);
    return s->e->ending || strcmp(fresh, s->sent) != 0 || now - s->said >= EVENTS_BEAT_MS || now - s->began >= EVENTS_LIFE_MS;
}

/* Wakes those for whom there is something. */
static void *work(void *arg)
{
    Events *e = arg;
    for (bool ending = false; !ending;) {
        (void)nanosleep(&(struct timespec){ .tv_nsec = EVENTS_LOOK_MS * 1000000L }, NULL);
        (void)pthread_mutex_lock(&e->lock);
        ending = e->ending;
        for (size_t i = 0; i < LIMIT_EVENT_STREAMS; i++) {
            Stream *s = &e->at[i];
            if (!s->c || !s->waits || !has_more(s, clock_ms()))
                continue;
            s->waits = false;
            MHD_resume_connection(s->c);
        }
        (void)pthread_mutex_unlock(&e->lock);
    }
    return NULL;
}

Status events_open(EventsState *state, const void *ctx, Events **out, Err *err)
{
    Events *e = calloc(1, sizeof *e);
    if (!e)
        bug("out of memory (events)");
    e->state = state;
    e->ctx = ctx;
    (void)pthread_mutex_init(&e->lock, NULL);
    e->has_thread = pthread_create(&e->thread, NULL, work, e) == 0;
    if (!e->has_thread) {
        events_close(e);
        return ERR(err, ST_BUSY, "no thread is free for events");
    }
    *out = e;
    return ST_OK;
}

void events_end(Events *e)
{
    if (!e)
        return;
    (void)pthread_mutex_lock(&e->lock);
    e->ending = true;
    (void)pthread_mutex_unlock(&e->lock);
    if (e->has_thread)
        (void)pthread_join(e->thread, NULL);
    e->has_thread = false;
}

void events_close(Events *e)
{
    if (!e)
        return;
    events_end(e);
    (void)pthread_mutex_destroy(&e->lock);
    free(e);
}

static ssize_t write_some(void *arg, uint64_t pos, char *to, size_t most)
{
    Stream *s = arg;
    Events *e = s->e;
    char fresh[EVENT_MAX];
    ssize_t n = 0;
    (void)pos;
    (void)pthread_mutex_lock(&e->lock);
    int64_t now = clock_ms();
    news(e, s->writable, fresh);
    size_t size = strlen(fresh);
    if (e->ending || now - s->began >= EVENTS_LIFE_MS) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (strcmp(fresh, s->sent) != 0 && size <= most) {
        memcpy(to, fresh, size);
        memcpy(s->sent, fresh, size + 1);
        n = (ssize_t)size;
        s->said = now;
    } else if (now - s->said >= EVENTS_BEAT_MS && most >= 3) {
        memcpy(to, ":\n\n", 3);
        n = 3;
        s->said = now;
    } else {
        s->waits = true;
        MHD_suspend_connection(s->c);
    }
    (void)pthread_mutex_unlock(&e->lock);
    return n;
}

static void give_back(void *arg)
{
    Stream *s = arg;
    Events *e = s->e;
    (void)pthread_mutex_lock(&e->lock);
    s->c = NULL;
    (void)pthread_mutex_unlock(&e->lock);
}

struct MHD_Response *events_stream(Events *e, struct MHD_Connection *c, bool writable)
{
    Stream *s = NULL;
    (void)pthread_mutex_lock(&e->lock);
    for (size_t i = 0; i < LIMIT_EVENT_STREAMS && !s && !e->ending; i++)
        if (!e->at[i].c)
            s = &e->at[i];
    if (s)
        *s = (Stream){ .e = e, .c = c, .writable = writable, .began = clock_ms(), .said = clock_ms() };
    (void)pthread_mutex_unlock(&e->lock);
    return s ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_MAX, write_some, s, give_back) : NULL;
}
