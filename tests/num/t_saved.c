#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/rng.h"
#include "num/saved.h"

enum { MOST = 2000 };

#define assert_near(got, want, most) assert_true(fabs((got) - (want)) <= (most))

static int64_t unit[MOST];
static uint8_t treated[MOST], after[MOST];
static double y[MOST], w[MOST];
static size_t rows;

static void add(int64_t who, bool reached, bool later, double amount, double base)
{
    unit[rows] = who;
    treated[rows] = reached;
    after[rows] = later;
    y[rows] = amount;
    w[rows++] = base;
}

static Saved ask(Arena *a, bool share)
{
    Saved o;
    Err err;
    assert_int_equal(saved_estimate(&(SavedInput){ .unit = unit, .treated = treated, .after = after, .y = y, .w = w, .rows = rows, .share = share }, a, &o, &err), ST_OK);
    return o;
}

/* Ten accounts a side, billed 100 before: of those reached one leaves, of the others three.  Kept 0.9 against 0.7 of 1,000. */
static void what_is_saved_is_the_difference_of_what_was_kept(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    rows = 0;
    for (int i = 0; i < 20; i++) {
        add(i, i < 10, false, 100, 100);
        add(i, i < 10, true, i == 0 || (i >= 10 && i < 13) ? 0 : 100, 100);
    }
    Saved o = ask(&a, false);
    assert_near(o.effect, 0.2, 1e-12);
    assert_near(o.money, 200, 1e-9);
    /* A jackknife of a mean of equals is s^2/n: .9 x .1/9 and .7 x .3/9. */
    assert_near(o.se, sqrt(0.9 * 0.1 / 9 + 0.7 * 0.3 / 9), 1e-12);
    double df = pow(0.01 + 0.7 * 0.3 / 9, 2) / (pow(0.01, 2) / 9 + pow(0.7 * 0.3 / 9, 2) / 9);
    assert_near(o.df, df, 1e-9);
    assert_near(o.high - o.low, 2 * t_quantile(0.975, df) * o.se, 1e-12);
    assert_near(o.money_high, o.high * 1000, 1e-9);
    assert_int_equal(o.n_treated, 10);
    assert_int_equal(o.n_control, 10);
    arena_release(&a);
}

/* Accounts that differ in size, have rows on one side only, or several: leaving each out and beginning anew gives the same error. */
static void the_error_is_that_of_leaving_each_account_out(void **state)
{
    enum { UNITS = 60 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 4);
    rows = 0;
    for (int i = 0; i < UNITS; i++)
        for (int k = 0; k < 4; k++) {
            double base = exp(rng_normal(r, 0, 1));
            if (k == 0 || rng_chance(r, 0.6))
                add(i, i % 3 == 0, rng_chance(r, 0.5), base * rng_uniform(r), base);
        }
    Saved all = ask(&a, false);
    double v[2] = { 0 }, m[2] = { 0 };
    for (int i = 0; i < UNITS; i++) {
        double keep[MOST];
        memcpy(keep, w, sizeof keep);
        for (size_t k = 0; k < rows; k++)
            w[k] = unit[k] == i ? 0 : w[k];
        Saved o = ask(&a, false);
        memcpy(w, keep, sizeof keep);
        v[i % 3 == 0] += pow(o.effect - all.effect, 2);
        m[i % 3 == 0]++;
    }
    assert_near(all.se, sqrt(v[0] * (m[0] - 1) / m[0] + v[1] * (m[1] - 1) / m[1]), 1e-10);
    arena_release(&a);
}

/* Skewed companies: one in eight leaves at some time of the year, two thirds of that where the action is; the rest grows a little. */
static void intervals_hold_what_was_really_saved(void **state)
{
    enum { BOOKS = 1500 };
    static const int sizes[] = { 150, 500 };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        int held = 0, told = 0;
        Rng *r = rng_create(&a, 7 + s);
        for (int b = 0; b < BOOKS; b++) {
            ArenaMark mark = arena_mark(&a);
            rows = 0;
            for (int i = 0; i < sizes[s]; i++) {
                bool reached = i % 3 == 0, leaves = rng_chance(r, reached ? 1. / 12 : 0.125);
                double base = exp(rng_normal(r, 0, 1)), kept = leaves ? rng_uniform(r) : exp(rng_normal(r, 0.02, 0.05));
                add(i, reached, false, base, base);
                add(i, reached, true, base * kept, base);
            }
            Saved o = ask(&a, false);
            double stays = exp(0.02 + 0.05 * 0.05 / 2), truth = (0.125 - 1. / 12) * (stays - 0.5);
            told += !o.too_few;
            held += o.low <= truth && truth <= o.high;
            arena_rewind(&a, mark);
        }
        assert_int_equal(told, BOOKS);
        print_message("# %d accounts: %.3f\n", sizes[s], held / (double)BOOKS);
        assert_in_range(held, (int)(0.93 * BOOKS), (int)(0.97 * BOOKS));
    }
    arena_release(&a);
}

static void a_cell_that_kept_all_is_not_certain(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    rows = 0;
    for (int i = 0; i < 40; i++)
        add(i, i < 20, i % 2, i == 25 || i == 30 ? 0 : 1, 1);
    Saved o = ask(&a, true), plain = ask(&a, false);
    double floor = 1. / 12 * (11. / 12) / 10;
    assert_near(plain.effect, o.effect, 1e-15);
    assert_near(o.se * o.se - plain.se * plain.se, 2 * floor, 1e-12);
    arena_release(&a);
}

static void too_few_accounts_say_nothing(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    rows = 0;
    for (int i = 0; i < 19; i++) {
        add(i, i < 10, false, 1, 1);
        add(i, i < 10, true, 1, 1);
    }
    Saved o = ask(&a, false);
    assert_true(o.too_few && isnan(o.effect) && isnan(o.money));
    add(19, false, false, 1, 1);
    add(19, false, true, 1, 1);
    assert_false(ask(&a, false).too_few);
    w[3] = 0;        /* nothing there to compare with */
    assert_true(ask(&a, false).too_few);
    arena_release(&a);
}

static void rows_that_cannot_be_are_refused(void **state)
{
    Arena a;
    Saved o;
    Err err;
    (void)state;
    arena_init(&a);
    rows = 0;
    for (int i = 0; i < 40; i++)
        add(i, i < 20, i % 2, 1, 1);
    SavedInput in = { .unit = unit, .treated = treated, .after = after, .y = y, .w = w, .rows = rows };
    y[7] = F64_NAN;
    assert_int_equal(saved_estimate(&in, &a, &o, &err), ST_INVALID);
    y[7] = 1;
    unit[7] = 5;
    assert_int_equal(saved_estimate(&in, &a, &o, &err), ST_INVALID);
    unit[7] = 6;
    assert_int_equal(saved_estimate(&in, &a, &o, &err), ST_OK);
    treated[7] = 0;
    assert_int_equal(saved_estimate(&in, &a, &o, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_saved_is_the_difference_of_what_was_kept), cmocka_unit_test(the_error_is_that_of_leaving_each_account_out),
        cmocka_unit_test(intervals_hold_what_was_really_saved),             cmocka_unit_test(a_cell_that_kept_all_is_not_certain),
        cmocka_unit_test(too_few_accounts_say_nothing),                     cmocka_unit_test(rows_that_cannot_be_are_refused),
    };
    num_init();
    return cmocka_run_group_tests_name("saved", tests, NULL, NULL);
}
