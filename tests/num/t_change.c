#include "tests/near.h"

#include <time.h>

#include "base/attr.h"
#include "num/change.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { WEEKS = 160 };

typedef struct Series {
    double x[WEEKS], n[WEEKS];
} Series;

static ChangeResult find(Arena *a, ChangeKind kind, const double *x, const double *n, size_t weeks)
{
    ChangeResult c;
    Err err;
    assert_int_equal(
        change_detect(&(ChangeInput){ .kind = kind, .x = x, .n = n, .weeks = weeks }, a, &c, &err),
        ST_OK);
    return c;
}

/* About `n` trials a week at share `p`; rho > 0 makes them beta-binomial. */
static void add_weeks(Rng *r, Series *s, size_t from, size_t to, double n, double p, double rho)
{
    for (size_t t = from; t < to; t++) {
        double level = rho > 0 ? rng_beta(r, p * (1 / rho - 1), (1 - p) * (1 / rho - 1)) : p;
        s->n[t] = 1 + (double)rng_poisson(r, n - 1);
        s->x[t] = (double)rng_binomial(r, (int64_t)s->n[t], level);
    }
}

/* True level 0.05 +- 0.006 (calibrate_change, 20,000 streams); 3 binomial standard errors at 1200.
 */
static void quiet_streams_are_rejected_one_time_in_twenty(void **state)
{
    static const struct { double n, p, rho; } cases[] = { { 60, 0.08, 0 }, { 60, 0.1, 0.02 } };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 41);
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        int hit = 0;
        for (int rep = 0; rep < 1200; rep++) {
            Series s;
            add_weeks(r, &s, 0, 104, cases[k].n, cases[k].p, cases[k].rho);
            hit += find(&a, CHANGE_BINOMIAL, s.x, s.n, 104).p <= 0.05;
        }
        print_message("# type I %.4f\n", hit / 1200.0);
        assert_true(hit > 0.026 * 1200 && hit < 0.07 * 1200);
    }
    arena_release(&a);
}

/* Promised: at most 0.05 in 156 looks; 0.088 is 3.5 binomial standard errors above at 400. */
static void looking_every_week_raises_few_false_alarms(void **state)
{
    Arena a;
    int alarms = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 42);
    for (int rep = 0; rep < 400; rep++) {
        Series s;
        double p[WEEKS];
        Err err;
        bool alarm = false;
        add_weeks(r, &s, 0, 156, 40, 0.12, rep % 2 ? 0.02 : 0);
        assert_int_equal(
            change_looks(
                &(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = s.x, .n = s.n, .weeks = 156 }, &a, p,
                &err),
            ST_OK);
        for (size_t t = 0; t < 156; t++)
            alarm |= p[t] <= change_threshold(t);
        alarms += alarm;
    }
    print_message("# false alarms %.4f\n", alarms / 400.0);
    assert_true(alarms < 0.088 * 400);
    arena_release(&a);
}

static const Change *near_week(const ChangeResult *c, size_t week)
{
    for (size_t i = 0; i < c->n_change; i++)
        if (c->change[i].at + 2 >= week && c->change[i].at <= week + 2)
            return &c->change[i];
    return NULL;
}

/* From 8 % to 30 % in week 52 of 80, about 60 trials a week: known from two weeks' data, placed
 * within one.  (With 30 quiet weeks before: 96 % from two weeks, 99 % from three.) */
static void a_large_step_is_seen_within_two_weeks(void **state)
{
    Arena a;
    int in_time = 0, placed = 0, live = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 43);
    for (int rep = 0; rep < 300; rep++) {
        Series s;
        add_weeks(r, &s, 0, 52, 60, 0.08, 0);
        add_weeks(r, &s, 52, 80, 60, 0.30, 0);
        ChangeResult c = find(&a, CHANGE_BINOMIAL, s.x, s.n, 80);
        ChangeResult then =
            find(&a, CHANGE_BINOMIAL, s.x, s.n, 54); /* all that was known in week 53 */
        const Change *now = near_week(&c, 52), *known = near_week(&then, 52);
        in_time += now && now->detected && now->detected_at <= 53;
        placed += now && now->at >= 51 && now->at <= 53;
        live += known && known->detected;
    }
    print_message("# seen in two weeks %.3f, placed %.3f, found live %.3f\n", in_time / 300.0,
                  placed / 300.0, live / 300.0);
    assert_true(in_time >= 0.95 * 300);
    assert_true(placed >= 0.95 * 300);
    assert_true(live >= 0.95 * 300);
    arena_release(&a);
}

/* Nile at Aswan, in R's datasets: the level fell in 1899 (Cobb 1978); strucchange dates the last
 * year of the old level as number 28, 95 % interval 25 to 32. */
