/* Oracle: doc/api.md for names and types; rows written here, and what is told of them worked out by hand, on both engines. */
#include <stdlib.h>

#include <jansson.h>

/* base/json_out.h uses three of jansson's names for its own; here they stand aside. */
#define json_object written_object
#define json_array  written_array
#define json_null   written_null
#include "report/answer.h"
#undef json_object
#undef json_array
#undef json_null

#include "tests/report/book.h"

static AnswerQuery all_query;
static TestBook    book;
static bool        on_server;

static Status answer(AnswerQuery q, json_t **out)
{
    Buf b;
    JsonOut j;
    buf_init(&b, 1 << 24);
    json_init(&j, &b);
    Status st = answer_timeline(book.s, &q, &book.a, &j, &book.err);
    *out = st ? NULL : json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
    buf_release(&b);
    return st;
}

static json_t *ask(int64_t account, Str kind, int64_t page, int64_t per_page)
{
    AnswerQuery q = all_query;
    json_t *o;
    q.id = account;
    q.kind = kind;
    q.page = page;
    q.per_page = per_page;
    if (answer(q, &o))
        fail_msg("%s", book.err.msg);
    assert_non_null(o);
    return o;
}

static int64_t number(const json_t *o, const char *key) { return json_integer_value(json_object_get(o, key)); }
static const char *text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s ? s : "";
}

