/* Oracle: searches and their parts, written by hand; a small book counted by hand. */
#include "tests/near.h"

#include "report/voice.h"
#include "tests/store/small.h"

static void a_search_is_read_with_its_operators(void **state)
{
    Arena a;
    VoiceQuery q;
    Err err;
    (void)state;
    arena_init(&a);
    assert_int_equal(voice_parse(STR("late \"no reply\" -price theme:portal account:\"Vance Op\" sentiment:negative since:2026-01-01 until:2026-01-31 100%_!"), &a, &q, &err), ST_OK);
    assert_true(q.n_with == 3 && q.n_not == 1);
    assert_true(str_eq(q.with[0], STR("late")) && str_eq(q.with[1], STR("no reply")) && str_eq(q.with[2], STR("100%_!")) && str_eq(q.without[0], STR("price")));
    assert_true(str_eq(q.theme, STR("%portal%")) && str_eq(q.account, STR("%Vance Op%")) && str_eq(q.sentiment, STR("negative")));
    assert_true(str_eq(q.since, STR("2026-01-01")) && str_eq(q.until, STR("2026-02-01")));
    assert_int_equal(voice_parse(STR("  "), &a, &q, &err), ST_OK);
    assert_true(q.n_with == 0 && !q.theme.n);
    assert_int_equal(voice_parse(STR("\"open phrase"), &a, &q, &err), ST_OK);
    assert_true(str_eq(q.with[0], STR("open phrase")));
    assert_int_equal(voice_parse(STR("12:30 -"), &a, &q, &err), ST_OK);
    assert_true(str_eq(q.with[0], STR("12:30")) && str_eq(q.with[1], STR("-")));
    assert_int_equal(voice_parse(STR("late OR \"too slow\" OR lost truck theme:late/truck -theme:price score:<=6 value:5000 segment:core"), &a, &q, &err), ST_OK);
    assert_true(q.n_with == 2 && str_eq(q.with[0], STR("late")) && str_eq(q.other[0][0], STR("too slow")) && str_eq(q.other[1][0], STR("lost")) && str_eq(q.with[1], STR("truck")) && !q.other[0][1].n);
    assert_true(str_eq(q.theme, STR("%late%")) && str_eq(q.sub, STR("%truck%")) && str_eq(q.not_theme, STR("%price%")) && str_eq(q.segment, STR("%core%")));
    assert_true(q.score.asked && q.score.from == 0 && q.score.to == 6 && q.value.asked && q.value.from == 5000 && q.value.to == INT64_MAX);
    assert_int_equal(voice_parse(STR("OR \"OR\" score:9"), &a, &q, &err), ST_OK);
    assert_true(q.n_with == 2 && str_eq(q.with[0], STR("OR")) && str_eq(q.with[1], STR("OR")) && q.score.from == 9 && q.score.to == 9);
    arena_release(&a);
}

static void what_is_no_search_is_refused_by_name(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = { { "foo:bar", "no operator 'foo:'" },         { "theme:a theme:b", "once" },      { "-account:a", "cannot be excluded" }, { "-theme:a -theme:b", "once" }, { "-theme:a/b", "not a sub-theme" }, { "score:x", "a range as 3-6" }, { "score:6-3", "a range" }, { "value:>", "a range" }, { "a OR theme:b", "between words" },
                 { "a OR b OR c OR d", "up to 3" }, { "a OR", "behind OR" }, { "side:ours score:3", "'score:'" }, { "since:may", "2026-03-31" },
                 { "sentiment:angry", "negative, neutral" }, { "a b c d e", "at most 4 words" }, { "-a -b -c", "2 excluded" },         { "theme:", "one value" } };
    Arena a;
    VoiceQuery q;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(voice_parse(str_of(rows[i].text), &a, &q, &err), ST_USAGE);
        if (!strstr(err.msg, rows[i].says))
            fail_msg("'%s': %s", rows[i].text, err.msg);
    }
    arena_release(&a);
}

static int64_t found(Small *b, const char *text)
{
    VoiceQuery q;
    Table t;
    int64_t total = -1;
    small_must(b, voice_parse(str_of(text), &b->a, &q, &b->err));
    small_must(b, voice_fetch(b->s, &q, 100, 0, &b->a, &t, &total, &b->err));
    assert_int_equal(total, t.n);
    return total;
}