static void the_nile_fell_in_1899(void **state)
{
    double x[100], n[100];
    Arena a;
    (void)state;
    if (!r_ask("cat(datasets::Nile)", x, 100))
        return;
    for (size_t t = 0; t < 100; t++)
        n[t] = 1;
    arena_init(&a);
    ChangeResult c = find(&a, CHANGE_MEAN, x, n, 100);
    assert_int_equal(c.n_change, 1);
    assert_int_equal(c.change[0].at, 28);
    assert_true(c.change[0].at_low >= 24 && c.change[0].at_high <= 33);
    double want_before = 0, want_after = 0;
    for (size_t t = 0; t < 100; t++)
        *(t < 28 ? &want_before : &want_after) += x[t] / (t < 28 ? 28 : 72);
    check_digits(c.change[0].before, want_before, 12);
    check_digits(c.change[0].after, want_after, 12);
    assert_true(c.change[0].p < 1e-6 && c.change[0].detected);
    arena_release(&a);
}

/* 10 % to 22 %, phi about 1.8, 80 weeks: the interval of the size and of the week hold the truth.
 * 3 binomial standard errors at 500 around 0.95: 0.029; the date of a step is discrete and its
 * region rather too wide, so it has no upper bound. */
static void intervals_hold_the_truth(void **state)
{
    Arena a;
    int found = 0, size = 0, date = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 44);
    for (int rep = 0; rep < 500; rep++) {
        Series s;
        add_weeks(r, &s, 0, 50, 40, 0.10, 0.02);
        add_weeks(r, &s, 50, 80, 40, 0.22, 0.02);
        ChangeResult c = find(&a, CHANGE_BINOMIAL, s.x, s.n, 80);
        if (c.n_change != 1)
            continue;
        found++;
        size += c.change[0].low <= 0.12 && 0.12 <= c.change[0].high;
        date += c.change[0].at_low <= 50 && 50 <= c.change[0].at_high;
    }
    print_message("# alone %.3f, size covered %.3f, date covered %.3f\n", found / 500.0,
                  (double)size / found, (double)date / found);
    assert_true(found > 0.9 * 500);
    assert_true(size > 0.918 * found && size < 0.98 * found);
    assert_true(date > 0.918 * found);
    arena_release(&a);
}

static void up_and_down_again_are_two_changes(void **state)
{
    Arena a;
    Series s;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 45);
    add_weeks(r, &s, 0, 60, 60, 0.1, 0);
    add_weeks(r, &s, 60, 80, 60, 0.25, 0);
    add_weeks(r, &s, 80, 140, 60, 0.1, 0);
    ChangeResult c = find(&a, CHANGE_BINOMIAL, s.x, s.n, 140);
    assert_int_equal(c.n_change, 2);
    assert_true(c.change[0].at >= 59 && c.change[0].at <= 61 && c.change[0].diff > 0.08);
    assert_true(c.change[1].at >= 79 && c.change[1].at <= 81 && c.change[1].diff < -0.08);
    assert_true(c.change[1].detected && c.change[1].detected_at < 86);
    arena_release(&a);
}

/* Twice the customers make twice the tickets: no change of the rate (5 % of 40 streams show one all
 * the same; 7 or more have probability 0.003).  Not told so, there is one in each. */
static void exposure_explains_counts(void **state)
{
    Arena a;
    size_t told = 0, sure = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 46);
    for (int rep = 0; rep < 40; rep++) {
        double x[60], n[60], one[60];
        for (size_t t = 0; t < 60; t++) {
            n[t] = t < 30 ? 100 : 200;
            one[t] = 1;
            x[t] = (double)rng_poisson(r, 0.2 * n[t]);
        }
        told += find(&a, CHANGE_POISSON, x, n, 60).n_change;
        ChangeResult c = find(&a, CHANGE_POISSON, x, one, 60);
        sure += near_week(&c, 30) && near_week(&c, 30)->p < 1e-4;
    }
    assert_true(sure >= 38);
    assert_true(told < 7);
    arena_release(&a);
}

/* Empty weeks count for nothing, but indices stay those of the calendar. */
static void weeks_without_data_are_stepped_over(void **state)
{
    double x[80], n[80];
    Arena a;
    Series s;
    (void)state;
    arena_init(&a);
    add_weeks(rng_create(&a, 47), &s, 0, 20, 50, 0.1, 0);
    add_weeks(rng_create(&a, 48), &s, 20, 40, 50, 0.4, 0);
    for (size_t t = 0; t < 80; t++) {
        x[t] = t % 2 ? s.x[t / 2] : F64_NAN;
        n[t] = t % 2 ? s.n[t / 2] : 0;
    }
    ChangeResult dense = find(&a, CHANGE_BINOMIAL, s.x, s.n, 40),
                 thin = find(&a, CHANGE_BINOMIAL, x, n, 80);
    assert_int_equal(dense.n_change, 1);
    assert_int_equal(thin.n_change, 1);
    assert_int_equal(thin.weeks_used, 40);
    assert_int_equal(thin.change[0].at, 2 * dense.change[0].at + 1);
    assert_true(thin.change[0].stat == dense.change[0].stat);
    arena_release(&a);
}

