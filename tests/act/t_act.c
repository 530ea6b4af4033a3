#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/act.h"
#include "act/action.h"
#include "act/alike.h"
#include "act/plan.h"
#include "tests/store/small.h"

static void words_are_alike_when_they_begin_alike(void **state)
{
    static const struct {
        const char *a, *b;
        size_t want;
    } k[] = {
        { "late deliveries", "delivery arrived later", 2 },
        { "Late", "LATE", 1 },
        { "late", "latest", 1 },
        { "late", "lateral", 0 },          /* three letters more */
        { "deliver", "delay", 0 },
        { "on the way", "on the way", 0 }, /* no word of four letters */
        { "invoice, invoices; invoicing", "invoice", 3 },
        { "invoice", "invoice, invoices; invoicing", 1 },
        { "first reply", "slow replies to tickets", 0 }, /* "reply" and "repli" part at the fifth letter */
        { "", "anything", 0 },
        { "anything", "", 0 },
        { "4711 2024", "4711 2024", 0 },
        { "portal-login", "login", 1 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        size_t got = words_alike(str_of(k[i].a), str_of(k[i].b));
        if (got != k[i].want)
            fail_msg("'%s' and '%s': %zu, not %zu", k[i].a, k[i].b, got, k[i].want);
    }
}

/* Eighty accounts, twenty each in FR, BE, DE and NL; four promises a month from October 2023 to September 2025, 30 of 100 of them
 * late; from January 2025 on `after` of 100 in FR and BE. */
#define CHANCE "(CAST(a.i AS BIGINT) * 7919 + CAST(m.m AS BIGINT) * 104729 + CAST(a.i AS BIGINT) * CAST(m.m AS BIGINT) * 31 + k.k * 41) % 100"
#define DAY "CAST(DATE '2023-10-01' + CAST(m.m AS INTEGER) * INTERVAL '1 month' AS DATE)"
#define BOOK(after) \
    "INSERT INTO d_summary VALUES ('as_of', '20361');" \
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 80) AS g(i);" \
    "INSERT INTO d_account SELECT i, 'A', NULL, 'Core', 'R', CASE WHEN i <= 20 THEN 'FR' WHEN i <= 40 THEN 'BE' WHEN i <= 60 THEN 'DE' ELSE 'NL' END," \
    "  '', NULL, NULL, FALSE, 1 FROM generate_series(1, 80) AS g(i);" \
    "INSERT INTO f_delivery SELECT 1, a.i * 1000 + m.m * 4 + k.k, 1, 1, 1, a.i, NULL, 'D', 'O', " DAY " + 3, NULL, " DAY " + CASE WHEN " CHANCE " <" \
    "  CASE WHEN m.m >= 15 AND a.i <= 40 THEN " #after " ELSE 30 END THEN 12 ELSE 3 END, 1, 'EUR', NULL, NULL" \
    "  FROM generate_series(1, 80) AS a(i), generate_series(0, 23) AS m(m), generate_series(0, 3) AS k(k);" \
    "INSERT INTO d_issue VALUES (1, 'too late', 'Delivery later than promised', 'promise', 'r', NULL, ''), (2, 'wrong price', 'wrong price', 'theme', 'r', NULL, '');"
#define ACTION(line, name, issue, where, expected) "INSERT INTO f_initiative VALUES (1, " #line ", 1, 1, " #line ", NULL, NULL, 'A', '" name "', '" issue "', 'Logistics', 'me', '" where \
    "', DATE '2025-01-01', NULL, 500, 'EUR', '', '" expected "', 'done');"

static ActResult run(Small *b, const char *book, const char *rows)
{
    ActResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, book);
    small_sql(b, rows);
    small_must(b, act_run(b->s, &r, &b->err));
    return r;
}

static void an_action_that_took_two_thirds_of_the_delays_away_worked(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "Depot", "late deliveries", "FR, BE", "down by 40 %"));
    assert_string_equal(small_rows(&b, "SELECT action, issue_id, measure, verdict, grade, n_treated, n_control, cost, low < -0.2 AND high > -0.2 AND high < -0.1 FROM d_audit"),
                        "Depot|1|share of deliveries late|worked|A|40|40|500|true");
    small_close(&b);
}

