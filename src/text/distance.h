/* distance.h - one word against many: Jaro-Winkler similarity and edits, a machine word at a time.
 *
 * Why     Linking records compares the same word with each of its block. A WordPattern is prepared once
 *         (for every byte, at which places it stands), then each comparison takes a few operations a byte
 *         instead of a loop in a loop.
 * Method  pattern_similarity()  Jaro-Winkler exactly as name_similarity(b, word) of similar.h: the same
 *                               matches, found by bit operations.
 *         pattern_edits()       optimal string alignment: insertions, deletions, changes and swaps of
 *                               neighbours, nothing edited twice (Hyyro 2003, after Myers 1999). "ca" to
 *                               "abc" is 3; the unrestricted Damerau distance would say 2.
 *         word_edits()          the same for one pair, by the plain table.
 *         Words of more than 64 bytes are compared by the plain way; the first PATTERN_LONGEST bytes count.
 * Shape   in: folded bytes; two words without bytes are similarity 0 and 0 edits.
 * Errors  none. More than `most` edits are reported as most + 1.
 * Oracle  tests/text/t_distance.c: the plain tables on random words; published pairs; jellyfish's figures.
 */
#ifndef TL_TEXT_DISTANCE_H
#define TL_TEXT_DISTANCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { PATTERN_LONGEST = 128 };

typedef struct WordPattern {
    uint64_t at[256];    /* bit i: word.p[i] is this byte */
    Str      word;       /* borrowed; at most 64 bytes are in `at` */
} WordPattern;

void pattern_init(WordPattern *p);              /* of "" */
void pattern_set(WordPattern *p, Str word);     /* word must outlive the next pattern_set() */

double pattern_similarity(const WordPattern *p, Str b);
size_t pattern_edits(const WordPattern *p, Str b, size_t most);
size_t word_edits(Str a, Str b, size_t most);

#endif
