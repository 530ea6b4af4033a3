/* A person is taken out of the facts and of every word beside them, and is known again when she comes once more.
 *
 * Oracle  rows and texts written by hand, with what they must be behind it; both engines.  tests/flow/forget.py looks for her bytes in a whole book.
 */
#include "tests/store/small.h"

#include <stdlib.h>

#include "store/forget.h"

static Str full[] = { STR_INIT("jane.doe@acme.example"), STR_INIT("Jane Doe"), STR_INIT("M\xC3\xBCller") }, word[] = { STR_INIT("Jane"), STR_INIT("Doe") };
static const ForgetNeedles needles = { .full = full, .word = word, .n_full = COUNT_OF(full), .n_word = COUNT_OF(word) };

#define DOTS "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"

static void needles_become_dots_and_other_text_stays_itself(void **state)
{
    static const struct { const char *was, *others, *own; } cases[] = {
        { "write to JANE.DOE@acme.example.", "write to " DOTS ".", "write to " DOTS "." },
        { "Regards, Jane", "Regards, Jane", "Regards, " DOTS },
        { "janet, Doerr and doe", "janet, Doerr and doe", "janet, Doerr and " DOTS },
        { "jane doe, Jane Doe", DOTS ", " DOTS, DOTS ", " DOTS },
        { "M\xC3\xBCller, m\xC3\xBCllers", DOTS ", " DOTS "s", DOTS ", " DOTS "s" },
        { "nobody", "nobody", "nobody" },
        { "", "", "" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str was = str_of(cases[i].was), others = forget_scrub(was, &needles, FORGET_FAR, &a), own = forget_scrub(was, &needles, FORGET_OWN, &a);
        assert_true(str_eq(others, str_of(cases[i].others)));
        assert_true(str_eq(own, str_of(cases[i].own)));
        assert_int_equal(others.p == was.p, strcmp(cases[i].was, cases[i].others) == 0);
    }
    arena_release(&a);
}

static void number_is_found_in_any_spelling(void **state)
{
    static const struct { const char *stated, *text, *now; } cases[] = {
        { "+1 617 555 0100", "call +1 617 555 0100.", "call " DOTS "." },
        { "+1 617 555 0100", "(617) 555-0100, 617.555.0100; 16175550100", DOTS ", " DOTS "; " DOTS },
        { "+1 617 555 0100", "0016175550100 x12", DOTS " x12" },
        { "+1 617 555 0100", "at 12 617 555 0100", "at 12 " DOTS },
        { "+1 617 555 0100", "617 555 0101, 617 555 01001, INV6175550100", "617 555 0101, 617 555 01001, INV6175550100" },
        { "+1 617 555 0100", "555 0100", "555 0100" },
        { "617-555-0100 ext. 12", "+1 (617) 555\xC2\xA0" "0100", DOTS },
        { "617-555-0100", "7 617 555 0100", "7 " DOTS },
        { "+49 (0)89 123456-0", "089/1234560 or 0049 89 123456\xE2\x80\x93" "0", DOTS " or " DOTS },
        { "089 1234560", "+49 (0)89 1234560", DOTS },
        { "12345", "12345", "12345" },
        { "n/a", "n/a 0", "n/a 0" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str phone = forget_phone(str_of(cases[i].stated), &a);
        ForgetNeedles n = { .phone = &phone, .n_phone = phone.n > 0 };
        assert_string_equal(str_fmt(&a, "%.*s", STR_ARG(forget_scrub(str_of(cases[i].text), &n, FORGET_FAR, &a))).p, cases[i].now);
    }
    arena_release(&a);
}

#define UE "\xC3\xBC"
#define SZ "\xC3\x9F"

/* Jürgen Weiß in a text of somebody, of his account, of his own. */
static void name_is_found_in_any_spelling(void **state)
{
    static const struct { const char *text, *far, *near, *own; } cases[] = {
        { "J" UE "rgen Wei" SZ " here", DOTS " here", DOTS " here", DOTS " here" },
        { "J\xC3\x9CRGEN WEISS, Juergen  Weiss", DOTS ", " DOTS, DOTS ", " DOTS, DOTS ", " DOTS },
        { "J\xC3\x9CRGEN WEI\xE1\xBA\x9E; Jurgen\nWeiss; ju\xCC\x88rgen wei" SZ, DOTS "; " DOTS "; " DOTS, DOTS "; " DOTS "; " DOTS, DOTS "; " DOTS "; " DOTS },
        { "\xE2\x80\x9EWEISS, J" UE "RGEN\xE2\x80\x9C", "\xE2\x80\x9E" DOTS "\xE2\x80\x9C", "\xE2\x80\x9E" DOTS "\xE2\x80\x9C", "\xE2\x80\x9E" DOTS "\xE2\x80\x9C" },
        { "Mr. Wei" SZ " and HERR DR. WEISS", "Mr. Wei" SZ " and HERR DR. WEISS", "Mr. " DOTS " and HERR DR. " DOTS, "Mr. " DOTS " and HERR DR. " DOTS },
        { "Gr" UE SZ "e, JUERGEN", "Gr" UE SZ "e, JUERGEN", "Gr" UE SZ "e, JUERGEN", "Gr" UE SZ "e, " DOTS },
        { "weiss nicht; Weissbier", "weiss nicht; Weissbier", "weiss nicht; Weissbier", DOTS " nicht; Weissbier" },
        { "Wei" SZ "enburg \xFF Wei" SZ, "Wei" SZ "enburg \xFF Wei" SZ, "Wei" SZ "enburg \xFF Wei" SZ, "Wei" SZ "enburg \xFF " DOTS },
        { "nobody", "nobody", "nobody", "nobody" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    Str first = forget_folded(STR("J" UE "rgen"), true, &a), last = forget_folded(STR("Wei" SZ), true, &a), part[] = { first, last };
    Str name[] = { forget_folded(STR("J" UE "rgen Wei" SZ), true, &a), forget_folded(STR("Wei" SZ ", J" UE "rgen"), true, &a) };
    const ForgetNeedles n = { .name = name, .part = part, .last = &last, .n_name = 2, .n_part = 2, .n_last = 1 };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *want[] = { [FORGET_FAR] = cases[i].far, [FORGET_OWN] = cases[i].own, [FORGET_NEAR] = cases[i].near };
        for (int reach = FORGET_FAR; reach <= FORGET_NEAR; reach++)
            assert_string_equal(str_fmt(&a, "%.*s", STR_ARG(forget_scrub(str_of(cases[i].text), &n, (ForgetReach)reach, &a))).p, want[reach]);
    }
    /* Ligatures, accents, letters that Unicode does not take apart. */
    assert_true(str_eq(forget_folded(STR("\xEF\xAC\x81\xEF\xAC\x83 \xC3\x98\xC5\x82\xC3\xA9 \xC3\x86"), true, &a), STR("fiffi ole a")));
    assert_true(str_eq(forget_folded(STR("\xE1\xBA\xA4 \xF0\x9D\x90\x80 \xEF\xBC\xA1"), true, &a), STR("a a a")));
    arena_release(&a);
}

static void needle_that_a_text_was_cut_in_loses_its_beginning(void **state)
{
    static const struct { const char *was, *now; } cases[] = {
        { "WHERE email = 'Jane.d", "WHERE email = '" DOTS }, { "WHERE email = 'jan", "WHERE email = '" DOTS }, { "WHERE email = 'ja", "WHERE email = 'ja" },
        { "the maryjan", "the maryjan" }, { "jane.doe@acme.exampl", DOTS }, { "", "" }, { "ask jane do", "ask " DOTS },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_true(str_eq(forget_scrub_end(str_of(cases[i].was), &needles, &a), str_of(cases[i].now)));
    arena_release(&a);
}

/* Jane of Acme, by two addresses that share an id; a colleague; words beside the facts. */
static const char script[] =
    "INSERT INTO source (source_id, name) VALUES (1, 'Desk');"
    "INSERT INTO file (file_id, source_id, path, content_hash, kind, encoding, mapping, note, rows_in, rows_kept, rows_unchanged, rows_quarantined, bytes)"
    " VALUES (1, 1, 'tickets of Jane Doe.csv', 'h', 'ticket', 'UTF-8', 'm', '', 3, 3, 0, 0, 9);"
    "INSERT INTO alias (alias_id, source_id, account_id, account_name, person_id, email, domain, country, city, file_id, line) VALUES"
    " (1, 1, '', 'Acme', 'u-1', 'jane.doe@acme.example', 'acme.example', '', '', 1, 2), (2, 1, '', 'Acme', 'u-1', 'jd@acme.example', 'acme.example', '', '', 1, 3),"
    " (3, 1, '', 'Acme', 'u-2', 'bob@acme.example', 'acme.example', '', '', 1, 4);"
    "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, first_name, last_name, phone) VALUES (1, 1, 1, 1, 2, 1, 'u-1', 'Jane', 'Doe', '+1 617 555 0100');"
    "INSERT INTO f_identity (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, previous_id) VALUES (1, 2, 1, 1, 2, 1, 'm1', 'jane@acme.example'), (1, 3, 1, 1, 4, 3, 'm2', 'a9');"
    "INSERT INTO f_change (source_id, key_hash, row_hash, file_id, line, alias_id, about, about_id, field, old_value, new_value) VALUES"
    " (1, 4, 1, 1, 2, 1, 'contact', 'u-1', 'Phone', '0171', '0172'), (1, 5, 1, 1, 4, NULL, 'opportunity', 'O1', 'Owner', 'Jane Doe', 'Bob');"
    "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, subject, body, created_at) VALUES"
    " (1, 11, 1, 1, 2, 1, 't1', 'late', 'Regards, Jane', TIMESTAMP '2026-01-02 00:00:00'),"
    " (1, 12, 1, 1, 4, 3, 't2', 'for JD@acme.example', 'Jane Doe said so; Jane', TIMESTAMP '2026-01-02 00:00:00');"
    "INSERT INTO d_alias (alias_id, account_id, contact_id, probability, how) VALUES (1, 1, 7, 1, 'e-mail'), (2, 1, 7, 1, 'e-mail'), (3, 1, 8, 1, 'e-mail');"
    "INSERT INTO d_comment (account_id, comment_id, contact_id, \"at\", channel, language, text, file_id, line) VALUES"
    " (1, 1, 7, TIMESTAMP '2026-01-02 00:00:00', 'ticket', 'en', 'It is late again. Regards, Jane', 1, 2),"
    " (1, 2, 8, TIMESTAMP '2026-01-02 00:00:00', 'ticket', 'en', 'Ask Jane', 1, 4);"
    "INSERT INTO task (task_id, rule, account_id, account, cause, words, money, owner, said_n, said_at, made_at) VALUES"
    " (1, 'detractor', 1, 'Acme', '', 'It is late again. Regards, Jane', 0, '', 1, TIMESTAMP '2026-01-02 00:00:00', TIMESTAMP '2026-01-02 00:00:00'),"
    " (2, 'detractor', 2, 'Jane Doe', 'of Jane Doe', 'Ask Jane, jd@acme.example', 0, 'jd@acme.example', 1, TIMESTAMP '2026-01-02 00:00:00', TIMESTAMP '2026-01-02 00:00:00'),"
    " (3, 'signal', 0, '', 'crashes', '', 0, '', 1, TIMESTAMP '2026-01-02 00:00:00', TIMESTAMP '2026-01-02 00:00:00');"
    "INSERT INTO file_head (file_id, seq, record) VALUES (1, 1, 'Made by Jane Doe'), (1, 2, 'of 2026');"
    "INSERT INTO file_header (file_id, delimiter, header) VALUES (1, ',', 'id,Jane Doe');"
    "INSERT INTO notice (notice_id, task_id, why, way, address, queued_at, next_at, tries, failed) VALUES"
    " (1, 2, 'made', 'e-mail', 'jd@acme.example', TIMESTAMP '2026-01-02 00:00:00', TIMESTAMP '2026-01-02 00:00:00', 1, 'no box jd@acme.example');"
    "INSERT INTO job (job_id, kind, who, started_at, state, detail) VALUES (1, 'weekly', 'schedule', TIMESTAMP '2026-01-02 00:00:00', 'failed', 'row of Jane Doe');"
    "INSERT INTO login_once (key, request, began_at, status, body) VALUES (1, 2, TIMESTAMP '2026-01-02 00:00:00', 400, '{\"detail\":\"no box jd@acme.example\"}');"
    "INSERT INTO login_trail (trail_id, \"at\", who, how, address, route, what, status) VALUES"
    " (1, TIMESTAMP '2026-01-02 00:00:00', 'ada', 'session', '::1', 'sql', 'SELECT 1 FROM alias WHERE email = ''Jane.Doe@acme.example''', 200),"
    " (2, TIMESTAMP '2026-01-02 00:00:00', 'ada', 'session', '::1', 'sql', repeat('x', 292) || ' jane.do', 200),"
    " (3, TIMESTAMP '2026-01-02 00:00:00', 'ada', 'session', '::1', 'sql', 'SELECT 2 AS jane_do', 200);"
    "INSERT INTO verdict (verdict_id, stage, what, subject, object, who, why, decided_at) VALUES (1, 'task', 'done', '1', 'yes', 'ada', 'called Jane Doe', TIMESTAMP '2026-01-02 00:00:00');";

/* Her number: in a colleague's ticket, as the company's own, in rows set aside. */
static const char numbers[] =
    "INSERT INTO f_account (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, name, phone) VALUES (1, 21, 1, 1, 4, 3, 'a1', 'Acme', '+1 617 555 0100');"
    "INSERT INTO quarantine (file_id, seq, line, col, column_name, reason, raw, whole_row) VALUES"
    " (1, 1, 9, 0, '', '', 'u-5,+1 617 555 0100', TRUE), (1, 2, 9, 0, '', '', 'u-6,+1 617 555 0101', TRUE);"
    "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, subject, body, created_at) VALUES"
    " (1, 13, 1, 1, 4, 3, 't3', 'her number', 'is (617) 555-0100, not 617 555 0101', TIMESTAMP '2026-01-02 00:00:00');";

static void scrubbed(Small *b)
{
    assert_string_equal(small_rows(b, "SELECT email, person_id FROM alias ORDER BY alias_id"),
                        "forgotten-1-1@acme.example|forgotten-1-1\nforgotten-1-2@acme.example|forgotten-1-1\nbob@acme.example|u-2");
    assert_string_equal(small_rows(b, "SELECT subject, body FROM f_ticket ORDER BY ext_id"), "late|Regards, " DOTS "\nfor " DOTS "|" DOTS " said so; Jane\nher number|is " DOTS ", not 617 555 0101");
    assert_string_equal(small_rows(b, "SELECT phone FROM f_account"), "+1 617 555 0100");
    assert_string_equal(small_rows(b, "SELECT seq, raw FROM quarantine ORDER BY seq"), "1|(forgotten)\n2|u-6,+1 617 555 0101");
    assert_string_equal(small_rows(b, "SELECT first_name, last_name, ext_id FROM f_contact ORDER BY line"), "-|-|-");
    assert_string_equal(small_rows(b, "SELECT about_id, field, old_value, new_value FROM f_change ORDER BY line"), "-|Phone|-|-\nO1|Owner|" DOTS "|Bob");
    assert_string_equal(small_rows(b, "SELECT ext_id, previous_id FROM f_identity ORDER BY line"), "-|-\nm2|a9");
    assert_string_equal(small_rows(b, "SELECT account, cause, words, owner FROM task ORDER BY task_id"),
                        "Acme||It is late again. Regards, " DOTS "|\n" DOTS "|of " DOTS "|Ask Jane, " DOTS "|" DOTS "\n|crashes||");
    assert_string_equal(small_rows(b, "SELECT record FROM file_head ORDER BY seq"), "Made by " DOTS "\nof 2026");
    assert_string_equal(small_rows(b, "SELECT h.header, f.path FROM file_header AS h JOIN file AS f ON f.file_id = h.file_id"), "id," DOTS "|tickets of " DOTS ".csv");
    assert_string_equal(small_rows(b, "SELECT n.address, n.failed, j.detail, v.why FROM notice AS n, job AS j, verdict AS v"), DOTS "|no box " DOTS "|row of " DOTS "|called " DOTS);
    assert_string_equal(small_rows(b, "SELECT body FROM login_once"), "{\"detail\":\"no box " DOTS "\"}");
    assert_string_equal(small_rows(b, "SELECT trail_id, right(what, 12) FROM login_trail WHERE trail_id > 1 ORDER BY trail_id"), "2|xxxxxxxx " DOTS "\n3|2 AS jane_do");
    assert_string_equal(small_rows(b, "SELECT what FROM login_trail WHERE trail_id = 1"), "SELECT 1 FROM alias WHERE email = '" DOTS "'");
}

static void person_is_taken_out(SmallWhere kind)
{
    Small b;
    ForgetResult dry, did;
    ForgetGuard g;
    small_open(&b, kind);
    small_sql(&b, script);
    small_sql(&b, numbers);
    ForgetAsk ask = { STR("JANE.DOE@acme.example"), STR("ada"), STR("Jane Doe asked"), STR("2026-02-01 00:00:00"), true, false };
    small_must(&b, forget_guard_load(&g, b.s, &b.a, &b.err));
    assert_false(forget_guard_knows(&g, STR("Desk"), STR("jane.doe@acme.example"), STR("u-1")));
    small_must(&b, store_begin(b.s, &b.err));
    small_must(&b, forget_person(b.s, &ask, &b.a, &dry, &b.err));
    assert_int_equal(dry.aliases, 2);
    assert_string_equal(small_rows(&b, "SELECT words FROM task WHERE task_id = 1"), "It is late again. Regards, Jane");
    ask.dry_run = false;
    small_must(&b, forget_person(b.s, &ask, &b.a, &did, &b.err));
    small_must(&b, store_commit(b.s, &b.err));
    scrubbed(&b);
    /* What was said beforehand is what was done. */
    assert_int_equal(dry.rows, did.rows);
    assert_int_equal(dry.n, did.n);
    for (size_t i = 0; i < did.n; i++)
        assert_int_equal(dry.count[i].n, did.count[i].n);
    assert_string_equal(small_rows(&b, "SELECT table_name, n FROM erasure_count WHERE table_name IN ('task', 'login_trail', 'file_head', 'notice', 'job', 'login_once') ORDER BY table_name"),
                        "file_head|1\njob|1\nlogin_once|1\nlogin_trail|2\nnotice|1\ntask|2");
    assert_string_equal(small_rows(&b, "SELECT why FROM erasure ORDER BY erasure_id"), DOTS " asked");
    /* She is known by each of her addresses and ids, and a colleague is not. */
    small_must(&b, forget_guard_load(&g, b.s, &b.a, &b.err));
    assert_true(forget_guard_knows(&g, STR("Desk"), STR("JD@acme.example"), STR("")));
    assert_true(forget_guard_knows(&g, STR("Desk"), STR(""), STR("u-1")));
    assert_false(forget_guard_knows(&g, STR("Other"), STR(""), STR("u-1")));
    assert_false(forget_guard_knows(&g, STR("Desk"), STR("bob@acme.example"), STR("u-2")));
    assert_true(str_eq(forget_guard_text(&g, STR("cc jd@acme.example, bob@acme.example"), &b.a), STR("cc " DOTS ", bob@acme.example")));
    /* Once more: nobody of that name is left. */
    ask.who = STR("nobody@acme.example");
    assert_int_equal(forget_person(b.s, &ask, &b.a, &did, &b.err), ST_NOT_FOUND);
    ask.who = STR("Jane");
    assert_int_equal(forget_person(b.s, &ask, &b.a, &did, &b.err), ST_USAGE);
    small_close(&b);
}

static void person_is_taken_out_of_duckdb(void **state)
{
    (void)state;
    person_is_taken_out(SMALL_MEMORY);
}

static void person_is_taken_out_of_postgresql(void **state)
{
    (void)state;
    person_is_taken_out(SMALL_SERVER);
}

/* Jane of two mailboxes that resolve joined, by a link of the probability given. */
static void joined(Small *b, SmallWhere kind, const char *p)
{
    small_open(b, kind);
    small_sql(b, script);
    small_sql(b, str_fmt(&b->a, "INSERT INTO alias (alias_id, source_id, account_id, account_name, person_id, email, domain, country, city, file_id, line) VALUES"
                         " (4, 1, '', 'Acme', 'u-9', 'J.Doe@acme-steel.example', 'acme-steel.example', '', '', 1, 5);"
                         "INSERT INTO d_alias (alias_id, account_id, contact_id, probability, how) VALUES (4, 1, 7, 1, 'name');"
                         "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, first_name, last_name) VALUES (1, 9, 1, 1, 5, 4, 'u-9', 'Janet', 'Doe-Hill');"
                         "INSERT INTO d_person_link (contact_id, other_id, account_id, other_account_id, kind, probability, why) VALUES (1, 4, 1, 1, 'same', %s, 'the same name'),"
                         " (3, 4, 1, 1, 'ask', 0.3, 'the same mailbox');", p).p);
}

static Status asked(Small *b, const char *who, bool dry, bool all, ForgetResult *r)
{
    ForgetAsk ask = { str_of(who), STR("ada"), STR("asked"), STR("2026-02-01 00:00:00"), dry, all };
    return forget_person(b->s, &ask, &b->a, r, &b->err);
}

static void joined_records_go_together(SmallWhere kind)
{
    static const char *const every[] = { "jd@acme.example", "j.doe@acme-steel.example", "7" };
    Small b;
    ForgetResult r;
    for (size_t i = 0; i < COUNT_OF(every); i++) {
        joined(&b, kind, "0.97");
        small_must(&b, asked(&b, every[i], true, false, &r));
        assert_int_equal(r.aliases, 3);
        assert_int_equal(r.unsure, 0);
        assert_int_equal(r.taken[2].joined, i == 0);
        assert_int_equal(r.taken[0].joined, i == 1);
        check_digits(r.taken[i == 0 ? 2 : 0].p, i == 2 ? 1 : 0.97, 12);
        assert_true(str_eq(r.taken[2].name, STR("Janet Doe-Hill")));
        small_must(&b, asked(&b, every[i], false, false, &r));
        assert_string_equal(small_rows(&b, "SELECT first_name, last_name FROM f_contact ORDER BY line"), "-|-\n-|-");
        assert_string_equal(small_rows(&b, "SELECT email FROM alias WHERE email NOT LIKE 'forgotten%' ORDER BY alias_id"), "bob@acme.example");
        small_close(&b);
    }
}

static void unsure_records_are_asked_about(SmallWhere kind)
{
    Small b;
    ForgetResult r;
    joined(&b, kind, "0.94");
    small_must(&b, asked(&b, "jane.doe@acme.example", true, false, &r));
    assert_int_equal(r.unsure, 7);
    assert_int_equal(r.aliases, 3);
    assert_int_equal(asked(&b, "jane.doe@acme.example", false, false, &r), ST_CONFLICT);
    assert_non_null(strstr(b.err.msg, "--all"));
    assert_non_null(strstr(b.err.msg, "`forget BOOK 7`"));
    assert_non_null(strstr(b.err.msg, "0.94"));
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM alias WHERE email LIKE 'forgotten%'"), "0");
    small_must(&b, asked(&b, "jane.doe@acme.example", false, true, &r));
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM alias WHERE email LIKE 'forgotten%'"), "3");
    small_close(&b);
    joined(&b, kind, "0.94");
    small_must(&b, asked(&b, "7", false, false, &r));
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM alias WHERE email LIKE 'forgotten%'"), "3");
    small_close(&b);
}

/* His own ticket, a colleague's, and one that writes of a namesake at another account. */
static void name_goes_in_any_spelling(SmallWhere kind)
{
    for (int namesake = 0; namesake < 2; namesake++) {
        Small b;
        ForgetResult dry, did;
        small_open(&b, kind);
        small_sql(&b, script);
        small_sql(&b, "INSERT INTO alias (alias_id, source_id, account_id, account_name, person_id, email, domain, country, city, file_id, line) VALUES"
                      " (5, 1, '', 'Acme', 'u-20', 'jw@acme.example', 'acme.example', '', '', 1, 6), (6, 1, '', 'Other', '', 'x@other.example', 'other.example', '', '', 1, 7);"
                      "INSERT INTO d_alias (alias_id, account_id, contact_id, probability, how) VALUES (5, 1, 9, 1, 'e-mail'), (6, 2, 10, 1, 'e-mail');"
                      "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, first_name, last_name) VALUES (1, 30, 1, 1, 6, 5, 'u-20', 'J" UE "rgen', 'Wei" SZ "');"
                      "INSERT INTO f_ticket (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, subject, body, created_at) VALUES"
                      " (1, 31, 1, 1, 6, 5, 't4', 'J\xC3\x9CRGEN WEISS', 'Weiss, JUERGEN', TIMESTAMP '2026-01-02 00:00:00'),"
                      " (1, 32, 1, 1, 4, 3, 't5', 'Juergen Weiss', 'ask Mr. Wei" SZ "', TIMESTAMP '2026-01-02 00:00:00'),"
                      " (1, 33, 1, 1, 7, 6, 't6', 'other', 'Mr. Wei" SZ " of ours', TIMESTAMP '2026-01-02 00:00:00');");
        if (namesake)
            small_sql(&b, "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, first_name, last_name) VALUES (1, 34, 1, 1, 8, 3, 'u-2', 'Bob', 'WEISS');");
        small_must(&b, asked(&b, "jw@acme.example", true, false, &dry));
        small_must(&b, asked(&b, "jw@acme.example", false, false, &did));
        assert_int_equal(dry.rows, did.rows);
        assert_string_equal(small_rows(&b, "SELECT subject, body FROM f_ticket WHERE ext_id > 't3' ORDER BY ext_id"),
                            namesake ? DOTS "|" DOTS "\n" DOTS "|ask Mr. Wei" SZ "\nother|Mr. Wei" SZ " of ours" : DOTS "|" DOTS "\n" DOTS "|ask Mr. " DOTS "\nother|Mr. Wei" SZ " of ours");
        small_close(&b);
    }
}

/* Her record holds a private address, under which the desk knows her, an address of a colleague and one of a desk; her survey asked who she is. */
static void what_only_her_record_and_answers_say_goes(SmallWhere kind)
{
    Small b;
    ForgetResult dry, did;
    small_open(&b, kind);
    small_sql(&b, script);
    small_sql(&b, "INSERT INTO alias (alias_id, source_id, account_id, account_name, person_id, email, domain, country, city, file_id, line) VALUES"
                  " (5, 1, '', '', 'z-5', 'Jane.Private@mail.example', '', '', '', 1, 6), (6, 1, '', '', '', 'info@acme.example', '', '', '', 1, 7);"
                  "INSERT INTO d_alias (alias_id, account_id, contact_id, probability, how) VALUES (5, 1, 12, 1, 'none'), (6, 1, 13, 1, 'none');"
                  "INSERT INTO d_contact (account_id, contact_id, name, email, role) VALUES (1, 13, '', 'info@acme.example', 'shared mailbox');"
                  "INSERT INTO f_contact (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, first_name, last_name) VALUES (1, 40, 1, 1, 4, 3, 'u-2', 'Bob', 'Moor');"
                  "INSERT INTO f_field (source_id, key_hash, row_hash, file_id, line, about, about_id, field, value) VALUES"
                  " (1, 41, 1, 1, 2, 'contact', 'u-1', 'Additional email addresses', 'jane.private@mail.example;bob@acme.example;info@acme.example');"
                  "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, response_id, question, label, number, text) VALUES"
                  " (1, 50, 1, 1, 2, 1, 'a1', 'r1', 'Your name', 'J. Dough', NULL, 'J. Dough'), (1, 51, 1, 1, 2, 1, 'a2', 'r1', 'Telefonnummer (mobil)', '0171 1', NULL, NULL),"
                  " (1, 52, 1, 1, 2, 1, 'a3', 'r1', 'What would you name as the one thing that we should do better next time?', NULL, NULL, 'Packing'),"
                  " (1, 53, 1, 1, 2, 1, 'a4', 'r1', 'NPS', '9', 9, NULL), (1, 54, 1, 1, 4, 3, 'a5', 'r2', 'Your name', 'Bob Moor', NULL, NULL);"
                  "INSERT INTO stream_memory VALUES (1, 'rating/email = JD@acme.example/all/'), (2, 'rating/NPS/all/');"
                  "INSERT INTO theme_memory VALUES (3, NULL, 'ask Jane Doe', '0.5 jane doe', DATE '2026-01-02', DATE '2026-01-02', NULL);");
    small_must(&b, asked(&b, "jane.doe@acme.example", true, false, &dry));
    assert_int_equal(dry.aliases, 3);
    assert_true(str_eq(dry.taken[2].who, STR("Jane.Private@mail.example")));
    small_must(&b, asked(&b, "jane.doe@acme.example", false, false, &did));
    assert_int_equal(dry.rows, did.rows);
    assert_string_equal(small_rows(&b, "SELECT alias_id FROM alias WHERE email NOT LIKE 'forgotten%' ORDER BY alias_id"), "3\n6");
    assert_string_equal(small_rows(&b, "SELECT ext_id, label, number, text FROM f_answer ORDER BY ext_id"), "a1|-|-|-\na2|-|-|-\na3|-|-|Packing\na4|9|9|-\na5|Bob Moor|-|-");
    assert_string_equal(small_rows(&b, "SELECT key FROM stream_memory ORDER BY stream_id"), "rating/email = " DOTS "/all/\nrating/NPS/all/");
    assert_string_equal(small_rows(&b, "SELECT name, terms FROM theme_memory"), "ask " DOTS "|0.5 " DOTS);
    assert_string_equal(small_rows(&b, "SELECT last_name FROM f_contact WHERE alias_id = 3"), "Moor");
    small_close(&b);
}

static void her_record_in_duckdb(void **state)
{
    (void)state;
    what_only_her_record_and_answers_say_goes(SMALL_MEMORY);
}

static void her_record_in_postgresql(void **state)
{
    (void)state;
    what_only_her_record_and_answers_say_goes(SMALL_SERVER);
}

static void spellings_in_duckdb(void **state)
{
    (void)state;
    name_goes_in_any_spelling(SMALL_MEMORY);
}

static void spellings_in_postgresql(void **state)
{
    (void)state;
    name_goes_in_any_spelling(SMALL_SERVER);
}

static void joins_in_duckdb(void **state)
{
    (void)state;
    joined_records_go_together(SMALL_MEMORY);
    unsure_records_are_asked_about(SMALL_MEMORY);
}

static void joins_in_postgresql(void **state)
{
    (void)state;
    joined_records_go_together(SMALL_SERVER);
    unsure_records_are_asked_about(SMALL_SERVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needles_become_dots_and_other_text_stays_itself),
        cmocka_unit_test(name_is_found_in_any_spelling),
        cmocka_unit_test(number_is_found_in_any_spelling),
        cmocka_unit_test(needle_that_a_text_was_cut_in_loses_its_beginning),
        cmocka_unit_test(person_is_taken_out_of_duckdb),
        cmocka_unit_test(person_is_taken_out_of_postgresql),
        cmocka_unit_test(joins_in_duckdb),
        cmocka_unit_test(her_record_in_duckdb),
        cmocka_unit_test(her_record_in_postgresql),
        cmocka_unit_test(spellings_in_duckdb),
        cmocka_unit_test(spellings_in_postgresql),
        cmocka_unit_test(joins_in_postgresql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
