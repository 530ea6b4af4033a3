#include "tests/near.h"

#include <math.h>

#include "base/date.h"
#include "num/dist.h"
#include "tests/store/small.h"
#include "value/nothing.h"
#include "value/taken.h"
#include "value/value.h"

enum { AS_OF = 20361, ACCOUNTS = 40 }; /* 30 September 2025 */

/* Forty accounts that renewed a year ago, three issues that meet many of them at once. */
static Nothing simulated(Small *b, Contracts *c, Harm *h)
{
    Nothing out;
    small_sql(b, "INSERT INTO d_decision SELECT i, 1, DATE '2025-01-01', TRUE, 100000 + 7919 * i, 'EUR', 1, 1 FROM generate_series(1, 40) AS g(i);");
    small_must(b, contracts_load(b->s, AS_OF, &b->a, c, &b->err));
    assert_int_equal(c->n, ACCOUNTS);
    for (size_t k = 0; k < 3; k++) {
        h[k] = (Harm){ .issue = (int64_t)k + 1, .effect = -0.1 - 0.15 * (double)k, .se = 0.05 };
        h[k].hits = ARENA_NEW_N(&b->a, double, ACCOUNTS);
        h[k].now = ARENA_NEW_N(&b->a, bool, ACCOUNTS);
        for (size_t i = 0; i < ACCOUNTS; i++) {
            h[k].hits[i] = i % (k + 2) == 0;
            h[k].now[i] = i % (k + 3) == 0;
        }
    }
    small_must(b, nothing_simulate(&(NothingInput){ .contracts = c, .harm = h, .n = 3, .as_of = AS_OF, .horizon = 365, .seed = 1 }, &b->a, &out, &b->err));
    small_must(b, nothing_write(b->s, h, 3, &out, &b->a, &b->err));
    return out;
}

/* Oracle: addition. In every draw, and on average, the issues' shares are the one loss of all together. */
static void shares_of_issues_sum_to_the_joint_cost(void **state)
{
    Small b;
    Contracts c;
    Harm h[3];
    int64_t cost, low, high;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    Nothing n = simulated(&b, &c, h);
    assert_in_range(llabs(n.band[0].mean + n.band[1].mean + n.band[2].mean - n.joint.mean), 0, 3); /* each rounded to a cent */
    small_must(&b, store_summary_int(b.s, "cost_joint", 0, &cost, &b.err));
    small_must(&b, store_summary_int(b.s, "cost_joint_low", 0, &low, &b.err));
    small_must(&b, store_summary_int(b.s, "cost_joint_high", 0, &high, &b.err));
    assert_true(cost == n.joint.mean && low < cost && cost < high);
    /* As written: the mean of the draws' sums, and its 2.5 % and 97.5 % between the same ends. */
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_issue_draw"), "12000");
    const char *mean = small_rows(&b, "SELECT CAST(round(avg(s)) AS BIGINT) FROM (SELECT draw, sum(cost) AS s FROM d_issue_draw GROUP BY draw) AS x");
    assert_in_range(llabs(strtoll(mean, NULL, 10) - cost), 0, 3);
    const char *inside = small_rows(&b, 
        "SELECT count(*) FROM (SELECT draw, sum(cost) AS s FROM d_issue_draw GROUP BY draw) AS x, (SELECT max(CASE WHEN name = 'cost_joint_low' "
        "THEN CAST(value AS BIGINT) END) AS lo, max(CASE WHEN name = 'cost_joint_high' THEN CAST(value AS BIGINT) END) AS hi FROM d_summary) AS e "
        "WHERE s >= lo AND s <= hi");
    assert_in_range(strtoll(inside, NULL, 10), 3790, 3810);
    /* Of each issue: nine of ten draws cost more than the low of its loss, and any costs; what is left without the account that weighs most is less than the whole; of the
     * inputs the chances, which have no doubt here, make no width. */
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_value_part"), "15");
    assert_string_equal(small_rows(&b, "SELECT min(c), max(c) FROM (SELECT p.issue_id, count(*) AS c FROM d_value_part AS p JOIN d_issue_draw AS d ON d.issue_id = p.issue_id AND d.cost > p.low "
                                       "WHERE p.part = 'loss' GROUP BY p.issue_id) AS x"), "3600|3600");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_value_part WHERE part = 'loss' AND share > 0.9 AND low < cost AND cost < high"), "3");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_value_part WHERE part = 'chances' AND low = high"), "3");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_value_part WHERE part IN ('effect', 'exposure') AND low < cost AND cost < high"), "6");
    for (size_t k = 0; k < 3; k++) {
        const NothingPart *p = &n.part[k];
        assert_true(p->of_account > 0 && p->of_account < (double)n.band[k].mean / 4);
        double alone = (double)(p->only[NOTHING_EFFECT].high - p->only[NOTHING_EFFECT].low), whole = (double)(n.band[k].high - n.band[k].low);
        assert_true(alone > 0 && alone < 1.15 * whole);     /* quantiles of 1,000 draws are good to some percent */
    }
    /* Alone each would cost more: what two of them take of one account is taken once. */
    int64_t alone = 0;
    for (size_t k = 0; k < 3; k++) {
        Nothing one;
        NothingInput in = { .contracts = &c, .harm = &h[k], .n = 1, .as_of = AS_OF, .horizon = 365, .seed = 1 };
        small_must(&b, nothing_simulate(&in, &b.a, &one, &b.err));
        alone += one.joint.mean;
    }
    assert_true(alone > cost + cost / 50);
    small_close(&b);
}

