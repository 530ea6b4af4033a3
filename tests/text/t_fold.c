/* Oracle: ICU's NFKC_Casefold + NFD for single letters; the rest hand-made. */
#include "tests/near.h"

#include <stdio.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/attr.h"
#include "base/status.h"
#include "text/fold.h"
#include "text/utf8.h"

static Arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void same(Str got, const char *want)
{
    if (!str_eq(got, str_of(want)))
        fail_msg("got '%.*s', want '%s'", STR_ARG(got), want);
}

/* ICU's answer for one letter: case folded, decomposed, marks dropped; "" if not ASCII then. */
static void icu_plain(UChar c, char *out)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar folded[16], apart[16];
    const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&code),
                       *nfd = unorm2_getNFDInstance(&code);
    int32_t n = unorm2_normalize(fold, &c, 1, folded, 16, &code);
    n = unorm2_normalize(nfd, folded, n, apart, 16, &code);
    assert_true(U_SUCCESS(code));
    for (int32_t i = 0; i < n; i++) {
        if (apart[i] >= 0x300 && apart[i] <= 0x36F)
            continue;
        if (apart[i] > 0x7F) {
            *out = '\0';
            return;
        }
        *out++ = (char)apart[i];
    }
    *out = '\0';
}

static void latin_letters_decompose_as_icu_does(void **state)
{
    (void)state;
    int checked = 0;
    for (uint32_t c = 0xC0; c <= 0x17F; c++) {
        char want[16] = "", buf[4];
        icu_plain((UChar)c, want);
        /* Letters ICU does not take apart (ø, ł ...) are checked by hand below. */
        if (!*want || strchr(want, '.'))
            continue;
        same(text_fold(&arena, (Str){ buf, utf8_put(buf, c) }), want);
        checked++;
    }
    assert_int_equal(checked, 167);
}

static void the_fast_path_agrees_with_the_normaliser(void **state)
{
    /* A trailing ideograph forces the slow path; its folding is itself. */
    (void)state;
    for (uint32_t c = 1; c <= 0x17F; c++) {
        char one[16];
        size_t n = utf8_put(one, c);
        Str fast = str_dup(&arena, text_fold(&arena, (Str){ one, n }));
        memcpy(one + n, "\xE4\xB8\xAD", 3);
        Str slow = text_fold(&arena, (Str){ one, n + 3 });
        bool sign = (c >= 0x80 && c < 0xC0) || c == 0xD7 || c == 0xF7;
        if (!sign)
            same((Str){ slow.p, slow.n - 3 }, fast.p);
    }
}

static void letters_without_decomposition_are_spelled(void **state)
{
    static const char *const rows[][2] = {
        { "Straße", "strasse" },     { "STRASSE", "strasse" },   { "Ørsted", "orsted" },
        { "Ægir", "aegir" },         { "Łódź", "lodz" },         { "Đorđe", "dorde" },
        { "Þór", "thor" },           { "Müller", "muller" },     { "Mu\xCC\x88ller", "muller" },
        { "Crédit Agricole", "credit agricole" },                { "ＡＢＣ株", "abc株" },
        { "ﬁnance", "finance" },     { "O’Brien", "o'brien" },   { "Газпром", "gazprom" },
        { "Ελλάδα", "ellada" },      { "A – B", "a - b" },       { "İzmir", "izmir" },
        { "한국", "한국" },           { "Œuvre", "oeuvre" },      { "Čeština", "cestina" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        same(text_fold(&arena, str_of(rows[i][0])), rows[i][1]);
}

static void folding_twice_changes_nothing(void **state)
{
    static const char *const rows[] = { "Jürgen's Größe", "ΑΒΓ Щука", "naïve ǆ ﬀ Ⅷ", "東京 ﾃｽﾄ" };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str once = text_fold(&arena, str_of(rows[i]));
        same(text_fold(&arena, once), once.p);
    }
}

static void lower_keeps_accents_and_composes(void **state)
{
    (void)state;
    same(text_lower(&arena, STR("ÄRGER Über")), "ärger über");
    same(text_lower(&arena, STR("E\xCC\x81t\xC3\xA9")), "été");
    same(text_nfc(&arena, STR("e\xCC\x81")), "é");
}

static void bad_bytes_become_replacement_signs(void **state)
{
    (void)state;
    same(text_fold(&arena, STR("A\xFF\xC3")), "a\xEF\xBF\xBD\xEF\xBF\xBD");
    same(text_lower(&arena, STR("\xED\xA0\x80Z")), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
    assert_int_equal(text_fold(&arena, STR("")).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_letters_decompose_as_icu_does),
        cmocka_unit_test(the_fast_path_agrees_with_the_normaliser),
        cmocka_unit_test(letters_without_decomposition_are_spelled),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(lower_keeps_accents_and_composes),
        cmocka_unit_test(bad_bytes_become_replacement_signs),
    };
    return cmocka_run_group_tests_name("fold", tests, set_up, tear_down);
}
