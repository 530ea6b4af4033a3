/* Tasks: each rule's edge on both sides, one and not ten, what is done stays done, owners, age, whose words.  Oracle: comments planted with known
 * scores, money and days; on DuckDB, and on PostgreSQL too when TL_PG names one. */
#include "tests/near.h"

#include "act/task.h"
#include "base/date.h"
#include "store/task_decide.h"
#include "tests/store/small.h"

/* The as-of day is 2025-06-30.  Account 1 pays 20,000.00 a year, 2 pays 2,000.00, 3 pays 999.99. */
static const char book_rows[] =
    "INSERT INTO d_summary VALUES ('as_of', '20269');"
    "INSERT INTO d_account VALUES (1, 'Acme', NULL, 'large', 'north', 'DE', '', NULL, NULL, NULL, 1), (2, 'Bolt', NULL, 'small', 'south', 'DE', '', NULL, NULL, NULL, 1), (3, 'Crumb', NULL, 'small', 'south', 'DE', '', NULL, NULL, NULL, 1);"
    "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 3) AS g(i);"
    "INSERT INTO f_invoice (source_id, key_hash, row_hash, file_id, line, alias_id, issued, amount, currency) VALUES (1, 1, 1, 1, 1, 1, DATE '2025-01-01', 2000000, 'EUR'), (1, 2, 1, 1, 2, 2, DATE '2025-01-01', 200000, 'EUR'), (1, 3, 1, 1, 3, 3, DATE '2025-01-01', 99999, 'EUR');"
    "INSERT INTO d_theme (theme_id, name, terms, comments, accounts, negative, sentiment, stability) VALUES (7, 'late again', '', 1, 1, 1, -0.5, 1), (8, 'nice people', '', 1, 1, 0, 0.5, 1);";

static void comment(Small *b, int id, int account, const char *day, int score, int theme, const char *text)
{
    small_sql(b, str_fmt(&b->a, "INSERT INTO d_comment VALUES (%d, %d, NULL, TIMESTAMP '%s 10:00:00', 'survey', 'en', '%s', %d, NULL, 1, %d);", account, id, day, text, score, id).p);
    if (theme)
        small_sql(b, str_fmt(&b->a, "INSERT INTO d_code VALUES (%d, %d, 1, 'theme', %d, 0, 4, -0.5);", account, id, theme).p);
}

static int64_t at(const char *day)
{
    int64_t d = 0;
    assert_true(date_parse_iso(str_of(day), &d));
    return d * MICROS_PER_DAY;
}

static TaskFound find(Small *b, const char *day)
{
    TaskFound f;
    small_must(b, tasks_find(b->s, at(day), &f, &b->err));
    return f;
}

static Status decide(Small *b, const char *what, const char *subject, const char *told, const char *text, int64_t *number)
{
    Status st = store_begin(b->s, &b->err);
    if (!st)
        st = task_decide(b->s, &(TaskAsk){ str_of(what), str_of(subject), str_of(told), str_of(text), STR("kim"), STR("2025-07-02T00:00:00") }, &b->a, number, &b->err);
    if (!st)
        st = store_commit(b->s, &b->err);
    if (st)
        store_rollback(b->s);
    return st;
}

static const char *tasks(Small *b) { return small_rows(b, "SELECT task_id, rule, account, cause, score, money, owner, said_n FROM task ORDER BY task_id"); }

static void open_book(Small *b, SmallWhere where)
{
    small_open(b, where);
    small_sql(b, book_rows);
}

