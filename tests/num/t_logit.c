#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "num/chol.h"
#include "num/dist.h"
#include "num/logit.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"
#include "tests/num/sex2.h"

enum { N = 24 };
static const double x2[2 * N] = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    1e6, 3e6, 2e6, 1e6, 5e6, 4e6, 2e6, 8e6, 3e6, 1e6, 6e6, 7e6, 2e6, 2e6, 9e6, 1e6, 4e6, 3e6,
    5e6, 6e6, 2e6, 1e6, 8e6, 3e6,
};
static const double y2[N] = {
    0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1
};
static const double w2[N] = {
    1, 2, 1, 1, 3, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 4, 1, 1, 1, 1, 2, 1
};

#define R_DATA                                                                                     \
    "x <- 1:24; u <- c(1,3,2,1,5,4,2,8,3,1,6,7,2,2,9,1,4,3,5,6,2,1,8,3)*1e6\n"                     \
    "y <- c(0,0,1,0,0,1,0,1,0,0,1,1,0,1,1,0,1,0,1,1,0,1,1,1)\n"                                    \
    "w <- c(1,2,1,1,3,1,1,1,2,1,1,1,1,2,1,1,1,4,1,1,1,1,2,1)\n"

static void unpenalised_fit_is_what_glm_says(void **state)
{
    Arena a;
    LogitFit f;
    Err err;
    double want[7];
    (void)state;
    arena_init(&a);
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x2, .y = y2, .w = w2, .n = N, .p = 2 }, &a, &f, &err), ST_OK);
    assert_int_equal(f.warnings, 0);
    if (r_ask(R_DATA "m <- glm(y ~ x + u, binomial, weights=w, control=list(epsilon=1e-14))\n"
              "cat(coef(m), coef(summary(m))[,2], -deviance(m)/2)", want, 7)) {
        for (size_t j = 0; j < 3; j++) {
            check_digits(f.beta[j], want[j], 8);
            check_digits(f.se[j], want[3 + j], 5);   /* glm's weights lag one iteration */
        }
        check_digits(f.loglik, want[6], 10);
    }
    arena_release(&a);
}

/* R: the penalised objective written out and handed to a general optimiser. */
static void ridge_fit_is_the_optimum_of_its_objective(void **state)
{
    Arena a;
    LogitFit f;
    Err err;
    double want[3];
    (void)state;
    arena_init(&a);
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x2, .y = y2, .w = w2, .n = N, .p = 2, .ridge = 2.5 }, &a, &f,
                  &err),
        ST_OK);
    if (r_ask(R_DATA
              "z <- function(v) "
              "(v-weighted.mean(v,w))/sqrt(weighted.mean((v-weighted.mean(v,w))^2,w))\n"
              "q <- function(b) {e <- b[1]+b[2]*z(x)+b[3]*z(u); "
              "-sum(w*(y*e-log1p(exp(e))))+1.25*sum(b[2:3]^2)}\n"
              "b <- optim(optim(c(0,0,0), q, method='BFGS', control=list(reltol=1e-16))$par, q,"
              "method='BFGS', control=list(reltol=1e-16,ndeps=rep(1e-5,3)))$par\n"
              "cat(plogis(b[1]+b[2]*z(x)+b[3]*z(u))[c(1,5,24)])",
              want, 3)) {
        check_digits(f.mu[0], want[0], 5);
        check_digits(f.mu[4], want[1], 5);
        check_digits(f.mu[23], want[2], 5);
    }
    double again[N];
    logit_predict(&f, x2, N, again);
    for (size_t i = 0; i < N; i++)
        check_digits(again[i], f.mu[i], 10);
    arena_release(&a);
}

/* Saturated 2x2 table: Firth's correction is Haldane's, 1/2 in each cell (Firth 1993, section
 * 3.4).  Here one cell is empty, so the plain fit does not exist. */
