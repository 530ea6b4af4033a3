#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "tests/num/r_oracle.h"

/* Quantiles to the digits printed in common statistical tables (NIST/SEMATECH e-Handbook of
 * Statistical Methods, sections 1.3.6.7.1, .2 and .4). */
static void printed_table_values_are_met(void **state)
{
    (void)state;
    assert_true(fabs(normal_quantile(0.975) - 1.95996) < 5e-6);
    assert_true(fabs(t_quantile(0.975, 10) - 2.228) < 5e-4);
    assert_true(fabs(t_quantile(0.95, 3) - 2.353) < 5e-4);
    assert_true(fabs(chi2_quantile(0.95, 7) - 14.067) < 5e-4);
    assert_true(fabs(t_factor(0.95, 30) - 2.042) < 5e-4);
}

/* Closed forms: t with 1 df is Cauchy, chi2 with 2 df is exponential, Beta(a,1) is x^a, F(1,d)
 * is t squared. */
static void special_cases_have_closed_forms(void **state)
{
    (void)state;
    check_digits(t_cdf(2.5, 1), 0.5 + atan(2.5) / acos(-1), 13);
    check_digits(chi2_tail(3, 2), exp(-1.5), 14);
    check_digits(beta_cdf(0.3, 4, 1), 0.3 * 0.3 * 0.3 * 0.3, 13);
    check_digits(beta_quantile(0.2, 4, 1), pow(0.2, 0.25), 12);
    check_digits(f_tail(4.41, 1, 9), t_two_sided(2.1, 9), 12);
    check_digits(t_cdf(1.3, F64_INF), normal_cdf(1.3), 15);
}

static void far_tails_keep_their_digits(void **state)
{
    double want[5];
    (void)state;
    check_digits(log1p_exp(800), 800, 15);
    check_digits(expit(-800) + 1, 1, 15);
    check_digits(logit(expit(-20)), -20, 14);
    const double v[] = { -1000, -1000 + log(3) };
    check_digits(log_sum_exp(v, 2), -1000 + log(4), 15);
    if (!r_ask("cat(pnorm(12, lower=FALSE), 2*pt(-9.5, 17.25), pchisq(200, 3.5, lower=FALSE),"
               "qbeta(1e-6, 2.5, 80), pf(60, 4, 33.5, lower=FALSE))", want, 5))
        return;
    check_digits(normal_tail(12), want[0], 12);
    check_digits(t_two_sided(-9.5, 17.25), want[1], 11);
    check_digits(chi2_tail(200, 3.5), want[2], 10);
    check_digits(beta_quantile(1e-6, 2.5, 80), want[3], 8);
    check_digits(f_tail(60, 4, 33.5), want[4], 10);
}

static void nonsense_gives_nan_and_ends_give_ends(void **state)
{
    (void)state;
    assert_true(isnan(normal_quantile(1.1)));
    assert_true(isnan(t_quantile(0.5, 0)));
    assert_true(isnan(t_cdf(F64_NAN, 3)));
    assert_true(isnan(chi2_tail(1, -1)));
    assert_true(isnan(beta_quantile(0.5, 0, 1)));
    assert_true(isnan(t_factor(1, 5)));
    assert_true(isinf(normal_quantile(1)));
    assert_true(isinf(logit(0)));
    assert_true(isinf(log_sum_exp(NULL, 0)));
    check_digits(beta_quantile(1, 2, 3), 1, 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_table_values_are_met),
        cmocka_unit_test(special_cases_have_closed_forms),
        cmocka_unit_test(far_tails_keep_their_digits),
        cmocka_unit_test(nonsense_gives_nan_and_ends_give_ends),
    };
    num_init();
    return cmocka_run_group_tests_name("num/dist", tests, NULL, NULL);
}
