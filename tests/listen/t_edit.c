/* What people decide about themes.  Oracle: planted topics, and figures counted by hand or by a second statement. */
#include "tests/near.h"

#include "base/attr.h"
#include "base/buf.h"
#include "listen/listen.h"
#include "num/dist.h"
#include "store/theme_decide.h"
#include "tests/store/small.h"

enum { PER_TOPIC = 60, ACCOUNTS = 20, PARTS = 4, TOPICS = 5 };

static const struct {
    const char *open[PARTS], *end[PARTS];
} topic[TOPICS] = {
    { { "The delivery truck", "Our delivery", "The parcel delivery", "Your delivery driver" }, { "came late", "arrived late again", "was late by days", "is late as always" } },
    { { "The invoice total", "Your last invoice", "The invoice amount", "Every invoice" }, { "has a wrong amount", "shows the wrong total amount", "lists a wrong amount", "is wrong again" } },
    { { "The portal search", "Searching the portal", "Search in your portal", "The portal" }, { "finds nothing", "shows no orders in search", "search finds no orders", "search lists no orders" } },
    { { "The manual", "Your printed manual", "The user manual", "A manual chapter" }, { "misses the error codes", "explains no error codes", "lacks error codes", "has outdated error codes" } },
    { { "The hotline agent", "Your hotline", "The phone hotline", "A hotline call" }, { "never answers", "takes an hour to answer", "gives no answer", "answers after an hour" } },
};

static void answer(Buf *b, int line, int account, const char *question, const char *text)
{
    buf_printf(b, "INSERT INTO f_answer VALUES (1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', '%s', NULL, NULL, '%s', TIMESTAMP '2025-06-%02d 10:00:00');", line, line, account, line, line,
               question, text, line % 28 + 1);
}

static void open_book(Small *b, SmallWhere where)
{
    Buf rows;
    buf_init(&rows, 1 << 22);
    small_open(b, where);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 20) AS g(i);"
                 "INSERT INTO d_account SELECT i, 'A', NULL, CASE WHEN i <= 8 THEN 'Big' ELSE 'Small' END, 'r', 'DE', 'x', NULL, NULL, NULL, 1 FROM generate_series(1, 20) AS g(i);");
    for (int t = 0; t < TOPICS; t++)
        for (int i = 0; i < PER_TOPIC; i++) {
            int line = t * PER_TOPIC + i + 2;
            /* Big accounts speak of late deliveries twice as often as others. */
            int account = t ? (i * 7 + t) % ACCOUNTS + 1 : i % 3 ? i % 8 + 1 : i % 12 + 9;
            answer(&rows, line, account, i % 5 ? "Q1" : "Q2",
                   str_fmt(&b->a, "%s %s, case %d.", topic[t].open[i % PARTS], topic[t].end[i / PARTS % PARTS], line).p);
        }
    small_sql(b, rows.p);
    buf_release(&rows);
}

static void listen(Small *b)
{
    ListenResult r;
    small_must(b, listen_run(b->s, &r, &b->err));
}

static Status ask(Small *b, const char *what, const char *theme, const char *other, const char *rule, const char *comment, int64_t *number)
{
    ThemeAsk x = { .what = str_of(what), .theme = str_of(theme), .other = str_of(other), .rule = str_of(rule), .comment = str_of(comment), .who = STR("test"), .why = STR("test"), .at = STR("2025-07-01T00:00:00") };
    return theme_decide(b->s, &x, &b->a, number, &b->err);
}

static int64_t decide(Small *b, const char *what, const char *theme, const char *other, const char *rule, const char *comment)
{
    int64_t number = 0;
    small_must(b, ask(b, what, theme, other, rule, comment, &number));
    return number;
}

/* The id of the theme most comments of the topic have first. */
static const char *id_of(Small *b, const char *word)
{
    return small_rows(b, str_fmt(&b->a, "SELECT k.theme_id FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE k.kind = 'theme' AND k.seq = 1 AND c.text ILIKE '%%%s%%'"
        " GROUP BY k.theme_id ORDER BY count(*) DESC, k.theme_id LIMIT 1", word).p);
}

static int64_t with_theme(Small *b, const char *id, const char *word)
{
    return small_int(b, str_fmt(&b->a, "SELECT CAST(count(DISTINCT c.comment_id) AS BIGINT) FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE k.theme_id = %s AND c.text ILIKE '%%%s%%'", id, word).p);
}

