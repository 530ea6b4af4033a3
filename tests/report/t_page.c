/* Oracle: the made-up book of page_book.c, whose figures are written there by hand; what a page
 * says of them follows from design.md ("Numbers"): title with the figure, interval, n, coverage and
 * ledger; no money without a rank. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "report/html.h"
#include "report/page.h"
#include "report/term.h"
#include "tests/report/page_book.h"

enum { MANY = 4 * 1024 * 1024 };

typedef Status Page(Store *s, Arena *a, Doc **out, Err *err);

static Str named(const char *variable, const char *otherwise)
{
    const char *name = getenv(variable);
    return str_of(name ? name : otherwise);
}

static Status issue_first(Store *s, Arena *a, Doc **out, Err *err)
{
    return page_issue(s, named("TL_ISSUE", "came the week after"), a, out, err);
}
static Status account_first(Store *s, Arena *a, Doc **out, Err *err)
{
    return page_account(s, named("TL_ACCOUNT", "hanwick"), a, out, err);
}
static Status page_ledger_all(Store *s, Arena *a, Doc **out, Err *err)
{
    return page_ledger(s, STR(""), a, out, err);
}
static Status aside_ten(Store *s, Arena *a, Doc **out, Err *err)
{
    return page_quarantine(s, 10, a, out, err);
}

static const struct {
    const char *name;
    Page *page;
} pages[] = {
    { "headline", page_headline }, { "report", page_report },     { "issues", page_issues },
    { "issue", issue_first },      { "signals", page_signals },   { "themes", page_themes },
    { "audit", page_audit },       { "data", page_data },         { "quarantine", aside_ten },
    { "account", account_first },  { "settings", page_settings },
};

static Str keep(Arena *a, Buf *b)
{
    assert_false(b->over);
    Str s = str_dup(a, buf_str(b));
    buf_release(b);
    return s;
}

static Str term_of(Store *s, Page *page, Arena *a)
{
    Doc *d;
    Err err = { 0 };
    Buf b;
    buf_init(&b, MANY);
    if (page(s, a, &d, &err))
        fail_msg("%s", err.msg);
    assert_int_equal(doc_term(d, &(TermStyle){ 100, false, true }, a, &b, &err), ST_OK);
    return keep(a, &b);
}

static Str html_of(Store *s, Page *page, Arena *a)
{
    Doc *d;
    Err err = { 0 };
    Buf b;
    buf_init(&b, MANY);
    if (page(s, a, &d, &err))
        fail_msg("%s", err.msg);
    assert_int_equal(doc_html(d, a, &b, &err), ST_OK);
    return keep(a, &b);
}

/* Runs of white space as one space, so that a sentence is found however it was wrapped. */
static Str flat(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] == '\n' ? ' ' : s.p[i];
        if (c != ' ' || !n || p[n - 1] != ' ')
            p[n++] = c;
    }
    p[n] = '\0';
    return (Str){ p, n };
}

static void says(Arena *a, Str page, const char *part)
{
    if (!str_has(flat(a, page), str_of(part)))
        fail_msg("'%s' is not said in:\n%s", part, page.p);
}

static void is_silent(Arena *a, Str page, const char *part)
{
    if (str_has(flat(a, page), str_of(part)))
        fail_msg("'%s' is said in:\n%s", part, page.p);
}

static void the_headline_is_the_answer_with_interval_n_coverage_and_ledger(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_headline, &a);
    says(&a, t,
         "Delivery later than promised puts €1.04 M of the next twelve months at risk if nothing "
         "is done");
    says(&a, t, "Between €620 k and €1.47 M (95 % interval) [B].");
    says(&a, t, "It happened to 214 accounts in the last 180 days; they hold €11.8 M a year.");
    says(&a, t,
         "We hear from accounts that hold 71 % of revenue (247 of 412 accounts answered or wrote in the "
         "last year).");
    says(&a, t, "Of €1.10 M invoiced, €1.00 is on no known account.");
    arena_release(&a);
}

static void what_is_not_ranked_gets_no_money_and_shows_raw_beside_adjusted(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_issues, &a);
    says(&a, t, "raw −7.2 points, adjusted −1.9 (−6.0 to +2.2)");
    says(&a, t, "9 exposed and 703 unexposed decisions, 20 of each are needed");
    says(&a, t, "“portal orders”");
    arena_release(&a);
}

