/* Questions in SQL over HTTP.  Oracle: what was put into the book by this test; a list of attempts to write, to reach files, the network, other
 * sessions and the tables of users, of which none may succeed, on either engine; and the file system and the tables afterwards. */
#include <stdlib.h>
#include <unistd.h>

#include "store/login.h"
#include "tests/serve/host.h"

static bool on_server;

static Str quoted(const char *text)
{
    Str out = STR("");
    for (const char *p = text; *p; p++)
        out = *p == '"' || *p == '\\' ? str_fmt(&book.a, "%.*s\\%c", STR_ARG(out), *p)
              : *p == '\n'            ? str_fmt(&book.a, "%.*s\\n", STR_ARG(out))
                                      : str_fmt(&book.a, "%.*s%c", STR_ARG(out), *p);
    return out;
}

static Reply ask_sql(const char *sql, const char *more)
{
    Str body = str_fmt(&book.a, "{\"sql\":\"%.*s\"%s}", STR_ARG(quoted(sql)), more);
    Str head = str_fmt(&book.a, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.*s", body.n, STR_ARG(body));
    return client_ask(port, &(Ask){ .method = "POST", .target = "/api/v1/sql", .host = HOME, .more = head.p }, &book.a);
}

static json_t *answer_of(const char *sql, const char *more)
{
    Reply r = ask_sql(sql, more);
    if (r.status != 200)
        fail_msg("%s: %d %.*s", sql, r.status, STR_ARG(str_sub(r.body, 0, 300)));
    return parse(r.body);
}

static void a_question_is_answered_in_columns_and_rows(void **state)
{
    (void)state;
    json_t *o = answer_of("SELECT account_id, name, churn_flag, CAST(NULL AS TEXT) AS nothing, DATE '2025-02-03' AS day, 1.5 AS half FROM d_account ORDER BY account_id", "");
    const json_t *columns = json_object_get(o, "columns"), *rows = json_object_get(o, "rows"), *first = json_array_get(rows, 0);
    static const char *const names[] = { "account_id", "name", "churn_flag", "nothing", "day", "half" }, *const types[] = { "integer", "text", "yes or no", "text", "date", NULL };
    assert_int_equal(json_array_size(columns), COUNT_OF(names));
    assert_int_equal(json_array_size(rows), 4);
    for (size_t c = 0; c < COUNT_OF(names); c++) {
        assert_string_equal(json_string_value(json_object_get(json_array_get(columns, c), "name")), names[c]);
        if (types[c])
            assert_string_equal(json_string_value(json_object_get(json_array_get(columns, c), "type")), types[c]);
    }
    assert_int_equal(json_integer_value(json_array_get(first, 0)), 1);
    assert_true(json_is_false(json_array_get(first, 2)));
    assert_true(json_is_null(json_array_get(first, 3)));
    assert_string_equal(json_string_value(json_array_get(first, 4)), "2025-02-03");
    assert_false(json_is_true(json_object_get(o, "more")));
    json_decref(o);
    o = answer_of("WITH a AS (SELECT account_id FROM d_account) SELECT account_id FROM a ORDER BY 1", ",\"rows\":2");
    assert_int_equal(json_array_size(json_object_get(o, "rows")), 2);
    assert_true(json_is_true(json_object_get(o, "more")));
    json_decref(o);
    o = answer_of("EXPLAIN SELECT account_id FROM d_account", "");
    assert_true(json_array_size(json_object_get(o, "rows")) > 0);
    json_decref(o);
}

static void limits_hold(void **state)
{
    (void)state;
    static const struct { const char *sql, *more; int status; } cases[] = {
        { "SELECT 1 AS x", ",\"rows\":0", 400 }, { "SELECT 1 AS x", ",\"rows\":10001", 400 }, { "SELECT 1 AS x", ",\"rows\":\"5\"", 400 }, { "", "", 400 }, { "  \n ", "", 400 }, { ";", "", 400 },
        { "SELECT nonsense", "", 400 }, { "SELECT FROM WHERE", "", 400 }, { "SELECT repeat('x', 20000000) AS x", "", 413 } };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Reply r = ask_sql(cases[i].sql, cases[i].more);
        if (r.status != cases[i].status)
            fail_msg("%s: %d %.*s", cases[i].sql, r.status, STR_ARG(str_sub(r.body, 0, 300)));
    }
    char *big = arena_alloc(&book.a, 9000, 1);
    memset(big, ' ', 8999);
    big[8999] = 0;
    memcpy(big, "SELECT 1", 8);
    assert_int_equal(ask_sql(big, "").status, 400);
    /* 10^12 rows to count: given up after the limit, and the server goes on. */
    Reply r = ask_sql("SELECT CAST(count(*) AS BIGINT) AS n FROM generate_series(1, 1000000) AS a(i) CROSS JOIN generate_series(1, 1000000) AS b(i) WHERE a.i + b.i < 0", "");
    assert_int_equal(r.status, 503);
    expect("/healthz", 200);
}

