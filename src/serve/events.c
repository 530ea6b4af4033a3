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
    Listener               who;
    bool                   waits;
    int64_t                sent[EVENTS_KINDS];      /* which edition of each */
    int64_t                began, said;
} Stream;

struct Events {
    EventsState    *state;
    const void     *ctx;
    pthread_mutex_t lock;
    pthread_t       thread;
    bool            has_thread, ending;
    EventsNews      fresh;                          /* of the thread alone */
    EventsNews      now;
    int64_t         edition[EVENTS_KINDS];
    Stream          at[LIMIT_EVENT_STREAMS];
};

void events_put(EventsNews *n, const char *name, unsigned who, const Buf *json)
{
    if (n->n == EVENTS_KINDS || json->over || buf_str(json).n >= EVENT_MAX)
        bug("news '%s' do not fit", name);
    n->at[n->n].name = name;
    n->at[n->n].who = who;
    (void)snprintf(n->at[n->n].text, EVENT_MAX, "%.*s", STR_ARG(buf_str(json)));
    n->n++;
}

/* Asked without the lock: what it asks has locks of its own. */
static void look(Events *e)
{
    e->fresh.n = 0;
    e->state(e->ctx, &e->fresh);
    (void)pthread_mutex_lock(&e->lock);
    for (size_t i = 0; i < e->fresh.n; i++) {
        bool same = i < e->now.n && !strcmp(e->fresh.at[i].text, e->now.at[i].text);
        e->now.at[i] = e->fresh.at[i];
        e->edition[i] += !same;
    }
    e->now.n = e->fresh.n;
    (void)pthread_mutex_unlock(&e->lock);
}

/* The first row that this stream has not had; `n` when there is none. */
static size_t unsent(const Stream *s)
{
    const Events *e = s->e;
    for (size_t i = 0; i < e->now.n; i++)
        if ((e->now.at[i].who & s->who) && s->sent[i] != e->edition[i])
            return i;
    return e->now.n;
}

static bool has_more(const Stream *s, int64_t now)
{
    return s->e->ending || unsent(s) < s->e->now.n || now - s->said >= EVENTS_BEAT_MS || now - s->began >= EVENTS_LIFE_MS;
}

/* Wakes those for whom there is something. */
static void *work(void *arg)
{
    Events *e = arg;
    for (bool ending = false; !ending;) {
        (void)nanosleep(&(struct timespec){ .tv_nsec = EVENTS_LOOK_MS * 1000000L }, NULL);
        look(e);
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
    look(e);
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
    char said[EVENT_MAX + 64];
    ssize_t n = 0;
    (void)pos;
    (void)pthread_mutex_lock(&e->lock);
    int64_t now = clock_ms();
    size_t k = unsent(s), size = 0;
    if (k < e->now.n)
        size = (size_t)snprintf(said, sizeof said, "event: %s\ndata: %s\n\n", e->now.at[k].name, e->now.at[k].text);
    if (e->ending || now - s->began >= EVENTS_LIFE_MS) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (size && size <= most) {
        memcpy(to, said, size);
        s->sent[k] = e->edition[k];
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

struct MHD_Response *events_stream(Events *e, struct MHD_Connection *c, Listener who)
{
    Stream *s = NULL;
    (void)pthread_mutex_lock(&e->lock);
    for (size_t i = 0; i < LIMIT_EVENT_STREAMS && !s && !e->ending; i++)
        if (!e->at[i].c)
            s = &e->at[i];
    if (s)
        *s = (Stream){ .e = e, .c = c, .who = who, .began = clock_ms(), .said = clock_ms() };
    (void)pthread_mutex_unlock(&e->lock);
    return s ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_MAX + 64, write_some, s, give_back) : NULL;
}
