/* What changes the book over HTTP: decisions, and figures made again.  Oracles: what GET says afterwards, and RFC 9110 for codes.
 * The recomputation is a small one of this test: what it does to the book is known.  On DuckDB, and on PostgreSQL too when TL_PG names one. */
#include <stdlib.h>
#include <unistd.h>

#include "tests/serve/host.h"

static bool on_server, fail_next;

static Reply post(const char *target, const char *body, const char *more)
{
    Str head = str_fmt(&book.a, "Content-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s", strlen(body), more ? more : "", body);
    return client_ask(port, &(Ask){ .method = "POST", .target = target, .host = HOME, .more = head.p }, &book.a);
}

static void expect_post(const char *target, const char *body, const char *more, int status)
{
    Reply r = post(target, body, more);
    if (r.status != status)
        fail_msg("%s %.200s: %d instead of %d: %.*s", target, body, r.status, status, STR_ARG(str_sub(r.body, 0, 300)));
}

/* Changes the book as no other program can while it is served.  The server has not seen it: a decision, though it fails, has it look again. */
static void behind(const char *sql)
{
    book_sql(&book, sql);
    expect_post("/api/v1/decisions", "{\"what\":\"nothing of the kind\"}", NULL, 400);
}

static int64_t decisions(void)
{
    json_t *o = get_json("/api/v1/decisions");
    int64_t n = json_integer_value(json_object_get(o, "total"));
    json_decref(o);
    return n;
}

static void a_decision_is_kept_before_it_is_answered(void **state)
{
    (void)state;
    int64_t before = decisions();
    Reply r = post("/api/v1/decisions", "{\"what\":\"merge\",\"one\":1,\"other\":4,\"why\":\"same street\"}", NULL);
    assert_int_equal(r.status, 201);
    json_t *o = parse(r.body), *list = get_json("/api/v1/decisions");
    const json_t *first = json_array_get(json_object_get(list, "decisions"), 0);
    assert_int_equal(json_integer_value(json_object_get(list, "total")), before + 1);
    assert_int_equal(json_integer_value(json_object_get(first, "id")), json_integer_value(json_object_get(o, "decision")));
    assert_string_equal(json_string_value(json_object_get(first, "what")), "merge");
    assert_string_equal(json_string_value(json_object_get(first, "why")), "same street");
    /* A side is its own words in its system: what survives a new book. */
    assert_non_null(strstr(json_string_value(json_object_get(first, "subject")), " @ "));
    assert_true(json_is_true(json_object_get(first, "pending")));
    assert_false(json_is_true(json_object_get(first, "undone")));
    json_decref(o);
    json_decref(list);
}

/* One list in two forms: what was made in one is never given for the other, however often it is asked for. */
static void a_list_has_a_form(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        Reply csv = get("/api/v1/accounts?format=csv"), json = get("/api/v1/accounts");
        assert_true(csv.body.n > 0 && csv.body.p[0] != '{');
        assert_int_equal(json.body.p[0], '{');
        json = client_ask(port, &(Ask){ .target = "/api/v1/accounts", .host = HOME, .more = "Accept: text/csv\r\n" }, &book.a);
        assert_true(str_eq(json.body, csv.body));
    }
}

