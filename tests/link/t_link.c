#include "tests/near.h"

#include <stdlib.h>

#include "base/date.h"
#include "link/decision.h"
#include "link/happening.h"
#include "link/panel.h"
#include "link/rule.h"
#include "tests/store/small.h"

static int by_account_day(const void *x, const void *y)
{
    const Happening *a = x, *b = y;
    if (a->account != b->account)
        return a->account < b->account ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

/* Oracle: every happening looked at one by one. */
static void a_window_holds_what_counting_one_by_one_holds(void **state)
{
    enum { MANY = 900, ASKS = 4000 };
    Happenings h = { 0 };
    uint32_t x = 9;
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(happenings_in(&h, 1, -100, 100), 0);
    for (int i = 0; i < MANY; i++) {
        x = x * 1664525u + 1013904223u;
        happenings_add(&h, &a, (Happening){ .account = 1 + (x >> 28), .day = (int64_t)(x >> 16 & 127) - 50 });
    }
    qsort(h.at, h.n, sizeof *h.at, by_account_day);
    for (int i = 0; i < ASKS; i++) {
        x = x * 1664525u + 1013904223u;
        int64_t account = x >> 27, from = (int64_t)(x >> 16 & 127) - 52, to = from + (x >> 8 & 31);
        size_t want = 0, all = 0, first = 0, n;
        for (size_t k = 0; k < h.n; k++) {
            want += h.at[k].account == account && h.at[k].day >= from && h.at[k].day < to;
            all += h.at[k].account == account;
            first += h.at[k].account < account;
        }
        assert_int_equal(happenings_in(&h, account, from, to), want);
        assert_int_equal(happenings_of(&h, account, &n), first);
        assert_int_equal(n, all);
    }
    arena_release(&a);
}

static void the_window_ends_before_the_decision_could_have_caused_anything(void **state)
{
    const Window w = { .days = 180, .gap = 14 };
    (void)state;
    assert_int_equal(window_to(&w, 1000), 986);
    assert_int_equal(window_from(&w, 1000), 806);
}

#define ALIASES "INSERT INTO d_alias VALUES (1, 10, NULL, 1, 'id'), (2, 20, NULL, 1, 'id'), (3, 10, NULL, 1, 'id'), (4, NULL, NULL, 0, 'none');"
#define DEAL(line, alias, type, stage, amount, currency, day, closed, won, gone) "INSERT INTO f_opportunity (" DEAL_COLUMNS ") VALUES (1, " #line ", 1, 1, " #line ", " #alias ", " #gone \
    ", 'O', 'O', '" type "', '" stage "', " #amount ", " currency ", DATE '" day "', " #closed ", " #won ", NULL, NULL);"
#define SUBSCRIPTION(line, alias, from, to, mrr, trial, lost) "INSERT INTO f_subscription (source_id, key_hash, row_hash, file_id, line, alias_id, superseded_by, ext_id, start_date, end_date, plan, seats, mrr, currency, is_trial, churned) VALUES (1, " #line ", 1, 2, " #line ", " #alias ", NULL, 'S', DATE '" from "', " to \
    ", 'p', 1, " #mrr ", 'EUR', " #trial ", " #lost ");"
#define DECISIONS "SELECT account_id, decision_id, decided, renewed, amount, currency, file_id, line FROM d_decision ORDER BY account_id, decision_id"

static int64_t decide(Small *b, int64_t as_of)
{
    int64_t n;
    small_must(b, decisions_write(b->s, as_of, &b->a, &n, &b->err));
    return n;
}

static void deals_of_type_renewal_are_the_decisions(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, ALIASES
        DEAL(1, 1, "Renewal", "Closed Won", 5000, "'EUR'", "2024-03-01", TRUE, TRUE, NULL)
        DEAL(2, 3, "renewal", "Closed Lost", 6000, "NULL", "2025-03-01", NULL, NULL, NULL)   /* the stage says it; no currency: ours */
        DEAL(3, 1, "Renewal", "Negotiation", 7000, "'EUR'", "2026-03-01", FALSE, NULL, NULL) /* open */
        DEAL(4, 2, "Vertragsverl\xC3\xA4ngerung", "Closed Won", 900, "'USD'", "2025-01-15", TRUE, TRUE, NULL)
        DEAL(5, 2, "New Business", "Closed Won", 1, "'EUR'", "2020-01-01", TRUE, TRUE, NULL)
        DEAL(6, 2, "Renewal", "Closed Won", 1, "'EUR'", "2021-01-01", TRUE, TRUE, 9)         /* superseded */
        DEAL(7, 4, "Renewal", "Closed Won", 1, "'EUR'", "2021-01-01", TRUE, TRUE, NULL)      /* nobody known */
        SUBSCRIPTION(8, 2, "2020-01-01", "NULL", 100, FALSE, FALSE));                        /* deals come first */
    assert_int_equal(decide(&b, 20361), 4);
    assert_string_equal(small_rows(&b, DECISIONS),
        "10|1|2024-03-01|true|5000|EUR|1|1\n10|2|2025-03-01|false|6000|EUR|1|2\n10|3|2026-03-01|-|7000|EUR|1|3\n20|1|2025-01-15|true|0|EUR|1|4");
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name = 'decisions_foreign'"), "1");
    assert_int_equal(decide(&b, 20361), 4); /* again: not twice */
    small_close(&b);
}

