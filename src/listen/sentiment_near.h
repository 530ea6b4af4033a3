/* sentiment_near.h - sentences that the words leave unsure, decided by what they mean.
 *
 * After comments_feel(): of the English sentences that are nearer to the model's border than cascade.near, one of each wording and
 * CASCADE_DECIDED at most, the least sure first, are encoded and felt by the second model (listen/cascade.h); their comments are felt once
 * more.  The model's mood_model_value() knows them from then on.  Parts of sentences are felt by words.  An increment does the same with
 * its own sentences, by the models that were kept, within the same limit. `decided` counts sentences (not wordings) that go by a vector; it
 * lives as long as `a`, and its map until mood_near_release().
 */
#ifndef TL_LISTEN_SENTIMENT_NEAR_H
#define TL_LISTEN_SENTIMENT_NEAR_H

#include "listen/sentiment_model.h"

MUST_USE Status mood_near(Comments *c, MoodModel *m, MoodDecided *d, Vectors *v, Arena own[2], Arena *a, int64_t *decided, Err *err);
void mood_near_release(MoodDecided *d);

#endif