static const char all[] = "SELECT 1 AS w, theme_id AS x, coalesce(parent_id, 0) AS y, state || name || terms AS s FROM d_theme_state"
    " UNION ALL SELECT 2, k.comment_id, k.seq, m.how || k.theme_id || '/' || coalesce(m.sub_id, 0) || '/' || k.span_from || '-' || k.span_to FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq"
    " UNION ALL SELECT 3, theme_id, comments, name FROM d_theme ORDER BY 1, 2, 3, 4";

static void check_edits(SmallWhere where)
{
    Small b;
    open_book(&b, where);
    listen(&b);
    const char *before = small_rows(&b, all), *late = id_of(&b, "delivery"), *invoice = id_of(&b, "invoice"), *portal = id_of(&b, "portal"), *manual = id_of(&b, "manual");
    const char *key = small_rows(&b, "SELECT key FROM d_comment_key AS y JOIN d_comment AS c ON c.comment_id = y.comment_id WHERE c.text ILIKE '%hotline%' ORDER BY key LIMIT 1");
    int64_t either = small_int(&b, str_fmt(&b.a, "SELECT CAST(count(DISTINCT c.comment_id) AS BIGINT) FROM d_code AS k JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE k.theme_id IN (%s, %s) AND c.text ILIKE '%%invoice%%'", invoice, portal).p);
    assert_true(either > PER_TOPIC * 9 / 10);
    const int64_t n[] = {
        decide(&b, "rename", late, "Lateness", "", ""), decide(&b, "merge", invoice, portal, "", ""),  decide(&b, "rule", "Drivers", "", "drivers and not \"late by days\"", ""),
        decide(&b, "split", manual, "Chapters", "chapter*", ""), decide(&b, "move", "", manual, "", key),   decide(&b, "code", "Hours", "an hour\t\tQ1", "hour", ""),
    };
    listen(&b);
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "SELECT name FROM d_theme WHERE theme_id = %s", late).p), "Lateness");
    /* Merged: all invoices are in the portal's theme, none in their own. */
    assert_int_equal(with_theme(&b, portal, "invoice"), either);
    assert_int_equal(with_theme(&b, invoice, ""), 0);
    /* A rule adds: drivers of deliveries in another way than "late by days"; the stem meets "driver". */
    const char *drivers = str_fmt(&b.a, "%lld", (long long)(1000000 + n[2])).p;
    assert_int_equal(with_theme(&b, drivers, ""), small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment WHERE text ILIKE '%driver%' AND text NOT ILIKE '%late by days%'"));
    assert_int_equal(with_theme(&b, late, "driver"), small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_comment WHERE text ILIKE '%driver%'"));
    /* Split off: the manual's chapters, and no longer in the manual's theme. */
    const char *chapters = str_fmt(&b.a, "%lld", (long long)(1000000 + n[3])).p;
    assert_int_equal(with_theme(&b, chapters, "chapter"), PER_TOPIC / PARTS);
    assert_int_equal(with_theme(&b, manual, "chapter"), 0);
    /* Moved: that comment has the theme a person gave it and no other. */
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "SELECT k.theme_id, m.how FROM d_comment_key AS y JOIN d_code AS k ON k.comment_id = y.comment_id AND k.kind = 'theme' JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq WHERE y.key = '%s'", key).p),
                        str_fmt(&b.a, "%s|person", manual).p);
    /* A code with a question codes its answers alone. */
    const char *hours = str_fmt(&b.a, "%lld", (long long)(1000000 + n[5])).p;
    assert_int_equal(with_theme(&b, hours, ""), small_int(&b, str_fmt(&b.a, "SELECT CAST(count(*) AS BIGINT) FROM d_comment AS c JOIN d_comment_key AS y ON y.comment_id = c.comment_id WHERE c.text ILIKE '%%hour%%' AND y.question = 'Q1' AND y.key <> '%s'", key).p));
    /* What is derived is made again the same, from the facts and the decisions. */
    const char *edited = small_rows(&b, all);
    small_sql(&b, "DELETE FROM d_comment; DELETE FROM d_code; DELETE FROM d_code_more; DELETE FROM d_comment_key; DELETE FROM d_theme; DELETE FROM d_theme_state; DELETE FROM d_quote; DELETE FROM d_theme_ask;");
    listen(&b);
    assert_string_equal(small_rows(&b, all), edited);
    /* A later import: a new comment is coded by the rule, names stay. */
    Buf rows;
    buf_init(&rows, 1 << 16);
    answer(&rows, 9000, 3, "Q1", "Your delivery driver came late, case 9000.");
    small_sql(&b, rows.p);
    buf_release(&rows);
    listen(&b);
    assert_int_equal(with_theme(&b, drivers, "9000"), 1);
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "SELECT name FROM d_theme WHERE theme_id = %s", late).p), "Lateness");
    /* All taken back: as before. */
    small_sql(&b, "DELETE FROM f_answer WHERE line = 9000;");
    for (size_t k = 0; k < COUNT_OF(n); k++)
        (void)decide(&b, "undo", str_fmt(&b.a, "%lld", (long long)n[k]).p, "", "", "");
    listen(&b);
    assert_string_equal(small_rows(&b, all), before);
    int64_t none;
    assert_int_equal(ask(&b, "undo", str_fmt(&b.a, "%lld", (long long)n[0]).p, "", "", "", &none), ST_CONFLICT);
    small_close(&b);
}

