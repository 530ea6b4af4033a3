/* said.h - what a person decided about who is who, as pairs that the matching keeps.
 *
 * Reads    rows of `verdict` (stage 'resolve'): merge, split, never and undo, in the order they were taken.
 * Method   The latest word counts.  Rows are taken from the last to the first: a merge joins its two unless that would bring
 *          together what a later row keeps apart, over any chain of merges; a split or never keeps its two apart unless later
 *          merges, over any chain, made them one.  A row that is not taken is overruled.  So no pair is asked to be one and two at once, and what was
 *          answered can teach (weigh.h).
 * Always   merges and partings do not contradict each other; the last decision is always among those taken.
 * Not      rows taken back, rows whose words name nobody any more, rows that name one node twice.
 */
#ifndef TL_RESOLVE_SAID_H
#define TL_RESOLVE_SAID_H

#include "resolve/match.h"

typedef enum SaidOf { SAID_COMPANIES, SAID_PEOPLE } SaidOf;

/* Pairs of nodes, or of persons, of `p`: to be joined, and to be kept apart. */
void said_pairs(const Table *verdict, const Table *sources, const Parties *p, SaidOf of, Arena *a, Pairs *must, Pairs *apart);

#endif
