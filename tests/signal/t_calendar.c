/* Holidays are no news.  Oracle: a made-up book whose tickets go with Germany's working days, counted by hand, told in a country that is
 * known and in one that is not. */
#include "tests/near.h"

#include "base/date.h"
#include "signal/signal.h"
#include "tests/store/small.h"

/* Four hundred accounts, eighty weeks from Monday 1 January 2024.  Two rounds of a square modulo 65521 of account and week decide, as in t_signal.c. */
enum { WEEKS = 80 };
#define H0 "((CAST(a.i AS BIGINT) * 7919 + CAST(w.w AS BIGINT) * 104729) % 65521)"
#define H1 "((" H0 " * " H0 " + 12345 * " H0 " + 7) % 65521)"
#define CHANCE "((" H1 " * " H1 " + 777 * " H1 " + 31) % 65521) % 100"
/* Weeks with days off in 2024 and the first half of 2025, and how many; at the turn of the year one day more is as good as lost. */
#define OFF "CASE w.w WHEN 0 THEN 1 WHEN 12 THEN 1 WHEN 13 THEN 1 WHEN 17 THEN 1 WHEN 18 THEN 1 WHEN 20 THEN 1 WHEN 39 THEN 1 WHEN 51 THEN 3" \
    " WHEN 52 THEN 2 WHEN 67 THEN 1 WHEN 68 THEN 1 WHEN 69 THEN 1 WHEN 73 THEN 1 WHEN 75 THEN 1 ELSE 0 END"

static SignalResult run_in(Small *b, const char *country, const char *more)
{
    SignalResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 400) AS g(i);");
    small_sql(b, str_fmt(&b->a, "INSERT INTO d_account SELECT i, 'A', NULL, CASE WHEN i %% 2 = 0 THEN 'Core' ELSE 'Small' END, CASE WHEN i <= 200 THEN 'North' ELSE 'South' END,"
                                " '%s', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 400) AS g(i);", country).p);
    small_sql(b, "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at) SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, 'T',"
                 " CAST(DATE '2024-01-01' + 7 * CAST(w.w AS INTEGER) AS TIMESTAMP) FROM generate_series(1, 400) AS a(i), generate_series(0, 79) AS w(w)"
                 " WHERE " CHANCE " < 10 * (5 - " OFF ")"
                 ";"
                 "INSERT INTO d_usage_week SELECT a.i, DATE '2024-01-01' + 7 * CAST(w.w AS INTEGER), 5, 1 FROM generate_series(1, 400) AS a(i), generate_series(0, 79) AS w(w);");
    small_sql(b, more);
    small_must(b, store_put_summary_int(b->s, "as_of", day_of_civil((Civil){ 2024, 1, 1 }) + 7 * (WEEKS - 1) - 1, &b->err));
    small_must(b, signal_run(b->s, &r, &b->err));
    return r;
}

#define TOLD "SELECT s.measure, s.dimension, s.value, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id ORDER BY g.signal_id"

static void weeks_with_holidays_are_no_falls(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run_in(&b, "ZZ", "SELECT 1;");
    assert_true(r.signals >= 1);
    assert_string_equal(small_rows(&b, "SELECT DISTINCT g.kind FROM d_signal AS g"), "fall");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT seasonal FROM d_stream_item AS i JOIN d_stream AS s ON s.stream_id = i.stream_id WHERE s.measure = 'tickets'"), "false");
    small_close(&b);
    (void)run_in(&b, "DE", "SELECT 1;");
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT seasonal FROM d_stream_item AS i JOIN d_stream AS s ON s.stream_id = i.stream_id WHERE s.measure = 'tickets'"), "true");
    small_close(&b);
}

/* As many tickets in the week of Christmas as in any other: that is a rise.  The week behind it, with it all that is known of the turn of
 * the year, then looks low; what is asked here is the week itself. */
static void a_full_week_in_a_short_one_is_a_rise(void **state)
{
    Small b;
    (void)state;
    (void)run_in(&b, "DE", "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at) SELECT 1, 900000 + i, 1, 1, 1, i * 7 % 400 + 1, 'T', TIMESTAMP '2024-12-23 08:00:00'"
                           " FROM generate_series(1, 120) AS g(i);");
    assert_string_equal(small_rows(&b, "SELECT s.measure, s.dimension, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE g.\"at\" = DATE '2024-12-23'"),
                        "tickets|all|rise");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_with_holidays_are_no_falls),
        cmocka_unit_test(a_full_week_in_a_short_one_is_a_rise),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
