/* The server over real sockets.  Oracle: RFC 9110 for codes and headers, doc/api.md for what is there, and the
 * served OpenAPI document for the shape of every answer.  On DuckDB, and on PostgreSQL too when TL_PG names one. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/serve/host.h"
#include "app/action_json.h"

static bool on_server;

static void check_schema(const json_t *doc, const json_t *schema, const json_t *v, const char *where);

static bool is_type(const json_t *v, const char *type)
{
    return (!strcmp(type, "null") && json_is_null(v)) || (!strcmp(type, "integer") && json_is_integer(v)) || (!strcmp(type, "number") && json_is_number(v)) ||
           (!strcmp(type, "string") && json_is_string(v)) || (!strcmp(type, "boolean") && json_is_boolean(v)) || (!strcmp(type, "array") && json_is_array(v)) ||
           (!strcmp(type, "object") && json_is_object(v));
}

static void check_type(const json_t *type, const json_t *v, const char *where)
{
    bool fits = !type || (json_is_string(type) && is_type(v, json_string_value(type)));
    for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++)
        fits = fits || is_type(v, json_string_value(json_array_get(type, i)));
    if (!fits)
        fail_msg("%s is not %s: %s", where, json_dumps(type, JSON_ENCODE_ANY), json_dumps(v, JSON_ENCODE_ANY));
}

static void check_members(const json_t *doc, const json_t *schema, const json_t *v, const char *where)
{
    const char *name;
    json_t *one;
    const json_t *properties = json_object_get(schema, "properties"), *required = json_object_get(schema, "required");
    for (size_t i = 0; i < json_array_size(required); i++)
        if (!json_object_get(v, json_string_value(json_array_get(required, i))))
            fail_msg("%s has no '%s'", where, json_string_value(json_array_get(required, i)));
    json_object_foreach((json_t *)(uintptr_t)v, name, one) {
        if (!json_object_get(properties, name))
            fail_msg("%s has '%s', which the document does not know", where, name);
        check_schema(doc, json_object_get(properties, name), one, name);
    }
}

/* As much of JSON Schema as the document uses; its depth is that of the shapes. */
static void check_schema(const json_t *doc, const json_t *schema, const json_t *v, const char *where)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    if (ref) {
        const json_t *there = json_object_get(json_object_get(json_object_get(doc, "components"), "schemas"), strrchr(ref, '/') + 1);
        if (!there)
            fail_msg("'%s' leads nowhere", ref);
        check_schema(doc, there, v, where);
        return;
    }
    const json_t *any = json_object_get(schema, "anyOf");
    if (any) {
        if (!json_is_null(v))
            check_schema(doc, json_array_get(any, 0), v, where);
        return;
    }
    check_type(json_object_get(schema, "type"), v, where);
    if (json_is_object(v) && json_object_get(schema, "properties"))
        check_members(doc, schema, v, where);
    for (size_t i = 0; json_is_array(v) && json_object_get(schema, "items") && i < json_array_size(v); i++)
        check_schema(doc, json_object_get(schema, "items"), json_array_get(v, i), where);
}

static void real_path(const char *path, char *out, size_t n)
{
    const char *id = strstr(path, "{id}");
    (void)snprintf(out, n, "%.*s%s%s", id ? (int)(id - path) : (int)strlen(path), path, id ? "1" : "", id ? id + 4 : "");
}

