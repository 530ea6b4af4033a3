/* Scoring by word list, for the languages VADER does not speak. */
#include "base/attr.h"
#include "text/sentiment_words.h"
#include "text/turn.h"
#include "text/word_lists.h"

static const double NEGATION = -0.74;
/* VADER's 0.293, whose lexicon runs to 4, where AFINN runs to 5; and its damping with distance. */
static const double BOOST = 0.293 * 5 / 4, DAMP[] = { 1, 1, 0.95, 0.9 };
enum { PHRASE_WORDS = 4, KEY_MAX = 96, REACH = 3, WORDS_MAX = 26, ENDINGS_MAX = 10 };

/* Words that turn, strengthen or weaken what follows; they have no value of their own here. */
// clang-format off
static const char *const negations[LANG_UNKNOWN][WORDS_MAX] = {
    [LANG_DE] = { "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "keinerlei", "nie", "niemals", "ohne", "kaum", "weder", "nichts",
                  "niemand", "nirgends", "selten" },
    [LANG_FR] = { "pas", "jamais", "aucun", "aucune", "aucunement", "nullement", "sans", "ni", "guère", "non", "rarement" },
    [LANG_ES] = { "no", "nunca", "jamás", "sin", "tampoco", "ningún", "ninguno", "ninguna", "ni", "apenas", "nadie", "raramente" },
    [LANG_IT] = { "non", "mai", "senza", "nessun", "nessuna", "nessuno", "né", "neanche", "nemmeno", "neppure", "poco", "raramente" },
    [LANG_PT] = { "não", "nunca", "jamais", "sem", "nenhum", "nenhuma", "nem", "tampouco", "ninguém", "raramente" },
    [LANG_NL] = { "niet", "geen", "nooit", "zonder", "nauwelijks", "noch", "niemand", "nergens", "zelden", "geenszins" },
};
/* "Gefällt mir nicht": as the last word of a clause these turn what stands before them. */
static const char *const negations_behind[LANG_UNKNOWN][WORDS_MAX] = {
    [LANG_DE] = { "nicht", "nie" },
    [LANG_NL] = { "niet", "nooit" },
};
/* "Sin embargo", "ohne Zweifel": behind a negation these say nothing, and it negates nothing. */
static const char *const set_phrases[LANG_UNKNOWN][WORDS_MAX] = {
    [LANG_DE] = { "zweifel" }, [LANG_FR] = { "doute" }, [LANG_ES] = { "embargo", "obstante", "duda" }, [LANG_IT] = { "dubbio" },
    [LANG_PT] = { "dúvida" },  [LANG_NL] = { "twijfel" },
};
static const char *const raisers[LANG_UNKNOWN][WORDS_MAX] = {
    [LANG_DE] = { "sehr", "wirklich", "besonders", "äußerst", "ausserst", "extrem", "absolut", "total", "völlig", "vollkommen", "überaus", "unglaublich",
                  "richtig", "echt", "so", "ungemein", "höchst", "ausgesprochen", "viel", "zu" },
    [LANG_FR] = { "très", "vraiment", "tellement", "extrêmement", "particulièrement", "totalement", "absolument", "trop", "hyper", "si", "incroyablement",
                  "entièrement", "complètement", "énormément" },
    [LANG_ES] = { "muy", "realmente", "totalmente", "absolutamente", "completamente", "extremadamente", "demasiado", "tan", "sumamente", "increíblemente",
                  "especialmente", "bastante", "súper" },
    [LANG_IT] = { "molto", "davvero", "veramente", "estremamente", "assolutamente", "totalmente", "completamente", "così", "troppo", "particolarmente" },
    [LANG_PT] = { "muito", "realmente", "extremamente", "totalmente", "absolutamente", "completamente", "demasiado", "tão", "bastante", "incrivelmente",
                  "especialmente" },
    [LANG_NL] = { "zeer", "heel", "erg", "echt", "uiterst", "bijzonder", "ontzettend", "absoluut", "volledig", "helemaal", "zo", "te" },
};
static const char *const lowerers[LANG_UNKNOWN][WORDS_MAX] = {
    [LANG_DE] = { "etwas", "bisschen", "einigermaßen", "teilweise", "halbwegs", "weniger", "fast" },
    [LANG_FR] = { "peu", "plutôt", "légèrement", "presque", "moins" },
    [LANG_ES] = { "algo", "poco", "casi", "ligeramente", "menos" },
    [LANG_IT] = { "abbastanza", "piuttosto", "leggermente", "quasi", "meno", "po" },
    [LANG_PT] = { "pouco", "quase", "ligeiramente", "menos" },
    [LANG_NL] = { "beetje", "enigszins", "bijna", "minder", "redelijk", "nogal" },
};
// clang-format on

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

static bool among(Str low, const char *const words[WORDS_MAX])
{
    for (size_t i = 0; i < WORDS_MAX && words[i]; i++)
        if (*words[i] == *low.p && str_eq(low, str_of(words[i])))
            return true;
    return false;
}

static double boost_of(Lang lang, Str low)
{
    return among(low, raisers[lang]) ? BOOST : among(low, lowerers[lang]) ? -BOOST : 0;
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

/* What each word does to its neighbours, looked up once. */
typedef struct Role {
    double boost;
    bool   negates, negates_behind, silent;
} Role;

/* The last word of its clause: a sign stands behind it, or nothing. */
static bool ends_clause(Str text, const FeelWords *w, size_t i)
{
    size_t at = w->word[i].from + w->word[i].n;
    for (; at < text.n && text.p[at] == ' '; at++)
        ;
    return at == text.n || memchr(".,;:!?)", text.p[at], 7);
}

static Role *roles_of(Str text, Lang lang, const FeelWords *w, Arena *a)
{
    Role *r = ARENA_NEW_N(a, Role, w->n + 1);
    for (size_t i = 0; i < w->n; i++) {
        Str low = w->word[i].low;
        bool negates = among(low, negations[lang]), set = negates && i + 1 < w->n && among(w->word[i + 1].low, set_phrases[lang]);
        r[i].negates = negates && !set;
        r[i].silent |= negates;
        r[i + 1].silent |= set;
        r[i].negates_behind = among(low, negations_behind[lang]) && ends_clause(text, w, i);
        r[i].boost = boost_of(lang, low);
    }
    return r;
}

/* Boosters and negations around the words [i, i + k): behind them up to the end of the clause. */
static double in_company(Str text, const FeelWords *w, const Role *role, size_t i, size_t k, double value)
{
    bool turned = false;
    for (size_t d = 1; d <= REACH && d <= i; d++) {
        value += (value < 0 ? -1 : 1) * role[i - d].boost * DAMP[d];
        turned |= role[i - d].negates;
    }
    for (size_t d = 0; d < REACH && i + k + d < w->n && !ends_clause(text, w, i + k + d - 1); d++)
        turned |= role[i + k + d].negates_behind;
    return turned ? value * NEGATION : value;
}

void feel_word_list(Str text, Lang lang, FeelWords *w, Arena *a)
{
    const Role *role = roles_of(text, lang, w, a);
    for (size_t i = 0; i < w->n;) {
        FeelWord *x = &w->word[i];
        int32_t value = 0;
        bool own = x->emoji == 0 && !role[i].silent && role[i].boost == 0;
        size_t k = own ? phrase_at(lang, w, i, &value) : 0;
        x->valence = k ? in_company(text, w, role, i, k, value) : x->emoji;
        if (k > 1)
            x->n = x[k - 1].from + x[k - 1].n - x->from;
        i += k ? k : 1;
    }
    feel_turn(text, lang, TURN_BUT | TURN_CONCEDE, w);
}