static void without_deals_subscriptions_decide_at_their_anniversaries(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, ALIASES
        SUBSCRIPTION(1, 1, "2023-02-28", "NULL", 100, FALSE, FALSE)                  /* running: two passed, the next open */
        SUBSCRIPTION(2, 2, "2023-05-01", "DATE '2025-01-10'", 50, FALSE, TRUE)       /* left */
        SUBSCRIPTION(3, 2, "2025-02-01", "DATE '2025-06-01'", 70, FALSE, FALSE)      /* ended without leaving, before a year */
        SUBSCRIPTION(4, 2, "2020-01-01", "NULL", 70, TRUE, FALSE)                    /* a trial */
        SUBSCRIPTION(5, 2, "2020-01-01", "NULL", 0, FALSE, FALSE)                    /* free */
        SUBSCRIPTION(6, 3, "2024-10-01", "DATE '2026-06-01'", 10, FALSE, TRUE));     /* its end is yet to come */
    (void)decide(&b, 20361); /* 30 September 2025 */
    assert_string_equal(small_rows(&b, DECISIONS),
        "10|1|2024-02-28|true|1200|EUR|2|1\n10|2|2025-02-28|true|1200|EUR|2|1\n10|3|2025-10-01|-|120|EUR|2|6\n10|4|2026-02-28|-|1200|EUR|2|1\n"
        "20|1|2024-05-01|true|600|EUR|2|2\n20|2|2025-01-10|false|600|EUR|2|2");
    small_close(&b);
}

/* Oracle: the definitions in panel.h, worked out by hand for five decisions. */
static void the_panel_holds_what_was_known_before_the_window(void **state)
{
    const Window w = { .days = 100, .gap = 10 };
    const double region[] = { 0, 0, 0, 1, 1 };
    Small b;
    Panel p;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b,
        "INSERT INTO d_account VALUES (10, 'A', 7, 'Core', 'DACH', 'DE', '', NULL, DATE '2020-01-01', FALSE, 1), (20, 'B', NULL, 'Core', 'Nordics', 'DK', '', NULL, NULL, FALSE, 1);"
        "INSERT INTO d_family VALUES (10, 7, 2, 'id'), (20, 20, 0, 'itself');"
        "INSERT INTO d_decision VALUES (10, 1, DATE '2023-01-01', TRUE, 9900, 'EUR', 1, 1), (10, 2, DATE '2024-01-01', TRUE, 9900, 'EUR', 1, 2),"
        "  (10, 3, DATE '2025-01-01', FALSE, 0, 'EUR', 1, 3), (10, 4, DATE '2026-01-01', NULL, 1, 'EUR', 1, 4),"
        "  (20, 1, DATE '2024-01-01', TRUE, 9900, 'EUR', 1, 5), (20, 2, DATE '2025-01-01', FALSE, -5, 'EUR', 1, 6);"
        /* The window of 1 January 2024 begins on 13 September 2023; the 90 days before it on 15 June. */
        "INSERT INTO d_usage_week VALUES (10, DATE '2023-06-12', 1000, 1), (10, DATE '2023-06-19', 3, 1), (10, DATE '2023-09-04', 4, 1), (10, DATE '2023-09-11', 1000, 1);");
    small_must(&b, panel_load(b.s, &w, &b.a, &p, &b.err));
    assert_int_equal(p.n, 5); /* the open one is no row */
    assert_int_equal(p.n_base, 4 + 1); /* four numbers; one segment: no column; two regions: one */
    for (size_t r = 0; r < p.n; r++) {
        assert_int_equal(p.account[r], r < 3 ? 10 : 20);
        assert_int_equal(p.cluster[r], r < 3 ? 7 : 20); /* the ultimate parent's, else its own */
        assert_true(p.lost[r] == (r == 2 || r == 4));
        check_digits(p.base[r], r == 2 || r == 4 ? 0 : log1p(99), 14);
        check_digits(p.base[2 * p.n + r], (double)(p.day[r] - p.day[0]) / 365.25, 14);
        check_digits(p.base[3 * p.n + r], r == 1 ? log1p(7) : 0, 14);
        assert_true(p.base[4 * p.n + r] == region[r]);
    }
    check_digits(p.base[p.n + 1], log1p(1461 / 365.25), 14); /* tenure of A at its second decision */
    assert_true(p.base[p.n + 3] == 0);                       /* B: since when is not known */
    small_close(&b);
}

