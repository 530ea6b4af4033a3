/* t_lot.c - accounts drawn by lot: the draw itself, and what an audit makes of it.  Oracle: effects that are planted after the draw, in accounts that the
 * stored lot names; counts by hand. */
#include "tests/near.h"

#include <stdio.h>

#include "act/act.h"
#include "act/action.h"
#include "act/lot.h"
#include "tests/store/small.h"

/* 160 accounts in four countries; four promises a month, 30 of 100 late; fifteen months to the end of December 2024, the action is to begin in January 2025. */
#define CHANCE "(CAST(a.i AS BIGINT) * 7919 + CAST(m.m AS BIGINT) * 104729 + CAST(a.i AS BIGINT) * CAST(m.m AS BIGINT) * 31 + k.k * 41) % 100"
#define DAY "CAST(DATE '2023-10-01' + CAST(m.m AS INTEGER) * INTERVAL '1 month' AS DATE)"
#define DELIVERIES(months, late) \
    "INSERT INTO f_delivery SELECT 1, a.i * 1000 + m.m * 4 + k.k, 1, 1, 1, a.i, NULL, 'D', 'O', " DAY " + 3, NULL, " DAY " + CASE WHEN " CHANCE " < " late \
    " THEN 12 ELSE 3 END, 1, 'EUR', NULL, NULL FROM generate_series(1, 160) AS a(i), generate_series(" months ") AS m(m), generate_series(0, 3) AS k(k);"

static void book(Small *b)
{
    small_open(b, SMALL_MEMORY);
    small_sql(b, "INSERT INTO d_summary VALUES ('as_of', '20085');"                /* 2024-12-28 */
                 "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 160) AS g(i);"
                 "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'R', CASE WHEN i <= 40 THEN 'FR' WHEN i <= 80 THEN 'BE' WHEN i <= 120 THEN 'DE' ELSE 'NL' END,"
                 "  '', NULL, NULL, FALSE, 1 FROM generate_series(1, 160) AS g(i);"
                 "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'r', NULL, '');"
                 DELIVERIES("0, 14", "30"));
}

static Status say(Small *b, const char *what, const char *name, const char *const *word, size_t n, OptionSaid *out)
{
    Str said[8];
    for (size_t i = 0; i < n; i++)
        said[i] = str_of(word[i]);
    return action_decide(b->s, &(ActionAsk){ .what = str_of(what), .name = str_of(name), .said = said, .n_said = n, .who = STR("kim"), .why = STR(""), .at = STR("2024-12-29T10:00:00Z") },
                         &b->a, out, &b->err);
}

static void planned(Small *b)
{
    static const char *const fields[] = { "issue=late deliveries", "start=2025-01-01", "expected=down by 40 %" };
    OptionSaid o;
    small_must(b, say(b, "add", "Carrier", fields, COUNT_OF(fields), &o));
}

static int64_t drawn(Small *b, const char *const *word, size_t n)
{
    OptionSaid o;
    small_must(b, say(b, "draw", "Carrier", word, n, &o));
    return o.first;
}

static void audited(Small *b, const char *day)
{
    ActResult r;
    char sql[200];
    (void)snprintf(sql, sizeof sql, "UPDATE d_summary SET value = '%s' WHERE name = 'as_of'", day);
    small_sql(b, sql);
    small_must(b, act_run(b->s, &r, &b->err));
}

