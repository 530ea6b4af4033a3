#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/rng.h"
#include "num/surface.h"
#include "tests/num/motcon.h"
#include "tests/num/r_oracle.h"

enum { N = 160 };
static const double law[SURFACE_TERMS] = { 7, 0.3, 0.6, -0.1, 0.2, -0.15 };

static void draw(Rng *r, double *x, double *y, double *z, int64_t *id)
{
    double common = 0;
    for (size_t i = 0; i < N; i++) {
        common = i % 2 ? common : rng_normal(r, 0, 0.7);
        id[i] = (int64_t)(i / 2);
        x[i] = (double)rng_between(r, -2, 2);
        y[i] = (double)rng_between(r, -2, 2);
        z[i] = law[0] + law[1] * x[i] + law[2] * y[i] + law[3] * x[i] * x[i] + law[4] * x[i] * y[i] + law[5] * y[i] * y[i] + common + rng_normal(r, 0, 0.7);
    }
}

/* Oracle: R's lm, its sandwich added up there, and its contrasts. */
static void slopes_are_those_of_r(void **state)
{
    static char script[60000];
    double x[N], y[N], z[N], want[6 + 4 + 4 + 1];
    int64_t id[N];
    Arena a;
    Err err;
    Surface f;
    (void)state;
    arena_init(&a);
    draw(rng_create(&a, 12), x, y, z, id);
    size_t n = (size_t)sprintf(script, "v <- matrix(c(");
    for (size_t i = 0; i < N; i++)
        n += (size_t)sprintf(script + n, "%s%g,%g,%.17g", i ? "," : "", x[i], y[i], z[i]);
    sprintf(script + n, "), ncol = 3, byrow = TRUE); x <- v[,1]; y <- v[,2]; m <- lm(v[,3] ~ x + y + I(x^2) + I(x*y) + I(y^2)); X <- model.matrix(m); A <- solve(t(X) %%*%% X)\n"
            "s <- rowsum(X * (resid(m)/(1 - hatvalues(m))), rep(1:%d, each = 2)); G <- nrow(s); V <- A %%*%% (t(s) %%*%% s) %%*%% A * G/(G - 1)\n"
            "C <- rbind(c(0,1,1,0,0,0), c(0,0,0,1,1,1), c(0,1,-1,0,0,0), c(0,0,0,1,-1,1)); cat(coef(m), C %%*%% coef(m), sqrt(diag(C %%*%% V %%*%% t(C))), summary(m)$r.squared)", N / 2);
    assert_int_equal(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = id, .n = N }, &a, &f, &err), ST_OK);
    if (r_ask(script, want, COUNT_OF(want))) {
        for (size_t j = 0; j < 6; j++)
            check_digits(f.b[j], want[j], 7);
        for (size_t k = 0; k < 4; k++) {
            check_digits(f.a[k].estimate, want[6 + k], 6);
            check_digits(f.a[k].se, want[10 + k], 6);
        }
        check_digits(f.r2, want[14], 9);
    }
    assert_int_equal(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = id, .n = 5 }, &a, &f, &err), ST_NUMERIC);
    const double flat[N] = { 0 };
    assert_int_equal(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = flat, .cluster = id, .n = N }, &a, &f, &err), ST_NUMERIC);
    arena_release(&a);
}

/* Published (R's RSA run on its own data `motcon`): b, a1 to a4 and R-squared to the digits given.  Its error of a1, .1696, is a constant-variance one; ours is
 * robust, and R's sandwich is its oracle above. */
static void motcon_has_its_published_surface(void **state)
{
    static const double b[] = { .4204, .2975, .2579, -.0058, .1229, -.1649 }, slope[] = { .5553, -.0478, .0396, -.2936 };
    double x[MOTCON_N], y[MOTCON_N], z[MOTCON_N];
    int64_t id[MOTCON_N];
    Arena a;
    Err err;
    Surface f;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < MOTCON_N; i++) {
        x[i] = motcon[i][0];
        y[i] = motcon[i][1];
        z[i] = motcon[i][2];
        id[i] = (int64_t)i;
    }
    assert_int_equal(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = id, .n = MOTCON_N }, &a, &f, &err), ST_OK);
    for (size_t j = 0; j < SURFACE_TERMS; j++)
        assert_true(fabs(f.b[j] - b[j]) < 6e-5);
    for (size_t k = 0; k < SURFACE_SLOPES; k++)
        assert_true(fabs(f.a[k].estimate - slope[k]) < 6e-5);
    assert_true(fabs(f.r2 - .14999) < 6e-6);
    assert_true(f.a[0].low > 0 && f.a[0].se > .12 && f.a[0].se < .22);
    print_message("# a1 %.4f, error %.4f (%.3f to %.3f)\n", f.a[0].estimate, f.a[0].se, f.a[0].low, f.a[0].high);
    arena_release(&a);
}

static void limits_hold_the_slopes(void **state)
{
    enum { TIMES = 300 };
    const double truth[] = { law[1] + law[2], law[3] + law[4] + law[5], law[1] - law[2], law[3] - law[4] + law[5] };
    size_t held[4] = { 0 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 31);
    for (int t = 0; t < TIMES; t++) {
        double x[N], y[N], z[N];
        int64_t id[N];
        Surface f;
        Err err;
        ArenaMark mark = arena_mark(&a);
        draw(r, x, y, z, id);
        assert_int_equal(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = id, .n = N }, &a, &f, &err), ST_OK);
        for (size_t k = 0; k < 4; k++)
            held[k] += f.a[k].low <= truth[k] && truth[k] <= f.a[k].high;
        arena_rewind(&a, mark);
    }
    for (size_t k = 0; k < 4; k++) {
        print_message("# a%zu: %zu of %d\n", k + 1, held[k], TIMES);
        assert_in_range(held[k], TIMES * 91 / 100, TIMES * 99 / 100);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_are_those_of_r),
        cmocka_unit_test(motcon_has_its_published_surface),
        cmocka_unit_test(limits_hold_the_slopes),
    };
    num_init();
    return cmocka_run_group_tests_name("surface", tests, NULL, NULL);
}
