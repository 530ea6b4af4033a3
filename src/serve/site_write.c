/* site_write.c - requests that change the book: who may, from where, and what they ask. */
#include <stdlib.h>

#include "base/log.h"
#include "base/map.h"
#include "model/limits.h"
#include "serve/schema.h"
#include "serve/site.h"

/* "http://HOST", where HOST is what the request itself was sent to, or the address that people use. */
static bool is_own_origin(const Site *s, Str origin, Str host)
{
    Str scheme = s->secure ? STR("https://") : STR("http://");
    Str rest = str_sub(origin, scheme.n, origin.n);
    return str_starts(origin, scheme) && str_ieq(rest, s->public_host.n ? s->public_host : host);
}

static bool is_json(Str content_type)
{
    Str rest = content_type;
    return str_ieq(str_trim(str_cut(&rest, ';')), STR("application/json"));
}

static Status comes_from_us(const Worker *w, const RawRequest *raw, Err *err)
{
    if (raw->origin.n && !is_own_origin(w->site, raw->origin, raw->host))
        return ERR(err, ST_FORBIDDEN, "the request comes from another site");
    if (raw->fetch_site.n && !str_eq(raw->fetch_site, STR("same-origin")))
        return ERR(err, ST_FORBIDDEN, "the request comes from another site");
    if (w->who.by_cookie && !raw->origin.n && !raw->fetch_site.n)
        return ERR(err, ST_FORBIDDEN, "the request does not say that it comes from this site's own page; programs send a token");
    return ST_OK;
}

Status site_from_us(const Worker *w, const RawRequest *raw, Arena *a, Response *out, bool *refused, Err *err)
{
    enum { NOT_JSON = 415 };
    Status st = comes_from_us(w, raw, err);
    *refused = !st && !is_json(raw->content_type);
    if (*refused)
        response_problem(out, a, NOT_JSON, STR("the body must be application/json"));
    return st;
}

