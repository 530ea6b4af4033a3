/* Every question of `check` finds what it asks for: a book that is sound, and one broken for each.
 *
 * Oracle  the breaks themselves, one row of SQL each.
 */
#include "tests/store/small.h"

#include <stdlib.h>

#include "store/check.h"

static const char sound[] =
    "INSERT INTO source VALUES (1, 'CRM');"
    "INSERT INTO file VALUES (1, 1, 'a.csv', 'h', 1, 'k', 'e', 'm', 3, 2, 0, 1, '');"
    "INSERT INTO quarantine VALUES (1, 1, 3, 0, '', 'too few fields', 'x', TRUE);"
    "INSERT INTO alias VALUES (1, 1, 'A1', 'Acme', '', '', '', '', '', 1, 1);"
    "INSERT INTO f_invoice VALUES (1, 1, 1, 1, 1, 1, NULL, 'i1', 'I-1', DATE '2025-07-03', NULL, NULL, 500, 'EUR', 'paid'),"
    "  (1, 2, 2, 1, 2, 1, NULL, 'i2', 'I-2', DATE '2025-07-31', NULL, NULL, 700, 'EUR', 'open');"
    "INSERT INTO d_account VALUES (1, 'Acme', NULL, 'Core', '', '', '', NULL, NULL, FALSE, 1);"
    "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id');"
    "INSERT INTO d_issue VALUES (1, 'late', 'late', 'promise', 'r', NULL, '');"
    "INSERT INTO d_exposed_now VALUES (1, 1, 2);"
    "INSERT INTO d_stream VALUES (1, 's', 'late', NULL, 'all', '');"
    "INSERT INTO d_stream_week VALUES (1, DATE '2025-07-07', 1, 2);"
    "INSERT INTO d_ledger VALUES (DATE '2025-07-01', 'EUR', 1200, 500);"
    "INSERT INTO d_ledger_part VALUES (1, DATE '2025-07-01', 'EUR', 'matched', 1, 500, 500), (2, DATE '2025-07-01', 'EUR', 'unmatched', 1, 700, 700);";

static const struct {
    const char *name, *how;
} breaks[] = {
    { "alias", "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id) VALUES (1, 9, 9, 1, 9, 77)" },
    { "file", "INSERT INTO f_event (source_id, key_hash, row_hash, file_id, line) SELECT 1, 9, 9, 9, 9; INSERT INTO f_review (source_id, key_hash, row_hash, file_id, line) VALUES (1, 9, 9, 9, 9)" },
    { "key", "INSERT INTO f_invoice (source_id, key_hash, row_hash, file_id, line) VALUES (1, 1, 5, 1, 9)" },
    { "rows", "UPDATE file SET rows_in = 4" },
    { "quarantine", "DELETE FROM quarantine" },
    { "account", "INSERT INTO d_exposed_now VALUES (77, 1, 2)" },
    { "superseding", "INSERT INTO superseding (kind, key_hash, row_hash, file_id, line) VALUES (1, 1, 1, 1, 1)" },
    { "source", "UPDATE file SET source_id = 5" },
    { "superseded", "UPDATE f_invoice SET superseded_by = 7 WHERE line = 1" },
    { "stored", "DELETE FROM f_invoice WHERE line = 1" },
    { "parts", "INSERT INTO file_export VALUES (9, TIMESTAMP '2025-01-01 00:00:00')" },
    { "node", "INSERT INTO d_alias VALUES (5, 1, NULL, 1, 'id')" },
    { "issue", "DELETE FROM d_issue" },
    { "comment", "INSERT INTO d_quote VALUES (1, 1, 1, 1); INSERT INTO d_theme VALUES (1, 't', 't', 1, 1, 0, NULL, 1)" },
    { "theme", "INSERT INTO d_comment VALUES (1, 1, NULL, TIMESTAMP '2025-09-01 09:00:00', 'survey', 'de', 'x', NULL, NULL, 1, 2); INSERT INTO d_quote VALUES (4, 1, 1, 1)" },
    { "stream", "DELETE FROM d_stream" },
    { "interval", "INSERT INTO d_value VALUES (1, 1, 2, 6, 10, 20, 30, 365, 5, 1, 'adjusted')" },
    { "ledger", "UPDATE d_ledger SET matched = 501" },
};

static int64_t asked(Small *b, const char *name)
{
    int64_t n = -1;
    for (size_t i = 0; i < check_n; i++)
        if (!strcmp(check_rows[i].name, name))
            small_must(b, store_int(b->s, check_rows[i].sql, STORE_NO_ARGS, -1, &n, &b->err));
    return n;
}

static void every_break_is_found(SmallWhere kind)
{
    Small b;
    assert_int_equal(COUNT_OF(breaks), check_n);                        /* a new question needs a break */
    small_open(&b, kind);
    small_sql(&b, sound);
    small_must(&b, store_check_all(b.s, &b.err));
    for (size_t i = 0; i < COUNT_OF(breaks); i++) {
        assert_int_equal(asked(&b, breaks[i].name), 0);
        small_must(&b, store_begin(b.s, &b.err));
        small_sql(&b, breaks[i].how);
        if (asked(&b, breaks[i].name) < 1)
            fail_msg("'%s' does not find its break", breaks[i].name);
        assert_int_equal(store_check_all(b.s, &b.err), ST_INVALID);
        store_rollback(b.s);
    }
    small_close(&b);
}

static void every_break_is_found_in_a_file(void **state)
{
    (void)state;
    every_break_is_found(SMALL_MEMORY);
}

static void every_break_is_found_on_the_server(void **state)
{
    (void)state;
    if (!getenv("TL_PG"))
        skip();
    every_break_is_found(SMALL_SERVER);
}

static void money_of_the_tie_out_is_that_of_the_invoices(void **state)
{
    Small b;
    int64_t n = -1;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, sound);
    small_must(&b, store_int(b.s, SQL_CHECK_LEDGER_FACTS, STORE_NO_ARGS, -1, &n, &b.err));
    assert_int_equal(n, 0);
    small_sql(&b, "UPDATE f_invoice SET amount = 501 WHERE line = 1");
    small_must(&b, store_int(b.s, SQL_CHECK_LEDGER_FACTS, STORE_NO_ARGS, -1, &n, &b.err));
    assert_int_equal(n, 1);
    small_sql(&b, "UPDATE f_invoice SET amount = 500, issued = DATE '2025-08-01' WHERE line = 1");
    small_must(&b, store_int(b.s, SQL_CHECK_LEDGER_FACTS, STORE_NO_ARGS, -1, &n, &b.err));
    assert_int_equal(n, 2);                                             /* the month it left, the month it came to */
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_break_is_found_in_a_file), cmocka_unit_test(every_break_is_found_on_the_server),
                                        cmocka_unit_test(money_of_the_tie_out_is_that_of_the_invoices) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
