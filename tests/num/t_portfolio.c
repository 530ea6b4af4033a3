#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/portfolio.h"
#include "num/rng.h"

enum { FEW = 12, DRAWS = 60 };

/* A random case: two limits, issues with up to three ways to mend them, one need, two overlapping pairs. */
typedef struct Case {
    double  worth[(FEW + 2) * DRAWS], money[FEW], people[FEW];
    int64_t group[FEW];
    PortfolioPair pair[2], need[1];
    PortfolioInput in;
} Case;

static void make(Case *c, Rng *r, double caution)
{
    double common[DRAWS];
    for (size_t d = 0; d < DRAWS; d++)
        common[d] = rng_normal(r, 0, 1);
    for (size_t i = 0; i < FEW; i++) {
        double mean = rng_normal(r, 60, 70), sd = 20 + 90 * rng_uniform(r), shared = rng_uniform(r);
        for (size_t d = 0; d < DRAWS; d++)
            c->worth[i * DRAWS + d] = mean + sd * (shared * common[d] + (1 - shared) * rng_normal(r, 0, 1));
        c->money[i] = 10 + 90 * rng_uniform(r);
        c->people[i] = (double)rng_below(r, 5);
        c->group[i] = rng_chance(r, .3) ? -1 : rng_below(r, 6);
    }
    for (size_t i = FEW * DRAWS; i < (FEW + 2) * DRAWS; i++)
        c->worth[i] = -40 * rng_uniform(r);
    c->pair[0] = (PortfolioPair){ 0, 1 };
    c->pair[1] = (PortfolioPair){ 2, 7 };
    c->need[0] = (PortfolioPair){ 3, 4 };
    c->in = (PortfolioInput){ .n_option = FEW, .n_pair = 2, .n_limit = 2, .n_draw = DRAWS, .n_need = 1, .worth = c->worth,
        .pair = c->pair, .use = { c->money, c->people }, .limit = { 180, 9 }, .group = c->group, .need = c->need,
        .caution = caution, .tail = .1 };
}

static bool allowed(const Case *c, unsigned set)
{
    double money = 0, people = 0;
    for (size_t i = 0; i < FEW; i++) {
        if (!(set >> i & 1))
            continue;
        money += c->money[i];
        people += c->people[i];
        for (size_t j = 0; j < i; j++)
            if (set >> j & 1 && c->group[i] >= 0 && c->group[i] == c->group[j])
                return false;
    }
    return money <= 180 && people <= 9 && (!(set >> 3 & 1) || (set >> 4 & 1));
}

static int rising(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static double value_of(const Case *c, unsigned set)
{
    double total[DRAWS] = { 0 }, mean = 0, tail = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i < FEW; i++)
            total[d] += set >> i & 1 ? c->worth[i * DRAWS + d] : 0;
        for (size_t k = 0; k < 2; k++)
            if (set >> c->pair[k].a & 1 && set >> c->pair[k].b & 1)
                total[d] += c->worth[(FEW + k) * DRAWS + d];
        mean += total[d] / DRAWS;
    }
    qsort(total, DRAWS, sizeof *total, rising);
    for (size_t d = 0; d < DRAWS / 10; d++)
        tail += total[d] / (DRAWS / 10);
    return (1 - c->in.caution) * mean + c->in.caution * tail;
}

static double every_subset(const Case *c, unsigned must)
{
    double best = -F64_INF;
    for (unsigned set = 0; set < 1U << FEW; set++)
        if ((set & must) == must && allowed(c, set))
            best = fmax(best, value_of(c, set));
    return best;
}

/* The same case in cents of millions: the solver must not see raw amounts. */
static void in_cents_the_same_set_is_best(void **state)
{
    enum { WORTH = 1300000, MONEY = 270000 };
    (void)state;
    static Case c;
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 8);
    for (int k = 0; k < 60; k++) {
        Portfolio small, large;
        Err err = { 0 };
        make(&c, r, k % 3 / 2.0);
        assert_int_equal(portfolio_best(&c.in, &a, &small, &err), ST_OK);
        for (size_t i = 0; i < (FEW + 2) * DRAWS; i++)
            c.worth[i] *= WORTH;
        for (size_t i = 0; i < FEW; i++)
            c.money[i] *= MONEY;
        c.in.limit[0] *= MONEY;
        if (portfolio_best(&c.in, &a, &large, &err))
            fail_msg("case %d: %s", k, err.msg);
        assert_true(fabs(large.value / WORTH - small.value) < 2e-3 * fmax(100, fabs(small.value)));
        assert_true(large.used[0] <= c.in.limit[0] * (1 + 1e-6) && large.gap <= 0);
    }
    arena_release(&a);
}

