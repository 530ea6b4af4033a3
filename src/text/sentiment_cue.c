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
    { LANG_DE, " danke fur nichts " }, { LANG_DE, " na toll " }, { LANG_DE, " na super " }, { LANG_DE, " na prima " }, { LANG_DE, " na bravo " },
    { LANG_DE, " schonen dank auch " }, { LANG_DE, " wer's glaubt " }, { LANG_DE, " #sarkasmus " }, { LANG_DE, " /s " }, { LANG_DE, " \"service\" " },
    { LANG_DE, " \"kundenservice\" " }, { LANG_DE, " \"hilfe\" " }, { LANG_DE, " \"support\" " }, { LANG_DE, " \"premium\" " },
    { LANG_DE, " \"qualitat\" " },
    { LANG_FR, " merci pour rien " }, { LANG_FR, " ben voyons " }, { LANG_FR, " bravo pour le retard " }, { LANG_FR, " c'est du propre " },
    { LANG_FR, " #sarcasme " }, { LANG_FR, " /s " }, { LANG_FR, " \"service\" " }, { LANG_FR, " \"service client\" " }, { LANG_FR, " \"support\" " },
    { LANG_FR, " \"aide\" " }, { LANG_FR, " \"qualite\" " }, { LANG_FR, " \" service \" " }, { LANG_FR, " \" service client \" " },
    { LANG_FR, " \" aide \" " }, { LANG_FR, " \" qualite \" " },
    { LANG_ES, " gracias por nada " }, { LANG_ES, " vaya servicio " }, { LANG_ES, " menudo servicio " }, { LANG_ES, " menuda atencion " },
    { LANG_ES, " si claro " }, { LANG_ES, " #sarcasmo " }, { LANG_ES, " /s " }, { LANG_ES, " \"servicio\" " },
    { LANG_ES, " \"atencion al cliente\" " }, { LANG_ES, " \"soporte\" " }, { LANG_ES, " \"ayuda\" " }, { LANG_ES, " \"calidad\" " },
    { LANG_IT, " grazie per niente " }, { LANG_IT, " grazie di niente " }, { LANG_IT, " grazie per nulla " },
    { LANG_IT, " alla faccia del servizio " }, { LANG_IT, " bella roba " }, { LANG_IT, " #sarcasmo " }, { LANG_IT, " /s " },
    { LANG_IT, " \"servizio\" " }, { LANG_IT, " \"assistenza\" " }, { LANG_IT, " \"supporto\" " }, { LANG_IT, " \"aiuto\" " },
    { LANG_IT, " \"qualita\" " },
    { LANG_PT, " obrigado por nada " }, { LANG_PT, " obrigada por nada " }, { LANG_PT, " so que nao " }, { LANG_PT, " #sqn " },
    { LANG_PT, " #sarcasmo " }, { LANG_PT, " /s " }, { LANG_PT, " \"servico\" " }, { LANG_PT, " \"atendimento\" " }, { LANG_PT, " \"suporte\" " },
    { LANG_PT, " \"ajuda\" " }, { LANG_PT, " \"qualidade\" " },
    { LANG_NL, " bedankt voor niks " }, { LANG_NL, " bedankt voor niets " }, { LANG_NL, " lekker dan " }, { LANG_NL, " lekker is dat " },
    { LANG_NL, " mooi is dat " }, { LANG_NL, " fijn is dat " }, { LANG_NL, " #sarcasme " }, { LANG_NL, " /s " }, { LANG_NL, " \"service\" " },
    { LANG_NL, " \"klantenservice\" " }, { LANG_NL, " \"hulp\" " }, { LANG_NL, " \"support\" " }, { LANG_NL, " \"kwaliteit\" " },
};
// clang-format on

enum { LOOKED_AT = 2000 };

/* Folded, blanks at both ends and one between words; where each word begins. */
typedef struct Spaced {
    Str       text;
    uint32_t *word;
    size_t    n;
} Spaced;

static unsigned two_letters(const char *p)
{
    return (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

static bool begins_with(Str s, const char *what)
{
    size_t i = 0;
    while (what[i] && i < s.n && s.p[i] == what[i])
        i++;
    return !what[i];
}

/* A list's phrases of one language stand side by side.  Each begins with a blank and a letter, so only beginnings of words are looked at, by
 * their first letter at first. */
static bool any(const Spaced *s, Lang lang, const Phrase *p, size_t n)
{
    uint64_t first[4] = { 0 };
    size_t from = 0, to;
    while (from < n && p[from].lang != lang)
        from++;
    for (to = from; to < n && p[to].lang == lang; to++) {
        unsigned char c = (unsigned char)p[to].words[1];
        first[c >> 6] |= UINT64_C(1) << (c & 63);
    }
    for (size_t w = 0; w < s->n; w++) {
        const char *at = s->text.p + s->word[w];
        unsigned char c = (unsigned char)*at;
        if (!(first[c >> 6] >> (c & 63) & 1))
            continue;
        for (size_t i = from; i < to; i++)
            if (two_letters(p[i].words + 1) == two_letters(at) && begins_with((Str){ at, s->text.n - s->word[w] }, p[i].words + 1))
                return true;
    }
    return false;
}

static bool parts(char c)
{
    return (unsigned char)c <= ' ' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '(' || c == ')';
}

/* Commas, full stops and the like are blanks, so that phrases meet whole words. */
static Spaced spaced(Str s, Arena *a)
{
    Str fold = text_fold(a, s);
    char *to = arena_alloc(a, fold.n + 3, 1);
    Spaced out = { .word = arena_alloc(a, (fold.n / 2 + 2) * sizeof *out.word, _Alignof(uint32_t)) };
    size_t n = 0;
    to[n++] = ' ';
    for (size_t i = 0; i < fold.n; i++) {
        bool blank = parts(fold.p[i]), after = to[n - 1] == ' ';
        if (blank && after)
            continue;
        if (after)
            out.word[out.n++] = (uint32_t)n;
        to[n++] = blank ? ' ' : fold.p[i];
    }
    if (to[n - 1] != ' ')
        to[n++] = ' ';
    to[n] = '\0';                    /* the last word has a second letter to look at, too */
    out.text = (Str){ to, n };
    return out;
}

unsigned sentiment_cues(Str sentence, Lang lang, Arena *a)
{
    unsigned cues = 0;
    if (lang >= LANG_UNKNOWN || !sentence.n)
        return 0;
    Spaced s = spaced(str_sub(sentence, 0, LOOKED_AT), a);
    if (any(&s, lang, wishes, COUNT_OF(wishes)) && !any(&s, lang, no_wishes, COUNT_OF(no_wishes)))
        cues |= CUE_WISH;
    if (any(&s, lang, sarcasms, COUNT_OF(sarcasms)))
        cues |= CUE_SARCASM;
    return cues;
}
