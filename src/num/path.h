/* path.h - a satisfaction index by path model (the ECSI way): constructs of several items each, and what each passes on to the next.
 *
 * Method  Partial least squares (Wold 1982; Tenenhaus et al. 2005), all blocks reflective (mode A).  A construct is a weighted sum of its items with
 *         variance 1.  In turn, until no weight moves by STEP_DONE: each construct's inner estimate is the sum of its neighbours, weighted by
 *         the sign of their correlation (centroid), or by regression on the ones before it and correlation with those behind (path weighting);
 *         each item's weight becomes its covariance with that estimate.  Items are standardised, so all of it happens on their
 *         correlations.  A construct is turned so that its loadings add up to something positive.
 *         Paths: least squares of each construct on those that lead to it.  Total effects: over all ways.
 *         Index of a construct: its items on 0 to 100 (from the scale's ends), averaged with weights per unit, so that 100 is the top of
 *         the scale for every respondent.
 *         Intervals, of items' weights too: clusters drawn anew, everything fitted again, estimate -+ t (clusters - 1) times the draws' standard deviation.
 * Shape   in: x column-major n by items, blocks in order: the first item[0] columns are construct 0's, and so on.
 * Units   paths and total effects in standard deviations of constructs; index 0 to 100.
 * Errors  ST_INVALID: values not finite, a construct without items, a path from and to itself or round in a circle, ends of the scale not in
 *         order; ST_TOO_BIG: over PATH_CONSTRUCTS_MAX, PATH_ITEMS_MAX; ST_NUMERIC: an item that never varies, constructs that repeat each other,
 *         a construct without a neighbour, weights that do not settle, fewer than two clusters.
 * Oracle  tests/num/t_path.c: mobi (Tenenhaus et al. 2005; Monecke and Leisch 2012, JSS 48(3)): published paths to three digits, semPLS's outer weights and
 *         seminr's path weighting to five; coverage by simulation.
 */
#ifndef TL_NUM_PATH_H
#define TL_NUM_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { PATH_CONSTRUCTS_MAX = 12, PATH_ITEMS_MAX = 60 };

typedef enum PathScheme { PATH_CENTROID, PATH_WEIGHTING } PathScheme;

typedef struct PathModel {
    size_t n, item[PATH_CONSTRUCTS_MAX];                       /* constructs; how many items each has */
    bool   leads[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX];    /* [from][to] */
    PathScheme scheme;
} PathModel;

typedef struct PathInput {
    const PathModel *model;
    const double    *x;
    const int64_t   *cluster;     /* NULL: each row its own */
    size_t           n, draws;    /* draws 0: no intervals */
    double           low, high;   /* ends of the scale */
} PathInput;

typedef struct PathEstimate {
    double estimate, low, high;   /* low, high NaN: not asked */
} PathEstimate;

typedef struct PathFit {
    size_t n, n_item, n_cluster, draws;                        /* draws: that could be fitted */
    int    iterations;
    double loading[PATH_ITEMS_MAX];
    PathEstimate weight[PATH_ITEMS_MAX];                       /* of the standardised item */
    double r2[PATH_CONSTRUCTS_MAX], rho[PATH_CONSTRUCTS_MAX];  /* NaN: nothing leads to it; rho: Dillon and Goldstein's, of reliability */
    PathEstimate path[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX], total[PATH_CONSTRUCTS_MAX][PATH_CONSTRUCTS_MAX];   /* [from][to] */
    PathEstimate index[PATH_CONSTRUCTS_MAX];
} PathFit;

MUST_USE Status path_fit(const PathInput *in, Rng *r, Arena *a, PathFit *out, Err *err);

#endif
