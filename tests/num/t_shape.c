#include "tests/near.h"

#include "num/dist.h"
#include "num/rng.h"
#include "num/shape.h"
#include "tests/num/r_oracle.h"

enum { WEEKS = 60 };

static double p_of(ChangeKind kind, const double *x, const double *n, size_t t, Spike *s)
{
    static const size_t from[WEEKS];
    Err err;
    assert_int_equal(shape_spikes(&(ChangeInput){ .kind = kind, .x = x, .n = n, .weeks = WEEKS }, from, s, &err), ST_OK);
    return s[t].p;
}

/* mid-p = P(more) + P(equal) / 2, R's own distributions. */
static void tails_are_those_of_r(void **state)
{
    static const struct { ChangeKind kind; double x, n, X, N; bool upper; const char *r; } row[] = {
        { CHANGE_BINOMIAL, 9, 30, 40, 800, true, "phyper(9, 30, 800, 49, lower.tail=FALSE) + dhyper(9, 30, 800, 49)/2" },
        { CHANGE_BINOMIAL, 0, 60, 90, 500, false, "dhyper(0, 60, 500, 90)/2" },
        { CHANGE_POISSON, 25, 10, 400, 520, true, "pbinom(25, 425, 10/530, lower.tail=FALSE) + dbinom(25, 425, 10/530)/2" },
        { CHANGE_POISSON, 1, 10.5, 400, 520, false, "pbinom(0, 401, 10.5/530.5) + dbinom(1, 401, 10.5/530.5)/2" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        double want[1];
        char script[200];
        (void)snprintf(script, sizeof script, "cat(%s)", row[i].r);
        if (r_ask(script, want, 1))
            check_digits(spike_tail(row[i].kind, row[i].x, row[i].n, row[i].X, row[i].N, row[i].upper), want[0], 10);
    }
}

/* 0.001 two-sided of quiet binomial, Poisson and normal weeks: a mid-p is near its level, not above by more than noise;
 * 3 standard errors of 2,000 streams of 52 weeks.  Varying twice as much as binomial, without phi it would be 1.7 %. */
static void quiet_weeks_are_rarely_spikes(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 11);
    enum { STREAMS = 2000 };
    for (int kind = 0; kind < 4; kind++) {
        int hits = 0, looks = 0;
        for (int s = 0; s < STREAMS; s++) {
            double x[WEEKS], n[WEEKS];
            Spike sp[WEEKS];
            double level = 0.05 + 0.15 * rng_uniform(r);
            for (size_t t = 0; t < WEEKS; t++) {
                n[t] = (double)rng_between(r, 5, 60);
                x[t] = kind == 0   ? (double)rng_binomial(r, (int64_t)n[t], level)
                       : kind == 1 ? (double)rng_poisson(r, n[t] * level)
                       : kind == 2 ? rng_normal(r, 7, 2 / sqrt(n[t]))
                                   : (double)rng_poisson(r, n[t] * rng_gamma(r, 4, level / 4));
            }
            (void)p_of(kind == 0 ? CHANGE_BINOMIAL : kind == 2 ? CHANGE_MEAN : CHANGE_POISSON, x, n, 0, sp);
            for (size_t t = SPIKE_BEFORE_MIN; t < WEEKS; t++) {
                looks++;
                hits += sp[t].p <= 0.001;
            }
        }
        double share = hits / (double)looks;
        if (!(share < (kind == 3 ? 0.005 : 0.0014)))
            fail_msg("kind %d: %d of %d", kind, hits, looks);
    }
    arena_release(&a);
}

static void a_bad_week_has_its_size_and_interval(void **state)
{
    double x[WEEKS], n[WEEKS];
    Spike s[WEEKS];
    (void)state;
    for (size_t t = 0; t < WEEKS; t++) {
        n[t] = 40;
        x[t] = t == 50 ? 16 : t % 3 == 1 ? 3 : 2;
    }
    double p = p_of(CHANGE_BINOMIAL, x, n, 50, s);
    assert_true(p < 1e-8);
    check_digits(s[50].level, 0.4, 12);
    assert_true(s[50].low < 0.35 && s[50].low > 0.15 && s[50].high > 0.35 && s[50].high < 0.6);
    for (size_t t = 8; t < 50; t++)
        assert_true(s[t].p > 0.01);
    assert_true(s[3].p >= 1);       /* too few weeks before */
}

