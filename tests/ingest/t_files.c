/* Whole files through ingest_run() into a fake sink.  Oracle: the log expected beside each file's bytes; the
 * fake sink itself refuses files whose rows do not add up. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/file.h"
#include "ingest/ingest.h"
#include "model/limits.h"
#include "tests/ingest/dir.h"
#include "tests/read/zip_write.h"

/* A file's bytes, and what must reach the sink. */
typedef struct Case {
    const char *about, *name, *content, *want;
} Case;

static const Case cases[] = {
    { "LF, CRLF and CR newlines, mixed", "a.csv", "Unit,Metric,Month,Value\nA,m,2024-01,1\r\nA,m,2024-02,2\rA,m,2024-03,3",
      "metric 2 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | ~ | ~ | ~\n"
      "metric 3 A/m/2024-02 [,,,,,,] | A | m | ~ | 2024-02-01 | 2 | ~ | ~ | ~\n"
      "metric 4 A/m/2024-03 [,,,,,,] | A | m | ~ | 2024-03-01 | 3 | ~ | ~ | ~\n" },
    { "quotes, newlines and delimiters in cells count as lines", "a.csv",
      UNIT "\"A\nB\",\"say \"\"m\"\", no\",2024-01,1,\nC,m,2024-01,2,3\n",
      "metric 2 A\nB/say \"m\", no/2024-01 [,,,,,,] | A\nB | say \"m\", no | ~ | 2024-01-01 | 1 | ~ | ~ | ~\n"
      "metric 4 C/m/2024-01 [,,,,,,] | C | m | ~ | 2024-01-01 | 2 | 3 | ~ | ~\n" },
    { "semicolons, decimal commas", "a.csv", "Unit;Metric;Month;Value\nA;m;01.02.2024;1,5\n",
      "metric 2 A/m/01.02.2024 [,,,,,,] | A | m | ~ | 2024-02-01 | 1.5 | ~ | ~ | ~\n" },
    { "tabs", "a.tsv", "Unit\tMetric\tMonth\tValue\nA\tm, n\t2024-01\t1\n",
      "metric 2 A/m, n/2024-01 [,,,,,,] | A | m, n | ~ | 2024-01-01 | 1 | ~ | ~ | ~\n" },
    { "a row without a required value is set aside with its column", "a.csv", UNIT "A,m,2024-01,,5\nA,m,31.02.2025,1,\nA,m,2024-03,x,\n",
      "bad 2:4 Value 'required value is missing' A,m,2024-01,,5\n"
      "bad 3:3 Month 'date does not exist' A,m,31.02.2025,1,\n"
      "bad 4:4 Value 'number not understood' A,m,2024-03,x,\n" },
    { "a cell that is not required is set aside alone", "a.csv", UNIT "A,m,2024-01,1,lots\n",
      "bad cell 2:5 Target 'number not understood' lots\n"
      "metric 2 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | ~ | ~ | ~\n" },
    { "narrow rows miss cells, wide rows are told once", "a.csv", UNIT "A,m,2024-01,1\nA,m,2024-02,2,3,x\nA,m,2024-03,3,4,y\n",
      "metric 2 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | ~ | ~ | ~\n"
      "bad cell 3:6  'more cells than the header' x\n"
      "metric 3 A/m/2024-02 [,,,,,,] | A | m | ~ | 2024-02-01 | 2 | 3 | ~ | ~\n"
      "metric 4 A/m/2024-03 [,,,,,,] | A | m | ~ | 2024-03-01 | 3 | 4 | ~ | ~\n" },
    { "a torn last line is set aside", "a.csv", UNIT "A,m,2024-01,1,2\nA,m,20",
      "metric 2 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n"
      "bad 3:0  'the file ends within this record' A,m,20\n" },
    { "a quote that is never closed costs its line only", "a.csv", UNIT "A,\"m,2024-01,1,2\nA,m,2024-02,2,3\nA,m,2024-03,3,4\n",
      "bad 2:0  'quote is never closed' A,\"m,2024-01,1,2\n"
      "metric 3 A/m/2024-02 [,,,,,,] | A | m | ~ | 2024-02-01 | 2 | 3 | ~ | ~\n"
      "metric 4 A/m/2024-03 [,,,,,,] | A | m | ~ | 2024-03-01 | 3 | 4 | ~ | ~\n" },
    { "a quote that swallows the next quoted line costs its line only", "a.csv",
      UNIT "\"A,m,2024-01,1,2\n\"B\",m,2024-02,2,3\nA,m,2024-03,3,4\n",
      "bad 2:0  'quote is never closed' \"A,m,2024-01,1,2\n"
      "metric 3 B/m/2024-02 [,,,,,,] | B | m | ~ | 2024-02-01 | 2 | 3 | ~ | ~\n"
      "metric 4 A/m/2024-03 [,,,,,,] | A | m | ~ | 2024-03-01 | 3 | 4 | ~ | ~\n" },
    { "preamble, footer, total and a repeated header are no rows", "a.csv",
      "Scorecard\n\n" UNIT "A,m,2024-01,1,2\n" UNIT "Total,,,1,2\n\n\"Confidential Information - Do Not Distribute\"\n",
      "metric 4 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n" },
    { "Windows-1252 when it is not UTF-8", "a.csv", UNIT "K\xF6ln,m,2024-01,1,2\n",
      "metric 2 K\xC3\xB6ln/m/2024-01 [,,,,,,] | K\xC3\xB6ln | m | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n" },
    { "a UTF-8 file with one damaged line loses that line only", "a.csv", UNIT "K\xC3\xB6ln,\xC3\xA4,2024-01,1,2\nB\xFF,m,2024-02,2,3\n",
      "metric 2 K\xC3\xB6ln/\xC3\xA4/2024-01 [,,,,,,] | K\xC3\xB6ln | \xC3\xA4 | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n"
      "bad 3:0  'bytes that are not UTF-8' B\xFF,m,2024-02,2,3\n" },
    { "a UTF-8 byte order mark", "a.csv", "\xEF\xBB\xBF" UNIT "A,m,2024-01,1,2\n",
      "metric 2 A/m/2024-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n" },
    { "month before day, told by one value", "a.csv", "Initiative,Start,Status,Cost,Currency\nx,3/4/2026,done,\"$1,200\",\ny,3/14/2026,done,5,CHF\n",
      "initiative 2 x [,,,,,,] | x | ~ | ~ | ~ | ~ | 2026-03-04 | ~ | 120000 | USD | ~ | ~ | done\n"
      "initiative 3 y [,,,,,,] | y | ~ | ~ | ~ | ~ | 2026-03-14 | ~ | 500 | CHF | ~ | ~ | done\n" },
    { "lines of JSON: bad ones with jansson's column, others kept", "a.ndjson",
      "{\"type\":\"track\",\"messageId\":\"1\",\"userId\":\"Ann@Example.com\",\"context\":{\"groupId\":\"example.com\"},\"event\":\"Login\",\"timestamp\":\"2024-01-02T03:04:05.678Z\"}\n"
      "{\"type\":\"track\",\"messageId\":\"2\",\"event\":\n\n"
      "{\"type\":\"track\",\"messageId\":\"3\",\"userId\":7,\"event\":\"\\u00e9\\ud83d\\ude00\",\"timestamp\":\"soon\"}\n"
      "{\"type\":\"track\",\"messageId\":\"4\",\"userId\":7,\"event\":\"a\xFF\",\"timestamp\":1704164645}\n"
      "{\"type\":\"track\",\"messageId\":\"5\",\"userId\":7,\"event\":\"B\",\"timestamp\":1704164645}",
      "event 1 1 [example.com,,Ann@Example.com,ann@example.com,example.com,,] | Login | 2024-01-02T03:04:05Z | ~\n"
      "bad 2:40  'not valid JSON' {\"type\":\"track\",\"messageId\":\"2\",\"event\":\n"
      "bad 4:0 timestamp 'date not understood' {\"type\":\"track\",\"messageId\":\"3\",\"userId\"\n"
      "bad 5:53  'bytes that are not UTF-8' {\"type\":\"track\",\"messageId\":\"4\",\"userId\"\n"
      "event 6 5 [,,7,,,,] | B | 2024-01-02T03:04:05Z | ~\n" },
    { "an envelope of tickets, a rating as object or word, lists joined", "t.json",
      "{\"count\":2,\"tickets\":[\n {\"id\":1,\"subject\":\"s\",\"status\":\"open\",\"organization_id\":null,\"requester_id\":5,\"tags\":[\"a\",\"b\"],"
      "\"created_at\":\"2024-01-02T03:04:05Z\",\"satisfaction_rating\":{\"score\":\"good\"}},\n"
      " {\"id\":2,\"subject\":\"s\",\"status\":\"open\",\"organization_id\":9,\"requester_id\":5,\"created_at\":\"2024-01-02T03:04:05Z\","
      "\"satisfaction_rating\":\"unoffered\"}]}",
      "ticket 2 1 [,,5,,,,] | 2024-01-02T03:04:05Z | ~ | ~ | s | ~ | open | ~ | ~ | a b | ~ | ~ | ~ | 1 | ~\n"
      "ticket 3 2 [9,,5,,,,] | 2024-01-02T03:04:05Z | ~ | ~ | s | ~ | open | ~ | ~ | ~ | ~ | ~ | ~ | ~ | ~\n" },
    { "Qualtrics with three header records, its zone, its recommend question", "q.csv",
      "StartDate,EndDate,Status,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,Q1,Q2,Q3\n"
      "Anfang,Ende,Art,Fort,Fertig,Datum,ID,Mail,\"Wie wahrscheinlich\nempfehlen Sie uns?\",Warum?,Farbe\n"
      "\"{\"\"ImportId\"\":\"\"startDate\"\",\"\"timeZone\"\":\"\"Europe/Berlin\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",x,x,x,x,x,x,"
      "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_TEXT\"\"}\",\"{\"\"ImportId\"\":\"\"QID3\"\"}\"\n"
      "2024-07-01 10:00:00,2024-07-01 10:01:00,IP Address,100,True,2024-07-01 10:01:01,R_1,A@b.de,9,Gut,Rot\n"
      "2024-07-01 10:00:00,2024-07-01 10:01:00,Survey Preview,50,False,2024-07-01 10:01:01,R_2,,3,,\n",
      "response 5 R_1 [,,,a@b.de,,,] | 2024-07-01T08:01:01Z | IP Address | 1 | 9 | ~ | ~ | ~\n"
      "answer 5 R_1/Q2 [,,,a@b.de,,,] | R_1 | Q2 | Warum? | ~ | Gut | 2024-07-01T08:01:01Z\n"
      "answer 5 R_1/Q3 [,,,a@b.de,,,] | R_1 | Q3 | Farbe = Rot | 1 | ~ | 2024-07-01T08:01:01Z\n"
      "response 6 R_2 [,,,,,,] | 2024-07-01T08:01:01Z | Survey Preview | 0 | 3 | ~ | ~ | ~\n" },
    { "SurveyMonkey's questions reach over blank cells", "s.csv",
      "Respondent ID,Collector ID,Start Date,End Date,Which?,,Why?\n,,,,Red,Blue,Open-Ended Response\n"
      "11,1,01/13/2024 10:00:00 AM,01/13/2024 10:05:00 AM,Red,,It is warm\n",
      "response 3 11 [,,,,,,] | 2024-01-13T10:05:00Z | ~ | ~ | ~ | ~ | ~ | ~\n"
      "answer 3 11/Q1 [,,,,,,] | 11 | Q1 | Which? = Red | 1 | ~ | 2024-01-13T10:05:00Z\n"
      "answer 3 11/Q2 [,,,,,,] | 11 | Q2 | Why? | ~ | It is warm | 2024-01-13T10:05:00Z\n" },
};

