/* site_write.c - requests that change the book: who may, from where, and what they ask. */
#include <stdlib.h>

#include "model/limits.h"
#include "serve/schema.h"
#include "serve/site.h"

/* "http://HOST", where HOST is what the request itself was sent to. */
static bool is_own_origin(Str origin, Str host)
{
    static const Str http = STR_INIT("http://");
    return str_starts(origin, http) && str_ieq(str_sub(origin, http.n, origin.n), host);
}

static bool is_json(Str content_type)
{
    Str rest = content_type;
    return str_ieq(str_trim(str_cut(&rest, ';')), STR("application/json"));
}

static Status may(const Worker *w, const RawRequest *raw, Err *err)
{
    if (!w->site->loopback)
        return ERR(err, ST_FORBIDDEN, "decisions are taken on the machine itself: this server is open to others and has no accounts");
    if (!w->site->writer)
        return ERR(err, ST_CONFLICT, "the book is open for reading only here");
    if (raw->origin.n && !is_own_origin(raw->origin, raw->host))
        return ERR(err, ST_FORBIDDEN, "the request comes from another site");
    if (raw->fetch_site.n && !str_eq(raw->fetch_site, STR("same-origin")))
        return ERR(err, ST_FORBIDDEN, "the request comes from another site");
    return ST_OK;
}

/* "what:s one:i?" -> "what one" */
static const char *names_of(const char *schema, Arena *a)
{
    Str out = STR("");
    for (size_t i = 0; i < schemas_n; i++) {
        Str rest = str_of(schemas[i].fields);
        while (!strcmp(schemas[i].name, schema) && rest.n) {
            Str type = str_cut(&rest, ' '), name = str_cut(&type, ':');
            out = str_fmt(a, "%.*s%s%.*s", STR_ARG(out), out.n ? " " : "", STR_ARG(name));
        }
    }
    return out.p;
}

Status site_change(Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, Err *err)
{
    enum { NOT_JSON = 415, ANSWER_MAX = 4096 };
    const Route *row;
    AnswerQuery q;
    Body body;
    Buf b;
    JsonOut j;
    Status st = route_find(r, "POST", &row, &q, err);
    if (!st)
        st = may(w, raw, err);
    if (st)
        return st;
    if (!is_json(raw->content_type)) {
        response_problem(out, a, NOT_JSON, STR("the body must be application/json"));
        return ST_OK;
    }
    st = body_parse(raw->body, names_of(row->body, a), a, &body, err);
    if (st)
        return st;
    buf_init(&b, ANSWER_MAX);
    json_init(&j, &b);
    st = row->change(w, &body, a, &j, err);
    *out = (Response){ .status = row->status, .type = "application/json; charset=utf-8", .body = str_dup(a, buf_str(&b)), .etag = STR(""),
                       .file_name = STR(""), .cache = CACHE_NEVER };
    buf_release(&b);
    return st;
}

Status change_decide(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    WriterAsk ask = { .what = STR(""), .why = STR(""), .kind = STR(""), .name = STR(""), .value = STR(""), .understand = w->site->understand, .about = STR(""), .theme = STR(""), .to = STR(""), .rule = STR(""), .comment = STR("") };
    const struct {
        const char *name;
        Str        *into;
    } text[] = { { "what", &ask.what }, { "why", &ask.why }, { "about", &ask.about }, { "theme", &ask.theme }, { "to", &ask.to }, { "rule", &ask.rule }, { "comment", &ask.comment } };
    int64_t number = 0;
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(text); i++)
        st = body_text(b, text[i].name, text[i].into, err);
    if (!st)
        st = body_text(b, "kind", &ask.kind, err);
    if (!st)
        st = body_number(b, "one", &ask.one, err);
    if (!st)
        st = body_number(b, "other", &ask.other, err);
    if (!st)
        st = body_number(b, "decision", &ask.decision, err);
    if (!st)
        st = body_text(b, "name", &ask.name, err);
    if (!st)
        st = body_text(b, "value", &ask.value, err);
    if (!st)
        st = writer_decide(w->site->writer, &ask, a, &number, err);
    if (st)
        return st;
    json_object(j, NULL);
    json_int(j, "decision", number);
    json_end(j);
    return ST_OK;
}

static void put_state(const Worker *w, JsonOut *j)
{
    WriterState at = { .running = false };
    bool writable = w->site->writer && w->site->loopback;
    if (w->site->writer)
        writer_state(w->site->writer, &at);
    json_object(j, NULL);
    json_bool(j, "writable", writable);
    json_bool(j, "running", at.running);
    json_int(j, "done", at.done);
    if (at.failed[0])
        json_str(j, "failed", str_of(at.failed));
    else
        json_null(j, "failed");
    json_end(j);
}

Status change_recompute(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    (void)b;
    (void)a;
    const char *user = getenv("USER");
    Status st = w->site->jobs ? jobs_start(w->site->jobs, "recompute", str_of(user ? user : "unknown"), err) : writer_recompute(w->site->writer, err);
    if (!st)
        put_state(w, j);
    return st;
}

Status handle_recomputing(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { STATE_MAX = 1024 };
    Buf b;
    JsonOut j;
    (void)q;
    (void)err;
    buf_init(&b, STATE_MAX);
    json_init(&j, &b);
    put_state(w, &j);
    out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return ST_OK;
}
