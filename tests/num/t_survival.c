#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "num/cox.h"
#include "num/dist.h"
#include "num/km.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

/* Data made by R's own package in the same call, so that both sides see the same digits: `what` prints n rows of
 * p numbers, then the answers. */
enum { ROWS_MAX = 3000, COLS_MAX = 12 };

typedef struct Asked {
    double v[ROWS_MAX * COLS_MAX + 64];
    const double *answer;
    size_t n, p;
} Asked;

static bool ask(Asked *q, size_t n, size_t p, size_t answers, const char *script)
{
    q->n = n;
    q->p = p;
    q->answer = q->v + n * p;
    return r_ask(script, q->v, n * p + answers);
}

static void column(const Asked *q, size_t c, double *out)
{
    for (size_t i = 0; i < q->n; i++)
        out[i] = q->v[i * q->p + c];
}

static void flags(const Asked *q, size_t c, uint8_t *out)
{
    for (size_t i = 0; i < q->n; i++)
        out[i] = (uint8_t)q->v[i * q->p + c];
}

#define SHOW "show <- function(m) cat(t(as.matrix(m)), '')\nlibrary(survival)\n"

static Asked q;
static double time_of[ROWS_MAX], entry_of[ROWS_MAX], w_of[ROWS_MAX], x_of[COLS_MAX * ROWS_MAX];
static uint8_t event_of[ROWS_MAX], group_of[ROWS_MAX];
static int64_t id_of[ROWS_MAX], stratum_of[ROWS_MAX];

static void the_lung_curve_is_that_of_survfit(void **state)
{
    Arena a;
    Err err;
    KmCurve c;
    (void)state;
    if (!ask(&q, 228, 2, 16,
             SHOW "show(cbind(lung$time, lung$status - 1)); f <- survfit(Surv(time, status) ~ 1, lung)\n"
                  "s <- summary(f, times=c(30,180,365)); cat(s$surv, s$std.err, s$lower, s$upper, '')\n"
                  "cat(quantile(f, .25)$quantile, ''); m <- summary(f, rmean=365)$table; cat(m['rmean'], m['se(rmean)'],"
                  " f$n.risk[10])"))
        return;
    arena_init(&a);
    column(&q, 0, time_of);
    flags(&q, 1, event_of);
    assert_int_equal(km_fit(&(KmInput){ .time = time_of, .cause = event_of, .n = 228 }, &a, &c, &err), ST_OK);
    const double at[] = { 30, 180, 365 };
    for (size_t i = 0; i < 3; i++) {
        KmStep k = km_at(&c, at[i]);
        check_digits(k.survival, q.answer[i], 12);
        check_digits(k.se, q.answer[3 + i], 10);
        check_digits(k.low, q.answer[6 + i], 10);
        check_digits(k.high, q.answer[9 + i], 10);
    }
    KmQuantile half = km_quantile(&c, 0.5);
    /* Published (survival's documentation): median 310, 285 to 363. */
    assert_true(half.time == 310 && half.low == 285 && half.high == 363);
    check_digits(km_quantile(&c, 0.25).time, q.answer[12], 14);
    double se;
    check_digits(km_restricted_mean(&c, 365, &se), q.answer[13], 10);
    check_digits(se, q.answer[14], 8);
    assert_int_equal(c.n_censored, 63);
    arena_release(&a);
}

/* doc/methods/survival.md, the worked example. */
static void six_accounts_are_as_worked_by_hand(void **state)
{
    const double time[] = { 1, 2, 4, 3, 4, 5 };
    const uint8_t lost[] = { 1, 1, 1, 0, 0, 0 };
    Arena a;
    Err err;
    KmCurve c;
    (void)state;
    arena_init(&a);
    assert_int_equal(km_fit(&(KmInput){ .time = time, .cause = lost, .n = 6 }, &a, &c, &err), ST_OK);
    assert_int_equal(c.n_step, 3);
    check_digits(c.step[0].survival, 5.0 / 6, 14);
    check_digits(c.step[1].survival, 2.0 / 3, 14);
    check_digits(c.step[1].se * c.step[1].se, 4.0 / 9 / 12, 13);
    check_digits(c.step[2].survival, 4.0 / 9, 14);
    arena_release(&a);
}