static void each_case_gives_its_records(void **state)
{
    Dir *d = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *path = put(d, cases[i].name, str_of(cases[i].content));
        fake_clear();
        IngestResult r = run(d);
        if (r.n != 1 || r.file[0].skipped.n || strcmp(text_log(), cases[i].want) != 0)
            fail_msg("%s: %.*s%.*s\n--- got\n%s--- want\n%s", cases[i].about, STR_ARG(r.file[0].skipped), STR_ARG(r.file[0].note),
                     text_log(), cases[i].want);
        assert_int_equal(unlink(path), 0);
    }
}

/* A file that is not read, and why. */
static void what_is_not_read_is_listed_with_a_reason(void **state)
{
    static const struct { const char *name; Str content; const char *why; } files[] = {
        { "empty.csv", STR_INIT(""), "empty" },
        { "photo.csv", STR_INIT("\x89PNG\r\n\0\0\0\0\1\2\3\4\5\6"), "not a text file (binary)" },
        { "book.xlsx", STR_INIT("PK\3\4aaaaaaaa"), "the zip archive is damaged: Not a zip archive" },
        { "truth.json", STR_INIT("{\"throughline_truth\":1,\"aliases\":[{\"id\":1}]}"), "truth file of a made-up company: not an export" },
        { "settings.json", STR_INIT("{\"a\":[1,2]}"), "" },
    };
    Dir *d = *state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        (void)put(d, files[i].name, files[i].content);
    Str fifo = path_join(&d->a, str_of(d->path), STR("pipe.csv"));
    assert_int_equal(mkfifo(fifo.p, 0600), 0);
    (void)put(d, "other.csv", STR("Colour,Shape\nred,round\n"));
    IngestResult r = run(d);
    assert_int_equal(r.n, COUNT_OF(files) + 2);
    assert_int_equal(fake_log()->records, 0);
    for (size_t k = 0; k < r.n; k++) {
        const IngestFile *f = &r.file[k];
        for (size_t i = 0; i < COUNT_OF(files); i++)
            if (str_eq(f->path, str_of(files[i].name)) && files[i].why[0])
                assert_string_equal(f->skipped.p, files[i].why);
        if (str_eq(f->path, STR("pipe.csv")))
            assert_string_equal(f->skipped.p, "not a regular file");
        if (str_eq(f->path, STR("other.csv"))) {
            assert_true(f->unknown);
            assert_true(str_has(f->note, STR("Colour, Shape")));
        }
    }
    assert_int_equal(r.n_unknown, 2);
}

