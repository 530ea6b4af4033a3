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
