/* city.h - towns as exports write them, made comparable.
 *
 * "München", "Muenchen", "Munich", "80331 München" and "MÜNCHEN (Pasing)" are "munchen".  Where a town has another name in English, German or
 * French, the town's own counts; only towns that exports do name in two languages are listed.  "Frankfurt" is "Frankfurt am Main" as far as
 * anybody can tell: city_same() takes one that begins as the other, word by word, for the same.
 *
 * Oracle  tests/text/t_similar.c: hand-made pairs.
 */
#ifndef TL_TEXT_CITY_H
#define TL_TEXT_CITY_H

#include "base/arena.h"
#include "base/str.h"

Str  city_key(Arena *a, Str text);  /* "" when there is no letter in it */
bool city_same(Str a, Str b);       /* of two keys; false when one is "" */

#endif
