/* The shape of the files.  Oracle: truth.json against a second, naive reading of them, and the
 * rules of the formats (suffix of record ids, Windows-1252, three header rows). */
#include "tests/near.h"

#include <jansson.h>
#include <stdio.h>

#include "base/log.h"
#include "base/map.h"
#include "base/status.h"
#include "demo/sfid.h"
#include "tests/demo/sample.h"

static const char *const files[] = {
    "salesforce/Account.csv",      "salesforce/Contact.csv",
    "salesforce/Opportunity.csv",  "qualtrics/relationship_survey.csv",
    "zendesk/tickets.ndjson",      "segment/track.ndjson",
    "segment/identify.ndjson",     "stripe/invoices.csv",
    "erp/lieferungen.csv",         "scorecard/unit_scorecard.csv",
    "initiatives/initiatives.csv", "truth.json"
};

typedef struct Sample {
    Arena a;
    Str dir;
    json_t *truth;
} Sample;

static int sample_open(void **state)
{
    static Sample s;
    json_error_t e;
    arena_init(&s.a);
    s.dir = sample_dir(&s.a);
    sample_write(s.dir, &(DemoOptions){ .events = 30000 });
    Str t = sample_read(&s.a, s.dir, "truth.json");
    s.truth = json_loadb(t.p, t.n, 0, &e);
    *state = &s;
    return s.truth ? 0 : 1;
}

static int sample_close(void **state)
{
    Sample *s = *state;
    sample_remove(s->dir);
    json_decref(s->truth);
    arena_release(&s->a);
    return 0;
}

static json_int_t row_fact(const Sample *s, const char *file, const char *key)
{
    return json_integer_value(
        json_object_get(json_object_get(json_object_get(s->truth, "rows"), file), key));
}

static uint64_t hash_all(Arena *a, Str dir)
{
    uint64_t h = 0;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        h = hash64_mix(h, hash64(sample_read(a, dir, files[i])));
    return h;
}

static void the_same_options_give_the_same_bytes(void **state)
{
    Arena a;
    uint64_t h[3];
    (void)state;
    arena_init(&a);
    for (int i = 0; i < 3; i++) {
        Str dir = sample_dir(&a);
        sample_write(dir, &(DemoOptions){ .accounts = 60,
                                          .months = 14,
                                          .seed = i == 2 ? 6 : 5,
                                          .responses = 300,
                                          .events = 4000 });
        h[i] = hash_all(&a, dir);
        sample_remove(dir);
    }
    assert_true(h[0] == h[1]);
    assert_true(h[0] != h[2]);
    arena_release(&a);
}

static void more_responses_move_no_delivery(void **state)
{
    const Sample *s = *state;
    Arena a;
    arena_init(&a);
    Str dir = sample_dir(&a);
    sample_write(dir, &(DemoOptions){ .responses = 50, .events = 50 });
    assert_true(str_eq(sample_read(&a, dir, "erp/lieferungen.csv"),
                       sample_read(&a, s->dir, "erp/lieferungen.csv")));
    sample_remove(dir);
    arena_release(&a);
}

/* It is handed to the file piece by piece: a million responses once did not fit. */
static void a_long_truth_is_written_whole(void **state)
{
    Arena a;
    json_error_t e;
    (void)state;
    arena_init(&a);
    Str dir = sample_dir(&a);
    sample_write(dir, &(DemoOptions){ .accounts = 60, .months = 14, .responses = 40000, .events = 50 });
    Str text = sample_read(&a, dir, "truth.json");
    json_t *truth = json_loadb(text.p, text.n, 0, &e);
    const json_t *counts = json_object_get(truth, "counts");
    json_int_t responses = json_integer_value(json_object_get(counts, "responses"));
    assert_true(text.n > (size_t)2 << 20 && str_ends(text, STR("}\n")));
    assert_true(responses > 20000);
    assert_int_equal(json_array_size(json_object_get(truth, "comments")),
                     responses + json_integer_value(json_object_get(counts, "tickets")));
    json_decref(truth);
    sample_remove(dir);
    arena_release(&a);
}