static void an_action_after_which_nothing_changed_did_not_work(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), ACTION(1, "Depot", "late deliveries", "FR, BE", "down by 60 %"));
    assert_string_equal(small_rows(&b, "SELECT verdict, low < 0 AND high > 0 FROM d_audit"), "did not|true");
    small_close(&b);
}

static void what_nothing_compares_with_cannot_be_told(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "a", "late deliveries", "", "") ACTION(2, "b", "late deliveries", "ALL", "") ACTION(3, "c", "office coffee", "FR", "")
        ACTION(4, "d", "late deliveries", "Atlantis", ""));
    assert_string_equal(small_rows(&b, "SELECT action, verdict, grade, CASE WHEN method = 'none' THEN note ELSE method END FROM d_audit JOIN d_proof USING (audit_id) ORDER BY audit_id"),
        "a|cannot tell|C|interrupted time series, errors by Newey and West\nb|cannot tell|C|interrupted time series, errors by Newey and West\n"
        "c|cannot tell|D|nothing in the data measures what this action was to change\n"
        "d|cannot tell|D|the issue did not occur before the action where it took place");
    small_close(&b);
}

static void lists_of_countries_are_read_as_people_write_them(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "a", "late deliveries", "FR,BE", "") ACTION(2, "b", "late deliveries", "fr; be", "") ACTION(3, "c", "late deliveries", "BE FR", "")
        ACTION(4, "d", "late deliveries", "NL", "") ACTION(5, "e", "late deliveries", "DEU,FRA,NL", ""));
    assert_string_equal(small_rows(&b, "SELECT action, n_treated, n_control FROM d_audit ORDER BY audit_id"), "a|40|40\nb|40|40\nc|40|40\nd|20|60\ne|20|60");
    small_close(&b);
}

/* What is worth having is half of what was promised, of the level before; a fifth where nothing was. */
static void half_of_what_was_promised_is_worth_having(void **state)
{
    static const double want[] = { 0.2, 0.25, 0.2, 0.3, 0.5, 0.2, 0.2, 0.2 };
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), ACTION(1, "1", "late deliveries", "FR", "down by 40 %") ACTION(2, "2", "late deliveries", "FR", "Half of it") ACTION(3, "3", "late deliveries", "FR", "")
        ACTION(4, "4", "late deliveries", "FR", "within 10 days 60% fewer") ACTION(5, "5", "late deliveries", "FR", "100%") ACTION(6, "6", "late deliveries", "FR", "150 %")
        ACTION(7, "7", "late deliveries", "FR", "2 of 3") ACTION(8, "8", "late deliveries", "FR", "0 %"));
    Str rest = str_of(small_rows(&b, "SELECT note FROM d_audit ORDER BY audit_id"));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        Str note = str_cut(&rest, '\n');
        const char *line = str_dup(&b.a, note).p, *at = strstr(line, "before "), *worth = strstr(line, "worth having from ");
        if (!at || !worth)
            fail_msg("action %zu: '%s'", i + 1, line);
        double level = strtod(at + strlen("before "), NULL), wanted = -strtod(worth + strlen("worth having from \xE2\x88\x92"), NULL);      /* "20.0 %", "−4.0 points" */
        if (fabs(-wanted / level - want[i]) > 0.01)
            fail_msg("action %zu: %g of %g, not %g", i + 1, wanted, level, want[i]);
    }
    small_close(&b);
}

#define READING(line, unit, name, where, month, value, target, better, measure) "INSERT INTO f_metric VALUES (1, " #line ", 1, 1, " #line ", NULL, NULL, 'M', '" unit "', '" name "', '" where \
    "', DATE '" month "', " #value ", " #target ", '" better "', '" measure "');"
/* Forty accounts with ten tickets each; account i has i % 11 of them answered within four hours, all others within the day, and recommends at i % 11. */
#define PROMPT "INSERT INTO f_ticket SELECT 1, a.i * 100 + k.k, 1, 1, 1, a.i, NULL, 'T', TIMESTAMP '2025-06-01 10:00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL," \
    " CASE WHEN k.k < a.i % 11 THEN 200 ELSE 1200 END, NULL, NULL, NULL, NULL FROM generate_series(1, 40) AS a(i), generate_series(0, 9) AS k(k);"