/* A day that could be two days is none: its rows wait, or stand without it; the question names both. */
static void dates_that_can_be_read_both_ways_are_held_and_asked_about(void **state)
{
    Dir *d = *state;
    (void)put(d, "order.csv", STR("Initiative,Start,End,Status\nx,3/4/2026,,done\ny,5/6/2026,2026-07-01,done\nz,7/7/2026,2026-08-01,done\n"));
    (void)put(d, "some.csv", STR("Initiative,Start,End,Status\nx,2026-04-03,3/4/2026,done\ny,2026-06-05,,done\n"));
    fake_clear();
    IngestResult r = run(d);
    assert_int_equal(r.n, 2);
    assert_true(r.file[0].question && r.file[1].question && !r.file[0].skipped.n);
    assert_true(r.file[0].count.kept == 1 && r.file[0].count.quarantined == 2 && r.file[1].count.kept == 2 && r.file[1].cells_bad == 1);
    assert_true(str_has(r.file[0].note, STR("'Start' can be read both ways: is 3/4/2026 3 Apr 2026 (day-first) or 4 Mar 2026 (month-first)? 2 rows wait until it is answered")));
    assert_true(str_has(r.file[1].note, STR("'End' can be read both ways: is 3/4/2026 3 Apr 2026 (day-first) or 4 Mar 2026 (month-first)? 1 value is held until it is answered")));
    assert_true(r.file[1].n_asked == 1 && str_eq(r.file[1].asked[0].column, STR("End")) && str_eq(r.file[1].asked[0].about, STR("dates")));
}