static void every_route_is_in_the_document_and_answers_as_it_says(void **state)
{
    (void)state;
    json_t *doc = get_json("/api/openapi.json");
    const json_t *paths = json_object_get(doc, "paths");
    assert_string_equal(json_string_value(json_object_get(doc, "openapi")), "3.1.0");
    size_t operations = 0;
    const char *path;
    json_t *at;
    json_object_foreach((json_t *)(uintptr_t)paths, path, at)
        operations += json_object_size(at);
    assert_int_equal(operations, routes_n);
    for (size_t i = 0; i < routes_n; i++) {
        char target[128];
        real_path(routes[i].path, target, sizeof target);
        bool posted = route_posts(&routes[i]);
        const json_t *op = json_object_get(json_object_get(paths, routes[i].path), posted ? "post" : "get");
        if (!op)
            fail_msg("'%s' is not in the document", routes[i].path);
        assert_int_equal(json_array_size(json_object_get(op, "parameters")), routes[i].n_param + (strstr(routes[i].path, "{id}") != NULL) + (routes[i].list != NULL));
        assert_true(posted == (json_object_get(op, "requestBody") != NULL));
        if (!routes[i].schema || !strcmp(routes[i].schema, "OpenApi") || posted)
            continue;
        const json_t *ok = json_object_get(json_object_get(op, "responses"), "200");
        const json_t *schema = json_object_get(json_object_get(json_object_get(ok, "content"), "application/json"), "schema");
        json_t *got = get_json(target);
        assert_non_null(schema);
        assert_true(!routes[i].list == !json_object_get(json_object_get(ok, "content"), "text/csv"));
        check_schema(doc, schema, got, routes[i].path);
        json_decref(got);
    }
    json_decref(doc);
}

static void every_answer_carries_the_security_headers(void **state)
{
    (void)state;
    static const char *const targets[] = { "/", "/some/page", "/api/v1/money", "/api/v1/none", "/api/v1/report.html", "/healthz", "/missing.js", "/../x" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        Reply r = get(targets[i]);
        Str csp = reply_header(&r, "Content-Security-Policy");
        assert_true(str_has(csp, STR("default-src 'self'")) || str_has(csp, STR("default-src 'none'")));
        assert_true(str_has(csp, STR("frame-ancestors 'none'")));
        assert_true(str_has(csp, STR("base-uri 'none'")));
        assert_false(str_has(csp, STR("unsafe-eval")));
        assert_true(str_eq(reply_header(&r, "X-Content-Type-Options"), STR("nosniff")));
        assert_true(reply_header(&r, "Referrer-Policy").n > 0);
        assert_true(str_eq(reply_header(&r, "X-Frame-Options"), STR("DENY")));
        assert_true(reply_header(&r, "Cache-Control").n > 0);
        assert_int_equal(reply_header(&r, "Access-Control-Allow-Origin").n, 0);
    }
}

static void what_is_not_there_is_a_problem_document(void **state)
{
    (void)state;
    static const char *const targets[] = { "/api", "/api/", "/api/v1", "/api/v1/none", "/api/v2/money", "/api/v1/money/1", "/healthz/x", "/api/v1/issues/99",
        "/api/v1/issues/0", "/api/v1/issues/-1", "/api/v1/issues/1x", "/api/v1/issues/abc", "/api/v1/issues/99999999999999999999",
        "/api/v1/issues/1;drop", "/api/v1/issues/%7Bid%7D", "/api/v1/accounts/99", "/api/v1/accounts/1/x", "/missing.js", "/a/missing.css" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        Reply r = get(targets[i]);
        if (r.status != 404)
            fail_msg("%s: %d", targets[i], r.status);
        assert_true(str_eq(reply_header(&r, "Content-Type"), STR("application/problem+json")));
        json_t *p = parse(r.body);
        assert_int_equal(json_integer_value(json_object_get(p, "status")), 404);
        assert_true(json_is_string(json_object_get(p, "type")) && json_is_string(json_object_get(p, "title")) && json_is_string(json_object_get(p, "detail")));
        json_decref(p);
    }
}

static void only_get_and_head_are_allowed(void **state)
{
    (void)state;
    static const char *const methods[] = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "FOO" };
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        Reply r = client_ask(port, &(Ask){ .method = methods[i], .target = "/api/v1/money", .host = HOME, .more = "Content-Length: 0\r\n" }, &book.a);
        if (r.status != 405)
            fail_msg("%s: %d", methods[i], r.status);
        assert_true(str_eq(reply_header(&r, "Allow"), STR("GET, HEAD")));
    }
    Reply r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/money", .host = HOME, .more = "Content-Length: 5\r\n\r\nhello" }, &book.a);
    assert_int_equal(r.status, 405);
}

