#include "tests/near.h"

#include <stdlib.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/rng.h"
#include "num/robust.h"
#include "tests/num/r_oracle.h"

enum { ROWS = 240, COLS = 3 };

/* Rows of clusters of six with a shared part, so that clustering matters. */
static void draw(Rng *r, double *x, double *y, int64_t *cluster, bool yes_no)
{
    double shared = 0, common = 0;
    for (size_t i = 0; i < ROWS; i++) {
        cluster[i] = 100 + (int64_t)(i / 6);
        if (i % 6 == 0) {
            shared = rng_normal(r, 0, 1);
            common = rng_normal(r, 0, 0.7);
        }
        for (size_t j = 0; j < COLS; j++)
            x[j * ROWS + i] = rng_normal(r, 0, 1) + (j == 0 ? shared : 0);
        double eta = 0.3 + 0.8 * x[i] - 0.4 * x[ROWS + i] + common;
        y[i] = yes_no ? (double)rng_chance(r, expit(eta)) : eta + rng_normal(r, 0, 1);
    }
}

/* Oracle: R builds the same sums from its own fit, hat values and model matrix. */
static void errors_are_those_that_r_adds_up(void **state)
{
    static char script[400000];
    (void)state;
    for (int yes_no = 0; yes_no < 2; yes_no++) {
        double x[COLS * ROWS], y[ROWS], want[2 * (COLS + 1) + 2];
        int64_t cluster[ROWS];
        Arena a;
        Err err;
        Robust f;
        arena_init(&a);
        draw(rng_create(&a, 11), x, y, cluster, yes_no);
        size_t n = (size_t)sprintf(script, "v <- c(");
        for (size_t i = 0; i < ROWS * (COLS + 1); i++)
            n += (size_t)sprintf(script + n, "%s%.17g", i ? "," : "", i < ROWS ? y[i] : x[i - ROWS]);
        sprintf(script + n, "); y <- v[1:%d]; x <- matrix(v[-(1:%d)], %d); g <- rep(1:%d, each = 6)\n"
                "m <- %s; X <- model.matrix(m); mu <- fitted(m); w <- %s\n"
                "A <- solve(t(X) %%*%% (X * w)); s <- rowsum(X * ((y - mu)/(1 - hatvalues(m))), g); G <- nrow(s)\n"
                "V <- A %%*%% (t(s) %%*%% s) %%*%% A * G/(G - 1); cat(coef(m), sqrt(diag(V)))\n"
                "b <- coef(m); h <- function(b) {e <- X %%*%% b; %s}; gr <- sapply(1:4, function(k) {d <- 1e-5 * (1:4 == k); (h(b + d) - h(b - d))/2e-5})\n"
                "cat('', h(b), sqrt(t(gr) %%*%% V %%*%% gr))",
                ROWS, ROWS, ROWS, ROWS / 6, yes_no ? "glm(y ~ x, family = binomial(), control = glm.control(epsilon = 1e-14))" : "lm(y ~ x)",
                yes_no ? "mu * (1 - mu)" : "rep(1, length(y))", yes_no ? "mean(plogis(e) * (1 - plogis(e))) * b[3]" : "b[3]");
        if (!r_ask(script, want, 2 * (COLS + 1) + 2)) {
            arena_release(&a);
            return;
        }
        RobustInput in = { .rows = { .x = x, .y = y, .n = ROWS, .p = COLS }, .cluster = cluster, .logistic = yes_no };
        assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
        assert_int_equal(f.n_clusters, ROWS / 6);
        for (size_t j = 0; j <= COLS; j++) {
            check_digits(f.beta[j], want[j], 7);
            check_digits(f.se[j], want[COLS + 1 + j], 6);
        }
        Interval m = robust_margin(&f, &in, 1, &a);
        check_digits(m.estimate, want[2 * (COLS + 1)], 7);
        check_digits(m.se, want[2 * (COLS + 1) + 1], 5);
        const double sum[] = { 0, 1, 1, 0 };
        Interval c = robust_contrast(&f, sum);
        check_digits(c.estimate, f.beta[1] + f.beta[2], 12);
        check_digits(c.se * c.se, f.cov[5] + f.cov[10] + 2 * f.cov[6], 9);
        arena_release(&a);
    }
}

/* Oracle: the law the rows were drawn from. */
static void intervals_hold_the_slope_in_about_95_of_100(void **state)
{
    enum { TIMES = 600 };
    size_t held = 0;
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    for (int k = 0; k < TIMES; k++) {
        double x[COLS * ROWS], y[ROWS];
        int64_t cluster[ROWS];
        Robust f;
        Err err;
        ArenaMark mark = arena_mark(&a);
        draw(r, x, y, cluster, false);
        RobustInput in = { .rows = { .x = x, .y = y, .n = ROWS, .p = COLS }, .cluster = cluster };
        assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
        Interval v = robust_coefficient(&f, 0);
        held += v.low <= 0.8 && 0.8 <= v.high;
        arena_rewind(&a, mark);
    }
    print_message("# %zu of %d held\n", held, TIMES);
    assert_in_range(held, TIMES * 92 / 100, TIMES * 98 / 100);
    arena_release(&a);
}

