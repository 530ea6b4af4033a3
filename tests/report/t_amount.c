/* Oracle: each text written out by hand from the rules in report/amount.h. */
#include "tests/near.h"

#include "base/arena.h"
#include "report/amount.h"

#define EUR STR("EUR")
#define NB "\xC2\xA0"
#define TH "\xE2\x80\xAF"
#define MI "\xE2\x88\x92"

static Arena arena;

static void same(Str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("got '%.*s', want '%s'", STR_ARG(got), want);
}

static void money_is_short_in_the_unit_that_fits(void **state)
{
    (void)state;
    static const struct { int64_t minor; const char *want; } cases[] = {
        { 104000000, "€1.04" NB "M" },     { 8600000, "€86" NB "k" },   { 95000, "€950" },
        { 0, "€0" },                       { 49, "€0" },                { -49, "€0" },
        { 50, "€1" },                      { 99949, "€999" },           { 99950, "€1.0" NB "k" },
        { 120000, "€1.2" NB "k" },         { 994999, "€9.9" NB "k" },   { 995000, "€10" NB "k" },
        { 99949999, "€999" NB "k" },       { 99950000, "€1.00" NB "M" }, { 1180000000, "€11.8" NB "M" },
        { 11800000000, "€118" NB "M" },    { 250000000000, "€2.50" NB "bn" },
        { -104000000, MI "€1.04" NB "M" }, { INT64_MIN, MI "€92,233,720" NB "bn" },
        { INT64_MAX, "€92,233,720" NB "bn" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        same(money_text(&arena, cases[i].minor, EUR, MONEY_SHORT), cases[i].want);
}

static void exact_money_keeps_every_minor_unit(void **state)
{
    (void)state;
    same(money_text(&arena, 123456, EUR, MONEY_EXACT), "€1,234.56");
    same(money_text(&arena, -5, EUR, MONEY_EXACT), MI "€0.05");
    same(money_text(&arena, 1234, STR("JPY"), MONEY_EXACT), "¥1,234");
    same(money_text(&arena, 1234567, STR("KWD"), MONEY_EXACT), "KWD" NB "1,234.567");
    same(money_text(&arena, 123450, STR("CHF"), MONEY_EXACT), "CHF" NB "1,234.50");
    same(money_text(&arena, 123450, STR(""), MONEY_EXACT), "1,234.50");
    same(money_text(&arena, INT64_MIN, EUR, MONEY_EXACT), MI "€92,233,720,368,547,758.08");
}

static void a_column_keeps_one_unit(void **state)
{
    (void)state;
    same(money_like(&arena, 47000000, 104000000, EUR), "€0.47" NB "M");
    same(money_like(&arena, 0, 104000000, EUR), "€0");
    same(money_like(&arena, -19000000, 104000000, EUR), MI "€0.19" NB "M");
    same(money_range(&arena, 62000000, 147000000, EUR), "€0.62" NB "M to €1.47" NB "M");
}

static void signs_are_written_for_changes(void **state)
{
    (void)state;
    same(money_signed(&arena, 45000000, EUR, MONEY_SHORT), "+€450" NB "k");
    same(money_signed(&arena, -120000000, EUR, MONEY_SHORT), MI "€1.20" NB "M");
    same(points_text(&arena, -0.131, 1), MI "13.1");
    same(points_text(&arena, 0.008, 1), "+0.8");
    same(points_text(&arena, -0.0001, 1), "0.0");
}

static void shares_and_counts_are_grouped_thinly(void **state)
{
    (void)state;
    same(percent_text(&arena, 0.71, 0), "71" NB "%");
    same(percent_text(&arena, 0.968, 1), "96.8" NB "%");
    same(percent_text(&arena, (double)NAN, 1), "–");
    same(percent_text(&arena, (double)INFINITY, 1), "–");
    same(count_text(&arena, 48310), "48" TH "310");
    same(count_text(&arena, -1234567), MI "1" TH "234" TH "567");
    same(count_text(&arena, 999), "999");
    same(count_text(&arena, INT64_MIN), MI "9" TH "223" TH "372" TH "036" TH "854" TH "775" TH "808");
    same(number_text(&arena, -1234.5, 1), MI "1" TH "234.5");
    same(number_text(&arena, 1e300, 1), "1e+300");
    same(number_text(&arena, -2e-12, 9), MI "2e-12");
}

static int begin(void **state) { (void)state; arena_init(&arena); return 0; }
static int end(void **state) { (void)state; arena_release(&arena); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_short_in_the_unit_that_fits),
        cmocka_unit_test(exact_money_keeps_every_minor_unit),
        cmocka_unit_test(a_column_keeps_one_unit),
        cmocka_unit_test(signs_are_written_for_changes),
        cmocka_unit_test(shares_and_counts_are_grouped_thinly),
    };
    return cmocka_run_group_tests_name("report/amount", tests, begin, end);
}
