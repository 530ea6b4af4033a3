/* Comments that come in later are coded as the whole run coded them.  Oracle: the whole run itself, over the same comments and the same
 * models, row by row; on DuckDB, and on PostgreSQL too when TL_PG names one. */
#include "tests/near.h"

#include "base/buf.h"
#include "listen/listen.h"
#include "tests/store/small.h"
#include "tests/text/theme_comments.h"

enum { ACCOUNTS = 20, LATE = 31 };

static void quoted(Buf *b, const char *text)
{
    buf_putc(b, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            buf_putc(b, '\'');
        buf_putc(b, *text);
    }
    buf_putc(b, '\'');
}

static void answer(Buf *b, int file, int line, int alias, const char *text)
{
    buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, %d, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, ", line, file, line, alias, line, line);
    quoted(b, text);
    buf_puts(b, ", TIMESTAMP '2025-09-01 10:00:00');");
    buf_printf(b, "INSERT INTO f_response VALUES (1, %d, 1, %d, %d, %d, NULL, 'R%d', TIMESTAMP '2025-09-01 10:00:00', NULL, TRUE, %d, NULL, NULL, NULL);", 10000 + line, file,
               10000 + line, alias, line, line % 11);
}

/* Two files, the second with every fourth comment. */
static void open_book(Small *b, SmallWhere where)
{
    Buf rows;
    ListenResult r;
    small_open(b, where);
    buf_init(&rows, 1 << 20);
    for (int i = 1; i < 4; i++)
        buf_printf(&rows, "INSERT INTO file VALUES (%d, 1, 'f%d', 'h%d', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');", i, i, i);
    buf_puts(&rows, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 20) AS g(i);"
        "INSERT INTO verdict VALUES (1, 'listen', 'rule', '+Money', 'invoice OR credit', 'x', '', TIMESTAMP '2025-09-02 00:00:00');"
        "DELETE FROM file WHERE file_id = 3;");
    for (int t = 0; t < TOPICS; t++)
        for (int i = 0; i < PER_TOPIC; i++) {
            int n = t * PER_TOPIC + i;
            answer(&rows, n % 4 == 3 ? 2 : 1, n + 2, n % ACCOUNTS + 1, comments[t][i]);
        }
    small_sql(b, rows.p);
    buf_release(&rows);
    small_must(b, listen_run(b->s, &r, &b->err));
}

/* Everything about the comments of one file, by file and line. */
#define OF " FROM d_comment AS c JOIN "
#define ON " AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id WHERE c.file_id = "
static const char *about(Small *b, const char *file)
{
    static const char *const query[] = {
        "SELECT c.file_id, c.line, c.account_id, c.text, c.sentiment, c.score, c.language, k.key, k.question" OF "d_comment_key" ON,
        "SELECT c.line, k.seq, k.kind, k.theme_id, k.span_from, k.span_to, k.value" OF "d_code" ON,
        "SELECT c.line, k.seq, k.sub_id, k.how" OF "d_code_more" ON,
        "SELECT c.line, k.seq, k.span_from, k.span_to, k.rules, k.learned, k.value, k.state, k.words" OF "d_mood" ON,
        "SELECT c.line, k.seq, k.kind, k.polarity, k.topic, k.cues, k.expected_from, k.lived_to" OF "d_expect_said" ON };
    Str out = STR("");
    for (size_t i = 0; i < COUNT_OF(query); i++)
        out = str_fmt(&b->a, "%.*s\n%s", STR_ARG(out), small_rows(b, str_fmt(&b->a, "%s%s ORDER BY 1, 2, 3", query[i], file).p));
    return out.p;
}

/* Of every comment that holds some letters one of its words does, and of no other.  Oracle: the texts themselves. */
static void words_find_what_texts_hold(Small *b)
{
    static const char *const part[] = { "invoice", "nvoic", "ivery", "the", "price", "2025", "xyzzy", "ate" };
    int64_t in_all = 0;
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        const char *text = small_rows(b, str_fmt(&b->a, "SELECT comment_id FROM d_comment WHERE strpos(lower(text), '%s') > 0 ORDER BY 1", part[i]).p);
        const char *word = small_rows(b, str_fmt(&b->a, "SELECT DISTINCT f.comment_id FROM d_find_word AS w JOIN d_find_comment AS f"
            " ON f.word_id = w.word_id WHERE strpos(w.word, '%s') > 0 ORDER BY 1", part[i]).p);
        assert_string_equal(word, text);
        in_all += (int64_t)strlen(text);
    }
    assert_true(in_all > 0);
    assert_int_equal(small_int(b, "SELECT CAST(count(*) - count(DISTINCT word) AS BIGINT) FROM d_find_word"), 0);
    assert_int_equal(small_int(b, "SELECT CAST(count(*) AS BIGINT) FROM (SELECT DISTINCT word_id, comment_id FROM d_find_comment) AS x"),
                     small_int(b, "SELECT CAST(count(*) AS BIGINT) FROM d_find_comment"));
}

