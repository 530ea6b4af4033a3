/* Parquet files through ingest_run() into a fake sink.  Oracle: the log expected, or that of the same records as lines of JSON; the
 * fake sink itself refuses files whose rows do not add up. */
#include "tests/ingest/dir.h"

#include "base/attr.h"
#include "db/db.h"
#include "tests/read/zip_write.h"

/* The file is written by DuckDB itself; dates, decimals and texts as their Parquet types. */
static void parquet_is_read_by_a_mapping(void **state)
{
    static const DbSql none[] = { { "none", "SELECT 1" } };
    Dir *d = *state;
    Err err;
    Db *db;
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = none, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    Str sql = str_fmt(&d->a, "COPY (SELECT 7 AS nr, DATE '2026-03-04' AS day, CAST(12.5 AS DECIMAL(9,2)) AS sum, 'Acme' AS who "
        "UNION ALL SELECT 8, NULL, 3, 'Acme, \"Ltd\"' ORDER BY 1) TO '%s/x.parquet' (FORMAT parquet)", d->path);
    if (db_script(db, "copy", sql.p, &err))
        fail_msg("%s", err.msg);
    db_close(db);
    const char *map = put(d, "my.map", STR("[*.parquet]\nkind = invoice\nsource = Books\nkey = nr\nissued = day\namount = sum\n"
        "currency = \"EUR\"\naccount_name = who\n"));
    IngestResult r = run_path(d, str_fmt(&d->a, "%s/x.parquet", d->path).p, map, NULL);
    if (r.file[0].skipped.n)
        fail_msg("%s", r.file[0].skipped.p);
    assert_string_equal(text_log(), "invoice 1 7 [,Acme,,,,,] | ~ | 2026-03-04 | ~ | ~ | 1250 | EUR | ~\n"
        "bad 2:2 day 'required value is missing' 8,,3.00,\"Acme, \"\"Ltd\"\"\"\n");
}

/* The same columns as the CSV shape's, no mapping; plain and in an archive, where DuckDB is given a copy. */
static void parquet_of_a_known_export_is_recognised(void **state)
{
    Dir *d = *state;
    Err err = { 0 };
    Arena a;
    Db *db;
    Buf zip;
    Str bytes;
    arena_init(&a);
    Str make = str_fmt(&d->a, "COPY (SELECT 'A' AS \"Unit\", 'm' AS \"Metric\", DATE '2024-01-01' AS \"Month\", 1.5 AS \"Value\") "
                       "TO '%s/x.parquet' (FORMAT parquet)", d->path);
    DbSql sql[] = { { "make", make.p } };
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = sql, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    assert_int_equal(db_run(db, 0, NULL, 0, NULL, &err), ST_OK);
    db_close(db);
    Str path = path_join(&d->a, str_of(d->path), STR("x.parquet"));
    assert_int_equal(file_read(path.p, 1 << 20, &a, &bytes, &err), ST_OK);
    buf_init(&zip, 1 << 20);
    zip_write(&zip, &(ZipPart){ "in/x.parquet", bytes }, 1);
    for (int packed = 0; packed < 2; packed++) {
        fake_clear();
        IngestResult r = run_path(d, packed ? put(d, "x.zip", buf_str(&zip)) : path.p, NULL, NULL);
        assert_string_equal(text_log(), "metric 1 A/m/2024-01-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1.5 | ~ | ~ | ~\n");
        assert_string_equal(r.file[0].path.p, packed ? "x.zip/in/x.parquet" : "x.parquet");
        assert_string_equal(r.file[0].shape.p, "Unit scorecard");
    }
    buf_release(&zip);
    arena_release(&a);
}

