#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/map.h"
#include "num/dist.h"
#include "num/effect.h"
#include "num/logit.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

/* Made-up renewals: one to five decisions an account, an account effect, two confounders. */
typedef struct World {
    size_t   n, p;
    double  *x, *y;
    uint8_t *exposed;
    int64_t *id;
    double   effect;       /* in log odds */
} World;

enum { ROWS_MAX = 2000, P_MAX = 15 };
static double world_x[ROWS_MAX * P_MAX], world_y[ROWS_MAX];
static uint8_t world_exposed[ROWS_MAX];
static int64_t world_id[ROWS_MAX];

static World world_make(Rng *r, size_t n, size_t p, double effect)
{
    World w = { n, p, world_x, world_y, world_exposed, world_id, effect };
    size_t i = 0;
    for (int64_t account = 0; i < n; account++) {
        double u = rng_normal(r, 0, 0.7), x0 = rng_normal(r, 0, 1), x1 = rng_chance(r, 0.4);
        for (int64_t k = rng_between(r, 1, 5); k > 0 && i < n; k--, i++) {
            w.x[i] = x0;
            w.x[n + i] = x1;
            for (size_t j = 2; j < p; j++)
                w.x[j * n + i] = rng_normal(r, 0, 1);
            w.exposed[i] = rng_chance(r, expit(-0.8 + 0.6 * x0 + 0.6 * x1));
            w.y[i] = rng_chance(r, expit(1 + 0.7 * x0 + 0.8 * x1 + u + effect * w.exposed[i]));
            w.id[i] = account;
        }
    }
    return w;
}

/* The average effect in that world, by brute force: 400,000 draws, error about 0.0002. */
static double world_truth(Rng *r, double effect)
{
    double sum = 0;
    for (int i = 0; i < 400000; i++) {
        double at =
            1 + 0.7 * rng_normal(r, 0, 1) + 0.8 * rng_chance(r, 0.4) + rng_normal(r, 0, 0.7);
        sum += expit(at + effect) - expit(at);
    }
    return sum / 400000;
}

static EffectInput input_of(const World *w)
{
    return (EffectInput){
        .y = w->y, .exposed = w->exposed, .x = w->x, .cluster = w->id, .n = w->n, .p = w->p
    };
}

static void interval_covers_the_truth(size_t n, size_t p, int reps, double effect, double least,
                                      double most, size_t folds)
{
    Arena a;
    int hit = 0, raw_hit = 0;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    double truth = world_truth(r, effect), bias = 0;
    for (int k = 0; k < reps; k++) {
        World w = world_make(r, n, p, effect);
        EffectInput in = input_of(&w);
        in.folds = folds;
        Effect e;
        Err err;
        assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
        assert_int_equal(e.folds, folds);
        hit += e.low <= truth && truth <= e.high;
        raw_hit += e.raw_low <= truth && truth <= e.raw_high;
        bias += (e.estimate - truth) / reps;
    }
    print_message("# n=%zu p=%zu folds=%zu: truth %.4f bias %.4f coverage %.3f, raw %.3f\n", n, p, folds, truth,
                  bias, (double)hit / reps, (double)raw_hit / reps);
    assert_true(hit >= least * reps && hit <= most * reps);
    assert_true(fabs(bias) < 0.01);
    assert_true(raw_hit < 0.8 * reps);      /* the confounding is real */
    arena_release(&a);
}

/* 3 binomial standard errors at 200 replications are 0.046 around 0.95. */
static void small_samples_are_covered(void **state)
{
    (void)state;
    interval_covers_the_truth(300, 8, 200, -1, 0.904, 0.996, 0);
}

static void large_samples_are_covered(void **state)
{
    (void)state;
    interval_covers_the_truth(1500, 15, 200, -1, 0.904, 0.996, 0);
}

static void no_effect_is_not_invented(void **state)
{
    (void)state;
    interval_covers_the_truth(300, 4, 200, 0, 0.904, 0.996, 0);
}

