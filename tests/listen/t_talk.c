/* What customers say within tickets, in reviews and in calls is heard.  Oracle: rows planted here, and who said what in them; on DuckDB, and on
 * PostgreSQL too when TL_PG names one. */
#include "tests/near.h"

#include "base/buf.h"
#include "listen/listen.h"
#include "listen/turn.h"
#include "tests/store/small.h"

#define AT(day) "TIMESTAMP '2025-09-" day " 10:00:00'"

/* Accounts 1 to 9, each with a person of the same number but 3 and 7; ticket T1 is of account 1, T2 of account 2. */
static void begin(Small *b, SmallWhere where)
{
    small_open(b, where);
    small_sql(b, "INSERT INTO file VALUES (1, 1, 'f1', 'h1', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');"
        "INSERT INTO d_alias SELECT i, i, CASE WHEN i IN (3, 7) THEN NULL ELSE i END, 1, 'id' FROM generate_series(1, 9) AS g(i);"
        "INSERT INTO f_ticket VALUES (2, 101, 1, 1, 1, 1, NULL, 'T1', " AT("01") ", NULL, NULL, 'Search', 'The search  finds\nnothing.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
        "(2, 102, 1, 1, 2, 2, NULL, 'T2', " AT("01") ", NULL, NULL, 'Invoice', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);");
}

static void hear(Small *b, const char *rows)
{
    ListenResult r;
    small_sql(b, rows);
    small_must(b, listen_run(b->s, &r, &b->err));
}

static const char *said(Small *b)
{
    return small_rows(b, "SELECT c.channel, c.account_id, c.contact_id, k.key, c.text FROM d_comment AS c JOIN d_comment_key AS k ON k.account_id = c.account_id AND"
                         " k.comment_id = c.comment_id WHERE c.channel IN ('message', 'review', 'call') ORDER BY c.comment_id");
}

static const char messages[] =
    "INSERT INTO f_message VALUES "
    "(2, 1, 1, 1, 1, 1,    NULL, 'M1', 'T1', " AT("01") ", 'customer', 'x', 'The search finds nothing. '),"            /* the body again */
    "(2, 2, 1, 1, 2, 1,    NULL, 'M2', 'T1', " AT("02") ", 'customer', 'x', 'Still terrible, nobody answers.'),"
    "(2, 3, 1, 1, 3, NULL, NULL, 'M3', 'T2', " AT("03") ", 'customer', 'x', 'The price is wrong.'),"                 /* of nobody: the ticket's */
    "(2, 4, 1, 1, 4, 1,    NULL, 'M4', 'T1', " AT("04") ", 'agent',    'x', 'We are sorry.'),"
    "(2, 5, 1, 1, 5, 1,    NULL, 'M5', 'T1', " AT("04") ", 'internal', 'x', 'Told sales.'),"
    "(2, 6, 1, 1, 6, 2,    NULL, 'M6', 'T2', " AT("05") ", NULL,       'x', 'I asked for it.'),"                     /* who asked wrote it */
    "(2, 7, 1, 1, 7, 4,    NULL, 'M7', 'T2', " AT("06") ", NULL,       'x', 'Somebody else.'),"                      /* not known */
    "(2, 8, 1, 1, 8, 3,    NULL, 'M8', 'T9', " AT("07") ", 'customer', 'x', 'My ticket is not here.'),"              /* its ticket was never exported */
    "(2, 9, 1, 1, 9, 1,    9,    'M9', 'T1', " AT("08") ", 'customer', 'x', 'superseded');";

static void messages_of_customers_are_comments(SmallWhere where)
{
    Small b;
    begin(&b, where);
    hear(&b, messages);
    assert_string_equal(said(&b), "message|1|1|m0000000000000002|Still terrible, nobody answers.\nmessage|2|2|m0000000000000003|The price is wrong.\n"
                                  "message|2|2|m0000000000000006|I asked for it.\nmessage|3|-|m0000000000000008|My ticket is not here.");
    assert_string_equal(small_rows(&b, "SELECT channel, text FROM d_comment WHERE channel = 'ticket' ORDER BY comment_id"), "ticket|Search\nThe search finds\nnothing.\nticket|Invoice");
    assert_string_equal(small_rows(&b, "SELECT sentiment < 0 FROM d_comment WHERE text LIKE 'Still%'"), "true");
    assert_string_equal(small_rows(&b, "SELECT account_id, source, text FROM d_side_comment ORDER BY comment_id"), "1|reply|We are sorry.\n1|note|Told sales.");
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name = 'comments_unsided'"), "1");
    /* Days on which each was heard: the ticket, and what was written in it. */
    assert_string_equal(small_rows(&b, "SELECT alias_id, day FROM heard ORDER BY 1, 2"),
                        "1|2025-09-01\n1|2025-09-01\n1|2025-09-02\n2|2025-09-01\n2|2025-09-03\n2|2025-09-05\n3|2025-09-07");
    small_close(&b);
}

