/* share.h - how many of one system's companies another system knows, and what that says about a pair.
 *
 * Why     Weights look at a pair by itself: the prior says how rare a match is among all pairs, as if a record
 *         might as well have none.  Where nearly every customer of the ERP is an account of the CRM, a record
 *         of the ERP that fits one account alone is that account's more surely than the pair says.
 * Method  A node x of system s has one partner among the n nodes of system t with probability o.  With
 *         L = sum over its candidates of m/u, divided by n, the chance that it has one is
 *         oL / (oL + 1 - o); o is the mean of that, by EM from OVERLAP on.  What is left for "none":
 *
 *             none = (sum of the chances of none + SHARE_PRIOR) / (nodes of s + SHARE_PRIOR) + unseen
 *
 *         SHARE_PRIOR nodes that prove nothing stand for caution in small books; `unseen` is the share of
 *         partners that no key would bring: m of names with little in common, as learnt, and no more than
 *         was judged: in large blocks EM takes some strangers for matches.  A pair of systems adds -log2(none) bits, by the better known of
 *         its sides, 0 at least, while neither side's cluster has a record of the other's system (`free`).
 *         Where it has one by id, a second is a twin: log2(twins / OVERLAP) bits, with twins the share of the
 *         system's nodes that joined another of it at first sight, beside SHARE_PRIOR nodes with TWINS.
 * Units   bits.
 * Errors  none; systems after the first SHARE_SYSTEMS say nothing.
 * Oracle  tests/resolve/t_weigh.c: planted shares of common companies.
 */
#ifndef TL_RESOLVE_SHARE_H
#define TL_RESOLVE_SHARE_H

#include "resolve/weigh.h"

/* Shares add so many bits at most. */
#define SHARE_BITS 6.0
enum { SHARE_SYSTEMS = 64, SHARE_NONE = 255 };

typedef struct Shares {
    uint8_t *of;             /* system of each node, counted by first sight; SHARE_NONE: not looked at */
    size_t   n;
    double   known[SHARE_SYSTEMS][SHARE_SYSTEMS]; /* o: of the first's nodes, in the second */
    double   bits[SHARE_SYSTEMS][SHARE_SYSTEMS];
    double   twin[SHARE_SYSTEMS];    /* bits of a second record within a system */
} Shares;

/* Candidates with their weights. */
void shares_estimate(const Parties *p, const Candidates *c, const Weights *w, Arena *a, Shares *out);
/* root: of each node, after what is sure was joined. */
void shares_twins(const Parties *p, const int64_t *root, Arena *a, Shares *h);

#endif
