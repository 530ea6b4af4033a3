#include "tests/near.h"

#include "base/attr.h"
#include "num/joint.h"
#include "num/rng.h"
#include "num/simulate.h"

enum { N = 60, K = 3 };

static Joint run(const JointInput *in, Arena *a, Status want)
{
    Joint j = { 0 };
    Err err;
    assert_int_equal(joint_simulate(in, a, &j, &err), want);
    return j;
}

/* Oracle: the simulation of a single issue, which was there before; the same seed gives the same draws. */
static void with_one_issue_the_charge_is_what_money_simulate_gives(void **state)
{
    int64_t value[N];
    double a[N], b[N], effect = -0.21, se = 0.05;
    Arena m;
    Money money;
    Err err;
    (void)state;
    arena_init(&m);
    for (size_t i = 0; i < N; i++) {
        value[i] = 100000 + (int64_t)i * 777;
        a[i] = 0.5 + (double)(i % 7);
        b[i] = 1 + (double)(i % 5);
    }
    Joint j = run(&(JointInput){ .value = value, .a = a, .b = b, .n = N, .k = 1, .effect = &effect, .se = &se, .seed = 7 }, &m, ST_OK);
    Band band = band_of(j.charge, j.draws, &m);
    assert_int_equal(money_simulate(&(MoneyInput){ .value = value, .a = a, .b = b, .n = N, .effect = effect, .se = se, .seed = 7 }, &m, &money, &err), ST_OK);
    assert_int_equal(band.mean, -money.mean);
    assert_int_equal(band.low, -money.q975);
    assert_int_equal(band.high, -money.q025);
    for (size_t d = 0; d < j.draws; d++)
        assert_true(fabs(j.charge[d] - j.total[d]) < 1e-6);
    arena_release(&m);
}

/* Oracle: by hand.  Certain exposure (Beta so narrow that it is one) and certain effects of 1/2 and 1/4: the account keeps 3/8, loses
 * 5/8, and the charges stand as log(1/2) to log(3/4). */
static void two_certain_issues_share_the_joint_loss_by_their_logarithms(void **state)
{
    int64_t value = 800000;
    double a[2] = { 1e15, 1e15 }, b[2] = { 1e-3, 1e-3 }, effect[2] = { -0.5, -0.25 }, se[2] = { 0, 0 };
    double all = 800000 * 5 / 8.0, w0 = log(2), w1 = log(4.0 / 3);
    Arena m;
    (void)state;
    arena_init(&m);
    Joint j = run(&(JointInput){ .value = &value, .a = a, .b = b, .n = 1, .k = 2, .effect = effect, .se = se, .draws = 100, .seed = 1 }, &m, ST_OK);
    check_digits(j.total[3], all, 9);
    check_digits(j.charge[3], all * w0 / (w0 + w1), 9);
    check_digits(j.charge[100 + 3], all * w1 / (w0 + w1), 9);
    arena_release(&m);
}

/* Oracle: by hand.  Scales 1/2 and 3 of an effect of -0.4 on certain exposure: 0.2 of one account, and all of the other, for no more can be lost.
 * With a doubt of 0.1 in the scales the loss of the first varies by a tenth of itself. */
static void scales_take_each_account_its_own_share(void **state)
{
    enum { DRAWS = 4000 };
    int64_t value[2] = { 1000000, 500000 };
    double a[2] = { 1e15, 1e15 }, b[2] = { 1e-3, 1e-3 }, effect = -0.4, se = 0, scale[2] = { 0.5, 3 }, doubt = 0.1, sum = 0, square = 0;
    Arena m;
    (void)state;
    arena_init(&m);
    Joint j = run(&(JointInput){ .value = value, .a = a, .b = b, .scale = scale, .n = 2, .k = 1, .effect = &effect, .se = &se, .draws = 10, .seed = 1 }, &m, ST_OK);
    check_digits(j.total[3], 200000 + 500000, 9);
    j = run(&(JointInput){ .value = value, .a = a, .b = b, .scale = scale, .doubt = &doubt, .n = 1, .k = 1, .effect = &effect, .se = &se, .draws = DRAWS, .seed = 1 }, &m, ST_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        sum += j.total[d] / DRAWS;
        square += j.total[d] * j.total[d] / DRAWS;
    }
    assert_true(fabs(sum - 200000) < 4 * 20000 / sqrt(DRAWS) && fabs(sqrt(square - sum * sum) - 20000) < 4 * 20000 / sqrt(2.0 * DRAWS));
    scale[0] = -1;
    (void)run(&(JointInput){ .value = value, .a = a, .b = b, .scale = scale, .n = 1, .k = 1, .effect = &effect, .se = &se }, &m, ST_INVALID);
    arena_release(&m);
}

