/* Oracle: planted truth: a person labels comments of two themes, each in a word that few others have; numbers in place of vectors say what all of them mean, or
 * nothing. */
#include "tests/near.h"

#include "base/attr.h"
#include "listen/theme_learn.h"
#include "num/rng.h"

enum { LABELS = 90, OTHERS = 500, ALL = LABELS + OTHERS, WORDS = 60, THEMES = 2 };

typedef struct Made {
    Comments    c;
    ThemeList   list;
    ThemeEdits  edits;
    Vectors     vectors;
    ThemeTaught taught;
    uint32_t    truth[ALL];
    Arena       a, own[2];
} Made;

/* A word of letters that nothing else is made of. */
static Str word_of(uint32_t theme, uint64_t k, Arena *a)
{
    uint64_t h = hash64_mix(k * THEMES + theme, 41);
    char w[8];
    for (int i = 0; i < 7; i++, h /= 26)
        w[i] = (char)('a' + h % 26);
    w[7] = 0;
    return str_fmt(a, "%s", w);
}

/* `odd`: every so many labels say "other". */
static void make(Made *m, bool telling, size_t odd)
{
    arena_init(&m->a);
    arena_init(&m->own[0]);
    arena_init(&m->own[1]);
    m->c = (Comments){ .at = ARENA_NEW_N(&m->a, Comment, ALL), .n = ALL };
    m->list = (ThemeList){ .n = 0 };
    m->edits = (ThemeEdits){ .label = ARENA_NEW_N(&m->a, ThemeLabel, LABELS), .n_label = LABELS };
    i64map_init(&m->edits.by_key);
    i64map_init(&m->list.was);
    vectors_init(&m->vectors);
    Rng *r = rng_create(&m->a, 7);
    for (uint32_t k = 0; k < THEMES; k++)
        theme_list_add(&m->list, &m->a)->id = (int64_t)THEME_MADE + k;
    for (size_t i = 0; i < ALL; i++) {
        float v[ENCODER_WIDTH];
        m->truth[i] = (uint32_t)(i % THEMES);
        Str word = word_of(m->truth[i], (uint64_t)rng_below(r, WORDS), &m->a);
        Str text = str_fmt(&m->a, "The crate was %.*s number %c%c.", STR_ARG(word), (char)('a' + i % 26), (char)('a' + i / 26));
        for (size_t k = 0; k < ENCODER_WIDTH; k++)
            v[k] = (float)(0.04 * (telling && k < ENCODER_WIDTH / 2 ? m->truth[i] ? 1 : -1 : 0) + rng_normal(r, 0, 0.02));
        m->c.at[i] = (Comment){ .account = (int64_t)i / 3 + 1, .score = -1, .channel = "review", .language = "en", .lang = LANG_EN, .text = text,
                                .raw = text, .key = str_fmt(&m->a, "r%zu", i), .question = STR("") };
        vectors_put(&m->vectors, text, v);
    }
    for (size_t i = 0; i < LABELS; i++) {
        bool other = odd && i % odd == 0;
        m->edits.label[i] = (ThemeLabel){ .key = m->c.at[i].key, .theme = { m->truth[i] }, .sub = { NO_THEME }, .n = !other,
                                          .how = i % 2 ? LABEL_RANDOM : LABEL_MARGIN, .said = NO_THEME, .comment = i };
        i64map_set(&m->edits.by_key, hash64(m->c.at[i].key), (int64_t)i);
    }
}

static void learn(Made *m)
{
    Err err;
    assert_int_equal(theme_learn(&m->c, &m->edits, &m->list, &m->a, &m->taught, &err), ST_OK);
    assert_int_equal(theme_taught(&m->c, &m->edits, &m->list, &m->vectors, &m->a, &m->taught, &err), ST_OK);
    if (theme_taught_used(&m->taught))
        assert_int_equal(comments_share(&m->c, comments_learned, &m->taught, m->own, &err), ST_OK);
}

