/* Forecasts.  Oracle: planted truth (a known model, and no model at all), by hand for the measures, and the rule that no forecast may know its
 * own future: outcomes that are changed after a quarter change nothing before it. */
#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/store/small.h"
#include "value/forecast.h"
#include "value/warning.h"

enum { N = 1200, COMING = 50 };

/* Three columns: the first matters by `strength`, the second by half of it against, the third not at all.  Scores follow nothing. */
static Forecast plant(Arena *a, uint64_t seed, double strength, double *truth)
{
    Rng *r = rng_create(a, seed);
    Forecast f = { .n = N + COMING, .made = N, .p = 3, .row = ARENA_NEW_N(a, ForecastRow, N + COMING) };
    for (size_t i = 0; i < f.n; i++) {
        ForecastRow *o = &f.row[i];
        *o = (ForecastRow){ .account = (int64_t)(i % 500) + 1, .decision = (int64_t)i, .decided = 18000 + (int64_t)i * 2, .known = i < N, .score = i % 3 ? 5 + (double)(i % 6) : F64_NAN };
        o->x[0] = rng_chance(r, 0.4);
        o->x[1] = rng_normal(r, 0, 1);
        o->x[2] = rng_normal(r, 5, 3);
        truth[i] = expit(1.3 - 2 * strength * o->x[0] + strength * o->x[1]);
        o->renewed = rng_chance(r, truth[i]);
    }
    return f;
}

static void a_planted_model_is_found_and_beats_the_naive_rules(void **state)
{
    Arena a;
    Err err;
    ForecastTest m, base, score;
    double truth[N + COMING], off = 0;
    int in = 0;
    (void)state;
    arena_init(&a);
    Forecast f = plant(&a, 5, 0.8, truth);
    assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
    assert_true(f.told);
    assert_int_equal(forecast_test(&f, f.back, &a, &m, &err), ST_OK);
    assert_int_equal(forecast_test(&f, f.back_base, &a, &base, &err), ST_OK);
    assert_int_equal(forecast_test(&f, f.back_score, &a, &score, &err), ST_OK);
    assert_true(m.n > 900 && m.n < N && m.gain_low > 0 && m.brier < base.brier && m.auc > 0.7);
    assert_true(score.n < m.n && score.gain_low < 0.002 && score.auc < 0.56);
    assert_true(m.slope > 0.75 && m.slope < 1.3 && fabs(m.expected / m.observed - 1) < 0.05);
    for (size_t i = N; i < f.n; i++) {
        off += fabs(f.machine[i] - truth[i]) / COMING;
        in += f.low[i] <= truth[i] && truth[i] <= f.high[i];
    }
    assert_true(off < 0.05);
    assert_true(in >= COMING * 8 / 10);
    /* The weight of the column that matters stands out: met it, and lower. */
    double w[3] = { 0 };
    for (size_t i = N; i < f.n; i++)
        for (size_t c = 0; c < 3; c++)
            w[c] += fabs(f.weight[i * 3 + c]) / COMING;
    assert_true(w[0] > 3 * w[2] && w[1] > 3 * w[2]);
    arena_release(&a);
}

/* Oracle: planted.  The second column matters; asked without it the back-test is that of a model that never had it, to the digit, and worse; where it does not matter the gain's interval holds nothing. */
static void the_back_test_without_columns_is_that_of_a_model_without_them(void **state)
{
    (void)state;
    for (int matters = 0; matters < 2; matters++) {
        Arena a;
        Err err;
        ForecastTest gain;
        double truth[N + COMING];
        arena_init(&a);
        Forecast f = plant(&a, 9, 0.8, truth), bare = plant(&a, 9, 0.8, truth);
        f.beside = matters ? 1 : 2;
        f.n_beside = 1;
        bare.p = 2;
        for (size_t i = 0; matters && i < bare.n; i++)
            bare.row[i].x[1] = bare.row[i].x[2];
        assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
        assert_int_equal(forecast_fit(&bare, &a, &err), ST_OK);
        assert_true(f.back_bare && !bare.back_bare);
        for (size_t r = 0; r < N; r++)
            assert_true((isnan(f.back_bare[r]) && isnan(bare.back[r])) || fabs(f.back_bare[r] - bare.back[r]) < 1e-12);
        assert_int_equal(forecast_against(&f, f.back, f.back_bare, &a, &gain, &err), ST_OK);
        print_message("# gain of a column that %s: %.5f to %.5f\n", matters ? "matters" : "does not", gain.gain_low, gain.gain_high);
        assert_true(matters ? gain.gain_low > 0 : gain.gain_low < 0 && gain.gain_high < 0.002);
        arena_release(&a);
    }
}

