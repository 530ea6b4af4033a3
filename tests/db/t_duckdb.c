/* t_duckdb.c - what holds for a book that is a file.
 *
 * Oracle: the texts of db.h; files made here.
 */
#include "tests/db/place.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "db/sqltext.h"

static Status try_open(Place *p, const char *where, DbOptions o)
{
    Db *db = NULL;
    o.sql = test_sql;
    o.n_sql = T_COUNT_;
    Status st = db_open(where, &o, &db, &p->err);
    db_close(db);
    return st;
}

static void other_files_are_not_books(Place *p)
{
    static const Str content[] = { STR_INIT(""), STR_INIT("account,amount\nAcme,7\n"),
                                   STR_INIT("SQLite format 3\0 and more than the head of a file") };
    Str file = str_fmt(&p->a, "%s/other.csv", p->dir), got;
    for (size_t i = 0; i < COUNT_OF(content); i++) {
        must(p, file_replace(file.p, content[i], &p->err));
        must_be(p, try_open(p, file.p, (DbOptions){ .create = true }), ST_INVALID,
                "is not a Throughline book");
        must_be(p, try_open(p, file.p, (DbOptions){ .read_only = true }), ST_INVALID,
                "is not a Throughline book");
        must(p, file_read(file.p, 1000, &p->a, &got, &p->err));
        assert_true(str_eq(got, content[i]));
    }
    must_be(p, try_open(p, p->dir, (DbOptions){ .create = true }), ST_INVALID, "not a Throughline book");
    must_be(p, try_open(p, str_fmt(&p->a, "%s/no/t.book", p->dir).p, (DbOptions){ .create = true }),
            ST_NOT_FOUND, "no such folder");
}

static void any_name_will_do_for_a_book(Place *p)
{
    static const char *const name[] = { "new.csv", "new.parquet", "a b'c", "%s.json" };
    for (size_t i = 0; i < COUNT_OF(name); i++) {
        db_close(p->db);
        (void)snprintf(p->where, sizeof p->where, "%s/%s", p->dir, name[i]);
        p->db = again_at(p, false);
        make_pairs(p);
        add_pair(p, p->db, 1, "kept");
        db_close(p->db);
        p->db = again_at(p, false);
        assert_int_equal(count_pairs(p, p->db), 1);
    }
}

static void a_cut_off_book_is_not_a_book(Place *p)
{
    make_pairs(p);
    for (int64_t k = 0; k < 100; k++)
        add_pair(p, p->db, k, "x");
    db_close(p->db);
    p->db = NULL;
    assert_int_equal(truncate(p->where, 20000), 0);
    must_be(p, try_open(p, p->where, (DbOptions){ 0 }), ST_INVALID, "is not a Throughline book");
}

static void a_full_disk_is_told_as_such_and_loses_nothing(Place *p)
{
    make_pairs(p);
    add_pair(p, p->db, 1, "kept");
    db_close(p->db);
    p->db = NULL;
    child_end(child_start(p, "fill"));
    p->db = again_at(p, false);
    assert_int_equal((count_pairs(p, p->db) - 1) % 2000, 0);   /* only whole appends */
    add_pair(p, p->db, 2, "goes on");
}

