#include "serve/jobs.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "model/limits.h"

enum { EVERY_MS = 100, SETTINGS_MS = 1000 };

struct Jobs {
    Store          *s;             /* a session of its own */
    Writer         *writer;
    JobsOptions     o;
    pthread_mutex_t m;             /* of the session and what follows */
    pthread_t       thread;
    bool            has_thread, ending, running, cancelling;
    int64_t         job, begun, last_ms, looked;
    int64_t         ended[JOB_ENDS_];
    char            kind[16];
};

static const char *const ends[JOB_ENDS_] = { [JOB_DONE] = "done", [JOB_FAILED] = "failed", [JOB_CANCELLED] = "cancelled" };

/* With the lock held. */
static Status begin_row(Jobs *k, const char *kind, Str who, Err *err)
{
    Arena a;
    arena_init(&a);
    Status st = store_int(k->s, SQL_JOB_NEXT, STORE_NO_ARGS, 1, &k->job, err);
    if (!st)
        st = store_run(k->s, SQL_JOB_PUT, STORE_ARGS(DB_INT(k->job), DB_TEXT(str_of(kind)), DB_TEXT(who), DB_TEXT(micros_stamp(&a, wall_second()))), err);
    arena_release(&a);
    return st;
}

static Status end_row(Jobs *k, JobEnd end, Str detail, Err *err)
{
    Arena a;
    arena_init(&a);
    k->ended[end]++;
    Status st = store_run(k->s, SQL_JOB_END, STORE_ARGS(DB_INT(k->job), DB_TEXT(micros_stamp(&a, wall_second())), DB_TEXT(str_of(ends[end])), DB_TEXT(detail)), err);
    arena_release(&a);
    return st;
}

/* The report as it is after the nightly run; a job of its own. */
static Status weekly(Jobs *k, Err *err)
{
    Arena a;
    Buf b;
    arena_init(&a);
    buf_init(&b, LIMIT_REPORT);
    Str path = str_fmt(&a, "%s/report-%.*s.html", k->o.dir, STR_ARG(date_iso(&a, day_of_micros(wall_second()))));
    Status st = begin_row(k, "weekly", STR("schedule"), err);
    if (!st)
        st = k->o.report(k->s, &a, &b, err);
    if (!st)
        st = b.over ? ERR(err, ST_TOO_BIG, "the report is over the limit of a document") : file_replace(path.p, buf_str(&b), err);
    Err none;
    Status ended = k->job ? end_row(k, st ? JOB_FAILED : JOB_DONE, st ? str_of(err->msg) : path, &none) : ST_OK;
    buf_release(&b);
    arena_release(&a);
    return st ? st : ended;
}

static Status setting(Jobs *k, const char *name, int *out, Err *err)
{
    double v = -1;
    Status st = store_setting(k->s, name, &v, err);
    *out = (int)v;
    return st;
}

static Status finish(Jobs *k, Err *err)
{
    WriterState at;
    writer_state(k->writer, &at);
    if (at.running) {
        if (k->cancelling)
            writer_cancel(k->writer);
        return ST_OK;
    }
    bool done = !at.failed[0];
    int day = -1;
    k->running = false;
    k->last_ms = done ? clock_ms() - k->begun : k->last_ms;
    Status st = end_row(k, done ? JOB_DONE : k->cancelling ? JOB_CANCELLED : JOB_FAILED, str_of(at.failed), err);
    if (!st)
        st = setting(k, "week_day", &day, err);
    if (!st && done && !strcmp(k->kind, "nightly") && k->o.report && day == day_weekday(day_of_micros(wall_second())))
        st = weekly(k, err);
    return st;
}

static Status start(Jobs *k, const char *kind, Str who, Err *err)
{
    Err lost;
    WriterState at;
    /* What ended since the thread last looked is ended first. */
    Status st = k->running ? finish(k, err) : ST_OK;
    if (st)
        return st;
    writer_state(k->writer, &at);
    if (k->running || at.running)
        return ERR(err, ST_BUSY, "the figures are being worked out already");
    st = begin_row(k, kind, who, err);
    if (!st)
        st = writer_recompute(k->writer, err);
    if (st) {
        if (k->job && end_row(k, JOB_FAILED, str_of(err->msg), &lost))
            log_event(LOG_ERROR, "jobs.end", "reason=\"%s\"", status_text(lost.code));
        return st;
    }
    k->running = true;
    k->cancelling = false;
    k->begun = clock_ms();
    (void)snprintf(k->kind, sizeof k->kind, "%s", kind);
    return ST_OK;
}

