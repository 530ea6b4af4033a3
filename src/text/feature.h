/* feature.h - a short text as counts of words, word pairs and pieces of words, for linear models.
 *
 *     FeatureBag b;
 *     feature_begin(&b, text.n, a);
 *     feature_add(&b, text, 0, FEATURE_ALL);          a part of it once more under a salt of its own, if its place matters
 *     feature_add_mood(&b, &sentiment, 0);
 *     Features f = feature_end(&b);
 *
 * Method  The text is lower-cased (Latin letters by rule), digits become 0, addresses (http..., x@y) one mark each.  Its
 *         units are words, single signs of emphasis and emoji.  Counted are
 *           - FEATURE_WORDS: units, neighbouring pairs, and pairs with one between ("never ... again");
 *           - FEATURE_TURNED: words up to three behind a negation of English, marked as such;
 *           - FEATURE_PIECES: pieces of 2 to 5 characters of each word with a blank at either end, which typos and
 *             endings leave alone.
 *         Each is hashed, with the salt, to a column: no vocabulary has to be kept, and texts can be counted on any
 *         thread.  Block 0 has the columns of units, block 1 those of pieces, block 2 what the rules of sentiment.h
 *         say (sums, extremes, bins of the compound), block by block; the learner weighs the blocks.
 * Shape   in: any bytes, at most FEATURE_BYTES_MAX are read of a part; out: distinct columns in order of first sight.
 * Errors  none.  Thread-safe, no state; the result lives in the arena.
 *         Many texts for one learner are counted faster by feature_read.h.
 * Oracle  tests/text/t_feature.c: columns counted by a naive second implementation; texts that must and must not differ.
 */
#ifndef TL_TEXT_FEATURE_H
#define TL_TEXT_FEATURE_H

#include "base/arena.h"
#include "base/str.h"
#include "text/sentiment.h"

enum {
    FEATURE_BITS = 19,                          /* of a hashed block */
    FEATURE_BLOCKS = 4,
    FEATURE_MOODS = 32,                         /* columns of a mood, by salt */
    FEATURE_SALTS = 8,
    FEATURE_VECTOR = 512,                       /* numbers of a vector */
    FEATURE_VECTORS = 3,                        /* vectors, by salt */
    FEATURE_VECTOR_FIRST = (2 << FEATURE_BITS) + FEATURE_MOODS * FEATURE_SALTS,
    FEATURE_COLS = FEATURE_VECTOR_FIRST + FEATURE_VECTOR * FEATURE_VECTORS,
    FEATURE_BYTES_MAX = 4000
};

enum { FEATURE_WORDS = 1, FEATURE_TURNED = 2, FEATURE_PIECES = 4, FEATURE_ALL = 7 };

typedef struct Feature {
    uint32_t col;
    float    value;                             /* a count; in block 2 what the rules say, in block 3 a vector's number */
} Feature;

typedef struct Features {
    Feature *at;
    size_t   n;
} Features;

typedef struct FeatureBag {
    Arena    *a;
    Feature  *at;
    size_t    n, cap;
    uint32_t *slot;                             /* index + 1 into at, 0 free */
    uint32_t  mask;
} FeatureBag;

void     feature_begin(FeatureBag *b, size_t bytes, Arena *a);  /* bytes: of all parts together, about */
void     feature_add(FeatureBag *b, Str part, unsigned salt, unsigned what);
size_t   feature_units(Str part, uint32_t *col, size_t most);   /* columns of its single units under salt 0, in their order */
void     feature_add_mood(FeatureBag *b, const Sentiment *s, unsigned salt);
size_t   feature_mood(const Sentiment *s, unsigned salt, Feature out[FEATURE_MOODS]);          /* the same, without a bag */
void     feature_add_vector(FeatureBag *b, const float *v, unsigned salt);     /* FEATURE_VECTOR numbers; a salt once */
Features feature_end(FeatureBag *b);

static inline unsigned feature_block(uint32_t col)
{
    return col >= FEATURE_VECTOR_FIRST ? FEATURE_BLOCKS - 1 : col >> FEATURE_BITS;
}

#endif
