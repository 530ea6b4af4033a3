#include "tests/near.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/setting.h"
#include "tests/store/small.h"

static void close_and_expect(Small *b, bool read_only, Status want, const char *says)
{
    Store *s = NULL;
    store_close(b->s);
    b->s = NULL;
    Status st = store_open(b->where, &(StoreOptions){ .read_only = read_only }, &s, &b->err);
    if (st != want)
        fail_msg("%s instead of %s", status_text(st), status_text(want));
    if (st && !strstr(b->err.msg, says))
        fail_msg("'%s' does not say '%s'", b->err.msg, says);
    store_close(s);
}

static void check_newer(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    small_sql(&b, "UPDATE meta SET value = '99' WHERE name = 'schema';");
    close_and_expect(&b, false, ST_INVALID, "newer version (schema 99");
    close_and_expect(&b, true, ST_INVALID, "newer version");
    small_close(&b);
}

static void duckdb_books_of_a_newer_program_are_refused(void **state) { (void)state; check_newer(SMALL_FILE); }
static void postgresql_books_of_a_newer_program_are_refused(void **state) { (void)state; check_newer(SMALL_SERVER); }

static void a_book_without_a_schema_version_is_not_a_book(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_FILE);
    small_sql(&b, "UPDATE meta SET value = 'two' WHERE name = 'schema';");
    close_and_expect(&b, false, ST_INVALID, "not a Throughline book");
    small_close(&b);
}

/* The folder of migrations, as the source has it. */
static Str migrations(Small *b)
{
    const char *root = getenv("TL_ROOT");
    assert_non_null(root);
    return path_join(&b->a, str_of(root), STR("sql/migrations"));
}

static size_t migration_count(Small *b)
{
    size_t n = 0;
    DIR *d = opendir(migrations(b).p);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        n += str_ends(str_of(e->d_name), STR(".sql"));
    assert_int_equal(closedir(d), 0);
    return n;
}

/* An old book: the first migration alone, from its own text. */
static void make_old(Small *b)
{
    Buf drop;
    Str text, rest = str_of(small_rows(b, "SELECT table_type, table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY CASE table_type WHEN 'VIEW' THEN 0 ELSE 1 END, table_name"));
    buf_init(&drop, 1000000);
    while (rest.n) {
        Str name = str_cut(&rest, '\n'), type = str_cut(&name, '|');
        buf_printf(&drop, "DROP %s IF EXISTS %.*s CASCADE;", str_eq(type, STR("VIEW")) ? "VIEW" : "TABLE", STR_ARG(name));      /* views rest on views */
    }
    small_must(b, file_read(path_join(&b->a, migrations(b), STR("0001_facts.sql")).p, 1000000, &b->a, &text, &b->err));
    buf_put(&drop, text);
    buf_puts(&drop, ";INSERT INTO meta VALUES ('schema', '1'), ('currency', 'EUR'); INSERT INTO source VALUES (1, 'ERP');"
        "INSERT INTO f_subscription VALUES (1, 1, 1, 1, 2, 1, NULL, 's1', DATE '2023-03-01', NULL, 'Pro', 10, 50000, 'EUR', FALSE, NULL);"
        "INSERT INTO f_answer VALUES (1, 2, 3, 1, 2, 1, NULL, 'R1/Q1', 'R1', 'Q1', 'Why?', NULL, 'because', NULL);");
    small_sql(b, drop.p);
    buf_release(&drop);
}

static void check_old(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    make_old(&b);
    close_and_expect(&b, true, ST_INVALID, "open it once for writing");
    small_must(&b, store_open(b.where, &(StoreOptions){ 0 }, &b.s, &b.err));
    assert_int_equal(small_int(&b, "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'schema'"), migration_count(&b));
    assert_string_equal(small_rows(&b, "SELECT name FROM source"), "ERP"); /* facts stay */
    assert_string_equal(small_rows(&b, "SELECT ext_id, mrr, status, canceled_at FROM f_subscription"), "s1|50000|-|-");
    assert_string_equal(small_rows(&b, "SELECT key_hash, row_hash, ext_id, response_id, question, text FROM f_answer"), "2|3|-|R1|Q1|because");
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM f_payment"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_account"), 0);
    close_and_expect(&b, true, ST_OK, "");
    small_close(&b);
}

