/* Weeks that are not over, tested as they grow.  Oracles: planted bursts; whole runs within the week and after it; one
 * look beside many; the test itself has its own in tests/num/t_shape.c.  On DuckDB, and on PostgreSQL too when TL_PG names one. */
#include "tests/near.h"

#include "base/date.h"
#include "signal/signal.h"
#include "tests/store/small.h"

/* Sixty accounts in three regions, eighty weeks from Monday 1 January 2024, of which some speak of theme 1 each week: (7 i + 11 w) % 12 = 0,
 * five of sixty, in no order of regions; how they feel goes from -0.5 to -0.9, in no order either.  The eighty-first week, from 14 July 2025, runs. */
enum { WEEKS = 80 };
#define WEEK "DATE '2024-01-01' + 7 * CAST(w.w AS INTEGER)"
static const char book[] =
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_account SELECT i, 'A', NULL, CASE WHEN i % 2 = 0 THEN 'Core' ELSE 'Small' END,"
    "  CASE WHEN i <= 20 THEN 'North' WHEN i <= 40 THEN 'South' ELSE 'East' END, 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO f_invoice SELECT 1, i, 1, 1, 1, i, NULL, 'I', 'N', DATE '2025-05-01', NULL, NULL, 1000, 'EUR', NULL FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_usage_week SELECT a.i, " WEEK ", 5, 1 FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w);"
    "INSERT INTO d_theme VALUES (1, 'late again', 'late', 1, 1, 1, -0.5, 1);"
    "INSERT INTO d_comment SELECT a.i, a.i * 100 + w.w, NULL, CAST(" WEEK " AS TIMESTAMP), 'ticket', 'en', 'late again', NULL, -0.5 - ((a.i * 37 + w.w * 53) % 100) * 0.004, 1, 1"
    " FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w) WHERE (a.i * 7 + w.w * 11) % 12 = 0;"
    "INSERT INTO d_code SELECT account_id, comment_id, 1, 'theme', 1, 0, 4, 1 FROM d_comment;";

static void set_as_of(Small *b, int64_t day)
{
    small_must(b, store_put_summary_int(b->s, "as_of", day_of_civil((Civil){ 2024, 1, 1 }) + day, &b->err));
}

static void open_book(Small *b, SmallWhere where)
{
    SignalResult r;
    small_open(b, where);
    small_sql(b, book);
    set_as_of(b, 7 * WEEKS - 1);
    small_must(b, signal_run(b->s, &r, &b->err));
    assert_true(r.running == 0 && r.streams > 3);
}

/* Account `who` speaks of the theme on `day` of July 2025. */
static void speaks_so(Small *b, int who, int day, double feels)
{
    small_sql(b, str_fmt(&b->a, "INSERT INTO d_comment VALUES (%d, %d, NULL, TIMESTAMP '2025-07-%02d 09:00:00', 'ticket', 'en', 'late again', NULL, %.3f, 2, %d);"
                                "INSERT INTO d_code VALUES (%d, %d, 1, 'theme', 1, 0, 4, 1);", who, 90000 + who * 100 + day, day, feels, who, who, 90000 + who * 100 + day).p);
}

/* As it always feels. */
static void speaks(Small *b, int who, int day) { speaks_so(b, who, day, -0.5 - (who * 37 + day * 53) % 100 * 0.004); }

static SignalMore look(Small *b)
{
    SignalMore m;
    small_must(b, signal_more(b->s, &m, &b->err));
    return m;
}

#define TOLD "SELECT s.measure, s.dimension, s.value, g.kind, g.\"at\", g.detected_at, m.shape, m.affected, m.revenue FROM d_signal AS g" \
    " JOIN d_stream AS s ON s.stream_id = g.stream_id JOIN d_signal_more AS m ON m.signal_id = g.signal_id ORDER BY g.signal_id"

static void a_week_as_any_other_tells_nothing_and_leaves_nothing(void **state)
{
    Small b;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    const char *weeks = "SELECT stream_id, week, x, n FROM d_stream_week ORDER BY stream_id, week", *before = small_rows(&b, weeks);
    assert_int_equal(look(&b).looked, 0);                  /* nothing came in */
    for (int i = 0; i < 6; i++)
        speaks(&b, 1 + i * 10, 14 + i);
    SignalMore m = look(&b);
    assert_true(m.looked >= 4 && m.running == 0);
    assert_string_equal(small_rows(&b, TOLD), "");
    assert_string_equal(small_rows(&b, weeks), before);
    small_close(&b);
}

