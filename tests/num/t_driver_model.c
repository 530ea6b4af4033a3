#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/driver_model.h"
#include "tests/num/r_oracle.h"

enum { N = 400, P = 3 };

/* Columns that go along with each other; y yes/no or on seven levels; two rows an account. */
static void draw(Rng *r, size_t n, double *x, double *y, int64_t *id, bool ordered)
{
    for (size_t i = 0; i < n; i++) {
        double halo = rng_normal(r, 0, 0.8), eta = 0;
        id[i] = (int64_t)(i / 2);
        for (size_t j = 0; j < P; j++) {
            x[j * n + i] = halo + rng_normal(r, 0, 1);
            eta += x[j * n + i] * (j == 0 ? 0.9 : j == 1 ? 0.4 : 0);
        }
        double s = eta + logit(rng_uniform(r));
        y[i] = ordered ? floor(fmax(0, fmin(6, 3 + s))) : (double)(s > 0.5);
    }
}

#define R_SPLIT \
    "f <- numeric(2^3); for (s in 1:7) {i <- which(bitwAnd(s, 2^(0:2)) > 0); f[s+1] <- 1 - fit(x[, i, drop = FALSE])/null}\n" \
    "v <- numeric(3); for (j in 1:3) for (s in 0:7) if (bitwAnd(s, 2^(j-1)) == 0) {k <- sum(bitwAnd(s, 2^(0:2)) > 0)\n" \
    "v[j] <- v[j] + factorial(k)*factorial(2-k)/factorial(3)*(f[s+2^(j-1)+1]-f[s+1])}; cat(v)"

/* Oracle: R fits all subsets with glm, and with ordinal::clm. */
static void shares_are_those_of_r_fitted_in_all_orders(void **state)
{
    static char script[100000];
    (void)state;
    for (int ordered = 0; ordered < 2; ordered++) {
        double x[N * P], y[N], want[P];
        int64_t id[N];
        Arena a;
        Err err;
        Drivers d;
        arena_init(&a);
        draw(rng_create(&a, 8), N, x, y, id, ordered);
        size_t n = (size_t)sprintf(script, "suppressMessages(library(ordinal)); v <- c(");
        for (size_t i = 0; i < N * (P + 1); i++)
            n += (size_t)sprintf(script + n, "%s%.15g", i ? "," : "", i < N ? y[i] : x[i - N]);
        sprintf(script + n, "); y <- v[1:%d]; x <- matrix(v[-(1:%d)], %d)\n%s\n" R_SPLIT, N, N, N,
                ordered ? "null <- as.numeric(logLik(clm(factor(y) ~ 1))); fit <- function(x) as.numeric(logLik(clm(factor(y) ~ x)))"
                        : "null <- as.numeric(logLik(glm(y ~ 1, family = binomial()))); fit <- function(x) as.numeric(logLik(glm(y ~ x, family = binomial())))");
        DriverInput in = { .x = x, .y = y, .cluster = id, .n = N, .p = P, .draws = 200 };
        assert_int_equal(driver_model_shares(&in, ordered ? DRIVER_ORDERED : DRIVER_YES_NO, rng_create(&a, 2), &a, &d, &err), ST_OK);
        double sum = 0;
        for (size_t j = 0; j < P; j++) {
            sum += d.of[j].lmg;
            assert_true(d.of[j].low <= d.of[j].lmg && d.of[j].lmg <= d.of[j].high);
        }
        check_digits(sum, d.r2, 9);
        assert_true(d.of[0].first > d.of[1].first && d.of[0].r > 0);
        if (r_ask(script, want, P))
            for (size_t j = 0; j < P; j++)
                assert_true(fabs(d.of[j].lmg - want[j]) < 2e-5);   /* the slight ridge moves the fifth digit */
        arena_release(&a);
    }
}

/* Oracle: the share that a sample of 60,000 has, for the law the rows were drawn from. */
static void limits_hold_the_share_of_the_whole(void **state)
{
    enum { MANY = 60000, ROUNDS = 150 };
    static double x[MANY * P], y[MANY];
    static int64_t id[MANY];
    (void)state;
    for (int ordered = 0; ordered < 2; ordered++) {
        Arena a;
        Err err;
        Drivers whole, d;
        size_t held = 0, came_first = 0;
        double said_first = 0;
        arena_init(&a);
        Rng *r = rng_create(&a, 77);
        draw(r, MANY, x, y, id, ordered);
        DriverInput in = { .x = x, .y = y, .cluster = id, .n = MANY, .p = P };
        assert_int_equal(driver_model_shares(&in, ordered ? DRIVER_ORDERED : DRIVER_YES_NO, NULL, &a, &whole, &err), ST_OK);
        for (int k = 0; k < ROUNDS; k++) {
            ArenaMark mark = arena_mark(&a);
            draw(r, N, x, y, id, ordered);
            in = (DriverInput){ .x = x, .y = y, .cluster = id, .n = N, .p = P, .draws = 200 };
            assert_int_equal(driver_model_shares(&in, ordered ? DRIVER_ORDERED : DRIVER_YES_NO, r, &a, &d, &err), ST_OK);
            held += d.of[0].low <= whole.of[0].lmg && whole.of[0].lmg <= d.of[0].high;
            came_first += d.of[0].lmg > d.of[1].lmg && d.of[0].lmg > d.of[2].lmg;
            said_first += d.of[0].first;
            arena_rewind(&a, mark);
        }
        print_message("# %s: %zu of %d; first in %zu, said %.1f\n", ordered ? "ordered" : "yes/no", held, ROUNDS, came_first, said_first);
        /* How often it is said to be the first, and how often it was: a draw adds its own chance, so that less is said than is so. */
        assert_true(said_first <= (double)came_first + 0.03 * ROUNDS && said_first > (double)came_first - 0.12 * ROUNDS);
        assert_in_range(held, ROUNDS * 89 / 100, ROUNDS);
        arena_release(&a);
    }
}

static void a_divided_outcome_and_one_without_change_are_told(void **state)
{
    double x[20], y[20];
    Arena a;
    Err err;
    Drivers d;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 20; i++) {
        x[i] = (double)i;
        y[i] = i >= 10;
    }
    DriverInput in = { .x = x, .y = y, .n = 20, .p = 1 };
    assert_int_equal(driver_model_shares(&in, DRIVER_YES_NO, NULL, &a, &d, &err), ST_OK);
    assert_true(d.r2 > 0.8 && d.r2 <= 1);
    y[3] = 2;
    assert_int_equal(driver_model_shares(&in, DRIVER_YES_NO, NULL, &a, &d, &err), ST_INVALID);
    for (size_t i = 0; i < 20; i++)
        y[i] = 1;
    assert_int_equal(driver_model_shares(&in, DRIVER_YES_NO, NULL, &a, &d, &err), ST_NUMERIC);
    assert_int_equal(driver_model_shares(&in, DRIVER_ORDERED, NULL, &a, &d, &err), ST_NUMERIC);
    in.p = 0;
    assert_int_equal(driver_model_shares(&in, DRIVER_ORDERED, NULL, &a, &d, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_r_fitted_in_all_orders),
        cmocka_unit_test(limits_hold_the_share_of_the_whole),
        cmocka_unit_test(a_divided_outcome_and_one_without_change_are_told),
    };
    num_init();
    return cmocka_run_group_tests_name("driver_model", tests, NULL, NULL);
}