static void a_change_tells_when_it_happened_and_when_one_could_know(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_headline, &a);
    says(&a, t, "Deliveries late, Benelux: from 8.1 % to 27.2 %");
    says(&a, t, "+19.1 points (+15.0 to +23.2) · since 12 May 2025, known since 1 Jun 2025");
    says(&a, t, "Dispatch on time 96.8 against a target of 95.0 is green for Logistics.");
    says(&a, t, "Apart since Aug 2025 (told by the data of Sep 2025).");
    says(&a, t, "Depot Lyon: worked");
    arena_release(&a);
}

static void a_metric_is_told_month_by_month(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_audit, &a);
    says(&a, t, "Dispatch on time: Apart since Aug 2025 (told by the data of Sep 2025). Of 3 months: 1 apart, 0 agree, 2 cannot tell.");
    Str h = html_of(*state, page_audit, &a);
    says(&a, h, "78.2 % (74.0 to 81.0)");
    says(&a, h, "are red (by 3 months)");
    says(&a, h, "under five accounts");
    says(&a, h, "Apart since Aug 2025.</desc>");
    says(&a, t, "Invoices right first time: Of 1 month: 0 apart, 0 agree, 1 cannot tell.");
    arena_release(&a);
}

static void the_headline_fits_two_screens_of_a_hundred_columns(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_headline, &a);
    size_t lines = 0;
    for (Str rest = t; rest.n; lines++)
        assert_true(term_width(str_cut(&rest, '\n')) <= 100);
    assert_in_range(lines, 15, 96);
    arena_release(&a);
}

static void the_report_drills_to_files_and_lines(void **state)
{
    Arena a;
    arena_init(&a);
    Str t = term_of(*state, page_report, &a);
    static const char *const part[] = { "erp/deliveries.csv, line 812",
                                        "qualtrics/relationship.csv, line 14",
                                        "ORD-4711 promised 2025-08-19, arrived 7 days later",
                                        "Plant manager · Hanwick Foods GmbH",
                                        "renews 1 Nov 2025",
                                        "1 of 120: invoices to nobody known",
                                        "€599,999.00",
                                        "€1.00",
                                        "1 possible match between accounts",
                                        "exposure_days",
                                        ("Accounts that lived through it renewed 13.1 points less "
                                         "often than like accounts that did not (−17.6 to −8.6).") };
    for (size_t k = 0; k < COUNT_OF(part); k++)
        says(&a, t, part[k]);
    arena_release(&a);
}

static void no_page_passes_markup_from_the_data(void **state)
{
    Arena a;
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(pages); k++) {
        Str h = html_of(*state, pages[k].page, &a);
        assert_false(str_has(h, STR("<script")));
        assert_false(str_has(h, STR("<Labs>")));
        assert_false(str_has(h, STR("not stated")));
    }
    assert_true(str_has(html_of(*state, page_report, &a), STR("Cassin &lt;Labs&gt;")));
    arena_release(&a);
}

static void the_same_book_gives_the_same_bytes(void **state)
{
    Arena a;
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(pages); k++)
        assert_true(str_eq(html_of(*state, pages[k].page, &a), html_of(*state, pages[k].page, &a)));
    arena_release(&a);
}

static void both_engines_say_the_same(void **state)
{
    const char *base = getenv("TL_PG");
    Arena a;
    if (!base)
        return;
    arena_init(&a);
    Str where = str_fmt(&a, "%s%coptions=-csearch_path%%3Dt_page_%d", base,
                        strchr(base, '?') ? '&' : '?', (int)getpid());
    book_schema(where.p, str_fmt(&a, "CREATE SCHEMA t_page_%d", (int)getpid()).p);
    Store *s = book_make_at(where.p);
    made_up(s);
    for (size_t k = 0; k < COUNT_OF(pages); k++)
        assert_string_equal(term_of(s, pages[k].page, &a).p, term_of(*state, pages[k].page, &a).p);
    store_close(s);
    book_schema(where.p, str_fmt(&a, "DROP SCHEMA t_page_%d CASCADE", (int)getpid()).p);
    arena_release(&a);
}

static void a_name_that_is_not_there_gets_the_nearest(void **state)
{
    Arena a;
    Doc *d;
    Err err = { 0 };
    arena_init(&a);
    assert_int_equal(page_issue(*state, STR("portel oders"), &a, &d, &err), ST_NOT_FOUND);
    assert_non_null(strstr(err.msg, "nearest: 'portal orders'"));
    err = (Err){ 0 };
    assert_int_equal(page_account(*state, STR("Orja Watter"), &a, &d, &err), ST_NOT_FOUND);
    assert_non_null(strstr(err.msg, "nearest: 'Oria Water'"));
    arena_release(&a);
}

