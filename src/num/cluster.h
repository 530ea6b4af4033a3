/* cluster.h - which rows belong to the same account, as small numbers.
 *
 * Method  sort the distinct ids, number them 0 .. n-1 in increasing order, look each row up; ids that lie close
 *         together (eight places a row) are ticked off in a table instead.  The numbers depend on the set of ids
 *         alone, not on the order of rows.
 * Shape   in: id of n rows (any int64); out: of[n], and how many clusters there are.
 * Units   none.
 * Errors  none; n = 0 gives no clusters.
 * Oracle  tests/num/t_cluster.c: both ways against a count of the smaller ids; t_interval.c, through the cluster-robust intervals.
 */
#ifndef TL_NUM_CLUSTER_H
#define TL_NUM_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct ClusterIndex {
    size_t *of;      /* row -> cluster */
    size_t  n;
} ClusterIndex;

ClusterIndex cluster_index(const int64_t *id, size_t n_rows, Arena *a);

size_t ids_distinct(int64_t *id, size_t n);                        /* sorts them and drops repeats, in place; how many are left */
size_t ids_find(const int64_t *id, size_t n, int64_t one);         /* its place among distinct ones in order; n: not there */

#endif
