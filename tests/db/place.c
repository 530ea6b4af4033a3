#include "tests/db/place.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

const DbSql test_sql[] = {
    [T_KINDS_ADD] = { "kinds_add", "INSERT INTO kinds VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" },
    [T_KINDS_ALL] = { "kinds_all", "SELECT * FROM kinds ORDER BY id" },
    [T_PAIR_ADD] = { "pair_add", "INSERT INTO pair VALUES (CAST($1 AS BIGINT), $2)" },
    [T_PAIR_ALL] = { "pair_all", "SELECT k, v FROM pair ORDER BY k" },
    [T_PAIR_SET] = { "pair_set", "UPDATE pair SET v = $1 WHERE k >= CAST($2 AS BIGINT)" },
    [T_PAIR_NONE] = { "pair_none", "SELECT k, v FROM pair WHERE k < 0" },
    [T_PAIR_COUNT] = { "pair_count", "SELECT count(*) AS n FROM pair" },
    [T_RANGE] = { "range", "SELECT CAST(g.i AS BIGINT) AS i, CAST(g.i AS TEXT) AS s"
                           "  FROM generate_series(1, CAST($1 AS INTEGER)) AS g(i) ORDER BY 1" },
    [T_SLOW] = { "slow", "SELECT count(*) AS n FROM generate_series(1, 3000000) AS a(i),"
                         " generate_series(1, 3000000) AS b(j) WHERE (a.i * 7 + b.j) % 1000003 = 5" },
    [T_LATE_FAILURE] = { "late_failure",
                         "SELECT CAST(CASE WHEN g.i = 2900000 THEN 'x' ELSE '1' END AS INTEGER) AS n"
                         "  FROM generate_series(1, 3000000) AS g(i)" },
    [T_NUMERIC] = { "numeric", "SELECT CAST(1.5 AS NUMERIC(10,2)) AS price" },
    [T_WRONG] = { "wrong", "SELECT nothing FROM nowhere" },
    [T_MAKE] = { "make", "CREATE TABLE made (i INTEGER)" },
    [T_DROP] = { "drop", "DROP TABLE pair" },
    [T_NEXT] = { "next", "SELECT CAST(nextval('numbers') AS BIGINT) AS n" },
    [T_ECHO] = { "echo", "SELECT CAST($1 AS DOUBLE PRECISION) AS f, CAST($2 AS BIGINT) AS i, $3 AS s" },
    [T_LEAVE] = { "leave", "COMMIT" },
};

static const DbOptions writing = { .sql = test_sql, .n_sql = T_COUNT_, .create = true, .threads = 2 };
static const DbOptions reading = { .sql = test_sql, .n_sql = T_COUNT_, .read_only = true };

void must(Place *p, Status st)
{
    if (st)
        fail_msg("%s (%s)", p->err.msg, status_text(st));
}

void must_be(Place *p, Status st, Status want, const char *part)
{
    if (st != want)
        fail_msg("'%s' instead of '%s': %s", status_text(st), status_text(want), st ? p->err.msg : "");
    if (want && p->err.code != want)
        fail_msg("the error says '%s'", status_text(p->err.code));
    if (want && part && !strstr(p->err.msg, part))
        fail_msg("'%s' is not in: %s", part, p->err.msg);
}

Db *again_at(Place *p, bool read_only)
{
    Db *db = NULL;
    must(p, db_open(p->where, read_only ? &reading : &writing, &db, &p->err));
    return db;
}

void make_pairs(Place *p)
{
    must(p, db_script(p->db, "pairs", "CREATE TABLE pair (k BIGINT PRIMARY KEY, v TEXT NOT NULL);"
                      "CREATE SEQUENCE numbers;", &p->err));
}

void add_pair(Place *p, Db *db, int64_t k, const char *v)
{
    must(p, db_run(db, T_PAIR_ADD, (DbArg[]){ DB_INT(k), DB_TEXT(str_of(v)) }, 2, NULL, &p->err));
}

int64_t count_pairs(Place *p, Db *db)
{
    Table t;
    must(p, db_fetch(db, T_PAIR_COUNT, NULL, 0, &p->a, &t, &p->err));
    assert_int_equal(t.n, 1);
    return col_int(&t, "n")[0];
}

/* By a session that already looks at the schema, there or not: so it takes the lock of this test's
 * book alone, and tests may run side by side on one server. */
static void with_schema(Place *p, const char *text)
{
    Db *db = NULL;
    must(p, db_open(p->where, &writing, &db, &p->err));
    must(p, db_script(db, "schema", text, &p->err));
    db_close(db);
}

static int arrive(void **state)
{
    Place *p = *state;
    arena_init(&p->a);
    if (p->engine == DB_DUCKDB) {
        (void)snprintf(p->dir, sizeof p->dir, "/tmp/t_db.XXXXXX");
        assert_non_null(mkdtemp(p->dir));
        (void)snprintf(p->where, sizeof p->where, "%s/t.book", p->dir);
    } else {
        const char *base = getenv("TL_PG");
        (void)snprintf(p->schema, sizeof p->schema, "t_db_%d", (int)getpid());
        (void)snprintf(p->where, sizeof p->where, "%s%coptions=-csearch_path%%3D%s", base,
                       strchr(base, '?') ? '&' : '?', p->schema);
        with_schema(p, str_fmt(&p->a, "CREATE SCHEMA %s", p->schema).p);
    }
    p->db = again_at(p, false);
    return 0;
}

