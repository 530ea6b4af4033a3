/* The examples of the API's description do what the description says.  Oracle: the served document, its codes and shapes, against a real server and book;
 * OpenAPI 3.1 for where an example and the ways of signing in stand. */
#include <stdlib.h>

#include <ftw.h>
#include <time.h>

#include "serve/hook.h"
#include "tests/serve/host.h"
#include "act/action.h"
#include "app/action_json.h"
#include "value/forecast.h"

static bool on_server;

static Reply post(const char *target, Str cookie, const char *body)
{
    Str more = str_fmt(&book.a, "%.*sOrigin: http://localhost\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", STR_ARG(cookie), strlen(body), body);
    return client_ask(port, &(Ask){ .method = "POST", .target = target, .host = HOME, .more = more.p }, &book.a);
}

static const json_t *at(const json_t *o, const char *path)
{
    char part[64];
    for (const char *p = path; o && *p; p += strcspn(p, "|") + (p[strcspn(p, "|")] == '|')) {
        (void)snprintf(part, sizeof part, "%.*s", (int)strcspn(p, "|"), p);
        o = json_object_get(o, part);
    }
    return o;
}

static void check_fields(const json_t *doc, const json_t *post_op, const json_t *example, const char *name)
{
    const char *ref = json_string_value(at(post_op, "requestBody|content|application/json|schema|$ref")), *field;
    json_t *v;
    assert_non_null(ref);
    const json_t *schema = json_object_get(at(doc, "components|schemas"), strrchr(ref, '/') + 1), *properties = json_object_get(schema, "properties"), *required = json_object_get(schema, "required");
    json_object_foreach((json_t *)(uintptr_t)example, field, v)
        if (!json_object_get(properties, field))
            fail_msg("%s: the example has '%s', which its shape does not", name, field);
    for (size_t i = 0; i < json_array_size(required); i++)
        if (!json_object_get(example, json_string_value(json_array_get(required, i))))
            fail_msg("%s: the example lacks '%s'", name, json_string_value(json_array_get(required, i)));
}

/* The first makes the first user, the second signs in; the rest is sent with that session, what ends it last. */
static const char *const order[] = { "user", "sign_in", "decide", "option", "codebook", "set", "sql", "token", "task", "view", "deliver", "recompute", "job", "password", "sign_out" };
static char spool[] = "/tmp/tl_example.XXXXXX", opens[128];       /* opens: the header that a delivery is known by */

static void every_example_is_sent_and_answered_as_described(void **state)
{
    (void)state;
    json_t *doc = get_json("/api/openapi.json");
    Str cookie = STR("");
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const Route *row = NULL;
        for (size_t r = 0; r < routes_n; r++)
            row = !strcmp(routes[r].name, order[i]) ? &routes[r] : row;
        if (!row)
            fail_msg("there is no operation '%s'", order[i]);
        const json_t *op = json_object_get(json_object_get(json_object_get(doc, "paths"), row->path), "post");
        const json_t *example = at(op, "requestBody|content|application/json|example");
        char *text = json_dumps(example, JSON_COMPACT), status[8];
        if (!text)
            fail_msg("'%s' has no example", order[i]);
        if (!row->take)
            check_fields(doc, op, example, order[i]);
        const char *id = strstr(row->path, "{id}");
        Str target = str_fmt(&book.a, "%.*s%s", id ? (int)(id - row->path) : (int)strlen(row->path), row->path, id ? "1" : "");
        Reply r = post(target.p, row->take ? str_of(opens) : cookie, text);
        /* What the one before began may still run, or hold the book: the answer is then to try again later. */
        for (int k = 0; k < 100 && (r.status == 503 || (!strcmp(order[i], "job") && r.status == 409)); k++) {
            (void)nanosleep(&(struct timespec){ .tv_nsec = 100000000L }, NULL);
            r = post(target.p, row->take ? str_of(opens) : cookie, text);
        }
        (void)snprintf(status, sizeof status, "%d", r.status);
        if (r.status >= 300 || !json_object_get(json_object_get(op, "responses"), status))
            fail_msg("%s: %d, which the description does not tell: %.*s", order[i], r.status, STR_ARG(str_sub(r.body, 0, 300)));
        if (!strcmp(order[i], "sign_in")) {
            Str rest = reply_header(&r, "Set-Cookie"), pair = str_cut(&rest, ';');
            cookie = str_fmt(&book.a, "Cookie: %.*s\r\n", STR_ARG(pair));
        }
        free(text);
    }
    json_decref(doc);
}