/* Whether it is the hour, and this day's run has not begun. */
static Status schedule(Jobs *k, Err *err)
{
    Arena a;
    Table t;
    int hour = -1;
    int64_t now = wall_second(), today = day_of_micros(now);
    Status st = setting(k, "night_hour", &hour, err);
    if (st || hour != (int)((now - today * MICROS_PER_DAY) / (3600 * MICROS_PER_SECOND)))
        return st;
    arena_init(&a);
    st = store_fetch(k->s, SQL_JOB_LAST, STORE_ARGS(DB_TEXT(STR("nightly"))), &a, &t, err);
    if (!st && (!t.n || day_of_micros(col_int(&t, "at")[0]) < today))
        st = start(k, "nightly", STR("schedule"), err);
    arena_release(&a);
    return st == ST_BUSY ? ST_OK : st;
}

static void *run(void *arg)
{
    Jobs *k = arg;
    bool ending = false;
    while (!ending) {
        Err err = { .code = ST_OK };
        Status st = ST_OK;
        (void)pthread_mutex_lock(&k->m);
        ending = k->ending;
        if (!ending && k->running)
            st = finish(k, &err);
        else if (!ending && clock_ms() - k->looked >= SETTINGS_MS) {
            k->looked = clock_ms();
            st = schedule(k, &err);
        }
        (void)pthread_mutex_unlock(&k->m);
        if (st)
            log_event(LOG_ERROR, "jobs.failed", "status=%s at=%s:%d", status_text(st), err.file, err.line);
        (void)nanosleep(&(struct timespec){ .tv_nsec = EVERY_MS * 1000000L }, NULL);
    }
    return NULL;
}

Status jobs_open(Store *s, Writer *w, const JobsOptions *o, Jobs **out, Err *err)
{
    Jobs *k = calloc(1, sizeof *k);
    if (!k)
        bug("out of memory (jobs)");
    k->writer = w;
    k->o = *o;
    (void)pthread_mutex_init(&k->m, NULL);
    Status st = store_open_again(s, false, &k->s, err);
    if (!st)
        st = store_run(k->s, SQL_JOB_LOST, STORE_NO_ARGS, err);
    if (!st) {
        k->has_thread = pthread_create(&k->thread, NULL, run, k) == 0;
        st = k->has_thread ? ST_OK : ERR(err, ST_BUSY, "no thread is free for jobs");
    }
    if (st) {
        jobs_close(k);
        return st;
    }
    *out = k;
    return ST_OK;
}

void jobs_close(Jobs *k)
{
    Err err;
    if (!k)
        return;
    (void)pthread_mutex_lock(&k->m);
    k->ending = true;
    if (k->running && end_row(k, JOB_CANCELLED, STR("the server ended"), &err))
        log_event(LOG_ERROR, "jobs.end", "reason=\"%s\"", status_text(err.code));
    (void)pthread_mutex_unlock(&k->m);
    if (k->has_thread)
        (void)pthread_join(k->thread, NULL);
    store_close(k->s);
    (void)pthread_mutex_destroy(&k->m);
    free(k);
}

Status jobs_start(Jobs *k, const char *kind, Str who, Err *err)
{
    (void)pthread_mutex_lock(&k->m);
    Status st = start(k, kind, who, err);
    (void)pthread_mutex_unlock(&k->m);
    return st;
}

Status jobs_cancel(Jobs *k, Err *err)
{
    (void)pthread_mutex_lock(&k->m);
    Status st = k->running ? ST_OK : ERR(err, ST_CONFLICT, "no job runs");
    k->cancelling = k->running;
    (void)pthread_mutex_unlock(&k->m);
    return st;
}

void jobs_state(Jobs *k, JobsState *out)
{
    (void)pthread_mutex_lock(&k->m);
    double part = k->last_ms > 0 ? (double)(clock_ms() - k->begun) / (double)k->last_ms : (double)NAN;
    *out = (JobsState){ .running = k->running, .progress = !k->running ? (double)NAN : fmin(part, 0.99) };
    if (isnan(part))
        out->progress = (double)NAN;
    memcpy(out->ended, k->ended, sizeof out->ended);
    out->last_ms = k->last_ms;
    (void)snprintf(out->kind, sizeof out->kind, "%s", k->running ? k->kind : "");
    (void)pthread_mutex_unlock(&k->m);
}
