#include "tests/near.h"

#include <stdlib.h>

#include "base/date.h"
#include "signal/signal.h"
#include "tests/store/small.h"

/* Sixty accounts in three regions and two segments, eighty weeks from Monday 1 January 2024.  What happens is decided by
 * two rounds of a square modulo 65521 of account i and week w, % 100: as binomial chance week by week, the same on every engine. */
enum { ACCOUNTS = 60, WEEKS = 80, STEP = 50 };
#define H0 "((CAST(a.i AS BIGINT) * 7919 + CAST(w.w AS BIGINT) * 104729) % 65521)"
#define H1 "((" H0 " * " H0 " + 12345 * " H0 " + 7) % 65521)"
#define CHANCE "((" H1 " * " H1 " + 777 * " H1 " + 31) % 65521) % 100"
#define FROM_ALL "FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w)"
#define WEEK "DATE '2024-01-01' + 7 * CAST(w.w AS INTEGER)"

static const char accounts[] =
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_account SELECT i, 'A', NULL, CASE WHEN i % 2 = 0 THEN 'Core' ELSE 'Small' END,"
    "  CASE WHEN i <= 20 THEN 'North' WHEN i <= 40 THEN 'South' ELSE 'East' END, 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 60) AS g(i);";

/* One promise an account and week; `late` is the chance, in hundredths, that it comes a week late. */
#define DELIVERIES(late) "INSERT INTO f_delivery SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'D', 'O', " WEEK " + 2, NULL," \
    " " WEEK " + CASE WHEN " CHANCE " < (" late ") THEN 9 ELSE 2 END, 1, 'EUR', NULL, NULL " FROM_ALL ";"
#define TICKETS(where) "INSERT INTO f_ticket SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'T', CAST(" WEEK " AS TIMESTAMP), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL," \
    " NULL, NULL, NULL, NULL, NULL " FROM_ALL " WHERE " CHANCE " < 40 AND (" where ");"
#define LIVES(where) "INSERT INTO d_usage_week SELECT a.i, " WEEK ", 5, 1 " FROM_ALL " WHERE " where ";"

static SignalResult run_on(Small *b, SmallWhere where, const char *rows)
{
    SignalResult r;
    small_open(b, where);
    small_sql(b, accounts);
    small_sql(b, rows);
    small_must(b, store_put_summary_int(b->s, "as_of", day_of_civil((Civil){ 2024, 1, 1 }) + 7 * WEEKS - 1, &b->err));
    small_must(b, signal_run(b->s, &r, &b->err));
    return r;
}

static SignalResult run(Small *b, const char *rows) { return run_on(b, SMALL_MEMORY, rows); }

#define TOLD "SELECT s.measure, s.dimension, s.value, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id ORDER BY g.signal_id"

static void a_step_in_one_region_is_told_once_and_its_shadow_not(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, DELIVERIES("CASE WHEN a.i <= 20 AND w.w >= 50 THEN 45 ELSE 8 END"));
    assert_string_equal(small_rows(&b, TOLD), "late|region|North|rise");
    assert_int_equal(r.signals, 1);
    assert_int_equal(r.streams, 1 + 3 + 2); /* the whole and the segments were looked at too */
    /* The week planted, give or take one; seen after it, within two months. */
    int64_t at = small_int(&b, "SELECT CAST(\"at\" - DATE '2024-01-01' AS BIGINT) FROM d_signal"), seen = small_int(&b, "SELECT CAST(detected_at - \"at\" AS BIGINT) FROM d_signal");
    assert_in_range(at, 7 * (STEP - 1), 7 * (STEP + 1));
    assert_in_range(seen, 6, 60);
    assert_string_equal(small_rows(&b, "SELECT low <= 0.37 AND high >= 0.37 AND low > 0 AND abs(size - (after - before)) < 1e-9, q <= 0.05, n, accounts FROM d_signal"),
                        "true|true|1600|20");
    small_close(&b);
}

static void a_step_everywhere_is_told_of_the_whole(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, DELIVERIES("CASE WHEN w.w >= 50 THEN 8 ELSE 45 END"));
    assert_string_equal(small_rows(&b, TOLD), "late|all||fall");
    small_close(&b);
}

