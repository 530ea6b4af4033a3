/* What contracts will be worth when they come up; each on DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "tests/store/small.h"
#include "value/due.h"
#include "value/nothing.h"

static SmallWhere place;

enum { AS_OF = 20361, DRAWS = 20000 }; /* 30 September 2025 */

/* Oracle: planted.  40 accounts renew on 1 March 2023 and a year on, ten of them 20 days late, for 1.00 to 1.39 times what they paid; of ten more one contract is beside, which
 * makes theirs no price, and five have left.  Mean slip 5 days; mean ratio 1.195, with one of ten times cut to RATIO_MOST. */
static void the_past_tells_amounts_and_days(void **state)
{
    Small b;
    Renewals r;
    (void)state;
    small_open(&b, place);
    small_sql(&b, "INSERT INTO d_decision SELECT g.i, 1, DATE '2023-03-01', TRUE, 1000, 'EUR', 1, 1 FROM generate_series(1, 40) AS g(i);"
        "INSERT INTO d_decision SELECT g.i, 2, DATE '2024-03-01' + CASE WHEN g.i <= 10 THEN 20 ELSE 0 END, TRUE, 1000 + 10 * (g.i - 1), 'EUR', 1, 1 FROM generate_series(1, 40) AS g(i);"
        "INSERT INTO d_decision SELECT g.i, 1, DATE '2024-05-01', g.i <= 50, 500, 'EUR', 1, 1 FROM generate_series(41, 55) AS g(i);"
        "INSERT INTO d_decision_more (account_id, decision_id, contracts, before, kept, ending, runs) SELECT g.i, 2, 1, 1000, 1000 + 10 * (g.i - 1), 'x', TRUE FROM generate_series(1, 40) AS g(i);"
        "INSERT INTO d_decision_more (account_id, decision_id, contracts, before, kept, ending, runs) SELECT g.i, 1, 1, 700, CASE WHEN g.i <= 50 THEN 1400 ELSE 0 END, 'x', TRUE FROM generate_series(41, 55) AS g(i);"
        "UPDATE d_decision_more SET kept = 10000 WHERE account_id = 40; UPDATE d_decision SET amount = 10000 WHERE account_id = 40 AND decision_id = 2;");
    small_must(&b, renewals_load(b.s, &b.a, &r, &b.err));
    assert_int_equal(r.n_ratio, 40);
    assert_int_equal(r.n_slip, 40);
    assert_int_equal(r.usual, 5);
    assert_true(r.slip[0] == 0 && r.slip[29] == 0 && r.slip[30] == 20 && r.slip[39] == 20);
    assert_true(r.ratio[39] == RATIO_MOST && r.ratio[0] == 1);
    check_digits(r.mean, (39 * (1 + .38 / 2) + RATIO_MOST) / 40, 12);
    assert_int_equal(r.n_less, 0);
    /* Two were for less, by two tenths and a half; a loss that ends in less is none. */
    small_sql(&b, "UPDATE d_decision_more SET ending = 'reduced', kept = 800 WHERE account_id = 1; UPDATE d_decision_more SET ending = 'reduced', kept = 350 WHERE account_id = 41;"
                  "UPDATE d_decision_more SET ending = 'reduced', kept = 10 WHERE account_id = 51;");
    small_must(&b, renewals_load(b.s, &b.a, &r, &b.err));
    assert_int_equal(r.n_less, 2);
    check_digits(r.less[0], 0.2, 12);
    check_digits(r.less[1], 0.5, 12);
    check_digits(r.less_mean, 0.35, 12);
    small_sql(&b, "DELETE FROM d_decision WHERE account_id > 19");
    small_must(&b, renewals_load(b.s, &b.a, &r, &b.err));
    assert_true(r.n_ratio == 0 && r.n_slip == 0 && r.mean == 1 && r.usual == 0);      /* nineteen are too few */
    small_close(&b);
}

static double drawn(const DueInput *in, const Contract *c, double stay, double *sd)
{
    Arena a;
    arena_init(&a);
    Rng *r = rng_create(&a, 7);
    double sum = 0, square = 0;
    for (int d = 0; d < DRAWS; d++) {
        double v = due_draw(in, c, stay, r);
        sum += v / DRAWS;
        square += v * v / DRAWS;
    }
    arena_release(&a);
    *sd = sqrt(fmax(0, square - sum * sum));
    return sum;
}

