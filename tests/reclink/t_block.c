/* Oracle: every pair of records looked at, keys compared one by one. */
#include "tests/near.h"

#include "base/attr.h"
#include "num/rng.h"
#include "reclink/visit.h"

enum { N = 200, WIDTH = 3 };

typedef struct Seen {
    uint16_t times[N][N];
} Seen;

static void see(void *ctx, uint32_t a, const uint32_t *b, size_t n)
{
    Seen *s = ctx;
    for (size_t i = 0; i < n; i++) {
        assert_true(a < b[i]);
        s->times[a][b[i]]++;
    }
}

static void each_pair_is_made_once_by_the_keys_that_have_it(void **state)
{
    static uint64_t one[N], many[N * WIDTH];
    static uint8_t side[N];
    (void)state;
    for (int sided = 0; sided < 2; sided++) {
        Arena a;
        Err err;
        static Seen seen;
        arena_init(&a);
        Rng *r = rng_create(&a, 1);
        for (size_t i = 0; i < N; i++) {
            side[i] = (uint8_t)rng_below(r, 2);
            one[i] = (uint64_t)rng_below(r, 40);
            for (size_t s = 0; s < WIDTH; s++)
                many[i * WIDTH + s] = (uint64_t)rng_below(r, 90);
        }
        for (size_t i = 0; i < 60; i++)
            one[i] = 1000;       /* a block over the cap: skipped */
        RlTable *t = rl_table_create(N, sided ? side : NULL, &a);
        RlBlocks *b = rl_blocks_create(t, &a);
        assert_int_equal(rl_block_on(b, &(RlKey){ .name = STR("one"), .cap = 50 }, one, &err), ST_OK);
        assert_int_equal(rl_block_on(b, &(RlKey){ .name = STR("many"), .width = WIDTH }, many, &err), ST_OK);
        assert_int_equal(rl_key_count(b, 0)->skipped_blocks, 1);
        assert_int_equal(rl_key_count(b, 0)->skipped_records, 60);
        seen = (Seen){ 0 };
        UnitList u = visit_units(b, &a);
        for (size_t i = 0; i < u.n; i++)
            visit_unit(b, &u.unit[i], false, see, &seen);
        double first = 0;
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++) {
                bool want = one[i] && one[i] == one[j] && one[i] != 1000;
                first += want && (!sided || side[i] != side[j]);
                for (size_t s = 0; s < WIDTH * WIDTH; s++)
                    want |= many[i * WIDTH + s / WIDTH] && many[i * WIDTH + s / WIDTH] == many[j * WIDTH + s % WIDTH];
                want &= !sided || side[i] != side[j];
                assert_int_equal(seen.times[i][j], want);
            }
        assert_true(rl_key_count(b, 0)->pairs == first);
        arena_release(&a);
    }
}

static void names_that_share_rare_words_are_neighbours(void **state)
{
    Str name[] = { STR("blue harbour freight"), STR("harbour freight blue"), STR("red mountain freight"),
                   STR("zyxel"), STR("red mountain"), STR("") };
    Arena a;
    Err err;
    static Seen seen;
    (void)state;
    arena_init(&a);
    RlTable *t = rl_table_create(6, NULL, &a);
    RlBlocks *b = rl_blocks_create(t, &a);
    uint64_t key[6] = { 0, 0, 7, 0, 7, 0 };
    assert_int_equal(rl_block_on(b, &(RlKey){ .name = STR("key") }, key, &err), ST_OK);
    assert_int_equal(rl_block_names(b, &(RlNames){ .name = STR("names"), .k = 2, .least = .5 }, name, &err), ST_OK);
    UnitList u = visit_units(b, &a);
    for (size_t i = 0; i < u.n; i++)
        visit_unit(b, &u.unit[i], false, see, &seen);
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++)
            assert_int_equal(seen.times[i][j], (i == 0 && j == 1) || (i == 2 && j == 4));
    assert_int_equal(rl_block_on(b, &(RlKey){ .name = STR("late") }, key, &err), ST_INVALID);
    arena_release(&a);
}

static void half_a_key_is_none(void **state)
{
    Str x[] = { STR("anna"), STR("anna"), STR("") }, y[] = { STR("berg"), STR("bergmann"), STR("berg") };
    size_t take[] = { 0, 4 };
    uint64_t key[3];
    (void)state;
    rl_key_words(3, (const Str *const[]){ x, y }, take, 2, key);
    assert_true(key[0] && key[0] == key[1] && key[2] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_is_made_once_by_the_keys_that_have_it),
        cmocka_unit_test(names_that_share_rare_words_are_neighbours),
        cmocka_unit_test(half_a_key_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
