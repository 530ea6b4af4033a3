/* similar.h - how alike two names are: Jaro-Winkler similarity, 0 to 1.
 *
 * Method  Jaro (1989) with Winkler's common-prefix bonus (prefix up to 4, weight 0.1), on
 *         bytes of folded names.
 *         Up to 64 bytes: free letters of b are bits, one operation a byte of a instead of a loop;
 *         longer ones by the plain loops.
 * Oracle  tests/text/t_distance.c: the plain loops on random words; Winkler's published pairs: MARTHA/MARHTA .961, DWAYNE/DUANE .84, DIXON/DICKSONX .813.
 */
#ifndef TL_TEXT_SIMILAR_H
#define TL_TEXT_SIMILAR_H

#include "base/str.h"

double name_similarity(Str a, Str b);

#endif
