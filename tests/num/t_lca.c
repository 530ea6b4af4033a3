#include "tests/near.h"

#include <string.h>

#include "tests/num/slides.h"

static LcaFit fit(Arena *a, const LcaInput *in, size_t classes)
{
    LcaFit f;
    Err err;
    assert_int_equal(lca_fit(in, &(LcaOptions){ .classes = classes }, rng_create(a, 7), a, &f, &err), ST_OK);
    return f;
}

static void polcas_published_figures_come_out(void **state)
{
    uint8_t y[SLIDES * RATERS];
    Arena a;
    (void)state;
    arena_init(&a);
    LcaInput in = slides_input(y);
    assert_int_equal(in.n, SLIDES);
    for (size_t k = 2; k <= SLIDES_MOST; k++) {
        LcaFit f = fit(&a, &in, k);
        assert_true(fabs(f.loglik - slides_loglik[k]) < 1e-4);
        assert_true(fabs(f.bic - slides_bic[k]) < 1e-2);
        assert_true(f.settled && f.repeated >= 5);
        if (k == 3) {
            assert_true(fabs(f.aic - slides_aic) < 0.005);
            for (size_t j = 0; j < 3; j++)
                assert_true(fabs(f.share[j] - slides_share[j]) < 5e-4);
        }
    }
    arena_release(&a);
}

static void bic_chooses_three_kinds_of_slides(void **state)
{
    uint8_t y[SLIDES * RATERS];
    Arena a;
    LcaChoice c;
    LcaBoot b;
    Err err;
    (void)state;
    arena_init(&a);
    LcaInput in = slides_input(y);
    LcaOptions o = { .classes = 5 };
    assert_int_equal(lca_choose(&in, &o, rng_create(&a, 3), &a, &c, &err), ST_OK);
    assert_false(c.too_few || c.hypothesis);
    assert_int_equal(c.fit[c.best].classes, 3);
    assert_int_equal(lca_bootstrap(&in, &o, &c.fit[c.best], 60, rng_create(&a, 4), &a, &b, &err), ST_OK);
    assert_true(b.stability > 0.8 && b.stability <= 1);
    for (size_t k = 0; k < 3; k++)
        assert_true(b.low[k] < c.fit[c.best].share[k] && c.fit[c.best].share[k] < b.high[k]);
    arena_release(&a);
}

/* The likelihood once more, by its definition and without folding or logarithms of sums. */
static void the_likelihood_is_that_of_its_definition(void **state)
{
    uint8_t y[SLIDES * RATERS];
    Arena a;
    double sum = 0, entropy = 0;
    (void)state;
    arena_init(&a);
    LcaInput in = slides_input(y);
    for (size_t i = 0; i < SLIDES; i += 5)
        y[i * RATERS + i % RATERS] = LCA_MISSING;
    LcaFit f = fit(&a, &in, 3);
    for (size_t i = 0; i < SLIDES; i++) {
        double p[3], all = 0;
        for (size_t k = 0; k < 3; k++) {
            p[k] = f.share[k];
            for (size_t j = 0; j < RATERS; j++)
                p[k] *= y[i * RATERS + j] == LCA_MISSING ? 1 : f.p[k * f.cols + f.off[j] + y[i * RATERS + j]];
            all += p[k];
        }
        sum += log(all);
        for (size_t k = 0; k < 3; k++) {
            assert_true(fabs(f.posterior[i * 3 + k] - p[k] / all) < 1e-12);
            entropy -= p[k] > 0 ? p[k] / all * log(p[k] / all) : 0;
        }
    }
    assert_true(fabs(f.loglik - sum) < 1e-9);
    assert_true(fabs(f.entropy - (1 - entropy / (SLIDES * log(3)))) < 1e-9);
    arena_release(&a);
}

/* 600 rows of three planted classes, items of two and of three levels, a tenth missing. */
static void planted_classes_are_found_again(void **state)
{
    enum { N = 600, ITEMS = 9 };
    static const uint8_t levels[ITEMS] = { 2, 2, 3, 2, 2, 3, 2, 2, 3 };
    static const double mine[3] = { 0.5, 0.3, 0.2 };
    uint8_t y[N * ITEMS];
    size_t truth[N];
    Arena a;
    LcaChoice c;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    for (size_t i = 0; i < N; i++) {
        double u = rng_uniform(r);
        truth[i] = u < mine[0] ? 0 : u < mine[0] + mine[1] ? 1 : 2;
        for (size_t j = 0; j < ITEMS; j++) {
            uint8_t high = (uint8_t)(levels[j] - 1);
            y[i * ITEMS + j] = rng_chance(r, 0.1) ? LCA_MISSING : rng_chance(r, j / 3 == truth[i] ? 0.85 : 0.1) ? high : (uint8_t)rng_below(r, high);
        }
    }
    LcaInput in = { .y = y, .levels = levels, .n = N, .items = ITEMS };
    assert_int_equal(lca_choose(&in, &(LcaOptions){ .classes = 5 }, rng_create(&a, 5), &a, &c, &err), ST_OK);
    LcaFit *f = &c.fit[c.best];
    assert_int_equal(f->classes, 3);
    for (size_t k = 0; k < 3; k++)
        assert_true(fabs(f->share[k] - mine[k]) < 0.06);
    assert_true(adjusted_rand(f->modal, truth, N) > 0.85);
    arena_release(&a);
}

