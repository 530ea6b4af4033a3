/* mouth.h - where a book knows who recommended or warned: questions of its surveys that ask after it, and sentences that say so unasked.
 *
 * Questions are recognised by their words (text/expect.h) in any run, before comments are read: a "yes" to one of them is no comment, and
 * no other analysis takes their numbers for ratings.  Sentences are kept with their place, of whole runs alone: what comes in between
 * waits for the next (nothing but `link` reads them, which waits as well).  A comment said again within moments counts once.
 */
#ifndef TL_LISTEN_MOUTH_H
#define TL_LISTEN_MOUTH_H

#include "listen/comment.h"

MUST_USE Status mouth_items_write(Store *s, Arena *a, Err *err);
MUST_USE Status mouth_said_write(Store *s, const Comments *c, Arena *a, Err *err);   /* after comments_expect */

#endif
