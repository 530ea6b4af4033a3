/* t_key_table.c - what is known of keys, in memory and on disk.  Oracle: an array with a slot a key. */
#include "tests/near.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/map.h"
#include "store/key_table.h"

enum { KEYS = 30000, STEPS = 150000, MIB = 1 << 20 };

static void must(Status st, const Err *err)
{
    if (st)
        fail_msg("%s", err->msg);
}

/* Keys at both ends of the numbers are among them. */
static uint64_t key_of(size_t i)
{
    return i == 0 ? 0 : i == 1 ? UINT64_MAX : hash64_mix(i, 7);
}

static void check_same(KeyTable *t, const KeySlot *want, size_t n)
{
    Err err;
    for (size_t i = 0; i < n; i++) {
        KeySlot got;
        must(key_table_get(t, key_of(i), &got, &err), &err);
        assert_true(got.key == key_of(i) && got.state == want[i].state);
        if (want[i].state)
            assert_memory_equal(&got, &want[i], sizeof got);
        else
            assert_true(got.at == KEY_UNDATED && got.row == 0 && got.file == 0);
    }
}

/* Random looks and changes, with and without a look before the change. */
static void check(size_t most, size_t least_runs, size_t most_runs)
{
    KeyRoom room = { .most = most };
    KeyTable t;
    KeySlot *want = calloc(KEYS, sizeof *want);
    Err err;
    size_t n = 0;
    uint32_t x = 12345;
    assert_non_null(want);
    key_table_init(&t, &room);
    for (int step = 0; step < STEPS; step++) {
        x = x * 1664525u + 1013904223u;
        size_t i = (x >> 8) % KEYS;
        KeySlot s = { key_of(i), step, (int64_t)x, (uint32_t)step, KEY_HELD | (x & KEY_GONE) };
        if (x >> 7 & 1) {
            KeySlot there;
            must(key_table_get(&t, s.key, &there, &err), &err);
            assert_int_equal(there.state, want[i].state);
        }
        if (x >> 6 & 1)
            continue;
        n += !want[i].state;
        want[i] = s;
        must(key_table_set(&t, &s, &err), &err);
        assert_true(room.held <= most);
    }
    assert_true(n > KEYS / 2 && t.n_run >= least_runs && t.n_run <= most_runs);
    check_same(&t, want, KEYS);
    key_table_release(&t);
    assert_true(room.held == 0 && room.first == &t);
    check_same(&t, &(KeySlot){ 0 }, 1); /* empty, and good for use again */
    must(key_table_set(&t, &want[2], &err), &err);
    key_table_release(&t);
    free(want);
}

static void in_memory_it_says_what_an_array_says(void **state) { (void)state; check(64 * (size_t)MIB, 0, 0); }
static void with_some_on_disk_it_says_what_an_array_says(void **state) { (void)state; check(MIB, 1, 10); }
static void with_most_on_disk_it_says_what_an_array_says(void **state) { (void)state; check((size_t)MIB / 8, 40, 500); }

/* Of 100 keys that a run does not hold, few are looked for in it: here by counting what its sieve lets through. */
static void a_sieve_lets_few_strangers_through(void **state)
{
    enum { STRANGERS = 100000 };
    KeyRoom room = { .most = 3 * (size_t)MIB };
    KeyTable t;
    Err err;
    size_t read = 0;
    (void)state;
    key_table_init(&t, &room);
    for (size_t i = 0; t.n_run == 0; i++)
        must(key_table_set(&t, &(KeySlot){ key_of(i), 1, 0, 0, KEY_HELD }, &err), &err);
    (void)close(t.run[0].fd); /* a look at it fails from now on */
    for (size_t i = 0; i < STRANGERS; i++) {
        KeySlot got;
        read += key_table_get(&t, hash64_mix(i, 99), &got, &err) != ST_OK;
    }
    assert_in_range(read, 1, STRANGERS / 50);
    t.run[0].fd = dup(0);
    key_table_release(&t);
}

static void tables_share_their_room(void **state)
{
    enum { TABLES = 3, EACH = 2000 };
    KeyRoom room = { .most = 300 * 1024 };
    KeyTable t[TABLES];
    Err err;
    size_t on_disk = 0;
    (void)state;
    for (size_t k = 0; k < TABLES; k++)
        key_table_init(&t[k], &room);
    for (size_t i = 0; i < EACH; i++)
        for (size_t k = 0; k < TABLES; k++) {
            must(key_table_set(&t[k], &(KeySlot){ key_of(i), (int64_t)k, 0, 0, KEY_HELD }, &err), &err);
            assert_true(room.held <= room.most);
        }
    for (size_t k = 0; k < TABLES; k++) {
        KeySlot got;
        on_disk += t[k].n_run;
        for (size_t i = 0; i < EACH; i++) {
            must(key_table_get(&t[k], key_of(i), &got, &err), &err);
            assert_int_equal(got.row, k);
        }
        key_table_release(&t[k]);
    }
    assert_in_range(on_disk, 1, 2 * TABLES);
    assert_int_equal(room.held, 0);
}

/* A file may have no more bytes: what a full disk says at the same call. */
static void a_full_disk_is_an_answer_and_the_table_as_before(void **state)
{
    KeyRoom room = { .most = 64 * 1024 };
    KeyTable t;
    struct rlimit was, few = { .rlim_cur = 16 * 1024 };
    Err err;
    size_t n = 0;
    (void)state;
    key_table_init(&t, &room);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    few.rlim_max = was.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
    Status st = ST_OK;
    while (!st && n < 100000) {
        st = key_table_set(&t, &(KeySlot){ key_of(n), (int64_t)n, 0, 0, KEY_HELD }, &err);
        n += !st;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(st, ST_IO);
    assert_true(n > 500 && str_has(str_of(err.msg), STR("temporary file of keys")));
    for (size_t i = 0; i < n; i++) {
        KeySlot got;
        must(key_table_get(&t, key_of(i), &got, &err), &err);
        assert_int_equal(got.row, i);
    }
    must(key_table_set(&t, &(KeySlot){ key_of(n), 1, 0, 0, KEY_HELD }, &err), &err); /* there is room again */
    assert_int_equal(t.n_run, 1);
    key_table_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_memory_it_says_what_an_array_says),
        cmocka_unit_test(with_some_on_disk_it_says_what_an_array_says),
        cmocka_unit_test(with_most_on_disk_it_says_what_an_array_says),
        cmocka_unit_test(a_sieve_lets_few_strangers_through),
        cmocka_unit_test(tables_share_their_room),
        cmocka_unit_test(a_full_disk_is_an_answer_and_the_table_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
