#include "tests/near.h"

#include "num/dist.h"
#include "num/rng.h"
#include "num/season.h"

enum { WEEKS = 156 };

static void calendar(int *year, int *week)
{
    for (int t = 0; t < WEEKS; t++) {
        year[t] = t / 52;
        week[t] = t % 52;
    }
}

static double season(int w, double size) { return 1 + size * sin(2 * acos(-1) * w / 52) - (w >= 51 ? 0.5 : 0); }

static bool look(ChangeKind kind, const double *x, const double *n, double *factor)
{
    int year[WEEKS], week[WEEKS];
    bool seasonal;
    calendar(year, week);
    season_find(&(ChangeInput){ .kind = kind, .x = x, .n = n, .weeks = WEEKS }, year, week, factor, &seasonal);
    return seasonal;
}

/* Level 0.001 one-sided; 2,000 quiet streams, and as many with a step: 3 standard errors above is 0.0031. */
static void quiet_streams_and_steps_are_no_season(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 1);
    int found[2] = { 0, 0 };
    for (int s = 0; s < 4000; s++) {
        double x[WEEKS], n[WEEKS], factor[WEEKS];
        for (int t = 0; t < WEEKS; t++) {
            n[t] = 100;
            x[t] = (double)rng_poisson(r, s % 2 && t >= 70 ? 20 : 10);
        }
        found[s % 2] += look(CHANGE_POISSON, x, n, factor);
    }
    if (found[0] > 6 || found[1] > 6)
        fail_msg("quiet %d, steps %d of 2000", found[0], found[1]);
    arena_release(&a);
}

/* Half as much again in spring as in autumn, half at the year's end.  Taken out, no change is left and factors are near the truth; a step
 * planted on top is found where it is. */
static void a_season_is_taken_out_and_a_step_in_it_stays(void **state)
{
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 2);
    int seasonal = 0, raw = 0, left = 0, placed = 0;
    double far = 0;
    enum { ROUNDS = 60 };
    for (int s = 0; s < ROUNDS; s++)
        for (int step = 0; step < 2; step++) {
            double x[WEEKS], n[WEEKS], factor[WEEKS];
            ChangeResult res;
            ChangeInput in = { .kind = CHANGE_POISSON, .x = x, .n = n, .weeks = WEEKS };
            for (int t = 0; t < WEEKS; t++) {
                n[t] = 100;
                x[t] = (double)rng_poisson(r, 40 * season(t % 52, 0.4) * (step && t >= 90 ? 1.6 : 1));
            }
            assert_int_equal(change_detect(&in, &a, &res, &err), ST_OK);
            raw += !step && res.n_change > 0;
            bool is = look(CHANGE_POISSON, x, n, factor);
            seasonal += is;
            for (int t = 0; t < WEEKS; t++) {
                far += step ? 0 : fabs(factor[t] - season(t % 52, 0.4)) / (ROUNDS * WEEKS);
                n[t] *= factor[t];
            }
            assert_int_equal(change_detect(&in, &a, &res, &err), ST_OK);
            left += !step && res.n_change > 0;
            for (size_t c = 0; step && c < res.n_change; c++)
                placed += res.change[c].at >= 88 && res.change[c].at <= 92 && res.change[c].diff > 0;
        }
    print_message("# seasonal %d of %d, raw streams with changes %d, left %d, steps placed %d of %d, mean error of factors %.3f\n", seasonal, 2 * ROUNDS, raw, left, placed, ROUNDS, far);
    assert_true(seasonal >= 2 * ROUNDS - 2 && raw >= ROUNDS - 2 && left <= ROUNDS / 6 && placed >= ROUNDS * 9 / 10 && far < 0.1);
    arena_release(&a);
}

static void means_have_differences_and_short_streams_none(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    double x[WEEKS], n[WEEKS], factor[WEEKS];
    for (int t = 0; t < WEEKS; t++) {
        n[t] = t < 60 ? 0 : 20;
        x[t] = rng_normal(r, 7 - (t % 52 >= 48 ? 2 : 0), 0.2);
    }
    assert_false(look(CHANGE_MEAN, x, n, factor));     /* 96 weeks */
    for (int t = 0; t < WEEKS; t++)
        n[t] = 20;
    assert_true(look(CHANGE_MEAN, x, n, factor));
    assert_true(factor[50] < -1.2 && factor[50] > -2.3 && fabs(factor[20]) < 0.4);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_streams_and_steps_are_no_season),
        cmocka_unit_test(a_season_is_taken_out_and_a_step_in_it_stays),
        cmocka_unit_test(means_have_differences_and_short_streams_none),
    };
    num_init();
    return cmocka_run_group_tests_name("season", tests, NULL, NULL);
}
