/* Export: how a value is written, what leaves the book and what does not, whole or not at all, sheets that are full.
 *
 * Oracle  RFC 4180 for CSV; what was put in; DuckDB's own reader for Parquet.  tests/flow/export.py reads all forms with other programs.
 */
#include "tests/store/small.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "export/export.h"

static void cells_are_written_so_that_they_read_back(void **state)
{
    static const ColSpec spec[] = { { "a", COL_TEXT }, { "b", COL_F64 }, { "c", COL_INT }, { "d", COL_BOOL }, { "e", COL_DATE }, { "f", COL_TIME } };
    Arena a;
    Table t;
    Buf out;
    (void)state;
    arena_init(&a);
    table_init(&t, &a, spec, COUNT_OF(spec));
    table_put_text(&t, 0, STR("say \"no\",\r\nplease"));
    table_put_f64(&t, 1, 0.1);
    table_put_int(&t, 2, INT64_MIN);
    table_put_int(&t, 3, 1);
    table_put_int(&t, 4, -719162);
    table_put_int(&t, 5, -1);
    table_row(&t);
    table_put_text(&t, 0, STR(""));
    table_put_f64(&t, 1, (double)NAN);
    table_row(&t);
    table_put_text(&t, 0, STR("\""));
    table_put_f64(&t, 1, 1.0 / 3);
    table_put_int(&t, 5, INT64_C(1735689600000000));
    table_row(&t);
    buf_init(&out, 1 << 16);
    csv_row(&t, SIZE_MAX, false, &a, &out);
    for (size_t r = 0; r < t.n; r++)
        csv_row(&t, r, false, &a, &out);
    assert_string_equal(out.p, "a,b,c,d,e,f\r\n"
                               "\"say \"\"no\"\",\r\nplease\",0.1,-9223372036854775808,true,0001-01-01,1969-12-31 23:59:59.999999\r\n"
                               "\"\",NaN,,,,\r\n"
                               "\"\"\"\",0.3333333333333333,,,,2025-01-01 00:00:00\r\n");
    buf_release(&out);
    arena_release(&a);
}

/* The rule of csv.c undone: one ' off every text that begins with one. */
static void a_guard_can_be_undone(void **state)
{
    static const char *const text[] = { "=1+1", "+49 30", "-5", "@home", "\tx", "\rx", "'", "'=1", "''", "x", "", "5", "a=1" };
    static const bool guarded[] = { true, true, true, true, true, true, true, true, true, false, false, false, false };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        Arena a;
        Table t;
        Buf out;
        arena_init(&a);
        buf_init(&out, 1 << 16);
        table_init(&t, &a, (const ColSpec[]){ { "a", COL_TEXT }, { "n", COL_INT } }, 2);
        table_put_text(&t, 0, str_of(text[i]));
        table_put_int(&t, 1, -5);
        table_row(&t);
        csv_row(&t, 0, true, &a, &out);
        Str cell = buf_str(&out);
        assert_true(str_ends(cell, STR("\",-5\r\n")));              /* numbers are left alone */
        cell = str_sub(cell, 1, cell.n - 7);
        assert_int_equal(cell.n && cell.p[0] == '\'', guarded[i]);
        if (cell.n && cell.p[0] == '\'')
            cell = str_sub(cell, 1, cell.n);
        assert_true(str_eq(cell, str_of(text[i])));
        buf_release(&out);
        arena_release(&a);
    }
}

static bool is_there(const char *dir, const char *name)
{
    char path[200];
    struct stat none;
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    return stat(path, &none) == 0;
}

static Str content(Small *b, const char *dir, const char *name)
{
    Str s;
    small_must(b, file_read(str_fmt(&b->a, "%s/%s", dir, name).p, 1 << 26, &b->a, &s, &b->err));
    return s;
}

