/* t_sessions.c - the rules of db.h about transactions, writers, readers and crashes.
 *
 * Oracle: what another session, or the same book opened again, then sees.
 */
#include "tests/db/place.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void commit_keeps_and_rollback_forgets(Place *p)
{
    make_pairs(p);
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 1, "kept");
    must(p, db_commit(p->db, &p->err));
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 2, "forgotten");
    db_rollback(p->db);
    db_rollback(p->db);
    assert_int_equal(count_pairs(p, p->db), 1);
    must_be(p, db_commit(p->db, &p->err), ST_DB, "without a transaction");
}

static void closing_rolls_back_and_the_rest_is_there_again(Place *p)
{
    char log[620];
    make_pairs(p);
    add_pair(p, p->db, 1, "kept");
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 2, "forgotten");
    db_close(p->db);
    (void)snprintf(log, sizeof log, "%s.wal", p->where);
    assert_int_not_equal(access(log, F_OK), 0);
    p->db = again_at(p, false);
    assert_int_equal(count_pairs(p, p->db), 1);
    db_close(NULL);
}

static void a_begin_inside_a_begin_names_both_places(Place *p)
{
    char first[80], second[80];
    must(p, db_begin(p->db, &p->err));
    (void)snprintf(first, sizeof first, "t_sessions.c:%d", __LINE__ - 1);
    (void)snprintf(second, sizeof second, "t_sessions.c:%d", __LINE__ + 1);
    must_be(p, db_begin(p->db, &p->err), ST_DB, first);
    assert_non_null(strstr(p->err.msg, second));
}

static void after_a_failure_only_rollback_is_allowed(Place *p)
{
    make_pairs(p);
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 1, "x");
    must_be(p, db_run(p->db, T_WRONG, NULL, 0, NULL, &p->err), ST_DB, "'wrong'");
    must_be(p, db_run(p->db, T_PAIR_ADD, (DbArg[]){ DB_INT(2), DB_TEXT(STR("y")) }, 2, NULL, &p->err),
            ST_DB, "in a failed transaction, begun at");
    must_be(p, db_script(p->db, "late", "SELECT 1", &p->err), ST_DB, "in a failed transaction");
    must_be(p, db_commit(p->db, &p->err), ST_DB, "can only be rolled back");
    db_rollback(p->db);
    assert_int_equal(count_pairs(p, p->db), 0);
    add_pair(p, p->db, 2, "y");
}

static void a_statement_cannot_end_the_transaction(Place *p)
{
    must(p, db_begin(p->db, &p->err));
    must_be(p, db_run(p->db, T_LEAVE, NULL, 0, NULL, &p->err), ST_FORBIDDEN, "'leave'");
}

static void a_second_connection_sees_what_was_committed(Place *p)
{
    Db *other;
    make_pairs(p);
    must(p, db_open_again(p->db, false, &other, &p->err));
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 1, "x");
    assert_int_equal(count_pairs(p, other), 0);
    must(p, db_commit(p->db, &p->err));
    assert_int_equal(count_pairs(p, other), 1);
    add_pair(p, other, 2, "y");
    assert_int_equal(count_pairs(p, p->db), 2);
    db_close(other);
    add_pair(p, p->db, 3, "z");
}

static void a_connection_outlives_the_one_it_came_from(Place *p)
{
    Db *other;
    make_pairs(p);
    must(p, db_open_again(p->db, false, &other, &p->err));
    db_close(p->db);
    p->db = other;
    add_pair(p, other, 1, "x");
    assert_int_equal(count_pairs(p, other), 1);
}

