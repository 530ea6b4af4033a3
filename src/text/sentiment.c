#include "text/sentiment.h"

#include <math.h>

#include "text/fold.h"
#include "text/sentiment_words.h"
#include "text/turn.h"
#include "text/utf8.h"
#include "text/word_lists.h"

/* AFINN runs from -5 to 5, VADER's lexicon from -4 to 4. */
static const double EMOJI_SCALE = 0.8;
/* VADER's: the square of a strong text's sum, so that compound approaches 1 slowly. */
static const double COMPOUND_ALPHA = 15;
const double FEEL_LESS_SIDE = 0.5, FEEL_MORE_SIDE = 1.5;

bool feel_in(Str low, const Str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(low, list[i]))
            return true;
    return false;
}

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x3000;
}

/* ASCII punctuation, as the paper's stripping has it. */
static bool is_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* `low` is s in lower case: what differs was a capital. */
static bool all_upper(Str s, Str low)
{
    bool upper = false;
    if (low.n == s.n && memcmp(low.p, s.p, s.n) == 0)
        return false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7))
            return false;
        upper |= (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    }
    return upper;
}

static Str lower_plain_quotes(Str s, Arena *a)
{
    bool ascii = utf8_is_ascii(s);
    Str low = ascii ? str_lower(a, s) : text_lower(a, s);
    if (ascii || low.n < 3 || !memchr(low.p, '\xE2', low.n))
        return low;
    char *to = arena_alloc(a, low.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < low.n; i++) {
        bool curly = i + 2 < low.n && memcmp(low.p + i, "\xE2\x80\x99", 3) == 0;
        to[n++] = curly ? '\'' : low.p[i];
        i += curly ? 2 : 0;
    }
    to[n] = '\0';
    return (Str){ to, n };
}

static bool is_short(Str s)
{
    size_t i = 0;
    for (int n = 0; n < 2 && i < s.n; n++)
        (void)utf8_next(s, &i);
    return i == s.n;
}

static void add_word(FeelWords *w, Str text, size_t from, size_t to, bool keep_short, Arena *a)
{
    size_t b = from, e = to;
    while (b < e && is_punct(text.p[b]))
        b++;
    while (e > b && is_punct(text.p[e - 1]))
        e--;
    if (keep_short && is_short(str_sub(text, b, e - b))) {
        b = from;
        e = to;
    }
    if (b == e)
        return;
    Str s = str_sub(text, b, e - b);
    Str low = lower_plain_quotes(s, a);
    w->word[w->n++] = (FeelWord){ .from = (uint32_t)b, .n = (uint32_t)(e - b), .low = low, .upper = all_upper(s, low) };
}

FeelWords feel_split(Str text, bool keep_short, Arena *a)
{
    /* Between two words lies a blank or one of them is an emoji of three bytes. */
    FeelWords w = { arena_alloc(a, (text.n / 2 + 2) * sizeof(FeelWord), _Alignof(FeelWord)), 0 };
    size_t begin = 0;
    for (size_t i = 0; i <= text.n;) {
        size_t at = i;
        uint32_t c = i < text.n ? utf8_next(text, &i) : (i++, (uint32_t)' ');
        int32_t value = 0;
        bool emoji = c >= 0x2600 && word_find(&words_emoji, str_sub(text, at, i - at), &value);
        if (!emoji && !is_blank(c) && c != 0xFE0F)
            continue;
        if (at > begin)
            add_word(&w, text, begin, at, keep_short, a);
        if (emoji)
            w.word[w.n++] = (FeelWord){ .from = (uint32_t)at,
                                        .n = (uint32_t)(i - at),
                                        .low = str_sub(text, at, i - at),
                                        .emoji = EMOJI_SCALE * value };
        begin = i;
    }
    return w;
}

/* Where what is conceded ends: at the first comma or the like behind word i. */
static size_t conceded_to(Str text, const FeelWords *w, size_t i)
{
    for (size_t k = i + 1; k < w->n; k++)
        for (size_t at = w->word[k - 1].from + w->word[k - 1].n; at < w->word[k].from; at++)
            if (text.p[at] == ',' || text.p[at] == ';')
                return k;
    return w->n;
}

void feel_turn(Str text, Lang lang, unsigned kinds, FeelWords *w)
{
    size_t at = 0;
    unsigned turn = 0;
    for (; at < w->n; at++)
        if ((turn = turn_of(w->word[at].low, lang) & kinds) != 0)
            break;
    size_t from = turn & TURN_BUT ? 0 : at, to = turn & TURN_BUT ? at : conceded_to(text, w, at);
    bool in = false, out = false;
    for (size_t i = 0; turn && i < w->n; i++)
        if (w->word[i].valence != 0) {
            bool less = i >= from && i < to;
            in |= less;
            out |= !less;
        }
    /* One side that says nothing is no contrast. */
    for (size_t i = 0; in && out && i < w->n; i++)
        w->word[i].valence *= i >= from && i < to ? FEEL_LESS_SIDE : FEEL_MORE_SIDE;
}

/* The turns that VADER does not know; where it has met its "but", that stands. */
static void feel_turns_more(Str text, FeelWords *w, double *punctuation)
{
    double sum = 0;
    for (size_t i = 0; i < w->n; i++)
        if (str_eq(w->word[i].low, STR("but")))
            return;
    feel_turn(text, LANG_EN, TURN_BUT | TURN_CONCEDE, w);
    for (size_t i = 0; i < w->n; i++)
        sum += w->word[i].valence;
    *punctuation = sum < 0 ? -fabs(*punctuation) : sum > 0 ? fabs(*punctuation) : 0;
}

static void score(Str text, Lang lang, bool all_turns, Arena *a, Sentiment *out)
{
    *out = (Sentiment){ .method = lang == LANG_EN ? SENTIMENT_VADER
                                  : lang < LANG_UNKNOWN ? SENTIMENT_WORD_LIST : SENTIMENT_NONE };
    if (out->method == SENTIMENT_NONE)
        return;
    FeelWords w = feel_split(text, lang == LANG_EN, a);
    if (lang == LANG_EN)
        feel_vader(text, &w, &out->punctuation);
    else
        feel_word_list(text, lang, &w, a);
    if (lang == LANG_EN && all_turns)
        feel_turns_more(text, &w, &out->punctuation);
    out->hit = ARENA_NEW_N(a, SentimentHit, w.n);
    double sum = out->punctuation;
    for (size_t i = 0; i < w.n; i++) {
        if (w.word[i].valence == 0)
            continue;
        out->hit[out->n_hit++] = (SentimentHit){ w.word[i].from, w.word[i].n, w.word[i].valence };
        sum += w.word[i].valence;
    }
    out->compound = sum / sqrt(sum * sum + COMPOUND_ALPHA);
}

void sentiment_score(Str text, Lang lang, Arena *a, Sentiment *out)
{
    score(text, lang, false, a, out);
}

void sentiment_feel(Str text, Lang lang, Arena *a, Sentiment *out)
{
    score(text, lang, true, a, out);
}
