#include "tests/near.h"

#include "num/cluster.h"
#include "num/rng.h"

enum { ROWS = 300 };

/* Oracle: how many different ids are smaller. */
static size_t smaller(const int64_t *id, size_t n, int64_t one)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        bool counted = id[i] >= one;
        for (size_t j = 0; j < i && !counted; j++)
            counted = id[j] == id[i];
        k += !counted;
    }
    return k;
}

static void is_numbered(const int64_t *id, size_t n, Arena *a)
{
    size_t most = 0;
    ClusterIndex c = cluster_index(id, n, a);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(c.of[i], smaller(id, n, id[i]));
        most = c.of[i] + 1 > most ? c.of[i] + 1 : most;
    }
    assert_int_equal(c.n, most);
}

static void ids_are_numbered_in_their_order(void **state)
{
    static const int64_t extreme[] = { INT64_MAX, INT64_MIN, 0, INT64_MIN, -1, INT64_MAX };
    int64_t id[ROWS];
    Arena a;
    (void)state;
    arena_init(&a);
    Rng *r = rng_create(&a, 7);
    const int64_t range[] = { 1, 2, 40, ROWS * 4, ROWS * 16, 1000000007 };   /* close together and far apart */
    for (size_t k = 0; k < COUNT_OF(range); k++)
        for (int64_t low = -5000000000; low <= 5000000000; low += 5000000000) {
            for (size_t i = 0; i < ROWS; i++)
                id[i] = low + rng_below(r, range[k]);
            is_numbered(id, ROWS, &a);
        }
    is_numbered(extreme, COUNT_OF(extreme), &a);
    is_numbered(extreme, 1, &a);
    is_numbered(extreme, 0, &a);
    arena_release(&a);
}

static void a_distinct_id_is_found_and_no_other(void **state)
{
    int64_t id[] = { 9, -4, 9, 7, -4, 12, 7 };
    (void)state;
    assert_int_equal(ids_distinct(id, COUNT_OF(id)), 4);
    const int64_t want[] = { -4, 7, 9, 12 };
    for (size_t k = 0; k < 4; k++) {
        assert_int_equal(id[k], want[k]);
        assert_int_equal(ids_find(id, 4, want[k]), k);
        assert_int_equal(ids_find(id, 4, want[k] + 1), 4);
    }
    assert_int_equal(ids_find(id, 4, -5), 4);
    assert_int_equal(ids_find(id, 0, 9), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_numbered_in_their_order),
        cmocka_unit_test(a_distinct_id_is_found_and_no_other),
    };
    return cmocka_run_group_tests_name("cluster", tests, NULL, NULL);
}