/* Themes are decided at the same door; what they are told by is theirs. */
static void themes_are_decided_too(void **state)
{
    (void)state;
    behind("DELETE FROM d_theme_state WHERE theme_id = 901; INSERT INTO d_theme_state VALUES (901, NULL, 'kept', 'late again', 'late again', 'late', DATE '2025-01-01', DATE '2025-02-01', 1, 3, 2, 1);");
    int64_t before = decisions();
    json_t *o = parse(post("/api/v1/decisions", "{\"about\":\"themes\",\"what\":\"rename\",\"theme\":\"late again\",\"to\":\"Lateness\"}", NULL).body);
    int64_t number = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    json_t *list = get_json("/api/v1/decisions?about=themes");
    const json_t *first = json_array_get(json_object_get(list, "decisions"), 0);
    assert_int_equal(json_integer_value(json_object_get(first, "id")), number);
    assert_string_equal(json_string_value(json_object_get(first, "subject")), "901");
    assert_string_equal(json_string_value(json_object_get(first, "object")), "Lateness");
    assert_true(json_is_true(json_object_get(first, "pending")));
    json_decref(list);
    assert_int_equal(decisions(), before);      /* none about accounts */
    Str undo = str_fmt(&book.a, "{\"about\":\"themes\",\"what\":\"undo\",\"decision\":%lld}", (long long)number);
    expect_post("/api/v1/decisions", undo.p, NULL, 201);
    expect_post("/api/v1/decisions", undo.p, NULL, 409);
    static const struct { const char *body; int status; } cases[] = {
        { "{\"about\":\"themes\",\"what\":\"rename\",\"theme\":\"none\",\"to\":\"x\"}", 404 }, { "{\"about\":\"themes\",\"what\":\"rule\",\"theme\":\"901\",\"rule\":\"(\"}", 400 },
        { "{\"about\":\"themes\",\"what\":\"move\",\"comment\":\"none\",\"to\":\"901\"}", 404 }, { "{\"about\":\"money\",\"what\":\"merge\"}", 400 },
        { "{\"about\":\"themes\",\"what\":\"merge\",\"theme\":\"901\",\"to\":\"901\"}", 400 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_post("/api/v1/decisions", cases[i].body, NULL, cases[i].status);
    assert_int_equal(client_ask(port, &(Ask){ .target = "/api/v1/decisions?about=money", .host = HOME }, &book.a).status, 400);
}

static int64_t decided_at(const char *path, const char *body)
{
    Reply r = post(path, body, NULL);
    if (r.status != 201)
        fail_msg("%s: %d: %.*s", body, r.status, STR_ARG(str_sub(r.body, 0, 300)));
    json_t *o = parse(r.body);
    int64_t number = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    return number;
}

static int64_t decided(const char *body) { return decided_at("/api/v1/decisions", body); }

static const char *status_of_signal(void)
{
    json_t *o = get_json("/api/v1/signals/1");
    const char *s = str_fmt(&book.a, "%s", json_string_value(json_object_get(o, "status"))).p;
    json_decref(o);
    return s;
}

static void signals_are_judged_and_taken_back(void **state)
{
    (void)state;
    assert_string_equal(status_of_signal(), "open");
    int64_t known = decided("{\"about\":\"signals\",\"what\":\"known\",\"one\":1}");
    assert_string_equal(status_of_signal(), "known");
    int64_t real = decided("{\"about\":\"signals\",\"what\":\"real\",\"one\":1}");
    assert_string_equal(status_of_signal(), "real");
    Str undo = str_fmt(&book.a, "{\"about\":\"signals\",\"what\":\"undo\",\"decision\":%lld}", (long long)real);
    (void)decided(undo.p);
    assert_string_equal(status_of_signal(), "known");
    expect_post("/api/v1/decisions", undo.p, NULL, 409);
    (void)decided(str_fmt(&book.a, "{\"about\":\"signals\",\"what\":\"undo\",\"decision\":%lld}", (long long)known).p);
    assert_string_equal(status_of_signal(), "open");
    json_t *list = get_json("/api/v1/decisions?about=signals");
    assert_int_equal(json_integer_value(json_object_get(list, "total")), 4);
    assert_int_equal(json_integer_value(json_object_get(list, "pending")), 0);
    json_decref(list);
    expect_post("/api/v1/decisions", "{\"about\":\"signals\",\"what\":\"real\",\"one\":999}", NULL, 404);
    expect_post("/api/v1/decisions", "{\"about\":\"signals\",\"what\":\"merge\",\"one\":1}", NULL, 400);
    expect_post("/api/v1/decisions", "{\"about\":\"signals\",\"what\":\"undo\",\"decision\":999}", NULL, 404);
}

static const char *quoting(void)
{
    static char out[16];
    json_t *o = get_json("/api/v1/accounts/1");
    (void)snprintf(out, sizeof out, "%s", json_string_value(json_object_get(json_object_get(o, "quoting"), "permission")));
    json_decref(o);
    return out;
}

/* Said of an account by its number, kept by its name; each word can be taken back, once. */
static void how_far_an_account_may_be_quoted_is_set_and_taken_back(void **state)
{
    (void)state;
    assert_string_equal(quoting(), "inside");
    int64_t permit = decided("{\"about\":\"voices\",\"what\":\"permit\",\"one\":1}");
    assert_string_equal(quoting(), "outside");
    int64_t forbid = decided("{\"about\":\"voices\",\"what\":\"forbid\",\"one\":1}");
    assert_string_equal(quoting(), "none");
    json_t *o = get_json("/api/v1/comments?account=1");
    assert_int_equal(json_integer_value(json_object_get(o, "total")), 0);
    json_decref(o);
    Str undo = str_fmt(&book.a, "{\"about\":\"voices\",\"what\":\"undo\",\"decision\":%lld}", (long long)forbid);
    (void)decided(undo.p);
    assert_string_equal(quoting(), "outside");
    expect_post("/api/v1/decisions", undo.p, NULL, 409);
    (void)decided("{\"about\":\"voices\",\"what\":\"inside\",\"one\":1}");
    assert_string_equal(quoting(), "inside");
    expect_post("/api/v1/decisions", "{\"about\":\"voices\",\"what\":\"permit\",\"one\":999}", NULL, 404);
    expect_post("/api/v1/decisions", "{\"about\":\"voices\",\"what\":\"permit\"}", NULL, 400);
    assert_true(permit > 0);
}

static json_t *story_of(int64_t id)
{
    return get_json(str_fmt(&book.a, "/api/v1/stories/%lld", (long long)id).p);
}

/* A story is told in the order its quotes were put, keeps its number when it is edited, and each step can be taken back. */
static void a_story_is_put_together_edited_and_taken_back(void **state)
{
    (void)state;
    int64_t id = decided("{\"about\":\"voices\",\"what\":\"story\",\"name\":\"Lateness\",\"value\":\"2-1,1-1\"}");
    json_t *o = story_of(id);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(o, "voices"), 0), "id")), "2-1");
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(o, "voices"), 1), "id")), "1-1");
    json_decref(o);
    int64_t edit = decided(str_fmt(&book.a, "{\"about\":\"voices\",\"what\":\"edit\",\"one\":%lld,\"name\":\"Late again\",\"value\":\"1-1,2-1,0-1\"}", (long long)id).p);
    o = story_of(id);
    assert_string_equal(json_string_value(json_object_get(o, "name")), "Late again");
    assert_int_equal(json_array_size(json_object_get(o, "voices")), 3);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(o, "voices"), 0), "id")), "1-1");
    json_decref(o);
    (void)decided(str_fmt(&book.a, "{\"about\":\"voices\",\"what\":\"undo\",\"decision\":%lld}", (long long)edit).p);
    o = story_of(id);
    assert_string_equal(json_string_value(json_object_get(o, "name")), "Lateness");
    assert_int_equal(json_array_size(json_object_get(o, "voices")), 2);
    json_decref(o);
    int64_t drop = decided(str_fmt(&book.a, "{\"about\":\"voices\",\"what\":\"drop\",\"one\":%lld}", (long long)id).p);
    expect(str_fmt(&book.a, "/api/v1/stories/%lld", (long long)id).p, 404);
    (void)decided(str_fmt(&book.a, "{\"about\":\"voices\",\"what\":\"undo\",\"decision\":%lld}", (long long)drop).p);
    expect(str_fmt(&book.a, "/api/v1/stories/%lld", (long long)id).p, 200);
    static const struct { const char *body; int status; } cases[] = {
        { "{\"about\":\"voices\",\"what\":\"story\",\"name\":\"\",\"value\":\"1-1\"}", 400 }, { "{\"about\":\"voices\",\"what\":\"story\",\"name\":\"x\",\"value\":\"\"}", 400 },
        { "{\"about\":\"voices\",\"what\":\"story\",\"name\":\"x\",\"value\":\"a-b\"}", 400 },   { "{\"about\":\"voices\",\"what\":\"story\",\"name\":\"x\",\"value\":\"99-9\"}", 404 },
        { "{\"about\":\"voices\",\"what\":\"edit\",\"one\":999,\"name\":\"x\",\"value\":\"1-1\"}", 404 }, { "{\"about\":\"voices\",\"what\":\"drop\",\"one\":999}", 404 },
        { "{\"about\":\"voices\",\"what\":\"story\",\"name\":\"x\",\"value\":\"1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1,1-1\"}", 400 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_post("/api/v1/decisions", cases[i].body, NULL, cases[i].status);
}

static double margin_now(void)
{
    double v;
    if (store_setting(book.s, "margin", &v, &book.err))
        fail_msg("%s", book.err.msg);
    return v;
}

/* Two changes of one assumption are taken back in the order in which they came, and only so. */
static void an_assumption_is_changed_and_taken_back(void **state)
{
    (void)state;
    double before = margin_now();
    int64_t one = decided_at("/api/v1/settings", "{\"name\":\"margin\",\"value\":\"0.3\"}");
    int64_t two = decided_at("/api/v1/settings", "{\"name\":\"margin\",\"value\":\"0.25\"}");
    assert_true(margin_now() == 0.25);
    json_t *list = get_json("/api/v1/decisions?about=settings");
    assert_int_equal(json_integer_value(json_object_get(list, "pending")), 2);
    json_decref(list);
    Str first = str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)one);
    expect_post("/api/v1/settings", first.p, NULL, 409);
    assert_true(margin_now() == 0.25);
    (void)decided_at("/api/v1/settings", str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)two).p);
    assert_true(margin_now() == 0.3);
    (void)decided_at("/api/v1/settings", first.p);
    assert_true(margin_now() == before);
    static const char *const wrong[] = { "{\"name\":\"margin\",\"value\":\"7\"}", "{\"name\":\"nothing\",\"value\":\"1\"}",
                                         "{\"name\":\"margin\",\"value\":\"much\"}", "{\"name\":\"margin\",\"value\":\"nan\"}" };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        expect_post("/api/v1/settings", wrong[i], NULL, 400);
    assert_true(margin_now() == before);
}