/* 60 random cases, expected value, the worst tenth, and half of each: no subset is better. */
static void as_good_as_every_subset(void **state)
{
    (void)state;
    static Case c;
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    for (int k = 0; k < 60; k++) {
        Portfolio p;
        Err err = { 0 };
        make(&c, r, k % 3 / 2.0);
        assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_OK);
        unsigned set = 0;
        for (size_t i = 0; i < FEW; i++)
            set |= (unsigned)p.in[i] << i;
        assert_true(allowed(&c, set));
        double most = every_subset(&c, 0);
        check_digits(p.value, value_of(&c, set), 10);
        assert_true(p.value >= most - 1e-4 * fmax(1, fabs(most)));   /* the gap at which the search ends */
        assert_true(p.gap <= 0);
        assert_true(p.low <= p.mean && p.mean <= p.high && p.tail <= p.mean);
    }
    arena_release(&a);
}

/* The loss of an option left out is what the best set with it would lack. */
static void why_not(void **state)
{
    (void)state;
    static Case c;
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 6);
    make(&c, r, 0);
    c.money[11] = 500;
    for (size_t d = 0; d < DRAWS; d++)
        c.worth[10 * DRAWS + d] = -5;
    c.group[10] = -1;
    c.money[10] = 1;
    c.people[10] = 0;
    Portfolio p;
    PortfolioWhy why[FEW];
    Err err = { 0 };
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_OK);
    assert_int_equal(portfolio_why(&c.in, &p, &a, why, &err), ST_OK);
    for (size_t i = 0; i < FEW; i++) {
        assert_int_equal(why[i].reason == PORTFOLIO_CHOSEN, p.in[i]);
        if (p.in[i] || isnan(why[i].loss))
            continue;
        assert_true(fabs(why[i].loss - (p.value - every_subset(&c, 1U << i))) < 1e-6);
        assert_true(why[i].reason != PORTFOLIO_RIVAL || p.in[why[i].instead]);
    }
    assert_int_equal(why[11].reason, PORTFOLIO_TOO_BIG);
    assert_int_equal(why[10].reason, PORTFOLIO_LOSES);
    arena_release(&a);
}

/* Knowing everything is worth at least as much as knowing one thing, and nothing where nothing is unsure. */
static void worth_of_knowing(void **state)
{
    (void)state;
    static Case c;
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 8);
    make(&c, r, 0);
    PortfolioChances all;
    double learn[FEW], shares = 0;
    Err err = { 0 };
    assert_int_equal(portfolio_chances(&c.in, 0, &a, &all, &err), ST_OK);
    assert_int_equal(portfolio_learn(&c.in, &a, learn, &err), ST_OK);
    assert_true(all.know_all > 0);
    for (size_t i = 0; i < FEW; i++) {
        assert_true(learn[i] >= 0 && learn[i] <= all.know_all + 1e-9);
        shares += all.share[i];
    }
    assert_true(shares > 0);
    for (size_t i = 0; i < FEW + 2; i++)
        for (size_t d = 0; d < DRAWS; d++)
            c.worth[i * DRAWS + d] = c.worth[i * DRAWS];
    assert_int_equal(portfolio_chances(&c.in, 0, &a, &all, &err), ST_OK);
    assert_true(all.know_all < 1e-6);
    arena_release(&a);
}

/* Two options of one group, one worth 100 for sure, the other 100 + gap with a standard deviation of 60, seen with an error: normal both.
 * Oracle: closed form.  Seen, the difference is normal with mean gap and deviation t = 60^2 / sqrt(60^2 + se^2); to choose then is worth
 * t phi(gap / t) - |gap| Phi(-|gap| / t) more (Raiffa and Schlaifer 1961). */
