#include "tests/near.h"

#include <math.h>
#include <stdio.h>

#include "base/attr.h"
#include "num/rng.h"
#include "num/robust.h"
#include "num/spline.h"
#include "tests/num/r_oracle.h"

enum { ROWS = 150, BENDS = 5 };

/* Oracle: R's natural spline on the same knots spans the same curves, so least squares fits the same values. */
static void the_curve_is_rs_natural_spline(void **state)
{
    static char script[40000];
    double x[(BENDS + 1) * ROWS], y[ROWS], knot[BENDS + 2], want[ROWS];
    int64_t cluster[ROWS];
    Arena a;
    Err err;
    Robust f;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = 3 * rng_uniform(r) * rng_uniform(r);
        y[i] = sin(3 * x[i]) + rng_normal(r, 0, 0.3);
        cluster[i] = (int64_t)i;
    }
    assert_int_equal(spline_knots(x, ROWS, BENDS, &a, knot), BENDS + 2);
    assert_int_equal(spline_bends(x, ROWS, BENDS, &a, x + ROWS), BENDS);
    RobustInput in = { .rows = { .x = x, .y = y, .n = ROWS, .p = BENDS + 1 }, .cluster = cluster };
    assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
    size_t n = (size_t)sprintf(script, "v <- c(");
    for (size_t i = 0; i < 2 * ROWS; i++)
        n += (size_t)sprintf(script + n, "%s%.17g", i ? "," : "", i < ROWS ? x[i] : y[i - ROWS]);
    n += (size_t)sprintf(script + n, "); k <- c(");
    for (size_t j = 0; j < BENDS + 2; j++)
        n += (size_t)sprintf(script + n, "%s%.17g", j ? "," : "", knot[j]);
    sprintf(script + n,
            "); x <- v[1:%d]; y <- v[-(1:%d)]\n"
            "cat(fitted(lm(y ~ splines::ns(x, knots = k[2:%d], Boundary.knots = k[c(1, %d)]))))", ROWS, ROWS, BENDS + 1, BENDS + 2);
    bool asked = r_ask(script, want, ROWS);
    for (size_t k = 0; asked && k < ROWS; k++)
        check_digits(f.mu[k], want[k], 8);
    arena_release(&a);
}

static void beyond_the_outer_knots_it_is_a_line(void **state)
{
    double v[ROWS], x[BENDS * ROWS];
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < ROWS; i++)
        v[i] = (double)i;
    size_t n = spline_bends(v, ROWS, BENDS, &a, x);
    assert_int_equal(n, BENDS);
    for (size_t j = 0; j < n; j++) {
        const double *c = x + j * ROWS;
        for (size_t i = 0; i < 5; i++)
            assert_true(c[i] == 0);
        for (size_t i = ROWS - 5; i < ROWS; i++)
            check_digits(c[i] - c[i - 1], c[i - 1] - c[i - 2], 8);
    }
    arena_release(&a);
}

/* Contracts that all end on the last day of three years: one bend, of one day none. */
static void days_that_fall_together_are_one_knot(void **state)
{
    double v[ROWS], x[BENDS * ROWS];
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < ROWS; i++)
        v[i] = (double)(i % 3);
    assert_int_equal(spline_bends(v, ROWS, BENDS, &a, x), 1);
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(isfinite(x[i]));
        v[i] = 4;
    }
    assert_int_equal(spline_bends(v, ROWS, BENDS, &a, x), 0);
    assert_int_equal(spline_bends(v, ROWS, 0, &a, x), 0);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_is_rs_natural_spline),
        cmocka_unit_test(beyond_the_outer_knots_it_is_a_line),
        cmocka_unit_test(days_that_fall_together_are_one_knot),
    };
    return cmocka_run_group_tests_name("spline", tests, NULL, NULL);
}