static int leave(void **state)
{
    Place *p = *state;
    db_close(p->db);
    p->db = NULL;
    if (p->engine == DB_DUCKDB) {
        Str cmd = str_fmt(&p->a, "rm -rf %s", p->dir);
        assert_int_equal(system(cmd.p), 0);   
    } else {
        with_schema(p, str_fmt(&p->a, "DROP SCHEMA %s CASCADE", p->schema).p);
    }
    arena_release(&p->a);
    return 0;
}

typedef struct Run {
    Place       place;
    const Rule *rule;
} Run;

static void check(void **state)
{
    Run *r = *state;
    r->rule->check(&r->place);
}

static int run_arrive(void **state)
{
    void *place = &((Run *)*state)->place;
    return arrive(&place);
}

static int run_leave(void **state)
{
    void *place = &((Run *)*state)->place;
    return leave(&place);
}

int rules_run(const char *group, const Rule *rule, size_t n, int engines)
{
    static const char *const engine[] = { [DB_DUCKDB] = "duckdb", [DB_POSTGRES] = "postgres" };
    struct CMUnitTest test[128] = { 0 };
    static Run run[128];
    static char name[128][120];
    assert_true(n * 2 <= COUNT_OF(test));
    if (engines & ON_POSTGRES && !getenv("TL_PG")) {
        engines &= ~ON_POSTGRES;
        (void)printf("%s # SKIP %s: TL_PG is not set, so nothing is checked on PostgreSQL\n",
                     engines ? "#" : "1..0", group);
    }
    size_t k = 0;
    for (int e = 0; e < 2; e++) {
        for (size_t i = 0; engines & 1 << e && i < n; i++, k++) {
            run[k] = (Run){ .place.engine = (DbEngine)e, .rule = &rule[i] };
            (void)snprintf(name[k], sizeof name[k], "%s/%s", engine[e], rule[i].name);
            test[k] = (struct CMUnitTest){ name[k], check, run_arrive, run_leave, &run[k] };
        }
    }
    return k ? _cmocka_run_group_tests(group, test, k, NULL, NULL) : 0;
}

Child child_start(const Place *p, const char *mode)
{
    int to[2], from[2];
    char said[8] = "";
    assert_int_equal(pipe(to), 0);
    assert_int_equal(pipe(from), 0);
    int pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)dup2(to[0], 0);
        (void)dup2(from[1], 1);
        (void)close(to[1]);
        (void)close(from[0]);
        (void)execl("/proc/self/exe", "t_db", mode, p->where, (char *)NULL);
        _exit(9);
    }
    (void)close(to[0]);
    (void)close(from[1]);
    assert_int_equal(read(from[0], said, 5), 5);
    assert_string_equal(said, "ready");
    return (Child){ pid, to[1], from[0] };
}

static int reap(Child c)
{
    int how = 0;
    (void)close(c.to);
    assert_int_equal(waitpid(c.pid, &how, 0), c.pid);
    (void)close(c.from);
    return how;
}

void child_kill(Child c)
{
    assert_int_equal(kill(c.pid, SIGKILL), 0);
    assert_true(WIFSIGNALED(reap(c)));
}

void child_end(Child c)
{
    int how = reap(c);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

/* Rows until the disk, held to a few megabytes, is full; 0 when that is ST_FULL. */
static int fill_disk(Db *db)
{
    Err err;
    Arena a;
    Table t;
    Status st = ST_OK;
    char long_text[1000];
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 4 << 20, 4 << 20 });
    arena_init(&a);
    for (int64_t at = 0; !st && at < 200000; at += 2000) {
        table_init(&t, &a, (ColSpec[]){ { "k", COL_INT }, { "v", COL_TEXT } }, 2);
        for (int64_t i = 0; i < 2000; i++) {
            /* Ever other letters, so that they are not squeezed to nothing. */
            for (size_t j = 0; j < sizeof long_text; j++)
                long_text[j] = (char)('a' + (uint64_t)(at + i + 1) * 2654435761u * (j + 7) % 1000003 % 26);
            table_put_int(&t, 0, 1000 + at + i);
            table_put_text(&t, 1, str_dup(&a, (Str){ long_text, sizeof long_text }));
            table_row(&t);
        }
        st = db_append(db, "pair", &t, &err);
    }
    arena_release(&a);
    return st == ST_FULL ? 0 : (fprintf(stderr, "# %d %s\n", st, st ? err.msg : "no failure"), 1);
}

int child_main(int argc, char **argv)
{
    Err err;
    Db *db;
    char c;
    int code = 0;
    if (argc != 3)
        return -1;
    if (db_open(argv[2], &writing, &db, &err))
        return fprintf(stderr, "# %s\n", err.msg), 8;
    if (strcmp(argv[1], "die") == 0 &&
        (db_begin(db, &err) ||
         db_run(db, T_PAIR_ADD, (DbArg[]){ DB_INT(2), DB_TEXT(STR("lost")) }, 2, NULL, &err)))
        return fprintf(stderr, "# %s\n", err.msg), 7;
    (void)fputs("ready", stdout);
    (void)fflush(stdout);
    while (read(0, &c, 1) > 0)
        continue;
    if (strcmp(argv[1], "fill") == 0)
        code = fill_disk(db);
    db_close(db);
    return code;
}