static void what_a_measurement_is_worth_is_the_closed_form_of_two_normal_options(void **state)
{
    enum { MANY = 4000, STEP = 2551 };
    static const double gaps[] = { 0, 30, -50 }, errors[] = { 1e-6, 30, 60, 200 };
    const double sd = 60, cost[] = { 1, 1 };
    const int64_t group[] = { 0, 0 };
    Arena a;
    (void)state;
    arena_init(&a);
    double *worth = ARENA_NEW_N(&a, double, 2 * MANY), *seen = ARENA_NEW_N(&a, double, MANY);
    for (size_t g = 0; g < COUNT_OF(gaps); g++)
        for (size_t e = 0; e < COUNT_OF(errors); e++) {
            Err err = { 0 };
            double got = 0, t = sd * sd / hypot(sd, errors[e]), u = fabs(gaps[g]) / t;
            for (size_t d = 0; d < MANY; d++) {
                worth[d] = 100;
                worth[MANY + d] = 100 + gaps[g] + sd * normal_quantile(((double)d + .5) / MANY);
                seen[d] = worth[MANY + d] + errors[e] * normal_quantile(((double)(d * STEP % MANY) + .5) / MANY);
            }
            PortfolioInput in = { .n_option = 2, .n_limit = 1, .n_draw = MANY, .worth = worth, .use = { cost }, .limit = { 10 }, .group = group };
            assert_int_equal(portfolio_sample_of(&in, seen, &a, &got, &err), ST_OK);
            double want = t * exp(-u * u / 2) / sqrt(2 * 3.14159265358979) - fabs(gaps[g]) * normal_cdf(-u);
            if (fabs(got - want) > 0.03 * sd * 0.4)
                fail_msg("gap %g, error %g: %g for %g", gaps[g], errors[e], got, want);
            assert_true(gaps[g] != 0 || fabs(got / want - 1) < 0.03);
        }
    arena_release(&a);
}

/* The worked example of doc/methods/portfolio.md. */
static void worked_example(void **state)
{
    (void)state;
    /* Steady 30 each; lucky 60 or -20 in even draws; both cost 50, the budget is 50. */
    double worth[2 * 10], cost[] = { 50, 50 };
    Arena a;
    arena_init(&a);
    for (size_t d = 0; d < 10; d++) {
        worth[d] = 30;
        worth[10 + d] = d % 4 == 0 ? -20 : 60;
    }
    PortfolioInput in = { .n_option = 2, .n_limit = 1, .n_draw = 10, .worth = worth, .use = { cost }, .limit = { 50 } };
    Portfolio p;
    PortfolioWhy why[2];
    Err err = { 0 };
    assert_int_equal(portfolio_best(&in, &a, &p, &err), ST_OK);
    assert_true(!p.in[0] && p.in[1]);
    check_digits(p.mean, 36, 12);
    check_digits(p.tail, -20, 12);
    assert_int_equal(portfolio_why(&in, &p, &a, why, &err), ST_OK);
    assert_int_equal(why[0].reason, PORTFOLIO_ROOM);
    assert_int_equal(why[0].instead, 1);
    check_digits(why[0].loss, 6, 12);
    in.caution = 1;
    assert_int_equal(portfolio_best(&in, &a, &p, &err), ST_OK);
    assert_true(p.in[0] && !p.in[1]);
    check_digits(p.value, 30, 12);
    PortfolioChances all;
    in.caution = 0;
    assert_int_equal(portfolio_chances(&in, 0, &a, &all, &err), ST_OK);
    check_digits(all.know_all, 15, 12);   /* 30 instead of -20 in three draws of ten */
    check_digits(all.share[0], .3, 12);
    arena_release(&a);
}

static void doubtful_input(void **state)
{
    (void)state;
    static Case c;
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 9);
    Portfolio p;
    Err err = { 0 };
    uint8_t must[FEW];
    make(&c, r, 0);
    c.worth[3] = F64_NAN;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_INVALID);
    make(&c, r, 0);
    c.worth[FEW * DRAWS] = 1;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_INVALID);
    make(&c, r, 0);
    c.money[2] = -1;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_INVALID);
    make(&c, r, 0);
    memset(must, PORTFOLIO_IN, sizeof must);
    c.in.must = must;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_NOT_FOUND);
    make(&c, r, 0);
    c.in.limit[0] = 0;
    c.in.must = NULL;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_OK);   /* no money: nothing is taken */
    assert_int_equal(p.n_in, 0);
    c.in.n_option = 0;
    assert_int_equal(portfolio_best(&c.in, &a, &p, &err), ST_TOO_BIG);
    arena_release(&a);
}

int main(void)
{
    num_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_good_as_every_subset),
        cmocka_unit_test(in_cents_the_same_set_is_best), cmocka_unit_test(why_not),        cmocka_unit_test(worth_of_knowing),
        cmocka_unit_test(what_a_measurement_is_worth_is_the_closed_form_of_two_normal_options),
        cmocka_unit_test(worked_example),          cmocka_unit_test(doubtful_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
