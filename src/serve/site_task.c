/* site_task.c - tasks that are done, jobs that are asked for or given up. */
#include <math.h>

#include "base/date.h"
#include "serve/site.h"
#include "store/task_decide.h"

typedef struct Deciding {
    TaskAsk  ask;
    int64_t *number;
} Deciding;

static Status decide(Store *s, Arena *a, void *ctx, Err *err)
{
    const Deciding *d = ctx;
    return task_decide(s, &d->ask, a, d->number, err);
}

/* {"what":"done","task":17,"told":"yes","text":...}, {"what":"owner","of":"account:Acme","text":"kim@..."}, {"what":"undo","decision":9} */
Status change_task(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    int64_t number = 0, task = 0, decision = 0;
    Deciding d = { .ask = { .what = STR(""), .subject = STR(""), .told = STR(""), .text = STR(""), .who = w->who.name, .at = micros_stamp(a, wall_second()) }, .number = &number };
    const struct { const char *name; Str *into; } text[] = { { "what", &d.ask.what }, { "of", &d.ask.subject }, { "told", &d.ask.told }, { "text", &d.ask.text } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = body_number(b, "task", &task, err);
    if (!st)
        st = body_number(b, "decision", &decision, err);
    if (task || decision)
        d.ask.subject = str_fmt(a, "%lld", (long long)(task ? task : decision));
    if (!st)
        st = writer_do(w->site->writer, decide, a, &d, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "decision", number);
    json_end(j);
    return ST_OK;
}

static void put_state(const Worker *w, JsonOut *j)
{
    JobsState at = { .progress = (double)NAN };
    if (w->site->jobs)
        jobs_state(w->site->jobs, &at);
    json_bool(j, "running", at.running);
    if (isnan(at.progress))
        json_null(j, "progress");
    else
        json_f64(j, "progress", at.progress);
}

Status change_job(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    Str what = STR("");
    (void)a;
    Status st = body_text(b, "what", &what, err);
    if (!st && !w->site->jobs)
        st = ERR(err, ST_CONFLICT, "nothing is worked out here");
    if (!st && str_eq(what, STR("recompute")))
        st = jobs_start(w->site->jobs, "recompute", w->who.name, err);
    else if (!st && str_eq(what, STR("cancel")))
        st = jobs_cancel(w->site->jobs, err);
    else if (!st)
        st = ERR(err, ST_USAGE, "'what' must be recompute or cancel");
    if (st)
        return st;
    json_object(j, NULL);
    put_state(w, j);
    json_end(j);
    return ST_OK;
}

Status handle_jobs(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { LIST_MAX = 1 << 20 };
    Buf list, b;
    JsonOut j;
    buf_init(&list, LIST_MAX);
    buf_init(&b, LIST_MAX);
    json_init(&j, &list);
    Status st = answer_jobs(w->s, q, a, &j, err);
    json_init(&j, &b);
    json_object(&j, NULL);
    put_state(w, &j);
    json_raw(&j, "history", buf_str(&list));
    json_end(&j);
    out->body = str_dup(a, buf_str(&b));
    buf_release(&list);
    buf_release(&b);
    return st;
}
