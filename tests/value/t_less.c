/* Renewals for less, from facts to money; each book on DuckDB, and on PostgreSQL where TL_PG names one. */
#include "tests/near.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "link/link.h"
#include "num/dist.h"
#include "num/rng.h"
#include "tests/store/small.h"
#include "value/value.h"

static SmallWhere place;

enum { ACCOUNTS = 600, AS_OF = 20361 }; /* 30 September 2025 */
#define EXPOSED 0.4     /* share of windows with a late delivery */
#define KEPT    600000  /* of 1,000,000, where a renewal is for less */

/* Chances of one decision, [1]: exposed.  What is neither lost nor for less is renewed as it was. */
typedef struct World {
    double lost[2], less[2];
} World;

static void put(Buf *b, const char *table, int line, int account, const char *rest)
{
    buf_printf(b, "INSERT INTO %s VALUES (1, %d, 1, 1, %d, %d, NULL, 'x', %s);", table, line, line, account, rest);
}

/* An account bought in May 2024, was or was not failed in February 2025, decided in May 2025, and was or was not failed in August. */
static void make(Small *b, const World *w, uint64_t seed)
{
    Buf sql;
    int line = 0;
    Rng *r = rng_create(&b->a, seed);
    buf_init(&sql, 1 << 22);
    for (int i = 1; i <= ACCOUNTS; i++) {
        bool met = rng_chance(r, EXPOSED), now = rng_chance(r, EXPOSED);
        double u = rng_uniform(r);
        bool lost = u < w->lost[met], less = !lost && u < w->lost[met] + w->less[met];
        buf_printf(&sql, "INSERT INTO alias VALUES (%d, 1, 'A', '', '', '', '', '', '', 1, 1); INSERT INTO d_alias VALUES (%d, %d, NULL, 1, 'id');", i, i, i);
        buf_printf(&sql, "INSERT INTO d_account VALUES (%d, 'A%d', NULL, 'Core', 'South', 'DE', '', NULL, DATE '2022-01-01', FALSE, 1);", i, i);
        put(&sql, "f_opportunity", ++line, i, "'n', 'New Business', NULL, 1000000, 'EUR', DATE '2024-05-01', TRUE, TRUE, NULL, NULL, NULL, NULL");
        buf_printf(&sql, "INSERT INTO f_opportunity VALUES (1, %d, 1, 1, %d, %d, NULL, 'x', 'r', 'Renewal', NULL, %d, 'EUR', DATE '2025-05-01', TRUE, %s, NULL, NULL, NULL, NULL);", line + 1,
                 line + 1, i, less ? KEPT : 1000000, lost ? "FALSE" : "TRUE");
        line++;
        put(&sql, "f_delivery", ++line, i, "'O', DATE '2024-03-01', NULL, DATE '2024-03-01', NULL, NULL, NULL, NULL");
        put(&sql, "f_delivery", ++line, i, met ? "'O', DATE '2025-02-01', NULL, DATE '2025-02-20', NULL, NULL, NULL, NULL" : "'O', DATE '2025-02-01', NULL, DATE '2025-02-01', NULL, NULL, NULL, NULL");
        put(&sql, "f_delivery", ++line, i, now ? "'O', DATE '2025-08-01', NULL, DATE '2025-08-20', NULL, NULL, NULL, NULL" : "'O', DATE '2025-08-01', NULL, DATE '2025-08-01', NULL, NULL, NULL, NULL");
    }
    buf_putc(&sql, '\0');
    small_sql(b, buf_str(&sql).p);
    buf_release(&sql);
}

static void company(Small *b, const World *w, uint64_t seed)
{
    LinkResult link;
    ValueResult value;
    small_open(b, place);
    make(b, w, seed);
    small_must(b, store_put_summary_int(b->s, "as_of", AS_OF, &b->err));
    small_must(b, link_run(b->s, &link, &b->err));
    small_must(b, value_run(b->s, &value, &b->err));
    assert_int_equal(link.issues, 1);
}

static double figure(Small *b, const char *select) { return strtod(small_rows(b, select), NULL); }

