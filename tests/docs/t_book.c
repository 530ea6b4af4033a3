/* The worked examples of doc/methods/ that need a stage: tiny books in memory, filled with rows,
 * one stage run, rows read.
 *
 * Oracle  the numbers printed in the documents, most of them derived there by hand.
 */
#include "tests/store/small.h"

#include <stdio.h>

#include "act/act.h"
#include "base/date.h"
#include "link/decision.h"
#include "link/link.h"
#include "resolve/resolve.h"
#include "value/value.h"

typedef struct Example {
    Store *s;
    Arena a;
    Err err;
} Example;

#define must(b, call)                                                                              \
    do {                                                                                           \
        if ((call) != ST_OK)                                                                       \
            fail_msg("%s: %s", #call, (b)->err.msg);                                               \
    } while (0)

#define check_printed(got, want, half)                                                             \
    do {                                                                                           \
        double got_ = (got), want_ = (want);                                                       \
        if (!(fabs(got_ - want_) <= (half)))                                                       \
            fail_msg("%s = %.9g, the document says %.9g", #got, got_, want_);                      \
    } while (0)

static void book_begin(Example *b, const char *script)
{
    arena_init(&b->a);
    must(b, store_open(":memory:", &(StoreOptions){ .create = true }, &b->s, &b->err));
    must(b, db_script(store_db(b->s), "example", script, &b->err));
}

static void book_end(Example *b)
{
    store_close(b->s);
    arena_release(&b->a);
}

static int64_t day(const char *iso)
{
    int64_t d = 0;
    assert_true(date_parse_iso(str_of(iso), &d));
    return d;
}

static void set_as_of(Example *b, const char *iso)
{
    must(b, store_put_summary_int(b->s, "as_of", day(iso), &b->err));
}

/* doc/methods/resolve.md: four systems, one company. */
static const char keller[] =
    "INSERT INTO source VALUES (1, 'CRM'), (2, 'Desk'), (3, 'ERP'), (4, 'Survey');"
    "INSERT INTO alias VALUES (1, 1, 'A1', 'Keller Antriebstechnik GmbH', '', '', "
    "'keller-antriebe.de', 'Germany', 'Ulm', 1, 2),"
    "  (2, 2, '77', 'Keller Antriebstechnik', '', '', '', '', '', 2, 2),"
    "  (3, 3, '4711', 'KELLER ANTR.', '', '', '', 'DE', '', 3, 2),"
    "  (4, 4, '', '', '', 'ines@keller-antriebe.de', '', '', '', 4, 2);"
    "INSERT INTO f_account VALUES (1, 1, 1, 1, 2, 1, NULL, 'A1', 'Keller Antriebstechnik GmbH', "
    "NULL, 'Core', 'South', 'Germany', 'Ulm', NULL, NULL,"
    "  'www.keller-antriebe.de', NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
    "INSERT INTO f_response VALUES (4, 4, 4, 4, 2, 4, NULL, 'r1', TIMESTAMP '2025-06-30 10:00:00', "
    "NULL, TRUE, 7, NULL, NULL, NULL);";

static void four_systems_name_one_company(void **state)
{
    static const struct {
        const char *how;
        double p;
    } want[] = {
        { "id", 1 }, { "name", 0.9995 }, { "shortened name", 0.9977 }, { "e-mail domain", 0.95 }
    };
    Example b;
    ResolveResult r;
    Table t;
    (void)state;
    book_begin(&b, keller);
    must(&b, resolve_run(b.s, &r, &b.err));
    assert_int_equal(r.accounts, 1);
    must(&b,
         store_fetch(b.s, SQL_REPORT_ALIASES, STORE_ARGS(DB_INT(1), DB_INT(1), DB_INT(10)), &b.a, &t, &b.err));
    assert_int_equal(t.n, COUNT_OF(want));
    for (size_t k = 0; k < t.n; k++) {
        assert_true(str_eq(col_text(&t, "how")[k], str_of(want[k].how)));
        check_digits(col_f64(&t, "probability")[k], want[k].p, 4);
    }
    /* The waterfall: a prior of log2(.05/.95), and bits that add up to the probability. */
    for (int64_t alias = 2; alias <= 3; alias++) {
        Table e;
        double sum = 0;
        must(&b, store_fetch(b.s, SQL_REPORT_LINK_EVIDENCE, STORE_ARGS(DB_INT(alias), DB_INT(1)), &b.a, &e, &b.err));
        assert_true(e.n >= 3);
        check_digits(col_f64(&e, "bits")[0], log2(.05 / .95), 12);
        for (size_t k = 0; k < e.n; k++)
            sum += col_f64(&e, "bits")[k];
        check_digits(1 / (1 + exp2(-sum)), col_f64(&t, "probability")[alias - 1], 9);
    }
    book_end(&b);
}

/* doc/methods/decisions.md */
static const char subscriptions[] =
    "INSERT INTO alias VALUES (1, 1, 'A1', 'Alder', '', '', '', '', '', 1, 2), (2, 1, 'A2', "
    "'Birch', '', '', '', '', '', 1, 3);"
    "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id'), (2, 2, NULL, 1, 'id');"
    "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, start_date, "
    "end_date, plan, seats, mrr, currency, is_trial, churned) VALUES (1, 1, 1, 1, 2, 1, NULL, 's1', DATE '2023-03-01', NULL, "
    "'Pro', 10, 50000, 'EUR', FALSE, NULL),"
    "  (1, 2, 2, 1, 3, 2, NULL, 's2', DATE '2023-01-15', DATE '2024-07-31', 'Pro', 10, 30000, "
    "'EUR', FALSE, TRUE);";

static void subscriptions_become_decisions(void **state)
{
    static const struct {
        int64_t account;
        const char *day;
        int renewed;
        int64_t amount;
    } want[] = {
        { 1, "2024-03-01", 1, 600000 },  { 1, "2025-03-01", 1, 600000 },
        { 1, "2026-03-01", -1, 600000 }, { 2, "2024-01-15", 1, 360000 },
        { 2, "2024-07-31", 0, 360000 },
    };
    Example b;
    Table t;
    int64_t n;
    (void)state;
    book_begin(&b, subscriptions);
    must(&b, decisions_write(b.s, day("2025-06-30"), &b.a, &n, &b.err));
    assert_int_equal(n, COUNT_OF(want));
    must(&b, store_fetch(b.s, SQL_VALUE_DECISIONS, STORE_NO_ARGS, &b.a, &t, &b.err));
    for (size_t r = 0; r < t.n; r++) {
        const TableColumn *renewed = table_col(&t, "renewed");
        assert_int_equal(col_int(&t, "account_id")[r], want[r].account);
        assert_int_equal(col_int(&t, "decided")[r], day(want[r].day));
        assert_int_equal(col_has(renewed, r) ? (int)renewed->i[r] : -1, want[r].renewed);
        assert_int_equal(col_int(&t, "amount")[r], want[r].amount);
    }
    book_end(&b);
}

/* doc/methods/effect.md and grades.md: 80 accounts alike, one decision each on 2025-06-30, one
 * delivery each on 2025-03-01, late for the first 40; the first 14 of these and the first 5 of the
 * others did not renew.  An old delivery in time opens the window. */
static const char eighty[] =
    "INSERT INTO alias SELECT g.i, 1, 'A', '', '', '', '', '', '', 1, 1 FROM generate_series(1, "
    "80) AS g(i);"
    "INSERT INTO d_alias SELECT g.i, g.i, NULL, 1, 'id' FROM generate_series(1, 80) AS g(i);"
    "INSERT INTO d_account SELECT g.i, 'A', NULL, 'Core', 'South', 'DE', '', NULL, NULL, FALSE, 1 "
    "FROM generate_series(1, 80) AS g(i);"
    "INSERT INTO f_opportunity (" DEAL_COLUMNS ") SELECT 1, g.i, g.i, 1, g.i, g.i, NULL, 'o', 'r', 'Renewal', NULL, "
    "1000000, 'EUR', DATE '2025-06-30', TRUE,"
    "  g.i > 14 AND g.i <= 40 OR g.i > 45, NULL, NULL FROM generate_series(1, 80) AS g(i);"
    "INSERT INTO f_delivery SELECT 2, g.i, g.i, 2, g.i, g.i, NULL, 'd', 'O', DATE '2025-03-01', "
    "NULL,"
    "  CASE WHEN g.i <= 40 THEN DATE '2025-03-08' ELSE DATE '2025-03-01' END, NULL, NULL, NULL, "
    "NULL FROM generate_series(1, 80) AS g(i);"
    "INSERT INTO f_delivery VALUES (2, 99, 99, 2, 99, 80, NULL, 'd', 'O', DATE '2024-01-05', NULL, "
    "DATE '2024-01-05', NULL, NULL, NULL, NULL);";

static void eighty_decisions_get_grade_b(void **state)
{
    Example b;
    LinkResult r;
    Table t;
    (void)state;
    book_begin(&b, eighty);
    set_as_of(&b, "2025-06-30");
    must(&b, link_run(b.s, &r, &b.err));
    assert_int_equal(r.issues, 1);
    must(&b, store_fetch(b.s, SQL_ISSUE_EFFECTS, STORE_NO_ARGS, &b.a, &t, &b.err));
    assert_int_equal(col_int(&t, "n_exposed")[0], 40);
    check_digits(col_f64(&t, "estimate")[0], -9.0 / 41, 9);
    check_printed(col_f64(&t, "low")[0], -0.411, 5e-4);
    check_printed(col_f64(&t, "high")[0], -0.028, 5e-4);
    check_digits(col_f64(&t, "raw_estimate")[0], -0.225, 9);
    check_printed(col_f64(&t, "evalue")[0], 1.71, 5e-3);
    assert_true(str_eq(col_text(&t, "grade")[0], STR("B")));
    book_end(&b);
}

static void asked_for_more_it_gets_grade_c(void **state)
{
    Example b;
    LinkResult r;
    Table t;
    (void)state;
    book_begin(&b, eighty);
    set_as_of(&b, "2025-06-30");
    must(&b, store_set_setting(b.s, "sensitivity", 1.8, &b.err));
    must(&b, link_run(b.s, &r, &b.err));
    must(&b, store_fetch(b.s, SQL_ISSUE_EFFECTS, STORE_NO_ARGS, &b.a, &t, &b.err));
    assert_true(str_eq(col_text(&t, "grade")[0], STR("C")));
    assert_true(str_eq(col_text(&t, "reason")[0],
                       STR("association only: a hidden cause of strength 1.7 could explain it")));
    book_end(&b);
}

/* doc/methods/money.md: three accounts, one issue, twelve tickets, three invoices. */
static const char three[] =
    "INSERT INTO d_account SELECT g.i, 'A', NULL, 'Core', 'South', 'DE', '', NULL, NULL, FALSE, 1 "
    "FROM generate_series(1, 3) AS g(i);"
    "INSERT INTO d_alias VALUES (1, 1, NULL, 1, 'id'), (9, NULL, NULL, 0, 'none');"
    "INSERT INTO d_decision VALUES (1, 1, DATE '2023-09-30', TRUE, 20000000, 'EUR', 1, 2), (1, 2, "
    "DATE '2024-09-30', TRUE, 20000000, 'EUR', 1, 3),"
    "  (1, 3, DATE '2025-09-30', NULL, 20000000, 'EUR', 1, 4), (2, 1, DATE '2022-12-31', TRUE, "
    "40000000, 'EUR', 1, 5),"
    "  (2, 2, DATE '2023-12-31', TRUE, 40000000, 'EUR', 1, 6), (2, 3, DATE '2024-12-31', TRUE, "
    "40000000, 'EUR', 1, 7),"
    "  (2, 4, DATE '2025-12-31', NULL, 40000000, 'EUR', 1, 8), (3, 1, DATE '2026-03-31', NULL, "
    "6000000, 'EUR', 1, 9);"
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'a "
    "delivery arrived late', 1, '');"
    "INSERT INTO d_effect VALUES (1, 'renewal', -0.2, -0.3, -0.1, 0.05, 0.001, 0.001, -0.2, -0.3, "
    "-0.1, 40, 40, 80, 0, 0, 2, 'B', 'r', 'm');"
    "INSERT INTO d_exposure VALUES (1, 1, 1, 2);"
    "INSERT INTO d_exposed_now VALUES (1, 1, 1), (3, 1, 1);"
    "INSERT INTO d_comment SELECT 1, g.i, NULL, TIMESTAMP '2025-05-01 10:00:00', 'ticket', 'en', "
    "'late', NULL, NULL, 1, g.i FROM generate_series(1, 12) AS g(i);"
    "INSERT INTO d_code SELECT 1, g.i, 1, 'theme', 1, 0, 4, 0 FROM generate_series(1, 12) AS g(i);"
    "INSERT INTO f_invoice VALUES (1, 1, 1, 1, 2, 1, NULL, 'i1', 'I-1', DATE '2025-05-01', NULL, "
    "NULL, 10000, 'EUR', 'paid'),"
    "  (1, 2, 2, 1, 3, 9, NULL, 'i2', 'I-2', DATE '2025-05-02', NULL, NULL, 5000, 'EUR', 'paid'),"
    "  (1, 3, 3, 1, 4, 1, NULL, 'i3', 'I-3', DATE '2025-05-03', NULL, NULL, 99900, 'EUR', 'void');";

static void three_accounts_cost_what_the_document_says(void **state)
{
    Example b;
    ValueResult r;
    Table t;
    (void)state;
    book_begin(&b, three);
    set_as_of(&b, "2025-06-30");
    must(&b, value_run(b.s, &r, &b.err));
    must(&b, store_fetch(b.s, SQL_REPORT_ISSUES, STORE_NO_ARGS, &b.a, &t, &b.err));
    assert_int_equal(col_int(&t, "rank")[0], 1);
    assert_int_equal(col_int(&t, "accounts_exposed")[0], 2);
    assert_int_equal(col_int(&t, "revenue_exposed")[0], 26000000);
    assert_int_equal(col_int(&t, "cost_to_serve")[0], 55800);
    check_printed((double)col_int(&t, "cost")[0], 3891634, 100);
    check_printed((double)col_int(&t, "cost_low")[0], 1298677, 100);
    check_printed((double)col_int(&t, "cost_high")[0], 7799591, 100);
    double yearly = 0.4 * (double)col_int(&t, "cost")[0] + 55800;
    check_printed((double)col_int(&t, "annuity")[0],
                  yearly * (1 / 1.08 + 1 / (1.08 * 1.08) + 1 / (1.08 * 1.08 * 1.08)), 2);
    book_end(&b);
    assert_int_equal(r.invoiced, 15000);
    assert_int_equal(r.matched, 10000);
}

/* doc/methods/metrics.md: five accounts, ten deliveries each, 3 2 1 2 2 of them late. */
static const char logistics[] =
    "INSERT INTO d_alias SELECT g.i, g.i, NULL, 1, 'id' FROM generate_series(1, 5) AS g(i);"
    "INSERT INTO f_metric VALUES (1, 1, 1, 1, 2, NULL, NULL, 'm', 'Logistics', 'Dispatched on the "
    "day', 'Delivery', DATE '2025-06-01', 96, 95, 'higher', '%');"
    "INSERT INTO f_delivery SELECT 2, 1, 1, 2, 2, a.i, NULL, 'd', 'O', DATE '2025-03-01', NULL,"
    "  CASE WHEN k.i <= CASE a.i WHEN 1 THEN 3 WHEN 3 THEN 1 ELSE 2 END THEN DATE '2025-03-08' "
    "ELSE DATE '2025-03-01' END, NULL, NULL, NULL, NULL"
    "  FROM generate_series(1, 5) AS a(i) CROSS JOIN generate_series(1, 10) AS k(i);";

static void green_metric_has_red_customers(void **state)
{
    Example b;
    ActResult r = { 0 };
    Table t;
    (void)state;
    book_begin(&b, logistics);
    must(&b, metrics_write(b.s, day("2025-06-30"), &b.a, &r, &b.err));
    assert_int_equal(r.green_but_red, 1);
    must(&b, store_fetch(b.s, SQL_PAGE_METRICS, STORE_NO_ARGS, &b.a, &t, &b.err));
    assert_true(str_eq(col_text(&t, "customer_view")[0],
                       STR("80.0 % delivered on the day promised (69.9 to 87.3)")));
    assert_true(str_eq(col_text(&t, "verdict")[0], STR("green but customers are red")));
    book_end(&b);
}

/* doc/methods/metrics.md, month by month: eight accounts, ten deliveries a month; all on time from January to March, from April on
 * 6 7 5 6 8 6 7 5 of them. */
static const char monthly[] =
    "INSERT INTO d_alias SELECT g.i, g.i, NULL, 1, 'id' FROM generate_series(1, 8) AS g(i);"
    "INSERT INTO f_metric SELECT 1, m.i, 1, 1, m.i, NULL, NULL, 'm', 'Logistics', 'Dispatched on the day', 'Delivery', CAST(DATE '2025-01-01' + CAST(m.i AS INTEGER) * INTERVAL '1 month' AS DATE),"
    "  96, 95, 'higher', '%' FROM generate_series(0, 5) AS m(i);"
    "INSERT INTO f_delivery SELECT 2, m.i * 100 + a.i * 10 + k.i, 1, 2, 2, a.i, NULL, 'd', 'O', CAST(DATE '2025-01-10' + CAST(m.i AS INTEGER) * INTERVAL '1 month' AS DATE), NULL,"
    "  CAST(DATE '2025-01-10' + CAST(m.i AS INTEGER) * INTERVAL '1 month' AS DATE) + CASE WHEN m.i >= 3 AND k.i > CASE a.i WHEN 2 THEN 7 WHEN 3 THEN 5 WHEN 5 THEN 8 WHEN 7 THEN 7 WHEN 8 THEN 5 ELSE 6 END"
    "  THEN 7 ELSE 0 END, NULL, NULL, NULL, NULL FROM generate_series(0, 5) AS m(i), generate_series(1, 8) AS a(i), generate_series(1, 10) AS k(i);";

static void the_months_say_since_when(void **state)
{
    Example b;
    ActResult r = { 0 };
    Table t;
    (void)state;
    book_begin(&b, monthly);
    must(&b, metrics_write(b.s, day("2025-06-30"), &b.a, &r, &b.err));
    must(&b, store_fetch(b.s, SQL_REPORT_METRIC_MONTHS, STORE_NO_ARGS, &b.a, &t, &b.err));
    assert_int_equal(t.n, 6);
    check_printed(col_f64(&t, "share")[3], 0.625, 1e-9);
    check_printed(col_f64(&t, "low")[3], 0.493, 0.0005);
    check_printed(col_f64(&t, "high")[3], 0.741, 0.0005);
    for (size_t k = 0; k < 6; k++)
        assert_true(str_eq(col_text(&t, "verdict")[k], k < 3 ? STR("cannot tell") : STR("green but customers are red")));
    assert_true(col_int(&t, "since")[5] == day("2025-04-01") && col_int(&t, "told")[5] == day("2025-04-01"));
    assert_int_equal(col_int(&t, "span")[3], 1);
    book_end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_systems_name_one_company),
        cmocka_unit_test(subscriptions_become_decisions),
        cmocka_unit_test(eighty_decisions_get_grade_b),
        cmocka_unit_test(asked_for_more_it_gets_grade_c),
        cmocka_unit_test(three_accounts_cost_what_the_document_says),
        cmocka_unit_test(green_metric_has_red_customers),
        cmocka_unit_test(the_months_say_since_when),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