static void nothing_is_told_where_nothing_changed(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, DELIVERIES("20") TICKETS("TRUE") LIVES("TRUE"));
    assert_string_equal(small_rows(&b, TOLD), "");
    /* Late and tickets six each; no reply at all is one stream, not six alike; use, which is as even as the slices, three. */
    assert_int_equal(r.streams, 16);
    small_close(&b);
}

/* Half of the accounts fall silent in week 40.  Only where they are still there is that a fall. */
static void accounts_that_leave_do_not_look_like_a_fall(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, TICKETS("a.i % 4 < 2 OR w.w < 40") LIVES("a.i % 4 < 2 OR w.w < 40"));
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_string_equal(small_rows(&b, "SELECT w.n FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id"
        " WHERE s.measure = 'tickets' AND s.dimension = 'all' AND w.week IN (DATE '2024-01-01', DATE '2025-07-07') ORDER BY w.week"), "60\n30");
    small_close(&b);
    (void)run(&b, TICKETS("a.i % 4 < 2 OR w.w < 40") LIVES("TRUE"));
    assert_string_equal(small_rows(&b, TOLD), "tickets|all||fall");
    small_close(&b);
}

/* Customers are known for eighty weeks, the desk's export begins in week 40: that is no rise.  A type of ticket that begins later than the export is one. */
static void where_an_export_begins_is_no_rise(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, TICKETS("w.w >= 40") LIVES("TRUE"));
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_string_equal(small_rows(&b, "SELECT w.n FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id"
        " WHERE s.measure = 'tickets' AND s.dimension = 'all' AND w.week IN (DATE '2024-09-30', DATE '2024-10-07', DATE '2024-10-14') ORDER BY w.week"), "0\n0\n60");
    small_close(&b);
    (void)run(&b, TICKETS("w.w >= 20") LIVES("TRUE") "UPDATE f_ticket SET type = CASE WHEN CAST(created_at AS DATE) >= DATE '2024-12-16' AND key_hash % 3 = 0 THEN 'outage' ELSE 'question' END;");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT s.measure, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE s.name LIKE '%outage%' ORDER BY s.measure"), "ticket_kind|rise");
    small_close(&b);
}

/* Tickets of sixty accounts, every third one's of "Second line", most by mail; from week 50 on that team's come twice as often.  What a customer writes in a ticket is its team's too. */
static void what_a_team_gets_is_told_of_the_team(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, LIVES("TRUE")
        "INSERT INTO f_ticket SELECT 1, a.i * 1000 + w.w, 1, 1, a.i * 1000 + w.w, a.i, NULL, CAST(a.i * 1000 + w.w AS TEXT), CAST(" WEEK " AS TIMESTAMP), NULL, NULL, NULL, NULL, NULL, NULL, 'question', NULL,"
        " NULL, NULL, NULL, NULL, NULL " FROM_ALL " WHERE " CHANCE " < CASE WHEN a.i % 3 = 0 AND w.w >= 50 THEN 60 ELSE 25 END;"
        "INSERT INTO f_field (source_id, key_hash, row_hash, file_id, line, ext_id, about, about_id, field, value) SELECT t.source_id, t.key_hash, 1, 1, t.line, 'F', 'ticket', t.ext_id, 'Group',"
        " CASE WHEN t.alias_id % 3 = 0 THEN 'Second line' WHEN t.alias_id % 3 = 1 THEN 'Billing' ELSE 'First line' END FROM f_ticket AS t;"
        "INSERT INTO f_field (source_id, key_hash, row_hash, file_id, line, ext_id, about, about_id, field, value) SELECT t.source_id, 1000000 + t.key_hash, 1, 1, t.line, 'G', 'ticket', t.ext_id, 'channel',"
        " CASE WHEN t.alias_id % 5 = 0 THEN 'phone' ELSE 'mail' END FROM f_ticket AS t;"
        /* What says less is not asked where something better is known. */
        "INSERT INTO f_field (source_id, key_hash, row_hash, file_id, line, ext_id, about, about_id, field, value) SELECT t.source_id, 2000000 + t.key_hash, 1, 1, t.line, 'S', 'ticket', t.ext_id, 'Source', 'Zzz' FROM f_ticket AS t;"
        "INSERT INTO d_theme VALUES (1, 'late again', 'late', 1, 1, 1, -0.5, 1);"
        "INSERT INTO d_comment SELECT t.alias_id, t.line, NULL, t.created_at, 'ticket', 'en', 'late again', NULL, -0.5, 1, t.line FROM f_ticket AS t;"
        "INSERT INTO d_code SELECT account_id, comment_id, 1, 'theme', 1, 0, 4, 1 FROM d_comment;");
    assert_true(r.signals >= 1);
    assert_string_equal(small_rows(&b, "SELECT DISTINCT s.dimension, s.value, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE s.measure = 'tickets' AND s.dimension = 'unit'"), "unit|Second line|rise");
    assert_string_equal(small_rows(&b, "SELECT measure, dimension, value FROM d_stream WHERE dimension IN ('unit', 'touchpoint') ORDER BY measure, dimension, value"),
        "sentiment|unit|Billing\nsentiment|unit|First line\nsentiment|unit|Second line\ntheme|unit|Billing\ntheme|unit|First line\ntheme|unit|Second line\n"
        "ticket_kind|touchpoint|mail\nticket_kind|touchpoint|phone\nticket_kind|unit|Billing\nticket_kind|unit|First line\nticket_kind|unit|Second line\n"
        "tickets|touchpoint|mail\ntickets|touchpoint|phone\ntickets|unit|Billing\ntickets|unit|First line\ntickets|unit|Second line");
    /* Each ticket is counted once under its team, as in the whole. */
    assert_string_equal(small_rows(&b, "SELECT u.x = t.x FROM (SELECT CAST(sum(x) AS BIGINT) AS x FROM d_account_week WHERE measure = 'tickets' AND unit <> '') AS u,"
        " (SELECT CAST(sum(x) AS BIGINT) AS x FROM d_account_week WHERE measure = 'tickets' AND unit = '' AND touchpoint = '') AS t"), "true");
    small_close(&b);
}

