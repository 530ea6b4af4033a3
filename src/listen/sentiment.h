/* sentiment.h - how each sentence feels: by the rules, by what was learned, and whether to believe it.
 *
 * The value that counts is the model's where one is in use (sentiment_model.h), else the rules' (text/sentiment.h).
 *   wish     praise of what is not so (text/sentiment_cue.h): counts as 0
 *   unclear  signs of sarcasm, or rules and model both sure of the opposite: does not count
 * The words are those the rules went by; where the model is in use and they do not carry its answer, its own strongest.
 * A comment's mood is the mean of its clear sentences, weighted by length; without any it is not scored.
 */
#ifndef TL_LISTEN_SENTIMENT_H
#define TL_LISTEN_SENTIMENT_H

#include "listen/comment.h"

MUST_USE Status comments_feel(Comments *c, CommentsLots *lots, const void *mood_model, Arena *a, Err *err);

#endif
