#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/simulate.h"

static Money run(MoneyInput in, Status want)
{
    Arena a;
    Money m = { 0 };
    Err err;
    arena_init(&a);
    assert_int_equal(money_simulate(&in, &a, &m, &err), want);
    arena_release(&a);
    return m;
}

/* Nothing uncertain: value * exposure * effect, to the unit. */
static void certainty_gives_the_product(void **state)
{
    const int64_t value[] = { 1000000, 2500050 };
    const double known[] = { 0.5, 0.2 };
    (void)state;
    Money m = run((MoneyInput){ .value = value, .known = known, .n = 2, .effect = -0.2, .seed = 1 },
                  ST_OK);
    assert_int_equal(m.mean, -200002);
    assert_int_equal(m.q025, -200002);
    assert_int_equal(m.q975, -200002);
    assert_int_equal(m.mc_mean, 0);
    assert_int_equal(m.draws, 4000);
    check_digits(m.p_loss, 1, 15);
}

/* Beta(2, 6): mean 1/4, variance ab / ((a+b)^2 (a+b+1)) = 12 / (64 * 9); a sum over 400 accounts is
 * close to normal.  Tolerance: 4 Monte-Carlo standard errors. */
static void exposure_has_the_moments_of_beta(void **state)
{
    enum { N = 400 };
    int64_t value[N];
    double a[N], b[N];
    (void)state;
    for (size_t i = 0; i < N; i++) {
        value[i] = 100000;
        a[i] = 2;
        b[i] = 6;
    }
    Money m = run((MoneyInput){ .value = value, .a = a, .b = b, .n = N, .effect = -0.5, .seed = 2 },
                  ST_OK);
    double mean = -0.5 * 1e5 * N / 4, sd = 0.5 * 1e5 * sqrt(N * 12.0 / (64 * 9));
    assert_true(fabs((double)m.mean - mean) < 4 * sd / sqrt(4000));
    assert_true(fabs((double)m.q025 - (mean - 1.96 * sd)) < 4 * (double)m.mc_q025);
    assert_true(fabs((double)m.q975 - (mean + 1.96 * sd)) < 4 * (double)m.mc_q975);
    check_digits((double)m.mc_mean, sd / sqrt(4000), 1.2);
}

/* The mean of normal(m, s) within [-1, 1] is m - s (f(hi) - f(lo)) / (F(hi) - F(lo)). */
static void effect_is_a_truncated_normal(void **state)
{
    static const struct {
        double mean, se;
    } cases[] = { { -0.9, 0.3 }, { 0.9, 0.3 }, { -3, 0.25 }, { 0, 5 } };
    const int64_t value[] = { 1000000000 };
    const double known[] = { 1 };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        double m = cases[k].mean, s = cases[k].se, lo = (-1 - m) / s, hi = (1 - m) / s;
        double inside = m > 0 ? normal_cdf(hi) - normal_cdf(lo) : normal_tail(lo) - normal_tail(hi);
        double want = m - s * (exp(-hi * hi / 2) - exp(-lo * lo / 2)) / sqrt(2 * acos(-1)) / inside;
        Money got = run((MoneyInput){ .value = value, .known = known, .n = 1, .effect = m, .se = s,
                                      .draws = 20000, .seed = 3 }, ST_OK);
        assert_true(fabs((double)got.mean - want * 1e9) < 4 * (double)got.mc_mean);
        assert_true(got.q025 >= -1000000000 && got.q975 <= 1000000000);
    }
}

static void the_seed_decides(void **state)
{
    const int64_t value[] = { 5000000, 70000 };
    const double a[] = { 1, 3 }, b[] = { 2, 0.5 };
    (void)state;
    MoneyInput in = {
        .value = value, .a = a, .b = b, .n = 2, .effect = -0.1, .se = 0.05, .seed = 9
    };
    Money one = run(in, ST_OK), two = run(in, ST_OK);
    in.seed = 10;
    Money other = run(in, ST_OK);
    assert_int_equal(one.mean, two.mean);
    assert_int_equal(one.q975, two.q975);
    assert_int_not_equal(one.mean, other.mean);
    assert_true(one.p_loss > 0.95 && one.p_loss < 1);
}

static void impossible_input_is_reported(void **state)
{
    const int64_t value[] = { INT64_C(1) << 60 };
    const double zero[] = { 0 }, one[] = { 1 }, two[] = { 2 };
    (void)state;
    run((MoneyInput){ .value = value, .a = zero, .b = one, .n = 1, .se = 0.1 }, ST_INVALID);
    run((MoneyInput){ .value = value, .known = two, .n = 1, .se = 0.1 }, ST_INVALID);
    run((MoneyInput){ .value = value, .known = one, .n = 1, .se = 0.1 }, ST_TOO_BIG);
    run((MoneyInput){ .value = value, .a = one, .b = one, .n = 1, .se = -1 }, ST_INVALID);
    Money none = run((MoneyInput){ .n = 0, .effect = 0.1, .se = 0.1 }, ST_OK);
    assert_int_equal(none.mean, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certainty_gives_the_product),
        cmocka_unit_test(exposure_has_the_moments_of_beta),
        cmocka_unit_test(effect_is_a_truncated_normal),
        cmocka_unit_test(the_seed_decides),
        cmocka_unit_test(impossible_input_is_reported),
    };
    num_init();
    return cmocka_run_group_tests_name("num/simulate", tests, NULL, NULL);
}