static void more_of_a_file_is_as_the_whole_run_had_it(SmallWhere where)
{
    Small b;
    ListenMore m;
    open_book(&b, where);
    const char *early = about(&b, "1"), *late = about(&b, "2"), *numbers = small_rows(&b, "SELECT comment_id, line FROM d_comment WHERE file_id = 1 ORDER BY 1");
    int64_t all = small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment");
    assert_true(strstr(late, "theme") != NULL && strstr(late, "rule") != NULL && strstr(late, "sentiment") != NULL);
    words_find_what_texts_hold(&b);
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_true(!m.waits && !m.comments);                 /* nothing has come in since */
    small_sql(&b, "UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_int_equal(m.comments, LATE);
    assert_int_equal(m.again, LATE);                      /* each takes the place of the one before */
    assert_string_equal(about(&b, "2"), late);
    assert_string_equal(about(&b, "1"), early);
    words_find_what_texts_hold(&b);
    assert_string_equal(small_rows(&b, "SELECT comment_id, line FROM d_comment WHERE file_id = 1 ORDER BY 1"), numbers);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment"), all);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment_fresh"), 0);
    /* Taken out before, as if it had never been there: the same again. */
    small_sql(&b, "DELETE FROM d_code WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2); DELETE FROM d_mood WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2);"
        "DELETE FROM d_code_more WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2); DELETE FROM d_expect_said WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2);"
        "DELETE FROM d_find_comment WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2);"
        "DELETE FROM d_comment_key WHERE comment_id IN (SELECT comment_id FROM d_comment WHERE file_id = 2); DELETE FROM d_comment WHERE file_id = 2;"
        "UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_true(m.comments == LATE && !m.again);
    assert_string_equal(about(&b, "2"), late);
    words_find_what_texts_hold(&b);
    small_close(&b);
}

static void a_newer_version_takes_the_place_of_the_older(SmallWhere where)
{
    Small b;
    ListenMore m;
    Buf rows;
    open_book(&b, where);
    buf_init(&rows, 1 << 16);
    /* The same answer, key 2, in a third file with other words; and a new one that says what one of before said. */
    buf_puts(&rows, "INSERT INTO file VALUES (3, 1, 'f3', 'h3', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, ''); UPDATE f_answer SET superseded_by = 3 WHERE key_hash = 2;"
        "INSERT INTO f_answer VALUES (1, 2, 2, 3, 1, 1, NULL, 'A2', 'R2', 'Q1', NULL, NULL, 'The invoice had the wrong price.', TIMESTAMP '2025-09-03 10:00:00');"
        "INSERT INTO f_answer VALUES (1, 900, 1, 3, 2, 1, NULL, 'A900', 'R900', 'Q1', NULL, NULL, 'Late delivery, third time this month.', TIMESTAMP '2025-09-03 10:00:00');");
    small_sql(&b, rows.p);
    const char *model = small_rows(&b, "SELECT k.theme_id, k.value FROM d_comment AS c JOIN d_code AS k ON k.comment_id = c.comment_id WHERE c.line = 3 AND k.kind = 'theme' ORDER BY 1");
    int64_t all = small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment");
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_true(m.comments == 2 && m.again == 1);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment"), all + 1);
    assert_string_equal(small_rows(&b, "SELECT file_id, line, text FROM d_comment WHERE file_id = 3 ORDER BY 2"),
                        "3|1|The invoice had the wrong price.\n3|2|Late delivery, third time this month.");
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment WHERE file_id = 1 AND line = 2"), 0);
    assert_string_equal(small_rows(&b, "SELECT k.theme_id, k.value FROM d_comment AS c JOIN d_code AS k ON k.comment_id = c.comment_id WHERE c.file_id = 3 AND c.line = 2 AND k.kind = 'theme' ORDER BY 1"), model);
    words_find_what_texts_hold(&b);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_find_word WHERE word = 'month'"), 1);
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_int_equal(m.comments, 0);
    /* A book that has no words yet gets none of what comes in: half of them would be taken for all. */
    small_sql(&b, "DELETE FROM d_find_word; DELETE FROM d_find_comment; UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_true(m.comments > 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_find_comment"), 0);
    buf_release(&rows);
    small_close(&b);
}

