#include "tests/near.h"

#include "base/attr.h"
#include "num/dist.h"
#include "num/interval.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

static void wilson_is_what_r_says(void **state)
{
    Interval i, none, all;
    Err err;
    double want[2];
    (void)state;
    assert_int_equal(interval_wilson((ShareCount){ 9, 87 }, 0.95, &i, &err), ST_OK);
    assert_int_equal(interval_wilson((ShareCount){ 0, 20 }, 0.95, &none, &err), ST_OK);
    assert_int_equal(interval_wilson((ShareCount){ 20, 20 }, 0.95, &all, &err), ST_OK);
    assert_true(none.low == 0 && none.high > 0.1 && all.high == 1);
    check_digits(none.high, 1 - all.low, 13);
    if (r_ask("cat(prop.test(9, 87, correct=FALSE)$conf.int)", want, 2)) {
        check_digits(i.low, want[0], 10);
        check_digits(i.high, want[1], 10);
    }
}

/* Hand arithmetic from the definition; the finite population factor of 30 in 80 is
 * sqrt(50/79) = 0.7956. */
static void nps_adds_three_answers_and_knows_the_population(void **state)
{
    Interval i, f, census;
    Err err;
    (void)state;
    assert_int_equal(interval_nps((NpsCount){ 14, 10, 6, 0 }, 0.95, &i, &err), ST_OK);
    double up = 14.75 / 33, down = 6.75 / 33, c = up - down;
    double half = 1.959963984540054 * sqrt((up + down - c * c) / 33);
    check_digits(i.estimate, 8.0 / 30, 14);
    check_digits(i.low, c - half, 12);
    check_digits(i.high, c + half, 12);
    assert_int_equal(interval_nps((NpsCount){ 14, 10, 6, 80 }, 0.95, &f, &err), ST_OK);
    check_digits((f.high - f.low) / (i.high - i.low), sqrt(50.0 / 79), 12);
    assert_int_equal(interval_nps((NpsCount){ 14, 10, 6, 30 }, 0.95, &census, &err), ST_OK);
    check_digits(census.low, census.estimate, 14);
}

/* Exact binomial bounds on 4000 replications of true coverage 0.950 (methods: 0.950 at n=30,
 * 0.966 at n=5, 45 % promoters and 20 % detractors): 4 standard errors. */
static void nps_covers_as_promised(void **state)
{
    static const struct {
        int n;
        double low, high;
    } cases[] = { { 5, 0.954, 0.978 }, { 30, 0.936, 0.964 } };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        int hit = 0;
        for (int rep = 0; rep < 4000; rep++) {
            NpsCount c = { 0 };
            Interval i;
            Err err;
            for (int j = 0; j < cases[k].n; j++) {
                double u = rng_uniform(r);
                c.promoters += u < 0.45;
                c.detractors += u >= 0.8;
            }
            c.passives = cases[k].n - c.promoters - c.detractors;
            assert_int_equal(interval_nps(c, 0.95, &i, &err), ST_OK);
            hit += i.low <= 0.25 && 0.25 <= i.high;
        }
        print_message("# nps n=%d: coverage %.4f\n", cases[k].n, hit / 4000.0);
        assert_true(hit > cases[k].low * 4000 && hit < cases[k].high * 4000);
    }
    arena_release(&a);
}

/* vcovCL(type = "HC0", cadjust = TRUE) has the same G/(G-1) factor. */
static void cluster_mean_is_what_sandwich_says(void **state)
{
    const double v[] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3 }, w[] = { 1, 2, 1, 1, 3, 1, 1, 2, 1, 1 };
    const int64_t id[] = { 7, 7, -2, -2, -2, 40, 40, 11, 11, 5 };
    Arena a;
    Interval i;
    Err err;
    double want[2];
    (void)state;
    arena_init(&a);
    assert_int_equal(interval_mean(&(MeanInput){ v, w, id, 10, 0.95, false }, &a, &i, &err), ST_OK);
    assert_int_equal(i.n_clusters, 5);
    if (r_ask("suppressMessages(library(sandwich))\n"
              "d <- data.frame(v=c(3,1,4,1,5,9,2,6,5,3), w=c(1,2,1,1,3,1,1,2,1,1),"
              "g=c(7,7,-2,-2,-2,40,40,11,11,5))\n"
              "m <- lm(v ~ 1, d, weights=w)\n"
              "cat(coef(m), sqrt(vcovCL(m, ~g, type='HC0', cadjust=TRUE)))", want, 2)) {
        check_digits(i.estimate, want[0], 12);
        check_digits(i.se, want[1], 12);
        check_digits(i.high, want[0] + want[1] * 2.7764451051977934, 10);
    }
    arena_release(&a);
}

