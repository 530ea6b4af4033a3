#include "tests/near.h"

#include "num/dist.h"
#include "num/mix.h"
#include "num/rng.h"

#define NO F64_NAN

static MixResult ask(Arena *a, const MixInput *in)
{
    MixResult m;
    Err err;
    assert_int_equal(mix_change(in, a, &m, &err), ST_OK);
    return m;
}

static double sum_of(const MixResult *m)
{
    double sum = 0;
    for (size_t i = 0; i < MIX_PARTS; i++)
        sum += m->part[i];
    return sum;
}

/* Six persons of two roles, worked by hand in doc/methods/scores.md.  Before: buyers 8 and 4, a user 6; after: a buyer 9 (who said 8),
 * a new buyer 5, users 6 (who said 6) and 2.  Means 6 and 5.5.  Shares of buyers 2/3 and 1/2: roles = (1/2-2/3)(6+7)/2 + (1/2-1/3)(6+4)/2 = -0.25.
 * Buyers, weight 7/12: real 1, left -(4-8)/2 = +2, new (5-9)/2 = -2.  Users, weight 5/12: real 0, again (2-6)/2 = -2. */
static void a_small_table_comes_out_as_by_hand(void **state)
{
    const double before[] = { 8, 4, 6, NO, NO }, after[] = { 9, NO, 6, 5, 2 };
    const size_t role[] = { 0, 0, 1, 0, 1 };
    const uint8_t gone[] = { 0, 1, 0, 0, 0 }, fresh[] = { 0, 0, 0, 1, 0 };
    const int64_t cluster[] = { 1, 2, 3, 4, 5 };
    const double x[] = { 0, 0, 1, 0, 1 };
    Arena a;
    (void)state;
    arena_init(&a);
    MixResult m = ask(&a, &(MixInput){ .before = before, .after = after, .role = role, .gone = gone, .fresh = fresh, .cluster = cluster, .x = x,
                                       .n = 5, .p = 1, .roles = 2, .lowest = 0, .highest = 10, .near = 1 });
    check_digits(m.before, 6, 12);
    check_digits(m.after, 5.5, 12);
    const double want[MIX_PARTS] = { [MIX_ROLES] = -0.25, [MIX_LEFT] = 7.0 / 6, [MIX_SILENT] = 0, [MIX_NEW] = -7.0 / 6, [MIX_AGAIN] = -5.0 / 6, [MIX_REAL] = 7.0 / 12 };
    for (size_t i = 0; i < MIX_PARTS; i++)
        assert_true(fabs(m.part[i] - want[i]) < 1e-12);
    check_digits(sum_of(&m), -0.5, 12);
    /* Three of five answered, then four: worst is (4*5.5)/5 - (3*6 + 2*10)/5 and (4*5.5 + 10)/5 - 3*6/5; near -0.5 -+ (2/5 + 1/5). */
    check_digits(m.worst_low, 4.4 - 7.6, 12);
    check_digits(m.worst_high, 6.4 - 3.6, 12);
    check_digits(m.near_low, -1.1, 12);
    check_digits(m.near_high, 0.1, 12);
    arena_release(&a);
}

/* 300 random companies, with roles that come and go: whatever happens, the parts are the whole. */
static void the_parts_always_sum_to_the_change(void **state)
{
    enum { N = 40 };
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 3);
    for (int round = 0; round < 300; round++) {
        double before[N], after[N], x[N];
        size_t role[N];
        uint8_t gone[N], fresh[N];
        int64_t cluster[N];
        ArenaMark mark = arena_mark(&a);
        for (size_t i = 0; i < N; i++) {
            before[i] = rng_chance(r, 0.4) ? (double)rng_below(r, 11) : NO;
            after[i] = rng_chance(r, 0.4) ? (double)rng_below(r, 11) : NO;
            role[i] = (size_t)rng_below(r, 9);
            gone[i] = rng_chance(r, 0.3);
            fresh[i] = rng_chance(r, 0.3);
            cluster[i] = rng_below(r, 12);
            x[i] = (double)(role[i] == 0);
        }
        MixResult m = ask(&a, &(MixInput){ .before = before, .after = after, .role = role, .gone = gone, .fresh = fresh, .cluster = cluster, .x = x,
                                           .n = N, .p = 1, .roles = 9, .lowest = 0, .highest = 10, .near = 1 });
        assert_false(m.too_few);
        assert_true(fabs(sum_of(&m) - (m.after - m.before)) < 1e-12);
        assert_true(m.worst_low <= m.near_low && m.near_low <= m.after - m.before && m.after - m.before <= m.near_high && m.near_high <= m.worst_high);
        arena_rewind(&a, mark);
    }
    arena_release(&a);
}

/* Nobody changes; the unhappy kind (who give 4, the others 8) answers ever less.  The bare score rises by 1, the modelled change stays near 0
 * and the real part is exactly 0. */
static void who_answers_is_told_from_what_they_say(void **state)
{
    enum { N = 4000 };
    static double before[N], after[N], x[N];
    static size_t role[N];
    static uint8_t gone[N], fresh[N];
    static int64_t cluster[N];
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 4);
    for (size_t i = 0; i < N; i++) {
        bool sad = i % 2;
        before[i] = rng_chance(r, 0.5) ? sad ? 4 : 8 : NO;
        after[i] = rng_chance(r, sad ? 0.15 : 0.45) ? sad ? 4 : 8 : NO;
        x[i] = sad;
        cluster[i] = (int64_t)i;
    }
    MixResult m = ask(&a, &(MixInput){ .before = before, .after = after, .role = role, .gone = gone, .fresh = fresh, .cluster = cluster, .x = x,
                                       .n = N, .p = 1, .roles = 1, .lowest = 0, .highest = 10, .near = 1 });
    assert_true(m.after - m.before > 0.8);
    assert_true(fabs(m.modelled) < 0.05);
    assert_true(fabs(m.part[MIX_REAL]) < 1e-12 && m.real_low <= 0 && m.real_high >= 0);
    assert_true(m.worst_low < 0 && m.worst_high > 0);
    arena_release(&a);
}

static void nobody_and_answers_off_the_scale_are_answered(void **state)
{
    const double none[] = { NO, NO }, some[] = { 5, 11 };
    const size_t role[] = { 0, 0 };
    const uint8_t flag[] = { 0, 0 };
    const int64_t cluster[] = { 1, 2 };
    Arena a;
    MixResult m;
    Err err;
    (void)state;
    arena_init(&a);
    MixInput in = { .before = none, .after = none, .role = role, .gone = flag, .fresh = flag, .cluster = cluster, .n = 2, .roles = 1, .lowest = 0, .highest = 10 };
    assert_true(ask(&a, &in).too_few);
    in.after = some;
    assert_int_equal(mix_change(&in, &a, &m, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_table_comes_out_as_by_hand),
        cmocka_unit_test(the_parts_always_sum_to_the_change),
        cmocka_unit_test(who_answers_is_told_from_what_they_say),
        cmocka_unit_test(nobody_and_answers_off_the_scale_are_answered),
    };
    num_init();
    return cmocka_run_group_tests_name("mix", tests, NULL, NULL);
}
