#include "tests/near.h"

#include "base/date.h"
#include "signal/signal.h"
#include "tests/store/small.h"

/* Sixty accounts in three regions and two segments, eighty weeks from Monday 1 January 2024.  What happens is decided by
 * (i * 7919 + w * 104729 + i * w * 31) % 100 of account i and week w: even over both, the same on every engine. */
enum { ACCOUNTS = 60, WEEKS = 80, STEP = 50 };
#define CHANCE "(CAST(a.i AS BIGINT) * 7919 + CAST(w.w AS BIGINT) * 104729 + CAST(a.i AS BIGINT) * CAST(w.w AS BIGINT) * 31) % 100"
#define FROM_ALL "FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w)"
#define WEEK "DATE '2024-01-01' + 7 * CAST(w.w AS INTEGER)"

static const char accounts[] =
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_account SELECT i, 'A', NULL, CASE WHEN i % 2 = 0 THEN 'Core' ELSE 'Small' END,"
    "  CASE WHEN i <= 20 THEN 'North' WHEN i <= 40 THEN 'South' ELSE 'East' END, 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 60) AS g(i);";

/* One promise an account and week; `late` is the chance, in hundredths, that it comes a week late. */
#define DELIVERIES(late) "INSERT INTO f_delivery SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'D', 'O', " WEEK " + 2, NULL," \
    " " WEEK " + CASE WHEN " CHANCE " < (" late ") THEN 9 ELSE 2 END, 1, 'EUR', NULL, NULL " FROM_ALL ";"
#define TICKETS(where) "INSERT INTO f_ticket SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'T', CAST(" WEEK " AS TIMESTAMP), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL," \
    " NULL, NULL, NULL, NULL, NULL " FROM_ALL " WHERE " CHANCE " < 40 AND (" where ");"
#define LIVES(where) "INSERT INTO d_usage_week SELECT a.i, " WEEK ", 5, 1 " FROM_ALL " WHERE " where ";"

static SignalResult run(Small *b, const char *rows)
{
    SignalResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, accounts);
    small_sql(b, rows);
    small_must(b, store_put_summary_int(b->s, "as_of", day_of_civil((Civil){ 2024, 1, 1 }) + 7 * WEEKS - 1, &b->err));
    small_must(b, signal_run(b->s, &r, &b->err));
    return r;
}

#define TOLD "SELECT s.measure, s.dimension, s.value, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id ORDER BY g.signal_id"

static void a_step_in_one_region_is_told_once_and_its_shadow_not(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, DELIVERIES("CASE WHEN a.i <= 20 AND w.w >= 50 THEN 45 ELSE 8 END"));
    assert_string_equal(small_rows(&b, TOLD), "late|region|North|rise");
    assert_int_equal(r.signals, 1);
    assert_int_equal(r.streams, 1 + 3 + 2); /* the whole and the segments were looked at too */
    /* The week planted, give or take one; seen after it, within two months. */
    int64_t at = small_int(&b, "SELECT CAST(\"at\" - DATE '2024-01-01' AS BIGINT) FROM d_signal"), seen = small_int(&b, "SELECT CAST(detected_at - \"at\" AS BIGINT) FROM d_signal");
    assert_in_range(at, 7 * (STEP - 1), 7 * (STEP + 1));
    assert_in_range(seen, 6, 60);
    assert_string_equal(small_rows(&b, "SELECT low <= 0.37 AND high >= 0.37 AND low > 0 AND abs(size - (after - before)) < 1e-9, q <= 0.05, n, accounts FROM d_signal"),
                        "true|true|1600|20");
    small_close(&b);
}

static void a_step_everywhere_is_told_of_the_whole(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, DELIVERIES("CASE WHEN w.w >= 50 THEN 8 ELSE 45 END"));
    assert_string_equal(small_rows(&b, TOLD), "late|all||fall");
    small_close(&b);
}

static void nothing_is_told_where_nothing_changed(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, DELIVERIES("20") TICKETS("TRUE") LIVES("TRUE"));
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_int_equal(r.streams, 18); /* late, tickets and replies */
    small_close(&b);
}

/* Half of the accounts fall silent in week 40.  Only where they are still there is that a fall. */
static void accounts_that_leave_do_not_look_like_a_fall(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, TICKETS("a.i % 4 < 2 OR w.w < 40") LIVES("a.i % 4 < 2 OR w.w < 40"));
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_string_equal(small_rows(&b, "SELECT w.n FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id"
        " WHERE s.measure = 'tickets' AND s.dimension = 'all' AND w.week IN (DATE '2024-01-01', DATE '2025-07-07') ORDER BY w.week"), "60\n30");
    small_close(&b);
    (void)run(&b, TICKETS("a.i % 4 < 2 OR w.w < 40") LIVES("TRUE"));
    assert_string_equal(small_rows(&b, TOLD), "tickets|all||fall");
    small_close(&b);
}

static void fewer_than_sixteen_weeks_and_an_empty_book_say_nothing(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, "SELECT 1;");
    assert_true(r.streams == 0 && r.signals == 0);
    small_close(&b);
    r = run(&b, "INSERT INTO f_delivery SELECT 1, w.w, 1, 1, 1, 1, NULL, 'D', 'O', " WEEK ", NULL, " WEEK ", 1, 'EUR', NULL, NULL FROM generate_series(65, 79) AS w(w);");
    assert_true(r.streams == 0 && r.signals == 0);
    small_close(&b);
}

static void running_again_tells_the_same(void **state)
{
    Small b;
    SignalResult r;
    (void)state;
    (void)run(&b, DELIVERIES("CASE WHEN a.i <= 20 AND w.w >= 50 THEN 45 ELSE 8 END"));
    const char *all = "SELECT * FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id", *before = small_rows(&b, all);
    small_must(&b, signal_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, all), before);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_in_one_region_is_told_once_and_its_shadow_not),
        cmocka_unit_test(a_step_everywhere_is_told_of_the_whole),
        cmocka_unit_test(nothing_is_told_where_nothing_changed),
        cmocka_unit_test(accounts_that_leave_do_not_look_like_a_fall),
        cmocka_unit_test(fewer_than_sixteen_weeks_and_an_empty_book_say_nothing),
        cmocka_unit_test(running_again_tells_the_same),
    };
    return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