/* When a record was changed and whether it is gone, by the usual columns and by a mapping's; nothing of it is a value. */
static void stamps_and_deletions_are_read_from_their_usual_columns(void **state)
{
    static const struct { const char *name, *content, *want; } files[] = {
        { "a.csv", "Initiative,Start,Status,LastModifiedDate,IsDeleted\nx,2026-04-03,done,2026-05-01T10:00:00Z,false\ny,2026-06-05,done,2026-05-02T10:00:00+02:00,TRUE\nz,2026-06-05,done,,\n",
          " of 2026-05-01T10:00:00Z\n deleted of 2026-05-02T08:00:00Z\n\n" },
        { "a.csv", "Initiative,Start,Status,updated_at,_fivetran_deleted\nx,13/04/2026,done,01/05/2026,1\ny,05/06/2026,done,nonsense,0\n", " deleted of 2026-05-01T00:00:00Z\n\n" },
        { "a.json", "[{\"id\":1,\"subject\":\"a\",\"status\":\"deleted\",\"organization_id\":3,\"requester_id\":4,\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-02T00:00:00Z\"},"
                    "{\"id\":2,\"subject\":\"a\",\"status\":\"open\",\"organization_id\":3,\"requester_id\":4,\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-03T00:00:00Z\"}]",
          " deleted of 2026-01-02T00:00:00Z\n of 2026-01-03T00:00:00Z\n" },
    };
    Dir *d = *state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *path = put(d, files[i].name, str_of(files[i].content));
        fake_clear();
        fake_log()->stamps = true;
        IngestResult r = run(d);
        assert_true(r.n == 1 && !r.file[0].skipped.n);
        Str rest = buf_str(&fake_log()->text), got = STR("");
        while (rest.n) {
            Str line = str_cut(&rest, '\n');
            size_t end = line.n;
            while (end && line.p[end - 1] != '|')
                end--;
            Str last = str_sub(line, end + 1, line.n);
            (void)str_cut(&last, ' ');
            got = str_fmt(&d->a, "%.*s%s%.*s\n", STR_ARG(got), last.n ? " " : "", STR_ARG(last));
        }
        assert_string_equal(got.p, files[i].want);
        assert_int_equal(unlink(path), 0);
    }
}