/* Oracle: the same records as lines of JSON.  DuckDB makes columns of records and lists of them, days and times typed or as texts. */
static void parquet_with_records_in_its_cells_is_what_its_rows_are_as_lines_of_json(void **state)
{
    static const struct {
        const char *shape, *lines;
        int64_t rows;
    } nested[] = {
        { "Qualtrics responses", "{\"responseId\":\"R_1\",\"values\":{\"startDate\":\"2024-07-01T10:00:00Z\",\"endDate\":\"2024-07-01T10:01:00Z\",\"status\":0,\"ipAddress\":\"1.2.3.4\",\"finished\":1,"
          "\"recordedDate\":\"2024-07-01T10:01:01.123Z\",\"_recordId\":\"R_1\",\"QID1\":9,\"QID2\":[\"1\",\"2\"],\"QID3\":4,\"QID4_TEXT\":\"Nice, \\\"really\\\"\\nso\"},"
          "\"labels\":{\"status\":\"IP Address\",\"finished\":\"True\",\"QID2\":[\"Fast, safe\",\"Cheap\"],\"QID3\":\"Agree\"},\"displayedFields\":[\"QID1\"]}\n"
          "{\"responseId\":\"R_2\",\"values\":{\"endDate\":\"2024-07-02T10:01:00Z\",\"status\":0,\"finished\":0,\"QID1\":3,\"QID2\":[\"2\"]},\"labels\":{\"QID2\":[\"Cheap\"]}}\n", 2 },
        { "Delighted responses", "{\"id\":\"2\",\"person\":\"11\",\"survey_type\":\"csat\",\"score\":8,\"comment\":null,\"created_at\":1713418460,\"person_properties\":{\"company\":\"Acme\"},"
          "\"additional_answers\":[{\"id\":\"4\",\"value\":{\"free_response\":null,\"scale\":null,\"select_one\":null,\"select_many\":[{\"id\":\"a\",\"text\":\"Price, terms\"},{\"id\":\"b\",\"text\":\"Staff\"}]},"
          "\"question\":{\"id\":\"enum_z\",\"type\":\"select_many\",\"text\":\"What did you like?\"}},{\"id\":\"5\",\"value\":{\"select_one\":{\"id\":\"y\",\"text\":\"Yes\"}},\"question\":{\"id\":\"enum_c\",\"text\":\"Bought before?\"}},"
          "{\"id\":\"6\",\"value\":{\"free_response\":\"More colours\"},\"question\":{\"id\":\"free_1\",\"type\":\"free_response\",\"text\":\"What else?\"}}]}\n"
          "{\"id\":\"3\",\"person\":\"12\",\"survey_type\":\"nps\",\"score\":0,\"comment\":\"Too slow\",\"created_at\":1713418461,\"additional_answers\":[]}\n", 2 },
        { "Zendesk tickets", "{\"id\":1,\"requester_id\":5,\"subject\":\"a\",\"status\":\"open\",\"created_at\":\"2024-01-02T03:04:05Z\",\"updated_at\":\"2024-01-02T03:04:05Z\","
          "\"custom_fields\":[{\"id\":360001,\"value\":\"suite_pro\"},{\"id\":360004,\"value\":null}],\"satisfaction_rating\":{\"score\":\"good\",\"comment\":\"ok\"},\"tags\":[\"vip\",\"eu\"]}\n"
          "{\"id\":2,\"requester_id\":6,\"subject\":\"b\",\"status\":\"open\",\"created_at\":\"2024-01-03T03:04:05Z\",\"updated_at\":\"2024-01-03T03:04:05Z\",\"custom_fields\":[{\"id\":360001,\"value\":\"basic\"}]}\n", 2 },
    };
    static const DbSql none[] = { { "none", "SELECT 1" } };
    Dir *d = *state;
    Err err;
    Db *db;
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = none, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    for (size_t i = 0; i < COUNT_OF(nested) * 2; i++) {
        const char *lines = put(d, "x.ndjson", str_of(nested[i / 2].lines)), *typed = i % 2 ? "" : ", dateformat = 'none', timestampformat = 'none'";
        fake_clear();
        IngestResult want = run_path(d, lines, NULL, NULL);
        Str log = str_dup(&d->a, str_of(text_log()));
        assert_string_equal(want.file[0].shape.p, nested[i / 2].shape);
        assert_int_equal(want.rows_in, nested[i / 2].rows);
        assert_int_equal(want.kept, nested[i / 2].rows);
        Str at = str_fmt(&d->a, "%s/x.parquet", d->path);
        if (db_script(db, "copy", str_fmt(&d->a, "COPY (SELECT * FROM read_json('%s', format = 'newline_delimited', sample_size = -1%s)) TO '%s' (FORMAT parquet)", lines, typed, at.p).p, &err))
            fail_msg("%s", err.msg);
        fake_clear();
        IngestResult got = run_path(d, at.p, NULL, NULL);
        assert_string_equal(got.file[0].shape.p, nested[i / 2].shape);
        assert_int_equal(got.rows_in, want.rows_in);
        assert_string_equal(text_log(), log.p);
    }
    db_close(db);
}

/* Of what is not known the same is proposed, but for the file's name; and it is read by it. */
static void an_unknown_parquet_with_records_in_its_cells_is_proposed_as_its_lines_are(void **state)
{
    static const DbSql none[] = { { "none", "SELECT 1" } };
    Dir *d = *state;
    Err err;
    Db *db;
    Buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 40; i++)
        buf_printf(&b, "{\"nr\":\"I%d\",\"who\":{\"company\":\"Acme %d\",\"email\":\"a%d@acme%d.example\"},\"issued\":\"2026-0%d-15\",\"amount\":%d.5,\"currency\":\"EUR\",\"lines\":[{\"sku\":\"a\"}]}\n",
                   i, i % 3, i, i % 3, 1 + i % 8, 10 + i);
    const char *lines = put(d, "x.ndjson", buf_str(&b));
    IngestResult want = run_path(d, lines, NULL, NULL);
    Str at = str_fmt(&d->a, "%s/x.parquet", d->path);
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = none, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    if (db_script(db, "copy", str_fmt(&d->a, "COPY (SELECT * FROM read_json('%s', format = 'newline_delimited')) TO '%s' (FORMAT parquet)", lines, at.p).p, &err))
        fail_msg("%s", err.msg);
    db_close(db);
    IngestResult got = run_path(d, at.p, NULL, NULL);
    Str x = want.file[0].proposal, y = got.file[0].proposal;
    assert_true(x.n > 0 && got.file[0].unknown);
    while (x.n && !str_starts(x, STR("[")))
        (void)str_cut(&x, '\n');
    while (y.n && !str_starts(y, STR("[")))
        (void)str_cut(&y, '\n');
    (void)str_cut(&x, '\n');
    (void)str_cut(&y, '\n');
    assert_string_equal(y.p, x.p);
    const char *mapped[] = { lines, at.p };
    Str log = STR("");
    for (int i = 0; i < 2; i++) {
        const char *map = put(d, "my.map", str_fmt(&d->a, "[x.*]\n%.*s", STR_ARG(x)));
        fake_clear();
        IngestResult r = run_path(d, mapped[i], map, NULL);
        assert_int_equal(r.kept, 40);
        if (i)
            assert_string_equal(text_log(), log.p);
        log = str_dup(&d->a, str_of(text_log()));
    }
    buf_release(&b);
}

