#include "tests/near.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "num/dist.h"
#include "num/few.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"
#include "tests/num/sex2.h"

enum { ROWS = 400, COLS = 4 };
static double x[ROWS * COLS], y[ROWS];
static uint8_t exposed[ROWS];
static int64_t id[ROWS];

/* Published (R's logistf, its documentation): profile limits of each column of sex2; dia has all its seven women ill. */
static void sex2_has_its_published_limits(void **state)
{
    static const double want[SEX2_P][3] = { { -1.10598, -1.97379, -0.30743 }, { -0.06882, -0.94144, 0.78920 }, { 2.26888, 1.27302, 3.43543 },
                                            { -2.11141, -3.26086, -1.11774 }, { -0.78832, -1.60809, 0.01518 }, { 3.09601, 0.77457, 8.03030 } };
    static const double chi2[SEX2_P] = { 7.50773, 0.02467, 22.93139, 19.10407, 3.69741, 7.89693 };
    double all[SEX2_N * SEX2_P], v[SEX2_N], other[SEX2_N * SEX2_P];
    uint8_t arm[SEX2_N];
    int64_t who[SEX2_N];
    Arena a;
    (void)state;
    arena_init(&a);
    sex2_fill(all, v);
    for (size_t j = 0; j < SEX2_P; j++) {
        Few f;
        Err err;
        for (size_t i = 0; i < SEX2_N; i++) {
            arm[i] = all[j * SEX2_N + i] > 0;
            who[i] = (int64_t)i;
        }
        for (size_t k = 0, put = 0; k < SEX2_P; k++)
            if (k != j)
                memcpy(other + put++ * SEX2_N, all + k * SEX2_N, SEX2_N * sizeof *other);
        EffectInput in = { .y = v, .exposed = arm, .x = other, .cluster = who, .n = SEX2_N, .p = SEX2_P - 1 };
        assert_int_equal(few_estimate(&in, 0, &a, &f, &err), ST_OK);
        assert_true(fabs(f.log_odds - want[j][0]) < 2e-5);
        assert_true(fabs(f.log_odds_low - want[j][1]) < 2e-4);
        assert_true(fabs(f.log_odds_high - want[j][2]) < 2e-4);
        assert_true(fabs(f.p - chi2_tail(chi2[j], 1)) < 1e-5);
        assert_true((f.low > 0) == (f.log_odds_low > 0) && (f.high < 0) == (f.log_odds_high < 0));
        assert_true(f.inflation == 1);
    }
    arena_release(&a);
}

/* `each` rows an account, of a level of its own; exposure goes with x0, which drives the outcome too.  Returns the average effect of the sample. */
static double make(Rng *r, size_t n, size_t each, double share, double base, double spread, double effect)
{
    double truth = 0, common = 0, x0 = 0;
    for (size_t i = 0; i < n; i++) {
        if (i % each == 0) {
            common = rng_normal(r, 0, spread);
            x0 = rng_normal(r, 0, 1);
        }
        x[i] = x0;
        for (size_t j = 1; j < COLS; j++)
            x[j * n + i] = rng_normal(r, 0, 1);
        exposed[i] = rng_chance(r, expit(logit(share) + 0.5 * x0));
        double at = logit(base) + 0.4 * x0 + common;
        truth += (expit(at + effect) - expit(at)) / (double)n;
        y[i] = rng_chance(r, expit(at + effect * exposed[i]));
        id[i] = (int64_t)(i / each);
    }
    return truth;
}

static EffectInput input(size_t n)
{
    return (EffectInput){ .y = y, .exposed = exposed, .x = x, .cluster = id, .n = n, .p = COLS };
}

/* R: the same likelihood written out, the exposure's coefficient held on a line and the rest left to a general optimiser. */
static void limits_are_those_r_finds_by_profile(void **state)
{
    enum { N = 40 };
    static char script[16384];
    double want[6];
    Arena a;
    Few f;
    Err err;
    (void)state;
    arena_init(&a);
    (void)make(rng_create(&a, 3), N, 1, 0.25, 0.3, 0.2, 1);
    EffectInput in = input(N);
    assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
    assert_false(f.too_few);
    int at = snprintf(script, sizeof script, "v <- c(");
    for (size_t i = 0; i < (size_t)N * COLS; i++)
        at += snprintf(script + at, sizeof script - (size_t)at, "%.17g,", x[i]);
    for (size_t i = 0; i < N; i++)
        at += snprintf(script + at, sizeof script - (size_t)at, "%d,%d%s", exposed[i], y[i] > 0, i + 1 < N ? "," : ")\n");
    (void)snprintf(script + at, sizeof script - (size_t)at,
                   "n <- %d; X <- matrix(v[1:(4*n)], n); r <- matrix(v[-(1:(4*n))], 2); e <- r[1,]; y <- r[2,]\n"
                   "P <- diag(c(0, apply(X, 2, function(c) mean((c-mean(c))^2))/0.25, 0)); Z <- cbind(1, X, e)\n"
                   "q <- function(b) { h <- drop(Z%%*%%b); p <- plogis(h)\n"
                   " -sum(y*h-log1p(exp(h))) + .5*sum(diag(P)*b^2) - .5*determinant(crossprod(Z*sqrt(p*(1-p)))+P)$modulus }\n"
                   "m <- function(f, s) { for (i in 1:3) { o <- optim(s, f, method='BFGS', control=list(reltol=1e-15, maxit=1000, ndeps=rep(1e-5, length(s)))); s <- o$par }; o }\n"
                   "top <- m(q, rep(0,6)); held <- function(t) m(function(b) q(c(b,t)), top$par[1:5])\n"
                   "g <- function(t) 2*(held(t)$value-top$value) - qchisq(.95,1)\n"
                   "lo <- uniroot(g, c(top$par[6]-6, top$par[6]), tol=1e-7)$root; hi <- uniroot(g, c(top$par[6], top$par[6]+8), tol=1e-7)$root\n"
                   "d <- function(b) mean(plogis(drop(cbind(1,X,1)%%*%%b)) - plogis(drop(cbind(1,X,0)%%*%%b)))\n"
                   "cat(top$par[6], lo, hi, d(top$par), d(c(held(lo)$par,lo)), pchisq(g(0)+qchisq(.95,1), 1, lower.tail=FALSE))", N);
    if (r_ask(script, want, COUNT_OF(want))) {
        const double got[] = { f.log_odds, f.log_odds_low, f.log_odds_high, f.estimate, f.low, f.p };
        for (size_t k = 0; k < COUNT_OF(want); k++)
            check_digits(got[k], want[k], 4);
    }
    arena_release(&a);
}