static void utf16_of_either_kind_reads_like_utf8(void **state)
{
    static const char text[] = UNIT "K\xF6ln,m,2024-01,1,2\n";
    Dir *d = *state;
    for (int big = 0; big < 2; big++)
        for (int mark = 0; mark < 2; mark++) {
            char wide[256];
            size_t n = 0;
            if (mark) {
                wide[n++] = big ? '\xFE' : '\xFF';
                wide[n++] = big ? '\xFF' : '\xFE';
            }
            for (size_t i = 0; i + 1 < sizeof text; i++) {
                wide[n++] = big ? 0 : text[i];
                wide[n++] = big ? text[i] : 0;
            }
            (void)put(d, "a.csv", (Str){ wide, n });
            fake_clear();
            IngestResult r = run(d);
            assert_string_equal(text_log(), "metric 2 K\xC3\xB6ln/m/2024-01 [,,,,,,] | K\xC3\xB6ln | m | ~ | 2024-01-01 | 1 | 2 | ~ | ~\n");
            assert_string_equal(r.file[0].encoding.p, big ? "UTF-16BE" : "UTF-16LE");
        }
}

/* Lines of 200 MB are skipped without being kept; the rows around them stay. */
static void a_line_of_200_megabytes_is_one_bad_row(void **state)
{
    Dir *d = *state;
    Str path = path_join(&d->a, str_of(d->path), STR("a.csv"));
    FILE *f = fopen(path.p, "w");
    assert_non_null(f);
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    (void)fputs(UNIT "A,m,2024-01,1,2\n", f);
    for (int i = 0; i < 200; i++)
        assert_int_equal(fwrite(block, 1, sizeof block, f), sizeof block);
    (void)fputs("\nA,m,2024-02,2,3\n", f);
    assert_int_equal(fclose(f), 0);
    IngestResult r = run(d);
    assert_int_equal(r.file[0].count.rows_in, 3);
    assert_int_equal(r.file[0].count.quarantined, 1);
    assert_true(str_has(buf_str(&fake_log()->text), STR("bad 3:0  'record is over the limit'")));
    assert_true(str_has(buf_str(&fake_log()->text), STR("metric 4 A/m/2024-02")));
}