static void a_product_is_every_contract_in_force(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, LIVES("TRUE")
        "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, plan, start_date, end_date) VALUES"
        " (1, 1, 1, 1, 1, 1, 'a', 'Pumps', DATE '2024-01-01', NULL), (1, 2, 1, 1, 2, 1, 'b', 'Valves', DATE '2024-06-01', DATE '2026-01-01'), (1, 3, 1, 1, 3, 1, 'c', 'Hoses', DATE '2023-01-01', DATE '2024-01-01'),"
        " (1, 4, 1, 1, 4, 2, 'd', 'Pumps', DATE '2023-01-01', DATE '2024-01-01'), (1, 5, 1, 1, 5, 1, 'e', 'Pumps', DATE '2024-02-01', NULL);");
    assert_string_equal(small_rows(&b, "SELECT account_id, value FROM d_slice WHERE dimension = 'product' ORDER BY account_id, value"), "1|Pumps\n1|Valves\n2|Pumps");
    small_close(&b);
}

static void fewer_than_sixteen_weeks_and_an_empty_book_say_nothing(void **state)
{
    Small b;
    (void)state;
    SignalResult r = run(&b, "SELECT 1;");
    assert_true(r.streams == 0 && r.signals == 0);
    small_close(&b);
    r = run(&b, "INSERT INTO f_delivery SELECT 1, w.w, 1, 1, 1, 1, NULL, 'D', 'O', " WEEK ", NULL, " WEEK ", 1, 'EUR', NULL, NULL FROM generate_series(65, 79) AS w(w);");
    assert_true(r.streams == 0 && r.signals == 0);
    small_close(&b);
}

/* One week in which half of all comes late, among weeks of one in twelve. */
static void a_single_bad_week_is_a_spike_and_no_step(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, DELIVERIES("CASE WHEN w.w = 60 THEN 50 ELSE 8 END"));
    assert_string_equal(small_rows(&b, TOLD), "late|all||rise");
    assert_string_equal(small_rows(&b, "SELECT m.shape, g.\"at\" - DATE '2024-01-01', g.detected_at - g.\"at\", m.at_low = g.\"at\" AND m.at_high = g.\"at\", g.low > 0.2 AND g.high < 0.7 FROM d_signal AS g"
        " JOIN d_signal_more AS m ON m.signal_id = g.signal_id"), "spike|420|6|true|true");
    small_close(&b);
}

