#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/rng.h"
#include "num/stagger.h"
#include "tests/num/r_oracle.h"

enum { UNITS = 120, PERIODS = 7 };

static double y[UNITS * PERIODS];
static int64_t first[UNITS];

/* A third each starts in period 3 and 5, a third never; the effect is `effect` a period since the start, more of it in later groups. */
static void draw(Rng *r, double effect)
{
    for (size_t u = 0; u < UNITS; u++) {
        double level = rng_normal(r, 0, 1);
        first[u] = u % 3 == 0 ? 3 : u % 3 == 1 ? 5 : PERIODS;
        for (int t = 0; t < PERIODS; t++)
            y[u * PERIODS + (size_t)t] = level + 0.3 * t + rng_normal(r, 0, 0.5) + (t >= first[u] ? effect * (double)(t - first[u] + 1) : 0);
    }
}

static Stagger run(Arena *a, const int64_t *cluster)
{
    Stagger o;
    Err err;
    assert_int_equal(stagger_estimate(&(StaggerInput){ .y = y, .first = first, .cluster = cluster, .n_unit = UNITS, .n_period = PERIODS }, a, &o, &err), ST_OK);
    return o;
}

/* Each ATT(g, t) is the coefficient of group x time in R's lm on that two by two. */
static void each_two_by_two_is_rs_regression(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    draw(rng_create(&a, 1), 0.4);
    Stagger o = run(&a, NULL);
    assert_int_equal(o.n_cell, 2 * (PERIODS - 1));
    char *script = malloc(60000);
    double want[2 * (PERIODS - 1) + 1];
    size_t at = 0;
    assert_non_null(script);
    at += (size_t)sprintf(script, "y <- matrix(c(");
    for (size_t i = 0; i < UNITS * PERIODS; i++)
        at += (size_t)sprintf(script + at, "%s%.17g", i ? "," : "", y[i]);
    (void)sprintf(script + at, "), ncol=7, byrow=TRUE); g <- rep(c(3,5,7), 40); options(digits=17); s <- 0; w <- 0\n"
        "for (k in c(3,5)) for (t in 1:6) {b <- if (t>=k) k-1 else t-1; h <- g==k; u <- h | g > max(t,b)\n"
        "d <- data.frame(v=c(y[u,t+1],y[u,b+1]), p=rep(1:0,each=sum(u)), h=rep(as.numeric(h[u]),2)); e <- coef(lm(v~p*h,d))['p:h']; cat(e,'')\n"
        "if (t>=k) {s <- s+e*sum(h); w <- w+sum(h)}}; cat(s/w)");
    if (r_ask(script, want, COUNT_OF(want))) {
        for (size_t i = 0; i < o.n_cell; i++)
            check_digits(o.cell[i].att, want[i], 9);
        check_digits(o.simple, want[COUNT_OF(want) - 1], 9);
    }
    free(script);
    arena_release(&a);
}

/* Planted: 0.4 a period since the start; event e is 0.4 (e + 1); on average (4 periods of group 3, 2 of group 5) 0.4 (1+2+3+4+1+2)/6. */
static void growing_effects_are_found_and_covered(void **state)
{
    enum { REPS = 400 };
    Arena a;
    int cover = 0, before = 0;
    double event[4] = { 0 };
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 2);
    for (int k = 0; k < REPS; k++) {
        ArenaMark mark = arena_mark(&a);
        draw(r, 0.4);
        Stagger o = run(&a, NULL);
        cover += o.low <= 0.4 * 13 / 6 && 0.4 * 13 / 6 <= o.high;
        before += o.before_p < 0.05;
        assert_int_equal(o.n_event, 4);
        for (int e = 0; e < 4; e++)
            event[e] += o.event[e] / REPS;
        arena_rewind(&a, mark);
    }
    print_message("# coverage %.3f, before rejected %.3f, events %.3f %.3f %.3f %.3f\n", cover / (double)REPS, before / (double)REPS, event[0], event[1], event[2], event[3]);
    assert_true(cover > 0.91 * REPS && cover < 0.99 * REPS);
    assert_true(before > 0.012 * REPS && before < 0.09 * REPS);
    for (int e = 0; e < 4; e++)
        assert_true(fabs(event[e] - 0.4 * (e + 1)) < 0.03);
    arena_release(&a);
}

