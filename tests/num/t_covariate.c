#include "tests/near.h"

#include "base/str.h"
#include "num/covariate.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/num/r_oracle.h"

enum { WEEKS = 78, ROUNDS = 2000 };

/* A year and a half with twelve weeks that lack a day or two, and two quiet ones at each of two turns of the year. */
static void columns(double *z1, double *z2)
{
    static const int lacks[] = { 0, 15, 16, 20, 21, 24, 39, 51, 52, 68, 69, 72 };
    for (int t = 0; t < WEEKS; t++)
        z1[t] = z2[t] = 0;
    for (size_t k = 0; k < COUNT_OF(lacks); k++)
        z1[lacks[k]] = k % 3 ? 0.2 : 0.4;
    z2[0] = 0.4;
    z2[51] = z2[52] = 0.4;
    z2[1] = 0.2;
}

static Covariate look(ChangeKind kind, const double *x, const double *n, const double *z1, const double *z2)
{
    const double *z[COVARIATES] = { z1, z2 };
    return covariate_find(&(ChangeInput){ .kind = kind, .x = x, .n = n, .weeks = WEEKS }, z);
}

static void counts(Rng *r, double rate, double b1, double b2, int step, const double *z1, const double *z2, double *x, double *n)
{
    for (int t = 0; t < WEEKS; t++) {
        n[t] = 100;
        x[t] = (double)rng_poisson(r, n[t] * rate * (step && t >= step ? 1.5 : 1) * (1 + b1 * z1[t] + b2 * z2[t]));
    }
}

/* Level 0.001: of 2,000 quiet streams and as many with a step 0.001 + 3 standard errors is 0.0031. */
static void quiet_streams_and_steps_have_no_calendar(void **state)
{
    Arena a;
    int found[3] = { 0 };
    double z1[WEEKS], z2[WEEKS], x[WEEKS], n[WEEKS];
    (void)state;
    arena_init(&a);
    columns(z1, z2);
    Rng *r = rng_create(&a, 5);
    for (int k = 0; k < ROUNDS; k++) {
        counts(r, 0.4, 0, 0, 0, z1, z2, x, n);
        found[0] += look(CHANGE_POISSON, x, n, z1, z2).used;
        counts(r, 0.4, 0, 0, 44, z1, z2, x, n);
        found[1] += look(CHANGE_POISSON, x, n, z1, z2).used;
        for (int t = 0; t < WEEKS; t++) {
            n[t] = 12;
            x[t] = rng_normal(r, 7, 1);
        }
        found[2] += look(CHANGE_MEAN, x, n, z1, z2).used;
    }
    print_message("# of %d: quiet %d, steps %d, means %d\n", ROUNDS, found[0], found[1], found[2]);
    assert_true(found[0] <= 6 && found[1] <= 6 && found[2] <= 6);
    arena_release(&a);
}

static void planted_effects_come_back(void **state)
{
    Arena a;
    double z1[WEEKS], z2[WEEKS], x[WEEKS], n[WEEKS], sum[2] = { 0 };
    int used = 0;
    (void)state;
    arena_init(&a);
    columns(z1, z2);
    Rng *r = rng_create(&a, 6);
    for (int k = 0; k < 200; k++) {
        counts(r, 0.4, -0.9, -0.6, k % 2 ? 44 : 0, z1, z2, x, n);
        Covariate c = look(CHANGE_POISSON, x, n, z1, z2);
        used += c.used;
        sum[0] += c.raw[0] / 200;
        sum[1] += c.raw[1] / 200;
    }
    print_message("# used %d of 200, mean b %.3f and %.3f of -0.9 and -0.6\n", used, sum[0], sum[1]);
    assert_true(used >= 190 && fabs(sum[0] - (-0.9)) < 0.1 && fabs(sum[1] - (-0.6)) < 0.15);
    Covariate c = { .b = { -0.9, -0.6 } };
    assert_true(lre(covariate_factor(&c, CHANGE_POISSON, 0.4, 0.2), 0.52) >= 12 && lre(covariate_factor(&c, CHANGE_POISSON, 1, 1), 0.1) >= 12);
    assert_true(lre(covariate_factor(&c, CHANGE_MEAN, 0.4, 0.2), -0.48) >= 12 && lre(covariate_factor(&c, CHANGE_BINOMIAL, 0, 0), 1) >= 12);
    arena_release(&a);
}