/* From 5 in 100 to 60 in 100 along a straight line of a year and a half. */
static void a_slow_slide_is_told_as_a_drift(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, DELIVERIES("5 + w.w * 55 / 80"));
    assert_string_equal(small_rows(&b, "SELECT DISTINCT m.shape, g.kind FROM d_signal AS g JOIN d_signal_more AS m ON m.signal_id = g.signal_id"), "drift|rise");
    small_close(&b);
}

/* A depot that serves one region says the same as the region and is no stream of its own; one that serves two is. */
static void a_depot_is_a_stream_unless_it_is_a_region(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, DELIVERIES("8") "UPDATE f_delivery SET site = CASE WHEN alias_id <= 20 THEN 'Lille' WHEN alias_id % 3 = 0 THEN 'Kiel' ELSE 'Linz' END;");
    assert_string_equal(small_rows(&b, "SELECT value FROM d_stream WHERE dimension = 'unit' ORDER BY value"), "Kiel\nLinz");
    small_close(&b);
}

static const char rich[] =
    DELIVERIES("CASE WHEN a.i <= 20 AND w.w >= 50 THEN 45 ELSE 8 END")
        "INSERT INTO f_invoice SELECT 1, i, 1, 1, 1, i, NULL, 'I', 'N', DATE '2025-05-01', NULL, NULL, 1000, CASE WHEN i = 1 THEN 'USD' ELSE 'EUR' END, NULL FROM generate_series(1, 60) AS g(i);"
        "INSERT INTO d_theme VALUES (1, 'late again', 'late', 1, 1, 1, -0.5, 1), (2, 'nice', 'nice', 1, 1, 0, 0.5, 1);"
        "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'ticket', 'en', 'late again', NULL, -0.5 - a.i * 0.001, 1, 1 " FROM_ALL " WHERE " CHANCE " < CASE WHEN a.i <= 20 AND w.w >= 51 THEN 45 ELSE 8 END;"
        "INSERT INTO d_code SELECT account_id, comment_id, 1, 'theme', 1, 0, 4, sentiment FROM d_comment;";

/* Every account says something mildly good every week; one says two thousand times in one week how bad it is. */
static void what_is_said_again_is_one_voice(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'survey', 'en', 'fine', NULL, 0.2 + (" CHANCE ") * 0.001, 1, 1 " FROM_ALL ";"
                  "INSERT INTO d_comment SELECT 1, 100000 + i, NULL, TIMESTAMP '2025-02-24 00:00:00', 'survey', 'en', 'awful', NULL, -0.9, 1, 1 FROM generate_series(1, 2000) AS g(i);"
                  "INSERT INTO d_repeat SELECT 1, 100000 + i, 'same', 1, 100001, 1, TRUE FROM generate_series(2, 2000) AS g(i);");
    assert_string_equal(small_rows(&b, "SELECT w.n FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id"
        " WHERE s.measure = 'sentiment' AND s.dimension = 'all' AND w.week IN (DATE '2025-02-17', DATE '2025-02-24') ORDER BY w.week"), "60\n61");
    assert_string_equal(small_rows(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id"
        " WHERE s.measure = 'sentiment' AND w.n > 62"), "0");
    small_close(&b);
}