static void wrong_parameters_are_refused(void **state)
{
    (void)state;
    static const char *const targets[] = { "/api/v1/accounts?page=0", "/api/v1/accounts?page=-1", "/api/v1/accounts?page=x", "/api/v1/accounts?page=1.5",
        "/api/v1/accounts?per_page=201", "/api/v1/accounts?per_page=0", "/api/v1/accounts?page=99999999999999999999", "/api/v1/accounts?sort=luck",
        "/api/v1/accounts?nonsense=1", "/api/v1/money?x", "/api/v1/accounts?page=1&page=2", "/api/v1/accounts?q=%ff", "/api/v1/accounts?q=%00",
        "/api/v1/accounts?q=%zz", "/api/v1/comments?theme=late", "/api/v1/quarantine?file=../x" };
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        expect(targets[i], 400);
    char longest[QUERY_VALUE_MAX + 32];                 /* as long as may be, and one letter more */
    int n = snprintf(longest, sizeof longest, "/api/v1/accounts?q=%0*d", QUERY_VALUE_MAX, 0);
    expect(longest, 200);
    longest[n] = '0';
    longest[n + 1] = 0;
    expect(longest, 400);
    expect("/api/v1/accounts?page=1&per_page=200&q=&segment=&sort=name", 200);
    expect("/api/v1/comments?theme=&account=1&q=late", 200);
}

static void paths_cannot_climb(void **state)
{
    (void)state;
    static const char *const targets[] = { "/../etc/passwd", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/..%5c..%5cx",
        "//etc/passwd", "/api/v1/../../etc/passwd", "/api/v1//money", "/./index.html", "/a\\b", "/%00", "/index.html%00.js" };
    for (size_t i = 0; i < COUNT_OF(targets); i++)
        expect(targets[i], 400);
}

static void long_addresses_are_refused(void **state)
{
    (void)state;
    static const size_t lengths[] = { 65 * 1024, 300 * 1024 };
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        Buf b;
        buf_init(&b, 1 << 20);
        buf_puts(&b, "GET /api/v1/accounts?q=");
        for (size_t k = 0; k < lengths[i]; k++)
            buf_putc(&b, 'a');
        buf_puts(&b, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Reply r = client_raw(port, buf_str(&b), &book.a);
        /* Past the library's own memory it may close before we have sent everything. */
        if (r.status != 414 && !(i && (r.status == 0 || r.status == 431)))
            fail_msg("%zu bytes: %d", lengths[i], r.status);
        buf_release(&b);
    }
    expect("/healthz", 200);
}

