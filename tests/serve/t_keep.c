/* Answers that are kept: given again while the book is as it was, never afterwards, in bounded memory.
 *
 * Oracle  a naive table of this test's own (a list, looked through from the end), asked the same questions; of threads, bytes that say which
 *         key and age they belong to.  That the server counts its age up where it must is held by t_decide and t_serve: they ask, change, ask.
 */
#include "tests/near.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "serve/keep.h"

static Response answer(Arena *a, Str body)
{
    return (Response){ .status = 200, .type = "application/json", .body = body, .etag = str_fmt(a, "\"%llx\"", (unsigned long long)hash64(body)), .file_name = STR("f"), .cache = CACHE_CHECK };
}

static void what_was_kept_comes_back_whole(void **state)
{
    Arena a;
    Response got, put;
    Keep *k = keep_open(1 << 20, false);
    (void)state;
    arena_init(&a);
    put = answer(&a, STR("{\"a\":1}"));
    assert_false(keep_get(k, STR("q"), 1, &a, &got));
    (void)keep_put(k, STR("q"), 1, &put);
    assert_true(keep_get(k, STR("q"), 1, &a, &got));
    assert_int_equal(got.status, 200);
    assert_string_equal(got.type, put.type);
    assert_true(str_eq(got.body, put.body) && str_eq(got.etag, put.etag) && str_eq(got.file_name, put.file_name) && got.cache == CACHE_CHECK);
    assert_false(got.is_static);
    assert_false(keep_get(k, STR("q2"), 1, &a, &got));
    keep_close(k);
    arena_release(&a);
}

static void another_age_is_another_book(void **state)
{
    Arena a;
    Response got, put;
    KeepState at;
    Keep *k = keep_open(1 << 20, false);
    (void)state;
    arena_init(&a);
    put = answer(&a, STR("old"));
    (void)keep_put(k, STR("q"), 1, &put);
    assert_false(keep_get(k, STR("q"), 2, &a, &got));       /* and it is gone */
    assert_false(keep_get(k, STR("q"), 1, &a, &got));
    put = answer(&a, STR("new"));
    (void)keep_put(k, STR("q"), 2, &put);
    assert_true(keep_get(k, STR("q"), 2, &a, &got) && str_eq(got.body, STR("new")));
    keep_state(k, &at);
    assert_int_equal(at.answers, 1);
    assert_int_equal(at.found, 1);
    assert_int_equal(at.missed, 2);
    keep_close(k);
    arena_release(&a);
}

static void failures_and_giants_are_not_kept(void **state)
{
    enum { MOST = 80000 };
    Arena a;
    Response got, put;
    KeepState at;
    Keep *k = keep_open(MOST, false);
    (void)state;
    arena_init(&a);
    char *big = arena_alloc(&a, MOST, 1);
    memset(big, 'x', MOST);
    put = answer(&a, (Str){ big, MOST / KEEP_SHARE + 1 });
    (void)keep_put(k, STR("big"), 1, &put);
    assert_false(keep_get(k, STR("big"), 1, &a, &got));
    put = answer(&a, (Str){ big, MOST / KEEP_SHARE });
    (void)keep_put(k, STR("big"), 1, &put);
    assert_true(keep_get(k, STR("big"), 1, &a, &got));
    put.status = 404;
    (void)keep_put(k, STR("none"), 1, &put);
    assert_false(keep_get(k, STR("none"), 1, &a, &got));
    keep_state(k, &at);
    assert_int_equal(at.answers, 1);
    keep_close(k);
    arena_release(&a);
}

/* Bodies that are alike, some that are not, empty ones: each comes back as it was, whether it came before the dictionary or behind it. */
static void what_was_packed_comes_back_whole(void **state)
{
    enum { MANY = 400, NOISE = 5000 };
    Arena a;
    Response got;
    KeepState at;
    Keep *k = keep_open(1 << 24, true), *plain = keep_open(1 << 24, false);
    uint64_t x = 7;
    (void)state;
    arena_init(&a);
    Str *body = ARENA_NEW_N(&a, Str, MANY);
    for (int i = 0; i < MANY; i++) {
        Buf b;
        buf_init(&b, 1 << 20);
        for (int w = 0; i % 10 && w < i * 3; w++)
            buf_printf(&b, "{\"kind\":\"ticket\",\"title\":\"Delivery %d\",\"line\":%d},", w * i % 97, w * 31 + i);
        for (int w = 0; i % 10 == 5 && w < NOISE; w++) {
            x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            buf_putc(&b, (char)(unsigned char)(x >> 56));
        }
        body[i] = str_dup(&a, buf_str(&b));
        buf_release(&b);
        Response put = answer(&a, body[i]);
        assert_true(keep_put(k, str_fmt(&a, "k%d", i), 3, &put) > 0);
        (void)keep_put(plain, str_fmt(&a, "k%d", i), 3, &put);
    }
    for (int i = 0; i < MANY; i++) {
        assert_true(keep_has(k, str_fmt(&a, "k%d", i), 3));
        assert_false(keep_has(k, str_fmt(&a, "k%d", i), 4));      /* and it stays */
        assert_true(keep_get(k, str_fmt(&a, "k%d", i), 3, &a, &got));
        assert_true(str_eq(got.body, body[i]));
        assert_int_equal(got.body.p[got.body.n], 0);
    }
    assert_false(keep_has(k, STR("k400"), 3));
    keep_state(k, &at);
    size_t packed = at.bytes;
    assert_int_equal(at.missed, 0);
    keep_state(plain, &at);
    assert_true(packed * 3 < at.bytes);
    keep_close(k);
    keep_close(plain);
    arena_release(&a);
}

