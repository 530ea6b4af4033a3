#include "text/aspect.h"

#include "text/turn.h"

enum { CLOSE_WORDS = 5, COMMA_WORDS = 4, NEXT_WORDS = 2 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || (unsigned char)c >= 0x80;
}

static bool is_hard(char c)
{
    return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == '(' || c == ')';
}

/* A sign at byte i that ends a part; a comma does when enough words lie between it and the term. */
static bool sign_parts(Str s, size_t i, size_t between)
{
    if (is_hard(s.p[i]))
        return i + 1 == s.n || s.p[i] != '.' || s.p[i + 1] == ' ';
    return s.p[i] == ',' && between >= COMMA_WORDS;
}

/* A word that begins at byte i and with it a part: TURN_PART or TURN_JOIN, else 0. */
static unsigned word_parts(Str s, size_t i, size_t between, Lang lang)
{
    if (!is_letter(s.p[i]) || (i && is_letter(s.p[i - 1])))
        return 0;
    size_t to = i;
    while (to < s.n && is_letter(s.p[to]))
        to++;
    unsigned turn = turn_of(str_sub(s, i, to - i), lang);
    return turn & (between >= COMMA_WORDS ? TURN_PART | TURN_JOIN : TURN_PART);
}

/* `between` counts the words, or pieces of one, between the term and the place looked at. */
AspectPart aspect_part(Str s, size_t from, size_t to, Lang lang)
{
    AspectPart p = { from < s.n ? from : s.n, to < s.n ? to : s.n, false };
    unsigned turn = 0;
    if (p.to < p.from)
        p.to = p.from;
    size_t first = p.from, last = p.to;
    for (size_t between = 0; p.from > 0; p.from--) {
        if (sign_parts(s, p.from - 1, between) || (p.from < first && (turn = word_parts(s, p.from, between, lang)) != 0))
            break;
        between += is_letter(s.p[p.from - 1]) && (p.from == first || !is_letter(s.p[p.from]));
    }
    p.turned = (turn & TURN_PART) != 0;
    turn = 0;
    for (size_t between = 0; p.to < s.n; p.to++) {
        if (sign_parts(s, p.to, between) || (turn = word_parts(s, p.to, between, lang)) != 0)
            break;
        between += is_letter(s.p[p.to]) && (p.to == last || !is_letter(s.p[p.to - 1]));
    }
    p.turned |= (turn & TURN_PART) != 0;
    return p;
}

/* So many words to the left or right of byte `at`. */
static Str words_before(Str s, size_t at, size_t words)
{
    size_t i = at;
    for (size_t n = 0; i > 0; i--)
        if (is_letter(s.p[i - 1]) && (i == at || !is_letter(s.p[i])) && ++n > words)
            break;
    return str_sub(s, i, at - i);
}

static Str words_behind(Str s, size_t at, size_t words)
{
    size_t i = at;
    for (size_t n = 0; i < s.n; i++)
        if (is_letter(s.p[i]) && (i == at || !is_letter(s.p[i - 1])) && ++n > words)
            break;
    return str_sub(s, at, i - at);
}

/* The term and CLOSE_WORDS to either side. */
static Str words_around(Str s, size_t from, size_t to)
{
    Str left = words_before(s, from, CLOSE_WORDS), right = words_behind(s, to, CLOSE_WORDS);
    return str_sub(s, from - left.n, left.n + (to - from) + right.n);
}

/* To [from, to) within s. */
static void clip(Str s, size_t *from, size_t *to)
{
    *from = *from < s.n ? *from : s.n;
    *to = *to < s.n ? *to : s.n;
    *to = *to < *from ? *from : *to;
}

static void add_mood(FeatureBag *b, Str part, Lang lang, unsigned salt, Arena *a)
{
    Sentiment s;
    sentiment_score(part, lang, a, &s);
    feature_add_mood(b, &s, salt);
}

void aspect_texts(Str s, size_t from, size_t to, Lang lang, Str text[ASPECT_VECTORS])
{
    AspectPart p = aspect_part(s, from, to, lang);
    clip(s, &from, &to);
    text[0] = str_sub(s, p.from, p.to - p.from);
    text[1] = s;
    text[2] = words_around(s, from, to);
}

Features aspect_features(Str s, size_t from, size_t to, Lang lang, const float *vectors, Arena *a)
{
    FeatureBag b;
    clip(s, &from, &to);
    AspectPart p = aspect_part(s, from, to, lang);
    Str part = str_sub(s, p.from, p.to - p.from), around = words_around(s, from, to);
    feature_begin(&b, s.n * 3, a);
    feature_add(&b, s, 0, FEATURE_ALL);
    feature_add(&b, part, 1, FEATURE_ALL);
    feature_add(&b, words_before(s, from, CLOSE_WORDS), 2, FEATURE_WORDS | FEATURE_TURNED);
    feature_add(&b, words_behind(s, to, CLOSE_WORDS), 3, FEATURE_WORDS | FEATURE_TURNED);
    feature_add(&b, str_sub(s, from, to - from), 4, FEATURE_WORDS);
    feature_add(&b, around, 5, FEATURE_ALL);
    feature_add(&b, words_before(s, from, NEXT_WORDS), 6, FEATURE_WORDS);
    feature_add(&b, words_behind(s, to, NEXT_WORDS), 7, FEATURE_WORDS);
    add_mood(&b, s, lang, 0, a);
    add_mood(&b, part, lang, 1, a);
    add_mood(&b, around, lang, 2, a);
    for (unsigned k = 0; vectors && k < ASPECT_VECTORS; k++)
        feature_add_vector(&b, vectors + k * FEATURE_VECTOR, k);
    return feature_end(&b);
}