static void late_entry_and_weights_are_those_of_survfit(void **state)
{
    Arena a;
    Err err;
    KmCurve c;
    (void)state;
    if (!ask(&q, 172, 4, 4,
             SHOW "h <- heart; h$w <- 1 + (seq_len(nrow(h)) %% 3); show(h[, c('start','stop','event','w')])\n"
                  "f <- survfit(Surv(start, stop, event) ~ 1, h, weights = w); s <- summary(f, times=c(50, 200))\n"
                  "cat(s$surv, s$n.risk)"))
        return;
    arena_init(&a);
    column(&q, 0, entry_of);
    column(&q, 1, time_of);
    flags(&q, 2, event_of);
    column(&q, 3, w_of);
    assert_int_equal(km_fit(&(KmInput){ .time = time_of, .entry = entry_of, .cause = event_of, .weight = w_of, .n = 172 }, &a, &c, &err), ST_OK);
    check_digits(km_at(&c, 50).survival, q.answer[0], 10);
    check_digits(km_at(&c, 200).survival, q.answer[1], 10);
    arena_release(&a);
}

static void groups_are_compared_as_survdiff_does(void **state)
{
    Arena a;
    Err err;
    KmTest t;
    (void)state;
    if (!ask(&q, 228, 3, 2 + 4,
             SHOW "l <- lung; l$e <- ifelse(is.na(l$ph.ecog), 0, l$ph.ecog); show(cbind(l$time, l$status-1, l$e))\n"
                  "d <- survdiff(Surv(time, status) ~ e, l); cat(d$chisq, d$pvalue, d$exp)"))
        return;
    arena_init(&a);
    column(&q, 0, time_of);
    flags(&q, 1, event_of);
    flags(&q, 2, group_of);
    assert_int_equal(km_logrank(&(KmInput){ .time = time_of, .cause = event_of, .n = 228 }, group_of, &a, &t, &err), ST_OK);
    check_digits(t.chi2, q.answer[0], 8);
    check_digits(t.p, q.answer[1], 6);
    for (size_t g = 0; g < 4; g++)
        check_digits(t.expected[g], q.answer[2 + g], 10);
    arena_release(&a);
}

static void competing_ends_are_those_of_cmprsk(void **state)
{
    Arena a;
    Err err;
    KmIncidence o;
    (void)state;
    if (!ask(&q, 1384, 2, 12,
             SHOW "library(cmprsk); m <- mgus2; t <- ifelse(m$pstat==0, m$futime, m$ptime)\n"
                  "e <- ifelse(m$pstat==0, 2*m$death, 1); show(cbind(t, e))\n"
                  "p <- timepoints(cuminc(t, e), c(60,120,240)); cat(p$est[1,], p$est[2,], sqrt(p$var[1,]), sqrt(p$var[2,]))"))
        return;
    arena_init(&a);
    column(&q, 0, time_of);
    flags(&q, 1, event_of);
    assert_int_equal(km_causes(&(KmInput){ .time = time_of, .cause = event_of, .n = 1384 }, 2, &a, &o, &err), ST_OK);
    const double at[] = { 60, 120, 240 };
    for (size_t i = 0; i < 3; i++) {
        size_t k = 0;
        while (k + 1 < o.n_step && o.time[k + 1] <= at[i])
            k++;
        for (size_t c = 0; c < 2; c++) {
            check_digits(o.share[c * o.n_step + k], q.answer[c * 3 + i], 10);
            check_digits(o.se[c * o.n_step + k], q.answer[6 + c * 3 + i], 2.5);   /* cmprsk's formula differs by terms of order 1/n */
        }
    }
    /* Published (survival's vignette on competing risks): .03410, .06372, .09981. */
    check_digits(q.answer[0], 0.03410, 3);
    /* Of one cause alone the incidence is 1 - S, and its variance must be Greenwood's. */
    KmCurve whole;
    for (size_t i = 0; i < 1384; i++)
        event_of[i] = event_of[i] != 0;
    KmInput one = { .time = time_of, .cause = event_of, .n = 1384 };
    assert_int_equal(km_causes(&one, 1, &a, &o, &err), ST_OK);
    assert_int_equal(km_fit(&one, &a, &whole, &err), ST_OK);
    for (size_t k = 0; k + 1 < o.n_step; k++) {
        check_digits(o.share[k], 1 - whole.step[k].survival, 11);
        check_digits(o.se[k], whole.step[k].se, 8);
    }
    arena_release(&a);
}

