/* Competing ends by regression, against R's cmprsk where R is there, Cox's own likelihood, a case by hand, and simulation. */
#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/compete.h"
#include "num/dist.h"
#include "num/km.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { PATIENTS = 1338, COLUMNS = 3, ASKED = 2 * COLUMNS + 2, MADE = 400 };

static double answer[PATIENTS * (COLUMNS + 2) + 2 * ASKED];
static double time_of[PATIENTS], x_of[PATIENTS * COLUMNS];
static uint8_t cause_of[PATIENTS];

/* mgus2 is full of ties, of ends with ends and of ends with censoring. */
static void mgus2_is_what_crr_says(void **state)
{
    Arena a;
    Err err;
    CompeteFit f;
    (void)state;
    if (!r_ask("library(survival); library(cmprsk); m <- mgus2[complete.cases(mgus2[, c('age','sex','hgb','mspike')]),]\n"
               "m <- m[seq_len(1338),]; t <- ifelse(m$pstat==0, m$futime, m$ptime); e <- ifelse(m$pstat==0, 2*m$death, 1)\n"
               "t <- pmax(t, 0.5); x <- cbind(m$age, m$sex=='M', m$mspike); cat(t(cbind(t, e, x)), '')\n"
               "for (k in 1:2) { f <- crr(t, e, x, failcode=k, cencode=0, gtol=1e-12); cat(f$coef, sqrt(diag(f$var)), f$loglik.null, f$loglik, '') }",
               answer, COUNT_OF(answer)))
        return;
    arena_init(&a);
    for (size_t i = 0; i < PATIENTS; i++) {
        const double *row = answer + i * (COLUMNS + 2);
        time_of[i] = row[0];
        cause_of[i] = (uint8_t)row[1];
        for (size_t c = 0; c < COLUMNS; c++)
            x_of[c * PATIENTS + i] = row[2 + c];
    }
    for (uint8_t of = 1; of <= 2; of++) {
        const double *want = answer + PATIENTS * (COLUMNS + 2) + (of - 1) * ASKED;
        assert_int_equal(compete_fit(&(CompeteInput){ .x = x_of, .time = time_of, .cause = cause_of, .of = of, .n = PATIENTS, .p = COLUMNS }, &a, &f, &err), ST_OK);
        for (size_t c = 0; c < COLUMNS; c++) {
            check_digits(f.beta[c], want[c], 7);
            check_digits(f.se[c], want[COLUMNS + c], 7);
            check_digits(f.cov[c * COLUMNS + c], f.se[c] * f.se[c], 12);
        }
        check_digits(f.loglik_null, want[2 * COLUMNS], 10);
        check_digits(f.loglik, want[2 * COLUMNS + 1], 10);
        assert_int_equal(f.warnings, 0);
        assert_int_equal(f.n_event + f.n_other + f.n_censored, PATIENTS);
        assert_int_equal(f.n_cluster, PATIENTS);
    }
    arena_release(&a);
}

/* doc/methods/survival.md, the worked example: ends 1 (x 1), 2 in another way (x 1), 3 (x 0), censored 4 (x 0); nobody is censored before, so G is 1.
 * Sets at risk at 1 and at 3: e1 e2 e3 e4, and e2 e3 e4 (the second stays).  d/db: 1 - 2e/(2e + 2) - e/(e + 2) = 0, so e^2 = 2. */
static void four_accounts_are_as_worked_by_hand(void **state)
{
    const double time[] = { 1, 2, 3, 4 }, x[] = { 1, 1, 0, 0 };
    const uint8_t cause[] = { 1, 2, 1, 0 };
    Arena a;
    Err err;
    CompeteFit f;
    CoxFit cox;
    const uint8_t event[] = { 1, 0, 1, 0 };
    (void)state;
    arena_init(&a);
    assert_int_equal(compete_fit(&(CompeteInput){ .x = x, .time = time, .cause = cause, .of = 1, .n = 4, .p = 1 }, &a, &f, &err), ST_OK);
    check_digits(exp(f.beta[0]), sqrt(2), 8);
    check_digits(f.loglik, f.beta[0] - log(2 * sqrt(2) + 2) - log(sqrt(2) + 2), 10);
    /* Cox's takes the second away: 1 - 2e/(2e + 2) - 0 has no end, since all that had x left or went. */
    assert_int_equal(cox_fit(&(CoxInput){ .x = x, .time = time, .event = event, .n = 4, .p = 1 }, &a, &cox, &err), ST_OK);
    assert_true(cox.warnings & COX_RUNAWAY);
    assert_int_equal(f.n_other, 1);
    assert_true(f.warnings & COX_FEW_EVENTS);
    arena_release(&a);
}