static void few_rows_are_refused_or_called_a_hypothesis(void **state)
{
    uint8_t y[SLIDES * RATERS];
    Arena a;
    LcaChoice c;
    LcaFit f;
    Err err;
    (void)state;
    arena_init(&a);
    LcaInput in = slides_input(y);
    LcaOptions o = { .classes = 6 };
    in.n = 29;
    assert_int_equal(lca_choose(&in, &o, rng_create(&a, 1), &a, &c, &err), ST_OK);
    assert_true(c.too_few && c.tried == 0);
    in.n = 49;
    assert_int_equal(lca_choose(&in, &o, rng_create(&a, 1), &a, &c, &err), ST_OK);
    assert_true(!c.too_few && c.hypothesis && c.tried == 3);
    y[3] = 2;
    assert_int_equal(lca_fit(&in, &o, rng_create(&a, 1), &a, &f, &err), ST_INVALID);
    y[3] = 0;
    assert_int_equal(lca_fit(&in, &(LcaOptions){ .classes = LCA_CLASSES + 1 }, rng_create(&a, 1), &a, &f, &err), ST_INVALID);
    arena_release(&a);
}

/* Rows of two planted classes, so that a third gains little: whenever one with more classes has the least BIC by less than 2, the fewer are taken,
 * and never when the lead is larger. */
static void one_more_class_needs_evidence(void **state)
{
    enum { N = 120, ITEMS = 5, MOST = 4, TIMES = 120 };
    uint8_t y[N * ITEMS];
    size_t near = 0, clear = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= TIMES; seed++) {
        Arena a;
        LcaChoice c;
        Err err;
        size_t least = 0;
        arena_init(&a);
        Rng *r = rng_create(&a, seed);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < ITEMS; j++)
                y[i * ITEMS + j] = rng_chance(r, (i % 2 == 0) == (j < 3) ? 0.6 : 0.25);
        LcaInput in = { .y = y, .n = N, .items = ITEMS };
        assert_int_equal(lca_choose(&in, &(LcaOptions){ .classes = MOST }, rng_create(&a, 5), &a, &c, &err), ST_OK);
        for (size_t k = 1; k < c.tried; k++)
            least = c.fit[k].bic < c.fit[least].bic ? k : least;
        assert_true(c.best <= least && c.fit[c.best].bic <= c.fit[least].bic + 2);
        for (size_t k = 0; k < c.best; k++)
            assert_true(c.fit[k].bic > c.fit[least].bic + 2);
        near += c.best < least;
        clear += c.best == least && least > 0;
        arena_release(&a);
    }
    print_message("# the least BIC was not taken in %zu of %d, and was one of more classes in %zu\n", near, TIMES, clear);
    assert_true(near > 0 && clear > 0);
}

/* Hubert & Arabie's index by hand: {3,1;1,3} has 6 pairs together in both, 12 in each, 28 in all: (6 - 144/28) / (12 - 144/28) = 0.125. */
static void the_adjusted_rand_index_is_right(void **state)
{
    static const size_t x[] = { 0, 0, 0, 0, 1, 1, 1, 1 }, z[] = { 0, 0, 0, 1, 1, 1, 1, 0 }, same[] = { 5, 5, 5, 5, 2, 2, 2, 2 };
    (void)state;
    check_digits(adjusted_rand(x, z, 8), 0.125, 12);
    check_digits(adjusted_rand(x, same, 8), 1, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polcas_published_figures_come_out),
        cmocka_unit_test(bic_chooses_three_kinds_of_slides),
        cmocka_unit_test(the_likelihood_is_that_of_its_definition),
        cmocka_unit_test(planted_classes_are_found_again),
        cmocka_unit_test(few_rows_are_refused_or_called_a_hypothesis),
        cmocka_unit_test(one_more_class_needs_evidence),
        cmocka_unit_test(the_adjusted_rand_index_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
