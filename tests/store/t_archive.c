/* Archives: every value comes back to the last bit on either engine, older schemas are brought up to date, made-up files are refused.
 *
 * Oracle  what was put in; for the form, a second writer of this test's own, that follows the words of store/archive_in.h.
 */
#include "tests/store/small.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/archive.h"
#include "store/migrate.h"
#include "store/packed.h"

/* Extremes of every type; PostgreSQL and DuckDB both take them. */
static const char odd_rows[] =
    "INSERT INTO source VALUES (1, ''), (2, 'a''b|\xC3\xA4\xF0\x9F\x98\x80'), (3, E'\\n\\t');"
    "INSERT INTO f_response VALUES (1, 9223372036854775807, -9223372036854775807, 1, 1, NULL, NULL, NULL, TIMESTAMP '1970-01-01 00:00:00', '', TRUE, -1, 'NaN', 'de', NULL),"
    "  (1, -9223372036854775807, 2, 1, 2, NULL, NULL, '', TIMESTAMP '0001-01-01 00:00:00', NULL, FALSE, NULL, 'Infinity', NULL, ''),"
    "  (1, 3, 3, 1, 3, NULL, NULL, 'x', TIMESTAMP '9999-12-31 23:59:59.999999', 'x', NULL, 0, -0.1, 'y', 'z'),"
    "  (1, 4, 3, 1, 4, NULL, NULL, 'x', NULL, 'x', NULL, 0, 5e-324, 'y', 'z');"
    "INSERT INTO f_churn VALUES (1, 1, 1, 1, 1, NULL, NULL, 'c', DATE '0001-01-01', '', 0, 'EUR', ''), (1, 2, 1, 1, 2, NULL, NULL, 'c', DATE '9999-12-31', NULL, NULL, NULL, NULL);"
    "INSERT INTO f_event SELECT 1, i, i, 1, i, NULL, NULL, '', 'click ' || CAST(i % 7 AS TEXT), CASE WHEN i % 3 = 0 THEN NULL ELSE TIMESTAMP '2025-01-01 00:00:00' END, i"
    "  FROM generate_series(1, 5000) AS g(i);"
    "INSERT INTO file VALUES (1, 1, 'p', 'h', 1, 'k', 'e', 'm', 0, 0, 0, 0, '');"
    "INSERT INTO setting VALUES ('margin', 0.1, 'share', 'n');";

static const char *const questions[] = {
    "SELECT source_id, name, length(name) AS n FROM source ORDER BY source_id",
    ("SELECT key_hash, row_hash, ext_id, recorded_at, status, finished, nps, csat = CAST('NaN' AS DOUBLE PRECISION) AS nan, csat = CAST('Infinity' AS DOUBLE PRECISION) AS inf,"
     " CASE WHEN line > 2 THEN CAST(csat AS TEXT) END AS c, language, channel FROM f_response ORDER BY line"),
    "SELECT churn_date, reason, refund, currency, text FROM f_churn ORDER BY line",
    "SELECT CAST(count(*) AS BIGINT) AS n, CAST(sum(quantity) AS BIGINT) AS q, CAST(count(\"at\") AS BIGINT) AS a, min(name) AS lo, max(name) AS hi FROM f_event",
    "SELECT name, value FROM setting ORDER BY name",
    "SELECT name, value FROM meta ORDER BY name",
};

static void path_in(const Small *b, const char *name, char out[128])
{
    (void)snprintf(out, 128, "%s/%s", b->dir, name);
}