static void a_folder_that_may_not_be_read_does_not_end_the_run(void **state)
{
    Dir *d = *state;
    Str shut = path_join(&d->a, str_of(d->path), STR("shut"));
    assert_int_equal(mkdir(shut.p, 0755), 0);
    (void)put(d, "a.csv", STR(UNIT "A,m,2024-01,1,2\n"));
    assert_int_equal(chmod(shut.p, 0), 0);
    if (geteuid() == 0 && setegid(65534) == 0 && seteuid(65534) == 0)
        assert_int_equal(geteuid(), 65534);
    assert_int_equal(chmod(d->path, 0755) == 0 || geteuid() == 65534, 1);
    if (geteuid() == 65534 && (seteuid(0) || chmod(d->path, 0755) || seteuid(65534)))
        fail_msg("cannot set up the folder");
    IngestResult r = run(d);
    if (getuid() == 0)
        assert_int_equal(seteuid(0) | setegid(0), 0);
    assert_int_equal(r.n, 2);
    assert_int_equal(r.rows_in, 1);
    assert_true(str_has(r.file[1].skipped, STR("Permission denied")));
    assert_int_equal(r.n_failed, 1);
    assert_int_equal(chmod(shut.p, 0755), 0);
}

static void mapping_files_read_any_csv(void **state)
{
    Dir *d = *state;
    (void)put(d, "x.csv", STR("nr|when|how much|who\n1|03/04/2026|1.234,50|Acme\n"));
    const char *map = put(d, "my.map", STR("# mine\n[x*.csv]\nkind = invoice\nsource = Books\nkey = nr\ndate_order = mdy\nzone = UTC\n"
        "delimiter = |\nissued = when\namount = how much\ncurrency = \"GBP\"\naccount_name = who\nstatus = \"paid\"\n"));
    IngestResult r = run_path(d, d->path, map, NULL);
    assert_string_equal(text_log(), "invoice 2 1 [,Acme,,,,,] | ~ | 2026-03-04 | ~ | ~ | 123450 | GBP | paid\n");
    assert_string_equal(r.file[0].source.p, "Books");
    assert_true(str_has(r.file[0].mapping, STR("date_order = mdy")));
}

static void a_mapping_of_responses_names_the_open_questions(void **state)
{
    Dir *d = *state;
    (void)put(d, "x.csv", STR("nr,on,score,why,more\n1,2026-03-04,9,\"Fast, kind\",\n"));
    const char *map = put(d, "my.map", STR("[x.csv]\nkind = response\nsource = S\nkey = nr\nrecorded_at = on\nnps = score\nanswer = why, more\n"));
    (void)run_path(d, d->path, map, NULL);
    assert_string_equal(text_log(), "response 2 1 [,,,,,,] | 2026-03-04T00:00:00Z | ~ | ~ | 9 | ~ | ~ | ~\n"
        "answer 2 1/why [,,,,,,] | 1 | why | why | ~ | Fast, kind | 2026-03-04T00:00:00Z\n");
}

