/* Oracles: planted differences of one cent, each found with its row; for random books a second, naive sum in SQL; for
 * rates worked examples by hand and a naive conversion in long double. */
#include "tests/near.h"

#include <math.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/date.h"
#include "num/rng.h"
#include "tests/store/small.h"
#include "value/book.h"
#include "store/rate.h"

#define PEOPLE "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id'), (2, 2, NULL, 1, 'id'), (9, NULL, NULL, 0, 'none');"
#define INVOICE(source, line, alias, number, day, amount, currency, status, gone) \
    "INSERT INTO f_invoice VALUES (" #source ", " #line ", 1, " #source ", " #line ", " #alias ", " #gone ", 'id" #line "', '" number "', DATE '" day "', NULL, NULL, " #amount ", '" currency "', '" status "');"
#define PAYMENT(line, invoice, amount, refunded, status) \
    "INSERT INTO f_payment VALUES (1, " #line ", 1, 5, " #line ", 1, NULL, 'p" #line "', TIMESTAMP '2025-08-02 10:00:00', " #amount ", " #refunded ", NULL, 'EUR', '" status "', '" invoice "', NULL, NULL);"
#define LINE(line, day, number, account, amount) \
    "INSERT INTO f_ledger VALUES (4, " #line ", 1, 6, " #line ", NULL, NULL, 'g" #line "', DATE '" day "', 'Invoice', '" number "', '', '', '" account "', " #amount ", 'EUR', NULL, NULL);"
#define ROWS "SELECT month, currency, reason, number, amount, expected, difference, file_id, line, other_file, other_line FROM d_ledger_row ORDER BY row_id"
#define PARTS "SELECT month, currency, part, n, amount, reporting FROM d_ledger_part ORDER BY part_id"

static void tie(Small *b)
{
    int64_t invoiced, matched;
    small_must(b, ledger_write(b->s, &invoiced, &matched, &b->a, &b->err));
}

static void check_invoices(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, PEOPLE
        INVOICE(1, 1, 1, "A1", "2025-07-01", 1000, "EUR", "paid", NULL) INVOICE(1, 2, 1, "A2", "2025-07-31", -1, "EUR", "open", NULL)
        INVOICE(1, 3, 9, "A3", "2025-07-15", 7, "EUR", "open", NULL) INVOICE(1, 4, 1, "A4", "2025-07-01", 500, "EUR", "Voided", NULL)
        INVOICE(1, 5, 1, "A5", "2025-07-01", 60, "EUR", "draft", NULL) INVOICE(1, 6, 1, "A1", "2025-07-01", 990, "EUR", "open", 2)
        INVOICE(2, 7, 1, "A1", "2025-07-01", 1000, "EUR", "paid", NULL)    /* the same out of another system */
        INVOICE(2, 8, 1, "A2", "2025-07-31", -2, "EUR", "open", NULL)      /* a cent off: not the same */
        INVOICE(1, 9, 2, "A9", "2025-07-02", 30, "USD", "open", NULL)
        "INSERT INTO file VALUES (3, 1, 'x.csv', 'h', 1, 'k', 'UTF-8', '[x]\nkind = invoice\n', 2, 0, 0, 2, ''), (7, 1, 'y.csv', 'i', 1, 'k', 'UTF-8', '[y]\nkind = ticket\n', 1, 0, 0, 1, '');"
        "INSERT INTO quarantine VALUES (3, 1, 12, 0, '', 'date not understood', 'raw', TRUE), (3, 2, 13, 2, 'Currency', 'currency not understood', 'raw', TRUE),"
        " (3, 3, 14, 2, 'Due', 'date not understood', 'raw', FALSE), (7, 1, 2, 0, '', 'x', 'raw', TRUE);"
        "INSERT INTO quarantine_money VALUES (3, 1, NULL, 'EUR', 41), (9, 9, NULL, 'EUR', 99);");
    tie(&b);
    assert_string_equal(small_rows(&b, PARTS),
        "2025-07-01|EUR|in files|8|3554|3554\n2025-07-01|EUR|superseded|1|990|990\n2025-07-01|EUR|void|1|500|500\n2025-07-01|EUR|draft|1|60|60\n"
        "2025-07-01|EUR|duplicate|1|1000|1000\n2025-07-01|EUR|invoiced|4|1004|1004\n2025-07-01|EUR|matched|3|997|997\n2025-07-01|EUR|unmatched|1|7|7\n"
        "2025-07-01|EUR|credit notes|2|-3|-3\n2025-07-01|USD|in files|1|30|-\n2025-07-01|USD|invoiced|1|30|-\n2025-07-01|USD|matched|1|30|-\n"
        "2025-07-01|USD|without rate|1|30|-\n-||quarantined without amount|1|0|-\n-|EUR|in files|1|41|-\n-|EUR|quarantined|1|41|-");
    assert_string_equal(small_rows(&b, ROWS),
        "2025-07-01|EUR|duplicate|A1|1000|1000|0|2|7|1|1\n2025-07-01|EUR|unmatched|A3|7|-|-|1|3|-|-\n2025-07-01|USD|no rate||30|-|-|1|9|-|-\n"
        "-||quarantined||-|-|-|3|13|-|-\n-|EUR|quarantined||41|-|-|3|12|-|-");
    small_close(&b);
}

