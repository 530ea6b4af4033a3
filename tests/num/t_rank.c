#include "tests/near.h"

#include "num/dist.h"
#include "num/rank.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { N = 40, SETS = 2000 };

static void ties_and_all_it_is_rs(void **state)
{
    static const double x[] = { 1, 2, 2, 3, 5, 5, 5, 8, 9, 10.5 }, y[] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5 };
    double want[1];
    Arena a;
    (void)state;
    arena_init(&a);
    RankCorrelation c = rank_correlation(x, y, COUNT_OF(x), 0.95, &a);
    if (r_ask("cat(cor(c(1,2,2,3,5,5,5,8,9,10.5), c(3,1,4,1,5,9,2,6,5,3.5), method='spearman'))", want, 1))
        check_digits(c.r, want[0], 12);
    if (r_ask("r <- cor(c(1,2,2,3,5,5,5,8,9,10.5), c(3,1,4,1,5,9,2,6,5,3.5), method='spearman'); cat(tanh(atanh(r) - qnorm(.975) * sqrt(1.06 / 7)))", want, 1))
        check_digits(c.low, want[0], 9);
    assert_true(c.low < c.r && c.r < c.high && c.n == COUNT_OF(x));
    arena_release(&a);
}

/* Pairs of normal numbers with correlation rho have a rank correlation of 6/pi asin(rho/2); 95 % within 1.5 points (3 standard errors). */
static void intervals_hold_what_is_planted(void **state)
{
    static const double rho[] = { 0, 0.4, 0.7 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    for (size_t k = 0; k < COUNT_OF(rho); k++) {
        double truth = 6 / 3.14159265358979323846 * asin(rho[k] / 2);
        int held = 0;
        for (int s = 0; s < SETS; s++) {
            double x[N], y[N];
            for (size_t i = 0; i < N; i++) {
                x[i] = rng_normal(r, 0, 1);
                y[i] = rho[k] * x[i] + sqrt(1 - rho[k] * rho[k]) * rng_normal(r, 0, 1);
            }
            RankCorrelation c = rank_correlation(x, y, N, 0.95, &a);
            held += c.low <= truth && truth <= c.high;
        }
        if (held < SETS * 935 / 1000 || held > SETS * 965 / 1000)
            fail_msg("rho %g: %d of %d", rho[k], held, SETS);
    }
    arena_release(&a);
}

static void what_does_not_vary_goes_with_nothing(void **state)
{
    static const double flat[] = { 2, 2, 2, 2, 2 }, up[] = { 1, 2, 3, 4, 5 };
    Arena a;
    (void)state;
    arena_init(&a);
    assert_true(isnan(rank_correlation(flat, up, 5, 0.95, &a).r) && isnan(rank_correlation(up, flat, 5, 0.95, &a).low));
    assert_true(isnan(rank_correlation(up, up, 3, 0.95, &a).r) && isnan(rank_correlation(up, up, 0, 0.95, &a).r));
    RankCorrelation c = rank_correlation(up, up, 5, 0.95, &a);
    check_digits(c.r, 1, 12);
    assert_true(c.low <= 1 && c.high <= 1);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ties_and_all_it_is_rs), cmocka_unit_test(intervals_hold_what_is_planted), cmocka_unit_test(what_does_not_vary_goes_with_nothing) };
    num_init();
    return cmocka_run_group_tests_name("rank", tests, NULL, NULL);
}
