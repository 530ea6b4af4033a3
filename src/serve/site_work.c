/* site_work.c - what Admin's "Work" shows beside jobs: a weekly report as it was written, endpoints for other systems, and the outbox of notices. */
#include "base/date.h"
#include "base/file.h"
#include "model/limits.h"
#include "serve/hook.h"
#include "serve/notice.h"
#include "serve/site.h"

/* The file by its name alone: the spool may have moved since, and nothing of a row leads out of it. */
Status handle_job_report(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Table t;
    FileInfo info;
    Status st = store_fetch(w->s, SQL_JOB_REPORT, STORE_ARGS(DB_INT(q->id)), a, &t, err);
    if (st)
        return st;
    Str name = t.n ? path_base(col_text(&t, "detail")[0]) : STR("");
    Str path = path_join(a, w->site->spool, name);
    if (!str_starts(name, STR("report-")) || !str_ends(name, STR(".html")) || !w->site->spool.n || file_stat(path.p, &info, err) || !info.is_regular)
        return ERR(err, ST_NOT_FOUND, "there is no report of job %lld", (long long)q->id);
    out->file_name = str_fmt(a, "attachment; filename=\"%.*s\"", STR_ARG(name));
    return file_read(path.p, LIMIT_REPORT, a, &out->body, err);
}

typedef Status Put(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err);

static Status put_answer(Worker *w, Put *put, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { LIST_MAX = 1 << 20 };
    Buf b;
    JsonOut j;
    buf_init(&b, LIST_MAX);
    json_init(&j, &b);
    Status st = put(w, q, a, &j, err);
    if (!st)
        out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return st;
}

/* Never the secret. */
static Status put_hooks(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Hooks hooks = { .n = 0 };
    (void)q;
    Status st = w->site->spool.n ? hooks_load(w->site->spool.p, a, &hooks, err) : ST_OK;
    if (st)
        return st;
    json_object(j, NULL);
    json_array(j, "hooks");
    for (size_t i = 0; i < hooks.n; i++) {
        const Hook *h = &hooks.at[i];
        json_object(j, NULL);
        json_int(j, "id", h->id);
        json_str(j, "name", h->name);
        json_str(j, "system", str_of(h->system->name));
        json_str(j, "help", str_of(h->system->help));
        json_str(j, "path", str_fmt(a, "/api/v1/intake/%lld", (long long)h->id));
        if (h->url.n)
            json_str(j, "url", h->url);
        else
            json_null(j, "url");
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status handle_hooks(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_hooks, q, a, out, err); }

static void put_time(JsonOut *j, const char *name, const Table *t, size_t r, bool there, Arena *a)
{
    if (there && col_has(table_col(t, name), r))
        json_str(j, name, micros_iso(a, col_int(t, name)[r]));
    else
        json_null(j, name);
}

static Status put_notices(Worker *w, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    Table t;
    int64_t total = 0;
    PageOf p = page_of(q);
    Status st = store_int(w->s, SQL_NOTICE_COUNT, STORE_NO_ARGS, 0, &total, err);
    if (!st)
        st = store_fetch(w->s, SQL_NOTICE_LIST, STORE_ARGS(DB_INT(p.per_page), DB_INT(p.skip)), a, &t, err);
    if (st)
        return st;
    json_object(j, NULL);
    put_page(j, total, &p);
    json_array(j, "notices");
    for (size_t r = 0; r < t.n; r++) {
        bool sent = col_has(table_col(&t, "sent_at"), r);
        int64_t tries = col_int(&t, "tries")[r];
        Str failed = col_text(&t, "failed")[r];
        json_object(j, NULL);
        json_int(j, "id", col_int(&t, "notice_id")[r]);
        json_str(j, "why", col_text(&t, "why")[r]);
        bool report = str_eq(col_text(&t, "why")[r], STR("report"));
        json_int(j, report ? "job" : "task", col_int(&t, "task_id")[r]);
        json_null(j, report ? "task" : "job");
        json_str(j, "way", col_text(&t, "way")[r]);
        json_str(j, "address", col_text(&t, "address")[r]);
        json_str(j, "state", sent ? STR("sent") : tries >= NOTICE_TRIES ? STR("given up") : STR("waits"));
        json_int(j, "tries", tries);
        put_time(j, "queued_at", &t, r, true, a);
        put_time(j, "sent_at", &t, r, true, a);
        put_time(j, "next_at", &t, r, !sent && tries < NOTICE_TRIES, a);
        if (failed.n)
            json_str(j, "failed", failed);
        else
            json_null(j, "failed");
        json_end(j);
    }
    json_end(j);
    json_end(j);
    return ST_OK;
}

Status handle_notices(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err) { return put_answer(w, put_notices, q, a, out, err); }
