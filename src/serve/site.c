#include "serve/site.h"

#include "base/log.h"
#include "base/map.h"
#include "model/limits.h"
#include "serve/asset.h"

static const char json_type[] = "application/json; charset=utf-8", html_type[] = "text/html; charset=utf-8",
                  csv_type[] = "text/csv; charset=utf-8";

static const char no_page[] =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Throughline</title></head><body>"
    "<h1>The book is being served, but this program was built without its web page</h1>"
    "<p>To make the page: <code>tools/build_page.sh</code> (needs node and npm), then build the program again.</p>"
    "<p>Until then: <a href=\"/api/v1/report.html\">the report</a>, <a href=\"/api/v1/money\">the figures as JSON</a>, "
    "<a href=\"/api/openapi.json\">all addresses</a>.</p></body></html>\n";

static void set_etag(Response *r, Arena *a)
{
    r->etag = str_fmt(a, "\"%016llx\"", (unsigned long long)hash64(r->body));
}

static Status take_body(Response *r, Arena *a, const Buf *b, Err *err)
{
    if (b->over)
        return ERR(err, ST_TOO_BIG, "the answer is over the limit of a document");
    r->body = str_dup(a, buf_str(b));
    return ST_OK;
}

Status handle_report(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    (void)q;
    if (!w->site->report)
        return ERR(err, ST_NOT_FOUND, "this program cannot write the report");
    buf_init(&b, LIMIT_REPORT);
    Status st = w->site->report(w->s, a, &b, err);
    if (!st)
        st = take_body(out, a, &b, err);
    out->type = html_type;
    buf_release(&b);
    return st;
}

Status handle_portfolio(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    JsonOut j;
    if (!w->site->portfolio)
        return ERR(err, ST_NOT_FOUND, "this program cannot weigh options");
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    Status st = w->site->portfolio(w->s, q, a, &j, err);
    if (!st)
        st = take_body(out, a, &b, err);
    buf_release(&b);
    return st;
}

Status handle_aside(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    if (!w->site->aside)
        return ERR(err, ST_NOT_FOUND, "this program cannot write what was set aside");
    buf_init(&b, LIMIT_REPORT);
    Status st = w->site->aside(w->s, q->id, a, &b, &out->file_name, err);
    if (!st)
        st = take_body(out, a, &b, err);
    out->type = csv_type;
    buf_release(&b);
    return st;
}

Status handle_openapi(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    (void)q;
    Buf b;
    JsonOut j;
    (void)w;
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    openapi_write(routes, routes_n, &j);
    Status st = take_body(out, a, &b, err);
    buf_release(&b);
    return st;
}

Status handle_health(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Table t;
    (void)q;
    Status st = store_fetch(w->s, SQL_REPORT_ENGINE, STORE_NO_ARGS, a, &t, err);
    out->body = STR("{\"status\":\"ok\"}");
    return st;
}

static Status answer(Worker *w, Answer *fn, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    JsonOut j;
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    Status st = fn(w->s, q, a, &j, err);
    if (!st)
        st = take_body(out, a, &b, err);
    buf_release(&b);
    return st;
}

/* One transaction an answer: what is recomputed meanwhile must not show in half of it. */
static Status in_one_view(Worker *w, const Route *row, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Status st = store_begin(w->s, err);
    if (!st)
        st = row->answer ? answer(w, row->answer, q, a, out, err) : row->handle(w, q, a, out, err);
    store_rollback(w->s);
    return st;
}

Status site_read(Worker *w, const Route *row, AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    q->book = w->site->book;
    *out = (Response){ .status = 200, .type = json_type, .etag = STR(""), .file_name = STR(""), .cache = row->cache };
    Status st = in_one_view(w, row, q, a, out, err);
    if (!st && row->cache != CACHE_NEVER)
        set_etag(out, a);
    return st;
}

