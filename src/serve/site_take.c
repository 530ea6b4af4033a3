/* site_take.c - deliveries of other systems' webhooks, and how it stands with them. */
#include "base/date.h"
#include "serve/site.h"

Status take_delivery(const Worker *w, const RawRequest *raw, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    int64_t records;
    bool again;
    if (!w->site->intake)
        return ERR(err, ST_CONFLICT, "nothing is taken in here: the book is open for reading only");
    const HookCall call = { .method = raw->method, .body = raw->body, .header = raw->header, .ctx = raw->ctx };
    Status st = intake_post(w->site->intake, q->id, &call, q->by, a, &records, &again, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "accepted", records);
    json_bool(j, "again", again);
    json_end(j);
    return ST_OK;
}

bool site_takes(const Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out)
{
    enum { ANSWER_MAX = 1024 };
    const Route *row;
    AnswerQuery q;
    Err err = { .code = ST_OK };
    Buf b;
    JsonOut j;
    if (!str_eq(raw->method, STR("POST")) || route_find(r, "POST", &row, &q, &err) || !row->take)
        return false;
    buf_init(&b, ANSWER_MAX);
    json_init(&j, &b);
    if (row->take(w, raw, &q, a, &j, &err))
        response_failure(out, a, &err);
    else
        *out = (Response){ .status = row->status, .type = "application/json; charset=utf-8", .body = str_dup(a, buf_str(&b)), .etag = STR(""),
                           .file_name = STR(""), .cache = CACHE_NEVER };
    buf_release(&b);
    return true;
}

Status handle_intake(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { STATE_MAX = 2048 };
    IntakeState at = { .accepted = 0 };
    Buf b;
    JsonOut j;
    (void)q;
    (void)err;
    if (w->site->intake)
        intake_state(w->site->intake, &at);
    const struct { const char *name; int64_t n; } number[] = { { "accepted", at.accepted }, { "rounds", at.rounds }, { "waiting", at.waiting }, { "batches", at.batches },
        { "rows", at.rows }, { "kept", at.kept }, { "unchanged", at.unchanged }, { "aside", at.aside }, { "comments", at.comments }, { "held", at.held }, { "version", at.version } };
    buf_init(&b, STATE_MAX);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_bool(&j, "open", w->site->intake != NULL);
    for (size_t i = 0; i < COUNT_OF(number); i++)
        json_int(&j, number[i].name, number[i].n);
    if (at.last)
        json_str(&j, "last", micros_iso(a, at.last));
    else
        json_null(&j, "last");
    json_bool(&j, "disk_full", at.full);
    if (at.failed[0])
        json_str(&j, "failed", str_of(at.failed));
    else
        json_null(&j, "failed");
    json_end(&j);
    out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return ST_OK;
}