static void thresholds(SmallWhere where)
{
    Small b;
    open_book(&b, where);
    comment(&b, 1, 1, "2025-06-20", 6, 7, "Late.");       /* at the score's edge */
    comment(&b, 2, 2, "2025-06-20", 7, 7, "So so.");      /* above it */
    comment(&b, 3, 3, "2025-06-20", 0, 7, "Awful.");      /* one cent too little */
    comment(&b, 4, 2, "2025-06-15", 2, 0, "Too old.");    /* before the window: it begins behind 16 June, 00:00 */
    comment(&b, 5, 2, "2025-06-17", 2, 0, "Slow.");
    comment(&b, 6, 0, "2025-06-20", 0, 7, "Nobody.");
    TaskFound f = find(&b, "2025-07-01");
    assert_true(f.made == 2 && !f.more && !f.escalated);
    assert_string_equal(tasks(&b), "1|detractor|Bolt||2|200000||1\n2|detractor|Acme|late again|6|2000000||1");
    f = find(&b, "2025-07-01");
    assert_true(!f.made && !f.more);                      /* nothing twice */
    /* The limits are settings. */
    small_must(&b, store_set_setting(b.s, "task_money", 99999, &b.err));
    small_must(&b, store_set_setting(b.s, "task_score", 7, &b.err));
    assert_int_equal(find(&b, "2025-07-01").made, 2);
    small_close(&b);
}

/* Three rules, each with something to find; the signals: 777 at stake and a q of 0.04, 5,000 and 0.06. */
static void rules_to_find(Small *b, SmallWhere where)
{
    open_book(b, where);
    comment(b, 1, 1, "2025-06-20", 3, 7, "Late.");
    comment(b, 2, 1, "2025-06-20", 9, 0, "You promised Tuesday.");
    small_sql(b, "INSERT INTO d_expect_said VALUES (1, 2, 1, 0, 21, 'promise', 'disappointed', 'delivery', '', 0, 0, 0, 0);");
    small_sql(b, "INSERT INTO d_stream VALUES (1, 'late in north', 'late', NULL, 'region', 'north'), (2, 'late in south', 'late', NULL, 'region', 'south');"
                 "INSERT INTO d_signal SELECT i, i, 'rise', DATE '2025-06-16', DATE '2025-06-23', 0.1, 0.2, 0.1, 0, 0, 0, 0.02 + 0.02 * i, 10, 4 FROM generate_series(1, 2) AS g(i);"
                 "INSERT INTO d_signal_more VALUES (1, 'step', DATE '2025-06-16', DATE '2025-06-16', 0, 3, 777), (2, 'step', DATE '2025-06-16', DATE '2025-06-16', 0, 3, 5000);");
}

static void rules_are_switched_and_signals_have_edges(SmallWhere where)
{
    static const struct {
        const char *name;
        double      value;
        const char *want;
    } cases[] = {
        { "task_score", 6, "broken delivery,detractor late again,signal late in north,signal late in south" },
        { "task_detractor", 0, "broken delivery,signal late in north,signal late in south" },
        { "task_broken", 0, "detractor late again,signal late in north,signal late in south" },
        { "task_signal", 0, "broken delivery,detractor late again" },
        { "task_signal_money", 777, "broken delivery,detractor late again,signal late in north,signal late in south" },
        { "task_signal_money", 778, "broken delivery,detractor late again,signal late in south" },
        { "task_signal_q", 0.06, "broken delivery,detractor late again,signal late in north,signal late in south" },
        { "task_signal_q", 0.059, "broken delivery,detractor late again,signal late in north" },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Small b;
        rules_to_find(&b, where);
        small_must(&b, store_set_setting(b.s, cases[i].name, cases[i].value, &b.err));
        find(&b, "2025-07-01");
        assert_string_equal(small_rows(&b, "SELECT string_agg(rule || ' ' || cause, ',' ORDER BY rule, cause) FROM task"), cases[i].want);
        /* What was switched off comes when it is on again. */
        small_must(&b, store_set_setting(b.s, cases[i].name, i < 4 ? 1 + 5 * (i == 0) : i < 6 ? 0 : 1, &b.err));
        find(&b, "2025-07-01");
        assert_string_equal(small_rows(&b, "SELECT string_agg(rule || ' ' || cause, ',' ORDER BY rule, cause) FROM task"), cases[0].want);
        small_close(&b);
    }
}

