/* Oracle: sentences of two meanings, made so that a few labels share hardly a word with the rest; what was planted is
 * what must come back, and better than from the labels alone. */
#include "tests/near.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "listen/taught.h"
#include "num/rng.h"
#include "text/encoder.h"

enum { LABELLED = 24, MORE = 120, TESTED = 60, ALL = LABELLED + MORE + TESTED };

/* Late against friendly, in words that recur across the list as they do in comments. */
static const char *const thing[2][6] = { { "The parcel", "Our shipment", "The consignment", "The delivery", "The truck", "Your courier" },
                                         { "The clerk", "Your agent", "The lady on the phone", "Your colleague", "The technician", "Your staff" } };
static const char *const does[2][11] = { { "came far too late", "was three days overdue", "arrived a week after the date", "did not show up on time", "was delayed once more",
                                           "is still on its way", "took forever", "was held up again", "never got here by noon", "missed the promised day", "kept us waiting" },
                                         { "was kind and patient", "greeted us with a smile", "could not have been nicer", "was a pleasure to talk to", "was polite and warm",
                                           "was so courteous", "took time to listen", "was charming", "really cared", "was gentle and sweet", "was a delight" } };

typedef struct Made {
    LearnerRow   row[ALL];
    const float *vector[ALL];
    int32_t      truth[ALL];
} Made;

static void make(Made *m, Arena *a)
{
    Str text[ALL];
    float *v = ARENA_NEW_N(a, float, ALL * ENCODER_WIDTH);
    for (size_t i = 0; i < ALL; i++) {
        FeatureBag b;
        char *p = arena_alloc(a, 128, 1);
        int32_t side = (int32_t)(i % 2);
        size_t k = i / 2;
        /* Labelled ones say the first four; the others the other seven. */
        size_t way = i < LABELLED ? k % 4 : 4 + k % 7;
        text[i] = (Str){ p, (size_t)snprintf(p, 128, "%s %s.", thing[side][i < LABELLED ? k % 3 : 3 + k % 3], does[side][way]) };
        feature_begin(&b, text[i].n, a);
        feature_add(&b, text[i], 0, FEATURE_ALL);
        m->truth[i] = side;
        m->row[i] = (LearnerRow){ feature_end(&b), i < LABELLED ? side : -1, 1, i < LABELLED ? (uint32_t)(k % 3) : LEARNER_NO_FOLD };
        m->vector[i] = v + i * ENCODER_WIDTH;
    }
    encoder_encode(text, ALL, v, a);
}

static size_t right(const Made *m, const Learner *l)
{
    size_t n = 0;
    for (size_t i = LABELLED + MORE; i < ALL; i++) {
        double margin[LEARNER_CLASSES];
        learner_margins(l, &m->row[i].f, margin);
        n += learner_best(l, margin) == (unsigned)m->truth[i];
    }
    return n;
}

static void a_pupil_knows_more_than_its_labels(void **state)
{
    Arena a;
    Learner alone, taught;
    Err err;
    LearnerOptions o = { .n_class = 2, .cost = 0.15, .balance = 0.5, .seen_least = 1, .folds = 3, .seed = 1 };
    (void)state;
    arena_init(&a);
    Made *m = ARENA_NEW(&a, Made);
    make(m, &a);
    assert_int_equal(learner_fit(m->row, LABELLED + MORE, &o, &a, &alone, &err), ST_OK);
    assert_int_equal(taught_fit(m->row, LABELLED + MORE, m->vector, &o, &a, &taught, &err), ST_OK);
    size_t by_labels = right(m, &alone), by_teacher = right(m, &taught);
    print_message("# right of %d: labels alone %zu, taught %zu\n", TESTED, by_labels, by_teacher);
    assert_true(by_teacher >= TESTED * 9 / 10);
    assert_true(by_teacher > by_labels);
    arena_release(&a);
}

/* Two draws of numbers for a vector, whose first half tells the sides apart and is noise of twice that; nothing is counted.  Eight
 * labels place the border badly, the crowd of the others says where it lies. */
