/* t_db.c - the rules of db.h about data: each holds on both engines.
 *
 * Oracle: what was written must be read back; for failures the text of db.h.
 */
#include "tests/db/place.h"

#include <math.h>
#include <string.h>

static const char kinds_text[] =
    "CREATE TABLE kinds (id BIGINT PRIMARY KEY, small SMALLINT, mid INTEGER, big BIGINT,"
    " f DOUBLE PRECISION, r REAL, s TEXT, b BOOLEAN, d DATE, t TIMESTAMP)";

/* 0001-01-01, 1969-12-31, 2024-02-29, 9999-12-31 */
static const struct { const char *iso; int64_t day; } days[] = {
    { "0001-01-01", -719162 }, { "1969-12-31", -1 }, { "2024-02-29", 19782 }, { "9999-12-31", 2932896 },
};

static void put_kinds(Place *p, const DbArg *rest)
{
    static const size_t n = 10;
    must(p, db_run(p->db, T_KINDS_ADD, rest, n, NULL, &p->err));
}

static void values_of_every_type_come_back_as_they_went_in(Place *p)
{
    Table t;
    must(p, db_script(p->db, "kinds", kinds_text, &p->err));
    put_kinds(p, (DbArg[]){ DB_INT(1), DB_INT(INT16_MIN), DB_INT(INT32_MIN), DB_INT(INT64_MIN),
                            DB_F64(0.1), DB_F64(0.25), DB_TEXT(STR("")), DB_TEXT(STR("false")),
                            DB_TEXT(str_of(days[0].iso)), DB_TEXT(STR("1969-12-31 23:59:59.999999")) });
    put_kinds(p, (DbArg[]){ DB_INT(2), DB_INT(INT16_MAX), DB_INT(INT32_MAX), DB_INT(INT64_MAX),
                            DB_F64(-1.7976931348623157e308), DB_F64(-0.5),
                            DB_TEXT(STR("Grüße, 東京 🙂 'q' \\ \n $1")), DB_TEXT(STR("true")),
                            DB_TEXT(str_of(days[3].iso)), DB_TEXT(STR("2024-02-29 12:00:00.000001")) });
    put_kinds(p, (DbArg[]){ DB_INT(3), DB_NULL, DB_NULL, DB_NULL, DB_NULL, DB_NULL, DB_NULL, DB_NULL,
                            DB_NULL, DB_NULL });
    must(p, db_fetch(p->db, T_KINDS_ALL, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 3);
    assert_int_equal(t.n_col, 10);
    assert_int_equal(col_int(&t, "small")[0], INT16_MIN);
    assert_int_equal(col_int(&t, "mid")[0], INT32_MIN);
    assert_true(col_int(&t, "big")[0] == INT64_MIN && col_int(&t, "big")[1] == INT64_MAX);
    assert_true(col_f64(&t, "f")[0] == 0.1 && col_f64(&t, "f")[1] == -1.7976931348623157e308);
    assert_true(col_f64(&t, "r")[0] == 0.25 && col_f64(&t, "r")[1] == -0.5);
    assert_true(str_eq(col_text(&t, "s")[0], STR("")));
    assert_true(str_eq(col_text(&t, "s")[1], STR("Grüße, 東京 🙂 'q' \\ \n $1")));
    assert_true(col_int(&t, "b")[0] == 0 && col_int(&t, "b")[1] == 1);
    assert_int_equal(table_col(&t, "b")->type, COL_BOOL);
    assert_true(col_int(&t, "d")[0] == days[0].day && col_int(&t, "d")[1] == days[3].day);
    assert_int_equal(table_col(&t, "d")->type, COL_DATE);
    assert_int_equal(col_int(&t, "t")[0], -1);
    assert_int_equal(col_int(&t, "t")[1], INT64_C(19782) * 86400000000 + INT64_C(43200000001));
    assert_int_equal(table_col(&t, "t")->type, COL_TIME);
    for (size_t c = 1; c < t.n_col; c++) {
        assert_true(col_has(&t.col[c], 0) && col_has(&t.col[c], 1) && !col_has(&t.col[c], 2));
        if (t.col[c].type == COL_TEXT)
            assert_int_equal(t.col[c].s[2].n, 0);
        else if (t.col[c].type == COL_F64)
            assert_true(t.col[c].f[2] == 0);
        else
            assert_int_equal(t.col[c].i[2], 0);
    }
}

static const ColSpec kinds_spec[] = {
    { "id", COL_INT }, { "small", COL_INT }, { "mid", COL_INT }, { "big", COL_INT }, { "f", COL_F64 },
    { "r", COL_F64 },  { "s", COL_TEXT },    { "b", COL_BOOL },  { "d", COL_DATE },  { "t", COL_TIME },
};

/* Row i of a made-up table, some of it missing. */
static void kinds_row(Place *p, Table *t, int64_t i)
{
    table_put_int(t, 0, i);
    if (i % 7) {
        table_put_int(t, 1, i % 2 ? INT16_MIN : INT16_MAX);
        table_put_int(t, 2, i % 2 ? INT32_MIN : INT32_MAX);
        table_put_int(t, 3, i % 2 ? INT64_MIN : INT64_MAX);
        table_put_f64(t, 4, i % 5 ? (double)i / 3 : (double)INFINITY);
        table_put_f64(t, 5, (double)(i % 1000) / 4);
        table_put_text(t, 6, i % 3 ? str_fmt(&p->a, "row %lld is longer than an inlined text, ü",
                                             (long long)i) : STR(""));
        table_put_int(t, 7, i % 2);
        table_put_int(t, 8, days[i % 4].day);
        table_put_int(t, 9, i * INT64_C(86399999999) - INT64_C(3000000000000000));
    }
    table_row(t);
}

static void appended_values_come_back_as_they_went_in(Place *p)
{
    Table in, out;
    must(p, db_script(p->db, "kinds", kinds_text, &p->err));
    table_init(&in, &p->a, kinds_spec, COUNT_OF(kinds_spec));
    for (int64_t i = 0; i < 5000; i++)
        kinds_row(p, &in, i);
    must(p, db_append(p->db, "kinds", &in, &p->err));
    must(p, db_fetch(p->db, T_KINDS_ALL, NULL, 0, &p->a, &out, &p->err));
    assert_int_equal(out.n, in.n);
    for (size_t c = 0; c < in.n_col; c++) {
        assert_int_equal(out.col[c].type, in.col[c].type);
        for (size_t r = 0; r < in.n; r++) {
            assert_int_equal(col_has(&out.col[c], r), col_has(&in.col[c], r));
            if (in.col[c].type == COL_TEXT)
                assert_true(str_eq(out.col[c].s[r], in.col[c].s[r]));
            else if (in.col[c].type == COL_F64)
                assert_true(out.col[c].f[r] == in.col[c].f[r]);
            else
                assert_true(out.col[c].i[r] == in.col[c].i[r]);
        }
    }
}

static void arguments_keep_their_bits(Place *p)
{
    static const double f[] = { 0.1, -0.0, 5e-324, 1.7976931348623157e308, 123456789.123456789 };
    Table t;
    for (size_t i = 0; i < COUNT_OF(f); i++) {
        DbArg arg[] = { DB_F64(f[i]), DB_INT(INT64_MIN + (int64_t)i), DB_TEXT(STR("7")) };
        must(p, db_fetch(p->db, T_ECHO, arg, 3, &p->a, &t, &p->err));
        assert_memory_equal(&col_f64(&t, "f")[0], &f[i], sizeof f[i]);
        assert_true(col_int(&t, "i")[0] == INT64_MIN + (int64_t)i);
        assert_true(str_eq(col_text(&t, "s")[0], STR("7")));
    }
    must(p, db_fetch(p->db, T_ECHO, (DbArg[]){ DB_F64((double)NAN), DB_NULL, DB_NULL }, 3, &p->a, &t,
                     &p->err));
    assert_true(isnan(col_f64(&t, "f")[0]));
    assert_false(col_has(table_col(&t, "i"), 0));
}

static void a_column_of_another_type_is_an_error(Place *p)
{
    Table t;
    must_be(p, db_fetch(p->db, T_NUMERIC, NULL, 0, &p->a, &t, &p->err), ST_DB, "'numeric'");
    assert_non_null(strstr(p->err.msg, "'price'"));
}

static void a_failed_statement_is_named(Place *p)
{
    Table t;
    must_be(p, db_fetch(p->db, T_WRONG, NULL, 0, &p->a, &t, &p->err), ST_DB, "'wrong': ");
    assert_non_null(strstr(p->err.msg, "nowhere"));
    assert_null(strchr(p->err.msg, '\n'));
}

static void the_number_of_arguments_must_fit(Place *p)
{
    make_pairs(p);
    must_be(p, db_run(p->db, T_PAIR_ADD, (DbArg[]){ DB_INT(1) }, 1, NULL, &p->err), ST_DB,
            "'pair_add' takes 2 arguments, 1 given");
}

static void text_must_be_utf8_without_nul(Place *p)
{
    static const Str bad[] = { STR_INIT("a\0b"), STR_INIT("\xff"), STR_INIT("\xed\xa0\x80") };
    Table t;
    make_pairs(p);
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        DbArg arg[] = { DB_INT(1), DB_TEXT(bad[i]) };
        must_be(p, db_run(p->db, T_PAIR_ADD, arg, 2, NULL, &p->err), ST_INVALID, "argument 2");
        table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
        table_put_int(&t, 0, 1);
        table_put_text(&t, 1, bad[i]);
        table_row(&t);
        must_be(p, db_append(p->db, "pair", &t, &p->err), ST_INVALID, "row 1, column 2");
    }
    assert_int_equal(count_pairs(p, p->db), 0);
}