/* Theme 7 is an issue of Logistics, whom uwe owns; Acme has two managers, and the nearest rule counts; Bolt is in the south. */
static void owners_that_nobody_named(SmallWhere where)
{
    Small b;
    int64_t n;
    open_book(&b, where);
    small_sql(&b, "INSERT INTO d_issue VALUES (1, 'late again', '', 'theme', '', 7, '');"
                  "INSERT INTO d_issue_owner VALUES (1, 'Logistics', 'action', '');"
                  "INSERT INTO login (login_id, name, role, password, made_at, changed, removed_at, email) VALUES (1, 'gone', 'unit', '', TIMESTAMP '2025-01-01 00:00:00', 0, TIMESTAMP '2025-01-02 00:00:00', NULL),"
                  " (3, 'mia', 'manager', '', TIMESTAMP '2025-01-01 00:00:00', 0, NULL, 'mia@x.dk'), (4, 'max', 'manager', '', TIMESTAMP '2025-01-01 00:00:00', 0, NULL, NULL), (5, 'vic', 'viewer', '', TIMESTAMP '2025-01-01 00:00:00', 0, NULL, NULL);"
                  "INSERT INTO login_sees VALUES (1, 1, 'unit', 'Logistics'), (3, 1, 'region', 'North'), (3, 2, 'region', 'south'), (4, 1, 'account', 'acme'), (5, 1, 'account', 'Bolt');");
    comment(&b, 1, 1, "2025-06-20", 3, 7, "Late.");
    comment(&b, 2, 2, "2025-06-20", 3, 8, "Rude.");
    comment(&b, 3, 1, "2025-06-20", 3, 8, "Rude.");
    assert_int_equal(find(&b, "2025-07-01").made, 3);
    /* Nobody owns Logistics here: the manager, not the unit.  Of mia's rules and max's the account's is nearer. */
    assert_string_equal(small_rows(&b, "SELECT account, cause, owner FROM task ORDER BY account, cause"), "Acme|late again|max\nAcme|nice people|max\nBolt|nice people|mia@x.dk");
    small_sql(&b, "DELETE FROM task; INSERT INTO login (login_id, name, role, password, made_at, changed) VALUES (2, 'uwe', 'unit', '', TIMESTAMP '2025-01-01 00:00:00', 0); INSERT INTO login_sees VALUES (2, 1, 'unit', 'logistics');");
    assert_int_equal(find(&b, "2025-07-01").made, 3);
    assert_string_equal(small_rows(&b, "SELECT account, cause, owner FROM task ORDER BY account, cause"), "Acme|late again|uwe\nAcme|nice people|max\nBolt|nice people|mia@x.dk");
    /* What a person says comes first. */
    small_sql(&b, "DELETE FROM task;");
    assert_int_equal(decide(&b, "owner", "account:Acme", "", "kim", &n), ST_OK);
    assert_int_equal(find(&b, "2025-07-01").made, 3);
    assert_string_equal(small_rows(&b, "SELECT account, cause, owner FROM task ORDER BY account, cause"), "Acme|late again|kim\nAcme|nice people|kim\nBolt|nice people|mia@x.dk");
    /* Nobody at all but the unit; an open task of nobody gets it later. */
    small_sql(&b, "DELETE FROM task; DELETE FROM verdict; DELETE FROM login; DELETE FROM d_issue_owner;");
    assert_int_equal(find(&b, "2025-07-01").made, 3);
    assert_string_equal(small_rows(&b, "SELECT DISTINCT owner FROM task"), "");
    small_sql(&b, "INSERT INTO d_issue_owner VALUES (1, 'Logistics', 'action', '');");
    find(&b, "2025-07-01");
    assert_string_equal(small_rows(&b, "SELECT account, cause, owner FROM task ORDER BY account, cause"), "Acme|late again|Logistics\nAcme|nice people|\nBolt|nice people|");
    small_close(&b);
}

