#include "tests/near.h"

#include "num/dist.h"
#include "num/novel.h"

/* Twenty readings between 0 and 10 teach; then: inside, 4 % over (too little), 60 % over 10.4, less within the hold, far below. */
static void excess_is_told_once_an_event(void **state)
{
    double y[40], novel[40];
    Err err;
    (void)state;
    for (size_t t = 0; t < 40; t++)
        y[t] = t % 2 ? 10 : 0;
    y[25] = 10.4;
    y[26] = 16.64;
    y[27] = 16.9;
    y[38] = -16.9;
    assert_int_equal(novel_find(y, 40, novel, &err), ST_OK);
    for (size_t t = 0; t < 40; t++)
        if (t != 26 && t != 38)
            assert_true(novel[t] <= 0);
    check_digits(novel[26], 0.6, 12);
    check_digits(novel[38], 1, 12);
}

static void flat_series_and_the_first_sixth_say_nothing(void **state)
{
    double y[100] = { 0 }, novel[100];
    Err err;
    (void)state;
    y[3] = 5;
    y[9] = 50;
    assert_int_equal(novel_find(y, 100, novel, &err), ST_OK);
    for (size_t t = 0; t < 100; t++)
        assert_true(novel[t] <= 0);
    y[50] = F64_NAN;
    assert_int_equal(novel_find(y, 100, novel, &err), ST_INVALID);
    assert_int_equal(novel_find(y, 0, novel, &err), ST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(excess_is_told_once_an_event), cmocka_unit_test(flat_series_and_the_first_sixth_say_nothing) };
    return cmocka_run_group_tests_name("novel", tests, NULL, NULL);
}