static void no_value_has_a_column_beyond_the_eighth(void **state)
{
    const Window w = { .days = 100, .gap = 10 };
    Small b;
    Panel p;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, /* region R1 once, R2 twice ... R12 twelve times: the largest is the base, the next seven have a column */
        "INSERT INTO d_account SELECT i * 100 + j, 'A', NULL, 'Core', 'R' || i, 'DE', '', NULL, NULL, FALSE, 1 FROM generate_series(1, 12) AS g(i), generate_series(1, 12) AS h(j) WHERE j <= i;"
        "INSERT INTO d_decision SELECT account_id, 1, DATE '2024-01-01', TRUE, 1, 'EUR', 1, 1 FROM d_account;");
    small_must(&b, panel_load(b.s, &w, &b.a, &p, &b.err));
    assert_int_equal(p.n, 78);
    assert_int_equal(p.n_base, 4 + 7);
    for (size_t k = 0; k < 7; k++) {
        double ones = 0;
        for (size_t r = 0; r < p.n; r++) {
            double v = p.base[(4 + k) * p.n + r];
            assert_true(v == (p.account[r] / 100 == (int64_t)(11 - k)));
            ones += v;
        }
        assert_true(ones == (double)(11 - k));
    }
    small_close(&b);
}

static const char *ids_now(Small *b)
{
    Rules *rs = ARENA_NEW(&b->a, Rules);
    Str text = STR("");
    small_must(b, rules_load(b->s, &b->a, rs, &b->err));
    for (size_t k = 0; k < rs->n; k++)
        text = str_fmt(&b->a, "%.*s%s%.*s=%lld", STR_ARG(text), k ? " " : "", STR_ARG(rs->rule[k].key), (long long)rs->rule[k].id);
    return text.p;
}

#define OFTEN "FROM generate_series(1, 30) AS g(i);"

/* An issue's address is its id: what appears between two runs is numbered behind, wherever it stands in the list. */
static void a_new_ticket_type_leaves_the_ids_of_the_others(void **state)
{
    Small b;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    small_sql(&b, "INSERT INTO d_alias VALUES (1, 10, NULL, 1, 'id');"
        "INSERT INTO f_delivery SELECT 1, i, 1, 1, i, 1, NULL, 'D', 'O', DATE '2024-01-01' + CAST(i AS INTEGER), NULL, DATE '2024-01-20' + CAST(i AS INTEGER), 1, 'EUR', NULL, NULL " OFTEN
        "INSERT INTO d_theme VALUES (7, 'rude', '', 30, 1, 30, -1, 1), (9, 'dear', '', 30, 1, 30, -1, 1);"
        "INSERT INTO d_comment SELECT 10, i, NULL, TIMESTAMP '2024-01-01', 'survey', 'en', 'so rude', 2, -0.5, 1, i " OFTEN
        "INSERT INTO d_code SELECT 10, i, 1, 'theme', 9, 0, 2, -0.5 " OFTEN);
    assert_string_equal(ids_now(&b), "promise=1 theme:9=2");
    small_sql(&b, "INSERT INTO f_ticket SELECT 1, i, 1, 1, i, 1, NULL, 'T', TIMESTAMP '2024-01-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, TRUE " OFTEN
        "INSERT INTO d_code SELECT 10, i, 2, 'theme', 7, 0, 2, -0.5 " OFTEN);
    assert_string_equal(ids_now(&b), "promise=1 ticket:escalated=3 theme:7=4 theme:9=2");
    assert_string_equal(ids_now(&b), "promise=1 ticket:escalated=3 theme:7=4 theme:9=2");
    small_sql(&b, "DELETE FROM f_delivery; DELETE FROM d_code WHERE theme_id = 9");      /* gone ... */
    assert_string_equal(ids_now(&b), "ticket:escalated=3 theme:7=4");
    small_sql(&b, "INSERT INTO d_code SELECT 10, i, 1, 'theme', 9, 0, 2, -0.5 " OFTEN);  /* ... and back */
    assert_string_equal(ids_now(&b), "ticket:escalated=3 theme:7=4 theme:9=2");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_holds_what_counting_one_by_one_holds),
        cmocka_unit_test(the_window_ends_before_the_decision_could_have_caused_anything),
        cmocka_unit_test(deals_of_type_renewal_are_the_decisions),
        cmocka_unit_test(without_deals_subscriptions_decide_at_their_anniversaries),
        cmocka_unit_test(the_panel_holds_what_was_known_before_the_window),
        cmocka_unit_test(no_value_has_a_column_beyond_the_eighth),
        cmocka_unit_test(a_new_ticket_type_leaves_the_ids_of_the_others),
    };
    return cmocka_run_group_tests_name("link", tests, NULL, NULL);
}