static size_t queue(void)
{
    json_t *o = get_json("/api/v1/reviews");
    size_t n = json_array_size(json_object_get(o, "reviews"));
    json_decref(o);
    return n;
}

static void what_is_decided_leaves_the_queue_and_comes_back(void **state)
{
    (void)state;
    behind("UPDATE d_review SET other_id = 4 WHERE alias_id = 6;");
    assert_int_equal(queue(), 1);
    json_t *o = parse(post("/api/v1/decisions", "{\"what\":\"never\",\"one\":4,\"other\":6}", NULL).body);
    int64_t number = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    assert_int_equal(queue(), 0);
    Str undo = str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)number);
    expect_post("/api/v1/decisions", undo.p, NULL, 201);
    assert_int_equal(queue(), 1);
    expect_post("/api/v1/decisions", undo.p, NULL, 409);
}

/* Two causes: the first of each comes before the second of the one with more money. */
static void of_one_cause_the_second_question_counts_half(void **state)
{
    (void)state;
    behind("CREATE TABLE kept_review AS SELECT * FROM d_review; DELETE FROM d_review;"
                    "INSERT INTO d_review (account_id, alias_id, other_id, probability, why, money, gain) VALUES"
                    " (1, 5, 2, 0.5, 'alike', 100, 1), (1, 6, 2, 0.5, 'alike', 90, 1), (2, 6, 3, 0.4, 'near', 60, 1);");
    static const int64_t order[] = { 100, 60, 90 }; /* 101, 61, 91 / 2 */
    json_t *o = get_json("/api/v1/reviews"), *list = json_object_get(o, "reviews"), *causes = json_object_get(o, "causes");
    size_t at = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *x = json_array_get(list, i);
        if (!strcmp(json_string_value(json_object_get(x, "kind")), "company")) {
            assert_true(at < 3);
            assert_int_equal(json_integer_value(json_object_get(x, "money_minor")), order[at++]);
        }
    }
    assert_int_equal(at, 3);
    assert_string_equal(json_string_value(json_object_get(json_array_get(causes, 0), "why")), "alike");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(causes, 0), "doubts")), 2);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(causes, 0), "most_money_minor")), 100);
    assert_int_equal(json_integer_value(json_object_get(o, "total")), json_array_size(list));
    json_decref(o);
    behind("DELETE FROM d_review; INSERT INTO d_review SELECT * FROM kept_review; DROP TABLE kept_review;");
}