/* A second may come in parts: none of it is taken twice, and none is lost, whether the task is open, just done, or just made. */
static void a_second_in_parts(SmallWhere where)
{
    Small b;
    int64_t done;
    open_book(&b, where);
    for (int i = 1; i <= 4; i++)
        comment(&b, i, 1, "2025-06-20", 3, 7, "Late.");
    assert_int_equal(find(&b, "2025-07-01").made, 1);
    for (int i = 5; i <= 10; i++)
        comment(&b, i, 1, "2025-06-20", 3, 7, "Late.");
    for (int again = 0; again < 2; again++) {
        TaskFound f = find(&b, "2025-07-01");
        assert_true(!f.made && f.more == !again);
        assert_string_equal(small_rows(&b, "SELECT said_n, said_same FROM task ORDER BY task_id"), "10|10");
    }
    assert_int_equal(decide(&b, "done", "1", "yes", "Called", &done), ST_OK);
    assert_int_equal(find(&b, "2025-07-01").made, 0);
    comment(&b, 11, 1, "2025-06-20", 3, 7, "Late.");
    for (int again = 0; again < 2; again++)
        assert_int_equal(find(&b, "2025-07-01").made, !again);
    comment(&b, 12, 1, "2025-06-20", 3, 7, "Late.");
    assert_int_equal(find(&b, "2025-07-01").more, 1);
    assert_int_equal(find(&b, "2025-07-01").more, 0);
    assert_string_equal(small_rows(&b, "SELECT said_n, said_same FROM task ORDER BY task_id"), "10|10\n2|12");
    /* A task of an older book, which did not count: all of its last second is taken up. */
    small_sql(&b, "UPDATE task SET said_same = NULL WHERE task_id = 2;");
    comment(&b, 13, 1, "2025-06-20", 3, 7, "Late.");
    assert_int_equal(find(&b, "2025-07-01").more, 0);
    small_close(&b);
}

static void one_not_ten(SmallWhere where)
{
    Small b;
    int64_t done, number;
    open_book(&b, where);
    for (int i = 1; i <= 10; i++)
        comment(&b, i, 1, "2025-06-20", 3, 7, "Late.");
    comment(&b, 11, 1, "2025-06-21", 3, 8, "Other cause.");
    comment(&b, 12, 1, "2025-06-22", 4, 7, "Late still.");
    assert_int_equal(find(&b, "2025-07-01").made, 2);
    assert_string_equal(small_rows(&b, "SELECT cause, said_n, words, CAST(said_at AS DATE) FROM task ORDER BY task_id"), "late again|11|Late.|2025-06-22\nnice people|1|Other cause.|2025-06-21");
    comment(&b, 13, 1, "2025-06-23", 1, 7, "Again.");
    TaskFound f = find(&b, "2025-07-01");
    assert_true(!f.made && f.more == 1);
    assert_string_equal(small_rows(&b, "SELECT said_n FROM task WHERE task_id = 1"), "12");
    /* Done: what was said before makes no other; what is said later does. */
    assert_int_equal(decide(&b, "done", "1", "yes", "Changed the\tcarrier", &done), ST_OK);
    assert_int_equal(find(&b, "2025-07-01").made, 0);
    comment(&b, 14, 1, "2025-06-24", 1, 7, "And again.");
    assert_int_equal(find(&b, "2025-07-01").made, 1);
    assert_string_equal(small_rows(&b, "SELECT object FROM verdict WHERE stage = 'task'"), "yes\tChanged the carrier");
    /* Taken back: it is open again; deciding so twice, or what is not there, is refused. */
    assert_int_equal(decide(&b, "done", "1", "yes", "Again", &number), ST_CONFLICT);
    assert_int_equal(decide(&b, "undo", str_fmt(&b.a, "%lld", (long long)done).p, "", "", &number), ST_OK);
    assert_int_equal(decide(&b, "undo", str_fmt(&b.a, "%lld", (long long)done).p, "", "", &number), ST_CONFLICT);
    assert_int_equal(decide(&b, "done", "1", "no", "Called", &number), ST_OK);
    static const struct { const char *what, *subject, *told, *text; Status st; } bad[] = { { "done", "99", "yes", "x", ST_NOT_FOUND }, { "done", "x", "yes", "x", ST_USAGE },
        { "done", "2", "maybe", "x", ST_USAGE }, { "done", "2", "yes", " \t ", ST_USAGE }, { "undo", "77", "", "", ST_NOT_FOUND }, { "owner", "planet:Mars", "", "kim", ST_USAGE },
        { "owner", "account:", "", "kim", ST_USAGE }, { "reply", "all", "", "kim", ST_USAGE }, { "sing", "1", "", "", ST_USAGE } };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(decide(&b, bad[i].what, bad[i].subject, bad[i].told, bad[i].text, &number), bad[i].st);
    small_close(&b);
}