/* Property, in every draw: charges add up; the joint loss is not above the sum of the issues taken alone, when all harm. */
static void charges_add_up_and_no_euro_is_counted_twice(void **state)
{
    int64_t value[N];
    double a[N * K], b[N * K], effect[K] = { -0.3, -0.15, -0.4 }, se[K] = { 0.02, 0.01, 0.03 }, alone = 0;
    Arena m;
    (void)state;
    arena_init(&m);
    Rng *r = rng_create(&m, 3);
    for (size_t i = 0; i < N * K; i++) {
        value[i % N] = 50000 + (int64_t)(i % N);
        a[i] = i % 4 ? 1 + 3 * rng_uniform(r) : 0;
        b[i] = 1 + 3 * rng_uniform(r);
    }
    JointInput in = { .value = value, .a = a, .b = b, .n = N, .k = K, .effect = effect, .se = se, .seed = 11 };
    Joint j = run(&in, &m, ST_OK);
    for (size_t d = 0; d < j.draws; d++) {
        double sum = 0;
        for (size_t i = 0; i < K; i++)
            sum += j.charge[i * j.draws + d];
        assert_true(fabs(sum - j.total[d]) < 1e-6 * j.total[d]);
    }
    for (size_t i = 0; i < K; i++)
        alone += (double)band_of(run(&(JointInput){ .value = value, .a = a + i * N, .b = b + i * N, .n = N, .k = 1, .effect = effect + i, .se = se + i, .seed = 11 }, &m, ST_OK).total, JOINT_DRAWS, &m).mean;
    double joint = (double)band_of(j.total, j.draws, &m).mean;
    assert_true(joint < alone && joint > 0.5 * alone);
    arena_release(&m);
}

/* Oracle: by hand.  Certain exposure; the first issue takes half of the account, and adds 0.3 to its chance to renew for less, the second 0.1: with half of it going then, 800,000 lose 400,000 and
 * 800,000 x 0.5 x 0.4.  With 0.3 and 0.4 only half is left to shrink: 200,000 shared 3 to 4.  What the losses draw is drawn as it is without. */
static void what_is_lost_cannot_shrink(void **state)
{
    int64_t value = 800000;
    double a[2] = { 1e15, 1e15 }, b[2] = { 1e-3, 1e-3 }, effect[2] = { -0.5, 0 }, se[2] = { 0, 0 }, less[2] = { 0.3, 0.1 }, size = 0.5, wide[2] = { 0.1, 0 }, none = 0;
    Arena m;
    (void)state;
    arena_init(&m);
    JointInput in = { .value = &value, .a = a, .b = b, .n = 1, .k = 2, .effect = effect, .se = se, .less = less, .less_se = se, .size = &size, .n_size = 1, .draws = 100, .seed = 1 };
    Joint j = run(&in, &m, ST_OK);
    check_digits(j.total[3], 400000 + 160000, 9);
    check_digits(j.shrunk[3], 120000, 9);
    check_digits(j.charge[3], 400000 + 120000, 9);
    check_digits(j.charge[100 + 3], 40000, 9);
    check_digits(j.of[1], 40000, 9);
    less[1] = 0.4;
    j = run(&in, &m, ST_OK);
    check_digits(j.total[3], 600000, 9);
    check_digits(j.shrunk[3], 200000. * 3 / 7, 9);
    check_digits(j.shrunk[100 + 3], 200000. * 4 / 7, 9);
    /* In doubt: 0.1 of it at a tenth each, 4,000 draws; the losses beside are those of before, draw for draw. */
    effect[1] = -0.1;
    se[0] = se[1] = 0.05;
    less[0] = 0.2;
    less[1] = 0;
    in.less_se = wide;
    in.draws = 4000;
    a[0] = b[0] = 2;
    j = run(&in, &m, ST_OK);
    in.less = NULL;
    Joint was = run(&in, &m, ST_OK);
    double mean = 0;
    for (size_t d = 0; d < j.draws; d++) {
        assert_true(fabs(j.charge[d] - j.shrunk[d] - was.charge[d]) < 1e-6);
        mean += j.shrunk[d] / (double)j.draws;
    }
    /* Half exposed, 0.2 at half of it: 40,000; one draw deviates by 0.1/2 x 400,000 of the effect and by the exposure's 0.224 x 80,000. */
    assert_true(!was.shrunk && fabs(mean - 40000) < 4 * 30000 / sqrt(4000));
    in.less = less;
    in.n_size = 0;
    (void)run(&in, &m, ST_INVALID);
    in.n_size = 1;
    less[1] = none / none;
    (void)run(&in, &m, ST_INVALID);
    arena_release(&m);
}

