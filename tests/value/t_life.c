/* Lifetime values.  Oracle: closed forms where nothing is unsure, the known model played out (coverage of the interval), and by hand through
 * the book. */
#include "tests/near.h"

#include <stdlib.h>
#include <string.h>

#include "num/rng.h"
#include "tests/store/small.h"
#include "value/book.h"
#include "value/life.h"
#include "value/life_write.h"

/* Everybody ends with the same chance 0.2 and no discount: years to come are half a year and then 0.8 + 0.64 + ... within the horizon. */
static void years_to_come_are_those_of_the_known_chance(void **state)
{
    enum { N = 600 };
    Arena a;
    LifeTotal total;
    (void)state;
    arena_init(&a);
    LifetimeFit fit = { .p = 2, .n = 1000000, .theta = { 2e8, 8e8 }, .warnings = 4 };
    LifeContract *c = ARENA_NEW_N(&a, LifeContract, N);
    LifeValue *v = ARENA_NEW_N(&a, LifeValue, N);
    for (size_t i = 0; i < N; i++)
        c[i] = (LifeContract){ .tenure = 3, .wait = 0.5, .revenue = 1000, .serve = 100 };
    life_contracts(c, N, &fit, &(LifeAssume){ .margin = 0.4, .rate = 0, .years = 4, .seed = 3 }, &a, v, &total);
    double want = 0.5 + 0.8 + 0.64 + 0.512 + 0.5 * 0.4096, mean = 0;
    for (size_t i = 0; i < N; i++)
        mean += v[i].expected / N;
    assert_true(fabs(mean - want) < 4 * 1.5 / sqrt(N * LIFE_DRAWS));
    assert_true(fabs(total.value / (300.0 * want * N) - 1) < 0.01);
    assert_true(total.low < total.value && total.value < total.high && total.high - total.low < 0.2 * total.value);
    assert_true(v[0].low >= 300 * 0.5 - 1e-9 && v[0].high <= 300 * 4 + 1e-9);
    arena_release(&a);
}

/* Discounting: one that never leaves is worth margin (1 - (1 + r)^-T) / log(1 + r). */
static void money_later_is_discounted(void **state)
{
    Arena a;
    LifeTotal total;
    LifeValue v;
    (void)state;
    arena_init(&a);
    LifetimeFit fit = { .p = 2, .n = 1000000000, .theta = { 1e-6, 1e6 }, .warnings = 4 };
    LifeContract c = { .tenure = 1, .wait = 0.25, .revenue = 5000, .serve = 0 };
    life_contracts(&c, 1, &fit, &(LifeAssume){ .margin = 0.4, .rate = 0.08, .years = 5, .seed = 3 }, &a, &v, &total);
    check_digits(v.value, 2000 * (1 - pow(1.08, -5)) / log(1.08), 9);
    arena_release(&a);
}

/* One book's worth: accounts with chances of beta(1.2, 4) seen over six years, then what the living bring in the next five. */
static bool covered(uint64_t seed, double *width)
{
    enum { N = 400 };
    Arena a;
    Err err;
    LifeTotal total;
    LifetimeFit fit;
    arena_init(&a);
    Rng *r = rng_create(&a, seed);
    LifeTable *t = ARENA_NEW_N(&a, LifeTable, 1);
    LifeContract *c = ARENA_NEW_N(&a, LifeContract, N);
    LifeValue *v = ARENA_NEW_N(&a, LifeValue, N);
    size_t n = 0;
    double truth = 0;
    for (size_t i = 0; i < N; i++) {
        double p = rng_beta(r, 1.2, 4), revenue = 1000 + 50 * (double)(i % 40), wait = rng_uniform(r), years = wait;
        int64_t seen = 1 + rng_below(r, 6), k = 0;
        bool there = true;
        while (k < seen && there) {
            there = !rng_chance(r, p);
            t->at_risk[k]++;
            t->ended[k++] += !there;
        }
        if (!there)
            continue;
        c[n++] = (LifeContract){ .tenure = k, .wait = wait, .revenue = revenue };
        while (years < 5 && !rng_chance(r, p))
            years = fmin(5, years + 1);
        truth += 0.4 * revenue * years;
    }
    assert_int_equal(life_fit(t, &fit, &err), ST_OK);
    life_contracts(c, n, &fit, &(LifeAssume){ .margin = 0.4, .rate = 0, .years = 5, .seed = 9 }, &a, v, &total);
    *width += (total.high - total.low) / total.value;
    bool in = total.low <= truth && truth <= total.high;
    arena_release(&a);
    return in;
}