static void a_lot_is_drawn_once_before_the_start_and_kept(void **state)
{
    static const char *const half[] = { "hold_out=25%", "seed=7" }, *const none[] = { "seed=7" }, *const late[] = { "hold_out=0.5", "start=2024-12-01" },
                      *const many[] = { "waves=24", "every=1", "hold_out=50%" }, *const odd[] = { "hold_out=most" };
    Small b;
    OptionSaid o;
    (void)state;
    book(&b);
    planned(&b);
    assert_int_equal(say(&b, "draw", "Carrier", none, 1, &o), ST_INVALID);         /* nobody to compare with */
    assert_int_equal(say(&b, "draw", "Carrier", late, 2, &o), ST_INVALID);         /* begun */
    assert_int_equal(say(&b, "draw", "Carrier", many, 3, &o), ST_INVALID);         /* groups of three */
    assert_int_equal(say(&b, "draw", "Carrier", odd, 1, &o), ST_USAGE);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM lot"), 0);
    int64_t first = drawn(&b, half, 2);
    assert_string_equal(small_rows(&b, "SELECT start_date, seed, hold_out = 0.25, waves FROM lot"), "2025-01-01|7|true|1");
    assert_string_equal(small_rows(&b, "SELECT wave, count(*), count(DISTINCT alias_id) FROM lot_account GROUP BY wave ORDER BY wave"), "0|40|40\n1|120|120");
    assert_int_equal(say(&b, "draw", "Carrier", half, 2, &o), ST_INVALID);         /* one stands */
    const char *was = str_dup(&b.a, str_of(small_rows(&b, "SELECT alias_id FROM lot_account WHERE wave = 0 ORDER BY alias_id"))).p;
    small_must(&b, action_decide(b.s, &(ActionAsk){ .what = STR("undo"), .name = STR(""), .from = first, .to = first, .who = STR("kim"), .why = STR(""), .at = STR("2024-12-29T11:00:00Z") },
                                 &b.a, &o, &b.err));
    int64_t again = drawn(&b, half, 2);
    char sql[160];
    (void)snprintf(sql, sizeof sql, "SELECT alias_id FROM lot_account WHERE wave = 0 AND verdict_id = %lld ORDER BY alias_id", (long long)again);
    assert_string_equal(small_rows(&b, sql), was);                                 /* the same seed, the same lot */
    assert_int_equal(small_int(&b, "SELECT count(*) FROM lot"), 2);                /* what was taken back stays on record */
    small_close(&b);
}

/* Accounts of the countries alone; held out are one half. */
static void a_lot_is_drawn_where_the_action_is_to_be(void **state)
{
    static const char *const where[] = { "countries=FR, BE" }, *const half[] = { "hold_out=50%" };
    Small b;
    OptionSaid o;
    (void)state;
    book(&b);
    planned(&b);
    small_must(&b, say(&b, "set", "Carrier", where, 1, &o));
    (void)drawn(&b, half, 1);
    assert_string_equal(small_rows(&b, "SELECT min(alias_id), max(alias_id), count(*), sum(wave) FROM lot_account"), "1|80|80|40");
    small_close(&b);
}

static void held_out(const char *late, const char *want)
{
    static const char *const half[] = { "hold_out=50%", "seed=11" };
    Small b;
    book(&b);
    planned(&b);
    (void)drawn(&b, half, 2);
    audited(&b, "20085");
    assert_string_equal(small_rows(&b, "SELECT verdict, note FROM d_audit"), "cannot tell|it has not begun");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_plan"), 0);             /* it is planned already */
    small_sql(&b, late);
    audited(&b, "20361");                                                          /* 2025-09-30 */
    assert_string_equal(small_rows(&b, "SELECT a.verdict, a.grade, a.n_treated, a.n_control, p.method FROM d_audit AS a JOIN d_proof AS p ON p.audit_id = a.audit_id"), want);
    small_close(&b);
}

#define IN_LOT(condition) "(SELECT max(CASE WHEN " condition " THEN 1 ELSE 0 END) FROM lot_account AS l WHERE l.alias_id = a.i)"
#define BY_LOT "|A|80|80|by lot, against the accounts held out"

static void a_planted_effect_in_the_accounts_drawn_is_found(void **state)
{
    (void)state;
    held_out(DELIVERIES("15, 23", "CASE WHEN " IN_LOT("l.wave = 1") " = 1 THEN 12 ELSE 30 END"), "worked" BY_LOT);
}

/* Everybody fell: the countries' world got better, the action did nothing. */
static void what_falls_everywhere_is_no_effect_of_the_lot(void **state)
{
    (void)state;
    held_out(DELIVERIES("15, 23", "12"), "did not" BY_LOT);
    held_out(DELIVERIES("15, 23", "30"), "did not" BY_LOT);
}

