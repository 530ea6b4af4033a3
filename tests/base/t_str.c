#include "tests/near.h"

#include <stdio.h>

#include "base/currency.h"
#include "base/str.h"

/* Oracle: the limits of int64_t, 2^63 - 1 and -2^63. */
static void whole_numbers_are_read_to_their_limits_and_no_further(void **state)
{
    static const struct {
        Str text;
        bool ok;
        int64_t want;
    } k[] = {
        { STR_INIT("0"), true, 0 },
        { STR_INIT("-0"), true, 0 },
        { STR_INIT("+7"), true, 7 },
        { STR_INIT("007"), true, 7 },
        { STR_INIT("9223372036854775807"), true, INT64_MAX },
        { STR_INIT("-9223372036854775808"), true, INT64_MIN },
        { STR_INIT("9223372036854775808"), false, 0 },
        { STR_INIT("-9223372036854775809"), false, 0 },
        { STR_INIT("92233720368547758070"), false, 0 },
        { STR_INIT(""), false, 0 },
        { STR_INIT("+"), false, 0 },
        { STR_INIT("-"), false, 0 },
        { STR_INIT("--1"), false, 0 },
        { STR_INIT(" 1"), false, 0 },
        { STR_INIT("1 "), false, 0 },
        { STR_INIT("1.0"), false, 0 },
        { STR_INIT("1e3"), false, 0 },
        { STR_INIT("1\0"), false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        int64_t v = -77;
        bool ok = str_to_i64(k[i].text, &v);
        if (ok != k[i].ok || v != (ok ? k[i].want : -77))
            fail_msg("'%s': %d, %lld", k[i].text.p, ok, (long long)v);
    }
}

static void decimal_numbers_are_whole_finite_and_without_words(void **state)
{
    static const struct {
        const char *text;
        bool ok;
        double want;
    } k[] = {
        { "0.5", true, 0.5 },      { "-1e3", true, -1000 },   { "+.25", true, 0.25 },
        { "1E-2", true, 0.01 },    { "", false, 0 },          { ".", false, 0 },
        { "1e", false, 0 },        { "1e999", false, 0 },     { "nan", false, 0 },
        { "inf", false, 0 },       { "0x10", false, 0 },      { "1,5", false, 0 },
        { " 1", false, 0 },        { "1.2.3", false, 0 },     { "1-2", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        double v = -77;
        bool ok = str_to_f64(str_of(k[i].text), &v);
        if (ok != k[i].ok || v != (ok ? k[i].want : -77))
            fail_msg("'%s': %d, %g", k[i].text, ok, v);
    }
}

static void white_space_goes_off_both_ends_and_nothing_else(void **state)
{
    static const struct {
        const char *in, *want;
    } k[] = {
        { "", "" },
        { " \t\r\n\v\f", "" },
        { " a b ", "a b" },
        { "\xC2\xA0" "a" "\xC2\xA0\xC2\xA0 ", "a" },
        { "\xC2\xA0", "" },
        { "\xC3\xA0", "\xC3\xA0" }, /* a letter that ends in the byte of a no-break space */
        { "a\xC2", "a\xC2" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (!str_eq(str_trim(str_of(k[i].in)), str_of(k[i].want)))
            fail_msg("row %zu: '%s'", i, k[i].in);
}

/* Oracle: table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences": the edges of its rows. */
static void utf8_is_well_formed_by_the_standards_table(void **state)
{
    static const struct {
        const char *text;
        bool ok;
    } k[] = {
        { "", true },
        { "a\x7F", true },
        { "\xC2\x80", true },
        { "\xDF\xBF", true },
        { "\xE0\xA0\x80", true },
        { "\xED\x9F\xBF", true },
        { "\xEE\x80\x80", true },
        { "\xF0\x90\x80\x80", true },
        { "\xF4\x8F\xBF\xBF", true },
        { "\x80", false },
        { "\xC0\x80", false },
        { "\xC1\xBF", false },
        { "\xE0\x9F\xBF", false },
        { "\xED\xA0\x80", false },
        { "\xF0\x8F\xBF\xBF", false },
        { "\xF4\x90\x80\x80", false },
        { "\xF5\x80\x80\x80", false },
        { "\xFF", false },
        { "\xC2", false },
        { "\xE2\x82", false },
        { "\xF0\x9F\x98", false },
        { "\xC2" "a", false },
        { "\xE2\x82" "a", false },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (str_is_utf8(str_of(k[i].text)) != k[i].ok)
            fail_msg("row %zu", i);
    for (size_t i = 0; i < COUNT_OF(k); i++)
        for (int before = 0; before < 18; before++) {      /* wherever it stands among letters */
            char text[64];
            (void)snprintf(text, sizeof text, "%.*s%s%s", before, "abcdefghijklmnopqr", k[i].text, before % 2 ? "stuvwxyz0123" : "");
            if (str_is_utf8(str_of(text)) != k[i].ok)
                fail_msg("row %zu behind %d letters", i, before);
        }
    assert_true(str_is_utf8(STR("a\0b")));
}

static void parts_are_clipped_to_the_whole(void **state)
{
    Str s = STR("abc");
    (void)state;
    assert_true(str_eq(str_sub(s, 1, 1), STR("b")));
    assert_true(str_eq(str_sub(s, 1, SIZE_MAX), STR("bc")));
    assert_true(str_eq(str_sub(s, 9, 9), STR("")));
    assert_true(str_eq(str_of(NULL), STR("")));
}

static void a_head_ends_at_a_whole_character(void **state)
{
    Str s = STR("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z");
    static const size_t whole[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
    (void)state;
    for (size_t most = 0; most < COUNT_OF(whole); most++)
        assert_int_equal(str_head(s, most).n, whole[most]);
    assert_int_equal(str_head(s, SIZE_MAX).n, s.n);
}

static void comparing_goes_by_bytes_and_case_is_ascii_only(void **state)
{
    (void)state;
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("b"), STR("ab")) > 0);
    assert_true(str_cmp(STR("\xC3\xA4"), STR("z")) > 0);
    assert_int_equal(str_cmp(STR(""), STR("")), 0);
    assert_true(str_ieq(STR("AbC"), STR("aBc")));
    assert_false(str_ieq(STR("\xC3\x84"), STR("\xC3\xA4")));
    assert_false(str_ieq(STR("[`"), STR("{@"))); /* one bit apart, as letters are */
    assert_true(str_has(STR("abc"), STR("bc")) && str_has(STR("abc"), STR("")) && !str_has(STR("ab"), STR("abc")));
    assert_true(str_ihas(STR("xABCx"), STR("abc")) && !str_ihas(STR("AB"), STR("abc")));
    assert_true(str_starts(STR("ab"), STR("a")) && !str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("ab"), STR("b")) && !str_ends(STR("b"), STR("ab")));
}

static void built_strings_are_copies_that_end_in_nul(void **state)
{
    Arena a;
    char buf[] = "Stra\xC3\x9F" "E";
    (void)state;
    arena_init(&a);
    Str copy = str_dup(&a, str_of(buf)), low = str_lower(&a, str_of(buf)), made = str_fmt(&a, "%d-%s", 7, buf);
    memset(buf, 'x', sizeof buf - 1);
    assert_string_equal(copy.p, "Stra\xC3\x9F" "E");
    assert_string_equal(low.p, "stra\xC3\x9F" "e");
    assert_string_equal(made.p, "7-Stra\xC3\x9F" "E");
    assert_int_equal(made.n, strlen(made.p));
    Str joined = str_cat(&a, 4, (const Str[]){ STR("a\0"), STR(""), low, STR("/") }), none = str_cat(&a, 0, NULL);
    assert_true(str_eq(joined, STR("a\0stra\xC3\x9F" "e/")) && joined.p[joined.n] == 0);
    assert_true(none.n == 0 && none.p[0] == 0);
    arena_release(&a);
}

/* Oracle: ISO 4217, list one: yen has no minor unit, the dinar of Kuwait three digits. */
static void currencies_have_their_own_minor_units(void **state)
{
    (void)state;
    assert_int_equal(currency_digits(STR("EUR")), 2);
    assert_int_equal(currency_digits(STR("JPY")), 0);
    assert_int_equal(currency_digits(STR("KWD")), 3);
    assert_int_equal(currency_digits(STR("???")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_read_to_their_limits_and_no_further),
        cmocka_unit_test(decimal_numbers_are_whole_finite_and_without_words),
        cmocka_unit_test(white_space_goes_off_both_ends_and_nothing_else),
        cmocka_unit_test(utf8_is_well_formed_by_the_standards_table),
        cmocka_unit_test(parts_are_clipped_to_the_whole),
        cmocka_unit_test(a_head_ends_at_a_whole_character),
        cmocka_unit_test(comparing_goes_by_bytes_and_case_is_ascii_only),
        cmocka_unit_test(built_strings_are_copies_that_end_in_nul),
        cmocka_unit_test(currencies_have_their_own_minor_units),
    };
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
