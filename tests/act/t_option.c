/* Options and the choice among them, from words to money.  Oracle: by hand, where the draws are certain; every subset tried. */
#include "tests/near.h"

#include <stdio.h>

#include "act/act.h"
#include "act/choose.h"
#include "tests/store/small.h"

/* Three issues; the first costs 1,200,000 a year for sure, the second between 600,000 and 1,000,000 evenly, the third's effect is not told
 * but its handling costs 60,000 a year.  Margin 0.4; no discount and three years, so that sums are by hand. */
#define GROUND \
    "INSERT INTO d_summary VALUES ('as_of', '20361');" \
    "INSERT INTO setting VALUES ('discount_rate', 0, '', '');" \
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'r', NULL, ''), (2, 'wrong price', 'Invoice wrong', 'theme', 'r', NULL, '')," \
    "  (3, 'hard to find', 'Portal search', 'theme', 'r', NULL, '');" \
    "INSERT INTO d_value VALUES (1, 1, 10, 1, 1200000, 1200000, 1200000, 365, 0, 0, ''), (2, 2, 10, 1, 800000, 610000, 990000, 365, 0, 0, '')," \
    "  (3, NULL, 10, 1, NULL, NULL, NULL, 365, 60000, NULL, 'not told apart');" \
    "INSERT INTO d_effect (issue_id, outcome, n_exposed, n_unexposed, n_accounts, grade, reason, method) VALUES (1, 'renewal', 1, 1, 1, 'B', '', ''), (2, 'renewal', 1, 1, 1, 'B', '', '');" \
    "INSERT INTO d_issue_draw SELECT 1, d, 1200000 FROM generate_series(1, 4000) AS g(d);" \
    "INSERT INTO d_issue_draw SELECT 2, d, 600000 + (d * 7919 % 4000) * 100 FROM generate_series(1, 4000) AS g(d);"

static int64_t number;

static void say(Small *b, const char *what, const char *name, const char *object)
{
    char sql[600];
    (void)snprintf(sql, sizeof sql, "INSERT INTO verdict VALUES (%lld, 'option', '%s', '%s', '%s', 'me', '', TIMESTAMP '2025-09-30 10:00:00');", (long long)++number, what, name, object);
    small_sql(b, sql);
}

static void option(Small *b, const char *name, const char *const *field)
{
    say(b, "option", name, "");
    for (size_t i = 0; field[i]; i++)
        say(b, "set", name, field[i]);
}

#define OPTION(b, name, ...) option((b), (name), (const char *const[]){ __VA_ARGS__, NULL })

static void begin(Small *b, SmallWhere where)
{
    number = 0;
    small_open(b, where);
    small_sql(b, GROUND);
}

static Options load(Small *b)
{
    Options o;
    small_must(b, options_load(b->s, &b->a, &o, &b->err));
    return o;
}

static void run(Small *b)
{
    ActResult r;
    small_must(b, act_run(b->s, &r, &b->err));
}

/* 3 years x 0.4 x 1,200,000 x 1/2 = 720,000; from the 13th month on two thirds of it; less 100,000 and three times 20,000. */
static void a_certain_option_is_worth_what_one_works_out_by_hand(void **state)
{
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "depot", "issue=too late", "cost=1000", "yearly=200", "share=50%", "people=2");
    OPTION(&b, "later", "issue=too late", "cost=1000", "share=0.5", "months=12");
    OPTION(&b, "search", "issue=Portal search", "cost=300", "share=100%");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT name, issue_id, benefit, benefit_low, net, share, payback, loses, grade, reason FROM d_option ORDER BY option_id"),
                        "depot|1|720000|720000|560000|0.5|6|0|C|\n"
                        "later|1|480000|480000|380000|0.5|17|0|C|\n"
                        "search|3|180000|180000|150000|1|6|0|C|handling alone: its effect on renewals cannot be told from chance");
    small_close(&b);
}

