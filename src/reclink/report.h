/* report.h - what a linkage may say about itself, without knowing the truth.
 *
 * Method  wrong merges    sum of 1 - p over pairs within clusters
 *         missed merges   sum of p over kept pairs between clusters, and the matches that no key brought:
 *                         lambda x possible pairs less the sum of p over candidates, when that is more
 *                         than 0.
 *         Pairs within clusters that were never scored are weighed now.
 *         unlinkable      records whose weight with an exact copy of themselves is below 0: they say too
 *                         little to be linked to anything.
 * Units   counts of pairs and records; these are expectations of the model, not checked facts.
 */
#ifndef TL_RECLINK_REPORT_H
#define TL_RECLINK_REPORT_H

#include "reclink/cluster.h"

enum { RL_SIZES = 12 };              /* clusters of 1, 2, 3-4, 5-8, ... records */

typedef struct RlReport {
    double pairs_within, wrong;      /* pairs within clusters; expected wrong ones */
    double missed_scored, missed_unseen;
    double expected_matches;         /* lambda x possible pairs */
    double precision, recall;        /* what follows from the above */
    size_t size[RL_SIZES], largest;  /* clusters by size */
    size_t unlinkable;               /* records */
} RlReport;

void rl_report(const RlTable *t, const RlModel *m, const RlScored *s, const RlClusters *c, RlReport *out);

#endif