/* Wilson's limits solve (p - x)^2 = t^2 x (1 - x) / n: checked as a root, n = p (1 - p) / se^2 with the se of sandwich (above).  Where all or none are so, or
 * all clusters alike, n is the clusters. */
static void share_limits_are_where_the_score_is_t(void **state)
{
    const double v[] = { 0.2, 0, 0.5, 0.1, 0.25, 0.4 }, w[] = { 5, 3, 4, 10, 8, 5 }, none[6] = { 0 }, same[] = { 0.8, 0.8, 0.8, 0.8, 0.8, 0.8 };
    const int64_t id[] = { 1, 2, 3, 4, 5, 6 };
    const double *const of[] = { v, none, same };
    Arena a;
    Interval i;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(interval_mean(&(MeanInput){ .v = of[k], .w = w, .cluster = id, .n = 6, .level = 0.95, .share = true }, &a, &i, &err), ST_OK);
        double t = 2.570581835636314, p = i.estimate, n = k ? 6 : p * (1 - p) / (i.se * i.se);
        check_digits((p - i.high) * (p - i.high), t * t * i.high * (1 - i.high) / n, 9);
        if (k != 1)
            check_digits((p - i.low) * (p - i.low), t * t * i.low * (1 - i.low) / n, 9);
        assert_true(i.low >= 0 && i.low <= p && p < i.high && i.high < 1);
    }
    arena_release(&a);
}

