#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/did.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { UNITS_MAX = 240, PERIODS = 12, ROWS_MAX = UNITS_MAX * PERIODS };

typedef struct Rows {
    int64_t unit[ROWS_MAX], period[ROWS_MAX];
    double  x[ROWS_MAX], n[ROWS_MAX];
    uint8_t treated[ROWS_MAX];
    size_t  units, rows;
} Rows;

static Rows panel;

/* Complaints of n contacts a month: account levels Beta(2, 8), start in period 8 of 12. */
typedef struct World {
    size_t units, treated;
    double effect, drift;      /* in points; drift: per month, of the treated only */
    bool   worst;              /* the action goes to those with the worst months before */
} World;

static int by_value(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

static void panel_draw(Rng *r, World w)
{
    double pre[UNITS_MAX], sorted[UNITS_MAX];
    panel.units = w.units;
    panel.rows = w.units * PERIODS;
    for (size_t u = 0; u < w.units; u++) {
        double level = rng_beta(r, 2, 8), x = 0, n = 0;
        for (size_t t = 0; t < PERIODS; t++) {
            size_t i = u * PERIODS + t;
            double p = level;
            if (u < w.treated && !w.worst)
                p += w.drift * (double)t + (t >= 8 ? w.effect : 0);
            panel.unit[i] = (int64_t)(1000 - u);
            panel.period[i] = (int64_t)t;
            panel.treated[i] = u < w.treated;
            panel.n[i] = (double)rng_poisson(r, 4);
            panel.x[i] = (double)rng_binomial(r, (int64_t)panel.n[i], fmin(1, fmax(0, p)));
            x += t < 8 ? panel.x[i] : 0;
            n += t < 8 ? panel.n[i] : 0;
        }
        pre[u] = sorted[u] = (x + 0.5) / (n + 1);
    }
    if (!w.worst)
        return;
    qsort(sorted, w.units, sizeof *sorted, by_value);
    for (size_t i = 0; i < panel.rows; i++)
        panel.treated[i] = pre[i / PERIODS] >= sorted[w.units - w.treated];
}

static Did run(double wanted)
{
    Arena a;
    Did d;
    Err err;
    arena_init(&a);
    assert_int_equal(did_estimate(&(DidInput){ .unit = panel.unit,
                                               .period = panel.period,
                                               .x = panel.x,
                                               .n = panel.n,
                                               .treated = panel.treated,
                                               .rows = panel.rows,
                                               .start = 8,
                                               .wanted = wanted },
                                  &a, &d, &err),
                     ST_OK);
    arena_release(&a);
    return d;
}

/* One row before and after for each man, equal weights: the estimate is Welch's test of the changes
 * of earnings 1975 to 1978 in LaLonde's trial (R: t.test). */
static void lalondes_trial_is_welchs_test_of_changes(void **state)
{
    const char *shared = getenv("TL_SHARED");
    char path[300], script[900];
    static double row[722 * 3];
    static int64_t unit[1444], period[1444];
    static double x[1444], n[1444];
    static uint8_t treated[1444];
    double want[5];
    Arena a;
    Did d;
    Err err;
    (void)state;
    snprintf(path, sizeof path, "%s/data/causal_lalonde/lalonde_original.csv",
             shared ? shared : "?");
    if (access(path, R_OK) != 0) {
        print_message("# the shared data are not here: their check is left out\n");
        return;
    }
    snprintf(script, sizeof script, "d <- read.csv('%s'); cat(t(d[,c('treat','re75','re78')]))",
             path);
    if (!r_ask(script, row, 722 * 3))
        return;
    snprintf(script, sizeof script,
             "d <- read.csv('%s'); y <- d$re78-d$re75; t <- t.test(y[d$treat==1], y[d$treat==0])\n"
             "cat(diff(rev(t$estimate)), t$conf.int, t$parameter, t$p.value)",
             path);
    assert_true(r_ask(script, want, 5));
    for (size_t i = 0; i < 1444; i++) {
        unit[i] = (int64_t)(i / 2);
        period[i] = i % 2 ? 1978 : 1975;
        x[i] = row[3 * (i / 2) + 1 + i % 2];
        n[i] = 1;
        treated[i] = row[3 * (i / 2)] > 0;
    }
    arena_init(&a);
    assert_int_equal(did_estimate(&(DidInput){ .unit = unit,
                                               .period = period,
                                               .x = x,
                                               .n = n,
                                               .treated = treated,
                                               .rows = 1444,
                                               .start = 1976,
                                               .wanted = 1000 },
                                  &a, &d, &err),
                     ST_OK);
    check_digits(d.estimate, want[0], 10);
    check_digits(d.low, want[1], 8);
    check_digits(d.high, want[2], 8);
    check_digits(d.df, want[3], 9);
    check_digits(d.p, want[4], 7);
    assert_true(isnan(d.pretrend_p) && d.warnings & DID_NO_PRETEST);
    assert_int_equal(d.verdict, DID_CANNOT_TELL);
    arena_release(&a);
}

/* R computes weights, weighted means, group variances and the ANCOVA with HC1 from the formulas. */
static void unequal_weights_are_what_r_says(void **state)
{
    double want[6];
    char *script = malloc(200000);
    size_t at = 0;
    Arena a;
    (void)state;
    assert_non_null(script);
    arena_init(&a);
    panel_draw(rng_create(&a, 61), (World){ .units = 40, .treated = 15, .effect = -0.05 });
    at += (size_t)sprintf(script + at, "d <- data.frame(matrix(c(");
    for (size_t i = 0; i < panel.rows; i++)
        at += (size_t)sprintf(script + at, "%s%lld,%g,%g,%d,%d", i ? "," : "",
                              (long long)panel.unit[i], panel.x[i], panel.n[i],
                              (int)panel.treated[i], panel.period[i] >= 8);
    (void)sprintf(
        script + at,
        "), ncol=5, byrow=TRUE)); names(d) <- c('u','x','n','t','post')\n"
        "suppressMessages(library(sandwich))\n"
        "s <- function(v, q) tapply(v*(d$post==q), d$u, sum)\n"
        "x0 <- s(d$x,0); n0 <- s(d$n,0); x1 <- s(d$x,1); n1 <- s(d$n,1); tr <- tapply(d$t, d$u, "
        "max)\n"
        "b <- x0/n0; y <- x1/n1-b; w <- n0*n1/(n0+n1)\n"
        "m <- function(g) weighted.mean(y[tr==g], w[tr==g])\n"
        "v <- function(g) {k <- tr==g; sum((w[k]*(y[k]-m(g)))^2)/sum(w[k])^2*sum(k)/(sum(k)-1)}\n"
        "l <- lm(y ~ tr + b, weights=w)\n"
        "half <- qt(.975, min((v(0)+v(1))^2/(v(0)^2/24+v(1)^2/14), 37))*sqrt(vcovHC(l, "
        "type='HC1')[2,2])\n"
        "cat(m(1)-m(0), sqrt(v(0)+v(1)), coef(l)[2], coef(l)[2]-half, weighted.mean(b[tr==1], "
        "w[tr==1]), sum(d$n))");
    bool there = r_ask(script, want, 6);
    free(script);
    if (there) {
        Did d = run(-0.05);
        check_digits(d.estimate, want[0], 9);
        check_digits(d.se, want[1], 9);
        check_digits(d.ancova, want[2], 8);
        check_digits(d.ancova_low, want[3], 8);
        check_digits(d.treated_before, want[4], 10);
        check_digits(d.trials, want[5], 12);
    }
    arena_release(&a);
}

/* Bounds: 3.5 binomial standard errors at 600 around 0.95 and 0.05. */
static void interval_covers_and_pretest_keeps_its_level(void **state)
{
    enum { REPS = 600 };
    Arena a;
    int cover = 0, rejected = 0, worked = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 62);
    for (int k = 0; k < REPS; k++) {
        panel_draw(r, (World){ .units = 100, .treated = 25, .effect = 0.06 });
        Did d = run(0.05);
        cover += d.low <= 0.06 && 0.06 <= d.high;
        rejected += d.pretrend_p < 0.05;
        worked += d.verdict == DID_WORKED;
        assert_int_equal(d.n_leads, 4);
    }
    print_message("# coverage %.3f, pre-trend rejected %.3f, worked %.3f\n", (double)cover / REPS,
                  (double)rejected / REPS, (double)worked / REPS);
    assert_true(cover > 0.919 * REPS && cover < 0.981 * REPS);
    assert_true(rejected > 0.019 * REPS && rejected < 0.081 * REPS);
    assert_true(worked > 0.3 * REPS);
    arena_release(&a);
}

