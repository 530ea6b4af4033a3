/* What is done about an issue, typed on the page: POST /api/v1/actions on a running server, on both engines.  Oracle: what is typed by hand here, as
 * GET /api/v1/actions/typed and the stage's own reading (act/action.h) give it back, and the count of decisions in the book. */
#include <math.h>
#include <stdlib.h>

#include "tests/serve/host.h"
#include "act/action.h"
#include "app/action_json.h"

static bool on_server;

static Reply post_with(const char *body, const char *key)
{
    return client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/actions", .host = HOME,
                                    .more = str_fmt(&book.a, "%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", key, strlen(body), body).p }, &book.a);
}

static int64_t decisions(void)
{
    int64_t n = 0;
    assert_int_equal(store_int(book.s, SQL_VERDICT_MAX, STORE_NO_ARGS, 0, &n, &book.err), ST_OK);
    return n;
}

static void say(const char *body, int status, int64_t *from, int64_t *to)
{
    Reply r = post_with(body, "");
    if (r.status != status)
        fail_msg("%s: %d, not %d: %.*s", body, r.status, status, STR_ARG(r.body));
    json_t *o = parse(r.body);
    *from = json_integer_value(json_object_get(o, "decision"));
    *to = json_integer_value(json_object_get(o, "last"));
    json_decref(o);
}

static void undo(int64_t from, int64_t to, int status)
{
    int64_t f, t;
    say(str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld,\"last\":%lld}", (long long)from, (long long)to).p, status, &f, &t);
}

/* The one of that name; NULL: none.  *doc is the caller's to json_decref(). */
static const json_t *typed(const char *name, json_t **doc)
{
    size_t i;
    const json_t *row, *hit = NULL;
    *doc = get_json("/api/v1/actions/typed");
    json_array_foreach(json_object_get(*doc, "actions"), i, row)
        if (!strcmp(json_string_value(json_object_get(row, "name")), name))
            hit = row;
    return hit;
}

static void what_cannot_be_understood_is_refused_at_its_field_and_nothing_is_kept(void **state)
{
    (void)state;
    static const struct { const char *body; int status; const char *why; } wrong[] = {
        { "{\"what\":\"add\"}", 400, "name: an action's name" }, { "{\"what\":\"sing\",\"name\":\"x\"}", 400, "add, set, why, reading, draw, drop or undo" },
        { "{\"what\":\"add\",\"name\":\"x\",\"start\":\"soon\"}", 400, "start: 'soon' is no day" }, { "{\"what\":\"add\",\"name\":\"x\",\"owner\":\"kim\",\"cost\":\"5 or 6\"}", 400, "cost: '5 or 6' is no cost" },
        { "{\"what\":\"add\",\"name\":\"x\",\"share\":\"60% to 30%\"}", 400, "share: " }, { "{\"what\":\"add\",\"name\":\"x\",\"target\":\"low\"}", 400, "target: " },
        { "{\"what\":\"add\",\"name\":\"x\",\"colour\":\"red\"}", 400, "" }, { "{\"what\":\"set\",\"name\":\"no such\",\"owner\":\"kim\"}", 404, "name: no action" },
        { "{\"what\":\"set\",\"name\":\"no such\"}", 400, "nothing" }, { "{\"what\":\"drop\",\"name\":\"no such\"}", 404, "name: " }, { "{\"what\":\"undo\",\"decision\":99999}", 404, "" },
        { "{\"what\":\"undo\"}", 400, "" }, { "{\"what\":\"undo\",\"decision\":2,\"last\":1}", 400, "" }, { "{\"what\":\"why\",\"name\":\"no such\",\"node\":\"1\",\"text\":\"x\"}", 404, "name: " } };
    int64_t before = decisions();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Reply r = post_with(wrong[i].body, "");
        if (r.status != wrong[i].status || !str_has(r.body, str_of(wrong[i].why)))
            fail_msg("%s: %d %.*s", wrong[i].body, r.status, STR_ARG(r.body));
    }
    assert_int_equal(decisions(), before);
}

