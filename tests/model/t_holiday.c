/* Oracles: the dates of Easter as a second, naive count gives them (the first Sunday behind the full moon of the old tables); days that
 * governments published; weeks counted by hand. */
#include "tests/near.h"

#include "base/date.h"
#include "model/holiday.h"

static int64_t day(int y, int m, int d) { return day_of_civil((Civil){ y, m, d }); }

/* The paschal full moons of 1900 to 2199 by golden number, days behind 21 March (Clavius' table for those centuries). */
static int64_t easter_by_table(int year)
{
    static const int moon[19] = { 24, 13, 2, 21, 10, 28, 18, 7, 26, 15, 4, 23, 12, 1, 20, 9, 27, 17, 6 };
    int64_t full = day(year, 3, 21) + moon[year % 19];
    do
        full++;
    while (day_weekday(full) != 6);
    return full;
}

/* The same with the Julian moons, whose dates lie 13 days later in our calendar from 1900 to 2099. */
static int64_t orthodox_by_table(int year)
{
    static const int moon[19] = { 15, 4, 23, 12, 1, 20, 9, 28, 17, 6, 25, 14, 3, 22, 11, 0, 19, 8, 27 };
    int64_t full = day(year, 3, 21) + 13 + moon[year % 19];
    do
        full++;
    while (day_weekday(full) != 6);
    return full;
}

static void easter_is_the_sunday_behind_the_full_moon(void **state)
{
    (void)state;
    for (int y = 1900; y < 2200; y++)
        if (easter_western(y) != easter_by_table(y))
            fail_msg("western Easter of %d", y);
    for (int y = 1900; y < 2100; y++)
        if (easter_orthodox(y) != orthodox_by_table(y))
            fail_msg("orthodox Easter of %d", y);
    assert_int_equal(easter_western(2019), day(2019, 4, 21));
    assert_int_equal(easter_western(2038), day(2038, 4, 25));
    assert_int_equal(easter_western(1818), day(1818, 3, 22));
    assert_int_equal(easter_orthodox(2024), day(2024, 5, 5));
}

static bool off(const char *country, int y, int m, int d)
{
    int64_t list[HOLIDAYS_MAX];
    size_t n = holidays_of(str_of(country), y, list);
    assert_true(n < HOLIDAYS_MAX);
    for (size_t k = 0; k < n; k++)
        if (list[k] == day(y, m, d))
            return true;
    return false;
}

static void published_days_are_there_and_working_days_are_not(void **state)
{
    static const struct { const char *country; int y, m, d; bool off; } is[] = {
        { "DE", 2025, 6, 9, true }, { "DE", 2025, 6, 19, false }, { "DE", 2017, 10, 31, true }, { "DE", 2018, 10, 31, false },
        { "AT", 2025, 6, 19, true }, { "AT", 2025, 4, 18, false }, { "CH", 2025, 8, 1, true }, { "FR", 2024, 5, 9, true },
        { "IT", 2025, 10, 4, false }, { "IT", 2027, 10, 4, true }, { "ES", 2025, 12, 8, true }, { "PT", 2014, 12, 1, false }, { "PT", 2016, 12, 1, true },
        { "NL", 2013, 4, 30, true }, { "NL", 2026, 4, 27, true }, { "BE", 2025, 7, 21, true }, { "LU", 2018, 5, 9, false }, { "LU", 2024, 5, 9, true },
        { "DK", 2023, 5, 5, true }, { "DK", 2024, 4, 26, false }, { "SE", 2025, 6, 20, true }, { "FI", 2026, 6, 19, true }, { "NO", 2025, 5, 29, true },
        { "PL", 2024, 12, 24, false }, { "PL", 2025, 12, 24, true }, { "CZ", 2025, 4, 18, true }, { "HU", 2025, 8, 20, true }, { "GR", 2025, 4, 21, true },
        { "RO", 2024, 5, 6, true }, { "HR", 2025, 5, 30, true }, { "SI", 2025, 2, 8, true }, { "BR", 2025, 3, 4, true }, { "BR", 2023, 11, 20, false },
        { "GB", 2020, 5, 4, false }, { "GB", 2020, 5, 8, true }, { "GB", 2022, 12, 27, true }, { "GB", 2021, 12, 27, true }, { "GB", 2021, 12, 28, true }, { "GB", 2022, 9, 19, true },
        { "UK", 2025, 8, 25, true }, { "IE", 2025, 10, 27, true }, { "US", 2021, 7, 5, true }, { "US", 2021, 12, 24, true }, { "US", 2025, 11, 27, true },
        { "US", 2020, 6, 19, false }, { "CA", 2025, 5, 19, true }, { "AU", 2025, 1, 27, true }, { "AU", 2026, 4, 25, true }, { "IN", 2025, 1, 26, false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(is); i++)
        if (off(is[i].country, is[i].y, is[i].m, is[i].d) != is[i].off)
            fail_msg("%s %d-%02d-%02d", is[i].country, is[i].y, is[i].m, is[i].d);
}

/* Days that are no Saturday or Sunday, counted on a printed calendar. */
static void a_year_loses_as_many_days_as_its_country_says(void **state)
{
    static const struct { const char *country; int year, days; } want[] = { { "DE", 2025, 9 }, { "DE", 2026, 7 }, { "FR", 2025, 10 }, { "GB", 2025, 8 }, { "US", 2025, 11 } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        int64_t first = day_week_start(day(want[i].year, 1, 1));
        double lost[54], turn[54], sum = 0;
        holiday_weeks(str_of(want[i].country), first, 52, lost, turn);     /* the last days of the year belong to the next */
        for (int w = 0; w < 52; w++)
            sum += WORK_DAYS * lost[w];
        if (fabs(sum - want[i].days) > 1e-9)
            fail_msg("%s %d: %g days", want[i].country, want[i].year, sum);
    }
}

static void weeks_are_counted_by_hand(void **state)
{
    double lost[3], turn[3];
    (void)state;
    holiday_weeks(STR("DE"), day(2024, 12, 16), 3, lost, turn);     /* Wednesday and Thursday are Christmas; 1 January a Wednesday */
    assert_true(!(lost[0] > 0) && lre(lost[1], 0.4) >= 12 && lre(lost[2], 0.2) >= 12);
    assert_true(!(turn[0] > 0) && lre(turn[1], 0.4) >= 12 && lre(turn[2], 0.4) >= 12);
    holiday_weeks(STR("HU"), day(2024, 12, 16), 3, lost, turn);
    assert_true(lre(lost[1], 0.6) >= 12 && lre(turn[1], 0.2) >= 12);
    holiday_weeks(STR("ZZ"), day(2024, 12, 16), 3, lost, turn);
    assert_true(!(lost[1] + turn[1] > 0) && !holiday_known(STR("ZZ")) && !holiday_known(STR("")) && holiday_known(STR("gr")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_is_the_sunday_behind_the_full_moon),
        cmocka_unit_test(published_days_are_there_and_working_days_are_not),
        cmocka_unit_test(a_year_loses_as_many_days_as_its_country_says),
        cmocka_unit_test(weeks_are_counted_by_hand),
    };
    return cmocka_run_group_tests_name("holiday", tests, NULL, NULL);
}