/* Oracle: by hand.  A contract that is decided every quarter brings 300 in each: of four within the year round k is lost with the chance k s^(k-1) of the first; in half a year there are two.  Ratios
 * and slips, which are of contracts of a year, leave it alone. */
static void a_monthly_contract_comes_up_every_quarter(void **state)
{
    double ratio[2] = { 0.8, 1.3 }, sd;
    int64_t slip[2] = { 0, 40 };
    const double s = 0.9;
    const Renewals k = { .ratio = ratio, .mean = 1.05, .slip = slip, .usual = 20, .n_ratio = 2, .n_slip = 2 };
    const Due due = { AS_OF + 90, 1200, true, false, 3 };
    const Contract c = { .active = true, .due = &due, .n_due = 1 };
    DueInput in = { &k, AS_OF, AS_OF + 365 };
    (void)state;
    check_digits(due_mean(&in, &c, s), 300 * (1 + 2 * s + 3 * s * s + 4 * s * s * s), 9);
    check_digits(drawn(&in, &c, s, &sd), 300 * (1 + 2 * s + 3 * s * s + 4 * s * s * s), 9);
    in.until = AS_OF + 182;
    check_digits(due_mean(&in, &c, s), 300 * (1 + 2 * s), 9);
}

/* Oracle: by hand.  Ratios 0.8 and 1.3 (mean 1.05), slips 0 and 40 days (usual 20): what is paid now comes to 1.05 times as much; an open deal of 1,000 stays 1,000 on average, with the deviation
 * 250 / 1.05; a day 30 before the horizon's end slips out of it half the time, an open deal's does not: it moves by 20 at most; one 10 days behind slips in half the time, 19 early. */