#define RECOMMENDS(how) "INSERT INTO f_response SELECT 1, i, 1, 1, i, i, NULL, 'R', TIMESTAMP '2025-06-02 10:00:00', NULL, TRUE, " how ", NULL, NULL, NULL FROM generate_series(1, 40) AS g(i);"

/* First replies in two hours of every ten, of `n` accounts. */
#define TICKETS(n) "INSERT INTO f_ticket SELECT 1, a.i * 100 + k.k, 1, 1, 1, a.i, NULL, 'T', TIMESTAMP '2025-06-01 10:00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL," \
    " CASE WHEN k.k % 10 < 2 THEN 100 ELSE 6000 END, NULL, NULL, NULL, NULL FROM generate_series(1, " #n ") AS a(i), generate_series(0, 19) AS k(k);"
#define METRICS "SELECT name, status, verdict FROM d_metric ORDER BY metric_id"

/* Of six limits, one hour and those of a day and more do not vary; of the others four hours is what customers notice.  Where what they
 * think has nothing to do with it (ranks of 7 i modulo 11: correlation 0.1), nothing is proposed; of 19 accounts nothing is said. */
static void the_way_to_count_that_customers_notice_is_proposed(void **state)
{
    static const struct { const char *rows, *want; } row[] = {
        { PROMPT RECOMMENDS("i % 11"), "within 4 hours (rank correlation 1.00, 1.00 to 1.00, 40 accounts)" },
        { PROMPT RECOMMENDS("(i * 7) % 11"), "none of 2 ways to count it goes with how likely accounts are to recommend" },
        { PROMPT RECOMMENDS("i % 11") "DELETE FROM f_response WHERE alias_id > 19;", NULL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        Small b;
        ActResult r;
        (void)run(&b, BOOK(30), row[i].rows);
        small_sql(&b, READING(1, "F", "First reply", "", "2025-06-01", 99, 90, "higher", "%"));
        small_must(&b, act_run(b.s, &r, &b.err));
        const char *note = small_rows(&b, "SELECT note FROM d_metric ORDER BY metric_id");
        if (!strstr(note, "tickets first answered within 24 hours") || (row[i].want ? !strstr(note, row[i].want) : strstr(note, "ways to count it") != NULL))
            fail_msg("%zu: %s", i, note);
        small_close(&b);
    }
}

static void a_units_metric_is_held_against_what_customers_live_through(void **state)
{
    Small b;
    (void)state;
    ActResult r = run(&b, BOOK(30), TICKETS(30)
        READING(1, "A", "Dispatch on time", "", "2025-08-01", 97, 95, "higher", "%") READING(2, "B", "Delivery on time", "", "2025-08-01", 70, 95, "higher", "%")
        READING(3, "C", "Deliveries complete", "", "2025-08-01", 40, 50, "higher", "%") READING(4, "D", "Hours to dispatch", "", "2025-08-01", 2, 5, "lower", "hours")
        READING(5, "E", "Delivery, no target", "", "2025-08-01", 2, NULL, "higher", "%") READING(6, "F", "First reply within 8 hours", "", "2025-08-01", 99, 90, "higher", "%")
        READING(7, "G", "Reply within 120 hours", "", "2025-08-01", 99, 80, "higher", "%") READING(8, "H", "Delivery near the truth", "", "2025-08-01", 60, 70, "higher", "%")
        READING(9, "I", "Coffee served", "", "2025-08-01", 9, 5, "higher", "cups"));
    assert_string_equal(small_rows(&b, METRICS), "Dispatch on time|green|green but customers are red\nDelivery on time|red|agrees\nDeliveries complete|red|red but customers are green\n"
        "Hours to dispatch|green|green but customers are red\nDelivery, no target|unknown|cannot tell\nFirst reply within 8 hours|green|green but customers are red\n"
        "Reply within 120 hours|green|agrees\nDelivery near the truth|red|cannot tell\nCoffee served|green|cannot tell");
    assert_true(r.metrics == 9 && r.green_but_red == 3);
    small_close(&b);
}

/* Where lower is better a metric in % counts what goes wrong: a target of 5 % late asks for 95 % on time, of which customers got 70; 60 % late is what at least 40 % on time is. */
static void a_metric_that_counts_what_goes_wrong_asks_for_the_rest(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), READING(1, "A", "Deliveries late", "", "2025-08-01", 4, 5, "lower", "%") READING(2, "B", "Late deliveries of all", "", "2025-08-01", 61, 60, "lower", "%")
        READING(3, "C", "Late shipments", "", "2025-08-01", 30, 30, "lower", "%"));
    assert_string_equal(small_rows(&b, "SELECT m.name, round(s.needed, 3), s.state, m.verdict FROM d_metric AS m JOIN d_metric_side AS s ON s.metric_id = m.metric_id AND s.side = 'done' ORDER BY m.metric_id"),
                        "Deliveries late|0.95|red|green but customers are red\nLate deliveries of all|0.4|green|red but customers are green\nLate shipments|0.7|open|cannot tell");
    small_close(&b);
}

