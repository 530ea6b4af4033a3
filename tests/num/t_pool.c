#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/pool.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

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

/* Oracle: lme4 run live on sleepstudy, 18 people whose reaction slows by the day (published REML 1743.628; slope 10.46729, deviation 5.9221).
 * Its model draws levels and slopes together; ours draws the slopes, each with the error that people's own lines leave.  The days are the
 * same for all, so the mean is the mixed model's own; t is its mean over what the data allow where lme4 gives the one best value; each
 * slope within its own error of lme4's, which leans on the level too. */
static void slopes_of_sleepstudy_are_those_of_lme4(void **state)
{
    enum { PEOPLE = 18, DAYS = 10 };
    double v[PEOPLE * DAYS + 5 + PEOPLE], b[PEOPLE], s[PEOPLE], value[PEOPLE], low[PEOPLE], high[PEOPLE], left = 0;
    const double spread = 82.5;                            /* of 0 .. 9 around their mean, squared and summed */
    (void)state;
    if (!r_ask("suppressMessages(library(lme4))\n"
               "m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy); d <- sleepstudy[order(sleepstudy$Subject, sleepstudy$Days), ]\n"
               "cat(d$Reaction, fixef(m)[2], sqrt(diag(as.matrix(vcov(m))))[2], attr(VarCorr(m)$Subject, 'stddev')[2], sigma(m), REMLcrit(m))\n"
               "cat('', coef(m)$Subject$Days)", v, COUNT_OF(v)))
        return;
    const double *want = v + PEOPLE * DAYS;
    assert_true(fabs(want[4] - 1743.628) < 6e-4 && fabs(want[0] - 10.46729) < 6e-6);
    for (size_t i = 0; i < PEOPLE; i++) {
        double mean = 0, product = 0, square = 0;
        for (size_t d = 0; d < DAYS; d++)
            mean += v[i * DAYS + d] / DAYS;
        for (size_t d = 0; d < DAYS; d++) {
            product += ((double)d - 4.5) * (v[i * DAYS + d] - mean);
            square += (v[i * DAYS + d] - mean) * (v[i * DAYS + d] - mean);
        }
        b[i] = product / spread;
        left += square - b[i] * product;
    }
    double sigma = sqrt(left / (PEOPLE * (DAYS - 2)));
    check_digits(sigma, want[3], 4);
    for (size_t i = 0; i < PEOPLE; i++)
        s[i] = sigma / sqrt(spread);
    Pool p = pool_groups(b, s, PEOPLE, 0.95, value, low, high);
    check_digits(p.mean, want[0], 8);
    double far = 0;
    for (size_t i = 0; i < PEOPLE; i++)
        far = fmax(far, fabs(value[i] - want[5 + i]));
    print_message("# mean %.5f (lme4 %.5f), error %.3f (%.3f), deviation %.3f (%.3f), slopes at most %.2f apart\n", p.mean, want[0], p.mean_se,
                  want[1], p.sd, want[2], far);
    assert_true(p.sd > want[2] && p.sd < 1.15 * want[2]);
    assert_true(p.mean_se > want[1] && p.mean_se < 1.15 * want[1]);
    assert_true(far < s[0]);
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
        cmocka_unit_test(slopes_of_sleepstudy_are_those_of_lme4),
        cmocka_unit_test(a_group_alone_stands_for_itself),
        cmocka_unit_test(pooled_values_are_nearer_and_covered),
    };
    num_init();
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
