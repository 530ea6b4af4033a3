#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/driver.h"
#include "num/eigen.h"
#include "tests/num/r_oracle.h"

/* R's rows of a data set, then LMG by fitting every order's increments: over all subsets with R's own lm. */
#define R_LMG                                                                                                      \
    "lmg <- function(d) {p <- ncol(d)-1; y <- d[[1]]; x <- as.matrix(d[-1]); f <- numeric(2^p)\n"                   \
    "for (s in 1:(2^p-1)) {i <- which(bitwAnd(s, 2^(0:(p-1))) > 0); f[s+1] <- summary(lm(y ~ x[,i]))$r.squared}\n"    \
    "v <- numeric(p); for (j in 1:p) for (s in 0:(2^p-1)) if (bitwAnd(s, 2^(j-1)) == 0) {k <- sum(bitwAnd(s, 2^(0:(p-1))) > 0)\n" \
    "v[j] <- v[j] + factorial(k)*factorial(p-1-k)/factorial(p)*(f[s+2^(j-1)+1]-f[s+1])}; v}\n"                        \
    "show <- function(d) cat(as.matrix(d), '')\n"

enum { BIG = 4000 };
static double v[BIG];

static void data_of(size_t n, size_t p, DriverInput *in)
{
    *in = (DriverInput){ .y = v, .x = v + n, .n = n, .p = p };
}

static void splits_are_those_of_fits_in_all_orders(void **state)
{
    static const struct {
        const char *name;
        size_t n, p;
    } sets[] = { { "swiss", 47, 5 }, { "attitude", 30, 6 }, { "longley[c(7,1:6)]", 16, 6 }, { "mtcars", 32, 10 } };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(sets); k++) {
        char script[2000];
        DriverInput in;
        Drivers d;
        Arena a;
        Err err;
        size_t n = sets[k].n, p = sets[k].p;
        snprintf(script, sizeof script, R_LMG "d <- %s; show(d); cat(lmg(d))", sets[k].name);
        if (!r_ask(script, v, n * (p + 1) + p))
            return;
        data_of(n, p, &in);
        arena_init(&a);
        assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_OK);
        double sum = 0, other = 0;
        for (size_t j = 0; j < p; j++) {
            check_digits(d.of[j].lmg, v[n * (p + 1) + j], 8);
            sum += d.of[j].lmg;
            other += d.of[j].johnson;
        }
        check_digits(sum, d.r2, 13);
        check_digits(other, d.r2, 9);    /* Johnson's weights add up to the same */
        arena_release(&a);
    }
}

/* Groemping (2006) and the methods text: swiss, five decimals; Johnson's weights beside them, four. */
static void swiss_has_its_published_split(void **state)
{
    static const double lmg[] = { 0.0570912, 0.1711730, 0.2601347, 0.1055702, 0.1127659 };
    static const double johnson[] = { 0.0484, 0.1547, 0.2720, 0.1147, 0.1170 };
    DriverInput in;
    Drivers d;
    Arena a;
    Err err;
    (void)state;
    if (!r_ask("cat(as.matrix(swiss))", v, 47 * 6))
        return;
    data_of(47, 5, &in);
    arena_init(&a);
    in.draws = 1000;
    assert_int_equal(driver_shares(&in, rng_create(&a, 3), &a, &d, &err), ST_OK);
    check_digits(d.r2, 0.706735, 6);
    for (size_t j = 0; j < 5; j++) {
        assert_true(fabs(d.of[j].lmg - lmg[j]) < 5e-7);
        assert_true(fabs(d.of[j].johnson - johnson[j]) < 5e-5);
        assert_true(d.of[j].low < d.of[j].lmg && d.of[j].lmg < d.of[j].high);
    }
    double first = 0, top = 0;
    for (size_t j = 0; j < 5; j++) {
        first += d.of[j].first;
        top += d.of[j].top;
    }
    check_digits(first, 1, 10);
    check_digits(top, DRIVER_TOP, 10);
    assert_true(d.of[2].first > 0.5 && d.of[2].r < 0 && d.of[0].r > 0);
    arena_release(&a);
}

static void eigenvalues_are_those_of_r(void **state)
{
    double m[36], want[72], value[6], vector[36];
    (void)state;
    if (!r_ask("m <- cor(attitude[,2:7]); e <- eigen(m); cat(m, e$values, abs(e$vectors))", v, 78))
        return;
    memcpy(m, v, sizeof m);
    memcpy(want, v + 36, 42 * sizeof *want);
    eigen_symmetric(m, 6, value, vector);
    for (size_t e = 0; e < 6; e++) {
        check_digits(value[e], want[e], 12);
        for (size_t k = 0; k < 6; k++)
            check_digits(fabs(vector[k * 6 + e]), want[6 + e * 6 + k], 9);
    }
}

static double lmg_of(const double *r, size_t p, size_t j)
{
    Arena a;
    Err err;
    double share[DRIVER_MAX];
    arena_init(&a);
    assert_int_equal(driver_lmg(r, p, &a, share, &err), ST_OK);
    arena_release(&a);
    return share[j];
}

/* Two columns, by hand: half of r1^2 + (R^2 - r2^2); a copy of a column shares with it; order does not matter. */
static void small_cases_are_as_by_hand(void **state)
{
    const double two[] = { 1, 0.5, 0.6, 0.5, 1, 0.4, 0.6, 0.4, 1 };
    const double copy[] = { 1, 1, 0.6, 1, 1, 0.6, 0.6, 0.6, 1 };
    (void)state;
    double r2 = (0.36 + 0.16 - 2 * 0.6 * 0.4 * 0.5) / 0.75;
    check_digits(lmg_of(two, 2, 0), (0.36 + r2 - 0.16) / 2, 13);
    check_digits(lmg_of(two, 2, 1), (0.16 + r2 - 0.36) / 2, 13);
    check_digits(lmg_of(copy, 2, 0), 0.18, 12);
    check_digits(lmg_of(copy, 2, 1), 0.18, 12);
    double fit[] = { 0, 0.2, 0.3, 0.6 }, share[2];
    Err err;
    assert_int_equal(driver_shapley(fit, 2, share, &err), ST_OK);
    check_digits(share[0], 0.25, 14);
    check_digits(share[1], 0.35, 14);
}