/* Each change and each delivery has one, but those of files, of the first account, of actions and of assistants are sent by tests of their own. */
static void every_change_has_an_example(void **state)
{
    (void)state;
    json_t *doc = get_json("/api/openapi.json");
    for (size_t r = 0; r < routes_n; r++)
        if (route_posts(&routes[r]) && !at(json_object_get(json_object_get(json_object_get(doc, "paths"), routes[r].path), "post"), "requestBody|content|application/json|example"))
            fail_msg("'%s' has no example", routes[r].name);
    json_decref(doc);
}

static void the_description_says_what_opens_each_route(void **state)
{
    (void)state;
    json_t *doc = get_json("/api/openapi.json");
    assert_string_equal(json_string_value(at(doc, "components|securitySchemes|session|in")), "cookie");
    assert_string_equal(json_string_value(at(doc, "components|securitySchemes|token|scheme")), "bearer");
    for (size_t r = 0; r < routes_n; r++) {
        const json_t *op = json_object_get(json_object_get(json_object_get(doc, "paths"), routes[r].path), strcmp(routes[r].method, "POST") != 0 ? "get" : "post");
        bool open = routes[r].access == ACCESS_ANYBODY || routes[r].take;
        assert_int_equal(json_array_size(json_object_get(op, "security")), open ? 0 : 2);
        assert_true(open == !at(op, "responses|401"));
        Reply got = client_ask(port, &(Ask){ .method = "HEAD", .target = routes[r].path, .host = HOME }, &book.a);
        if (!strcmp(routes[r].method, "GET") && !strstr(routes[r].path, "{id}"))
            assert_true(open == (got.status != 401));
    }
    json_decref(doc);
}

static Status small_take(Store *s, ServeBatch *b, Err *err)
{
    (void)s;
    (void)b;
    (void)err;
    return ST_OK;
}

static int arrive(void **state)
{
    (void)state;
    memcpy(strchr(spool, '.') + 1, "XXXXXX", 6);
    assert_non_null(mkdtemp(spool));
    host_open(on_server, (ServeOptions){ .spool = spool, .take = small_take, .forecast = forecast_decide, .recompute = small_recompute, .aside = small_aside, .option = option_decide, .typed = answer_actions_typed, .action = action_decide });
    Hook feed;
    if (hooks_add(spool, STR("feed"), STR("json"), STR(""), STR(""), &book.a, &feed, &book.err))
        fail_msg("%s", book.err.msg);
    (void)snprintf(opens, sizeof opens, "Authorization: Bearer %.*s\r\n", STR_ARG(feed.secret));
    book_sql(&book, "INSERT INTO task (task_id, rule, account_id, account, cause, words, score, money, owner, said_n, said_at, made_at) VALUES"
                    " (1, 'detractor', 1, 'A1', 'too late', 'Too late', 3, 900, 'kim', 1, TIMESTAMP '2025-09-01 09:00:00', TIMESTAMP '2025-09-02 00:00:00')");
    return 0;
}

static int remove_one(const char *path, const struct stat *sb, int flag, struct FTW *where)
{
    (void)sb;
    (void)flag;
    (void)where;
    return remove(path);
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return nftw(spool, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_has_an_example), cmocka_unit_test(every_example_is_sent_and_answered_as_described),
        cmocka_unit_test(the_description_says_what_opens_each_route),
    };
    int failed = cmocka_run_group_tests_name("examples, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("examples, on PostgreSQL", tests, arrive, leave);
    return failed;
}
