#include "tests/near.h"

#include <stdlib.h>

/* Three of jansson's constructors have the names of ours; only its reader is wanted here. */
#define json_object jansson_object_
#define json_array jansson_array_
#define json_null jansson_null_
#include <jansson.h>
#undef json_object
#undef json_array
#undef json_null

#include "base/json_out.h"
#include "tests/dies.h"

typedef struct Made {
    Buf b;
    JsonOut j;
} Made;

static void start(Made *m)
{
    buf_init(&m->b, 1 << 20);
    json_init(&m->j, &m->b);
}

static void commas_and_nesting_take_care_of_themselves(void **state)
{
    Made m;
    (void)state;
    start(&m);
    json_object(&m.j, NULL);
    json_int(&m.j, "n", INT64_MIN);
    json_array(&m.j, "l");
    json_object(&m.j, NULL);
    json_end(&m.j);
    json_array(&m.j, NULL);
    json_end(&m.j);
    json_bool(&m.j, NULL, true);
    json_null(&m.j, NULL);
    json_raw(&m.j, NULL, STR("{\"x\":1}"));
    json_end(&m.j);
    json_str(&m.j, "k\"", STR(""));
    json_end(&m.j);
    assert_int_equal(m.j.depth, 0);
    assert_string_equal(m.b.p, "{\"n\":-9223372036854775808,\"l\":[{},[],true,null,{\"x\":1}],\"k\\\"\":\"\"}");
    buf_release(&m.b);
}

/* Oracle: jansson, a parser that knows nothing of this writer, reads the same bytes back. */
static void every_character_survives_a_parser(void **state)
{
    char text[260];
    size_t n = 0;
    Made m;
    (void)state;
    for (int c = 1; c < 0x80; c++)
        text[n++] = (char)c;
    memcpy(text + n, "\xC3\xA4\xF0\x9F\x98\x80", 6);
    n += 6;
    start(&m);
    json_array(&m.j, NULL);
    json_str(&m.j, NULL, (Str){ text, n });
    json_end(&m.j);
    json_t *got = json_loadb(m.b.p, m.b.n, 0, NULL);
    assert_non_null(got);
    const json_t *one = json_array_get(got, 0);
    assert_int_equal(json_string_length(one), n);
    assert_memory_equal(json_string_value(one), text, n);
    json_decref(got);
    buf_release(&m.b);
}

static void bad_bytes_become_the_replacement_character(void **state)
{
    Made m;
    (void)state;
    start(&m);
    json_str(&m.j, NULL, STR("a\xFF" "b\0"));
    assert_string_equal(m.b.p, "\"a\xEF\xBF\xBD" "b\\u0000\"");
    buf_release(&m.b);
}

/* Oracle: strtod of what was written; the text of well-known values. */
static void numbers_read_back_the_same_in_few_digits(void **state)
{
    static const struct {
        double v;
        const char *want; /* NULL: only read back */
    } k[] = { { 0.1, "0.1" }, { -0.2, "-0.2" }, { 0, "0" }, { 1e21, "1e+21" }, { 3, "3" }, { 1.0 / 3, NULL },
              { 5e-324, NULL }, { 1.7976931348623157e308, NULL }, { 0.1 + 0.2, "0.30000000000000004" } };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        Made m;
        start(&m);
        json_f64(&m.j, NULL, k[i].v);
        assert_true(strtod(m.b.p, NULL) == k[i].v);
        if (k[i].want)
            assert_string_equal(m.b.p, k[i].want);
        buf_release(&m.b);
    }
    Made m;
    start(&m);
    json_array(&m.j, NULL);
    json_f64(&m.j, NULL, (double)NAN);
    json_f64(&m.j, NULL, -(double)INFINITY);
    json_end(&m.j);
    assert_string_equal(m.b.p, "[null,null]");
    buf_release(&m.b);
}

static void end_twice(void *made) { json_end(&((Made *)made)->j); }
static void value_without_key(void *made) { json_int(&((Made *)made)->j, NULL, 1); }

static void mistakes_of_the_program_are_bugs(void **state)
{
    Made m;
    (void)state;
    start(&m);
    assert_true(ends_in_bug(end_twice, &m));
    json_object(&m.j, NULL);
    assert_true(ends_in_bug(value_without_key, &m));
    assert_false(ends_in_bug(end_twice, &m));
    buf_release(&m.b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_nesting_take_care_of_themselves),
        cmocka_unit_test(every_character_survives_a_parser),
        cmocka_unit_test(bad_bytes_become_the_replacement_character),
        cmocka_unit_test(numbers_read_back_the_same_in_few_digits),
        cmocka_unit_test(mistakes_of_the_program_are_bugs),
    };
    return cmocka_run_group_tests_name("json_out", tests, NULL, NULL);
}
