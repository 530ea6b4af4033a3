/* What could be done about an issue, typed on the page: POST /api/v1/options on a running server, on both engines.  Oracle: the fields typed by hand here, as
 * GET /api/v1/portfolio gives them back, and the count of decisions in the book. */
#include <math.h>
#include <stdlib.h>

#include "tests/serve/host.h"

static bool on_server;

static Reply post(const char *body)
{
    return client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/options", .host = HOME,
                                    .more = str_fmt(&book.a, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body).p }, &book.a);
}

static int64_t decisions(void)
{
    int64_t n = 0;
    assert_int_equal(store_int(book.s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &n, &book.err), ST_OK);
    return n;
}

/* The one row of the portfolio that bears the name; NULL: none. */
static json_t *row_of(const json_t *portfolio, const char *name)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(portfolio, "options"), i, row)
        if (!strcmp(json_string_value(json_object_get(row, "name")), name))
            return row;
    return NULL;
}

static void say_option(const char *body, int status, int64_t *from, int64_t *to)
{
    Reply r = post(body);
    if (r.status != status)
        fail_msg("%s: %d, not %d: %.*s", body, r.status, status, STR_ARG(r.body));
    json_t *o = parse(r.body);
    *from = json_integer_value(json_object_get(o, "decision"));
    *to = json_integer_value(json_object_get(o, "last"));
    json_decref(o);
}

/* With all its fields in one request, all or nothing, and taken back as one: what the portfolio then shows is typed by hand here. */
static void an_option_is_added_changed_and_withdrawn_on_the_page(void **state)
{
    (void)state;
    static const struct { const char *body; int status; const char *why; } wrong[] = {
        { "{\"what\":\"add\"}", 400, "name: an option's name" }, { "{\"what\":\"add\",\"name\":\" \"}", 400, "name: " }, { "{\"what\":\"sing\",\"name\":\"x\"}", 400, "add, set, drop or undo" },
        { "{\"what\":\"add\",\"name\":\"x\",\"cost\":\"5 or 6\"}", 400, "cost: '5 or 6' is no cost" }, { "{\"what\":\"add\",\"name\":\"x\",\"cost\":\"5\",\"share\":\"60% to 30%\"}", 400, "share: " },
        { "{\"what\":\"add\",\"name\":\"x\",\"months\":\"121\"}", 400, "months: " }, { "{\"what\":\"add\",\"name\":\"x\",\"people\":\"-1\"}", 400, "people: " }, { "{\"what\":\"add\",\"name\":\"x\",\"alone\":\"perhaps\"}", 400, "alone: " },
        { "{\"what\":\"add\",\"name\":\"x\",\"colour\":\"red\"}", 400, "" }, { "{\"what\":\"set\",\"name\":\"no such\",\"cost\":\"5\"}", 404, "name: no option" }, { "{\"what\":\"drop\",\"name\":\"no such\"}", 404, "name: " },
        { "{\"what\":\"undo\",\"decision\":99999}", 404, "" }, { "{\"what\":\"undo\"}", 400, "" }, { "{\"what\":\"undo\",\"decision\":2,\"last\":1}", 400, "" } };
    int64_t before = decisions(), from, to, again, end, again_from, again_to;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Reply r = post(wrong[i].body);
        if (r.status != wrong[i].status || !str_has(r.body, str_of(wrong[i].why)))
            fail_msg("%s: %d %.*s", wrong[i].body, r.status, STR_ARG(r.body));
    }
    assert_int_equal(decisions(), before);
    say_option("{\"what\":\"add\",\"name\":\"Second hub\",\"issue\":\"too late\",\"cost\":\"2.50\",\"share\":\"30% to 60%\",\"months\":\"6\",\"owner\":\"kim\",\"alone\":\"no\"}", 201, &from, &to);
    assert_int_equal(to - from, 6);                  /* that it is there, and six fields */
    json_t *p = get_json("/api/v1/portfolio?budget=100000"), *typed = json_object_get(row_of(p, "Second hub"), "typed");
    assert_string_equal(json_string_value(json_object_get(typed, "issue")), "too late");
    assert_string_equal(json_string_value(json_object_get(typed, "owner")), "kim");
    assert_int_equal(json_integer_value(json_object_get(typed, "cost_minor")), 250);
    assert_int_equal(json_integer_value(json_object_get(typed, "months")), 6);
    assert_true(fabs(json_number_value(json_object_get(typed, "share_low")) - 0.3) < 1e-12 && fabs(json_number_value(json_object_get(typed, "share_high")) - 0.6) < 1e-12);
    assert_true(json_is_false(json_object_get(typed, "alone")) && json_is_null(json_object_get(typed, "needs")));
    json_decref(p);
    Reply twice = post("{\"what\":\"add\",\"name\":\"SECOND hub\"}");
    assert_true(twice.status >= 400 && str_has(twice.body, STR("already")));
    say_option("{\"what\":\"set\",\"name\":\"second hub\",\"cost\":\"7\",\"owner\":\"\"}", 201, &again, &end);
    p = get_json("/api/v1/portfolio?budget=100000");
    typed = json_object_get(row_of(p, "Second hub"), "typed");
    assert_int_equal(json_integer_value(json_object_get(typed, "cost_minor")), 700);
    assert_true(json_is_null(json_object_get(typed, "owner")));
    json_decref(p);
    say_option(str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld,\"last\":%lld}", (long long)again, (long long)end).p, 201, &again_from, &again_to);
    say_option(str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld,\"last\":%lld}", (long long)again, (long long)end).p, 409, &again_from, &again_to);
    p = get_json("/api/v1/portfolio?budget=100000");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(row_of(p, "Second hub"), "typed"), "cost_minor")), 250);
    json_decref(p);
    say_option("{\"what\":\"drop\",\"name\":\"Second hub\"}", 201, &again, &end);
    p = get_json("/api/v1/portfolio?budget=100000");
    assert_null(row_of(p, "Second hub"));
    json_decref(p);
    say_option(str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)again).p, 201, &again_from, &again_to);
    p = get_json("/api/v1/portfolio?budget=100000");
    assert_non_null(row_of(p, "Second hub"));
    json_decref(p);
    say_option(str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld,\"last\":%lld}", (long long)from, (long long)to).p, 201, &again_from, &again_to);
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .portfolio = small_portfolio, .option = option_decide, .recompute = small_recompute });
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
    static const struct CMUnitTest tests[] = { cmocka_unit_test(an_option_is_added_changed_and_withdrawn_on_the_page) };
    int failed = cmocka_run_group_tests_name("options, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("options, on PostgreSQL", tests, arrive, leave);
    return failed;
}
