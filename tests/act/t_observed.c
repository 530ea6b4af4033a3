/* Planted money: what accounts renew, are billed and ask for is written in by hand, so that the difference is known to the cent. */
#include "tests/near.h"

#include <stdio.h>
#include <string.h>

#include "act/act.h"
#include "tests/store/small.h"

/* Two hundred accounts, forty each in FR, BE, DE, NL and AT; of 100 deliveries 30 late, of those reached eight from January 2025 on.  Each is billed 1,000 a quarter from January 2022
 * on, in month m of it by its number, and asks once a month; each decides in its own month of the year.  `end`: who left, after which month (0: January 2022). */
#define LATE "CASE WHEN (CAST(a.i AS BIGINT) * 7919 + CAST(m.m AS BIGINT) * 104729 + CAST(a.i AS BIGINT) * CAST(m.m AS BIGINT) * 31 + k.k * 41) % 100 < CASE WHEN m.m >= 36 AND a.i <= 80 THEN 8 ELSE 30 END THEN 12 ELSE 3 END"
#define DAY "CAST(DATE '2022-01-01' + CAST(m.m AS INTEGER) * INTERVAL '1 month' AS DATE)"
#define MONTHS "generate_series(0, 44) AS m(m)"
#define BOOK \
    "INSERT INTO d_summary VALUES ('as_of', '20361');" \
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 200) AS g(i);" \
    "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', CASE WHEN i <= 120 THEN 'West' ELSE 'East' END, CASE WHEN i <= 40 THEN 'FR' WHEN i <= 80 THEN 'BE' WHEN i <= 120 THEN 'NL' WHEN i <= 160 THEN 'DE'" \
    "  ELSE 'AT' END, '', NULL, NULL, FALSE, 1 FROM generate_series(1, 200) AS g(i);" \
    "INSERT INTO f_delivery SELECT 1, a.i * 1000 + m.m * 4 + k.k, 1, 1, 1, a.i, NULL, 'D', 'O', " DAY " + 3, NULL, " DAY " + " LATE ", 1, 'EUR', NULL, NULL" \
    "  FROM generate_series(1, 200) AS a(i), " MONTHS ", generate_series(0, 3) AS k(k);" \
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'r', NULL, '');" \
    "INSERT INTO f_initiative VALUES (1, 1, 1, 1, 1, NULL, NULL, 'A', 'Depot', 'late deliveries', 'Logistics', 'me', 'FR, BE', DATE '2025-01-01', NULL, 500, 'EUR', '', '', 'done');"
/* Who has left by month m: from 2024 on every tenth account, of those not reached another tenth (i % 10 = 1) from January 2025 on. */
#define GONE "((a.i % 10 = 0 AND m.m >= 24) OR (a.i % 10 = 1 AND a.i > 80 AND m.m >= 36))"
#define BILLED \
    "INSERT INTO f_invoice SELECT 1, a.i * 1000 + m.m, 1, 1, 1, a.i, NULL, 'I', 'N', " DAY ", NULL, NULL, 100000, 'EUR', 'paid'" \
    "  FROM generate_series(1, 200) AS a(i), " MONTHS " WHERE (a.i + m.m) % 3 = 0 AND NOT " GONE ";" \
    "INSERT INTO f_invoice SELECT 1, 900000 + i, 1, 1, 1, i, NULL, 'I', 'N', DATE '2025-02-01', NULL, NULL, 99999900, 'EUR', 'void' FROM generate_series(1, 200) AS g(i);"
/* Two tickets a month of each account; of those reached one from the start on. */
#define TICKETS \
    "INSERT INTO f_ticket SELECT 1, a.i * 1000 + m.m * 2 + k.k, 1, 1, 1, a.i, NULL, 'T', CAST(" DAY " AS TIMESTAMP), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL" \
    "  FROM generate_series(1, 200) AS a(i), " MONTHS ", generate_series(0, 1) AS k(k) WHERE k.k = 0 OR NOT (a.i <= 80 AND m.m >= 36);"
/* A decision of everybody in March of each year, for 400,000; who is gone the year after was lost. */
#define DECISIONS \
    "INSERT INTO d_decision SELECT a.i, y.y, CAST(DATE '2022-03-01' + CAST(12 * y.y AS INTEGER) * INTERVAL '1 month' AS DATE), NOT ((a.i % 10 = 0 AND y.y = 2) OR (a.i % 10 = 1 AND a.i > 80 AND y.y = 3))," \
    "  400000, 'EUR', 1, 1 FROM generate_series(1, 200) AS a(i), generate_series(0, 3) AS y(y) WHERE NOT (a.i % 10 = 0 AND y.y = 3);"

#define SEEN "SELECT outcome, months, n_reached, n_others, round(effect * 1000) / 1000, low < effect AND high > effect, money, grade FROM d_observed ORDER BY outcome"

