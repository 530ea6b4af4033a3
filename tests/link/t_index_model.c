/* Satisfaction index of a book's own survey: the model's text, the book's sheets, and what says why there is none.  On DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "link/index_model.h"
#include "num/dist.h"
#include "tests/store/small.h"

static SmallWhere place;

static const char words[] = "# what a customer lives through\n"
                            "scale 1 5\n"
                            "delivery: Q1; Portal works\n"
                            "\n"
                            "satisfaction: Overall\n"
                            "delivery -> satisfaction\n";

/* 200 sheets of 100 accounts: Q1 and Q2 are 1 + i % 5, the overall score the same but 6 less it for every fifth account; one sheet more without an overall score.
 * Q2 has the label of a matrix question, "Rate: - Portal works". */
#define EACH "FROM generate_series(1, 200) AS g(i)"
#define ANSWER(k, q, label, value) "INSERT INTO f_answer (source_id, key_hash, row_hash, file_id, line, alias_id, response_id, question, label, number) SELECT 5, " #k " * 1000 + g.i, g.i, 5, g.i, 1 + g.i % 100, 'r' || g.i, '" q "', '" label "', " value " "
static const char survey[] =
    "INSERT INTO d_alias SELECT g.i, g.i, NULL, 1, 'id' FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO d_account SELECT g.i, 'A' || g.i, NULL, 'Core', 'South', 'DE', '', NULL, DATE '2022-01-01', FALSE, 1 FROM generate_series(1, 100) AS g(i);"
    "INSERT INTO f_response (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, recorded_at, finished, nps) SELECT 5, g.i, g.i, 5, g.i, 1 + g.i % 100, 'r' || g.i, TIMESTAMP '2025-05-02 09:00:00', TRUE, 8 FROM generate_series(1, 201) AS g(i);"
    ANSWER(1, "Q1", "Rate: - Delivery", "1 + g.i % 5") "FROM generate_series(1, 201) AS g(i);"
    ANSWER(2, "Q2", "Rate: - Portal works", "1 + g.i % 5") EACH ";"
    ANSWER(3, "Q3", "Overall", "CASE WHEN g.i % 25 < 5 THEN 5 - g.i % 5 ELSE 1 + g.i % 5 END") EACH ";";

static void book_open_with(Small *b, const char *sql)
{
    small_open(b, place);
    small_sql(b, sql);
}

/* Oracle by hand: items that are the same make a construct equal to either.  Values 1 to 5 come equally often, so the variance is 2 and the index 50; of every 25 sheets 5 are
 * turned round (value v to 6 - v), which turns their products: the correlation is (20 - 5) / 25 = 0.6. */
static void the_books_sheets_give_the_index(void **state)
{
    Small b;
    IndexModel m;
    IndexFit f;
    (void)state;
    book_open_with(&b, survey);
    small_must(&b, index_model_read(str_of(words), &m, &b.err));
    assert_int_equal(m.path.n, 2);
    assert_int_equal(m.path.item[0], 2);
    small_must(&b, index_model_fit(b.s, &m, &b.a, &f, &b.err));
    assert_int_equal(f.few.n, 0);
    assert_int_equal(f.sheets, 201);
    assert_int_equal(f.complete, 200);
    assert_int_equal(f.accounts, 100);
    check_digits(f.fit.path[0][1].estimate, 0.6, 9);
    check_digits(f.fit.index[0].estimate, 50, 9);
    check_digits(f.fit.index[1].estimate, 50, 9);
    assert_true(f.fit.path[0][1].low < 0.6 && f.fit.path[0][1].low > 0.3 && f.fit.path[0][1].high > 0.6);
    check_digits(f.fit.loading[0], 1, 9);
    IndexFit again;
    small_must(&b, index_model_fit(b.s, &m, &b.a, &again, &b.err));
    assert_true(again.fit.path[0][1].low == f.fit.path[0][1].low);
    small_close(&b);
}

static void too_few_or_none_say_so(void **state)
{
    Small b;
    IndexModel m;
    IndexFit f;
    (void)state;
    small_open(&b, place);
    small_must(&b, index_model_read(str_of(words), &m, &b.err));
    small_must(&b, index_model_fit(b.s, &m, &b.a, &f, &b.err));
    assert_true(str_has(f.few, STR("no survey with items")));
    small_sql(&b, survey);
    small_sql(&b, "DELETE FROM f_answer WHERE question = 'Q3' AND number < 5;");
    small_must(&b, index_model_fit(b.s, &m, &b.a, &f, &b.err));
    assert_true(str_has(f.few, STR("too few to say: 40 sheets")));
    small_sql(&b, "UPDATE f_answer SET label = 'Rate: - Portal works' WHERE question = 'Q1';");
    assert_int_equal(index_model_fit(b.s, &m, &b.a, &f, &b.err), ST_INVALID);
    assert_non_null(strstr(b.err.msg, "2 questions are called so"));
    small_must(&b, index_model_read(str_of("scale 1 5\na: Q1\nb: Q9\na -> b"), &m, &b.err));
    assert_int_equal(index_model_fit(b.s, &m, &b.a, &f, &b.err), ST_INVALID);
    assert_non_null(strstr(b.err.msg, "'Q9'"));
    /* Nothing varies: words, no figure. */
    small_sql(&b, "DELETE FROM f_answer;");
    small_sql(&b, ANSWER(1, "Q1", "", "3") EACH ";" ANSWER(2, "Q9", "", "4") EACH ";");
    small_must(&b, index_model_fit(b.s, &m, &b.a, &f, &b.err));
    assert_true(str_has(f.few, STR("never varies")));
    small_close(&b);
}

static void a_line_that_is_wrong_is_named(void **state)
{
    static const struct {
        const char *text, *says;
    } bad[] = { { "scale 5 1\n", "line 1: a scale" },       { "scale\n", "line 1 is no scale" },       { "scale 1 5\na: x\na: y\n", "line 3: a construct needs a name of its own" },
                { "scale 1 5\na:  ; \n", "line 2: 'a' has no items" }, { "scale 1 5\na: x\na -> b\n", "line 3: no construct 'b'" }, { "scale 1 5\na: x\n", "two constructs" },
                { "a: x\nb: y\na -> b\n", "ends of the scale are missing" }, { "", "two constructs" }, { "hello", "line 1 is no scale" } };
    IndexModel m;
    Err err;
    (void)state;
    for (size_t k = 0; k < COUNT_OF(bad); k++) {
        assert_int_equal(index_model_read(str_of(bad[k].text), &m, &err), ST_INVALID);
        if (!strstr(err.msg, bad[k].says))
            fail_msg("%zu: %s", k, err.msg);
    }
    char many[4000] = "scale 1 5\n";
    for (int k = 0; k <= PATH_CONSTRUCTS_MAX; k++)
        (void)snprintf(many + strlen(many), sizeof many - strlen(many), "c%d: i%d\n", k, k);
    assert_int_equal(index_model_read(str_of(many), &m, &err), ST_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_books_sheets_give_the_index),
        cmocka_unit_test(too_few_or_none_say_so),
        cmocka_unit_test(a_line_that_is_wrong_is_named),
    };
    num_init();
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("index, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("index, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