static void a_burst_is_told_while_the_week_runs(void **state)
{
    Small b;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    for (int i = 0; i < 15; i++)
        speaks(&b, 41 + i, 14 + i % 3);
    assert_int_equal(look(&b).running, 1);
    assert_string_equal(small_rows(&b, TOLD), "theme|region|East|rise|2025-07-14|2025-07-16|running|15|15000");
    assert_string_equal(small_rows(&b, "SELECT CAST(count(DISTINCT q.account_id) AS BIGINT), min(q.account_id) >= 41 FROM d_signal_quote AS q"), "3|true");
    /* The week is drawn where it is told, fifteen of twenty accounts so far. */
    assert_string_equal(small_rows(&b, "SELECT s.value, w.x, w.n FROM d_stream_week AS w JOIN d_stream AS s ON s.stream_id = w.stream_id WHERE w.week = DATE '2025-07-14'"), "East|15|20");
    assert_string_equal(small_rows(&b, "SELECT g.q <= 0.05, g.q > g.p, g.before < 0.2, g.low > 0 FROM d_signal AS g"), "true|true|true|true");
    /* They had said something else after all. */
    small_sql(&b, "UPDATE d_code SET kind = 'sentiment' WHERE comment_id >= 90000;");
    assert_int_equal(look(&b).running, 0);
    assert_string_equal(small_rows(&b, TOLD), "");
    small_close(&b);
}

static const char *const kept[] = {
    "SELECT signal_id, stream_id, kind, \"at\", detected_at, CAST(round(size * 1000000) AS BIGINT) AS size, n, accounts FROM d_signal ORDER BY signal_id",
    "SELECT signal_id, shape, at_low, at_high, affected, revenue FROM d_signal_more ORDER BY signal_id",
    "SELECT account_id, signal_id, x, n, revenue FROM d_signal_account ORDER BY account_id, signal_id",
    "SELECT signal_id, rank, account_id, comment_id FROM d_signal_quote ORDER BY signal_id, rank",
    "SELECT signal_id, rank, stream_id, lag_weeks FROM d_signal_with ORDER BY signal_id, rank",
    "SELECT stream_id, week, x, n FROM d_stream_week ORDER BY stream_id, week",
    "SELECT account_id, week, measure, item, touchpoint, x FROM d_account_week ORDER BY account_id, week, md5(measure), md5(item), md5(touchpoint)",
};

/* Looked at after each comment, or once: what stands in the book is the same, and what was told stays told. */
static void many_looks_end_as_one(SmallWhere where)
{
    Small many, once;
    int64_t told = 0;
    open_book(&many, where);
    open_book(&once, SMALL_MEMORY);
    for (int i = 0; i < 18; i++) {
        speaks(&many, 41 + i, 14 + i % 5);
        speaks(&once, 41 + i, 14 + i % 5);
        int64_t now = look(&many).running;
        assert_true(now >= told);
        told = now;
    }
    assert_int_equal(told, 1);
    assert_int_equal(look(&once).running, 1);
    for (size_t i = 0; i < COUNT_OF(kept); i++)
        assert_string_equal(small_rows(&many, kept[i]), small_rows(&once, kept[i]));
    small_close(&many);
    small_close(&once);
}

static void many_looks_end_as_one_on_duckdb(void **state)
{
    (void)state;
    many_looks_end_as_one(SMALL_MEMORY);
}

static void many_looks_end_as_one_on_postgres(void **state)
{
    (void)state;
    many_looks_end_as_one(SMALL_SERVER);
}