/* 400 rows in pairs; hazards of two ways of ending; `lasting` shares a frailty within a pair; censored in [0.5, 4]. */
static void make(Rng *r, double *x, double *time, uint8_t *cause, int64_t *id)
{
    double common = 0;
    for (size_t i = 0; i < MADE; i++) {
        if (i % 2 == 0)
            common = rng_normal(r, 0, 1);
        id[i] = (int64_t)(i / 2);
        x[i] = i % 4 < 2;
        /* Of those without x the share 1 - exp(-0.5) = 0.39 ends the first way in the end, of those with it 1 - exp(-0.5 e^0.7) (Fine and Gray's own law). */
        double p = 1 - exp(-0.5 * exp(0.7 * x[i])), u = normal_cdf(common * sqrt(0.5) + rng_normal(r, 0, sqrt(0.5))), t = 0;
        if (u < p) {
            cause[i] = 1;
            /* F(t) = 1 - exp(-0.5 (1 - e^-t) e^{bx}) = u. */
            t = -log(1 + log(1 - u) / (0.5 * exp(0.7 * x[i])));
        } else {
            cause[i] = 2;
            t = -log(1 - rng_uniform(r)) / (0.5 + x[i]);
        }
        double until = 0.5 + 3.5 * rng_uniform(r);
        cause[i] = t > until ? 0 : cause[i];
        time[i] = fmax(1e-6, fmin(t, until));
    }
}

/* Oracle: planted law, 400 companies of 200 pairs: 95 % limits must hold 0.7 in 93 to 97 % (give or take chance). */
static void limits_hold_what_was_planted(void **state)
{
    enum { TIMES = 400 };
    static double x[MADE], time[MADE];
    static uint8_t cause[MADE];
    static int64_t id[MADE];
    Arena a;
    Err err;
    int held = 0;
    double mean = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 31);
    for (int t = 0; t < TIMES; t++) {
        ArenaMark mark = arena_mark(&a);
        CompeteFit f;
        make(r, x, time, cause, id);
        assert_int_equal(compete_fit(&(CompeteInput){ .x = x, .time = time, .cause = cause, .cluster = id, .of = 1, .n = MADE, .p = 1 }, &a, &f, &err), ST_OK);
        assert_int_equal(f.n_cluster, MADE / 2);
        double half = t_factor(0.95, (double)f.n_cluster - 1) * f.se[0];
        held += fabs(f.beta[0] - 0.7) <= half;
        mean += f.beta[0] / TIMES;
        arena_rewind(&a, mark);
    }
    print_message("# held %d of %d, mean %.3f\n", held, TIMES, mean);
    assert_true(held >= 0.93 * TIMES - 9 && held <= 0.97 * TIMES + 7);
    assert_true(fabs(mean - 0.7) < 0.03);
    arena_release(&a);
}

/* Oracle: two exponential ways of ending, of hazards 0.1 and 0.4, censored in [0.5, 3]: after a year 0.2 (1 - e^-0.5) ended the first way, about 5 of 60.
 * Limits on the log(-log) scale hold it in 93 to 97 %, give or take chance, and stay within 0 and 1. */
