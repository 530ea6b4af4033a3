/* find_write.h - from heard comments to the words by which they are found (store/find.h): d_find_word, d_find_comment.
 *
 * A word's number is the hash of its letters, so an increment needs no look at all words before.  Rows are put in the order of these numbers,
 * and within one of the comments: all of a word lie together, and the engine skips the rest.  What increments add lies behind, until the next
 * whole run.
 */
#ifndef TL_LISTEN_FIND_WRITE_H
#define TL_LISTEN_FIND_WRITE_H

#include "listen/comment.h"

/* Inside the caller's transaction. */
MUST_USE Status find_write(Store *s, const Comments *c, Err *err);   /* in place of all */
/* Beside what is there; nothing where no whole run has written them: half of them would be taken for all. */
MUST_USE Status find_append(Store *s, const Comments *c, Err *err);

#endif