static void amounts_and_days_are_drawn_as_they_were(void **state)
{
    double ratio[2] = { 0.8, 1.3 }, sd;
    int64_t slip[2] = { 0, 40 };
    const Renewals k = { .ratio = ratio, .mean = 1.05, .slip = slip, .usual = 20, .n_ratio = 2, .n_slip = 2 };
    const DueInput in = { &k, AS_OF, AS_OF + 365 };
    const struct {
        Due due;
        double mean, sd;
    } cases[] = {
        { { AS_OF + 100, 1000, false, false, 12 }, 1050, 250 },
        { { AS_OF + 100, 1000, true, true, 12 }, 1000, 250 / 1.05 },
        { { AS_OF + 335, 1000, false, false, 12 }, 525, sqrt((.64 + 1.69) / 4 - .525 * .525) * 1000 },
        { { AS_OF + 335, 1000, true, true, 12 }, 1000, 250 / 1.05 },
        { { AS_OF + 375, 1000, true, true, 12 }, 500, sqrt((.64 + 1.69) / 4 / 1.05 / 1.05 - .25) * 1000 },
        { { AS_OF + 375, 1000, false, false, 12 }, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Contract c = { .active = true, .due = &cases[i].due, .n_due = 1 };
        double mean = drawn(&in, &c, 1, &sd);
        check_digits(due_mean(&in, &c, 1), cases[i].mean, 12);
        assert_true(fabs(mean - cases[i].mean) <= 4 * cases[i].sd / sqrt(DRAWS) + 1e-9);
        assert_true(fabs(sd - cases[i].sd) <= 0.03 * cases[i].sd + 1e-9);
    }
}

/* Oracle: the chances themselves.  Of an account that stays with p = 0.8 a year as things are, which without the issues would be p + q: over a horizon of two years 1,000 are lost at the first round with the chance q, and at the second
 * with (p + q)^2 - p^2.  And the same through the whole simulation, with nothing in doubt. */
static void a_horizon_of_two_years_loses_two_rounds(void **state)
{
    const Renewals none = { .mean = 1 };
    const Due due = { AS_OF + 30, 1000000, true, true, 12 };
    Contract c = { .account = 1, .amount = 1000000, .next = AS_OF + 30, .active = true, .due = &due, .n_due = 1, .windows = 1000000 };
    (void)state;
    for (double q = 0; q < .21; q += .05) {
        const DueInput in = { &none, AS_OF, AS_OF + 730 };
        check_digits(1 + due_mean(&in, &c, .8 + q / 2) / 1e6 * q, 1 + q + (.8 + q) * (.8 + q) - .64, 12);
    }
    double hits = 1000000, stay = .8;    /* exposed always */
    bool now = true;
    Harm h = { .issue = 1, .effect = -.2, .hits = &hits, .now = &now };
    Contracts k = { .at = &c, .n = 1, .n_group = 1 };
    Arena a;
    Err err;
    Nothing out;
    arena_init(&a);
    assert_int_equal(nothing_simulate(&(NothingInput){ .contracts = &k, .harm = &h, .n = 1, .as_of = AS_OF, .horizon = 730, .seed = 1, .renewals = &none, .stay = &stay }, &a, &out, &err), ST_OK);
    assert_true(fabs((double)out.joint.mean - 1e6 * (.2 + 1 - .64)) < 100);
    assert_false(out.drawn);
    arena_release(&a);
}

/* Oracle: a book whose renewals change their amount by chance: the interval widens by it, the mean stays, and the part of the values is told; all else is drawn as before. */
static void doubtful_values_widen_the_interval(void **state)
{
    enum { N = 12 };
    double ratio[5] = { 0.3, 0.65, 1, 1.35, 1.7 }, hits[N] = { 0 };
    const Renewals known = { .mean = 1 }, wild = { .ratio = ratio, .mean = 1, .n_ratio = 5 };
    Due due[N];
    Contract c[N];
    bool now[N];
    Harm h = { .issue = 1, .effect = -.2, .se = .01, .hits = hits, .now = now };
    Arena a;
    Err err;
    Nothing as_is, drawn;
    (void)state;
    for (size_t i = 0; i < N; i++) {
        due[i] = (Due){ AS_OF + 30 + (int64_t)i, 1000000, false, false, 12 };
        c[i] = (Contract){ .account = (int64_t)i + 1, .amount = 1000000, .next = due[i].day, .active = true, .due = &due[i], .n_due = 1, .windows = 20 };
        now[i] = true;
        hits[i] = 20;
    }
    Contracts k = { .at = c, .n = N, .n_group = 1 };
    NothingInput in = { .contracts = &k, .harm = &h, .n = 1, .as_of = AS_OF, .horizon = 365, .seed = 1, .renewals = &known };
    arena_init(&a);
    assert_int_equal(nothing_simulate(&in, &a, &as_is, &err), ST_OK);
    in.renewals = &wild;
    assert_int_equal(nothing_simulate(&in, &a, &drawn, &err), ST_OK);
    double narrow = (double)(as_is.joint.high - as_is.joint.low), wide = (double)(drawn.joint.high - drawn.joint.low), only = (double)(drawn.part[0].only[NOTHING_VALUES].high - drawn.part[0].only[NOTHING_VALUES].low);
    /* One value deviates by 0.35 sqrt(2): twelve together by that over sqrt(12), 95 % of it between 1.96 times that. */
    assert_true(fabs(only / (double)drawn.joint.mean - 2 * 1.96 * .35 * sqrt(2. / N)) < .04);
    assert_true(fabs(wide - sqrt(narrow * narrow + only * only)) < .08 * wide);
    assert_true(fabs((double)(drawn.joint.mean - as_is.joint.mean)) < .02 * (double)as_is.joint.mean);
    assert_true(drawn.part[0].only[NOTHING_EFFECT].low == as_is.part[0].only[NOTHING_EFFECT].low && drawn.drawn && !as_is.drawn);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_past_tells_amounts_and_days), cmocka_unit_test(amounts_and_days_are_drawn_as_they_were),
                                        cmocka_unit_test(a_monthly_contract_comes_up_every_quarter), cmocka_unit_test(a_horizon_of_two_years_loses_two_rounds), cmocka_unit_test(doubtful_values_widen_the_interval) };
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("due, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("due, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
