/* Word of mouth in money.  Oracle by hand: a mean with its spread, and a product whose middle is known.  On DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <math.h>
#include <stdlib.h>

#include "num/dist.h"
#include "tests/store/small.h"
#include "value/mouth_worth.h"

static SmallWhere place;

/* Twelve customers came so: values 1,000 to 1,011 less none; eleven are here and worth 120,000 each, with a range of 20,000 either side; one is gone. */
static void a_customer_and_an_act_are_worth_what_they_are(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_sql(&b, "INSERT INTO d_mouth_new SELECT g.i, DATE '2025-01-01', 'Customer Referral', TRUE, NULL FROM generate_series(1, 12) AS g(i);"
                  "INSERT INTO d_mouth_new VALUES (90, DATE '2025-01-01', 'Web', FALSE, NULL);"
                  "INSERT INTO d_lifetime SELECT g.i, 'contract', 1, 1, 3, 50000, 0, 120000, 100000, 140000 FROM generate_series(1, 11) AS g(i);"
                  "INSERT INTO d_lifetime VALUES (90, 'contract', 1, 1, 3, 50000, 0, 99000000, 1, 2);"
                  "INSERT INTO d_mouth VALUES ('brought', 'act', 'all', 1, 100, 90, 12, 0.1, 0.08, 0.125, 'B', '');");
    small_must(&b, mouth_worth_write(b.s, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT part, n, value, grade, note FROM d_mouth_worth ORDER BY part DESC"),
                        "customer|12|110000|C|1 of them are no customers any more and count as nothing\nact|12|11000|B|");
    /* Spread: 120,000 times 1/sqrt(12), by company; model: 40,000 x 11/12 over 2 x 1.96.  t with 11 degrees of freedom, on the logarithm. */
    double spread = 120000 / sqrt(12.0) * sqrt(11.0 / 12 / 11), model = 40000.0 * 11 / 12 / (2 * 1.959964);
    double times = exp(t_quantile(0.975, 11) * sqrt(spread * spread + model * model) / 110000);
    assert_true(llabs(small_int(&b, "SELECT value_low FROM d_mouth_worth WHERE part = 'customer'") - llround(110000 / times)) <= 2);
    assert_true(llabs(small_int(&b, "SELECT value_high FROM d_mouth_worth WHERE part = 'customer'") - llround(110000 * times)) <= 2);
    /* The product's relative spread is the root of the two squared, to first order. */
    double se = sqrt(spread * spread + model * model) / 110000, ratio = log(0.125 / 0.08) / (2 * 1.959964), wide = 1.96 * sqrt(se * se + ratio * ratio) * 11000;
    assert_true(fabs((double)small_int(&b, "SELECT value_low FROM d_mouth_worth WHERE part = 'act'") / (11000 - wide) - 1) < 0.06);
    assert_true(fabs((double)small_int(&b, "SELECT value_high FROM d_mouth_worth WHERE part = 'act'") / (11000 + wide) - 1) < 0.06);
    small_close(&b);
}

static void too_few_have_no_price(void **state)
{
    Small b;
    (void)state;
    small_open(&b, place);
    small_must(&b, mouth_worth_write(b.s, &b.a, &b.err));
    assert_int_equal(small_int(&b, "SELECT count(*) FROM d_mouth_worth"), 0);
    small_sql(&b, "INSERT INTO d_mouth_new SELECT g.i, DATE '2025-01-01', 'Customer Referral', TRUE, NULL FROM generate_series(1, 9) AS g(i);"
                  "INSERT INTO d_mouth VALUES ('brought', 'act', 'all', 1, 100, 90, 9, NULL, NULL, NULL, 'D', 'too few to say');");
    small_must(&b, mouth_worth_write(b.s, &b.a, &b.err));
    assert_string_equal(small_rows(&b, "SELECT part, value, grade, note FROM d_mouth_worth ORDER BY part DESC"),
                        "customer|-|D|too few to say: 9 customers came by word of mouth; 10 are needed\nact|-|D|too few to say: 9 customers came by word of mouth; 10 are needed");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_customer_and_an_act_are_worth_what_they_are), cmocka_unit_test(too_few_have_no_price) };
    num_init();
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("mouth worth, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("mouth worth, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