/* Oracle: one account with three contracts is, to a cent, one with a contract of their sum; what lies behind the horizon is not at stake. */
static void contracts_of_one_account_are_lost_together(void **state)
{
    const Due three[] = { { AS_OF + 30, 100000, true, true, 12 }, { AS_OF + 90, 250000, true, true, 12 }, { AS_OF + 364, 50000, false, false, 12 }, { AS_OF + 366, 700000, false, false, 12 } };
    const Due one[] = { { AS_OF + 90, 400000, true, true, 12 } };
    Contract c[] = { { .account = 1, .amount = 1100000, .next = AS_OF + 30, .active = true, .due = three, .n_due = 4 },
                     { .account = 2, .amount = 400000, .next = AS_OF + 90, .active = true, .due = one, .n_due = 1 },
                     { .account = 3, .amount = 400000, .next = AS_OF + 90, .due = one, .n_due = 1 } };     /* lost */
    double hits[3] = { 0 };
    bool now[3] = { true, true, true };
    Harm h = { .issue = 1, .effect = -0.2, .se = 0, .hits = hits, .now = now };
    Arena a;
    Err err;
    Nothing all, single;
    (void)state;
    arena_init(&a);
    Contracts k = { .at = c, .n = 1, .n_group = 1 };
    NothingInput in = { .contracts = &k, .harm = &h, .n = 1, .as_of = AS_OF, .horizon = 365, .seed = 1 };
    assert_int_equal(nothing_simulate(&in, &a, &all, &err), ST_OK);
    k.at = c + 1;
    assert_int_equal(nothing_simulate(&in, &a, &single, &err), ST_OK);
    assert_true(all.joint.mean == single.joint.mean && all.joint.low == single.joint.low && all.joint.high == single.joint.high && all.joint.mean > 0);
    k.at = c + 2;
    assert_int_equal(nothing_simulate(&in, &a, &single, &err), ST_OK);
    assert_int_equal(single.draws, 0);
    arena_release(&a);
}