static void no_rows_still_have_columns(Place *p)
{
    Table t;
    make_pairs(p);
    must(p, db_fetch(p->db, T_PAIR_NONE, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 0);
    assert_int_equal(table_col(&t, "k")->type, COL_INT);
    assert_int_equal(table_col(&t, "v")->type, COL_TEXT);
}

static void changed_counts_rows(Place *p)
{
    int64_t n = -1;
    make_pairs(p);
    for (int64_t k = 0; k < 5; k++)
        add_pair(p, p->db, k, "x");
    must(p, db_run(p->db, T_PAIR_SET, (DbArg[]){ DB_TEXT(STR("y")), DB_INT(2) }, 2, &n, &p->err));
    assert_int_equal(n, 3);
    must(p, db_run(p->db, T_MAKE, NULL, 0, &n, &p->err));
    assert_int_equal(n, 0);
}

static void rows_and_no_rows_are_not_mixed_up(Place *p)
{
    Table t;
    make_pairs(p);
    must_be(p, db_run(p->db, T_PAIR_ALL, NULL, 0, NULL, &p->err), ST_DB, "returns rows");
    must_be(p, db_fetch(p->db, T_MAKE, NULL, 0, &p->a, &t, &p->err), ST_DB, "returns no rows");
}

static void a_broken_key_is_a_conflict(Place *p)
{
    DbArg twice[] = { DB_INT(1), DB_TEXT(STR("x")) }, missing[] = { DB_INT(2), DB_NULL };
    Table t;
    make_pairs(p);
    add_pair(p, p->db, 1, "x");
    must_be(p, db_run(p->db, T_PAIR_ADD, twice, 2, NULL, &p->err), ST_CONFLICT, "'pair_add'");
    must_be(p, db_run(p->db, T_PAIR_ADD, missing, 2, NULL, &p->err), ST_INVALID, "'pair_add'");
    table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
    for (int64_t k = 5000; k >= 1; k--) {
        table_put_int(&t, 0, k);
        table_put_text(&t, 1, STR("new"));
        table_row(&t);
    }
    must_be(p, db_append(p->db, "pair", &t, &p->err), ST_CONFLICT, "'pair'");
    assert_int_equal(count_pairs(p, p->db), 1);   /* all of the append or nothing */
    table_clear(&t);
    table_put_int(&t, 0, 9);
    table_row(&t);
    must_be(p, db_append(p->db, "pair", &t, &p->err), ST_INVALID, "'pair'");
}

static void one_hundred_thousand_rows_are_appended(Place *p)
{
    Table t;
    make_pairs(p);
    table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
    for (int64_t k = 0; k < 100000; k++) {
        table_put_int(&t, 0, k);
        table_put_text(&t, 1, str_fmt(&p->a, "value number %lld", (long long)k));
        table_row(&t);
    }
    must(p, db_begin(p->db, &p->err));
    must(p, db_append(p->db, "pair", &t, &p->err));
    must(p, db_commit(p->db, &p->err));
    must(p, db_fetch(p->db, T_PAIR_ALL, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 100000);
    for (size_t r = 0; r < t.n; r++)
        assert_int_equal(col_int(&t, "k")[r], r);
    assert_true(str_eq(col_text(&t, "v")[99999], STR("value number 99999")));
}

static void an_append_belongs_to_its_transaction(Place *p)
{
    Table t;
    make_pairs(p);
    table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
    table_put_int(&t, 0, 1);
    table_put_text(&t, 1, STR("x"));
    table_row(&t);
    must(p, db_begin(p->db, &p->err));
    must(p, db_append(p->db, "pair", &t, &p->err));
    assert_int_equal(count_pairs(p, p->db), 1);
    db_rollback(p->db);
    assert_int_equal(count_pairs(p, p->db), 0);
    must(p, db_append(p->db, "pair", &t, &p->err));
    assert_int_equal(count_pairs(p, p->db), 1);
}

static void columns_that_do_not_fit_are_not_appended(Place *p)
{
    static const struct { ColSpec col[3]; size_t n; int64_t v; Status st; const char *part; } bad[] = {
        { { { "a", COL_INT } }, 1, 1, ST_DB, "has 2 columns, 1 given" },
        { { { "a", COL_INT }, { "b", COL_INT }, { "c", COL_INT } }, 3, 1, ST_DB, "2 columns, 3 given" },
        { { { "a", COL_DATE }, { "b", COL_BOOL } }, 2, 1, ST_DB, "column 1 of table 'narrow' is smallint" },
        { { { "a", COL_INT }, { "b", COL_INT } }, 2, 1, ST_DB, "column 2 of table 'narrow' is boolean" },
        { { { "a", COL_INT }, { "b", COL_BOOL } }, 2, 32768, ST_INVALID, "32768 in row 1" },
        { { { "a", COL_INT }, { "b", COL_BOOL } }, 2, -32769, ST_INVALID, "does not fit column 1" },
    };
    Table t;
    must(p, db_script(p->db, "narrow", "CREATE TABLE narrow (a SMALLINT, b BOOLEAN)", &p->err));
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        table_init(&t, &p->a, bad[i].col, bad[i].n);
        for (size_t c = 0; c < bad[i].n; c++)
            table_put_int(&t, c, c ? 1 : bad[i].v);
        table_row(&t);
        must_be(p, db_append(p->db, "narrow", &t, &p->err), bad[i].st, bad[i].part);
    }
    table_init(&t, &p->a, bad[0].col, 1);
    must_be(p, db_append(p->db, "nowhere", &t, &p->err), ST_DB, "nowhere");
}

typedef struct Seen {
    Place  *p;
    int64_t rows, chunks, stop_at;
    bool    ordered;
} Seen;

static Status see(void *ctx, const Table *chunk, Err *err)
{
    Seen *s = ctx;
    for (size_t r = 0; r < chunk->n; r++) {
        int64_t i = col_int(chunk, "i")[r];
        s->ordered = s->ordered && i == s->rows + 1;
        s->rows++;
        if (r % 1000 == 0)
            assert_true(str_eq(col_text(chunk, "s")[r], str_fmt(&s->p->a, "%lld", (long long)i)));
    }
    s->chunks++;
    return s->stop_at && s->rows >= s->stop_at ? ERR(err, ST_TOO_BIG, "seen enough") : ST_OK;
}

static void each_hands_out_all_rows_in_order(Place *p)
{
    Seen s = { .p = p, .ordered = true };
    must(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(200000) }, 1, see, &s, &p->err));
    assert_int_equal(s.rows, 200000);
    assert_true(s.ordered);
    assert_true(s.chunks > 50);
    s = (Seen){ .p = p };
    must(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(0) }, 1, see, &s, &p->err));
    assert_int_equal(s.chunks, 0);
}