static void duckdb_gives_every_invoice_row_one_fate(void **state) { (void)state; check_invoices(SMALL_MEMORY); }
static void postgresql_gives_every_invoice_row_one_fate(void **state) { (void)state; check_invoices(SMALL_SERVER); }

/* By hand: what each word means; a lost invoice was invoiced, a word that nobody knows counts and is a state of its own. */
static void check_states(SmallWhere where)
{
    static const struct { const char *status, *state; } says[] = {
        { "Void", "void" }, { "Voided", "void" }, { "DELETED", "void" }, { "Cancelled", "void" }, { "Canceled", "void" }, { "Storniert", "void" }, { "Annulée", "void" },
        { "ANNULÉE", "void" }, { "Annulé", "void" }, { "Annulled", "void" }, { "Reversed", "void" }, { "Rejected", "void" }, { " superseded ", "void" }, { "Gelöscht", "void" },
        { "Draft", "draft" }, { "Entwurf", "draft" }, { "Proforma", "draft" }, { "Pro-forma", "draft" }, { "Quote", "draft" }, { "Written off", "counts" },
        { "WRITTEN_OFF", "counts" }, { "Überfällig", "counts" }, { "Paid", "counts" }, { "", "counts" }, { "Cancelled by Jo", "unknown" }, { "X7", "unknown" },
    };
    Small b;
    Buf sql, want;
    size_t counts = 0;
    small_open(&b, where);
    buf_init(&sql, 1 << 16);
    buf_init(&want, 1 << 16);
    buf_puts(&sql, PEOPLE);
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        buf_printf(&sql, "INSERT INTO f_invoice VALUES (1, %zu, 1, 1, %zu, 1, NULL, 'i%zu', 'N%zu', DATE '2025-07-01', NULL, NULL, 100, 'EUR', '%s');", i + 1, i + 1, i, i, says[i].status);
        buf_printf(&want, "%s%s|%s", i ? "\n" : "", says[i].status, says[i].state);
        counts += says[i].state[0] == 'c' || says[i].state[0] == 'u';
    }
    small_sql(&b, sql.p);
    assert_string_equal(small_rows(&b, "SELECT status, state FROM invoice_state ORDER BY line"), want.p);
    tie(&b);
    buf_clear(&want);
    buf_printf(&want, "draft|5\ninvoiced|%zu\nvoid|14\n%zu", counts, counts);
    assert_string_equal(str_fmt(&b.a, "%s\n%s", small_rows(&b, "SELECT part, n FROM d_ledger_part WHERE part IN ('void', 'draft', 'invoiced') ORDER BY part"),
                                small_rows(&b, "SELECT count(*) FROM invoice_counted")).p, want.p);
    buf_release(&sql);
    buf_release(&want);
    small_close(&b);
}