static void run(Small *b, const char *rows)
{
    ActResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, BOOK);
    small_sql(b, rows);
    small_must(b, act_run(b->s, &r, &b->err));
}

static void money_is_what_was_billed_renewed_and_asked_for(void **state)
{
    Small b;
    (void)state;
    run(&b, BILLED TICKETS DECISIONS);
    /* One ticket a month less, eight months, 46.50 each.  12 of the 108 others that came up in March were lost, none of the 72: a ninth of 72 x 4,000; and of what the 72 were billed in
     * January to August, 8 thirds of a quarter of 1,000 each.  The void invoices are none. */
    assert_string_equal(small_rows(&b, SEEN), "billed|8|72|108|0.111|true|2133333|B\nkept|8|80|120|0.111|true|3200000|B\nrenewed|8|80|120|0.111|true|-|B\nserve|8|80|120|37200|false|2976000|B");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT method FROM d_observed"), "against accounts not reached, with the same months a year before");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_observed WHERE placebo_p > 0.9 AND p < 0.05"), "4");
    small_close(&b);
}

/* The same loss of those not reached a year earlier: what is seen now was there before. */
static void a_difference_that_was_there_before_is_graded_c(void **state)
{
    Small b;
    (void)state;
    run(&b, "INSERT INTO d_decision SELECT a.i, y.y, CAST(DATE '2022-03-01' + CAST(12 * y.y AS INTEGER) * INTERVAL '1 month' AS DATE),"
            "  a.i <= 80 OR (a.i + 7 * y.y) % 10 >= 3 * (y.y - 1), 400000, 'EUR', 1, 1 FROM generate_series(1, 200) AS a(i), generate_series(1, 3) AS y(y);");
    assert_string_equal(small_rows(&b, "SELECT outcome, grade, placebo_p < 0.001, note FROM d_observed WHERE outcome IN ('kept', 'serve') ORDER BY outcome"),
                        "kept|C|true|a year earlier, when nothing was done, the same comparison shows a difference as well (p 0.000)\n"
                        "serve|D|-|nothing of the kind is in the book for both groups");
    small_close(&b);
}

#define CHANGE \
    "INSERT INTO d_stream VALUES (1, 'late West', 'late', NULL, 'region', 'West');" \
    "INSERT INTO d_signal (signal_id, stream_id, kind, \"at\", detected_at, before, after, size, low, high, p, q, n, accounts)" \
    " VALUES (1, 1, 'rise', DATE '2024-06-03', DATE '2024-07-01', 0.1, 0.3, 0.2, 0.1, 0.3, 0, 0, 100, 40);"

/* Where the region of the action changed before, its other accounts (NL, 40) are the comparison: of these four of 36 were lost, as of the rest. */
static void the_changed_regions_accounts_are_the_comparison(void **state)
{
    Small b;
    (void)state;
    run(&b, DECISIONS CHANGE);
    assert_string_equal(small_rows(&b, "SELECT n_reached, n_others, money, method FROM d_observed WHERE outcome = 'kept'"),
                        "80|40|3200000|against accounts not reached in the region of the change before, with the same months a year before");
    small_close(&b);
}

static void nobody_to_compare_with_and_too_early_are_said(void **state)
{
    Small b;
    (void)state;
    run(&b, DECISIONS "UPDATE f_initiative SET countries = 'all';");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT grade, note, money FROM d_observed"), "D|it reached everybody at once: there is nobody to compare with|-");
    small_close(&b);
    run(&b, DECISIONS "UPDATE f_initiative SET start_date = DATE '2025-08-01';");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT grade, note, money FROM d_observed"), "D|fewer than three whole months have passed since it began|-");
    small_close(&b);
}

/* FR first and BE half a year later: BE is no comparison of FR, nor FR of BE; both losses saved, each in its own months. */
static void steps_are_compared_each_for_itself_and_added(void **state)
{
    Small b;
    (void)state;
    run(&b, "UPDATE f_initiative SET countries = 'FR', start_date = DATE '2024-10-01';"
            "INSERT INTO f_initiative VALUES (1, 2, 1, 1, 2, NULL, NULL, 'A', 'Depot', 'late deliveries', 'Logistics', 'me', 'BE', DATE '2025-01-01', NULL, 500, 'EUR', '', '', 'done');" DECISIONS);
    assert_string_equal(small_rows(&b, "SELECT months, n_reached, n_others, money, effect > 0.111 AND effect < 0.1112 FROM d_observed WHERE outcome = 'kept'"), "11|80|120|3200000|true");
    small_close(&b);
}

/* The effect on renewals, as link would have found it. */
#define EFFECT(estimate, low, high, q, grade) \
    "INSERT INTO d_effect (issue_id, outcome, estimate, low, high, q, n_exposed, n_unexposed, n_accounts, grade, reason, method) VALUES (1, 'renewal', " #estimate ", " #low ", " #high ", " #q \
    ", 900, 100, 200, '" grade "', 'r', 'm');"