/* In the list of comments: what a forbidden account says is in none. */
static int64_t listed(Small *b, const char *permission)
{
    Table t, n;
    int64_t rows = 0;
    const DbArg all[] = { DB_INT(0), DB_INT(0), DB_TEXT(STR("")), DB_TEXT(STR("")), DB_INT(0), DB_INT(100), DB_INT(0) };
    small_must(b, store_fetch(b->s, SQL_REPORT_COMMENTS, all, COUNT_OF(all), &b->a, &t, &b->err));
    small_must(b, store_fetch(b->s, SQL_REPORT_COMMENT_COUNT, all, COUNT_OF(all) - 2, &b->a, &n, &b->err));
    assert_int_equal(col_int(&n, "n")[0], t.n);
    for (size_t r = 0; r < t.n; r++)
        rows += str_eq(col_text(&t, "granted")[r], STR("permit")) == !strcmp(permission, "outside");
    return rows;
}

static void check_book(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, "INSERT INTO source VALUES (1, 'Desk');"
                  "INSERT INTO file (file_id, source_id, path, content_hash, bytes, kind, encoding, mapping, rows_in, rows_kept, rows_unchanged, rows_quarantined, note) "
                  "VALUES (1, 1, 'd/t.csv', 'x', 1, 'tickets', 'utf-8', '', 4, 4, 0, 0, '');"
                  "INSERT INTO d_account SELECT i, CASE i WHEN 1 THEN 'Vance Optics Ltd' ELSE 'Dorn GmbH' END, NULL, 'x', 'x', 'x', 'x', NULL, NULL, NULL, 1 FROM generate_series(1, 2) AS g(i);"
                  "INSERT INTO d_comment VALUES (1, 1, NULL, TIMESTAMP '2026-01-10 00:00:00', 'ticket', 'en', 'The PORTAL is down, says Vance.', NULL, -0.5, 1, 2),"
                  "(1, 2, NULL, TIMESTAMP '2026-01-31 23:00:00', 'survey', 'en', 'Good price, good portal.', 9, 0.5, 1, 3),"
                  "(2, 3, NULL, TIMESTAMP '2026-02-01 00:00:00', 'survey', 'en', 'We promised nothing about 100% of it.', 5, NULL, 1, 4),"
                  "(0, 4, NULL, TIMESTAMP '2026-03-01 00:00:00', 'survey', 'en', 'Who am I?', 5, 0.0, 1, 5);"
                  "INSERT INTO d_theme VALUES (1, 'portal finds nothing', '', 1, 1, 1, NULL, 1); INSERT INTO d_code VALUES (1, 1, 1, 'theme', 1, 0, 10, -0.5);"
                  "INSERT INTO d_expect_said VALUES (2, 3, 1, 0, 5, 'promise', 'open', 'timeliness', '', 0, 0, 0, 0);");
    assert_int_equal(found(&b, ""), 4);
    assert_int_equal(found(&b, "portal"), 2);
    assert_int_equal(found(&b, "portal -price"), 1);
    assert_int_equal(found(&b, "100%"), 1);
    assert_int_equal(found(&b, "10_%"), 0);
    assert_int_equal(found(&b, "theme:portal"), 1);
    assert_int_equal(found(&b, "account:vance until:2026-01-31"), 2);
    assert_int_equal(found(&b, "since:2026-02-01"), 2);
    assert_int_equal(found(&b, "sentiment:positive"), 1);
    assert_int_equal(found(&b, "sentiment:neutral"), 1);
    assert_int_equal(found(&b, "expects:promise"), 1);
    assert_int_equal(found(&b, "channel:ticket"), 1);
    /* With a theme: how it feels where it speaks of that, whatever the whole does; what is unclear there is of no feeling. */
    small_sql(&b, "INSERT INTO d_code VALUES (1, 2, 1, 'theme', 1, 12, 24, -0.4), (2, 3, 1, 'theme', 1, 0, 5, NULL);");
    assert_int_equal(found(&b, "theme:portal"), 3);
    assert_int_equal(found(&b, "theme:portal sentiment:negative"), 2);
    assert_int_equal(found(&b, "theme:portal sentiment:positive"), 0);
    assert_int_equal(found(&b, "theme:portal sentiment:neutral"), 0);
    assert_int_equal(found(&b, "-theme:portal"), 1);
    small_sql(&b, "UPDATE d_account SET segment = CASE account_id WHEN 1 THEN 'Core' ELSE 'Small' END, region = 'North';"
                  "INSERT INTO d_slice VALUES (1, 'product', 'Plan Gold'), (2, 'product', 'Plan Tin'), (1, 'segment', 'Gold');"
                  "INSERT INTO d_theme_state (theme_id, parent_id, state, name, found_name, terms, first_day, last_day, likeness, comments, accounts, stability)"
                  " VALUES (7, 1, 'kept', 'cannot log in', '', '', DATE '2026-01-01', DATE '2026-01-01', 1, 1, 1, 1);"
                  "INSERT INTO d_code_more VALUES (1, 1, 1, 7, 'found');"
                  "INSERT INTO d_decision (account_id, decision_id, decided, renewed, amount, currency, file_id, line) VALUES (1, 1, DATE '2027-01-01', NULL, 5000000, 'EUR', 1, 2);"
                  "INSERT INTO d_summary VALUES ('as_of', '20454');");
    assert_int_equal(found(&b, "segment:core"), 2);
    assert_int_equal(found(&b, "region:nor"), 3);
    assert_int_equal(found(&b, "product:gold"), 2);
    assert_int_equal(found(&b, "theme:portal/log"), 1);
    assert_int_equal(found(&b, "theme:portal/nothing"), 0);
    assert_int_equal(found(&b, "score:9"), 1);
    assert_int_equal(found(&b, "score:0-6"), 2);
    assert_int_equal(found(&b, "score:>5"), 1);
    assert_int_equal(found(&b, "value:50000"), 2);
    assert_int_equal(found(&b, "value:>50000"), 0);
    assert_int_equal(found(&b, "value:<=50000 -theme:portal"), 0);
    assert_int_equal(found(&b, "price OR promised"), 2);
    assert_int_equal(found(&b, "down OR price OR \"who am\" -portal"), 1);
    assert_int_equal(found(&b, "portal price OR down"), 2);
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'voices', 'forbid', 'Vance Optics Ltd', '', 'me', '', TIMESTAMP '2026-04-01 00:00:00');");
    assert_int_equal(found(&b, ""), 2);
    assert_int_equal(listed(&b, "inside"), 2);
    small_sql(&b, "INSERT INTO verdict VALUES (2, 'voices', 'permit', 'Vance Optics Ltd', '', 'me', '', TIMESTAMP '2026-04-02 00:00:00');");
    assert_int_equal(found(&b, "portal"), 2);
    assert_int_equal(listed(&b, "outside"), 2);
    assert_int_equal(listed(&b, "inside"), 2);
    small_close(&b);
}