static void leaves_the_book(SmallWhere kind)
{
    Small b, folder;
    ExportInfo info;
    char dir[128], part[160];
    small_open(&folder, SMALL_FILE);
    small_open(&b, kind);
    (void)snprintf(dir, sizeof dir, "%s/out", folder.dir);
    (void)snprintf(part, sizeof part, "%s.part", dir);
    small_sql(&b, "INSERT INTO meta VALUES ('salt', 'hush-hush'); INSERT INTO erasure_key VALUES ('keyed-hash', 1);"
                  "CREATE TABLE session_token (token TEXT); INSERT INTO session_token VALUES ('hush-hush');"
                  "INSERT INTO setting VALUES ('margin', 0.25, 'share', 'of revenue');");
    assert_int_equal(mkdir(part, 0755), 0);                             /* left by one that was killed */
    small_must(&b, file_replace(str_fmt(&b.a, "%s/half.csv", part).p, STR("x"), &b.err));
    small_must(&b, export_book(b.s, dir, &(ExportOptions){ .format = EXPORT_CSV, .book = STR("acme") }, &info, &b.err));
    assert_true(is_there(dir, "setting.csv") && is_there(dir, "f_ticket.csv") && is_there(dir, "d_issue.csv") && is_there(dir, "verdict.csv"));
    assert_false(is_there(dir, "erasure_key.csv") || is_there(dir, "session_token.csv") || is_there(dir, "half.csv"));
    assert_false(is_there(folder.dir, "out.part"));
    assert_string_equal(content(&b, dir, "setting.csv").p, "name,value,unit,note\r\n\"margin\",0.25,\"share\",\"of revenue\"\r\n");
    assert_true(str_starts(content(&b, dir, "meta.csv"), STR("name,value\r\n\"currency\",\"EUR\"\r\n\"schema\",\"")));
    assert_false(str_has(content(&b, dir, "meta.csv"), STR("hush")));
    Str manifest = content(&b, dir, "manifest.json");
    assert_true(str_has(manifest, STR("{\"name\":\"session_token\",\"why\":")) && str_has(manifest, STR("{\"name\":\"erasure_key\",\"why\":")));
    assert_true(str_has(manifest, STR("{\"name\":\"mrr\",\"type\":\"integer\",\"meaning\":\"money a month\"}")));
    assert_true(str_has(manifest, STR("{\"name\":\"content_hash\",\"type\":\"text\",\"meaning\":\"of all bytes; the same file again changes nothing\"}")));
    assert_true(str_has(manifest, STR("{\"name\":\"todo\",\"type\":\"text\",\"meaning\":\"what to do about it\"}")));   /* added by a later migration */
    assert_int_equal(export_book(b.s, dir, &(ExportOptions){ .format = EXPORT_CSV, .book = STR("acme") }, &info, &b.err), ST_CONFLICT);
    small_sql(&b, "DROP TABLE session_token");
    small_close(&b);
    small_close(&folder);
}

static void secrets_and_unknown_tables_stay(void **state)
{
    (void)state;
    leaves_the_book(SMALL_MEMORY);
}

static void secrets_and_unknown_tables_stay_on_the_server(void **state)
{
    (void)state;
    if (!getenv("TL_PG"))
        skip();
    leaves_the_book(SMALL_SERVER);
}

static void a_failure_leaves_nothing(void **state)
{
    Small b, folder;
    ExportInfo info;
    char dir[128];
    (void)state;
    small_open(&folder, SMALL_FILE);
    small_open(&b, SMALL_MEMORY);
    (void)snprintf(dir, sizeof dir, "%s/no/such/place", folder.dir);
    for (int f = EXPORT_PARQUET; f <= EXPORT_XLSX; f++)
        assert_int_equal(export_book(b.s, dir, &(ExportOptions){ .format = (ExportFormat)f, .book = STR("") }, &info, &b.err), ST_NOT_FOUND);
    assert_int_equal(export_book(b.s, folder.where, &(ExportOptions){ .format = EXPORT_CSV, .book = STR("") }, &info, &b.err), ST_CONFLICT);   /* a file */
    small_close(&b);
    small_close(&folder);
}

