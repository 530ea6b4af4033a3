/* Oracle: columns counted by hand and by a naive rule for pieces; texts that must and must not differ. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/feature_read.h"

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

static Features count(const char *text, unsigned salt, unsigned what)
{
    FeatureBag b;
    Str s = str_of(text);
    feature_begin(&b, s.n, &arena);
    feature_add(&b, s, salt, what);
    return feature_end(&b);
}

static double sum(Features f, unsigned block)
{
    double n = 0;
    for (size_t k = 0; k < f.n; k++)
        n += feature_block(f.at[k].col) == block ? (double)f.at[k].value : 0;
    return n;
}

static bool same(Features a, Features b)
{
    return a.n == b.n && memcmp(a.at, b.at, a.n * sizeof *a.at) == 0;
}

static void units_pairs_gaps_and_turned_words_are_counted(void **state)
{
    static const struct {
        const char *text;
        unsigned    what;
        double      units;
    } rows[] = {
        { "late", FEATURE_WORDS, 1 },
        { "late again", FEATURE_WORDS, 3 },
        { "late again today", FEATURE_WORDS, 3 + 2 + 1 },
        { "late again today now", FEATURE_WORDS, 4 + 3 + 2 },
        { "late!", FEATURE_WORDS, 3 },               /* the sign is a unit */
        { "late.", FEATURE_WORDS, 1 },               /* a full stop is none */
        { "see https://x.example/y?z=1 now", FEATURE_WORDS, 3 + 2 + 1 },
        { "not good at all", FEATURE_WORDS | FEATURE_TURNED, 9 + 3 },
        { "not good, late", FEATURE_WORDS | FEATURE_TURNED, 6 + 1 },    /* a comma ends it */
        { "isn't good", FEATURE_WORDS | FEATURE_TURNED, 3 + 1 },
        { "😡", FEATURE_WORDS, 1 },
        { "", FEATURE_ALL, 0 },
        { " .,; ", FEATURE_ALL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        double got = sum(count(rows[i].text, 0, rows[i].what), 0);
        if (got != rows[i].units)
            fail_msg("'%s': %g, want %g", rows[i].text, got, rows[i].units);
    }
}

/* A word of n letters has, with its blanks, n + 2 characters: n + 3 - k pieces of k, for k of 2 to 5. */
static void pieces_are_as_many_as_places(void **state)
{
    static const char *const words[] = { "a", "ab", "abc", "lieferung", "überfällig", "0123456789" };
    static const double letters[] = { 1, 2, 3, 9, 10, 10 };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        double want = 0;
        for (double k = 2; k <= 5; k++)
            want += fmax(0, letters[i] + 3 - k);
        check_digits(sum(count(words[i], 0, FEATURE_PIECES), 1), want, 15);
    }
}

static void case_and_numbers_do_not_matter_order_and_salt_do(void **state)
{
    (void)state;
    assert_true(same(count("LATE Order 4711, ÜBER", 0, FEATURE_ALL), count("late order 9023, über", 0, FEATURE_ALL)));
    assert_true(same(count("don’t", 0, FEATURE_ALL), count("don't", 0, FEATURE_ALL)));
    assert_false(same(count("good not bad", 0, FEATURE_WORDS), count("bad not good", 0, FEATURE_WORDS)));
    assert_false(same(count("late", 0, FEATURE_WORDS), count("late", 1, FEATURE_WORDS)));
    assert_false(same(count("late", 0, FEATURE_WORDS), count("late", 0, FEATURE_PIECES)));
}

static void what_the_rules_say_has_columns_of_its_own(void **state)
{
    FeatureBag b;
    Sentiment s;
    (void)state;
    sentiment_score(STR("This is terrible"), LANG_EN, &arena, &s);
    feature_begin(&b, 16, &arena);
    feature_add_mood(&b, &s, 0);
    feature_add_mood(&b, &s, 1);
    Features f = feature_end(&b);
    assert_true(f.n % 2 == 0 && f.n >= 10);
    for (size_t k = 0; k < f.n; k++)
        assert_true(feature_block(f.at[k].col) == 2 && f.at[k].col < FEATURE_COLS);
}

