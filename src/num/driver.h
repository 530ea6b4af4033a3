/* driver.h - which of several readings goes along with an outcome, when they go along with each other as well.
 *
 * Method  driver_lmg      Shapley's split of R-squared (Lindeman, Merenda and Gold; Groemping 2006): the gain of each
 *                         column averaged over all orders in which columns could come in.  Exact: all 2^p subsets, each
 *                         one row of a Cholesky factor away from its parent.
 *         driver_johnson  relative weights (Johnson 2000; the same as Genizi 1993): R-squared split through the
 *                         orthogonal columns nearest to the given ones.  A check that costs p^3.
 *         driver_shares   both from data, with intervals: accounts are drawn anew with all their rows (cluster bootstrap), so
 *                         that contacts of one account do not count as independent.  Percentile limits of both from the same draws, widened to t; how often each
 *                         column ranks first, and among the first three; and which pairs cannot be told apart (the interval
 *                         of their difference holds zero).
 *         driver_shapley  the same split of any measure of fit given for all subsets: for yes/no outcomes McFadden's
 *                         measure of logistic fits (Azen and Traxel 2009), for ordered ones that of their model.
 *         Rows may have weights: driver_model.h splits logistic and ordered fits through their working regression.
 *         A column that the others give completely adds nothing where they are in: the split stays defined.
 * Shape   r: correlations, (p + 1) by (p + 1) row-major, the outcome last; x column-major n by p.
 * Units   shares of the outcome's variance; they add up to R-squared.
 * Errors  ST_TOO_BIG: more than DRIVER_MAX columns; ST_INVALID: values not finite, a column count of 0;
 *         ST_NUMERIC: outcome without variance, fewer than three rows or two clusters.
 *         A column without variance gets 0.
 * Oracle  tests/num/t_driver.c: published splits of swiss and attitude; R's own fits of all orders run live; adding up.
 */
#ifndef TL_NUM_DRIVER_H
#define TL_NUM_DRIVER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { DRIVER_MAX = 20, DRIVER_TOP = 3 };

typedef struct DriverInput {
    const double  *x, *y;
    const double  *weight;       /* NULL: all 1 */
    const double  *total;        /* what shares are shares of, row by row; NULL: the outcome's squares, so that shares add up to R-squared */
    const int64_t *cluster;      /* NULL: every row is its own */
    size_t         n, p;
    double         bend;         /* 0: 1; a draw's total is the whole's times (its sum of squares over the whole's)^bend: driver_model.h */
    size_t         draws;        /* of the bootstrap; 0: no intervals */
    double         level;        /* 0: 0.95 */
} DriverInput;

typedef struct DriverShare {
    double lmg, low, high;       /* NaN limits without draws */
    double johnson, johnson_low, johnson_high;   /* relative weight, with limits from the same draws */
    double first, top;           /* shares of draws in which it ranks first, in the first three */
    double r;                    /* correlation with the outcome alone: its sign says which way */
} DriverShare;

typedef struct Drivers {
    DriverShare *of;             /* p */
    uint8_t     *apart;          /* p by p: 1 where the interval of the difference leaves zero out */
    double       r2, r2_low, r2_high, condition;   /* condition: largest over smallest eigenvalue of the columns' correlations */
    size_t       n, n_clusters, p, draws;
} Drivers;

MUST_USE Status driver_shares(const DriverInput *in, Rng *rng, Arena *a, Drivers *out, Err *err);

MUST_USE Status driver_lmg(const double *r, size_t p, Arena *a, double *share, Err *err);
MUST_USE Status driver_johnson(const double *r, size_t p, Arena *a, double *share, double *condition, Err *err);

/* fit[2^p]: the measure with exactly the columns whose bit is set. */
MUST_USE Status driver_shapley(const double *fit, size_t p, double *share, Err *err);

#endif
