/* The examples of the API's description do what the description says.  Oracle: the served document, its codes and shapes, against a real server and book;
 * OpenAPI 3.1 for where an example and the ways of signing in stand. */
#include <stdlib.h>

#include "tests/serve/host.h"
#include "act/action.h"
#include "app/action_json.h"

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
static const char *const order[] = { "user", "sign_in", "decide", "option", "codebook", "set", "sql", "token", "recompute", "password", "sign_out" };

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
        check_fields(doc, op, example, order[i]);
        Reply r = post(row->path, cookie, text);
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

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .recompute = small_recompute, .aside = small_aside, .option = option_decide, .typed = answer_actions_typed, .action = action_decide });
    return 0;
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
        cmocka_unit_test(every_example_is_sent_and_answered_as_described),
        cmocka_unit_test(the_description_says_what_opens_each_route),
    };
    int failed = cmocka_run_group_tests_name("examples, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("examples, on PostgreSQL", tests, arrive, leave);
    return failed;
}