static void each_stops_early_with_the_callers_status(Place *p)
{
    Seen s = { .p = p, .ordered = true, .stop_at = 3000 };
    must_be(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(1000000) }, 1, see, &s, &p->err), ST_TOO_BIG,
            "seen enough");
    assert_true(s.rows >= 3000 && s.rows < 10000);
    s = (Seen){ .p = p, .ordered = true };
    must(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(10) }, 1, see, &s, &p->err));
    assert_int_equal(s.rows, 10);
    must(p, db_begin(p->db, &p->err));
    s = (Seen){ .p = p, .stop_at = 1 };
    must_be(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(9000) }, 1, see, &s, &p->err), ST_TOO_BIG, NULL);
    must_be(p, db_run(p->db, T_MAKE, NULL, 0, NULL, &p->err), ST_DB, "in a failed transaction");
}

static Status ignore(void *ctx, const Table *chunk, Err *err)
{
    (void)err;
    *(size_t *)ctx += chunk->n;
    return ST_OK;
}

static void a_failure_behind_the_first_rows_is_seen(Place *p)
{
    size_t rows = 0;
    must_be(p, db_each(p->db, T_LATE_FAILURE, NULL, 0, ignore, &rows, &p->err), ST_DB, "'late_failure'");
    assert_int_equal(db_begin(p->db, &p->err), ST_OK);   /* the session goes on */
}

