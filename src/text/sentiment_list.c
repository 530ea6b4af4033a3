/* Scoring by word list, for the languages VADER does not speak. */
#include "base/attr.h"
#include "text/sentiment_words.h"
#include "text/word_lists.h"

static const double NEGATION = -0.74;
enum { PHRASE_WORDS = 4, KEY_MAX = 96, NEGATION_REACH = 3, NEGATIONS_MAX = 14, ENDINGS_MAX = 10 };

/* Words that turn what follows; they have no value of their own here. */
static const char *const negations[LANG_UNKNOWN][NEGATIONS_MAX] = {
    [LANG_DE] = { "nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "niemals", "ohne",
                  "kaum", "weder" },
    [LANG_FR] = { "pas", "jamais", "aucun", "aucune", "sans", "ni", "guère", "non" },
    [LANG_ES] = { "no", "nunca", "jamás", "sin", "tampoco", "ningún", "ninguna", "ni", "apenas" },
    [LANG_IT] = { "non", "mai", "senza", "nessun", "nessuna", "nessuno", "né", "neanche", "poco" },
    [LANG_PT] = { "não", "nunca", "jamais", "sem", "nenhum", "nenhuma", "nem", "tampouco" },
    [LANG_NL] = { "niet", "geen", "nooit", "zonder", "nauwelijks", "noch" },
};

/* Inflected endings and what the listed form has in their place, longest first. */
static const struct {
    const char *ending, *listed;
} endings[LANG_UNKNOWN][ENDINGS_MAX] = {
    [LANG_DE] = { { "en", "" },
                  { "er", "" },
                  { "em", "" },
                  { "es", "" },
                  { "e", "" },
                  { "n", "" },
                  { "s", "" } },
    [LANG_FR] = { { "ées", "é" },
                  { "aux", "al" },
                  { "ée", "é" },
                  { "es", "" },
                  { "e", "" },
                  { "s", "" } },
    [LANG_ES] = { { "as", "o" }, { "os", "o" }, { "es", "" }, { "a", "o" }, { "s", "" } },
    [LANG_IT] = { { "e", "a" }, { "e", "o" }, { "i", "o" }, { "i", "e" }, { "a", "o" } },
    [LANG_PT] = { { "as", "o" }, { "os", "o" }, { "es", "" }, { "a", "o" }, { "s", "" } },
    [LANG_NL] = { { "en", "" }, { "e", "" }, { "s", "" } },
};

static bool is_negation(Lang lang, Str low)
{
    for (size_t i = 0; i < NEGATIONS_MAX && negations[lang][i]; i++)
        if (str_eq(low, str_of(negations[lang][i])))
            return true;
    return false;
}

static bool listed(Lang lang, Str phrase, int32_t *value)
{
    char key[KEY_MAX + 4];
    if (phrase.n > KEY_MAX)
        return false;
    memcpy(key, lang_code(lang), 2);
    key[2] = ':';
    memcpy(key + 3, phrase.p, phrase.n);
    return word_find(&words_afinn, (Str){ key, phrase.n + 3 }, value) && *value;
}

/* As written, then with each ending put back; words of three letters are not cut. */
static bool listed_inflected(Lang lang, Str low, int32_t *value)
{
    char other[KEY_MAX];
    if (listed(lang, low, value))
        return true;
    for (size_t i = 0; i < ENDINGS_MAX && endings[lang][i].ending; i++) {
        Str end = str_of(endings[lang][i].ending), put = str_of(endings[lang][i].listed);
        if (!str_ends(low, end) || low.n < end.n + 3 || low.n + put.n > KEY_MAX)
            continue;
        memcpy(other, low.p, low.n - end.n);
        memcpy(other + low.n - end.n, put.p, put.n);
        if (listed(lang, (Str){ other, low.n - end.n + put.n }, value))
            return true;
    }
    return false;
}

/* The longest listed phrase that begins at i; returns its words, 0 when none. */
static size_t phrase_at(Lang lang, const FeelWords *w, size_t i, int32_t *value)
{
    char phrase[KEY_MAX];
    for (size_t k = PHRASE_WORDS; k > 1; k--) {
        size_t n = 0;
        if (i + k > w->n)
            continue;
        for (size_t j = i; j < i + k && n < sizeof phrase; j++) {
            Str low = w->word[j].low;
            if (n + low.n + 1 > sizeof phrase) {
                n = sizeof phrase;
                break;
            }
            if (j > i)
                phrase[n++] = ' ';
            memcpy(phrase + n, low.p, low.n);
            n += low.n;
        }
        if (n < sizeof phrase && listed(lang, (Str){ phrase, n }, value))
            return k;
    }
    return listed_inflected(lang, w->word[i].low, value) ? 1 : 0;
}

void feel_word_list(Lang lang, FeelWords *w)
{
    for (size_t i = 0; i < w->n;) {
        FeelWord *x = &w->word[i];
        int32_t value = 0;
        size_t k = x->emoji != 0 || is_negation(lang, x->low) ? 0 : phrase_at(lang, w, i, &value);
        x->valence = k ? value : x->emoji;
        bool turned = false;
        for (size_t d = 1; k && d <= NEGATION_REACH && d <= i; d++)
            turned |= is_negation(lang, x[-(ptrdiff_t)d].low);
        if (turned)
            x->valence *= NEGATION;
        if (k > 1)
            x->n = x[k - 1].from + x[k - 1].n - x->from;
        i += k ? k : 1;
    }
}
