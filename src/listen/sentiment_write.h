/* sentiment_write.h - from felt sentences to d_mood, and the model to d_model and d_model_part.
 *
 * The parts hold what is needed to feel another comment without learning anew: a header line of numbers and then, for
 * each kept column in ascending order, column, weight by inverse frequency and weight, as hexadecimal digits of little-endian
 * 32-bit words, MODEL_PART columns a part.  mood_model_read() takes them back.  The model that decides what words
 * leave unsure (sentiment_near.h) is kept likewise, its border in a part of its own.
 */
#ifndef TL_LISTEN_SENTIMENT_WRITE_H
#define TL_LISTEN_SENTIMENT_WRITE_H

#include "listen/sentiment_model.h"

enum { MODEL_PART = 1000 };

typedef struct MoodSum {
    int64_t sentences, wish, unclear;
} MoodSum;

/* The sentences of these comments, beside what is there. */
MUST_USE Status mood_append(Store *s, const Comments *c, MoodSum *sum, Err *err);
MUST_USE Status mood_write(Store *s, const Comments *c, const MoodModel *m, Err *err);

/* ST_NOT_FOUND: the book has none; ST_INVALID: parts are missing or were changed. */
MUST_USE Status mood_model_read(Store *s, Arena *a, MoodModel *out, Err *err);

#endif