static void lung_is_what_coxph_says(void **state)
{
    Arena a;
    Err err;
    CoxFit f;
    (void)state;
    if (!ask(&q, 227, 5, 10,
             SHOW "l <- lung[!is.na(lung$ph.ecog),]; show(cbind(l$time, l$status-1, l$age, l$sex, l$ph.ecog))\n"
                  "f <- coxph(Surv(time, status) ~ age + sex + ph.ecog, l, control=coxph.control(eps=1e-13))\n"
                  "cat(coef(f), sqrt(diag(vcov(f))), f$loglik, f$score, f$concordance['concordance'])"))
        return;
    arena_init(&a);
    column(&q, 0, time_of);
    flags(&q, 1, event_of);
    for (size_t c = 0; c < 3; c++)
        column(&q, 2 + c, x_of + c * 227);
    assert_int_equal(cox_fit(&(CoxInput){ .x = x_of, .time = time_of, .event = event_of, .n = 227, .p = 3 }, &a, &f, &err), ST_OK);
    for (size_t c = 0; c < 3; c++) {
        check_digits(f.beta[c], q.answer[c], 9);
        check_digits(f.se[c], q.answer[3 + c], 8);
    }
    check_digits(f.loglik_null, q.answer[6], 12);
    check_digits(f.loglik, q.answer[7], 12);
    check_digits(f.score, q.answer[8], 9);
    check_digits(f.concordance, q.answer[9], 10);
    assert_int_equal(f.warnings, 0);
    /* Published: .0110668, -.5526124, .463728, log likelihoods -744.4805 and -729.2301. */
    check_digits(f.beta[1], -0.552612, 6);
    check_digits(f.loglik, -729.2301, 7);
    arena_release(&a);
}