static void goes_through(SmallWhere from, SmallWhere to)
{
    Small a, b, folder;
    ArchiveInfo w, c, r;
    char file[128];
    small_open(&folder, SMALL_FILE);
    small_open(&a, from);
    small_open(&b, to);
    path_in(&folder, "a.backup", file);
    small_sql(&a, odd_rows);
    small_must(&a, archive_write(a.s, file, false, &w, &a.err));
    assert_int_equal(archive_write(a.s, file, false, &c, &a.err), ST_CONFLICT);
    small_must(&a, archive_check(file, &c, &a.err));
    assert_true(w.rows == c.rows && w.tables == c.tables && w.bytes == c.bytes && c.rows > 5000);
    store_close(b.s);
    b.s = NULL;
    assert_int_equal(archive_restore(file, b.where, false, &r, &b.err), ST_CONFLICT);
    small_must(&b, archive_restore(file, b.where, true, &r, &b.err));
    small_must(&b, store_open(b.where, &(StoreOptions){ .create = false }, &b.s, &b.err));
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        assert_string_equal(small_rows(&b, questions[i]), small_rows(&a, questions[i]));
    small_close(&b);
    small_close(&a);
    small_close(&folder);
}

static void every_value_comes_back(void **state)
{
    (void)state;
    goes_through(SMALL_FILE, SMALL_FILE);
}

static void every_value_comes_back_through_the_server(void **state)
{
    (void)state;
    if (!getenv("TL_PG"))
        skip();
    goes_through(SMALL_FILE, SMALL_SERVER);
    goes_through(SMALL_SERVER, SMALL_FILE);
}

/* ---- a second writer ------------------------------------------------------------------------------------------------------------ */

typedef struct Second {
    PackWriter *w;
    Err        *err;
    int64_t     rows;
    bool        headed;
} Second;

static Status second_chunk(void *ctx, const Table *t, Err *err)
{
    static const char letter[] = "iftbdm";
    Second *g = ctx;
    (void)err;
    if (!g->headed) {
        assert_int_equal(pack_put_int(g->w, (int64_t)t->n_col, g->err), ST_OK);
        for (size_t c = 0; c < t->n_col; c++) {
            assert_int_equal(pack_put_text(g->w, str_of(t->col[c].name), g->err), ST_OK);
            assert_int_equal(pack_put_int(g->w, letter[t->col[c].type], g->err), ST_OK);
        }
    }
    g->headed = true;
    for (size_t r = 0; r < t->n; r++, g->rows++) {          /* one row a chunk: the reader must not care */
        assert_int_equal(pack_put_int(g->w, 1, g->err), ST_OK);
        for (size_t c = 0; c < t->n_col; c++) {
            const TableColumn *col = &t->col[c];
            unsigned char bit = col_has(col, r);
            assert_int_equal(pack_put_int(g->w, !bit, g->err), ST_OK);
            assert_int_equal(bit ? ST_OK : pack_put(g->w, &bit, 1, g->err), ST_OK);
            if (col->type == COL_TEXT)
                assert_int_equal(pack_put_text(g->w, col->s[r], g->err), ST_OK);
            else if (col->type == COL_F64)
                assert_int_equal(pack_put(g->w, &col->f[r], 8, g->err), ST_OK);
            else
                assert_int_equal(pack_put_int(g->w, col->i[r], g->err), ST_OK);
        }
    }
    return ST_OK;
}

/* A book of an older program: its schema, two sources, a property. */
static void write_old(const char *file, int64_t schema, int64_t says, Arena *a, Err *err)
{
    Db *db = NULL;
    Table names;
    PackWriter *w;
    int64_t bytes, n = 0;
    assert_int_equal(db_open(":memory:", &(DbOptions){ .sql = sql_texts, .n_sql = SQL_COUNT_, .create = true }, &db, err), ST_OK);
    assert_int_equal(db_begin(db, err), ST_OK);
    assert_int_equal(migrate_between(db, 0, schema, err), ST_OK);
    assert_int_equal(db_script(db, "rows", "INSERT INTO source VALUES (1, 'CRM'), (2, 'ERP'); INSERT INTO meta VALUES ('currency', 'SEK')", err), ST_OK);
    assert_int_equal(db_fetch(db, SQL_BOOK_TABLES, NULL, 0, a, &names, err), ST_OK);
    for (size_t r = 0; r < names.n; r++)
        n += !col_int(&names, "is_view")[r];
    assert_int_equal(pack_create(file, a, &w, err), ST_OK);
    assert_int_equal(pack_put_int(w, 1, err) || pack_put_int(w, says, err) || pack_put_int(w, n, err), ST_OK);
    for (size_t r = 0; r < names.n; r++) {
        Second g = { .w = w, .err = err };
        if (col_int(&names, "is_view")[r])
            continue;
        assert_int_equal(pack_put_text(w, col_text(&names, "name")[r], err), ST_OK);
        assert_int_equal(db_each_of(db, col_text(&names, "name")[r].p, second_chunk, &g, err), ST_OK);
        assert_int_equal(pack_put_int(w, 0, err) || pack_put_int(w, g.rows, err), ST_OK);
    }
    assert_int_equal(pack_finish(w, &bytes, err), ST_OK);
    pack_abandon(w);
    db_close(db);
}

