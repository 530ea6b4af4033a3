#include "text/segment.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/utf8.h"

/* The blocks the fast path knows: Latin, general punctuation, currency signs. */
enum {
    LATIN_END = 0x250,
    PUNCT_FIRST = 0x2010, PUNCT_END = 0x205F,
    MONEY_FIRST = 0x20A0, MONEY_END = 0x20C0,
    CLASSES = LATIN_END + (PUNCT_END - PUNCT_FIRST) + (MONEY_END - MONEY_FIRST)
};

typedef enum WordClass {
    W_OTHER,
    W_LETTER,
    W_DIGIT,
    W_JOIN,
    W_MID_LETTER,
    W_MID_DIGIT,
    W_MID_BOTH,
    W_HARD
} WordClass;
typedef enum SentClass {
    S_OTHER,
    S_LOWER,
    S_UPPER,
    S_LETTER,
    S_DIGIT,
    S_POINT,
    S_STOP,
    S_CLOSE,
    S_SPACE,
    S_CONTINUE,
    S_LINE,
    S_CR,
    S_LF,
    S_HARD
} SentClass;

struct Segmenter {
    UBreakIterator *words, *sentences;
    uint8_t         word_class[CLASSES], sent_class[CLASSES];
};

static int class_index(uint32_t c)
{
    if (c < LATIN_END)
        return (int)c;
    if (c >= PUNCT_FIRST && c < PUNCT_END)
        return (int)(c - PUNCT_FIRST) + LATIN_END;
    if (c >= MONEY_FIRST && c < MONEY_END)
        return (int)(c - MONEY_FIRST) + LATIN_END + (PUNCT_END - PUNCT_FIRST);
    return -1;
}

/* ICU's own rules leave the colon out of the middle of words and take the at-sign for a
 * letter (CLDR 42 and later); only the break iterator knows, not the properties. */
static WordClass word_class_of(UChar32 c)
{
    if (c == ':')
        return W_OTHER;
    if (c == '@')
        return W_LETTER;
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER: return W_LETTER;
    case U_WB_NUMERIC: return W_DIGIT;
    case U_WB_EXTENDNUMLET: return W_JOIN;
    case U_WB_MIDLETTER: return W_MID_LETTER;
    case U_WB_MIDNUM: return W_MID_DIGIT;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE: return W_MID_BOTH;
    case U_WB_OTHER:
    case U_WB_CR:
    case U_WB_LF:
    case U_WB_NEWLINE:
    case U_WB_DOUBLE_QUOTE:
    case U_WB_WSEGSPACE: return W_OTHER;
    default: return W_HARD;
    }
}

static SentClass sent_class_of(UChar32 c)
{
    switch (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK)) {
    case U_SB_LOWER: return S_LOWER;
    case U_SB_UPPER: return S_UPPER;
    case U_SB_OLETTER: return S_LETTER;
    case U_SB_NUMERIC: return S_DIGIT;
    case U_SB_ATERM: return S_POINT;
    case U_SB_STERM: return S_STOP;
    case U_SB_CLOSE: return S_CLOSE;
    case U_SB_SP: return S_SPACE;
    case U_SB_SCONTINUE: return S_CONTINUE;
    case U_SB_SEP: return S_LINE;
    case U_SB_LF: return S_LF;
    case U_SB_CR: return S_CR;
    case U_SB_OTHER: return S_OTHER;
    default: return S_HARD;
    }
}

static void segmenter_close(void *p)
{
    Segmenter *s = p;
    ubrk_close(s->words);
    ubrk_close(s->sentences);
}

Status segmenter_create(Arena *a, Segmenter **out, Err *err)
{
    Segmenter *s = ARENA_NEW(a, Segmenter);
    UErrorCode code = U_ZERO_ERROR;
    s->words = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    s->sentences = ubrk_open(UBRK_SENTENCE, "", NULL, 0, &code);
    arena_defer(a, segmenter_close, s);
    if (U_FAILURE(code))
        return ERR(err, ST_IO, "cannot open ICU's break rules: %s", u_errorName(code));
    for (uint32_t c = 0; c < MONEY_END; c++) {
        int i = class_index(c);
        if (i >= 0) {
            s->word_class[i] = (uint8_t)word_class_of((UChar32)c);
            s->sent_class[i] = (uint8_t)sent_class_of((UChar32)c);
        }
    }
    *out = s;
    return ST_OK;
}

/* The text as classes, one element a character, with S_LINE as a sentinel's neighbour. */
typedef struct Classes {
    uint8_t  *word, *sent;
    uint32_t *at;        /* byte offset; at[n] is the length */
    size_t    n;
} Classes;

/* False when a character is outside the tables or needs rules the fast path has not. */
static bool classify(const Segmenter *s, Str text, Arena *a, Classes *out)
{
    out->word = arena_alloc(a, text.n + 2, 1);
    out->sent = arena_alloc(a, text.n + 2, 1);
    out->at = arena_alloc(a, (text.n + 1) * sizeof *out->at, _Alignof(uint32_t));
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        uint32_t c = (unsigned char)text.p[i];
        if (c < 0x80)
            i++;
        else
            c = utf8_next(text, &i);
        int k = class_index(c);
        if (k < 0 || s->word_class[k] == W_HARD || s->sent_class[k] == S_HARD)
            return false;
        out->word[n] = s->word_class[k];
        out->sent[n] = s->sent_class[k];
        out->at[n++] = (uint32_t)from;
    }
    out->n = n;
    out->at[n] = (uint32_t)text.n;
    out->word[n] = out->word[n + 1] = W_OTHER;       /* two beyond the end may be looked at */
    out->sent[n] = out->sent[n + 1] = S_OTHER;
    return true;
}