/* Oracle: by hand.  Everybody's risk is 0.2.  Of twelve with 0.5 six left, 300 each; of 28 with 0.1 four left, 100 each.  Wilson's limits of six in twelve companies: 11 effective
 * trials and t with 11 degrees of freedom (2.200985), 0.5 -+ 0.276471. */
static void what_a_warning_is_worth_is_that_by_hand(void **state)
{
    enum { PAST = 40, RISKY = 12 };
    Arena a;
    Err err;
    Warning w;
    (void)state;
    arena_init(&a);
    Forecast f = { .n = PAST, .made = PAST, .row = ARENA_NEW_N(&a, ForecastRow, PAST), .back = ARENA_NEW_N(&a, double, PAST), .back_base = ARENA_NEW_N(&a, double, PAST) };
    for (size_t i = 0; i < PAST; i++) {
        bool risky = i < RISKY;
        f.row[i] = (ForecastRow){ .account = (int64_t)i, .known = true, .renewed = risky ? i % 2 : i % 7 > 0, .amount = risky ? 300 : 100 };
        f.back[i] = risky ? 0.5 : 0.9;
        f.back_base[i] = 0.8;
    }
    assert_int_equal(warning_of(&f, RISK_HIGH, &a, &w, &err), ST_OK);
    assert_int_equal(w.n, PAST);
    assert_int_equal(w.warned, RISKY);
    assert_int_equal(w.went, 6);
    assert_int_equal(w.lost, 10);
    assert_int_equal(w.money, 2200);
    assert_int_equal(w.caught, 1800);
    check_digits(w.right.estimate, 0.5, 9);
    check_digits(w.right.low, 0.5 - 0.2764713, 6);
    check_digits(w.right.high, 0.5 + 0.2764713, 6);
    check_digits(w.found.estimate, 0.6, 9);
    check_digits(w.found_money.estimate, 1800. / 2200, 9);
    check_digits(w.stake.estimate, 150, 9);
    assert_true(w.found.low > 0 && w.found.high < 1 && w.found_money.low < 0.8 && w.found_money.high < 1 && w.stake.low > 0 && w.stake.low < 150 && w.stake.high > 150);
    assert_int_equal(warning_of(&f, 0, &a, &w, &err), ST_OK);      /* everybody */
    check_digits(w.right.estimate, 0.25, 9);
    check_digits(w.found.low, 1, 9);
    check_digits(w.stake.estimate, 55, 9);
    assert_int_equal(warning_of(&f, 3, &a, &w, &err), ST_OK);      /* nobody: no figure, and no NaN on a page */
    assert_int_equal(w.warned, 0);
    assert_true(isnan(w.right.estimate) && isnan(w.found.estimate) && isnan(w.stake.estimate));
    arena_release(&a);
}

/* Oracle: what was planted.  In forty books the share that left of those warned of has the mean true risk of theirs in its interval in at least 35, and beats everybody's;
 * where nothing matters, hardly anybody is warned of. */
static void warnings_are_right_as_often_as_the_planted_risk(void **state)
{
    int held = 0, better = 0;
    (void)state;
    for (uint64_t s = 1; s <= 40; s++) {
        Arena a;
        Err err;
        Warning w, all;
        double truth[N + COMING], risk = 0, n = 0;
        arena_init(&a);
        Forecast f = plant(&a, 100 + s, 0.8, truth);
        for (size_t i = 0; i < f.n; i++)
            f.row[i].amount = 1000 + (int64_t)(i % 7) * 500;
        assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
        assert_int_equal(warning_of(&f, RISK_WATCH, &a, &w, &err), ST_OK);
        assert_int_equal(warning_of(&f, 0, &a, &all, &err), ST_OK);
        for (size_t r = 0; r < f.made; r++)
            if (!isnan(f.back[r]) && 1 - f.back[r] >= RISK_WATCH * (1 - f.back_base[r])) {
                risk += 1 - truth[r];
                n++;
            }
        assert_true((double)w.warned == n && n > 100);
        held += w.right.low <= risk / n && risk / n <= w.right.high;
        better += w.right.low > all.right.estimate && w.stake.estimate > all.stake.estimate;
        arena_release(&a);
    }
    assert_true(held >= 35);
    assert_true(better >= 39);
}

