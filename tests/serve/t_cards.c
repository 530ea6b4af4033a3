/* Cards made many at once: the bytes that an account read by itself has, never those of another age of the book, and the thread makes what nobody asked for.
 *
 * Oracle  report's answer for one account, asked by this test on a session of its own; counts known from the book (four accounts).
 */
#include <time.h>

#include "serve/cards.h"
#include "serve/site.h"
#include "serve/writer.h"
#include "tests/report/book.h"

static bool     on_server;
static TestBook book;
static Store   *mine;
static Writer  *writer;
static Keep    *keep;
static Cards   *cards;
static int64_t  settled_ms;          /* of the test that runs: never, or soon */

enum { NEVER = 3600 * 1000, SOON = 300 };

static Status no_compute(Store *s, Err *err)
{
    (void)s;
    (void)err;
    return ST_OK;
}

static int arrive(void **state)
{
    settled_ms = *state ? SOON : NEVER;
    book_make(&book, on_server, BOOK_FULL);
    keep = keep_open(1 << 20, true);
    if (store_open_again(book.s, true, &mine, &book.err) || writer_open(book.s, NULL, no_compute, &writer, &book.err) || cards_open(book.s, writer, keep, settled_ms, &cards, &book.err))
        fail_msg("%s", book.err.msg);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    cards_close(cards);
    writer_close(writer);
    keep_close(keep);
    store_close(mine);
    book_drop(&book);
    return 0;
}

static Str alone(int64_t id)
{
    Buf b;
    JsonOut j;
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.id = id;
    buf_init(&b, 1 << 24);
    json_init(&j, &b);
    if (answer_account(mine, &q, &book.a, &j, &book.err))
        fail_msg("%s", book.err.msg);
    Str text = str_dup(&book.a, buf_str(&b));
    buf_release(&b);
    return text;
}

static Str key(int64_t id)
{
    const Route *row = NULL;
    for (size_t i = 0; i < routes_n; i++)
        row = routes[i].ahead ? &routes[i] : row;
    AnswerQuery q = *ANSWER_ALL(STR(""));
    q.id = id;
    return site_question(row, ROWS_JSON, 0, &q, &book.a);
}

static bool kept(int64_t id, int64_t age, Response *out) { return keep_get(keep, key(id), age, &book.a, out); }

static void make(int64_t id)
{
    Response r;
    bool made = false;
    if (cards_make(cards, mine, id, writer_version(writer), &book.a, &r, &made, &book.err))
        fail_msg("%s", book.err.msg);
    assert_true(made);
    assert_int_equal(r.status, 200);
    assert_true(str_eq(r.body, alone(id)));
    assert_true(r.etag.n > 0);
}

static CardsState state_of(void)
{
    CardsState at;
    cards_state(cards, &at);
    return at;
}

/* The thread never finds the book at rest: what is there was made along. */
static void the_first_two_are_made_alone_and_then_neighbours_along(void **state)
{
    Response r;
    (void)state;
    make(1);
    assert_int_equal(state_of().along, 1);
    assert_false(kept(2, 0, &r));
    make(2);
    assert_int_equal(state_of().along, 2);
    assert_false(kept(3, 0, &r) || kept(4, 0, &r));
    make(3);                                  /* two: the third and the fourth */
    assert_int_equal(state_of().along, 4);
    assert_true(kept(4, 0, &r));
    assert_true(str_eq(r.body, alone(4)));
    make(1);                                  /* four: all */
    assert_int_equal(state_of().along, 8);
}

static void an_account_that_is_none_is_none(void **state)
{
    Response r;
    bool made = true;
    (void)state;
    static const int64_t none[] = { 5, 0, -7, INT64_MAX, 99, 98, 97 };      /* more than two: also when neighbours would come along */
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        assert_int_equal(cards_make(cards, mine, none[i], 0, &book.a, &r, &made, &book.err), ST_OK);
        assert_false(made);
    }
    make(4);
}

static Status rename_first(Store *s, Arena *a, void *ctx, Err *err)
{
    (void)a;
    (void)ctx;
    return db_script(store_db(s), "rename", "UPDATE d_account SET name = 'Renamed Ltd' WHERE account_id = 1;", err);
}

/* A change of the book counts the age up: what was made before is not given, what is made then is the new. */
static void a_changed_book_has_other_cards(void **state)
{
    Response r;
    (void)state;
    make(1);
    assert_true(kept(1, 0, &r));
    assert_int_equal(writer_do(writer, rename_first, &book.a, NULL, &book.err), ST_OK);
    int64_t age = writer_version(writer);
    assert_int_equal(age, 1);
    assert_false(kept(1, age, &r));
    make(1);
    assert_true(kept(1, age, &r));
    assert_true(str_has(r.body, STR("Renamed Ltd")));
    /* One who looked at the book before it changed comes late: his card is not taken for one of now, nor does he forget what is known of now. */
    bool made = false;
    assert_int_equal(cards_make(cards, mine, 2, 0, &book.a, &r, &made, &book.err), ST_OK);
    assert_true(made);
    assert_false(kept(2, age, &r));
    make(3);
    assert_true(kept(3, age, &r));
}

/* Nobody asked: nothing is made.  One is asked for: all are there soon, and again behind a change. */
static void all_are_made_while_the_book_rests(void **state)
{
    enum { LOOKS = 400, LOOK_MS = 50 };
    Response r;
    (void)state;
    (void)nanosleep(&(struct timespec){ .tv_nsec = 600 * 1000000L }, NULL);
    assert_int_equal(state_of().ahead + state_of().rounds, 0);
    make(1);
    int64_t first = 0;
    for (int64_t round = 1; round <= 2; round++) {
        for (int i = 0; i < LOOKS && state_of().rounds < round; i++)
            (void)nanosleep(&(struct timespec){ .tv_nsec = LOOK_MS * 1000000L }, NULL);
        assert_int_equal(state_of().rounds, round);
        for (int64_t id = 1; id <= 4; id++) {
            assert_true(kept(id, round - 1, &r));
            assert_true(str_eq(r.body, alone(id)));
        }
        /* The one that was asked for was there already, unless the thread was quicker; then all four. */
        if (round == 1)
            first = state_of().ahead;
        assert_true(first == 3 || first == 4);
        assert_int_equal(state_of().ahead, round == 1 ? first : first + 4);
        if (round == 1)
            assert_int_equal(writer_do(writer, rename_first, &book.a, NULL, &book.err), ST_OK);
    }
    assert_true(str_has(r.body, STR("\"id\":4")));
}

#define T(f) cmocka_unit_test_setup_teardown(f, arrive, leave)
static int soon;

int main(void)
{
    const struct CMUnitTest tests[] = { T(the_first_two_are_made_alone_and_then_neighbours_along), T(an_account_that_is_none_is_none), T(a_changed_book_has_other_cards),
                                        cmocka_unit_test_prestate_setup_teardown(all_are_made_while_the_book_rests, arrive, leave, &soon) };
    int failed = cmocka_run_group_tests_name("cards, on DuckDB", tests, NULL, NULL);
    if (getenv("TL_PG")) {
        on_server = true;
        failed += cmocka_run_group_tests_name("cards, on PostgreSQL", tests, NULL, NULL);
    }
    return failed;
}