static void firth_on_a_table_adds_one_half(void **state)
{
    double x[30], y[30];
    Arena a;
    LogitFit f, plain, ridged;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 30; i++) {      /* x=0: 4 of 18; x=1: 12 of 12 */
        x[i] = i >= 18;
        y[i] = i < 4 || i >= 18;
    }
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x, .y = y, .n = 30, .p = 1, .firth = true }, &a, &f, &err),
        ST_OK);
    check_digits(f.beta[0], log(4.5 / 14.5), 8);
    check_digits(f.beta[1], log(12.5 / 0.5) - log(4.5 / 14.5), 8);
    assert_int_equal(logit_fit(&(LogitInput){ .x = x, .y = y, .n = 30, .p = 1 }, &a, &plain, &err),
                     ST_OK);
    assert_true(plain.warnings & LOGIT_SEPARATED);
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x, .y = y, .n = 30, .p = 1, .ridge = 1 }, &a, &ridged, &err),
        ST_OK);
    assert_true(isfinite(ridged.beta[1]) && ridged.beta[1] > 1 && ridged.beta[1] < 8);
    arena_release(&a);
}

/* R: Firth's penalised likelihood written out and handed to a general optimiser. */
static void firth_is_the_optimum_of_its_likelihood(void **state)
{
    Arena a;
    LogitFit f;
    Err err;
    double want[4];
    (void)state;
    arena_init(&a);
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x2, .y = y2, .n = N, .p = 2, .firth = true }, &a, &f, &err),
        ST_OK);
    if (r_ask(
            R_DATA
            "X <- cbind(1, x/10, u/1e6)\n"
            "q <- function(b) {e <- drop(X%*%b); p <- plogis(e);"
            "-sum(y*e-log1p(exp(e))) - .5*determinant(crossprod(X*sqrt(p*(1-p))))$modulus}\n"
            "o <- optim(c(0,0,0), q, method='BFGS', control=list(reltol=1e-16,ndeps=rep(1e-5,3)))\n"
            "cat(o$par/c(1,10,1e6), -o$value+log(10)+log(1e6))",
            want, 4)) {
        for (size_t j = 0; j < 3; j++)
            check_digits(f.beta[j], want[j], 4);
        check_digits(f.loglik, want[3], 8);
    }
    arena_release(&a);
}

/* Published (Heinze and Schemper 2002; R's logistf): urinary infection and contraceptives, 239 women, six yes/no columns.  All seven with dia = 1 were ill,
 * so that a plain fit runs to infinity. */
static void sex2_has_its_published_firth_fit(void **state)
{
    enum { ALL = SEX2_N, P = SEX2_P };
    static const double want[] = { .12025, -1.10598, -.06882, 2.26888, -2.11141, -.78832, 3.09601 };
    double x[P * ALL], y[ALL];
    Arena a;
    LogitFit f;
    Err err;
    (void)state;
    arena_init(&a);
    sex2_fill(x, y);
    assert_int_equal(logit_fit(&(LogitInput){ .x = x, .y = y, .n = ALL, .p = P, .firth = true }, &a, &f, &err), ST_OK);
    for (size_t j = 0; j <= P; j++)
        assert_true(fabs(f.beta[j] - want[j]) < 6e-6);
    assert_true(fabs(f.loglik - -132.5394) < 6e-5);
    arena_release(&a);
}

/* Published (Heinze and Schemper 2002; R's brglm2): neovasculation tells all its thirteen apart.  The data come from brglm2, which fits them live too. */
static void endometrial_is_what_brglm2_says(void **state)
{
    enum { ALL = 79, P = 3 };
    static const double published[] = { 3.77456, 2.92927, -.03475, -2.60416 };
    double v[4 * ALL + 2 * (P + 1)];
    Arena a;
    LogitFit f;
    Err err;
    (void)state;
    if (!r_ask("suppressMessages(library(brglm2)); data(endometrial); e <- endometrial\n"
               "m <- glm(HG ~ NV + PI + EH, binomial, e, method = 'brglmFit', type = 'AS_mean', epsilon = 1e-12, maxit = 1000)\n"
               "cat(e$NV, e$PI, e$EH, e$HG, coef(m), sqrt(diag(vcov(m))))", v, COUNT_OF(v)))
        return;
    arena_init(&a);
    assert_int_equal(logit_fit(&(LogitInput){ .x = v, .y = v + 3 * ALL, .n = ALL, .p = P, .firth = true }, &a, &f, &err), ST_OK);
    for (size_t j = 0; j <= P; j++) {
        check_digits(f.beta[j], v[4 * ALL + j], 6);
        check_digits(f.se[j], v[4 * ALL + P + 1 + j], 5);
        assert_true(fabs(f.beta[j] - published[j]) < 6e-6);
    }
    arena_release(&a);
}