/* Out of forty books without any truth, the machine may look better than the base rate in a few by chance (2.5 % nominal). */
static void where_nothing_matters_the_machine_is_not_called_better(void **state)
{
    int better = 0;
    (void)state;
    for (uint64_t s = 1; s <= 40; s++) {
        Arena a;
        Err err;
        ForecastTest m;
        double truth[N + COMING];
        arena_init(&a);
        Forecast f = plant(&a, s, 0, truth);
        assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
        assert_int_equal(forecast_test(&f, f.back, &a, &m, &err), ST_OK);
        better += m.gain_low > 0;
        arena_release(&a);
    }
    if (better > 4)
        fail_msg("%d of 40", better);
}

static void no_forecast_knows_its_own_future(void **state)
{
    Arena a;
    Err err;
    double truth[N + COMING];
    (void)state;
    arena_init(&a);
    Forecast f = plant(&a, 7, 0.8, truth), g = plant(&a, 7, 0.8, truth);
    int64_t day = f.row[800].decided;
    Civil q = civil_of_day(day);
    int64_t quarter = day_of_civil((Civil){ q.year, (q.month - 1) / 3 * 3 + 1, 1 });
    for (size_t i = 0; i < N; i++)
        if (g.row[i].decided >= quarter)
            g.row[i].renewed = !g.row[i].renewed;
    assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
    assert_int_equal(forecast_fit(&g, &a, &err), ST_OK);
    size_t same = 0, other = 0;
    for (size_t i = 0; i < N; i++) {
        bool equal = (isnan(f.back[i]) && isnan(g.back[i])) || fabs(f.back[i] - g.back[i]) < 1e-12;
        /* Of the quarter itself the forecasts are equal too: they were made before it. */
        if (f.row[i].decided <= day && !equal)
            fail_msg("row %zu: %g, %g", i, f.back[i], g.back[i]);
        same += equal;
        other += !equal;
    }
    assert_true(same > 700 && other > 100);
    arena_release(&a);
}

/* By hand: forecasts .2 .4 .6 .8 of outcomes 0 1 0 1: Brier .2 (.04 .36 .36 .04), AUC 3/4; the base rate of one half: .25. */
static void the_measures_are_those_of_the_books(void **state)
{
    Arena a;
    Err err;
    ForecastTest t;
    ForecastRow row[4] = { { .account = 1 }, { .account = 2, .renewed = true }, { .account = 3 }, { .account = 4, .renewed = true } };
    double p[] = { .2, .4, .6, .8 }, base[] = { .5, .5, .5, .5 };
    (void)state;
    arena_init(&a);
    Forecast f = { .row = row, .n = 4, .made = 4, .back_base = base };
    assert_int_equal(forecast_test(&f, p, &a, &t, &err), ST_OK);
    check_digits(t.brier, .2, 12);
    check_digits(t.auc, .75, 12);
    check_digits((t.gain_low + t.gain_high) / 2, .05, 9);
    check_digits(t.expected, 2, 12);
    assert_true(t.n == 4 && t.lost == 2);
    assert_int_equal(forecast_test(&f, base, &a, &t, &err), ST_OK);
    check_digits(t.auc, .5, 12);
    assert_true(isnan(t.slope));
    arena_release(&a);
}

static void few_decisions_give_everybodys_rate_with_all_its_doubt(void **state)
{
    Arena a;
    Err err;
    ForecastRow row[21] = { { .known = true } };
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < 20; i++)
        row[i] = (ForecastRow){ .account = 1, .known = true, .renewed = i < 15, .score = F64_NAN };
    Forecast f = { .row = row, .n = 21, .made = 20, .p = 0 };
    assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
    assert_false(f.told);
    check_digits(f.machine[20], 15.5 / 21, 9);
    assert_true(f.low[20] < 0.55 && f.high[20] > 0.88);
    f = (Forecast){ .row = row + 20, .n = 1, .made = 0 };
    assert_int_equal(forecast_fit(&f, &a, &err), ST_OK);
    assert_true(f.low[0] < 0.01 && f.high[0] > 0.99);
    arena_release(&a);
}

static void an_owners_words_are_understood_or_refused(void **state)
{
    static const struct { const char *text; double view; const char *why; } good[] = { { "0.6", .6, "" }, { "60% they told me", .6, "they told me" }, { "0% gone", 0, "gone" }, { "1", 1, "" } };
    static const char *const bad[] = { "", "much", "1.5", "-0.1", "101%", "%" };
    Err err;
    Str why;
    double v;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_int_equal(forecast_parse(STR("owner"), str_of(good[i].text), &v, &why, &err), ST_OK);
        check_digits(v + 1, good[i].view + 1, 12);
        assert_true(str_eq(why, str_of(good[i].why)));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (forecast_parse(STR("owner"), str_of(bad[i]), &v, &why, &err) != ST_USAGE)
            fail_msg("'%s' was taken", bad[i]);
}

