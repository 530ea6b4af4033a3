#include "tests/near.h"

#include <string.h>

#include "base/parallel.h"
#include "base/str.h"

enum { PIECES = 500 };

typedef struct Book {
    int sum[PIECES];
    Str words[PIECES];
    size_t fails[2];   /* pieces that do; PIECES: none */
} Book;

static Status count(void *ctx, Arena *a, size_t piece, Err *err)
{
    Book *b = ctx;
    int *v = ARENA_NEW_N(a, int, piece + 1);
    for (size_t i = 0; i <= piece; i++)
        v[i] = (int)i;
    for (size_t i = 0; i <= piece; i++)
        b->sum[piece] += v[i];
    b->words[piece] = str_fmt(a, "piece %zu", piece);
    if (piece == b->fails[0] || piece == b->fails[1])
        return ERR(err, piece == b->fails[0] ? ST_INVALID : ST_NUMERIC, "piece %zu fails", piece);
    return ST_OK;
}

static void every_piece_is_done_once_and_its_memory_stays(void **state)
{
    (void)state;
    Arena a;
    Err err = { .code = ST_OK };
    arena_init(&a);
    Book *b = ARENA_NEW(&a, Book);
    b->fails[0] = b->fails[1] = PIECES;
    assert_int_equal(parallel_try(PIECES, &a, count, b, &err), ST_OK);
    assert_int_equal(err.code, ST_OK);
    for (size_t k = 0; k < PIECES; k++) {
        assert_int_equal(b->sum[k], (int)(k * (k + 1) / 2));
        assert_true(str_eq(b->words[k], str_fmt(&a, "piece %zu", k)));
    }
    assert_int_equal(parallel_try(0, &a, count, b, &err), ST_OK);
    arena_release(&a);   /* what it leaves is told by the leak sanitizer */
}

static void of_two_failures_the_first_piece_is_told(void **state)
{
    (void)state;
    for (int run = 0; run < 20; run++) {
        Arena a;
        Err err = { .code = ST_OK };
        arena_init(&a);
        Book *b = ARENA_NEW(&a, Book);
        b->fails[0] = 7;
        b->fails[1] = 8;
        assert_int_equal(parallel_try(PIECES, &a, count, b, &err), ST_INVALID);
        assert_string_equal(err.msg, "piece 7 fails");
        assert_int_equal(b->sum[PIECES - 1], PIECES * (PIECES - 1) / 2);   /* the others were done all the same */
        arena_release(&a);
    }
}

static void a_number_of_workers_is_kept_within_its_limits(void **state)
{
    (void)state;
    assert_int_equal(workers_wanted(0), 1);
    assert_int_equal(workers_wanted(3), 3);
    assert_int_equal(workers_wanted(1000), WORKERS);
    assert_in_range(workers_here(), 1, WORKERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once_and_its_memory_stays),
        cmocka_unit_test(of_two_failures_the_first_piece_is_told),
        cmocka_unit_test(a_number_of_workers_is_kept_within_its_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