/* The words by which comments are found, cut by the engine: not the code that cuts them for a book. */
static const char words_of_all[] =
    "INSERT INTO d_find_word SELECT row_number() OVER (ORDER BY x.w), x.w"
    "  FROM (SELECT DISTINCT unnest(regexp_split_to_array(lower(text), '[^a-z0-9]+')) AS w FROM d_comment) AS x WHERE length(x.w) >= 3;"
    "INSERT INTO d_find_comment SELECT w.word_id, c.comment_id FROM d_comment AS c"
    "  JOIN d_find_word AS w ON w.word = ANY(regexp_split_to_array(lower(c.text), '[^a-z0-9]+'));";

static const char many_comments[] =
    "INSERT INTO source VALUES (1, 'Desk');"
    "INSERT INTO file (file_id, source_id, path, content_hash, bytes, kind, encoding, mapping, rows_in, rows_kept, rows_unchanged, rows_quarantined, note) "
    "VALUES (1, 1, 'd/t.csv', 'x', 1, 'tickets', 'utf-8', '', 4, 4, 0, 0, '');"
    "INSERT INTO d_account SELECT i, CASE i WHEN 1 THEN 'Vance Optics Ltd' ELSE 'Dorn GmbH' END, NULL, 'x', 'x', 'x', 'x', NULL, NULL, NULL, 1"
    "  FROM generate_series(1, 2) AS g(i);"
    "INSERT INTO d_comment SELECT 1 + i % 2, i, NULL, TIMESTAMP '2026-01-10 00:00:00', 'ticket', 'en',"
    "  CASE i % 6 WHEN 0 THEN 'The PORTAL is down, says Vance.' WHEN 1 THEN 'Good price, good portal.'"
    "  WHEN 2 THEN 'We promised nothing about 100% of it.' WHEN 3 THEN 'Who am I? Portals!' WHEN 4 THEN '\xC3\xA4rger mit Kelvin' ELSE 'ok' END,"
    "  NULL, -0.5, 1, i FROM generate_series(1, 60) AS g(i);"
    "INSERT INTO d_theme VALUES (1, 'portal finds nothing', '', 1, 1, 1, NULL, 1); INSERT INTO d_code VALUES (1, 6, 1, 'theme', 1, 0, 10, -0.5);";