/* Forty accounts: ten invoices each and a credit note for one in four of them; ten ratings, `bad` of them 1 and the others 5, of the question on invoices; three comments
 * each on two themes, of which account i's first is a complaint where it speaks of the theme (the whole feels the opposite) when i % 4 is not 0 on billing, and when it is on the other. */
#define BILLED "INSERT INTO f_invoice SELECT 1, a.i * 100 + k.k, 1, 1, 1, a.i, NULL, 'I', 'N', DATE '2025-06-01', NULL, NULL, CASE WHEN k.k = 10 THEN -1 ELSE 1000 END, 'EUR', NULL" \
    " FROM generate_series(1, 40) AS a(i), generate_series(0, 10) AS k(k) WHERE k.k < 10 OR a.i % 4 = 0;"
#define RATED(bad) "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, response_id, question, label, number, answered_at)" \
    " SELECT 1, a.i * 100 + k.k, 1, 1, 1, a.i, 'A', 'R', 'Q1', 'How clear are our invoices?', CASE WHEN k.k < " #bad " THEN 1 ELSE 5 END, TIMESTAMP '2025-06-02 10:00:00'" \
    " FROM generate_series(1, 40) AS a(i), generate_series(0, 9) AS k(k);"
#define SPOKEN "INSERT INTO d_theme VALUES (1, 'Rechnung stimmt nicht', 'rechnung', 1, 1, 1, -0.5, 1), (2, 'friendly people', 'people', 1, 1, 0, 0.5, 1);" \
    "INSERT INTO d_comment SELECT a.i, k.k, NULL, TIMESTAMP '2025-06-03 10:00:00', 'survey', 'en', 'x', NULL, CASE WHEN k.k = 1 AND a.i % 4 > 0 OR k.k = 2 AND a.i % 4 = 0 THEN 0.5 ELSE -0.5 END, 1, 1" \
    " FROM generate_series(1, 40) AS a(i), generate_series(1, 2) AS k(k);" \
    "INSERT INTO d_code SELECT account_id, comment_id, 1, 'theme', comment_id, 0, 1, -sentiment FROM d_comment;"
#define SIDES_TOLD "SELECT m.name, s.side, s.touchpoint, round(s.needed, 3), round(s.share, 3), s.accounts, s.n, s.state FROM d_metric AS m JOIN d_metric_side AS s ON s.metric_id = m.metric_id ORDER BY m.metric_id, s.side"

/* By hand: 10 of 400 invoices have a credit note; all ratings are good; 10 of 40 accounts say nothing bad of billing, 30 of 40 of all else. */
static void customers_are_heard_on_three_sides_at_the_touchpoint(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), BILLED RATED(0) SPOKEN READING(1, "B", "Rechnungen ohne Korrektur", "Rechnung", "2025-08-01", 99, 80, "higher", "%")
        READING(2, "C", "Bills sent in time", "", "2025-08-01", 99, 98, "higher", "%") READING(3, "D", "Coffee served", "", "2025-08-01", 9, 5, "higher", "cups"));
    assert_string_equal(small_rows(&b, SIDES_TOLD),
        "Rechnungen ohne Korrektur|done|billing|0.8|0.975|40|400|green\nRechnungen ohne Korrektur|rated|billing|0.8|1|40|400|green\nRechnungen ohne Korrektur|said|billing|0.75|0.25|40|40|red\n"
        "Bills sent in time|done|billing|0.8|0.975|40|400|green\nBills sent in time|rated|billing|0.8|1|40|400|green\nBills sent in time|said|billing|0.75|0.25|40|40|red");
    /* What was done outweighs what is said. */
    assert_string_equal(small_rows(&b, METRICS), "Rechnungen ohne Korrektur|green|agrees\nBills sent in time|green|agrees\nCoffee served|green|cannot tell");
    small_close(&b);
}

