/* t_fact_wait.c - rows that are written behind the caller's back.
 *
 * Oracle: each row says in words what its number is, and SQL checks it; the order in which rows were handed over.
 */
#include "tests/near.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "model/limits.h"
#include "store/fact.h"
#include "store/fact_wait.h"
#include "tests/store/small.h"

static const ColSpec spec[] = { { "n", COL_INT }, { "t", COL_TEXT } };

static void make_tables(Small *b)
{
    small_sql(b, "CREATE TABLE many (n BIGINT, t TEXT); CREATE TABLE few (n BIGINT NOT NULL, t TEXT);");
}

/* Row n of `many`: texts of few words and of many come in turns. */
static void add(FactWait *w, int64_t n)
{
    char text[64];
    (void)snprintf(text, sizeof text, n % 2 ? "a text that comes again, %lld" : "a text of its own, %lld", (long long)(n % 2 ? n % 10 : n));
    Table *t = fact_wait_open(w, spec, COUNT_OF(spec));
    table_put_int(t, 0, n);
    fact_wait_text(w, 1, str_of(text), hash64(str_of(text)));
    table_row(t);
}

static void check_order(SmallWhere where)
{
    enum { BATCHES = 3 * LIMIT_WAITING_BATCHES, ROWS = 1000 };
    Small b;
    FactWait w = { 0 };
    small_open(&b, where);
    make_tables(&b);
    FactWriter *q = fact_writer_create(b.s);
    small_must(&b, store_begin(b.s, &b.err));
    for (int64_t n = 0; n < BATCHES * ROWS; n++) {
        add(&w, n);
        if (n % ROWS == ROWS - 1) {
            small_must(&b, fact_writer_put(q, "many", &w, &b.err));
            assert_false(w.open);
        }
    }
    small_must(&b, fact_writer_settle(q, &b.err));
    small_must(&b, store_commit(b.s, &b.err));
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many"), BATCHES * ROWS);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many WHERE t <> CASE WHEN n % 2 = 1 THEN 'a text that comes again, ' || "
                                   "(n % 10) ELSE 'a text of its own, ' || n END"), 0);
    if (where == SMALL_MEMORY)
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many WHERE n <> rowid"), 0);
    fact_writer_destroy(q);
    small_close(&b);
}

static void duckdb_gets_rows_in_the_order_in_which_they_came(void **state) { (void)state; check_order(SMALL_MEMORY); }
static void postgresql_gets_rows_in_the_order_in_which_they_came(void **state) { (void)state; check_order(SMALL_SERVER); }

static Status put_rows(Small *b, FactWriter *q, const char *table, int rows)
{
    FactWait w = { 0 };
    for (int64_t n = 0; n < rows; n++)
        add(&w, n);
    return fact_writer_put(q, table, &w, &b->err);
}

static Status put_bad(Small *b, FactWriter *q)
{
    FactWait w = { 0 };
    Table *t = fact_wait_open(&w, spec, COUNT_OF(spec));
    table_put_null(t, 0);
    table_row(t);
    return fact_writer_put(q, "few", &w, &b->err);
}

static void check_failure(SmallWhere where)
{
    Small b;
    small_open(&b, where);
    make_tables(&b);
    FactWriter *q = fact_writer_create(b.s);
    small_must(&b, store_begin(b.s, &b.err));
    small_must(&b, put_rows(&b, q, "many", 10));
    small_must(&b, put_bad(&b, q));
    Status st = ST_OK;
    for (int i = 0; i < 2 * LIMIT_WAITING_BATCHES && !st; i++)
        st = put_rows(&b, q, "many", 10);
    if (!st)
        st = fact_writer_settle(q, &b.err);
    assert_int_equal(st, ST_INVALID);
    assert_non_null(strstr(b.err.msg, "'few'"));
    assert_int_equal(fact_writer_settle(q, &b.err), ST_INVALID);      /* until somebody drops it */
    fact_writer_drop(q);
    store_rollback(b.s);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many"), 0);
    small_must(&b, put_rows(&b, q, "many", 10));                      /* the writer goes on */
    small_must(&b, fact_writer_settle(q, &b.err));
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many"), 10);
    fact_writer_destroy(q);
    small_close(&b);
}

static void duckdb_failures_reach_the_caller(void **state) { (void)state; check_failure(SMALL_MEMORY); }
static void postgresql_failures_reach_the_caller(void **state) { (void)state; check_failure(SMALL_SERVER); }

static void what_is_dropped_is_not_in_the_book(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    make_tables(&b);
    FactWriter *q = fact_writer_create(b.s);
    small_must(&b, store_begin(b.s, &b.err));
    for (int i = 0; i < LIMIT_WAITING_BATCHES; i++)
        small_must(&b, put_rows(&b, q, "many", 5000));
    fact_writer_drop(q);
    store_rollback(b.s);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM many"), 0);
    fact_writer_destroy(q);
    small_close(&b);
}

