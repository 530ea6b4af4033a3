/* feature_read.h - feature.h's counts of many texts, for one learner that knows some of the columns.
 *
 *     FeatureReader *r = feature_reader_create(index, n_place, a);     one a thread
 *     FeatureCounts c;
 *     feature_read(r, text, &c);                                       until the next feature_read()
 *
 * Why     Texts repeat words, and most of a text's features are pieces of its words.  A word's pieces are hashed, and looked up among
 *         the learner's columns, when the word is met first; from then on a text costs a walk along short lists.
 * Method  What feature_add(text, salt 0, FEATURE_ALL) counts, left out what `index` has as 0: in .col stands the place (index - 1), in .value
 *         the count, by block in the order of first sight.  The counts are the same to the last bit; a text with more kinds of features than
 *         feature_add() keeps is counted whole.
 * Memory  At most FEATURE_READER_WORDS words are remembered, which has no influence on the counts; `index` and the arena must outlive the reader.
 * Errors  none.
 * Oracle  tests/text/t_feature.c: feature_add()'s counts, on texts of all kinds.
 */
#ifndef TL_TEXT_FEATURE_READ_H
#define TL_TEXT_FEATURE_READ_H

#include "text/feature.h"

enum { FEATURE_READER_WORDS = 1 << 16, FEATURE_READ_BLOCKS = 2 };

typedef struct FeatureCounts {
    Features block[FEATURE_READ_BLOCKS];        /* units, pieces */
} FeatureCounts;

typedef struct FeatureReader FeatureReader;

FeatureReader *feature_reader_create(const uint32_t *index, size_t n_place, Arena *a);   /* index: by column, place + 1 or 0 */
void           feature_read(FeatureReader *r, Str text, FeatureCounts *out);

#endif