/* Without shared clusters and with one row a cluster it is Welch's t test (R: t.test). */
static void difference_of_lone_rows_is_welchs_test(void **state)
{
    const double v[] = { 1.1, 2.3, 0.7, 4.0, 2.2, 5.0, 3.9, 6.1, 4.4 };
    const uint8_t g[] = { 0, 0, 0, 0, 0, 1, 1, 1, 1 };
    const int64_t id[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    Arena a;
    Interval i;
    Err err;
    double want[4];
    (void)state;
    arena_init(&a);
    assert_int_equal(interval_diff(&(DiffInput){ .v = v, .group = g, .cluster = id, .n = 9, .level = 0.95, .share = false }, &a, &i, &err), ST_OK);
    if (r_ask("t <- t.test(c(5,3.9,6.1,4.4), c(1.1,2.3,.7,4,2.2));"
              "cat(t$conf.int, t$parameter, t$p.value)", want, 4)) {
        check_digits(i.low, want[0], 11);
        check_digits(i.high, want[1], 11);
        check_digits(i.df, want[2], 11);
        check_digits(i.p, want[3], 10);
    }
    arena_release(&a);
}

/* Rows nest in 15 + 25 accounts with an account effect (ICC about 0.3).  True coverage of
 * t intervals here is between 0.93 and 0.95; bounds are 4 binomial standard errors outside. */
static void clustered_difference_covers(void **state)
{
    enum { REPS = 1500, ACCOUNTS = 40, EACH_MAX = 7 };
    double v[ACCOUNTS * EACH_MAX];
    uint8_t group[ACCOUNTS * EACH_MAX];
    int64_t id[ACCOUNTS * EACH_MAX];
    Arena a;
    int hit = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    for (int rep = 0; rep < REPS; rep++) {
        size_t n = 0;
        Interval i;
        Err err;
        for (int k = 0; k < ACCOUNTS; k++) {
            double share = rng_beta(r, 1.2, 1.2) * 0.8 + (k < 15 ? 0.2 : 0);
            for (int64_t j = rng_between(r, 1, EACH_MAX); j > 0; j--, n++) {
                v[n] = rng_chance(r, share);
                group[n] = k < 15;
                id[n] = k;
            }
        }
        assert_int_equal(interval_diff(&(DiffInput){ .v = v, .group = group, .cluster = id, .n = n, .level = 0.95, .share = true }, &a, &i, &err),
                         ST_OK);
        hit += i.low <= 0.2 && 0.2 <= i.high;
    }
    print_message("# clustered difference: coverage %.4f\n", (double)hit / REPS);
    assert_true(hit > 0.91 * REPS && hit < 0.972 * REPS);
    arena_release(&a);
}

/* Limits where the score test at n_eff = p(1-p)/se^2 meets t(G-1), found by halving; a cluster without trials changes nothing, and
 * one trial a cluster is Wilson at n - 1. */
static void a_clustered_share_is_wilsons_at_the_effective_number(void **state)
{
    const double x[] = { 9, 4, 0, 17, 6, 3 }, n[] = { 10, 10, 0, 20, 6, 4 };
    Interval i;
    Err err;
    double p = 39.0 / 50, meat = 0;
    (void)state;
    assert_int_equal(interval_share(&(ShareInput){ x, n, 6, 0.99 }, &i, &err), ST_OK);
    for (size_t k = 0; k < 6; k++)
        meat += pow(x[k] - p * n[k], 2);
    double like = fmin(50, p * (1 - p) / (meat * 5 / 4 / 2500)), c = t_quantile(0.995, 4), end[2] = { 0, 1 };
    for (int side = 0; side < 2; side++) {
        double near = p, far = end[side];
        for (int step = 0; step < 200; step++) {
            double mid = (near + far) / 2;
            *(fabs(p - mid) / sqrt(mid * (1 - mid) / like) < c ? &near : &far) = mid;
        }
        end[side] = near;
    }
    assert_true(like < 50 && i.n_clusters == 5 && i.n == 50);
    check_digits(i.low, end[0], 12);
    check_digits(i.high, end[1], 12);
    const double all[] = { 1, 1, 1, 1, 1 };
    assert_int_equal(interval_share(&(ShareInput){ all, all, 5, 0.95 }, &i, &err), ST_OK);
    assert_true(i.high == 1 && i.low < 0.45 && i.low > 0.35);      /* 5 / (5 + t(4)^2) */
    check_digits(i.low, 5 / (5 + pow(t_quantile(0.975, 4), 2)), 12);
    assert_int_equal(interval_share(&(ShareInput){ x, n, 1, 0.95 }, &i, &err), ST_NUMERIC);
    assert_int_equal(interval_share(&(ShareInput){ n, x, 6, 0.95 }, &i, &err), ST_INVALID);
    assert_int_equal(interval_share(&(ShareInput){ x, n, 6, 1 }, &i, &err), ST_INVALID);
}

/* 40 clusters of 1 to 12 trials, their own chances beta around the mean: a level of 0.95 misses the truth in 5 % or little more, near 1 too,
 * where a mean -+ t se of the same data misses far more; far out (0.999) it keeps its promise within a factor of two. */
static void a_clustered_share_covers_near_one_and_far_out(void **state)
{
    static const double mean[] = { 0.6, 0.8, 0.95, 0.98 };
    enum { REPS = 20000, G = 40 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 41);
    for (size_t m = 0; m < COUNT_OF(mean); m++) {
        int miss = 0, far = 0;
        for (int rep = 0; rep < REPS; rep++) {
            double x[G], n[G];
            Interval i, wide;
            Err err;
            for (size_t k = 0; k < G; k++) {
                n[k] = (double)rng_between(r, 1, 12);
                x[k] = (double)rng_binomial(r, (int64_t)n[k], rng_beta(r, mean[m] * 40, (1 - mean[m]) * 40));
            }
            assert_int_equal(interval_share(&(ShareInput){ x, n, G, 0.95 }, &i, &err), ST_OK);
            assert_int_equal(interval_share(&(ShareInput){ x, n, G, 0.999 }, &wide, &err), ST_OK);
            miss += i.low > mean[m] || i.high < mean[m];
            far += wide.low > mean[m] || wide.high < mean[m];
        }
        print_message("# clustered share of %.2f: missed %.2f %% at 95 %%, %.3f %% at 99.9 %%\n", mean[m], 100.0 * miss / REPS, 100.0 * far / REPS);
        assert_true(miss < 0.062 * REPS && miss > 0.03 * REPS && far < 0.002 * REPS);
    }
    arena_release(&a);
}

static void a_group_without_events_still_has_width(void **state)
{
    double v[40] = { 0 };
    uint8_t g[40];
    int64_t id[40];
    Arena a;
    Interval i;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t k = 0; k < 40; k++) {
        g[k] = k >= 20;
        id[k] = (int64_t)k;
    }
    assert_int_equal(interval_diff(&(DiffInput){ .v = v, .group = g, .cluster = id, .n = 40, .level = 0.95, .share = true }, &a, &i, &err), ST_OK);
    assert_true(i.low < -0.05 && i.high > 0.05);
    assert_true(i.warnings & INTERVAL_FLAT);
    arena_release(&a);
}