/* R makes the same columns and fits them with lm(). */
static void r_fits_the_same(void **state)
{
    Arena a;
    double z1[WEEKS], z2[WEEKS], x[WEEKS], n[WEEKS], want[4];
    (void)state;
    arena_init(&a);
    columns(z1, z2);
    counts(rng_create(&a, 7), 0.4, -0.9, -0.6, 0, z1, z2, x, n);
    for (int t = 0; t < WEEKS; t++)
        n[t] = 90 + t % 7;
    Str script = STR("x <- c(0");
    for (int t = 0; t < WEEKS; t++)
        script = str_fmt(&a, "%.*s,%.0f", STR_ARG(script), x[t]);
    script = str_fmt(&a, "%.*s)[-1]; z1 <- c(0", STR_ARG(script));
    for (int t = 0; t < WEEKS; t++)
        script = str_fmt(&a, "%.*s,%.1f", STR_ARG(script), z1[t]);
    script = str_fmt(&a, "%.*s)[-1]; z2 <- c(0", STR_ARG(script));
    for (int t = 0; t < WEEKS; t++)
        script = str_fmt(&a, "%.*s,%.1f", STR_ARG(script), z2[t]);
    script = str_fmt(&a, "%.*s)[-1]; m <- length(x); n <- 90 + (seq_len(m) - 1) %%%% 7;"
                         "d <- w <- e1 <- e2 <- numeric(m); b <- c(0, 0); for (i in 1:4) { for (t in 1:m) { u <- max(1, t - 6):min(m, t + 6); l <- sum(x[u]) / sum(n[u]);"
                         " w[t] <- n[t] * l; d[t] <- x[t] / w[t] - 1; a <- c(weighted.mean(z1[u], n[u]), weighted.mean(z2[u], n[u]));"
                         " e1[t] <- (z1[t] - a[1]) / (1 + sum(b * a)); e2[t] <- (z2[t] - a[2]) / (1 + sum(b * a)) };"
                         "f <- lm(d ~ e1 + e2 - 1, weights = w); b <- coef(f) }; s <- summary(f);"
                         "cat(b, max(1, s$sigma^2), s$fstatistic[1] * s$sigma^2 / max(1, s$sigma^2))", STR_ARG(script));
    if (r_ask(script.p, want, 4)) {
        Covariate c = look(CHANGE_POISSON, x, n, z1, z2);
        assert_true(lre(c.raw[0], want[0]) >= 9 && lre(c.raw[1], want[1]) >= 9 && lre(c.phi, want[2]) >= 9 && lre(c.f, want[3]) >= 8);
        assert_true(c.used && lre(c.b[0], c.raw[0] * (1 - 1 / want[3])) >= 9);
    }
    arena_release(&a);
}

/* Three such weeks could be the change itself; no data, no week. */
static void too_few_weeks_say_nothing(void **state)
{
    double z1[WEEKS] = { 0 }, z2[WEEKS] = { 0 }, x[WEEKS], n[WEEKS];
    (void)state;
    for (int t = 0; t < WEEKS; t++) {
        n[t] = 100;
        x[t] = 50;
    }
    z1[10] = z1[30] = z1[50] = 0.4;
    x[10] = x[30] = x[50] = 5;
    assert_false(look(CHANGE_POISSON, x, n, z1, z2).used);
    z1[60] = 0.4;
    x[60] = 5;
    assert_true(look(CHANGE_POISSON, x, n, z1, z2).used);
    for (int t = 0; t < WEEKS; t++)
        n[t] = 0;
    assert_false(look(CHANGE_POISSON, x, n, z1, z2).used);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_streams_and_steps_have_no_calendar),
        cmocka_unit_test(planted_effects_come_back),
        cmocka_unit_test(r_fits_the_same),
        cmocka_unit_test(too_few_weeks_say_nothing),
    };
    num_init();
    return cmocka_run_group_tests_name("covariate", tests, NULL, NULL);
}