static void foreign_hosts_are_refused(void **state)
{
    (void)state;
    static const struct { const char *host; int status; } cases[] = { { "evil.example", 403 }, { "evil.example:8080", 403 }, { "127.0.0.1.evil.example", 403 },
        { "0.0.0.0", 403 }, { "localhost:1", 200 }, { "127.0.0.1", 200 }, { "[::1]:9", 200 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        static const char *const targets[] = { "/api/v1/book", "/", "/healthz" };
        for (size_t k = 0; k < COUNT_OF(targets); k++) {
            Reply r = client_ask(port, &(Ask){ .target = targets[k], .host = cases[i].host }, &book.a);
            if (r.status != cases[i].status)
                fail_msg("%s at %s: %d", cases[i].host, targets[k], r.status);
        }
    }
    Reply r = client_ask(port, &(Ask){ .target = "/" }, &book.a);
    assert_true(r.status == 400 || r.status == 403);
    r = client_raw(port, STR("GET / HTTP/1.0\r\n\r\n"), &book.a);
    assert_int_equal(r.status, 403);
}

static void unchanged_answers_are_not_sent_again(void **state)
{
    (void)state;
    static const char *const targets[] = { "/api/v1/money", "/api/v1/accounts/1", "/api/openapi.json", "/", "/api/v1/report.html" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        Reply first = get(targets[i]);
        Str tag = reply_header(&first, "ETag");
        assert_true(tag.n > 2 && tag.p[0] == '"');
        Str more = str_fmt(&book.a, "If-None-Match: \"x\", %.*s\r\n", STR_ARG(tag));
        Reply again = client_ask(port, &(Ask){ .target = targets[i], .host = HOME, .more = more.p }, &book.a);
        assert_int_equal(again.status, 304);
        assert_int_equal(again.body.n, 0);
        assert_true(str_eq(reply_header(&again, "ETag"), tag));
        again = client_ask(port, &(Ask){ .target = targets[i], .host = HOME, .more = "If-None-Match: \"other\"\r\n" }, &book.a);
        assert_int_equal(again.status, 200);
    }
}

static void a_changed_book_changes_the_tag(void **state)
{
    (void)state;
    Reply before = get("/api/v1/issues");
    book_sql(&book, "UPDATE d_issue SET name = 'renamed' WHERE issue_id = 1");
    Reply after = get("/api/v1/issues");
    assert_false(str_eq(reply_header(&before, "ETag"), reply_header(&after, "ETag")));
    assert_true(str_has(after.body, STR("renamed")));
}

static void head_is_get_without_the_body(void **state)
{
    (void)state;
    static const char *const targets[] = { "/", "/api/v1/money", "/healthz", "/api/v1/none" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        Reply g = get(targets[i]), h = client_ask(port, &(Ask){ .method = "HEAD", .target = targets[i], .host = HOME }, &book.a);
        assert_int_equal(h.status, g.status);
        assert_int_equal(h.body.n, 0);
        static const char *const same[] = { "Content-Type", "Content-Length", "ETag", "Cache-Control" };
        for (size_t k = 0; k < COUNT_OF(same); k++)
            assert_true(str_eq(reply_header(&g, same[k]), reply_header(&h, same[k])));
    }
}

static void pages_get_the_page_and_nothing_else(void **state)
{
    (void)state;
    static const char *const targets[] = { "/", "/issues", "/issues/3", "/accounts?q=x&anything=goes", "/deep/er/page/" };
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        Reply r = get(targets[i]);
        assert_int_equal(r.status, 200);
        assert_true(str_starts(reply_header(&r, "Content-Type"), STR("text/html")));
        assert_true(str_ihas(r.body, STR("<!doctype html")));
        assert_true(str_has(reply_header(&r, "Cache-Control"), STR("no-cache")));
    }
}

static void a_reader_has_a_report_of_its_own(void **state)
{
    (void)state;
    Reply r = get("/api/v1/report?for=unit%3AA%26B&as=html");
    assert_int_equal(r.status, 200);
    assert_true(str_has(r.body, STR("for 'unit:A&B' as 'html'")));
    assert_true(str_has(reply_header(&r, "Content-Security-Policy"), STR("default-src 'none'")));
    assert_false(str_has(reply_header(&r, "Content-Security-Policy"), STR("script-src")));
    assert_int_equal(reply_header(&r, "Content-Disposition").n, 0);
    r = get("/api/v1/report?for=cfo&as=pdf");
    assert_int_equal(r.status, 200);
    assert_true(str_eq(reply_header(&r, "Content-Type"), STR("application/pdf")));
    assert_true(str_has(reply_header(&r, "Content-Disposition"), STR("throughline-cfo.pdf")));
    assert_true(str_has(reply_header(&r, "Cache-Control"), STR("no-store")));
    assert_int_equal(get("/api/v1/report?for=unit%3ANobody").status, 404);
    assert_int_equal(get("/api/v1/report?of=cfo").status, 400);
}

static void the_report_is_a_document_without_script(void **state)
{
    (void)state;
    Reply r = get("/api/v1/report.html");
    assert_int_equal(r.status, 200);
    assert_true(str_has(r.body, STR("a report of 4 accounts")));
    assert_true(str_has(reply_header(&r, "Content-Security-Policy"), STR("default-src 'none'")));
    assert_false(str_has(reply_header(&r, "Content-Security-Policy"), STR("script-src")));
}