static void a_kind_alone_takes_columns_named_like_fields(void **state)
{
    Dir *d = *state;
    const char *path = put(d, "x.csv", STR("id,name,at,email,colour\n7,Login,2026-03-04 10:00,A@b.de,red\n"));
    (void)run_path(d, path, NULL, "event");
    assert_string_equal(text_log(), "event 2 7 [,,,a@b.de,,,] | Login | 2026-03-04T10:00:00Z | ~\n");
}

static void mapping_errors_name_the_line(void **state)
{
    static const struct { const char *text, *want; } bad[] = {
        { "[x]\nkind = invoice\nfoo = bar\n", ":3: not a field of this kind: 'foo'" },
        { "kind = invoice\n", ":1: a [file name] must come before 'kind = invoice'" },
        { "[x]\nkind = bills\n", ":2: no such kind of record: 'bills'" },
        { "[x]\nkind = invoice\nissued = a : wobble\n", ":3: no such change of a value: 'wobble'" },
        { "[x]\nkind = invoice\nissued = a\nissued = b\n", ":4: said twice: 'issued'" },
        { "[x]\nkind = ticket\nsatisfaction = a\nkind = response\n", ":4: said twice: 'kind'" },
        { "[x]\nkind = invoice\ndate_order = ymd\n", ":3: not a value of this setting: 'ymd'" },
        { "[x]\n", ":1: no 'kind = ...' in section 'x'" },
        { "[x]\nkind = ticket\neach = a \1b\n", ":3: a byte of zero in 'each = a '" }, /* \1 stands for it */
    };
    Dir *d = *state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Err err;
        IngestResult r;
        Str text = str_dup(&d->a, str_of(bad[i].text));
        char *one = memchr(text.p, 1, text.n);
        if (one)
            *one = 0;
        const char *map = put(d, "bad.map", text);
        IngestOptions o = { .path = &map, .n_path = 1, .map_file = map };
        assert_int_equal(ingest_run(NULL, &o, &d->a, &r, &err), ST_INVALID);
        if (!str_has(str_of(err.msg), str_of(bad[i].want)))
            fail_msg("'%s' is not '%s'", err.msg, bad[i].want);
    }
}

static void a_dry_run_writes_nothing_and_shows_records(void **state)
{
    Dir *d = *state;
    Err err;
    IngestResult r;
    const char *path = put(d, "a.csv", STR(UNIT "A,m,2024-01,1,2\nA,m,,1,2\n"));
    IngestOptions o = { .path = &path, .n_path = 1, .dry_run = true };
    assert_int_equal(ingest_run(NULL, &o, &d->a, &r, &err), ST_OK);
    assert_int_equal(fake_log()->files, 0);
    assert_int_equal(r.rows_in, 2);
    assert_int_equal(r.quarantined, 1);
    const IngestFile *f = &r.file[0];
    assert_int_equal(f->n_shown, 1);
    assert_int_equal(f->shown[0].line, 2);
    assert_string_equal(f->shown[0].kind, "metric");
    Buf b;
    buf_init(&b, 1000);
    for (size_t i = 0; i < f->shown[0].n; i++)
        buf_printf(&b, "%.*s=%.*s ", STR_ARG(f->shown[0].name[i]), STR_ARG(f->shown[0].value[i]));
    assert_true(str_has(buf_str(&b), STR("unit=A ")) && str_has(buf_str(&b), STR("=2024-01-01 ")));
    buf_release(&b);
    assert_int_equal(f->n_aside, 1);
    assert_true(f->aside[0].line == 3 && f->aside[0].whole_row && str_eq(f->aside[0].raw, STR("A,m,,1,2")));
    assert_true(str_eq(f->aside[0].column, STR("Month")));
    assert_string_equal(f->aside[0].reason, "required value is missing");
    assert_true(str_has(r.file[0].mapping, STR("month = Month")));
}