/* Oracle: the level, where nothing does anything; one column alone is its t. */
static void the_joint_test_keeps_its_level(void **state)
{
    enum { TIMES = 800 };
    size_t told = 0;
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 9);
    for (int k = 0; k < TIMES; k++) {
        double x[COLS * ROWS], y[ROWS];
        int64_t cluster[ROWS];
        Robust f;
        Err err;
        ArenaMark mark = arena_mark(&a);
        draw(r, x, y, cluster, false);
        for (size_t i = 0; i < ROWS; i++)
            y[i] = rng_normal(r, 0, 1) + (i % 6 ? y[i - i % 6] : 0);      /* rows of a cluster go together */
        RobustInput in = { .rows = { .x = x, .y = y, .n = ROWS, .p = COLS }, .cluster = cluster };
        assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
        told += robust_joint_p(&f, &a) < 0.05;
        in.rows.p = 1;
        assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
        check_digits(robust_joint_p(&f, &a), robust_coefficient(&f, 0).p, 5);
        arena_rewind(&a, mark);
    }
    print_message("# %zu of %d told apart\n", told, TIMES);
    assert_in_range(told, TIMES * 2 / 100, TIMES * 8 / 100);
    arena_release(&a);
}

static void what_cannot_be_fitted_is_said(void **state)
{
    double x[] = { 1, 2, 3, 4, 2, 4, 6, 8 }, y[] = { 0, 1, 0, 1 };
    int64_t one[] = { 7, 7, 7, 7 }, two[] = { 7, 7, 8, 8 };
    Arena a;
    Err err;
    Robust f;
    (void)state;
    arena_init(&a);
    RobustInput in = { .rows = { .x = x, .y = y, .n = 4, .p = 1 }, .cluster = one };
    assert_int_equal(robust_fit(&in, &a, &f, &err), ST_NUMERIC);
    in.cluster = two;
    in.rows.p = 2;                                     /* the second is twice the first */
    assert_int_equal(robust_fit(&in, &a, &f, &err), ST_OK);
    assert_true(f.warnings & LOGIT_NEAR_SINGULAR);
    const double both[] = { 0, 1, 2 };
    assert_true(isfinite(robust_contrast(&f, both).se));
    y[0] = F64_NAN;
    assert_int_equal(robust_fit(&in, &a, &f, &err), ST_INVALID);
    arena_release(&a);
}

/* Oracle: by hand for two groups alone, an account a row: a = 1/n on its side, leverage 1/n, V = the sides' (sum of e^2)/(n - 1)^2 added. */
static void an_evened_error_lets_no_small_side_look_surer_than_all_rows_are(void **state)
{
    enum { N = 30, FEW = 8 };
    (void)state;
    for (int calm = 0; calm < 2; calm++) {
        double x[N], y[N], mean[2] = { 0, 0 }, r[2] = { 0, 0 }, n[2] = { N - FEW, FEW }, v[2];
        int64_t cluster[N];
        Arena a;
        Err err;
        Robust f[2];
        arena_init(&a);
        for (size_t i = 0; i < N; i++) {
            x[i] = i < FEW;
            /* calm: the few hold none of the large values; else they hold most of them. */
            y[i] = (double)(i % 5) + ((calm ? i >= FEW && i % 6 == 0 : i < FEW && i % 3 == 0) ? 40 : 0);
            cluster[i] = (int64_t)i;
            mean[i < FEW] += y[i] / n[i < FEW];
        }
        for (size_t i = 0; i < N; i++)
            r[i < FEW] += (y[i] - mean[i < FEW]) * (y[i] - mean[i < FEW]) / ((n[i < FEW] - 1) * (n[i < FEW] - 1));
        v[0] = (r[0] + r[1]) * N / (N - 1);
        v[1] = fmax(v[0], (n[0] * r[0] * n[0] + n[1] * r[1] * n[1]) / N * (1 / n[0] + 1 / n[1]) * N / (N - 1));
        for (size_t k = 0; k < 2; k++) {
            RobustInput in = { .rows = { .x = x, .y = y, .n = N, .p = 1 }, .cluster = cluster, .evened = k };
            assert_int_equal(robust_fit(&in, &a, &f[k], &err), ST_OK);
            check_digits(robust_coefficient(&f[k], 0).estimate, mean[1] - mean[0], 10);
            check_digits(robust_coefficient(&f[k], 0).se, sqrt(v[k]), 10);
        }
        assert_true(calm ? v[1] > 1.5 * v[0] : v[1] == v[0]);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_those_that_r_adds_up),
        cmocka_unit_test(intervals_hold_the_slope_in_about_95_of_100),
        cmocka_unit_test(the_joint_test_keeps_its_level),
        cmocka_unit_test(what_cannot_be_fitted_is_said),
        cmocka_unit_test(an_evened_error_lets_no_small_side_look_surer_than_all_rows_are),
    };
    return cmocka_run_group_tests_name("robust", tests, NULL, NULL);
}
