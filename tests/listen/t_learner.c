/* Oracle: planted classes; probabilities against how often they come true; two orders of the same rows;
 * words in the learner's texts and out of them. */
#include "tests/near.h"

#include <math.h>
#include <stdio.h>

#include "listen/lean.h"
#include "listen/learner.h"
#include "num/rng.h"

enum { N = 900, CLASSES = 3 };

static const char *const kinds[CLASSES][4] = { { "late", "delayed", "overdue", "waiting" }, { "price", "fee", "costly", "invoice" }, { "kind", "helpful", "friendly", "competent" } };
static const char *const filler[] = { "the", "order", "from", "our", "plant", "was", "with", "again", "and", "new" };

static Arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* Every text has words at random, and with a chance of `sign` one of its class. */
static void make(LearnerRow *row, size_t n, double sign, uint64_t seed)
{
    Rng *r = rng_create(&arena, seed);
    for (size_t i = 0; i < n; i++) {
        char text[256];
        int label = (int)rng_below(r, CLASSES), at = 0;
        for (int k = 0; k < 6; k++)
            at += snprintf(text + at, sizeof text - (size_t)at, "%s ", filler[rng_below(r, 10)]);
        if (rng_chance(r, sign))
            at += snprintf(text + at, sizeof text - (size_t)at, "%s", kinds[label][rng_below(r, 4)]);
        FeatureBag b;
        feature_begin(&b, (size_t)at, &arena);
        feature_add(&b, (Str){ text, (size_t)at }, 0, FEATURE_ALL);
        row[i] = (LearnerRow){ feature_end(&b), label, 1, (uint32_t)(i % 5) };
    }
}

static double right(const Learner *l, const LearnerRow *row, size_t n)
{
    double ok = 0, margin[LEARNER_CLASSES];
    for (size_t i = 0; i < n; i++) {
        learner_margins(l, &row[i].f, margin);
        ok += learner_best(l, margin) == (unsigned)row[i].label;
    }
    return ok / (double)n;
}

static void planted_classes_are_told_apart(void **state)
{
    static LearnerRow train[N], test[N];
    Learner l;
    Err err;
    (void)state;
    make(train, N, 0.9, 1);
    make(test, N, 0.9, 2);
    assert_int_equal(learner_fit(train, N, &(LearnerOptions){ .n_class = CLASSES, .seed = 1 }, &arena, &l, &err), ST_OK);
    /* 0.9 can be known, a third of the others guessed. */
    double got = right(&l, test, N);
    if (!(got > 0.88 && got < 0.98))
        fail_msg("%.3f right", got);
    for (size_t i = N / 3; i < N; i++)
        train[i].label = -1;       /* the others stay without a label */
    assert_int_equal(learner_fit(train, N, &(LearnerOptions){ .n_class = CLASSES, .seed = 1 }, &arena, &l, &err), ST_OK);
    assert_true(right(&l, test, N) > 0.85);
}

static void probabilities_come_true_as_often_as_they_say(void **state)
{
    static LearnerRow train[N * 4], test[N * 4];
    Learner l;
    Err err;
    double said = 0, came = 0, margin[LEARNER_CLASSES], p[LEARNER_CLASSES];
    (void)state;
    make(train, N * 4, 0.6, 3);
    make(test, N * 4, 0.6, 4);
    assert_int_equal(learner_fit(train, N * 4, &(LearnerOptions){ .n_class = CLASSES, .folds = 5, .seed = 1 }, &arena, &l, &err), ST_OK);
    for (size_t i = 0; i < N * 4; i++) {
        learner_margins(&l, &test[i].f, margin);
        learner_p(&l, margin, p);
        unsigned best = learner_best(&l, margin);
        check_digits(p[0] + p[1] + p[2], 1, 12);
        said += p[best];
        came += best == (unsigned)test[i].label;
    }
    /* Three curves scaled to sum 1 are no exact probabilities. */
    if (fabs(said - came) / (N * 4) > 0.05)
        fail_msg("said %.3f, came true %.3f", said / (N * 4), came / (N * 4));
}

static void two_classes_are_one_turned_round(void **state)
{
    static LearnerRow train[N];
    Learner l;
    Err err;
    double margin[LEARNER_CLASSES], unseen[N * 2];
    (void)state;
    make(train, N, 0.9, 5);
    for (size_t i = 0; i < N; i++)
        train[i].label = train[i].label == 2;
    assert_int_equal(learner_fit(train, N, &(LearnerOptions){ .n_class = 2, .folds = 5, .unseen = unseen, .seed = 1 }, &arena, &l, &err), ST_OK);
    for (size_t i = 0; i < N; i++) {
        learner_margins(&l, &train[i].f, margin);
        assert_true(margin[0] == -margin[1]);
        assert_true(unseen[i * 2] == -unseen[i * 2 + 1]);
    }
    assert_true(right(&l, train, N) > 0.9);
}