/* A whole run within the week says the same, to the ninth digit; the first one after it tells the rise among those of whole weeks. */
static void whole_runs_within_the_week_and_after_it_tell_it_too(void **state)
{
    Small b;
    SignalResult r;
    static const char figures[] = "SELECT s.name, g.kind, g.\"at\", CAST(round(-ln(g.p) * 1000000000) AS BIGINT) AS p, CAST(round(g.size * 1000000000) AS BIGINT) AS size FROM d_signal AS g"
                                  " JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE s.measure = 'theme' ORDER BY g.signal_id";
    (void)state;
    open_book(&b, SMALL_MEMORY);
    for (int i = 0; i < 15; i++)
        speaks(&b, 41 + i, 14 + i % 3);
    small_sql(&b, "INSERT INTO d_usage_week SELECT a.i, DATE '2025-07-14', 5, 1 FROM generate_series(1, 60) AS a(i);");
    assert_int_equal(look(&b).running, 1);
    const char *early = small_rows(&b, figures);
    set_as_of(&b, 7 * WEEKS + 2);                          /* a whole run on Wednesday */
    small_must(&b, signal_run(b.s, &r, &b.err));
    assert_true(r.running == 1 && r.signals == 0);
    assert_string_equal(small_rows(&b, figures), early);
    set_as_of(&b, 7 * WEEKS + 6);                          /* and on Sunday */
    small_must(&b, signal_run(b.s, &r, &b.err));
    assert_true(r.running == 0 && r.signals >= 1);         /* their use may be one now, since it waits for the week's end */
    /* By now two weeks at the new level can be a step; of East it is, and of this week or the one before. */
    assert_string_equal(small_rows(&b, "SELECT s.name, g.kind, g.\"at\" >= DATE '2025-07-07', m.shape <> 'running' FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id"
        " JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE s.measure = 'theme'"), "\"late again\", East|rise|true|true");
    small_close(&b);
}

/* A week's own things of the streams of one measure, as they stand in the book while it runs. */
#define TOLD_OF(measure) "SELECT s.dimension, s.value, g.kind, g.\"at\", g.detected_at, m.shape, g.n FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id" \
    " JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE s.measure = '" measure "' ORDER BY g.signal_id"

/* One delivery a week and account, one in twenty late; ratings of 6 to 9, two of three accounts a week. */
static const char more_book[] =
    "INSERT INTO f_delivery SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, NULL, 'D', 'O', " WEEK " + 1, NULL, " WEEK " + CASE WHEN (a.i * 7 + w.w * 11) % 20 = 0 THEN 6 ELSE 1 END, 1, 'EUR', NULL, NULL"
    " FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w);"
    "INSERT INTO f_response SELECT 1, 100000 + a.i * 1000 + w.w, 1, 1, 100000 + a.i * 1000 + w.w, a.i, NULL, 'R', CAST(" WEEK " AS TIMESTAMP), NULL, TRUE, 6 + (a.i * 13 + w.w * 7) % 4, NULL, NULL, NULL"
    " FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w) WHERE (a.i + w.w) % 3 <> 0;";

static void open_more(Small *b)
{
    SignalResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, book);
    small_sql(b, more_book);
    set_as_of(b, 7 * WEEKS - 1);
    small_must(b, signal_run(b->s, &r, &b->err));
    assert_int_equal(r.running, 0);
}

/* Deliveries promised on Tuesday to 30 accounts: while it is not known that they are late they do not count, then they are told, at each look alike. */
static void late_deliveries_are_told_when_they_are_known_to_be_late(void **state)
{
    Small b;
    (void)state;
    open_more(&b);
    small_sql(&b, "INSERT INTO f_delivery SELECT 1, 500000 + i, 1, 2, 500000 + i, i, NULL, 'D', 'O', DATE '2025-07-15', NULL, NULL, 1, 'EUR', NULL, NULL FROM generate_series(1, 30) AS g(i);");
    speaks(&b, 1, 15);
    assert_int_equal(look(&b).running, 0);
    assert_string_equal(small_rows(&b, TOLD_OF("late")), "");
    speaks(&b, 11, 20);                                    /* Sunday: nothing that was promised on Tuesday has come by Thursday */
    assert_true(look(&b).running >= 1);
    const char *told = small_rows(&b, TOLD_OF("late"));
    assert_true(strstr(told, "rise|2025-07-14|2025-07-20|running") && !strchr(told, '\n'));
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("late")), told);
    small_sql(&b, "UPDATE f_delivery SET delivered = DATE '2025-07-15' WHERE delivered IS NULL;");      /* they had come in time after all */
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("late")), "");
    small_close(&b);
}