static void noise_does_not_stop_the_server(void **state)
{
    (void)state;
    static const char noise[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n";
    static const Str cases[] = { { noise, sizeof noise - 1 }, STR_INIT("GET\r\n\r\n"), STR_INIT("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"), STR_INIT("\r\n\r\n\r\n"),
        STR_INIT("GET / HTTP/1.1\r\nHost localhost\r\nConnection: close\r\n\r\n"),
        STR_INIT("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffff\r\nx") };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena a;
        arena_init(&a);
        Str bytes = str_fmt(&a, "%.*s", STR_ARG(cases[i]));
        (void)client_raw(port, i == 0 ? cases[i] : str_fmt(&a, "%.*sGET /x HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n", STR_ARG(bytes)), &a);
        arena_release(&a);
        expect("/healthz", 200);
    }
}

enum { CALLERS = 4, CALLS = 200 };

typedef struct Caller {
    pthread_t thread;
    Str       want[4];
    size_t    right, wrong;
    int       status;            /* of the last wrong one */
    size_t    bytes;
} Caller;

static const char *const busy_targets[4] = { "/api/v1/money", "/api/v1/accounts/1", "/api/v1/comments?q=late", "/api/v1/issues/1" };

static void *call(void *arg)
{
    Caller *c = arg;
    for (size_t i = 0; i < CALLS; i++) {
        Arena a;
        arena_init(&a);
        Reply r = client_ask(port, &(Ask){ .target = busy_targets[i % 4], .host = HOME }, &a);
        bool right = r.status == 200 && str_eq(r.body, c->want[i % 4]);
        c->right += right;
        c->wrong += !right;
        if (!right) {
            c->status = r.status;
            c->bytes = r.body.n;
        }
        arena_release(&a);
    }
    return NULL;
}

static void many_at_once_get_the_same_answers(void **state)
{
    (void)state;
    Caller callers[CALLERS] = { 0 };
    for (size_t i = 0; i < CALLERS; i++) {
        for (size_t k = 0; k < 4; k++)
            callers[i].want[k] = get(busy_targets[k]).body;
        assert_int_equal(pthread_create(&callers[i].thread, NULL, call, &callers[i]), 0);
    }
    for (size_t i = 0; i < CALLERS; i++)
        (void)pthread_join(callers[i].thread, NULL);
    for (size_t i = 0; i < CALLERS; i++) {
        if (callers[i].wrong)
            fail_msg("%zu of %d answers were not the same; the last had status %d and %zu bytes", callers[i].wrong, CALLS, callers[i].status, callers[i].bytes);
        assert_int_equal(callers[i].right, CALLS);
    }
}

static void a_port_in_use_is_named(void **state)
{
    (void)state;
    Server *second = NULL;
    Str where = str_fmt(&book.a, "127.0.0.1:%d", port), number = str_fmt(&book.a, "port %d is in use", port);
    assert_int_equal(serve_open(book.s, &(ServeOptions){ .listen = where.p, .book = STR("x") }, &second, &book.err), ST_BUSY);
    assert_non_null(strstr(book.err.msg, number.p));
    assert_null(second);
    expect("/healthz", 200);
}

static void addresses_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const cases[] = { "nonsense", "localhost:http", "127.0.0.1:65536", "127.0.0.1:-1", "[::1", "::1:80", "256.0.0.1:80", "127.0.0.1:80:80" };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Server *none = NULL;
        if (serve_open(book.s, &(ServeOptions){ .listen = cases[i], .book = STR("x") }, &none, &book.err) != ST_USAGE)
            fail_msg("'%s' was taken", cases[i]);
    }
}

static void a_signal_ends_the_wait(void **state)
{
    (void)state;
    assert_int_equal(kill(getpid(), SIGTERM), 0);
    assert_int_equal(serve_wait(server), SIGTERM);
}

static Status small_report(Store *s, Arena *a, Buf *out, Err *err)
{
    int64_t n;
    (void)a;
    Status st = store_int(s, SQL_REPORT_ACCOUNT_COUNT, STORE_NO_ARGS, 0, &n, err);
    if (!st)
        buf_printf(out, "<!doctype html><p>a report of %lld accounts", (long long)n);
    return st;
}