static void a_large_sort_spills_beside_the_book(Place *p)
{
    static const DbSql sql[] = { { "sort", "SELECT count(*) AS n FROM (SELECT md5(CAST(i AS TEXT)) AS m,"
        " row_number() OVER (ORDER BY md5(CAST(i AS TEXT))) AS r FROM generate_series(1, 1000000) AS g(i))"
        " WHERE r > 0 AND m > ''" } };
    DbOptions o = { .sql = sql, .n_sql = 1, .memory_bytes = 48 << 20, .threads = 2 };
    Table t;
    db_close(p->db);
    must(p, db_open(p->where, &o, &p->db, &p->err));
    must(p, db_fetch(p->db, 0, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(col_int(&t, "n")[0], 1000000);
    db_close(p->db);
    p->db = NULL;
    assert_int_not_equal(access(str_fmt(&p->a, "%s.tmp", p->where).p, F_OK), 0);
}

static void only_a_private_database_reaches_files(Place *p)
{
    static const DbSql sql[] = { { "read", "SELECT name, amount FROM read_csv($1)" } };
    DbOptions o = { .sql = sql, .n_sql = 1 };
    Str file = str_fmt(&p->a, "%s/in.csv", p->dir);
    DbArg arg[] = { DB_TEXT(file) };
    Db *db, *reader = NULL;
    Table t;
    must(p, file_replace(file.p, STR("name,amount\nAcme,7\n"), &p->err));
    must(p, db_open(":memory:", &o, &db, &p->err));
    must_be(p, db_fetch(db, 0, arg, 1, &p->a, &t, &p->err), ST_FORBIDDEN, "'read'");
    db_close(db);
    o.files = true;
    must(p, db_open(":memory:", &o, &db, &p->err));
    must(p, db_fetch(db, 0, arg, 1, &p->a, &t, &p->err));
    assert_int_equal(col_int(&t, "amount")[0], 7);
    must_be(p, db_open_again(db, true, &reader, &p->err), ST_FORBIDDEN, "reaches files");
    db_close(db);
    must_be(p, try_open(p, p->where, (DbOptions){ .files = true }), ST_USAGE, "only ':memory:'");
    must_be(p, try_open(p, ":memory:", (DbOptions){ .read_only = true }), ST_USAGE, "nothing to read");
}

/* Oracle: DuckDB's own list of what it has written.  Without .bulk these texts are worth symbol tables to it. */
static void an_import_packs_texts_by_dictionary_alone(Place *p)
{
    static const DbSql sql[] = {
        { "make", "CREATE TABLE word AS SELECT md5(CAST(i AS TEXT)) || ' and what all of them share, at some length' AS w"
            " FROM generate_series(1, 130000) AS g(i)" },
        { "drop", "DROP TABLE word" },
        { "packed", "SELECT count(*) AS n FROM pragma_storage_info('word') WHERE compression = 'FSST'" },
    };
    DbOptions o = { .sql = sql, .n_sql = COUNT_OF(sql) };
    for (int bulk = 0; bulk < 2; bulk++) {
        Table t;
        o.bulk = bulk;
        db_close(p->db);
        must(p, db_open(p->where, &o, &p->db, &p->err));
        must(p, db_run(p->db, 0, NULL, 0, NULL, &p->err));
        db_close(p->db);
        must(p, db_open(p->where, &o, &p->db, &p->err));
        must(p, db_fetch(p->db, 2, NULL, 0, &p->a, &t, &p->err));
        assert_int_equal(col_int(&t, "n")[0] > 0, !bulk);
        must(p, db_run(p->db, 1, NULL, 0, NULL, &p->err));
    }
}

static void limit_files(rlim_t bytes)
{
    struct rlimit now;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &now), 0);
    now.rlim_cur = bytes < now.rlim_max ? bytes : now.rlim_max;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

/* Rows of some megabytes, which go into the log at the commit. */
static Status commit_many(Place *p, Db *db)
{
    enum { ROWS = 6000, LONG = 1000 };
    Table t;
    Err lost;
    char text[LONG];
    memset(text, 'x', sizeof text);
    table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
    for (int64_t i = 0; i < ROWS; i++) {
        table_put_int(&t, 0, 1000 + i);
        table_put_text(&t, 1, (Str){ text, sizeof text });
        table_row(&t);
    }
    must(p, db_begin(db, &lost));
    must(p, db_append(db, "pair", &t, &lost));
    return db_commit(db, &p->err);
}

/* Oracle: the texts that were written.  DuckDB alone gave the first row behind a commit that failed all the texts of the rows that were lost. */
static void what_follows_a_commit_that_failed_is_kept_as_it_was_said(Place *p)
{
    static const char *const want[] = { "one", "two", "three", "four" };
    Table t;
    make_pairs(p);
    add_pair(p, p->db, 1, "one");
    Db *other = NULL;
    must(p, db_open_again(p->db, false, &other, &p->err));
    must(p, db_begin(other, &p->err));
    add_pair(p, other, 9, "nine");
    limit_files(3 << 20);
    must_be(p, commit_many(p, p->db), ST_FULL, "");
    limit_files(RLIM_INFINITY);
    must_be(p, db_commit(other, &p->err), ST_FULL, "try again");
    add_pair(p, p->db, 2, "two");
    limit_files(0);
    must_be(p, db_run(other, T_PAIR_ADD, (DbArg[]){ DB_INT(8), DB_TEXT(STR("eight")) }, 2, NULL, &p->err), ST_FULL, "disk is full");
    limit_files(RLIM_INFINITY);
    add_pair(p, other, 3, "three");
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 4, "four");
    must(p, db_commit(p->db, &p->err));
    db_close(other);
    for (int again = 0; again < 2; again++) {
        must(p, db_fetch(p->db, T_PAIR_ALL, NULL, 0, &p->a, &t, &p->err));
        assert_int_equal(t.n, COUNT_OF(want));
        for (size_t r = 0; r < t.n; r++)
            assert_true(str_eq(col_text(&t, "v")[r], str_of(want[r])));
        db_close(p->db);
        p->db = again_at(p, false);
    }
}