static void duckdb_knows_cancelled_invoices_in_seven_languages(void **state) { (void)state; check_states(SMALL_MEMORY); }
static void postgresql_knows_cancelled_invoices_in_seven_languages(void **state) { (void)state; check_states(SMALL_SERVER); }

static void payments_a_cent_off_are_found(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, PEOPLE
        INVOICE(1, 1, 1, "A1", "2025-07-01", 1000, "EUR", "paid", NULL) INVOICE(1, 2, 1, "A2", "2025-07-01", 1000, "EUR", "paid", NULL)
        INVOICE(1, 3, 1, "A3", "2025-07-01", 1000, "EUR", "paid", NULL) INVOICE(1, 4, 1, "A4", "2025-07-01", 1000, "EUR", "open", NULL)
        PAYMENT(1, "A1", 600, 0, "paid") PAYMENT(2, "id1", 500, 100, "Paid")   /* in two parts, by number and by id */
        PAYMENT(3, "A2", 999, 0, "paid") PAYMENT(4, "A3", 1001, 0, "succeeded") PAYMENT(5, "A4", 1000, 0, "Failed") PAYMENT(6, "ZZ", 3, 0, "paid")
        PAYMENT(7, "", 4, 0, "paid"));
    tie(&b);
    assert_string_equal(small_rows(&b, ROWS),
        "2025-07-01|EUR|called paid, payments fall short|A2|999|1000|-1|1|2|5|3\n2025-07-01|EUR|overpaid|A3|1001|1000|1|1|3|5|4\n"
        "2025-08-01|EUR|payment of an unknown invoice|ZZ|3|-|-|5|6|-|-");
    assert_string_equal(small_rows(&b, "SELECT part, n, amount FROM d_ledger_part WHERE part IN ('paid', 'open', 'overpaid', 'payments without invoice') ORDER BY part_id"),
        "paid|3|2999\nopen|2|1001\noverpaid|1|1\npayments without invoice|2|7");
    small_close(&b);
}

#define KEYED(line, key, alias, id, number, day, amount, gone) \
    "INSERT INTO f_invoice VALUES (1, " #key ", " #line ", 1, " #line ", " #alias ", " #gone ", '" id "', '" number "', DATE '" day "', NULL, NULL, " #amount ", 'EUR', 'paid');"

/* By hand: what stands in the file's place, a version by its stamps (two times), a mended row (the same line), a row that says the same money. */
static void what_a_file_replaced_itself_is_a_difference(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, PEOPLE
        KEYED(1, 11, 1, "A1", "A1", "2025-07-01", 1000, 1) KEYED(2, 11, 1, "A1", "A1", "2025-07-01", 900, NULL)
        KEYED(3, 12, 1, "A2", "A2", "2025-07-01", 500, 1) KEYED(4, 12, 1, "A2", "A2", "2025-07-01", 400, NULL)
        KEYED(5, 13, 1, "A3", "A3", "2025-07-01", 300, 1) KEYED(5, 13, 1, "A3", "A3", "2025-07-01", 200, NULL)
        KEYED(6, 14, 1, "A4", "A4", "2025-07-01", 100, 1) KEYED(7, 14, 1, "A4", "A4", "2025-07-01", 100, NULL)
        KEYED(8, 15, 1, "A5", "A5", "2025-07-01", 80, 1) KEYED(9, 15, 2, "A5", "A5", "2025-07-01", 80, NULL)
        "INSERT INTO record_state VALUES (6, 12, 1, 1, TIMESTAMP '2025-07-01 00:00:00', FALSE), (6, 12, 1, 2, TIMESTAMP '2025-07-02 00:00:00', FALSE);");
    tie(&b);
    assert_string_equal(small_rows(&b, ROWS), "2025-07-01|EUR|replaced within its file|A1|1000|900|100|1|1|1|2\n2025-07-01|EUR|replaced within its file|A5|80|80|0|1|8|1|9");
    small_close(&b);
}

