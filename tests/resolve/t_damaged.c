/* Ids of one system that a spreadsheet changed.  Oracle: by hand, a pair of lists a case: which ids are one company's, and what Data says of them. */
#include "tests/near.h"

#include <stdio.h>

#include "base/buf.h"
#include "resolve/resolve.h"
#include "tests/store/small.h"

enum { ROWS = 6 };

/* A row: the file, the id, the company's name ("": none said). */
typedef struct Case {
    const char *about;
    struct { int file; const char *id, *name; } row[ROWS];
    const char *want;         /* a letter a row: the same letter, the same account */
    int found;                /* rows of the finding */
} Case;

// clang-format off
static const Case cases[] = {
    { "zeros in front are gone in the second file", { { 1, "00123", "Hanwick Foods" }, { 1, "04711", "Oria Water" }, { 2, "123", "" }, { 2, "4711", "Oria Water GmbH" } }, "ABAB", 2 },
    { "names that have nothing in common are two, and asked about", { { 1, "00123", "Hanwick Foods" }, { 2, "123", "Zest Logistics" } }, "AB", 1 },
    { "one file that has both means two", { { 1, "00123", "Hanwick Foods" }, { 1, "123", "" } }, "AB", 1 },
    { "zeros that fill nothing up are part of the id", { { 1, "00123", "Hanwick Foods" }, { 1, "0000077", "Oria Water" }, { 2, "123", "" } }, "ABC", 1 },
    { "three of one number are nobody's", { { 1, "00123", "Hanwick Foods" }, { 2, "0123", "" }, { 3, "123", "" } }, "ABC", 3 },
    { "numbers without zeros are themselves", { { 1, "123", "Hanwick Foods" }, { 2, "1230", "Oria Water" } }, "AB", 0 },
    { "a blank within a Salesforce id", { { 1, "001Ec00000FzlUd", "Hanwick Foods" }, { 2, "001Ec 00000FzlUd", "" } }, "AA", 1 },
    { "a Salesforce id in small letters", { { 1, "001Ec00000FzlUdIAJ", "Hanwick Foods" }, { 2, "001ec00000fzludiaj", "" } }, "AA", 1 },
    { "two Salesforce ids that differ in the case of one letter are two", { { 1, "001Ec00000FzlUd", "Hanwick Foods" }, { 2, "001Ec00000FzlUD", "" } }, "AB", 0 },
    { "the longer form of the same id", { { 1, "001Ec00000FzlUdIAJ", "Hanwick Foods" }, { 2, "001Ec00000FzlUd", "" } }, "AA", 0 },
};
// clang-format on

static void fill(Small *b, const Case *k)
{
    Buf sql;
    buf_init(&sql, 1 << 16);
    buf_puts(&sql, "INSERT INTO source VALUES (1, 'ERP');");
    for (int i = 0; i < ROWS && k->row[i].id; i++)
        buf_printf(&sql, "INSERT INTO alias VALUES (%d, 1, '%s', '%s', '', '', '', '', '', %d, %d);", i + 1, k->row[i].id, k->row[i].name, k->row[i].file, i + 2);
    small_sql(b, sql.p);
    buf_release(&sql);
}

static const char *accounts(Small *b)
{
    return small_rows(b, "SELECT account_id FROM d_alias ORDER BY alias_id");
}

/* The accounts as letters, by their first rows. */
static const char *letters(Small *b)
{
    char *out = arena_alloc(&b->a, ROWS + 1, 1);
    Str rest = str_of(accounts(b)), id[ROWS];
    char last = 'A' - 1;
    size_t n = 0;
    for (; rest.n && n < ROWS; n++) {
        size_t same = 0;
        id[n] = str_cut(&rest, '\n');
        while (!str_eq(id[same], id[n]))
            same++;
        out[n] = same < n ? out[same] : ++last;
    }
    out[n] = 0;
    return out;
}

static void check_cases(SmallWhere where)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Small b;
        ResolveResult r;
        small_open(&b, where);
        fill(&b, &cases[i]);
        small_must(&b, resolve_run(b.s, &r, &b.err));
        int64_t found = small_int(&b, "SELECT CAST(coalesce(sum(found), 0) AS BIGINT) AS n FROM d_finding WHERE title = 'customer ids that a spreadsheet has changed'");
        if (strcmp(letters(&b), cases[i].want) != 0 || found != cases[i].found)
            fail_msg("%s: %s, not %s; %d found, not %d", cases[i].about, letters(&b), cases[i].want, (int)found, cases[i].found);
        small_close(&b);
    }
}

