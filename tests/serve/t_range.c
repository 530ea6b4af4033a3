/* Ranges of bytes.  Oracle: the examples of RFC 9110, 14.1.2, and every small range against the bytes that it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "serve/range.h"

static void ranges_are_read_as_the_standard_says(void **state)
{
    static const struct { const char *header; int64_t size; Ranged how; int64_t from, n; } cases[] = {
        { "bytes=0-499", 10000, RANGE_PART, 0, 500 },        { "bytes=500-999", 10000, RANGE_PART, 500, 500 },
        { "bytes=-500", 10000, RANGE_PART, 9500, 500 },      { "bytes=9500-", 10000, RANGE_PART, 9500, 500 },
        { "bytes=0-0", 10000, RANGE_PART, 0, 1 },            { "bytes=-1", 10000, RANGE_PART, 9999, 1 },
        { "bytes=0-", 10000, RANGE_PART, 0, 10000 },         { "bytes=9999-20000", 10000, RANGE_PART, 9999, 1 },
        { "BYTES=1-2", 10, RANGE_PART, 1, 2 },               { " bytes = 1-2 ", 10, RANGE_PART, 1, 2 },
        { "bytes=-20000", 10000, RANGE_PART, 0, 10000 },     { "bytes=5-99999999999999999999999", 10, RANGE_PART, 5, 5 },
        { "bytes=5-9223372036854775807", 10, RANGE_PART, 5, 5 },
        { "bytes=10000-", 10000, RANGE_BEHIND, 0, 0 },       { "bytes=10000-10001", 10000, RANGE_BEHIND, 0, 0 },
        { "bytes=-0", 10000, RANGE_BEHIND, 0, 0 },           { "bytes=99999999999999999999999-", 10000, RANGE_BEHIND, 0, 0 },
        /* not a range of one piece of bytes: the whole */
        { "", 10, RANGE_WHOLE, 0, 10 },                      { "bytes", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=", 10, RANGE_WHOLE, 0, 10 },                { "bytes=-", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=5", 10, RANGE_WHOLE, 0, 10 },               { "bytes=3-1", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=0-1,3-4", 10, RANGE_WHOLE, 0, 10 },         { "lines=0-1", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=a-b", 10, RANGE_WHOLE, 0, 10 },             { "bytes=0x1-2", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=--5", 10, RANGE_WHOLE, 0, 10 },             { "bytes=+1-2", 10, RANGE_WHOLE, 0, 10 },
        { "bytes=1 -2", 10, RANGE_WHOLE, 0, 10 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t from = -1, n = -1;
        assert_int_equal(range_parse(str_of(cases[i].header), cases[i].size, &from, &n), cases[i].how);
        if (cases[i].how == RANGE_BEHIND)
            continue;
        assert_int_equal(from, cases[i].from);
        assert_int_equal(n, cases[i].n);
    }
}

static void no_range_leaves_the_file(void **state)
{
    (void)state;
    for (int64_t size = 1; size < 6; size++)
        for (int64_t first = -1; first < 8; first++)
            for (int64_t last = -1; last < 8; last++) {
                char a[8] = "", b[8] = "", header[40];
                int64_t from, n;
                if (first >= 0)
                    (void)snprintf(a, sizeof a, "%d", (int)first);
                if (last >= 0)
                    (void)snprintf(b, sizeof b, "%d", (int)last);
                (void)snprintf(header, sizeof header, "bytes=%s-%s", a, b);
                Ranged how = range_parse(str_of(header), size, &from, &n);
                int64_t wanted = 0, low = -1;
                for (int64_t at = 0; at < size; at++) {          /* the bytes it names, one by one */
                    bool in = first >= 0 ? at >= first && (last < 0 || at <= last) : at >= size - last;
                    wanted += in;
                    low = in && low < 0 ? at : low;
                }
                bool is_range = (first >= 0 || last >= 0) && !(first >= 0 && last >= 0 && last < first);
                assert_int_equal(how, !is_range ? RANGE_WHOLE : wanted ? RANGE_PART : RANGE_BEHIND);
                if (how == RANGE_PART)
                    assert_true(from == low && n == wanted);
            }
}

static void response_becomes_its_part(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    const Response whole = { .status = 200, .file = STR("f"), .file_size = 100, .file_n = 100, .etag = STR("\"x\"") };
    Response r = whole;
    range_apply(&r, STR("bytes=10-19"), STR(""), &a);
    assert_true(r.status == 206 && r.file_from == 10 && r.file_n == 10 && str_eq(r.content_range, STR("bytes 10-19/100")));
    r = whole;
    range_apply(&r, STR("bytes=10-19"), STR("\"x\""), &a);
    assert_int_equal(r.status, 206);
    r = whole;
    range_apply(&r, STR("bytes=10-19"), STR("\"old\""), &a);
    assert_true(r.status == 200 && r.file_n == 100 && !r.content_range.n);
    r = whole;
    range_apply(&r, STR("bytes=100-"), STR(""), &a);
    assert_true(r.status == 416 && !r.file.n && str_eq(r.content_range, STR("bytes */100")) && str_has(r.body, STR("416")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(ranges_are_read_as_the_standard_says), cmocka_unit_test(no_range_leaves_the_file),
                                        cmocka_unit_test(response_becomes_its_part) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