/* No effect at all, the action goes to the worst eighth: "worked" in 10 % at most is asked for. */
static void regression_to_the_mean_is_not_taken_for_success(void **state)
{
    enum { REPS = 200 };
    Arena a;
    int worked = 0, seen = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 63);
    for (int k = 0; k < REPS; k++) {
        panel_draw(r, (World){ .units = 160, .treated = 20, .worst = true });
        Did d = run(-0.05);
        worked += d.verdict == DID_WORKED;
        seen += d.high < 0;
    }
    print_message("# regression to the mean: naive %.3f, worked %.3f\n", (double)seen / REPS,
                  (double)worked / REPS);
    assert_true(seen > 0.35 * REPS);    /* the trap is set */
    assert_true(worked <= 0.1 * REPS);
    arena_release(&a);
}

static void drifting_groups_are_found_out(void **state)
{
    Arena a;
    int flagged = 0, worked = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 64);
    for (int k = 0; k < 100; k++) {
        panel_draw(r, (World){ .units = 240, .treated = 100, .drift = 0.025 });
        Did d = run(0.05);
        flagged += !!(d.warnings & DID_PRETREND);
        worked += d.verdict == DID_WORKED;
    }
    print_message("# drift flagged %d, worked %d of 100\n", flagged, worked);
    assert_true(flagged >= 80);
    assert_true(worked <= 20);
    arena_release(&a);
}

