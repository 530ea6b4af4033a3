#include "text/sentiment_cue.h"

#include "base/attr.h"
#include "text/fold.h"

/* Folded, blanks on both sides stand for the ends of words. */
typedef struct Phrase {
    Lang        lang;
    const char *words;
} Phrase;

// clang-format off
static const Phrase wishes[] = {
    { LANG_EN, " would be " }, { LANG_EN, " would have been " }, { LANG_EN, " would like " }, { LANG_EN, " would love " }, { LANG_EN, " would appreciate " },
    { LANG_EN, " i wish " }, { LANG_EN, " we wish " }, { LANG_EN, " wish you " }, { LANG_EN, " if only " }, { LANG_EN, " should be " }, { LANG_EN, " should have " },
    { LANG_EN, " could be " }, { LANG_EN, " could have " }, { LANG_EN, " hope to " }, { LANG_EN, " hopefully " }, { LANG_EN, " i'd love " }, { LANG_EN, " we'd love " },
    { LANG_EN, " i'd like " }, { LANG_EN, " we'd like " }, { LANG_EN, " supposed to " }, { LANG_EN, " as long as " }, { LANG_EN, " unless " }, { LANG_EN, " if you " },
    { LANG_EN, " if it " }, { LANG_EN, " if the " }, { LANG_EN, " if they " }, { LANG_EN, " if there " },
    { LANG_DE, " ware " }, { LANG_DE, " waren wir froh " }, { LANG_DE, " wurde " }, { LANG_DE, " wurden uns " }, { LANG_DE, " hatte gern" }, { LANG_DE, " hatten gern" },
    { LANG_DE, " sollte " }, { LANG_DE, " sollten " }, { LANG_DE, " konnte besser " }, { LANG_DE, " wunschen " }, { LANG_DE, " wunsche " }, { LANG_DE, " falls " },
    { LANG_FR, " serait " }, { LANG_FR, " aimerais " }, { LANG_FR, " aimerions " }, { LANG_FR, " souhaite" }, { LANG_FR, " devrait " }, { LANG_FR, " pourrait " },
    { LANG_ES, " seria " }, { LANG_ES, " me gustaria " }, { LANG_ES, " nos gustaria " }, { LANG_ES, " deberia" }, { LANG_ES, " podria" }, { LANG_ES, " ojala " },
    { LANG_IT, " sarebbe " }, { LANG_IT, " vorrei " }, { LANG_IT, " vorremmo " }, { LANG_IT, " dovrebbe" }, { LANG_IT, " potrebbe" }, { LANG_IT, " magari " },
    { LANG_PT, " seria " }, { LANG_PT, " gostaria" }, { LANG_PT, " deveria" }, { LANG_PT, " poderia" }, { LANG_PT, " tomara " },
    { LANG_NL, " zou " }, { LANG_NL, " zouden " }, { LANG_NL, " graag zien " }, { LANG_NL, " hopelijk " }, { LANG_NL, " mits " },
};
/* What looks like a wish and is a promise. */
static const Phrase no_wishes[] = {
    { LANG_EN, " would recommend " }, { LANG_EN, " would definitely " }, { LANG_EN, " would highly " }, { LANG_EN, " would buy " }, { LANG_EN, " would use " },
    { LANG_EN, " could not be better " }, { LANG_EN, " couldn't be better " }, { LANG_EN, " could not be happier " }, { LANG_EN, " couldn't be happier " },
    { LANG_EN, " couldn't have been " }, { LANG_EN, " could not have been " }, { LANG_EN, " could not have asked " }, { LANG_EN, " couldn't have asked " },
    { LANG_DE, " wurde ich weiterempfehlen " }, { LANG_DE, " wurden wir weiterempfehlen " }, { LANG_DE, " wurde empfehlen " },
};
static const Phrase sarcasms[] = {
    { LANG_EN, " thanks for nothing " }, { LANG_EN, " yeah right " }, { LANG_EN, " oh great " }, { LANG_EN, " oh joy " }, { LANG_EN, " just great " }, { LANG_EN, " just what i need" },
    { LANG_EN, " gee thanks " }, { LANG_EN, " way to go " }, { LANG_EN, " good luck with that " }, { LANG_EN, " slow clap " }, { LANG_EN, " #sarcasm " }, { LANG_EN, " /s " },
    { LANG_EN, " as if " }, { LANG_EN, " so much for " }, { LANG_EN, " what a joke " }, { LANG_EN, " love waiting " }, { LANG_EN, " love being " }, { LANG_EN, " love how you " },
    { LANG_EN, " love it when " }, { LANG_EN, " enjoy waiting " }, { LANG_EN, " great another " }, { LANG_EN, " nice another " }, { LANG_EN, " bravo " },
    { LANG_EN, " 'great' " }, { LANG_EN, " \"great\" " }, { LANG_EN, " \"service\" " }, { LANG_EN, " \"customer service\" " }, { LANG_EN, " \"support\" " }, { LANG_EN, " \"help\" " },
    { LANG_EN, " \"helpful\" " }, { LANG_EN, " \"on time\" " }, { LANG_EN, " \"premium\" " }, { LANG_EN, " \"quality\" " },
};
// clang-format on

static bool any(Str folded, Lang lang, const Phrase *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i].lang == lang && str_has(folded, str_of(p[i].words)))
            return true;
    return false;
}

/* Folded; commas, full stops and the like are blanks, so that phrases meet whole words. */
static Str spaced(Str s, Arena *a)
{
    Str fold = text_fold(a, s);
    char *to = arena_alloc(a, fold.n + 3, 1);
    size_t n = 0;
    to[n++] = ' ';
    for (size_t i = 0; i < fold.n; i++) {
        char c = fold.p[i];
        bool blank = (unsigned char)c <= ' ' || memchr(".,;:!?()", c, 8) != NULL;
        if (!blank || to[n - 1] != ' ')
            to[n++] = blank ? ' ' : c;
    }
    if (to[n - 1] != ' ')
        to[n++] = ' ';
    return (Str){ to, n };
}

unsigned sentiment_cues(Str sentence, Lang lang, Arena *a)
{
    enum { LOOKED_AT = 2000 };
    unsigned cues = 0;
    if (lang >= LANG_UNKNOWN || !sentence.n)
        return 0;
    Str s = spaced(str_sub(sentence, 0, LOOKED_AT), a);
    if (any(s, lang, wishes, COUNT_OF(wishes)) && !any(s, lang, no_wishes, COUNT_OF(no_wishes)))
        cues |= CUE_WISH;
    if (any(s, lang, sarcasms, COUNT_OF(sarcasms)))
        cues |= CUE_SARCASM;
    return cues;
}
