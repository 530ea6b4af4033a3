/* Oracle: sentences sorted by hand. */
#include "tests/near.h"

#include "base/attr.h"
#include "text/sentiment_cue.h"

static void wishes_and_mockery_are_told_from_plain_praise(void **state)
{
    static const struct {
        Lang        lang;
        const char *text;
        unsigned    cues;
    } rows[] = {
        { LANG_EN, "It would be great if the driver called.", CUE_WISH },
        { LANG_EN, "I wish the portal was this good.", CUE_WISH },
        { LANG_EN, "Would recommend to anybody.", 0 },
        { LANG_EN, "We couldn't be happier, it could be the best.", 0 },
        { LANG_EN, "The service is great.", 0 },
        { LANG_EN, "Thanks for nothing!", CUE_SARCASM },
        { LANG_EN, "Great, another delay.", CUE_SARCASM },
        { LANG_EN, "Your \"customer service\" hung up.", CUE_SARCASM },
        { LANG_EN, "Don't you just love waiting two hours?", CUE_SARCASM },
        { LANG_EN, "Thanks for everything!", 0 },
        { LANG_DE, "Ein Anruf wäre schön.", CUE_WISH },
        { LANG_DE, "Die Lieferung war schön pünktlich.", 0 },
        { LANG_FR, "Ce serait bien.", CUE_WISH },
        { LANG_ES, "Sería estupendo.", CUE_WISH },
        { LANG_IT, "Sarebbe bello.", CUE_WISH },
        { LANG_PT, "Seria ótimo.", CUE_WISH },
        { LANG_NL, "Het zou fijn zijn.", CUE_WISH },
        { LANG_DE, "Na toll, schon wieder zu spät.", CUE_SARCASM },
        { LANG_DE, "Danke für nichts!", CUE_SARCASM },
        { LANG_DE, "Euer „Service“ ist nie da.", CUE_SARCASM },
        { LANG_DE, "Danke für alles, tolle Leute.", 0 },
        { LANG_DE, "Der Service ist toll.", 0 },
        { LANG_FR, "Merci pour rien.", CUE_SARCASM },
        { LANG_FR, "Votre « service client » ne répond jamais.", CUE_SARCASM },
        { LANG_FR, "Bravo pour votre service, merci.", 0 },
        { LANG_ES, "Vaya servicio...", CUE_SARCASM },
        { LANG_ES, "Gracias por todo, buen servicio.", 0 },
        { LANG_IT, "Grazie per niente!", CUE_SARCASM },
        { LANG_IT, "Grazie, servizio di qualità.", 0 },
        { LANG_PT, "Ótimo atendimento, só que não.", CUE_SARCASM },
        { LANG_PT, "Obrigado pela ajuda.", 0 },
        { LANG_NL, "Bedankt voor niks.", CUE_SARCASM },
        { LANG_NL, "Lekker dan, weer te laat.", CUE_SARCASM },
        { LANG_NL, "Bedankt voor de snelle service.", 0 },
        { LANG_EN, "We would be happy if we got it on time.", CUE_WISH },
        { LANG_EN, "Great if your driver calls.", CUE_WISH },
        { LANG_EN, "Great service, as ever.", 0 },
        { LANG_EN, "If it were late we would leave.", CUE_WISH | CUE_UNREAL },
        { LANG_EN, "We'd cancel if support was terrible.", CUE_UNREAL },
        { LANG_EN, "If I had known how bad it is I would not have bought it.", CUE_WISH },
        { LANG_EN, "It was late and we would leave.", 0 },
        { LANG_EN, "If it is late we leave.", CUE_WISH },
        { LANG_DE, "Die Ware wurde gut verpackt, tolle Ware.", 0 },
        { LANG_DE, "Das waere schoen.", CUE_WISH },
        { LANG_DE, "Gut, wenn ihr pünktlich liefert.", CUE_WISH },
        { LANG_DE, "Wenn es zu spät käme, würden wir gehen.", CUE_WISH | CUE_UNREAL },
        { LANG_DE, "Immer wenn es brennt, sind sie da.", 0 },
        { LANG_FR, "Parfait si vous livrez à temps.", CUE_WISH },
        { LANG_FR, "Si c'était en retard, nous partirions.", CUE_UNREAL },
        { LANG_FR, "Si la livraison était en retard, nous partirions.", CUE_WISH | CUE_UNREAL },
        { LANG_ES, "Sí, el servicio es bueno.", 0 },
        { LANG_ES, "Si fuera malo cambiaríamos.", CUE_WISH | CUE_UNREAL },
        { LANG_FR, "Rappelez-moi s'il vous plaît, très bon service.", 0 },
        { LANG_IT, "Se fosse in ritardo cambieremmo.", CUE_WISH | CUE_UNREAL },
        { LANG_IT, "Si è rotto, ma il servizio è ottimo.", 0 },
        { LANG_PT, "Se fosse ruim, cancelaríamos.", CUE_WISH | CUE_UNREAL },
        { LANG_PT, "Eles se preocupam com o cliente.", 0 },
        { LANG_NL, "Als het te laat was, zouden we weggaan.", CUE_WISH | CUE_UNREAL },
        { LANG_NL, "Fijn als jullie op tijd leveren.", CUE_WISH },
        { LANG_NL, "Net zo goed als de vorige keer.", 0 },
        { LANG_UNKNOWN, "It would be great", 0 },
        { LANG_EN, "", 0 },
        { LANG_EN, "\xFF\xFE\x80", 0 },
    };
    Arena a;
    (void)state;
    arena_init(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        unsigned got = sentiment_cues(str_of(rows[i].text), rows[i].lang, &a);
        if (got != rows[i].cues)
            fail_msg("'%s': %u, want %u", rows[i].text, got, rows[i].cues);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(wishes_and_mockery_are_told_from_plain_praise) };
    return cmocka_run_group_tests_name("cue", tests, NULL, NULL);
}