static void a_text_without_end_is_cut_and_any_bytes_will_do(void **state)
{
    Features f;
    FeatureBag b;
    char *big = arena_alloc(&arena, 1 << 20, 1);
    (void)state;
    for (size_t i = 0; i < 1 << 20; i++)
        big[i] = (char)(i * 131 >> 3);
    feature_begin(&b, 1 << 20, &arena);
    feature_add(&b, (Str){ big, 1 << 20 }, 0, FEATURE_ALL);
    f = feature_end(&b);
    assert_true(f.n > 0 && f.n < 1 << 17);
    for (size_t k = 0; k < f.n; k++)
        assert_true(f.at[k].col < FEATURE_COLS && f.at[k].value >= 1);
}

static void a_vector_is_taken_as_it_is_in_a_block_of_its_own(void **state)
{
    FeatureBag b;
    float v[FEATURE_VECTOR];
    (void)state;
    for (int k = 0; k < FEATURE_VECTOR; k++)
        v[k] = (float)k - 7;
    Features words = count("late again", 0, FEATURE_ALL);
    feature_begin(&b, 10, &arena);
    feature_add(&b, STR("late again"), 0, FEATURE_ALL);
    feature_add_vector(&b, v, 0);
    feature_add_vector(&b, v, 1);
    Features f = feature_end(&b);
    assert_int_equal(f.n, words.n + 2 * FEATURE_VECTOR);
    assert_memory_equal(f.at, words.at, words.n * sizeof *f.at);
    for (size_t k = 0; k < 2 * FEATURE_VECTOR; k++) {
        assert_int_equal(f.at[words.n + k].col, FEATURE_VECTOR_FIRST + k);
        assert_int_equal(feature_block(f.at[words.n + k].col), FEATURE_BLOCKS - 1);
        assert_true(f.at[words.n + k].value == v[k % FEATURE_VECTOR]);
    }
    assert_true(feature_block(FEATURE_VECTOR_FIRST - 1) == FEATURE_BLOCKS - 2);
}

/* Places for all columns but every fifth, in an order of their own. */
static uint32_t *some_columns(size_t *n_place)
{
    uint32_t *index = ARENA_NEW_N(&arena, uint32_t, FEATURE_COLS);
    *n_place = 0;
    for (uint32_t c = 0; c < FEATURE_COLS; c++)
        index[c] = c % 5 == 2 ? 0 : FEATURE_COLS - c;
    *n_place = FEATURE_COLS;
    return index;
}

/* A reader's counts are the bag's, without the columns that have no place, block by block. */
static void check_read(FeatureReader *r, const uint32_t *index, Str text)
{
    FeatureBag b;
    FeatureCounts c;
    ArenaMark m = arena_mark(&arena);
    feature_begin(&b, text.n, &arena);
    feature_add(&b, text, 0, FEATURE_ALL);
    Features f = feature_end(&b);
    feature_read(r, text, &c);
    size_t at[FEATURE_READ_BLOCKS] = { 0 };
    for (size_t k = 0; k < f.n; k++) {
        unsigned block = feature_block(f.at[k].col);
        const Features *got = &c.block[block];
        if (!index[f.at[k].col])
            continue;
        if (at[block] >= got->n || got->at[at[block]].col != index[f.at[k].col] - 1 || got->at[at[block]].value != f.at[k].value)
            fail_msg("feature %zu of block %u differs in '%.*s'", at[block], block, (int)(text.n < 80 ? text.n : 80), text.p);
        at[block]++;
    }
    for (unsigned block = 0; block < FEATURE_READ_BLOCKS; block++)
        assert_int_equal(at[block], c.block[block].n);
    arena_rewind(&arena, m);
}