/* Says what it was asked for; a reader of another name is nobody. */
static Status small_reader(Store *s, Str reader, Str form, Arena *a, Buf *out, ServeForm *as, Err *err)
{
    (void)s;
    if (str_eq(reader, STR("unit:Nobody")))
        return ERR(err, ST_NOT_FOUND, "no unit 'Nobody'");
    bool pdf = str_eq(form, STR("pdf"));
    buf_printf(out, "for '%.*s' as '%.*s'", STR_ARG(reader), STR_ARG(form));
    *as = (ServeForm){ .type = pdf ? "application/pdf" : "text/html; charset=utf-8", .file = pdf ? str_fmt(a, "attachment; filename=\"throughline-%s.pdf\"", "cfo") : STR("") };
    return ST_OK;
}

/* Records of a CSV text: line ends that stand in no quotes. */
static size_t records(Str csv)
{
    size_t n = 0;
    bool quoted = false;
    for (size_t i = 0; i < csv.n; i++) {
        quoted = quoted != (csv.p[i] == '"');
        n += !quoted && csv.p[i] == '\n';
    }
    return n;
}

static Reply get_as(const char *target, const char *accept)
{
    return client_ask(port, &(Ask){ .method = "GET", .target = target, .host = HOME, .more = str_fmt(&book.a, "Accept: %s\r\n", accept).p }, &book.a);
}

static void every_list_is_a_file_too(void **state)
{
    (void)state;
    static const char xlsx[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    size_t lists = 0, rows = 0;
    for (size_t i = 0; i < routes_n; i++) {
        if (!routes[i].list)
            continue;
        char target[128];
        real_path(routes[i].path, target, sizeof target);
        json_t *o = get_json(target);
        size_t n = json_array_size(json_object_get(o, routes[i].list));
        json_decref(o);
        Reply csv = get(str_fmt(&book.a, "%s?format=csv", target).p), book_file = get(str_fmt(&book.a, "%s?format=xlsx", target).p);
        if (csv.status != 200 || records(csv.body) != n + 1)
            fail_msg("%s as csv: %d, %zu records for %zu rows: %.*s", target, csv.status, records(csv.body), n, STR_ARG(str_sub(csv.body, 0, 400)));
        assert_true(str_eq(reply_header(&csv, "Content-Type"), STR("text/csv; charset=utf-8")));
        assert_true(str_eq(reply_header(&csv, "Content-Disposition"), str_fmt(&book.a, "attachment; filename=\"throughline-%s.csv\"", routes[i].name)));
        assert_true(book_file.status == 200 && str_starts(book_file.body, STR("PK\x03\x04")));
        assert_true(str_eq(reply_header(&book_file, "Content-Type"), str_of(xlsx)));
        assert_true(str_eq(get_as(target, "text/csv, */*;q=0.1").body, csv.body));
        assert_true(str_eq(get_as(target, xlsx).body, book_file.body));
        lists++;
        rows += n;
    }
    assert_true(lists >= 15 && rows > 20);
    /* Each row says what the JSON says; a page of one is not asked for in a file. */
    Reply r = get("/api/v1/accounts?format=csv&per_page=1");
    assert_true(str_starts(r.body, STR("\xEF\xBB\xBFid,name,segment,region,country,value_minor,renewal,heard,last_heard,comments,issues,status\r\n")));
    json_t *o = get_json("/api/v1/accounts");
    const json_t *all = json_object_get(o, "accounts");
    assert_int_equal(json_array_size(all), 4);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *a = json_array_get(all, i), *value = json_object_get(a, "value_minor"), *renewal = json_object_get(a, "renewal");
        Str money = json_is_null(value) ? STR("") : str_fmt(&book.a, "%lld", (long long)json_integer_value(value));
        Str row = str_fmt(&book.a, "\n%lld,%s,%s,%s,%s,%.*s,%s,%s,", (long long)json_integer_value(json_object_get(a, "id")), json_string_value(json_object_get(a, "name")), json_string_value(json_object_get(a, "segment")),
                          json_string_value(json_object_get(a, "region")), json_string_value(json_object_get(a, "country")), STR_ARG(money), json_is_null(renewal) ? "" : json_string_value(renewal), json_is_true(json_object_get(a, "heard")) ? "true" : "false");
        if (!str_has(r.body, row))
            fail_msg("no '%.*s' in %.*s", STR_ARG(row), STR_ARG(r.body));
    }
    json_decref(o);
    r = get("/api/v1/accounts?format=csv&q=foods");
    assert_true(str_ends(r.body, STR(",too late,active\r\n")));
    r = get("/api/v1/accounts?format=csv&q=belmont");
    assert_true(str_has(r.body, STR(",too late; First reply slower than most,")));      /* names in one cell */
    /* A page and a browser that takes anything get JSON; what is no format, and what has no list, is refused. */
    assert_true(str_starts(get_as("/api/v1/accounts", "text/html, text/csv;q=0.5, */*").body, STR("{")));
    expect("/api/v1/accounts?format=pdf", 400);
    expect("/api/v1/accounts?format=csv&format=csv", 400);
    expect("/api/v1/money?format=csv", 400);
    expect("/api/v1/accounts/1?format=csv", 400);
}