/* The 15 p-values of Benjamini & Hochberg, JRSS B 57 (1995), section 3.2: 4 rejected. */
static void bh_rejects_four_of_fifteen(void **state)
{
    const double p[] = { 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                         0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000 };
    double q[COUNT_OF(p)], want[COUNT_OF(p)];
    Arena a;
    Err err;
    size_t rejected = 0;
    (void)state;
    arena_init(&a);
    assert_int_equal(bh_qvalues(p, COUNT_OF(p), &a, q, &err), ST_OK);
    for (size_t i = 0; i < COUNT_OF(p); i++)
        rejected += q[i] <= 0.05;
    assert_int_equal(rejected, 4);
    if (r_ask("cat(p.adjust(c(.0001,.0004,.0019,.0095,.0201,.0278,.0298,.0344,.0459,.324,.4262,"
              ".5719,.6528,.759,1), 'BH'))", want, COUNT_OF(p)))
        for (size_t i = 0; i < COUNT_OF(p); i++)
            check_digits(q[i], want[i], 12);
    const double holes[] = { 0.04, F64_NAN, 0.01 };
    assert_int_equal(bh_qvalues(holes, 3, &a, q, &err), ST_OK);
    check_digits(q[0], 0.04, 14);
    check_digits(q[2], 0.02, 14);
    assert_true(isnan(q[1]));
    arena_release(&a);
}

static void impossible_input_is_reported(void **state)
{
    const double v[] = { 1, F64_NAN }, p[] = { 1.5 };
    double q[1];
    const int64_t id[] = { 1, 1 };
    const uint8_t g[] = { 0, 1 };
    Arena a;
    Interval i;
    Err err;
    (void)state;
    arena_init(&a);
    assert_int_equal(interval_wilson((ShareCount){ 3, 2 }, 0.95, &i, &err), ST_INVALID);
    assert_int_equal(interval_wilson((ShareCount){ 0, 0 }, 0.95, &i, &err), ST_NUMERIC);
    assert_int_equal(interval_wilson((ShareCount){ 1, 2 }, 95, &i, &err), ST_INVALID);
    assert_int_equal(interval_nps((NpsCount){ 5, 5, 5, 10 }, 0.95, &i, &err), ST_INVALID);
    assert_int_equal(interval_mean(&(MeanInput){ v, NULL, id, 2, 0.95, false }, &a, &i, &err),
                     ST_INVALID);
    assert_int_equal(interval_mean(&(MeanInput){ v, NULL, id, 1, 0.95, false }, &a, &i, &err),
                     ST_NUMERIC);
    assert_int_equal(interval_diff(&(DiffInput){ .v = v, .group = g, .cluster = id, .n = 0, .level = 0.95, .share = false }, &a, &i, &err),
                     ST_NUMERIC);
    assert_int_equal(bh_qvalues(p, 1, &a, q, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_is_what_r_says),
        cmocka_unit_test(nps_adds_three_answers_and_knows_the_population),
        cmocka_unit_test(nps_covers_as_promised),
        cmocka_unit_test(cluster_mean_is_what_sandwich_says),
        cmocka_unit_test(share_limits_are_where_the_score_is_t),
        cmocka_unit_test(difference_of_lone_rows_is_welchs_test),
        cmocka_unit_test(clustered_difference_covers),
        cmocka_unit_test(a_clustered_share_is_wilsons_at_the_effective_number),
        cmocka_unit_test(a_clustered_share_covers_near_one_and_far_out),
        cmocka_unit_test(a_group_without_events_still_has_width),
        cmocka_unit_test(bh_rejects_four_of_fifteen),
        cmocka_unit_test(impossible_input_is_reported),
    };
    num_init();
    return cmocka_run_group_tests_name("num/interval", tests, NULL, NULL);
}