/* Nothing a read-only session is given changes the book, and it can still read afterwards. */
static void refuses_writes(Place *p, Db *db)
{
    static const int write[] = { T_MAKE, T_DROP, T_LEAVE };
    DbArg arg[] = { DB_INT(2), DB_TEXT(STR("y")) };
    Table t;
    for (size_t i = 0; i < COUNT_OF(write); i++)
        must_be(p, db_run(db, write[i], NULL, 0, NULL, &p->err), ST_FORBIDDEN, NULL);
    must_be(p, db_run(db, T_PAIR_ADD, arg, 2, NULL, &p->err), ST_FORBIDDEN, "'pair_add'");
    must_be(p, db_fetch(db, T_NEXT, NULL, 0, &p->a, &t, &p->err), ST_FORBIDDEN, "'next'");
    must_be(p, db_script(db, "script", "DROP TABLE pair", &p->err), ST_FORBIDDEN, NULL);
    table_init(&t, &p->a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
    must_be(p, db_append(db, "pair", &t, &p->err), ST_FORBIDDEN, NULL);
    must(p, db_begin(db, &p->err));
    must_be(p, db_run(db, T_PAIR_ADD, arg, 2, NULL, &p->err), ST_FORBIDDEN, NULL);
    db_rollback(db);
    must(p, db_begin(db, &p->err));
    assert_int_equal(count_pairs(p, db), 1);
    must(p, db_commit(db, &p->err));
    assert_int_equal(count_pairs(p, db), 1);
    must_be(p, db_open_again(db, false, &(Db *){ NULL }, &p->err),
            ST_FORBIDDEN, "reading only");
}

static void a_read_only_session_refuses_writes(Place *p)
{
    Db *reader;
    make_pairs(p);
    add_pair(p, p->db, 1, "x");
    must(p, db_open_again(p->db, true, &reader, &p->err));
    refuses_writes(p, reader);
    db_close(reader);
    add_pair(p, p->db, 2, "the writer still writes");
    db_close(p->db);
    p->db = NULL;
    reader = again_at(p, true);
    assert_int_equal(count_pairs(p, reader), 2);
    db_close(reader);
    p->db = again_at(p, false);
}

static void a_book_opened_read_only_refuses_writes(Place *p)
{
    make_pairs(p);
    add_pair(p, p->db, 1, "x");
    db_close(p->db);
    p->db = again_at(p, true);
    refuses_writes(p, p->db);
}

static Status ask(Place *p, Db *db, const char *text, Table *t, bool *more)
{
    DbAsk q = { .text = str_of(text), .max_rows = 10, .timeout_ms = 20000 };
    return db_sql(db, &q, &p->a, t, more, &p->err);
}

/* For both engines; where one of them does not know the word at all it is ST_DB. */
static const char *const attacks[] = {
    "DROP TABLE pair",
    "INSERT INTO pair VALUES (7, 'y')",
    "CREATE TABLE t2 (i INTEGER)",
    "CREATE TEMP TABLE t2 (i INTEGER)",
    "SELECT 1; DROP TABLE pair",
    "SELECT 1; SELECT 2",
    "COMMIT; DROP TABLE pair",
    "COMMIT",
    "BEGIN",
    "SET TRANSACTION READ WRITE",
    "SET default_transaction_read_only = off",
    "SELECT set_config('default_transaction_read_only', 'off', false)",
    "SELECT set_config('role', 'none', false)",
    "WITH w AS (DELETE FROM pair RETURNING k) SELECT * FROM w",
    "SELECT * INTO t3 FROM pair",
    "EXPLAIN ANALYZE DELETE FROM pair",
    "/* SELECT */ DELETE FROM pair",
    "-- SELECT\nDELETE FROM pair",
    "SELECT nextval('numbers')",
    "SELECT setval('numbers', 77)",
    "COPY pair TO '/tmp/t_db.stolen'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY pair FROM '/etc/passwd'",
    "ATTACH '/tmp/t_db.other'",
    "ATTACH ':memory:' AS m",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/x.so'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/etc')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT query_to_xml('select pg_read_file(''/etc/passwd'')', true, true, '')",
    "DO $$ BEGIN DELETE FROM pair; END $$",
    "CALL enable_logging()",
    "SET memory_limit = '1GB'",
    "SET statement_timeout = 0",
    "PRAGMA enable_profiling",
    "CHECKPOINT",
    "SELECT * FROM force_checkpoint()",
    "VACUUM",
    "PREPARE x AS DELETE FROM pair",
    "SELECT $1",
    "",
    ";",
    "-- nothing",
    "SELECT '\xff'",
};