static void an_empty_book_says_how_to_import(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Store *s = book_make();
    static Page *const all[] = { page_headline, page_report,   page_issues,
                                 page_signals,  page_themes,   page_audit,
                                 page_data,     page_settings, aside_ten };
    says(&a, term_of(s, page_headline, &a), "This book is empty");
    says(&a, term_of(s, page_report, &a), "throughline run BOOK FOLDER");
    for (size_t k = 0; k < COUNT_OF(all); k++)
        assert_true(html_of(s, all[k], &a).n > 0);
    made_up_files(s);
    says(&a, term_of(s, page_headline, &a), "Imported, but not analysed yet");
    says(&a, term_of(s, aside_ten, &a), "1 row and 1 single cell are set aside");
    says(&a, html_of(s, aside_ten, &a), "erp/deliveries.csv, line 17");
    store_close(s);
    arena_release(&a);
}

static void too_few_decisions_are_said_before_anything_else(void **state)
{
    Arena a;
    Err err = { 0 };
    (void)state;
    arena_init(&a);
    Store *s = book_make();
    made_up(s);
    forget(s);
    fill(s, "d_issue", "ittttit",
         "1|Ticket escalated|Ticket escalated|ticket|a support ticket was escalated||");
    fill(s, "d_effect", "itfffffffffiiifffttt",
         "1|renewal|||||||-0.3|||9|22|31||||D|too few accounts to say: 9 exposed and 22 unexposed "
         "decisions, 20 of each are needed|");
    fill(s, "d_value", "iiiiiiiiiit", "1||9|30000000||||365|0||too few accounts to say");
    assert_int_equal(store_put_summary(s, "decided", STR("31"), &err), ST_OK);
    Str t = term_of(s, page_headline, &a);
    says(&a, t, "Too little to say: 31 renewal decisions are in the data");
    says(&a, t, "At least 20 decided renewals");
    is_silent(&a, t, "at risk");
    store_close(s);
    arena_release(&a);
}

static void chance_is_called_chance_with_what_would_be_needed(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Store *s = book_make();
    made_up(s);
    forget(s);
    fill(s, "d_issue", "ittttit",
         "2|portal orders|portal, orders|theme|a comment on \"portal orders\"|2|");
    fill(s, "d_effect", "itfffffffffiiifffttt",
         "2|renewal|-0.019|-0.06|0.022|0.021|0.36|0.41|-0.072|-0.11|-0.034|301|411|380|0.05|0.01|1|"
         "C|not told apart from chance|AIPW");
    fill(s, "d_value", "iiiiiiiiiit", "2||301|520000000||||365|0||not told apart from chance");
    Str t = term_of(s, page_headline, &a);
    says(&a, t, "Nothing here can be told apart from chance");
    /* 2.8 x 2.1 points = 5.88; (5.88 / 1.9)^2 x 712 = 6 819, to the next hundred. */
    says(&a, t,
         "a difference of 5.9 points or more would be seen four times in five; for one of 1.9 "
         "points about 6 900 decisions are needed");
    is_silent(&a, t, "at risk");
    says(&a, term_of(s, page_report, &a), "not told apart from chance");
    store_close(s);
    arena_release(&a);
}

static void an_association_is_not_worded_as_a_cause_and_a_tie_is_said(void **state)
{
    Arena a;
    Err err = { 0 };
    (void)state;
    arena_init(&a);
    Store *s = book_make();
    made_up(s);
    forget(s);
    fill(s, "d_issue", "ittttit", "2|portal orders|portal, orders|theme|a comment on \"portal orders\"|2|");
    fill(s, "d_effect", "itfffffffffiiifffttt",
         "2|renewal|-0.08|-0.12|-0.04|0.02|0.0001|0.001|-0.09|-0.13|-0.05|301|411|380|0.05|0.3|1|C|"
         "association only: 30 % of decisions have no like decision on the other side|AIPW");
    fill(s, "d_value", "iiiiiiiiiit", "2|1|301|520000000|47000000|21000000|74000000|365|0|0|association only");
    assert_int_equal(store_put_summary(s, "ledger_matched", STR("110000000"), &err), ST_OK);
    Str t = term_of(s, page_report, &a);
    says(&a, t, "“portal orders”: €470 k of the next twelve months is at risk where it happens, if nothing is done");
    says(&a, t, "an association, not shown to be the cause");
    says(&a, t, "Ties to the ledger to the cent: all of €1.10 M invoiced is on known accounts.");
    is_silent(&a, t, "puts €");
    store_close(s);
    arena_release(&a);
}