/* A disappointed promise of a core account, in the sentence that holds it; met or smaller ones are none. */
static void broken_promises(SmallWhere where)
{
    Small b;
    open_book(&b, where);
    for (int i = 1; i <= 4; i++)
        comment(&b, i, i < 4 ? 1 : 2, "2025-06-20", 9, 0, "Nice. You promised Tuesday. Bye.");
    small_sql(&b, "INSERT INTO d_expect_said VALUES (1, 1, 2, 6, 27, 'promise', 'disappointed', 'timeliness', '', 0, 0, 0, 0), (1, 2, 2, 6, 27, 'promise', 'met', 'timeliness', '', 0, 0, 0, 0),"
        "(1, 3, 2, 6, 27, 'comparison', 'disappointed', 'timeliness', '', 0, 0, 0, 0), (2, 4, 2, 6, 27, 'promise', 'disappointed', 'timeliness', '', 0, 0, 0, 0);");
    assert_int_equal(find(&b, "2025-07-01").made, 1);
    assert_string_equal(small_rows(&b, "SELECT rule, account, cause, words, money FROM task"), "broken|Acme|timeliness|You promised Tuesday.|2000000");
    small_close(&b);
}

static void signals_for_the_worse(SmallWhere where)
{
    Small b;
    open_book(&b, where);
    small_sql(&b, "INSERT INTO d_stream VALUES (1, 'late in north', 'late', NULL, 'region', 'north'), (2, 'score', 'nps', NULL, 'all', ''), (3, 'about people', 'theme', 8, 'all', ''), (4, 'about lateness', 'theme', 7, 'all', '');"
        "INSERT INTO d_signal SELECT i, i, 'rise', DATE '2025-06-16', DATE '2025-06-23', 0.1, 0.2, 0.1, 0, 0, 0, 0, 10, 4 FROM generate_series(1, 4) AS g(i);"
        "INSERT INTO d_signal VALUES (5, 2, 'fall', DATE '2025-06-09', DATE '2025-06-16', 8, 7, -1, 0, 0, 0, 0, 10, 4), (6, 1, 'rise', DATE '2024-06-09', DATE '2024-06-16', 8, 7, -1, 0, 0, 0, 0, 10, 4);"
        "INSERT INTO d_signal_more VALUES (1, 'step', DATE '2025-06-16', DATE '2025-06-16', 0, 3, 777);");
    /* Its words are those of the first who may be quoted. */
    comment(&b, 1, 1, "2025-06-20", 9, 0, "Ours came late.");
    comment(&b, 2, 2, "2025-06-20", 9, 0, "Late here, too.");
    small_sql(&b, "INSERT INTO d_signal_quote VALUES (1, 1, 1, 1), (1, 2, 2, 2); INSERT INTO verdict VALUES (50, 'voices', 'forbid', 'Acme', '', 'kim', '', TIMESTAMP '2025-06-30 00:00:00');");
    assert_int_equal(find(&b, "2025-07-01").made, 2);      /* more lateness, more talk of it; better scores and praise are none, nor what is a year old */
    assert_string_equal(tasks(&b), "1|signal||about lateness|-|0||1\n2|signal||late in north|-|777||1");
    assert_string_equal(small_rows(&b, "SELECT task_id, words FROM task ORDER BY task_id"), "1|\n2|Late here, too.");
    small_close(&b);
}

static void owners_and_age(SmallWhere where)
{
    Small b;
    int64_t n;
    open_book(&b, where);
    static const char *const rule[][2] = { { "all", "anybody" }, { "rule:detractor", "care" }, { "region:south", "sue" }, { "segment:small", "sam" }, { "account:acme", "ann" } };
    for (size_t i = 0; i < COUNT_OF(rule); i++)
        assert_int_equal(decide(&b, "owner", rule[i][0], "", rule[i][1], &n), ST_OK);
    comment(&b, 1, 1, "2025-06-20", 3, 7, "Late.");
    comment(&b, 2, 2, "2025-06-20", 3, 7, "Late.");
    assert_int_equal(find(&b, "2025-07-01").made, 2);
    assert_string_equal(small_rows(&b, "SELECT account, owner FROM task ORDER BY task_id"), "Acme|ann\nBolt|sam");
    assert_int_equal(find(&b, "2025-07-03").escalated, 0);
    assert_int_equal(decide(&b, "done", "1", "not needed", "Nothing", &n), ST_OK);
    assert_int_equal(find(&b, "2025-07-04").escalated, 1);  /* three days, the open one alone */
    assert_int_equal(find(&b, "2025-07-09").escalated, 0);  /* once */
    assert_string_equal(small_rows(&b, "SELECT task_id, CAST(escalated_at AS DATE) FROM task WHERE escalated_at IS NOT NULL"), "2|2025-07-04");
    small_close(&b);
}