static void edits_hold_replay_and_can_be_taken_back(void **state)
{
    (void)state;
    check_edits(SMALL_MEMORY);
}

static void on_postgresql_too(void **state)
{
    (void)state;
    check_edits(SMALL_SERVER);
}

static void a_sub_theme_split_off_is_a_theme_and_keeps_its_id(void **state)
{
    Small b;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    listen(&b);
    const char *sub = small_rows(&b, "SELECT theme_id FROM d_theme_state WHERE parent_id IS NOT NULL AND comments > 5 ORDER BY theme_id LIMIT 1");
    if (!*sub)
        fail_msg("no sub-theme was found");
    int64_t n = small_int(&b, str_fmt(&b.a, "SELECT comments FROM d_theme_state WHERE theme_id = %s", sub).p);
    assert_int_equal(small_int(&b, str_fmt(&b.a, "SELECT CAST(count(*) AS BIGINT) FROM d_code_more WHERE sub_id = %s", sub).p), n);
    (void)decide(&b, "split", sub, "", "", "");
    listen(&b);
    assert_int_equal(small_int(&b, str_fmt(&b.a, "SELECT comments FROM d_theme WHERE theme_id = %s", sub).p), n);
    listen(&b);
    assert_int_equal(small_int(&b, str_fmt(&b.a, "SELECT comments FROM d_theme WHERE theme_id = %s", sub).p), n);
    small_close(&b);
}

static int64_t in_sub(Small *b, const char *theme, const char *sub)
{
    return small_int(b, str_fmt(&b->a, "SELECT CAST(count(*) AS BIGINT) FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq WHERE k.theme_id = %s AND coalesce(m.sub_id, 0) = %s", theme, sub).p);
}

static int64_t in_theme(Small *b, const char *theme)
{
    return small_int(b, str_fmt(&b->a, "SELECT CAST(count(*) AS BIGINT) FROM d_code WHERE kind = 'theme' AND theme_id = %s", theme).p);
}

static const char *nth_sub(Small *b, const char *parent, int nth, const char *what)
{
    return small_rows(b, str_fmt(&b->a, "SELECT %s FROM d_theme_state WHERE parent_id = %s AND comments > 5 ORDER BY theme_id LIMIT 1 OFFSET %d", what, parent, nth).p);
}

/* Decided, worked in, held against what is counted before; then taken back. */
static void one_edit_of_parts(Small *b, const char *what, const char *theme, const char *other, const char *before, void (*check)(Small *, const char *const *, const int64_t *), const char *const *id, const int64_t *n)
{
    int64_t number = decide(b, what, theme, other, "", "");
    listen(b);
    check(b, id, n);
    const char *edited = small_rows(b, all);
    listen(b);
    assert_string_equal(small_rows(b, all), edited);
    (void)decide(b, "undo", str_fmt(&b->a, "%lld", (long long)number).p, "", "", "");
    listen(b);
    assert_string_equal(small_rows(b, all), before);
}

enum { P, ONE, TWO, Q, ID_N };                  /* a theme, two of its parts, another theme */
enum { N_P, N_ONE, N_TWO, N_Q, N_BOTH, N_PQ };  /* comments in each; in ONE and Q; in P and Q */

static void two_parts_are_one(Small *b, const char *const *id, const int64_t *n)
{
    assert_int_equal(in_sub(b, id[P], id[ONE]), 0);
    assert_int_equal(in_sub(b, id[P], id[TWO]), n[N_ONE] + n[N_TWO]);
    assert_int_equal(in_theme(b, id[P]), n[N_P]);
    assert_string_equal(small_rows(b, str_fmt(&b->a, "SELECT count(*) FROM d_sub_theme WHERE theme_id = %s", id[ONE]).p), "0");
}

