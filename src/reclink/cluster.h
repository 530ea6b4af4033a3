/* cluster.h - pairs to clusters, without chains.
 *
 * Why     Connected components join two companies when one doubtful record looks like both.  Here a
 *         component is only where the work begins.
 * Method  1. Components of pairs with weight >= `join` (must-links first, they are never undone).  One of
 *            more than `most` records is taken apart by raising the threshold, a bit at a time.
 *         2. Inside, average linkage: the two clusters whose pairs have the highest mean weight are joined
 *            while that mean is >= `keep`.  Pairs that no key brought together are weighed on the spot
 *            (`weigh`), or count as `missing`.  A single pair counts at most `limit` bits either way, so
 *            that one equal identifier does not drown twenty that differ.
 *         3. Two clusters of `big` records or more that stay apart, though a pair between them is above
 *            `bridge`, are reported as a bridge, for a person.
 *         Cannot-links are never within a cluster, not through others either.  A must-link that
 *         contradicts one is ST_CONFLICT.
 * Always  the cluster's id is its smallest record.  Ties go to the smaller ids: the order of pairs is of no
 *         consequence.
 * Oracle  tests/reclink/t_cluster.c: a naive agglomeration on random graphs; planted chains.
 */
#ifndef TL_RECLINK_CLUSTER_H
#define TL_RECLINK_CLUSTER_H

#include "reclink/score.h"

typedef struct RlLink {
    uint32_t a, b;
} RlLink;

typedef double RlWeigh(const void *ctx, uint32_t a, uint32_t b);

typedef struct RlClustering {
    double        join, keep;        /* log2 odds; 0 and 0: p = .5 */
    double        limit;             /* 0: 10 bits */
    double        missing;           /* when weigh is NULL */
    RlWeigh      *weigh;
    const void   *ctx;
    const RlLink *must, *cannot;
    size_t        n_must, n_cannot;
    size_t        most;              /* 0: RL_COMPONENT */
    size_t        big;               /* 0: 3 */
    double        bridge;            /* 0: 3.32, p = .91 */
} RlClustering;

enum { RL_COMPONENT = 1000 };        /* records that are clustered at once: the matrix is its square */

typedef struct RlBridge {
    uint32_t a, b;                   /* the heaviest pair between */
    uint32_t cluster_a, cluster_b;
    uint32_t size_a, size_b;
    float    weight;                 /* of that pair */
    float    mean;                   /* of all pairs between: below `keep` */
    bool     forbidden;              /* by a cannot-link */
} RlBridge;

typedef struct RlClusters {
    uint32_t *of;                    /* record -> smallest record of its cluster */
    size_t    n_cluster;             /* of any size */
    size_t    components, largest_component, raised;   /* raised: components taken apart by step 1 */
    RlBridge *bridge;                /* heaviest first */
    size_t    n_bridge;
} RlClusters;

MUST_USE Status rl_cluster(size_t n_record, const RlPair *pair, size_t n_pair, const RlClustering *how,
                           Arena *a, RlClusters *out, Err *err);

/* Where to join and keep when nothing else is known: a quarter of the prior (below 0).  A pair's weight holds
 * the prior of a pair drawn at random; two clusters that a strong pair has brought together are no longer
 * that improbable, so the mean of all pairs between them need not overcome all of it again.  0 is stricter. */
double rl_keep(const RlModel *m);

/* rl_weight() in the shape of RlWeigh, fast: ctx is what rl_weigher() made.  For one thread. */
const void *rl_weigher(const RlTable *t, const RlModel *m, Arena *a);
double      rl_weigh(const void *weigher, uint32_t a, uint32_t b);

#endif