static void an_action_is_added_changed_withdrawn_and_each_is_taken_back(void **state)
{
    (void)state;
    json_t *doc;
    int64_t from, to, set_from, set_to, drop, end;
    say("{\"what\":\"add\",\"name\":\"Carrier penalty\",\"issue\":\"too late\",\"owner\":\"kim\",\"start\":\"2026-03-01\",\"end\":\"2026-09-30\",\"cost\":\"2.50\",\"metric\":\"late share\",\"target\":\"15 %\",\"share\":\"30% to 60%\"}", 201, &from, &to);
    assert_int_equal(to - from, 8);                  /* that it is there, and eight fields */
    const json_t *x = typed("Carrier penalty", &doc);
    assert_string_equal(json_string_value(json_object_get(x, "owner")), "kim");
    assert_string_equal(json_string_value(json_object_get(x, "start")), "2026-03-01");
    assert_string_equal(json_string_value(json_object_get(x, "end")), "2026-09-30");
    assert_int_equal(json_integer_value(json_object_get(x, "cost_minor")), 250);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(x, "about"), "id")), 1);
    assert_true(fabs(json_number_value(json_object_get(x, "target")) - 0.15) < 1e-12 && fabs(json_number_value(json_object_get(x, "share_high")) - 0.6) < 1e-12);
    assert_true(json_is_null(json_object_get(x, "countries")) && json_is_true(json_object_get(x, "added")) && json_is_false(json_object_get(x, "dropped")));
    assert_string_equal(json_string_value(json_object_get(x, "typed")), "issue owner start end cost metric target share");
    json_decref(doc);
    Reply twice = post_with("{\"what\":\"add\",\"name\":\"CARRIER penalty\"}", "");
    assert_true(twice.status >= 400 && str_has(twice.body, STR("already")));
    /* Taken away, not only typed otherwise. */
    say("{\"what\":\"set\",\"name\":\"carrier penalty\",\"end\":\"\",\"cost\":\"\",\"share\":\"\",\"owner\":\"lee\"}", 201, &set_from, &set_to);
    x = typed("Carrier penalty", &doc);
    assert_string_equal(json_string_value(json_object_get(x, "owner")), "lee");
    assert_true(json_is_null(json_object_get(x, "end")) && json_is_null(json_object_get(x, "cost_minor")) && json_is_null(json_object_get(x, "share_low")));
    json_decref(doc);
    undo(set_from, set_to, 201);
    undo(set_from, set_to, 409);
    x = typed("Carrier penalty", &doc);
    assert_int_equal(json_integer_value(json_object_get(x, "cost_minor")), 250);
    assert_string_equal(json_string_value(json_object_get(x, "owner")), "kim");
    json_decref(doc);
    say("{\"what\":\"drop\",\"name\":\"Carrier penalty\"}", 201, &drop, &end);
    x = json_object_get(typed("Carrier penalty", &doc), "dropped");
    assert_true(json_is_true(x));                       /* a macro that reads its argument twice */
    json_decref(doc);
    undo(drop, end, 201);
    /* The stage reads the same. */
    Actions all;
    assert_int_equal(actions_load(book.s, &book.a, &all, &book.err), ST_OK);
    const Action *act = NULL;
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.at[i].name, STR("Carrier penalty")))
            act = &all.at[i];
    assert_non_null(act);
    assert_true(act->has_cost && act->cost == 250 && act->n_start == 1 && act->has_end);
    undo(from, to, 201);
    assert_null(typed("Carrier penalty", &doc));
    json_decref(doc);
}

/* The small book knows too few accounts for a lot: what is asked for is refused at its field, and nothing is kept. */
static void a_lot_that_cannot_be_drawn_is_refused_at_its_field(void **state)
{
    (void)state;
    static const struct { const char *body, *why; } wrong[] = {
        { "{\"what\":\"draw\",\"name\":\"Lot\"}", "start: say when" }, { "{\"what\":\"draw\",\"name\":\"Lot\",\"start\":\"2024-01-01\",\"hold_out\":\"50%\"}", "start: a lot is drawn before" },
        { "{\"what\":\"draw\",\"name\":\"Lot\",\"start\":\"2031-01-01\"}", "hold_out: without" }, { "{\"what\":\"draw\",\"name\":\"Lot\",\"start\":\"2031-01-01\",\"hold_out\":\"most\"}", "hold_out: 'most' is no share" },
        { "{\"what\":\"draw\",\"name\":\"Lot\",\"waves\":\"99\"}", "waves: '99' is no number of waves" }, { "{\"what\":\"draw\",\"name\":\"Lot\",\"start\":\"2031-01-01\",\"hold_out\":\"50%\"}", "waves: of " } };
    int64_t from, to;
    say("{\"what\":\"add\",\"name\":\"Lot\",\"issue\":\"too late\"}", 201, &from, &to);
    int64_t before = decisions();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Reply r = post_with(wrong[i].body, "");
        if (r.status < 400 || r.status >= 500 || !str_has(r.body, str_of(wrong[i].why)))
            fail_msg("%s: %d %.*s", wrong[i].body, r.status, STR_ARG(r.body));
    }
    assert_int_equal(decisions(), before);
    undo(from, to, 201);
}