#define PROOF "SELECT was, grade, way, reason FROM d_issue_proof"
#define BACK "renewals came back: 11.1 points (0.3 points to 21.9 points)"
/* Nobody is lost from 2024 on but every tenth, on both sides alike. */
#define ALIKE "INSERT INTO d_decision SELECT a.i, y.y, CAST(DATE '2022-03-01' + CAST(12 * y.y AS INTEGER) * INTERVAL '1 month' AS DATE), (a.i + y.y) % 10 <> 0, 400000, 'EUR', 1, 1" \
    " FROM generate_series(1, 200) AS a(i), generate_series(0, 3) AS y(y);"
#define STAYED_LATE "UPDATE f_delivery SET delivered = promised + 9 WHERE alias_id <= 80 AND promised >= DATE '2025-01-01' AND (alias_id + key_hash) % 3 = 0;"

static void grades_follow_what_came_back(void **state)
{
    static const struct {
        const char *rows, *want;
    } k[] = {
        { EFFECT(-0.16, -0.2, -0.1, 0.01, "C") DECISIONS, "C|B|raised|raised because the audit of 'Depot' said worked, and " BACK },
        { EFFECT(-0.16, -0.2, -0.1, 0.01, "B") DECISIONS, "B|B|stays|the audit of 'Depot' said worked, and " BACK "; without a lot no more than B" },
        { EFFECT(-0.16, -0.2, 0.1, 0.4, "C") DECISIONS, "C|C|stays|the audit of 'Depot' said worked, and " BACK "; the effect itself is not told apart" },
        { EFFECT(-0.6, -0.7, -0.5, 0.01, "B") ALIKE, "B|C|lowered|lowered because the audit of 'Depot' said worked, and renewals did not come back: 0.0 points (" },
        { EFFECT(-0.6, -0.7, -0.5, 0.01, "C") ALIKE, "C|C|stays|the audit of 'Depot' said worked, and renewals did not come back: 0.0 points (" },
        { EFFECT(-0.16, -0.2, -0.1, 0.01, "B") ALIKE, "B|B|stays|the audit of 'Depot' said worked; renewals since, 0.0 points (" },
        { EFFECT(-0.16, -0.2, -0.1, 0.01, "C"), "C|C|stays|the audit of 'Depot' said worked; whether renewals came back cannot be told soundly" },
        { EFFECT(-0.16, -0.2, -0.1, 0.01, "B") DECISIONS STAYED_LATE, "B|B|stays|the audit of 'Depot' said did not: it did not take the issue away, which tells nothing of what the issue does" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Small b;
        run(&b, k[i].rows);
        const char *got = small_rows(&b, PROOF);
        if (strncmp(got, k[i].want, strlen(k[i].want)) != 0)
            fail_msg("row %zu: '%s', not '%s'", i, got, k[i].want);
        small_close(&b);
    }
}

/* What an audit taught goes with its action, and comes back with it. */
static void what_audits_taught_is_undone_with_them(void **state)
{
    Small b;
    ActResult r;
    (void)state;
    run(&b, EFFECT(-0.16, -0.2, -0.1, 0.01, "C") DECISIONS);
    assert_string_equal(small_rows(&b, "SELECT kind, action, verdict, share > 0.5 AND share < 0.9, low <= share AND share <= high FROM d_lesson_audit"), "promise|Depot|worked|true|true");
    small_sql(&b, "INSERT INTO verdict (verdict_id, stage, what, subject, object, who, why, decided_at) VALUES (1, 'act', 'drop', 'Depot', '', 'me', '', TIMESTAMP '2025-09-30 10:00:00');");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_int_equal(small_int(&b, "SELECT (SELECT count(*) FROM d_issue_proof) + (SELECT count(*) FROM d_lesson_audit) + (SELECT count(*) FROM d_observed)"), 0);
    small_sql(&b, "INSERT INTO verdict (verdict_id, stage, what, subject, object, who, why, decided_at) VALUES (2, 'act', 'undo', '1', '', 'me', '', TIMESTAMP '2025-09-30 10:00:00');");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT grade, way FROM d_issue_proof"), "B|raised");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_what_was_billed_renewed_and_asked_for), cmocka_unit_test(a_difference_that_was_there_before_is_graded_c),
        cmocka_unit_test(the_changed_regions_accounts_are_the_comparison), cmocka_unit_test(nobody_to_compare_with_and_too_early_are_said),
        cmocka_unit_test(steps_are_compared_each_for_itself_and_added),
        cmocka_unit_test(grades_follow_what_came_back),                    cmocka_unit_test(what_audits_taught_is_undone_with_them),
    };
    return cmocka_run_group_tests_name("observed", tests, NULL, NULL);
}