static void the_part_is_the_themes_own(Small *b, const char *const *id, const int64_t *n)
{
    assert_int_equal(in_sub(b, id[P], id[ONE]), 0);
    assert_int_equal(in_sub(b, id[P], id[TWO]), n[N_TWO]);
    assert_int_equal(in_theme(b, id[P]), n[N_P]);
}

static void the_part_is_another_themes(Small *b, const char *const *id, const int64_t *n)
{
    assert_int_equal(in_sub(b, id[P], id[ONE]), 0);
    assert_int_equal(in_theme(b, id[P]), n[N_P] - n[N_ONE]);
    assert_int_equal(in_theme(b, id[Q]), n[N_Q] + n[N_ONE] - n[N_BOTH]);
}

static void the_theme_is_in_the_part(Small *b, const char *const *id, const int64_t *n)
{
    assert_int_equal(in_theme(b, id[Q]), 0);
    assert_int_equal(in_theme(b, id[P]), n[N_P] + n[N_Q] - n[N_PQ]);
    assert_true(in_sub(b, id[P], id[ONE]) >= n[N_ONE] + n[N_Q] - n[N_PQ] - n[N_BOTH]);
}

static int64_t shared(Small *b, const char *one, const char *sub, const char *other)
{
    return small_int(b, str_fmt(&b->a, "SELECT CAST(count(*) AS BIGINT) FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq JOIN d_code AS o ON o.comment_id = k.comment_id"
        " AND o.kind = 'theme' AND o.theme_id = %s WHERE k.theme_id = %s AND (%s = 0 OR m.sub_id = %s)", other, one, sub, sub).p);
}

static void check_parts(SmallWhere where)
{
    Small b;
    open_book(&b, where);
    listen(&b);
    const char *id[ID_N] = { [P] = small_rows(&b, "SELECT parent_id FROM d_theme_state WHERE parent_id IS NOT NULL AND comments > 5 GROUP BY parent_id HAVING count(*) >= 2 ORDER BY parent_id LIMIT 1") };
    assert_true(*id[P]);
    id[ONE] = nth_sub(&b, id[P], 0, "theme_id");
    id[TWO] = nth_sub(&b, id[P], 1, "theme_id");
    id[Q] = small_rows(&b, str_fmt(&b.a, "SELECT theme_id FROM d_theme WHERE theme_id <> %s ORDER BY theme_id LIMIT 1", id[P]).p);
    const int64_t n[] = { [N_P] = in_theme(&b, id[P]), [N_ONE] = in_sub(&b, id[P], id[ONE]), [N_TWO] = in_sub(&b, id[P], id[TWO]), [N_Q] = in_theme(&b, id[Q]),
                          [N_BOTH] = shared(&b, id[P], id[ONE], id[Q]), [N_PQ] = shared(&b, id[P], "0", id[Q]) };
    const char *before = small_rows(&b, all);
    one_edit_of_parts(&b, "merge", id[ONE], id[TWO], before, two_parts_are_one, id, n);
    one_edit_of_parts(&b, "merge", id[ONE], id[P], before, the_part_is_the_themes_own, id, n);
    one_edit_of_parts(&b, "merge", id[ONE], id[Q], before, the_part_is_another_themes, id, n);
    one_edit_of_parts(&b, "merge", id[Q], id[ONE], before, the_theme_is_in_the_part, id, n);
    int64_t number;
    assert_int_equal(ask(&b, "merge", id[P], id[ONE], "", "", &number), ST_USAGE);
    /* Decided before anything is computed: the first holds, the second would send the theme into itself and waits. */
    const int64_t both[] = { decide(&b, "merge", id[Q], id[ONE], "", ""), decide(&b, "merge", id[P], id[Q], "", "") };
    listen(&b);
    the_theme_is_in_the_part(&b, id, n);
    assert_string_equal(small_rows(&b, "SELECT value FROM d_summary WHERE name = 'theme_decisions_waiting'"), "1");
    for (size_t k = 0; k < COUNT_OF(both); k++)
        (void)decide(&b, "undo", str_fmt(&b.a, "%lld", (long long)both[k]).p, "", "", "");
    listen(&b);
    assert_string_equal(small_rows(&b, all), before);
    /* A name, a rule and a comment for a part, named with its theme. */
    const char *path = str_fmt(&b.a, "%s/%s", small_rows(&b, str_fmt(&b.a, "SELECT name FROM d_theme WHERE theme_id = %s", id[P]).p), nth_sub(&b, id[P], 0, "name")).p;
    const char *key = small_rows(&b, str_fmt(&b.a, "SELECT min(y.key) FROM d_comment_key AS y JOIN d_code AS k ON k.comment_id = y.comment_id WHERE k.theme_id = %s", id[Q]).p);
    (void)decide(&b, "move", "", path, "", key);
    (void)decide(&b, "rule", path, "", "zebra", "");
    (void)decide(&b, "rename", path, "The part", "", "");
    Buf rows;
    buf_init(&rows, 1 << 16);
    answer(&rows, 9100, 3, "Q1", "A zebra stood there.");
    small_sql(&b, rows.p);
    buf_release(&rows);
    listen(&b);
    static const char of_one[] = "SELECT s.name, k.theme_id, m.how FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq JOIN d_theme_state AS s ON s.theme_id = m.sub_id"
        " JOIN d_comment_key AS y ON y.comment_id = k.comment_id JOIN d_comment AS c ON c.comment_id = k.comment_id";
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "%s WHERE y.key = '%s'", of_one, key).p), str_fmt(&b.a, "The part|%s|person", id[P]).p);
    assert_string_equal(small_rows(&b, str_fmt(&b.a, "%s WHERE c.text LIKE '%%zebra%%'", of_one).p), str_fmt(&b.a, "The part|%s|rule", id[P]).p);
    small_close(&b);
}