/* DuckDB has its words, PostgreSQL its own; both get all of them. */
static void nothing_is_written_read_from_files_or_sent(void **state)
{
    (void)state;
    Str out = str_fmt(&book.a, "%s/stolen.csv", book.dir[0] ? book.dir : "/tmp");
    static const char *const attempts[] = {
        "DELETE FROM d_account", "INSERT INTO setting VALUES ('a', 1, '', '')", "UPDATE meta SET value = 'x'", "DROP TABLE d_account", "CREATE TABLE x (a INT)", "CREATE TEMP TABLE x (a INT)",
        "CREATE VIEW x AS SELECT 1", "TRUNCATE d_account", "ALTER TABLE d_account ADD COLUMN x INT", "SELECT 1; DELETE FROM d_account", "SELECT 1; SELECT 2", "WITH x AS (DELETE FROM d_account RETURNING account_id) SELECT * FROM x",
        "SELECT * INTO x FROM d_account", "BEGIN", "COMMIT", "ROLLBACK", "SET threads = 1", "SET default_transaction_read_only = off", "RESET ALL", "PRAGMA enable_profiling", "CALL checkpoint", "CHECKPOINT", "VACUUM",
        "ATTACH 'x.db'", "DETACH x", "INSTALL httpfs", "LOAD httpfs", "COPY d_account TO '/tmp/tl_stolen.csv'", "COPY (SELECT 1) TO PROGRAM 'touch /tmp/tl_stolen.csv'", "COPY d_account FROM '/etc/passwd'", "EXPORT DATABASE '/tmp/tl_stolen'", "IMPORT DATABASE '/tmp'",
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM read_blob('/etc/passwd')", "SELECT * FROM glob('/etc/*')", "SELECT * FROM parquet_scan('/tmp/x.parquet')",
        "SELECT * FROM read_json('http://127.0.0.1:9/x')", "SELECT * FROM sniff_csv('/etc/passwd')", "SELECT getenv('HOME')", "SELECT * FROM duckdb_secrets()", "SELECT * FROM enable_logging()", "SELECT * FROM force_checkpoint()", "SELECT * FROM pragma_storage_info('login')",
        "SELECT pg_read_file('/etc/passwd')", "SELECT pg_read_binary_file('/etc/passwd')", "SELECT * FROM pg_ls_dir('/')", "SELECT lo_import('/etc/passwd')", "SELECT set_config('role', 'postgres', false)", "SELECT pg_terminate_backend(1)",
        "SELECT pg_advisory_lock(1)", "SELECT * FROM dblink('', 'SELECT 1')", "SELECT * FROM pg_authid", "SELECT * FROM pg_shadow", "SELECT * FROM pg_stats", "SELECT pg_notify('a', 'b')", "SELECT nextval('x')", "DO $$ BEGIN END $$", "LISTEN x", "NOTIFY x", "LOCK TABLE d_account",
        "PREPARE x AS SELECT 1", "EXECUTE x", "DECLARE c CURSOR FOR SELECT 1", "EXPLAIN ANALYZE DELETE FROM d_account", "SELECT account_id FROM d_account FOR UPDATE" };
    for (size_t i = 0; i < COUNT_OF(attempts); i++) {
        Reply r = ask_sql(attempts[i], "");
        if (r.status == 200 || r.status >= 500 || r.status == 0)
            fail_msg("%s: %d %.*s", attempts[i], r.status, STR_ARG(str_sub(r.body, 0, 300)));
        assert_false(str_has(r.body, STR("root:")));
    }
    assert_int_not_equal(access(out.p, F_OK), 0);
    assert_int_not_equal(access("/tmp/tl_stolen.csv", F_OK), 0);
    json_t *o = answer_of("SELECT CAST(count(*) AS BIGINT) AS n FROM d_account", "");
    assert_int_equal(json_integer_value(json_array_get(json_array_get(json_object_get(o, "rows"), 0), 0)), 4);
    json_decref(o);
}