static void an_older_schema_is_brought_up_to_date(void **state)
{
    Small b;
    ArchiveInfo info;
    char file[128], place[128];
    Store *s = NULL;
    (void)state;
    small_open(&b, SMALL_FILE);
    path_in(&b, "old.backup", file);
    path_in(&b, "new.book", place);
    for (int64_t schema = 2; schema < migrate_newest(); schema += 4) {
        write_old(file, schema, schema, &b.a, &b.err);
        small_must(&b, archive_restore(file, place, true, &info, &b.err));
        assert_int_equal(info.schema, schema);
        small_must(&b, store_open(place, &(StoreOptions){ .read_only = true }, &s, &b.err));
        assert_string_equal(store_currency(s), "SEK");
        store_close(s);
    }
    small_close(&b);
}

static void what_is_made_up_is_refused(void **state)
{
    Small b;
    ArchiveInfo info;
    char file[128], place[128];
    struct stat none;
    (void)state;
    small_open(&b, SMALL_FILE);
    path_in(&b, "old.backup", file);
    path_in(&b, "new.book", place);
    write_old(file, 4, migrate_newest() + 1, &b.a, &b.err);         /* of a newer program */
    assert_int_equal(archive_restore(file, place, false, &info, &b.err), ST_INVALID);
    assert_non_null(strstr(b.err.msg, "newer"));
    write_old(file, 4, 3, &b.a, &b.err);                            /* other tables than its schema has */
    assert_int_equal(archive_restore(file, place, false, &info, &b.err), ST_INVALID);
    write_old(file, 11, 12, &b.a, &b.err);                          /* fewer */
    assert_int_equal(archive_restore(file, place, false, &info, &b.err), ST_INVALID);
    for (int64_t n = 0; n < 3; n++) {                               /* a right sum over a wrong beginning */
        PackWriter *w;
        int64_t bytes;
        assert_int_equal(pack_create(file, &b.a, &w, &b.err), ST_OK);
        assert_int_equal(pack_put_int(w, 1, &b.err), ST_OK);
        assert_int_equal(n ? pack_put_int(w, n == 1 ? -1 : 1, &b.err) : ST_OK, ST_OK);
        assert_int_equal(pack_finish(w, &bytes, &b.err), ST_OK);
        pack_abandon(w);
        assert_int_equal(archive_restore(file, place, false, &info, &b.err), ST_INVALID);
    }
    assert_int_equal(stat(place, &none), -1);
    small_close(&b);
}

static void a_file_given_up_leaves_nothing(void **state)
{
    Small b;
    PackWriter *w;
    char file[128], part[160];
    struct stat none;
    (void)state;
    small_open(&b, SMALL_FILE);
    path_in(&b, "x", file);
    (void)snprintf(part, sizeof part, "%s.part", file);
    assert_int_equal(pack_create(file, &b.a, &w, &b.err), ST_OK);
    assert_int_equal(stat(part, &none), 0);
    assert_int_equal(none.st_mode & 0777, 0600);
    pack_abandon(w);
    assert_int_equal(stat(part, &none), -1);
    assert_int_equal(stat(file, &none), -1);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_comes_back), cmocka_unit_test(every_value_comes_back_through_the_server),
        cmocka_unit_test(an_older_schema_is_brought_up_to_date), cmocka_unit_test(what_is_made_up_is_refused), cmocka_unit_test(a_file_given_up_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