/* 97.5 % are without a credit note, give or take two: of 97 % nobody can tell, and 96.9 % is as told.  All ratings are good, and do not overrule it; 90 % is not what
 * customers got. */
static void a_target_missed_by_a_hair_is_not_overruled_by_ratings(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), BILLED RATED(0) SPOKEN READING(1, "B", "Rechnungen ohne Korrektur", "Rechnung", "2025-08-01", 96.9, 97, "higher", "%")
        READING(2, "C", "Invoices without correction", "Rechnung", "2025-08-01", 90, 97, "higher", "%")
        READING(3, "D", "Invoice credit notes not needed", "Rechnung", "2025-08-01", 97.1, 97, "higher", "%"));
    assert_string_equal(small_rows(&b, "SELECT metric_id, state FROM d_metric_side WHERE side = 'done' ORDER BY metric_id"), "1|open\n2|open\n3|open");
    assert_string_equal(small_rows(&b, METRICS), "Rechnungen ohne Korrektur|red|agrees\nInvoices without correction|red|red but customers are green\n"
        "Invoice credit notes not needed|green|agrees");
    small_close(&b);
}

/* A mention that feels unclear says neither; of two of one comment the complaint counts.  By hand: of accounts 1
 * to 20 fifteen complain of billing, each in one of two mentions; what 21 to 40 feel is not known. */
static void a_mention_that_feels_unclear_is_on_no_side(void **state)
{
    Small b;
    ActResult r;
    (void)state;
    (void)run(&b, BOOK(30), BILLED SPOKEN READING(1, "B", "Invoices sent in time", "Invoice", "2025-08-01", 99, 80, "higher", "%"));
    small_sql(&b, "UPDATE d_code SET value = NULL WHERE comment_id = 1 AND account_id > 20;"
                  "INSERT INTO d_code SELECT account_id, comment_id, 2, 'theme', 1, 2, 3, 0.5 FROM d_code WHERE comment_id = 1 AND account_id <= 20;");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT round(share, 3), accounts, n FROM d_metric_side WHERE side = 'said'"), "0.25|20|20");
    small_close(&b);
}

/* Done green, rated and said red: nobody can tell.  Nothing done: what is rated and said. */
static void what_is_done_outweighs_either_of_the_others_not_both(void **state)
{
    Small b;
    ActResult r;
    (void)state;
    (void)run(&b, BOOK(30), BILLED RATED(5) SPOKEN READING(1, "B", "Invoices sent in time", "Invoice", "2025-08-01", 99, 80, "higher", "%"));
    assert_string_equal(small_rows(&b, "SELECT side, state FROM d_metric_side ORDER BY side"), "done|green\nrated|red\nsaid|red");
    assert_string_equal(small_rows(&b, METRICS), "Invoices sent in time|green|cannot tell");
    small_sql(&b, "DELETE FROM f_invoice;");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, METRICS), "Invoices sent in time|green|green but customers are red");
    small_sql(&b, "DELETE FROM f_answer;");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, METRICS), "Invoices sent in time|green|green but customers are red");
    small_close(&b);
}

/* Where no word fits, or a wrong one does, a person says where customers meet the metric; the last word counts, and `auto` takes it back. */
static void a_person_says_where_the_touchpoint_is(void **state)
{
#define SAYS(nr, key) "INSERT INTO verdict VALUES (" #nr ", 'metric', 'touchpoint', 'coffee SERVED', '" key "', 'u', 'w', TIMESTAMP '2025-08-01 00:00:00');"
    static const char *const row[][2] = { { "SELECT 1;", "" }, { SAYS(1, "billing"), "done|billing|green" }, { SAYS(2, "delivery"), "done|delivery|red" }, { SAYS(3, "auto"), "" } };
    Small b;
    ActResult r;
    (void)state;
    (void)run(&b, BOOK(30), BILLED READING(1, "D", "Coffee served", "", "2025-08-01", 9, 5, "higher", "cups"));
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        small_sql(&b, row[i][0]);
        small_must(&b, act_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, "SELECT side, touchpoint, state FROM d_metric_side ORDER BY side"), row[i][1]);
    }
    small_close(&b);
}

