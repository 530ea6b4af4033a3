/* What is no customer's word is counted by no statement of a stage, and told by the data page.
 * Oracle: one account, seven responses of one day each, of which one counts; every statement that reads responses or
 * their answers must see that one alone. */
#include "tests/near.h"

#include "base/attr.h"
#include "store/sql_ids.h"
#include "tests/store/small.h"

/* line, status, finished, channel */
#define RESPONSE(line, status, finished, channel)                                                                                        \
    "INSERT INTO f_response VALUES (1, " #line ", 1, 1, " #line ", 1, NULL, 'R" #line "', TIMESTAMP '2025-09-0" #line " 10:00:00', " status ", "  \
    finished ", " #line ", NULL, NULL, " channel ");"                                                                                    \
    "INSERT INTO f_answer VALUES (1, 10" #line ", 1, 1, " #line ", 1, NULL, 'R" #line "/Q', 'R" #line "', 'Q', 'Rate us', 1, 'words " #line "',"   \
    " TIMESTAMP '2025-09-0" #line " 10:00:00');"

static const char facts[] =
    "INSERT INTO source VALUES (1, 'Qualtrics'), (2, 'Another');"
    "INSERT INTO alias VALUES (1, 1, 'A1', 'Acme', 'P1', '', '', '', '', 1, 2);"
    "INSERT INTO d_alias VALUES (1, 1, 1, 1, 'id');"
    "INSERT INTO d_account SELECT 1, 'Acme', NULL, 'Core', 'North', 'DE', '', NULL, NULL, FALSE, 1;"
    "INSERT INTO d_contact SELECT 1, 1, 'Ann', '', 'User';"
    RESPONSE(1, "'Survey Preview'", "TRUE", "'email'")
    RESPONSE(2, "'IP Address'", "TRUE", "'preview'")
    RESPONSE(3, "'Survey Test'", "TRUE", "NULL")
    RESPONSE(4, "'Spam'", "TRUE", "'anonymous'")
    RESPONSE(5, "NULL", "FALSE", "NULL")
    RESPONSE(6, "'IP Address'", "NULL", "'email'")
    RESPONSE(7, "'IP Address'", "TRUE", "'test'")
    /* Another source's response with the id of a preview: its words stay. */
    "INSERT INTO f_answer VALUES (2, 201, 1, 2, 9, 1, NULL, 'R1/Q', 'R1', 'Q9', 'Tell us', NULL, 'other words', TIMESTAMP '2025-09-09 10:00:00');";

static const char *fetch(Small *b, int sql, const DbArg *arg, size_t n_arg, const char *column)
{
    Table t;
    Str all = STR("");
    small_must(b, store_fetch(b->s, sql, arg, n_arg, &b->a, &t, &b->err));
    for (size_t c = 0; c < t.n_col; c++)
        for (size_t r = 0; r < t.n && strcmp(t.col[c].name, column) == 0; r++) {
            bool text = t.col[c].type == COL_TEXT;
            all = text ? str_fmt(&b->a, "%.*s%s%.*s", STR_ARG(all), r ? "|" : "", STR_ARG(t.col[c].s[r]))
                       : str_fmt(&b->a, "%.*s%s%lld", STR_ARG(all), r ? "|" : "", (long long)t.col[c].i[r]);
        }
    return all.p;
}

static void check(SmallWhere where)
{
    const DbArg day = DB_TEXT(STR("2025-10-01")), one = DB_TEXT(STR("1")), many = DB_TEXT(STR("50"));
    Small b;
    small_open(&b, where);
    small_sql(&b, facts);
    assert_string_equal(fetch(&b, SQL_COMMENT_ANSWERS, STORE_ARGS(DB_INT(0)), "text"), "words 6|other words");
    assert_string_equal(fetch(&b, SQL_COMMENT_ANSWERS, STORE_ARGS(DB_INT(0)), "nps"), "6|0"); /* the other has none */
    small_must(&b, store_run(b.s, SQL_FILL_NPS, &day, 1, &b.err));
    assert_string_equal(small_rows(&b, "SELECT x, n FROM d_account_week WHERE measure = 'nps' ORDER BY account_id, week"), "6|1");
    assert_string_equal(fetch(&b, SQL_RATING_RECENT, (const DbArg[]){ day, DB_INT(2) }, 2, "n"), "1");
    assert_string_equal(fetch(&b, SQL_MOMENT_RESPONSES, (const DbArg[]){ one, one, many }, 3, "nps"), "6");
    assert_string_equal(fetch(&b, SQL_FINDING_RESPONSE_ASIDE, NULL, 0, "reason"), "preview|preview|test|spam|unfinished|test");
    assert_string_equal(fetch(&b, SQL_FINDING_RESPONSE_ASIDE, NULL, 0, "line"), "1|2|3|4|5|7");
    /* Heard on the sixth; once that response is gone, not heard at all. */
    int64_t sixth = small_int(&b, "SELECT CAST(DATE '2025-09-06' - DATE '1970-01-01' AS BIGINT)");
    const char *heard = str_fmt(&b.a, "%lld", (long long)sixth).p;
    assert_string_equal(fetch(&b, SQL_HEARD_ACCOUNTS, &day, 1, "day"), heard);
    assert_string_equal(fetch(&b, SQL_REPORT_HEARD, &one, 1, "day"), heard);
    assert_string_equal(fetch(&b, SQL_REPORT_CONTACTS, (const DbArg[]){ one, one }, 2, "day"), heard);
    assert_string_equal(fetch(&b, SQL_REPORT_ROLES_HEARD, &day, 1, "n"), "1");
    assert_string_equal(fetch(&b, SQL_PAGE_ROLES, &day, 1, "heard"), "1");
    small_sql(&b, "UPDATE f_response SET superseded_by = 9 WHERE line = 6;");
    assert_string_equal(fetch(&b, SQL_HEARD_ACCOUNTS, &day, 1, "day"), "");
    assert_string_equal(fetch(&b, SQL_REPORT_ROLES_HEARD, &day, 1, "n"), "");
    assert_string_equal(fetch(&b, SQL_PAGE_ROLES, &day, 1, "heard"), "0");
    small_close(&b);
}

static void only_responses_that_count_are_counted_on_duckdb(void **state) { (void)state; check(SMALL_MEMORY); }
static void only_responses_that_count_are_counted_on_postgresql(void **state) { (void)state; check(SMALL_SERVER); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_responses_that_count_are_counted_on_duckdb),
        cmocka_unit_test(only_responses_that_count_are_counted_on_postgresql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