/* Whole runs make tasks before anybody is named: open ones get their owner when somebody is, and keep him. */
static void an_owner_named_later(SmallWhere where)
{
    Small b;
    int64_t n;
    open_book(&b, where);
    comment(&b, 1, 1, "2025-06-20", 3, 7, "Late.");
    comment(&b, 2, 1, "2025-06-20", 3, 7, "Late.");
    comment(&b, 3, 2, "2025-06-20", 3, 7, "Late.");
    assert_int_equal(find(&b, "2025-07-01").made, 2);
    const char *rows = small_rows(&b, "SELECT task_id, said_n, said_at, said_same, made_at FROM task ORDER BY task_id");
    assert_string_equal(small_rows(&b, "SELECT account, owner FROM task ORDER BY task_id"), "Acme|\nBolt|");
    assert_int_equal(decide(&b, "done", "2", "yes", "Called", &n), ST_OK);
    assert_int_equal(decide(&b, "owner", "all", "", "ann", &n), ST_OK);
    TaskFound f = find(&b, "2025-07-01");
    assert_true(!f.made && !f.more && !f.escalated);
    assert_string_equal(small_rows(&b, "SELECT task_id, said_n, said_at, said_same, made_at FROM task ORDER BY task_id"), rows);
    assert_string_equal(small_rows(&b, "SELECT account, owner FROM task ORDER BY task_id"), "Acme|ann\nBolt|");     /* what is done stays as it was */
    assert_int_equal(decide(&b, "owner", "all", "", "eve", &n), ST_OK);
    comment(&b, 4, 1, "2025-06-21", 3, 7, "Late again.");
    f = find(&b, "2025-07-01");
    assert_true(!f.made && f.more == 1);
    assert_string_equal(small_rows(&b, "SELECT account, owner, said_n FROM task WHERE task_id = 1"), "Acme|ann|3");
    small_close(&b);
}

#define BOTH(name) \
    static void name##_in_memory(void **state) { (void)state; name(SMALL_MEMORY); } \
    static void name##_on_server(void **state) { (void)state; name(SMALL_SERVER); }
BOTH(thresholds)
BOTH(a_second_in_parts)
BOTH(one_not_ten)
BOTH(broken_promises)
BOTH(signals_for_the_worse)
BOTH(rules_are_switched_and_signals_have_edges)
BOTH(owners_that_nobody_named)
BOTH(owners_and_age)
BOTH(an_owner_named_later)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_in_parts_in_memory), cmocka_unit_test(a_second_in_parts_on_server),
        cmocka_unit_test(thresholds_in_memory),    cmocka_unit_test(thresholds_on_server),    cmocka_unit_test(one_not_ten_in_memory),       cmocka_unit_test(one_not_ten_on_server),
        cmocka_unit_test(rules_are_switched_and_signals_have_edges_in_memory), cmocka_unit_test(rules_are_switched_and_signals_have_edges_on_server),
        cmocka_unit_test(owners_that_nobody_named_in_memory), cmocka_unit_test(owners_that_nobody_named_on_server),
        cmocka_unit_test(broken_promises_in_memory), cmocka_unit_test(broken_promises_on_server), cmocka_unit_test(signals_for_the_worse_in_memory), cmocka_unit_test(signals_for_the_worse_on_server),
        cmocka_unit_test(an_owner_named_later_in_memory), cmocka_unit_test(an_owner_named_later_on_server),
        cmocka_unit_test(owners_and_age_in_memory), cmocka_unit_test(owners_and_age_on_server),
    };
    return cmocka_run_group_tests_name("act/t_task", tests, NULL, NULL);
}