typedef struct World {
    size_t n, each;
    double share, base, spread, effect;
} World;

/* Where the limits are asked for: 30 to 60 accounts of which few are exposed, one to three decisions each; and rare losses among many.  Three binomial
 * errors of 400 rounds are 3.3 %, told beside the share. */
static void limits_hold_where_there_is_little(void **state)
{
    static const World worlds[] = { { 30, 1, 0.25, 0.25, 0.3, 0 },  { 30, 1, 0.25, 0.25, 0.3, 1.2 }, { 40, 1, 0.5, 0.25, 0.3, 1.2 },   { 60, 1, 0.15, 0.2, 0.3, 1.2 },
                                    { 90, 3, 0.15, 0.25, 0.5, 0 },  { 90, 3, 0.15, 0.25, 0.5, 1 },   { 90, 3, 0.15, 0.25, 1, 0 },      { 120, 3, 0.15, 0.2, 0.5, -0.7 },
                                    { 400, 2, 0.05, 0.1, 0.5, 1 },  { 400, 2, 0.3, 0.02, 0.3, 0 } };
    enum { TIMES = 400 };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t w = 0; w < COUNT_OF(worlds); w++) {
        const World *o = &worlds[w];
        Rng *r = rng_create(&a, 50 + w);
        int held = 0, told = 0, times = 0;
        double width = 0;
        for (int k = 0; k < TIMES; k++) {
            Few f;
            Err err;
            ArenaMark m = arena_mark(&a);
            double truth = make(r, o->n, o->each, o->share, o->base, o->spread, o->effect);
            EffectInput in = input(o->n);
            assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
            arena_rewind(&a, m);
            if (f.too_few)
                continue;
            times++;
            held += f.low <= truth && truth <= f.high;
            told += f.p < 0.05;
            width += f.high - f.low;
        }
        print_message("# n=%zu, %zu each, %.2f exposed, effect %.1f: asked %d, held %.1f %%, called something %.1f %%, width %.2f\n", o->n, o->each, o->share, o->effect, times,
                      100.0 * held / times, 100.0 * told / times, width / times);
        assert_true(held >= 0.917 * times);
        if (o->effect == 0)
            assert_true(told <= 0.083 * times);
    }
    arena_release(&a);
}

/* Nobody exposed was lost: a plain fit runs away, these limits do not, and the upper one says what still is possible. */
static void an_arm_without_a_loss_has_finite_limits(void **state)
{
    Arena a;
    Few f;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 50; i++) {
        exposed[i] = i < 8;
        y[i] = i >= 8 && i < 24;
        id[i] = (int64_t)i;
    }
    EffectInput in = { .y = y, .exposed = exposed, .cluster = id, .n = 50 };
    assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
    check_digits(f.mean_exposed, 0.5 / 9, 6);          /* Firth's: half a row added to each cell */
    check_digits(f.mean_unexposed, 16.5 / 43, 6);
    assert_true(isfinite(f.log_odds_low) && f.low > -0.6 && f.high < 0 && f.p < 0.05);
    arena_release(&a);
}

static void too_little_says_so(void **state)
{
    Arena a;
    Few f;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 50; i++) {
        exposed[i] = i < FEW_ROWS;
        y[i] = i % 3 == 0;
        id[i] = (int64_t)i;
    }
    EffectInput in = { .y = y, .exposed = exposed, .cluster = id, .n = 50 };
    assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
    assert_false(f.too_few);
    exposed[0] = 0;
    assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
    assert_true(f.too_few && isnan(f.estimate) && isnan(f.low));
    assert_int_equal(f.n_exposed, FEW_ROWS - 1);
    exposed[0] = 1;
    for (size_t i = 0; i < 50; i++)
        y[i] = 0;
    assert_int_equal(few_estimate(&in, 0.5, &a, &f, &err), ST_OK);
    assert_true(f.too_few && isnan(f.p));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sex2_has_its_published_limits),
        cmocka_unit_test(limits_are_those_r_finds_by_profile),
        cmocka_unit_test(limits_hold_where_there_is_little),
        cmocka_unit_test(an_arm_without_a_loss_has_finite_limits),
        cmocka_unit_test(too_little_says_so),
    };
    num_init();
    return cmocka_run_group_tests_name("num/few", tests, NULL, NULL);
}
