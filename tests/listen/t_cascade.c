/* Oracle: planted truth: words that tell in some texts and nothing in others, numbers in place of vectors that tell in all, or in none. */
#include "tests/near.h"

#include "base/buf.h"
#include "listen/cascade.h"
#include "listen/listen.h"
#include "listen/sentiment_write.h"
#include "listen/vectors.h"
#include "num/rng.h"
#include "tests/store/small.h"

enum { ROWS = 600, FOLDS = 3, TOLD = 4 };       /* of five texts four have a word that tells */

/* The side in the first half of the numbers, under noise of half its size. */
static const float *made_vector(Rng *r, int side, Arena *a)
{
    float *v = ARENA_NEW_N(a, float, ENCODER_WIDTH);
    for (size_t k = 0; k < ENCODER_WIDTH; k++)
        v[k] = (float)(0.04 * (k < ENCODER_WIDTH / 2 ? side : 0) + rng_normal(r, 0, 0.02));
    return v;
}

typedef struct Made {
    LearnerRow   row[ROWS];
    const float *vector[ROWS], *all[ROWS];
    double       unseen[ROWS * 2];
    Learner      quick;
    Cascade      c;
} Made;

static Made *make(bool telling, Arena *a)
{
    static const char *const things[] = { "depot", "portal", "invoice", "pallet", "manual", "driver", "gate" };
    Made *m = ARENA_NEW(a, Made);
    Rng *r = rng_create(a, 3);
    uint32_t *least;
    double gap[ROWS];
    Err err;
    for (size_t i = 0; i < ROWS; i++) {
        FeatureBag b;
        int32_t label = (int32_t)(i % 2);
        Str text = str_fmt(a, "the %s %s", things[rng_below(r, 7)], i % 5 < TOLD ? label ? "flimmed" : "zorbled" : things[rng_below(r, 7)]);
        feature_begin(&b, text.n, a);
        feature_add(&b, text, 0, FEATURE_WORDS);
        m->row[i] = (LearnerRow){ feature_end(&b), label, 1, (uint32_t)(i / 2 % FOLDS) };
        m->all[i] = made_vector(r, telling ? label ? 1 : -1 : 0, a);
    }
    LearnerOptions o = { .n_class = 2, .cost = 0.15, .folds = FOLDS, .unseen = m->unseen, .seed = 1 };
    assert_int_equal(learner_fit(m->row, ROWS, &o, a, &m->quick, &err), ST_OK);
    for (size_t i = 0; i < ROWS; i++)
        gap[i] = cascade_gap(&m->quick, m->unseen + 2 * i);
    size_t n = cascade_least(gap, ROWS, ROWS / 2, a, &least);
    assert_int_equal(n, ROWS / 2);
    for (size_t k = 0; k < n; k++)
        m->vector[least[k]] = m->all[least[k]];
    o.unseen = NULL;
    assert_int_equal(cascade_fit(m->row, ROWS, m->unseen, m->vector, &o, a, &m->c, &err), ST_OK);
    return m;
}

static void what_words_leave_unsure_is_decided_by_vectors(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    const Made *m = make(true, &a);
    size_t needed = 0, right = 0, alone = 0;
    double margin[2];
    for (size_t i = 0; i < ROWS; i++) {
        learner_margins(&m->quick, &m->row[i].f, margin);
        if (cascade_gap(&m->quick, margin) >= m->c.near) {
            assert_int_equal(cascade_best(&m->c, &m->quick, margin, &m->row[i].f, m->all[i], &a), learner_best(&m->quick, margin));
            continue;
        }
        needed++;
        alone += learner_best(&m->quick, margin) == i % 2;
        right += cascade_best(&m->c, &m->quick, margin, &m->row[i].f, m->all[i], &a) == i % 2;
    }
    print_message("# near %.3f: %zu of %d needed a vector; right %zu, by words %zu; unseen %.3f of %zu, by words %.3f\n", m->c.near, needed, ROWS, right, alone, m->c.right_with, m->c.n, m->c.right_alone);
    assert_true(m->c.used && m->c.right_with > 0.95 && m->c.right_alone < 0.75);
    assert_true(needed > ROWS / 10 && needed < ROWS / 2);
    assert_true(right > needed * 95 / 100 && right > alone);
    arena_release(&a);
}

static void vectors_that_tell_nothing_are_not_used(void **state)
{
    Arena a;
    double margin[2];
    (void)state;
    arena_init(&a);
    const Made *m = make(false, &a);
    print_message("# unseen %.3f of %zu, by words %.3f\n", m->c.right_with, m->c.n, m->c.right_alone);
    assert_true(m->c.n > 50);
    assert_false(m->c.used);
    for (size_t i = 0; i < ROWS; i++) {
        learner_margins(&m->quick, &m->row[i].f, margin);
        assert_int_equal(cascade_best(&m->c, &m->quick, margin, &m->row[i].f, m->all[i], &a), learner_best(&m->quick, margin));
    }
    arena_release(&a);
}

