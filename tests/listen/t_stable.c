/* Themes from month to month.  Oracle: planted topics of their own words, of which one ends and one begins on a known month. */
#include "tests/near.h"

#include "base/attr.h"
#include "base/buf.h"
#include "listen/listen.h"
#include "tests/store/small.h"

enum { MONTHS = 8, PER_MONTH = 24, ACCOUNTS = 20, PARTS = 4 };

/* A topic's comments are one opening and one ending each: words of its own, in many wordings. */
typedef struct Topic {
    const char *open[PARTS], *end[PARTS];
    int         from, to;                    /* months */
} Topic;

static const Topic topic[] = {
    { { "The delivery truck", "Our delivery", "The parcel delivery", "Your delivery driver" }, { "came late", "arrived late again", "was late by days", "is late as always" }, 0, MONTHS },
    { { "The invoice total", "Your last invoice", "The invoice amount", "Every invoice" }, { "has a wrong amount", "shows the wrong total amount", "lists a wrong amount", "is wrong again" }, 0, MONTHS },
    { { "The portal search", "Searching the portal", "Search in your portal", "The portal" }, { "finds nothing", "shows no orders in search", "search finds no orders", "search lists no orders" }, 0, MONTHS },
    { { "The manual", "Your printed manual", "The user manual", "A manual chapter" }, { "misses the error codes", "explains no error codes", "lacks error codes", "has outdated error codes" }, 0, MONTHS },
    { { "The hotline agent", "Your hotline", "The phone hotline", "A hotline call" }, { "never answers", "takes an hour to answer", "gives no answer", "answers after an hour" }, 0, 5 },
    { { "The battery pack", "Each battery", "The spare battery", "Our battery" }, { "overheats while charging", "gets hot when charging", "swells during charging", "dies after charging" }, 6, MONTHS },
};

static uint64_t state_of_dice = 5;

static size_t dice(size_t n)
{
    state_of_dice = state_of_dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state_of_dice >> 33) % n;
}

static void month(Buf *b, int m)
{
    for (size_t t = 0; t < COUNT_OF(topic); t++)
        for (int i = 0; i < PER_MONTH && m >= topic[t].from && m < topic[t].to; i++) {
            int line = (m * 10 + (int)t) * 100 + i + 2;
            buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, '%s %s number %d.', TIMESTAMP '2025-%02d-%02d 10:00:00');",
                       line, line, (int)dice(ACCOUNTS) + 1, line, line, topic[t].open[dice(PARTS)], topic[t].end[dice(PARTS)], line, m + 1, i + 1);
        }
}

static void add_month(Small *b, int m)
{
    Buf rows;
    buf_init(&rows, 1 << 20);
    month(&rows, m);
    small_sql(b, rows.p);
    buf_release(&rows);
}

static void listen(Small *b)
{
    ListenResult r;
    small_must(b, listen_run(b->s, &r, &b->err));
}

static void open_months(Small *b, SmallWhere where, int n)
{
    state_of_dice = 5;
    small_open(b, where);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 20) AS g(i);");
    for (int m = 0; m < n; m++)
        add_month(b, m);
    listen(b);
}

/* "7|delivery late": the theme that most comments of the planted topic have as their strongest, or "". */
static const char *theme_of(Small *b, const char *word)
{
    return small_rows(b, str_fmt(&b->a, "SELECT t.theme_id, t.name FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id AND c.account_id = k.account_id"
        " JOIN d_theme AS t ON t.theme_id = k.theme_id WHERE k.kind = 'theme' AND k.seq = 1 AND c.text ILIKE '%%%s%%' GROUP BY t.theme_id, t.name ORDER BY count(*) DESC, t.theme_id LIMIT 1", word).p);
}

static const char *const word_of[] = { "delivery", "invoice", "portal", "manual", "hotline", "battery" };
enum { LASTING = 4, HOTLINE = 4, BATTERY = 5 };

