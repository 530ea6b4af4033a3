/* token.h - a comment as sentences and words, each word folded and stemmed.
 *
 * Offsets are bytes into the text given to tokenize().  Sentences are trimmed of white
 * space and empty ones left out; every token lies in exactly one sentence and tokens are in
 * text order.  Per token:
 *   fold   the word as text_fold() has it: the key for exact matching;
 *   stem   Snowball's stem for the language, folded; the folded word itself when the
 *          language is unknown, the word has a digit, or it is longer than WORD_STEM_MAX.
 *          French and Italian articles before an apostrophe (l'usine) are cut first.
 *   flags  TOKEN_STOP (on the language's stop list), TOKEN_NUMBER (has a digit),
 *          TOKEN_CAPS (two letters or more, all upper case).
 *
 * A Tokenizer holds ICU iterators, stemmers and a memory of words seen; one per thread, and
 * it is freed with its arena (do not rewind that past it).  fold and stem may borrow from that memory, so the tokenizer
 * must outlive the tokens; nothing else is kept.  The memory is bounded (WORD_MEMORY words)
 * and has no influence on the answers.
 *
 * Errors  ST_TOO_BIG beyond SEGMENT_BYTES_MAX bytes.
 * Oracle  tests/text/t_token.c.
 */
#ifndef TL_TEXT_TOKEN_H
#define TL_TEXT_TOKEN_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "text/lang.h"
#include "text/segment.h"

enum { TOKEN_STOP = 1, TOKEN_NUMBER = 2, TOKEN_CAPS = 4 };
enum { WORD_STEM_MAX = 40, WORD_MEMORY = 1 << 17 };

typedef struct Token {
    uint32_t from, n;        /* bytes in the text */
    uint32_t sentence;
    uint32_t flags;
    Str      fold, stem;
} Token;

typedef struct Sentence {
    uint32_t from, n;        /* bytes in the text, trimmed */
    uint32_t token, n_token;
} Sentence;

typedef struct Tokens {
    Token    *token;
    size_t    n;
    Sentence *sentence;
    size_t    n_sentence;
} Tokens;

typedef struct Tokenizer Tokenizer;

MUST_USE Status tokenizer_create(Arena *a, Tokenizer **out, Err *err);
MUST_USE Status tokenize(Tokenizer *t, Str text, Lang lang, Arena *a, Tokens *out, Err *err);
/* The sentences alone, without words: n is 0, and so is each sentence's n_token. */
MUST_USE Status tokenize_sentences(Tokenizer *t, Str text, Arena *a, Tokens *out, Err *err);

#endif