/* 95 of 100 books, within 3.2 binomial standard errors (2.2); narrow enough to be of use. */
static void the_totals_interval_holds_what_happens_in_nineteen_of_twenty_books(void **state)
{
    int in = 0;
    double width = 0;
    (void)state;
    for (uint64_t s = 1; s <= 100; s++)
        in += covered(s, &width);
    if (in < 88 || width / 100 > 0.4)
        fail_msg("%d of 100 held it, width %f", in, width / 100);
}

/* Buyers played out by the model: rates gamma(2, 1/4), leaving beta(1, 9), what they spend gamma. */
static bool buyers_covered(uint64_t seed)
{
    enum { N = 400 };
    Arena a;
    Err err;
    LifeTotal total;
    LifetimeFit buys, spend;
    arena_init(&a);
    Rng *r = rng_create(&a, seed);
    LifeBuyer *b = ARENA_NEW_N(&a, LifeBuyer, N);
    LifeValue *v = ARENA_NEW_N(&a, LifeValue, N);
    double truth = 0;
    for (size_t i = 0; i < N; i++) {
        double rate = rng_gamma(r, 2, 2), leaves = rng_beta(r, 1, 9), t = 0, seen = 1 + 2 * rng_uniform(r), money = 0, mean = 6.0 / rng_gamma(r, 4, 1.0 / 1500);
        bool there = true;
        b[i] = (LifeBuyer){ .seen = seen };
        there = !rng_chance(r, leaves);
        while (there) {
            t -= log1p(-rng_uniform(r)) / rate;
            if (t > seen + 3)
                break;
            double pays = rng_gamma(r, 6, mean / 6);
            if (t <= seen) {
                b[i].repeats++;
                b[i].last = t;
                money += pays;
            } else {
                truth += 0.4 * pays;
            }
            there = !rng_chance(r, leaves);
        }
        b[i].mean = b[i].repeats > 0 ? money / b[i].repeats : 0;
    }
    assert_int_equal(life_fit_buyers(b, N, &a, &buys, &spend, &err), ST_OK);
    life_buyers(b, N, &buys, &spend, &(LifeAssume){ .margin = 0.4, .rate = 0, .years = 3, .seed = 9 }, &a, v, &total);
    bool in = total.low <= truth && truth <= total.high;
    for (size_t i = 0; i < N; i++)
        assert_true(v[i].alive > 0 && v[i].alive <= 1 && v[i].low <= v[i].value + 1e-9);
    arena_release(&a);
    return in;
}

static void what_buyers_bring_is_held_too(void **state)
{
    int in = 0;
    (void)state;
    for (uint64_t s = 1; s <= 60; s++)
        in += buyers_covered(s);
    if (in < 52)
        fail_msg("%d of 60 held it", in);
}

static void too_little_is_said_in_words(void **state)
{
    LifeTable t = { .at_risk = { 20 }, .ended = { 12 } }, u = { .at_risk = { 500, 300 }, .ended = { 5, 4 } };
    LifetimeFit fit;
    Err err;
    (void)state;
    assert_int_equal(life_fit(&t, &fit, &err), ST_NUMERIC);
    assert_non_null(strstr(err.msg, "20 decisions with 12 ends; at least 30 and 10 are needed"));
    assert_int_equal(life_fit(&u, &fit, &err), ST_NUMERIC);
}