static void verdicts_follow_the_rule(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 65);
    panel_draw(r, (World){ .units = 240, .treated = 120, .effect = 0.3 });
    Did d = run(0.1);
    assert_int_equal(d.verdict, DID_WORKED);
    assert_int_equal(run(-0.1).verdict, DID_DID_NOT);      /* it made things worse */
    panel_draw(r, (World){ .units = 240, .treated = 120, .effect = 0 });
    d = run(0.3);
    assert_int_equal(d.verdict, DID_DID_NOT);
    check_digits(d.detectable, (t_factor(0.95, d.df) + t_quantile(0.8, d.df)) * d.se, 12);
    assert_int_equal(run(d.high * 1.5 + 0.02).verdict, DID_DID_NOT);
    if (d.low <= 0 && d.high > 0.001)
        assert_int_equal(run(d.high * 0.9).verdict, DID_CANNOT_TELL);
    arena_release(&a);
}

static void few_or_odd_accounts_are_reported(void **state)
{
    Arena a;
    Did d;
    Err err;
    uint8_t use[ROWS_MAX];
    (void)state;
    arena_init(&a);
    panel_draw(rng_create(&a, 66), (World){ .units = 30, .treated = 10, .effect = 0 });
    DidInput in = { .unit = panel.unit,
                    .period = panel.period,
                    .x = panel.x,
                    .n = panel.n,
                    .treated = panel.treated,
                    .use = use,
                    .rows = panel.rows,
                    .start = 8,
                    .wanted = 0.1 };
    for (size_t i = 0; i < panel.rows; i++)
        use[i] = !(i / PERIODS == 3 && panel.period[i] >= 8);    /* no data after for one */
    assert_int_equal(did_estimate(&in, &a, &d, &err), ST_OK);
    assert_int_equal(d.units_dropped, 1);
    assert_int_equal(d.units_treated, 9);
    assert_int_equal(d.units_control, 20);
    assert_true(d.warnings & DID_DROPPED && d.warnings & DID_FEW_UNITS);
    for (size_t i = 0; i < panel.rows; i++)
        use[i] = i / PERIODS == 0 || i / PERIODS > 10;
    assert_int_equal(did_estimate(&in, &a, &d, &err), ST_OK);
    assert_true(d.too_few && isnan(d.estimate));
    assert_int_equal(d.verdict, DID_CANNOT_TELL);
    memset(use, 1, sizeof use);
    panel.treated[5] = !panel.treated[5];
    assert_int_equal(did_estimate(&in, &a, &d, &err), ST_INVALID);
    panel.treated[5] = !panel.treated[5];
    in.wanted = 0;
    assert_int_equal(did_estimate(&in, &a, &d, &err), ST_INVALID);
    in.wanted = 1;
    in.rows = 0;
    assert_int_equal(did_estimate(&in, &a, &d, &err), ST_OK);
    assert_true(d.too_few);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lalondes_trial_is_welchs_test_of_changes),
        cmocka_unit_test(unequal_weights_are_what_r_says),
        cmocka_unit_test(interval_covers_and_pretest_keeps_its_level),
        cmocka_unit_test(regression_to_the_mean_is_not_taken_for_success),
        cmocka_unit_test(drifting_groups_are_found_out),
        cmocka_unit_test(verdicts_follow_the_rule),
        cmocka_unit_test(few_or_odd_accounts_are_reported),
    };
    num_init();
    return cmocka_run_group_tests_name("num/did", tests, NULL, NULL);
}