static void reviews_are_comments_with_their_headline(SmallWhere where)
{
    Small b;
    begin(&b, where);
    hear(&b, "INSERT INTO f_review VALUES (3, 11, 1, 1, 1, 3, NULL, 'V1', " AT("01") ", 0.2, 'Poor', 'Poor and awful.', 'G2', 'x', NULL),"
             "(3, 12, 1, 1, 2, NULL, NULL, 'V2', " AT("02") ", 1, 'Great', 'We love it.', 'G2', 'x', NULL),"
             "(3, 13, 1, 1, 3, 4, NULL, 'V3', " AT("03") ", 1, 'Only a headline', NULL, 'G2', 'x', NULL),"
             "(3, 14, 1, 1, 4, 4, NULL, 'V4', " AT("03") ", 1, NULL, NULL, 'G2', 'x', NULL);");
    assert_string_equal(said(&b), "review|3|-|r000000000000000b|Poor and awful.\nreview|0|-|r000000000000000c|Great\nWe love it.\nreview|4|4|r000000000000000d|Only a headline");
    assert_string_equal(small_rows(&b, "SELECT score, sentiment > 0 FROM d_comment WHERE text LIKE 'Great%'"), "-|true");
    small_close(&b);
}

/* One row: call, place, speaker, side ('' not known), alias (0: none), words. */
typedef struct Spoken {
    const char *call, *speaker, *side, *text;
    int seq, alias;
} Spoken;

static void speak(Buf *rows, const Spoken *u, size_t n, int file, int key)
{
    for (size_t i = 0; i < n; i++, key++)
        buf_printf(rows, "INSERT INTO f_utterance VALUES (4, %d, 1, %d, %d, nullif(%d, 0), NULL, '%s/%d', '%s', " AT("10") ", %d, nullif('%s', ''), nullif('%s', ''), %d, %d, '%s', NULL);", key, file,
                   u[i].seq, u[i].alias, u[i].call, u[i].seq, u[i].call, u[i].seq, u[i].speaker, u[i].side, u[i].seq * 1000, u[i].seq * 1000 + 900, u[i].text);
}

static const Spoken calls[] = {
    { "A", "Tom", "agent", "Hello there.", 1, 0 },
    { "A", "Ann", "customer", "The delivery was", 2, 3 },
    { "A", "Ann", "customer", "three days late.", 3, 3 },
    { "A", "Tom", "agent", "Sorry.", 4, 0 },
    { "A", "Ann", "customer", "We lost an order.", 5, 3 },
    { "A", "Bob", "customer", "And I paid twice.", 6, 4 },
    { "B", "Tom", "agent", "Hello.", 1, 0 },                       /* ours is named, and one other speaks: the customer */
    { "B", "Zoe", "", "Your prices are too high.", 2, 7 },
    { "C", "Tom", "agent", "Hello.", 1, 0 },                       /* two others: only who is known at the account */
    { "C", "Kim", "", "Who is Kim?", 2, 7 },
    { "C", "Lee", "", "I am Lee of account five.", 3, 5 },
    { "D", "", "", "Nobody says who speaks.", 1, 7 },
};

static const char *pieces(Small *b)
{
    return small_rows(b, "SELECT p.call_id, p.speaker, p.seq_from, p.seq_to, p.from_ms, p.to_ms, c.account_id, c.file_id, c.line, c.text FROM d_comment_call AS p JOIN d_comment AS c"
                         " ON c.account_id = p.account_id AND c.comment_id = p.comment_id ORDER BY p.comment_id");
}