static void a_range_gives_the_interval_of_the_product(void **state)
{
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "check", "issue=wrong price", "cost=0", "share=20% to 40%");
    Options o = load(&b);
    double mean = 0;
    for (size_t d = 0; d < o.draws; d++)
        mean += o.at[0].saved[d] / (double)o.draws;
    /* 3 x 0.4 x 800,000 x 0.3, within four standard errors of 4,000 draws (sd of a draw: 26 %) */
    assert_true(fabs(mean / 288000 - 1) < 4 * 0.26 / sqrt(4000));
    assert_true(fabs(o.at[0].share_low - 0.205) < 0.004 && fabs(o.at[0].share_high - 0.395) < 0.004);
    small_close(&b);
}

static void words_are_replayed_dropped_and_taken_back(void **state)
{
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "a", "issue=too late", "share=10%", "share=20%");     /* decisions 1 to 4 */
    OPTION(&b, "B", "issue=wrong price", "share=30%");               /* 5 to 7 */
    say(&b, "drop", "b", "");                                        /* 8 */
    say(&b, "set", "nobody", "share=20%");
    say(&b, "set", "a", "colour=red");
    Options o = load(&b);
    assert_int_equal(o.n, 1);
    check_digits(o.at[0].typed_low, 0.2, 12);
    say(&b, "undo", "4", "");
    say(&b, "undo", "8", "");
    o = load(&b);
    assert_int_equal(o.n, 2);
    check_digits(o.at[0].typed_low, 0.1, 12);
    say(&b, "drop", "a", "");
    say(&b, "option", "a", "");
    o = load(&b);
    assert_int_equal(o.n, 2);
    assert_true(isnan(o.at[0].typed_low));
    small_close(&b);
}

static void what_cannot_be_understood_is_refused_before_it_is_written(void **state)
{
    static const char *const bad[] = { "", "colour=red", "cost=-1", "cost=1.2345", "cost=", "share=120%", "share=40% to 30%", "share=x", "months=121", "months=-1", "people=-1", "people=nan", "alone=maybe" };
    static const char *const good[] = { "cost=0", "cost=99.50", "yearly=5", "share=30% to 50%", "share=0.3..0.5", "share=1", "months=120", "people=0.5", "alone=NO", "owner=Marie Colas", "needs=depot" };
    Err err;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (option_parse(STR("set"), str_of(bad[i]), &err) != ST_USAGE)
            fail_msg("'%s' was taken", bad[i]);
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (option_parse(STR("set"), str_of(good[i]), &err))
            fail_msg("'%s': %s", good[i], err.msg);
    assert_int_equal(option_parse(STR("merge"), STR(""), &err), ST_USAGE);
}

static void options_without_a_figure_say_why(void **state)
{
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "a", "share=10%");
    OPTION(&b, "b", "issue=coffee", "share=10%");
    OPTION(&b, "c", "issue=too late");
    OPTION(&b, "d", "issue=too late", "share=10%", "needs=c");
    small_sql(&b, "INSERT INTO setting VALUES ('budget', 100, '', '')");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT o.name, o.net IS NULL, o.reason, c.taken, c.reason FROM d_option AS o JOIN d_choice AS c ON c.option_id = o.option_id ORDER BY o.option_id"),
                        "a|true|it does not say which issue it mends|false|cannot be weighed: it does not say which issue it mends\n"
                        "b|true|no issue of the book is meant by these words|false|cannot be weighed: no issue of the book is meant by these words\n"
                        "c|true|it does not say what share of the issue it prevents, and no audit of a similar action does|false|cannot be weighed: it does not say what share of the issue it prevents, and no audit of a similar action does\n"
                        "d|false||false|cannot be weighed: it needs 'c', which is not there or cannot be weighed itself");
    small_close(&b);
}

/* Precision-weighted by hand: typed 20 to 40 % has sd 0.2/sqrt(12); the audit, 60 % with 95 % from 50 to 70 %, has
 * sd 0.051, and 0.2 for the next action being another. */
