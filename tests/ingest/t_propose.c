#include "tests/near.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "ingest/scale.h"
#include "ingest/unknown.h"
#include "ingest/words.h"

static const char *key_of(Arena *a, const char *s) { return header_key(str_of(s), a).p; }

static void headers_become_keys(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    assert_string_equal(key_of(&a, "Kundennr."), "kundennr");
    assert_string_equal(key_of(&a, "customerId"), "customer id");
    assert_string_equal(key_of(&a, "Refund Amount (USD)"), "refund amount");
    assert_string_equal(key_of(&a, "churn_flag"), "churn");
    assert_string_equal(key_of(&a, "Prénom du client"), "prenom client");
    assert_string_equal(key_of(&a, "Fällig am"), "fallig am");
    assert_string_equal(key_of(&a, "EUR"), "eur");        /* something always stays */
    assert_string_equal(word_currency(STR("Betrag (EUR)"), &a), "EUR");
    assert_true(word_is_ours(header_key(STR("Ticket Owner Email"), &a)));
    assert_int_equal(word_kinds(STR("Rechnungen_2025-11.csv"), &a), 1u << KIND_INVOICE);
    arena_release(&a);
}

/* Every word of the table must be a key already, or nothing could ever meet it. */
static void every_word_of_the_table_can_be_met(void **state)
{
    Arena a;
    size_t seen = 0;
    (void)state;
    arena_init(&a);
    for (size_t r = 0; r < word_row_n; r++)
        for (Str rest = str_of(word_rows[r].words); rest.n;) {
            Str words = str_cut(&rest, ';');
            assert_int_equal(str_cut(&words, ' ').n, 2);
            while (words.n) {
                Str w = str_cut(&words, '|'), key;
                w = str_sub(w, w.p[0] == '~', w.n);
                key = header_key(w, &a);
                if (!str_eq(w, key))
                    fail_msg("%s: '%.*s' is never a key: '%.*s'", word_rows[r].target, STR_ARG(w), STR_ARG(key));
                seen++;
            }
        }
    assert_true(seen > 1000);
    arena_release(&a);
}

/* Reads a table given as text, lines and ';', and proposes. */
static void propose_text(const char *file, const char *text, const Known *k, Arena *a, Proposal *p)
{
    Str rest = str_of(text), head = str_cut(&rest, '\n'), cell[32];
    Str *column = ARENA_NEW_N(a, Str, 32);
    ValueLook *look = ARENA_NEW_N(a, ValueLook, 32);
    size_t n = 0;
    while (head.n)
        column[n++] = str_cut(&head, ';');
    for (size_t c = 0; c < n; c++)
        value_init(&look[c], a);
    while (rest.n) {
        Str row = str_cut(&rest, '\n');
        for (size_t c = 0; c < n; c++) {
            cell[c] = str_cut(&row, ';');
            value_look(&look[c], k, cell[c], a);
        }
    }
    propose(&(ProposeIn){ str_of(file), column, look, n, k, KIND_COUNT }, a, p);
}

/* Which deal is of which contact: enough for a deal by its needed fields, and none. */
static void a_table_of_which_little_is_understood_is_not_sure(void **state)
{
    static const char links[] = "deal_id;contact_id;type_id;portal;batch;_synced_at\n7001;31;3;p-9;b4;2026-01-05 10:00\n7002;32;3;p-9;b4;2026-01-05 10:00\n7003;33;3;p-9;b4;2026-01-06 10:00\n";
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("deal_contact.csv", links, NULL, &a, &p);
    assert_int_equal(p.kind, KIND_OPPORTUNITY);
    assert_true(p.mapped * 2 < 6);
    assert_false(p.sure);
    assert_true(str_ends(p.open, STR("what the other columns mean")));
    propose_text("deal_contact.csv", "deal_id;deal_name;stage;close_date;amount;_synced_at\n7001;Renewal A;won;2026-02-05;100.50;2026-01-05 10:00\n7002;Renewal B;lost;2026-02-06;99.10;2026-01-05 10:00\n",
                 NULL, &a, &p);
    assert_int_equal(p.kind, KIND_OPPORTUNITY);
    assert_false(str_has(p.open, STR("what the other columns mean")));
    arena_release(&a);
}