/* Blocks weigh by the weights alone: what is written to a book and read back is no more than those. */
static void weights_are_all_that_has_to_be_kept(void **state)
{
    static LearnerRow train[N];
    Learner l, kept;
    Err err;
    double margin[LEARNER_CLASSES], again[LEARNER_CLASSES];
    (void)state;
    make(train, N, 0.9, 5);
    assert_int_equal(learner_fit(train, N, &(LearnerOptions){ .n_class = CLASSES, .block = { 1, 0.6, 0.1, 0 }, .seed = 1 }, &arena, &l, &err), ST_OK);
    kept = (Learner){ .n_class = CLASSES, .index = l.index, .idf = l.idf, .weight = l.weight, .n_kept = l.n_kept, .block = { 1, 1, 1, 1 } };
    learner_pack(&kept, &arena);
    for (size_t i = 0; i < N; i++) {
        learner_margins(&l, &train[i].f, margin);
        learner_margins(&kept, &train[i].f, again);
        assert_memory_equal(margin, again, CLASSES * sizeof *margin);
    }
}

/* "kind" and "helpful" are in the learner's texts, "terrible", "annoying" and "boring" are not; "boring" alone is no strong feeling. */
static void a_learner_leans_on_the_rules_for_plain_words_it_has_not_seen(void **state)
{
    static LearnerRow train[N];
    static const struct {
        const char *text;
        bool        leans;
    } cases[] = { { "terrible and annoying", true }, { "kind, friendly and helpful again", false }, { "kind but terrible and annoying", false }, { "the order is boring", false },
                  { "the order", false } };
    Learner l;
    Err err;
    (void)state;
    make(train, N, 0.9, 5);
    assert_int_equal(learner_fit(train, N, &(LearnerOptions){ .n_class = CLASSES, .seed = 1 }, &arena, &l, &err), ST_OK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Sentiment s;
        Str text = str_of(cases[i].text);
        sentiment_score(text, LANG_EN, &arena, &s);
        assert_true((s.n_hit > 0) == (i < 4));
        assert_true(lean_odds(&l, text, &s) == (cases[i].leans ? LEAN * s.compound : 0));
    }
}

static void one_class_alone_is_refused(void **state)
{
    static LearnerRow train[60];
    Learner l;
    Err err;
    (void)state;
    make(train, 60, 0.9, 6);
    for (size_t i = 0; i < 60; i++)
        train[i].label = 1;
    assert_int_equal(learner_fit(train, 60, &(LearnerOptions){ .n_class = CLASSES }, &arena, &l, &err), ST_INVALID);
}

/* A reader's counts give the same margins to the last bit, in one lane and in more. */
static void texts_that_are_read_have_the_same_margins(void **state)
{
    enum { ROWS = 200 };
    static LearnerRow row[ROWS];
    static const char *const texts[] = { "the order was late late late, again", "", "our plant: helpful and friendly! not costly", "zzz qqq", "fee fee fee fee fee" };
    (void)state;
    for (unsigned classes = 2; classes <= 9; classes += 7) {
        Learner l;
        Err err;
        Arena memory;
        make(row, ROWS, 0.9, 5);
        for (int i = 0; i < ROWS; i++)
            row[i].label = (int32_t)((unsigned)i % classes);
        assert_int_equal(learner_fit(row, ROWS, &(LearnerOptions){ .n_class = classes, .seed = 1 }, &arena, &l, &err), ST_OK);
        arena_init(&memory);
        FeatureReader *r = feature_reader_create(l.index, l.n_kept, &memory);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            double want[LEARNER_CLASSES], got[LEARNER_CLASSES];
            FeatureBag b;
            FeatureCounts c;
            Sentiment feel;
            Feature mood[FEATURE_MOODS];
            sentiment_score(str_of(texts[i]), LANG_EN, &arena, &feel);
            feature_begin(&b, 256, &arena);
            feature_add(&b, str_of(texts[i]), 0, FEATURE_ALL);
            feature_add_mood(&b, &feel, 0);
            Features f = feature_end(&b);
            learner_margins(&l, &f, want);
            feature_read(r, str_of(texts[i]), &c);
            learner_margins_read(&l, &c, &(Features){ mood, feature_mood(&feel, 0, mood) }, got);
            assert_memory_equal(got, want, classes * sizeof *got);
        }
        arena_release(&memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_classes_are_told_apart),
        cmocka_unit_test(probabilities_come_true_as_often_as_they_say),
        cmocka_unit_test(two_classes_are_one_turned_round),
        cmocka_unit_test(weights_are_all_that_has_to_be_kept),
        cmocka_unit_test(a_learner_leans_on_the_rules_for_plain_words_it_has_not_seen),
        cmocka_unit_test(one_class_alone_is_refused),
        cmocka_unit_test(texts_that_are_read_have_the_same_margins),
    };
    return cmocka_run_group_tests_name("learner", tests, set_up, tear_down);
}