/* Oracle: R's coxph and cox.zph run live: lung, pbc (the five columns of its published model), heart (rows that come in late), lung by strata. */
static void whether_factors_hold_at_every_time_is_what_zph_says(void **state)
{
    static const struct {
        size_t n, p;
        bool entry, stratum;
        const char *script;
    } ask_for[] = {
        { 227, 3, false, false, "l <- lung[!is.na(lung$ph.ecog),]; show(cbind(l$time, 0, l$status-1, 1, l$age, l$sex, l$ph.ecog))\n"
                                "f <- coxph(Surv(time, status) ~ age + sex + ph.ecog, l, control=coxph.control(eps=1e-13))\n" },
        { 416, 5, false, false, "d <- pbc[!is.na(pbc$protime), ]; d$e <- 1*(d$status == 2)\n"
                                "show(cbind(d$time, 0, d$e, 1, d$age, d$edema, log(d$bili), log(d$albumin), log(d$protime)))\n"
                                "f <- coxph(Surv(time, e) ~ age + edema + log(bili) + log(albumin) + log(protime), d, control=coxph.control(eps=1e-13))\n" },
        { 172, 3, true, false, "h <- heart; h$tr <- as.numeric(h$transplant)-1; show(cbind(h$stop, h$start, h$event, 1, h$age, h$surgery, h$tr))\n"
                               "f <- coxph(Surv(start,stop,event) ~ age+surgery+tr, h, control=coxph.control(eps=1e-13))\n" },
        { 227, 2, false, true, "l <- lung[!is.na(lung$ph.ecog),]; show(cbind(l$time, 0, l$status-1, l$sex, l$age, l$ph.ecog))\n"
                               "f <- coxph(Surv(time, status) ~ age + ph.ecog + strata(sex), l, control=coxph.control(eps=1e-13))\n" },
    };
    static char script[2000];
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(ask_for); k++) {
        size_t n = ask_for[k].n, p = ask_for[k].p;
        CoxFit f;
        CoxProportional o;
        (void)snprintf(script, sizeof script, SHOW "%sz <- cox.zph(f)$table; cat(coef(f), z[, 'chisq'], z[, 'p'])", ask_for[k].script);
        if (!ask(&q, n, 4 + p, 3 * p + 2, script))
            break;
        column(&q, 0, time_of);
        column(&q, 1, entry_of);
        flags(&q, 2, event_of);
        for (size_t i = 0; i < n; i++)
            stratum_of[i] = (int64_t)q.v[i * q.p + 3];
        for (size_t c = 0; c < p; c++)
            column(&q, 4 + c, x_of + c * n);
        for (size_t i = 0; i < n; i++)
            x_of[p * n + i] = 3;                           /* the same for all: left out */
        CoxInput in = { .x = x_of, .time = time_of, .entry = ask_for[k].entry ? entry_of : NULL, .event = event_of,
                        .stratum = ask_for[k].stratum ? stratum_of : NULL, .n = n, .p = p + 1 };
        assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
        assert_int_equal(cox_proportional(&in, &f, &a, &o, &err), ST_OK);
        size_t worst = 0;
        for (size_t c = 0; c < p; c++) {
            check_digits(f.beta[c], q.answer[c], 8);
            check_digits(o.chi2_of[c], q.answer[p + c], 6);
            check_digits(o.p_of[c], q.answer[2 * p + 1 + c], 6);
            worst = o.p_of[c] < o.p_of[worst] ? c : worst;
        }
        check_digits(o.chi2, q.answer[2 * p], 6);
        check_digits(o.p, q.answer[3 * p + 1], 6);
        assert_int_equal(o.df, p);
        assert_int_equal(o.worst, worst);
        assert_true(isnan(o.p_of[p]));
    }
    arena_release(&a);
}

static void changing_columns_clusters_strata_and_weights_are_those_of_coxph(void **state)
{
    Arena a;
    Err err;
    CoxFit f;
    (void)state;
    arena_init(&a);
    if (ask(&q, 172, 6, 7,
            SHOW "h <- heart; h$tr <- as.numeric(h$transplant)-1; show(h[, c('start','stop','event','age','surgery','tr')])\n"
                 "f <- coxph(Surv(start,stop,event) ~ age+surgery+tr, h, control=coxph.control(eps=1e-13))\n"
                 "cat(coef(f), sqrt(diag(vcov(f))), f$concordance['concordance'])")) {
        column(&q, 0, entry_of);
        column(&q, 1, time_of);
        flags(&q, 2, event_of);
        for (size_t c = 0; c < 3; c++)
            column(&q, 3 + c, x_of + c * 172);
        assert_int_equal(cox_fit(&(CoxInput){ .x = x_of, .time = time_of, .entry = entry_of, .event = event_of, .n = 172, .p = 3 }, &a, &f, &err), ST_OK);
        for (size_t c = 0; c < 3; c++) {
            check_digits(f.beta[c], q.answer[c], 8);
            check_digits(f.se[c], q.answer[3 + c], 7);
        }
        check_digits(f.concordance, q.answer[6], 9);
    }
    if (ask(&q, 178, 8, 9,
            SHOW "b <- bladder2; b$w <- 1 + b$id %% 3; show(b[, c('start','stop','event','rx','size','number','id','enum')])\n"
                 "f <- coxph(Surv(start,stop,event) ~ rx+size+number, b, cluster=id, control=coxph.control(eps=1e-13))\n"
                 "g <- coxph(Surv(start,stop,event) ~ rx+size+number+strata(enum), b, cluster=id, weights=w, "
                 "control=coxph.control(eps=1e-13))\n"
                 "cat(coef(f)[1], sqrt(diag(vcov(f)))[1], sqrt(diag(f$naive.var))[1], coef(g), sqrt(diag(vcov(g))))")) {
        column(&q, 0, entry_of);
        column(&q, 1, time_of);
        flags(&q, 2, event_of);
        for (size_t c = 0; c < 3; c++)
            column(&q, 3 + c, x_of + c * 178);
        for (size_t i = 0; i < 178; i++) {
            id_of[i] = (int64_t)q.v[i * 8 + 6];
            stratum_of[i] = (int64_t)q.v[i * 8 + 7];
            w_of[i] = 1 + (double)(id_of[i] % 3);
        }
        CoxInput in = { .x = x_of, .time = time_of, .entry = entry_of, .event = event_of, .cluster = id_of, .n = 178, .p = 3 };
        assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
        check_digits(f.beta[0], q.answer[0], 8);
        check_digits(f.robust_se[0], q.answer[1], 7);
        check_digits(f.se[0], q.answer[2], 7);
        /* Published (methods text of the package): rx -.464687, robust error .265561. */
        check_digits(f.beta[0], -0.464687, 6);
        check_digits(f.robust_se[0], 0.265561, 6);
        in.weight = w_of;
        in.stratum = stratum_of;
        assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
        for (size_t c = 0; c < 3; c++) {
            check_digits(f.beta[c], q.answer[3 + c], 8);
            check_digits(f.robust_se[c], q.answer[6 + c], 6);
        }
    }
    arena_release(&a);
}