static void parts_of_themes_are_merged_named_and_coded_like_themes(void **state)
{
    (void)state;
    check_parts(SMALL_MEMORY);
}

static void parts_on_postgresql_too(void **state)
{
    (void)state;
    check_parts(SMALL_SERVER);
}

/* The mean over accounts of each one's mean, by a second statement; and quotes that are of the part, one an account. */
static void parts_of_themes_are_felt_and_quoted(void **state)
{
    Small b;
    Buf text;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    buf_init(&text, 1 << 18);
    for (int i = 0; i < 60; i++)
        answer(&text, 7600 + i, i % ACCOUNTS + 1, "Q1", str_fmt(&b.a, "%s %s, %s, case %d.", topic[i % 2].open[i / 2 % PARTS], topic[i % 2].end[i / 8 % PARTS], i % 3 ? "terrible" : "but great people", 7600 + i).p);
    small_sql(&b, text.p);
    /* Months apart: nobody says anything again. */
    small_sql(&b, "UPDATE f_answer SET answered_at = TIMESTAMP '1950-01-01 00:00:00' + CAST(line % 1000 AS INTEGER) * INTERVAL '40 days';");
    buf_release(&text);
    listen(&b);
    static const char want[] = "SELECT sub_id, CAST(sum(low) AS BIGINT) AS negative, CAST(round(1e9 * avg(mood)) AS BIGINT) AS mood FROM (SELECT m.sub_id, k.account_id, sum(CASE WHEN k.value < 0 THEN 1 ELSE 0 END) AS low,"
        " avg(k.value) AS mood FROM d_code AS k JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq WHERE m.sub_id IS NOT NULL GROUP BY m.sub_id, k.account_id) AS x GROUP BY sub_id ORDER BY sub_id";
    const char *got = small_rows(&b, "SELECT theme_id, negative, CAST(round(1e9 * sentiment) AS BIGINT) FROM d_sub_theme ORDER BY theme_id");
    assert_true(strchr(got, '-') && small_int(&b, "SELECT CAST(sum(negative) AS BIGINT) FROM d_sub_theme") > 10);
    assert_string_equal(got, small_rows(&b, want));
    assert_true(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_sub_quote") > 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_sub_theme AS s WHERE NOT EXISTS (SELECT 1 FROM d_sub_quote AS q WHERE q.theme_id = s.theme_id AND q.rank = 1)"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_sub_quote AS q WHERE rank > 3 OR NOT EXISTS (SELECT 1 FROM d_code_more AS m WHERE m.comment_id = q.comment_id AND m.sub_id = q.theme_id)"), 0);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_sub_quote AS q JOIN d_sub_quote AS o ON o.theme_id = q.theme_id AND o.rank > q.rank AND o.account_id = q.account_id"), 0);
    small_close(&b);
}