/* A doubt about persons stands in the same queue, with its own words and evidence. */
static void persons_are_asked_about_and_decided_too(void **state)
{
    (void)state;
    behind("DELETE FROM d_person_link; DELETE FROM d_person_evidence;"
                    "INSERT INTO alias (alias_id, source_id, account_id, account_name, person_id, email, domain, country, city, file_id, line) VALUES"
                    "  (901, 1, '', '', 'P901', 'Ann.Lee@hanwick.example', '', '', '', 1, 901), (902, 1, '', '', 'P902', '', '', '', '', 1, 902);"
                    "INSERT INTO d_person_link VALUES (901, 902, 1, 1, 'ask', 0.5, 'nearly the same name', 1000000000, 2);"
                    "INSERT INTO d_person_evidence VALUES (901, 902, 0, 'before', 'any two persons of one account', -5), (901, 902, 1, 'name', 'nearly the same name', 5);");
    size_t before = queue();
    json_t *o = get_json("/api/v1/reviews");
    const json_t *first = json_array_get(json_object_get(o, "reviews"), 0); /* most money by far */
    assert_string_equal(json_string_value(json_object_get(first, "kind")), "person");
    assert_string_equal(json_string_value(json_object_get(json_object_get(first, "one"), "email")), "Ann.Lee@hanwick.example");
    assert_int_equal(json_array_size(json_object_get(first, "evidence")), 2);
    json_decref(o);
    expect_post("/api/v1/decisions", "{\"what\":\"merge\",\"kind\":\"dog\",\"one\":901,\"other\":902}", NULL, 400);
    o = parse(post("/api/v1/decisions", "{\"what\":\"merge\",\"kind\":\"person\",\"one\":901,\"other\":902}", NULL).body);
    int64_t number = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    assert_int_equal(queue(), before - 1);
    o = get_json("/api/v1/decisions");
    first = json_array_get(json_object_get(o, "decisions"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "subject")), "ann.lee@hanwick.example");
    assert_non_null(strstr(json_string_value(json_object_get(first, "object")), "P902 @ "));
    json_decref(o);
    expect_post("/api/v1/decisions", str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)number).p, NULL, 201);
    assert_int_equal(queue(), before);
    behind("DELETE FROM d_person_link; DELETE FROM d_person_evidence; DELETE FROM alias WHERE alias_id > 900;");
}