static void what_audits_found_draws_the_typed_share_to_itself(void **state)
{
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    small_sql(&b, "INSERT INTO d_lesson VALUES ('promise', 1, 0.6, 0.5, 0.7);");
    OPTION(&b, "both", "issue=too late", "share=20% to 40%");
    OPTION(&b, "audits", "issue=too late");
    OPTION(&b, "other", "issue=wrong price", "share=20% to 40%");
    Options o = load(&b);
    double v = 12 / 0.04, u = 1 / (0.04 + pow(0.2 / (2 * 1.959964), 2)), want = (v * 0.3 + u * 0.6) / (v + u);
    assert_true(fabs(o.at[0].share - want) < 4 * sqrt(1 / (v + u)) / sqrt(4000));
    assert_string_equal(o.at[0].share_from, "both");
    assert_true(fabs(o.at[1].share - 0.6) < 0.02 && o.at[1].grade == 'B');
    assert_string_equal(o.at[1].share_from, "audits of similar actions");
    assert_string_equal(o.at[2].share_from, "typed");
    assert_int_equal(o.at[0].grade, 'C');
    small_close(&b);
}

static void five(Small *b)
{
    OPTION(b, "depot", "issue=too late", "cost=3000", "share=50%", "people=3");
    OPTION(b, "carrier", "issue=too late", "cost=1200", "share=25%", "people=1");
    OPTION(b, "check", "issue=wrong price", "cost=900", "share=20% to 60%", "people=1");
    OPTION(b, "system", "issue=wrong price", "cost=2000", "share=60% to 80%", "people=2", "needs=check", "alone=no");
    OPTION(b, "search", "issue=hard to find", "cost=2000", "share=100%", "people=1");
}

/* Every subset tried, with the rules written out again. */
static void the_best_set_is_the_best_of_all_subsets(void **state)
{
    static const int64_t budgets[] = { 0, 100000, 210000, 400000, 600000, 2000000 };
    Small b;
    (void)state;
    begin(&b, SMALL_MEMORY);
    five(&b);
    Options o = load(&b);
    double net[5] = { 0 }, pair = 0;
    for (size_t d = 0; d < o.draws; d++) {
        for (size_t i = 0; i < 5; i++)
            net[i] += o.at[i].net[d] / (double)o.draws;
        pair -= fmin(o.at[2].share_draw[d] * o.at[3].saved[d], o.at[3].share_draw[d] * o.at[2].saved[d]) / (double)o.draws;
    }
    for (size_t k = 0; k < COUNT_OF(budgets); k++) {
        double best = 0;
        Choice c;
        for (unsigned set = 0; set < 32; set++) {
            double sum = 0, cost = 0;
            for (size_t i = 0; i < 5; i++) {
                sum += set >> i & 1 ? net[i] : 0;
                cost += set >> i & 1 ? (double)o.at[i].once : 0;
            }
            bool rivals = (set & 3) == 3, needs = (set >> 3 & 1) && !(set >> 2 & 1);
            sum += (set >> 2 & 3) == 3 ? pair : 0;
            if (!rivals && !needs && cost <= (double)budgets[k] && sum > best)
                best = sum;
        }
        small_must(&b, choose(&o, &(ChooseAsk){ .budget = budgets[k], .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &c, &b.err));
        if (fabs((double)c.mean - best) > 1)
            fail_msg("budget %lld: %lld, not %f", (long long)budgets[k], (long long)c.mean, best);
        assert_true(c.spent <= budgets[k] && c.regret >= 0 && c.regret <= c.mean + 1 && c.next_gain >= 0);
        assert_true(c.tail <= c.mean && c.low <= c.mean && c.mean <= c.high && c.raw >= c.mean);
        for (size_t i = 0; i < c.n; i++)
            assert_true(c.row[i].reason.n > 0 && c.row[i].learn >= 0 && c.row[i].learn <= c.know_all + c.mean);
    }
    small_close(&b);
}

static void people_and_caution_are_kept_to(void **state)
{
    Small b;
    Choice all, few, sure;
    (void)state;
    begin(&b, SMALL_MEMORY);
    five(&b);
    Options o = load(&b);
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &all, &b.err));
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = 3, .currency = STR("EUR") }, &b.a, &few, &b.err));
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .caution = 1, .currency = STR("EUR") }, &b.a, &sure, &b.err));
    assert_true(few.people <= 3 && few.mean <= all.mean);
    assert_true(sure.tail >= all.tail && sure.mean <= all.mean);
    small_close(&b);
}