static void somebodys_sql_only_reads(Place *p)
{
    Db *reader;
    Table t;
    bool more;
    make_pairs(p);
    add_pair(p, p->db, 1, "x");
    must_be(p, ask(p, p->db, "SELECT 1", &t, &more), ST_FORBIDDEN, "read-only");
    must(p, db_open_again(p->db, true, &reader, &p->err));
    for (size_t i = 0; i < COUNT_OF(attacks); i++) {
        Status st = ask(p, reader, attacks[i], &t, &more);
        if (st != ST_FORBIDDEN && st != ST_DB && st != ST_INVALID)
            fail_msg("'%s' gives '%s': %s", attacks[i], status_text(st), st ? p->err.msg : "");
        must(p, ask(p, reader, "SELECT k FROM pair", &t, &more));
        assert_int_equal(t.n, 1);
    }
    assert_int_equal(count_pairs(p, p->db), 1);
    must(p, db_fetch(p->db, T_NEXT, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(col_int(&t, "n")[0], 1);
    assert_int_not_equal(access("/tmp/t_db.stolen", F_OK), 0);
    db_close(reader);
}

static void somebodys_sql_has_a_limit_of_rows(Place *p)
{
    Db *reader;
    Table t;
    bool more = false;
    must(p, db_open_again(p->db, true, &reader, &p->err));
    must(p, ask(p, reader, "SELECT g.i AS n FROM generate_series(1, 5000000) AS g(i)", &t, &more));
    assert_int_equal(t.n, 10);
    assert_true(more);
    must(p, ask(p, reader, "SELECT g.i AS n FROM generate_series(1, 10) AS g(i);  ", &t, &more));
    assert_int_equal(t.n, 10);
    assert_false(more);
    must(p, ask(p, reader, "SELECT 1 AS n WHERE 1 = 0", &t, &more));
    assert_int_equal(t.n, 0);
    assert_int_equal(table_col(&t, "n")->type, COL_INT);
    db_close(reader);
}

static void unknown_types_become_text_for_people(Place *p)
{
    Db *reader;
    Table t;
    bool more;
    must(p, db_open_again(p->db, true, &reader, &p->err));
    must(p, ask(p, reader,
                "SELECT CAST(g.i AS NUMERIC(8,2)) AS \"a \"\"name\", CAST(g.i AS BIGINT) AS n,"
                " CAST('7d444840-9dc0-11d1-b245-5ffdce74fad2' AS UUID) AS n"
                " FROM generate_series(1, 3) AS g(i) ORDER BY g.i DESC; -- the last first", &t, &more));
    assert_int_equal(t.n, 3);
    assert_true(str_eq(col_text(&t, "a \"name")[0], STR("3.00")));
    assert_int_equal(t.col[1].type, COL_INT);
    assert_int_equal(t.col[1].i[2], 1);
    assert_true(str_eq(t.col[2].s[0], STR("7d444840-9dc0-11d1-b245-5ffdce74fad2")));
    must(p, ask(p, reader, "EXPLAIN SELECT 1", &t, &more));
    assert_true(t.n >= 1);
    db_close(reader);
}

static double now(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void somebodys_sql_has_a_limit_of_time(Place *p)
{
    Db *reader;
    Table t;
    bool more;
    DbAsk q = { .text = str_of(test_sql[T_SLOW].text), .max_rows = 10, .timeout_ms = 300 };
    must(p, db_open_again(p->db, true, &reader, &p->err));
    double begun = now();
    must_be(p, db_sql(reader, &q, &p->a, &t, &more, &p->err), ST_BUSY, "ended after 300 ms");
    assert_true(now() - begun < 5);
    must(p, ask(p, reader, "SELECT 1 AS n", &t, &more));
    db_close(reader);
}

static void *cancel_soon(void *db)
{
    (void)nanosleep(&(struct timespec){ 0, 300000000 }, NULL);
    db_cancel(db);
    return NULL;
}

static void another_thread_cancels_a_statement(Place *p)
{
    pthread_t thread;
    Table t;
    make_pairs(p);
    must(p, db_begin(p->db, &p->err));
    add_pair(p, p->db, 1, "x");
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, p->db), 0);
    double begun = now();
    must_be(p, db_fetch(p->db, T_SLOW, NULL, 0, &p->a, &t, &p->err), ST_BUSY, "'slow' cancelled");
    assert_true(now() - begun < 5);
    assert_int_equal(pthread_join(thread, NULL), 0);
    db_rollback(p->db);
    assert_int_equal(count_pairs(p, p->db), 0);
    db_cancel(p->db);   /* nothing runs: nothing happens */
    add_pair(p, p->db, 2, "y");
}

static void the_second_writer_is_told_who_is_first(Place *p)
{
    char who[40];
    Db *db = NULL;
    DbOptions o = { .sql = test_sql, .n_sql = T_COUNT_, .create = true };
    db_close(p->db);
    p->db = NULL;
    Child c = child_start(p, "hold");
    must_be(p, db_open(p->where, &o, &db, &p->err), ST_BUSY, "in use by process ");
    if (p->engine == DB_DUCKDB) {
        (void)snprintf(who, sizeof who, "process %d", c.pid);
        assert_non_null(strstr(p->err.msg, who));
    }
    assert_null(strstr(p->err.msg, "secret"));
    child_end(c);
    p->db = again_at(p, false);
}

static void one_process_opens_a_book_once(Place *p)
{
    Db *db = NULL;
    DbOptions o = { .sql = test_sql, .n_sql = T_COUNT_, .create = true };
    make_pairs(p);
    must_be(p, db_open(p->where, &o, &db, &p->err), ST_BUSY, p->engine == DB_DUCKDB
                ? "already open in this process" : "in use by process ");
    add_pair(p, p->db, 1, "the first is not disturbed");
}

static void a_killed_writer_leaves_the_book_as_before(Place *p)
{
    Table t;
    make_pairs(p);
    add_pair(p, p->db, 1, "kept");
    db_close(p->db);
    p->db = NULL;
    child_kill(child_start(p, "die"));
    for (int i = 0; p->engine == DB_POSTGRES && i < 50; i++) {   /* the server notices in its own time */
        DbOptions o = { .sql = test_sql, .n_sql = T_COUNT_ };
        if (db_open(p->where, &o, &p->db, &p->err) == ST_OK)
            break;
        (void)nanosleep(&(struct timespec){ 0, 100000000 }, NULL);
    }
    if (!p->db)
        p->db = again_at(p, false);
    must(p, db_fetch(p->db, T_PAIR_ALL, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 1);
    assert_true(str_eq(col_text(&t, "v")[0], STR("kept")));
}

static void a_book_that_is_not_there_is_not_found(Place *p)
{
    Db *db = NULL;
    DbOptions o = { .sql = test_sql, .n_sql = T_COUNT_ };
    Str where;
    if (p->engine == DB_DUCKDB) {
        where = str_fmt(&p->a, "%s/none.book", p->dir);
    } else {
        db_close(p->db);   /* the schema is there, and empty */
        p->db = NULL;
        where = str_of(p->where);
    }
    must_be(p, db_open(where.p, &o, &db, &p->err), ST_NOT_FOUND, "there is no book");
    o.read_only = o.create = true;
    must_be(p, db_open(where.p, &o, &db, &p->err), ST_NOT_FOUND, "there is no book");
}

int main(int argc, char **argv)
{
    static const Rule rules[] = {
        RULE(commit_keeps_and_rollback_forgets),
        RULE(closing_rolls_back_and_the_rest_is_there_again),
        RULE(a_begin_inside_a_begin_names_both_places),
        RULE(after_a_failure_only_rollback_is_allowed),
        RULE(a_statement_cannot_end_the_transaction),
        RULE(a_second_connection_sees_what_was_committed),
        RULE(a_connection_outlives_the_one_it_came_from),
        RULE(a_read_only_session_refuses_writes),
        RULE(a_book_opened_read_only_refuses_writes),
        RULE(somebodys_sql_only_reads),
        RULE(somebodys_sql_has_a_limit_of_rows),
        RULE(unknown_types_become_text_for_people),
        RULE(somebodys_sql_has_a_limit_of_time),
        RULE(another_thread_cancels_a_statement),
        RULE(the_second_writer_is_told_who_is_first),
        RULE(one_process_opens_a_book_once),
        RULE(a_killed_writer_leaves_the_book_as_before),
        RULE(a_book_that_is_not_there_is_not_found),
    };
    int code = child_main(argc, argv);
    return code >= 0 ? code
                     : rules_run("db/sessions", rules, COUNT_OF(rules), ON_DUCKDB | ON_POSTGRES);
}