/* Pages are put together; what is more than a file holds is refused, not cut. */
static void a_long_list_is_one_file_up_to_its_limit(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO d_account SELECT i, 'Long ' || CAST(i AS TEXT), NULL, 'Core', 'North', 'DK', '', NULL, NULL, FALSE, 1 FROM generate_series(1001, 1450) AS g(i)");
    Reply r = get("/api/v1/accounts?format=csv&q=long");
    assert_int_equal(records(r.body), 451);
    for (int id = 1001; id <= 1450; id++)
        assert_true(str_has(r.body, str_fmt(&book.a, "\n%d,Long %d,", id, id)));
    book_sql(&book, "INSERT INTO d_account SELECT i, 'Long ' || CAST(i AS TEXT), NULL, 'Core', 'North', 'DK', '', NULL, NULL, FALSE, 1 FROM generate_series(1451, 11001) AS g(i)");
    r = get("/api/v1/accounts?format=xlsx&q=long");
    assert_int_equal(r.status, 413);
    assert_true(str_has(r.body, STR("10001 rows")) && str_has(r.body, STR("filters")));
    book_sql(&book, "DELETE FROM d_account WHERE account_id > 1000");
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .report = small_report, .reader = small_reader, .aside = small_aside, .portfolio = small_portfolio, .understand = option_parse, .typed = answer_actions_typed });
    /* Story 1, so that every route with an id has one. */
    return store_run(book.s, SQL_VERDICT_PUT, STORE_ARGS(DB_INT(1), DB_TEXT(STR("voices")), DB_TEXT(STR("story")), DB_TEXT(STR("Late")), DB_TEXT(STR("nothing:1:0")), DB_TEXT(STR("me")),
                                                         DB_TEXT(STR("test")), DB_TEXT(STR("2026-01-01 00:00:00"))), &book.err) != ST_OK;
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_in_the_document_and_answers_as_it_says), cmocka_unit_test(every_answer_carries_the_security_headers),
        cmocka_unit_test(what_is_not_there_is_a_problem_document), cmocka_unit_test(only_get_and_head_are_allowed),
        cmocka_unit_test(wrong_parameters_are_refused), cmocka_unit_test(paths_cannot_climb), cmocka_unit_test(long_addresses_are_refused),
        cmocka_unit_test(foreign_hosts_are_refused), cmocka_unit_test(unchanged_answers_are_not_sent_again),
        cmocka_unit_test(head_is_get_without_the_body), cmocka_unit_test(pages_get_the_page_and_nothing_else),
        cmocka_unit_test(the_report_is_a_document_without_script), cmocka_unit_test(a_reader_has_a_report_of_its_own), cmocka_unit_test(noise_does_not_stop_the_server),
        cmocka_unit_test(many_at_once_get_the_same_answers), cmocka_unit_test(a_port_in_use_is_named),
        cmocka_unit_test(addresses_that_are_none_are_refused), cmocka_unit_test(every_list_is_a_file_too), cmocka_unit_test(a_changed_book_changes_the_tag), cmocka_unit_test(a_long_list_is_one_file_up_to_its_limit), cmocka_unit_test(a_signal_ends_the_wait),
    };
    int failed = cmocka_run_group_tests_name("the server, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("the server, on PostgreSQL", tests, arrive, leave);
    return failed;
}