/* What was asked for longest ago gives way, and only when it must. */
static void memory_is_bounded_and_the_longest_unasked_goes(void **state)
{
    enum { MOST = 1 << 20, ONE = 10000, MANY = 1000 };
    Arena a;
    Response got;
    KeepState at;
    Keep *k = keep_open(MOST, false);
    (void)state;
    arena_init(&a);
    char *body = arena_alloc(&a, ONE, 1);
    memset(body, 'y', ONE);
    Response put = answer(&a, (Str){ body, ONE });
    for (int i = 0; i < MANY; i++) {
        (void)keep_put(k, str_fmt(&a, "key %d", i), 7, &put);
        assert_true(keep_get(k, STR("key 0"), 7, &a, &got));       /* asked for all the while */
        keep_state(k, &at);
        assert_true(at.bytes <= MOST);
    }
    assert_true(at.answers >= MOST / (ONE + 300) && at.answers < MANY);
    size_t there = 0;
    int first = 0;
    for (int i = MANY - 1; i > 0; i--)
        if (keep_get(k, str_fmt(&a, "key %d", i), 7, &a, &got)) {
            there++;
            first = i;
        }
    assert_int_equal(there + 1, at.answers);
    assert_int_equal(first, MANY - (int)there);               /* the last ones, without a gap */
    keep_close(k);
    arena_release(&a);
}

/* The same random questions to a list of this test's own. */
static void it_answers_as_a_plain_list_does(void **state)
{
    enum { STEPS = 20000, KEYS = 40 };
    struct { int64_t age; int value; bool there; } plain[KEYS] = { { 0, 0, false } };
    Keep *k = keep_open(1 << 24, false);
    int64_t age = 1;
    uint64_t x = 12345;
    size_t hits = 0;
    (void)state;
    for (int i = 0; i < STEPS; i++) {
        Arena a;
        Response got;
        arena_init(&a);
        x = hash64_mix(x, (uint64_t)i);
        size_t q = (size_t)(x >> 8) % KEYS;
        Str key = str_fmt(&a, "%zu", q);
        age += (x & 63) == 0;
        if ((x & 3) == 1) {
            Response put = answer(&a, str_fmt(&a, "%zu %lld %d", q, (long long)age, i));
            (void)keep_put(k, key, age, &put);
            plain[q].age = age;
            plain[q].value = i;
            plain[q].there = true;
        } else {
            bool want = plain[q].there && plain[q].age == age;
            assert_int_equal(keep_get(k, key, age, &a, &got), want);
            if (want)
                assert_true(str_eq(got.body, str_fmt(&a, "%zu %lld %d", q, (long long)age, plain[q].value)));
            hits += want;
        }
        arena_release(&a);
    }
    assert_true(hits > 1000 && hits < STEPS / 2);
    keep_close(k);
}

typedef struct Crowd {
    Keep     *k;
    unsigned  seed;
    size_t    found, wrong;
    pthread_t thread;
} Crowd;

static void *ask_and_put(void *arg)
{
    Crowd *c = arg;
    for (unsigned i = 0; i < 30000; i++) {
        Arena a;
        Response got;
        arena_init(&a);
        uint64_t x = hash64_mix(c->seed, i);
        int64_t age = (int64_t)(i / 1000);
        Str key = str_fmt(&a, "k%u", (unsigned)(x % 50)), body = str_fmt(&a, "%s %lld %s", key.p, (long long)age, key.p);
        if (keep_get(c->k, key, age, &a, &got)) {
            c->found++;
            c->wrong += !str_eq(got.body, body);
        } else {
            Response put = answer(&a, body);
            (void)keep_put(c->k, key, age, &put);
        }
        arena_release(&a);
    }
    return NULL;
}

static void many_threads_get_what_belongs_to_their_question(void **state)
{
    enum { THREADS = 6 };
    Crowd c[THREADS];
    KeepState at;
    Keep *k = keep_open(8000, false);                                /* so small that it is always full */
    size_t found = 0;
    (void)state;
    for (unsigned i = 0; i < THREADS; i++) {
        c[i] = (Crowd){ .k = k, .seed = i };
        assert_int_equal(pthread_create(&c[i].thread, NULL, ask_and_put, &c[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(c[i].thread, NULL);
        assert_int_equal(c[i].wrong, 0);
        found += c[i].found;
    }
    keep_state(k, &at);
    assert_true(found > 0);
    assert_int_equal(at.found, (int64_t)found);
    assert_true(at.bytes <= 8000);
    keep_close(k);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_comes_back_whole),
        cmocka_unit_test(another_age_is_another_book),
        cmocka_unit_test(failures_and_giants_are_not_kept),
        cmocka_unit_test(what_was_packed_comes_back_whole), cmocka_unit_test(memory_is_bounded_and_the_longest_unasked_goes),
        cmocka_unit_test(it_answers_as_a_plain_list_does),
        cmocka_unit_test(many_threads_get_what_belongs_to_their_question),
    };
    return cmocka_run_group_tests_name("answers that are kept", tests, NULL, NULL);
}