static void limits_of_an_incidence_hold(void **state)
{
    static const size_t sizes[] = { 60, 150, 500 };
    enum { TIMES = 1000, MOST = 500 };
    static double time[MOST];
    static uint8_t cause[MOST];
    const double truth = 0.2 * (1 - exp(-0.5));
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 77);
    for (size_t z = 0; z < COUNT_OF(sizes); z++) {
        int held = 0, plain = 0;
        for (int t = 0; t < TIMES; t++) {
            ArenaMark mark = arena_mark(&a);
            KmIncidence o;
            size_t k = 0;
            for (size_t i = 0; i < sizes[z]; i++) {
                double end = -log(1 - rng_uniform(r)) / 0.5, until = 0.5 + 2.5 * rng_uniform(r);
                cause[i] = end > until ? 0 : rng_uniform(r) < 0.2 ? 1 : 2;
                time[i] = fmin(end, until);
            }
            assert_int_equal(km_causes(&(KmInput){ .time = time, .cause = cause, .n = sizes[z] }, 2, &a, &o, &err), ST_OK);
            while (k < o.n_step && o.time[k] <= 1)
                k++;
            double low = 0, high = 0, share = k ? o.share[k - 1] : 0, se = k ? o.se[k - 1] : 0;
            km_share_limits(share, se, 0.95, &low, &high);
            held += low <= truth && truth <= high;
            plain += fabs(share - truth) <= normal_quantile(0.975) * se;
            assert_true(isnan(low) || (low > 0 && high < 1 && low < share && share < high));
            arena_rewind(&a, mark);
        }
        print_message("# n %zu: held %d of %d, plain limits %d\n", sizes[z], held, TIMES, plain);
        assert_true(held >= 930 - 21 && held <= 970 + 14);
    }
    arena_release(&a);
}

static void without_other_ends_it_is_cox(void **state)
{
    static double x[MADE], time[MADE];
    static uint8_t cause[MADE], event[MADE];
    static int64_t id[MADE];
    Arena a;
    Err err;
    CompeteFit f;
    CoxFit c;
    (void)state;
    arena_init(&a);
    make(rng_create(&a, 5), x, time, cause, id);
    for (size_t i = 0; i < MADE; i++) {
        cause[i] = cause[i] == 1 ? 3 : 0;
        event[i] = cause[i] == 3;
    }
    assert_int_equal(compete_fit(&(CompeteInput){ .x = x, .time = time, .cause = cause, .cluster = id, .of = 3, .n = MADE, .p = 1 }, &a, &f, &err), ST_OK);
    assert_int_equal(cox_fit(&(CoxInput){ .x = x, .time = time, .event = event, .cluster = id, .n = MADE, .p = 1 }, &a, &c, &err), ST_OK);
    check_digits(f.beta[0], c.beta[0], 8);
    check_digits(f.se[0], c.robust_se[0], 7);
    check_digits(f.loglik, c.loglik, 10);
    arena_release(&a);
}

static void what_cannot_be_fitted_says_so(void **state)
{
    const double time[] = { 1, 2, 3, 4, 5, 6 }, x[] = { 1, 1, 1, 0, 0, 0, 2, 2, 2, 2, 2, 2 }, bad[] = { 1, 2, 3, 4, 0, 6 }, nan[] = { 1, 2, 3, 4, F64_NAN, 6 };
    const uint8_t cause[] = { 1, 1, 1, 0, 2, 0 };
    Arena a;
    Err err;
    CompeteFit f;
    CompeteInput in = { .x = x, .time = time, .cause = cause, .of = 1, .n = 6, .p = 2 };
    (void)state;
    arena_init(&a);
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_OK);          /* all that had x left: a coefficient runs away; the second column is flat */
    assert_true(f.warnings & COX_RUNAWAY && f.warnings & COX_DROPPED && isfinite(f.beta[0]) && f.beta[1] == 0 && f.se[1] == 0);
    in.ridge = 1;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_OK);
    assert_true(!(f.warnings & COX_RUNAWAY) && f.beta[0] > 0 && f.beta[0] < 5 && f.se[0] > 0);
    in.of = 4;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_NUMERIC);
    in.of = 1;
    in.time = bad;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_INVALID);
    in.time = nan;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_INVALID);
    in.time = time;
    in.ridge = -1;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_INVALID);
    in.ridge = 0;
    in.n = 0;
    assert_int_equal(compete_fit(&in, &a, &f, &err), ST_NUMERIC);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mgus2_is_what_crr_says),       cmocka_unit_test(four_accounts_are_as_worked_by_hand),
        cmocka_unit_test(limits_hold_what_was_planted), cmocka_unit_test(without_other_ends_it_is_cox),
        cmocka_unit_test(limits_of_an_incidence_hold),   cmocka_unit_test(what_cannot_be_fitted_says_so),
    };
    num_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
