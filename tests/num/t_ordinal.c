#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/logit.h"
#include "num/ordinal.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

/* Published (ordinal's vignette; methods text): wine, rating ~ temp + contact. */
static void wine_has_its_published_fit(void **state)
{
    static const double theta[] = { -1.34438, 1.25081, 3.46689, 5.00640 };
    enum { N = 72 };
    double v[3 * N], x[2 * N];
    int64_t level[N];
    Arena a;
    Err err;
    OrdinalFit f;
    (void)state;
    if (!r_ask("suppressMessages(library(ordinal)); cat(as.numeric(wine$rating), 1 * (wine$temp == 'warm'), 1 * (wine$contact == 'yes'))", v, 3 * N))
        return;
    for (size_t i = 0; i < N; i++) {
        level[i] = (int64_t)v[i] * 10;                 /* any integers in their order */
        x[i] = v[N + i];
        x[N + i] = v[2 * N + i];
    }
    arena_init(&a);
    assert_int_equal(ordinal_fit(&(OrdinalInput){ .x = x, .level = level, .n = N, .p = 2 }, &a, &f, &err), ST_OK);
    assert_int_equal(f.n_level, 5);
    assert_true(fabs(f.loglik - -86.49192) < 5e-6);
    assert_true(fabs(f.beta[0] - 2.5031) < 5e-5 && fabs(f.beta[1] - 1.5278) < 5e-5);
    assert_true(fabs(f.se[0] - .5287) < 5e-5 && fabs(f.se[1] - .4766) < 5e-5);
    for (size_t k = 0; k < 4; k++)
        assert_true(fabs(f.threshold[k] - theta[k]) < 2e-5);
    assert_int_equal(f.warnings, 0);
    arena_release(&a);
}

/* Oracle: central differences of the likelihood in one row's predictor, and R's clm run live on numbers drawn here. */
static void fits_are_those_of_r(void **state)
{
    enum { N = 300, P = 3 };
    static char script[200000];
    double x[P * N], want[1 + P + P];
    int64_t level[N];
    Arena a;
    Err err;
    OrdinalFit f;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    size_t n = (size_t)sprintf(script, "suppressMessages(library(ordinal)); v <- c(");
    for (size_t i = 0; i < N; i++) {
        double eta = 0;
        for (size_t j = 0; j < P; j++) {
            x[j * N + i] = rng_normal(r, 50, j == 2 ? 1000 : 2);
            eta += (x[j * N + i] - 50) * (j == 0 ? .5 : j == 1 ? -.3 : 0);
        }
        double s = eta + logit(rng_uniform(r));
        level[i] = s < -2 ? 0 : s < 0 ? 3 : s < 1 ? 4 : s < 2.5 ? 7 : 10;
        n += (size_t)sprintf(script + n, "%s%lld,%.17g,%.17g,%.17g", i ? "," : "", (long long)level[i], x[i], x[N + i], x[2 * N + i]);
    }
    sprintf(script + n, "); v <- matrix(v, ncol = 4, byrow = TRUE); m <- clm(factor(v[,1]) ~ v[,2] + v[,3] + I(v[,4]/1000), control = list(gradTol = 1e-10))\n"
            "s <- summary(m)$coefficients; cat(logLik(m), s[5:7, 1], s[5:7, 2])");
    assert_int_equal(ordinal_fit(&(OrdinalInput){ .x = x, .level = level, .n = N, .p = P }, &a, &f, &err), ST_OK);
    if (r_ask(script, want, 1 + P + P)) {
        check_digits(f.loglik, want[0], 9);
        for (size_t j = 0; j < P; j++) {
            double unit = j == 2 ? 1000 : 1;
            check_digits(f.beta[j] * unit, want[1 + j], 5);
            check_digits(f.se[j] * unit, want[1 + P + j], 4);
        }
    }
    double sum = 0;
    for (size_t i = 0; i < N; i++) {
        sum += f.score[i];
        assert_true(f.curve[i] > 0);
    }
    assert_true(fabs(sum) < 1e-6);                     /* at the top the slopes add up to nothing */
    arena_release(&a);
}

static void two_levels_are_a_logistic_regression(void **state)
{
    const double x[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
    const int64_t level[] = { 0, 0, 0, 5, 0, 5, 5, 5 };
    Arena a;
    Err err;
    OrdinalFit f;
    (void)state;
    arena_init(&a);
    assert_int_equal(ordinal_fit(&(OrdinalInput){ .x = x, .level = level, .n = 8, .p = 1 }, &a, &f, &err), ST_OK);
    check_digits(f.beta[0], log(9), 8);                /* odds 3 against 1/3 */
    check_digits(f.threshold[0], log(3), 8);
    check_digits(f.loglik_null, 8 * log(.5), 12);
    check_digits(f.se[0], sqrt(1 + 1. / 3 + 1 + 1. / 3), 6);
    const int64_t same[8] = { 0 };
    assert_int_equal(ordinal_fit(&(OrdinalInput){ .x = x, .level = same, .n = 8, .p = 1 }, &a, &f, &err), ST_NUMERIC);
    const int64_t apart[] = { 0, 0, 0, 0, 5, 5, 5, 5 };
    assert_int_equal(ordinal_fit(&(OrdinalInput){ .x = x, .level = apart, .n = 8, .p = 1 }, &a, &f, &err), ST_OK);
    assert_true(f.warnings & (LOGIT_SEPARATED | LOGIT_NOT_CONVERGED));
    assert_true(isfinite(f.beta[0]));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wine_has_its_published_fit),
        cmocka_unit_test(fits_are_those_of_r),
        cmocka_unit_test(two_levels_are_a_logistic_regression),
    };
    return cmocka_run_group_tests_name("ordinal", tests, NULL, NULL);
}
