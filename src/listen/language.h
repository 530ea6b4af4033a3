/* language.h - comments whose own words do not tell their language, by what is usual where they come from.
 *
 * "Alles gut" or "Top" is in no language for sure.  Where lang_guess() (text/lang.h) abstains, it is asked once more with a prior, the first of
 * these that is known:
 *   the questionnaire     the language the survey says it was answered in
 *   the account           of its other comments that tell theirs, USUAL_LEAST at least, USUAL_SHARE of which are in one language
 *   the question          likewise of all that was answered to it (a column of a survey is often in one language)
 * A prior names nothing by itself and changes no language that the words tell: both would be wrong names (doc/methods/language.md).
 * After comments_hear(), before anything reads Comment.lang.  Same comments, same answer, whatever their order.
 *
 * Oracle  tests/listen/t_listen.c: comments of accounts that write in one language, in several, and in none.
 */
#ifndef TL_LISTEN_LANGUAGE_H
#define TL_LISTEN_LANGUAGE_H

#include "listen/comment.h"

enum { USUAL_LEAST = 3 };
#define USUAL_SHARE 0.8

/* `book`: NULL, or comments that stand there already count for their accounts, too.  `named`: how many had a language in the end that had none. */
MUST_USE Status languages_settle(Store *book, Comments *c, int64_t *named, Err *err);

#endif
