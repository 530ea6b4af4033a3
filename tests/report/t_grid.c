/* Oracle: RFC 4180 written out by hand; the workbook is unpacked with libzip and its parts read as text (ECMA-376). */
#include "tests/near.h"

#include <zip.h>

#include "report/grid.h"

static const Str head[] = { STR_INIT("id"), STR_INIT("a,b"), STR_INIT("day"), STR_INIT("yes") };
static const GridCell cells[] = {
    { GRID_NUMBER, STR_INIT("9007199254740993") }, { GRID_TEXT, STR_INIT("say \"no\", \xC3\x98") }, { GRID_DAY, STR_INIT("2025-09-30") }, { GRID_YES_NO, STR_INIT("true") },
    { GRID_NUMBER, STR_INIT("-5") },               { GRID_TEXT, STR_INIT("=1+1") },                 { GRID_NOTHING, STR_INIT("") },        { GRID_YES_NO, STR_INIT("false") },
    { GRID_NOTHING, STR_INIT("") },                { GRID_TEXT, STR_INIT("two\nlines") },           { GRID_DAY, STR_INIT("soon") },        { GRID_NOTHING, STR_INIT("") },
};
static const Grid grid = { .name = "tasks", .head = head, .n_col = 4, .n_row = 3, .cell = cells };

static void csv_is_read_by_a_spreadsheet_and_not_run(void **state)
{
    Buf b;
    (void)state;
    buf_init(&b, 1 << 20);
    grid_csv(&grid, &b);
    assert_string_equal(buf_str(&b).p, "\xEF\xBB\xBFid,\"a,b\",day,yes\r\n9007199254740993,\"say \"\"no\"\", \xC3\x98\",2025-09-30,true\r\n-5,'=1+1,,false\r\n,\"two\nlines\",soon,\r\n");
    buf_release(&b);
}

static Str part_of(const Buf *book, const char *name, Arena *a)
{
    zip_error_t e;
    zip_stat_t st;
    zip_source_t *src = zip_source_buffer_create(book->p, book->n, 0, &e);
    zip_t *z = zip_open_from_source(src, ZIP_RDONLY, &e);
    assert_non_null(z);
    assert_int_equal(zip_stat(z, name, 0, &st), 0);
    char *p = arena_alloc(a, st.size + 1, 1);
    zip_file_t *f = zip_fopen(z, name, 0);
    assert_int_equal(zip_fread(f, p, st.size), (int64_t)st.size);
    p[st.size] = 0;
    (void)zip_fclose(f);
    zip_discard(z);
    return (Str){ p, st.size };
}

static void a_workbook_has_typed_cells_and_the_days_bytes(void **state)
{
    Buf b, again;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    buf_init(&b, 1 << 20);
    buf_init(&again, 1 << 20);
    assert_int_equal(grid_workbook(&grid, STR("2025-09-30"), &a, &b, &err), ST_OK);
    assert_int_equal(grid_workbook(&grid, STR("2025-09-30"), &a, &again, &err), ST_OK);
    assert_true(str_eq(buf_str(&b), buf_str(&again)));            /* no clock */
    Str sheet = part_of(&b, "xl/worksheets/sheet1.xml", &a), shared = part_of(&b, "xl/sharedStrings.xml", &a), book = part_of(&b, "xl/workbook.xml", &a);
    assert_true(str_has(book, STR("name=\"tasks\"")));
    assert_true(str_has(sheet, STR("<v>45930</v>")));              /* 2025-09-30: 20361 + 25569 */
    assert_true(str_has(sheet, STR("<c r=\"A3\"><v>-5</v></c>")));
    assert_true(str_has(sheet, STR("<c r=\"D2\" t=\"b\"><v>1</v></c>")) && str_has(sheet, STR("<c r=\"D3\" t=\"b\"><v>0</v></c>")));
    assert_true(str_has(shared, STR("=1+1")) && !str_has(sheet, STR("<f>")));      /* a text, no formula */
    assert_true(str_has(shared, STR("soon")) && str_has(sheet, STR("state=\"frozen\"")));
    buf_release(&b);
    buf_release(&again);
    arena_release(&a);
}

static void what_a_cell_cannot_hold_ends_in_an_ellipsis(void **state)
{
    Buf b;
    Arena a;
    Err err;
    (void)state;
    arena_init(&a);
    buf_init(&b, 1 << 20);
    char *text = arena_alloc(&a, 40000, 1);
    memset(text, 'x', 40000);
    const GridCell cell = { GRID_TEXT, { text, 40000 } };
    const Grid g = { .name = "long", .head = head, .n_col = 1, .n_row = 1, .cell = &cell };
    assert_int_equal(grid_workbook(&g, STR(""), &a, &b, &err), ST_OK);
    Str shared = part_of(&b, "xl/sharedStrings.xml", &a);
    assert_true(str_has(shared, STR("x\xE2\x80\xA6</t>")) && shared.n < 34000);
    const Grid many = { .name = "many", .head = head, .n_col = 0, .n_row = 1048576, .cell = &cell };
    assert_int_equal(grid_workbook(&many, STR(""), &a, &b, &err), ST_TOO_BIG);
    buf_release(&b);
    arena_release(&a);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(csv_is_read_by_a_spreadsheet_and_not_run), cmocka_unit_test(a_workbook_has_typed_cells_and_the_days_bytes),
                                               cmocka_unit_test(what_a_cell_cannot_hold_ends_in_an_ellipsis) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