/* The likelihood written out: for each event time the set at risk is looked up anew. */
static double naive_loglik(size_t n, const double *entry, const double *time, const uint8_t *event, const double *eta)
{
    double ll = 0;
    for (size_t i = 0; i < n; i++) {
        double d0 = 0, s0 = 0, d = 0;
        bool first = event[i];
        for (size_t j = 0; j < n; j++) {
            if (entry[j] < time[i] && time[j] >= time[i])
                s0 += exp(eta[j]);
            if (event[j] && time[j] == time[i]) {
                d0 += exp(eta[j]);
                d++;
                first = first && j >= i;
            }
        }
        if (event[i])
            ll += eta[i];
        for (double k = 0; first && k < d; k++)
            ll -= log(s0 - k / d * d0);
    }
    return ll;
}

static void the_fit_is_a_maximum_of_the_likelihood_written_out(void **state)
{
    enum { N = 60 };
    Arena keep;
    (void)state;
    arena_init(&keep);
    Rng *r = rng_create(&keep, 7);
    for (int round = 0; round < 30; round++) {
        double entry[N], time[N], x[2 * N], eta[N];
        uint8_t event[N];
        Arena a;
        CoxFit f;
        Err err;
        for (size_t i = 0; i < N; i++) {
            entry[i] = floor(rng_uniform(r) * 10);
            time[i] = entry[i] + 1 + floor(rng_uniform(r) * 10);
            event[i] = rng_uniform(r) < 0.5;
            x[i] = rng_normal(r, 0, 1);
            x[N + i] = rng_uniform(r) < 0.4;
        }
        arena_init(&a);
        assert_int_equal(cox_fit(&(CoxInput){ .x = x, .time = time, .entry = entry, .event = event, .n = N, .p = 2 }, &a, &f, &err), ST_OK);
        for (size_t i = 0; i < N; i++)
            eta[i] = f.beta[0] * x[i] + f.beta[1] * x[N + i];
        double best = naive_loglik(N, entry, time, event, eta);
        check_digits(f.loglik, best, 10);
        for (int way = 0; way < 4; way++) {
            for (size_t i = 0; i < N; i++)
                eta[i] = (f.beta[0] + (way == 0) * 0.01 - (way == 1) * 0.01) * x[i]
                         + (f.beta[1] + (way == 2) * 0.01 - (way == 3) * 0.01) * x[N + i];
            assert_true(naive_loglik(N, entry, time, event, eta) < best);
        }
        arena_release(&a);
    }
    arena_release(&keep);
}

