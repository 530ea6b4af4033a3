#include "tests/near.h"

#include <string.h>

#include "base/attr.h"
#include "ingest/aside.h"
#include "model/limits.h"

typedef struct Case {
    const char *raw;
    char delimiter;
    int n;                   /* 0: no record */
    const char *cell[4];
} Case;

static const Case cases[] = {
    { "a,b,c", ',', 3, { "a", "b", "c" } },
    { "a;\"b;\"\"x\"\"\";", ';', 3, { "a", "b;\"x\"", "" } },
    { "", ',', 1, { "" } },
    { ",", ',', 2, { "", "" } },
    { "\"\"", ',', 1, { "" } },
    { "\"two\nlines\",x", ',', 2, { "two\nlines", "x" } },
    { "in\"side,x", ',', 2, { "in\"side", "x" } },
    { "a\tb,c", '\t', 2, { "a", "b,c" } },
    { "a,\"never closed", ',', 0, { 0 } },
    { "a,\"closed\" and more,b", ',', 0, { 0 } },
};

static void raw_text_is_cut_into_its_cells(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Str *cell;
        size_t n;
        bool good = aside_split(str_of(cases[i].raw), cases[i].delimiter, &a, &cell, &n);
        assert_int_equal(good, cases[i].n > 0);
        for (int c = 0; c < cases[i].n; c++) {
            assert_int_equal(n, cases[i].n);
            assert_true(str_eq(cell[c], str_of(cases[i].cell[c])));
        }
    }
    arena_release(&a);
}

/* Oracle: the cells that were written. */
static void what_is_written_is_cut_into_the_same_cells(void **state)
{
    static const char letters[] = "ab,;\"\n\r\t =\xC3\xA9";
    Arena a;
    uint32_t x = 17;
    (void)state;
    arena_init(&a);
    for (int round = 0; round < 3000; round++) {
        char text[6][12];
        Str cell[6], *back;
        size_t n, want = 1 + (size_t)round % 6;
        char delimiter = ",;\t|"[(size_t)round % 4];
        for (size_t c = 0; c < want; c++) {
            size_t len = (x = x * 1664525u + 1013904223u) >> 24 & 7;
            for (size_t k = 0; k < len; k++)
                text[c][k] = letters[((x = x * 1664525u + 1013904223u) >> 16) % (sizeof letters - 1)];
            cell[c] = (Str){ text[c], len };
        }
        assert_true(aside_split(aside_record(cell, want, delimiter, &a), delimiter, &a, &back, &n));
        assert_int_equal(n, want);
        for (size_t c = 0; c < want; c++)
            assert_true(str_eq(cell[c], back[c]));
    }
    arena_release(&a);
}

static void one(Table *t, int64_t seq, int64_t line, int64_t col, const char *name, const char *reason, Str raw, bool whole)
{
    table_put_int(t, 0, seq);
    table_put_int(t, 1, line);
    table_put_int(t, 2, col);
    table_put_text(t, 3, str_of(name));
    table_put_text(t, 4, str_of(reason));
    table_put_text(t, 5, raw);
    table_put_int(t, 6, whole);
    table_row(t);
}

static const ColSpec aside_cols[] = { { "seq", COL_INT }, { "line", COL_INT }, { "col", COL_INT }, { "column_name", COL_TEXT }, { "reason", COL_TEXT },
                                        { "raw", COL_TEXT }, { "whole_row", COL_BOOL }, { "record", COL_TEXT } };

static void each_row_makes_one_record_and_what_does_not_fit_is_raw(void **state)
{
    static char longest[LIMIT_RAW];
    Arena a;
    Table t;
    Buf b;
    (void)state;
    memset(longest, 'x', sizeof longest);
    arena_init(&a);
    buf_init(&b, 1 << 16);
    table_init(&t, &a, aside_cols, COUNT_OF(aside_cols));
    one(&t, 1, 3, 0, "", "date not understood", STR("7;\"a;b\";32.13.2025"), true);
    one(&t, 2, 4, 2, "Name", "too long", STR("x,y"), false);
    aside_csv(5, ';', STR("Id;Name;\"Day; first\""), &t, &a, &b);
    assert_string_equal(buf_str(&b).p, "\xEF\xBB\xBFquarantine file,quarantine row,line,column,reason,Id,Name,Day; first\r\n"
                                       "5,1,3,,date not understood,7,a;b,32.13.2025\r\n5,2,4,Name,too long,,\"x,y\",\r\n");
    one(&t, 3, 5, 0, "", "r", STR("1;2;3;4"), true);               /* wider than the header */
    one(&t, 4, 6, 0, "", "r", STR("1;\"open"), true);
    one(&t, 5, 7, 4, "", "r", STR("past"), false);
    one(&t, 6, 8, 0, "", "r", (Str){ longest, LIMIT_RAW }, true);  /* was cut */
    buf_clear(&b);
    aside_csv(5, ';', STR("Id;Name;Day"), &t, &a, &b);
    Str all = buf_str(&b), line;
    int n = 0, raw = 0;
    while (all.n) {
        line = str_cut(&all, '\n');
        n++;
        raw += n > 1 && !str_ends(line, STR(",\r"));
    }
    assert_int_equal(n, 1 + 6);
    assert_int_equal(raw, 4);
    assert_non_null(strstr(b.p, ",Id,Name,Day,raw\r\n"));
    assert_non_null(strstr(b.p, "5,3,5,,r,,,,1;2;3;4\r\n"));
    buf_clear(&b);
    t.n = 1;
    aside_csv(5, 0, STR(""), &t, &a, &b);
    assert_non_null(strstr(b.p, "reason,raw\r\n5,1,3,,date not understood,\"7;\"\"a;b\"\";32.13.2025\"\r\n"));
    buf_release(&b);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raw_text_is_cut_into_its_cells),
        cmocka_unit_test(what_is_written_is_cut_into_the_same_cells),
        cmocka_unit_test(each_row_makes_one_record_and_what_does_not_fit_is_raw),
    };
    return cmocka_run_group_tests_name("aside", tests, NULL, NULL);
}
