#include "tests/near.h"

#include "base/buf.h"
#include "listen/listen.h"
#include "tests/store/small.h"
#include "tests/text/theme_comments.h"

enum { ACCOUNTS = 20 };

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

static void answer(Buf *b, int line, int alias, const char *text)
{
    buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, ", line, line, alias, line, line);
    quoted(b, text);
    buf_puts(b, ", TIMESTAMP '2025-09-01 10:00:00');");
}

/* Aliases 1..20 are accounts, 99 is nobody known. */
static ListenResult run(Small *b, const char *rows)
{
    ListenResult r;
    small_open(b, SMALL_MEMORY);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 20) AS g(i); INSERT INTO d_alias VALUES (99, NULL, NULL, 0, 'none');");
    small_sql(b, rows);
    small_must(b, listen_run(b->s, &r, &b->err));
    return r;
}

static void comments_come_from_surveys_tickets_and_churn_cleaned_and_scored(void **state)
{
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 16);
    answer(&rows, 2, 1, "<p>Great&nbsp;support, thank   you &amp; the whole team!</p>");
    answer(&rows, 3, 99, "This is a terrible and horrible product.");
    answer(&rows, 4, 2, " \n\t ");
    buf_puts(&rows, "INSERT INTO f_response VALUES (1, 2, 1, 1, 2, 1, NULL, 'R2', TIMESTAMP '2025-09-01 10:00:00', NULL, TRUE, 9, NULL, NULL, NULL);"
        "INSERT INTO f_ticket SELECT 2, i, 1, 2, i, 3, CASE WHEN i = 4 THEN 9 END, 'T', TIMESTAMP '2025-08-01 08:00:00', NULL, NULL, CASE WHEN i < 3 THEN 'Pump leaks' END,"
        "  CASE i WHEN 1 THEN 'Pump leaks since Monday.' WHEN 2 THEN 'It started on Monday.' WHEN 4 THEN 'superseded' END,"
        "  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM generate_series(1, 4) AS g(i);"
        "INSERT INTO f_churn VALUES (3, 1, 1, 3, 1, 4, NULL, 'C', DATE '2025-07-01', NULL, NULL, NULL, 'We found something better.');");
    ListenResult r = run(&b, rows.p);
    assert_string_equal(small_rows(&b, "SELECT account_id, channel, text, score, file_id, line FROM d_comment ORDER BY comment_id"),
        "1|survey|Great support, thank you & the whole team!|9|1|2\n0|survey|This is a terrible and horrible product.|-|1|3\n"
        "3|ticket|Pump leaks since Monday.|-|2|1\n3|ticket|Pump leaks\nIt started on Monday.|-|2|2\n4|churn|We found something better.|-|3|1");
    assert_string_equal(small_rows(&b, "SELECT language, sentiment > 0.3 FROM d_comment WHERE comment_id = 1 UNION ALL SELECT language, sentiment < -0.3 FROM d_comment WHERE comment_id = 2"),
                        "en|true\nen|true");
    assert_true(r.comments == 5 && r.empty == 1 && r.themes == 0 && r.themed == 0);
    buf_release(&rows);
    small_close(&b);
}

/* Accounts that write in one language, in two, and who answer in what the questionnaire says. */
static void short_comments_get_the_language_that_is_usual_there(void **state)
{
    static const char *const german[] = { "Die Lieferung kam wieder viel zu spät an.", "Der Fahrer hat zwei Paletten im Regen stehen lassen.", "Niemand geht freitags ans Telefon." };
    static const char *const english[] = { "The driver left two pallets in the rain.", "Nobody answers the phone on Fridays.", "Shipping takes twice as long as before." };
    static const char brief[] = "Guter Service.";
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 16);
    for (int i = 0; i < 3; i++) {
        answer(&rows, 10 + i, 1, german[i]);
        answer(&rows, 20 + i, 2, english[i]);
        answer(&rows, 30 + i, 3, i ? german[i] : english[i]);      /* two languages: none is usual */
    }
    for (int account = 1; account <= 5; account++)
        answer(&rows, 40 + account, account, brief);
    answer(&rows, 50, 1, "Top.");
    answer(&rows, 51, 6, "Nobody ever answers the phone.");
    /* What the questionnaire says comes first: account 5's is German. */
    buf_puts(&rows, "INSERT INTO f_response VALUES (1, 45, 1, 1, 45, 5, NULL, 'R45', TIMESTAMP '2025-09-01 10:00:00', NULL, TRUE, NULL, NULL, 'DE', NULL);");
    buf_puts(&rows, "UPDATE f_answer SET question = 'Q' || CAST(alias_id AS TEXT)");
    (void)run(&b, rows.p);
    assert_string_equal(small_rows(&b, "SELECT account_id, language FROM d_comment WHERE text = 'Guter Service.' ORDER BY account_id"), "1|de\n2|unknown\n3|unknown\n4|unknown\n5|de");
    assert_string_equal(small_rows(&b, "SELECT text, language FROM d_comment WHERE line IN (50, 51) ORDER BY line"), "Top.|unknown\nNobody ever answers the phone.|en");
    assert_int_equal(small_int(&b, "SELECT CAST(value AS BIGINT) FROM d_summary WHERE name = 'languages_by_prior'"), 2);
    /* Most of what a question was answered with: German. */
    small_sql(&b, "UPDATE f_answer SET question = 'Q1' WHERE line BETWEEN 10 AND 12 OR line = 44");
    ListenResult r;
    small_must(&b, listen_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT language FROM d_comment WHERE line = 44"), "de");
    small_close(&b);
    buf_release(&rows);
}