static void the_baseline_is_that_of_basehaz(void **state)
{
    Arena a;
    Err err;
    CoxFit f;
    CoxBaseline b;
    (void)state;
    if (!ask(&q, 228, 3, 2,
             SHOW "show(cbind(lung$time, lung$status-1, lung$sex)); f <- coxph(Surv(time,status)~sex, lung)\n"
                  "h <- basehaz(f, centered=TRUE); cat(h$hazard[h$time==180], max(h$hazard))"))
        return;
    arena_init(&a);
    column(&q, 0, time_of);
    flags(&q, 1, event_of);
    column(&q, 2, x_of);
    CoxInput in = { .x = x_of, .time = time_of, .event = event_of, .n = 228, .p = 1 };
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
    assert_int_equal(cox_baseline(&in, &f, 0, &a, &b, &err), ST_OK);
    check_digits(b.hazard[b.n - 1], q.answer[1], 7);
    for (size_t i = 0; i < b.n; i++)
        if (b.time[i] == 180)
            check_digits(b.hazard[i], q.answer[0], 7);
    arena_release(&a);
}

static void what_cannot_be_fitted_says_so(void **state)
{
    Arena a;
    Err err;
    CoxFit f;
    KmCurve c;
    KmTest t;
    const double time[] = { 1, 2, 3, 4, 5, 6 }, x[] = { 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2 }, back[] = { 1, 2, 3, 4, 5, 7 };
    const uint8_t event[] = { 1, 1, 1, 0, 0, 0 }, none[6] = { 0 }, one[6] = { 0 };
    CoxInput in = { .x = x, .time = time, .event = event, .n = 6, .p = 2 };
    (void)state;
    arena_init(&a);
    /* All with x = 0 left, nobody with x = 1 did; the second column never varies. */
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
    assert_true(f.warnings & COX_RUNAWAY && f.warnings & COX_DROPPED && f.warnings & COX_FEW_EVENTS);
    assert_true(f.beta[1] == 0 && isfinite(f.beta[0]) && isfinite(f.se[0]) && isfinite(f.concordance));
    in.ridge = 1;
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_OK);
    assert_true(!(f.warnings & COX_RUNAWAY) && f.beta[0] < 0 && f.beta[0] > -5);
    in.event = none;
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_NUMERIC);
    in.event = event;
    in.x = x + 6;
    in.p = 1;
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_NUMERIC);
    in.x = x;
    in.entry = back;
    assert_int_equal(cox_fit(&in, &a, &f, &err), ST_INVALID);
    assert_int_equal(km_fit(&(KmInput){ .time = time, .cause = event, .entry = back, .n = 6 }, &a, &c, &err), ST_INVALID);
    assert_int_equal(km_fit(&(KmInput){ .time = time, .cause = event, .n = 0 }, &a, &c, &err), ST_NUMERIC);
    assert_int_equal(km_logrank(&(KmInput){ .time = time, .cause = event, .n = 6 }, one, &a, &t, &err), ST_NUMERIC);
    assert_int_equal(km_fit(&(KmInput){ .time = time, .cause = none, .n = 6 }, &a, &c, &err), ST_OK);
    assert_true(c.n_step == 0 && km_at(&c, 100).survival == 1 && isnan(km_quantile(&c, 0.5).time));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lung_curve_is_that_of_survfit),
        cmocka_unit_test(six_accounts_are_as_worked_by_hand),
        cmocka_unit_test(late_entry_and_weights_are_those_of_survfit),
        cmocka_unit_test(groups_are_compared_as_survdiff_does),
        cmocka_unit_test(competing_ends_are_those_of_cmprsk),
        cmocka_unit_test(lung_is_what_coxph_says),
        cmocka_unit_test(whether_factors_hold_at_every_time_is_what_zph_says),
        cmocka_unit_test(changing_columns_clusters_strata_and_weights_are_those_of_coxph),
        cmocka_unit_test(the_fit_is_a_maximum_of_the_likelihood_written_out),
        cmocka_unit_test(the_baseline_is_that_of_basehaz),
        cmocka_unit_test(what_cannot_be_fitted_says_so),
    };
    num_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