/* From the first n that is cross-fitted on: 600 rows are some 200 accounts, the smaller arm a little more than EFFECT_CROSS_FROM of them. */
static void cross_fitted_limits_cover(void **state)
{
    (void)state;
    interval_covers_the_truth(600, 15, 200, -1, 0.904, 0.996, EFFECT_FOLDS);
    interval_covers_the_truth(1500, 15, 200, -1, 0.904, 0.996, EFFECT_FOLDS);
}

typedef struct Apart {
    double e, m[2];
} Apart;

/* One fold's figures from models fitted to rows copied out, the slow way: fit, then predict. */
static void fit_apart(const EffectInput *in, const size_t *fold, size_t k, Apart *of, Arena *a)
{
    double *x = ARENA_NEW_N(a, double, in->n * in->p), *y = ARENA_NEW_N(a, double, in->n), *at = ARENA_NEW_N(a, double, in->n);
    for (size_t part = 0; part < 3; part++) {
        size_t n = 0;
        for (size_t i = 0; i < in->n; i++)
            n += fold[i] != k && (part == 2 || in->exposed[i] == part);
        size_t put = 0;
        for (size_t i = 0; i < in->n; i++) {
            if (fold[i] == k || (part < 2 && in->exposed[i] != part))
                continue;
            for (size_t j = 0; j < in->p; j++)
                x[j * n + put] = in->x[j * in->n + i];
            y[put++] = part == 2 ? in->exposed[i] : in->y[i];
        }
        LogitFit f;
        Err err;
        assert_int_equal(logit_fit(&(LogitInput){ .x = x, .y = y, .n = n, .p = in->p, .ridge = in->ridge }, a, &f, &err), ST_OK);
        logit_predict(&f, in->x, in->n, at);
        for (size_t i = 0; i < in->n; i++)
            if (fold[i] == k)
                *(part == 2 ? &of[i].e : &of[i].m[part]) = at[i];
    }
}

/* Oracle: the formulas of the header on models fitted apart, to rows copied out; folds dealt here by taking the smallest hash again and again. */
static void cross_fitting_is_models_of_the_other_folds(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 21), 700, 6, -1);
    EffectInput in = input_of(&w);
    in.folds = EFFECT_FOLDS;
    in.seed = 9;
    in.ridge = 1;
    in.trim = 0.02;
    Effect e;
    Err err;
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_string_equal(e.method, "AIPW, cross-fitted by account, cluster-robust");
    size_t *fold = ARENA_NEW_N(&a, size_t, in.n), dealt = 0;
    bool *exposed = ARENA_NEW_N(&a, bool, in.n), *done = ARENA_NEW_N(&a, bool, in.n);
    for (size_t i = 0; i < in.n; i++)
        exposed[in.cluster[i]] |= in.exposed[i];
    for (int part = 1; part >= 0; part--)
        for (;;) {
            int64_t best = -1;
            for (size_t i = 0; i < in.n; i++)
                if (!done[in.cluster[i]] && exposed[in.cluster[i]] == part &&
                    (best < 0 || hash64_mix((uint64_t)in.cluster[i], in.seed) < hash64_mix((uint64_t)best, in.seed)))
                    best = in.cluster[i];
            if (best < 0)
                break;
            done[best] = true;
            for (size_t i = 0; i < in.n; i++)
                if (in.cluster[i] == best)
                    fold[i] = dealt % EFFECT_FOLDS;
            dealt++;
        }
    Apart *of = ARENA_NEW_N(&a, Apart, in.n);
    for (size_t k = 0; k < EFFECT_FOLDS; k++)
        fit_apart(&in, fold, k, of, &a);
    double weight[2] = { 0, 0 }, gap[2] = { 0, 0 }, model[2] = { 0, 0 };
    for (size_t i = 0; i < in.n; i++) {
        size_t arm = in.exposed[i];
        double s = fmin(0.98, fmax(0.02, of[i].e)), g = 1 / (arm ? s : 1 - s);
        weight[arm] += g;
        gap[arm] += g * (in.y[i] - of[i].m[arm]);
        model[0] += of[i].m[0] / (double)in.n;
        model[1] += of[i].m[1] / (double)in.n;
    }
    check_digits(e.mean_exposed, model[1] + gap[1] / weight[1], 7);
    check_digits(e.mean_unexposed, model[0] + gap[0] / weight[0], 7);
    in.n = 100;         /* some 33 accounts: too few to cross */
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_int_equal(e.folds, 0);
    arena_release(&a);
}