/* Comments say good things of the whole; where they speak of the first theme they are mild until week 50 and bitter after, those of every seventh account unclear. */
static void a_theme_is_felt_where_it_is_spoken_of(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, "INSERT INTO d_theme VALUES (1, 'parts', 'parts', 1, 1, 1, -0.5, 1), (2, 'people', 'people', 1, 1, 0, 0.5, 1);"
                  "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'survey', 'en', 'parts and people', NULL, 0.9 - a.i * 0.001, 1, 1 " FROM_ALL ";"
                  "INSERT INTO d_code SELECT a.i, a.i * 100 + w.w, 1, 'theme', 1, 0, 5, CASE WHEN a.i % 7 = 0 THEN NULL ELSE CASE WHEN w.w >= 50 THEN -0.5 ELSE 0.2 END + (" CHANCE ") * 0.001 - a.i * 0.002 END " FROM_ALL ";"
                  "INSERT INTO d_code SELECT a.i, a.i * 100 + w.w, 2, 'theme', 1, 6, 9, 0 " FROM_ALL " WHERE a.i = 1;"
                  "INSERT INTO d_code SELECT a.i, a.i * 100 + w.w, 3, 'theme', 2, 10, 16, 0.4 + (" CHANCE ") * 0.001 " FROM_ALL ";");
    /* 52 of 60 are clear, one of them in two places: half of what the first says. */
    assert_string_equal(small_rows(&b, "SELECT CAST(count(*) AS BIGINT), CAST(min(n) AS BIGINT), CAST(max(n) AS BIGINT) FROM d_account_week WHERE measure = 'theme_sentiment' AND item = '1' AND week = DATE '2025-06-02'"), "52|1|1");
    assert_string_equal(small_rows(&b, "SELECT round(CAST(w.x AS DOUBLE PRECISION) / 1000, 2) = round(k.value / 2, 2) FROM d_account_week AS w JOIN d_code AS k ON k.account_id = 1 AND k.comment_id = 100 AND k.seq = 1"
        " WHERE w.measure = 'theme_sentiment' AND w.item = '1' AND w.account_id = 1 AND w.week = DATE '2024-01-01'"), "true");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT s.measure, i.item, g.kind FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id JOIN d_stream_item AS i ON i.stream_id = g.stream_id"), "theme_sentiment|1|fall");
    /* The bitterest of its mentions of the theme, though of the whole comment others say less good. */
    assert_string_equal(small_rows(&b, "SELECT CAST(count(*) AS BIGINT), CAST(sum(CASE WHEN q.account_id % 7 = 0 THEN 1 ELSE 0 END) AS BIGINT) FROM d_signal_quote AS q"), "3|0");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT q.account_id > 50 FROM d_signal_quote AS q"), "true");
    small_close(&b);
}

/* Who shows it, what they pay, what they say, and what moved with it. */
static void a_signal_names_accounts_money_quotes_and_companions(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, rich);
    assert_string_equal(small_rows(&b, "SELECT s.name, m.shape, m.affected, m.revenue FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id"
        " JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE s.measure = 'late'"), "Deliveries late, North|step|20|19000");
    assert_string_equal(small_rows(&b, "SELECT CAST(count(*) AS BIGINT), min(q.account_id), max(q.account_id) FROM d_signal_quote AS q JOIN d_signal AS g ON g.signal_id = q.signal_id"
        " JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE s.measure = 'late'"), "3|18|20");
    assert_string_equal(small_rows(&b, "SELECT o.measure, o.item, w.correlation > 0.5, w.lag_weeks FROM d_signal_with AS w JOIN d_signal AS g ON g.signal_id = w.signal_id"
        " JOIN d_stream_item AS i ON i.stream_id = w.stream_id JOIN d_stream AS s ON s.stream_id = g.stream_id"
        " JOIN (SELECT t.stream_id, t.measure, i2.item FROM d_stream AS t JOIN d_stream_item AS i2 ON i2.stream_id = t.stream_id) AS o ON o.stream_id = w.stream_id"
        " WHERE s.measure = 'late' AND w.rank = 1"), "theme|1|true|0");
    small_close(&b);
}

/* One person an account, asked in both halves; the second half's answers of segment Small are three lower, and the rated item's of one in two likewise. */
#define SCORED \
    "INSERT INTO d_contact (account_id, contact_id, name, role) SELECT i, i, 'P', '' FROM generate_series(1, 60) AS g(i); UPDATE d_alias SET contact_id = alias_id;" \
    "INSERT INTO f_response SELECT 1, a.i * 10 + h.h, 1, 2, a.i * 10 + h.h, a.i, NULL, 'R' || a.i || h.h, CASE WHEN h.h = 0 THEN TIMESTAMP '2024-10-10 10:00:00' ELSE TIMESTAMP '2025-03-10 10:00:00' END, NULL, TRUE," \
    "  8 - CASE WHEN h.h = 1 AND a.i % 2 = 1 THEN 3 ELSE 0 END, NULL, NULL, NULL FROM generate_series(1, 60) AS a(i), generate_series(0, 1) AS h(h);" \
    "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, response_id, question, label, number, answered_at)" \
    " SELECT 1, a.i * 10 + h.h, 1, 1, a.i * 10 + h.h, a.i, 'A', 'R' || a.i || h.h, 'Q1', 'How fast are we?', 4 - h.h * (a.i % 2), CASE WHEN h.h = 0 THEN TIMESTAMP '2024-10-10 10:00:00' ELSE TIMESTAMP '2025-03-10 10:00:00' END" \
    " FROM generate_series(1, 60) AS a(i), generate_series(0, 1) AS h(h);"

