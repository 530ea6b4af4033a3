/* Recommended or warned, or neither.  Oracle: sentences labelled by hand, those behind `late` written after the patterns and never tuned on. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/expect.h"

typedef struct Said {
    Lang lang;
    ExpectMouth way;
    const char *text;
} Said;

#define FOR(l, t) { LANG_##l, MOUTH_FOR, t }
#define AGAINST(l, t) { LANG_##l, MOUTH_AGAINST, t }
#define NEITHER(l, t) { LANG_##l, MOUTH_NONE, t }

static const Said said[] = {
    FOR(EN, "We have recommended you to two sister plants."),
    FOR(EN, "I recommended you to a former colleague last month."),
    FOR(EN, "We've already recommended your calibration service to our partners."),
    FOR(EN, "I keep recommending you to everybody who asks."),
    FOR(EN, "We recommend you to all our suppliers."),
    FOR(EN, "I put in a good word for you at the trade fair."),
    FOR(EN, "We sent three of our customers your way."),
    FOR(EN, "We referred our supplier in Lyon to you."),
    FOR(EN, "I told our plant in Poland how good your probes are."),
    FOR(EN, "We even acted as a reference for you twice this year."),
    FOR(EN, "I gave your name to our sister company."),
    FOR(DE, "Wir haben Sie schon zweimal weiterempfohlen."),
    FOR(DE, "Ich habe Sie unserem Schwesterwerk empfohlen."),
    FOR(DE, "Ich empfehle Sie gerne weiter."),
    FOR(FR, "Nous vous avons recommandé à deux confrères."),
    AGAINST(EN, "We told our partners to stay away."),
    AGAINST(EN, "I have warned other plants about you."),
    AGAINST(EN, "We advised our sister company against buying from you."),
    AGAINST(EN, "I told my colleagues not to order from Nordhaven again."),
    AGAINST(EN, "We recommended against your service in the purchasing round."),
    AGAINST(EN, "Told two suppliers to steer clear of you."),
    AGAINST(EN, "I tell everyone how unreliable you have become."),
    AGAINST(EN, "We told our customers to look elsewhere."),
    AGAINST(EN, "I talked our Polish plant out of using you."),
    AGAINST(DE, "Wir haben unseren Partnern davon abgeraten."),
    AGAINST(DE, "Ich habe unser Schwesterwerk vor Ihnen gewarnt."),
    AGAINST(FR, "Nous avons déconseillé votre service à nos partenaires."),
    NEITHER(EN, "I would recommend you to others."),
    NEITHER(EN, "We cannot recommend you at the moment."),
    NEITHER(EN, "I will not recommend you again."),
    NEITHER(EN, "You were recommended to us by a partner."),
    NEITHER(EN, "Your support advised us against using the old driver."),
    NEITHER(EN, "We were told to look elsewhere."),
    NEITHER(EN, "I have never recommended you."),
    NEITHER(EN, "We recommend you to improve the portal."),
    NEITHER(EN, "A colleague recommended you to us."),
    NEITHER(EN, "We have not recommended you since the move to the new depot."),
    NEITHER(EN, "Have I recommended you to anybody?"),
    NEITHER(EN, "We warned you about the late pallets in March."),
    NEITHER(EN, "The recommended settings are wrong."),
    NEITHER(EN, "Nobody told us about the delay."),
    NEITHER(EN, "I told your driver where to go."),
    NEITHER(DE, "Ich würde Sie weiterempfehlen."),
    NEITHER(DE, "Wir haben Sie noch nicht weiterempfohlen."),
    NEITHER(DE, "Sie wurden uns empfohlen."),
    NEITHER(FR, "Nous ne vous avons jamais recommandé."),
    NEITHER(FR, "Je vous recommande de changer de transporteur."),
};

static const Said late[] = {
    FOR(EN, "My boss recommended you to the group purchasing team."),
    FOR(EN, "I've referred two companies to you since January."),
    FOR(EN, "We happily recommended you to our customers."),
    FOR(DE, "Wir haben Sie an drei Lieferanten weiterempfohlen."),
    FOR(DE, "Wir haben Ihre Sensoren unserem Werk in Linz empfohlen."),
    AGAINST(EN, "We have warned our whole group against your lead times."),
    AGAINST(EN, "I advised a friend at another factory not to sign with you."),
    AGAINST(EN, "Our team told the other sites to avoid you."),
    AGAINST(DE, "Dem Werk in Brünn habe ich abgeraten."),
    NEITHER(EN, "If deliveries improve we will recommend you."),
    NEITHER(EN, "The manual recommends a yearly check."),
    NEITHER(EN, "Sales told us the probe was in stock."),
    NEITHER(EN, "We should have been warned about the price rise."),
    NEITHER(DE, "Ich kann Sie leider nicht weiterempfehlen."),
    NEITHER(EN, "You promised to send a technician."),
};

static int wrong_of(const Said *s, size_t n, Arena *a)
{
    const ExpectFinder *f = expect_create(a);
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        Expect e;
        expect_find(f, str_of(s[i].text), STR(""), s[i].lang, false, a, &e);
        wrong += e.mouth != s[i].way;
        if (e.mouth != s[i].way)
            print_message("  '%s' is '%s': %s\n", expect_mouth_name(e.mouth), expect_mouth_name(s[i].way), s[i].text);
    }
    return wrong;
}

static void acts_are_told_from_intentions(void **state)
{
    Arena a;
    (void)state;
    arena_init(&a);
    assert_int_equal(wrong_of(said, COUNT_OF(said), &a), 0);
    assert_true(wrong_of(late, COUNT_OF(late), &a) <= 2);
    arena_release(&a);
}

static void questions_after_recommending_are_known(void **state)
{
    static const struct {
        ExpectMouth way;
        const char *text;
    } asked[] = {
        { MOUTH_FOR, "In the last 12 months, to how many other companies have you recommended Nordhaven Instruments?" },
        { MOUTH_FOR, "Have you recommended us to others in the last year?" },
        { MOUTH_FOR, "Did you recommend us to anyone in the past 12 months?" },
        { MOUTH_FOR, "Haben Sie uns in den letzten 12 Monaten weiterempfohlen?" },
        { MOUTH_FOR, "Wie vielen anderen Firmen haben Sie uns empfohlen?" },
        { MOUTH_FOR, "À combien d'entreprises nous avez-vous recommandé ?" },
        { MOUTH_AGAINST, "In the last 12 months, how many other companies have you advised against Nordhaven Instruments?" },
        { MOUTH_AGAINST, "Have you advised a colleague or another company against buying from us?" },
        { MOUTH_AGAINST, "Have you recommended against us?" },
        { MOUTH_AGAINST, "Haben Sie in den letzten 12 Monaten jemandem von uns abgeraten?" },
        { MOUTH_NONE, "How likely are you to recommend us to a colleague, or to another company?" },
        { MOUTH_NONE, "Would you have recommended us a year ago?" },
        { MOUTH_NONE, "What would you recommend we improve?" },
        { MOUTH_NONE, "How satisfied are you with the following? - Delivery" },
        { MOUTH_NONE, "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?" },
        { MOUTH_NONE, "" },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    const ExpectFinder *f = expect_create(&a);
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        if (expect_mouth_asks(f, str_of(asked[i].text), &a) != asked[i].way)
            fail_msg("'%s': %s", expect_mouth_name(expect_mouth_asks(f, str_of(asked[i].text), &a)), asked[i].text);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(acts_are_told_from_intentions), cmocka_unit_test(questions_after_recommending_are_known) };
    return cmocka_run_group_tests_name("mouth", tests, NULL, NULL);
}
