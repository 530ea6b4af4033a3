#include "tests/near.h"

#include <math.h>
#include <stdlib.h>

#include "act/month.h"
#include "num/interval.h"
#include "num/rng.h"

enum { ACCOUNTS = 60 };

typedef struct Book {
    double good[ACCOUNTS * MONTHS_READ], n[ACCOUNTS * MONTHS_READ];
    Month  month[MONTHS_READ];
    Arena  a;
} Book;

static Book *book_open(void)
{
    Book *b = calloc(1, sizeof *b);
    assert_non_null(b);
    arena_init(&b->a);
    return b;
}

static void book_close(Book *b)
{
    arena_release(&b->a);
    free(b);
}

static void judge(Book *b, size_t accounts)
{
    Err err;
    assert_int_equal(months_judge(&(MonthCounts){ b->good, b->n, accounts }, b->month, &b->a, &err), ST_OK);
}

/* The same colour and need throughout. */
static void colours(Book *b, MonthColour colour, double needed)
{
    for (int m = 0; m < MONTHS_READ; m++)
        b->month[m] = (Month){ .colour = colour, .needed = needed };
}

/* Each account keeps its own chance (beta, mean p) through all months, so months are no independent looks; from `at` on its mean is q. */
static void draw(Book *b, Rng *r, double p, double q, int at, double spread)
{
    for (size_t k = 0; k < ACCOUNTS; k++) {
        double chance = rng_beta(r, p * spread, (1 - p) * spread), later = rng_beta(r, q * spread, (1 - q) * spread);
        double usual = (double)rng_between(r, 1, 12);
        for (int m = 0; m < MONTHS_READ; m++) {
            double n = (double)rng_poisson(r, usual);
            b->n[k * MONTHS_READ + (size_t)m] = n;
            b->good[k * MONTHS_READ + (size_t)m] = (double)rng_binomial(r, (int64_t)n, m < at ? chance : later);
        }
    }
}

static bool disagrees(const Month *m) { return m->verdict == MONTH_GREEN_BUT_RED || m->verdict == MONTH_RED_BUT_GREEN; }

/* The promise: customers exactly at what is needed, looked at every month for two years: called a disagreement in 2.5 % of metrics at most.
 * 1,500 books of each kind; the bound is three standard errors of the simulation above it. */
static void a_quiet_metric_is_seldom_called_a_disagreement(void **state)
{
    static const struct { double needed, spread; MonthColour colour; } kind[] = {
        { 0.95, 30, COLOUR_GREEN }, { 0.95, 30, COLOUR_RED }, { 0.95, 3000, COLOUR_RED }, { 0.8, 20, COLOUR_GREEN }, { 0.8, 20, COLOUR_RED },
    };
    enum { BOOKS = 1500 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kind); i++) {
        Book *b = book_open();
        Rng *r = rng_create(&b->a, 20261126 + i);
        int called = 0;
        for (int rep = 0; rep < BOOKS; rep++) {
            bool any = false;
            colours(b, kind[i].colour, kind[i].needed);
            draw(b, r, kind[i].needed, kind[i].needed, MONTHS_READ, kind[i].spread);
            judge(b, ACCOUNTS);
            for (int m = MONTHS_READ - MONTHS_TOLD; m < MONTHS_READ; m++)
                any = any || disagrees(&b->month[m]);
            called += any;
        }
        print_message("# needed %.2f, accounts' spread %g, metric %s: %.2f %% of %d quiet metrics called in two years\n", kind[i].needed, kind[i].spread,
                      kind[i].colour == COLOUR_GREEN ? "green" : "red", 100.0 * called / BOOKS, BOOKS);
        if (called > BOOKS * (0.025 + 3 * sqrt(0.025 * 0.975 / BOOKS)))
            fail_msg("%zu: %d of %d quiet metrics", i, called, BOOKS);
        book_close(b);
    }
}

/* From month 20 on 85 % of what should be 95 %: told, and dated to where it began. */
static void a_fall_is_told_and_dated(void **state)
{
    Book *b = book_open();
    Rng *r = rng_create(&b->a, 7);
    enum { BOOKS = 200, AT = 20 };
    int told = 0, near = 0, before = 0;
    double delay = 0;
    (void)state;
    for (int rep = 0; rep < BOOKS; rep++) {
        colours(b, COLOUR_GREEN, 0.95);
        draw(b, r, 0.97, 0.85, AT, 60);
        judge(b, ACCOUNTS);
        const Month *last = &b->month[MONTHS_READ - 1];
        assert_true(last->verdict == MONTH_GREEN_BUT_RED || last->since < 0);
        told += last->verdict == MONTH_GREEN_BUT_RED;
        near += last->since >= AT - 1 && last->since <= AT + 1;
        before += last->since >= 0 && last->since < AT - 1;
        delay += last->told >= 0 ? last->told - AT + 1 : 0;
    }
    print_message("# told %d of %d, dated within a month %d, earlier %d, told after %.1f months' data\n", told, BOOKS, near, before, delay / BOOKS);
    assert_int_equal(told, BOOKS);
    assert_true(near >= BOOKS * 0.9 && before <= BOOKS * 0.05 && delay / BOOKS < 3);
    book_close(b);
}

