/* Word of mouth.  Oracle: a book counted by hand, and books with planted rates over twenty seeds.  On DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <math.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "link/link.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/store/small.h"

static SmallWhere place;

enum { AS_OF = 20361, SEEDS = 20, COMPANIES = 150 };   /* 30 September 2025 */

static const char items[] = "INSERT INTO d_mouth_item VALUES ('Q5', 'How many told?', 'recommended'), ('Q6', '', 'warned'), ('Q7', 'Have you recommended us?', 'recommended');";

/* 24 accounts of one person each, who answered on 4 December 2024 (300 days before): eight promoters told 2, eight passives 1, eight detractors none; all but the promoters warned one.
 * Account 1 had answered 40 an hour before: the last answer counts.  Account 2 says yes to Q7 beside its 2, account 17 no. */
static const char heard[] =
    "INSERT INTO d_account SELECT g.i, 'A' || g.i, NULL, 'Core', 'South', 'DE', '', NULL, DATE '2022-01-01', FALSE, 1 FROM generate_series(1, 24) AS g(i);"
    "INSERT INTO alias SELECT g.i, 3, 'ext' || g.i, 'A' || g.i || ' Ltd', '', '', '', '', '', 3, g.i FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_alias SELECT g.i, g.i, g.i, 1, 'id' FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) SELECT 5, g.i, g.i, 5, g.i, g.i, 'r' || g.i, TIMESTAMP '2024-12-04 09:00:00', TRUE,"
    " CASE WHEN g.i <= 8 THEN 10 WHEN g.i <= 16 THEN 8 ELSE 4 END FROM generate_series(1, 24) AS g(i);"
    "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number) SELECT 5, 1000 + g.i, g.i, 5, g.i, g.i, 'r' || g.i, 'Q5', 'How many told?',"
    " CASE WHEN g.i <= 8 THEN 2 WHEN g.i <= 16 THEN 1 ELSE 0 END FROM generate_series(1, 24) AS g(i);"
    "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number) SELECT 5, 2000 + g.i, g.i, 5, g.i, g.i, 'r' || g.i, 'Q6', NULL,"
    " CASE WHEN g.i <= 8 THEN 0 ELSE 1 END FROM generate_series(1, 24) AS g(i);"
    "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) VALUES (5, 91, 91, 5, 91, 1, 'r91', TIMESTAMP '2024-12-04 08:00:00', TRUE, 10);"
    "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number, text) VALUES (5, 3091, 1, 5, 91, 1, 'r91', 'Q5', 'How many told?', 40, NULL),"
    " (5, 3002, 1, 5, 2, 2, 'r2', 'Q7', 'Have you recommended us?', NULL, 'Yes'), (5, 3017, 1, 5, 17, 17, 'r17', 'Q7', 'Have you recommended us?', NULL, ' no ');";

/* 30 new customers of 2 May 2025: 12 name who sent them (one of them by name), 3 only say that somebody did, 10 came by the web, 2 by a partner, 3 say nothing. */
static const char came[] =
    "INSERT INTO d_account SELECT g.i, 'A' || g.i, NULL, 'Core', 'South', 'DE', '', NULL, DATE '2025-05-02', FALSE, 1 FROM generate_series(31, 60) AS g(i);"
    "INSERT INTO f_opportunity (source_id, key_hash, row_hash, file_id, line, alias_id, type, stage, close_date, is_won, lead_source, referrer) SELECT 3, g.i, g.i, 3, g.i, g.i, 'New Business', 'Closed Won', DATE '2025-05-02', TRUE,"
    " CASE WHEN g.i <= 45 THEN 'Customer Referral' WHEN g.i <= 55 THEN 'Web' WHEN g.i <= 57 THEN 'Partner Referral' END, CASE WHEN g.i = 31 THEN 'a1 LTD' WHEN g.i <= 42 THEN 'ext' || (g.i - 30) END"
    " FROM generate_series(31, 60) AS g(i);"
    "INSERT INTO f_opportunity (source_id, key_hash, row_hash, file_id, line, alias_id, type, stage, close_date, is_won, lead_source) VALUES (3, 900, 1, 3, 900, 31, 'Renewal', 'Closed Won', DATE '2025-05-03', TRUE, 'Web'),"
    " (3, 901, 1, 3, 901, 32, 'New Business', 'Closed Won', DATE '2025-06-03', TRUE, 'Web');";