static void a_full_sheet_goes_on_in_another(void **state)
{
    Small b, folder;
    ExportInfo info;
    char dir[128];
    (void)state;
    small_open(&folder, SMALL_FILE);
    small_open(&b, SMALL_MEMORY);
    (void)snprintf(dir, sizeof dir, "%s/out", folder.dir);
    small_sql(&b, "INSERT INTO f_event SELECT 1, i, i, 1, i, NULL, NULL, '', 'click', NULL, i FROM generate_series(1, 25) AS g(i);"
                  "INSERT INTO source VALUES (1, repeat('x', 40000)), (2, repeat('x', 32767)), (3, '=1+1');");
    small_must(&b, export_book(b.s, dir, &(ExportOptions){ .format = EXPORT_XLSX, .book = STR("acme"), .sheet_rows = 11 }, &info, &b.err));
    assert_int_equal(info.cut, 1);
    assert_true(str_has(content(&b, dir, "manifest.json"), STR("\"rows\":25,\"parts\":[\"f_event\",\"f_event (2)\",\"f_event (3)\"]")));
    assert_true(str_has(content(&b, dir, "manifest.json"), STR("\"texts_cut\":1")));
    small_close(&b);
    small_close(&folder);
}

/* What DuckDB finds in a file, as small_rows() writes it. */
static const char *read_back(Small *b, const char *dir, const char *name, const char *columns)
{
    Db *db = NULL;
    Table t;
    const DbSql ask = { "read_back", str_fmt(&b->a, "SELECT %s FROM read_parquet('%s/%s') ORDER BY line", columns, dir, name).p };
    Buf out;
    small_must(b, db_open(":memory:", &(DbOptions){ .create = true, .files = true, .sql = &ask, .n_sql = 1 }, &db, &b->err));
    small_must(b, db_fetch(db, 0, NULL, 0, &b->a, &t, &b->err));
    buf_init(&out, 1 << 20);
    for (size_t r = 0; r < t.n; r++)
        csv_row(&t, r, false, &b->a, &out);
    Str s = str_dup(&b->a, buf_str(&out));
    buf_release(&out);
    db_close(db);
    return s.p;
}

static void parquet_keeps_types_and_values(void **state)
{
    Small b, folder;
    ExportInfo info;
    char dir[128];
    (void)state;
    small_open(&folder, SMALL_FILE);
    small_open(&b, SMALL_MEMORY);
    (void)snprintf(dir, sizeof dir, "%s/it's out", folder.dir);
    small_sql(&b, "INSERT INTO f_response VALUES (1, 9223372036854775807, -1, 1, 1, NULL, NULL, NULL, TIMESTAMP '0001-01-01 00:00:00', '', TRUE, -1, 'NaN', 'de', NULL),"
                  "  (1, 2, 2, 1, 2, NULL, NULL, 'a\"b', TIMESTAMP '9999-12-31 23:59:59.999999', NULL, FALSE, NULL, -0.1, NULL, '');"
                  "INSERT INTO f_churn VALUES (1, 1, 1, 1, 1, NULL, NULL, 'c', DATE '0001-01-01', '', 0, 'EUR', '');");
    small_must(&b, export_book(b.s, dir, &(ExportOptions){ .format = EXPORT_PARQUET, .book = STR("acme") }, &info, &b.err));
    assert_string_equal(read_back(&folder, str_fmt(&b.a, "%s/it''s out", folder.dir).p, "f_response.parquet", "key_hash, row_hash, ext_id, recorded_at, status, finished, nps, csat, language, channel"),
                        "9223372036854775807,-1,,0001-01-01 00:00:00,\"\",true,-1,NaN,\"de\",\r\n"
                        "2,2,\"a\"\"b\",9999-12-31 23:59:59.999999,,false,,-0.1,,\"\"\r\n");
    assert_string_equal(read_back(&folder, str_fmt(&b.a, "%s/it''s out", folder.dir).p, "f_churn.parquet", "churn_date, refund, text"), "0001-01-01,0,\"\"\r\n");
    assert_false(is_there(dir, ".stage") || is_there(dir, ".stage.wal"));
    small_close(&b);
    small_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_written_so_that_they_read_back), cmocka_unit_test(a_guard_can_be_undone), cmocka_unit_test(secrets_and_unknown_tables_stay),
        cmocka_unit_test(secrets_and_unknown_tables_stay_on_the_server), cmocka_unit_test(a_failure_leaves_nothing), cmocka_unit_test(a_full_sheet_goes_on_in_another),
        cmocka_unit_test(parquet_keeps_types_and_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
