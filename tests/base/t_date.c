#include "tests/near.h"

#include "base/date.h"

/* Oracle: a calendar that counts day by day from 1 January 1, by the leap rule alone. */
static void every_day_of_ten_thousand_years_has_its_number_and_back(void **state)
{
    static const int plain[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t day = -719162; /* 0001-01-01, a Monday */
    int weekday = 0;
    (void)state;
    for (int y = 1; y <= 9999; y++)
        for (int m = 1; m <= 12; m++) {
            int leap = y % 400 == 0 || (y % 4 == 0 && y % 100 != 0), n = plain[m - 1] + (m == 2 && leap);
            if (month_length(y, m) != n)
                fail_msg("%d-%d has %d days", y, m, n);
            for (int d = 1; d <= n; d++, day++, weekday = (weekday + 1) % 7) {
                Civil c = civil_of_day(day);
                if (day_of_civil((Civil){ y, m, d }) != day || c.year != y || c.month != m || c.day != d ||
                    day_weekday(day) != weekday || day_week_start(day) != day - weekday ||
                    day_month_start(day) != day - d + 1)
                    fail_msg("%d-%d-%d", y, m, d);
            }
        }
    assert_int_equal(day, INT64_C(2932897)); /* the day after 9999-12-31 */
}

/* Oracle: `date -u -d DAY +%s` of GNU coreutils, divided by 86400. */
static void known_days_have_the_numbers_of_the_unix_clock(void **state)
{
    (void)state;
    assert_int_equal(day_of_civil((Civil){ 1970, 1, 1 }), 0);
    assert_int_equal(day_of_civil((Civil){ 1900, 1, 1 }), -25567);
    assert_int_equal(day_of_civil((Civil){ 2000, 3, 1 }), 11017);
    assert_int_equal(day_of_civil((Civil){ 2024, 2, 29 }), 19782);
}

static void dates_are_read_in_one_spelling_only(void **state)
{
    static const struct {
        const char *text;
        bool ok;
    } k[] = {
        { "2024-05-06", true },  { "2024-02-29", true },  { "0001-01-01", true },  { "9999-12-31", true },
        { "2023-02-29", false }, { "1900-02-29", false }, { "2024-13-01", false }, { "2024-00-10", false },
        { "2024-04-31", false }, { "2024-05-00", false }, { "0000-01-01", false }, { "2024-5-6", false },
        { "2024/05/06", false }, { "2024-05-06 ", false }, { "20240506", false },  { "", false },
        { "+024-05-06", false }, { "2024-+5-06", false }, { "2024-05-+6", false }, { "2024--5-06", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        int64_t day = -1;
        bool ok = date_parse_iso(str_of(k[i].text), &day);
        if (ok != k[i].ok || (!ok && day != -1))
            fail_msg("'%s'", k[i].text);
    }
}

static void what_was_written_is_read_back(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (int64_t day = -719162, got; day < 2932897; day += 997) {
        assert_true(date_parse_iso(date_iso(&a, day), &got));
        assert_int_equal(got, day);
    }
    assert_string_equal(date_long(&a, 19849).p, "6 May 2024");
    assert_string_equal(date_month(&a, 19849).p, "May 2024");
    assert_string_equal(micros_iso(&a, 19849 * MICROS_PER_DAY + 25689 * MICROS_PER_SECOND + 999999).p, "2024-05-06T07:08:09Z");
    assert_string_equal(micros_iso(&a, -1).p, "1969-12-31T23:59:59Z");
    arena_release(&a);
}

static void instants_before_1970_belong_to_the_day_they_fall_on(void **state)
{
    (void)state;
    assert_int_equal(day_of_micros(0), 0);
    assert_int_equal(day_of_micros(MICROS_PER_DAY - 1), 0);
    assert_int_equal(day_of_micros(-1), -1);
    assert_int_equal(day_of_micros(-MICROS_PER_DAY), -1);
    assert_int_equal(day_of_micros(-MICROS_PER_DAY - 1), -2);
}

static void a_month_on_stays_in_that_month(void **state)
{
    static const struct {
        Civil from;
        int months;
        Civil want;
    } k[] = {
        { { 2023, 1, 31 }, 1, { 2023, 2, 28 } },   { { 2024, 1, 31 }, 1, { 2024, 2, 29 } },
        { { 2024, 2, 29 }, 12, { 2025, 2, 28 } },  { { 2024, 2, 29 }, 48, { 2028, 2, 29 } },
        { { 2024, 12, 15 }, 1, { 2025, 1, 15 } },  { { 2024, 1, 15 }, -1, { 2023, 12, 15 } },
        { { 2024, 3, 31 }, -13, { 2023, 2, 28 } }, { { 2024, 5, 31 }, 0, { 2024, 5, 31 } },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (day_add_months(day_of_civil(k[i].from), k[i].months) != day_of_civil(k[i].want))
            fail_msg("row %zu", i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_ten_thousand_years_has_its_number_and_back),
        cmocka_unit_test(known_days_have_the_numbers_of_the_unix_clock),
        cmocka_unit_test(dates_are_read_in_one_spelling_only),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(instants_before_1970_belong_to_the_day_they_fall_on),
        cmocka_unit_test(a_month_on_stays_in_that_month),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
