/* site_take.c - deliveries of other systems' webhooks, and how it stands with them. */
#include "base/date.h"
#include "serve/site.h"

enum { ACCEPTED = 202 };

static void acknowledge(int64_t records, bool again, Arena *a, Response *out)
{
    enum { ANSWER_MAX = 1024 };
    Buf b;
    JsonOut j;
    buf_init(&b, ANSWER_MAX);
    json_init(&j, &b);
    json_object(&j, NULL);
    json_int(&j, "accepted", records);
    json_bool(&j, "again", again);
    json_end(&j);
    *out = (Response){ .status = ACCEPTED, .type = "application/json; charset=utf-8", .body = str_dup(a, buf_str(&b)), .etag = STR(""), .file_name = STR(""), .cache = CACHE_NEVER };
    buf_release(&b);
}

/* A delivery that was laid aside until the disk has it. */
typedef struct Aside {
    void    (*take_up)(void *who);
    void     *who;
    Arena    *a;
    Response *out;
} Aside;

static void on_disk(void *ctx, Status st, int64_t records, const Err *err)
{
    const Aside *x = ctx;
    if (st)
        response_failure(x->out, x->a, err);
    else
        acknowledge(records, false, x->a, x->out);
    x->take_up(x->who);
}

/* Laid aside first: the disk may be quicker than this thread. */
static void take_aside(const Worker *w, const RawRequest *raw, const AnswerQuery *q, const HookCall *call, Arena *a, Response *out, bool *aside)
{
    Aside *x = ARENA_NEW(a, Aside);
    *x = (Aside){ .take_up = raw->take_up, .who = raw->who, .a = a, .out = out };
    raw->lay_aside(raw->who);
    *aside = true;
    bool later = false;
    Err why = { .code = ST_OK };
    Status st = intake_post_later(w->site->intake, q->id, call, q->by, a, on_disk, x, &later, &why);
    if (later)
        return;
    if (st)
        response_failure(out, a, &why);
    else
        acknowledge(0, true, a, out);
    x->take_up(x->who);
}

/* A token of ours in place of an endpoint's secret: *refused when it is somebody's and does not allow this. */
static Status look_at_token(const Worker *w, const RawRequest *raw, Arena *a, bool *vouched, bool *refused, Err *err)
{
    Who who;
    Str set_cookie;
    *vouched = *refused = false;
    if (!raw->authorization.n)
        return ST_OK;
    Status st = gate_who(w->site->gate, STR(""), raw->authorization, a, &who, &set_cookie, err);
    *vouched = !st && who.known && (who.may & MAY_INTAKE);
    *refused = !st && who.known && !*vouched;
    return st;
}

Status take_delivery(const Worker *w, const RawRequest *raw, const AnswerQuery *q, Arena *a, Response *out, bool *aside, Err *err)
{
    int64_t records;
    bool again;
    if (!w->site->intake)
        return ERR(err, ST_CONFLICT, "nothing is taken in here: the book is open for reading only");
    bool vouched, refused;
    Status st = look_at_token(w, raw, a, &vouched, &refused, err);
    if (st || refused)
        return st ? st : ERR(err, ST_FORBIDDEN, "your role, or the scopes of the token, do not allow this");
    const HookCall call = { .method = raw->method, .body = raw->body, .header = raw->header, .ctx = raw->ctx, .vouched = vouched };
    if (raw->lay_aside) {
        take_aside(w, raw, q, &call, a, out, aside);
        return ST_OK;
    }
    st = intake_post(w->site->intake, q->id, &call, q->by, a, &records, &again, err);
    if (!st)
        acknowledge(records, again, a, out);
    return st;
}

bool site_takes(const Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, bool *aside)
{
    const Route *row;
    AnswerQuery q;
    Err err = { .code = ST_OK };
    if (!str_eq(raw->method, STR("POST")) || route_find(r, "POST", &row, &q, &err) || !row->take)
        return false;
    if (row->take(w, raw, &q, a, out, aside, &err))
        response_failure(out, a, &err);
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