/* A table that is known stays one, though one of its columns is a list. */
static void a_list_beside_the_columns_of_a_known_table_changes_nothing(void **state)
{
    static const DbSql none[] = { { "none", "SELECT 1" } };
    Dir *d = *state;
    Err err;
    Db *db;
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = none, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    Str at = str_fmt(&d->a, "%s/x.parquet", d->path);
    if (db_script(db, "copy", str_fmt(&d->a, "COPY (SELECT 'A' AS \"Unit\", 'm' AS \"Metric\", DATE '2024-01-01' AS \"Month\", 1.5 AS \"Value\", ['a', 'b'] AS tags) TO '%s' (FORMAT parquet)", at.p).p, &err))
        fail_msg("%s", err.msg);
    db_close(db);
    IngestResult r = run_path(d, at.p, NULL, NULL);
    assert_string_equal(r.file[0].shape.p, "Unit scorecard");
    assert_string_equal(text_log(), "metric 1 A/m/2024-01-01 [,,,,,,] | A | m | ~ | 2024-01-01 | 1.5 | ~ | ~ | ~\n");
}

/* Bytes taken away and changed, each time others: what DuckDB cannot read is left out with its reason, and the file beside it
 * is read whatever it is.  Nearly all damage is seen; what is not (a byte of a name, of a value) gives rows that add up. */
static void a_damaged_parquet_file_is_left_out_and_ends_no_run(void **state)
{
    Dir *d = *state;
    Err err = { 0 };
    Arena a;
    Db *db;
    Str bytes;
    size_t left_out = 0;
    uint64_t x = 20261127;
    arena_init(&a);
    Str make = str_fmt(&d->a, "COPY (SELECT 'A' || i AS \"Unit\", 'm' AS \"Metric\", DATE '2024-01-01' + CAST(i AS INTEGER) AS \"Month\", i / 7.0 AS \"Value\" "
                       "FROM range(300) AS r(i)) TO '%s/x.parquet' (FORMAT parquet)", d->path);
    DbSql sql[] = { { "make", make.p } };
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = sql, .n_sql = 1, .create = true, .files = true }, &db, &err), ST_OK);
    assert_int_equal(db_run(db, 0, NULL, 0, NULL, &err), ST_OK);
    db_close(db);
    assert_int_equal(file_read(path_join(&d->a, str_of(d->path), STR("x.parquet")).p, 1 << 20, &a, &bytes, &err), ST_OK);
    (void)put(d, "y.csv", STR(UNIT "B,m,2024-01,1,2\n"));
    char *hurt = arena_alloc(&a, bytes.n, 1);
    for (int k = 0; k < 120; k++) {
        size_t n = bytes.n;
        memcpy(hurt, bytes.p, n);
        for (int wounds = 0; wounds <= k % 4; wounds++) {
            x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            size_t at = (size_t)(x >> 33) % n, tail = n > 400 && wounds % 2 ? n - 400 + at % 400 : at;
            if (k % 5 == 4 && !wounds)
                n = at + 1;
            else
                hurt[tail % n] = (char)(x >> 25);
        }
        (void)put(d, "x.parquet", (Str){ hurt, n });
        fake_clear();
        IngestResult r = run(d);
        assert_int_equal(r.n, 2);
        assert_true(str_has(buf_str(&fake_log()->text), STR("metric 2 B/m/2024-01 ")));
        for (size_t i = 0; i < r.n; i++)
            left_out += r.file[i].skipped.n > 0 || r.file[i].unknown;
    }
    assert_true(left_out >= 60);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, make_dir, drop_dir)
        T(parquet_is_read_by_a_mapping),
        T(parquet_of_a_known_export_is_recognised),
        T(parquet_with_records_in_its_cells_is_what_its_rows_are_as_lines_of_json),
        T(an_unknown_parquet_with_records_in_its_cells_is_proposed_as_its_lines_are),
        T(a_list_beside_the_columns_of_a_known_table_changes_nothing),
        T(a_damaged_parquet_file_is_left_out_and_ends_no_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