static Status nest(void *ctx, const Table *chunk, Err *err)
{
    Place *p = ctx;
    Err inner;
    (void)chunk;
    (void)err;
    assert_int_equal(db_run(p->db, T_MAKE, NULL, 0, NULL, &inner), ST_DB);
    assert_non_null(strstr(inner.msg, "'make' inside the rows of 'range'"));
    assert_int_equal(db_begin(p->db, &inner), ST_DB);
    return ST_OK;
}

static void a_statement_inside_the_rows_of_another_is_an_error(Place *p)
{
    must(p, db_each(p->db, T_RANGE, (DbArg[]){ DB_INT(5000) }, 1, nest, p, &p->err));
    must(p, db_run(p->db, T_MAKE, NULL, 0, NULL, &p->err));
}

static void a_script_has_parts_for_each_engine(Place *p)
{
    static const char text[] = "CREATE TABLE pair (k BIGINT PRIMARY KEY, v TEXT);\n"
                               "--@duckdb\nINSERT INTO pair VALUES (1, 'duckdb');\n"
                               "--@postgres\nINSERT INTO pair VALUES (1, 'postgres');\n"
                               "  --@all  \nINSERT INTO pair VALUES (2, 'a;b');\n-- the end\n";
    Table t;
    must(p, db_script(p->db, "parts", text, &p->err));
    must(p, db_fetch(p->db, T_PAIR_ALL, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 2);
    assert_true(str_eq(col_text(&t, "v")[0],
                       p->engine == DB_DUCKDB ? STR("duckdb") : STR("postgres")));
    assert_true(str_eq(col_text(&t, "v")[1], STR("a;b")));
    must(p, db_script(p->db, "nothing", "", &p->err));
    must(p, db_script(p->db, "nothing", "-- only words\n", &p->err));
    must_be(p, db_script(p->db, "odd", "\n--@oracle\n", &p->err), ST_DB, "odd:2: unknown part");
}

static void a_script_happens_whole_or_not_at_all(Place *p)
{
    make_pairs(p);
    must_be(p, db_script(p->db, "half", "INSERT INTO pair VALUES (1, 'x'); INSERT INTO nowhere VALUES (1);",
                         &p->err), ST_DB, "'half': ");
    assert_int_equal(count_pairs(p, p->db), 0);
}

int main(int argc, char **argv)
{
    static const Rule rules[] = {
        RULE(values_of_every_type_come_back_as_they_went_in),
        RULE(appended_values_come_back_as_they_went_in),
        RULE(arguments_keep_their_bits),
        RULE(a_column_of_another_type_is_an_error),
        RULE(a_failed_statement_is_named),
        RULE(the_number_of_arguments_must_fit),
        RULE(text_must_be_utf8_without_nul),
        RULE(no_rows_still_have_columns),
        RULE(changed_counts_rows),
        RULE(rows_and_no_rows_are_not_mixed_up),
        RULE(a_broken_key_is_a_conflict),
        RULE(one_hundred_thousand_rows_are_appended),
        RULE(an_append_belongs_to_its_transaction),
        RULE(columns_that_do_not_fit_are_not_appended),
        RULE(each_hands_out_all_rows_in_order),
        RULE(each_stops_early_with_the_callers_status),
        RULE(a_failure_behind_the_first_rows_is_seen),
        RULE(a_statement_inside_the_rows_of_another_is_an_error),
        RULE(a_script_has_parts_for_each_engine),
        RULE(a_script_happens_whole_or_not_at_all),
    };
    (void)argc;
    (void)argv;
    return rules_run("db", rules, COUNT_OF(rules), ON_DUCKDB | ON_POSTGRES);
}