static void linear_fit_is_what_lm_says(void **state)
{
    Arena a;
    LogitFit f;
    Err err;
    double want[7];
    (void)state;
    arena_init(&a);
    assert_int_equal(linear_fit(&(LogitInput){ .x = x2, .y = y2, .n = N, .p = 2 }, &a, &f, &err),
                     ST_OK);
    if (r_ask(R_DATA "m <- lm(y ~ x + u); cat(coef(m), coef(summary(m))[,2], hatvalues(m)[3])",
              want, 7)) {
        for (size_t j = 0; j < 3; j++) {
            check_digits(f.beta[j], want[j], 9);
            check_digits(f.se[j], want[3 + j], 9);
        }
        check_digits(f.leverage[2], want[6], 10);
    }
    arena_release(&a);
}

static void doubtful_data_is_said_to_be_so(void **state)
{
    double x[3 * N], y[N], bad[N];
    Arena a;
    LogitFit f;
    Err err;
    (void)state;
    arena_init(&a);
    memcpy(x, x2, N * sizeof *x);
    for (size_t i = 0; i < N; i++) {
        x[N + i] = 2 * x[i] - 7;      /* collinear */
        x[2 * N + i] = 0.1;           /* no variance */
        y[i] = 1;
        bad[i] = i == 3 ? 1.5 : 0;
    }
    assert_int_equal(logit_fit(&(LogitInput){ .x = x, .y = y2, .n = N, .p = 3 }, &a, &f, &err),
                     ST_OK);
    assert_int_equal(f.warnings, LOGIT_NEAR_SINGULAR | LOGIT_DROPPED);
    assert_int_equal(f.dropped, 1);
    assert_true(f.beta[3] == 0);
    assert_int_equal(logit_fit(&(LogitInput){ .x = x2, .y = y, .n = N, .p = 2 }, &a, &f, &err),
                     ST_OK);
    assert_int_equal(f.warnings, LOGIT_ONE_CLASS);
    check_digits(f.mu[5], (N + 0.5) / (N + 1), 12);
    assert_int_equal(logit_fit(&(LogitInput){ .x = x2, .y = bad, .n = N, .p = 2 }, &a, &f, &err),
                     ST_INVALID);
    assert_int_equal(logit_fit(&(LogitInput){ .x = x2, .y = y2, .n = 0, .p = 2 }, &a, &f, &err),
                     ST_NUMERIC);
    assert_int_equal(
        logit_fit(&(LogitInput){ .x = x2, .y = y2, .n = N, .p = 2, .ridge = 1, .firth = true }, &a,
                  &f, &err),
        ST_INVALID);
    arena_release(&a);
}

/* The inverse of the 5x5 Hilbert matrix has whole numbers; its corner elements are 25 and 44100. */
static void hilberts_matrix_is_inverted(void **state)
{
    double h[25], inverse[25];
    (void)state;
    for (size_t i = 0; i < 25; i++)
        h[i] = 1 / (double)(i / 5 + i % 5 + 1);
    assert_true(chol_factor(h, 5));
    chol_inverse(h, 5, inverse);
    check_digits(inverse[0], 25, 9);
    check_digits(inverse[24], 44100, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unpenalised_fit_is_what_glm_says),
        cmocka_unit_test(ridge_fit_is_the_optimum_of_its_objective),
        cmocka_unit_test(firth_on_a_table_adds_one_half),
        cmocka_unit_test(firth_is_the_optimum_of_its_likelihood),
        cmocka_unit_test(sex2_has_its_published_firth_fit),
        cmocka_unit_test(endometrial_is_what_brglm2_says),
        cmocka_unit_test(linear_fit_is_what_lm_says),
        cmocka_unit_test(doubtful_data_is_said_to_be_so),
        cmocka_unit_test(hilberts_matrix_is_inverted),
    };
    num_init();
    return cmocka_run_group_tests_name("num/logit", tests, NULL, NULL);
}