static void in_waves(const char *late, const char *want, const char *years)
{
    static const char *const waves[] = { "waves=4", "every=2", "hold_out=20%", "seed=3" };
    Small b;
    book(&b);
    planned(&b);
    (void)drawn(&b, waves, 4);
    assert_string_equal(small_rows(&b, "SELECT wave, count(*) FROM lot_account GROUP BY wave ORDER BY wave"), "0|32\n1|32\n2|32\n3|32\n4|32");
    small_sql(&b, late);
    audited(&b, "20361");
    assert_string_equal(small_rows(&b, "SELECT a.verdict, a.grade, p.method, p.share IS NULL FROM d_audit AS a JOIN d_proof AS p ON p.audit_id = a.audit_id"), want);
    assert_string_equal(small_rows(&b, "SELECT year, state FROM d_audit_year ORDER BY year"), years);
    small_close(&b);
}

#define WAVES "|A|by lot, waves against accounts not reached yet|false"

/* Wave w begins in month 15 + 2 (w - 1). */
static void waves_are_compared_with_those_still_to_come(void **state)
{
    (void)state;
    in_waves(DELIVERIES("15, 23", "CASE WHEN " IN_LOT("l.wave > 0 AND m.m >= 13 + 2 * l.wave") " = 1 THEN 12 ELSE 30 END"), "worked" WAVES, "1|working");
    in_waves(DELIVERIES("15, 23", "30"), "did not" WAVES, "1|gone");
}

/* Two accounts of different waves turn out to be one. */
static void who_was_drawn_twice_is_left_out(void **state)
{
    static const char *const half[] = { "hold_out=50%", "seed=11" };
    Small b;
    Actions all;
    (void)state;
    book(&b);
    planned(&b);
    (void)drawn(&b, half, 2);
    small_sql(&b, "UPDATE d_alias SET account_id = (SELECT min(alias_id) FROM lot_account WHERE wave = 0) WHERE alias_id = (SELECT min(alias_id) FROM lot_account WHERE wave = 1)");
    small_must(&b, actions_load(b.s, &b.a, &all, &b.err));
    const Lot *lot = all.at[0].lot;
    assert_int_equal(lot->n, 159);
    assert_int_equal(lot_wave(lot, small_int(&b, "SELECT min(alias_id) FROM lot_account WHERE wave = 0")), LOT_MIXED);
    assert_int_equal(lot_wave(lot, small_int(&b, "SELECT min(alias_id) FROM lot_account WHERE wave = 1")), LOT_NONE);
    assert_int_equal(lot_wave(lot, small_int(&b, "SELECT max(alias_id) FROM lot_account WHERE wave = 1")), 1);
    small_close(&b);
}

/* By hand: nine ways of steps less those with groups under eight, four shares held out, no country named. */
static void ways_of_an_action_to_come_stand_ready(void **state)
{
    Small b;
    (void)state;
    book(&b);
    planned(&b);
    audited(&b, "20085");
    assert_string_equal(small_rows(&b, "SELECT way, count(*), min(reached), max(others) FROM d_plan GROUP BY way ORDER BY way"), "hold-out|4|80|80\nsteps|9|160|0");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_plan WHERE months IS NULL AND units IS NULL"), 0);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lot_is_drawn_once_before_the_start_and_kept),
        cmocka_unit_test(a_lot_is_drawn_where_the_action_is_to_be),
        cmocka_unit_test(a_planted_effect_in_the_accounts_drawn_is_found),
        cmocka_unit_test(what_falls_everywhere_is_no_effect_of_the_lot),
        cmocka_unit_test(waves_are_compared_with_those_still_to_come),
        cmocka_unit_test(who_was_drawn_twice_is_left_out),
        cmocka_unit_test(ways_of_an_action_to_come_stand_ready),
    };
    return cmocka_run_group_tests_name("lot", tests, NULL, NULL);
}
