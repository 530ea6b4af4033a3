#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/pool.h"
#include "num/rng.h"

/* Rubin's eight schools (1981).  Q and its p, the common mean and error: by hand from the table.  The posterior means and deviations under a
 * flat prior of t as they are printed everywhere (Gelman et al. 5.5; Stan's own example): from simulations, so to half a point. */
static void eight_schools_have_their_published_posterior(void **state)
{
    const double b[] = { 28, 8, -3, 7, -1, 1, 18, 12 }, s[] = { 15, 10, 16, 11, 9, 11, 10, 18 };
    static const double mean[] = { 11.4, 7.9, 6.2, 7.7, 5.1, 6.1, 10.7, 8.5 }, sd[] = { 8.2, 6.2, 7.7, 6.5, 6.4, 6.7, 6.7, 7.9 };
    double v[8], low[8], high[8];
    (void)state;
    Pool p = pool_groups(b, s, 8, 0.95, v, low, high);
    assert_true(fabs(p.q - 4.70) < 1e-2 && fabs(p.p - 0.696) < 1e-3);
    assert_true(fabs(p.mean - 7.9) < 0.5 && fabs(p.mean_se - 5.1) < 0.5 && fabs(p.sd - 6.6) < 0.6);
    for (size_t i = 0; i < 8; i++) {
        assert_true(fabs(v[i] - mean[i]) < 0.5);
        assert_true(fabs((high[i] - low[i]) / (2 * normal_quantile(.975)) - sd[i]) < 0.6);
    }
}

static void a_group_alone_stands_for_itself(void **state)
{
    const double b[] = { 3, F64_NAN, 10 }, s[] = { 1, 1, 0 };
    double v[3], low[3], high[3];
    (void)state;
    Pool p = pool_groups(b, s, 3, 0.95, v, low, high);
    assert_int_equal(p.n, 1);
    check_digits(v[0], 3, 12);
    check_digits(high[0] - v[0], normal_quantile(.975), 9);
    assert_true(isnan(v[1]) && isnan(low[1]) && isnan(v[2]) && isnan(p.p));
    p = pool_groups(b, s, 0, 0.95, v, low, high);
    assert_int_equal(p.n, 0);
    /* Far apart and well known: nothing is drawn together. */
    const double far[] = { -100, 0, 100 }, sure[] = { 1, 1, 1 };
    p = pool_groups(far, sure, 3, 0.95, v, low, high);
    assert_true(fabs(v[2] - 100) < 0.1 && p.p < 1e-9);
}

/* Oracle: groups drawn from a law; pooled values are nearer to the truth than groups alone, and limits hold it. */
static void pooled_values_are_nearer_and_covered(void **state)
{
    enum { GROUPS = 10, TIMES = 1000 };
    double alone = 0, pooled = 0, held = 0;
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 4);
    for (int k = 0; k < TIMES; k++) {
        double truth[GROUPS], b[GROUPS], s[GROUPS], v[GROUPS], low[GROUPS], high[GROUPS];
        for (size_t i = 0; i < GROUPS; i++) {
            s[i] = 0.5 + rng_uniform(r);
            truth[i] = rng_normal(r, 1, 0.7);
            b[i] = rng_normal(r, truth[i], s[i]);
        }
        (void)pool_groups(b, s, GROUPS, 0.95, v, low, high);
        for (size_t i = 0; i < GROUPS; i++) {
            alone += (b[i] - truth[i]) * (b[i] - truth[i]);
            pooled += (v[i] - truth[i]) * (v[i] - truth[i]);
            held += low[i] <= truth[i] && truth[i] <= high[i];
        }
    }
    print_message("# error %.3f alone, %.3f pooled; %.3f held\n", alone / (GROUPS * TIMES), pooled / (GROUPS * TIMES), held / (GROUPS * TIMES));
    assert_true(pooled < 0.7 * alone);
    assert_true(held > 0.93 * GROUPS * TIMES && held < 0.97 * GROUPS * TIMES);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_schools_have_their_published_posterior),
        cmocka_unit_test(a_group_alone_stands_for_itself),
        cmocka_unit_test(pooled_values_are_nearer_and_covered),
    };
    num_init();
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
