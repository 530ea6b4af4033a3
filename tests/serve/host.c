#include "tests/serve/host.h"

TestBook book;
Server  *server;
int      port;

void host_open(bool on_server, ServeOptions o)
{
    int64_t number = 0;
    book_make(&book, on_server, BOOK_FULL);
    o.listen = "127.0.0.1:0";
    o.book = STR("acme.book");
    if (serve_open(book.s, &o, &server, &book.err))
        fail_msg("%s", book.err.msg);
    Str rest = str_of(serve_address(server));
    assert_true(str_starts(rest, STR("http://127.0.0.1:")));
    rest = str_sub(rest, 17, rest.n - 18);
    assert_true(str_to_i64(rest, &number));
    port = (int)number;
}

void host_close(void)
{
    serve_close(server);
    book_drop(&book);
}

Reply get(const char *target) { return client_ask(port, &(Ask){ .target = target, .host = HOME }, &book.a); }

void expect(const char *target, int status)
{
    Reply r = get(target);
    if (r.status != status)
        fail_msg("%.60s: %d instead of %d: %.*s", target, r.status, status, STR_ARG(str_sub(r.body, 0, 300)));
}

json_t *parse(Str s)
{
    json_error_t why;
    json_t *doc = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, &why);
    if (!doc)
        fail_msg("not JSON: %s: %.*s", why.text, STR_ARG(str_sub(s, 0, 300)));
    return doc;
}

json_t *get_json(const char *target)
{
    Reply r = get(target);
    if (r.status != 200)
        fail_msg("%s: %d: %.*s", target, r.status, STR_ARG(str_sub(r.body, 0, 300)));
    return parse(r.body);
}

Status small_recompute(Store *s, Err *err) { return store_run(s, SQL_CLEAR_REVIEW, STORE_NO_ARGS, err); }

Status small_aside(Store *s, int64_t file, Arena *a, Buf *out, Str *name, Err *err)
{
    (void)s;
    (void)a;
    if (file != 1)
        return ERR(err, ST_NOT_FOUND, "nothing is set aside of file %lld", (long long)file);
    buf_puts(out, "file 1\r\n");
    *name = STR("attachment; filename=\"aside.csv\"");
    return ST_OK;
}

/* As the program does it: without a limit where none is asked. */
Status small_portfolio(Store *s, const AnswerQuery *q, Arena *a, JsonOut *j, Err *err)
{
    ChooseAsk ask = { .budget = q->budget ? q->budget : CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = str_of(store_currency(s)), .brief = q->brief != 0 };
    Options o;
    Choice c;
    Status st = options_load(s, a, &o, err);
    if (!st)
        st = choose(&o, &ask, a, &c, err);
    if (!st)
        choose_json(&o, &ask, &c, &(Frontier){ .n = 0 }, a, j);
    return st;
}
