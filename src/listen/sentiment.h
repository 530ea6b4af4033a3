/* sentiment.h - how each sentence feels: by the rules, by what was learned, and whether to believe it.
 *
 * The value that counts is the model's where one is in use (sentiment_model.h), else the rules' (text/sentiment.h).
 *   wish     praise of what is not so, or anything on a condition that is not met (text/sentiment_cue.h): counts as 0
 *   unclear  signs of sarcasm, or rules and model both sure of the opposite: does not count
 * The words are those the rules went by; where the model is in use and they do not carry its answer, its own strongest.
 * A comment's mood is the mean of its clear sentences, weighted by length; without any it is not scored.
 */
#ifndef TL_LISTEN_SENTIMENT_H
#define TL_LISTEN_SENTIMENT_H

#include "listen/sentiment_model.h"
#include "text/aspect.h"
#include "text/token.h"

MUST_USE Status comments_feel(Comments *c, CommentsLots *lots, const void *mood_model, Arena *a, Err *err);
/* Those with a sentence that was decided meanwhile (sentiment_near.h). */
MUST_USE Status comments_feel_again(Comments *c, CommentsLots *lots, const void *mood_model, Arena *a, Err *err);

/* A mention that is the whole of a sentence, or of the comment, and how that feels.  What is unclear, or not scored, is not felt. */
void mood_of_sentence(const HeardSentence *h, Mention *m);
void mood_of_comment(const Comment *c, Mention *m);

/* A part of a sentence that is felt: the mention gets its span and value, where the part says anything (a word of feeling, or the model by 0.1);
 * else it keeps what it has.  In a wish only a part behind or before a turn ("but") stands for itself; nothing of what is unclear does. */
void mood_of_part(const Comment *c, uint32_t sentence, AspectPart p, MoodReader *r, Arena *scratch, Mention *m);
/* Whether parts of it may be felt otherwise than the whole: it says good and bad, or turns, and is not unclear. */
bool mood_may_part(const Comment *c, uint32_t sentence, const Tokens *t);

#endif
