/* sentiment_write.h - from felt sentences to d_mood, and the model to d_model and d_model_part.
 *
 * The model is kept as model_parts.h says, and the one that decides what words leave unsure (sentiment_near.h) likewise, with its border;
 * mood_model_read() takes them back.
 */
#ifndef TL_LISTEN_SENTIMENT_WRITE_H
#define TL_LISTEN_SENTIMENT_WRITE_H

#include "listen/sentiment_model.h"

typedef struct MoodSum {
    int64_t sentences, wish, unclear;
} MoodSum;

/* The sentences of these comments, beside what is there. */
MUST_USE Status mood_append(Store *s, const Comments *c, MoodSum *sum, Err *err);
MUST_USE Status mood_write(Store *s, const Comments *c, const MoodModel *m, Err *err);

/* ST_NOT_FOUND: the book has none; ST_INVALID: parts are missing or were changed. */
MUST_USE Status mood_model_read(Store *s, Arena *a, MoodModel *out, Err *err);

#endif