/* Oracle: the same searches with no words to go by, which read the texts. */
static void check_words(SmallWhere where)
{
    static const char *const search[] = {
        "portal", "PORT", "orta", "rtal price", "vance", "good good", "goo ood", "100", "100%", "10", "am i", "\"is down\"", "portal \"is down\"",
        "promised about nothing", "xyzzy", "portal xyzzy", "\xC3\xA4rger", "\xC3\x84rger rger", ("\xE2\x84\xAA" "elvin"), "kelvin", "elvin -portal",
        "theme:portal portal", "the down says vance", "portal account:vance" };
    int64_t want[COUNT_OF(search)];
    Small b;
    small_open(&b, where);
    small_sql(&b, many_comments);
    for (size_t i = 0; i < COUNT_OF(search); i++)
        want[i] = found(&b, search[i]);
    assert_true(want[0] == 30 && want[2] == 30 && want[3] == 10 && want[14] == 0);
    small_sql(&b, words_of_all);
    for (size_t i = 0; i < COUNT_OF(search); i++)
        if (found(&b, search[i]) != want[i])
            fail_msg("'%s': %lld by words, %lld by texts", search[i],
                     (long long)found(&b, search[i]), (long long)want[i]);
    /* It is the words that were asked: where one lacks, its comment is not found. */
    small_sql(&b, "DELETE FROM d_find_comment WHERE comment_id = 6;");
    assert_int_equal(found(&b, "portal"), want[0] - 1);
    assert_int_equal(found(&b, "\"portal is\""), 10);
    small_close(&b);
}

/* What the answers say, as one text. */
static const char *told(Small *b, Answer *answer, const char *q, const char *side, const char *hide)
{
    Buf out;
    JsonOut j;
    AnswerQuery query = *ANSWER_ALL(STR("b"));
    query.q = str_of(q);
    query.kind = str_of(side);
    query.hide = str_of(hide);
    buf_init(&out, 1 << 20);
    json_init(&j, &out);
    small_must(b, answer(b->s, &query, &b->a, &j, &b->err));
    const char *text = str_dup(&b->a, buf_str(&out)).p;
    buf_release(&out);
    return text;
}

