/* The book's currency: what most rows say; rows that say none follow it, and prove nothing.  Oracle: sums by hand, on both engines. */
#include "tests/near.h"

#include "base/attr.h"
#include "tests/store/small.h"

#define INVOICE(line, amount, currency) \
    "INSERT INTO f_invoice VALUES (1, " #line ", 1" #line ", 1, " #line ", NULL, NULL, 'I" #line "', 'I" #line "', DATE '2025-07-01', NULL, NULL, " #amount ", '" currency "', 'paid');"
#define ASSUMED(line) "INSERT INTO currency_assumed VALUES (6, " #line ", 1" #line ", 1);"
#define ALL "SELECT line, amount, currency FROM f_invoice ORDER BY line"

static void check(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_must(&b, store_adopt_currency(b.s, &b.err));
    assert_string_equal(store_currency(b.s), "EUR");       /* of nothing, what it was */
    small_sql(&b, INVOICE(1, 1000, "EUR") INVOICE(2, 200, "USD") INVOICE(3, 300, "USD") INVOICE(4, 100050, "EUR") ASSUMED(4) INVOICE(5, 7, "EUR") ASSUMED(5)
                  INVOICE(6, 9, "EUR") ASSUMED(6));
    small_must(&b, store_adopt_currency(b.s, &b.err));
    assert_string_equal(store_currency(b.s), "USD");       /* two against one: what was assumed is no evidence */
    assert_string_equal(small_rows(&b, ALL), "1|1000|EUR\n2|200|USD\n3|300|USD\n4|100050|USD\n5|7|USD\n6|9|USD");
    small_sql(&b, INVOICE(7, 1, "EUR") INVOICE(8, 1, "EUR"));
    small_must(&b, store_adopt_currency(b.s, &b.err));
    assert_string_equal(store_currency(b.s), "EUR");       /* nobody said it: it goes with the data */
    small_must(&b, store_set_currency(b.s, STR("JPY"), &b.err));
    assert_string_equal(small_rows(&b, "SELECT line, amount, currency FROM f_invoice WHERE line BETWEEN 3 AND 5 ORDER BY line"), "3|300|USD\n4|1000|JPY\n5|0|JPY");
    small_must(&b, store_adopt_currency(b.s, &b.err));
    assert_string_equal(store_currency(b.s), "JPY");       /* somebody said it */
    small_must(&b, store_set_currency(b.s, STR("KWD"), &b.err));
    assert_string_equal(small_rows(&b, "SELECT amount, currency FROM f_invoice WHERE line = 4 ORDER BY line"), "1000000|KWD");
    assert_int_equal(store_set_currency(b.s, STR("dollars"), &b.err), ST_USAGE);
    assert_string_equal(store_currency_hashed(b.s), "EUR");
    small_close(&b);
}

static void rows_without_a_currency_follow_the_books_on_duckdb(void **state) { (void)state; check(SMALL_MEMORY); }
static void rows_without_a_currency_follow_the_books_on_postgresql(void **state) { (void)state; check(SMALL_SERVER); }

/* A tie goes by payments, then by the code. */
static void a_tie_is_decided_by_what_was_paid(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_FILE);
    small_sql(&b, INVOICE(1, 1000, "EUR") INVOICE(2, 200, "GBP")
              "INSERT INTO f_payment VALUES (1, 9, 9, 1, 9, NULL, NULL, 'P9', TIMESTAMP '2025-07-02 00:00:00', 5, NULL, NULL, 'GBP', 'paid', NULL, NULL, NULL);");
    small_must(&b, store_adopt_currency(b.s, &b.err));
    assert_string_equal(store_currency(b.s), "GBP");
    small_again(&b);
    assert_string_equal(store_currency(b.s), "GBP");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_without_a_currency_follow_the_books_on_duckdb),
        cmocka_unit_test(rows_without_a_currency_follow_the_books_on_postgresql),
        cmocka_unit_test(a_tie_is_decided_by_what_was_paid),
    };
    return cmocka_run_group_tests_name("currency", tests, NULL, NULL);
}
