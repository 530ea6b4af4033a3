/* Oracle: a disclaimer and a preamble are planted in otherwise different comments; beside them what must stay (what people say as a whole comment too, what is short, what
 * stands now here and now there, what one account alone writes). */
#include "tests/near.h"

#include "base/buf.h"
#include "listen/listen.h"
#include "tests/store/small.h"

static const char preamble[] = "This form was sent from the customer portal of Acme and was filled in by hand.";
static const char disclaimer[] = "We expect that terrible losses through viruses are nothing Acme is ever liable for.";
static const char opinion[] = "Your driver left the gate open again and the dogs ran out on the road.";
static const char roaming[] = "The replacement motor that was promised for Tuesday never came to our plant.";
static const char of_one[] = "All of our plant managers have agreed to write this sentence into each ticket.";
static const char alike[] = "Looking up an old order in your portal is a nightmare every single time.";   /* twenty-five say so, of 325 */
static const char *const who[] = { "depot", "portal", "hotline", "invoice", "driver", "pallet", "manual", "system", "crane", "belt", "pump", "valve" };
static const char *const what[] = { "is slow", "works", "was late", "broke down", "is new", "helped us", "is dirty", "was changed", "is missing", "got dearer", "is loud" };

/* A comment of up to three parts; "" is none. */
static int ticket(Buf *b, int line, int account, const char *one, const char *two, const char *three)
{
    buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, '%s%s%s%s%s', TIMESTAMP '2025-09-01 10:00:00');", line, line, account, line, line,
               one, *two ? " " : "", two, *three ? " " : "", three);
    return line + 1;
}

/* "The depot is slow in hall 3c." */
static const char *said(int i, char *to, size_t n)
{
    snprintf(to, n, "The %s %s in hall %c.", who[i % 12], what[i / 12 % 11], 'a' + i % 26);
    return to;
}

static int plant(Buf *b)
{
    int line = 2;
    char t[128];
    for (int i = 0; i < 60; i++) {
        line = ticket(b, line, i % 12 + 1, preamble, said(i, t, sizeof t), disclaimer);
        line = ticket(b, line, i % 12 + 1, opinion, i % 3 ? said(i + 60, t, sizeof t) : "", "");
        line = i % 2 ? ticket(b, line, i % 12 + 1, roaming, said(i + 30, t, sizeof t), "") : ticket(b, line, i % 12 + 1, said(i + 30, t, sizeof t), roaming, "");
        line = ticket(b, line, 13, of_one, said(i + 90, t, sizeof t), "");
        if (i < 25)
            line = ticket(b, line, i % 12 + 1, alike, said(i + 45, t, sizeof t), "");
        line = ticket(b, line, i % 12 + 1, said(i + 15, t, sizeof t), "Thank you for your help.", "");
    }
    return line;
}

static void open(Small *b)
{
    small_open(b, SMALL_MEMORY);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 40) AS g(i);");
}

static int64_t having(Small *b, const char *sentence)
{
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT CAST(count(*) AS BIGINT) FROM d_comment WHERE position('%s' IN text) > 0", sentence);
    return small_int(b, sql);
}

static void what_stands_everywhere_is_taken_off_and_told(void **state)
{
    Small b;
    Buf rows;
    ListenResult r;
    (void)state;
    buf_init(&rows, 1 << 22);
    open(&b);
    (void)plant(&rows);
    small_sql(&b, rows.p);
    small_must(&b, listen_run(b.s, &r, &b.err));
    char want[512];
    snprintf(want, sizeof want, "%s|60|12\n%s|60|12", preamble, disclaimer);
    assert_string_equal(small_rows(&b, "SELECT sentence, comments, accounts FROM d_standing ORDER BY sentence"), want);
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name IN ('comments_standing', 'sentences_standing') ORDER BY name"), "60\n2");
    assert_int_equal(having(&b, preamble), 0);
    assert_int_equal(having(&b, disclaimer), 0);
    assert_int_equal(r.comments, 325);
    /* What people said stays, however often. */
    assert_int_equal(having(&b, opinion), 60);
    assert_int_equal(having(&b, roaming), 60);
    assert_int_equal(having(&b, of_one), 60);
    assert_int_equal(having(&b, alike), 25);
    assert_int_equal(having(&b, "Thank you for your help."), 60);
    /* Nobody felt or expected it. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_mood WHERE words LIKE '%terrible%'"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_expect_said AS e JOIN d_comment AS c ON c.comment_id = e.comment_id WHERE c.text NOT LIKE '%promised%'"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_mood AS m JOIN d_comment AS c ON c.comment_id = m.comment_id WHERE m.span_to > strlen(c.text)"), 0);
    assert_string_equal(small_rows(&b, "SELECT text FROM d_comment WHERE text LIKE 'The depot is slow in hall a.' ORDER BY comment_id"), "The depot is slow in hall a.");
    buf_release(&rows);
    small_close(&b);
}

static void what_comes_later_loses_it_too(void **state)
{
    Small b;
    Buf rows;
    ListenResult r;
    ListenMore more;
    (void)state;
    buf_init(&rows, 1 << 22);
    open(&b);
    int line = plant(&rows);
    small_sql(&b, "INSERT INTO file VALUES (1, 1, 'f1', 'h1', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');");
    small_sql(&b, rows.p);
    small_must(&b, listen_run(b.s, &r, &b.err));
    buf_clear(&rows);
    (void)ticket(&rows, line, 3, preamble, "Another thing entirely happened.", disclaimer);
    (void)ticket(&rows, line + 1, 4, preamble, disclaimer, "");
    small_sql(&b, rows.p);
    small_sql(&b, "INSERT INTO file VALUES (2, 1, 'f2', 'h2', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, ''); UPDATE f_answer SET file_id = 2 WHERE line >= 327;");
    small_must(&b, listen_more(b.s, &more, &b.err));
    assert_int_equal(more.comments, 1);
    assert_int_equal(having(&b, preamble), 0);
    assert_int_equal(having(&b, "Another thing entirely happened."), 1);
    buf_release(&rows);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_everywhere_is_taken_off_and_told),
        cmocka_unit_test(what_comes_later_loses_it_too),
    };
    return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