/* By hand: 70 + 30 - 5 is paid and posted as one. */
static void lines_of_an_invoice_are_paid_and_posted_as_one(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, PEOPLE
        KEYED(1, 11, 1, "A1", "A1", "2025-07-01", 70, NULL) KEYED(2, 12, 1, "A1#2", "A1", "2025-07-01", 30, NULL) KEYED(3, 13, 1, "A1#3", "A1", "2025-07-01", -5, NULL)
        KEYED(4, 14, 1, "A2", "A2", "2025-07-01", 10, NULL) KEYED(5, 15, 1, "A2#2", "A2", "2025-07-01", 10, NULL)
        PAYMENT(1, "A1", 95, 0, "paid") PAYMENT(2, "A2", 10, 0, "paid") LINE(1, "2025-07-01", "A1", "Sales", 95) LINE(2, "2025-07-01", "A2", "Sales", 20));
    tie(&b);
    assert_string_equal(small_rows(&b, ROWS), "2025-07-01|EUR|called paid, payments fall short|A2|10|20|-10|1|4|5|2");
    assert_string_equal(small_rows(&b, "SELECT part, n, amount FROM d_ledger_part WHERE part IN ('invoiced', 'paid', 'open', 'in the ledger') ORDER BY part_id"),
        "invoiced|5|115\npaid|2|105\nopen|1|10\nin the ledger|2|115");
    small_close(&b);
}

static void the_general_ledger_a_cent_off_is_found_in_both_directions(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, PEOPLE
        INVOICE(1, 1, 1, "A1", "2025-07-01", 1000, "EUR", "paid", NULL) INVOICE(1, 2, 1, "A2", "2025-07-05", 1190, "EUR", "paid", NULL)
        INVOICE(1, 3, 1, "A3", "2025-07-06", 500, "EUR", "paid", NULL) INVOICE(1, 4, 1, "A4", "2025-07-07", 400, "EUR", "paid", NULL)
        INVOICE(1, 5, 1, "A5", "2025-07-31", 300, "EUR", "paid", NULL) INVOICE(1, 6, 1, "A6", "2025-07-08", 77, "EUR", "paid", NULL)
        INVOICE(1, 7, 1, "A7", "2024-01-08", 88, "EUR", "paid", NULL)          /* before the ledger begins */
        LINE(1, "2025-07-01", "A1", "Sales", 600) LINE(2, "2025-07-01", "A1", "Income:Consulting", 400)
        LINE(3, "2025-07-05", "A2", "Sales", 1000) LINE(4, "2025-07-05", "A2", "Sales Tax Payable", 190) LINE(5, "2025-07-05", "A2", "Accounts Receivable", 1190)
        LINE(6, "2025-07-06", "A3", "Sales", 501)                              /* a cent too much */
        LINE(7, "2025-08-01", "A5", "Sales", 300)                              /* the month after */
        LINE(8, "2025-07-09", "", "Sales", 77)                                 /* by amount and day */
        LINE(9, "2025-07-10", "B1", "Sales", 9) LINE(10, "2025-07-10", "B2", "Office Rent", 5));
    tie(&b);
    assert_string_equal(small_rows(&b, ROWS),
        "2025-07-01|EUR|amount differs from the ledger|A3|500|501|-1|1|3|6|6\n2025-07-01|EUR|another month in the ledger|A5|300|300|0|1|5|6|7\n"
        "2025-07-01|EUR|in the ledger, no such invoice|B1|9|-|-|6|9|-|-\n2025-07-01|EUR|not in the ledger|A4|400|-|-|1|4|-|-");
    assert_string_equal(small_rows(&b, "SELECT month, part, n, amount FROM d_ledger_part WHERE part LIKE '%ledger%' ORDER BY part_id"),
        "2025-07-01|ledger revenue|6|2587\n2025-07-01|in the ledger|4|2567\n2025-07-01|not in the ledger|1|400\n2025-07-01|ledger without invoice|1|9\n"
        "2025-08-01|ledger revenue|1|300");
    small_close(&b);
}

