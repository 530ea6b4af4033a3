/* assign.h - records of two lists that fit one another in several ways: how free is each for the other?
 *
 * Why     A record has one partner in another system.  How sure a pair is depends on who else fits either side, and on
 *         how well those are served elsewhere: a rival that has a far better partner of its own is none.
 * Method  Belief propagation on matchings.  With r the odds of an edge (prior, evidence, and that neither side has
 *         another partner: share.h), the messages
 *
 *             m(b to a) = r / (1 + sum of m(c to b) over the other candidates c of b in a's system)
 *
 *         are the odds that a is b's, were there nobody else for a.  An edge is right with the odds
 *         r / ((1 + sum of m to a from b's rivals) x (1 + sum of m to b from a's rivals)).  Damped (the geometric mean with the message before), so that ties
 *         do not swing, until nothing moves, ASSIGN_ROUNDS rounds at most.  Candidates of one root are one company and no rivals.
 * Units   odds, not bits; edges lighter than ASSIGN_LEAST bits are left out by the caller.
 * Limits  exact where candidates form trees; in a ring of ties approximate.
 * Oracle  tests/resolve/t_assign.c: all matchings of small random lists, counted.
 */
#ifndef TL_RESOLVE_ASSIGN_H
#define TL_RESOLVE_ASSIGN_H

#include <stdint.h>

#include "base/arena.h"

#define ASSIGN_LEAST (-4.0)
enum { ASSIGN_ROUNDS = 24 };

typedef struct Edge {
    uint32_t end[2];      /* nodes */
    double   odds;
    double   to[2];       /* filled: the message to each end from the other */
} Edge;

/* list: of each node the list (system) it is of; root: of each node its company. */
void assign_solve(Edge *e, size_t n, size_t n_node, const uint8_t *list, const int64_t *root, Arena *a);

#endif