/* What comes up within the year, as past renewals kept it. */
static double at_stake(Small *b)
{
    return figure(b, "SELECT sum(amount) FROM d_decision WHERE renewed = TRUE") *
           figure(b, "SELECT avg(CAST(kept AS DOUBLE PRECISION) / before) FROM d_decision_more WHERE kept > 0 AND before > 0");
}

/* Oracle: planted.  Who was failed leaves no oftener, and renews for less in 30 of 100 cases, the others in 10: 0.4 of the amount goes. */
static void what_shrinks_is_at_risk_where_nothing_is_lost(void **state)
{
    const World w = { { 0.08, 0.08 }, { 0.1, 0.3 } };
    Small b;
    (void)state;
    company(&b, &w, 5);
    double low = figure(&b, "SELECT low FROM d_effect WHERE outcome = 'reduced'"), high = figure(&b, "SELECT high FROM d_effect WHERE outcome = 'reduced'");
    assert_true(low > 0 && low < 0.2 && 0.2 < high);
    assert_true(figure(&b, "SELECT q FROM d_effect WHERE outcome = 'renewal'") > 0.1);
    double cost = figure(&b, "SELECT cost FROM d_value"), truth = at_stake(&b) * EXPOSED * 0.2 * 0.4;
    print_message("# cost %.0f, planted %.0f\n", cost, truth);
    assert_true(figure(&b, "SELECT cost_low FROM d_value") < truth && truth < figure(&b, "SELECT cost_high FROM d_value"));
    assert_true(fabs(cost / truth - 1) < 0.3);
    /* All of it is of renewals for less, and the share that goes is the planted one. */
    assert_string_equal(small_rows(&b, "SELECT p.cost = v.cost, round(p.share * 1000) FROM d_value_part AS p JOIN d_value AS v ON v.issue_id = p.issue_id WHERE p.part = 'less'"), "true|400");
    small_close(&b);
}

/* Oracle: planted, and the effect on revenue, which is estimated on its own and knows nothing of chances: it holds lost and reduced once each. */
static void lost_and_reduced_add_up_to_the_revenue_that_goes(void **state)
{
    const World w = { { 0.08, 0.25 }, { 0.1, 0.3 } };
    Small b;
    (void)state;
    company(&b, &w, 6);
    double cost = figure(&b, "SELECT cost FROM d_value"), less = figure(&b, "SELECT cost FROM d_value_part WHERE part = 'less'"), stake = at_stake(&b),
           truth = stake * EXPOSED * (0.17 + 0.2 * 0.4), revenue = -figure(&b, "SELECT estimate FROM d_effect WHERE outcome = 'revenue'");
    print_message("# cost %.0f, planted %.0f, by revenue %.0f; for less %.0f, planted %.0f\n", cost, truth, stake * EXPOSED * revenue, less, stake * EXPOSED * 0.08);
    assert_true(figure(&b, "SELECT cost_low FROM d_value") < truth && truth < figure(&b, "SELECT cost_high FROM d_value"));
    assert_true(fabs(cost / (stake * EXPOSED * revenue) - 1) < 0.15);
    assert_true(less > 0 && less < 0.6 * cost && fabs(less / (stake * EXPOSED * 0.08) - 1) < 0.4);
    small_close(&b);
}

/* Where no renewal ever was for less nothing is asked. */
static void a_book_without_any_is_not_asked(void **state)
{
    const World w = { { 0.1, 0.4 }, { 0, 0 } };
    Small b;
    (void)state;
    company(&b, &w, 7);
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_effect WHERE outcome = 'reduced'"), "0");
    assert_string_equal(small_rows(&b, "SELECT count(*) FROM d_value_part WHERE part = 'less'"), "0");
    assert_true(figure(&b, "SELECT cost FROM d_value") > 0);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_shrinks_is_at_risk_where_nothing_is_lost), cmocka_unit_test(lost_and_reduced_add_up_to_the_revenue_that_goes),
                                        cmocka_unit_test(a_book_without_any_is_not_asked) };
    num_init();
    place = SMALL_MEMORY;
    int failed = cmocka_run_group_tests_name("less, DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        place = SMALL_SERVER;
        failed += cmocka_run_group_tests_name("less, PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
