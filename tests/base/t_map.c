#include "tests/near.h"

#include <stdio.h>

#include "base/map.h"

/* Oracle: the reference implementation's published value for no bytes at all, seed 0. */
static void hashes_are_those_of_xxh3(void **state)
{
    (void)state;
    assert_true(hash64(STR("")) == UINT64_C(0x2D06800538D394C2));
    assert_true(hash64(STR("a")) != hash64(STR("b")));
    assert_true(hash64_mix(1, 2) != hash64_mix(2, 1));
    assert_true(hash64_mix(1, 2) == hash64_mix(1, 2));
}

static uint64_t next(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Oracle: a list searched from its beginning. */
static void strings_get_ids_in_the_order_of_their_first_sight(void **state)
{
    enum { MANY = 6000, NAMES = 700 };
    static char seen[NAMES][16];
    size_t n = 0;
    uint64_t x = 88172645463325252u;
    Arena a;
    StrMap m;
    (void)state;
    arena_init(&a);
    strmap_init(&m, &a);
    for (int i = 0; i < MANY; i++) {
        char name[16];
        size_t want = 0, id = SIZE_MAX;
        bool is_new;
        (void)snprintf(name, sizeof name, "k%d", (int)(next(&x) % NAMES));
        while (want < n && strcmp(seen[want], name))
            want++;
        assert_int_equal(strmap_get(&m, str_of(name), &id), want < n);
        if (want < n)
            assert_int_equal(id, want);
        assert_int_equal(strmap_put(&m, str_of(name), &is_new), want);
        assert_int_equal(is_new, want == n);
        if (want == n)
            (void)snprintf(seen[n++], sizeof seen[0], "%s", name);
        memset(name, '#', sizeof name); /* keys are the map's own copies */
    }
    assert_int_equal(m.n, n);
    for (size_t k = 0; k < n; k++)
        assert_string_equal(m.key[k].p, seen[k]);
    arena_release(&a);
}

static void a_string_with_nul_and_the_empty_string_are_keys_like_others(void **state)
{
    Arena a;
    StrMap m;
    size_t id = 9;
    (void)state;
    arena_init(&a);
    strmap_init(&m, &a);
    assert_false(strmap_get(&m, STR(""), &id));
    assert_int_equal(strmap_put(&m, STR("a"), NULL), 0);
    assert_int_equal(strmap_put(&m, STR("a\0b"), NULL), 1);
    assert_int_equal(strmap_put(&m, STR(""), NULL), 2);
    assert_int_equal(strmap_put(&m, STR("a\0b"), NULL), 1);
    assert_true(strmap_get(&m, STR(""), &id));
    assert_int_equal(id, 2);
    arena_release(&a);
}

/* Oracle: an array indexed by the small number that the key was made from. */
static void numbers_keep_the_first_value_added_and_the_last_value_set(void **state)
{
    enum { MANY = 20000, KEYS = 3000 };
    static int64_t want[KEYS];
    static bool has[KEYS];
    size_t n = 0;
    uint64_t x = 42;
    I64Map m;
    (void)state;
    i64map_init(&m);
    for (int i = 0; i < MANY; i++) {
        size_t k = next(&x) % KEYS;
        /* Multiples of a power of two, and 0 and all ones: keys that a poor hash piles up. */
        uint64_t key = k == 1 ? UINT64_MAX : (uint64_t)k << 40;
        int64_t old = -5, v = (int64_t)next(&x);
        assert_int_equal(i64map_get(&m, key, &old), has[k]);
        if (has[k])
            assert_int_equal(old, want[k]);
        if (next(&x) & 1) {
            assert_int_equal(i64map_add(&m, key, v, &old), !has[k]);
            if (has[k])
                assert_int_equal(old, want[k]);
            want[k] = has[k] ? want[k] : v;
        } else {
            i64map_set(&m, key, v);
            want[k] = v;
        }
        n += !has[k];
        has[k] = true;
    }
    assert_int_equal(m.n, n);
    assert_true(m.n * 10 <= m.n_slot * 7 + 10);
    i64map_release(&m);
    assert_int_equal(m.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_of_xxh3),
        cmocka_unit_test(strings_get_ids_in_the_order_of_their_first_sight),
        cmocka_unit_test(a_string_with_nul_and_the_empty_string_are_keys_like_others),
        cmocka_unit_test(numbers_keep_the_first_value_added_and_the_last_value_set),
    };
    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
