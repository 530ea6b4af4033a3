/* match.h - joining nodes that are the same company, strongest evidence first.
 *
 * 0. id: a system quotes an id of the CRM's own;
 * 1. domain: two systems give the same web or mail domain, and the names do not disagree;
 * 2. name: the same name key (legal form, case, accents set aside), countries not in conflict;
 * 3. a shortened name ("KELLER ANTR.", or cut at 30 characters) in the same country, one candidate
 * or one in the same city;
 * 4. nearly the same name (Jaro-Winkler) in the same country, with a clear lead over the next best;
 * 5. a workspace without a name goes with most of its people.
 * Within one system two accounts are joined only when their names agree as well: a CRM may hold
 * a parent and its subsidiaries under one domain.  What stays unsure goes to review.
 * A person's decisions come first: `must` joins, `apart` forbids.
 *
 * Probabilities are stated, not estimated (this stage is thin; the linkage model replaces them):
 * see the table in match.c.
 */
#ifndef TL_RESOLVE_MATCH_H
#define TL_RESOLVE_MATCH_H

#include "resolve/party.h"

typedef struct Pair {
    int64_t a, b; /* nodes */
    double p;
    const char *why;
} Pair;

typedef struct Pairs {
    Pair *pair;
    size_t n, cap;
} Pairs;

void pairs_add(Pairs *l, Arena *a, Pair pair);
void parties_match(Parties *p, const Pairs *must, const Pairs *apart, Arena *a, Pairs *review);

#endif
