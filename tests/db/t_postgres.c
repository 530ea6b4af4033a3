/* t_postgres.c - what holds for a book on a server.
 *
 * Oracle: the texts of db.h.
 */
#include "tests/db/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Status try_open(Place *p, const char *where, bool read_only, Db **out)
{
    DbOptions o = { .sql = test_sql, .n_sql = T_COUNT_, .create = true, .read_only = read_only };
    return db_open(where, &o, out, &p->err);
}

static void a_lost_connection_is_an_io_failure(Place *p)
{
    make_pairs(p);
    must(p, db_begin(p->db, &p->err));
    must_be(p, db_script(p->db, "hang up", "SELECT pg_terminate_backend(pg_backend_pid())", &p->err), ST_IO,
            "connection to the server is lost");
    db_rollback(p->db);
    must_be(p, db_run(p->db, T_MAKE, NULL, 0, NULL, &p->err), ST_IO, "'make'");
    must_be(p, db_begin(p->db, &p->err), ST_IO, "lost");
    db_close(p->db);
    p->db = again_at(p, false);
    assert_int_equal(count_pairs(p, p->db), 0);
}

static void a_failed_open_does_not_show_the_password(Place *p)
{
    static const char *const where[] = {
        "postgresql://somebody:secret@/shop?host=/nowhere/at/all",
        "postgresql://somebody:secret@127.0.0.1:1/shop",
        "postgres://somebody:secret@[::1]:1/shop?port=zz",
    };
    Db *db = NULL;
    for (size_t i = 0; i < COUNT_OF(where); i++) {
        must_be(p, try_open(p, where[i], false, &db), ST_IO, "cannot reach book");
        assert_null(strstr(p->err.msg, "secret"));
    }
}

static void a_database_that_is_not_there_is_not_found(Place *p)
{
    Db *db = NULL;
    must_be(p, try_open(p, str_fmt(&p->a, "%s&dbname=no_such_shop", p->where).p, false, &db), ST_NOT_FOUND,
            "no_such_shop");
}

static void two_books_live_in_two_schemas(Place *p)
{
    Db *db = NULL;
    Str other = str_fmt(&p->a, "%s_2", p->where);   /* the search path ends the address */
    make_pairs(p);
    must(p, try_open(p, other.p, false, &db));
    must(p, db_script(db, "schema", str_fmt(&p->a, "CREATE SCHEMA %s_2", p->schema).p, &p->err));
    must(p, db_script(db, "pairs", "CREATE TABLE pair (k BIGINT PRIMARY KEY, v TEXT)", &p->err));
    add_pair(p, db, 1, "x");
    assert_int_equal(count_pairs(p, p->db), 0);
    must(p, db_script(db, "schema", str_fmt(&p->a, "DROP SCHEMA %s_2 CASCADE", p->schema).p, &p->err));
    db_close(db);
}

static void an_ordinary_role_asks_within_its_rights(Place *p)
{
    static const struct { const char *text; Status st; } asked[] = {
        { "SELECT k FROM pair", ST_OK },
        { "SELECT * FROM hidden", ST_FORBIDDEN },
        { "SELECT pg_read_file('/etc/passwd')", ST_FORBIDDEN },
        { "SELECT set_config('transaction_read_only', 'off', false)", ST_DB },
        { "SELECT set_config('default_transaction_read_only', 'off', false)", ST_OK },
        { "DELETE FROM pair", ST_FORBIDDEN },
        { "WITH w AS (DELETE FROM pair RETURNING k) SELECT k FROM w", ST_FORBIDDEN },
    };
    Db *db = NULL;
    Table t;
    bool more;
    make_pairs(p);
    add_pair(p, p->db, 1, "x");
    must(p, db_script(p->db, "role", str_fmt(&p->a, "CREATE ROLE %s_reader LOGIN; CREATE TABLE hidden (i INTEGER);"
        " GRANT USAGE ON SCHEMA %s TO %s_reader; GRANT SELECT, DELETE ON pair TO %s_reader", p->schema, p->schema,
        p->schema, p->schema).p, &p->err));
    must(p, try_open(p, str_fmt(&p->a, "%s&user=%s_reader", p->where, p->schema).p, true, &db));
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        DbAsk q = { .text = str_of(asked[i].text), .max_rows = 10, .timeout_ms = 10000 };
        must_be(p, db_sql(db, &q, &p->a, &t, &more, &p->err), asked[i].st, NULL);
    }
    assert_int_equal(count_pairs(p, db), 1);
    db_close(db);
    must(p, db_script(p->db, "role", str_fmt(&p->a, "DROP OWNED BY %s_reader; DROP ROLE %s_reader", p->schema,
                                             p->schema).p, &p->err));
}

static void a_statement_that_copies_is_refused(Place *p)
{
    static const DbSql sql[] = { { "out", "COPY (SELECT 1) TO STDOUT" }, { "in", "/* x */ copy pair FROM STDIN" } };
    DbOptions o = { .sql = sql, .n_sql = 2, .create = true };
    db_close(p->db);
    must(p, db_open(p->where, &o, &p->db, &p->err));
    for (int i = 0; i < 2; i++)
        must_be(p, db_run(p->db, i, NULL, 0, NULL, &p->err), ST_FORBIDDEN, "copies");
    must(p, db_script(p->db, "goes on", "SELECT 1", &p->err));
}

static void infinite_dates_stay_at_the_ends(Place *p)
{
    Db *db = NULL;
    Table t;
    bool more;
    DbAsk q = { .text = STR("SELECT TIMESTAMP 'infinity' AS a, TIMESTAMP '-infinity' AS b, DATE 'infinity' AS c"),
                .max_rows = 10, .timeout_ms = 10000 };
    must(p, db_open_again(p->db, true, &db, &p->err));
    must(p, db_sql(db, &q, &p->a, &t, &more, &p->err));
    assert_true(col_int(&t, "a")[0] == INT64_MAX);
    assert_true(col_int(&t, "b")[0] < INT64_MIN / 2);
    assert_true(col_int(&t, "c")[0] > 2932896);
    db_close(db);
}

int main(void)
{
    static const Rule rules[] = {
        RULE(a_lost_connection_is_an_io_failure),
        RULE(a_failed_open_does_not_show_the_password),
        RULE(a_database_that_is_not_there_is_not_found),
        RULE(two_books_live_in_two_schemas),
        RULE(an_ordinary_role_asks_within_its_rights),
        RULE(a_statement_that_copies_is_refused),
        RULE(infinite_dates_stay_at_the_ends),
    };
    return rules_run("db/postgres", rules, COUNT_OF(rules), ON_POSTGRES);
}
