/* component.h - inside reclink only: union of records, and average linkage within one component. */
#ifndef TL_RECLINK_COMPONENT_H
#define TL_RECLINK_COMPONENT_H

#include "reclink/cluster.h"

/* Disjoint sets; the root is the smallest record. */
uint32_t set_root(uint32_t *of, uint32_t x);
bool     set_join(uint32_t *of, uint32_t x, uint32_t y);     /* false: were one already */

/* One component: its records ascending, its kept pairs, and `of` to be filled for its records.  On entry
 * of[] holds the must-linked groups (their smallest record). */
typedef struct Component {
    const uint32_t *record;
    size_t          n;
    const RlPair   *pair;
    size_t          n_pair;
    const RlLink   *cannot;          /* those with both ends here */
    size_t          n_cannot;
} Component;

void component_cluster(const Component *c, const RlClustering *how, uint32_t *of, Arena *scratch);
double clipped(const RlClustering *how, double weight);

#endif