/* Through the book: contracts on even accounts, invoices alone on odd ones; lost ones have no value; tickets are taken off. */
static void the_book_gets_a_value_for_each_account_that_is_still_there(void **state)
{
    static const char book[] =
        "INSERT INTO d_account SELECT i, 'A' || i, NULL, 'Core', 'R', 'DE', '', NULL, DATE '2020-01-01', FALSE, 1 FROM generate_series(1, 200) AS g(i);"
        "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 200) AS g(i);"
        "INSERT INTO d_decision SELECT i, k, CAST(DATE '2020-01-01' + CAST(k AS INTEGER) * INTERVAL '1 year' AS DATE), NOT (k = 5 AND i % 10 = 0) AND NOT (k = 4 AND i % 10 = 4) , 100000, 'EUR', 1, 1"
        "  FROM generate_series(2, 200, 2) AS g(i), generate_series(1, 5) AS h(k) WHERE NOT (k = 5 AND i % 10 = 4);"
        "INSERT INTO f_invoice SELECT 1, i * 100 + k, 1, 1, i * 100 + k, i, NULL, 'I', 'I', CAST(DATE '2023-01-01' + CAST(k * (20 + i % 50) AS INTEGER) AS DATE), NULL, NULL, 5000 + i * 10, 'EUR', 'paid'"
        "  FROM generate_series(1, 199, 2) AS g(i), generate_series(0, 12) AS h(k) WHERE k * (20 + i % 50) < 900 AND k <= 1 + i % 12;"
        "INSERT INTO f_ticket SELECT 1, k, 1, 1, k, 2, NULL, 'T', TIMESTAMP '2025-06-01 10:00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM generate_series(1, 10) AS h(k);";
    for (SmallWhere where = SMALL_MEMORY; where <= SMALL_SERVER; where += SMALL_SERVER) {
        Small b;
        Contracts c;
        if (where == SMALL_SERVER && !getenv("TL_PG"))
            break;
        (void)state;
        small_open(&b, where);
        small_sql(&b, book);
        /* Account 8: two visits and three meetings of the year, 70.00 credited; a visit and a credit of before count no more.  Account 3 has no contract, and one visit. */
        small_sql(&b, "INSERT INTO f_note (source_id, key_hash, row_hash, file_id, line, alias_id, ext_id, \"at\", type) SELECT 8, k, 1, 8, k, CASE WHEN k = 7 THEN 3 ELSE 8 END, 'n' || k, "
                      "  CASE WHEN k = 6 THEN TIMESTAMP '2024-03-01 10:00:00' ELSE TIMESTAMP '2025-03-01 10:00:00' END, CASE WHEN k IN (1, 2, 6, 7) THEN 'Besuch' ELSE 'Meeting' END FROM generate_series(1, 7) AS h(k);"
                      "INSERT INTO f_invoice SELECT 2, k, 1, 2, k, 8, NULL, 'C', 'C', CASE WHEN k = 1 THEN DATE '2025-04-01' ELSE DATE '2024-04-01' END, NULL, NULL, -7000, 'EUR', 'paid' FROM generate_series(1, 2) AS h(k);");
        small_must(&b, contracts_load(b.s, 20361, &b.a, &c, &b.err));
        small_must(&b, lifetime_write(b.s, 20361, &c, &b.a, &b.err));
        assert_string_equal(small_rows(&b, "SELECT how, accounts, n FROM d_lifetime_total ORDER BY how"),
                            "contract|60|480\npurchases|100|100");
        /* 10 tickets x 45 minutes x 6,200 an hour; accounts 2 and 6 are alike but for those. */
        assert_string_equal(small_rows(&b, "SELECT account_id, how, tenure, revenue, serve FROM d_lifetime WHERE account_id IN (2, 4, 6, 10) ORDER BY account_id"),
                            "2|contract|5|100000|46500\n6|contract|5|100000|0");
        assert_string_equal(small_rows(&b, "SELECT account_id, how, serve FROM d_lifetime WHERE account_id IN (3, 8) ORDER BY account_id"), "3|purchases|30000\n8|contract|85600");
        assert_int_equal(small_int(&b, "SELECT count(*) FROM d_lifetime WHERE how = 'contract' AND (value_low > value OR value > value_high)"), 0);
        assert_int_equal(small_int(&b, "SELECT CASE WHEN a.value < c.value THEN 1 ELSE 0 END FROM d_lifetime AS a CROSS JOIN d_lifetime AS c WHERE a.account_id = 2 AND c.account_id = 6"), 1);
        small_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_to_come_are_those_of_the_known_chance),
        cmocka_unit_test(money_later_is_discounted),
        cmocka_unit_test(the_totals_interval_holds_what_happens_in_nineteen_of_twenty_books),
        cmocka_unit_test(what_buyers_bring_is_held_too),
        cmocka_unit_test(too_little_is_said_in_words),
        cmocka_unit_test(the_book_gets_a_value_for_each_account_that_is_still_there),
    };
    return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