static void lines_are_told_from_steps(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 12);
    int line = 0, step = 0;
    for (int round = 0; round < 200; round++) {
        double x[2][WEEKS], n[WEEKS];
        size_t at = 30;
        for (size_t t = 0; t < WEEKS; t++) {
            n[t] = 50;
            x[0][t] = (double)rng_binomial(r, 50, 0.05 + 0.4 * (double)t / WEEKS);
            x[1][t] = (double)rng_binomial(r, 50, t < 30 ? 0.1 : 0.35);
        }
        line += shape_drift(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x[0], .n = n, .weeks = WEEKS }, 0, WEEKS, &at, 1);
        step += !shape_drift(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x[1], .n = n, .weeks = WEEKS }, 0, WEEKS, &at, 1);
    }
    assert_true(line >= 190 && step >= 190);
    arena_release(&a);
}

/* Quiet streams, looked at after every event of the last week: p never rises again, the last look is the whole week's test, and
 * the share of streams that any look finds at 0.01 is that of one look, rises being half of it (3 standard errors of 4,000). */
static void looking_at_a_week_that_runs_after_every_event_costs_nothing(void **state)
{
    Arena a;
    Err err;
    enum { STREAMS = 4000 };
    int hits = 0, rises = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 17);
    for (int s = 0; s < STREAMS; s++) {
        double x[WEEKS], n[WEEKS], level = 0.02 + 0.2 * rng_uniform(r), least = 1;
        static const size_t from[WEEKS];
        Spike whole[WEEKS], so_far = { .p = 1 };
        ChangeInput in = { .kind = CHANGE_POISSON, .x = x, .n = n, .weeks = WEEKS };
        for (size_t t = 0; t < WEEKS; t++) {
            n[t] = 40;
            x[t] = (double)rng_poisson(r, n[t] * level);
        }
        double events = x[WEEKS - 1];
        for (x[WEEKS - 1] = 0; x[WEEKS - 1] <= events; x[WEEKS - 1]++) {
            assert_int_equal(shape_running(&in, 0, &so_far, &err), ST_OK);
            if (so_far.p > least + 1e-12)
                fail_msg("stream %d: p %g after %g", s, so_far.p, least);
            least = so_far.p;
        }
        x[WEEKS - 1] = events;
        assert_int_equal(shape_spikes(&in, from, whole, &err), ST_OK);
        if (events / 40 > whole[WEEKS - 1].expected) {
            check_digits(least, whole[WEEKS - 1].p, 12);
            rises++;
        } else
            assert_true(least >= 1);
        hits += least <= 0.01;
    }
    assert_in_range(rises, STREAMS / 3, STREAMS);
    if (hits < STREAMS * 2 / 1000 || hits > STREAMS * 85 / 10000)
        fail_msg("%d of %d", hits, STREAMS);
    arena_release(&a);
}

/* A quiet week of shares and of means, looked at after every record: the share of streams that any look finds at 0.05 is 0.05 at most (3 standard
 * errors), with weeks as chance has them and with weeks that vary of their own; and a burst is found before the week's end. */
static void looking_at_shares_and_means_after_every_record_keeps_the_level(void **state)
{
    static const struct { ChangeKind kind; double level, vary; int found; } row[] = {      /* found: at least so many of 200 bursts; where weeks vary widely, few can be */
        { CHANGE_BINOMIAL, 0.05, 0, 190 }, { CHANGE_BINOMIAL, 0.3, 0, 180 }, { CHANGE_BINOMIAL, 0.2, 0.1, 10 }, { CHANGE_MEAN, 7, 0, 180 }, { CHANGE_MEAN, 7, 0.3, 150 },
    };
    enum { STREAMS = 3000, SIZE = 40 };
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 18);
    for (size_t k = 0; k < COUNT_OF(row); k++) {
        bool mean = row[k].kind == CHANGE_MEAN;
        int hits = 0, bursts = 0;
        for (int s = 0; s < 2 * STREAMS; s++) {
            bool burst = s >= STREAMS, found = false;
            double x[WEEKS], n[WEEKS], shape = row[k].vary > 0 && !mean ? 1 / row[k].vary - 1 : 0;
            if (burst && s >= STREAMS + 200)
                break;
            for (size_t t = 0; t < WEEKS; t++) {
                n[t] = (double)rng_between(r, SIZE / 2, SIZE * 3 / 2);
                double own = mean ? row[k].level + rng_normal(r, 0, row[k].vary) : shape > 0 ? rng_beta(r, row[k].level * shape, (1 - row[k].level) * shape) : row[k].level;
                if (t < WEEKS - 1) {
                    x[t] = mean ? own + rng_normal(r, 0, 2 / sqrt(n[t])) : (double)rng_binomial(r, (int64_t)n[t], own);
                    continue;
                }
                double sum = 0, size = n[t];
                if (burst)
                    own = mean ? own - 3 : fmin(0.95, own + 0.5);
                for (n[t] = 1; n[t] <= size; n[t]++) {
                    Spike so_far;
                    sum += mean ? rng_normal(r, own, 2) : (double)rng_chance(r, own);
                    x[t] = mean ? sum / n[t] : sum;
                    assert_int_equal(shape_running(&(ChangeInput){ .kind = row[k].kind, .x = x, .n = n, .weeks = WEEKS }, 0, &so_far, &err), ST_OK);
                    found = found || so_far.p <= (burst ? 1e-4 : 0.05);
                }
            }
            *(burst ? &bursts : &hits) += found;
        }
        print_message("# %s %g, weeks' own %g: any look at 0.05 in %.2f %% of %d quiet weeks; a burst found at 0.0001 in %d of 200\n", mean ? "mean" : "share", row[k].level, row[k].vary,
                      100.0 * hits / STREAMS, STREAMS, bursts);
        if (hits > STREAMS * (0.05 + 3 * sqrt(0.05 * 0.95 / STREAMS)) || hits == 0 || bursts < row[k].found)
            fail_msg("row %zu: %d of %d, %d of 200", k, hits, STREAMS, bursts);
    }
    arena_release(&a);
}

