/* repeat.h - comments that repeat another: word for word, or but for a few words (text/near.h).
 *
 * What a template or a machine writes a thousand times is said once.  Such comments stay comments: they are coded, and
 * counted where comments are counted.  But each gets a row in d_repeat that names the first of its kind, and the summaries
 *   comments_same, comments_near   how many repeat another
 *   comments_repeat_most           how many the most repeated wording has, itself included
 * say how much of the book they are.  Texts under NEAR_WORDS_MIN words are never near, only the same: "late again" is no template.
 * Besides: comments_cut (longer than what is read), comments_nothing (empty once cleaned: "n/a", quotes alone),
 * comments_trimmed (signatures, quotes, salutations or HTML taken off), comments_unknown (in no language we score).
 */
#ifndef TL_LISTEN_REPEAT_H
#define TL_LISTEN_REPEAT_H

#include "listen/comment.h"

enum { NEAR_WORDS_MIN = 5 };

MUST_USE Status repeat_write(Store *s, const Comments *c, Err *err);

#endif