static void options_out_of_range_are_refused(void **state)
{
    static const DemoOptions bad[] = { { .accounts = 19 },      { .accounts = 200001 },
                                       { .accounts = -1 },      { .months = 11 },
                                       { .months = 121 },       { .seed = -4 },
                                       { .responses = -1 },     { .events = -1 },
                                       { .events = 2000000000 } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Err err;
        assert_int_equal(demo_write("/nonexistent/never", &bad[i], NULL, &err), ST_USAGE);
    }
}

static void a_folder_that_cannot_be_made_is_reported(void **state)
{
    Err err;
    (void)state;
    assert_int_not_equal(
        demo_write("/dev/null/x", &(DemoOptions){ .accounts = 20, .events = 10 }, NULL, &err),
        ST_OK);
    assert_true(err.msg[0] != 0);
}

/* The second is the example most often quoted for the rule; the others follow by hand from it. */
static void record_ids_get_the_suffix_of_their_capitals(void **state)
{
    (void)state;
    assert_string_equal(sfid_from15("0015800000xYzAb").p, "0015800000xYzAbAAK");
    assert_string_equal(sfid_from15("001A0000006Vm9u").p, "001A0000006Vm9uIAC");
    assert_string_equal(sfid_from15("001580000000000").p, "001580000000000AAA");
    assert_string_equal(sfid_from15("ABCDEFGHIJKLMNO").p, "ABCDEFGHIJKLMNO555");
    assert_string_equal(sfid_from15("AbcdeaBcdeABcde").p, "AbcdeaBcdeABcdeBCD");
}

static void csv_files_have_as_many_records_as_truth_says(void **state)
{
    Sample *s = *state;
    for (size_t i = 0; i < COUNT_OF(files) - 1; i++) {
        if (!str_ends(str_of(files[i]), STR(".csv")))
            continue;
        size_t heads = str_has(str_of(files[i]), STR("qualtrics")) ? 3 : 1;
        char separator = str_has(str_of(files[i]), STR("erp")) ? ';' : ',';
        Csv c = csv_split(&s->a, sample_read(&s->a, s->dir, files[i]), separator);
        size_t want = (size_t)(row_fact(s, files[i], "records") + row_fact(s, files[i], "footer"));
        assert_int_equal(c.n, heads + want);
        for (size_t r = 0; r < c.n; r++)
            assert_int_equal(c.n_cell[r], c.n_cell[0]);
    }
}

static void json_lines_and_bad_ones_are_as_truth_says(void **state)
{
    Sample *s = *state;
    static const char *const lines[] = { "zendesk/tickets.ndjson", "segment/track.ndjson",
                                         "segment/identify.ndjson" };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        Str text = sample_read(&s->a, s->dir, lines[i]);
        size_t n = 0, bad = 0;
        while (text.n) {
            Str line = str_cut(&text, '\n');
            json_error_t e;
            json_t *v = json_loadb(line.p, line.n, 0, &e);
            const char *at = json_string_value(json_object_get(v, "timestamp"));
            n++;
            bad += !v || (at && strncmp(at, "20", 2) != 0);
            json_decref(v);
        }
        assert_int_equal(n, row_fact(s, lines[i], "records"));
        assert_int_equal(bad, row_fact(s, lines[i], "unreadable"));
    }
}

static void files_are_utf8_but_for_the_planted_line_and_the_erp(void **state)
{
    Sample *s = *state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Str t = sample_read(&s->a, s->dir, files[i]);
        bool other =
            str_has(str_of(files[i]), STR("erp")) || str_has(str_of(files[i]), STR("tickets"));
        assert_int_equal(str_is_utf8(t), !other);
    }
    Str erp = sample_read(&s->a, s->dir, "erp/lieferungen.csv");
    Str head = str_cut(&erp, '\n');
    assert_true(str_has(head, STR("W\xe4hrung")));
    assert_true(str_ends(head, STR("\r")));
    assert_true(str_has(erp, STR("M\xfcnchen")));
    assert_true(str_has(erp, STR("31.02.2025")));
    assert_true(str_has(erp, STR("Summe;;;")));
}