/* Accounts that met the issue before a decision leave half as often again; twenty quarters of twenty decisions each. */
#define BOOK \
    "INSERT INTO d_account SELECT i, 'Account ' || i, NULL, CASE WHEN i % 2 = 0 THEN 'Core' ELSE 'Small' END, 'R', 'DE', '', NULL, DATE '2015-01-01', FALSE, 1 FROM generate_series(1, 200) AS g(i);" \
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 200) AS g(i);" \
    "INSERT INTO d_issue VALUES (1, 'too late', 'Late', 'promise', 'r', NULL, '');" \
    "INSERT INTO d_effect (issue_id, outcome, n_exposed, n_unexposed, n_accounts, grade, reason, method) VALUES (1, 'renewal', 1, 1, 1, 'B', '', '');" \
    "INSERT INTO d_decision SELECT i, k, CAST(DATE '2020-02-01' + CAST(k * 365 + i AS INTEGER) AS DATE), CASE WHEN (i * 7919 + k * 104729) % 100 < CASE WHEN (i + k) % 3 = 0 THEN 60 ELSE 92 END THEN TRUE ELSE FALSE END," \
    "  100000, 'EUR', 1, 1 FROM generate_series(1, 200) AS g(i), generate_series(0, 4) AS h(k);" \
    "INSERT INTO d_decision SELECT i, 9, DATE '2026-03-01', NULL, 120000, 'EUR', 1, 1 FROM generate_series(1, 200) AS g(i);" \
    "INSERT INTO d_exposure (account_id, decision_id, issue_id, times) SELECT i, k, 1, 1 FROM generate_series(1, 200) AS g(i), generate_series(0, 4) AS h(k) WHERE (i + k) % 3 = 0;" \
    "INSERT INTO d_exposed_now VALUES (1, 1, 2), (2, 1, 1);"

static void through(Small *b)
{
    Contracts c;
    small_must(b, contracts_load(b->s, 20361, &b->a, &c, &b->err));
    Forecast *f = ARENA_NEW_N(&b->a, Forecast, 1);
    small_must(b, forecast_load(b->s, 20361, &c, &b->a, f, &b->err));
    small_must(b, forecast_fit(f, &b->a, &b->err));
    small_must(b, forecast_write(b->s, f, &c, &b->a, &b->err));
}

static void machine_owner_and_final_view_are_kept_apart(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, BOOK);
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'forecast', 'owner', 'account 2', '0.95 new champion', 'me', '', TIMESTAMP '2025-09-30 10:00:00'),"
        "(2, 'forecast', 'owner', 'Account 7', '10%', 'me', '', TIMESTAMP '2025-09-30 10:00:00'), (3, 'forecast', 'undo', '2', '', 'me', '', TIMESTAMP '2025-09-30 10:00:00'),"
        "(4, 'forecast', 'owner', 'Nobody', '10%', 'me', '', TIMESTAMP '2025-09-30 10:00:00');");
    through(&b);
    assert_string_equal(small_rows(&b, "SELECT rule, n > 500, brier_gain_low > 0 FROM d_forecast_test WHERE rule = 'machine'"), "machine|true|true");
    assert_string_equal(small_rows(&b, "SELECT count(*) FILTER (WHERE owner IS NOT NULL), count(*) FILTER (WHERE final_from = 'owner'), count(*) FILTER (WHERE final <> machine) FROM d_forecast"), "1|1|1");
    assert_string_equal(small_rows(&b, "SELECT f.owner, f.owner_why, f.final, f.health, f.machine < (SELECT max(g.machine) FROM d_forecast AS g) - 0.05 FROM d_forecast AS f WHERE f.account_id = 2"), "0.95|new champion|0.95|good|true");
    /* Met it now: the first reason, and against it. */
    assert_string_equal(small_rows(&b, "SELECT words, points < -0.05 FROM d_forecast_why WHERE account_id = 1 AND seq = 1"), "met 'too late'|true");
    assert_string_equal(small_rows(&b, "SELECT level, n > 500, went <= warned, went <= lost, hit_low < hit, hit < hit_high, caught = went * 100000, stake_low < stake FROM d_warning ORDER BY seq"),
        "at risk|true|true|true|true|true|true|true\nat risk or watch|true|true|true|true|true|true|true\neverybody|true|true|true|true|true|true|true");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_backtest WHERE machine <= 0 OR machine >= 1 OR base <= 0"), 0);
    small_close(&b);
}