/* Rows about the caller himself, and questions, need no writer. */
static Status needs_to_write(const Worker *w, const Route *row, Err *err)
{
    if (!w->site->writer && row->access != ACCESS_ANYBODY && row->access != ACCESS_SIGNED && row->access != ACCESS_ASKER)
        return ERR(err, ST_CONFLICT, "the book is open for reading only here");
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

static Status run_change(Worker *w, const RawRequest *raw, const Route *row, Arena *a, Response *out, Err *err)
{
    Body body;
    Buf b;
    JsonOut j;
    Status st = body_parse(raw->body, names_of(row->body, a), a, &body, err);
    if (st)
        return st;
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    *out = (Response){ .status = row->status, .type = "application/json; charset=utf-8", .etag = STR(""), .file_name = STR(""), .cache = CACHE_NEVER };
    st = row->change(w, &body, a, &j, err);
    if (!st && b.over)
        st = ERR(err, ST_TOO_BIG, "the answer is over the limit of a document");
    if (!st && !out->body.n)
        out->body = str_dup(a, buf_str(&b));
    if (!st && w->site->writer)
        out->version = writer_version(w->site->writer);
    buf_release(&b);
    return st;
}

/* What carries a key is done once.  Answers that hold a secret are not kept: they have no keys. */
static Status once(Worker *w, const RawRequest *raw, const Route *row, Arena *a, Response *out, Err *err)
{
    uint64_t request = hash64_mix(hash64(str_of(row->name)), hash64(raw->body));
    Str who = str_fmt(a, "%lld %.*s", (long long)w->who.login, STR_ARG(w->who.how));
    if (raw->once_key.n > ONCE_KEY_MAX)
        return ERR(err, ST_USAGE, "an Idempotency-Key has at most %d bytes", ONCE_KEY_MAX);
    OnceState state;
    Status st = once_begin(w->site->once, who, raw->once_key, request, a, &state, out, err);
    if (st)
        return st;
    switch (state) {
    case ONCE_KNOWN: return ST_OK;
    case ONCE_OTHER: return ERR(err, ST_INVALID, "this Idempotency-Key was used for another request");
    case ONCE_RUNNING: return ERR(err, ST_CONFLICT, "the request with this Idempotency-Key is under way");
    case ONCE_LOST: return ERR(err, ST_CONFLICT, "the server ended while the request with this Idempotency-Key was under way: see whether it was done, and use another key if not");
    case ONCE_NEW: break;
    }
    st = run_change(w, raw, row, a, out, err);
    Err kept = *err;
    if (st)
        response_failure(out, a, &kept);
    once_done(w->site->once, who, raw->once_key, out);
    return ST_OK;
}

Status site_change(Worker *w, const RawRequest *raw, const Route *row, Arena *a, Response *out, Err *err)
{
    bool refused = false;
    Status st = comes_from_us(w, raw, err);
    if (!st)
        st = needs_to_write(w, row, err);
    if (!st)
        st = site_from_us(w, raw, a, out, &refused, err);
    if (!st && !refused && w->site->trail)
        st = trail_may(w->site->trail, err);
    if (st || refused)
        return st;
    bool keeps = w->site->once && raw->once_key.n && (row->access == ACCESS_DECIDER || row->access == ACCESS_SETTLER || row->access == ACCESS_INTAKE);
    return (keeps ? once : run_change)(w, raw, row, a, out, err);
}

Status change_decide(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    WriterAsk ask = { .what = STR(""), .why = STR(""), .kind = STR(""), .name = STR(""), .value = STR(""), .understand = w->site->understand, .about = STR(""), .theme = STR(""), .to = STR(""), .rule = STR(""), .comment = STR(""), .who = w->who.name };
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
    w->what = str_fmt(a, "decision %lld", (long long)number);
    json_object(j, NULL);
    json_int(j, "decision", number);
    json_end(j);
    return ST_OK;
}

/* {"name","value"} changes an assumption, {"what":"undo","decision"} takes a change back. */
Status change_setting(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    WriterSetting ask = { .name = STR(""), .value = STR(""), .who = w->who.name, .why = STR("") };
    Str what = STR("set");
    int64_t number = 0;
    Status st = body_text(b, "what", &what, err);
    if (!st)
        st = body_text(b, "name", &ask.name, err);
    if (!st)
        st = body_text(b, "value", &ask.value, err);
    if (!st)
        st = body_text(b, "why", &ask.why, err);
    if (!st)
        st = body_number(b, "decision", &ask.undo, err);
    if (!st && str_eq(what, STR("undo")) != (ask.undo != 0))
        st = ERR(err, ST_USAGE, "a change is taken back with what: undo and its decision");
    if (!st && !str_eq(what, STR("undo")) && !str_eq(what, STR("set")))
        st = ERR(err, ST_USAGE, "'what' must be set or undo");
    if (!st)
        st = writer_setting(w->site->writer, &ask, a, &number, err);
    if (st)
        return st;
    w->what = ask.undo ? str_fmt(a, "undo %lld", (long long)ask.undo) : ask.name;
    json_object(j, NULL);
    json_int(j, "decision", number);
    json_end(j);
    return ST_OK;
}

static void put_state(const Site *site, bool may_decide, JsonOut *j)
{
    WriterState at = { .running = false };
    if (site->writer)
        writer_state(site->writer, &at);
    json_object(j, NULL);
    json_bool(j, "writable", site->writer && may_decide);
    json_bool(j, "running", at.running);
    json_int(j, "done", at.done);
    if (at.failed[0])
        json_str(j, "failed", str_of(at.failed));
    else
        json_null(j, "failed");
    json_end(j);
}

void site_state(const Site *site, bool writable, Buf *out)
{
    JsonOut j;
    json_init(&j, out);
    put_state(site, writable, &j);
}

Status change_recompute(Worker *w, const Body *b, Arena *a, JsonOut *j, Err *err)
{
    (void)b;
    (void)a;
    const char *user = getenv("USER");
    Status st = w->site->jobs ? jobs_start(w->site->jobs, "recompute", str_of(user ? user : "unknown"), err) : writer_recompute(w->site->writer, err);
    if (!st)
        put_state(w->site, w->who.may & MAY_DECIDE, j);
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
    put_state(w->site, w->who.may & MAY_DECIDE, &j);
    out->body = str_dup(a, buf_str(&b));
    buf_release(&b);
    return ST_OK;
}
