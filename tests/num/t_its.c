#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/its.h"
#include "num/look.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { PERIODS = 36, BEFORE = 26 };

static double x[PERIODS], n[PERIODS];

/* Shares around 0.3 of Poisson(120) trials, with shocks that remember (AR 1) and a yearly wave. */
static void draw(Rng *r, double effect, double memory, double wave)
{
    double shock = 0;
    for (int t = 0; t < PERIODS; t++) {
        shock = memory * shock + rng_normal(r, 0, 0.02 * sqrt(1 - memory * memory));
        double p = 0.3 + shock + wave * sin(6.283185307 * t / 12) + (t >= BEFORE ? effect : 0);
        n[t] = (double)rng_poisson(r, 120) + 1;
        x[t] = (double)rng_binomial(r, (int64_t)n[t], fmin(1, fmax(0, p)));
    }
}

static Its its(size_t from, size_t before, double wanted)
{
    Arena a;
    Its o;
    Err err;
    arena_init(&a);
    assert_int_equal(its_estimate(&(ItsInput){ .x = x + from, .n = n + from, .periods = PERIODS - from, .before = before, .wanted = wanted, .phase = 3 }, &a, &o, &err), ST_OK);
    arena_release(&a);
    return o;
}

static void coefficients_and_errors_are_those_of_r(void **state)
{
    static const struct {
        size_t from, before;
        const char *formula;
    } k[] = { { 0, BEFORE, "y ~ t + s + k + d" }, { 14, BEFORE - 14, "y ~ t + d" }, { 17, BEFORE - 17, "y ~ d" } };
    Arena a;
    (void)state;
    arena_init(&a);
    draw(rng_create(&a, 5), -0.06, 0.4, 0.03);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        char *script = malloc(20000);
        double want[5];
        size_t at = 0;
        assert_non_null(script);
        at += (size_t)sprintf(script, "suppressMessages(library(sandwich)); m <- matrix(c(");
        for (size_t t = k[i].from; t < PERIODS; t++)
            at += (size_t)sprintf(script + at, "%s%g,%g", t > k[i].from ? "," : "", x[t], n[t]);
        Its o = its(k[i].from, k[i].before, -0.05);
        (void)sprintf(script + at, "), ncol=2, byrow=TRUE); n <- m[,2]; y <- m[,1]/n; i <- seq_along(y)-1; t <- i-%zu; s <- sin(2*pi*(i+3)/12); k <- cos(2*pi*(i+3)/12)\n"
            "d <- as.numeric(i >= %zu); f <- lm(%s, weights=n); v <- NeweyWest(f, lag=%zu, prewhite=FALSE, adjust=TRUE)\n"
            "options(digits=17); cat(coef(f)['d'], sqrt(v['d','d']), f$df.residual, weighted.mean(y[d==0], n[d==0]), sqrt(vcov(f)['d','d']))", k[i].before, k[i].before, k[i].formula, o.lag);
        if (r_ask(script, want, 5)) {
            assert_false(o.too_few);
            check_digits(o.estimate, want[0], 9);
            check_digits(o.newey_west, want[1], 9);
            check_digits(o.plain, want[4], 9);
            assert_true(o.se == fmax(o.newey_west, o.plain));
            check_digits(o.df, want[2], 12);
            check_digits(o.level_before, want[3], 10);
        }
        free(script);
    }
    arena_release(&a);
}

static void the_bound_is_the_reflection_principles(void **state)
{
    (void)state;
    double c = look_bound(0.95, 1, 1, F64_INF);
    check_digits(4 * normal_tail(c), 0.05, 10);
    check_digits(look_bound(0.95, 1, 0.25, F64_INF), 2 * c, 10);
    check_digits(4 * normal_tail(look_bound(0.95, 3, 1, F64_INF)), 0.05 / 3, 10);
    check_digits(look_p(2 * normal_tail(c), 1), 0.05, 9);
    check_digits(look_information(6, 9, 12), 0.9, 12);
    assert_true(look_p(0.5, 0.5) == 1 && isnan(look_p(F64_NAN, 1)) && look_information(6, 24, 12) == 1);
}

/* Effects are covered; nothing done is rarely called a success, though months remember each other. */
static void coverage_and_false_alarms_with_memory(void **state)
{
    enum { REPS = 1000 };
    static const double memory[] = { 0, 0.3, 0.6 };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t m = 0; m < COUNT_OF(memory); m++) {
        Rng *r = rng_create(&a, 40 + m);
        int cover = 0, one = 0, worked = 0, plain = 0;
        for (int k = 0; k < REPS; k++) {
            draw(r, -0.06, memory[m], 0.02);
            Its o = its(0, BEFORE, -0.05);
            cover += o.low <= -0.06 && -0.06 <= o.high;
            one += fabs(o.estimate + 0.06) <= t_quantile(0.975, o.df) * o.se;
            draw(r, 0, memory[m], 0.02);
            o = its(0, BEFORE, -0.05);
            worked += o.verdict == DID_WORKED;
            plain += o.high < 0;
        }
        print_message("# memory %g: covers %.3f, one look %.3f; nothing done: interval below zero %.3f, worked %.3f\n", memory[m], cover / (double)REPS, one / (double)REPS,
                      plain / (double)REPS, worked / (double)REPS);
        assert_true(one > 0.9 * REPS && cover > 0.93 * REPS);
        assert_true(worked <= 0.05 * REPS);
    }
    arena_release(&a);
}

static void too_short_a_series_says_nothing(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    draw(rng_create(&a, 6), -0.2, 0, 0);
    assert_true(its(BEFORE - 7, 7, -0.1).too_few);
    assert_false(its(BEFORE - 8, 8, -0.1).too_few);
    assert_int_equal(its(0, BEFORE, -0.1).verdict, DID_WORKED);
    assert_int_equal(its(0, BEFORE, 0.1).verdict, DID_DID_NOT);
    for (int t = BEFORE + 2; t < PERIODS; t++)
        n[t] = x[t] = 0;
    assert_true(its(0, BEFORE, -0.1).too_few);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coefficients_and_errors_are_those_of_r),
        cmocka_unit_test(the_bound_is_the_reflection_principles),
        cmocka_unit_test(coverage_and_false_alarms_with_memory),
        cmocka_unit_test(too_short_a_series_says_nothing),
    };
    num_init();
    return cmocka_run_group_tests_name("its", tests, NULL, NULL);
}