/* UAX #29 WB5 to WB13b. */
static void fast_words(const Classes *k, Segments *out)
{
    for (size_t i = 0; i < k->n;) {
        if (k->word[i] < W_LETTER || k->word[i] > W_JOIN) {
            i++;
            continue;
        }
        size_t from = i;
        bool counts = false;
        for (;;) {
            uint8_t c = k->word[i];
            if (c == W_LETTER || c == W_DIGIT || c == W_JOIN) {
                counts |= c == W_DIGIT || (c == W_LETTER && k->sent[i] != S_OTHER);
                i++;
                continue;
            }
            uint8_t before = k->word[i - 1], after = i < k->n ? k->word[i + 1] : W_OTHER;
            bool letters =
                before == W_LETTER && after == W_LETTER && (c == W_MID_LETTER || c == W_MID_BOTH);
            bool digits =
                before == W_DIGIT && after == W_DIGIT && (c == W_MID_DIGIT || c == W_MID_BOTH);
            if (!letters && !digits)
                break;
            i++;        /* the mid character; what follows is taken by the next round */
        }
        if (counts)
            out->word[out->n_word++] = (WordSpan){ k->at[from], k->at[i] };
    }
}

static bool sb8_forbids(const Classes *k, size_t i)
{
    while (i < k->n && (k->sent[i] == S_OTHER || k->sent[i] == S_DIGIT || k->sent[i] == S_CLOSE ||
                        k->sent[i] == S_SPACE || k->sent[i] == S_CONTINUE))
        i++;
    return i < k->n && k->sent[i] == S_LOWER;
}

static bool is_line_end(uint8_t c)
{
    return c == S_LINE || c == S_CR || c == S_LF;
}

/* Behind the line end at i, CR LF being one; i when there is none. */
static size_t line_end(const Classes *k, size_t i)
{
    if (i >= k->n || !is_line_end(k->sent[i]))
        return i;
    return k->sent[i] == S_CR && k->sent[i + 1] == S_LF ? i + 2 : i + 1;
}

/* UAX #29 SB3 to SB998: the sentence end that the terminator at i makes, or i when none. */
static size_t terminator_end(const Classes *k, size_t i)
{
    bool point = k->sent[i] == S_POINT;
    if (point && i + 1 < k->n) {
        uint8_t next = k->sent[i + 1], before = i ? k->sent[i - 1] : S_OTHER;
        if (next == S_DIGIT || (next == S_UPPER && (before == S_UPPER || before == S_LOWER)))
            return i;
    }
    size_t j = i + 1;
    while (j < k->n && k->sent[j] == S_CLOSE)
        j++;
    while (j < k->n && k->sent[j] == S_SPACE)
        j++;
    if (j < k->n && (k->sent[j] == S_CONTINUE || k->sent[j] == S_POINT || k->sent[j] == S_STOP))
        return i;
    return point && sb8_forbids(k, j) ? i : line_end(k, j);
}

static void fast_sentences(const Classes *k, Segments *out)
{
    for (size_t i = 0; i < k->n;) {
        uint8_t c = k->sent[i];
        size_t end = is_line_end(c) ? line_end(k, i)
                     : c == S_POINT || c == S_STOP ? terminator_end(k, i) : i;
        if (end > i)
            out->sentence_end[out->n_sentence++] = k->at[end];
        i = end > i ? end : i + 1;
    }
    if (k->n && (!out->n_sentence || out->sentence_end[out->n_sentence - 1] != k->at[k->n]))
        out->sentence_end[out->n_sentence++] = k->at[k->n];
}

static bool has_letter(Str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (u_isalnum((UChar32)c))
            return true;
    }
    return false;
}

static Status icu_segments(Segmenter *s, Str text, bool words, Segments *out, Err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UText *u = utext_openUTF8(NULL, text.p, (int64_t)text.n, &code);
    ubrk_setUText(s->words, u, &code);
    ubrk_setUText(s->sentences, u, &code);
    if (U_FAILURE(code)) {
        utext_close(u);
        return ERR(err, ST_INVALID, "cannot walk text: %s", u_errorName(code));
    }
    int32_t from = words ? ubrk_first(s->words) : 0;
    for (int32_t to; words && (to = ubrk_next(s->words)) != UBRK_DONE; from = to)
        if (has_letter((Str){ text.p + from, (size_t)(to - from) }))
            out->word[out->n_word++] = (WordSpan){ (uint32_t)from, (uint32_t)to };
    (void)ubrk_first(s->sentences);
    for (int32_t to; (to = ubrk_next(s->sentences)) != UBRK_DONE;)
        out->sentence_end[out->n_sentence++] = (uint32_t)to;
    utext_close(u);
    return ST_OK;
}

Status segment_text(Segmenter *s, Str text, SegmentBy by, Arena *a, Segments *out, Err *err)
{
    if (text.n > SEGMENT_BYTES_MAX)
        return ERR(err, ST_TOO_BIG, "text of %zu bytes is over the limit of %d", text.n,
                   SEGMENT_BYTES_MAX);
    /* Every word and every sentence but the last takes at least one byte. */
    *out = (Segments){ .word = arena_alloc(a, (text.n + 1) * sizeof(WordSpan), _Alignof(WordSpan)),
                       .sentence_end =
                           arena_alloc(a, (text.n + 1) * sizeof(uint32_t), _Alignof(uint32_t)) };
    Classes k;
    if (by != SEGMENT_ICU && classify(s, text, a, &k)) {
        out->fast = true;
        if (by != SEGMENT_ENDS)
            fast_words(&k, out);
        fast_sentences(&k, out);
        return ST_OK;
    }
    return icu_segments(s, text, by != SEGMENT_ENDS, out, err);
}