static void under_five_accounts_no_share_is_told(void **state)
{
    Small b;
    (void)state;
    const char *metric = READING(1, "S", "First reply within 8 hours", "", "2025-08-01", 99, 90, "higher", "%");
    (void)run(&b, BOOK(30), TICKETS(4));
    small_sql(&b, metric);
    ActResult r;
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT verdict, customer_view FROM d_metric"), "cannot tell|nothing in the data shows the customers' side");
    small_sql(&b, "DELETE FROM f_ticket;" TICKETS(5));
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT verdict FROM d_metric"), "green but customers are red");
    small_close(&b);
}

static void a_metric_is_the_mean_of_its_last_twelve_readings(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30), "INSERT INTO f_metric SELECT 1, i, 1, 1, i, NULL, NULL, 'M', 'U', 'Coffee', '', CAST(DATE '2024-09-01' + CAST(i AS INTEGER) * INTERVAL '1 month' AS DATE),"
        " CASE WHEN i = 0 THEN 9999 ELSE i END, 5 + i, 'higher', '' FROM generate_series(0, 12) AS g(i);"
        "UPDATE f_metric SET superseded_by = 2 WHERE line = 12;");
    assert_string_equal(small_rows(&b, "SELECT target FROM d_metric"), "16"); /* the latest that is in force: 11 */
    check_digits(strtod(small_rows(&b, "SELECT value FROM d_metric"), NULL), (9999 + 66) / 12.0, 5);
    small_close(&b);
}

#define SAY(id, what, name, object) "INSERT INTO verdict VALUES (" #id ", 'act', '" what "', '" name "', '" object "', 'me', 'command line', TIMESTAMP '2026-01-01 00:00:00');"

/* Typed words are facts: replayed in their order, the last one counts, and what is taken back is gone. */
static void what_a_person_typed_about_an_action_is_replayed(void **state)
{
    Small b;
    ActResult r;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "Depot", "late deliveries", "FR, BE", "down by 40 %")
        "INSERT INTO file VALUES (1, 1, 'erp/d.csv', 'x', 1, 'k', 'utf-8', '', 1, 1, 0, 0, '');"
        SAY(1, "set", "depot", "owner=Ana") SAY(2, "set", "Depot", "owner=Ben") SAY(3, "why", "Depot", "1 It is far") SAY(4, "why", "Depot", "1.2 No driver")
        SAY(5, "why", "Depot", "1.10 No van") SAY(6, "why", "Depot", "2 Gone again") SAY(7, "why", "Depot", "2.1 And this") SAY(8, "why", "Depot", "2 ")
        SAY(9, "evidence", "Depot", "1.2 erp/d.csv:7") SAY(10, "evidence", "Depot", "1 lost.csv:1") SAY(11, "action", "Lorry", "") SAY(12, "set", "Lorry", "share=20% to 40%")
        SAY(13, "reading", "Lorry", "2025-05-01 30%") SAY(14, "reading", "Lorry", "2025-06-01 0.2") SAY(15, "reading", "Lorry", "2025-05-01 0.4") SAY(16, "set", "Lorry", "target=0.1")
        SAY(17, "set", "Lorry", "colour=red") SAY(18, "action", "Out", "") SAY(19, "drop", "Out", ""));
    small_must(&b, act_run(b.s, &r, &b.err));
    for (int again = 0; again < 2; again++) {
        assert_string_equal(small_rows(&b, "SELECT name, owner, share_low, share_high, share_from, leading_before, leading_now, leading_target, leading_state, leading_from FROM d_action WHERE name = 'Lorry'"),
            "Lorry||0.2|0.4|typed|0.4|0.2|0.1|on the way|typed");
        assert_string_equal(small_rows(&b, "SELECT name, owner, leading_state, leading_from FROM d_action ORDER BY action_id"), "Depot|Ben|reached|measured\nLorry||on the way|typed");
        assert_string_equal(small_rows(&b, "SELECT node, answer FROM d_why ORDER BY action_id, seq"), "1|It is far\n1.2|No driver\n1.10|No van");
        assert_string_equal(small_rows(&b, "SELECT node, path, line, file_id FROM d_why_row ORDER BY node"), "1|lost.csv|1|-\n1.2|erp/d.csv|7|1");
        assert_string_equal(small_rows(&b, "SELECT day, value FROM d_reading ORDER BY day"), "2025-05-01|0.4\n2025-06-01|0.2");
        small_must(&b, act_run(b.s, &r, &b.err));
    }
    small_close(&b);
}

