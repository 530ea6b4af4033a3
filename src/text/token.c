#include "text/token.h"

#include <libstemmer.h>

#include "base/attr.h"
#include "base/map.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "text/word_lists.h"

enum { SLOTS_FIRST = 1024, WORD_KEEP_MAX = 48 };

/* What is known of a word as written, for one language. */
typedef struct Word {
    Str      key, fold, stem;
    uint32_t flags;
    Lang     lang;
} Word;

/* The table is small beside the words, and grows with them: what is looked at most stays in the cache. */
typedef struct Slot {
    uint32_t hash, word;               /* word: its number + 1, 0 free */
} Slot;

struct Tokenizer {
    Arena              own;            /* the caller may rewind his arena; words seen stay */
    Segmenter         *segmenter;
    struct sb_stemmer *stemmer[LANG_UNKNOWN];
    Word              *word;
    Slot              *slot;           /* open addressing, at most half full */
    size_t             n_word, n_slot;
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
    t->n_slot = SLOTS_FIRST;
    t->slot = ARENA_NEW_N(&t->own, Slot, t->n_slot);
    t->word = ARENA_NEW_N(&t->own, Word, t->n_slot / 2);
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

static uint32_t hash_of(Str text, Lang lang)
{
    return word_hash(text.p, text.n) + (uint32_t)lang * 0x9E3779B1u;
}

static void grow(Tokenizer *t)
{
    Word *more = arena_alloc(&t->own, t->n_slot * sizeof *more, _Alignof(Word));
    Slot *old = t->slot;
    memcpy(more, t->word, t->n_word * sizeof *more);
    t->word = more;
    t->n_slot *= 2;
    t->slot = ARENA_NEW_N(&t->own, Slot, t->n_slot);
    for (size_t k = 0; k < t->n_slot / 2; k++) {
        size_t at = old[k].hash & (t->n_slot - 1);
        if (!old[k].word)
            continue;
        while (t->slot[at].word)
            at = (at + 1) & (t->n_slot - 1);
        t->slot[at] = old[k];
    }
}

/* From memory, or worked out and remembered while there is room. */
static Word word_look_up(Tokenizer *t, Str text, uint32_t hash, Lang lang, Arena *a)
{
    if (text.n > WORD_KEEP_MAX)
        return word_make(t, text, lang, a);
    size_t at = hash & (t->n_slot - 1);
    for (; t->slot[at].word; at = (at + 1) & (t->n_slot - 1)) {
        const Word *w = &t->word[t->slot[at].word - 1];
        if (t->slot[at].hash == hash && w->lang == lang && str_eq(w->key, text))
            return *w;
    }
    if (t->n_word == WORD_MEMORY)
        return word_make(t, text, lang, a);
    Word w = word_make(t, str_dup(&t->own, text), lang, &t->own);
    if (t->n_word == t->n_slot / 2) {
        grow(t);
        for (at = hash & (t->n_slot - 1); t->slot[at].word;)
            at = (at + 1) & (t->n_slot - 1);
    }
    t->word[t->n_word] = w;
    t->slot[at] = (Slot){ hash, (uint32_t)++t->n_word };
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
    size_t bytes, end;
    /* An ASCII byte is a character whatever stands before it. */
    while (to > from && (unsigned char)text.p[to - 1] <= ' ')
        to--;
    Str s = { text.p, to };
    while (from < to && is_space(s, from, &bytes))
        from += bytes;
    if (from < to && (unsigned char)text.p[to - 1] < 0x80)
        return (Sentence){ .from = (uint32_t)from, .n = (uint32_t)(to - from) };
    end = from;
    for (size_t i = from; i < to; i += bytes)
        if (!is_space(s, i, &bytes))
            end = i + bytes;
    return (Sentence){ .from = (uint32_t)from, .n = (uint32_t)(end > from ? end - from : 0) };
}

/* Hashes of all words; what is known of them is fetched side by side meanwhile. */
static uint32_t *hashes(const Tokenizer *t, Str text, const Segments *s, Lang lang, Arena *a)
{
    uint32_t *hash = arena_alloc(a, (s->n_word + 1) * sizeof *hash, _Alignof(uint32_t));
    for (size_t w = 0; w < s->n_word; w++) {
        hash[w] = hash_of(str_sub(text, s->word[w].from, s->word[w].to - s->word[w].from), lang);
        __builtin_prefetch(&t->slot[hash[w] & (t->n_slot - 1)]);
    }
    for (size_t w = 0; w < s->n_word; w++) {
        uint32_t likely = t->slot[hash[w] & (t->n_slot - 1)].word;
        if (likely)
            __builtin_prefetch(&t->word[likely - 1]);
    }
    return hash;
}

Status tokenize(Tokenizer *t, Str text, Lang lang, Arena *a, Tokens *out, Err *err)
{
    Segments s;
    Status st = segment_text(t->segmenter, text, SEGMENT_AUTO, a, &s, err);
    if (st)
        return st;
    const uint32_t *hash = hashes(t, text, &s, lang, a);
    *out = (Tokens){ .token = ARENA_NEW_N(a, Token, s.n_word + 1),
                     .sentence = ARENA_NEW_N(a, Sentence, s.n_sentence + 1) };
    size_t w = 0, from = 0;
    for (size_t i = 0; i < s.n_sentence; i++) {
        Sentence one = sentence_trim(text, from, s.sentence_end[i]);
        from = s.sentence_end[i];
        one.token = (uint32_t)out->n;
        for (; w < s.n_word && s.word[w].from < from; w++) {
            WordSpan span = s.word[w];
            Word word = word_look_up(t, str_sub(text, span.from, span.to - span.from), hash[w], lang, a);
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

Status tokenize_sentences(Tokenizer *t, Str text, Arena *a, Tokens *out, Err *err)
{
    Segments s;
    Status st = segment_text(t->segmenter, text, SEGMENT_ENDS, a, &s, err);
    if (st)
        return st;
    *out = (Tokens){ .sentence = ARENA_NEW_N(a, Sentence, s.n_sentence + 1) };
    for (size_t i = 0, from = 0; i < s.n_sentence; i++) {
        Sentence one = sentence_trim(text, from, s.sentence_end[i]);
        from = s.sentence_end[i];
        if (one.n)
            out->sentence[out->n_sentence++] = one;
    }
    return ST_OK;
}