/* Account 4 had nothing; alias 4 is its own.  The as-of day is 2025-09-30, the grace two days. */
static const char rows[] =
    "INSERT INTO f_delivery VALUES (3, 401, 1, 3, 41, 4, NULL, 'k1', 'K-1', DATE '2025-05-02', NULL, DATE '2025-05-02', 1, 'EUR', '', ''), (3, 402, 1, 3, 42, 4, NULL, 'k2', 'K-2', DATE '2025-05-20', NULL, DATE '2025-05-21', 1, 'EUR', '', ''),"
    " (3, 403, 1, 3, 43, 4, NULL, 'k3', 'K-3', DATE '2025-06-01', NULL, DATE '2025-06-01', 1, 'EUR', '', ''), (3, 404, 1, 3, 44, 4, NULL, 'k4', 'K-4', DATE '2025-09-20', NULL, NULL, 1, 'EUR', '', ''),"
    " (3, 405, 1, 3, 45, 4, NULL, 'k5', 'K-5', DATE '2025-09-29', NULL, NULL, 1, 'EUR', '', ''), (3, 406, 1, 3, 46, 4, 3, 'k6', 'K-6', DATE '2025-05-03', NULL, DATE '2025-05-03', 1, 'EUR', '', '');"
    "INSERT INTO f_payment VALUES (1, 411, 1, 1, 51, 4, NULL, 'p1', TIMESTAMP '2025-04-02 10:00:00', 12345, NULL, NULL, 'USD', 'Paid', 'I-9', NULL, NULL),"
    " (1, 412, 1, 1, 52, 4, NULL, 'p2', TIMESTAMP '2025-04-03 10:00:00', 5000, 1000, NULL, 'USD', 'failed', NULL, NULL, 'card declined');"
    "INSERT INTO f_invoice VALUES (1, 421, 1, 1, 61, 4, NULL, 'i8', 'I-8', DATE '2025-03-01', DATE '2025-03-31', NULL, 100, 'USD', 'open'), (1, 422, 1, 1, 62, 4, NULL, 'i9', 'I-9', DATE '2025-03-02', DATE '2025-03-31', DATE '2025-04-05', 100, 'USD', 'paid'),"
    " (1, 423, 1, 1, 63, 4, NULL, 'i10', 'I-10', DATE '2025-03-03', DATE '2025-03-31', NULL, 100, 'USD', 'void');"
    "INSERT INTO f_event SELECT 1, 4300 + g.i, 1, 1, 100 + g.i, 4, NULL, NULL, 'login', TIMESTAMP '2025-02-03 00:00:00', 2 FROM generate_series(1, 13) AS g(i);"
    "INSERT INTO f_event VALUES (1, 4350, 1, 1, 150, 4, NULL, NULL, 'plan cancelled', TIMESTAMP '2025-02-10 00:00:00', NULL);"
    "INSERT INTO d_side_comment VALUES (4, 1, TIMESTAMP '2025-01-20 00:00:00', 'reply', 'en', 'We look into it.', NULL, 1, 71), (4, 2, TIMESTAMP '2025-01-19 00:00:00', 'crm', 'en', 'Met the buyer.', NULL, 1, 72),"
    " (4, 3, TIMESTAMP '2025-01-18 00:00:00', 'employee', 'en', 'Nobody cares.', NULL, 1, 73), (0, 4, TIMESTAMP '2025-01-17 00:00:00', 'reply', 'en', 'To whom?', NULL, 1, 74);"
    "INSERT INTO f_reference VALUES (1, 441, 1, 1, 81, 4, NULL, 'r1', DATE '2025-01-10', 'call', 'given');"
    "INSERT INTO f_account (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, name, segment, employees) VALUES (1, 451, 1, 1, 91, 4, 2, 'A4', 'Four', 'Small', 10), (1, 451, 2, 2, 92, 4, NULL, 'A4', 'Four', 'Core', 40);"
    "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, plan, mrr, currency) VALUES (1, 452, 1, 1, 93, 4, 2, 'S4', 'Gold', 10000, 'USD'), (1, 452, 2, 2, 94, 4, NULL, 'S4', 'Gold', 25000, 'USD');"
    "INSERT INTO record_state VALUES (0, 451, 2, 90001, TIMESTAMP '2024-12-05 00:00:00', FALSE); INSERT INTO file_export VALUES (2, TIMESTAMP '2024-12-04 00:00:00');"
    "INSERT INTO task (task_id, rule, account_id, account, cause, words, score, money, owner, said_n, said_at, made_at) VALUES (9, 'detractor', 4, 'x', 'slow portal', '', 3, 1, 'kim', 1, TIMESTAMP '2024-11-01 00:00:00', TIMESTAMP '2024-11-02 00:00:00');"
    "INSERT INTO verdict VALUES (900, 'task', 'done', '9', 'yes\tA new index', 'kim', '', TIMESTAMP '2024-11-20 00:00:00'), (901, 'task', 'done', '9', 'no\tNothing', 'kim', '', TIMESTAMP '2024-11-21 00:00:00'), (902, 'task', 'undo', '901', '', 'kim', '', TIMESTAMP '2024-11-22 00:00:00');"
    "UPDATE d_account SET country = 'FR' WHERE account_id = 4; INSERT INTO d_exposed_now VALUES (4, 1, 1); DELETE FROM d_action;"
    "INSERT INTO d_action (action_id, issue_id, name, issue, owner, unit, countries, start_date, end_date, status, expected, share_from, grade, metric, leading_state, leading_from, file_id, line)"
    " VALUES (1, 1, 'Depot Lyon', '', 'Nadia', '', 'DE, FR', DATE '2024-10-01', DATE '2024-10-15', '', '', '', '', '', '', '', 1, 95), (2, 1, 'Depot Bonn', '', '', '', 'DE', DATE '2024-10-02', NULL, '', '', '', '', '', '', '', 1, 96);";

