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
    assert_int_equal(shape_running(&(ChangeInput){ .kind = CHANGE_BINOMIAL, .x = x, .n = n, .weeks = WEEKS }, 0, s, &err), ST_INVALID);
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
        cmocka_unit_test(lines_are_told_from_steps),
        cmocka_unit_test(broken_weeks_are_refused),
    };
    num_init();
    return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