/* Answers of 1 where 6 to 9 is usual: told while they come in, and not from answers as any other week has them. */
static void unhappy_answers_are_told_while_the_week_runs(void **state)
{
#define ANSWERS(from, to, score) "INSERT INTO f_response SELECT 1, 900000 + i, 1, 2, 900000 + i, i, NULL, 'R', TIMESTAMP '2025-07-16 10:00:00', NULL, TRUE, " score ", NULL, NULL, NULL FROM generate_series(" #from ", " #to ") AS g(i);"
    Small b;
    (void)state;
    open_more(&b);
    small_sql(&b, ANSWERS(1, 20, "6 + i % 4"));
    assert_true(look(&b).looked >= 1);
    assert_string_equal(small_rows(&b, TOLD_OF("nps")), "");
    small_sql(&b, ANSWERS(21, 40, "1"));
    assert_true(look(&b).running >= 1);
    assert_true(strstr(small_rows(&b, TOLD_OF("nps")), "fall|2025-07-14|2025-07-16|running|"));
    small_close(&b);
}

/* Forty uses a week and account, give or take twelve, on its five working days; use of the week that runs comes in day by day, from two sources. */
#define USES(from, to, day, much) "INSERT INTO f_event SELECT 1 + a.i % 2, 700000 + a.i * 10 + " #day ", 1, 2, 700000 + a.i * 10 + " #day ", a.i, NULL, NULL, 'open', TIMESTAMP '2025-07-14 08:00:00' + INTERVAL '1 day' * " #day ", " much \
    " FROM generate_series(" #from ", " #to ") AS a(i);"
static void open_used(Small *b)
{
    SignalResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, book);
    small_sql(b, "INSERT INTO f_event SELECT 1 + a.i % 2, a.i * 10000 + w.w * 10 + k.k, 1, 1, 1, a.i, NULL, NULL, 'open', CAST(" WEEK " + CAST(k.k AS INTEGER) AS TIMESTAMP), 8 + (a.i * 37 + w.w * 53 + k.k * 11) % 25 - 12"
                 " FROM generate_series(1, 60) AS a(i), generate_series(0, 79) AS w(w), generate_series(0, 4) AS k(k);"
                 "DELETE FROM d_usage_week; INSERT INTO d_usage_week SELECT alias_id, CAST(date_trunc('week', \"at\") AS DATE), CAST(sum(quantity) AS BIGINT), 1 FROM f_event GROUP BY alias_id, CAST(date_trunc('week', \"at\") AS DATE);");
    set_as_of(b, 7 * WEEKS - 1);
    small_must(b, signal_run(b->s, &r, &b->err));
    assert_int_equal(r.running, 0);
}

/* Two days at a fifth of what is usual: told on the third, when they are over; a young week with usual days tells nothing, nor one of which a source is missing. */
static void use_that_falls_is_told_of_the_days_that_are_over(void **state)
{
    Small b;
    (void)state;
    open_used(&b);
    small_sql(&b, USES(1, 60, 0, "8 + (a.i * 37) % 25 - 12"));
    small_sql(&b, USES(1, 60, 1, "8 + (a.i * 53) % 25 - 12"));
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("usage")), "");
    assert_string_equal(small_rows(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_stream_week WHERE week = DATE '2025-07-14'"), "0");      /* drawn where it is told */
    small_sql(&b, "DELETE FROM f_event WHERE file_id = 2;");
    small_sql(&b, USES(1, 60, 0, "2"));
    small_sql(&b, USES(1, 60, 1, "1"));
    small_sql(&b, "DELETE FROM f_event WHERE file_id = 2 AND source_id = 1;");
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("usage")), "");             /* the other source has told of no day of this week */
    small_sql(&b, "DELETE FROM f_event WHERE file_id = 2;");
    small_sql(&b, USES(1, 60, 0, "2"));
    small_sql(&b, USES(1, 60, 1, "1"));
    small_sql(&b, USES(1, 60, 2, "1"));
    assert_true(look(&b).running >= 1);
    const char *told = small_rows(&b, TOLD_OF("usage"));
    assert_true(strstr(told, "all||fall|2025-07-14|2025-07-15|running"));
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("usage")), told);
    small_close(&b);
}