static const struct { const char *at, *kind, *tone, *title, *text; int64_t line, rows; } want[] = {
    { "2025-09-20", "delivery", "harm", "Promised for this day, and not delivered", "K-4, 10 days overdue", 44, 0 },
    { "2025-06-01", "delivery", "proof", "1 delivery as promised in this month", "", 43, 1 },
    { "2025-05-21", "delivery", "proof", "2 deliveries as promised in this month", "", 42, 2 },
    { "2025-04-03", "payment", "harm", "Payment failed: $50.00", "$10.00 given back \xC2\xB7 card declined", 52, 0 },
    { "2025-04-02", "payment", "normal", "Payment: $123.45", "invoice: I-9", 51, 0 },
    { "2025-03-03", "invoice", "normal", "Invoice I-10: $1.00", "void", 63, 0 },
    { "2025-03-02", "invoice", "harm", "Invoice I-9: $1.00", "paid 5 days after it was due", 62, 0 },
    { "2025-03-01", "invoice", "harm", "Invoice I-8: $1.00", "open, was due on 2025-03-31", 61, 0 },
    { "2025-02-10", "usage", "normal", "Used the product in this month: 27 events by 1 person", "", 150, 14 },
    { "2025-02-10", "event", "normal", "plan cancelled", "", 150, 0 },
    { "2025-01-20", "reply", "normal", "We answered in a ticket", "We look into it.", 71, 0 },
    { "2025-01-19", "note", "normal", "A note of ours", "Met the buyer.", 72, 0 },
    { "2025-01-10", "reference", "normal", "Reference", "call \xC2\xB7 given", 81, 0 },
    { "2024-12-05", "change", "normal", "Account changed: employees", "10 \xE2\x86\x92 40", 92, 0 },
    { "2024-12-05", "change", "normal", "Account changed: segment", "Small \xE2\x86\x92 Core", 92, 0 },
    { "2024-12-04", "change", "normal", "Contract changed: value a month", "$100.00 \xE2\x86\x92 $250.00", 94, 0 },
    { "2024-11-20", "task", "proof", "Done about: slow portal; the customer was told", "A new index \xC2\xB7 kim", 0, 0 },
    { "2024-10-15", "action", "normal", "Ended: Depot Lyon", "about: too late (Nadia)", 95, 0 },
    { "2024-10-01", "action", "normal", "Begun: Depot Lyon", "about: too late (Nadia)", 95, 0 },
};

static void everything_stands_there_with_its_place(void **state)
{
    (void)state;
    book_sql(&book, rows);
    json_t *o = ask(4, STR(""), 1, 100);
    const json_t *list = json_object_get(o, "timeline");
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const json_t *m = json_array_get(list, i);
        if (strcmp(text(m, "at"), want[i].at) != 0 || strcmp(text(m, "kind"), want[i].kind) != 0 || strcmp(text(m, "tone"), want[i].tone) != 0 || strcmp(text(m, "title"), want[i].title) != 0 ||
            strcmp(text(m, "text"), want[i].text) != 0 || number(m, "line") != want[i].line || number(m, "rows") != want[i].rows)
            fail_msg("%zu is not '%s': %s", i, want[i].title, json_dumps(m, 0));
        assert_true(json_object_size(m) == 12 && (*text(m, "file") != 0) == (want[i].line != 0));
    }
    assert_int_equal(json_array_size(list), COUNT_OF(want));
    assert_int_equal(number(o, "total"), COUNT_OF(want));
    assert_int_equal(number(o, "left_out"), 0);
    json_decref(o);
}

static void a_kind_is_picked_and_a_page_is_turned(void **state)
{
    (void)state;
    json_t *o = ask(4, STR("invoice"), 2, 2);
    assert_int_equal(json_array_size(json_object_get(o, "timeline")), 1);
    assert_string_equal(text(json_array_get(json_object_get(o, "timeline"), 0), "title"), "Invoice I-8: $1.00");
    assert_int_equal(number(o, "total"), 3);
    int64_t n = 0;
    for (size_t k = 0; k < json_array_size(json_object_get(o, "kinds")); k++)
        n += number(json_array_get(json_object_get(o, "kinds"), k), "n");
    assert_int_equal(n, COUNT_OF(want));
    json_decref(o);
    o = ask(4, STR("nothing such"), 1, 50);
    assert_int_equal(number(o, "total"), 0);
    json_decref(o);
    AnswerQuery q = all_query;
    q.id = 99;
    assert_int_equal(answer(q, &o), ST_NOT_FOUND);
}

