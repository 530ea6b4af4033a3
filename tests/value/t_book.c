#include "tests/near.h"

#include <stdlib.h>

#include "base/date.h"
#include "tests/store/small.h"
#include "value/book.h"

static SmallWhere place;

enum { AS_OF = 20361 }; /* 30 September 2025 */

static int64_t day(int y, int m, int d)
{
    return day_of_civil((Civil){ y, m, d });
}

static Contracts load(Small *b)
{
    Contracts c;
    small_must(b, contracts_load(b->s, AS_OF, &b->a, &c, &b->err));
    return c;
}

#define D(account, id, day, renewed, amount) "INSERT INTO d_decision VALUES (" #account ", " #id ", DATE '" day "', " #renewed ", " #amount ", 'EUR', 1, 1);"

/* Oracle: what book.h says of each, by hand. */
static void a_contract_comes_up_at_its_nearest_open_renewal_else_at_its_anniversary(void **state)
{
    const struct {
        int64_t account, next, amount, windows;
        bool active, open;
    } want[] = {
        { 1, day(2026, 3, 1), 100, 2, true, false },   /* renewed twice: the next anniversary */
        { 2, day(2025, 12, 1), 250, 1, true, true },   /* two open: the nearer, with its own amount */
        { 3, 0, 0, 1, false, false },                  /* lost */
        { 4, 0, 100, 2, false, false },                /* renewed, then lost */
        { 5, day(2026, 1, 1), 300, 0, true, true },    /* never decided yet */
        { 6, day(2026, 2, 28), 100, 1, true, false },  /* an open one that has passed says nothing */
        { 7, day(2026, 5, 1), 120, 2, true, false },   /* lost, and won back */
        { 8, 0, 100, 2, false, false },                /* lost, though a renewal still stands open */
        { 9, AS_OF, 70, 0, true, true },               /* today is not past */
    };
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, D(1, 1, "2024-03-01", TRUE, 90) D(1, 2, "2025-03-01", TRUE, 100)
        D(2, 1, "2025-03-01", TRUE, 100) D(2, 2, "2025-12-01", NULL, 250) D(2, 3, "2026-12-01", NULL, 260)
        D(3, 1, "2025-03-01", FALSE, 100) D(4, 1, "2024-03-01", TRUE, 100) D(4, 2, "2025-03-01", FALSE, 100)
        D(5, 1, "2026-01-01", NULL, 300) D(6, 1, "2024-02-29", TRUE, 100) D(6, 2, "2025-02-28", NULL, 110)
        D(7, 1, "2024-05-01", FALSE, 100) D(7, 2, "2025-05-01", TRUE, 120)
        D(8, 1, "2024-05-01", TRUE, 100) D(8, 2, "2025-05-01", FALSE, 120) D(8, 3, "2026-05-01", NULL, 130)
        D(9, 1, "2025-09-30", NULL, 70));
    Contracts c = load(&b);
    assert_int_equal(c.n, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const Contract *k = contract_of(&c, want[i].account);
        assert_non_null(k);
        if (k->active != want[i].active || k->open != want[i].open || k->windows != want[i].windows ||
            (want[i].active && (k->next != want[i].next || k->amount != want[i].amount)))
            fail_msg("account %lld: next %lld, amount %lld, windows %lld, active %d, open %d", (long long)k->account,
                     (long long)k->next, (long long)k->amount, (long long)k->windows, k->active, k->open);
    }
    assert_null(contract_of(&c, 0));
    assert_null(contract_of(&c, 10));
    small_close(&b);
}

#define MORE(account, id, runs) "INSERT INTO d_decision_more (account_id, decision_id, contracts, ending, runs) VALUES (" #account ", " #id ", 1, 'x', " #runs ");"

