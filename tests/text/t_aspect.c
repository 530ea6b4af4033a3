/* Oracle: parts cut by hand. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/aspect.h"

static void the_part_is_what_speaks_of_the_term(void **state)
{
    static const struct {
        const char *text, *term, *part;
        Lang        lang;
    } rows[] = {
        { "Great people, but delivery is terrible.", "delivery", "but delivery is terrible", LANG_EN },
        { "Great people, but delivery is terrible.", "people", "Great people, ", LANG_EN },
        { "The food was fine. The service was slow.", "service", " The service was slow", LANG_EN },
        { "We like the portal and the people.", "portal", "We like the portal and the people", LANG_EN },
        { "The portal works fine again today, and the people at the desk are kind.", "portal", "The portal works fine again today", LANG_EN },
        { "Price 3.50 is fair", "Price", "Price 3.50 is fair", LANG_EN },
        { "delivery", "delivery", "delivery", LANG_EN },
        { "Nette Leute, aber die Lieferung ist furchtbar.", "Lieferung", "aber die Lieferung ist furchtbar", LANG_DE },
        { "Nette Leute, aber die Lieferung ist furchtbar.", "Leute", "Nette Leute, ", LANG_DE },
        { "Die Leute sind nett, während der Preis zu hoch ist.", "Preis", "während der Preis zu hoch ist", LANG_DE },
        { "Équipe sympathique mais livraison en retard", "livraison", "mais livraison en retard", LANG_FR },
        { "La gente es amable, pero la entrega es mala.", "gente", "La gente es amable, ", LANG_ES },
        { "Gente cortese, però la consegna è pessima.", "consegna", "però la consegna è pessima", LANG_IT },
        { "Boa equipe, porém a entrega atrasa.", "entrega", "porém a entrega atrasa", LANG_PT },
        { "Aardige mensen, maar de levering is slecht.", "levering", "maar de levering is slecht", LANG_NL },
        { "Aardige mensen, but de levering", "levering", "Aardige mensen, but de levering", LANG_NL },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str s = str_of(rows[i].text);
        size_t from = (size_t)(strstr(rows[i].text, rows[i].term) - rows[i].text);
        AspectPart p = aspect_part(s, from, from + strlen(rows[i].term), rows[i].lang);
        Str got = str_sub(s, p.from, p.to - p.from);
        if (!str_eq(got, str_of(rows[i].part)))
            fail_msg("'%s' of '%s': '%.*s'", rows[i].term, rows[i].text, STR_ARG(got));
    }
}

static void what_the_encoder_hears_is_the_part_the_whole_and_what_lies_close(void **state)
{
    static const struct {
        const char *text, *term, *close;
    } rows[] = {
        { "Great people, but delivery is terrible.", "delivery", "Great people, but delivery is terrible." },
        { "One two three four five six portal one, two three four five six seven.", "portal", " two three four five six portal one, two three four five " },
        { "portal", "portal", "portal" },
    };
    Str text[ASPECT_VECTORS];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str s = str_of(rows[i].text);
        size_t from = (size_t)(strstr(rows[i].text, rows[i].term) - rows[i].text), to = from + strlen(rows[i].term);
        AspectPart p = aspect_part(s, from, to, LANG_EN);
        aspect_texts(s, from, to, LANG_EN, text);
        assert_true(str_eq(text[0], str_sub(s, p.from, p.to - p.from)) && str_eq(text[1], s));
        if (!str_eq(text[2], str_of(rows[i].close)))
            fail_msg("close to '%s': '%.*s'", rows[i].term, STR_ARG(text[2]));
    }
    aspect_texts(STR("short"), 900, 100, LANG_EN, text);
    assert_true(text[0].n <= 5 && text[2].n <= 5);
}

static void another_term_is_seen_otherwise_and_places_outside_are_clipped(void **state)
{
    Arena a;
    Str s = STR("Great people, but delivery is terrible.");
    (void)state;
    arena_init(&a);
    Features one = aspect_features(s, 6, 12, LANG_EN, NULL, &a), other = aspect_features(s, 18, 26, LANG_EN, NULL, &a), again = aspect_features(s, 6, 12, LANG_EN, NULL, &a);
    assert_true(one.n == again.n && memcmp(one.at, again.at, one.n * sizeof *one.at) == 0);
    assert_true(one.n != other.n || memcmp(one.at, other.at, one.n * sizeof *one.at) != 0);
    assert_true(aspect_features(s, 900, 100, LANG_EN, NULL, &a).n > 0);
    assert_true(aspect_features(STR(""), 0, 0, LANG_EN, NULL, &a).n < 100);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_part_is_what_speaks_of_the_term),
        cmocka_unit_test(what_the_encoder_hears_is_the_part_the_whole_and_what_lies_close),
        cmocka_unit_test(another_term_is_seen_otherwise_and_places_outside_are_clipped),
    };
    return cmocka_run_group_tests_name("aspect", tests, NULL, NULL);
}
