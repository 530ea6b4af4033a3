#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/rng.h"
#include "num/standard.h"

enum { ROWS = 800, COLS = 3 };
static double x[ROWS * COLS], y[ROWS];
static uint8_t exposed[ROWS];
static int64_t id[ROWS];

/* Renewals of accounts with an own level; exposure goes with x0, which also drives the outcome. */
static double make(Rng *r, double effect)
{
    double truth = 0;
    size_t i = 0;
    for (int64_t account = 0; i < ROWS; account++) {
        double u = rng_normal(r, 0, 0.5), x0 = rng_normal(r, 0, 1), x1 = rng_chance(r, 0.3);
        for (int64_t k = rng_between(r, 1, 4); k > 0 && i < ROWS; k--, i++) {
            x[i] = x0;
            x[ROWS + i] = x1;
            x[2 * ROWS + i] = rng_normal(r, 0, 1);
            exposed[i] = rng_chance(r, expit(-1 + 1.2 * x0 + 0.5 * x1));
            double at = -1.5 - 0.8 * x0 + 0.6 * x1 + u;
            truth += (expit(at + effect) - expit(at)) / ROWS;
            y[i] = rng_chance(r, expit(at + effect * exposed[i]));
            id[i] = account;
        }
    }
    return truth;
}

static EffectInput input(void)
{
    return (EffectInput){ .y = y, .exposed = exposed, .x = x, .cluster = id, .n = ROWS, .p = COLS };
}

/* 300 worlds: the interval holds the average effect of its own sample in 92 to 98 % (binomial 3 sd: 91.2 to 98.8),
 * and the raw difference would not, since x0 hides the effect. */
static void covers_the_planted_effect(void **state)
{
    int covered = 0, biased = 0, worlds = 300;
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 77);
    for (int w = 0; w < worlds; w++) {
        Standard s;
        Err err;
        ArenaMark m = arena_mark(&a);
        double truth = make(r, 0.9), raw[2] = { 0, 0 }, n[2] = { 0, 0 };
        EffectInput in = input();
        assert_int_equal(standard_estimate(&in, &a, &s, &err), ST_OK);
        covered += s.low <= truth && truth <= s.high;
        for (size_t i = 0; i < ROWS; i++) {
            raw[exposed[i]] += y[i];
            n[exposed[i]]++;
        }
        biased += raw[1] / n[1] - raw[0] / n[0] < s.low;
        arena_rewind(&a, m);
    }
    print_message("# coverage %.3f, raw below the interval in %.2f\n", (double)covered / worlds, (double)biased / worlds);
    assert_in_range(covered, 276, 294);
    assert_true(biased > worlds / 2);
    arena_release(&a);
}

/* Without covariates Firth's fit is the cell shares with 1/2 added, so the estimate is their difference. */
static void without_covariates_it_is_the_difference_of_shares(void **state)
{
    Arena a;
    Standard s;
    Err err;
    double cell[2][2] = { { 0 } };
    (void)state;
    arena_init(&a);
    (void)make(rng_create(&a, 5), 0.9);
    EffectInput in = input();
    in.p = 0;
    in.x = NULL;
    assert_int_equal(standard_estimate(&in, &a, &s, &err), ST_OK);
    for (size_t i = 0; i < ROWS; i++)
        cell[exposed[i]][y[i] > 0]++;
    double p1 = (cell[1][1] + 0.5) / (cell[1][0] + cell[1][1] + 1), p0 = (cell[0][1] + 0.5) / (cell[0][0] + cell[0][1] + 1);
    check_digits(s.mean_exposed, p1, 6);
    check_digits(s.mean_unexposed, p0, 6);
    check_digits(s.estimate, p1 - p0, 6);
    arena_release(&a);
}

static void no_effect_is_found_where_there_is_none(void **state)
{
    int found = 0, worlds = 300;
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 9);
    for (int w = 0; w < worlds; w++) {
        Standard s;
        Err err;
        ArenaMark m = arena_mark(&a);
        (void)make(r, 0);
        EffectInput in = input();
        assert_int_equal(standard_estimate(&in, &a, &s, &err), ST_OK);
        found += s.p < 0.05;
        arena_rewind(&a, m);
    }
    print_message("# rejected %.3f\n", (double)found / worlds);
    assert_in_range(found, 4, 27);       /* 5 % of 300 is 15, 3 sd 11 */
    arena_release(&a);
}

static void too_few_events_say_so(void **state)
{
    Arena a;
    Standard s;
    Err err;
    (void)state;
    arena_init(&a);
    (void)make(rng_create(&a, 5), 0.9);
    for (size_t i = 0; i < ROWS; i++)
        if (exposed[i])
            y[i] = 0;
    EffectInput in = input();
    assert_int_equal(standard_estimate(&in, &a, &s, &err), ST_OK);
    assert_true(s.too_few);
    assert_true(isnan(s.estimate));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_the_planted_effect),
        cmocka_unit_test(without_covariates_it_is_the_difference_of_shares),
        cmocka_unit_test(no_effect_is_found_where_there_is_none),
        cmocka_unit_test(too_few_events_say_so),
    };
    num_init();
    return cmocka_run_group_tests_name("num/standard", tests, NULL, NULL);
}