/* Oracle: five rows of ours and one of a customer, written here. */
static void check_ours(SmallWhere where)
{
    static const struct {
        const char *q;
        int64_t     n;
    } rows[] = { { "side:ours", 5 }, { "side:customers", 1 }, { "", 1 }, { "side:ours truck", 3 }, { "side:ours TRUCK -late", 2 }, { "side:ours channel:note", 3 }, { "side:ours account:vance", 3 },
                 { "side:ours theme:portal", 1 }, { "side:ours sentiment:negative", 2 }, { "side:ours since:2026-01-03 until:2026-01-04", 2 }, { "side:ours \"the truck\"", 2 } };
    Small b;
    VoiceQuery v;
    Err err;
    small_open(&b, where);
    small_sql(&b, many_comments);
    small_sql(&b, "DELETE FROM d_comment WHERE comment_id > 1; INSERT INTO d_theme VALUES (2, 'deliveries', '', 1, 1, 1, NULL, 1);"
        "INSERT INTO d_side_comment VALUES (1, 1, TIMESTAMP '2026-01-01 10:00:00', 'note', 'en', 'Told Vance that the truck is late.', -0.4, 1, 11),"
        "(1, 2, TIMESTAMP '2026-01-02 10:00:00', 'reply', 'en', 'The truck is there.', 0, 1, 12), (1, 3, TIMESTAMP '2026-01-03 10:00:00', 'note', 'en', 'Portal down.', -0.6, 1, 13),"
        "(2, 4, TIMESTAMP '2026-01-04 10:00:00', 'call', 'en', 'Your truck comes.', NULL, 1, 14), (0, 5, TIMESTAMP '2026-01-05 10:00:00', 'note', 'en', 'Nobody knows whose.', NULL, 1, 15);"
        "INSERT INTO d_side_code VALUES (1, 3, 1, 0, 6, -0.6), (2, 4, 2, 0, 5, 0), (1, 1, 2, 16, 25, -0.4);"
        "INSERT INTO d_side_theme VALUES (2, 'customers', 1, 1, 1, 1, 1, 0, NULL), (2, 'employees', 2, 5, 0.4, 0.1, 0.8, 1, -0.4);");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (found(&b, rows[i].q) != rows[i].n)
            fail_msg("'%s': %lld found, %lld there", rows[i].q, (long long)found(&b, rows[i].q), (long long)rows[i].n);
    assert_int_equal(voice_parse(STR("side:ours role:buyer"), &b.a, &v, &err), ST_USAGE);
    assert_int_equal(voice_parse(STR("side:theirs"), &b.a, &v, &err), ST_USAGE);
    const char *list = told(&b, answer_comments, "", "ours", "");
    assert_non_null(strstr(list, "\"total\":5"));
    assert_non_null(strstr(list, "\"id\":\"ours-1-3\",\"key\":null,\"side\":\"ours\""));
    assert_non_null(strstr(list, "\"codes\":[{\"from\":0,\"to\":6,\"kind\":\"theme\",\"theme\":\"portal finds nothing\""));
    assert_non_null(strstr(told(&b, answer_comments, "truck", "ours", ""), "\"total\":3"));
    assert_non_null(strstr(told(&b, answer_comments, "", "", ""), "\"total\":1"));
    /* Names are hidden in both sides' quotes, and in the search. */
    assert_non_null(strstr(told(&b, answer_voices, "", "", ""), "Told Vance that"));
    assert_null(strstr(told(&b, answer_voices, "", "", "names"), "Vance"));
    assert_non_null(strstr(told(&b, answer_voices, "", "", "names"), "Told \xE2\x80\xA6 that"));
    assert_null(strstr(told(&b, answer_voices, "side:ours", "", "names"), "Vance"));
    /* What we wrote of those who forbid it is shown nowhere. */
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'voices', 'forbid', 'Vance Optics Ltd', '', 'me', '', TIMESTAMP '2026-04-01 00:00:00');");
    assert_int_equal(found(&b, "side:ours"), 2);
    assert_null(strstr(told(&b, answer_voices, "", "", ""), "Told Vance"));
    list = told(&b, answer_comments, "", "ours", "");
    assert_non_null(strstr(list, "\"total\":2"));
    assert_non_null(strstr(list, "\"withheld\":3"));
    small_close(&b);
}

static void ours_are_found_and_hidden_as_customers_are(void **state) { (void)state; check_ours(SMALL_MEMORY); }
static void ours_on_postgresql(void **state) { (void)state; check_ours(SMALL_SERVER); }

static void words_find_what_texts_hold(void **state) { (void)state; check_words(SMALL_MEMORY); }
static void and_on_postgresql(void **state) { (void)state; check_words(SMALL_SERVER); }

static void a_search_finds_what_it_asks_for(void **state) { (void)state; check_book(SMALL_MEMORY); }
static void and_so_on_postgresql(void **state) { (void)state; check_book(SMALL_SERVER); }

static void names_can_be_hidden(void **state)
{
    static const ColSpec cols[] = { { "name", COL_TEXT }, { "who", COL_TEXT } };
    Arena a;
    Table t;
    (void)state;
    arena_init(&a);
    table_init(&t, &a, cols, 2);
    table_put_text(&t, 0, STR("Vance Optics Ltd"));
    table_put_text(&t, 1, STR("Jo Ann Meyer"));
    table_row(&t);
    Str s = STR("vance ordered, Advance is no name. Meyer (Ann) of Optics.");
    assert_true(str_eq(voice_text(&t, 0, s, false, &a), s));
    assert_true(str_eq(voice_text(&t, 0, s, true, &a), STR("\xE2\x80\xA6 ordered, Advance is no name. \xE2\x80\xA6 (\xE2\x80\xA6) of \xE2\x80\xA6.")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_search_is_read_with_its_operators),
        cmocka_unit_test(what_is_no_search_is_refused_by_name),
        cmocka_unit_test(a_search_finds_what_it_asks_for),
        cmocka_unit_test(and_so_on_postgresql),
        cmocka_unit_test(words_find_what_texts_hold),
        cmocka_unit_test(and_on_postgresql),
        cmocka_unit_test(ours_are_found_and_hidden_as_customers_are), cmocka_unit_test(ours_on_postgresql), cmocka_unit_test(names_can_be_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