/* Typed on the page, read by the portfolio at once, taken back: as `throughline options` does it. */
static void an_option_is_decided_weighed_and_taken_back(void **state)
{
    static const char *const wrong[] = { "{\"what\":\"option\"}", "{\"what\":\"set\",\"name\":\"depot\",\"value\":\"colour=red\"}", "{\"what\":\"set\",\"name\":\"depot\"}",
        "{\"what\":\"option\",\"name\":\"  \"}" };
    (void)state;
    int64_t before = decisions();
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        expect_post("/api/v1/decisions", wrong[i], NULL, 400);
    assert_int_equal(decisions(), before);
    expect_post("/api/v1/decisions", "{\"what\":\"option\",\"name\":\"depot\"}", NULL, 201);
    json_t *o = parse(post("/api/v1/decisions", "{\"what\":\"set\",\"name\":\"depot\",\"value\":\"cost=5\"}", NULL).body);
    int64_t number = json_integer_value(json_object_get(o, "decision"));
    json_decref(o);
    for (int left = 500; left >= 0; left -= 500) {
        json_t *p = get_json("/api/v1/portfolio?budget=1000");
        const json_t *row = json_array_get(json_object_get(p, "options"), 0);
        assert_string_equal(json_string_value(json_object_get(row, "name")), "depot");
        assert_int_equal(json_integer_value(json_object_get(row, "first_year_cost_minor")), left);
        assert_false(json_is_true(json_object_get(row, "taken")));
        json_decref(p);
        if (left)
            expect_post("/api/v1/decisions", str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)number).p, NULL, 201);
    }
    expect_post("/api/v1/decisions", str_fmt(&book.a, "{\"what\":\"undo\",\"decision\":%lld}", (long long)number).p, NULL, 409);
}