static void a_batch_is_full_by_its_rows_or_by_its_text(void **state)
{
    enum { LONG = 1 << 16 };
    static char big[LONG];
    FactWait w = { 0 };
    (void)state;
    assert_false(fact_wait_full(&w));
    for (int64_t n = 0; n < LIMIT_WAITING_ROWS; n++) {
        assert_false(fact_wait_full(&w));
        Table *t = fact_wait_open(&w, spec, COUNT_OF(spec));
        table_put_int(t, 0, n);
        table_row(t);
    }
    assert_true(fact_wait_full(&w));
    fact_wait_drop(&w);
    memset(big, 'x', sizeof big);
    for (int n = 0; n < LIMIT_WAITING_TEXT / LONG; n++) {
        assert_false(fact_wait_full(&w));
        Table *t = fact_wait_open(&w, spec, COUNT_OF(spec));
        big[0] = (char)n;
        fact_wait_text(&w, 1, (Str){ big, sizeof big }, (uint64_t)n * 7);
        table_row(t);
    }
    assert_true(fact_wait_full(&w));
    fact_wait_drop(&w);
}

/* The hash is no proof: two texts with one hash stay two. */
static void texts_are_compared_and_not_only_their_hashes(void **state)
{
    FactWait w = { 0 };
    (void)state;
    for (int64_t n = 0; n < 1000; n++) {
        Table *t = fact_wait_open(&w, spec, COUNT_OF(spec));
        fact_wait_text(&w, 1, n % 3 ? STR("one") : STR("two"), 42);
        table_row(t);
    }
    for (size_t n = 0; n < 1000; n++)
        assert_true(str_eq(w.rows.col[1].s[n], n % 3 ? STR("one") : STR("two")));
    fact_wait_drop(&w);
}

/* Through the door for facts: events and, of every tenth line, an answer, past several batches of events. */
static void check_big_file(SmallWhere where)
{
    enum { ROWS = 3 * LIMIT_WAITING_ROWS + 7 };
    Small b;
    FactSink *k;
    FactCounts count;
    bool known;
    small_open(&b, where);
    small_must(&b, fact_sink_open(b.s, &b.a, &k, &b.err));
    const FactFile f = { STR("S"), STR("a"), STR("h"), STR("k"), STR("UTF-8"), STR(""), 9, false, 0 };
    small_must(&b, fact_file_begin(k, &f, &known, &count, &b.err));
    for (int64_t n = 0; n < ROWS; n++) {
        char name[24], id[24], who[24];
        (void)snprintf(name, sizeof name, "name %d", (int)(n % 5));
        (void)snprintf(id, sizeof id, "E%lld", (long long)n);
        (void)snprintf(who, sizeof who, "C%lld", (long long)(n % 1000));
        FactValue v[6] = { { .has = true, .s = str_of(name) }, { .has = true, .i = n }, { .has = true, .i = n * 2 } };
        FactRecord r = { .kind = KIND_EVENT, .line = n + 2, .counts = true, .ext_id = str_of(id), .value = v };
        for (int p = 0; p < PARTY_COUNT; p++)
            r.party[p] = STR("");
        r.party[PARTY_ACCOUNT_ID] = str_of(who);
        small_must(&b, fact_put(k, &r, &b.err));
        FactValue said[6] = { { .has = true, .s = str_of(id) }, { .has = true, .s = STR("Q") }, { 0 }, { 0 }, { .has = true, .s = str_of(who) }, { 0 } };
        r.kind = KIND_ANSWER;
        r.counts = false;
        r.value = said;
        if (n % 10 == 0)
            small_must(&b, fact_put(k, &r, &b.err));
    }
    small_must(&b, fact_settle(k, &b.err));
    small_must(&b, fact_file_end(k, ROWS, STR(""), &count, &b.err));
    fact_sink_close(k);
    assert_int_equal(count.kept, ROWS);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM f_event"), ROWS);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM f_event AS e JOIN alias AS a ON a.alias_id = e.alias_id "
                                   "WHERE e.name = 'name ' || (e.line - 2) % 5 AND e.quantity = (e.line - 2) * 2 AND a.account_id = 'C' || (e.line - 2) % 1000 "
                                   "AND e.alias_id = (e.line - 2) % 1000 + 1"), ROWS);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM f_answer AS r JOIN alias AS a ON a.alias_id = r.alias_id "
                                   "WHERE r.text = a.account_id AND r.response_id = 'E' || (r.line - 2)"), (ROWS + 9) / 10);
    small_close(&b);
}

static void duckdb_holds_a_big_file_to_the_row(void **state) { (void)state; check_big_file(SMALL_MEMORY); }
static void postgresql_holds_a_big_file_to_the_row(void **state) { (void)state; check_big_file(SMALL_SERVER); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duckdb_gets_rows_in_the_order_in_which_they_came),
        cmocka_unit_test(postgresql_gets_rows_in_the_order_in_which_they_came),
        cmocka_unit_test(duckdb_failures_reach_the_caller),
        cmocka_unit_test(postgresql_failures_reach_the_caller),
        cmocka_unit_test(what_is_dropped_is_not_in_the_book),
        cmocka_unit_test(a_batch_is_full_by_its_rows_or_by_its_text),
        cmocka_unit_test(texts_are_compared_and_not_only_their_hashes),
        cmocka_unit_test(duckdb_holds_a_big_file_to_the_row),
        cmocka_unit_test(postgresql_holds_a_big_file_to_the_row),
    };
    return cmocka_run_group_tests_name("fact_wait", tests, NULL, NULL);
}