/* One customer in two weeks is usual, and seven on Tuesday are not; nor are twenty bad marks of tickets where one in five is. */
static void customers_lost_and_tickets_disliked_are_told_while_the_week_runs(void **state)
{
    Small b;
    SignalResult r;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, book);
    small_sql(&b, "INSERT INTO f_churn (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, churn_date) SELECT 1, w.w, 1, 1, w.w, 1 + w.w % 60, 'C', " WEEK " FROM generate_series(0, 79) AS w(w) WHERE w.w % 2 = 0;"
                  "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at, satisfaction) SELECT 1, a.i * 1000 + w.w, 1, 1, 1, a.i, 'T', CAST(" WEEK " AS TIMESTAMP), CASE WHEN (a.i * a.i * 37 + w.w * w.w * 53 + a.i * w.w * 29) % 97 < 20 THEN 0 ELSE 1 END"
                  " FROM generate_series(1, 20) AS a(i), generate_series(0, 79) AS w(w);");
    set_as_of(&b, 7 * WEEKS - 1);
    small_must(&b, signal_run(b.s, &r, &b.err));
    assert_int_equal(r.running, 0);
    small_sql(&b, "INSERT INTO f_churn (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, churn_date) SELECT 1, 900 + i, 1, 2, i, i, 'C', DATE '2025-07-15' FROM generate_series(1, 1) AS g(i);");
    speaks(&b, 1, 15);
    look(&b);
    assert_string_equal(small_rows(&b, TOLD_OF("churn")), "");
    small_sql(&b, "INSERT INTO f_churn (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, churn_date) SELECT 1, 900 + i, 1, 2, i, i, 'C', DATE '2025-07-15' FROM generate_series(2, 7) AS g(i);"
                  "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, created_at, satisfaction) SELECT 1, 99000 + i, 1, 2, i, i, 'T', TIMESTAMP '2025-07-15 09:00:00', 0 FROM generate_series(1, 20) AS g(i);");
    look(&b);
    assert_true(strstr(small_rows(&b, TOLD_OF("churn")), "|rise|2025-07-14|2025-07-15|running|"));
    assert_true(strstr(small_rows(&b, TOLD_OF("ticket_csat")), "|fall|2025-07-14|2025-07-15|running|"));
    small_close(&b);
}

/* A clock that is wrong by years makes no week that runs. */
static void days_far_ahead_wait(void **state)
{
    Small b;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    small_sql(&b, "INSERT INTO d_comment SELECT i, 95000 + i, NULL, TIMESTAMP '2062-01-02 09:00:00', 'ticket', 'en', 'late again', NULL, -0.6, 2, i FROM generate_series(41, 60) AS g(i);"
                  "INSERT INTO d_code SELECT account_id, comment_id, 1, 'theme', 1, 0, 4, 1 FROM d_comment WHERE comment_id > 95000;");
    SignalMore m = look(&b);
    assert_true(m.looked == 0 && m.running == 0);
    small_close(&b);
}

static void without_a_whole_run_there_is_nothing_to_compare_with(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    SignalMore m = look(&b);
    assert_true(m.looked == 0 && m.running == 0);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_as_any_other_tells_nothing_and_leaves_nothing),
        cmocka_unit_test(a_burst_is_told_while_the_week_runs),
        cmocka_unit_test(many_looks_end_as_one_on_duckdb),
        cmocka_unit_test(many_looks_end_as_one_on_postgres),
        cmocka_unit_test(whole_runs_within_the_week_and_after_it_tell_it_too),
        cmocka_unit_test(late_deliveries_are_told_when_they_are_known_to_be_late),
        cmocka_unit_test(unhappy_answers_are_told_while_the_week_runs),
        cmocka_unit_test(use_that_falls_is_told_of_the_days_that_are_over),
        cmocka_unit_test(customers_lost_and_tickets_disliked_are_told_while_the_week_runs),
        cmocka_unit_test(days_far_ahead_wait),
        cmocka_unit_test(without_a_whole_run_there_is_nothing_to_compare_with),
    };
    return cmocka_run_group_tests_name("running", tests, NULL, NULL);
}