/* Oracle: by hand.  Who has several contracts is worth all of them, each at its own day, and is lost when nothing runs on. */
static void an_account_is_worth_all_its_contracts(void **state)
{
    const struct {
        int64_t account, next, amount;
        size_t due;
        bool active;
    } want[] = {
        { 1, day(2025, 12, 1), 600, 3, true },  /* three subscriptions run on; of a fourth one it is known that it was lost */
        { 2, day(2025, 11, 1), 350, 2, true },  /* one open deal, and one renewed in June that has none yet: it comes up in June */
        { 3, day(2026, 6, 1), 70, 1, true },    /* lost one of two: the other runs on */
        { 4, 0, 0, 0, false },                  /* lost both, one after the other; a deal that still stands open is no contract */
        { 5, day(2026, 2, 1), 40, 1, true },    /* lost, and came back by a subscription that has decided nothing yet */
        { 6, day(2026, 3, 1), 100, 1, true },   /* one contract, renewed a month late last year and early this: still one */
        { 7, day(2026, 1, 1), 500, 1, true },   /* renewed in 2022 and never heard of again: behind the other it says nothing */
    };
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, D(1, 1, "2025-03-01", TRUE, 300) D(1, 2, "2025-08-01", FALSE, 900) D(1, 3, "2025-12-01", NULL, 100) D(1, 4, "2026-03-01", NULL, 300)
        D(1, 5, "2026-08-01", NULL, 200) MORE(1, 1, TRUE) MORE(1, 2, TRUE) MORE(1, 3, TRUE) MORE(1, 4, TRUE) MORE(1, 5, TRUE)
        D(2, 1, "2024-11-01", TRUE, 240) D(2, 2, "2025-06-01", TRUE, 100) D(2, 3, "2025-11-01", NULL, 250)
        D(3, 1, "2025-06-01", TRUE, 70) D(3, 2, "2025-09-01", FALSE, 30) MORE(3, 1, TRUE) MORE(3, 2, TRUE)
        D(4, 1, "2025-06-01", FALSE, 70) D(4, 2, "2025-09-01", FALSE, 30) D(4, 3, "2025-12-01", NULL, 30) MORE(4, 1, TRUE) MORE(4, 2, FALSE) MORE(4, 3, FALSE)
        D(5, 1, "2024-06-01", FALSE, 70) D(5, 2, "2026-02-01", NULL, 40) MORE(5, 1, TRUE) MORE(5, 2, TRUE)
        D(6, 1, "2023-03-01", TRUE, 80) D(6, 2, "2024-04-01", TRUE, 90) D(6, 3, "2025-03-01", TRUE, 100)
        D(7, 1, "2022-05-01", TRUE, 9000) D(7, 2, "2025-01-01", TRUE, 500));
    Contracts c = load(&b);
    assert_int_equal(c.n, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const Contract *k = contract_of(&c, want[i].account);
        int64_t sum = 0;
        for (size_t j = 0; j < k->n_due; j++) {
            sum += k->due[j].amount;
            assert_true(!j || k->due[j].day > k->due[j - 1].day);
        }
        if (k->active != want[i].active || k->next != want[i].next || k->amount != want[i].amount || k->n_due != want[i].due || sum != k->amount)
            fail_msg("account %lld: next %lld, amount %lld (%lld), due %zu, active %d", (long long)k->account, (long long)k->next, (long long)k->amount, (long long)sum, k->n_due, k->active);
    }
    assert_true(contract_of(&c, 2)->due[1].day == day(2026, 6, 1) && !contract_of(&c, 2)->due[1].open && contract_of(&c, 2)->due[0].open);
    small_close(&b);
}

static void a_book_without_decisions_has_no_contracts(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    Contracts c = load(&b);
    assert_int_equal(c.n, 0);
    assert_null(contract_of(&c, 1));
    small_close(&b);
}

#define INVOICE(line, alias, day, amount, currency, status, gone) "INSERT INTO f_invoice VALUES (1, " #line ", 1, 1, " #line ", " #alias ", " #gone ", 'I', 'I', DATE '" day "', NULL, NULL, " #amount ", '" currency "', " status ");"
#define PEOPLE "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id'), (2, 2, NULL, 1, 'id'), (3, 3, NULL, 1, 'id'), (4, 4, NULL, 1, 'id'), (9, NULL, NULL, 0, 'none');"