/* 700 tickets and 510 payments: the newest 500 of each are listed, and of the others it is said how many. */
static void what_is_left_out_is_counted_kind_by_kind(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO f_ticket SELECT 1, 5000 + g.i, 1, 1, 1000 + g.i, 4, NULL, 'x', TIMESTAMP '2025-01-01 00:00:00', NULL, NULL, 'again', '', '', '', '', '', NULL, NULL, 0, NULL, FALSE FROM generate_series(1, 700) AS g(i);"
                    "INSERT INTO f_payment SELECT 1, 6000 + g.i, 1, 1, 2000 + g.i, 4, NULL, 'y', TIMESTAMP '2020-01-02 10:00:00', 1, NULL, NULL, 'USD', 'Paid', NULL, NULL, NULL FROM generate_series(1, 508) AS g(i)");
    json_t *o = ask(4, STR(""), 1, 10), *one = ask(4, STR("payment"), 50, 10);
    assert_int_equal(number(o, "limit"), 500);
    assert_int_equal(number(o, "left_out"), 210);
    assert_int_equal(number(o, "total"), COUNT_OF(want) - 2 + 1000);
    assert_int_equal(number(one, "left_out"), 10);
    assert_int_equal(number(one, "total"), 500);
    assert_int_equal(json_array_size(json_object_get(one, "timeline")), 10);
    json_decref(o);
    json_decref(one);
    /* Words of who forbids it are left out, ours too: they may quote. */
    book_sql(&book, "INSERT INTO verdict SELECT 990, 'voices', 'forbid', name, '', 'me', '', TIMESTAMP '2026-04-01 00:00:00' FROM d_account WHERE account_id = 4");
    o = ask(4, STR("reply"), 1, 10);
    assert_int_equal(number(o, "total"), 1);
    assert_true(json_is_null(json_object_get(json_array_get(json_object_get(o, "timeline"), 0), "text")));
    json_decref(o);
}

/* A survey with two comments is one moment; the first of them stands for it. */
static void a_response_with_two_comments_is_one(void **state)
{
    (void)state;
    book_sql(&book, "INSERT INTO f_response VALUES (2, 77, 1, 2, 77, 4, NULL, 'r77', TIMESTAMP '2025-09-02 09:00:00', '', TRUE, 8, NULL, 'en', '');"
                    "INSERT INTO d_comment VALUES (4, 801, NULL, TIMESTAMP '2025-09-02 09:00:00', 'survey', 'en', 'Second.', NULL, NULL, 2, 77), (4, 800, NULL, TIMESTAMP '2025-09-02 09:00:00', 'survey', 'en', 'First.', NULL, NULL, 2, 77);"
                    "DELETE FROM verdict WHERE verdict_id = 990");
    json_t *o = ask(4, STR("survey"), 1, 10);
    assert_int_equal(number(o, "total"), 1);
    assert_string_equal(text(json_array_get(json_object_get(o, "timeline"), 0), "text"), "First.");
    json_decref(o);
}

static int open_book(void **state)
{
    (void)state;
    book_make(&book, on_server, BOOK_FULL);
    return 0;
}

static int drop_book(void **state)
{
    (void)state;
    book_drop(&book);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(everything_stands_there_with_its_place), cmocka_unit_test(a_kind_is_picked_and_a_page_is_turned),
                                               cmocka_unit_test(what_is_left_out_is_counted_kind_by_kind), cmocka_unit_test(a_response_with_two_comments_is_one) };
    all_query = *ANSWER_ALL(STR("acme.book"));
    int failed = cmocka_run_group_tests_name("timeline, on DuckDB", tests, open_book, drop_book);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("timeline, on PostgreSQL", tests, open_book, drop_book);
    return failed;
}