static void words_that_cannot_be_understood_are_refused(void **state)
{
    static const struct {
        const char *what, *object;
        bool ok;
    } k[] = {
        { "set", "owner=Ana", true }, { "set", "colour=red", false }, { "set", "start=2026-03-01", true }, { "set", "start=soon", false }, { "set", "cost=-1", false },
        { "set", "share=30% to 50%", true }, { "set", "share=0.3..0.5", true }, { "set", "share=50% to 30%", false }, { "set", "share=130%", false }, { "set", "target=15 %", true },
        { "set", "target=low", false }, { "set", "", false }, { "why", "1.2 because", true }, { "why", "1..2 because", false }, { "why", "0.1 because", false }, { "why", "a because", false },
        { "why", "1.1.1.1.1.1.1.1.1 too deep", false }, { "evidence", "1 a.csv:3", true }, { "evidence", "1 a.csv", false }, { "evidence", "1 a.csv:0", false },
        { "reading", "2026-01-31 0.2", true }, { "reading", "2026-02-30 0.2", false }, { "reading", "2026-01-31 nan", false }, { "action", "", true },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Err err;
        if ((action_parse(str_of(k[i].what), str_of(k[i].object), &a, &err) == ST_OK) != k[i].ok)
            fail_msg("'%s %s' should %sbe understood", k[i].what, k[i].object, k[i].ok ? "" : "not ");
    }
    arena_release(&a);
}

/* FR in January, BE in April: one action in two steps, each against DE and NL. */
static void an_action_in_steps_is_judged_by_its_steps(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "Depot", "late deliveries", "FR", "down by 60 %") ACTION(2, "Depot", "late deliveries", "BE", "") "UPDATE f_initiative SET start_date = DATE '2025-04-01' WHERE line = 2;");
    ActResult r;
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT method, n_treated, n_control, high < 0 FROM d_audit JOIN d_proof USING (audit_id)"), "staggered difference in differences by start|40|40|true");
    small_close(&b);
    /* In BE the delays last until its own step: then it worked, two thirds were taken away; it teaches, and it is looked at again. */
    (void)run(&b, BOOK(10) "UPDATE f_delivery SET delivered = promised + 9 WHERE alias_id BETWEEN 21 AND 40 AND promised BETWEEN DATE '2025-01-01' AND DATE '2025-03-31' AND key_hash % 9 < 2;",
              ACTION(1, "Depot", "late deliveries", "FR", "down by 60 %") ACTION(2, "Depot", "late deliveries", "BE", "") "UPDATE f_initiative SET start_date = DATE '2025-04-01' WHERE line = 2;");
    small_must(&b, act_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT verdict, grade, note LIKE '%before 30%' FROM d_audit"), "worked|A|true");
    assert_string_equal(small_rows(&b, "SELECT share > 0.5 AND share < 0.8, share_low < share AND share < share_high FROM d_proof"), "true|true");
    assert_string_equal(small_rows(&b, "SELECT kind, audits FROM d_lesson"), "promise|1");
    assert_string_equal(small_rows(&b, "SELECT year, first, last, state FROM d_audit_year"), "1|2025-01-01|2025-08-01|working");
    small_close(&b);
}

/* Everybody at once: 30 of 100 late before, 10 after; then what was wanted is so small that the series cannot tell. */
static void a_series_says_when_it_can_tell_and_whether_it_still_works(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(30) "UPDATE f_delivery SET delivered = promised WHERE promised >= DATE '2025-01-01' AND key_hash % 3 > 0;",
              ACTION(1, "Depot", "late deliveries", "", "down by 60 %"));
    assert_string_equal(small_rows(&b, "SELECT method FROM d_proof"), "interrupted time series, errors by Newey and West");
    assert_string_equal(small_rows(&b, "SELECT year, first, last, state FROM d_audit_year"), "1|2025-01-01|2025-08-01|working");
    small_close(&b);
    (void)run(&b, BOOK(30), ACTION(1, "Depot", "late deliveries", "", "down by 3 %"));
    assert_string_equal(small_rows(&b, "SELECT a.verdict, p.able_on IS NOT NULL OR p.able_units > 1 FROM d_audit AS a JOIN d_proof AS p ON p.audit_id = a.audit_id"), "cannot tell|true");
    small_close(&b);
}

