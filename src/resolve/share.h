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
 *         was judged: in large blocks EM takes some strangers for matches.  A pair of systems adds -log2(none) bits while no system has
 *         a record in both clusters: by the better known of its sides to decide (`bits`, 0 at least), by both to say how sure it
 *         is (`both`): of n and k records with c in common a pair is a match with odds c / (n k) times what was seen, and with
 *         c / ((n - c) (k - c)) times it where neither has another partner.
 *         Where a system has a record in each cluster by id, joining makes it a company there twice: log2(twins / OVERLAP) bits, twins the share of
 *         the system's nodes that are the second of a company.  `twin` begins with the share among pairs within it that are sure
 *         (SURE), counted again with what it says itself until it stands, beside SHARE_PRIOR nodes with TWINS; after the first sight
 *         it is the share that joined.  Two nodes of one system have the prior of TWINS in their level: `same` corrects it to the
 *         share counted, downwards only, since pairs that look alike in a crowded town must not prove one another.
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
    double   bits[SHARE_SYSTEMS][SHARE_SYSTEMS]; /* by the better known side */
    double   both[SHARE_SYSTEMS][SHARE_SYSTEMS]; /* by both sides */
    double   twin[SHARE_SYSTEMS];    /* bits of a second record within a system */
    double   same[SHARE_SYSTEMS];    /* bits of two records of one system; 0 at most */
} Shares;

/* Candidates with their weights. */
void shares_estimate(const Parties *p, const Candidates *c, const Weights *w, Arena *a, Shares *out);
/* How often a system has a company twice, by the pairs within it that are sure: fills `same`. */
void shares_second(const Parties *p, const Candidates *c, Arena *a, Shares *h);
/* Bits of a pair of one system that its ids tell apart; 0 of others. */
double shares_same(const Parties *p, const Shares *h, int64_t a, int64_t b);
/* Bits of a pair of two systems, neither side having a record of the other's, by both sides. */
double shares_first(const Shares *h, int64_t a, int64_t b);
/* root: of each node, after what is sure was joined. */
void shares_twins(const Parties *p, const int64_t *root, Arena *a, Shares *h);

#endif