static void six_topics(Buf *rows)
{
    for (int t = 0; t < TOPICS; t++)
        for (int i = 0; i < PER_TOPIC; i++) {
            int n = t * PER_TOPIC + i;
            answer(rows, n + 2, n % 13 == 5 ? 99 : n % ACCOUNTS + 1, comments[t][i]);
        }
}

static const char all_rows[] = "SELECT 'c', comment_id, account_id, text, sentiment FROM d_comment UNION ALL SELECT 'k', comment_id, seq, kind || coalesce(theme_id, 0), value FROM d_code"
    " UNION ALL SELECT 't', theme_id, comments, name || terms, sentiment FROM d_theme UNION ALL SELECT 'q', theme_id, rank, '', comment_id FROM d_quote ORDER BY 1, 2, 3, 4";

static void a_book_of_six_topics_is_coded_quoted_and_counted(void **state)
{
    Small b;
    Buf rows;
    ListenResult again;
    (void)state;
    buf_init(&rows, 1 << 20);
    six_topics(&rows);
    ListenResult r = run(&b, rows.p);
    assert_int_equal(r.comments, TOPICS * PER_TOPIC);
    assert_in_range(r.themes, 3, 12);
    assert_true(r.themed * 2 > r.comments); /* most comments are about one of few things */
    /* Every code lies on its text, and names a theme that is there, or a feeling. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id AND c.account_id = k.account_id"), small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_code"));
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE k.span_from < 0 OR k.span_to <= k.span_from"
        " OR k.span_to > strlen(c.text) OR (k.kind = 'theme') <> (k.theme_id IS NOT NULL) OR abs(k.value) > 1"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_code WHERE kind = 'theme' AND theme_id NOT IN (SELECT theme_id FROM d_theme)"), 0);
    /* A theme counts the comments that are coded with it. */
    assert_string_equal(small_rows(&b, "SELECT theme_id, comments FROM d_theme ORDER BY theme_id"),
                        small_rows(&b, "SELECT theme_id, CAST(count(DISTINCT comment_id) AS BIGINT) FROM d_code WHERE kind = 'theme' GROUP BY theme_id ORDER BY theme_id"));
    /* Quotes: of a known account each, never two of one account or with one text, on that theme. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_quote WHERE account_id = 0 OR rank < 1 OR rank > 8"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_quote AS q JOIN d_quote AS o ON o.theme_id = q.theme_id AND o.rank > q.rank AND o.account_id = q.account_id"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_quote AS q WHERE NOT EXISTS (SELECT 1 FROM d_code AS k WHERE k.comment_id = q.comment_id AND k.theme_id = q.theme_id)"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(DISTINCT theme_id) AS BIGINT) FROM d_quote"), r.themes);
    const char *before = small_rows(&b, all_rows);
    small_must(&b, listen_run(b.s, &again, &b.err));
    assert_string_equal(small_rows(&b, all_rows), before); /* the same again, and nothing twice */
    buf_release(&rows);
    small_close(&b);
}

static void identical_texts_are_quoted_once(void **state)
{
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 20);
    six_topics(&rows);
    for (int i = 0; i < 40; i++)
        answer(&rows, 1000 + i, i % ACCOUNTS + 1, "Late delivery again, the truck came two days late.");
    ListenResult r = run(&b, rows.p);
    assert_int_equal(r.comments, TOPICS * PER_TOPIC + 40);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_quote AS q JOIN d_comment AS c ON c.comment_id = q.comment_id"
        " JOIN d_quote AS o ON o.theme_id = q.theme_id AND o.rank > q.rank JOIN d_comment AS e ON e.comment_id = o.comment_id WHERE e.text = c.text"), 0);
    assert_in_range(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_code WHERE kind = 'theme' AND comment_id > 126"), 40, 120);
    buf_release(&rows);
    small_close(&b);
}

static void a_book_of_one_text_only_is_heard_without_an_error(void **state)
{
    Small b;
    Buf rows;
    (void)state;
    buf_init(&rows, 1 << 20);
    for (int i = 0; i < 60; i++)
        answer(&rows, i + 2, i % ACCOUNTS + 1, "The delivery was late.");
    ListenResult r = run(&b, rows.p);
    assert_int_equal(r.comments, 60);
    assert_true(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_quote") <= r.themes);
    buf_release(&rows);
    small_close(&b);
}

static void an_empty_book_has_nothing_to_hear(void **state)
{
    Small b;
    (void)state;
    ListenResult r = run(&b, "SELECT 1;");
    assert_true(r.comments == 0 && r.empty == 0 && r.themes == 0);
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name = 'comments'"), "0");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_come_from_surveys_tickets_and_churn_cleaned_and_scored),
        cmocka_unit_test(short_comments_get_the_language_that_is_usual_there),
        cmocka_unit_test(a_book_of_six_topics_is_coded_quoted_and_counted),
        cmocka_unit_test(identical_texts_are_quoted_once),
        cmocka_unit_test(a_book_of_one_text_only_is_heard_without_an_error),
        cmocka_unit_test(an_empty_book_has_nothing_to_hear),
    };
    return cmocka_run_group_tests_name("listen", tests, NULL, NULL);
}