/* Whatever the tables of users are called, and through whatever they are reached. */
static void what_lets_people_in_is_not_shown(void **state)
{
    (void)state;
    static const char *const attempts[] = {
        "SELECT * FROM login", "SELECT password FROM LOGIN", "SELECT * FROM \"login\"", "SELECT count(*) FROM login_token", "SELECT 1 AS x WHERE EXISTS (SELECT 1 FROM login WHERE password LIKE '$argon2id$v=19$m=65536%')",
        "SELECT (SELECT max(password) FROM login) AS x", "WITH x AS (SELECT * FROM login) SELECT name FROM x", "SELECT name FROM (SELECT name FROM (SELECT * FROM login) AS a) AS b", "SELECT a.name FROM d_account AS a JOIN login AS l ON l.login_id = a.account_id",
        "SELECT a.name FROM d_account AS a, LATERAL (SELECT l.name FROM login AS l) AS b", "SELECT name FROM d_account UNION ALL SELECT password FROM login", "SELECT x.password FROM login x", "TABLE login", "SELECT * FROM seen_through", "SELECT v FROM seen_through_twice", "SELECT hash FROM login_token",
        "SELECT * FROM login_trail", "SELECT body FROM login_once", "SELECT value FROM meta", "SELECT * FROM login_sees", "SELECT * FROM login_link", "SELECT email FROM login", "EXPLAIN SELECT * FROM login", "EXPLAIN ANALYZE SELECT * FROM login", "DESCRIBE login", "SUMMARIZE login", "SHOW login", "PIVOT login ON name",
        "FROM login SELECT name", "FROM login", "SELECT * FROM query('SELECT * FROM login')", "SELECT * FROM query('SELECT * FROM lo' || 'gin')", "SELECT * FROM query_table('login')", "SELECT * FROM query_table('lo' || 'gin')", "SELECT login FROM login", "SELECT CAST(login AS TEXT) FROM login",
        "SELECT query_to_xml('select password from login', true, true, '')", "SELECT table_to_xml('login', true, true, '')", "SELECT database_to_xml(true, true, '')", "SELECT CAST(password AS BIGINT) FROM login", "SELECT * FROM U&\"log\\0069n\"", "SELECT /* */ * FROM /* x */ login", "SELECT * FROM main.login",
        "SELECT * FROM pg_statistic", "SELECT * FROM pragma_table_info('login')", "VALUES ((SELECT max(password) FROM login))", "SELECT CASE WHEN (SELECT count(*) FROM login) > 0 THEN 1 ELSE 0 END AS x", "SELECT * FROM d_account ORDER BY (SELECT max(password) FROM login)",
        "SELECT * FROM d_account LIMIT (SELECT count(*) FROM login)", "SELECT ts_stat('select password from login')", "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < (SELECT count(*) + 3 FROM login)) SELECT n FROM r" };
    book_sql(&book, "CREATE VIEW seen_through AS SELECT password AS v FROM login; CREATE VIEW seen_through_twice AS SELECT v FROM seen_through;");
    for (size_t i = 0; i < COUNT_OF(attempts); i++) {
        Reply r = ask_sql(attempts[i], "");
        if (r.status == 200 || r.status >= 500 || r.status == 0 || str_has(r.body, STR("argon2id")))
            fail_msg("%s: %d %.*s", attempts[i], r.status, STR_ARG(str_sub(r.body, 0, 300)));
    }
    book_sql(&book, "DROP VIEW seen_through_twice; DROP VIEW seen_through;");
    json_t *o = get_json("/api/v1/sql/tables");
    size_t n = json_array_size(json_object_get(o, "tables"));
    assert_true(n > 50);
    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(json_object_get(json_array_get(json_object_get(o, "tables"), i), "name"));
        assert_true(strncmp(name, "login", 5) != 0 && strcmp(name, "meta") != 0);
    }
    json_decref(o);
    /* A word that is only written down is no table. */
    o = answer_of("SELECT 'login' AS word, name AS login FROM d_account ORDER BY account_id", "");
    assert_int_equal(json_array_size(json_object_get(o, "rows")), 4);
    json_decref(o);
}

/* A user with a known hash stands in the book before the server begins to look; then it is taken out of the list, so that no sign-in is needed. */
static int arrive(void **state)
{
    (void)state;
    host_open(on_server, (ServeOptions){ .recompute = small_recompute });
    book_sql(&book, "INSERT INTO login (login_id, name, role, password, made_at, changed, removed_at) VALUES (1, 'ada', 'admin', '$argon2id$v=19$m=65536,t=2,p=1$secret', TIMESTAMP '2026-01-01 00:00:00', 1, TIMESTAMP '2026-01-02 00:00:00');"
                    "INSERT INTO login_token VALUES (1, 1, 'x', 'read', 'argon2id-secret-hash', TIMESTAMP '2026-01-01 00:00:00', TIMESTAMP '2026-01-01 00:00:00', NULL);");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    host_close();
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_answered_in_columns_and_rows),
        cmocka_unit_test(nothing_is_written_read_from_files_or_sent),
        cmocka_unit_test(what_lets_people_in_is_not_shown),
        cmocka_unit_test(limits_hold),
    };
    int failed = cmocka_run_group_tests_name("questions in SQL, on DuckDB", tests, arrive, leave);
    on_server = true;
    if (getenv("TL_PG"))
        failed += cmocka_run_group_tests_name("questions in SQL, on PostgreSQL", tests, arrive, leave);
    return failed;
}