static void ids_that_a_spreadsheet_changed_are_one_on_duckdb(void **state) { (void)state; check_cases(SMALL_MEMORY); }
static void ids_that_a_spreadsheet_changed_are_one_on_postgresql(void **state) { (void)state; check_cases(SMALL_SERVER); }

static void a_decision_goes_before_and_the_link_says_why(void **state)
{
    Small b;
    ResolveResult r;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    fill(&b, &cases[0]);
    small_must(&b, resolve_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, "SELECT how FROM d_alias WHERE alias_id IN (3, 4) ORDER BY alias_id"), "the same id without its zeros in front\nthe same id without its zeros in front");
    assert_string_equal(small_rows(&b, "SELECT r.file_id, r.line, r.text FROM d_finding_row AS r JOIN d_finding AS f ON f.finding_id = r.finding_id WHERE f.title LIKE '%has changed' ORDER BY r.seq"),
        "2|4|123, 00123, ERP, counted as one\n2|5|4711, 04711, ERP, counted as one");
    small_sql(&b, "INSERT INTO verdict VALUES (1, 'resolve', 'never', '00123', '123', 'me', '', TIMESTAMP '2025-09-01 00:00:00');");
    small_must(&b, resolve_run(b.s, &r, &b.err));
    assert_string_equal(letters(&b), "ABCB");
    small_close(&b);
}

/* Oracle: by hand.  1.23457E+11 is between 123456500000 and 123457500000; two ids of the book are, or one, or none, or another system's. */
static void check_power(SmallWhere where)
{
    static const struct { const char *raw, *ids, *want; } k[] = {
        { "1.23457E+11", "(1, 1, '123456789012'), (2, 1, '123466789012'), (3, 1, '12345678901'), (4, 2, '123456789013')", "1.23457E+11, 123456789012" },
        { "1,23457E+11", "(1, 1, '123456789012')", "1,23457E+11, 123456789012" },
        { "1.2E+10", "(1, 1, '12345678901'), (2, 1, 'x')", "1.2E+10, 12345678901" },
        { "1E+10", "(1, 1, '10345678901'), (2, 1, '16345678901')", "1E+10, 10345678901" },
        { "1.23457E+11", "(1, 1, '123456789012'), (2, 1, '123456789013')", "" },
        { "1.23457E+11", "(4, 2, '123456789012')", "" },
    };
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Small b;
        ResolveResult r;
        Buf sql;
        small_open(&b, where);
        buf_init(&sql, 1 << 14);
        buf_printf(&sql, "INSERT INTO source VALUES (1, 'ERP'), (2, 'CRM');"
            "INSERT INTO file (file_id, source_id, path, content_hash, bytes, kind, encoding, mapping, rows_in, rows_kept, rows_unchanged, rows_quarantined, note) VALUES (7, 1, 'a.csv', 'h', 1, 'k', 'UTF-8', '', 1, 1, 0, 0, '');"
            "INSERT INTO quarantine (file_id, seq, line, col, column_name, reason, raw, whole_row) VALUES (7, 1, 3, 1, 'Customer', 'id damaged by a spreadsheet (scientific notation)', '%s', FALSE),"
            " (7, 2, 4, 1, 'Customer', 'id damaged by a spreadsheet (scientific notation)', 'a whole row, 1E+5', TRUE), (7, 3, 5, 2, 'Day', 'date not understood', 'E+soon', FALSE);"
            "INSERT INTO alias SELECT v.id, v.source, v.word, '', '', '', '', '', '', 7, v.id FROM (VALUES %s) AS v(id, source, word);", k[i].raw, k[i].ids);
        small_sql(&b, sql.p);
        buf_release(&sql);
        small_must(&b, resolve_run(b.s, &r, &b.err));
        assert_string_equal(small_rows(&b, "SELECT r.text FROM d_finding_row AS r JOIN d_finding AS f ON f.finding_id = r.finding_id WHERE f.title LIKE '%notation' ORDER BY r.seq"), k[i].want);
        small_close(&b);
    }
}

static void what_a_power_of_ten_can_have_been_is_named_on_duckdb(void **state) { (void)state; check_power(SMALL_MEMORY); }
static void what_a_power_of_ten_can_have_been_is_named_on_postgresql(void **state) { (void)state; check_power(SMALL_SERVER); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_that_a_spreadsheet_changed_are_one_on_duckdb), cmocka_unit_test(ids_that_a_spreadsheet_changed_are_one_on_postgresql),
        cmocka_unit_test(a_decision_goes_before_and_the_link_says_why),
        cmocka_unit_test(what_a_power_of_ten_can_have_been_is_named_on_duckdb), cmocka_unit_test(what_a_power_of_ten_can_have_been_is_named_on_postgresql),
    };
    return cmocka_run_group_tests_name("damaged", tests, NULL, NULL);
}