/* Oracle: probabilities made with a known odds ratio, so that the scale follows from it by hand. */
static void the_sure_lose_less_by_one_odds_ratio(void **state)
{
    enum { MADE = 6, COMING = 3 };
    const double b = -0.9, l[MADE + COMING] = { 0.2, 0.8, 1.5, 2.1, 2.6, 3.2, 3.5, 0.1, 1.0 };
    const bool exposed[MADE + COMING] = { true, false, true, false, false, true, false, false, true };
    const int64_t account[] = { 1, 3, 6 }, decision[] = { 1, 1, 1 };
    Arena a;
    double effect = 0, doubt = 0, scale[4] = { 0 }, machine[MADE + COMING];
    ForecastRow *row;
    Contract c[] = { { .account = 7 }, { .account = 8 }, { .account = 9 }, { .account = 99 } };
    bool now[] = { false, false, true, false };
    (void)state;
    arena_init(&a);
    row = ARENA_NEW_N(&a, ForecastRow, MADE + COMING);
    for (size_t r = 0; r < MADE + COMING; r++) {
        row[r] = (ForecastRow){ .account = (int64_t)r + 1, .decision = 1, .known = r < MADE };
        machine[r] = expit(l[r] + (exposed[r] ? b : 0));
        if (r < MADE)
            effect += (expit(l[r] + b) - expit(l[r])) / MADE;
    }
    Forecast f = { .row = row, .n = MADE + COMING, .made = MADE, .told = true, .machine = machine };
    Contracts k = { .at = c, .n = COUNT_OF(c) };
    TakenInput in = { .forecast = &f, .contracts = &k, .account = account, .decision = decision, .n = 3, .now = now, .effect = effect };
    taken_scale(&in, scale, &doubt, &a);
    for (size_t i = 0; i < COMING; i++)
        check_digits(scale[i], (expit(l[MADE + i] + b) - expit(l[MADE + i])) / effect, 9);
    assert_true(scale[0] < 0.6 && scale[1] > 1.1);
    check_digits(scale[3], 1, 15);           /* no forecast: the average */
    f.told = false;                          /* too few decisions to tell accounts apart */
    taken_scale(&in, scale, &doubt, &a);
    for (size_t i = 0; i < COUNT_OF(c); i++)
        check_digits(scale[i], 1, 15);
    arena_release(&a);
}

/* Sixty accounts that met an issue and the complaint about it in the same window, now and a year ago; ten met the complaint alone. */
static const char followed[] =
    "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'South', 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO d_decision SELECT i, 1, DATE '2025-01-01', TRUE, 1000000, 'EUR', 1, 1 FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO d_issue VALUES (1, 'late', '', 'promise', '', NULL, ''), (2, 'complaint', '', 'theme', '', NULL, '');"
    "INSERT INTO d_effect SELECT k, 'renewal', -0.2, -0.22, -0.18, 0.01, 0.001, 0.001, -0.2, -0.22, -0.18, 60, 40, 100, 0, 0, 2, 'B', 'r', 'm' FROM generate_series(1, 2) AS h(k);"
    "INSERT INTO d_exposure SELECT i, k, 1, 1 FROM generate_series(1, 60) AS g(i) CROSS JOIN generate_series(1, 2) AS h(k);"
    "INSERT INTO d_exposure SELECT i, 2, 1, 1 FROM generate_series(61, 70) AS g(i);"
    "INSERT INTO d_exposed_now SELECT account_id, issue_id, 1 FROM d_exposure;";

static void worth(Small *b, int64_t cost[3])
{
    ValueResult r;
    small_must(b, value_run(b->s, &r, &b->err));
    cost[1] = small_int(b, "SELECT cost FROM d_value WHERE issue_id = 1");
    cost[2] = small_int(b, "SELECT cost FROM d_value WHERE issue_id = 2");
    small_must(b, store_summary_int(b->s, "cost_joint", 0, &cost[0], &b->err));
}

/* Oracle: by hand.  What an issue takes through its consequence is in its own effect: the consequence is charged where it was met alone, with ten of a hundred
 * accounts in place of seventy.  Its exposures now stay counted. */
static void a_consequence_is_charged_where_its_cause_was_not_met(void **state)
{
    Small b;
    int64_t alone[3], after[3];
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, followed);
    small_must(&b, store_put_summary_int(b.s, "as_of", AS_OF, &b.err));
    worth(&b, alone);
    small_sql(&b, "INSERT INTO d_issue_after VALUES (2, 1, 120, 10, 9);");
    worth(&b, after);
    assert_true(alone[2] > alone[1]);
    assert_true(after[2] < alone[2] / 5 && after[2] > alone[2] / 12);
    assert_true(after[1] > alone[1]);                       /* of an account that met both it takes all now */
    assert_in_range(llabs(after[1] + after[2] - after[0]), 0, 3);
    assert_true(after[0] < alone[0] - alone[0] / 4);
    assert_int_equal(small_int(&b, "SELECT accounts_exposed FROM d_value WHERE issue_id = 2"), 70);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(shares_of_issues_sum_to_the_joint_cost), cmocka_unit_test(contracts_of_one_account_are_lost_together), cmocka_unit_test(the_sure_lose_less_by_one_odds_ratio),
                                        cmocka_unit_test(a_consequence_is_charged_where_its_cause_was_not_met) };
    return cmocka_run_group_tests_name("nothing", tests, NULL, NULL);
}
