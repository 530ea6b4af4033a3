#include "tests/near.h"

#include <stdio.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/mediate.h"
#include "tests/num/r_oracle.h"

enum { N = 300 };

/* first of the cause on what lies between, in its raw units, second of that on the outcome, past it. */
typedef struct Law {
    double first, second, past;
} Law;

static void draw(Rng *r, const Law *w, size_t n, double *cause, double *between, double *outcome, double *x, int64_t *id)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = rng_normal(r, 0, 1);
        id[i] = (int64_t)(i / 2);
        cause[i] = rng_chance(r, expit(x[i]));
        between[i] = w->first * cause[i] + 0.5 * x[i] + rng_normal(r, 0, 2);
        outcome[i] = w->second * between[i] + w->past * cause[i] - 0.5 * x[i] + rng_normal(r, 0, 1);
    }
}

/* Oracle: R's own regressions. */
static void links_are_those_of_r(void **state)
{
    static char script[60000];
    static const Law w = { 1.2, 0.3, -0.4 };
    double c[N], m[N], y[N], x[N], want[3];
    int64_t id[N];
    Arena a;
    Err err;
    Mediate f;
    (void)state;
    arena_init(&a);
    draw(rng_create(&a, 6), &w, N, c, m, y, x, id);
    size_t n = (size_t)sprintf(script, "v <- matrix(c(");
    for (size_t i = 0; i < N; i++)
        n += (size_t)sprintf(script + n, "%s%.17g,%.17g,%.17g,%.17g", i ? "," : "", c[i], m[i], y[i], x[i]);
    sprintf(script + n, "), ncol = 4, byrow = TRUE); m <- v[,2]/sd(v[,2]); a <- coef(lm(m ~ v[,1] + v[,4])); b <- coef(lm(v[,3] ~ v[,1] + m + v[,4])); cat(a[2], b[3], b[2])");
    assert_int_equal(mediate_fit(&(MediateInput){ .cause = c, .between = m, .outcome = y, .x = x, .cluster = id, .n = N, .p = 1 }, rng_create(&a, 1), &a, &f, &err), ST_OK);
    check_digits(f.total.estimate, f.through.estimate + f.past.estimate, 12);
    assert_true(f.through.low < f.through.estimate && f.through.estimate < f.through.high);
    if (r_ask(script, want, 3)) {
        check_digits(f.first.estimate, want[0], 8);
        check_digits(f.second.estimate, want[1], 8);
        check_digits(f.past.estimate, want[2], 8);
        check_digits(f.through.estimate, want[0] * want[1], 8);
    }
    const double flat[N] = { 0 };
    assert_int_equal(mediate_fit(&(MediateInput){ .cause = c, .between = flat, .outcome = y, .x = x, .cluster = id, .n = N, .p = 1 }, rng_create(&a, 1), &a, &f, &err), ST_NUMERIC);
    arena_release(&a);
}

/* Oracle: the law; where a link is missing nothing goes through. */
static void limits_hold_what_goes_through(void **state)
{
    static const Law law[] = { { 1.2, 0.3, -0.4 }, { 1.2, 0, -0.4 }, { 0, 0.3, -0.4 } };
    enum { TIMES = 250 };
    (void)state;
    for (size_t k = 0; k < COUNT_OF(law); k++) {
        size_t held = 0, told = 0;
        Arena a;
        arena_init(&a);
        Rng *r = rng_create(&a, 21 + k);
        for (int t = 0; t < TIMES; t++) {
            double c[N], m[N], y[N], x[N];
            int64_t id[N];
            Mediate f;
            Err err;
            ArenaMark mark = arena_mark(&a);
            draw(r, &law[k], N, c, m, y, x, id);
            assert_int_equal(mediate_fit(&(MediateInput){ .cause = c, .between = m, .outcome = y, .x = x, .cluster = id, .n = N, .p = 1 }, r, &a, &f, &err), ST_OK);
            double truth = law[k].first * law[k].second;
            held += f.through.low <= truth && truth <= f.through.high;
            told += f.through.low > 0 || f.through.high < 0;
            arena_rewind(&a, mark);
        }
        print_message("# law %zu: %zu of %d held, %zu told apart\n", k, held, TIMES, told);
        assert_true(held >= TIMES * 91 / 100);
        if (k)
            assert_true(told <= TIMES * 8 / 100);
        else
            assert_true(told > TIMES * 9 / 10);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_those_of_r),
        cmocka_unit_test(limits_hold_what_goes_through),
    };
    num_init();
    return cmocka_run_group_tests_name("mediate", tests, NULL, NULL);
}
