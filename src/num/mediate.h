/* mediate.h - does a cause work through something in between? Experience, behaviour, outcome, with a figure on each link.
 *
 * Method  Two linear regressions with cluster-robust errors (robust.h), the covariates in both:
 *             between ~ cause + covariates            first = coefficient of the cause
 *             outcome ~ cause + between + covariates  second = that of between, past = that of the cause
 *         through = first x second, total = through + past (Baron and Kenny 1986; VanderWeele 2015 for when this is causal: nothing unmeasured
 *         drives any two of the three).  The interval of a product is not symmetric: quantiles of MEDIATE_DRAWS draws of both
 *         factors, independent (MacKinnon 2007).  The total's error adds those of its parts up.
 * Shape   in: cause 0/1, between, outcome, x column-major n by p, cluster; between is divided by its standard deviation first.
 * Units   first: standard deviations of between; second: of the outcome per one of them; through, past, total: of the outcome.
 * Errors  those of robust.h; ST_NUMERIC: between does not vary.
 * Oracle  tests/num/t_mediate.c: R's lm, coverage and level by simulation.
 */
#ifndef TL_NUM_MEDIATE_H
#define TL_NUM_MEDIATE_H

#include "num/interval.h"
#include "num/rng.h"

enum { MEDIATE_DRAWS = 2000 };

typedef struct MediateInput {
    const double  *cause, *between, *outcome, *x;
    const int64_t *cluster;
    size_t         n, p;
    double         df;           /* of the t; 0: clusters less one */
} MediateInput;

typedef struct Mediate {
    Interval first, second, through, past, total;
    double   sd;                 /* of between */
    size_t   n, n_clusters;
} Mediate;

MUST_USE Status mediate_fit(const MediateInput *in, Rng *rng, Arena *a, Mediate *out, Err *err);

#endif