static void what_makes_no_sense_is_refused(void **state)
{
    int64_t value = 1;
    double one = 1, none = 0, bad = -1;
    Arena m;
    (void)state;
    arena_init(&m);
    (void)run(&(JointInput){ .value = &value, .a = &one, .b = &none, .n = 1, .k = 1, .effect = &one, .se = &none }, &m, ST_INVALID);
    (void)run(&(JointInput){ .value = &value, .a = &one, .b = &one, .n = 1, .k = 1, .effect = &one, .se = &bad }, &m, ST_INVALID);
    (void)run(&(JointInput){ .value = &value, .a = &one, .b = &one, .n = 1, .k = 0, .effect = &one, .se = &none }, &m, ST_TOO_BIG);
    arena_release(&m);
}

/* Oracle: by hand.  Beta(1, 3) has the mean 1/4 and the variance 3/80, so with effect -0.4 (error 0.1) and scale doubt 0.2 on 1,000,000 the loss has the mean 100,000 and, with one
 * input drawn alone, the deviation 25,000 of the effect, 400,000 sqrt(3/80) of exposure, 20,000 of the scale.  What accounts are charged adds up to the issue's mean. */
static void each_input_alone_makes_its_own_width(void **state)
{
    enum { DRAWS = 4000 };
    static const unsigned hold[] = { JOINT_HOLD_EXPOSURE | JOINT_HOLD_SCALE, JOINT_HOLD_EFFECT | JOINT_HOLD_SCALE, JOINT_HOLD_EFFECT | JOINT_HOLD_EXPOSURE, 7 };
    const double want[] = { 25000, 400000 * sqrt(3. / 80), 20000, 0 };
    int64_t value = 1000000;
    double a = 1, b = 3, effect = -0.4, se = 0.1, doubt = 0.2;
    Arena m;
    (void)state;
    arena_init(&m);
    for (size_t k = 0; k < COUNT_OF(hold); k++) {
        double sum = 0, square = 0;
        Joint j = run(&(JointInput){ .value = &value, .a = &a, .b = &b, .doubt = &doubt, .n = 1, .k = 1, .effect = &effect, .se = &se, .draws = DRAWS, .seed = 3, .hold = hold[k] }, &m, ST_OK);
        for (size_t d = 0; d < DRAWS; d++) {
            sum += j.charge[d] / DRAWS;
            square += j.charge[d] * j.charge[d] / DRAWS;
        }
        double sd = sqrt(fmax(0, square - sum * sum));
        assert_true(fabs(sum - 100000) < 4 * want[k] / sqrt(DRAWS) + 1e-6);
        assert_true(fabs(sd - want[k]) <= 0.05 * want[k] + 0.01);
        check_digits(j.of[0], sum, 9);
    }
    int64_t values[2] = { 1000000, 3000000 };
    double as[4] = { 1, 2, 2, 1 }, bs[4] = { 3, 3, 1, 5 }, effects[2] = { -0.3, -0.2 }, ses[2] = { 0.1, 0.05 };
    Joint j = run(&(JointInput){ .value = values, .a = as, .b = bs, .n = 2, .k = 2, .effect = effects, .se = ses, .draws = 500, .seed = 4 }, &m, ST_OK);
    for (size_t i = 0; i < 2; i++) {
        double sum = 0;
        for (size_t d = 0; d < 500; d++)
            sum += j.charge[i * 500 + d] / 500;
        check_digits(j.of[i * 2] + j.of[i * 2 + 1], sum, 9);
        assert_true(j.of[i * 2] > 0 && j.of[i * 2 + 1] > 0);
    }
    Band half = band_between(j.total, 500, .1, .5, .9, &m), all = band_of(j.total, 500, &m);
    assert_true(all.low < half.low && half.low < half.mean && half.mean < half.high && half.high < all.high);
    arena_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_one_issue_the_charge_is_what_money_simulate_gives),
        cmocka_unit_test(two_certain_issues_share_the_joint_loss_by_their_logarithms),
        cmocka_unit_test(scales_take_each_account_its_own_share),
        cmocka_unit_test(charges_add_up_and_no_euro_is_counted_twice),
        cmocka_unit_test(what_is_lost_cannot_shrink),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(each_input_alone_makes_its_own_width),
    };
    return cmocka_run_group_tests_name("joint", tests, NULL, NULL);
}
