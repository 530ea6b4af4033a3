/* turn.h - small words at which a sentence turns: "but", "although", "and".
 *
 * One table for two questions: where a part of a sentence ends (aspect.h), and which side of a turn counts more (sentiment.h).
 *   TURN_PART      a part ends before it
 *   TURN_JOIN      a part ends before it when enough is said by then ("and")
 *   TURN_BUT       what comes after counts more than what comes before ("but", "jedoch")
 *   TURN_CONCEDE   what it opens, up to the next comma, counts less than the rest ("although", "obwohl")
 * English, German, French, Spanish, Italian, Portuguese and Dutch; words that mostly mean something else are left out ("doch", "toch", "yet" as
 * a turn).  Words are compared as written, letters of ASCII whatever their case.  Errors: none.
 * Oracle  tests/text/t_sentiment.c, tests/text/t_aspect.c: sentences by hand.
 */
#ifndef TL_TEXT_TURN_H
#define TL_TEXT_TURN_H

#include "base/str.h"
#include "text/lang.h"

enum { TURN_PART = 1, TURN_JOIN = 2, TURN_BUT = 4, TURN_CONCEDE = 8 };

unsigned turn_of(Str word, Lang lang);       /* 0: none */

#endif