static void one_group_and_two_periods_are_a_plain_difference(void **state)
{
    static const double v[] = { 1, 4, 2, 6, 1, 2, 3, 3, 0, 1 };
    static const int64_t start[] = { 1, 1, 2, 2, 2 };
    Arena a;
    Stagger o;
    Err err;
    (void)state;
    arena_init(&a);
    assert_int_equal(stagger_estimate(&(StaggerInput){ .y = v, .first = start, .n_unit = 5, .n_period = 2 }, &a, &o, &err), ST_OK);
    check_digits(o.simple, (3 + 4) / 2.0 - (1 + 0 + 1) / 3.0, 12);
    static const int64_t all[] = { 1, 1, 1, 1, 1 };
    assert_int_equal(stagger_estimate(&(StaggerInput){ .y = v, .first = all, .n_unit = 5, .n_period = 2 }, &a, &o, &err), ST_NUMERIC);
    arena_release(&a);
}

/* By hand.  Account 0 is reached in period 2; 1 and 2 never; account 2 has no datum in period 1, account 1 none in period 3.  Base: the mean of periods 0, 1. */
static void gaps_stay_out_and_all_periods_before_are_the_base(void **state)
{
    static const int64_t start[] = { 2, 4, 4, 4 };
    const double no = F64_NAN, v[] = { 1, 3, 7, 9, 0, 2, 2, no, 4, no, 5, 6, 1, 1, 1, 1 };
    Arena a;
    Stagger o;
    Err err;
    (void)state;
    arena_init(&a);
    StaggerInput in = { .y = v, .first = start, .n_unit = 4, .n_period = 4, .all_before = true, .gaps = true };
    assert_int_equal(stagger_estimate(&in, &a, &o, &err), ST_OK);
    /* period 2: 7 - 2 against 2 - 1, 5 - 4, 1 - 1; period 3: 9 - 2 against 6 - 4 and 0 */
    double two = 5 - (1 + 1 + 0) / 3.0, three = 7 - (2 + 0) / 2.0;
    check_digits(o.simple, (two + three) / 2, 12);
    in.since = 1;
    in.until = 2;
    assert_int_equal(stagger_estimate(&in, &a, &o, &err), ST_OK);
    check_digits(o.simple, three, 12);
    in.gaps = false;
    assert_int_equal(stagger_estimate(&in, &a, &o, &err), ST_INVALID);
    arena_release(&a);
}

/* Waves by lot, a tenth of the data missing: planted 0.5 from each one's start on. */
static void a_lot_with_gaps_is_covered(void **state)
{
    enum { REPS = 400 };
    Arena a;
    int cover = 0;
    double mean = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    for (int k = 0; k < REPS; k++) {
        ArenaMark mark = arena_mark(&a);
        Stagger o;
        Err err;
        draw(r, 0);
        for (size_t i = 0; i < UNITS * PERIODS; i++)
            y[i] = rng_chance(r, 0.1) ? F64_NAN : y[i] + ((int64_t)(i % PERIODS) >= first[i / PERIODS] ? 0.5 : 0);
        assert_int_equal(stagger_estimate(&(StaggerInput){ .y = y, .first = first, .n_unit = UNITS, .n_period = PERIODS, .all_before = true, .gaps = true }, &a, &o, &err), ST_OK);
        cover += o.low <= 0.5 && 0.5 <= o.high;
        mean += o.simple / REPS;
        arena_rewind(&a, mark);
    }
    print_message("# by lot, with gaps: mean %.3f, coverage %.3f\n", mean, cover / (double)REPS);
    assert_true(fabs(mean - 0.5) < 0.03);
    assert_true(cover > 0.91 * REPS && cover < 0.99 * REPS);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_two_by_two_is_rs_regression),
        cmocka_unit_test(growing_effects_are_found_and_covered),
        cmocka_unit_test(one_group_and_two_periods_are_a_plain_difference),
        cmocka_unit_test(gaps_stay_out_and_all_periods_before_are_the_base),
        cmocka_unit_test(a_lot_with_gaps_is_covered),
    };
    num_init();
    return cmocka_run_group_tests_name("stagger", tests, NULL, NULL);
}
