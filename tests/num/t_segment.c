#include "tests/near.h"

#include "num/dist.h"
#include "num/rng.h"
#include "num/segment.h"

static SegmentList find(Arena *a, Status (*by)(const double *, size_t, Arena *, SegmentList *, Err *), const double *y, size_t n)
{
    SegmentList l;
    Err err;
    assert_int_equal(by(y, n, a, &l, &err), ST_OK);
    return l;
}

/* R's datasets::Nile, in 10^8 cubic metres, from 1871.  Published: a change after 1898, the 28th year (changepoint 2.3 and TCPDBench). */
static const double nile[] = {
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260,
    1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864,
    862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749,
    838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740 };

static void the_nile_changes_in_1899(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Status (*const by[])(const double *, size_t, Arena *, SegmentList *, Err *) = { segment_least, segment_bayes, segment_agreed };
    for (size_t i = 0; i < COUNT_OF(by); i++) {
        SegmentList l = find(&a, by[i], nile, COUNT_OF(nile));
        assert_int_equal(l.n, 1);
        assert_int_equal(l.at[0], 28);
    }
    arena_release(&a);
}

/* Every segmentation of twelve readings tried: bit i of `set` is a change before reading i + 1. */
static double naive_cost(const double *z, size_t n, unsigned set)
{
    double cost = -3 * log((double)n);
    for (size_t from = 0, to; from < n; from = to) {
        double mean = 0;
        to = from + 1;
        while (to < n && !(set >> (to - 1) & 1))
            to++;
        for (size_t t = from; t < to; t++)
            mean += z[t] / (double)(to - from);
        for (size_t t = from; t < to; t++)
            cost += (z[t] - mean) * (z[t] - mean);
        cost += log((double)(to - from)) + 3 * log((double)n);
    }
    return cost;
}

static void least_squares_is_the_best_of_all_segmentations(void **state)
{
    enum { N = 12 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    for (int round = 0; round < 40; round++) {
        double y[N], z[N], mean = 0, ss = 0, best = F64_INF;
        unsigned of = 0;
        for (size_t t = 0; t < N; t++) {
            y[t] = rng_normal(r, t > 6 ? 9 : t > 3 ? 4 : 0, 0.2);
            mean += y[t] / N;
        }
        for (size_t t = 0; t < N; t++)
            ss += (y[t] - mean) * (y[t] - mean);
        for (size_t t = 0; t < N; t++)
            z[t] = (y[t] - mean) / sqrt(ss / (N - 1)) * 1;
        for (unsigned set = 0; set < 1u << (N - 1); set++)
            if (naive_cost(z, N, set) < best) {
                best = naive_cost(z, N, set);
                of = set;
            }
        SegmentList l = find(&a, segment_least, y, N);
        unsigned got = 0;
        for (size_t i = 0; i < l.n; i++)
            got |= 1u << (l.at[i] - 1);
        assert_int_equal(got, of);
    }
    arena_release(&a);
}

/* The marginal likelihood of a segment against the integral over mean and precision, by the predictive
 * t densities one reading at a time: two routes to one number, so the best of all segmentations agrees. */
static double naive_bayes(const double *z, size_t n, unsigned set)
{
    double cost = -log(100);
    for (size_t from = 0, to; from < n; from = to) {
        double m = 0, k = 1, alpha = 1, beta = 1;
        to = from + 1;
        while (to < n && !(set >> (to - 1) & 1))
            to++;
        for (size_t t = from; t < to; t++) {
            double s2 = beta * (k + 1) / (alpha * k), df = 2 * alpha, u = (z[t] - m) * (z[t] - m) / s2;
            cost -= log_gamma((df + 1) / 2) - log_gamma(df / 2) - log(df * acos(-1) * s2) / 2 - (df + 1) / 2 * log(1 + u / df);
            beta += k * (z[t] - m) * (z[t] - m) / (2 * (k + 1));
            m = (k * m + z[t]) / (k + 1);
            k++;
            alpha += 0.5;
        }
        cost += log(100) - (double)(to - from - 1) * log(0.99);
    }
    return cost;
}

static void the_most_probable_segmentation_is_found(void **state)
{
    enum { N = 12 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 6);
    int changes = 0;
    for (int round = 0; round < 40; round++) {
        double y[N], z[N], mean = 0, ss = 0, best = F64_INF;
        unsigned of = 0;
        for (size_t t = 0; t < N; t++) {
            y[t] = rng_normal(r, t > 5 ? 30 : 0, 0.1);
            mean += y[t] / N;
        }
        for (size_t t = 0; t < N; t++)
            ss += (y[t] - mean) * (y[t] - mean);
        for (size_t t = 0; t < N; t++)
            z[t] = (y[t] - mean) / sqrt(ss / (N - 1));
        for (unsigned set = 0; set < 1u << (N - 1); set++) {
            bool single = set & (set << 1) || set & 1 || set >> (N - 2) & 1;    /* a segment of one reading is not allowed */
            if (!single && naive_bayes(z, N, set) < best) {
                best = naive_bayes(z, N, set);
                of = set;
            }
        }
        SegmentList l = find(&a, segment_bayes, y, N);
        unsigned got = 0;
        for (size_t i = 0; i < l.n; i++)
            got |= 1u << (l.at[i] - 1);
        assert_int_equal(got, of);
        changes += l.n > 0;
    }
    assert_true(changes > 0);
    arena_release(&a);
}

static void what_only_one_method_finds_is_not_agreed(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 7);
    double y[120];
    for (size_t t = 0; t < 120; t++)
        y[t] = rng_normal(r, 0, t < 60 ? 0.05 : 3);      /* the spread changes, the level does not */
    SegmentList bayes = find(&a, segment_bayes, y, 120), both = find(&a, segment_agreed, y, 120);
    assert_int_equal(bayes.n, 1);
    assert_in_range(bayes.at[0], 57, 63);
    assert_int_equal(both.n, 0);
    arena_release(&a);
}

static void flat_short_and_broken_series_are_answered(void **state)
{
    Arena a;
    SegmentList l;
    Err err;
    double y[] = { 1, 1, 1, 1, 1, 1, F64_NAN };
    (void)state;
    arena_init(&a);
    assert_int_equal(find(&a, segment_agreed, y, 6).n, 0);
    assert_int_equal(find(&a, segment_agreed, y, 0).n, 0);
    assert_int_equal(segment_agreed(y, 7, &a, &l, &err), ST_INVALID);
    assert_int_equal(segment_least(y, SEGMENT_MAX + 1, &a, &l, &err), ST_TOO_BIG);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nile_changes_in_1899),
        cmocka_unit_test(least_squares_is_the_best_of_all_segmentations),
        cmocka_unit_test(the_most_probable_segmentation_is_found),
        cmocka_unit_test(what_only_one_method_finds_is_not_agreed),
        cmocka_unit_test(flat_short_and_broken_series_are_answered),
    };
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
