/* Oracle: sentences sorted by hand, written after the lists but by the same hand: they show that matching works
 * in each language, not how much of what strangers write is heard. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/topic.h"

static Arena arena;
static Err err;
static Tokenizer *tokenizer;
static Topics *topics;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena);
    topics = topics_build(&arena);
    return tokenizer_create(&arena, &tokenizer, &err) != ST_OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static size_t hits_of(const char *text, Lang lang, TopicHit **hit)
{
    Tokens t;
    assert_int_equal(tokenize(tokenizer, str_of(text), lang, &arena, &t, &err), ST_OK);
    return topics_find(topics, &t, &arena, hit);
}

static bool speaks_of(const char *text, Lang lang, Topic topic)
{
    TopicHit *hit;
    size_t n = hits_of(text, lang, &hit);
    for (size_t i = 0; i < n; i++)
        if (hit[i].topic == (uint32_t)topic)
            return true;
    return false;
}

static void sentences_in_three_languages_are_sorted(void **state)
{
    static const struct { Topic topic; Lang lang; const char *text; } rows[] = {
        { TOPIC_DELIVERY, LANG_EN, "Goods came a fortnight after the promised week." },
        { TOPIC_DELIVERY, LANG_EN, "The carrier lost our pallets." },
        { TOPIC_DELIVERY, LANG_EN, "Two consignments delayed since Easter." },
        { TOPIC_DELIVERY, LANG_DE, "Die Lieferung war schon wieder unpünktlich." },
        { TOPIC_DELIVERY, LANG_DE, "Der Versand dauert ewig." },
        { TOPIC_DELIVERY, LANG_FR, "Le colis est parti au mauvais endroit." },
        { TOPIC_DELIVERY, LANG_FR, "Livraisons en retard depuis l'été." },
        { TOPIC_INVOICE, LANG_EN, "You billed us for pumps we sent back." },
        { TOPIC_INVOICE, LANG_DE, "Rechnungen kommen doppelt." },
        { TOPIC_INVOICE, LANG_FR, "La facturation est une source d'ennuis." },
        { TOPIC_PORTAL, LANG_EN, "My password expires every week." },
        { TOPIC_PORTAL, LANG_DE, "Die Anmeldung hängt ständig." },
        { TOPIC_PORTAL, LANG_FR, "Le site web est en panne le lundi." },
        { TOPIC_SUPPORT, LANG_EN, "The helpdesk replied after a month." },
        { TOPIC_SUPPORT, LANG_DE, "Vom Kundendienst hört man wenig." },
        { TOPIC_SUPPORT, LANG_FR, "Le service client ne rappelle guère." },
        { TOPIC_MANUALS, LANG_EN, "Documentation lags two versions behind." },
        { TOPIC_MANUALS, LANG_DE, "Die Bedienungsanleitung verwirrt mehr, als sie hilft." },
        { TOPIC_QUALITY, LANG_EN, "Seals arrived faulty." },
        { TOPIC_QUALITY, LANG_DE, "Die Genauigkeit überzeugt uns." },
        { TOPIC_PEOPLE, LANG_EN, "Helpful technicians at every visit." },
        { TOPIC_PEOPLE, LANG_DE, "Unser Ansprechpartner hat Ahnung." },
        { TOPIC_PRICE, LANG_EN, "Cheaper elsewhere by a third." },
        { TOPIC_PRICE, LANG_FR, "Vos tarifs montent chaque printemps." },
        { TOPIC_START, LANG_EN, "Onboarding never really ended." },
        { TOPIC_START, LANG_DE, "Zur Schulung kam ein Vertreter." },
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (!speaks_of(rows[i].text, rows[i].lang, rows[i].topic))
            fail_msg("'%s' is not heard as %s", rows[i].text, topic_key(rows[i].topic));
}

static void other_matters_are_no_topic(void **state)
{
    static const char *const rows[] = {
        "The canteen at your fair stand was closed.", "Our plant moves to Leeds next spring.",
        "Lieferanten gibt es viele.", "It costs us nerves.", "",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t k = 0; k < N_TOPIC; k++)
            if (speaks_of(rows[i], LANG_UNKNOWN, (Topic)k))
                fail_msg("'%s' is heard as %s", rows[i], topic_key((Topic)k));
}

static void the_longest_phrase_wins_within_one_sentence(void **state)
{
    TopicHit *hit;
    (void)state;
    /* "wrong price" is of invoices, "price" alone of prices. */
    assert_int_equal(hits_of("wrong price", LANG_EN, &hit), 1);
    assert_int_equal(hit[0].topic, TOPIC_INVOICE);
    assert_int_equal(hit[0].n, 2);
    assert_true(hit[0].trouble);
    assert_int_equal(hits_of("price", LANG_EN, &hit), 1);
    assert_int_equal(hit[0].topic, TOPIC_PRICE);
    assert_false(hit[0].trouble);
    /* "credit note" over the end of a sentence is none. */
    assert_false(speaks_of("We gave credit. Note the date.", LANG_EN, TOPIC_INVOICE));
    assert_true(speaks_of("A credit note at last.", LANG_EN, TOPIC_INVOICE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_in_three_languages_are_sorted),
        cmocka_unit_test(other_matters_are_no_topic),
        cmocka_unit_test(the_longest_phrase_wins_within_one_sentence),
    };
    return cmocka_run_group_tests_name("topic", tests, set_up, tear_down);
}