static Status api(Worker *w, const Request *r, Arena *a, Response *out, Err *err)
{
    const Route *row;
    AnswerQuery q;
    Status st = route_find(r, "GET", &row, &q, err);
    return st ? st : site_read(w, row, &q, a, out, err);
}

static const Asset *asset_find(Str name)
{
    for (size_t i = 0; i < assets_n; i++)
        if (str_eq(name, str_of(assets[i].name)))
            return &assets[i];
    return NULL;
}

static void send_asset(const Asset *f, Response *out)
{
    *out = (Response){ .status = 200, .type = f->type, .body = { (const char *)f->bytes, f->n }, .is_static = true, .etag = str_of(f->etag), .file_name = STR(""),
                       .cache = f->named_by_content ? CACHE_FOREVER : CACHE_CHECK };
}

/* A missing script or picture must not come back as a page: only addresses of pages do. */
static bool looks_like_file(const Request *r)
{
    static const Str ends[] = { STR_INIT(".js"), STR_INIT(".css"), STR_INIT(".map"), STR_INIT(".svg"), STR_INIT(".png"), STR_INIT(".ico"),
                                STR_INIT(".woff2"), STR_INIT(".txt"), STR_INIT(".json"), STR_INIT(".xml") };
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(r->path, ends[i]))
            return true;
    return false;
}

static Status page(const Request *r, Arena *a, Response *out, Err *err)
{
    const Asset *f = r->n_segment ? asset_find(str_sub(r->path, 1, r->path.n - 1)) : NULL;
    if (!f && r->n_segment && looks_like_file(r))
        return ERR(err, ST_NOT_FOUND, "there is no such file");
    if (!f)
        f = asset_find(STR("index.html"));
    if (f) {
        send_asset(f, out);
        return ST_OK;
    }
    *out = (Response){ .status = 200, .type = html_type, .body = str_of(no_page), .is_static = true, .etag = STR(""), .file_name = STR(""), .cache = CACHE_CHECK };
    set_etag(out, a);
    return ST_OK;
}

static bool is_api(const Request *r)
{
    return r->n_segment && (str_eq(r->segment[0], STR("api")) || str_eq(r->segment[0], STR("healthz")));
}

static void not_allowed(const Request *r, Arena *a, Response *out)
{
    const char *methods = route_methods(r);
    response_problem(out, a, 405, str_fmt(a, "only %s", methods));
    out->allow = methods;
}

void site_answer(Worker *w, const RawRequest *raw, Arena *a, Response *out)
{
    Request r;
    Err err = { .code = ST_OK };
    Status st = request_parse(raw->target, a, &r, &err);
    if (!st && site_takes(w, raw, &r, a, out))
        return;
    if (w->site->loopback && !host_is_loopback(raw->host)) {
        response_problem(out, a, 403, STR("this server answers only to the names of its own machine"));
        return;
    }
    if (st == ST_TOO_BIG) {
        response_problem(out, a, 414, str_of(err.msg));
        return;
    }
    bool reads = str_eq(raw->method, STR("GET")) || str_eq(raw->method, STR("HEAD"));
    if (!st && !reads && !(str_eq(raw->method, STR("POST")) && str_has(str_of(route_methods(&r)), STR("POST")))) {
        not_allowed(&r, a, out);
        return;
    }
    if (!st && reads && !strcmp(route_methods(&r), "POST")) {
        not_allowed(&r, a, out);
        return;
    }
    if (!st && !reads)
        st = site_change(w, raw, &r, a, out, &err);
    else if (!st)
        st = is_api(&r) ? api(w, &r, a, out, &err) : page(&r, a, out, &err);
    if (st) {
        if (status_http(st) >= 500)
            log_event(LOG_ERROR, "serve.failed", "status=%d at=%s:%d reason=\"%s\"", status_http(st), err.file, err.line, status_text(st));
        response_failure(out, a, &err);
    } else if (etag_matches(raw->if_none_match, out->etag)) {
        out->status = 304;
        out->body = STR("");
    }
}