/* Oracle: the size of the log beside the book, into which rows are written first when a commit makes no checkpoint. */
static void one_large_commit_writes_its_rows_once(Place *p)
{
    static const DbSql sql[] = {
        { "make", "CREATE TABLE word (w TEXT)" },
        { "put", "INSERT INTO word SELECT md5(CAST(i AS TEXT)) || ' and what all of them share, at some length' FROM generate_series(1, 100000) AS g(i)" },
        { "drop", "DROP TABLE word" },
    };
    DbOptions o = { .sql = sql, .n_sql = COUNT_OF(sql) };
    for (int once = 0; once < 2; once++) {
        FileInfo log = { 0 };
        o.once = once;
        db_close(p->db);
        must(p, db_open(p->where, &o, &p->db, &p->err));
        must(p, db_run(p->db, 0, NULL, 0, NULL, &p->err));
        must(p, db_run(p->db, 1, NULL, 0, NULL, &p->err));
        if (file_stat(str_fmt(&p->a, "%s.wal", p->where).p, &log, &p->err))
            log.bytes = 0;
        assert_int_equal(log.bytes > 4 << 20, !once);
        must(p, db_run(p->db, 2, NULL, 0, NULL, &p->err));
    }
}

/* Oracle: read by eye. */
/* The function that hands rows to an append is in everybody's sight: it must not hand them to a question. */
static void nobody_but_an_append_gets_its_rows(Place *p)
{
    static const char *const text[] = { "SELECT * FROM throughline_rows(1)", "SELECT * FROM throughline_rows(0)", "SELECT * FROM throughline_rows(NULL)" };
    make_pairs(p);
    Db *reader = NULL;
    must(p, db_open_again(p->db, true, &reader, &p->err));
    for (size_t i = 0; i < COUNT_OF(text); i++) {
        Table t;
        bool more;
        DbAsk q = { .text = str_of(text[i]), .max_rows = 10, .timeout_ms = 20000 };
        must_be(p, db_sql(reader, &q, &p->a, &t, &more, &p->err), ST_DB, "no rows to append");
    }
    db_close(reader);
}

static void the_core_of_a_text_is_found(Place *p)
{
    static const struct { const char *text, *core, *word; } cases[] = {
        { "SELECT 1", "SELECT 1", "SELECT" },
        { " ;\n-- x\n/* a /* b */ c */ (select ';' ; -- y\n;", "(select ';'", "select" },
        { "/* SELECT */ DELETE", "DELETE", "DELETE" },
        { "/* /* */ SELECT */ DROP", "DROP", "DROP" },
        { "SELECT $a$ ; -- $a$ -- z", "SELECT $a$ ; -- $a$", "SELECT" },
        { "SELECT $1;", "SELECT $1", "SELECT" },
        { "SELECT E'\\'; --' ;", "SELECT E'\\'; --'", "SELECT" },
        { "SELECT \"a;\" ; ", "SELECT \"a;\"", "SELECT" },
        { "SELECT 'open ; ", "SELECT 'open ; ", "SELECT" },
        { "/* open ; SELECT", "", "" },
        { "-- open", "", "" },
        { "", "", "" },
        { ";;", "", "" },
        { "((", "((", "" },
        { "$", "$", "" },
        { "-", "-", "" },
    };
    (void)p;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str core = sql_core(str_of(cases[i].text)), word = sql_word(core);
        if (!str_eq(core, str_of(cases[i].core)) || !str_eq(word, str_of(cases[i].word)))
            fail_msg("'%s' gives '%.*s' and '%.*s'", cases[i].text, STR_ARG(core), STR_ARG(word));
    }
}

int main(int argc, char **argv)
{
    static const Rule rules[] = {
        RULE(other_files_are_not_books),
        RULE(any_name_will_do_for_a_book),
        RULE(a_cut_off_book_is_not_a_book),
        RULE(a_full_disk_is_told_as_such_and_loses_nothing),
        RULE(what_follows_a_commit_that_failed_is_kept_as_it_was_said),
        RULE(a_large_sort_spills_beside_the_book),
        RULE(only_a_private_database_reaches_files),
        RULE(nobody_but_an_append_gets_its_rows),
        RULE(an_import_packs_texts_by_dictionary_alone),
        RULE(one_large_commit_writes_its_rows_once),
        RULE(the_core_of_a_text_is_found),
    };
    int code = child_main(argc, argv);
    return code >= 0 ? code : rules_run("db/duckdb", rules, COUNT_OF(rules), ON_DUCKDB);
}
