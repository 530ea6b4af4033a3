/* candidate.h - which nodes are compared at all.
 *
 * Two nodes are candidates when they share one of these: the domain; the name key, with and without a title or form in front; the key of one
 * and a former name or the initials of the other; the first word with the beginning of the second and the country; the
 * first word and the city; the beginning of the key, within a few places of its order; a person; the
 * phone number; the tax id; street and city.  A block of more than BLOCK_MOST nodes of one word is left out: such a word says
 * nothing, and the pair may come by another.
 *
 * Names that begin differently meet by these, each of at most RARE_MOST nodes, pairs of one name left out: a rare word anywhere ("Robert
 * Bosch", "Bosch"); the same words in any order; the key without one of its first three letters ("Zwiesel", "Swiesel"); its sound
 * (text/sound.h).  What they bring is bounded by the words of a name, not by the book.
 */
#ifndef TL_RESOLVE_CANDIDATE_H
#define TL_RESOLVE_CANDIDATE_H

#include "resolve/weigh.h"

/* Each pair once, a < b, in order; weights are 0.  skipped: blocks left out. */
void candidates_find(const Parties *p, Arena *a, Candidates *out, size_t *skipped);

#endif