/* Random books.  Naive oracle: sums in SQL over the facts, and the identity by hand. */
static void what_is_in_the_files_is_matched_unmatched_left_out_or_quarantined(void **state)
{
    static const char *const status[] = { "paid", "open", "void", "draft", "" }, *const currency[] = { "EUR", "USD", "JPY" };
    Arena own;
    (void)state;
    arena_init(&own);
    Rng *g = rng_create(&own, 20251125);
    for (int round = 0; round < 6; round++) {
        Small b;
        Buf sql;
        small_open(&b, SMALL_MEMORY);
        buf_init(&sql, 1 << 22);
        buf_puts(&sql, PEOPLE "INSERT INTO file VALUES (3, 1, 'x.csv', 'h', 1, 'k', 'UTF-8', '[x]\nkind = invoice\n', 0, 0, 0, 0, '');");
        for (int i = 1; i <= 200; i++) {
            int64_t amount = (int64_t)(rng_below(g, 200000)) - 50000;
            if (rng_below(g, 10) == 0) {
                buf_printf(&sql, "INSERT INTO quarantine VALUES (3, %d, %d, 0, '', 'r', 'raw', TRUE);", i, i);
                buf_printf(&sql, "INSERT INTO quarantine_money VALUES (3, %d, DATE '2025-0%d-03', '%s', %lld);", i, (int)(rng_below(g, 3)) + 1, currency[rng_below(g, 3)],
                           (long long)amount);
                continue;
            }
            buf_printf(&sql, "INSERT INTO f_invoice VALUES (%d, %d, 1, 1, %d, %s, %s, 'i%d', 'N%d', DATE '2025-0%d-01', NULL, NULL, %lld, '%s', '%s');", (int)(rng_below(g, 3)) + 1,
                       i, i, rng_below(g, 5) ? "1" : "9", rng_below(g, 12) ? "NULL" : "8", i, (int)(rng_below(g, 40)), (int)(rng_below(g, 3)) + 1,
                       (long long)(rng_below(g, 4) ? amount : 777), currency[rng_below(g, 3)], status[rng_below(g, 5)]);
        }
        small_sql(&b, sql.p);
        tie(&b);
#define SUM(what) "SELECT month, currency, CAST(sum(amount) AS BIGINT) FROM d_ledger_part WHERE part IN (" what ") GROUP BY month, currency ORDER BY month, currency"
        const char *all = small_rows(&b, SUM("'in files'"));
        assert_string_equal(all, small_rows(&b, SUM("'superseded', 'void', 'draft', 'duplicate', 'matched', 'unmatched', 'quarantined'")));
        assert_string_equal(all, small_rows(&b, "SELECT month, currency, CAST(sum(amount) AS BIGINT) FROM (SELECT CAST(date_trunc('month', issued) AS DATE) AS month, currency, amount"
            " FROM f_invoice UNION ALL SELECT CAST(date_trunc('month', day) AS DATE), currency, amount FROM quarantine_money) AS x GROUP BY month, currency ORDER BY month, currency"));
        assert_string_equal(small_rows(&b, SUM("'invoiced'")), small_rows(&b, SUM("'matched', 'unmatched'")));
        assert_string_equal(small_rows(&b, SUM("'invoiced'")), small_rows(&b, "SELECT month, currency, invoiced FROM d_ledger ORDER BY month, currency"));
        buf_release(&sql);
        small_close(&b);
    }
    arena_release(&own);
}

