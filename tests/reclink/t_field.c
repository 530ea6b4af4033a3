/* Oracles: levels worked out by hand from the cuts; a naive count of equal words. */
#include "tests/near.h"

#include "base/attr.h"
#include "reclink/reclink.h"

typedef struct LevelCase {
    RlKind   kind;
    double   cut[2];
    unsigned n_cut, loose;
    const char *a, *b;
    unsigned level;
} LevelCase;

/* "blue" is in both of two records, the others in one: 2 ln 2 / (2 ln 2 + 2 ln 3) = .3869. */
static const LevelCase cases[] = {
    { RL_EXACT, { 0 }, 0, 0, "x", "x", 0 },
    { RL_EXACT, { 0 }, 0, 0, "x", "y", 1 },
    { RL_EXACT, { 0 }, 0, 0, "x", "", RL_NULL },
    { RL_JARO, { .92, .8 }, 2, 0, "martha", "marhta", 1 },
    { RL_JARO, { .92, .8 }, 2, 0, "dwayne", "duane", 2 },
    { RL_JARO, { .92, .8 }, 2, 0, "dwayne", "oliver", 3 },
    { RL_DAMERAU, { 1, 2 }, 2, 0, "19560409", "19560490", 1 },
    { RL_DAMERAU, { 1, 2 }, 2, 0, "19560409", "19651409", 2 },
    { RL_DAMERAU, { 1, 2 }, 2, 0, "19560409", "20011231", 3 },
    { RL_SET, { 1, .5 }, 2, 0, "a b", "b a", 0 },
    { RL_SET, { 1, .5 }, 2, 0, "a b", "b", 1 },
    { RL_SET, { 1, .5 }, 2, 0, "a b c", "b x y", 3 },
    { RL_TOKENS, { .9, .5 }, 2, 0, "blue harbour", "harbour blue", 1 },
    { RL_TOKENS, { .9, .38 }, 2, 0, "blue harbour", "blue mountain", 2 },
    { RL_TOKENS, { .9, .39 }, 2, 0, "blue harbour", "blue mountain", 3 },
    { RL_TOKENS, { .9, .38 }, 2, 0, "blue harbour", "red mountain", 3 },
    { RL_TOKENS, { .75, .5 }, 2, RL_TYPO, "blue harbour", "blue harbuor", 1 },
    { RL_TOKENS, { .75, .5 }, 2, RL_PREFIX, "harbour international", "harbour intl", 1 },
    { RL_TOKENS, { .75, .5 }, 2, RL_ACRONYM, "blue harbour freight", "bhf", 1 },
    { RL_TOKENS, { .75, .5 }, 2, 0, "blue harbour freight", "bhf", 3 },
    { RL_TOKENS, { .75, .5 }, 2, RL_GLUE, "blue harbour", "blueharbour", 1 },
};

static void pairs_have_their_levels_whichever_comes_first(void **state)
{
    (void)state;
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        Arena a;
        Err err;
        uint8_t level;
        arena_init(&a);
        Str word[] = { str_of(cases[k].a), str_of(cases[k].b) };
        RlField f = { .name = STR("f"), .kind = cases[k].kind, .cut = { cases[k].cut[0], cases[k].cut[1] },
                      .n_cut = cases[k].n_cut, .loose = cases[k].loose };
        RlTable *t = rl_table_create(2, NULL, &a);
        assert_int_equal(rl_add_words(t, &f, word, &err), ST_OK);
        rl_compare(t, 0, 1, &level);
        if (level != cases[k].level)
            fail_msg("'%s' and '%s': level %d, not %d", cases[k].a, cases[k].b, level, (int)cases[k].level);
        rl_compare(t, 1, 0, &level);
        assert_int_equal(level, cases[k].level);
        arena_release(&a);
    }
}

static void numbers_differ_by_amounts(void **state)
{
    int64_t day[] = { 100, 100, 101, 120, 500, RL_NO_NUMBER };
    static const uint8_t want[] = { 0, 0, 1, 2, 3, RL_NULL };
    Arena a;
    Err err;
    uint8_t level;
    (void)state;
    arena_init(&a);
    RlTable *t = rl_table_create(6, NULL, &a);
    assert_int_equal(rl_add_numbers(t, &(RlField){ .kind = RL_NUMBER, .cut = { 1, 31 }, .n_cut = 2 }, day, &err), ST_OK);
    for (uint32_t i = 1; i < 6; i++) {
        rl_compare(t, 0, i, &level);
        assert_int_equal(level, want[i]);
    }
    arena_release(&a);
}

static uint8_t parity(const void *ctx, uint32_t a, uint32_t b)
{
    (void)ctx;
    return a == 3 || b == 3 ? RL_NULL : (a ^ b) & 1;
}

static void own_comparisons_and_joint_fields(void **state)
{
    Str town[] = { STR("kiel"), STR("kiel"), STR("bonn"), STR("") }, code[] = { STR("1"), STR("2"), STR("1"), STR("1") };
    Arena a;
    Err err;
    uint8_t level[2];
    (void)state;
    arena_init(&a);
    RlTable *t = rl_table_create(4, NULL, &a);
    RlField own = { .name = STR("own"), .kind = RL_CUSTOM, .custom = parity, .n_level = 2 };
    assert_int_equal(rl_add_custom(t, &own, NULL, &err), ST_OK);
    RlField part[] = { { .name = STR("town"), .kind = RL_EXACT }, { .name = STR("code"), .kind = RL_EXACT } };
    assert_int_equal(rl_add_joint(t, &(RlField){ .name = STR("place") }, part, (const Str *const[]){ town, code }, 2, &err), ST_OK);
    assert_int_equal(rl_levels(t, 1), 8);
    rl_compare(t, 0, 1, level);
    assert_int_equal(level[0], 1);
    Str said = rl_level_text(t, 1, level[1], &a);
    assert_true(str_eq(said, STR("town equal, code differs")));
    rl_compare(t, 0, 2, level);
    assert_int_equal(level[0], 0);
    assert_true(str_eq(rl_level_text(t, 1, level[1], &a), STR("town differs, code equal")));
    rl_compare(t, 0, 3, level);
    assert_int_equal(level[0], RL_NULL);
    assert_true(str_eq(rl_level_text(t, 1, level[1], &a), STR("town missing, code equal")));
    arena_release(&a);
}

static void fields_that_make_no_sense_are_refused(void **state)
{
    Str word[] = { STR("x") };
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    RlTable *t = rl_table_create(1, NULL, &a);
    assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_JARO, .cut = { .8, .9 }, .n_cut = 2 }, word, &err), ST_INVALID);
    assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_DAMERAU, .cut = { 2, 1 }, .n_cut = 2 }, word, &err), ST_INVALID);
    assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_NUMBER }, word, &err), ST_INVALID);
    assert_int_equal(rl_add_custom(t, &(RlField){ .kind = RL_CUSTOM, .n_level = 2 }, NULL, &err), ST_INVALID);
    for (int i = 0; i < RL_FIELDS; i++)
        assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_EXACT }, word, &err), ST_OK);
    assert_int_equal(rl_add_words(t, &(RlField){ .kind = RL_EXACT }, word, &err), ST_INVALID);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_have_their_levels_whichever_comes_first),
        cmocka_unit_test(numbers_differ_by_amounts),
        cmocka_unit_test(own_comparisons_and_joint_fields),
        cmocka_unit_test(fields_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