static void the_frontier_rises_and_each_step_is_the_choice_at_its_budget(void **state)
{
    Small b;
    Frontier f;
    (void)state;
    begin(&b, SMALL_MEMORY);
    five(&b);
    Options o = load(&b);
    small_must(&b, choose_frontier(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &f, &b.err));
    assert_true(f.n > 2 && f.at[0].budget == 0 && f.at[0].value == 0);
    for (size_t i = 0; i < f.n; i++) {
        Choice c;
        small_must(&b, choose(&o, &(ChooseAsk){ .budget = f.at[i].budget, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR"), .brief = true }, &b.a, &c, &b.err));
        assert_int_equal(c.mean, f.at[i].value);
        assert_true(i == 0 || (f.at[i].budget > f.at[i - 1].budget && f.at[i].value > f.at[i - 1].value));
    }
    small_close(&b);
}

/* A share known to be 50 % cannot flip the choice nor is it worth a pilot; one between almost nothing and all can, and is. */
static void a_pilot_is_worth_something_only_where_it_could_change_the_choice(void **state)
{
    Small b;
    Choice c;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "sure", "issue=too late", "cost=1000", "share=50%");
    OPTION(&b, "unsure", "issue=wrong price", "cost=3500", "share=0% to 100%");
    Options o = load(&b);
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &c, &b.err));
    assert_int_equal(c.row[0].learn, 0);
    /* Worth 960,000 s - 350,000 with s even on 0..1 (shrunk or not, the sign changes inside): what is spared is the mean of its losses. */
    assert_true(c.row[1].learn > 20000 && (double)c.row[1].learn <= (double)c.know_all * 1.05);
    bool flips = false;
    for (size_t i = 0; i < c.n_input; i++)
        flips = flips || (c.input[i].is_share && c.input[i].flips_low != c.input[i].flips_high);
    assert_true(flips);
    assert_true(c.row[1].chance > 0.3 && c.row[1].chance < 0.9 && c.row[0].chance > 0.99);
    small_close(&b);
}

/* Oracle: by hand.  Of 1,000 accounts, 12 months behind: n accounts and m months show the share with variance noise (4/n)(1/12 + 1/m) at level 1.
 * Without noise a pilot shows what there is to know and the smallest, shortest one pays; with much noise it shows nothing and none does. */
static void a_pilot_pays_when_it_shows_enough_for_what_it_costs(void **state)
{
    Small b;
    Choice c;
    (void)state;
    begin(&b, SMALL_MEMORY);
    OPTION(&b, "unsure", "issue=wrong price", "cost=3500", "share=0% to 100%");
    Options o = load(&b);
    ChooseAsk ask = { .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") };
    small_must(&b, choose(&o, &ask, &b.a, &c, &b.err));
    assert_false(c.row[0].pilot.told);          /* nothing in the book measures it */
    Remedy *x = &o.at[0];
    x->level = 1, x->trials = 1, x->reach = 1000, x->before = 12, x->noise = 1e-6;
    small_must(&b, choose(&o, &ask, &b.a, &c, &b.err));
    Pilot p = c.row[0].pilot;
    assert_true(p.told && p.pays && p.accounts == 20 && p.months == 3);
    check_digits(p.se, sqrt(1e-6 * 4 / 20 * (1. / 12 + 1. / 3)), 9);
    assert_int_equal(p.cost, 3500);             /* 350,000 cents for 10 of 1,000 */
    assert_int_equal(p.net, p.worth - p.cost - p.wait);
    assert_true(llabs(p.wait - llround((double)c.row[0].net * 3 / 12 / o.years)) <= 1);
    assert_true((double)p.worth > 0.85 * (double)c.row[0].learn && (double)p.worth < 1.15 * (double)c.row[0].learn);
    x->noise = 1e6;
    small_must(&b, choose(&o, &ask, &b.a, &c, &b.err));
    assert_true(c.row[0].pilot.told && !c.row[0].pilot.pays && (double)c.row[0].pilot.worth < 0.05 * (double)c.row[0].learn);
    small_close(&b);
}

/* Twenty options of equal true worth, seen with noise: the best by its own figure is over-stated; drawn together it is not. */
static void the_winner_is_not_overstated(void **state)
{
    Small b;
    Choice c;
    char name[16], share[32];
    (void)state;
    begin(&b, SMALL_MEMORY);
    for (int i = 0; i < 12; i++) {
        (void)snprintf(name, sizeof name, "o%d", i);
        (void)snprintf(share, sizeof share, "share=%d%% to %d%%", 10 + (i * 7) % 12, 70 + (i * 7) % 12);
        OPTION(&b, name, "issue=too late", "cost=2000", share);
    }
    Options o = load(&b);
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = CHOOSE_NO_LIMIT, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &c, &b.err));
    /* Typed ranges differ less than their own doubt: all are drawn to the mean, 45 %: 3 x 0.4 x 1.2 M x 0.455 - 200,000. */
    assert_true(c.n_taken == 1 && c.raw > c.mean);
    assert_true(fabs((double)c.mean - (1440000 * 0.455 - 200000)) < 40000);
    small_close(&b);
}