static void the_least_sure_come_first_and_ties_by_place(void **state)
{
    static const double gap[] = { 3, 1, -1, 1, 0, 2 };
    static const uint32_t want[] = { 4, 1, 3, 5 };
    Arena a;
    uint32_t *got;
    (void)state;
    arena_init(&a);
    assert_int_equal(cascade_least(gap, COUNT_OF(gap), 4, &a, &got), 4);
    assert_memory_equal(got, want, sizeof want);
    assert_int_equal(cascade_least(gap, COUNT_OF(gap), 100, &a, &got), 5);
    assert_int_equal(cascade_least(gap, 0, 4, &a, &got), 0);
    arena_release(&a);
}

/* Each text once: what the book has is not encoded again, what is no longer asked for goes, and a vector is the same either way. */
static void vectors_are_made_once_and_kept_while_they_are_asked_for(void **state)
{
    static const Str text[] = { STR_INIT("The parcel came late."), STR_INIT(""), STR_INIT("Nobody answers the phone."), STR_INIT("The parcel came late.") };
    const float *first[COUNT_OF(text)], *again[COUNT_OF(text)];
    float exact[ENCODER_WIDTH];
    Small b;
    Vectors v;
    (void)state;
    small_open(&b, SMALL_MEMORY);
    vectors_init(&v);
    small_must(&b, vectors_of(&v, text, COUNT_OF(text), first, &b.a, &b.err));
    assert_int_equal(v.encoded, 2);
    assert_null(first[1]);
    assert_memory_equal(first[0], first[3], sizeof exact);
    encoder_encode(text, 1, exact, &b.a);
    assert_true(encoder_cosine(first[0], exact) > 0.9995 * sqrt(encoder_cosine(first[0], first[0])));
    small_must(&b, vectors_write(b.s, &v, &b.err));
    vectors_release(&v);
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_text_vector"), 2);
    vectors_init(&v);
    small_must(&b, vectors_load(b.s, &v, &b.err));
    small_must(&b, vectors_of(&v, text, 2, again, &b.a, &b.err));
    assert_int_equal(v.encoded, 0);
    assert_memory_equal(again[0], first[0], sizeof exact);
    small_must(&b, vectors_write(b.s, &v, &b.err));
    assert_int_equal(small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_text_vector"), 1);
    vectors_release(&v);
    small_sql(&b, "UPDATE d_text_vector SET hex = 'xyz';");
    vectors_init(&v);
    assert_int_equal(vectors_load(b.s, &v, &b.err), ST_INVALID);
    vectors_release(&v);
    small_close(&b);
}

enum { COMMENTS = MOOD_NEAR_MIN + 200, PLANTED = 40, ACCOUNTS = 50, LATE = 12 };

static Str planted(int i, bool *good, bool *told, Arena *a)
{
    static const char *const openers[] = { "The depot", "Our portal", "Your hotline", "Each invoice", "That driver" };
    uint64_t luck = hash64_mix((uint64_t)i, 77);
    *good = luck % 2;
    *told = luck / 2 % 5 < TOLD;
    return str_fmt(a, "%s %s %c%c%c", openers[luck / 16 % 5], *told ? *good ? "flimmed" : "zorbled" : "stood there", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
}

/* A book of many scores.  The vectors of its texts are planted in it: those of what no word tells say which side it is of. */
static void plant(Small *b)
{
    Buf rows;
    Vectors v;
    vectors_init(&v);
    buf_init(&rows, 1 << 23);
    small_open(b, SMALL_MEMORY);
    Rng *r = rng_create(&b->a, 9);
    small_sql(b, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 50) AS g(i);"
                 "INSERT INTO file VALUES (1, 1, 'f1', 'h1', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, ''), (2, 1, 'f2', 'h2', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');");
    for (int i = 0; i < COMMENTS + PLANTED; i++) {
        bool good, told;
        const float *none;
        Str text = planted(i, &good, &told, &b->a);
        vectors_put(&v, text, made_vector(r, good ? 1 : -1, &b->a));
        small_must(b, vectors_of(&v, &text, 1, &none, &b->a, &b->err));
        buf_printf(&rows, "%s(1, %d, 1, 1, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, '%.*s', TIMESTAMP '2025-09-01 10:00:00')", i ? "," : "INSERT INTO f_answer VALUES ", i + 2, i + 2, i % ACCOUNTS + 1, i, i,
                   STR_ARG(text));
    }
    /* A second file, of texts whose vectors nobody planted. */
    for (int i = 0; i < LATE; i++)
        buf_printf(&rows, ",(1, %d, 1, 2, %d, %d, NULL, 'L%d', 'L%d', 'Q1', NULL, NULL, '%s stood there since %d', TIMESTAMP '2025-09-02 10:00:00')", 9000 + i, i, i % ACCOUNTS + 1, i, i, i % 2 ? "Our portal" : "That driver", i);
    buf_puts(&rows, ";");
    for (int i = 0; i < COMMENTS; i++) {
        bool good, told;
        (void)planted(i, &good, &told, &b->a);
        buf_printf(&rows, "%s(1, %d, 1, 1, %d, %d, NULL, 'R%d', TIMESTAMP '2025-09-01 10:00:00', NULL, TRUE, %d, NULL, NULL, NULL)", i ? "," : "INSERT INTO f_response VALUES ", i + 2, i + 2, i % ACCOUNTS + 1, i,
                   good ? 10 : 2);
    }
    buf_puts(&rows, ";");
    small_sql(b, rows.p);
    small_must(b, vectors_write(b->s, &v, &b->err));
    buf_release(&rows);
    vectors_release(&v);
}

static void a_book_of_many_scores_asks_for_vectors_where_its_words_tell_nothing(void **state)
{
    Small b;
    ListenResult r;
    (void)state;
    plant(&b);
    int64_t had = small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_text_vector");
    small_must(&b, listen_run(b.s, &r, &b.err));
    print_message("# %s; by vector %s of %s; kept %lld of %lld\n", small_rows(&b, "SELECT name, n, learned, rules, used FROM d_model ORDER BY name"),
                  small_rows(&b, "SELECT value FROM d_summary WHERE name = 'sentences_by_vector'"), small_rows(&b, "SELECT count(*) FROM d_mood"),
                  (long long)small_int(&b, "SELECT CAST(count(*) AS BIGINT) FROM d_text_vector"), (long long)had);
    assert_string_equal(small_rows(&b, "SELECT used, learned > 0.9, rules < 0.7 FROM d_model WHERE name = 'sentiment_near'"), "true|true|true");
    /* Nobody scored these: what no word tells has the side of its vector. */
    size_t right = 0, all = 0;
    for (int i = COMMENTS; i < COMMENTS + PLANTED; i++) {
        bool good, told;
        Str text = planted(i, &good, &told, &b.a);
        const char *side = small_rows(&b, str_fmt(&b.a, "SELECT sentiment > 0.3, sentiment < -0.3 FROM d_comment WHERE text = '%.*s'", STR_ARG(text)).p);
        right += !strcmp(side, good ? "true|false" : "false|true");
        all++;
    }
    print_message("# right %zu of %zu\n", right, all);
    assert_true(right >= all * 95 / 100);
    assert_true(small_int(&b, "SELECT CAST(value AS BIGINT) FROM d_summary WHERE name = 'sentences_by_vector'") > COMMENTS / 10);
    /* Every vector used stood in the book: no other is kept, and a run again changes nothing. */
    static const char all_of[] = "SELECT name, version FROM d_model UNION ALL SELECT 'm', CAST(comment_id AS TEXT) || ' ' || CAST(value AS TEXT) || words FROM d_mood"
                                 " UNION ALL SELECT 'v', CAST(text_hash AS TEXT) || hex FROM d_text_vector ORDER BY 1, 2";
    const char *before = small_rows(&b, all_of);
    small_must(&b, listen_run(b.s, &r, &b.err));
    assert_string_equal(small_rows(&b, all_of), before);
    /* What comes in later is felt as the whole run felt it. */
    static const char late[] = "SELECT c.text, m.learned, m.value, m.words FROM d_comment AS c JOIN d_mood AS m ON m.comment_id = c.comment_id WHERE c.file_id = 2 ORDER BY 1";
    const char *felt = small_rows(&b, late);
    ListenMore more;
    small_sql(&b, "UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &more, &b.err));
    assert_int_equal(more.comments, LATE);
    assert_string_equal(small_rows(&b, late), felt);
    /* And not as by words alone, which know no difference. */
    small_sql(&b, "DELETE FROM d_model WHERE name = 'sentiment_near'; UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &more, &b.err));
    assert_string_not_equal(small_rows(&b, late), felt);
    small_close(&b);
}

enum { CODED = 430, LABELLED = 90, OF_FIRST = 390 };

/* Of two themes, in a word of seven letters that few others have. */
static Str coded_text(int i, Arena *a)
{
    uint64_t h = hash64_mix(hash64_mix((uint64_t)i, 3) % 60 * 2 + (uint64_t)(i % 2), 41);
    char w[8] = "";
    for (int k = 0; k < 7; k++, h /= 26)
        w[k] = (char)('a' + h % 26);
    return str_fmt(a, "The crate was %s number %c%c", w, (char)('a' + i % 26), (char)('a' + i / 26));
}

/* A person's labels, and vectors that say what all comments mean; every comment behind OF_FIRST is of a second file. */
static void plant_labels(Small *b)
{
    Buf rows;
    Vectors v;
    vectors_init(&v);
    buf_init(&rows, 1 << 20);
    small_open(b, SMALL_MEMORY);
    Rng *r = rng_create(&b->a, 5);
    buf_puts(&rows, "INSERT INTO d_alias SELECT i, i, NULL, 1, 'id' FROM generate_series(1, 50) AS g(i);"
                    "INSERT INTO file VALUES (1, 1, 'f1', 'h1', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, ''), (2, 1, 'f2', 'h2', 0, 'x', 'UTF-8', '', 0, 0, 0, 0, '');"
                    "INSERT INTO verdict VALUES (1, 'listen', 'rule', '+One', 'xyzzyone', 'x', '', TIMESTAMP '2025-09-02 00:00:00'),"
                    " (2, 'listen', 'rule', '+Two', 'xyzzytwo', 'x', '', TIMESTAMP '2025-09-02 00:00:00');");
    for (int i = 0; i < CODED; i++) {
        const float *none;
        Str text = coded_text(i, &b->a);
        vectors_put(&v, text, made_vector(r, i % 2 ? 1 : -1, &b->a));
        small_must(b, vectors_of(&v, &text, 1, &none, &b->a, &b->err));
        buf_printf(&rows, "INSERT INTO f_answer VALUES (1, %d, 1, %d, %d, %d, NULL, 'A%d', 'R%d', 'Q1', NULL, NULL, '%.*s', TIMESTAMP '2025-09-01 10:00:00');", i + 2, i < OF_FIRST ? 1 : 2, i + 2,
                   i / 2 % ACCOUNTS + 1, i, i, STR_ARG(text));
        if (i < LABELLED)
            buf_printf(&rows, "INSERT INTO verdict VALUES (%d, 'listen', 'move', 's%016x', '%d\trandom\tother', 'x', '', TIMESTAMP '2025-09-03 00:00:00');", i + 3, (unsigned)i + 2, 1000001 + i % 2);
    }
    small_sql(b, rows.p);
    small_must(b, vectors_write(b->s, &v, &b->err));
    buf_release(&rows);
    vectors_release(&v);
}

static void labels_code_what_comes_in_later_as_the_whole_run_did(void **state)
{
    static const char right[] = "SELECT CAST(count(*) AS BIGINT) FROM d_comment AS c JOIN d_code AS k ON k.comment_id = c.comment_id AND k.kind = 'theme' AND k.seq = 1"
                                " WHERE k.theme_id = 1000001 + c.line % 2";
    static const char late[] = "SELECT c.line, k.seq, k.theme_id, k.span_from, k.span_to, m.how FROM d_comment AS c JOIN d_code AS k ON k.comment_id = c.comment_id"
                               " JOIN d_code_more AS m ON m.comment_id = k.comment_id AND m.seq = k.seq WHERE c.file_id = 2 ORDER BY 1, 2";
    Small b;
    ListenResult r;
    ListenMore more;
    (void)state;
    plant_labels(&b);
    small_must(&b, listen_run(b.s, &r, &b.err));
    print_message("# labels, themes, encoded, alone, taught, used: %s; right %lld of %d\n", small_rows(&b, "SELECT * FROM d_theme_taught"), (long long)small_int(&b, right), CODED);
    assert_string_equal(small_rows(&b, "SELECT labels, themes, encoded, learned_f1 > 0.95, used FROM d_theme_taught"), "90|2|340|true|true");
    assert_true(small_int(&b, right) > CODED * 95 / 100);
    const char *coded = small_rows(&b, late);
    small_sql(&b, "UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    small_must(&b, listen_more(b.s, &more, &b.err));
    assert_int_equal(more.comments, CODED - OF_FIRST);
    assert_string_equal(small_rows(&b, late), coded);
    small_sql(&b, "UPDATE d_model_part SET hex = 'xyz' WHERE name = 'themes' AND seq = 1; UPDATE d_summary SET value = '1' WHERE name = 'heard_file';");
    assert_int_equal(listen_more(b.s, &more, &b.err), ST_INVALID);
    small_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_words_leave_unsure_is_decided_by_vectors), cmocka_unit_test(vectors_that_tell_nothing_are_not_used),
                                        cmocka_unit_test(the_least_sure_come_first_and_ties_by_place), cmocka_unit_test(vectors_are_made_once_and_kept_while_they_are_asked_for),
                                        cmocka_unit_test(a_book_of_many_scores_asks_for_vectors_where_its_words_tell_nothing),
                                        cmocka_unit_test(labels_code_what_comes_in_later_as_the_whole_run_did) };
    return cmocka_run_group_tests_name("cascade", tests, NULL, NULL);
}
