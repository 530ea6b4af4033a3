/* ordinal.h - answers on an ordered scale: proportional odds (McCullagh 1980).
 *
 * Method  P(answer <= k) = F(t(k) - x'b), F the logistic distribution, t increasing; maximum likelihood by Newton steps, halved until
 *         the likelihood does not fall.  Levels that nobody gave are left out, so that thresholds stand between levels given.
 *         Beside the fit, of each row: score and curvature of its likelihood in x'b, from which driver_model.h makes the working
 *         regression.
 * Shape   in: x column-major n by p, level[n] any integers in their order.  out: beta[p], se[p] (0 for columns without
 *         variance), threshold[n_level - 1], score[n], curve[n] (above 0).
 * Units   beta in log odds of a higher answer a unit of x.
 * Errors  ST_INVALID: values not finite; ST_NUMERIC: fewer than two levels; ST_TOO_BIG: above ORDINAL_LEVELS_MAX levels or
 *         FRAME_P_MAX columns.  Doubt is a warning bit of LogitWarning.
 * Oracle  tests/num/t_ordinal.c: R's ordinal::clm run live on wine (log likelihood -86.49192), MASS::polr.
 */
#ifndef TL_NUM_ORDINAL_H
#define TL_NUM_ORDINAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { ORDINAL_LEVELS_MAX = 32 };

typedef struct OrdinalInput {
    const double  *x;
    const int64_t *level;
    size_t         n, p;
} OrdinalInput;

typedef struct OrdinalFit {
    size_t   n, p, n_level;
    double  *beta, *se, *threshold;
    double  *eta, *score, *curve;
    double   loglik, loglik_null;
    int      iterations;
    unsigned warnings;
} OrdinalFit;

MUST_USE Status ordinal_fit(const OrdinalInput *in, Arena *a, OrdinalFit *out, Err *err);

#endif
