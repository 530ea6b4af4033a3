#include "tests/near.h"

#include <string.h>

#include "num/lca.h"

/* Seven pathologists on 118 slides, carcinoma or not: Agresti, Categorical Data Analysis (2002), table 13.1; the log-likelihoods, AIC, BIC and shares
 * are those that poLCA (Linzer & Lewis, J. Stat. Software 42/10, 2011) prints for them. */
enum { RATERS = 7, SLIDES = 118 };
static const struct {
    char rated[RATERS + 1];
    int  times;
} slides[] = { { "0000000", 34 }, { "0000100", 2 }, { "0100000", 6 },  { "0100001", 1 }, { "0100100", 4 },  { "0100101", 5 }, { "1000000", 2 },
               { "1010101", 1 },  { "1100000", 2 }, { "1100001", 1 },  { "1100100", 2 }, { "1100101", 7 },  { "1100111", 1 }, { "1101001", 1 },
               { "1101101", 2 },  { "1101111", 3 }, { "1110101", 13 }, { "1110111", 5 }, { "1111101", 10 }, { "1111111", 16 } };

static LcaInput carcinoma(uint8_t *y)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(slides); i++)
        for (int k = 0; k < slides[i].times; k++, n++)
            for (size_t j = 0; j < RATERS; j++)
                y[n * RATERS + j] = (uint8_t)(slides[i].rated[j] - '0');
    assert_int_equal(n, SLIDES);
    return (LcaInput){ .y = y, .n = n, .items = RATERS };
}

static LcaFit fit(Arena *a, const LcaInput *in, size_t classes)
{
    LcaFit f;
    Err err;
    assert_int_equal(lca_fit(in, &(LcaOptions){ .classes = classes }, rng_create(a, 7), a, &f, &err), ST_OK);
    return f;
}

static void polcas_published_figures_come_out(void **state)
{
    static const double loglik[] = { 0, 0, -317.2568, -293.705, -289.2858 }, bic[] = { 0, 0, 706.0739, 697.1357, 726.4629 };
    uint8_t y[SLIDES * RATERS];
    Arena a;
    (void)state;
    arena_init(&a);
    LcaInput in = carcinoma(y);
    for (size_t k = 2; k <= 4; k++) {
        LcaFit f = fit(&a, &in, k);
        assert_true(fabs(f.loglik - loglik[k]) < 1e-4);
        assert_true(fabs(f.bic - bic[k]) < 1e-2);
        assert_true(f.settled && f.repeated >= 5);
        if (k == 3) {
            assert_true(fabs(f.aic - 633.41) < 0.005);
            assert_true(fabs(f.share[0] - 0.4447) < 5e-4);
            assert_true(fabs(f.share[1] - 0.3736) < 5e-4);
            assert_true(fabs(f.share[2] - 0.1817) < 5e-4);
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
    LcaInput in = carcinoma(y);
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
    LcaInput in = carcinoma(y);
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
    LcaInput in = carcinoma(y);
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
        cmocka_unit_test(the_adjusted_rand_index_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
