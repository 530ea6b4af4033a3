#include "text/token.h"

#include <libstemmer.h>

#include "base/attr.h"
#include "base/map.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/word_lists.h"

enum { MEMORY_SLOTS = WORD_MEMORY * 2, WORD_KEEP_MAX = 48 };

/* What is known of a word as written, for one language; key.p NULL marks a free slot. */
typedef struct Word {
    Str      key, fold, stem;
    uint32_t flags;
    Lang     lang;
} Word;

struct Tokenizer {
    Arena              own;            /* the caller may rewind his arena; words seen stay */
    Segmenter         *segmenter;
    struct sb_stemmer *stemmer[LANG_UNKNOWN];
    Word              *memory;         /* open addressing */
    size_t             n_memory;
};

static void tokenizer_close(void *p)
{
    Tokenizer *t = p;
    for (size_t i = 0; i < COUNT_OF(t->stemmer); i++)
        sb_stemmer_delete(t->stemmer[i]);
    arena_release(&t->own);
}

Status tokenizer_create(Arena *a, Tokenizer **out, Err *err)
{
    Tokenizer *t = ARENA_NEW(a, Tokenizer);
    arena_init(&t->own);
    arena_defer(a, tokenizer_close, t);
    for (size_t i = 0; i < COUNT_OF(t->stemmer); i++) {
        t->stemmer[i] = sb_stemmer_new(lang_code((Lang)i), "UTF_8");
        if (!t->stemmer[i])
            return ERR(err, ST_IO, "no stemmer for '%s'", lang_code((Lang)i));
    }
    Status st = segmenter_create(&t->own, &t->segmenter, err);
    if (st)
        return st;
    t->memory = ARENA_NEW_N(&t->own, Word, MEMORY_SLOTS);
    *out = t;
    return ST_OK;
}

/* l'usine, dell'ordine, qu'il: what follows the article carries the meaning. */
static Str cut_article(Str low, Lang lang)
{
    enum { ARTICLE_MAX = 6 };
    if (lang != LANG_FR && lang != LANG_IT)
        return low;
    for (size_t i = 1; i <= ARTICLE_MAX && i + 1 < low.n; i++) {
        if (low.p[i] == '\'')
            return str_sub(low, i + 1, low.n);
        if (memcmp(low.p + i, "\xE2\x80\x99", low.n - i < 3 ? low.n - i : 3) == 0 && i + 3 < low.n)
            return str_sub(low, i + 3, low.n);
    }
    return low;
}

static uint32_t written_flags(Str word)
{
    size_t upper = 0, lower = 0;
    uint32_t flags = 0;
    for (size_t i = 0; i < word.n;) {
        uint32_t c = utf8_next(word, &i);
        if (c >= '0' && c <= '9')
            flags |= TOKEN_NUMBER;
        bool latin1_upper = c >= 0xC0 && c <= 0xDE && c != 0xD7;
        if ((c >= 'A' && c <= 'Z') || latin1_upper)
            upper++;
        else if ((c >= 'a' && c <= 'z') || c >= 0xDF)
            lower++;
    }
    return flags | (upper > 1 && !lower ? TOKEN_CAPS : 0);
}

/* The stop list writes contractions with a straight apostrophe. */
static bool is_stop(Arena *a, Str low, Lang lang)
{
    int32_t bits = 0;
    if (lang >= LANG_UNKNOWN)
        return false;
    if (!word_find(&words_stop, low, &bits) && memchr(low.p, '\xE2', low.n)) {
        char *to = arena_alloc(a, low.n, 1);
        size_t n = 0;
        for (size_t i = 0; i < low.n; i++) {
            bool curly = i + 2 < low.n && memcmp(low.p + i, "\xE2\x80\x99", 3) == 0;
            to[n++] = curly ? '\'' : low.p[i];
            i += curly ? 2 : 0;
        }
        (void)word_find(&words_stop, (Str){ to, n }, &bits);
    }
    return bits >> lang & 1;
}

static Word word_make(const Tokenizer *t, Str text, Lang lang, Arena *a)
{
    Word w = { .key = text, .lang = lang, .flags = written_flags(text) };
    Str low = text_lower(a, text), bare = cut_article(low, lang);
    w.fold = text_fold(a, text);
    if (is_stop(a, low, lang) || is_stop(a, bare, lang))
        w.flags |= TOKEN_STOP;
    w.stem = w.fold;
    if (lang < LANG_UNKNOWN && !(w.flags & TOKEN_NUMBER) && bare.n <= WORD_STEM_MAX) {
        struct sb_stemmer *s = t->stemmer[lang];
        const sb_symbol *p = sb_stemmer_stem(s, (const sb_symbol *)bare.p, (int)bare.n);
        if (p && sb_stemmer_length(s) > 0)
            w.stem =
                text_fold(a, str_dup(a, (Str){ (const char *)p, (size_t)sb_stemmer_length(s) }));
    }
    return w;
}

/* From memory, or worked out and remembered while there is room. */
static Word word_look_up(Tokenizer *t, Str text, Lang lang, Arena *a)
{
    if (text.n > WORD_KEEP_MAX)
        return word_make(t, text, lang, a);
    size_t at = (word_hash(text.p, text.n) + (uint32_t)lang * 0x9E3779B1u) & (MEMORY_SLOTS - 1);
    for (; t->memory[at].key.p; at = (at + 1) & (MEMORY_SLOTS - 1)) {
        const Word *w = &t->memory[at];
        if (w->lang == lang && str_eq(w->key, text))
            return *w;
    }
    if (t->n_memory == WORD_MEMORY)
        return word_make(t, text, lang, a);
    Word w = word_make(t, str_dup(&t->own, text), lang, &t->own);
    t->memory[at] = w;
    t->n_memory++;
    return w;
}

static bool is_space(Str s, size_t at, size_t *bytes)
{
    size_t i = at;
    uint32_t c = utf8_next(s, &i);
    *bytes = i - at;
    return c <= ' ' || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x3000;
}

static Sentence sentence_trim(Str text, size_t from, size_t to)
{
    size_t bytes, end = from;
    Str s = { text.p, to };
    while (from < to && is_space(s, from, &bytes))
        from += bytes;
    for (size_t i = from; i < to; i += bytes)
        if (!is_space(s, i, &bytes))
            end = i + bytes;
    return (Sentence){ .from = (uint32_t)from, .n = (uint32_t)(end > from ? end - from : 0) };
}

Status tokenize(Tokenizer *t, Str text, Lang lang, Arena *a, Tokens *out, Err *err)
{
    Segments s;
    Status st = segment_text(t->segmenter, text, SEGMENT_AUTO, a, &s, err);
    if (st)
        return st;
    *out = (Tokens){ .token = ARENA_NEW_N(a, Token, s.n_word + 1),
                     .sentence = ARENA_NEW_N(a, Sentence, s.n_sentence + 1) };
    size_t w = 0, from = 0;
    for (size_t i = 0; i < s.n_sentence; i++) {
        Sentence one = sentence_trim(text, from, s.sentence_end[i]);
        from = s.sentence_end[i];
        one.token = (uint32_t)out->n;
        for (; w < s.n_word && s.word[w].from < from; w++) {
            WordSpan span = s.word[w];
            Word word = word_look_up(t, str_sub(text, span.from, span.to - span.from), lang, a);
            out->token[out->n++] =
                (Token){ span.from,  span.to - span.from, (uint32_t)out->n_sentence,
                         word.flags, word.fold,           word.stem };
        }
        one.n_token = (uint32_t)out->n - one.token;
        if (one.n)
            out->sentence[out->n_sentence++] = one;
    }
    return ST_OK;
}