static void what_cannot_be_decided_is_refused_and_leaves_nothing(void **state)
{
    static const struct { const char *what, *theme, *other, *rule, *comment; Status st; } cases[] = {
        { "rename", "77777", "x", "", "", ST_NOT_FOUND }, { "rename", "1", "", "", "", ST_USAGE }, { "rename", "1", "a\nb", "", "", ST_USAGE }, { "merge", "1", "1", "", "", ST_USAGE },
        { "merge", "1", "nothing like it", "", "", ST_NOT_FOUND }, { "split", "1", "", "", "", ST_USAGE }, { "split", "1", "x", "late and", "", ST_USAGE }, { "rule", "1", "", "not late", "", ST_USAGE },
        { "rule", "", "", "late", "", ST_USAGE }, { "move", "", "1", "", "s0", ST_NOT_FOUND }, { "move", "", "", "", "1", ST_USAGE }, { "move", "", "1,88888", "", "1", ST_NOT_FOUND },
        { "undo", "1", "", "", "", ST_NOT_FOUND }, { "undo", "x", "", "", "", ST_NOT_FOUND }, { "drop", "1", "", "", "", ST_USAGE }, { "code", "", "", "late", "", ST_USAGE } };
    Small b;
    int64_t number;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    listen(&b);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (ask(&b, cases[i].what, cases[i].theme, cases[i].other, cases[i].rule, cases[i].comment, &number) != cases[i].st)
            fail_msg("%s %s %s: %s", cases[i].what, cases[i].theme, cases[i].other, b.err.msg);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM verdict"), 0);
    small_close(&b);
}

static void label_all(Small *b, Str keys, const char *theme)
{
    while (keys.n) {
        Str key = str_cut(&keys, '\n');
        (void)decide(b, "move", "", theme, "", str_dup(&b->a, key).p);
    }
}

/* Wrong amounts of boxes are coded with wrong amounts on invoices: a person says of ten and six which is which, and all are told apart. */
static void a_few_labels_teach_what_the_coding_mixes_up(void **state)
{
    static const char *const of[] = { "courier", "carrier", "lorry", "haulier" };
    Small b;
    Buf rows;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    buf_init(&rows, 1 << 20);
    for (int i = 0; i < 80; i++)
        answer(&rows, 5000 + i, i % ACCOUNTS + 1, "Q1", str_fmt(&b.a, i % 2 ? "The %s shows a wrong amount of boxes, job %d." : "The %s lists the total amount, tariff fee %d.", of[i / 2 % 4], i).p);
    small_sql(&b, rows.p);
    buf_release(&rows);
    listen(&b);
    const char *invoice = id_of(&b, "invoice");
    Str keys = str_of(small_rows(&b, "SELECT y.key FROM d_comment_key AS y JOIN d_comment AS c ON c.comment_id = y.comment_id WHERE c.text LIKE '%boxes, job%' ORDER BY y.key LIMIT 10"));
    Str own = str_of(small_rows(&b, "SELECT y.key FROM d_comment_key AS y JOIN d_comment AS c ON c.comment_id = y.comment_id WHERE c.text ILIKE '%invoice%' ORDER BY y.key LIMIT 6"));
    int64_t before = with_theme(&b, invoice, "boxes, job");
    (void)decide(&b, "rule", "Boxes", "", "crates", "");
    listen(&b);
    label_all(&b, keys, "Boxes");
    label_all(&b, own, invoice);
    listen(&b);
    int64_t boxes = small_int(&b, "SELECT CAST(count(DISTINCT k.comment_id) AS BIGINT) FROM d_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE t.name = 'Boxes' AND c.text LIKE '%boxes, job%'");
    print_message("# of 40: %lld in the invoice's theme before, %lld after; %lld in their own\n# %s\n", (long long)before, (long long)with_theme(&b, invoice, "boxes, job"), (long long)boxes,
                  small_rows(&b, "SELECT theme_id, labels, positive, found_f1, learned_f1, used FROM d_theme_learned ORDER BY theme_id"));
    assert_true(boxes >= 36);
    assert_int_equal(small_int(&b, "SELECT CAST(count(DISTINCT k.comment_id) AS BIGINT) FROM d_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id JOIN d_comment AS c ON c.comment_id = k.comment_id WHERE t.name = 'Boxes' AND c.text ILIKE '%invoice%'"), 0);
    assert_int_equal(small_int(&b, "SELECT n FROM d_theme_agree WHERE part = 'all'"), 16);
    small_close(&b);
}