static void run(Small *b)
{
    LinkResult r;
    small_must(b, store_put_summary_int(b->s, "as_of", AS_OF, &b->err));
    small_must(b, link_run(b->s, &r, &b->err));
}

static void a_book_counted_by_hand(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, items);
    small_sql(&b, heard);
    small_sql(&b, came);
    run(&b);
    /* 24 told by 24; 16 warned; bands have eight companies each: too few. */
    assert_string_equal(small_rows(&b, "SELECT source, way, band, n, accounts, acts, estimate, grade FROM d_mouth WHERE band = 'all' ORDER BY seq"),
                        "asked|recommended|all|24|24|24|1|B\n"
                        "asked|warned|all|24|24|16|0.666667|B\n"
                        "asked|against|all|24|24|16|0.666667|B\n"
                        "brought|share|all|27|27|15|0.555556|C\n"
                        "brought|account|all|24|24|12|0.608333|C\n"      /* 12 / (24 x 300 / 365) */
                        "brought|act|all|24|24|12|0.608333|B");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth WHERE band <> 'all' AND source = 'asked' AND grade = 'D' AND estimate IS NULL AND note LIKE 'too few to say%'"), 9);
    assert_string_equal(small_rows(&b, "SELECT band, acts FROM d_mouth WHERE source = 'asked' AND way = 'recommended' AND band <> 'all' ORDER BY seq"), "promoters|16\npassives|8\ndetractors|0");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth_new WHERE referred AND referrer IS NOT NULL"), 12);
    assert_int_equal(small_int(&b, "SELECT referrer FROM d_mouth_new WHERE account_id = 31"), 1);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth_new WHERE referred"), 15);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth WHERE way = 'act' AND note LIKE '3 more came by word of mouth%'"), 1);
    /* Nobody named: what all accounts told is taken from the rate of those heard.  54 accounts: 24 for 300 days, 30 for 151. */
    small_sql(&b, "UPDATE f_opportunity SET referrer = NULL;");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT estimate, grade FROM d_mouth WHERE way = 'act'"), "0.466752|C");   /* 15 / (1.0 x (24 x 300 + 30 x 151) / 365) */
    small_close(&b);
}

static void too_few_and_nothing_say_so(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    run(&b);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth"), 0);
    small_sql(&b, items);
    small_sql(&b, heard);
    small_sql(&b, "DELETE FROM f_answer WHERE question = 'Q6' OR alias_id > 15;");
    run(&b);
    /* Warning was not asked after: no row, and not a rate of nothing. */
    assert_string_equal(small_rows(&b, "SELECT source, way, band, estimate, grade, note FROM d_mouth ORDER BY seq"), "asked|recommended|all|-|D|too few to say: 23 of 15 companies; 10 of 20 are needed");
    small_close(&b);
}

/* Comments: accounts 1 to 24, one a year in two years; recommended in 24 of the 48, one of them said again within moments. */
static void comments_count_where_nobody_asks(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, heard);
    small_sql(&b, "INSERT INTO d_comment (account_id, comment_id, \"at\", channel, language, text, file_id, line) SELECT 1 + g.i % 24, g.i, CASE WHEN g.i < 24 THEN TIMESTAMP '2025-03-01 10:00:00' ELSE TIMESTAMP '2024-03-01 10:00:00' END,"
                  " 'ticket', 'en', 'We recommended you to others.', 1, g.i FROM generate_series(0, 47) AS g(i);"
                  "INSERT INTO d_mouth_said SELECT 1 + g.i % 24, g.i, 1, 0, 10, 'recommended' FROM generate_series(0, 23) AS g(i);"
                  "INSERT INTO d_repeat (account_id, comment_id, how, of_account_id, of_comment_id, alike, again) VALUES (1, 0, 'same', 1, 24, 1, TRUE);");
    run(&b);
    assert_string_equal(small_rows(&b, "SELECT source, way, n, acts, estimate, grade FROM d_mouth WHERE band = 'all' ORDER BY seq"),
                        "said|recommended|47|23|0.489362|C\n"
                        "said|warned|47|0|-|D\n"
                        "said|against|47|0|-|D");
    small_close(&b);
}