/* Weeks as chance has them and of one size, so that the level before is all there is: E by R, adding up logs of lbeta, and by integrating the shift. */
static void the_evidence_is_what_r_integrates(void **state)
{
    double x[12], n[12], want[2];
    static const double mean[11] = { 7.1, 6.8, 7.3, 7.0, 6.9, 7.2, 7.4, 6.7, 7.0, 7.1, 6.9 };
    Spike s;
    Err err;
    (void)state;
    for (size_t t = 0; t < 11; t++) {
        n[t] = 40;
        x[t] = t % 2 ? 3 : 1;
    }
    n[11] = 15;
    x[11] = 7;
    assert_int_equal(shape_running(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = 12 }, 0, &s, &err), ST_OK);
    double share = s.p;
    for (size_t t = 0; t < 11; t++)
        x[t] = mean[t];
    x[11] = 6.2;
    assert_int_equal(shape_running(&(ChangeInput){ .kind = CHANGE_MEAN, .x = x, .n = n, .weeks = 12 }, 0, &s, &err), ST_OK);
    if (!r_ask("X <- 21; N <- 440; l <- (X+.5)/(N+1); h0 <- integrate(function(p) p^7*(1-p)^8*dbeta(p, l*N, (1-l)*N), 0, 1, rel.tol=1e-12)$value;"
               "h1 <- integrate(function(p) p^7*(1-p)^8, 0, 1, rel.tol=1e-12)$value;"
               "y <- c(7.1,6.8,7.3,7.0,6.9,7.2,7.4,6.7,7.0,7.1,6.9); m <- mean(y); phi <- 40*sum((y-m)^2)/10; d <- 6.2-m; v <- phi*(1/15+1/440); w <- v+phi;"
               "cat(h0/h1, (dt(d/sqrt(v),10)/sqrt(v)) / (dt(d/sqrt(w),10)/sqrt(w)))", want, 2))
        return;
    check_digits(share, want[0], 7);
    check_digits(s.p, want[1], 9);
}

static void broken_weeks_are_refused(void **state)
{
    double x[WEEKS] = { 0 }, n[WEEKS] = { 0 };
    static const size_t from[WEEKS];
    Spike s[WEEKS];
    Err err;
    (void)state;
    n[4] = 3;
    x[4] = 4;
    assert_int_equal(shape_spikes(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = WEEKS }, from, s, &err), ST_INVALID);
    assert_int_equal(shape_spikes(&(ChangeInput){ .kind = CHANGE_POISSON, .x = x, .n = n, .weeks = WEEKS }, from, s, &err), ST_OK);
    assert_int_equal(shape_running(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = 5 }, 0, s, &err), ST_INVALID);
    assert_int_equal(shape_running(&(ChangeInput){ .kind = CHANGE_POISSON, .x = x, .n = n }, 0, s, &err), ST_INVALID);
    n[4] = F64_NAN;
    assert_int_equal(shape_spikes(&(ChangeInput){ .kind = CHANGE_POISSON, .x = x, .n = n, .weeks = WEEKS }, from, s, &err), ST_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_are_those_of_r),
        cmocka_unit_test(quiet_weeks_are_rarely_spikes),
        cmocka_unit_test(a_bad_week_has_its_size_and_interval),
        cmocka_unit_test(looking_at_a_week_that_runs_after_every_event_costs_nothing),
        cmocka_unit_test(looking_at_shares_and_means_after_every_record_keeps_the_level),
        cmocka_unit_test(the_evidence_is_what_r_integrates),
        cmocka_unit_test(lines_are_told_from_steps),
        cmocka_unit_test(broken_weeks_are_refused),
    };
    num_init();
    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
