/* The index that the page shows: a model kept, recognised, outdated, or none.  Oracle: the one that index_model_fit() gives, which has its own.  On DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <stdlib.h>

#include "base/attr.h"
#include "link/index_default.h"
#include "link/index_model.h"
#include "link/index_write.h"
#include "num/dist.h"
#include "tests/store/small.h"

static SmallWhere place;

/* 200 sheets of 100 accounts; items a..f move along with a sheet's number, each with a wobble of its own, on 1 to 10. */
#define ANSWER(k, q, label)                                                                                                                                          \
    "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number) SELECT 5, " #k " * 1000 + g.i, g.i, 5, g.i, 1 + g.i % 100, 'r' || g.i, '" q "', '" label "', " \
    "1 + (g.i * 7 + (g.i * (2 * " #k " + 3)) % 5) % 10 FROM generate_series(1, 200) AS g(i);"
static const char sheets[] =
    "INSERT INTO d_alias SELECT g.i, g.i, NULL, 1, 'id' FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) SELECT 5, g.i, g.i, 5, g.i, 1 + g.i % 100, 'r' || g.i, TIMESTAMP '2025-05-02 09:00:00', TRUE, 8 FROM generate_series(1, 200) AS g(i);";
static const char ecsi[] = ANSWER(1, "A1", "How reliable is our delivery?") ANSWER(2, "A2", "How satisfied are you with our support?") ANSWER(3, "A3", "How do you judge the price you pay for what you get?")
    ANSWER(4, "A4", "Overall, how satisfied are you with us?") ANSWER(5, "A5", "How likely are you to recommend us?") ANSWER(6, "A6", "How many sites have you?");

static void keep(Small *b, int id, const char *text)
{
    small_sql(b, str_fmt(&b->a, "INSERT INTO verdict VALUES (%d, 'index', 'model', '', '%s', 'me', '', TIMESTAMP '2026-01-01 00:00:00');", id, text).p);
}

static void items_of_the_european_index_are_recognised(void **state)
{
    Small b;
    IndexModel m;
    IndexFit f;
    (void)state;
    small_open(&b, place);
    small_sql(&b, sheets);
    small_sql(&b, ecsi);
    small_must(&b, index_write(b.s, &b.a, &b.err));
    /* A6 stands for nothing; without image, expectation and complaints their arrows are gone. */
    assert_string_equal(small_rows(&b, "SELECT name FROM d_index ORDER BY seq"), "quality\nvalue\nsatisfaction\nloyalty");
    assert_string_equal(small_rows(&b, "SELECT source, complete, accounts, draws FROM d_index_fit"), "ecsi|200|100|500");
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_path WHERE path IS NOT NULL"), 4);
    assert_string_equal(small_rows(&b, "SELECT construct, item FROM d_index_item WHERE construct = 1 ORDER BY seq"), "1|How reliable is our delivery?\n1|How satisfied are you with our support?");
    /* Two items weigh something with limits; one alone weighs 1, and there is no doubt of it. */
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_item WHERE construct = 1 AND weight_low < weight AND weight < weight_high AND weight_high - weight_low < 2"), 2);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_item WHERE construct > 1 AND abs(weight - 1) < 1e-9 AND weight_low IS NULL AND weight_high IS NULL"), 3);
    small_must(&b, index_model_read(str_of("scale 1 10\nquality: A1; A2\nvalue: A3\nsatisfaction: A4\nloyalty: A5\nquality -> value; satisfaction\nvalue -> satisfaction\nsatisfaction -> loyalty"), &m, &b.err));
    small_must(&b, index_model_fit(b.s, &m, &b.a, &f, &b.err));
    assert_int_equal(f.few.n, 0);
    Str same = str_fmt(&b.a, "SELECT count(*) FROM d_index WHERE name = 'satisfaction' AND abs(estimate - (%.12f)) < 1e-9 AND abs(low - (%.12f)) < 1e-9", f.fit.index[2].estimate, f.fit.index[2].low);
    assert_int_equal(small_int(&b, same.p), 1);
    small_close(&b);
}

static void a_kept_model_comes_first_and_an_outdated_one_says_so(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_fit"), 0);
    small_sql(&b, sheets);
    small_sql(&b, ANSWER(6, "A6", "How many sites have you?") ANSWER(1, "A1", "Delivery"));
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT source, model, note FROM d_index_fit"), "none||");
    keep(&b, 1, "scale 1 10\nx: A1\ny: A6\nx -> y");
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT source, note FROM d_index_fit"), "kept|");
    assert_string_equal(small_rows(&b, "SELECT seq, name FROM d_index ORDER BY seq"), "1|x\n2|y");
    assert_string_equal(small_rows(&b, "SELECT from_seq, to_seq FROM d_index_path ORDER BY from_seq, to_seq"), "1|2");
    keep(&b, 2, "scale 1 10\nx: Q9\ny: A6\nx -> y");
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index"), 0);
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_fit WHERE source = 'kept' AND note LIKE 'the model does not fit the survey:%Q9%'"), 1);
    keep(&b, 3, "");
    small_sql(&b, "DELETE FROM f_answer WHERE line > 50;");
    keep(&b, 4, "scale 1 10\nx: A1\ny: A6\nx -> y");
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_index_fit WHERE note LIKE 'too few to say: 50 sheets%'"), 1);
    keep(&b, 5, "");
    small_must(&b, index_write(b.s, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT source FROM d_index_fit"), "none");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(items_of_the_european_index_are_recognised), cmocka_unit_test(a_kept_model_comes_first_and_an_outdated_one_says_so) };
    num_init();
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("index shown, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("index shown, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