static void a_teacher_learns_from_what_it_does_not_know(void **state)
{
    enum { N = 400, KNOWN = 8, SETS = 20 };
    Arena a;
    double once_right = 0, twice_right = 0;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 5);
    for (int set = 0; set < SETS; set++) {
        ArenaMark mark = arena_mark(&a);
        LearnerRow *row = ARENA_NEW_N(&a, LearnerRow, N), *rich = ARENA_NEW_N(&a, LearnerRow, N);
        const float **vector = ARENA_NEW_N(&a, const float *, N);
        Learner once, twice;
        Err err;
        LearnerOptions o = { .n_class = 2, .cost = 0.15, .block = { 1, 1, 0.25, 2 }, .seed = 1 };
        for (size_t i = 0; i < N; i++) {
            float *v = ARENA_NEW_N(&a, float, FEATURE_VECTOR);
            for (size_t k = 0; k < FEATURE_VECTOR; k++)
                v[k] = (float)rng_normal(r, k < FEATURE_VECTOR / 2 ? (i % 2 ? 0.1 : -0.1) : 0, 1) * 0.05F;
            FeatureBag b;
            feature_begin(&b, 1, &a);
            row[i] = (LearnerRow){ feature_end(&b), i < KNOWN ? (int32_t)(i % 2) : -1, 1, 0 };
            feature_add_vector(&b, v, 0);
            rich[i] = row[i];
            rich[i].f = feature_end(&b);
            vector[i] = v;
        }
        assert_int_equal(learner_fit(rich, N, &o, &a, &once, &err), ST_OK);
        assert_int_equal(taught_teacher(row, N, vector, &o, &a, &twice, &err), ST_OK);
        for (size_t i = KNOWN; i < N; i++) {
            double margin[LEARNER_CLASSES];
            learner_margins(&once, &rich[i].f, margin);
            once_right += learner_best(&once, margin) == i % 2;
            learner_margins(&twice, &rich[i].f, margin);
            twice_right += learner_best(&twice, margin) == i % 2;
        }
        arena_rewind(&a, mark);
    }
    print_message("# right of %d: once %.0f, twice %.0f\n", (N - KNOWN) * SETS, once_right, twice_right);
    assert_true(once_right > 0.6 * (N - KNOWN) * SETS);
    assert_true(twice_right > once_right + 0.01 * (N - KNOWN) * SETS);
    arena_release(&a);
}

static void the_pupil_needs_no_vector_and_is_the_same_each_time(void **state)
{
    Arena a;
    Learner l[2];
    Err err;
    double unseen[(LABELLED + MORE) * 2] = { 0 };
    LearnerOptions o = { .n_class = 2, .cost = 0.15, .seen_least = 1, .folds = 3, .unseen = unseen, .seed = 1 };
    (void)state;
    arena_init(&a);
    Made *m = ARENA_NEW(&a, Made);
    make(m, &a);
    for (size_t k = 0; k < 2; k++)
        assert_int_equal(taught_fit(m->row, LABELLED + MORE, m->vector, &o, &a, &l[k], &err), ST_OK);
    assert_int_equal(l[0].n_kept, l[1].n_kept);
    assert_memory_equal(l[0].weight, l[1].weight, l[0].n_kept * 2 * sizeof *l[0].weight);
    for (uint32_t c = FEATURE_VECTOR_FIRST; c < FEATURE_COLS; c++)
        assert_int_equal(l[0].index[c], 0);
    for (size_t i = 0; i < LABELLED; i++)
        assert_true(unseen[i * 2] != 0);
    for (size_t i = LABELLED; i < LABELLED + MORE; i++)
        assert_true(unseen[i * 2] == 0);
    arena_release(&a);
}

static void one_side_alone_is_refused(void **state)
{
    Arena a;
    Learner l;
    Err err;
    LearnerOptions o = { .n_class = 2, .seen_least = 1, .seed = 1 };
    (void)state;
    arena_init(&a);
    Made *m = ARENA_NEW(&a, Made);
    make(m, &a);
    for (size_t i = 0; i < LABELLED; i++)
        m->row[i].label = 0;
    assert_int_equal(taught_fit(m->row, LABELLED + MORE, m->vector, &o, &a, &l, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_pupil_knows_more_than_its_labels), cmocka_unit_test(a_teacher_learns_from_what_it_does_not_know),
                                        cmocka_unit_test(the_pupil_needs_no_vector_and_is_the_same_each_time), cmocka_unit_test(one_side_alone_is_refused) };
    return cmocka_run_group_tests_name("taught", tests, NULL, NULL);
}
