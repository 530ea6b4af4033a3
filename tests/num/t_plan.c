#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/plan.h"
#include "num/rng.h"

enum { ACCOUNTS = 40, BEFORE = 6, REPS = 4000 };

/* The comparison itself, on account-months of variance 1 around levels that differ. */
static double simulated(Rng *r, int waves, int every, int after)
{
    double sum = 0, squares = 0;
    for (int k = 0; k < REPS; k++) {
        double y[ACCOUNTS][BEFORE + 24], before[ACCOUNTS] = { 0 }, est = 0, n = 0;
        for (int u = 0; u < ACCOUNTS; u++) {
            double level = rng_normal(r, 0, 3);
            for (int t = 0; t < BEFORE + after; t++) {
                y[u][t] = level + rng_normal(r, 0, 1);
                before[u] += t < BEFORE ? y[u][t] / BEFORE : 0;
            }
        }
        for (int t = 0; t < after; t++) {
            double mean[2] = { 0 }, m[2] = { 0 };
            for (int u = 0; u < ACCOUNTS; u++) {
                bool on = (u % waves) * every <= t;
                mean[on] += y[u][BEFORE + t] - before[u];
                m[on]++;
            }
            if (!(m[0] > 0))
                break;
            est += mean[1] - mean[0] * m[1] / m[0];
            n += m[1];
        }
        sum += est / n;
        squares += est / n * est / n;
    }
    return squares / REPS - sum / REPS * sum / REPS;
}

static void planned_errors_are_those_of_the_comparison(void **state)
{
    static const int k[][3] = { { 4, 2, 5 }, { 4, 2, 12 }, { 2, 12, 12 }, { 5, 1, 4 }, { 8, 3, 24 } };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        double want = simulated(r, k[i][0], k[i][1], k[i][2]), got = plan_steps(1, 1, ACCOUNTS, k[i][0], k[i][1], BEFORE, k[i][2]);
        print_message("# waves %d every %d, %d months: variance %.5f, simulated %.5f\n", k[i][0], k[i][1], k[i][2], got, want);
        assert_true(fabs(got / want - 1) < 0.09);      /* 4000 draws: a variance is known to 2.2 %, four of them */
    }
    /* A group that is never reached is one that starts behind the last month; two groups with one start are one. */
    static const double four[] = { 10, 10, 10, 10 }, three[] = { 20, 10, 10 };
    static const int starts[] = { 0, 0, 3, 99 }, begins[] = { 0, 3, 12 };
    check_digits(plan_waves(1, 1, four, starts, 4, BEFORE, 12), plan_waves(1, 1, three, begins, 3, BEFORE, 12), 12);
    check_digits(plan_waves(1, 1, (const double[]){ 30, 10 }, (const int[]){ 0, 99 }, 2, BEFORE, 12), plan_lots(1, 1, 30, 10, BEFORE, 12), 12);
    check_digits(plan_steps(1, 1, ACCOUNTS, 2, 12, BEFORE, 12), plan_lots(1, 1, 20, 20, BEFORE, 12), 12);
    assert_true(isnan(plan_lots(1, 1, 0, 5, 1, 1)) && isnan(plan_steps(1, 1, 40, 1, 1, 6, 6)));
    arena_release(&a);
}

/* As many as are enough, and never those that are there. */
static void times_the_accounts_are_rounded_up(void **state)
{
    static const double k[][2] = { { 1.0001, 1.1 }, { 1, 1.1 }, { 1.04, 1.1 }, { 1.1, 1.1 }, { 1.11, 1.2 }, { 2.3, 2.3 }, { 2.31, 2.4 }, { 17, 17 }, { (double)INFINITY, (double)INFINITY } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        check_digits(plan_times(k[i][0]), k[i][1], 12);
    assert_true(isnan(plan_times((double)NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(planned_errors_are_those_of_the_comparison), cmocka_unit_test(times_the_accounts_are_rounded_up) };
    num_init();
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
