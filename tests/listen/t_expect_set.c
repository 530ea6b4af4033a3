/* Oracle: rows planted here and counted by hand. */
#include "tests/near.h"

#include "base/buf.h"
#include "listen/expect.h"
#include "listen/listen.h"
#include "tests/store/small.h"

enum { ACCOUNTS = 120 };

static void answer(Buf *b, int line, int alias, const char *label, const char *text)
{
    buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', 'Q%zu', '%s', NULL, '%s', TIMESTAMP '2025-09-01 10:00:00');", line, line, alias, line, line,
               strlen(label) % 7, label, text);
}

static void begin(Small *b, SmallWhere where)
{
    small_open(b, where);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 120) AS g(i);");
    small_must(b, store_put_summary(b->s, "as_of", STR("20400"), &b->err));
}

/* Accounts 1 to 60 expect dates and warnings, 61 to 120 invoices and prices; each says two things of the four at most. */
static void two_kinds(Buf *rows, int accounts)
{
    static const char *const time[] = { "We expect reliable dates.", "We expect to be warned before a shipment slips." };
    static const char *const money[] = { "We expect correct invoices.", "We expect fair prices." };
    for (int i = 1; i <= accounts; i++)
        for (int k = 0; k < 2; k++)
            if (k == i % 2 || i % 5)
                answer(rows, i * 10 + k, i, "Why?", i % 12 == 0 ? (i <= accounts / 2 ? money : time)[k] : (i <= accounts / 2 ? time : money)[k]);
}

static ExpectResult run(Small *b, const char *rows)
{
    ListenResult l;
    ExpectResult r;
    small_sql(b, rows);
    small_must(b, listen_run(b->s, &l, &b->err));
    small_must(b, expect_run(b->s, &r, &b->err));
    return r;
}

static void check_sets(SmallWhere where)
{
    Small b;
    Buf rows;
    buf_init(&rows, 1 << 20);
    begin(&b, where);
    two_kinds(&rows, ACCOUNTS);
    /* The first kind's deliveries: one in four is five days late; the second's renew less. */
    buf_puts(&rows, "INSERT INTO f_delivery SELECT 2, i, 1, 2, i, i % 60 + 1, NULL, 'D' || CAST(i AS TEXT), NULL, DATE '2025-05-01', NULL, DATE '2025-05-01' + CASE WHEN i % 4 = 0 THEN 5 ELSE 0 END, "
                    "NULL, NULL, NULL, NULL FROM generate_series(1, 240) AS g(i);"
                    "INSERT INTO d_decision SELECT i, i, DATE '2025-06-01', i <= 60 OR i % 2 = 0, 100, 'EUR', 1, 1 FROM generate_series(1, 120) AS g(i);");
    ExpectResult r = run(&b, rows.p);
    assert_int_equal(r.accounts, ACCOUNTS);
    assert_int_equal(r.sets, 2);
    assert_string_equal(small_rows(&b, "SELECT CASE WHEN name LIKE '%timeliness%' THEN 'time' WHEN name LIKE '%prices%' THEN 'money' END, accounts BETWEEN 54 AND 66, hypothesis FROM d_expect_set ORDER BY 1"),
                        "money|true|false\ntime|true|false");
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_expect_account WHERE likeliest"), ACCOUNTS);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM (SELECT account_id FROM d_expect_account GROUP BY account_id HAVING abs(sum(probability) - 1) > 1e-9) AS x"), 0);
    /* Sixty of sixty renew against thirty of sixty, but for the few on the wrong side. */
    assert_string_equal(small_rows(&b, "SELECT renewal_low > 0.2, renewal_high < 0.7, decisions = accounts FROM d_expect_set WHERE name LIKE '%timeliness%'"), "true|true|true");
    assert_string_equal(small_rows(&b, "SELECT g.gap BETWEEN 0.2 AND 0.3, g.n > 200, g.topic FROM d_expect_gap AS g JOIN d_expect_set AS s ON s.set_id = g.set_id WHERE s.name LIKE '%timeliness%' AND g.side = 'done'"),
                        "true|true|timeliness");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT g.gap IS NULL, g.note FROM d_expect_gap AS g WHERE g.side = 'rated'"), "true|cannot tell: no survey item asks about it");
    assert_true(small_int(&b, "SELECT CAST(count(DISTINCT account_id) AS BIGINT) FROM d_expect_quote WHERE kind = 'said'") >= 4);
    const char *before = small_rows(&b, "SELECT set_id, name, accounts FROM d_expect_set ORDER BY set_id");
    ExpectResult again;
    small_must(&b, expect_run(b.s, &again, &b.err));
    assert_string_equal(small_rows(&b, "SELECT set_id, name, accounts FROM d_expect_set ORDER BY set_id"), before);
    buf_release(&rows);
    small_close(&b);
}