/* With strata as the covariates and next to no penalty all models are saturated: the estimate
 * is the difference of means within strata, weighted by stratum size. */
static void saturated_strata_give_the_standardised_difference(void **state)
{
    enum { N = 240 };
    double x[N], y[N], mean[2][2] = { { 0 } }, count[2][2] = { { 0 } };
    uint8_t exposed[N];
    int64_t id[N];
    Arena a;
    Effect e;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 8);
    for (size_t i = 0; i < N; i++) {
        size_t s = i % 3 == 0;
        x[i] = (double)s;
        exposed[i] = rng_chance(r, s ? 0.7 : 0.3);
        y[i] = rng_chance(r, s ? 0.6 : 0.3);
        id[i] = (int64_t)(i / 2);
        mean[s][exposed[i]] += y[i];
        count[s][exposed[i]] += 1;
    }
    double want = 0;
    for (size_t s = 0; s < 2; s++)
        want +=
            (count[s][0] + count[s][1]) / N * (mean[s][1] / count[s][1] - mean[s][0] / count[s][0]);
    assert_int_equal(
        effect_estimate(
            &(EffectInput){
                .y = y, .exposed = exposed, .x = x, .cluster = id, .n = N, .p = 1, .ridge = 1e-10 },
            &a, &e, &err),
        ST_OK);
    check_digits(e.estimate, want, 8);
    assert_true(e.smd_before > 0.5 && e.smd_after < 1e-6);
    arena_release(&a);
}

/* LaLonde's observational sample (614 rows): raw -635 is the published mean difference; R
 * computes the weighted estimate and its error with glm and lm from the formulas of effect.h. */