static void streams_without_noise_are_no_trouble(void **state)
{
    double x[40], n[40];
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t t = 0; t < 40; t++) {
        x[t] = 5;
        n[t] = 3;
    }
    assert_int_equal(find(&a, CHANGE_MEAN, x, n, 40).n_change, 0);
    for (size_t t = 20; t < 40; t++)
        x[t] = 6;
    ChangeResult c = find(&a, CHANGE_MEAN, x, n, 40);
    assert_int_equal(c.n_change, 1);
    assert_int_equal(c.change[0].at, 20);
    for (size_t t = 0; t < 40; t++)
        x[t] = 0;
    assert_int_equal(find(&a, CHANGE_BINOMIAL, x, n, 40).n_change, 0);
    assert_int_equal(find(&a, CHANGE_POISSON, x, n, 40).n_change, 0);
    assert_true(find(&a, CHANGE_BINOMIAL, x, n, 7).too_few);
    assert_true(find(&a, CHANGE_BINOMIAL, x, n, 0).too_few);
    arena_release(&a);
}

static void impossible_counts_are_reported(void **state)
{
    double x[10] = { 1, 2, 3 }, n[10] = { 2, 2, 2 };
    Arena a;
    ChangeResult c;
    Err err;
    (void)state;
    arena_init(&a);
    assert_int_equal(
        change_detect(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = 10 }, &a,
                      &c, &err),
        ST_INVALID);
    n[0] = -1;
    assert_int_equal(
        change_detect(&(ChangeInput){ .kind = CHANGE_MEAN, .x = x, .n = n, .weeks = 10 }, &a, &c,
                      &err),
        ST_INVALID);
    n[0] = 2;
    assert_int_equal(
        change_detect(
            &(ChangeInput){ .kind = CHANGE_MEAN, .x = x, .n = n, .weeks = 10, .alpha = 5 }, &a, &c,
            &err),
        ST_INVALID);
    arena_release(&a);
}

/* The same week by the two ways of asking. */
static void the_last_look_is_what_looking_every_week_ends_with(void **state)
{
    Arena a;
    Err err;
    Series s;
    double p[WEEKS];
    int seen = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 77);
    for (int rep = 0; rep < 40; rep++) {
        add_weeks(r, &s, 0, 60, 20, 0.1, 0);
        add_weeks(r, &s, 60, 100, 20, rep % 2 ? 0.1 : 0.3, 0);
        assert_int_equal(change_looks(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = s.x, .n = s.n, .weeks = 100 }, &a, p, &err), ST_OK);
        assert_true(find(&a, CHANGE_BINOMIAL, s.x, s.n, 100).p_now == p[99]);
        seen += p[99] < 0.001;
    }
    assert_in_range(seen, 18, 22);      /* where the share trebles */
    arena_release(&a);
}

/* Read off the table of change.c, and in between. */
static void looks_are_corrected_monotonously(void **state)
{
    (void)state;
    assert_true(change_look_p(change_threshold(10)) <= 0.05 + 1e-12);
    assert_true(change_threshold(311) < 0.51 * change_threshold(10));
    for (double p = 1e-9; p < 0.02; p *= 1.7)
        assert_true(change_look_p(p) > p && change_look_p(p) < change_look_p(1.7 * p));
    assert_true(change_look_p(0.5) == 1);
}

/* Asked for: 500 streams of 160 weeks in a second; half of them have a step. */
static void five_hundred_streams_take_a_second(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 49);
    clock_t used = 0;
    for (int k = 0; k < 500; k++) {
        Series s;
        add_weeks(r, &s, 0, 90, 40, 0.1, 0);
        add_weeks(r, &s, 90, WEEKS, 40, k % 2 ? 0.1 : 0.2, 0);
        clock_t from = clock();
        (void)find(&a, CHANGE_BINOMIAL, s.x, s.n, WEEKS);
        used += clock() - from;
    }
    double seconds = (double)used / CLOCKS_PER_SEC;
    print_message("# 500 streams of 160 weeks: %.3f s\n", seconds);
    assert_true(seconds < 3);      /* instrumented builds are slower */
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_streams_are_rejected_one_time_in_twenty),
        cmocka_unit_test(looking_every_week_raises_few_false_alarms),
        cmocka_unit_test(a_large_step_is_seen_within_two_weeks),
        cmocka_unit_test(the_nile_fell_in_1899),
        cmocka_unit_test(intervals_hold_the_truth),
        cmocka_unit_test(up_and_down_again_are_two_changes),
        cmocka_unit_test(exposure_explains_counts),
        cmocka_unit_test(weeks_without_data_are_stepped_over),
        cmocka_unit_test(streams_without_noise_are_no_trouble),
        cmocka_unit_test(impossible_counts_are_reported),
        cmocka_unit_test(the_last_look_is_what_looking_every_week_ends_with),
        cmocka_unit_test(looks_are_corrected_monotonously),
        cmocka_unit_test(five_hundred_streams_take_a_second),
    };
    num_init();
    return cmocka_run_group_tests_name("num/change", tests, NULL, NULL);
}