/* Percentile limits of a cluster bootstrap against planted shares; methods.md: fewer than 40 accounts are too few for it. */
static void limits_cover_planted_shares(void **state)
{
    enum { ACCOUNTS = 120, ROWS = 3, P = 3, ROUNDS = 150 };
    size_t inside = 0, first_right = 0;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    /* Independent columns of variance 1 with slopes .8, .4, 0 and noise 1: shares .64/1.8, .16/1.8, 0; rows of an account share part of each. */
    for (int round = 0; round < ROUNDS; round++) {
        static double x[P * ACCOUNTS * ROWS], y[ACCOUNTS * ROWS];
        static int64_t id[ACCOUNTS * ROWS];
        Drivers d;
        ArenaMark mark = arena_mark(&a);
        size_t n = (size_t)ACCOUNTS * ROWS;
        for (size_t g = 0; g < ACCOUNTS; g++) {
            double common[P + 1];
            for (size_t j = 0; j <= P; j++)
                common[j] = rng_normal(r, 0, sqrt(0.5));
            for (size_t k = 0; k < ROWS; k++) {
                size_t i = g * ROWS + k;
                id[i] = (int64_t)g;
                y[i] = common[P] + rng_normal(r, 0, sqrt(0.5));
                for (size_t j = 0; j < P; j++) {
                    x[j * n + i] = common[j] + rng_normal(r, 0, sqrt(0.5));
                    y[i] += (j == 0 ? 0.8 : j == 1 ? 0.4 : 0) * x[j * n + i];
                }
            }
        }
        assert_int_equal(driver_shares(&(DriverInput){ .x = x, .y = y, .cluster = id, .n = n, .p = P, .draws = 200 }, r, &a, &d, &err), ST_OK);
        assert_int_equal(d.n_clusters, ACCOUNTS);
        inside += d.of[0].low <= 0.64 / 1.8 && 0.64 / 1.8 <= d.of[0].high;
        first_right += d.of[0].first > 0.9;
        arena_rewind(&a, mark);
    }
    /* 95 % nominal; with 120 accounts the percentile bootstrap reaches about 94; 88 % of 150 would be missed once in a thousand. */
    assert_true(inside >= ROUNDS * 88 / 100);
    assert_true(first_right > ROUNDS * 9 / 10);
    arena_release(&a);
}

/* Of two columns Johnson's weights are the shares themselves (the two orders are all there is), so limits from the same draws are the same limits. */
static void of_two_columns_weights_have_the_limits_of_shares(void **state)
{
    enum { N = 120, P = 2 };
    double x[N * P], y[N];
    Arena a;
    Drivers d;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 8);
    for (size_t i = 0; i < N; i++) {
        x[i] = rng_normal(r, 0, 1);
        x[N + i] = 0.6 * x[i] + rng_normal(r, 0, 1);
        y[i] = x[i] + 0.3 * x[N + i] + rng_normal(r, 0, 2);
    }
    assert_int_equal(driver_shares(&(DriverInput){ .x = x, .y = y, .n = N, .p = P, .draws = 300 }, r, &a, &d, &err), ST_OK);
    for (size_t j = 0; j < P; j++) {
        assert_true(d.of[j].johnson_low < d.of[j].johnson && d.of[j].johnson < d.of[j].johnson_high);
        check_digits(d.of[j].johnson, d.of[j].lmg, 9);
        check_digits(d.of[j].johnson_low, d.of[j].low, 9);
        check_digits(d.of[j].johnson_high, d.of[j].high, 9);
    }
    arena_release(&a);
}

static void what_cannot_be_split_says_so(void **state)
{
    double x[40] = { 0 }, y[20], copy[60];
    Drivers d;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 20; i++) {
        y[i] = (double)(i * i % 7);
        x[20 + i] = (double)i;
        copy[i] = copy[20 + i] = (double)i;
        copy[40 + i] = (double)(i % 3);
    }
    DriverInput in = { .x = x, .y = y, .n = 20, .p = 2 };
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_OK);    /* the first column never varies */
    assert_true(d.of[0].lmg == 0 && d.of[1].lmg > 0 && isfinite(d.of[1].johnson));
    in = (DriverInput){ .x = copy, .y = y, .n = 20, .p = 3 };
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_OK);
    check_digits(d.of[0].lmg, d.of[1].lmg, 9);
    assert_true(isinf(d.condition));
    in.p = 21;
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_TOO_BIG);
    in.p = 0;
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_INVALID);
    in = (DriverInput){ .x = copy, .y = x, .n = 20, .p = 1 };
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_NUMERIC);
    in.n = 2;
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_NUMERIC);
    y[3] = F64_NAN;
    in = (DriverInput){ .x = copy, .y = y, .n = 20, .p = 1 };
    assert_int_equal(driver_shares(&in, NULL, &a, &d, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_are_those_of_fits_in_all_orders),
        cmocka_unit_test(swiss_has_its_published_split),
        cmocka_unit_test(eigenvalues_are_those_of_r),
        cmocka_unit_test(small_cases_are_as_by_hand),
        cmocka_unit_test(limits_cover_planted_shares),
        cmocka_unit_test(of_two_columns_weights_have_the_limits_of_shares),
        cmocka_unit_test(what_cannot_be_split_says_so),
    };
    num_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
