/* site_task.c - tasks that are done, jobs that are asked for or given up. */
#include <math.h>

#include "base/date.h"
#include "serve/site.h"
#include "store/task_decide.h"

typedef struct Deciding {
    TaskAsk    ask;
    const Who *who;
    int64_t   *number;
} Deciding;

/* Which task is meant: of an undo, the one whose end is taken back; 0: none. */
static Status task_of(Store *s, const TaskAsk *ask, int64_t id, Arena *a, int64_t *task, Err *err)
{
    Table v;
    *task = str_eq(ask->what, STR("done")) ? id : 0;
    if (*task)
        return ST_OK;
    Status st = store_fetch(s, SQL_VERDICT_GET, STORE_ARGS(DB_INT(id), DB_TEXT(STR("task"))), a, &v, err);
    if (!st && v.n && str_eq(col_text(&v, "what")[0], STR("done")) && !str_to_i64(col_text(&v, "subject")[0], task))
        *task = 0;
    return st;
}

/* Who sees a part of the book settles the tasks in it; one that is not there for him is not there at all. */
static Status is_own(Store *s, const Deciding *d, Arena *a, Err *err)
{
    const TaskAsk *ask = &d->ask;
    bool undo = str_eq(ask->what, STR("undo")), own = false;
    int64_t id = 0, task = 0;
    if (str_eq(ask->what, STR("owner")) || str_eq(ask->what, STR("reply")))
        return ERR(err, ST_FORBIDDEN, "owners and replies are named by those who see the whole book");
    if ((!undo && !str_eq(ask->what, STR("done"))) || !str_to_i64(ask->subject, &id))
        return ST_OK;                            /* task_decide() says what is wrong with it */
    Status st = task_of(s, ask, id, a, &task, err);
    if (!st && task)
        st = scope_has_task(s, d->who->login, d->who->role, task, a, &own, err);
    if (!st && !own)
        st = undo ? ERR(err, ST_NOT_FOUND, "there is no decision %lld about tasks", (long long)id) : ERR(err, ST_NOT_FOUND, "there is no task %lld", (long long)id);
    return st;
}

static Status decide(Store *s, Arena *a, void *ctx, Err *err)
{
    const Deciding *d = ctx;
    Status st = role_has_rules(d->who->role) ? is_own(s, d, a, err) : ST_OK;
    return st ? st : task_decide(s, &d->ask, a, d->number, err);
}

/* {"what":"done","task":17,"told":"yes","text":...}, {"what":"owner","of":"account:Acme","text":"kim@..."}, {"what":"undo","decision":9} */
Status change_task(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    int64_t number = 0, task = 0, decision = 0;
    Deciding d = { .ask = { .what = STR(""), .subject = STR(""), .told = STR(""), .text = STR(""), .who = w->who.name, .at = micros_stamp(a, wall_second()) }, .who = &w->who, .number = &number };
    const struct { const char *name; Str *into; } text[] = { { "what", &d.ask.what }, { "of", &d.ask.subject }, { "told", &d.ask.told } };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = body_long_text(b, "text", TASK_TEXT_MAX, &d.ask.text, err);
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
    writer_tasks_changed(w->site->writer);
    w->what = str_fmt(a, "%.*s %.*s", STR_ARG(d.ask.what), STR_ARG(task || decision ? d.ask.subject : STR("")));
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
