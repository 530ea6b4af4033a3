/* review.h - what a person should look at, in the order in which it pays, and why links were made.
 *
 * money   invoiced to both sides' nodes' accounts, minor units.
 * gain    doubt x reach: the entropy of p in bits, times log2(1 + pairs of the same levels), because an
 *         answer re-trains the weights of all of them.
 * The queue is ordered by (1 + money) x gain.
 *
 * d_link_evidence gets the waterfall of each doubtful pair and of each link that was made by
 * weight; links by id and by decision explain themselves.
 */
#ifndef TL_RESOLVE_REVIEW_H
#define TL_RESOLVE_REVIEW_H

#include "resolve/match.h"

/* By root node: invoiced, minor units.  money: alias_id, amount. */
int64_t *review_money(Parties *p, const Table *money, Arena *a);
double review_gain(double p, int64_t alike);

/* money: alias_id, amount.  Call when all clusters stand. */
void review_tables(Parties *p, const Match *m, const Table *money, Arena *a, Table *review, Table *evidence);

#endif