static void surveys_have_three_header_rows(void **state)
{
    Sample *s = *state;
    Csv c = csv_split(&s->a, sample_read(&s->a, s->dir, "qualtrics/relationship_survey.csv"), ',');
    json_error_t e;
    assert_true(str_eq(c.row[0][8], STR("ResponseId")));
    assert_true(str_has(c.row[1][19], STR("\n")));
    for (size_t i = 0; i < c.n_cell[2]; i++) {
        json_t *v = json_loadb(c.row[2][i].p, c.row[2][i].n, 0, &e);
        assert_non_null(json_object_get(v, "ImportId"));
        json_decref(v);
    }
}

static void comments_are_mostly_english_some_german_fewer_french(void **state)
{
    Sample *s = *state;
    Csv c = csv_split(&s->a, sample_read(&s->a, s->dir, "qualtrics/relationship_survey.csv"), ',');
    size_t lang = csv_column(&c, "UserLanguage"), de = 0, fr = 0;
    for (size_t r = 3; r < c.n; r++) {
        de += str_eq(c.row[r][lang], STR("DE"));
        fr += str_eq(c.row[r][lang], STR("FR"));
    }
    double n = (double)(c.n - 3);
    assert_true((double)de / n > 0.09 && (double)de / n < 0.20);
    assert_true((double)fr / n > 0.03 && (double)fr / n < 0.10);
}

static int64_t cents(Str s)
{
    int64_t whole, part;
    bool minus = s.n && s.p[0] == '-';
    Str w = str_cut(&s, '.');
    assert_true(str_to_i64(w, &whole) && str_to_i64(s, &part) && s.n == 2);
    return whole * 100 + (minus ? -part : part);
}

static void the_ledger_ties_to_the_invoices(void **state)
{
    Sample *s = *state;
    Csv c = csv_split(&s->a, sample_read(&s->a, s->dir, "stripe/invoices.csv"), ',');
    size_t due = csv_column(&c, "Amount Due"), status = csv_column(&c, "Status");
    int64_t sum = 0, credits = 0;
    for (size_t r = 1; r < c.n; r++) {
        int64_t v = cents(c.row[r][due]);
        bool out = str_eq(c.row[r][status], STR("void")) || str_eq(c.row[r][status], STR("draft"));
        sum += out ? 0 : v;
        credits += v < 0;
    }
    assert_int_equal(sum, json_integer_value(json_object_get(json_object_get(s->truth, "ledger"),
                                                             "invoiced_minor")));
    assert_true(credits > 20);
}

static void speed_is_printed(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    Str dir = sample_dir(&a);
    int64_t from = clock_ms(), bytes = 0;
    sample_write(dir, &(DemoOptions){ 0 });
    int64_t ms = clock_ms() - from;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        bytes += (int64_t)sample_read(&a, dir, files[i]).n;
    print_message("# %lld MB in %lld ms\n", (long long)(bytes / 1000000), (long long)ms);
    assert_true(bytes > 40000000);
    sample_remove(dir);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_options_give_the_same_bytes),
        cmocka_unit_test(more_responses_move_no_delivery),
        cmocka_unit_test(a_long_truth_is_written_whole),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_reported),
        cmocka_unit_test(record_ids_get_the_suffix_of_their_capitals),
        cmocka_unit_test(csv_files_have_as_many_records_as_truth_says),
        cmocka_unit_test(json_lines_and_bad_ones_are_as_truth_says),
        cmocka_unit_test(files_are_utf8_but_for_the_planted_line_and_the_erp),
        cmocka_unit_test(surveys_have_three_header_rows),
        cmocka_unit_test(comments_are_mostly_english_some_german_fewer_french),
        cmocka_unit_test(the_ledger_ties_to_the_invoices),
        cmocka_unit_test(speed_is_printed),
    };
    return cmocka_run_group_tests_name("demo", tests, sample_open, sample_close);
}
