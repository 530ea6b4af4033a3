/* Calendars written as rules a reader can check against a wall calendar; 2025-01-06 is a Monday. */
#include "tests/near.h"

#include <string.h>

#include "base/date.h"
#include "resolve/asof.h"
#include "resolve/fresh.h"

typedef enum Rule { EVERY_DAY, WORKDAYS, MONDAYS, FIRSTS, MONTH_ENDS, FIRST_TWELVE } Rule;

typedef struct Case {
    const char *what;
    Rule rule;
    const char *from, *to, *as_of;
    int64_t n;                /* records a day */
    const char *out_from, *out_to; /* nothing on these days */
    const char *thin_from;    /* from then on one record a day */
    FreshState state;
    const char *cadence, *last, *expected, *stale_from;
    int64_t usual, allowed, gaps, empty_weeks;
} Case;

// clang-format off
static const Case cases[] = {
    { "tickets of every working day are fine on the Monday behind a weekend", WORKDAYS, "2025-01-06", "2025-03-28", "2025-03-31", 3, NULL, NULL, NULL,
      FRESH_FINE, "every working day", "2025-03-28", "2025-03-31", "2025-04-03", 1, 3, 0, 0 },
    { "and are stale on the fourth working day of silence", WORKDAYS, "2025-01-06", "2025-03-28", "2025-04-03", 3, NULL, NULL, NULL,
      FRESH_STALE, "every working day", "2025-03-28", "2025-03-31", "2025-04-03", 1, 3, 1, 0 },
    { "one working day earlier they are not", WORKDAYS, "2025-01-06", "2025-03-28", "2025-04-02", 3, NULL, NULL, NULL,
      FRESH_FINE, "every working day", "2025-03-28", "2025-03-31", "2025-04-03", 1, 3, 0, 0 },
    { "usage of every day counts weekends against it", EVERY_DAY, "2025-01-06", "2025-03-28", "2025-04-01", 9, NULL, NULL, NULL,
      FRESH_STALE, "daily", "2025-03-28", "2025-03-29", "2025-04-01", 1, 3, 1, 0 },
    { "a monthly scorecard is not stale after 20 days", MONTH_ENDS, "2025-01-31", "2025-09-30", "2025-10-20", 5, NULL, NULL, NULL,
      FRESH_FINE, "monthly", "2025-09-30", "2025-10-31", "2025-12-02", 31, 62, 0, 0 },
    { "nor after 60, but after 63", MONTH_ENDS, "2025-01-31", "2025-09-30", "2025-12-02", 5, NULL, NULL, NULL,
      FRESH_STALE, "monthly", "2025-09-30", "2025-10-31", "2025-12-02", 31, 62, 1, 0 },
    { "invoices of the first of a month", FIRSTS, "2025-01-01", "2025-09-01", "2025-09-30", 50, NULL, NULL, NULL,
      FRESH_FINE, "monthly", "2025-09-01", "2025-10-02", "2025-11-03", 31, 62, 0, 0 },
    { "invoices of the first twelve days wait for the rest of the month", FIRST_TWELVE, "2025-01-01", "2025-09-12", "2025-09-30", 50, NULL, NULL, NULL,
      FRESH_FINE, "in bursts", "2025-09-12", "2025-10-02", "2025-10-05", 1, 22, 0, 0 },
    { "a survey wave of every Monday, five working days apart", MONDAYS, "2025-01-06", "2025-06-30", "2025-07-14", 20, NULL, NULL, NULL,
      FRESH_FINE, "weekly", "2025-06-30", "2025-07-07", "2025-07-15", 5, 10, 0, 1 },
    { "three weeks without tickets are one gap and, from Monday to Sunday, three weeks", WORKDAYS, "2025-01-06", "2025-06-27", "2025-06-29", 3, "2025-03-03", "2025-03-23", NULL,
      FRESH_FINE, "every working day", "2025-06-27", "2025-06-30", "2025-07-03", 1, 3, 1, 3 },
    { "from five a day to one a day is thin", WORKDAYS, "2025-01-06", "2025-06-27", "2025-06-29", 5, NULL, NULL, "2025-06-02",
      FRESH_THIN, "every working day", "2025-06-27", "2025-06-30", "2025-07-03", 1, 3, 0, 0 },
    { "four days are too few to say what is usual", EVERY_DAY, "2025-01-06", "2025-01-09", "2025-09-30", 5, NULL, NULL, NULL,
      FRESH_UNKNOWN, "", "2025-01-09", NULL, NULL, 0, 0, 0, 0 },
    { "typing errors in the future are not the last day", EVERY_DAY, "2025-01-06", "2025-12-31", "2025-03-28", 5, NULL, NULL, NULL,
      FRESH_FINE, "daily", "2025-03-28", "2025-03-29", "2025-04-01", 1, 3, 0, 0 },
    { "before 1970 the calendar is the same", WORKDAYS, "1960-01-04", "1960-06-24", "1960-06-26", 3, NULL, NULL, NULL,
      FRESH_FINE, "every working day", "1960-06-24", "1960-06-27", "1960-06-30", 1, 3, 0, 0 },
};
// clang-format on

