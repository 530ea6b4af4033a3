/* expect_said.h - the sentences of comments that hold what is lived against what was expected (text/expect.h), and those in which
 * a customer makes do.
 *
 * A short answer's language is often not sure; of an answer to a question after expectations each language is tried, and the one
 * whose words name a topic is taken.  Sentences are numbered from 1 within their comment, as in d_mood.
 */
#ifndef TL_LISTEN_EXPECT_SAID_H
#define TL_LISTEN_EXPECT_SAID_H

#include "listen/comment.h"

MUST_USE Status comments_expect(Comments *c, CommentsLots *lots, const void *unused, Arena *a, Err *err); /* after comments_hear */

typedef struct SaidSum {
    int64_t said, made_do;
} SaidSum;

MUST_USE Status said_append(Store *s, const Comments *c, SaidSum *sum, Err *err);   /* beside what is there */
MUST_USE Status said_write(Store *s, const Comments *c, Err *err);

#endif