static void what_is_asked_is_one_of_five_at_random_and_never_twice(void **state)
{
    Small b;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    listen(&b);
    assert_string_equal(small_rows(&b, "SELECT how, count(*) FROM d_theme_ask GROUP BY how ORDER BY how"), "margin|16\nrandom|4");
    const char *asked = small_rows(&b, "SELECT y.key, k.how FROM d_theme_ask AS k JOIN d_comment_key AS y ON y.comment_id = k.comment_id WHERE k.how = 'random' ORDER BY k.rank LIMIT 1");
    Str how = str_of(asked), key = str_cut(&how, '|');
    (void)decide(&b, "move", "", "other", "", str_fmt(&b.a, "%.*s", STR_ARG(key)).p);
    listen(&b);
    assert_int_equal(small_int(&b, str_fmt(&b.a, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_ask AS k JOIN d_comment_key AS y ON y.comment_id = k.comment_id WHERE y.key = '%.*s'", STR_ARG(key)).p), 0);
    assert_string_equal(small_rows(&b, "SELECT part, n, same FROM d_theme_agree ORDER BY part"), "all|1|0\nrandom|1|0");
    /* What would be shown to whoever answers is nobody's who forbids quoting. */
    small_sql(&b, "UPDATE d_account SET name = 'A' || CAST(account_id AS TEXT)");
    const char *account = small_rows(&b, "SELECT a.name FROM d_theme_ask AS k JOIN d_account AS a ON a.account_id = k.account_id ORDER BY k.rank LIMIT 1");
    Str name = str_dup(&b.a, str_of(account));
    Str left = str_fmt(&b.a, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_ask AS k JOIN d_account AS a ON a.account_id = k.account_id WHERE a.name = '%.*s'", STR_ARG(name));
    assert_true(small_int(&b, left.p) > 0);
    small_sql(&b, str_fmt(&b.a, "INSERT INTO verdict VALUES (900, 'voices', 'forbid', '%.*s', '', 'kim', '', TIMESTAMP '2026-01-01 00:00:00')", STR_ARG(name)).p);
    listen(&b);
    assert_int_equal(small_int(&b, left.p), 0);
    assert_true(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_ask") > 0);
    small_close(&b);
}

/* The share of one theme in one segment, from sums by account: residuals y - p n, factor G / (G - 1), t with G - 1; Wilson's limits at
 * the number of comments that independent ones would need for the same error. */
static void shares_have_intervals_that_treat_the_account_as_the_unit(void **state)
{
    Small b;
    double sum = 0, n = 0, y = 0;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    listen(&b);
    const char *late = id_of(&b, "delivery");
    Table t, got;
    bool more;
    Store *reader;
    Str by = str_fmt(&b.a, "SELECT CAST(count(DISTINCT c.comment_id) AS DOUBLE PRECISION) AS n, CAST(count(DISTINCT CASE WHEN k.theme_id = %s THEN c.comment_id END) AS DOUBLE PRECISION) AS y FROM d_comment AS c"
        " JOIN d_comment_key AS q ON q.comment_id = c.comment_id LEFT JOIN d_code AS k ON k.comment_id = c.comment_id AND k.kind = 'theme' WHERE q.question = 'Q1' AND c.account_id <= 8 GROUP BY c.account_id ORDER BY c.account_id", late);
    Str ours = str_fmt(&b.a, "SELECT share, low, high, q FROM d_theme_share WHERE question = 'Q1' AND segment = 'Big' AND theme_id = %s ORDER BY share", late);
    small_must(&b, store_open_again(b.s, true, &reader, &b.err));
    small_must(&b, db_sql(store_db(reader), &(DbAsk){ .text = by, .max_rows = 100, .timeout_ms = 60000 }, &b.a, &t, &more, &b.err));
    small_must(&b, db_sql(store_db(reader), &(DbAsk){ .text = ours, .max_rows = 100, .timeout_ms = 60000 }, &b.a, &got, &more, &b.err));
    store_close(reader);
    assert_int_equal(t.n, 8);
    for (size_t r = 0; r < t.n; r++) {
        n += col_f64(&t, "n")[r];
        y += col_f64(&t, "y")[r];
    }
    double p = y / n, groups = (double)t.n;
    for (size_t r = 0; r < t.n; r++)
        sum += pow(col_f64(&t, "y")[r] - p * col_f64(&t, "n")[r], 2);
    double q = t_quantile(0.975, groups - 1), like = p * (1 - p) * n * n / (sum * groups / (groups - 1));
    double middle = (p + q * q / (2 * like)) / (1 + q * q / like), half = q / (1 + q * q / like) * sqrt(p * (1 - p) / like + q * q / (4 * like * like));
    check_digits(col_f64(&got, "share")[0], p, 12);
    check_digits(col_f64(&got, "low")[0], middle - half, 9);
    check_digits(col_f64(&got, "high")[0], middle + half, 9);
    assert_true(col_f64(&got, "q")[0] < 0.05);     /* planted: they speak of it twice as often */
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_theme_share WHERE share < 0 OR share > 1 OR low > share OR high < share"), 0);
    small_close(&b);
}

/* What the codes of a comment say: theme's name, the words it was read from, -1, 0 or 1. */
static const char *said_of(Small *b, const char *like)
{
    return small_rows(b, str_fmt(&b->a, "SELECT t.name, substr(c.text, CAST(k.span_from AS INTEGER) + 1, CAST(k.span_to - k.span_from AS INTEGER)), CAST(sign(k.value) AS BIGINT) FROM d_code AS k"
        " JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN d_theme AS t ON t.theme_id = k.theme_id WHERE c.text LIKE '%s%%' ORDER BY k.span_from, k.seq", like).p);
}

static void what_is_felt_about_a_theme_is_read_from_its_part_of_the_sentence(void **state)
{
    static const struct { const char *text, *said; } rows[] = {
        { "Great people, but delivery is terrible.", "People|Great people,|1\nLate|but delivery is terrible|-1" },
        { "The people were great although the delivery was terrible.", "People|The people were great|1\nLate|although the delivery was terrible|-1" },
        { "Nette und hilfsbereite people, aber die delivery ist eine furchtbare Katastrophe.", "People|Nette und hilfsbereite people,|1\nLate|aber die delivery ist eine furchtbare Katastrophe|-1" },
        { "Great people, but it would be great if your delivery called.", "People|Great people,|1\nLate|but it would be great if your delivery called|0" },
        { "If delivery were terrible we would leave these people.", "People|If delivery were terrible we would leave these people.|0\nLate|If delivery were terrible we would leave these people.|0" },
        { "Delivery by people, terrible.", "People|Delivery by people, terrible.|-1\nLate|Delivery by people, terrible.|-1" },
        { "Thanks for nothing, great people, but delivery is terrible.", "People|Thanks for nothing, great people, but delivery is terrible.|-\nLate|Thanks for nothing, great people, but delivery is terrible.|-" },
    };
    Small b;
    Buf text;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    buf_init(&text, 1 << 16);
    small_sql(&b, "DELETE FROM f_answer;");      /* rules alone */
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        answer(&text, 7000 + (int)i, 1, "Q1", rows[i].text);
    small_sql(&b, text.p);
    buf_release(&text);
    listen(&b);
    (void)decide(&b, "rule", "People", "", "people", "");
    (void)decide(&b, "rule", "Late", "", "delivery", "");
    listen(&b);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *got = said_of(&b, rows[i].text);
        if (strcmp(got, rows[i].said))
            fail_msg("%s\n got %s\nwant %s", rows[i].text, got, rows[i].said);
    }
    small_close(&b);
}

static void themes_found_are_felt_in_their_parts_too(void **state)
{
    Small b;
    Buf text;
    (void)state;
    open_book(&b, SMALL_MEMORY);
    buf_init(&text, 1 << 16);
    answer(&text, 8000, 1, "Q1", "We love your hotline agent, but the delivery truck came late and that is a terrible disaster.");
    small_sql(&b, text.p);
    buf_release(&text);
    listen(&b);
    const char *late = id_of(&b, "delivery truck"), *hotline = id_of(&b, "hotline agent");
    (void)decide(&b, "rename", late, "Late", "", "");
    (void)decide(&b, "rename", hotline, "Hotline", "", "");
    listen(&b);
    assert_string_equal(said_of(&b, "We love"), "Hotline|We love your hotline agent,|1\nLate|but the delivery truck came late and that is a terrible disaster|-1");
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_hold_replay_and_can_be_taken_back),
        cmocka_unit_test(on_postgresql_too),
        cmocka_unit_test(a_sub_theme_split_off_is_a_theme_and_keeps_its_id),
        cmocka_unit_test(parts_of_themes_are_merged_named_and_coded_like_themes),
        cmocka_unit_test(parts_on_postgresql_too),
        cmocka_unit_test(parts_of_themes_are_felt_and_quoted),
        cmocka_unit_test(what_cannot_be_decided_is_refused_and_leaves_nothing),
        cmocka_unit_test(a_few_labels_teach_what_the_coding_mixes_up),
        cmocka_unit_test(what_is_asked_is_one_of_five_at_random_and_never_twice),
        cmocka_unit_test(what_is_felt_about_a_theme_is_read_from_its_part_of_the_sentence),
        cmocka_unit_test(themes_found_are_felt_in_their_parts_too),
        cmocka_unit_test(shares_have_intervals_that_treat_the_account_as_the_unit),
    };
    return cmocka_run_group_tests_name("theme edits", tests, NULL, NULL);
}