static void utterances_of_a_customer_are_joined(SmallWhere where)
{
    Small b;
    Buf rows;
    begin(&b, where);
    buf_init(&rows, 1 << 16);
    speak(&rows, calls, COUNT_OF(calls), 1, 500);
    hear(&b, rows.p);
    assert_string_equal(pieces(&b), "A|Ann|2|3|2000|3900|3|1|2|The delivery was three days late.\nA|Ann|5|5|5000|5900|3|1|5|We lost an order.\n"
                                    "A|Bob|6|6|6000|6900|4|1|6|And I paid twice.\nB|Zoe|2|2|2000|2900|7|1|2|Your prices are too high.\nC|Lee|3|3|3000|3900|5|1|3|I am Lee of account five.");
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name = 'comments_unsided'"), "2");
    /* Ours speak of the account whose customers were in the call; of two accounts it is not known. */
    assert_string_equal(small_rows(&b, "SELECT account_id, text FROM d_side_comment ORDER BY comment_id"), "0|Hello there.\n0|Sorry.\n7|Hello.\n5|Hello.");
    assert_string_equal(small_rows(&b, "SELECT DISTINCT alias_id, day FROM heard WHERE day = DATE '2025-09-10' ORDER BY 1"), "3|2025-09-10\n4|2025-09-10\n5|2025-09-10\n7|2025-09-10");
    buf_release(&rows);
    small_close(&b);
}

static void a_long_speech_ends_at_the_end_of_a_sentence(void **state)
{
    Small b;
    Buf rows;
    char words[4][400];
    Spoken u[4];
    (void)state;
    begin(&b, SMALL_MEMORY);
    buf_init(&rows, 1 << 16);
    for (int i = 0; i < 4; i++) {       /* the second behind TURN_FULL ends one: the third only stops in the middle */
        memset(words[i], 'a' + i, sizeof words[i]);
        words[i][298] = i == 1 ? ',' : '.';
        words[i][299] = '\0';
        u[i] = (Spoken){ "L", "Ann", "customer", words[i], i + 1, 3 };
    }
    speak(&rows, u, COUNT_OF(u), 1, 600);
    hear(&b, rows.p);
    assert_string_equal(small_rows(&b, "SELECT seq_from, seq_to FROM d_comment_call ORDER BY comment_id"), "1|3\n4|4");
    assert_int_equal(small_int(&b, "SELECT CAST(max(length(text)) AS BIGINT) FROM d_comment WHERE channel = 'call'"), 3 * 299 + 2);
    buf_release(&rows);
    small_close(&b);
}

/* Oracle: the whole run over the same facts. */
static void what_comes_later_is_heard_as_the_whole_run_hears_it(SmallWhere where)
{
    Small b;
    Buf rows;
    ListenMore m;
    ListenResult r;
    const Spoken mended[] = { { "A", "Ann", "customer", "Well.", 4, 3 } };     /* who was Tom is Ann: three comments become one */
    begin(&b, where);
    buf_init(&rows, 1 << 16);
    speak(&rows, calls, 6, 1, 500);
    hear(&b, rows.p);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment_call"), 3);
    buf_clear(&rows);
    buf_puts(&rows, "INSERT INTO file VALUES (2, 1, 'f2', 'h2', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, ''); UPDATE f_utterance SET superseded_by = 2 WHERE key_hash = 503;");
    speak(&rows, mended, 1, 2, 503);
    speak(&rows, calls + 6, 2, 2, 506);
    buf_puts(&rows, "INSERT INTO f_message VALUES (2, 2, 1, 2, 9, 1, NULL, 'M2', 'T1', " AT("02") ", 'customer', 'x', 'Still terrible, nobody answers.');"
                    "INSERT INTO f_review VALUES (3, 11, 1, 2, 8, 3, NULL, 'V1', " AT("01") ", 0.2, 'Poor', 'Poor and awful.', 'G2', 'x', NULL);");
    small_sql(&b, rows.p);
    small_must(&b, listen_more(b.s, &m, &b.err));
    assert_int_equal(m.comments, 5);                /* two turns of A, one of B, the message, the review */
    Str more = str_of(said(&b)), where_more = str_of(pieces(&b));
    small_must(&b, listen_run(b.s, &r, &b.err));
    assert_string_equal(said(&b), more.p);
    assert_string_equal(pieces(&b), where_more.p);
    assert_non_null(strstr(where_more.p, "A|Ann|2|5|2000|5900|3|1|2|The delivery was three days late. Well. We lost an order."));
    buf_release(&rows);
    small_close(&b);
}

