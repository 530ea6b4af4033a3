/* near.h - whether two texts are nearly the same, without comparing all pairs.
 *
 * Method  MinHash (Broder 1997): of a text's words and neighbouring pairs (lower case, digits as 0, so that a template
 *         with another order number is the same), NEAR_HASHES random orders each keep their first.  The share of equal
 *         ones estimates the share of words and pairs in common (Jaccard), with an error of sqrt(s (1 - s) / 60).
 *         Texts are candidates when one of NEAR_BANDS bands of hashes is equal: found at a share of 0.8 in 95 of 100
 *         cases, at 0.9 in 999 of 1,000, at 0.3 in 1 of 140.
 * Shape   in: any bytes, at most NEAR_BYTES_MAX are read; out: a signature; `units` is what it was made from.
 * Errors  none.  A text without words has 0 units and is near nothing.
 * Oracle  tests/text/t_near.c: the exact share on drawn texts.
 */
#ifndef TL_TEXT_NEAR_H
#define TL_TEXT_NEAR_H

#include <stdint.h>

#include "base/str.h"

enum { NEAR_BANDS = 10, NEAR_ROWS = 6, NEAR_HASHES = NEAR_BANDS * NEAR_ROWS, NEAR_BYTES_MAX = 4000 };

typedef struct NearMark {
    uint32_t least[NEAR_HASHES];
    uint32_t words, units;
} NearMark;

void     near_mark(Str text, NearMark *out);
double   near_share(const NearMark *a, const NearMark *b);
uint64_t near_band(const NearMark *m, unsigned band);      /* differs between bands, too */

#endif