static void lalonde_is_what_r_says(void **state)
{
    const char *shared = getenv("TL_SHARED");
    char script[2600];
    double *row = calloc(614 * 10, sizeof *row), y[614], x[614 * 7], want[5];
    uint8_t exposed[614];
    int64_t id[614];
    Arena a;
    Effect e;
    Err err;
    (void)state;
    assert_non_null(row);
    snprintf(script, sizeof script,
             "d <- read.csv('%s/data/causal_lalonde/lalonde_matchit_614.csv')\n"
             "X <- with(d, cbind(age, educ, race=='black', race=='hispan', married, nodegree, "
             "re74/1000))\n"
             "cat(t(cbind(d$treat, d$re78, X)))",
             shared ? shared : "?");
    char path[300];
    snprintf(path, sizeof path, "%s/data/causal_lalonde/lalonde_matchit_614.csv",
             shared ? shared : "?");
    if (access(path, R_OK) != 0 || !r_ask(script, row, 614 * 9)) {
        print_message("# the shared data or R are not here: their check is left out\n");
        free(row);
        return;
    }
    for (size_t i = 0; i < 614; i++) {
        exposed[i] = row[9 * i] > 0;
        y[i] = row[9 * i + 1];
        for (size_t j = 0; j < 7; j++)
            x[j * 614 + i] = row[9 * i + 2 + j];
        id[i] = (int64_t)i;
    }
    free(row);
    size_t at = strlen(script);
    script[at - strlen("cat(t(cbind(d$treat, d$re78, X)))")] = 0;
    at = strlen(script);
    snprintf(script + at, sizeof script - at, "%s",
             "t <- d$treat; y <- d$re78; n <- 614; q <- data.frame(X)\n"
             "e <- fitted(glm(t ~ X, binomial, control=list(epsilon=1e-14))); e <- pmin(.98, "
             "pmax(.02, e))\n"
             "arm <- function(s) {m <- lm(y ~ ., q, subset=t==s); f <- predict(m, q)\n"
             " g <- (t==s)/(if (s) e else 1-e); g <- g*n/sum(g); h <- rep(0,n); h[t==s] <- "
             "hatvalues(m)\n"
             " gap <- sum(g*(y-f))/n; list(mu=mean(f)+gap, gap=gap,\n"
             " psi=g*((y-f)/(1-pmin(.75,h))-gap)+f-mean(f), ess=sum(g)^2/sum(g^2))}\n"
             "A <- arm(1); B <- arm(0)\n"
             "cat(A$mu-B$mu, sqrt(sum((A$psi-B$psi)^2)/n^2*n/(n-1)), A$ess, A$mu, B$mu)");
    assert_true(r_ask(script, want, 5));
    arena_init(&a);
    assert_int_equal(effect_estimate(&(EffectInput){ .y = y,
                                                     .exposed = exposed,
                                                     .x = x,
                                                     .cluster = id,
                                                     .n = 614,
                                                     .p = 7,
                                                     .outcome = EFFECT_NUMERIC,
                                                     .ridge = 1e-9 },
                                     &a, &e, &err),
                     ST_OK);
    assert_true(fabs(e.raw_estimate + 635) < 0.5);
    check_digits(e.estimate, want[0], 6);
    check_digits(e.se, want[1], 6);
    check_digits(e.ess_exposed, want[2], 6);
    check_digits(e.mean_exposed, want[3], 7);
    check_digits(e.mean_unexposed, want[4], 7);
    assert_true(e.warnings & EFFECT_WEAK_OVERLAP);
    arena_release(&a);
}

/* VanderWeele & Ding, Annals of Internal Medicine 167 (2017): RR 3.9 (1.8 to 8.7) gives 7.26
 * and 3.0. */
static void e_values_are_the_published_ones(void **state)
{
    (void)state;
    assert_true(fabs(e_value(3.9) - 7.26) < 0.005);
    assert_true(fabs(e_value(1.8) - 3.0) < 0.005);
    check_digits(e_value(1 / 3.9), e_value(3.9), 12);
    check_digits(e_value(1), 1, 15);
    assert_true(isnan(e_value(0)));
}

static void few_rows_get_counts_and_raw_only(void **state)
{
    Arena a;
    Effect e;
    Err err;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 2), 60, 3, -1);
    for (size_t i = 0; i < w.n; i++)
        w.exposed[i] = i % 6 == 0;
    EffectInput in = input_of(&w);
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_true(e.too_few);
    assert_int_equal(e.n_exposed, 10);
    assert_true(isfinite(e.raw_estimate) && isfinite(e.raw_low));
    assert_true(isnan(e.estimate) && isnan(e.low));
    in.n = 0;
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_true(e.too_few && e.n == 0 && isnan(e.raw_estimate));
    arena_release(&a);
}

/* Rows swapped, units changed: the same answer up to rounding.  Same rows: the same bits. */
static void order_and_units_do_not_matter(void **state)
{
    enum { N = 200 };
    static double x[3 * N], y[N];
    static uint8_t exposed[N];
    static int64_t id[N];
    Arena a;
    Effect e, again, turned;
    Err err;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 21), N, 3, -1);
    for (size_t i = 0; i < N; i++) {
        size_t s = N - 1 - i;
        for (size_t j = 0; j < 3; j++)
            x[j * N + i] = 1000 * w.x[j * N + s] - 5;
        y[i] = w.y[s];
        exposed[i] = w.exposed[s];
        id[i] = 77 - w.id[s];
    }
    EffectInput in = input_of(&w);
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_int_equal(effect_estimate(&in, &a, &again, &err), ST_OK);
    assert_int_equal(
        effect_estimate(
            &(EffectInput){ .y = y, .exposed = exposed, .x = x, .cluster = id, .n = N, .p = 3 }, &a,
            &turned, &err),
        ST_OK);
    assert_true(e.estimate == again.estimate && e.se == again.se &&
                e.e_value_limit == again.e_value_limit);
    check_digits(turned.estimate, e.estimate, 8);
    check_digits(turned.se, e.se, 8);
    check_digits(turned.smd_after, e.smd_after, 6);
    check_digits(e.e_value, e_value(e.mean_exposed / e.mean_unexposed), 12);
    assert_true(e.high < 0 ? e.e_value_limit > 1 : e.e_value_limit >= 1);
    assert_true(e.e_value_limit < e.e_value);
    arena_release(&a);
}