static void take(Arena *a, Rates *r)
{
    static const struct { const char *base, *quote, *day, *rate; } rows[] = {
        { "EUR", "JPY", "2025-01-02", "162.85" }, { "EUR", "USD", "2025-01-02", "1.0834" }, { "EUR", "USD", "2025-01-06", "1.1" },
        { "GBP", "CHF", "2025-01-02", "1.13" }, { "GBP", "CHF", "2025-01-03", "zero" },
    };
    static const ColSpec cols[] = { { "base", COL_TEXT }, { "quote", COL_TEXT }, { "day", COL_DATE }, { "rate", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t day = 0;
        assert_true(date_parse_iso(str_of(rows[i].day), &day));
        table_put_text(&t, 0, str_of(rows[i].base));
        table_put_text(&t, 1, str_of(rows[i].quote));
        table_put_int(&t, 2, day);
        table_put_text(&t, 3, str_of(rows[i].rate));
        table_row(&t);
    }
    rates_take(&t, a, r);
}

static void money_changes_by_the_last_rate_on_or_before_the_day(void **state)
{
    static const struct { const char *day, *from, *to; int64_t amount; RateFate fate; int64_t want; } cases[] = {
        { "2025-01-02", "EUR", "USD", 10000, RATE_FOUND, 10834 },      { "2025-01-05", "EUR", "USD", 10000, RATE_FOUND, 10834 },
        { "2025-01-06", "EUR", "USD", 10000, RATE_FOUND, 11000 },      { "2025-01-01", "EUR", "USD", 10000, RATE_MISSING, 0 },
        { "2025-01-06", "USD", "EUR", 10000, RATE_FOUND, 9091 },       /* 9090.909 */
        { "2025-01-06", "USD", "EUR", -10000, RATE_FOUND, -9091 },     { "2025-01-02", "EUR", "JPY", 100, RATE_FOUND, 163 },      /* 162.85 yen have no cents */
        { "2025-01-02", "USD", "JPY", 100, RATE_FOUND, 150 },          /* through EUR: 162.85 / 1.0834 = 150.31 */
        { "2025-01-02", "JPY", "USD", 1000, RATE_FOUND, 665 },         /* 1000 / 162.85 * 1.0834 = 6.6527 */
        { "2025-01-09", "EUR", "CHF", 100, RATE_MISSING, 0 },          { "2025-01-09", "EUR", "EUR", 100, RATE_FOUND, 100 },
        { "2025-01-09", "GBP", "CHF", 50, RATE_FOUND, 57 },            /* 56.5, away from zero */
        { "2025-01-09", "GBP", "CHF", -50, RATE_FOUND, -57 },          { "2025-01-09", "USD", "JPY", 0, RATE_FOUND, 0 },
    };
    Arena a;
    Rates r;
    (void)state;
    arena_init(&a);
    take(&a, &r);
    assert_int_equal(r.unread, 1);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t got = 0, day = 0;
        assert_true(date_parse_iso(str_of(cases[i].day), &day));
        RateFate fate = rate_convert(&r, day, str_of(cases[i].from), str_of(cases[i].to), cases[i].amount, &got);
        if (fate != cases[i].fate || (!fate && got != cases[i].want))
            fail_msg("case %zu: fate %d, %lld", i, (int)fate, (long long)got);
    }
    int64_t day = 0, got;
    assert_true(date_parse_iso(STR("2025-01-06"), &day));
    assert_int_equal(rate_convert(&r, day, STR("EUR"), STR("JPY"), INT64_MAX, &got), RATE_TOO_LARGE);
    for (int64_t amount = -5000000; amount < 5000000; amount += 9973) {
        assert_int_equal(rate_convert(&r, day, STR("USD"), STR("JPY"), amount, &got), RATE_FOUND);
        assert_true(fabsl((long double)got - (long double)amount / 100 / 1.1L * 162.85L) <= 0.5L + 1e-9L);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duckdb_gives_every_invoice_row_one_fate),
        cmocka_unit_test(postgresql_gives_every_invoice_row_one_fate),
        cmocka_unit_test(duckdb_knows_cancelled_invoices_in_seven_languages),
        cmocka_unit_test(postgresql_knows_cancelled_invoices_in_seven_languages),
        cmocka_unit_test(payments_a_cent_off_are_found),
        cmocka_unit_test(what_a_file_replaced_itself_is_a_difference),
        cmocka_unit_test(lines_of_an_invoice_are_paid_and_posted_as_one),
        cmocka_unit_test(the_general_ledger_a_cent_off_is_found_in_both_directions),
        cmocka_unit_test(what_is_in_the_files_is_matched_unmatched_left_out_or_quarantined),
        cmocka_unit_test(money_changes_by_the_last_rate_on_or_before_the_day),
    };
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