static void a_reader_counts_what_a_bag_counts(void **state)
{
    static const char *const texts[] = {
        "", " ", "late", "Late again, LATE again!", "It is not good at all. Not good, late", "isn't it? don’t", "see https://x.example/y?z=1 now www.a.b",
        "a a a a b b a", "😡😡 überfällig ÜBERFÄLLIG", "no!no!no!", "a!b?c#d%e$f", "поздно ПОЗДНО", "0123 4567", "late late late late late",
        "donaudampfschifffahrtsgesellschaftskapitän and once more donaudampfschifffahrtsgesellschaftskapitän", "\xff\xfe broken \xc3",
    };
    Arena memory;
    size_t n;
    (void)state;
    arena_init(&memory);
    const uint32_t *index = some_columns(&n);
    FeatureReader *r = feature_reader_create(index, n, &memory);
    for (int twice = 0; twice < 2; twice++)
        for (size_t i = 0; i < COUNT_OF(texts); i++)
            check_read(r, index, str_of(texts[i]));
    arena_release(&memory);
}

/* More words than are remembered, each met again when there is room no more; and texts as long as are read. */
static void a_reader_full_of_words_goes_on_counting(void **state)
{
    enum { WORDS = FEATURE_READER_WORDS + 3000, A_TEXT = 300 };
    Arena memory;
    size_t n, at = 0;
    char text[FEATURE_BYTES_MAX + 1000];
    (void)state;
    arena_init(&memory);
    const uint32_t *index = some_columns(&n);
    FeatureReader *r = feature_reader_create(index, n, &memory);
    for (int word = 0; word < WORDS; word++) {
        char name[16];
        size_t letters = 0;
        for (int rest = word + 1; rest; rest /= 26)
            name[letters++] = (char)('a' + rest % 26);
        memcpy(text + at, name, letters);
        at += letters;
        text[at++] = ' ';
        if (word % A_TEXT == A_TEXT - 1) {
            check_read(r, index, (Str){ text, at });
            at = 0;
        }
    }
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "ab, c!d "[i * i / 7 % 8];
    check_read(r, index, (Str){ text, sizeof text });
    check_read(r, index, STR("b c d late again"));
    arena_release(&memory);
}

/* Oracle: what feature_add() counts of each unit by itself. */
static void units_have_the_columns_that_are_counted_of_them(void **state)
{
    static const char *const unit[] = { "terrible", "Na\xC3\xAFve", "don't", "!", "4711", "\xF0\x9F\x98\xA1" };
    Arena a;
    uint32_t col[COUNT_OF(unit) + 1];
    (void)state;
    arena_init(&a);
    Str text = STR("");
    for (size_t i = 0; i < COUNT_OF(unit); i++)
        text = str_fmt(&a, "%.*s %s", STR_ARG(text), unit[i]);
    assert_int_equal(feature_units(text, col, COUNT_OF(col)), COUNT_OF(unit));
    assert_int_equal(feature_units(text, col, 2), 2);
    assert_int_equal(feature_units(text, col, COUNT_OF(col)), COUNT_OF(unit));
    for (size_t i = 0; i < COUNT_OF(unit); i++) {
        FeatureBag b;
        feature_begin(&b, 64, &a);
        feature_add(&b, str_of(unit[i]), 0, FEATURE_WORDS);
        Features f = feature_end(&b);
        assert_int_equal(f.n, 1);
        assert_int_equal(f.at[0].col, col[i]);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_have_the_columns_that_are_counted_of_them),
        cmocka_unit_test(a_vector_is_taken_as_it_is_in_a_block_of_its_own),
        cmocka_unit_test(units_pairs_gaps_and_turned_words_are_counted),
        cmocka_unit_test(pieces_are_as_many_as_places),
        cmocka_unit_test(case_and_numbers_do_not_matter_order_and_salt_do),
        cmocka_unit_test(what_the_rules_say_has_columns_of_its_own),
        cmocka_unit_test(a_text_without_end_is_cut_and_any_bytes_will_do),
        cmocka_unit_test(a_reader_counts_what_a_bag_counts),
        cmocka_unit_test(a_reader_full_of_words_goes_on_counting),
    };
    return cmocka_run_group_tests_name("feature", tests, set_up, tear_down);
}