static void check_kept(SmallWhere where)
{
    Small b;
    const char *was[COUNT_OF(topic)] = { 0 };
    open_months(&b, where, 4);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_state WHERE state <> 'first'"), 0);
    for (size_t t = 0; t < LASTING + 1; t++) {
        was[t] = theme_of(&b, word_of[t]);
        assert_true(*was[t]);
        for (size_t o = 0; o < t; o++)
            assert_string_not_equal(was[t], was[o]);
    }
    for (int m = 4; m < MONTHS; m++) {
        add_month(&b, m);
        listen(&b);
        for (size_t t = 0; t < LASTING + 1; t++)
            assert_string_equal(theme_of(&b, word_of[t]), was[t]);
        assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_theme WHERE name IN (SELECT name FROM d_theme GROUP BY name HAVING count(*) > 1)"), 0);
    }
    /* What began in the seventh month is new then, on that month's last day, under an id no other had. */
    Str battery = str_of(theme_of(&b, word_of[BATTERY])), id = str_cut(&battery, '|');
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "SELECT state, CAST(first_day AS TEXT) FROM d_theme_state WHERE theme_id = %.*s", STR_ARG(id)).p), "kept|2025-07-24");
    for (size_t t = 0; t < LASTING + 1; t++)
        assert_string_not_equal(theme_of(&b, word_of[BATTERY]), was[t]);
    print_message("# %s\n", small_rows(&b, "SELECT day, before, same FROM theme_run ORDER BY day"));
    /* Comments known before keep their theme: at least 19 of 20 in each month. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM theme_run WHERE before > 0 AND same * 20 >= before * 19"), 4);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM theme_run"), 5);
    small_close(&b);
}

static void themes_keep_id_and_name_as_months_come(void **state)
{
    (void)state;
    check_kept(SMALL_MEMORY);
}

static void on_postgresql_too(void **state)
{
    (void)state;
    check_kept(SMALL_SERVER);
}

static const char all[] = "SELECT 1 AS w, theme_id AS x, coalesce(parent_id, 0) AS y, state || name || found_name || terms || CAST(first_day AS TEXT) || CAST(last_day AS TEXT) AS s, coalesce(likeness, -1) AS l FROM d_theme_state"
    " UNION ALL SELECT 2, theme_id, coalesce(parent_id, 0), name || terms || CAST(first_day AS TEXT) || CAST(last_day AS TEXT), coalesce(likeness, -1) FROM theme_memory"
    " UNION ALL SELECT 3, k, comments, CAST(day AS TEXT), before * 1000 + same FROM theme_run"
    " UNION ALL SELECT 4, k.comment_id, k.seq, m.how, coalesce(m.sub_id, 0) + k.theme_id * 1000 FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq ORDER BY 1, 2, 3, 4, 5";

static void a_second_run_changes_nothing_even_with_all_that_is_derived_gone(void **state)
{
    Small b;
    (void)state;
    open_months(&b, SMALL_MEMORY, 5);
    add_month(&b, 5);
    add_month(&b, 6);
    listen(&b);
    const char *before = small_rows(&b, all);
    listen(&b);
    assert_string_equal(small_rows(&b, all), before);
    small_sql(&b, "DELETE FROM d_comment; DELETE FROM d_code; DELETE FROM d_code_more; DELETE FROM d_comment_key; DELETE FROM d_theme; DELETE FROM d_theme_state; DELETE FROM d_quote;");
    listen(&b);
    assert_string_equal(small_rows(&b, all), before);
    assert_true(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_state WHERE state = 'new'") > 0);
    small_close(&b);
}

static void what_is_gone_is_said_and_leaves_no_word_behind(void **state)
{
    Small b;
    (void)state;
    open_months(&b, SMALL_MEMORY, 5);
    const char *was = theme_of(&b, "hotline");
    Str rest = str_of(was), id = str_cut(&rest, '|');
    small_sql(&b, "CREATE TABLE aside AS SELECT * FROM f_answer WHERE text ILIKE '%hotline%'; DELETE FROM f_answer WHERE text ILIKE '%hotline%';");
    listen(&b);
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "SELECT state, comments FROM d_theme_state WHERE theme_id = %.*s", STR_ARG(id)).p), "gone|0");
    assert_int_equal(small_int(&b, str_fmt(&b.a, "SELECT CAST(count(*) AS BIGINT) FROM d_theme WHERE theme_id = %.*s", STR_ARG(id)).p), 0);
    /* Nothing is left in the memory that no comment says any more. */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM theme_memory WHERE terms ILIKE '%hotlin%' OR name ILIKE '%hotline%'"), 0);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_keep_id_and_name_as_months_come),
        cmocka_unit_test(on_postgresql_too),
        cmocka_unit_test(a_second_run_changes_nothing_even_with_all_that_is_derived_gone),
        cmocka_unit_test(what_is_gone_is_said_and_leaves_no_word_behind),
    };
    return cmocka_run_group_tests_name("stable themes", tests, NULL, NULL);
}