/* What is taken as a question is not said to be no field. */
static void a_question_is_called_one(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("survey.csv", "Response ID;Date;Email;NPS;Score;Comment;Batch\n1;2026-02-05;a@acme.de;9;8;The exports are slow;b1\n"
                               "2;2026-02-06;b@birch.de;3;7;Nobody answers us;b1\n3;2026-02-07;c@cedar.de;10;9;All is very well;b1\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_RESPONSE);
    Str rest = p.text, line, answers = STR("");
    while (rest.n) {
        line = str_cut(&rest, '\n');
        if (str_starts(line, STR("answer = ")))
            answers = line;
    }
    assert_true(str_has(answers, STR("Score")));
    assert_true(str_has(p.text, STR("'Score': a question, see 'answer' below")));
    assert_false(str_has(p.text, STR("'Score': no field")));
    assert_true(str_has(p.text, STR("'Batch': no field goes by this name")));
    arena_release(&a);
}

static void german_invoices_are_understood(void **state)
{
    Arena a;
    Proposal p;
    Mapping m;
    Err err;
    (void)state;
    arena_init(&a);
    propose_text("export.csv", "Rechnungsnr.;Kundennr.;Firma;Rechnungsdatum;F\xC3\xA4llig am;Betrag (EUR);Bearbeiter Email\n"
                               "R-1;K-10001;Acme GmbH;01.02.2026;15.02.2026;1.200,50;a@wir.de\nR-2;K-10002;Beta AG;03.02.2026;17.02.2026;99,00;b@wir.de\n"
                               "R-3;K-10003;Gamma KG;28.02.2026;14.03.2026;5,00;a@wir.de\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_INVOICE);
    assert_true(p.sure);
    if (map_parse(p.text, "p", &a, &m, &err))
        fail_msg("%s\n%s", err.msg, p.text.p);
    assert_string_equal(map_text(m.section, &a).p,
                        "[export.csv]\nkind = invoice\nkey = Rechnungsnr.\nnumber = Rechnungsnr.\naccount_id = Kundennr.\naccount_name = Firma\n"
                        "issued = Rechnungsdatum\ndue = F\xC3\xA4llig am\namount = Betrag (EUR)\ncurrency = \"EUR\"\n");
    assert_true(str_has(p.text, STR("German")));
    arena_release(&a);
}

/* What a promise became, a month by itself, a case and its topic: without one of these the rows are of little use. */
static void the_columns_that_matter_are_met(void **state)
{
    static const struct { const char *file, *text, *map; } k[] = {
        { "Lieferungen.csv", "Auftrag;Kundennummer;Zugesagter Termin;Liefertermin Ist\nA1;K-1;02.05.2025;17.05.2025\nA2;K-2;03.06.2025;03.06.2025\n",
          "[Lieferungen.csv]\nkind = delivery\norder_no = Auftrag\naccount_id = Kundennummer\npromised = Zugesagter Termin\ndelivered = Liefertermin Ist\n" },
        { "Kennzahlen.csv", "Abteilung;Kennzahl;Monat;Ist;Ziel\nVersand;Liefertreue;01/2025;92 %;95 %\nVersand;Liefertreue;02/2025;91 %;95 %\n",
          "[Kennzahlen.csv]\nkind = metric\nunit = Abteilung\nmetric = Kennzahl\nmonth = Monat : month\nvalue = Ist\ntarget = Ziel\n" },
        { "support cases.csv", "Case;Opened;Customer;Topic;Description\nC-1;2025-01-02 10:00;Acme;Delivery;Where is it?\nC-2;2025-01-03 10:00;Birch;Portal;I cannot log in.\n",
          "[support cases.csv]\nkind = ticket\nkey = Case\ncreated_at = Opened\naccount_name = Customer\ntype = Topic\nbody = Description\n" },
    };
    Arena a;
    Proposal p;
    Mapping m;
    Err err;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        propose_text(k[i].file, k[i].text, NULL, &a, &p);
        assert_int_equal(map_parse(p.text, "p", &a, &m, &err), ST_OK);
        assert_string_equal(map_text(m.section, &a).p, k[i].map);
    }
    propose_text("export.csv", "Rechnungsnr.;Kundennr.;Rechnungsdatum;Betrag;Gesehen\nR-1;K-1;01.02.2026;1,50;02.03.2026\nR-2;K-2;01.02.2026;1,50;0171 2345678\n", NULL, &a, &p);
    assert_true(str_has(p.text, STR("'Gesehen': no field goes by this name; such as 02.03.2026, (a phone number)")));
    arena_release(&a);
}

/* Names and samples are shown in part; a part ends at a whole letter. */
static void what_is_shown_in_part_stays_text(void **state)
{
    (void)state;
    for (size_t before = 0; before < 4; before++) {
        Arena a;
        Proposal p;
        Buf t;
        arena_init(&a);
        buf_init(&t, 4096);
        buf_printf(&t, "Ticket No;Opened;Subject;%.*s", (int)before, "xyz");
        for (int i = 0; i < 60; i++)
            buf_puts(&t, i % 2 ? "\xE2\x82\xAC" : "\xC3\xA4");
        for (int row = 1; row < 4; row++) {
            buf_printf(&t, "\nT%d;2026-01-0%d;a b;%.*s", row, row, (int)before, "xyz");
            for (int i = 0; i < 40; i++)
                buf_puts(&t, "\xC3\x8B");
        }
        buf_putc(&t, '\n');
        propose_text("tickets.csv", t.p, NULL, &a, &p);
        assert_int_equal(p.kind, KIND_TICKET);
        assert_true(str_is_utf8(p.text));
        assert_true(str_has(p.text, STR("\xC3\x8B")));
        buf_release(&t);
        arena_release(&a);
    }
}

static void ids_the_book_knows_name_the_column_and_its_system(void **state)
{
    Arena a;
    Known k;
    Proposal p;
    (void)state;
    arena_init(&a);
    known_init(&k, &a, 3);
    k.source[k.n_source++] = STR("Salesforce");
    for (int i = 0; i < 3; i++)
        known_add(&k, &(KnownAlias){ str_fmt(&a, "00100000000%04d", i), STR(""), STR(""), STR(""), STR(""), 0 }, &a);
    propose_text("tickets.csv", "Ticket No;Ref X;Opened;Subject\nT1;001000000000000;2026-01-02;a b\nT2;001000000000001;2026-01-03;c d\n"
                                "T3;001000000000002;2026-01-04;e f\n", &k, &a, &p);
    assert_int_equal(p.kind, KIND_TICKET);
    assert_string_equal(p.column[1].target, "account_id");
    assert_true(p.column[1].confidence >= 0.9);
    assert_true(str_has(p.column[1].reason, STR("100 % of its values are account ids of Salesforce")));
    assert_true(str_eq(p.source, STR("Salesforce")));
    arena_release(&a);
}

/* Gainsight's NPS object and Medallia's exports have no header that is everybody's: these are the names their documents use. */
static void responses_of_tools_without_a_header_of_their_own_are_proposed(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("export.csv", "JBCXM__Account__c;JBCXM__SurveyCode__c;Person Email;NPS Score;Comment;Responded Date\n0015f00000XyZaBAAV;a1J37000000gQ7TEAU;ann@acme.de;9;good and fast;2024-05-01\n"
                               "0015f00000XyZaCAAV;a1J37000000gQ7TEAU;bob@acme.de;3;too slow;2024-05-02\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_RESPONSE);
    assert_string_equal(p.column[2].target, "email");
    assert_string_equal(p.column[3].target, "nps");
    assert_string_equal(p.column[5].target, "recorded_at");
    propose_text("export.csv", "Survey ID;Response Date;Likelihood to Recommend;Overall Satisfaction;Comments;Account Name;Respondent Email\n1;2024-05-01;9;5;good and fast;Acme;ann@acme.de\n"
                               "2;2024-05-02;3;2;too slow for us;Bolt;bob@bolt.de\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_RESPONSE);
    assert_string_equal(p.column[1].target, "recorded_at");
    assert_string_equal(p.column[2].target, "nps");
    assert_string_equal(p.column[3].target, "csat");
    assert_string_equal(p.column[5].target, "account_name");
    assert_string_equal(p.column[6].target, "email");
    arena_release(&a);
}

static void two_columns_that_are_equally_likely_are_left_to_the_user(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("tickets.csv", "Ticket ID;Created;Opened;Subject;Priority\nT1;2026-01-02;2026-01-02;a b;high\nT2;2026-01-03;2026-01-04;c d;low\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_TICKET);
    assert_false(p.sure);
    assert_null(p.column[1].target);
    assert_null(p.column[2].target);
    assert_string_equal(p.column[1].tie, "created_at");
    assert_string_equal(p.column[2].tie, "created_at");
    assert_true(str_has(p.open, STR("created_at")));
    arena_release(&a);
}

static void values_that_do_not_fit_speak_against_a_header(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("invoices.csv", "Invoice No;Customer;Invoice Date;Amount;Currency\nI1;Acme;soon;many;EUR\nI2;Beta;later;few;EUR\n", NULL, &a, &p);
    for (size_t c = 2; c < 4; c++)
        assert_true(!p.column[c].target || p.column[c].confidence < 0.9);
    assert_false(p.sure);
    propose_text("x.csv", "Colour;Shape\nred;round\nblue;square\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_COUNT);
    arena_release(&a);
}

static bool names(const MapRule *r, Str column)
{
    for (size_t i = 0; r && i < r->n_alt; i++)
        for (size_t k = 0; k < r->alt[i].n; k++)
            if (!r->alt[i].part[k].constant && str_eq(r->alt[i].part[k].text, column))
                return true;
    return false;
}

/* Oracle: maps/ravenstack.map, written by hand.  Its person_id is no column's own meaning: a key, used as a person. */
static void ravenstacks_columns_are_those_of_the_map_written_by_hand(void **state)
{
    Arena a;
    Err err;
    Str text;
    Mapping truth;
    size_t right = 0, wrong = 0, open = 0;
    const char *shared = getenv("TL_SHARED"), *root = getenv("TL_ROOT");
    FileInfo info;
    (void)state;
    arena_init(&a);
    Str dir = str_fmt(&a, "%s/data/ravenstack", shared ? shared : "");
    if (file_stat(dir.p, &info, &err))
        skip();
    assert_int_equal(file_read(str_fmt(&a, "%s/maps/ravenstack.map", root).p, 1 << 20, &a, &text, &err), ST_OK);
    assert_int_equal(map_parse(text, "truth", &a, &truth, &err), ST_OK);
    for (size_t s = 0; s < truth.n; s++) {
        Job j;
        Proposal p;
        Str path = path_join(&a, dir, truth.section[s].pattern);
        assert_int_equal(job_open(&(WalkEntry){ .place = { .path = path.p }, .sheet = -1, .shown = truth.section[s].pattern, .failed = STR(""), .skipped = STR(""), .note = STR("") },
                                  &(JobOptions){ .as_kind = KIND_COUNT }, &a, &j, &err), ST_OK);
        assert_int_equal(unknown_propose(&j, NULL, KIND_COUNT, &a, &p, &err), ST_OK);
        assert_int_equal(p.kind, truth.section[s].kind);
        assert_true(p.sure);
        for (size_t c = 0; c < j.n_column; c++) {
            const char *t = p.column[c].target;
            bool used = false;
            for (size_t r = 0; r < truth.section[s].n_rule; r++)
                used = used || (names(&truth.section[s].rule[r], j.column[c]) && strcmp(truth.section[s].rule[r].target.p, "person_id") != 0);
            bool same = t ? names(map_rule(&truth.section[s], t), j.column[c]) : !used;
            right += same && t;
            open += !t && used;
            wrong += t && !same;
            if (!same)
                print_message("# %s.%s: %s at %.2f\n", truth.section[s].pattern.p, j.column[c].p, t ? t : "open", p.column[c].confidence);
            assert_false(t && !same && p.column[c].confidence >= 0.9);
        }
    }
    print_message("# ravenstack: %zu right, %zu wrong, %zu left open\n", right, wrong, open);
    assert_int_equal(wrong, 0);
    assert_true(right >= 34);
    arena_release(&a);
}

/* The file lies beside the book: nothing in it that the door keeps out of the book, and no way to reach a person. */
static void a_proposal_shows_no_private_value(void **state)
{
    static const char text[] = "Konto;Rechnung;Datum;Betrag;IPAddress;Geburtsdatum;Xq1;Xq2;Xq3;Xq4;Xq5\n"
        "C1;R-1001;2025-02-03;12,50;10.1.2.3;1980-05-06;192.168.7.9;4111 1111 1111 1111;52.5200, 13.4050;call +49 30 1234567;jo@x.example\n"
        "C2;R-1002;2025-02-04;13,50;10.1.2.4;1981-05-06;192.168.7.8;5500 0000 0000 0004;52.5100, 13.4150;blue;+49 30 7654321\n"
        "C3;R-1003;2025-02-05;14,50;10.1.2.5;1982-05-06;192.168.7.7;4012 8888 8888 1881;-33.8600, 151.2000;green;red\n";
    static const char *const secret[] = { "10.1.2.3", "1980-05-06", "192.168.7.9", "4111 1111", "5500 0000", "52.5200", "-33.8600", "jo@x", "7654321" };
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("rechnungen.csv", text, NULL, &a, &p);
    for (size_t i = 0; i < COUNT_OF(secret); i++)
        if (strstr(p.text.p, secret[i]))
            fail_msg("'%s' stands in\n%.*s", secret[i], STR_ARG(p.text));
    assert_non_null(strstr(p.text.p, "such as call"));       /* what is not private is shown */
    assert_non_null(strstr(p.text.p, "(an e-mail address)"));
    assert_non_null(strstr(p.text.p, "(a phone number)"));
    assert_non_null(strstr(p.text.p, "not let in (IP address)"));
    arena_release(&a);
}

/* By hand: "low high", worst first as a mapping has it; "": nothing said; "?": both ends called alike. */
static void a_header_says_its_own_scale(void **state)
{
    static const struct { const char *header, *scale; } says[] = {
        { "CSAT (1-7)", "1 7" }, { "CSAT (1-6)", "1 6" }, { "CSAT (1 - 4)", "1 4" }, { "CSAT (1\xE2\x80\x93""3)", "1 3" }, { "Zufriedenheit von 1 bis 6", "1 6" },
        { "Satisfaction de 1 \xC3\xA0 5", "1 5" }, { "Rating out of 7", "1 7" }, { "Score /10", "0 10" }, { "Note sur 20", "0 20" }, { "How satisfied are you? (0 to 10)", "0 10" },
        { "Satisfaction score (1 = very satisfied; 5 = very dissatisfied)", "5 1" }, { "CSAT (1 = very dissatisfied, 5 = very satisfied)", "1 5" },
        { "Note (1 = sehr gut, 6 = ungen\xC3\xBCgend)", "6 1" }, { "Zufriedenheit (5 = sehr zufrieden, 1 = nicht zufrieden)", "1 5" },
        { "CSAT (1 = best, 2 = good, 3 = fair, 4 = bad, 5 = worst)", "5 1" }, { "2. CSAT (1-7)", "1 7" }, { "1. CSAT (0-10)", "0 10" },
        { "CSAT (%)", "0 100" }, { "CSAT %", "0 100" }, { "Zufriedenheit in Prozent", "0 100" }, { "Top 2 box (%)", "" },
        { "CSAT", "" }, { "CSAT Q7", "" }, { "Satisfaction 2025", "" }, { "Satisfaction 2024-2025", "" }, { "Rating 5", "" }, { "CSAT (1 = good, 5 = good)", "?" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(says); i++) {
        ScaleSaid s;
        scale_of_header(str_of(says[i].header), &a, &s);
        Str got = !s.said ? STR("") : s.at_odds ? STR("?") : str_fmt(&a, "%lld %lld", (long long)(s.inverted ? s.high : s.low), (long long)(s.inverted ? s.low : s.high));
        if (!str_eq(got, str_of(says[i].scale)))
            fail_msg("'%s' says '%s', not '%.*s'", says[i].header, says[i].scale, STR_ARG(got));
    }
    static const struct { const char *header; int64_t times; } money[] = {
        { "Amount (USD 000s)", 1000 }, { "Amount (kEUR)", 1000 }, { "Betrag in Tsd. EUR", 1000 }, { "Betrag (TEUR)", 1000 }, { "Amount ('000)", 1000 }, { "Revenue (millions)", 1000000 },
        { "Umsatz in Mio. EUR", 1000000 }, { "Amount", 1 }, { "Amount (EUR)", 1 }, { "Amount due", 1 },
    };
    for (size_t i = 0; i < COUNT_OF(money); i++)
        assert_int_equal(money_times(str_of(money[i].header), &a), money[i].times);
    arena_release(&a);
}

/* The rule's whole line in the proposal, or "" when it stands behind a '#' or nowhere. */
static Str line_of(const Proposal *p, const char *target)
{
    Str rest = p->text;
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), value = line, name = str_trim(str_cut(&value, '='));
        if (str_eq(name, str_of(target)))
            return str_trim(value);
    }
    return STR("");
}

#define LINE_IS(proposal, of, want) assert_string_equal(str_dup(&a, line_of((proposal), (of))).p, (want))

static void a_scale_nobody_said_is_not_taken_unseen(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("survey.csv", "Response ID;Response Date;CSAT (1-7);Account Name\n1;2026-01-05;6;Acme Inc\n2;2026-01-06;7;Bolt Ltd\n3;2026-01-07;1;Cedar GmbH\n4;2026-01-07;4;Dune AG\n", NULL, &a, &p);
    LINE_IS(&p, "csat", "CSAT (1-7) : scale 1 7");
    propose_text("survey.csv", "Response ID;Response Date;CSAT;Account Name\n1;2026-01-05;6;Acme Inc\n2;2026-01-06;7;Bolt Ltd\n3;2026-01-07;1;Cedar GmbH\n4;2026-01-07;4;Dune AG\n", NULL, &a, &p);
    LINE_IS(&p, "csat", "");
    assert_true(p.column[2].weak && p.column[2].confidence < 0.9);
    assert_true(str_has(p.column[2].reason, STR("nothing says the scale")));
    propose_text("survey.csv", "Response ID;Response Date;CSAT;Account Name\n1;2026-01-05;5;Acme Inc\n2;2026-01-06;1;Bolt Ltd\n3;2026-01-07;4;Cedar GmbH\n", NULL, &a, &p);
    LINE_IS(&p, "csat", "CSAT : scale 1 5");
    assert_true(p.column[2].confidence < 0.9);
    propose_text("survey.csv", "Response ID;Response Date;CSAT (%);Account Name\n1;2026-01-05;80%;Acme Inc\n2;2026-01-06;0.4;Bolt Ltd\n3;2026-01-07;100;Cedar GmbH\n", NULL, &a, &p);
    LINE_IS(&p, "csat", "CSAT (%) : scale 0 100");
    assert_true(p.column[2].confidence >= 0.9 && str_has(p.column[2].reason, STR("the header says its scale")));
    propose_text("survey.csv", "Response ID;Response Date;CSAT (%);Account Name\n1;2026-01-05;0.8;Acme Inc\n2;2026-01-06;0.4;Bolt Ltd\n3;2026-01-07;1;Cedar GmbH\n", NULL, &a, &p);
    LINE_IS(&p, "csat", "CSAT (%)");
    arena_release(&a);
}

static void who_is_who_is_taken_by_sure_columns_alone(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("export.csv", "Id;Created;Stars;Title;Text;Reviewer;Reviewer e-mail;Reference ID;Company reply;Language\n"
                               "1;2026-01-05;1;Slow;The app is slow on mondays;Jo Lee;jo@acme.com;R1;Sorry Jo, we fixed it;en\n2;2026-01-06;5;Good;It works well for all of us;Bo Li;bo@bolt.com;R2;Thank you Bo;en\n"
                               "3;2026-01-07;4;Fine;Nothing to complain about here;Al Ho;al@cedar.com;R3;Thanks;en\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_REVIEW);
    LINE_IS(&p, "account_name", "");
    LINE_IS(&p, "email", "Reviewer e-mail");
    LINE_IS(&p, "author", "Reviewer");
    propose_text("tickets.csv", "Ticket ID;Created;Subject;Priority;Main customer contact site\nT1;2026-01-02;Login fails;high;Ulm\nT2;2026-01-03;Slow export;low;Lyon\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_TICKET);
    LINE_IS(&p, "account_name", "");
    arena_release(&a);
}

static void a_wrong_score_takes_no_column_away(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("export.csv", "Response ID;Response Date;NPS;Account Name\n1;2026-01-05;9;Acme Inc\n2;2026-01-06;100;Bolt Ltd\n3;2026-01-07;-100;Cedar GmbH\n4;2026-01-08;0;Dune AG\n5;2026-01-09;Promoter;Elm KG\n",
                 NULL, &a, &p);
    assert_int_equal(p.kind, KIND_RESPONSE);
    LINE_IS(&p, "nps", "NPS");
    propose_text("nps may.csv", "Response ID;Response Date;How likely are you to recommend us (0-10);Account Name\n1;2026-01-05;9;Acme Inc\n2;2026-01-06;11;Bolt Ltd\n3;2026-01-07;8;Cedar GmbH\n", NULL, &a, &p);
    LINE_IS(&p, "nps", "How likely are you to recommend us (0-10)");
    arena_release(&a);
}

static void a_contract_list_is_understood_with_its_money_and_end(void **state)
{
    Arena a;
    Proposal p;
    (void)state;
    arena_init(&a);
    propose_text("contracts.csv", "Contract #;Client;Start;End;ACV;Currency;Plan;Seats;Auto-renew\nC-1;Acme Inc;2025-01-01;2025-12-31;12000;USD;Pro;10;yes\nC-2;Bolt Ltd;2025-03-01;2026-02-28;6000;USD;Basic;5;no\n",
                 NULL, &a, &p);
    assert_int_equal(p.kind, KIND_SUBSCRIPTION);
    assert_true(p.sure);
    LINE_IS(&p, "key", "Contract #");
    LINE_IS(&p, "end_date", "End");
    LINE_IS(&p, "mrr", "ACV : monthly");
    LINE_IS(&p, "billing_interval", "\"year\"");
    propose_text("contracts.csv", "Contract #;Client;Start;Runs out;Worth;Plan\nC-1;Acme Inc;2025-01-01;2025-12-31;12000;Pro\nC-2;Bolt Ltd;2025-03-01;2026-02-28;6000;Basic\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_SUBSCRIPTION);
    assert_false(p.sure);
    assert_true(str_has(p.open, STR("mrr")) && str_has(p.open, STR("end_date")));
    propose_text("invoices.csv", "Invoice Number;Invoice Date;Customer;Amount (USD 000s)\n1;2026-01-05;Acme Inc;12.5\n2;2026-01-06;Bolt Ltd;3.25\n", NULL, &a, &p);
    LINE_IS(&p, "amount", "Amount (USD 000s) : times 1000");
    propose_text("customers.csv", "Cust ID;Company;Country\nC-1;Acme Inc;US\nC-2;Bolt Ltd;GB\n", NULL, &a, &p);
    LINE_IS(&p, "key", "Cust ID");
    arena_release(&a);
}

/* By hand: a credit note takes back, an offer is no invoice; a column of types that says neither asks for no rule. */
static void a_column_of_types_asks_for_its_rules(void **state)
{
    Arena a;
    Proposal p;
    Mapping m;
    Err err;
    (void)state;
    arena_init(&a);
    propose_text("belege.csv", "Rechnungsnr;Belegart;Datum;Kunde;Betrag;W\xC3\xA4hrung\nR0;Rechnung;13.01.2026;Nordwind GmbH;1.000,00;EUR\nR1;Gutschrift;14.01.2026;Nordwind GmbH;250,00;EUR\n"
                               "R2;Angebot;15.01.2026;Birke AG;9.000,00;EUR\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_INVOICE);
    assert_int_equal(p.types, 1);
    if (map_parse(p.text, "p", &a, &m, &err))
        fail_msg("%s\n%s", err.msg, p.text.p);
    assert_true(map_rule(&m.section[0], "amount")->fix == FIX_CREDIT && str_starts(map_rule(&m.section[0], "amount")->words, STR("Belegart = Credit Note, ")));
    assert_true(map_rule(&m.section[0], "where")->fix == FIX_SAY && str_eq(map_rule(&m.section[0], "where")->alt[0].part[0].text, STR("Belegart")));
    propose_text("belege.csv", "Rechnungsnr;Belegart;Datum;Kunde;Betrag\nR0;Rechnung;13.01.2026;Nordwind GmbH;1.000,00\nR1;Teilrechnung;14.01.2026;Nordwind GmbH;250,00\n", NULL, &a, &p);
    assert_int_equal(p.types, -1);
    LINE_IS(&p, "amount", "Betrag");
    assert_false(str_has(p.text, STR("where  ")));
    propose_text("invoices.csv", "Invoice Number;Kind of document;Invoice Date;Customer;Amount (USD 000s)\n1;Invoice;2026-01-05;Acme Inc;12.5\n2;Credit Note;2026-01-06;Bolt Ltd;3.25\n", NULL, &a, &p);
    LINE_IS(&p, "amount", "Amount (USD 000s) : times 1000");
    assert_false(p.sure);
    arena_release(&a);
}

/* By hand: G2's columns, Capterra's; with ratings alone somebody has to look. */
static void a_review_has_its_words(void **state)
{
    Arena a;
    Proposal p;
    Mapping m;
    Err err;
    (void)state;
    arena_init(&a);
    propose_text("g2.csv", "Review ID;Date;Reviewer;Company;Star Rating;What do you like best?;What do you dislike?\nr1;Mar 3, 2026;Ann B;Nordwind GmbH;4.5;Easy;Exports slow\nr2;Mar 4, 2026;Bo C;Acme Inc;2;Nothing;Everything\n",
                 NULL, &a, &p);
    assert_int_equal(p.kind, KIND_REVIEW);
    LINE_IS(&p, "text", "What do you like best? & \". \" & What do you dislike? | What do you like best? | What do you dislike?");
    assert_int_equal(map_parse(p.text, "p", &a, &m, &err), ST_OK);
    assert_int_equal(map_rule(&m.section[0], "text")->n_alt, 3);
    propose_text("reviews_capterra.json", "review_id;date;reviewer.name;reviewer.company;rating;pros;cons;title\nc1;2026-03-01;Ann;Nordwind GmbH;4.5;easy;slow exports;ok\nc2;2026-03-02;Bo;Acme;2;;exports fail every month;bad\n", NULL, &a, &p);
    LINE_IS(&p, "text", "pros & \". \" & cons | pros | cons");
    propose_text("reviews.csv", "Review ID;Date;Reviewer;Company;Star Rating;Cons\nr1;2026-03-04;Ann B;Nordwind GmbH;4.5;slow\nr2;2026-03-05;Bo C;Acme Inc;2;all of it\n", NULL, &a, &p);
    LINE_IS(&p, "text", "Cons");
    propose_text("reviews.csv", "Review ID;Date;Reviewer;Company;Star Rating (1-5)\nr1;2026-03-04;Ann B;Nordwind GmbH;4.5\nr2;2026-03-05;Bo C;Acme Inc;2\n", NULL, &a, &p);
    assert_int_equal(p.kind, KIND_REVIEW);
    assert_false(p.sure);
    assert_true(str_has(p.open, STR("text")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_become_keys),
        cmocka_unit_test(every_word_of_the_table_can_be_met),
        cmocka_unit_test(a_table_of_which_little_is_understood_is_not_sure),
        cmocka_unit_test(a_proposal_shows_no_private_value),
        cmocka_unit_test(a_question_is_called_one), cmocka_unit_test(german_invoices_are_understood),
        cmocka_unit_test(the_columns_that_matter_are_met),
        cmocka_unit_test(what_is_shown_in_part_stays_text),
        cmocka_unit_test(ids_the_book_knows_name_the_column_and_its_system),
        cmocka_unit_test(responses_of_tools_without_a_header_of_their_own_are_proposed),
        cmocka_unit_test(two_columns_that_are_equally_likely_are_left_to_the_user),
        cmocka_unit_test(values_that_do_not_fit_speak_against_a_header),
        cmocka_unit_test(a_header_says_its_own_scale),
        cmocka_unit_test(a_scale_nobody_said_is_not_taken_unseen),
        cmocka_unit_test(who_is_who_is_taken_by_sure_columns_alone),
        cmocka_unit_test(a_wrong_score_takes_no_column_away),
        cmocka_unit_test(a_contract_list_is_understood_with_its_money_and_end),
        cmocka_unit_test(a_column_of_types_asks_for_its_rules),
        cmocka_unit_test(a_review_has_its_words),
        cmocka_unit_test(ravenstacks_columns_are_those_of_the_map_written_by_hand),
    };
    return cmocka_run_group_tests_name("propose", tests, NULL, NULL);
}