static void the_ledger_tells_to_the_cent_what_is_on_no_account(void **state)
{
    Small b;
    int64_t invoiced, matched;
    (void)state;
    small_open(&b, place);
    small_sql(&b, PEOPLE
        INVOICE(1, 1, "2025-07-01", 1000, "EUR", "'paid'", NULL) INVOICE(2, 1, "2025-07-31", -1, "EUR", "NULL", NULL) /* a credit note */
        INVOICE(3, 9, "2025-07-15", 7, "EUR", "'open'", NULL) INVOICE(4, NULL, "2025-08-01", 20, "EUR", "'open'", NULL)
        INVOICE(5, 1, "2025-07-01", 500, "EUR", "'Void'", NULL) INVOICE(6, 1, "2025-07-01", 500, "EUR", "'draft'", NULL)
        INVOICE(7, 1, "2025-07-01", 500, "EUR", "'open'", 2) /* corrected later */
        INVOICE(8, 2, "2025-07-01", 30, "USD", "'open'", NULL));
    for (int again = 0; again < 2; again++) {
        small_must(&b, ledger_write(b.s, &invoiced, &matched, &b.a, &b.err));
        assert_string_equal(small_rows(&b, "SELECT month, currency, invoiced, matched FROM d_ledger ORDER BY month, currency"),
                            "2025-07-01|EUR|1006|999\n2025-07-01|USD|30|30\n2025-08-01|EUR|20|0");
        assert_int_equal(invoiced, 1026); /* in the book's currency alone */
        assert_int_equal(matched, 999);
    }
    small_close(&b);
}

#define RESPONSE(line, alias, day, finished) "INSERT INTO f_response VALUES (2, " #line ", 1, 2, " #line ", " #alias ", NULL, 'R', TIMESTAMP '" day " 10:00:00', NULL, " #finished ", NULL, NULL, NULL, NULL);"
#define TICKET(line, alias, day, gone) "INSERT INTO f_ticket VALUES (1, " #line ", 1, 1, " #line ", " #alias ", " #gone ", 'T', TIMESTAMP '" day " 10:00:00', NULL, NULL, 'Late', '', 'open', '', '', '', NULL, NULL, 0, NULL, FALSE);"
#define SUMMARY "SELECT name, value FROM d_summary ORDER BY name"

static void coverage_is_of_the_accounts_that_are_still_there_in_the_last_year(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, PEOPLE
        "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'DACH', 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 5) AS g(i);"
        D(1, 1, "2025-01-01", TRUE, 600) D(2, 1, "2025-01-01", TRUE, 300) D(3, 1, "2025-01-01", TRUE, 100) D(4, 1, "2025-01-01", FALSE, 9000)
        RESPONSE(1, 1, "2025-09-30", NULL) RESPONSE(2, 1, "2025-01-01", TRUE) /* heard twice, counted once */
        RESPONSE(3, 2, "2025-09-01", FALSE)                                   /* did not finish */
        RESPONSE(4, 3, "2024-09-30", TRUE)                                    /* a year and a day ago */
        RESPONSE(5, 4, "2025-09-01", TRUE)                                    /* lost since */
        RESPONSE(6, 9, "2025-09-01", TRUE));                                  /* nobody known */
    Contracts c = load(&b);
    small_must(&b, coverage_write(b.s, AS_OF, &c, &b.a, &b.err));
    assert_string_equal(small_rows(&b, SUMMARY), "accounts_active|4\naccounts_heard|1\naccounts_heard_share|0.250000000\nrevenue_heard_share|0.600000000");
    /* Where invoices are known, they are the revenue. */
    small_sql(&b, INVOICE(1, 1, "2025-07-01", 100, "EUR", "'paid'", NULL) INVOICE(2, 2, "2025-07-01", 700, "EUR", "'paid'", NULL)
        INVOICE(3, 2, "2023-07-01", 5000, "EUR", "'paid'", NULL));
    small_must(&b, coverage_write(b.s, AS_OF, &c, &b.a, &b.err));
    assert_string_equal(small_rows(&b, SUMMARY), "accounts_active|4\naccounts_heard|1\naccounts_heard_share|0.250000000\nrevenue_heard_share|0.125000000");
    /* Who wrote a ticket was heard. */
    small_sql(&b, TICKET(1, 2, "2025-08-01", NULL) TICKET(2, 3, "2025-08-01", 7) TICKET(3, 3, "2024-08-01", NULL));
    small_must(&b, coverage_write(b.s, AS_OF, &c, &b.a, &b.err));
    assert_string_equal(small_rows(&b, SUMMARY), "accounts_active|4\naccounts_heard|2\naccounts_heard_share|0.500000000\nrevenue_heard_share|1.000000000");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contract_comes_up_at_its_nearest_open_renewal_else_at_its_anniversary),
        cmocka_unit_test(an_account_is_worth_all_its_contracts),
        cmocka_unit_test(a_book_without_decisions_has_no_contracts),
        cmocka_unit_test(the_ledger_tells_to_the_cent_what_is_on_no_account),
        cmocka_unit_test(coverage_is_of_the_accounts_that_are_still_there_in_the_last_year),
    };
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("value, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("value, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
