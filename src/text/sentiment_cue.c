#include "text/sentiment_cue.h"

#include "text/fold.h"
#include "text/sentiment_cue_words.h"

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

/* The word, from word `from` on, at which one of the phrases begins; SIZE_MAX: none.  Only beginnings of words are looked at, by their first
 * letter at first. */
static size_t find(const Spaced *s, size_t from, const char *const *phrase)
{
    uint64_t first[4] = { 0 };
    for (const char *const *p = phrase; p && *p; p++) {
        unsigned char c = (unsigned char)**p;
        first[c >> 6] |= UINT64_C(1) << (c & 63);
    }
    for (size_t w = from; phrase && w < s->n; w++) {
        const char *at = s->text.p + s->word[w];
        unsigned char c = (unsigned char)*at;
        if (!(first[c >> 6] >> (c & 63) & 1))
            continue;
        for (const char *const *p = phrase; *p; p++)
            if (two_letters(*p) == two_letters(at) && begins_with((Str){ at, s->text.n - s->word[w] }, *p))
                return w;
    }
    return SIZE_MAX;
}

static bool has(const Spaced *s, Lang lang, int list)
{
    return find(s, 0, cue_phrases[list][lang]) != SIZE_MAX;
}

/* "If it were late we would leave." */
static bool is_unreal(const Spaced *s, Lang lang)
{
    size_t condition = find(s, 0, cue_phrases[CUE_IFS][lang]);
    return condition != SIZE_MAX && find(s, condition + 1, cue_phrases[CUE_UNREAL_VERBS][lang]) != SIZE_MAX && has(s, lang, CUE_UNREAL_ENDS) &&
           !has(s, lang, CUE_REAL_AFTER_ALL);
}

static bool parts(char c)
{
    return (unsigned char)c <= ' ' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '(' || c == ')';
}

/* Commas, full stops and the like are blanks, so that phrases meet whole words. */
static Spaced spaced(Str fold, Arena *a)
{
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
    Str text = str_sub(sentence, 0, LOOKED_AT);
    Spaced fold = spaced(text_fold(a, text), a), low = lang == LANG_DE || lang == LANG_ES ? spaced(text_lower(a, text), a) : fold;
    if (has(&low, lang, CUE_WISHES) && !has(&low, lang, CUE_NO_WISHES))
        cues |= CUE_WISH;
    if (is_unreal(&low, lang))
        cues |= CUE_UNREAL;
    if (has(&fold, lang, CUE_SARCASMS))
        cues |= CUE_SARCASM;
    return cues;
}