static void a_failing_database_ends_the_run(void **state)
{
    Dir *d = *state;
    Err err;
    IngestResult r;
    const char *path = put(d, "a.csv", STR(UNIT "A,m,2024-01,1,2\nA,m,2024-02,1,2\n"));
    IngestOptions o = { .path = &path, .n_path = 1 };
    fake_log()->fail_at = 2;
    assert_int_equal(ingest_run(NULL, &o, &d->a, &r, &err), ST_DB);
    assert_int_equal(fake_log()->aborted, 1);
}

/* Metamorphic: the number of threads must not change a byte of what is put. */
static void threads_do_not_change_the_result(void **state)
{
    Dir *d = *state;
    Buf b;
    buf_init(&b, 64u << 20);
    for (int i = 0; i < 30000; i++) {
        buf_printf(&b, "{\"type\":\"track\",\"messageId\":\"m%d\",\"userId\":\"u%d\",\"event\":\"E%d\",\"timestamp\":\"2024-01-02T03:04:%02dZ\"", i,
                   i % 97, i % 7, i % 60);
        buf_puts(&b, i % 1000 == 999 ? "\n" : "}\n");
    }
    const char *path = put(d, "a.ndjson", buf_str(&b));
    Str first = STR("");
    for (int threads = 1; threads <= 4; threads++) {
        Err err;
        IngestResult r;
        IngestOptions o = { .path = &path, .n_path = 1, .threads = threads };
        fake_clear();
        assert_int_equal(ingest_run(NULL, &o, &d->a, &r, &err), ST_OK);
        assert_int_equal(r.rows_in, 30000);
        assert_int_equal(r.quarantined, 30);
        if (threads == 1)
            first = str_dup(&d->a, buf_str(&fake_log()->text));
        assert_true(str_eq(first, buf_str(&fake_log()->text)));
    }
    buf_release(&b);
}

/* Keys that are data make as many paths as there are: a few are listed, the others counted. */
static void paths_that_no_rule_reads_are_bounded(void **state)
{
    enum { PROPERTIES = 900, LISTED = 200, NAMED = 5 };
    Dir *d = *state;
    Err err;
    IngestResult r;
    Buf b;
    buf_init(&b, 1u << 20);
    buf_puts(&b, "{\"type\":\"track\",\"messageId\":\"m1\",\"userId\":\"u1\",\"event\":\"E\",\"timestamp\":\"2024-01-02T03:04:05Z\",\"properties\":{");
    for (int i = 0; i < PROPERTIES; i++)
        buf_printf(&b, "%s\"p%d\":%d", i ? "," : "", i, i);
    buf_puts(&b, "}}\n");
    const char *path = put(d, "a.ndjson", buf_str(&b));
    IngestOptions o = { .path = &path, .n_path = 1 };
    assert_int_equal(ingest_run(NULL, &o, &d->a, &r, &err), ST_OK);
    assert_int_equal(r.file[0].n_unread, LISTED);
    assert_int_equal(r.file[0].unread_more, PROPERTIES - LISTED);
    assert_true(str_eq(r.file[0].unread[1], STR("properties.p1")));
    Str note = str_fmt(&d->a, "paths not read: properties.p0, properties.p1, properties.p2, properties.p3, properties.p4 and %d more", PROPERTIES - NAMED);
    assert_true(str_eq(r.file[0].note, note));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
        T(each_case_gives_its_records),
        T(what_is_not_read_is_listed_with_a_reason), T(paths_that_no_rule_reads_are_bounded),
        T(dates_that_can_be_read_both_ways_are_held_and_asked_about),
        T(stamps_and_deletions_are_read_from_their_usual_columns),
        T(utf16_of_either_kind_reads_like_utf8),
        T(a_line_of_200_megabytes_is_one_bad_row),
        T(a_folder_that_may_not_be_read_does_not_end_the_run),
        T(mapping_files_read_any_csv),
        T(a_mapping_of_responses_names_the_open_questions),
        T(a_kind_alone_takes_columns_named_like_fields),
        T(mapping_errors_name_the_line),
        T(a_dry_run_writes_nothing_and_shows_records),
        T(a_failing_database_ends_the_run),
        T(threads_do_not_change_the_result),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