/* Oracle: by hand.  Of each decision one invoice was due 60 days before; who left paid it 30 days late, who stayed on its day.  Account 1 paid behind the last day looked at, 14 days before the decision:
 * open then, for 46 days, as account 2, which never paid.  Account 3 answered 20 days before every decision, six days before that day, and again a week behind it, which nobody could know. */
static void who_pays_late_is_known_before_and_not_by_what_came_after(void **state)
{
    Small b;
    Contracts c;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, BOOK
        "INSERT INTO f_invoice (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, number, issued, due, paid, amount, currency, status) SELECT 4, 10 * account_id + decision_id, 1, 4, 1, account_id, 'i', 'I', "
        "  decided - 90, decided - 60, CASE WHEN account_id = 1 THEN decided - 5 WHEN account_id = 2 THEN NULL WHEN renewed THEN decided - 60 ELSE decided - 30 END, 5000, 'EUR', 'open' FROM d_decision WHERE renewed IS NOT NULL;"
        "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished) SELECT 5, 100 * d.decision_id + h.k, 1, 5, 1, 3, 'r' || d.decision_id || '-' || h.k, "
        "  CAST(d.decided - CASE WHEN h.k = 1 THEN 20 ELSE 7 END AS TIMESTAMP), TRUE FROM d_decision AS d, generate_series(1, 2) AS h(k) WHERE d.account_id = 3 AND d.renewed IS NOT NULL;");
    small_must(&b, contracts_load(b.s, 20361, &b.a, &c, &b.err));
    Forecast *f = ARENA_NEW_N(&b.a, Forecast, 1);
    small_must(&b, forecast_load(b.s, 20361, &c, &b.a, f, &b.err));
    assert_int_equal(f->n_beside, 3);               /* spoken, silent, paid; nobody's use is known */
    const size_t spoke = f->beside, silent = f->beside + 1, late = f->beside + 2;
    for (size_t r = 0; r < f->made; r++) {
        const ForecastRow *o = &f->row[r];
        check_digits(o->x[late] + 1, (o->account <= 2 ? 46 : o->renewed ? 0 : 30) + 1, 12);
        check_digits(o->x[spoke] + 1, (o->account == 3 ? log(2) : 0) + 1, 12);
        check_digits(o->x[silent], log(1. + (o->account == 3 ? 6 : 365)), 12);
    }
    small_must(&b, forecast_fit(f, &b.a, &b.err));
    small_must(&b, forecast_write(b.s, f, &c, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_forecast_test WHERE rule = 'without contacts and payment' AND n > 500"), "1");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_summary WHERE name = 'forecast_contacts_gain_low' AND CAST(value AS DOUBLE PRECISION) > 0.02"), "1");
    small_close(&b);
}

static void without_decisions_there_is_no_forecast(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'R', 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 5) AS g(i);");
    through(&b);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_forecast"), 0);
    small_close(&b);
}

static void both_engines_agree(void **state)
{
    static const char *const of[] = { "SELECT account_id, machine, low, high, final, health FROM d_forecast ORDER BY account_id", "SELECT * FROM d_forecast_why ORDER BY account_id, seq",
                                      "SELECT rule, n, lost, brier, auc, slope FROM d_forecast_test ORDER BY rule" };
    Small d, p;
    (void)state;
    small_open(&p, SMALL_SERVER);
    small_open(&d, SMALL_MEMORY);
    small_sql(&d, BOOK);
    small_sql(&p, BOOK);
    through(&d);
    through(&p);
    for (size_t i = 0; i < COUNT_OF(of); i++)
        assert_string_equal(small_rows(&d, of[i]), small_rows(&p, of[i]));
    small_close(&d);
    small_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_model_is_found_and_beats_the_naive_rules),
        cmocka_unit_test(the_back_test_without_columns_is_that_of_a_model_without_them),
        cmocka_unit_test(who_pays_late_is_known_before_and_not_by_what_came_after),
        cmocka_unit_test(what_a_warning_is_worth_is_that_by_hand),
        cmocka_unit_test(warnings_are_right_as_often_as_the_planted_risk),
        cmocka_unit_test(where_nothing_matters_the_machine_is_not_called_better),
        cmocka_unit_test(no_forecast_knows_its_own_future),
        cmocka_unit_test(the_measures_are_those_of_the_books),
        cmocka_unit_test(few_decisions_give_everybodys_rate_with_all_its_doubt),
        cmocka_unit_test(an_owners_words_are_understood_or_refused),
        cmocka_unit_test(machine_owner_and_final_view_are_kept_apart),
        cmocka_unit_test(without_decisions_there_is_no_forecast),
        cmocka_unit_test(both_engines_agree),
    };
    return cmocka_run_group_tests_name("forecast", tests, NULL, NULL);
}