/* Companies that talk much and little; 1.2 recommended and 0.4 warned a year, in three years; one person each. */
static void plant(Small *b, uint64_t seed)
{
    Buf sheet, answer;
    Rng *r = rng_create(&b->a, seed);
    buf_init(&sheet, 1 << 20);
    buf_init(&answer, 1 << 20);
    for (int c = 1; c <= COMPANIES; c++) {
        double talks = exp(rng_normal(r, 0, 0.5) - 0.125);
        for (int year = 0; year < 3; year++) {
            int n = c * 3 + year;
            const char *comma = n > 3 ? ", " : "";
            buf_printf(&sheet, "%s(5, %d, 1, 5, %d, %d, 'r%d', TIMESTAMP '%d-01-15 09:00:00', TRUE, 8)", comma, n, n, c, n, 2025 - year);
            buf_printf(&answer, "%s(5, %d, 1, 5, %d, %d, 'r%d', 'Q5', 'How many told?', %lld)", comma, n + 10000, n, c, n, (long long)rng_poisson(r, 1.2 * talks));
            buf_printf(&answer, ", (5, %d, 1, 5, %d, %d, 'r%d', 'Q6', NULL, %lld)", n + 20000, n, c, n, (long long)rng_poisson(r, 0.4 * talks));
        }
    }
    Str accounts = str_fmt(&b->a, "INSERT INTO d_account SELECT g.i, 'A' || g.i, NULL, 'Core', 'South', 'DE', '', NULL, DATE '2020-01-01', FALSE, 1 FROM generate_series(1, %d) AS g(i);"
                                  "INSERT INTO d_alias SELECT g.i, g.i, g.i, 1, 'id' FROM generate_series(1, %d) AS g(i);", COMPANIES, COMPANIES);
    small_sql(b, accounts.p);
    small_sql(b, str_fmt(&b->a, "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) VALUES %.*s;", STR_ARG(buf_str(&sheet))).p);
    small_sql(b, str_fmt(&b->a, "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number) VALUES %.*s;", STR_ARG(buf_str(&answer))).p);
    buf_release(&answer);
    buf_release(&sheet);
}

static void planted_rates_are_found_over_seeds(void **state)
{
    int held[3] = { 0 };
    (void)state;
    int books = place == SMALL_SERVER ? 1 : SEEDS, missed = place == SMALL_SERVER ? 0 : 3;
    for (uint64_t seed = 1; seed <= (uint64_t)books; seed++) {
        Small b;
        small_open(&b, place);
        small_sql(&b, items);
        plant(&b, seed);
        run(&b);
        held[0] += (int)small_int(&b, "SELECT count(*) FROM d_mouth WHERE source = 'asked' AND way = 'recommended' AND band = 'all' AND n = 450 AND low <= 1.2 AND high >= 1.2 AND high < 1.6");
        held[1] += (int)small_int(&b, "SELECT count(*) FROM d_mouth WHERE source = 'asked' AND way = 'warned' AND band = 'passives' AND low <= 0.4 AND high >= 0.4 AND high < 0.65");
        held[2] += (int)small_int(&b, "SELECT count(*) FROM d_mouth WHERE source = 'asked' AND way = 'against' AND band = 'all' AND low <= 1 / 3.0 AND high >= 1 / 3.0 AND high < 0.5");
        small_close(&b);
    }
    print_message("# of %d books: recommended held in %d, warned in %d, against in %d\n", books, held[0], held[1], held[2]);
    for (int k = 0; k < 3; k++)
        assert_true(held[k] >= books - missed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_book_counted_by_hand),
        cmocka_unit_test(too_few_and_nothing_say_so),
        cmocka_unit_test(comments_count_where_nobody_asks),
        cmocka_unit_test(planted_rates_are_found_over_seeds),
    };
    num_init();
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("mouth, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("mouth, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