static void a_foreign_site_cannot_decide(void **state)
{
    (void)state;
    static const char body[] = "{\"what\":\"merge\",\"one\":1,\"other\":4}";
    static const struct { const char *more; int status; } cases[] = {
        { "Origin: http://evil.example\r\n", 403 }, { "Origin: null\r\n", 403 }, { "Origin: https://localhost\r\n", 403 }, { "Origin: http://localhost.evil.example\r\n", 403 },
        { "Sec-Fetch-Site: cross-site\r\n", 403 }, { "Sec-Fetch-Site: same-site\r\n", 403 }, { "Sec-Fetch-Site: none\r\n", 403 },
        { "Origin: http://localhost\r\nSec-Fetch-Site: cross-site\r\n", 403 }, { "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", 201 } };
    static const char *const types[] = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "" };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t before = decisions();
        expect_post("/api/v1/decisions", body, cases[i].more, cases[i].status);
        assert_int_equal(decisions(), before + (cases[i].status == 201));
    }
    int64_t before = decisions();
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        Str more = str_fmt(&book.a, "Content-Type: %s\r\nContent-Length: %zu\r\n\r\n%s", types[i], sizeof body - 1, body);
        Reply r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/decisions", .host = HOME, .more = more.p }, &book.a);
        if (r.status != 415)
            fail_msg("'%s': %d", types[i], r.status);
        r = client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/decisions", .host = "evil.example", .more = more.p }, &book.a);
        assert_int_equal(r.status, 403);
    }
    assert_int_equal(decisions(), before);
}

static void wrong_decisions_are_refused_and_leave_nothing(void **state)
{
    (void)state;
    static const struct { const char *body; int status; } cases[] = {
        { "", 400 }, { "{", 400 }, { "[]", 400 }, { "null", 400 }, { "\"merge\"", 400 }, { "{}", 400 }, { "{\"what\":\"merge\"}", 404 },
        { "{\"what\":\"drop\",\"one\":1,\"other\":2}", 400 }, { "{\"what\":1,\"one\":1,\"other\":2}", 400 }, { "{\"what\":\"merge\",\"one\":\"1\",\"other\":2}", 400 },
        { "{\"what\":\"merge\",\"one\":1.5,\"other\":2}", 400 }, { "{\"what\":\"merge\",\"one\":1,\"other\":1}", 400 }, { "{\"what\":\"merge\",\"one\":1,\"other\":99999}", 404 },
        { "{\"what\":\"merge\",\"one\":-1,\"other\":4}", 404 }, { "{\"what\":\"merge\",\"one\":1,\"one\":2,\"other\":4}", 400 }, { "{\"what\":\"merge\",\"one\":1,\"other\":4,\"x\":1}", 400 },
        { "{\"what\":\"merge\",\"one\":[1],\"other\":4}", 400 }, { "{\"what\":\"undo\",\"decision\":0}", 404 }, { "{\"what\":\"undo\",\"decision\":99999}", 404 }, { "{\"what\":\"undo\"}", 404 },
        { "{\"what\":\"merge\",\"one\":1,\"other\":4,\"why\":\"\xff\"}", 400 }, { "{\"what\":\"merge\",\"one\":1,\"other\":4,\"why\":\"a\\u0000b\"}", 400 },
        { "{\"what\":\"merge\",\"one\":1,\"other\":99999999999999999999}", 400 } };
    int64_t before = decisions();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        expect_post("/api/v1/decisions", cases[i].body, NULL, cases[i].status);
    expect_post("/api/v1/decisions?x=1", "{\"what\":\"merge\",\"one\":1,\"other\":4}", NULL, 400);
    expect_post("/api/v1/recompute", "{\"now\":1}", NULL, 400);
    char *big = arena_alloc(&book.a, 40000, 1);
    memset(big, ' ', 39999);
    big[39999] = 0;
    expect_post("/api/v1/decisions", big, NULL, 413);
    Reply r = client_ask(port, &(Ask){ .method = "DELETE", .target = "/api/v1/decisions", .host = HOME }, &book.a);
    assert_int_equal(r.status, 405);
    assert_true(str_eq(reply_header(&r, "Allow"), STR("GET, HEAD, POST")));
    assert_int_equal(decisions(), before);
}

static json_t *until_idle(void)
{
    for (int i = 0; i < 500; i++) {
        json_t *o = get_json("/api/v1/recompute");
        if (!json_is_true(json_object_get(o, "running")))
            return o;
        json_decref(o);
        (void)usleep(20000);
    }
    fail_msg("it never ends");
    return NULL;
}

static void figures_are_made_again_in_the_background(void **state)
{
    (void)state;
    json_t *o = until_idle();
    int64_t done = json_integer_value(json_object_get(o, "done"));
    assert_true(json_is_true(json_object_get(o, "writable")));
    json_decref(o);
    expect_post("/api/v1/recompute", "{}", NULL, 202);
    expect("/api/v1/book", 200);                        /* readers go on meanwhile */
    o = until_idle();
    assert_int_equal(json_integer_value(json_object_get(o, "done")), done + 1);
    assert_true(json_is_null(json_object_get(o, "failed")));
    json_decref(o);
    assert_int_equal(queue(), 0);                       /* what the small recomputation takes away */
    behind("INSERT INTO d_review (account_id, alias_id, other_id, probability, why) VALUES (3, 6, 4, 0.71, 'again');");
}

