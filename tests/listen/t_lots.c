/* Oracle: each comment counted by hand as it is handed out; one thread that gets all lots; the first of planted failures. */
#include "tests/near.h"

#include <stdatomic.h>

#include "listen/comment.h"
#include "listen/expect_said.h"
#include "listen/sentiment.h"

enum { MOST = 3000 };

typedef struct Given {
    atomic_int times[MOST];
    size_t     fails[2];         /* comments that cannot be worked on */
} Given;

static Status count(Comments *c, CommentsLots *lots, const void *with, Arena *a, Err *err)
{
    Given *g = (Given *)(uintptr_t)with;
    size_t before = 0;
    (void)a;
    for (size_t from, to; comments_next(lots, &from, &to); before = to) {
        assert_true(from >= before && from < to && to <= c->n);
        for (size_t i = from; i < to; i++) {
            (void)atomic_fetch_add(&g->times[i], 1);
            if (i == g->fails[0] || i == g->fails[1])
                return ERR(err, ST_INVALID, "comment %zu", i);
        }
    }
    return ST_OK;
}

static Status share(size_t n, Given *g, Err *err)
{
    Comments c = { .n = n };
    Arena own[2];
    arena_init(&own[0]);
    arena_init(&own[1]);
    Status st = comments_share(&c, count, g, own, err);
    arena_release(&own[1]);
    arena_release(&own[0]);
    return st;
}

static void each_comment_is_handed_out_once(void **state)
{
    static const size_t sizes[] = { 0, 1, 2, 15, 16, 17, 100, 127, 128, 129, 2047, 2048, 2049, MOST };
    static Given g;
    Err err;
    (void)state;
    for (size_t k = 0; k < COUNT_OF(sizes); k++) {
        memset(&g, 0, sizeof g);
        g.fails[0] = g.fails[1] = MOST;
        assert_int_equal(share(sizes[k], &g, &err), ST_OK);
        for (size_t i = 0; i < MOST; i++)
            assert_int_equal(g.times[i], i < sizes[k]);
    }
}

/* Whatever the threads' luck: both lots are far behind what either has in hand. */
static void of_two_that_fail_the_first_is_told(void **state)
{
    static Given g;
    (void)state;
    for (int run = 0; run < 50; run++) {
        Err err;
        memset(&g, 0, sizeof g);
        g.fails[0] = 2900;
        g.fails[1] = 700;
        assert_int_equal(share(MOST, &g, &err), ST_INVALID);
        assert_string_equal(err.msg, "comment 700");
    }
}

/* Texts of three kinds, so that what a thread remembers of words differs with its lots. */
static Comments some(size_t n, Arena *a)
{
    Comments c = { .at = ARENA_NEW_N(a, Comment, n), .n = n };
    for (size_t i = 0; i < n; i++) {
        Str text = i % 3 == 0   ? str_fmt(a, "The %zuth delivery was late again, and we expected better.", i)
                   : i % 3 == 1 ? str_fmt(a, "Great support. Thanks to team %zu!", i)
                                : str_fmt(a, "You promised order %zu for Tuesday.\nIt came on Friday. Not good at all.", i);
        c.at[i] = (Comment){ .score = -1, .channel = "survey", .raw = text };
    }
    return c;
}

static void work(Comments *c, Arena own[2])
{
    static CommentsWork *const steps[] = { comments_hear, comments_feel, comments_expect };
    Err err;
    for (size_t k = 0; k < COUNT_OF(steps); k++)
        assert_int_equal(comments_share(c, steps[k], NULL, own, &err), ST_OK);
}

static void what_is_said_of_a_comment_does_not_depend_on_its_lot(void **state)
{
    enum { N = 900 };
    Arena a, own[2];
    (void)state;
    arena_init(&a);
    arena_init(&own[0]);
    arena_init(&own[1]);
    Comments all = some(N, &a), alone = some(N, &a);
    work(&all, own);
    for (size_t i = 0; i < N; i++) {
        Comments one = { .at = &alone.at[i], .n = 1 };
        work(&one, own);
        const Comment *x = &all.at[i], *y = &alone.at[i];
        assert_true(str_eq(x->text, y->text) && x->lang == y->lang && x->n_sentence == y->n_sentence && x->n_said == y->n_said);
        assert_true(x->n_sentence > 0 && x->scored == y->scored && x->mood == y->mood);
        for (uint32_t k = 0; k < x->n_sentence; k++)
            assert_true(str_eq(x->sentence[k].words, y->sentence[k].words) && x->sentence[k].mood == y->sentence[k].mood);
    }
    arena_release(&own[1]);
    arena_release(&own[0]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_comment_is_handed_out_once),
        cmocka_unit_test(of_two_that_fail_the_first_is_told),
        cmocka_unit_test(what_is_said_of_a_comment_does_not_depend_on_its_lot),
    };
    return cmocka_run_group_tests_name("lots", tests, NULL, NULL);
}