/* Every account alike: `rate` of ten things a month. */
static void alike(Book *b, const double *rate)
{
    for (size_t k = 0; k < ACCOUNTS; k++)
        for (int m = 0; m < MONTHS_READ; m++) {
            b->n[k * MONTHS_READ + (size_t)m] = rate[m] < 0 ? 0 : 10;
            b->good[k * MONTHS_READ + (size_t)m] = rate[m] < 0 ? 0 : 10 * rate[m];
        }
}

/* Colours turned, months without readings, months that agree: a table of what must come of each. */
static void a_disagreement_ends_with_the_colour_or_with_agreement(void **state)
{
    Book *b = book_open();
    double rate[MONTHS_READ];
    (void)state;
    for (int m = 0; m < MONTHS_READ; m++)
        rate[m] = m < 10 ? 1 : m < 20 ? 0.5 : m < 26 ? 1 : 0.5;
    colours(b, COLOUR_GREEN, 0.8);
    alike(b, rate);
    b->month[30].colour = COLOUR_UNKNOWN;                 /* no reading: nothing is said of it, and nothing ends */
    for (int m = 32; m < MONTHS_READ; m++)
        b->month[m].colour = COLOUR_RED;                  /* now both are red */
    judge(b, ACCOUNTS);
    static const struct { int m; MonthVerdict want; int since; } row[] = {
        { 5, MONTH_AGREES, -1 }, { 10, MONTH_GREEN_BUT_RED, 10 }, { 19, MONTH_GREEN_BUT_RED, 10 }, { 20, MONTH_AGREES, -1 }, { 26, MONTH_GREEN_BUT_RED, 26 },
        { 30, MONTH_CANNOT_TELL, -1 }, { 31, MONTH_GREEN_BUT_RED, 26 }, { 32, MONTH_AGREES, -1 }, { 35, MONTH_AGREES, -1 },
    };
    for (size_t i = 0; i < COUNT_OF(row); i++)
        if (b->month[row[i].m].verdict != row[i].want || b->month[row[i].m].since != row[i].since)
            fail_msg("month %d: verdict %d since %d", row[i].m, (int)b->month[row[i].m].verdict, b->month[row[i].m].since);
    book_close(b);
}

/* Under five accounts a month has no share; a span of months that has five may still tell. */
static void few_accounts_tell_nothing_of_a_month(void **state)
{
    Book *b = book_open();
    (void)state;
    colours(b, COLOUR_GREEN, 0.8);
    for (size_t k = 0; k < 36; k++) {                     /* account k is heard in month k % 12 and its like alone */
        for (int m = (int)(k % 12); m < MONTHS_READ; m += 12)
            b->n[k * MONTHS_READ + (size_t)m] = 40;
    }
    judge(b, 36);
    const Month *m = &b->month[MONTHS_READ - 1];
    assert_true(m->accounts == 3 && isnan(m->share) && m->n == 120);
    assert_true(m->verdict == MONTH_GREEN_BUT_RED && m->span == 3);
    judge(b, 0);
    assert_true(b->month[9].verdict == MONTH_CANNOT_TELL && b->month[9].accounts == 0);
    book_close(b);
}

/* A month's interval is that of its rows counted by hand; with no other span able to, the month alone tells at 1 - 0.05/96. */
static void a_month_has_the_interval_of_its_own_rows(void **state)
{
    Book *b = book_open();
    Interval i, wide;
    Err err;
    double good[6] = { 9, 10, 8, 10, 9, 7 }, n[6] = { 10, 10, 10, 10, 10, 10 };
    (void)state;
    colours(b, COLOUR_GREEN, 0.95);
    for (size_t k = 0; k < 6; k++) {
        b->good[k * MONTHS_READ] = good[k];
        b->n[k * MONTHS_READ] = n[k];
    }
    judge(b, 6);
    assert_int_equal(interval_share(&(ShareInput){ good, n, 6, 0.95 }, &i, &err), ST_OK);
    assert_int_equal(interval_share(&(ShareInput){ good, n, 6, 1 - 0.05 / 96 }, &wide, &err), ST_OK);
    check_digits(b->month[0].share, 53.0 / 60, 14);
    check_digits(b->month[0].low, i.low, 14);
    check_digits(b->month[0].high, i.high, 14);
    assert_true(wide.high > 0.95 && b->month[0].verdict == MONTH_CANNOT_TELL);
    book_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quiet_metric_is_seldom_called_a_disagreement),
        cmocka_unit_test(a_fall_is_told_and_dated),
        cmocka_unit_test(a_disagreement_ends_with_the_colour_or_with_agreement),
        cmocka_unit_test(few_accounts_tell_nothing_of_a_month),
        cmocka_unit_test(a_month_has_the_interval_of_its_own_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