static void a_failed_recomputation_changes_nothing_and_says_why(void **state)
{
    (void)state;
    size_t before = queue();
    assert_int_equal(before, 1);
    fail_next = true;
    expect_post("/api/v1/recompute", "{}", NULL, 202);
    json_t *o = until_idle();
    assert_string_equal(json_string_value(json_object_get(o, "failed")), "planned to fail");
    json_decref(o);
    assert_int_equal(queue(), before);
}

static void what_was_set_aside_comes_as_a_file(void **state)
{
    (void)state;
    Reply r = get("/api/v1/files/1/aside.csv");
    assert_int_equal(r.status, 200);
    assert_true(str_starts(reply_header(&r, "Content-Type"), STR("text/csv")));
    assert_true(str_eq(reply_header(&r, "Content-Disposition"), STR("attachment; filename=\"aside.csv\"")));
    assert_true(str_eq(r.body, STR("file 1\r\n")));
    expect("/api/v1/files/99/aside.csv", 404);
    expect("/api/v1/files/x/aside.csv", 404);
}

static void a_book_open_for_reading_takes_no_decision(void **state)
{
    (void)state;
    Server *second = NULL;
    int first = port;
    int64_t number = 0;
    assert_int_equal(serve_open(book.s, &(ServeOptions){ .listen = "127.0.0.1:0", .book = STR("x") }, &second, &book.err), ST_OK);
    Str rest = str_sub(str_of(serve_address(second)), 17, 100);
    assert_true(str_to_i64(str_sub(rest, 0, rest.n - 1), &number));
    port = (int)number;
    expect_post("/api/v1/decisions", "{\"what\":\"merge\",\"one\":1,\"other\":4}", NULL, 409);
    expect_post("/api/v1/recompute", "{}", NULL, 409);
    expect("/api/v1/files/1/aside.csv", 404);
    json_t *o = get_json("/api/v1/recompute");
    assert_false(json_is_true(json_object_get(o, "writable")));
    json_decref(o);
    port = first;
    serve_close(second);
}

/* Stands for the pipeline: changes a derived table, and fails behind the change when it is told to. */
static Status own_recompute(Store *s, Err *err)
{
    bool fails = fail_next;
    fail_next = false;
    Status st = store_run(s, SQL_CLEAR_REVIEW, STORE_NO_ARGS, err);
    return st || !fails ? st : ERR(err, ST_NUMERIC, "planned to fail");
}

static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .aside = small_aside, .portfolio = small_portfolio, .understand = option_parse, .recompute = own_recompute });
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
        cmocka_unit_test(a_decision_is_kept_before_it_is_answered),
        cmocka_unit_test(a_list_has_a_form),
        cmocka_unit_test(themes_are_decided_too),
        cmocka_unit_test(signals_are_judged_and_taken_back),
        cmocka_unit_test(how_far_an_account_may_be_quoted_is_set_and_taken_back),
        cmocka_unit_test(a_story_is_put_together_edited_and_taken_back),
        cmocka_unit_test(an_assumption_is_changed_and_taken_back),
        cmocka_unit_test(what_is_decided_leaves_the_queue_and_comes_back),
        cmocka_unit_test(of_one_cause_the_second_question_counts_half),
        cmocka_unit_test(persons_are_asked_about_and_decided_too),
        cmocka_unit_test(an_option_is_decided_weighed_and_taken_back),
        cmocka_unit_test(a_foreign_site_cannot_decide),
        cmocka_unit_test(wrong_decisions_are_refused_and_leave_nothing),
        cmocka_unit_test(figures_are_made_again_in_the_background),
        cmocka_unit_test(a_failed_recomputation_changes_nothing_and_says_why),
        cmocka_unit_test(what_was_set_aside_comes_as_a_file),
        cmocka_unit_test(a_book_open_for_reading_takes_no_decision),
    };
    int failed = cmocka_run_group_tests_name("decisions over HTTP, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("decisions over HTTP, on PostgreSQL", tests, arrive, leave);
    return failed;
}
