/* What issues cost to serve, and the doubt of their annuities.  Oracle: by hand, a ticket's handling being 45 minutes at 62.00 an hour, 46.50. */
#include "tests/near.h"

#include <stdlib.h>

#include "tests/store/small.h"
#include "value/value.h"

enum { AS_OF = 20361 };   /* 30 September 2025 */

/* 1: broken promises without a theme, 100 episodes that each add 30.00 (20.00 to 40.00).  2: a theme with 20 tickets in the year and 2 before, nothing told of its
 * effect on handling, and renewals at risk.  3: another theme with 10 tickets in the year and 4 before, 5 of them on the first theme too; 9 episodes of 90.00 (50.00 to 130.00). */
static const char book[] =
    "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'South', 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO d_decision SELECT i, 1, DATE '2025-01-01', TRUE, 1000000, 'EUR', 1, 1 FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO d_issue VALUES (1, 'late', '', 'promise', '', NULL, ''), (2, 'portal', '', 'theme', '', 7, ''), (3, 'slow', '', 'theme', '', 8, '');"
    "INSERT INTO d_effect SELECT k, 'renewal', -0.2, -0.25, -0.15, 0.03, 0.001, CASE WHEN k = 2 THEN 0.001 ELSE 0.9 END, -0.2, -0.25, -0.15, 60, 40, 100, 0, 0, 2, 'B', 'r', 'm' FROM generate_series(1, 3) AS h(k);"
    "INSERT INTO d_effect VALUES (1, 'cost', 3000, 2000, 4000, 500, 0.001, 0.001, 3000, 2000, 4000, 60, 40, 100, 0, 0, 2, 'B', 'r', 'm'),"
    "  (2, 'cost', 3000, -2000, 8000, 2500, 0.3, 0.5, 3000, 2000, 4000, 60, 40, 100, 0, 0, 2, 'C', 'r', 'm'), (3, 'cost', 9000, 5000, 13000, 2000, 0.001, 0.001, 9000, 5000, 13000, 60, 40, 100, 0, 0, 2, 'C', 'r', 'm');"
    "INSERT INTO d_exposure SELECT i, 2, 1, 1 FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_exposed_now SELECT i, 2, 1 FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_issue_year VALUES (1, 100, 60), (2, 30, 20), (3, 9, 9);"
    "INSERT INTO d_comment SELECT 1, i, NULL, CASE WHEN i > 25 THEN TIMESTAMP '2024-06-01 10:00:00' ELSE TIMESTAMP '2025-06-01 10:00:00' END, 'ticket', 'en', 't', NULL, NULL, 3, i FROM generate_series(6, 27) AS g(i);"
    "INSERT INTO d_comment SELECT 1, 50, NULL, TIMESTAMP '2025-06-01 10:00:00', 'survey', 'en', 't', NULL, NULL, 3, 50;"
    "INSERT INTO d_code SELECT 1, comment_id, 1, 'theme', 7, 0, 4, 0 FROM d_comment;"
    "INSERT INTO d_comment SELECT 1, i, NULL, CASE WHEN i > 100 THEN TIMESTAMP '2024-06-01 10:00:00' ELSE TIMESTAMP '2025-06-01 10:00:00' END, 'ticket', 'en', 't', NULL, NULL, 3, i"
    "  FROM generate_series(1, 104) AS g(i) WHERE i < 6 OR i > 100;"
    "INSERT INTO d_code SELECT 1, comment_id, 2, 'theme', 8, 5, 9, 0 FROM d_comment WHERE comment_id < 11 OR comment_id > 100;";

static int64_t one(Small *b, const char *sql) { return small_int(b, sql); }

static void priced(Small *b)
{
    ValueResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, book);
    small_must(b, store_put_summary_int(b->s, "as_of", AS_OF, &b->err));
    small_must(b, value_run(b->s, &r, &b->err));
}

