/* Oracle: a case by hand, R's Poisson regression with sandwich's errors by cluster, coverage by simulation. */
#include <math.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/ratio.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { ROUNDS = 400 };

/* Worked in doc/methods/word-of-mouth.md: four companies told 2, 0, 1 and 3 others in a year each. */
static void four_companies_by_hand(void **state)
{
    static const double told[] = { 2, 0, 1, 3 };
    static const int64_t company[] = { 1, 2, 3, 4 };
    Arena a;
    Err err;
    Ratio r;
    (void)state;
    arena_init(&a);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = told, .cluster = company, .n = 4, .level = 0.95 }, &a, &r, &err), ST_OK);
    check_digits(r.estimate, 1.5, 12);
    check_digits(r.se, sqrt(4.0 / 3 * (1.0 / 144 + 1.0 / 16 + 1.0 / 144 + 1.0 / 16)), 12);
    check_digits(r.df, 2, 12);
    check_digits(r.low, 0.2355, 3);
    check_digits(r.high, 9.5547, 4);
    Ratio two = ratio_product(&(Ratio[]){ r, r }[0], 2, 0.95);
    check_digits(two.estimate, 2.25, 12);
    check_digits(two.se, r.se * sqrt(2), 12);
    check_digits(two.df, 4, 9);
    arena_release(&a);
}

static void errors_by_company_are_those_of_r(void **state)
{
    enum { N = 60, COMPANIES = 17 };
    double told[N], years[N], want[2];
    int64_t company[N];
    char script[8000];
    Arena a;
    Err err;
    Ratio r;
    (void)state;
    arena_init(&a);
    Rng *g = rng_create(&a, 5);
    size_t at = (size_t)snprintf(script, sizeof script, "suppressMessages(library(sandwich)); d <- matrix(c(");
    for (size_t i = 0; i < N; i++) {
        company[i] = (int64_t)(i * 7 % COMPANIES);
        told[i] = (double)rng_poisson(g, 0.6 + 0.1 * (double)company[i]);
        years[i] = 1 + (double)rng_poisson(g, 1.5);
        at += (size_t)snprintf(script + at, sizeof script - at, "%s%g,%g,%lld", i ? "," : "", told[i], years[i], (long long)company[i]);
    }
    (void)snprintf(script + at, sizeof script - at, "), ncol = 3, byrow = TRUE); f <- glm(d[,1] ~ 1 + offset(log(d[,2])), family = poisson, control = list(epsilon = 1e-14));"
                                                    "cat(exp(coef(f)), sqrt(vcovCL(f, cluster = d[,3], type = 'HC0', cadjust = TRUE)))");
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = told, .b = years, .cluster = company, .n = N, .level = 0.95 }, &a, &r, &err), ST_OK);
    assert_int_equal(r.n_clusters, COMPANIES);
    if (r_ask(script, want, 2)) {
        check_digits(r.estimate, want[0], 9);
        check_digits(r.se, want[1], 7);
    }
    arena_release(&a);
}

/* Companies that talk much and little (log sd 0.5), one to four years each; warned for each recommended, and recommended a year. */
static void limits_hold_what_they_promise(void **state)
{
    static const size_t companies[] = { 60, 150, 500 };
    static double good[4000], bad[4000];
    static int64_t company[4000];
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *g = rng_create(&a, 11);
    for (size_t k = 0; k < COUNT_OF(companies); k++) {
        int held[2] = { 0 };
        for (int round = 0; round < ROUNDS; round++) {
            ArenaMark m = arena_mark(&a);
            size_t n = 0;
            Ratio r;
            Err err;
            for (size_t c = 0; c < companies[k]; c++) {
                double talks = exp(rng_normal(g, 0, 0.5) - 0.125);
                for (int64_t years = rng_between(g, 1, 4); years > 0; years--) {
                    company[n] = (int64_t)c;
                    good[n] = (double)rng_poisson(g, 1.2 * talks);
                    bad[n++] = (double)rng_poisson(g, 0.3 * talks);
                }
            }
            assert_int_equal(ratio_estimate(&(RatioInput){ .a = bad, .b = good, .cluster = company, .n = n, .level = 0.95 }, &a, &r, &err), ST_OK);
            held[0] += r.low <= 0.25 && 0.25 <= r.high;
            assert_int_equal(ratio_estimate(&(RatioInput){ .a = good, .cluster = company, .n = n, .level = 0.95 }, &a, &r, &err), ST_OK);
            held[1] += r.low <= 1.2 && 1.2 <= r.high;
            arena_rewind(&a, m);
        }
        print_message("# %zu companies: limits hold the ratio in %.1f %%, the rate in %.1f %%\n", companies[k], 100.0 * held[0] / ROUNDS, 100.0 * held[1] / ROUNDS);
        for (int h = 0; h < 2; h++)
            assert_true(held[h] >= (int)(0.92 * ROUNDS) && held[h] <= (int)(0.985 * ROUNDS));
    }
    arena_release(&a);
}

static void what_cannot_be_told_says_so(void **state)
{
    static const double one[] = { 0, 0, 3 }, none[] = { 0, 0, 0 }, bad[] = { 1, -1, 2 };
    static const int64_t company[] = { 1, 2, 3 };
    Arena a;
    Err err;
    Ratio r;
    (void)state;
    arena_init(&a);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = none, .cluster = company, .n = 3, .level = 0.95 }, &a, &r, &err), ST_NUMERIC);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = one, .cluster = company, .n = 3, .level = 0.95 }, &a, &r, &err), ST_NUMERIC);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = one, .b = none, .cluster = company, .n = 3, .level = 0.95 }, &a, &r, &err), ST_NUMERIC);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = bad, .cluster = company, .n = 3, .level = 0.95 }, &a, &r, &err), ST_INVALID);
    assert_int_equal(ratio_estimate(&(RatioInput){ .a = one, .cluster = company, .n = 0, .level = 0.95 }, &a, &r, &err), ST_NUMERIC);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_companies_by_hand),
        cmocka_unit_test(errors_by_company_are_those_of_r),
        cmocka_unit_test(limits_hold_what_they_promise),
        cmocka_unit_test(what_cannot_be_told_says_so),
    };
    return cmocka_run_group_tests_name("ratio", tests, NULL, NULL);
}