/* By hand: from 8 to 6.5 in the whole, of which the same people changed all; -3 in Small, 0 in Core, -1.5 in each region; the item -0.5.  All answered, so no bound is away. */
static void a_score_is_explained_by_day_slice_and_item(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, SCORED);
    assert_string_equal(small_rows(&b, "SELECT c.score, c.label, c.dimension, c.slice, round(c.after - c.before, 6), round(p.value, 6), c.answered_after, c.asked, round(c.worst_low, 6), round(c.near_high, 6) FROM d_score_change AS c"
        " JOIN d_score_part AS p ON p.change_id = c.change_id AND p.part = 'real' WHERE c.since = DATE '2025-01-13' ORDER BY c.change_id"),
        "nps||all||-1.5|-1.5|60|60|-1.5|-1.5\nnps||segment|Small|-3|-3|30|30|-3|-3\nnps||segment|Core|0|0|30|30|0|0\nnps||region|North|-1.5|-1.5|20|20|-1.5|-1.5\nnps||region|South|-1.5|-1.5|20|20|-1.5|-1.5\n"
        "nps||region|East|-1.5|-1.5|20|20|-1.5|-1.5\nrating|How fast are we?|all||-0.5|-0.5|60|60|-0.5|-0.5\nrating|How fast are we?|segment|Small|-1|-1|30|30|-1|-1\nrating|How fast are we?|segment|Core|0|0|30|30|0|0\n"
        "rating|How fast are we?|region|North|-0.5|-0.5|20|20|-0.5|-0.5\nrating|How fast are we?|region|South|-0.5|-0.5|20|20|-0.5|-0.5\nrating|How fast are we?|region|East|-0.5|-0.5|20|20|-0.5|-0.5");
    /* Of the quarters' first days those that have both answers within half a year before and after. */
    assert_string_equal(small_rows(&b, "SELECT since, round(after - before, 6) FROM d_score_change WHERE score = 'nps' AND dimension = 'all' ORDER BY since"), "2025-01-01|-1.5\n2025-01-13|-1.5");
    /* Parts add up, of every one. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_score_change AS c WHERE abs(c.after - c.before - (SELECT sum(p.value) FROM d_score_part AS p WHERE p.change_id = c.change_id)) > 1e-9"), 0);
    small_close(&b);
}

/* Account 1 wrote every week and has not for thirteen; 2 wrote seven times, long apart; 3 is like 1 and left. */
static void an_account_that_always_spoke_and_does_not_is_told(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, "INSERT INTO f_ticket SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'T', CAST(" WEEK " AS TIMESTAMP), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
        " NULL, NULL, NULL, NULL, NULL " FROM_ALL " WHERE a.i <= 3 AND w.w < 67 AND (a.i <> 2 OR w.w % 10 = 0) AND (a.i <> 3 OR w.w < 40);"
        "INSERT INTO d_usage_week SELECT a.i, " WEEK ", 5, 1 " FROM_ALL " WHERE a.i <= 3 AND (a.i <> 3 OR w.w < 40);");
    assert_string_equal(small_rows(&b, "SELECT account_id, what, last_day, days, usual, q < 0.01 FROM d_silence"), "1|speaks|2025-04-07|67|7|true");
    small_close(&b);
}

/* A word in capitals, in small letters, and with its dots apart is one word, whatever the alphabet. */
static void a_word_is_one_in_capitals_and_with_accents(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'ticket', 'de',"
        " CASE WHEN w.w >= 74 AND a.i <= 20 THEN CASE a.i % 4 WHEN 0 THEN 'ÖLTANK УТЕЧКА' WHEN 1 THEN 'öltank утечка' WHEN 2 THEN 'Öltank Утечка' ELSE 'O' || chr(776) || 'ltank Утечка' END ELSE 'ist da' END, NULL, NULL, 1, 1 " FROM_ALL ";");
    assert_string_equal(small_rows(&b, "SELECT word, said, spoke FROM d_word WHERE kind = 'new' ORDER BY word"), "öltank|20|60\nутечка|20|60");
    small_close(&b);
}