static void notes_and_lost_deals_are_of_our_side(SmallWhere where)
{
    Small b;
    begin(&b, where);
    hear(&b, "INSERT INTO f_account (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, name) VALUES (5, 21, 1, 1, 1, 6, 'A6', 'Six');"
             "INSERT INTO f_opportunity (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, close_date, loss_reason) VALUES "
             "(5, 31, 1, 1, 1, 7, NULL, 'O7', DATE '2025-09-20', 'They never got an answer.'), (5, 32, 1, 1, 2, 8, NULL, 'O8', DATE '2025-09-21', 'No longer needed'),"
             "(5, 33, 1, 1, 3, 8, 2, 'O9', DATE '2025-09-21', 'What was said before this.');"
             "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id) VALUES (5, 41, 1, 1, 1, 9, 'C9');"
             "INSERT INTO f_note VALUES "
             "(5, 51, 1, 1, 1, 5,    NULL, 'N1', " AT("01") ", 'note', 'K', 'Visit', 'Tired of waiting.', 'A6'),"     /* its own account before what it is about */
             "(5, 52, 1, 1, 2, NULL, NULL, 'N2', " AT("02") ", 'call', 'K', NULL, 'Of the account.', 'A6'),"
             "(5, 53, 1, 1, 3, NULL, NULL, 'N3', " AT("03") ", 'call', 'K', NULL, 'Of the deal.', 'O7'),"
             "(5, 54, 1, 1, 4, NULL, NULL, 'N4', " AT("04") ", 'task', 'K', NULL, 'Of the person.', 'C9'),"
             "(5, 55, 1, 1, 5, NULL, NULL, 'N5', " AT("05") ", 'task', 'K', 'Wants a new price list', NULL, 'X'),"
             "(5, 56, 1, 1, 6, 5,    NULL, 'N6', " AT("06") ", 'task', 'K', 'Call', NULL, NULL),"
             "(5, 57, 1, 1, 7, 5,    NULL, 'N7', " AT("07") ", 'Email', 'K', 'Re: offer', 'We are unhappy.', NULL),"
             "(5, 58, 1, 1, 8, 5,    9,    'N8', " AT("08") ", 'note', 'K', NULL, 'superseded', NULL);");
    assert_string_equal(small_rows(&b, "SELECT source, account_id, text FROM d_side_comment ORDER BY comment_id"),
                        "crm|5|Tired of waiting.\ncrm|6|Of the account.\ncrm|7|Of the deal.\ncrm|9|Of the person.\ncrm|0|Wants a new price list\nloss|7|They never got an answer.");
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment WHERE channel <> 'ticket'"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM heard WHERE day > DATE '2025-09-01'"), 0);
    small_close(&b);
}

#define BOTH(name)                                                                     \
    static void name##_here(void **state) { (void)state; name(SMALL_MEMORY); } \
    static void name##_on_server(void **state) { (void)state; name(SMALL_SERVER); }
BOTH(messages_of_customers_are_comments)
BOTH(notes_and_lost_deals_are_of_our_side)
BOTH(reviews_are_comments_with_their_headline)
BOTH(utterances_of_a_customer_are_joined)
BOTH(what_comes_later_is_heard_as_the_whole_run_hears_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_of_customers_are_comments_here), cmocka_unit_test(messages_of_customers_are_comments_on_server),
        cmocka_unit_test(reviews_are_comments_with_their_headline_here), cmocka_unit_test(reviews_are_comments_with_their_headline_on_server),
        cmocka_unit_test(utterances_of_a_customer_are_joined_here), cmocka_unit_test(utterances_of_a_customer_are_joined_on_server),
        cmocka_unit_test(what_comes_later_is_heard_as_the_whole_run_hears_it_here), cmocka_unit_test(what_comes_later_is_heard_as_the_whole_run_hears_it_on_server),
        cmocka_unit_test(notes_and_lost_deals_are_of_our_side_here), cmocka_unit_test(notes_and_lost_deals_are_of_our_side_on_server),
        cmocka_unit_test(a_long_speech_ends_at_the_end_of_a_sentence),
    };
    return cmocka_run_group_tests_name("listen/t_talk", tests, NULL, NULL);
}