static void old_duckdb_books_are_brought_up_to_date_by_a_writer_only(void **state) { (void)state; check_old(SMALL_FILE); }
static void old_postgresql_books_are_brought_up_to_date_by_a_writer_only(void **state) { (void)state; check_old(SMALL_SERVER); }

static void a_books_currency_is_what_it_was_made_with(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_FILE);
    assert_string_equal(store_currency(b.s), "EUR");
    small_sql(&b, "UPDATE meta SET value = 'CHF' WHERE name = 'currency';");
    store_close(b.s);
    small_must(&b, store_open(b.where, &(StoreOptions){ .currency = "USD" }, &b.s, &b.err));
    assert_string_equal(store_currency(b.s), "CHF");
    small_close(&b);
}

/* Oracle: the limits that the table itself states. */
static void settings_take_what_lies_within_their_limits_and_nothing_else(void **state)
{
    Small b;
    double v;
    (void)state;
    small_open(&b, SMALL_FILE);
    for (size_t i = 0; i < setting_n; i++) {
        const SettingRow *r = &setting_rows[i];
        const double inf = (double)INFINITY, wrong[] = { nextafter(r->low, -inf), nextafter(r->high, inf), (double)NAN, inf };
        small_must(&b, store_setting(b.s, r->name, &v, &b.err));
        assert_true(v == r->fallback && v >= r->low && v <= r->high);
        small_must(&b, store_set_setting(b.s, r->name, r->low, &b.err));
        small_must(&b, store_set_setting(b.s, r->name, r->high, &b.err));
        for (size_t k = 0; k < COUNT_OF(wrong); k++)
            assert_int_equal(store_set_setting(b.s, r->name, wrong[k], &b.err), ST_USAGE);
        small_must(&b, store_setting(b.s, r->name, &v, &b.err));
        assert_true(v == r->high);
    }
    assert_int_equal(store_set_setting(b.s, "no_such", 1, &b.err), ST_USAGE);
    small_again(&b);
    small_must(&b, store_setting(b.s, "margin", &v, &b.err));
    assert_true(v == 1.0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM setting"), setting_n);
    small_close(&b);
}

static void summaries_are_replaced_and_absent_ones_are_empty(void **state)
{
    Small b;
    Str text;
    int64_t n;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_must(&b, store_summary(b.s, "as_of", &b.a, &text, &b.err));
    assert_int_equal(text.n, 0);
    small_must(&b, store_put_summary_int(b.s, "as_of", INT64_MIN, &b.err));
    small_must(&b, store_summary_int(b.s, "as_of", 7, &n, &b.err));
    assert_true(n == INT64_MIN);
    small_must(&b, store_put_summary(b.s, "as_of", STR("words"), &b.err));
    small_must(&b, store_summary_int(b.s, "as_of", 7, &n, &b.err));
    assert_int_equal(n, 7);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duckdb_books_of_a_newer_program_are_refused),
        cmocka_unit_test(postgresql_books_of_a_newer_program_are_refused),
        cmocka_unit_test(a_book_without_a_schema_version_is_not_a_book),
        cmocka_unit_test(old_duckdb_books_are_brought_up_to_date_by_a_writer_only),
        cmocka_unit_test(old_postgresql_books_are_brought_up_to_date_by_a_writer_only),
        cmocka_unit_test(a_books_currency_is_what_it_was_made_with),
        cmocka_unit_test(settings_take_what_lies_within_their_limits_and_nothing_else),
        cmocka_unit_test(summaries_are_replaced_and_absent_ones_are_empty),
    };
    return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