/* Sixty wordings of a side, whose words no lexicon has: so few that a teacher's pupil reads them.  File 2 has comments without a score. */
static void few_scores(Small *b)
{
    static const char *const late[] = { "The crates zorbled on the ramp.", "They flimmed us with care.", "This is terrible and annoying.", "Great support, thank you." };
    static const char *const where[] = { "ramp", "yard", "gate", "hall", "dock", "lane" }, *const who[] = { "driver", "clerk", "agent", "planner", "foreman" };
    Buf rows;
    buf_init(&rows, 1 << 20);
    for (int i = 1; i < 3; i++)
        buf_printf(&rows, "INSERT INTO file VALUES (%d, 1, 'f%d', 'h%d', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');", i, i, i);
    buf_puts(&rows, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 20) AS g(i);");
    for (int i = 0; i < 120; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, i % 2 ? "The %s at the %s flimmed our crates %s." : "The %s at the %s zorbled our crates %s.", who[i / 2 % 5], where[i / 2 % 6],
                       i < 60 ? "today" : "again");
        answer(&rows, 1, 11 * i + (i % 2 ? 9 : 3), i % ACCOUNTS + 1, text);
    }
    for (int i = 0; i < 40; i++)
        answer(&rows, 2, 11 * (200 + i) + 7, i % ACCOUNTS + 1, late[i % 4]);
    small_sql(b, rows.p);
    buf_release(&rows);
}

static void what_few_scores_taught_reads_more_as_it_read_the_first(void **state)
{
    Small b;
    ListenResult r;
    ListenMore m;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    few_scores(&b);
    small_must(&b, listen_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT used, method LIKE '%encoder%', n FROM d_model"), "true|true|120");
    const char *late = about(&b, "2");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT text, sentiment < -0.05, sentiment > 0.05 FROM d_comment WHERE file_id = 2 ORDER BY 1"),
                        "Great support, thank you.|false|true\nThe crates zorbled on the ramp.|true|false\nThey flimmed us with care.|false|true\nThis is terrible and annoying.|true|false");
    small_sql(&b, "UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_int_equal(m.comments, 40);
    assert_string_equal(about(&b, "2"), late);
    small_close(&b);
}

static void without_a_whole_run_it_waits(void **state)
{
    Small b;
    ListenMore m;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_true(m.waits);
    small_close(&b);
}

static void broken_kept_themes_are_told(void **state)
{
    Small b;
    ListenMore m;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    small_sql(&b, "UPDATE d_summary SET value = '1' WHERE name = 'heard_file'; UPDATE d_theme_kept SET part = substr(part, 1, length(part) - 9) WHERE seq = 1;");
    const char *before = about(&b, "2");
    assert_int_equal(listen_more(b.s, &m, &b.err), ST_INVALID);
    assert_string_equal(about(&b, "2"), before);          /* all or nothing */
    small_close(&b);
}

static void in_memory_all(void **state) { (void)state; more_of_a_file_is_as_the_whole_run_had_it(SMALL_MEMORY); }
static void on_server_all(void **state) { (void)state; more_of_a_file_is_as_the_whole_run_had_it(SMALL_SERVER); }
static void in_memory_newer(void **state) { (void)state; a_newer_version_takes_the_place_of_the_older(SMALL_MEMORY); }
static void on_server_newer(void **state) { (void)state; a_newer_version_takes_the_place_of_the_older(SMALL_SERVER); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_memory_all), cmocka_unit_test(on_server_all), cmocka_unit_test(in_memory_newer), cmocka_unit_test(on_server_newer),
        cmocka_unit_test(what_few_scores_taught_reads_more_as_it_read_the_first), cmocka_unit_test(without_a_whole_run_it_waits), cmocka_unit_test(broken_kept_themes_are_told),
    };
    return cmocka_run_group_tests_name("listen/t_more", tests, NULL, NULL);
}