static void a_book_without_options_has_an_empty_choice(void **state)
{
    Small b;
    Choice c;
    (void)state;
    begin(&b, SMALL_MEMORY);
    Options o = load(&b);
    small_must(&b, choose(&o, &(ChooseAsk){ .budget = 5, .people = CHOOSE_NO_PEOPLE, .currency = STR("EUR") }, &b.a, &c, &b.err));
    assert_true(c.n == 0 && c.n_taken == 0 && c.mean == 0);
    run(&b);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_frontier"), 0);
    small_close(&b);
}

/* Integers are equal, statistics to the sixth digit that small_rows() shows. */
static void both_engines_agree(void **state)
{
    Small d, p;
    (void)state;
    small_open(&p, SMALL_SERVER);
    begin(&d, SMALL_MEMORY);
    small_sql(&p, GROUND);
    five(&d);
    number = 0;
    five(&p);
    small_sql(&d, "INSERT INTO setting VALUES ('budget', 500000, '', '')");
    small_sql(&p, "INSERT INTO setting VALUES ('budget', 500000, '', '')");
    run(&d);
    run(&p);
    static const char *const of[] = { "SELECT name, benefit, benefit_low, net, net_high, share, payback, loses FROM d_option ORDER BY option_id", "SELECT * FROM d_choice ORDER BY option_id",
                                      "SELECT * FROM d_frontier ORDER BY step" };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        assert_string_equal(small_rows(&d, of[i]), small_rows(&p, of[i]));
    small_close(&d);
    small_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certain_option_is_worth_what_one_works_out_by_hand),
        cmocka_unit_test(a_range_gives_the_interval_of_the_product),
        cmocka_unit_test(words_are_replayed_dropped_and_taken_back),
        cmocka_unit_test(what_cannot_be_understood_is_refused_before_it_is_written),
        cmocka_unit_test(options_without_a_figure_say_why),
        cmocka_unit_test(what_audits_found_draws_the_typed_share_to_itself),
        cmocka_unit_test(the_best_set_is_the_best_of_all_subsets),
        cmocka_unit_test(people_and_caution_are_kept_to),
        cmocka_unit_test(the_frontier_rises_and_each_step_is_the_choice_at_its_budget),
        cmocka_unit_test(a_pilot_is_worth_something_only_where_it_could_change_the_choice),
        cmocka_unit_test(a_pilot_pays_when_it_shows_enough_for_what_it_costs),
        cmocka_unit_test(the_winner_is_not_overstated),
        cmocka_unit_test(a_book_without_options_has_an_empty_choice),
        cmocka_unit_test(both_engines_agree),
    };
    return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
