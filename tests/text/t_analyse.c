/* Oracle: hand-made comments; two analysers on two threads against one after the other. */
#include "tests/near.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/attr.h"
#include "base/file.h"
#include "text/analyse.h"

static Arena arena;
static Err err;
static Analyser *analyser;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return analyser_create(&arena, &analyser, &err) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void a_mail_becomes_sentences_with_feelings(void **state)
{
    StrMap vocabulary;
    Analysis x;
    (void)state;
    strmap_init(&vocabulary, &arena);
    assert_int_equal(analyse_comment(analyser,
                                     STR("<p>The people at your plant are great.</p><p>Delivery is "
                                         "terrible! Deliveries are late.</p>"
                                         "\nBest regards,\nBob"),
                                     LANG_UNKNOWN, &vocabulary, &arena, &x, &err),
                     ST_OK);
    assert_true(str_eq(
        x.text,
        STR("The people at your plant are great.\nDelivery is terrible! Deliveries are late.")));
    assert_int_equal(x.lang.lang, LANG_EN);
    assert_int_equal(x.tokens.n_sentence, 3);
    assert_true(x.sentiment[0].compound > 0.5);
    assert_true(x.sentiment[1].compound < -0.4);
    assert_memory_equal(x.text.p + x.sentiment[1].hit[0].from, "terrible", x.sentiment[1].hit[0].n);
    assert_int_equal(x.stem_id[7], x.stem_id[10]);
    assert_true(str_eq(vocabulary.key[x.stem_id[7]], STR("deliveri")));
    double want =
        (7 * x.sentiment[0].compound + 3 * x.sentiment[1].compound + 3 * x.sentiment[2].compound) /
        13;
    check_digits(x.score, want, 12);
    assert_true(x.scored);
}

static void nothing_said_is_nothing(void **state)
{
    static const char *const rows[] = { "", "n/a", "  ", "> quoted only", "<br>" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Analysis x;
        assert_int_equal(
            analyse_comment(analyser, str_of(rows[i]), LANG_EN, NULL, &arena, &x, &err), ST_OK);
        assert_int_equal(x.text.n, 0);
        assert_int_equal(x.tokens.n_sentence, 0);
        assert_false(x.scored);
    }
}

static void an_unknown_language_has_words_but_no_score(void **state)
{
    Analysis x;
    (void)state;
    assert_int_equal(analyse_comment(analyser, STR("Kierowca zostawił dwie palety na deszczu."),
                                     LANG_UNKNOWN, NULL, &arena, &x, &err),
                     ST_OK);
    assert_int_equal(x.lang.lang, LANG_UNKNOWN);
    assert_int_equal(x.tokens.n, 6);
    assert_false(x.scored);
}

static void random_bytes_are_taken(void **state)
{
    uint64_t seed = 1;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        static const char *const pieces[] = { "<",        ">",    "&",     "#x;",      "On ",
                                              "wrote:\n", "--\n", "From:", "\xF0\x9F", "\xC3",
                                              "é",        "😡",    "not ",  "very ",    "bad",
                                              "!",        "?",    "'",     "\xE2\x80", "’",
                                              "\n",       "but ", "(",     "<br",      "least " };
        char text[400];
        size_t n = 0;
        for (int k = 0; k < 40; k++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *p = pieces[(seed >> 33) % COUNT_OF(pieces)];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        Analysis x;
        ArenaMark m = arena_mark(&arena);
        Lang prior = (Lang)(round % (LANG_UNKNOWN + 1));
        assert_int_equal(analyse_comment(analyser, (Str){ text, n }, prior, NULL, &arena, &x, &err),
                         ST_OK);
        assert_true(str_is_utf8(x.text));
        for (size_t i = 0; i < x.tokens.n_sentence; i++) {
            assert_true(x.sentiment[i].compound >= -1 && x.sentiment[i].compound <= 1);
            for (size_t h = 0; h < x.sentiment[i].n_hit; h++)
                assert_true(x.sentiment[i].hit[h].from + x.sentiment[i].hit[h].n <= x.text.n);
        }
        arena_rewind(&arena, m);
    }
}

typedef struct Job {
    double   sum;
    size_t   stems;
    int      status;
    uint64_t bytes;
} Job;

static void *work(void *p)
{
    static const char *const rows[] = {
        "Late again, very bad.", "Die Lieferung war schrecklich spät.", "Le service est excellent.",
        "Great people but terrible invoices!", "No entiendo la factura, horrible."
    };
    Job *job = p;
    Arena a;
    Err e;
    Analyser *an;
    StrMap vocabulary;
    arena_init(&a);
    strmap_init(&vocabulary, &a);
    job->status = (int)analyser_create(&a, &an, &e);
    for (size_t i = 0; i < 500 && !job->status; i++) {
        Analysis x;
        Str s = str_of(rows[i % COUNT_OF(rows)]);
        job->status = (int)analyse_comment(an, s, LANG_UNKNOWN, &vocabulary, &a, &x, &e);
        job->sum += x.score;
    }
    job->stems = vocabulary.n;
    arena_release(&a);
    return NULL;
}

static void separate_analysers_run_side_by_side(void **state)
{
    Job alone = { 0 }, both[2] = { { 0 } };
    pthread_t thread[2];
    (void)state;
    (void)work(&alone);
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, work, &both[i]), 0);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_int_equal(both[i].status, 0);
        assert_true(both[i].sum == alone.sum);
        assert_int_equal(both[i].stems, alone.stems);
    }
    assert_true(alone.stems > 10);
}

static void speed_is_reported(void **state)
{
    const char *shared = getenv("TL_SHARED");
    Str file;
    struct timespec from, to;
    (void)state;
    if (!shared || file_read(str_fmt(&arena, "%s/data/banking77/train.csv", shared).p, 1 << 24,
                             &arena, &file, &err)) {
        print_message("# skipped: no banking77 under TL_SHARED\n");
        return;
    }
    double bytes = (double)file.n;
    size_t n = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (; file.n; n++) {
        Analysis x;
        ArenaMark m = arena_mark(&arena);
        assert_int_equal(
            analyse_comment(analyser, str_cut(&file, '\n'), LANG_UNKNOWN, NULL, &arena, &x, &err),
            ST_OK);
        arena_rewind(&arena, m);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double s = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    print_message("# whole analysis: %.0f comments/s, %.1f MB/s\n", (double)n / s, bytes / s / 1e6);
    assert_true(n > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_becomes_sentences_with_feelings),
        cmocka_unit_test(nothing_said_is_nothing),
        cmocka_unit_test(an_unknown_language_has_words_but_no_score),
        cmocka_unit_test(random_bytes_are_taken),
        cmocka_unit_test(separate_analysers_run_side_by_side),
        cmocka_unit_test(speed_is_reported),
    };
    return cmocka_run_group_tests_name("analyse", tests, set_up, tear_down);
}