static void release(Made *m)
{
    i64map_release(&m->edits.by_key);
    i64map_release(&m->list.was);
    vectors_release(&m->vectors);
    arena_release(&m->own[1]);
    arena_release(&m->own[0]);
    arena_release(&m->a);
}

/* Of the comments nobody labelled: first in their theme, in another, in none. */
static void count(const Made *m, size_t of[3])
{
    of[0] = of[1] = of[2] = 0;
    for (size_t i = LABELS; i < ALL; i++)
        of[!m->c.at[i].n_mention ? 2 : m->c.at[i].mention[0].theme == m->truth[i] ? 0 : 1]++;
}

static void what_texts_mean_codes_comments_whose_words_no_label_has(void **state)
{
    Made m = { 0 };
    size_t of[3];
    (void)state;
    make(&m, true, 0);
    learn(&m);
    const TaughtAll *x = &m.taught.all;
    count(&m, of);
    print_message("# F1 %.3f, alone %.3f; of %d: right %zu, wrong %zu, none %zu\n", x->learned_f1, x->alone_f1, OTHERS, of[0], of[1], of[2]);
    assert_true(x->there && x->used && x->whole);
    assert_int_equal(x->labels, LABELS);
    assert_int_equal(x->n, THEMES);
    assert_int_equal(x->encoded, OTHERS);
    assert_int_equal(m.vectors.encoded, 0);
    assert_true(of[0] > OTHERS * 9 / 10);
    /* Each label drawn at random has a theme, so each comment has. */
    assert_int_equal(of[2], 0);
    for (size_t i = 0; i < ALL; i++)
        assert_int_equal(m.c.at[i].mention[0].how, HOW_LEARNED);
    release(&m);
}

static void vectors_that_say_nothing_change_nothing(void **state)
{
    Made m = { 0 };
    size_t of[3];
    (void)state;
    make(&m, false, 0);
    learn(&m);
    count(&m, of);
    print_message("# F1 %.3f, alone %.3f; of %d: right %zu, wrong %zu, none %zu\n", m.taught.all.learned_f1, m.taught.all.alone_f1, OTHERS, of[0], of[1], of[2]);
    assert_true(m.taught.all.there);
    assert_true(m.taught.all.learned_f1 < 0.75);
    release(&m);
}

/* A person who says "other" of some leaves others without a theme, too. */
static void comments_may_be_in_no_theme_where_a_person_said_so(void **state)
{
    Made m = { 0 };
    (void)state;
    make(&m, true, 3);
    learn(&m);
    assert_false(m.taught.all.whole);
    assert_int_equal(m.taught.all.n, THEMES + 1);
    release(&m);
}

/* The same labels give the same weights, and too few give none. */
static void the_same_labels_teach_the_same(void **state)
{
    Made one = { 0 }, other = { 0 };
    Err err;
    (void)state;
    make(&one, true, 0);
    make(&other, true, 0);
    assert_int_equal(theme_taught(&one.c, &one.edits, &one.list, &one.vectors, &one.a, &one.taught, &err), ST_OK);
    assert_int_equal(theme_taught(&other.c, &other.edits, &other.list, &other.vectors, &other.a, &other.taught, &err),
                     ST_OK);
    assert_int_equal(learner_version(&one.taught.all.learner), learner_version(&other.taught.all.learner));
    one.edits.n_label = TAUGHT_LABELS - 1;
    assert_int_equal(theme_taught(&one.c, &one.edits, &one.list, &one.vectors, &one.a, &one.taught, &err), ST_OK);
    assert_false(one.taught.all.there);
    release(&one);
    release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_texts_mean_codes_comments_whose_words_no_label_has), cmocka_unit_test(vectors_that_say_nothing_change_nothing),
                                        cmocka_unit_test(comments_may_be_in_no_theme_where_a_person_said_so), cmocka_unit_test(the_same_labels_teach_the_same) };
    return cmocka_run_group_tests_name("theme_taught", tests, NULL, NULL);
}
