#include "tests/near.h"

#include <stdbool.h>
#include <stdlib.h>

#include "num/follow.h"

enum { MOST = 30 };

/* Oracle: by hand.  Contracts of March (0, 366, 730) and September (184, 551): each follows its own; what comes two months late still does, what comes too early or
 * after a gap of two years does not. */
static void contracts_that_come_up_apart_follow_their_own(void **state)
{
    const int64_t day[] = { 0, 184, 366, 551, 730, 975, 2000 };
    const unsigned kind[] = { 3, 3, 3, 3, 3, 3, 3 };
    const size_t want[] = { FOLLOW_NONE, FOLLOW_NONE, 0, 1, 2, 3, FOLLOW_NONE };
    size_t previous[7], taken[7];
    (void)state;
    follow_match(day, kind, 7, previous, taken);
    for (size_t i = 0; i < 7; i++)
        assert_true(previous[i] == want[i]);
    assert_true(taken[0] == 2 && taken[3] == 5 && taken[4] == FOLLOW_NONE);
}

/* Oracle: what is not to be followed is not, what does not follow has none, and of two equally near the later is taken. */
static void what_may_not_be_followed_is_passed_over(void **state)
{
    const int64_t day[] = { 0, 10, 20, 375, 380 };
    const unsigned kind[] = { FOLLOW_CAN, FOLLOW_DOES, FOLLOW_CAN, FOLLOW_DOES, FOLLOW_CAN };
    size_t previous[5], taken[5];
    (void)state;
    follow_match(day, kind, 5, previous, taken);
    assert_true(previous[3] == 2);                       /* 375 - 0 and 375 - 20 are both ten off */
    assert_true(previous[4] == FOLLOW_NONE && taken[0] == FOLLOW_NONE && taken[1] == FOLLOW_NONE && taken[2] == 3);
}

/* Oracle: each pair is judged anew from the definition, with who was taken by whom replayed from the start. */
static void random_days_are_matched_by_the_definition(void **state)
{
    uint32_t x = 5;
    (void)state;
    for (int round = 0; round < 400; round++) {
        int64_t day[MOST];
        unsigned kind[MOST];
        size_t previous[MOST], taken[MOST];
        int64_t at = 0;
        bool gone[MOST] = { false };
        for (size_t i = 0; i < MOST; i++) {
            x = x * 1664525u + 1013904223u;
            at += x >> 25;
            day[i] = at;
            kind[i] = x >> 8 & 3;
        }
        follow_match(day, kind, MOST, previous, taken);
        for (size_t i = 0; i < MOST; i++) {
            size_t best = FOLLOW_NONE;
            for (size_t j = 0; (kind[i] & FOLLOW_DOES) && j < i; j++) {
                int64_t gap = day[i] - day[j];
                if (gap >= 273 && gap <= 457 && (kind[j] & FOLLOW_CAN) && !gone[j] && (best == FOLLOW_NONE || llabs(gap - 365) <= llabs(day[i] - day[best] - 365)))
                    best = j;
            }
            assert_true(previous[i] == best);
            if (best != FOLLOW_NONE) {
                gone[best] = true;
                assert_true(taken[best] == i);
            }
        }
        for (size_t i = 0; i < MOST; i++)
            assert_true(gone[i] == (taken[i] != FOLLOW_NONE));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contracts_that_come_up_apart_follow_their_own),
        cmocka_unit_test(what_may_not_be_followed_is_passed_over),
        cmocka_unit_test(random_days_are_matched_by_the_definition),
    };
    return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}