static void an_old_fix_is_looked_at_again(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, BOOK(10), ACTION(1, "Depot", "late deliveries", "FR, BE", "down by 40 %") "UPDATE f_initiative SET start_date = DATE '2025-01-01';");
    assert_string_equal(small_rows(&b, "SELECT year, first, last, state FROM d_audit_year"), "1|2025-01-01|2025-08-01|working");
    assert_string_equal(small_rows(&b, "SELECT kind, audits, share > 0.5 AND share < 0.8 FROM d_lesson"), "promise|1|true");
    small_close(&b);
}

static void a_plan_says_how_long(void **state)
{
    Small b;
    Plan p, wide;
    (void)state;
    (void)run(&b, BOOK(30), SAY(1, "action", "Depot", "") SAY(2, "set", "Depot", "issue=late deliveries") SAY(3, "set", "Depot", "countries=FR, BE"));
    small_must(&b, plan_audit(b.s, &(PlanAsk){ .action = STR("depot"), .share = 0.6 }, &b.a, &p, &b.err));
    small_must(&b, plan_audit(b.s, &(PlanAsk){ .action = STR("depot"), .share = 0.3 }, &b.a, &wide, &b.err));
    assert_int_equal(p.n_way, 3);
    assert_true(fabs(p.level - 0.3) < 0.03 && fabs(p.wanted + 0.6 * p.level) < 1e-12);
    for (size_t i = 0; i < 3; i++)   /* a smaller effect takes longer, or more accounts */
        assert_true((isfinite(p.way[i].months) && p.way[i].months <= (isfinite(wide.way[i].months) ? wide.way[i].months : 12)) || p.way[i].units < wide.way[i].units);
    assert_true(p.way[0].reached == 40 && p.way[0].others == 40 && p.way[1].reached == 32 && p.way[1].others == 8);
    Err err;
    assert_int_equal(plan_audit(b.s, &(PlanAsk){ .action = STR("nothing") }, &b.a, &p, &err), ST_NOT_FOUND);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_alike_when_they_begin_alike),
        cmocka_unit_test(an_action_that_took_two_thirds_of_the_delays_away_worked),
        cmocka_unit_test(an_action_after_which_nothing_changed_did_not_work),
        cmocka_unit_test(what_nothing_compares_with_cannot_be_told),
        cmocka_unit_test(lists_of_countries_are_read_as_people_write_them),
        cmocka_unit_test(half_of_what_was_promised_is_worth_having),
        cmocka_unit_test(a_units_metric_is_held_against_what_customers_live_through),
        cmocka_unit_test(a_metric_that_counts_what_goes_wrong_asks_for_the_rest),
        cmocka_unit_test(the_way_to_count_that_customers_notice_is_proposed),
        cmocka_unit_test(customers_are_heard_on_three_sides_at_the_touchpoint),
        cmocka_unit_test(a_target_missed_by_a_hair_is_not_overruled_by_ratings),
        cmocka_unit_test(a_mention_that_feels_unclear_is_on_no_side),
        cmocka_unit_test(what_is_done_outweighs_either_of_the_others_not_both),
        cmocka_unit_test(a_person_says_where_the_touchpoint_is),
        cmocka_unit_test(under_five_accounts_no_share_is_told),
        cmocka_unit_test(a_metric_is_the_mean_of_its_last_twelve_readings),
        cmocka_unit_test(what_a_person_typed_about_an_action_is_replayed),
        cmocka_unit_test(words_that_cannot_be_understood_are_refused),
        cmocka_unit_test(an_action_in_steps_is_judged_by_its_steps),
        cmocka_unit_test(a_series_says_when_it_can_tell_and_whether_it_still_works),
        cmocka_unit_test(an_old_fix_is_looked_at_again),
        cmocka_unit_test(a_plan_says_how_long),
    };
    return cmocka_run_group_tests_name("act", tests, NULL, NULL);
}