/* Files that came after the last computation are in no figure: every page says so, and none says so of a book that is up to date. */
static void figures_older_than_the_data_are_said_to_be(void **state)
{
    static Page *const seen[] = { page_headline, page_ledger_all, page_data, page_report };
    Arena a;
    Err err = { 0 };
    int64_t files;
    (void)state;
    arena_init(&a);
    Store *s = book_make();
    made_up(s);
    assert_int_equal(store_int(s, SQL_FILE_MAX, STORE_NO_ARGS, 0, &files, &err), ST_OK);
    for (int64_t behind = 0; behind < 2; behind++) {
        assert_int_equal(store_put_summary_int(s, "heard_file", files - behind, &err), ST_OK);
        for (size_t i = 0; i < COUNT_OF(seen); i++) {
            Str t = term_of(s, seen[i], &a);
            if (behind)
                says(&a, t, "1 file came after they were computed and is not in them");
            else
                is_silent(&a, t, "older than the data");
        }
    }
    store_close(s);
    arena_release(&a);
}

/* Writes the pages where TL_PAGES names a folder, for the eye. */
static void pages_can_be_looked_at(void **state)
{
    const char *dir = getenv("TL_PAGES");
    Arena a;
    Err err = { 0 };
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(pages); k++) {
        Str h = html_of(*state, pages[k].page, &a), t = term_of(*state, pages[k].page, &a);
        assert_true(h.n > 1000 && t.n > 100);
        if (dir && (file_replace(str_fmt(&a, "%s/%s.html", dir, pages[k].name).p, h, &err) ||
                    file_replace(str_fmt(&a, "%s/%s.txt", dir, pages[k].name).p, t, &err)))
            fail_msg("%s", err.msg);
    }
    arena_release(&a);
}

/* With TL_BOOK all pages of a real book are written to TL_PAGES (TL_ISSUE and TL_ACCOUNT name one
 * each), and nothing is tested. */
static int look_at(const char *book)
{
    Store *s;
    Err err = { 0 };
    if (store_open(book, &(StoreOptions){ .read_only = true }, &s, &err))
        return fprintf(stderr, "%s\n", err.msg), 1;
    Arena a;
    arena_init(&a);
    for (size_t k = 0; k < COUNT_OF(pages); k++) {
        Doc *d;
        Buf h, t;
        buf_init(&h, 64 * MANY);
        buf_init(&t, 64 * MANY);
        Status st = pages[k].page(s, &a, &d, &err);
        if (!st)
            st = doc_html(d, &a, &h, &err);
        if (!st)
            st = doc_term(d, &(TermStyle){ 100, false, true }, &a, &t, &err);
        if (!st && getenv("TL_PAGES"))
            st = file_replace(str_fmt(&a, "%s/%s.html", getenv("TL_PAGES"), pages[k].name).p,
                              buf_str(&h), &err);
        if (!st && getenv("TL_PAGES"))
            st = file_replace(str_fmt(&a, "%s/%s.txt", getenv("TL_PAGES"), pages[k].name).p,
                              buf_str(&t), &err);
        if (st)
            fprintf(stderr, "%s: %s\n", pages[k].name, err.msg);
        buf_release(&h);
        buf_release(&t);
    }
    arena_release(&a);
    store_close(s);
    return 0;
}

static int begin(void **state)
{
    Store *s = book_make();
    made_up(s);
    *state = s;
    return 0;
}

static int end(void **state)
{
    store_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_headline_is_the_answer_with_interval_n_coverage_and_ledger),
        cmocka_unit_test(figures_older_than_the_data_are_said_to_be),
        cmocka_unit_test(what_is_not_ranked_gets_no_money_and_shows_raw_beside_adjusted),
        cmocka_unit_test(a_change_tells_when_it_happened_and_when_one_could_know),
        cmocka_unit_test(a_metric_is_told_month_by_month),
        cmocka_unit_test(the_headline_fits_two_screens_of_a_hundred_columns),
        cmocka_unit_test(the_report_drills_to_files_and_lines),
        cmocka_unit_test(no_page_passes_markup_from_the_data),
        cmocka_unit_test(the_same_book_gives_the_same_bytes),
        cmocka_unit_test(both_engines_say_the_same),
        cmocka_unit_test(a_name_that_is_not_there_gets_the_nearest),
        cmocka_unit_test(an_empty_book_says_how_to_import),
        cmocka_unit_test(too_few_decisions_are_said_before_anything_else),
        cmocka_unit_test(chance_is_called_chance_with_what_would_be_needed),
        cmocka_unit_test(an_association_is_not_worded_as_a_cause_and_a_tie_is_said),
        cmocka_unit_test(pages_can_be_looked_at),
    };
    if (getenv("TL_BOOK"))
        return look_at(getenv("TL_BOOK"));
    return cmocka_run_group_tests(tests, begin, end);
}