/* Nothing to adjust for: both models are the arm's mean, so the estimate is the raw one. */
static void without_covariates_it_is_the_raw_difference(void **state)
{
    Arena a;
    Effect e;
    Err err;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 23), 300, 2, -1);
    EffectInput in = input_of(&w);
    in.x = NULL;
    in.p = 0;
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    check_digits(e.estimate, e.raw_estimate, 10);
    assert_true(fabs((e.high - e.low) / (e.raw_high - e.raw_low) - 1) < 0.02);
    arena_release(&a);
}

static void flat_arms_and_odd_covariates_are_flagged(void **state)
{
    Arena a;
    Effect e;
    Err err;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 4), 200, 4, -1);
    for (size_t i = 0; i < w.n; i++) {
        w.y[i] = w.exposed[i] ? 1 : w.y[i];
        w.x[3 * w.n + i] = 7;
    }
    EffectInput in = input_of(&w);
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_true(e.warnings & EFFECT_FLAT_ARM && e.warnings & EFFECT_DROPPED);
    assert_int_equal(e.n_dropped, 1);
    assert_true(e.high - e.low > 0.02);
    for (size_t i = 0; i < w.n; i++)
        w.x[i] = w.exposed[i] ? 2 : -2;
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    assert_true(e.warnings & EFFECT_SEPARATED && e.warnings & EFFECT_UNBALANCED);
    w.y[3] = 0.5;
    assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_INVALID);
    arena_release(&a);
}

/* Asked for: n=2000, p=15 in 10 ms; five times that is allowed on a busy or instrumented build. */
static void two_thousand_rows_take_milliseconds(void **state)
{
    Arena a;
    Effect e;
    Err err;
    (void)state;
    arena_init(&a);
    World w = world_make(rng_create(&a, 6), 2000, 15, -1);
    EffectInput in = input_of(&w);
    clock_t from = clock();
    for (int k = 0; k < 10; k++)
        assert_int_equal(effect_estimate(&in, &a, &e, &err), ST_OK);
    double ms = (double)(clock() - from) * 100.0 / CLOCKS_PER_SEC;
    print_message("# n=2000 p=15: %.2f ms\n", ms);
    assert_true(ms < 50);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_samples_are_covered),
        cmocka_unit_test(large_samples_are_covered),
        cmocka_unit_test(no_effect_is_not_invented),
        cmocka_unit_test(cross_fitted_limits_cover),
        cmocka_unit_test(cross_fitting_is_models_of_the_other_folds),
        cmocka_unit_test(saturated_strata_give_the_standardised_difference),
        cmocka_unit_test(lalonde_is_what_r_says),
        cmocka_unit_test(e_values_are_the_published_ones),
        cmocka_unit_test(few_rows_get_counts_and_raw_only),
        cmocka_unit_test(order_and_units_do_not_matter),
        cmocka_unit_test(without_covariates_it_is_the_raw_difference),
        cmocka_unit_test(flat_arms_and_odd_covariates_are_flagged),
        cmocka_unit_test(two_thousand_rows_take_milliseconds),
    };
    num_init();
    return cmocka_run_group_tests_name("num/effect", tests, NULL, NULL);
}