static int64_t day(const char *s)
{
    int64_t d = 0;
    if (s)
        assert_true(date_parse_iso(str_of(s), &d));
    return d;
}

static bool on(Rule r, int64_t d)
{
    switch (r) {
    case EVERY_DAY: return true;
    case WORKDAYS: return day_weekday(d) < 5;
    case MONDAYS: return day_weekday(d) == 0;
    case FIRSTS: return civil_of_day(d).day == 1;
    case MONTH_ENDS: return civil_of_day(d + 1).day == 1;
    case FIRST_TWELVE: return civil_of_day(d).day <= 12;
    }
    return false;
}

static size_t calendar(const Case *c, FreshDay *out)
{
    size_t n = 0;
    for (int64_t d = day(c->from); d <= day(c->to); d++)
        if (on(c->rule, d) && !(c->out_from && d >= day(c->out_from) && d <= day(c->out_to)))
            out[n++] = (FreshDay){ d, c->thin_from && d >= day(c->thin_from) ? 1 : c->n };
    return n;
}

static void freshness_follows_the_calendar_of_the_data(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Case *c = &cases[i];
        FreshDay d[400];
        Fresh f;
        Arena a;
        arena_init(&a);
        size_t n = calendar(c, d);
        fresh_compute(d, n, day(c->as_of), &a, &f);
        if (f.state != c->state || strcmp(fresh_cadence(&f), c->cadence) != 0 || f.last != day(c->last) || f.expected != day(c->expected) ||
            f.stale_from != day(c->stale_from) || f.usual != c->usual || f.allowed != c->allowed || f.gaps != c->gaps || f.empty_weeks != c->empty_weeks)
            fail_msg("%s: %s, '%s', last %s, expected %s, stale %s, usual %lld, allowed %lld, gaps %lld, weeks %lld", c->what, fresh_state_name[f.state],
                     fresh_cadence(&f), date_iso(&a, f.last).p, date_iso(&a, f.expected).p, date_iso(&a, f.stale_from).p, (long long)f.usual,
                     (long long)f.allowed, (long long)f.gaps, (long long)f.empty_weeks);
        arena_release(&a);
    }
}

static const Case *case_of(FreshState s, const char *part)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (cases[i].state == s && strstr(cases[i].what, part))
            return &cases[i];
    fail_msg("no case '%s'", part);
    return NULL;
}

static void the_strip_counts_every_record_and_marks_the_empty_weeks(void **state)
{
    const Case *c = case_of(FRESH_FINE, "three weeks");
    FreshDay d[400];
    FreshWeek w[FRESH_WEEKS];
    Fresh f;
    Arena a;
    (void)state;
    arena_init(&a);
    size_t n = calendar(c, d);
    fresh_compute(d, n, day(c->as_of), &a, &f);
    size_t m = fresh_weeks(d, n, day(c->as_of), &f, w);
    int64_t all = 0, gaps = 0;
    for (size_t i = 0; i < m; i++) {
        assert_int_equal(w[i].week, day("2025-01-06") + 7 * (int64_t)i);
        assert_int_equal(w[i].n, w[i].gap ? 0 : 15);
        all += w[i].n;
        gaps += w[i].gap;
    }
    assert_int_equal(m, 25);          /* 6 January to 29 June */
    assert_int_equal(all, 22 * 15);
    assert_int_equal(gaps, 3);
    assert_int_equal(f.gap_from, day("2025-03-01")); /* the day behind Friday, 28 February */
    assert_int_equal(f.gap_to, day("2025-03-23"));
    arena_release(&a);
}

static void volume_is_held_against_the_median_week(void **state)
{
    const Case *c = case_of(FRESH_THIN, "five a day");
    FreshDay d[400];
    Fresh f;
    Arena a;
    (void)state;
    arena_init(&a);
    size_t n = calendar(c, d);
    fresh_compute(d, n, day(c->as_of), &a, &f);
    assert_true(f.weekly);
    check_digits(f.recent, 5.0, 14);
    check_digits(f.usual_week, 25.0, 14);
    arena_release(&a);
}

