#include "serve/site.h"

#include <time.h>

#include "base/log.h"
#include "base/map.h"
#include "model/limits.h"
#include "serve/asset.h"
#include "serve/range.h"

static int64_t clock_micros(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

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

void site_success(const Route *row, Response *out)
{
    *out = (Response){ .status = 200, .type = row->schema ? json_type : row->type, .etag = STR(""), .file_name = STR(""), .cache = row->cache };
}

void site_tag(const Route *row, Arena *a, Response *out)
{
    if (row->cache != CACHE_NEVER && !out->file.n)
        set_etag(out, a);
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

Status handle_reader(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    ServeForm as = { .type = html_type, .file = STR("") };
    if (!w->site->reader)
        return ERR(err, ST_NOT_FOUND, "this program cannot write reports");
    buf_init(&b, LIMIT_REPORT);
    Status st = w->site->reader(w->s, q->q, q->kind, a, &b, &as, err);
    if (!st)
        st = take_body(out, a, &b, err);
    out->type = as.type;
    out->file_name = as.file;
    buf_release(&b);
    return st;
}

/* An answer that this program was handed, for `report` sees no kernel. */
static Status handed(Worker *w, Answer *answer, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    Buf b;
    JsonOut j;
    buf_init(&b, LIMIT_REPORT);
    json_init(&j, &b);
    Status st = answer(w->s, q, a, &j, err);
    if (!st)
        st = take_body(out, a, &b, err);
    buf_release(&b);
    return st;
}

Status handle_portfolio(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    return w->site->portfolio ? handed(w, w->site->portfolio, q, a, out, err) : ERR(err, ST_NOT_FOUND, "this program cannot weigh options");
}

Status handle_typed(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    return w->site->typed ? handed(w, w->site->typed, q, a, out, err) : ERR(err, ST_NOT_FOUND, "this program cannot read what was typed of actions");
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

Status handle_ready(Worker *w, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    int64_t accounts = 0;
    (void)q;
    (void)a;
    Status st = store_int(w->s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &accounts, err);
    out->body = STR("{\"status\":\"ready\"}");
    return st ? ERR(err, ST_BUSY, "the book cannot be read") : ST_OK;
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
        st = w->form != ROWS_JSON ? rows_answer(w->s, row, q, w->form, a, out, err) : row->answer ? answer(w, row->answer, q, a, out, err) : row->handle(w, q, a, out, err);
    store_rollback(w->s);
    return st;
}

/* For those who see a part of the book: made on a session that shows it, and thrown away when the part was another meanwhile. */
static Status in_own_view(Worker *w, const Route *row, const AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    enum { TRIES = 3 };
    ScopeIds ids;
    bool same = false;
    Status st = ST_OK;
    for (int i = 0; !st && !same && i < TRIES; i++) {
        st = site_view(w, a, &ids, err);
        Status made = st ? st : in_one_view(w, row, q, a, out, err);
        w->s = w->all;
        if (!st)
            st = site_view_same(w, &ids, a, &same, err);
        if (!st && same)
            st = made;
    }
    return st || same ? st : ERR(err, ST_BUSY, "the figures are being worked out again");
}

/* Which id or filter, for the log; no search words: they may be somebody's address. */
static Str asked_for(const AnswerQuery *q, Arena *a)
{
    Str out = q->id ? str_fmt(a, "id %lld", (long long)q->id) : q->key.n ? str_fmt(a, "key %.*s", (int)(q->key.n < 40 ? q->key.n : 40), q->key.p) : STR("");
    if (q->account)
        out = str_fmt(a, "%.*s account %lld", STR_ARG(out), (long long)q->account);
    if (q->theme)
        out = str_fmt(a, "%.*s theme %lld", STR_ARG(out), (long long)q->theme);
    if (q->file)
        out = str_fmt(a, "%.*s file %lld", STR_ARG(out), (long long)q->file);
    if (q->q.n)
        out = str_fmt(a, "%.*s by words", STR_ARG(out));
    if (q->format.n)
        out = str_fmt(a, "%.*s as %.*s", STR_ARG(out), STR_ARG(q->format));
    return str_trim(out);
}

Str site_question(const Route *row, RowsForm form, int64_t rules_of, const AnswerQuery *q, Arena *a)
{
    Buf b;
    buf_init(&b, LIMIT_REQUEST);
    buf_printf(&b, "%zu %d %lld %lld %zu:", (size_t)(row - routes), (int)form, (long long)rules_of, (long long)q->id, q->key.n);
    buf_put(&b, q->key);
    for (size_t i = 0; i < row->n_param; i++) {
        const char *at = (const char *)q + row->param[i].at;
        if (row->param[i].type == PARAM_INT) {
            buf_printf(&b, " %lld", (long long)*(const int64_t *)(const void *)at);
        } else {
            Str text = *(const Str *)(const void *)at;
            buf_printf(&b, " %zu:", text.n);
            buf_put(&b, text);
        }
    }
    Str key = str_dup(a, buf_str(&b));
    buf_release(&b);
    return key;
}

Status site_read(Worker *w, const Route *row, AnswerQuery *q, Arena *a, Response *out, Err *err)
{
    /* Where there is no writer another program may be one, and nobody would say that the book has changed. */
    bool keeps = w->site->keep && w->site->writer && (row->answer || row->kept), ruled = role_has_rules(w->who.role), ahead = keeps && row->ahead && !ruled && w->site->cards;
    Keep *keep = ahead ? w->site->cards_kept : w->site->keep;
    int64_t age = keeps ? writer_version(w->site->writer) : 0;
    Str key = keeps ? site_question(row, w->form, ruled ? w->who.login : 0, q, a) : STR("");
    q->book = w->site->book;
    w->what = asked_for(q, a);
    if (keeps && keep_get(keep, key, age, a, out))
        return ST_OK;
    bool made = false;
    Status st = ahead && w->form == ROWS_JSON ? cards_make(w->site->cards, w->all, q->id, age, a, out, &made, err) : ST_OK;
    if (st || made)
        return st;
    site_success(row, out);
    st = ruled ? in_own_view(w, row, q, a, out, err) : in_one_view(w, row, q, a, out, err);
    if (!st)
        site_tag(row, a, out);
    if (!st && keeps)
        (void)keep_put(keep, key, age, out);
    return st;
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
    static const Str first[] = { STR_INIT("api"), STR_INIT("healthz"), STR_INIT("readyz"), STR_INIT("metrics"), STR_INIT("mcp") };
    for (size_t i = 0; r->n_segment && i < COUNT_OF(first); i++)
        if (str_eq(r->segment[0], first[i]))
            return true;
    return false;
}

static void not_allowed(const Request *r, Arena *a, Response *out)
{
    const char *methods = route_methods(r);
    response_problem(out, a, 405, str_fmt(a, "only %s", methods));
    out->allow = methods;
}

static bool host_fits(const Site *s, Str host)
{
    return !s->loopback || host_is_loopback(host) || (s->public_host.n && str_ieq(host, s->public_host));
}

static void log_failure(const Err *err)
{
    if (status_http(err->code) >= 500)
        log_event(LOG_ERROR, "serve.failed", "status=%d at=%s:%d reason=\"%s\"", status_http(err->code), err->file, err->line, status_text(err->code));
}

/* Do the role and its scopes open the row at all? */
static bool has_scope(const Who *who, const Route *row)
{
    static const struct { Access access; unsigned may; } needs[] = { { ACCESS_READER, MAY_READ }, { ACCESS_ASKER, MAY_ASK }, { ACCESS_DECIDER, MAY_DECIDE }, { ACCESS_SETTLER, MAY_SETTLE },
                                                                    { ACCESS_INTAKE, MAY_INTAKE }, { ACCESS_ADMIN, MAY_ADMIN } };
    bool fits = row->access == ACCESS_SIGNED;
    for (size_t i = 0; i < COUNT_OF(needs); i++)
        fits = fits || (row->access == needs[i].access && (who->may & needs[i].may));
    return fits;
}

/* Who sees a part of the book is told what holds that part alone. */
static bool has_part(const Who *who, const Route *row)
{
    unsigned holds = who->role == ROLE_MANAGER ? HOLDS_MANAGER : who->role == ROLE_UNIT ? HOLDS_UNIT : 0;
    return !holds || row->access == ACCESS_SIGNED || (row->holds & holds);
}

Status site_own(Store *s, const Who *who, const char *what, Arena *a, const int64_t **own, size_t *n, Err *err)
{
    ScopeIds ids = { .n = 0 };
    Status st = role_has_rules(who->role) ? scope_ids(s, who->login, who->role, a, &ids, err) : ST_OK;
    int64_t *id = ARENA_NEW_N(a, int64_t, ids.n + 1);
    *n = 0;
    for (size_t i = 0; !st && i < ids.n; i++)
        if (!strcmp(ids.at[i].what, what))
            id[(*n)++] = ids.at[i].id;
    *own = id;
    return st;
}

bool site_sees(const Who *who, const Route *row)
{
    return row->access == ACCESS_ANYBODY || (who->known && has_scope(who, row) && has_part(who, row));
}

/* What the row needs of whoever asks, against what he may.  True: go on. */
bool site_may(const Worker *w, const Route *row, Arena *a, Response *out)
{
    enum { UNKNOWN = 401, REFUSED = 403 };
    if (row && row->access == ACCESS_ANYBODY)
        return true;
    if (!w->who.known) {
        response_problem(out, a, UNKNOWN, STR("sign in first, or send a token: Authorization: Bearer tl_..."));
        return false;
    }
    if (row && !has_scope(&w->who, row)) {
        response_problem(out, a, REFUSED, STR("your role, or the scopes of the token, do not allow this"));
        return false;
    }
    if (row && !has_part(&w->who, row)) {
        response_problem(out, a, REFUSED, STR("this cannot be told without telling of customers that are not yours"));
        return false;
    }
    return true;
}

Status site_log(Worker *w, const Route *row, const Response *out, Err *err)
{
    bool read = !row->change && !row->visit;
    if (row->visit && !w->told)
        return ST_OK;
    if (read && (row->impersonal || row->access == ACCESS_ANYBODY || out->status >= 400))
        return ST_OK;
    TrailRow r = { .who = w->who.name.n ? w->who.name : STR("nobody"), .how = w->who.how.n ? w->who.how : STR("none"), .address = w->address,
                   .route = str_of(row->name), .what = w->what, .status = row->visit ? w->told : out->status };
    if (w->site->trail)
        return trail_put(w->site->trail, &r, !read, err);
    log_event(LOG_INFO, "serve.trail", "login=%lld route=%s status=%d", (long long)w->who.login, row->name, out->status);
    return ST_OK;
}

/* An address of the API: who, whether, what, and the log. */
static Status api(Worker *w, const RawRequest *raw, const Request *r, bool reads, Arena *a, Response *out, const Route **found, Err *err)
{
    const Route *row = NULL;
    AnswerQuery q;
    Err why = { .code = ST_OK };
    w->form = ROWS_JSON;
    Str set_cookie = STR("");
    Status st = gate_who(w->site->gate, raw->cookies, raw->authorization, a, &w->who, &set_cookie, err);
    if (st)
        return st;
    st = route_find(r, reads ? "GET" : "POST", &row, &q, &why);
    *found = row;
    if (!site_in_rate(w, a, out) || !site_may(w, row, a, out))
        return ST_OK;
    if (st) {
        *err = why;
        return st;
    }
    if (reads && row->list)
        st = rows_form(q.format, raw->header ? raw->header(raw->ctx, "Accept") : STR(""), &w->form, err);
    if (!st)
        st = row->visit ? row->visit(w, raw, r, a, out, err) : reads ? site_read(w, row, &q, a, out, err) : row->speak ? row->speak(w, raw, a, out, err) : site_change(w, raw, row, a, out, err);
    if (st) {
        log_failure(err);
        response_failure(out, a, err);
    }
    st = site_log(w, row, out, err);
    if (set_cookie.n && !out->set_cookie.n)
        out->set_cookie = set_cookie;
    return st;
}

static Status dispatch(Worker *w, const RawRequest *raw, const Request *r, Arena *a, Response *out, const Route **row, Err *err)
{
    Str methods = str_of(route_methods(r));
    bool reads = str_eq(raw->method, STR("GET")) || str_eq(raw->method, STR("HEAD"));
    bool posts = str_eq(raw->method, STR("POST")) && str_has(methods, STR("POST"));
    if ((!reads && !posts) || (reads && str_eq(methods, STR("POST")))) {
        not_allowed(r, a, out);
        return ST_OK;
    }
    return is_api(r) ? api(w, raw, r, reads, a, out, row, err) : page(r, a, out, err);
}

bool site_answer(Worker *w, const RawRequest *raw, Arena *a, Response *out)
{
    bool aside = false;
    Request r;
    Err err = { .code = ST_OK };
    Status st = request_parse(raw->target, a, &r, &err);
    if (!st && site_takes(w, raw, &r, a, out, &aside))
        return !aside;
    const Route *row = NULL;
    int64_t began = clock_micros();
    w->s = w->all;
    w->who = (Who){ .name = STR(""), .how = STR("") };
    w->cookies = raw->cookies;
    w->address = raw->address;
    w->what = STR("");
    w->told = 0;
    w->out = out;
    if (!host_fits(w->site, raw->host)) {
        response_problem(out, a, 403, STR("this server answers only to the names of its own machine"));
        return true;
    }
    if (st == ST_TOO_BIG) {
        response_problem(out, a, 414, str_of(err.msg));
        return true;
    }
    if (!st)
        st = dispatch(w, raw, &r, a, out, &row, &err);
    w->s = w->all;
    if (st) {
        log_failure(&err);
        response_failure(out, a, &err);
    } else if (out->status < 300 && etag_matches(raw->if_none_match, out->etag)) {
        out->status = 304;
        out->body = out->file = STR("");
    } else if (out->file.n && raw->header && str_eq(raw->method, STR("GET"))) {
        range_apply(out, raw->header(raw->ctx, "Range"), raw->header(raw->ctx, "If-Range"), a);
    }
    meter_add(w->site->meter, row ? (size_t)(row - routes) : routes_n, out->status, clock_micros() - began);
    return true;
}

static Status row_of(const RawRequest *raw, Arena *a, const Route **row, Err *err)
{
    Request r;
    AnswerQuery q;
    Status st = request_parse(raw->target, a, &r, err);
    return st ? st : route_find(&r, str_eq(raw->method, STR("POST")) ? "POST" : "GET", row, &q, err);
}

bool site_is_slow(const RawRequest *raw, Arena *a)
{
    const Route *row = NULL;
    Err ignored = { .code = ST_OK };
    return row_of(raw, a, &row, &ignored) == ST_OK && row->slow;
}

void site_too_busy(const RawRequest *raw, Arena *a, Response *out)
{
    const Route *row = NULL;
    Err ignored = { .code = ST_OK };
    if (row_of(raw, a, &row, &ignored) == ST_OK && row->visit) {
        site_send_on(STR("/"), OIDC_BUSY, a, out);
        return;
    }
    response_problem(out, a, status_http(ST_BUSY), STR("too many long requests are under way"));
    out->retry_after = 1;
}
