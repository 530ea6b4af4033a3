#include "tests/near.h"

#include "app/lanes.h"
#include "tests/store/small.h"

/* The pipeline reports its progress through app/; here nobody listens. */
void app_progress(const App *app, const char *fmt, ...)
{
    (void)app;
    (void)fmt;
}

static bool lists(const char *tables, Str name)
{
    Str rest = str_of(tables);
    while (rest.n)
        if (str_eq(str_cut(&rest, ' '), name))
            return true;
    return false;
}

static void no_stage_reads_what_no_earlier_stage_wrote(void **state)
{
    (void)state;
    pipeline_check(); /* a bug() ends the test */
    for (size_t k = 0; k < stage_n; k++)
        for (Str rest = str_of(stage_table[k].reads); rest.n;) {
            Str table = str_cut(&rest, ' ');
            bool before = false;
            for (size_t j = 0; j < k; j++)
                before = before || lists(stage_table[j].writes, table);
            if (!before)
                fail_msg("%s reads %.*s", stage_table[k].name, STR_ARG(table));
        }
}

/* Oracle: information_schema of a book.  d_summary is everybody's, by design. */
static void every_derived_table_has_one_writer(void **state)
{
    Small b;
    size_t listed = 0, tables = 0;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    Str rest = str_of(small_rows(&b, "SELECT table_name FROM information_schema.tables WHERE substr(table_name, 1, 2) = 'd_' ORDER BY table_name"));
    while (rest.n) {
        Str table = str_cut(&rest, '\n');
        size_t writers = 0;
        for (size_t k = 0; k < stage_n; k++)
            writers += lists(stage_table[k].writes, table);
        if (writers != (str_eq(table, STR("d_summary")) ? 0 : 1))
            fail_msg("%.*s has %zu writers", STR_ARG(table), writers);
        tables += writers;
    }
    for (size_t k = 0; k < stage_n; k++)
        for (Str w = str_of(stage_table[k].writes); w.n; listed++)
            (void)str_cut(&w, ' ');
    assert_int_equal(listed, tables); /* no stage lists a table that is not there */
    small_close(&b);
}

static void all_stages_run_on_an_empty_book_and_again(void **state)
{
    const App app = { .quiet = true };
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    for (int again = 0; again < 2; again++)
        small_must(&b, pipeline_run(&app, b.s, NULL, &b.err));
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name IN ('accounts', 'comments', 'ledger_invoiced') ORDER BY name"), "0\n0\n0");
    small_close(&b);
}

static void a_run_from_a_stage_leaves_the_ones_before_alone(void **state)
{
    const App app = { .quiet = true };
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_must(&b, pipeline_run(&app, b.s, "value", &b.err));
    assert_string_equal(small_rows(&b, "SELECT name FROM d_summary WHERE name IN ('accounts', 'comments', 'ledger_invoiced')"), "ledger_invoiced");
    small_close(&b);
}

/* Signals do not wait for the effects, nor these for signals; what is made of both waits for both. */
static void a_stage_waits_for_what_it_reads_alone(void **state)
{
    static const struct {
        const char *stage, *on;
        bool        waits;
    } said[] = { { "listen", "resolve", true }, { "signal", "listen", true }, { "link", "listen", true }, { "link", "signal", false }, { "signal", "link", false },
                 { "expect", "link", true }, { "value", "signal", false }, { "value", "link", true }, { "act", "signal", true }, { "act", "value", true } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        size_t k = 0, j = 0;
        while (strcmp(stage_table[k].name, said[i].stage) != 0)
            k++;
        while (strcmp(stage_table[j].name, said[i].on) != 0)
            j++;
        if (stage_waits(k, j) != said[i].waits)
            fail_msg("%s and %s", said[i].stage, said[i].on);
    }
}

static void stages_side_by_side_leave_the_same_small_results(void **state)
{
    const App app = { .quiet = true };
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_must(&b, pipeline_run(&app, b.s, NULL, &b.err));
    const char *one = small_rows(&b, "SELECT name, value FROM d_summary ORDER BY name");
    small_must(&b, store_run(b.s, SQL_CLEAR_SUMMARY, STORE_NO_ARGS, &b.err));
    small_must(&b, lanes_run(&app, b.s, &b.err));
    assert_string_equal(small_rows(&b, "SELECT name, value FROM d_summary ORDER BY name"), one);
    assert_true(strlen(one) > 100);
    small_close(&b);
}

static void a_stage_that_fails_ends_all_lanes_and_is_told(void **state)
{
    const App app = { .quiet = true };
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, "DROP TABLE d_score_part");
    assert_int_equal(lanes_run(&app, b.s, &b.err), ST_DB);
    assert_non_null(strstr(b.err.msg, "signal"));
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_summary WHERE name = 'accounts'"), "1");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_stage_reads_what_no_earlier_stage_wrote),
        cmocka_unit_test(every_derived_table_has_one_writer),
        cmocka_unit_test(all_stages_run_on_an_empty_book_and_again),
        cmocka_unit_test(a_run_from_a_stage_leaves_the_ones_before_alone),
        cmocka_unit_test(a_stage_waits_for_what_it_reads_alone),
        cmocka_unit_test(stages_side_by_side_leave_the_same_small_results),
        cmocka_unit_test(a_stage_that_fails_ends_all_lanes_and_is_told),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
