#include "tests/near.h"

#include "base/table.h"
#include "tests/dies.h"

static const ColSpec spec[] = { { "n", COL_INT }, { "x", COL_F64 }, { "s", COL_TEXT }, { "d", COL_DATE } };

/* Oracle: whether and what row r holds follows from r. */
static void every_cell_is_what_was_put(size_t reserve_at)
{
    enum { ROWS = 1000 };
    Arena a;
    Table t;
    arena_init(&a);
    table_init(&t, &a, spec, COUNT_OF(spec));
    for (int r = 0; r < ROWS; r++) {
        if ((size_t)r == reserve_at)
            table_reserve(&t, ROWS);
        if (r % 5)
            table_put_text(&t, 2, r % 2 ? STR("odd") : STR("even"));
        if (r % 3)
            table_put_int(&t, 0, -r);
        if (r % 7)
            table_put_f64(&t, 1, r / 2.0);
        table_row(&t);
    }
    assert_int_equal(t.n, ROWS);
    for (size_t r = 0; r < ROWS; r++) {
        assert_int_equal(col_has(table_col(&t, "n"), r), r % 3 != 0);
        assert_int_equal(col_has(table_col(&t, "x"), r), r % 7 != 0);
        assert_int_equal(col_has(table_col(&t, "s"), r), r % 5 != 0);
        assert_false(col_has(table_col(&t, "d"), r));
        assert_int_equal(col_int(&t, "n")[r], r % 3 ? -(int64_t)r : 0);
        assert_true(col_f64(&t, "x")[r] == (r % 7 ? (double)r / 2 : 0));
        assert_true(str_eq(col_text(&t, "s")[r], r % 5 == 0 ? STR("") : r % 2 ? STR("odd") : STR("even")));
    }
    arena_release(&a);
}

static void every_cell_is_what_was_put_also_after_growing(void **state)
{
    (void)state;
    every_cell_is_what_was_put(SIZE_MAX);
}

static void every_cell_is_what_was_put_also_with_room_reserved(void **state)
{
    (void)state;
    every_cell_is_what_was_put(0);
    every_cell_is_what_was_put(65);
    every_cell_is_what_was_put(700);
    every_cell_is_what_was_put(999);
}

static void a_cell_can_be_taken_back_before_its_row_is_complete(void **state)
{
    Arena a;
    Table t;
    (void)state;
    arena_init(&a);
    table_init(&t, &a, spec, COUNT_OF(spec));
    table_put_int(&t, 0, 7);
    table_put_null(&t, 0);
    table_put_int(&t, 3, 8);
    table_row(&t);
    assert_false(col_has(&t.col[0], 0));
    assert_true(col_has(&t.col[3], 0));
    arena_release(&a);
}

static void a_cleared_table_remembers_nothing(void **state)
{
    Arena a;
    Table t;
    (void)state;
    arena_init(&a);
    table_init(&t, &a, spec, COUNT_OF(spec));
    for (int r = 0; r < 100; r++) {
        table_put_int(&t, 0, r);
        table_put_f64(&t, 1, r);
        table_put_text(&t, 2, STR("x"));
        table_row(&t);
    }
    table_clear(&t);
    assert_int_equal(t.n, 0);
    for (int r = 0; r < 100; r++)
        table_row(&t);
    for (size_t r = 0; r < 100; r++) {
        assert_false(col_has(&t.col[0], r) || col_has(&t.col[1], r) || col_has(&t.col[2], r));
        assert_true(t.col[0].i[r] == 0 && t.col[1].f[r] == 0 && t.col[2].s[r].n == 0);
    }
    arena_release(&a);
}

static void a_column_without_marks_has_all_its_values(void **state)
{
    int64_t v[] = { 1, 2 };
    TableColumn c = { .name = "v", .type = COL_INT, .i = v };
    (void)state;
    assert_true(col_has(&c, 0) && col_has(&c, 1));
}

static void ask_absent(void *t) { (void)table_col(t, "absent"); }
static void ask_text_as_int(void *t) { (void)col_int(t, "s"); }
static void ask_int_as_f64(void *t) { (void)col_f64(t, "n"); }
static void ask_date_as_text(void *t) { (void)col_text(t, "d"); }
static void put_outside(void *t) { table_put_int(t, 4, 1); }
static void put_wrong(void *t) { table_put_text(t, 1, STR("")); }
static void ask_rightly(void *t) { (void)col_int(t, "d"); }

static void asking_for_what_is_not_there_is_a_bug(void **state)
{
    Arena a;
    Table t;
    (void)state;
    arena_init(&a);
    table_init(&t, &a, spec, COUNT_OF(spec));
    assert_true(ends_in_bug(ask_absent, &t));
    assert_true(ends_in_bug(ask_text_as_int, &t));
    assert_true(ends_in_bug(ask_int_as_f64, &t));
    assert_true(ends_in_bug(ask_date_as_text, &t));
    assert_true(ends_in_bug(put_outside, &t));
    assert_true(ends_in_bug(put_wrong, &t));
    assert_false(ends_in_bug(ask_rightly, &t));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_what_was_put_also_after_growing),
        cmocka_unit_test(every_cell_is_what_was_put_also_with_room_reserved),
        cmocka_unit_test(a_cell_can_be_taken_back_before_its_row_is_complete),
        cmocka_unit_test(a_cleared_table_remembers_nothing),
        cmocka_unit_test(a_column_without_marks_has_all_its_values),
        cmocka_unit_test(asking_for_what_is_not_there_is_a_bug),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
