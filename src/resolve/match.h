/* match.h - joining nodes that are the same company: what is certain first, then by weight.
 *
 * Method  1. A person's decisions: `must` joins, `apart` forbids, and what was answered re-trains the
 *            weights (weigh.h).
 *         2. Ids: a system quotes an id of the CRM's own (8 characters or more), or keeps another's id in a
 *            column for it (4 or more, of one company alone), or one id of a system came changed (damaged.h): ID_PROBABILITY.
 *         3. Candidates (candidate.h) are weighed (weigh.h) and looked at, the heaviest first.  Two
 *            clusters are joined by a pair of p >= JOIN_PROBABILITY, unless
 *            - a decision forbids it;
 *            - a rival: one of the two could as well be another cluster's, which is not the same
 *              company; the odds of rivals count in p;
 *            - two accounts of one CRM would come together that would not be joined by
 *              themselves: they were made two by somebody who knows;
 *            - the other nodes of the clusters speak against it: the mean of their evidence, each
 *              pair at most MEAN_BITS either way, is below 0;
 *            - the names of the pair are no more than alike (evidence_is_likeness) and those of the two clusters, all
 *              together, are not: of a chain of names each like the next the ends differ; a part of a
 *              name or its initials, without a domain, town, person or number;
 *            - the cluster would have more than CLUSTER_MOST nodes.
 *            A system that has a record in both clusters already speaks against it from the beginning (share.h).
 *            Then the pairs that are left are looked at again with what the systems' shares say for them:
 *            a record without a partner in a system that knows nearly all others fits its only candidate
 *            better.
 *         4. What was refused for one of these reasons, and pairs of REVIEW_PROBABILITY and more that
 *            are not enough to join, go to review.  A refused pair between clusters is a bridge.
 *         5. When all clusters stand, the probability of each link is said: rivals count as far as they are free, which they are not
 *            where they have a better partner of their own (assign.h), or a record of that system.
 * Always  the order in which nodes come in does not matter, but for ties between equal weights,
 *         which go to the smaller alias ids.
 */
#ifndef TL_RESOLVE_MATCH_H
#define TL_RESOLVE_MATCH_H

#include "resolve/share.h"

typedef struct Pair {
    int64_t a, b; /* nodes */
    double p;
    Str why;
    double share; /* bits that the systems' shares add (share.h) */
    bool said;    /* by a system, not by a person: nothing is learned of it, and a decision goes before */
} Pair;

typedef struct Pairs {
    Pair *pair;
    size_t n, cap;
} Pairs;

typedef struct Match {
    Pairs review;
    Weights w;
    Shares shares;
    int64_t candidates, skipped, bridges, largest; /* pairs; blocks; refused joins; nodes of a cluster */
} Match;

void pairs_add(Pairs *l, Arena *a, Pair pair);
MUST_USE Status parties_match(Parties *p, const Pairs *must, const Pairs *apart, uint64_t seed, Arena *a, Match *out, Err *err);

#endif
