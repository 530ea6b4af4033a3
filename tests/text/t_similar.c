#include "tests/near.h"

#include "text/city.h"
#include "text/country.h"
#include "text/similar.h"

/* Oracle: Winkler's published pairs (1990, 1994), three decimals. */
static void published_pairs_have_their_published_similarity(void **state)
{
    static const struct {
        const char *a, *b;
        double want;
    } k[] = {
        { "MARTHA", "MARHTA", 0.961 }, { "DWAYNE", "DUANE", 0.840 },   { "DIXON", "DICKSONX", 0.813 },
        { "SHACKLEFORD", "SHACKELFORD", 0.982 }, { "NICHLESON", "NICHULSON", 0.956 }, { "JONES", "JOHNSON", 0.832 },
        { "MASSEY", "MASSIE", 0.933 }, { "ABROMS", "ABRAMS", 0.922 },  { "JERALDINE", "GERALDINE", 0.926 },
        { "MICHELLE", "MICHAEL", 0.921 }, { "JULIES", "JULIUS", 0.933 }, { "TANYA", "TONYA", 0.880 },
        { "SAME", "SAME", 1 },         { "ABC", "XYZ", 0 },            { "", "A", 0 },
        { "", "", 0 },                 { "A", "A", 1 },                { "A", "B", 0 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(k); i++) {
        double s = name_similarity(str_of(k[i].a), str_of(k[i].b)), back = name_similarity(str_of(k[i].b), str_of(k[i].a));
        if (fabs(s - k[i].want) > 0.0006 || fabs(s - back) > 1e-12)
            fail_msg("%s, %s: %.4f and back %.4f, not %.3f", k[i].a, k[i].b, s, back, k[i].want);
    }
}

static void names_of_any_length_stay_between_none_and_all(void **state)
{
    static char a[4000], b[4000];
    uint32_t x = 5;
    (void)state;
    for (size_t n = 0; n < sizeof a; n++) {
        x = x * 1664525u + 1013904223u;
        a[n] = (char)('a' + (x >> 24) % 3);
        b[n] = (char)('a' + (x >> 20) % 3);
    }
    for (size_t n = 1; n < sizeof a; n = n * 2 + 1) {
        double s = name_similarity((Str){ a, n }, (Str){ b, sizeof b - n });
        assert_true(s >= 0 && s <= 1);
        check_digits(name_similarity((Str){ a, n }, (Str){ a, n }), 1, 12);
    }
}

/* Oracle: ISO 3166-1. */
static void countries_are_known_by_code_and_by_name_in_several_languages(void **state)
{
    static const struct {
        const char *text, *want;
    } k[] = {
        { "de", "DE" },          { "DEU", "DE" },         { " Deutschland ", "DE" },  { "ALLEMAGNE", "DE" },
        { "\xC3\x96sterreich", "AT" }, { "Espa\xC3\xB1" "a", "ES" }, { "United Kingdom", "GB" }, { "uk", "GB" },
        { "U.S.A.", "US" },      { "Pays-Bas", "NL" },    { "Su\xC3\xA8" "de", "SE" },   { "The Netherlands", "NL" },
        { "", "" },              { "   ", "" },           { "Atlantis", "" },         { "Germany and France", "" },
        { "germ", "" },          { "|", "" },
        { "Turkey", "TR" },      { "T\xC3\xBCrkiye", "TR" }, { "T\xC3\xBCrkei", "TR" }, { "TUERKEI", "TR" },
        { "Griechenland", "GR" }, { "\xCE\x95\xCE\xBB\xCE\xBB\xCE\xAC\xCE\xB4\xCE\xB1", "GR" }, { "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F", "RU" },
        { "Russian Federation", "RU" }, { "South Korea", "KR" }, { "Korea, Republic of", "KR" }, { "\xEB\x8C\x80\xED\x95\x9C\xEB\xAF\xBC\xEA\xB5\xAD", "KR" },
        { "Bulgarien", "BG" },   { "Hrvatska", "HR" },    { "Latvija", "LV" },        { "Eesti", "EE" },
        { "Lietuva", "LT" },     { "Indon\xC3\xA9sie", "ID" }, { "Malaysia", "MY" },   { "Ukraine", "UA" },
        { "UKR", "UA" },         { "Kosovo", "XK" },      { "\xE4\xB8\xAD\xE5\x9B\xBD", "CN" }, { "Estados Unidos", "US" },
        { "Elfenbeink\xC3\xBCste", "CI" }, { "Brasil", "BR" }, { "Sverige", "SE" },  { "Niger", "NE" },
        { "Nigeria", "NG" },     { "Austria", "AT" },     { "Australia", "AU" },      { "UAE", "AE" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (!str_eq(country_code(&a, str_of(k[i].text)), str_of(k[i].want)))
            fail_msg("'%s' is not '%s'", k[i].text, k[i].want);
    arena_release(&a);
}

static void every_name_in_the_list_of_countries_leads_to_its_own_code(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t c = 0; c < country_n; c++) {
        Str rest = str_of(country_names[c].names);
        assert_int_equal(strlen(country_names[c].code), 2);
        while (rest.n) {
            Str name = str_cut(&rest, '|');
            if (!str_eq(country_code(&a, name), str_of(country_names[c].code)))
                fail_msg("'%.*s' is not %s", STR_ARG(name), country_names[c].code);
        }
    }
    /* Of ICU's names each leads to its code, but where our own list has the word. */
    bool seen[26][26] = { { false } };
    size_t n = 0, ours = 0;
    for (size_t c = 0; c < country_row_n; c++) {
        const CountryRow *r = &country_rows[c];
        Str got = country_code(&a, str_of(r->name));
        assert_true(!c || strcmp(country_rows[c - 1].name, r->name) < 0);
        ours += !str_eq(got, str_of(r->code));
        n += !seen[r->code[0] - 'A'][r->code[1] - 'A'];
        seen[r->code[0] - 'A'][r->code[1] - 'A'] = true;
    }
    assert_true(n >= 245 && ours <= 6);
    arena_release(&a);
}

static void towns_are_one_in_whatever_language(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } k[] = {
        { "M\xC3\xBCnchen", "Munich", true },   { "MUENCHEN", "80331 M\xC3\xBCnchen", true }, { "Z\xC3\xBCrich", "Zuerich", true },
        { "CH-8001 Z\xC3\xBCrich", "Zurich", true },
        { "Frankfurt", "Frankfurt am Main", true }, { "Wien", "Vienna", true },
        { "Milano (MI)", "Milan", true },         { "K\xC3\xB6ln, Deutz", "Cologne", true },
        { "Berlin", "Hamburg", false },           { "Essen", "Essenbach", false },    { "", "", false },                        { "", "Berlin", false },
        { "Paris", "Lyon", false },               { "12345", "12345", false },
        { "Praha 4", "Prague", true },            { "New York", "New York City", true },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(k); i++)
        if (city_same(city_key(&a, str_of(k[i].a)), city_key(&a, str_of(k[i].b))) != k[i].same)
            fail_msg("'%s' and '%s'", k[i].a, k[i].b);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_pairs_have_their_published_similarity),
        cmocka_unit_test(names_of_any_length_stay_between_none_and_all),
        cmocka_unit_test(countries_are_known_by_code_and_by_name_in_several_languages),
        cmocka_unit_test(every_name_in_the_list_of_countries_leads_to_its_own_code),
        cmocka_unit_test(towns_are_one_in_whatever_language),
    };
    return cmocka_run_group_tests_name("similar", tests, NULL, NULL);
}
