#include "serve/patience.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/log.h"

enum { WHOLE_SECOND = 1000000000 };

struct Line {
    Line   *next, *before;
    int     fd;
    int64_t until;             /* milliseconds; 0: nobody is impatient */
};

struct Patience {
    pthread_mutex_t lock;
    pthread_cond_t  end;
    pthread_t       thread;
    bool            has_thread, ending;
    int64_t         request_ms, answer_ms;
    Line           *first;
};

static void cut_late(Patience *p)
{
    int64_t now = clock_ms();
    size_t n = 0;
    for (Line *l = p->first; l; l = l->next)
        if (l->until && now > l->until) {
            (void)shutdown(l->fd, SHUT_RDWR);
            l->until = 0;
            n++;
        }
    if (n)
        log_event(LOG_INFO, "serve.cut", "connections=%zu", n);
}

static void *look(void *arg)
{
    Patience *p = arg;
    (void)pthread_mutex_lock(&p->lock);
    while (!p->ending) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += PATIENCE_EVERY_MS * 1000000L;
        until.tv_sec += until.tv_nsec / WHOLE_SECOND;
        until.tv_nsec %= WHOLE_SECOND;
        if (pthread_cond_timedwait(&p->end, &p->lock, &until) == ETIMEDOUT)
            cut_late(p);
    }
    (void)pthread_mutex_unlock(&p->lock);
    return NULL;
}

Status patience_open(int64_t request_ms, int64_t answer_ms, Patience **out, Err *err)
{
    Patience *p = calloc(1, sizeof *p);
    if (!p)
        bug("out of memory (patience)");
    p->request_ms = request_ms;
    p->answer_ms = answer_ms;
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->end, NULL);
    p->has_thread = pthread_create(&p->thread, NULL, look, p) == 0;
    if (!p->has_thread) {
        patience_close(p);
        return ERR(err, ST_BUSY, "no thread is free to watch connections");
    }
    *out = p;
    return ST_OK;
}

void patience_close(Patience *p)
{
    if (!p)
        return;
    (void)pthread_mutex_lock(&p->lock);
    p->ending = true;
    (void)pthread_cond_broadcast(&p->end);
    (void)pthread_mutex_unlock(&p->lock);
    if (p->has_thread)
        (void)pthread_join(p->thread, NULL);
    (void)pthread_cond_destroy(&p->end);
    (void)pthread_mutex_destroy(&p->lock);
    free(p);
}

Line *patience_line(Patience *p, int fd)
{
    Line *l = malloc(sizeof *l);
    if (!l)
        return NULL;
    *l = (Line){ .fd = fd, .until = clock_ms() + p->request_ms };
    (void)pthread_mutex_lock(&p->lock);
    l->next = p->first;
    if (p->first)
        p->first->before = l;
    p->first = l;
    (void)pthread_mutex_unlock(&p->lock);
    return l;
}

void patience_close_line(Patience *p, Line *l)
{
    if (!l)
        return;
    (void)pthread_mutex_lock(&p->lock);
    *(l->before ? &l->before->next : &p->first) = l->next;
    if (l->next)
        l->next->before = l->before;
    (void)pthread_mutex_unlock(&p->lock);
    free(l);
}

static void set(Patience *p, Line *l, int64_t until)
{
    if (!l)
        return;
    (void)pthread_mutex_lock(&p->lock);
    l->until = until;
    (void)pthread_mutex_unlock(&p->lock);
}

void patience_waits(Patience *p, Line *l) { set(p, l, clock_ms() + p->request_ms); }

void patience_hold(Patience *p, Line *l) { set(p, l, 0); }

void patience_sends(Patience *p, Line *l) { set(p, l, clock_ms() + p->answer_ms); }