static void causes_carry_their_rows_and_the_metric_its_readings(void **state)
{
    (void)state;
    json_t *doc;
    int64_t from, to, why, why_end, more, more_end;
    say("{\"what\":\"add\",\"name\":\"Dock\",\"issue\":\"too late\"}", 201, &from, &to);
    say("{\"what\":\"why\",\"name\":\"Dock\",\"node\":\"1\",\"text\":\"Parcels wait\",\"rows\":\"erp/deliveries.csv:12\\n no such/file.csv:3 \\n\"}", 201, &why, &why_end);
    assert_int_equal(why_end - why, 2);
    say("{\"what\":\"why\",\"name\":\"Dock\",\"node\":\"1.1\",\"text\":\"One dock\"}", 201, &more, &more_end);
    const json_t *x = typed("Dock", &doc), *causes = json_object_get(x, "causes"), *rows = json_object_get(json_array_get(causes, 0), "evidence");
    assert_int_equal(json_array_size(causes), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(causes, 1), "answer")), "One dock");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(rows, 0), "line")), 12);
    assert_true(json_is_false(json_object_get(json_array_get(rows, 1), "in_book")));
    json_decref(doc);
    static const struct { const char *body, *why; } wrong[] = {
        { "{\"what\":\"why\",\"name\":\"Dock\",\"node\":\"one\",\"text\":\"x\"}", "node: " }, { "{\"what\":\"why\",\"name\":\"Dock\",\"node\":\"2\",\"text\":\"x\",\"rows\":\"a file\"}", "rows: " },
        { "{\"what\":\"reading\",\"name\":\"Dock\",\"day\":\"2026-03-01\",\"value\":\"much\"}", "value: " } };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        Reply r = post_with(wrong[i].body, "");
        assert_int_equal(r.status, 400);
        assert_true(str_has(r.body, str_of(wrong[i].why)));
    }
    /* A node goes with all below it; taken back, all are there again. */
    say("{\"what\":\"why\",\"name\":\"Dock\",\"node\":\"1\",\"text\":\"\"}", 201, &more, &more_end);
    assert_int_equal(json_array_size(json_object_get(typed("Dock", &doc), "causes")), 0);
    json_decref(doc);
    undo(more, more_end, 201);
    assert_int_equal(json_array_size(json_object_get(typed("Dock", &doc), "causes")), 2);
    json_decref(doc);
    say("{\"what\":\"reading\",\"name\":\"Dock\",\"day\":\"2026-03-01\",\"value\":\"12 %\"}", 201, &more, &more_end);
    x = json_array_get(json_object_get(typed("Dock", &doc), "readings"), 0);
    assert_true(fabs(json_number_value(json_object_get(x, "value")) - 0.12) < 1e-12);
    json_decref(doc);
    undo(from, to, 201);
}

/* Sent again with the same key, it is done once. */
static void what_is_sent_again_is_done_once(void **state)
{
    (void)state;
    static const char body[] = "{\"what\":\"add\",\"name\":\"Once\"}";
    Reply first = post_with(body, "Idempotency-Key: \"act-once\"\r\n"), again = post_with(body, "Idempotency-Key: \"act-once\"\r\n");
    assert_int_equal(first.status, 201);
    assert_int_equal(again.status, 201);
    assert_true(str_eq(first.body, again.body));
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .typed = answer_actions_typed, .action = action_decide, .recompute = small_recompute });
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
    static const struct CMUnitTest tests[] = { cmocka_unit_test(what_cannot_be_understood_is_refused_at_its_field_and_nothing_is_kept), cmocka_unit_test(an_action_is_added_changed_withdrawn_and_each_is_taken_back),
                                               cmocka_unit_test(a_lot_that_cannot_be_drawn_is_refused_at_its_field), cmocka_unit_test(causes_carry_their_rows_and_the_metric_its_readings), cmocka_unit_test(what_is_sent_again_is_done_once) };
    int failed = cmocka_run_group_tests_name("actions, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("actions, on PostgreSQL", tests, arrive, leave);
    return failed;
}