static void customers_who_expect_the_same_are_a_set(void **state) { (void)state; check_sets(SMALL_MEMORY); }
static void and_so_on_postgresql(void **state) { (void)state; check_sets(SMALL_SERVER); }

static void few_accounts_make_no_set_and_some_a_hypothesis(void **state)
{
    static const int accounts[] = { 20, 44 };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(accounts); k++) {
        Small b;
        Buf rows;
        buf_init(&rows, 1 << 20);
        begin(&b, SMALL_MEMORY);
        two_kinds(&rows, accounts[k]);
        ExpectResult r = run(&b, rows.p);
        assert_int_equal(r.accounts, accounts[k]);
        assert_true(k ? r.sets >= 1 && r.sets <= 3 : r.sets == 0);
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_expect_set WHERE NOT hypothesis"), 0);
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_expect_set"), r.sets);
        buf_release(&rows);
        small_close(&b);
    }
}

static void sentences_are_kept_with_their_spans(void **state)
{
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 16);
    begin(&b, SMALL_MEMORY);
    answer(&rows, 2, 1, "Why?", "Hello there my friends. You promised Tuesday, but nothing came.");
    answer(&rows, 3, 2, "What did you expect from us?", "Reliable dates, nothing more.");
    answer(&rows, 4, 3, "Why?", "Reliable dates, nothing more.");
    answer(&rows, 5, 4, "Why?", "We keep our own spreadsheet of orders in the portal.");
    ExpectResult r = run(&b, rows.p);
    assert_string_equal(small_rows(&b, "SELECT account_id, kind, polarity, topic, span_from, cues FROM d_expect_said ORDER BY account_id"),
                        "1|promise|disappointed|timeliness|24|24-36\n2|expectation|open|timeliness|0|\n4|workaround||simplicity|0|");
    assert_string_equal(small_rows(&b, "SELECT substr(c.text, CAST(s.expected_from AS INTEGER) + 1, CAST(s.expected_to - s.expected_from AS INTEGER)), "
                                       "substr(c.text, CAST(s.lived_from AS INTEGER) + 1, CAST(s.lived_to - s.lived_from AS INTEGER)) FROM d_expect_said AS s JOIN d_comment AS c "
                                       "ON c.account_id = s.account_id AND c.comment_id = s.comment_id WHERE s.account_id = 1"), "Tuesday|but nothing came");
    assert_int_equal(r.accounts, 1);
    buf_release(&rows);
    small_close(&b);
}

static void our_own_people_are_heard_apart(void **state)
{
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 16);
    begin(&b, SMALL_MEMORY);
    answer(&rows, 2, 1, "Why?", "The portal is slow.");
    answer(&rows, 3, 1, "Why?", "I work here and the portal is a shame.");
    buf_puts(&rows, "INSERT INTO f_response VALUES (1, 3, 1, 1, 3, 1, NULL, 'R3', TIMESTAMP '2025-09-01 10:00:00', NULL, TRUE, 9, NULL, NULL, 'Employee survey');"
                    "INSERT INTO f_message VALUES (2, 1, 1, 2, 1, 1, NULL, 'M1', 'T1', TIMESTAMP '2025-09-02 10:00:00', 'internal', 'x', 'Customer is right, terrible search.'),"
                    "(2, 2, 1, 2, 2, 1, NULL, 'M2', 'T1', TIMESTAMP '2025-09-02 11:00:00', 'agent', 'x', 'We have fixed it.'),"
                    "(2, 3, 1, 2, 3, 1, NULL, 'M3', 'T1', TIMESTAMP '2025-09-02 12:00:00', 'customer', 'x', 'Thanks.'),"
                    "(2, 4, 1, 2, 4, 1, 9, 'M4', 'T1', TIMESTAMP '2025-09-02 12:00:00', 'agent', 'x', 'superseded');");
    (void)run(&b, rows.p);
    assert_string_equal(small_rows(&b, "SELECT source, text FROM d_side_comment ORDER BY comment_id"),
                        "note|Customer is right, terrible search.\nreply|We have fixed it.\nemployee|I work here and the portal is a shame.");
    assert_string_equal(small_rows(&b, "SELECT channel, text FROM d_comment ORDER BY comment_id"), "survey|The portal is slow.\nmessage|Thanks.");
    assert_string_equal(small_rows(&b, "SELECT sentiment < 0 FROM d_side_comment WHERE source = 'note'"), "true");
    buf_release(&rows);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_who_expect_the_same_are_a_set),
        cmocka_unit_test(and_so_on_postgresql),
        cmocka_unit_test(few_accounts_make_no_set_and_some_a_hypothesis),
        cmocka_unit_test(sentences_are_kept_with_their_spans),
        cmocka_unit_test(our_own_people_are_heard_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