/* Ten words all the time; from week 74 on twenty accounts name a new part, and an old product is named no more. */
static void new_words_and_gone_ones_are_told_with_a_comment(void **state)
{
    Small b;
    (void)state;
    (void)run(&b, "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'ticket', 'en',"
        " CASE WHEN w.w >= 74 AND a.i <= 20 THEN 'our Gearbox is late' WHEN w.w < 72 AND a.i % 3 = 0 THEN 'the Spindle is late' ELSE 'it is late' END, NULL, NULL, 1, 1 " FROM_ALL ";");
    assert_string_equal(small_rows(&b, "SELECT w.word, w.kind, w.said, w.spoke, w.said_before, w.q < 0.01, c.text FROM d_word AS w JOIN d_comment AS c ON c.account_id = w.account_id AND c.comment_id = w.comment_id ORDER BY w.kind, w.word"),
        "spindle|gone|0|60|140|true|the Spindle is late\nthe|gone|0|60|140|true|the Spindle is late\ngearbox|new|20|60|0|true|our Gearbox is late\nour|new|20|60|0|true|our Gearbox is late");
    small_close(&b);
}

/* One text on two engines: every derived row of the stage, statistics to nine digits by way of their text. */
static void the_server_tells_what_the_file_tells(void **state)
{
    static const char *const select[] = {
        "SELECT stream_id, name, measure, dimension, value FROM d_stream ORDER BY stream_id",
        "SELECT stream_id, week, x, n FROM d_stream_week ORDER BY stream_id, week",
        "SELECT signal_id, stream_id, kind, \"at\", detected_at, CAST(round(size * 1000000) AS BIGINT) AS size, n, accounts FROM d_signal ORDER BY signal_id",
        "SELECT signal_id, shape, at_low, at_high, affected, revenue FROM d_signal_more ORDER BY signal_id",
        "SELECT signal_id, rank, account_id, comment_id FROM d_signal_quote ORDER BY signal_id, rank",
        "SELECT signal_id, rank, stream_id, lag_weeks FROM d_signal_with ORDER BY signal_id, rank",
        "SELECT account_id, signal_id, x, n, revenue FROM d_signal_account ORDER BY account_id, signal_id",
        "SELECT word, kind, said, said_before FROM d_word ORDER BY said, md5(word)",
    };
    Small file, server;
    (void)state;
    (void)run_on(&server, SMALL_SERVER, rich);
    (void)run(&file, rich);
    for (size_t i = 0; i < COUNT_OF(select); i++)
        assert_string_equal(small_rows(&server, select[i]), small_rows(&file, select[i]));
    small_close(&server);
    small_close(&file);
}

static void running_again_tells_the_same(void **state)
{
    Small b;
    SignalResult r;
    (void)state;
    (void)run(&b, DELIVERIES("CASE WHEN a.i <= 20 AND w.w >= 50 THEN 45 ELSE 8 END"));
    const char *all = "SELECT * FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id", *before = small_rows(&b, all);
    small_must(&b, signal_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, all), before);
    small_close(&b);
}

/* Streams by name, so that "late" comes before "tickets" however they are numbered. */
static void a_measure_that_appears_leaves_the_ids_of_the_others(void **state)
{
    static const SmallWhere where[] = { SMALL_MEMORY, SMALL_SERVER };
    const char *of_tickets = "SELECT stream_id, measure, dimension, value FROM d_stream WHERE measure <> 'late' ORDER BY stream_id";
    (void)state;
    for (size_t k = 0; k < COUNT_OF(where); k++) {
        Small b;
        SignalResult r;
        if (where[k] == SMALL_SERVER && !getenv("TL_PG"))
            continue;
        (void)run_on(&b, where[k], TICKETS("TRUE"));
        const char *before = small_rows(&b, of_tickets);
        int64_t n = small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_stream");
        assert_true(n >= 6);
        assert_int_equal(small_int(&b, "SELECT max(stream_id) FROM d_stream"), n);
        small_sql(&b, DELIVERIES("8"));
        small_must(&b, signal_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, of_tickets), before);
        assert_int_equal(small_int(&b, "SELECT min(stream_id) FROM d_stream WHERE measure = 'late'"), n + 1);
        small_sql(&b, "DELETE FROM f_ticket");         /* gone, and back again */
        small_must(&b, signal_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, of_tickets), "");
        small_sql(&b, TICKETS("TRUE"));
        small_must(&b, signal_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, of_tickets), before);
        small_close(&b);
    }
}

