#include "tests/near.h"

#include "base/attr.h"
#include "model/interval.h"

/* Oracle: what the words say. */
static void spans_are_whole_months(void **state)
{
    static const struct {
        const char *in;
        int64_t     months;
    } cases[] = {
        { "month", 1 }, { "Monthly", 1 }, { "1 Month", 1 }, { "3 month", 3 }, { "quarterly", 3 }, { "year", 12 }, { "Annually", 12 }, { "2 years", 24 }, { "every 6 months", 6 },
        { "1 Jahr", 12 }, { "week", 0 }, { "day", 0 }, { "", 0 }, { "0 month", 0 }, { "animal", 0 }, { "Month-to-month", 1 }, { "One year", 12 }, { "Two year", 24 }, { "one", 0 },
        { "zwei Jahre", 24 }, { "every three months", 3 }, { "1000 month", 0 }, { "monatlich", 1 }, { "ein Quartal", 3 }, { "6", 0 }, { "anniversary", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t n = 0;
        if (interval_months(str_of(cases[i].in), &n) != (cases[i].months > 0) || n != cases[i].months)
            fail_msg("'%s': %lld", cases[i].in, (long long)n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(spans_are_whole_months) };
    return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