static void a_source_without_days_is_a_list_as_it_stands(void **state)
{
    Fresh f;
    FreshWeek w[FRESH_WEEKS];
    Arena a;
    FreshDay future = { 20000, 1 };
    (void)state;
    arena_init(&a);
    fresh_compute(NULL, 0, 20000, &a, &f);
    assert_true(f.state == FRESH_UNDATED && !f.days && !fresh_weeks(NULL, 0, 20000, &f, w));
    fresh_compute(&future, 1, 19999, &a, &f);
    assert_true(f.state == FRESH_UNKNOWN && !f.days);
    arena_release(&a);
}

static void a_month_is_as_new_as_its_end_or_today(void **state)
{
    (void)state;
    assert_int_equal(fresh_month_end(day("2025-09-01"), day("2025-10-20")), day("2025-09-30"));
    assert_int_equal(fresh_month_end(day("2025-10-01"), day("2025-10-20")), day("2025-10-20"));
    assert_int_equal(fresh_month_end(day("2025-11-01"), day("2025-10-20")), day("2025-11-30"));
}

/* Oracle: by hand. */
static void one_or_two_facts_far_behind_the_rest_do_not_move_the_day(void **state)
{
    static const struct { const char *what, *day[16]; int64_t n[16]; const char *want; } k[] = {
        { "the newest are near: invoices of six weeks", { "2026-01-31", "2026-02-01", "2026-02-02", "2026-02-13", "2026-02-14" }, { 1, 1, 1, 1, 1 }, "2026-02-14" },
        { "a typing error", { "2025-09-01", "2025-09-02", "2052-02-02" }, { 5, 5, 1 }, "2025-09-02" },
        { "two typing errors near each other", { "2025-09-01", "2025-09-02", "2052-02-02", "2052-02-05" }, { 5, 5, 1, 1 }, "2025-09-02" },
        { "two typing errors far from each other", { "2025-09-01", "2025-09-02", "2026-06-02", "2052-02-05" }, { 5, 5, 1, 1 }, "2025-09-02" },
        { "two of a day", { "2025-09-01", "2025-09-02", "2052-02-02" }, { 5, 5, 2 }, "2025-09-02" },
        { "three are no stray ones", { "2025-09-01", "2025-09-02", "2025-12-02" }, { 5, 5, 3 }, "2025-12-02" },
        { "day and month exchanged", { "2025-09-01", "2025-09-02", "2025-12-09" }, { 5, 5, 1 }, "2025-09-02" },
        { "five weeks are near", { "2025-09-01", "2025-09-02", "2025-10-07" }, { 5, 5, 1 }, "2025-10-07" },
        { "an invoice a quarter", { "2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01" }, { 1, 1, 1, 1, 1 }, "2026-01-01" },
        { "what was rare long ago is no rhythm", { "2001-01-01", "2005-04-01", "2025-09-01", "2025-09-02", "2025-09-03", "2025-09-04", "2025-09-05", "2025-09-08", "2025-09-09",
          "2025-09-10", "2025-09-11", "2025-12-09" }, { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "2025-09-11" },
        { "too few to be a rest", { "2025-01-01", "2025-06-01" }, { 1, 1 }, "2025-06-01" },
        { "one", { "2025-01-01" }, { 1 }, "2025-01-01" },
    };
    (void)state;
    assert_int_equal(asof_day(NULL, NULL, 0), 0);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        int64_t d[16];
        size_t n = 0;
        for (; n < 16 && k[i].day[n]; n++)
            d[n] = day(k[i].day[n]);
        if (asof_day(d, k[i].n, n) != day(k[i].want))
            fail_msg("%s: not %s", k[i].what, k[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freshness_follows_the_calendar_of_the_data),
        cmocka_unit_test(the_strip_counts_every_record_and_marks_the_empty_weeks),
        cmocka_unit_test(volume_is_held_against_the_median_week),
        cmocka_unit_test(a_source_without_days_is_a_list_as_it_stands),
        cmocka_unit_test(one_or_two_facts_far_behind_the_rest_do_not_move_the_day),
        cmocka_unit_test(a_month_is_as_new_as_its_end_or_today),
    };
    return cmocka_run_group_tests_name("fresh", tests, NULL, NULL);
}