/* A link to a signal means the same tomorrow: one that is stronger comes before it, it goes, and it comes back. */
static void a_signal_keeps_its_id(void **state)
{
    static const SmallWhere where[] = { SMALL_MEMORY, SMALL_SERVER };
    const char *late = "SELECT DISTINCT g.signal_id, s.name, g.kind, g.\"at\" FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id"
                       " JOIN d_signal_account AS a ON a.signal_id = g.signal_id JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE s.measure = 'late' ORDER BY 1";
    const char *others = "SELECT g.signal_id, s.name, g.kind, m.affected, (SELECT count(*) FROM d_signal_account AS a WHERE a.signal_id = g.signal_id) AS n"
                         " FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE s.measure <> 'late' ORDER BY 1";
    (void)state;
    for (size_t k = 0; k < COUNT_OF(where); k++) {
        Small b;
        SignalResult r;
        if (where[k] == SMALL_SERVER && !getenv("TL_PG"))
            continue;
        (void)run_on(&b, where[k], DELIVERIES("CASE WHEN w.w = 60 THEN 50 ELSE 8 END"));
        const char *before = small_rows(&b, late);
        assert_true(str_starts(str_of(before), STR("1|")));
        small_sql(&b, TICKETS("w.w >= 40 OR w.w % 4 = 0"));
        small_must(&b, signal_run(b.s, &r, &b.err));
        const char *tickets = small_rows(&b, others);
        assert_string_equal(small_rows(&b, late), before);
        assert_true(small_int(&b, "SELECT min(signal_id) FROM d_signal WHERE stream_id IN (SELECT stream_id FROM d_stream WHERE measure <> 'late')") >= 2);
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_signal_more AS m WHERE m.affected <> (SELECT count(*) FROM d_signal_account AS a WHERE a.signal_id = m.signal_id)"), 0);
        small_sql(&b, "DELETE FROM f_delivery");
        small_must(&b, signal_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, late), "");
        assert_string_equal(small_rows(&b, others), tickets);
        small_sql(&b, DELIVERIES("CASE WHEN w.w = 60 THEN 50 ELSE 8 END"));
        small_must(&b, signal_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, late), before);
        assert_string_equal(small_rows(&b, others), tickets);
        small_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_keeps_its_id),
        cmocka_unit_test(a_step_in_one_region_is_told_once_and_its_shadow_not),
        cmocka_unit_test(a_step_everywhere_is_told_of_the_whole),
        cmocka_unit_test(nothing_is_told_where_nothing_changed),
        cmocka_unit_test(accounts_that_leave_do_not_look_like_a_fall),
        cmocka_unit_test(where_an_export_begins_is_no_rise),
        cmocka_unit_test(what_a_team_gets_is_told_of_the_team),
        cmocka_unit_test(a_product_is_every_contract_in_force),
        cmocka_unit_test(fewer_than_sixteen_weeks_and_an_empty_book_say_nothing),
        cmocka_unit_test(a_single_bad_week_is_a_spike_and_no_step),
        cmocka_unit_test(a_slow_slide_is_told_as_a_drift),
        cmocka_unit_test(a_depot_is_a_stream_unless_it_is_a_region),
        cmocka_unit_test(what_is_said_again_is_one_voice),
        cmocka_unit_test(a_theme_is_felt_where_it_is_spoken_of),
        cmocka_unit_test(a_signal_names_accounts_money_quotes_and_companions),
        cmocka_unit_test(a_score_is_explained_by_day_slice_and_item),
        cmocka_unit_test(an_account_that_always_spoke_and_does_not_is_told),
        cmocka_unit_test(a_word_is_one_in_capitals_and_with_accents),
        cmocka_unit_test(new_words_and_gone_ones_are_told_with_a_comment),
        cmocka_unit_test(the_server_tells_what_the_file_tells),
        cmocka_unit_test(running_again_tells_the_same),
        cmocka_unit_test(a_measure_that_appears_leaves_the_ids_of_the_others),
    };
    return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