static void tickets_are_certain_and_what_an_effect_adds_is_estimated(void **state)
{
    Small b;
    (void)state;
    priced(&b);
    assert_string_equal(small_rows(&b, "SELECT issue_id, tickets, certain, episodes, estimated, estimated_low, estimated_high, serve, serve_low, serve_high, grade FROM d_serve ORDER BY issue_id"),
        "1|0|0|100|300000|200000|400000|300000|200000|400000|B\n"
        "2|20|93000|30|-|-|-|93000|93000|93000|\n"
        "3|10|46500|9|81000|45000|117000|81000|46500|117000|C");
    assert_string_equal(small_rows(&b, "SELECT issue_id, cost_to_serve FROM d_value ORDER BY issue_id"), "1|300000\n2|93000\n3|81000");
    small_close(&b);
}

/* 25 different tickets, 10 of them of issues whose handling is estimated: 381,000 are told of those, 46,500 of which are counted. */
static void no_ticket_is_counted_twice_across_issues(void **state)
{
    Small b;
    (void)state;
    priced(&b);
    assert_int_equal(one(&b, "SELECT CAST(value AS BIGINT) FROM d_summary WHERE name = 'serve_once'"), 25 * 4650);
    assert_int_equal(one(&b, "SELECT CAST(value AS BIGINT) FROM d_summary WHERE name = 'serve_joint'"), 25 * 4650 + 381000 - 10 * 4650);
    small_close(&b);
}

/* Issue 1: nothing but the estimate, 3,000.00 a year without growth: F = 1.08^-0.5 + 1.08^-1.5 + 1.08^-2.5 times it, its interval F times the effect's.
 * Issue 3: its 10 tickets and 7.42 estimated beyond.  Issue 2: the plain formula, whose interval follows that of the cost, rising in it. */
static void annuities_have_the_doubt_of_what_they_are_made_of(void **state)
{
    Small b;
    double f = pow(1.08, -0.5) + pow(1.08, -1.5) + pow(1.08, -2.5), plain = 1 / 1.08 + 1 / (1.08 * 1.08) + 1 / (1.08 * 1.08 * 1.08);
    (void)state;
    priced(&b);
    assert_true(llabs(one(&b, "SELECT annuity FROM d_value WHERE issue_id = 1") - llround(300000 * f)) <= 2);
    assert_true(fabs((double)one(&b, "SELECT present_low FROM d_annuity_more WHERE issue_id = 1 AND year = 0") / (200000 * f) - 1) < 0.04);
    assert_true(fabs((double)one(&b, "SELECT present_high FROM d_annuity_more WHERE issue_id = 1 AND year = 0") / (400000 * f) - 1) < 0.02);
    assert_true(fabs(strtod(small_rows(&b, "SELECT contacts FROM d_annuity WHERE issue_id = 3 AND year = 1"), NULL) - 81000. / 4650) < 1e-3);
    assert_true(fabs(strtod(small_rows(&b, "SELECT extra FROM d_annuity_more WHERE issue_id = 3 AND year = 1"), NULL) - 34500. / 4650) < 1e-3);
    assert_true(fabs(strtod(small_rows(&b, "SELECT hours FROM d_annuity WHERE issue_id = 1 AND year = 2"), NULL) - 300000. / 6200) < 1e-3);
    int64_t low = one(&b, "SELECT cost_low FROM d_value WHERE issue_id = 2"), high = one(&b, "SELECT cost_high FROM d_value WHERE issue_id = 2");
    assert_true(low > 0 && high > low);
    assert_true(llabs(one(&b, "SELECT present_low FROM d_annuity_more WHERE issue_id = 2 AND year = 0") - llround(plain * (0.4 * (double)low + 93000))) <= 2);
    assert_true(llabs(one(&b, "SELECT present_high FROM d_annuity_more WHERE issue_id = 2 AND year = 0") - llround(plain * (0.4 * (double)high + 93000))) <= 2);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tickets_are_certain_and_what_an_effect_adds_is_estimated), cmocka_unit_test(no_ticket_is_counted_twice_across_issues),
                                        cmocka_unit_test(annuities_have_the_doubt_of_what_they_are_made_of) };
    return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}
