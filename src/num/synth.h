/* synth.h - did an action work where it reached few units and there is a long before: synthetic comparisons.
 *
 * Method  Three comparisons of the treated units' change with that of the others:
 *         SYNTH_DID   all others, all periods before, with equal weights (difference in differences);
 *         SYNTH_SC    unit weights, none negative, adding up to 1, that rebuild the treated level before
 *                     (synthetic control; Abadie and others), no intercept, compared at their levels;
 *         SYNTH_SDID  unit weights that rebuild the treated path up to a constant, with a ridge that keeps them spread, and
 *                     period weights that predict the others' level after from before (Arkhangelsky and others, AER 2021).
 *         Weights by Frank-Wolfe steps with the published rules: start, thinning after 100 steps (weights up to a quarter
 *         of the largest are dropped), stop when a step gains less than (1e-5 noise)^2; noise is the spread of the others'
 *         period-to-period changes before.  A step costs O(units + periods): the products it needs are kept up.
 *         Error by placebos: the treatment is given to others drawn at random, as many as there are treated, and the same
 *         is estimated among the rest; se is the spread of these.  placebo_p: share of placebos (the real one counted)
 *         at least as far from zero; with few others it cannot be small.
 * Shape   y: units by periods, row-major; the last n_treated rows are treated, the first n_before columns are before.
 *         Balanced: no gaps.  out: weights of the others and of the periods before, the gap per period.
 * Units   those of y.
 * Errors  ST_INVALID: values not finite, counts that do not fit; ST_NUMERIC: fewer than two others, fewer than two periods
 *         before or none after.  With no more others than treated there is no placebo: se and interval are NaN.
 * Oracle  tests/num/t_synth.c: Proposition 99, published -15.604, -19.620, -27.349 and weights; planted effects.
 */
#ifndef TL_NUM_SYNTH_H
#define TL_NUM_SYNTH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

typedef enum SynthMethod { SYNTH_DID, SYNTH_SC, SYNTH_SDID } SynthMethod;

typedef struct SynthInput {
    const double *y;
    size_t        n_unit, n_period, n_treated, n_before;
    SynthMethod   method;
    size_t        placebos;      /* drawn for the error; 0: none */
    double        level;         /* 0: 0.95 */
} SynthInput;

typedef struct Synth {
    double  estimate, se, low, high, placebo_p;
    double *unit_weight;         /* n_unit - n_treated */
    double *period_weight;       /* n_before */
    double *gap;                 /* n_period: treated mean minus weighted others, less the weighted gap before */
    double  rmse_before;         /* of the gap before: how well the path is rebuilt */
    double  spread;              /* 1 / sum of squared unit weights: how many others carry the comparison */
    size_t  n_placebo;
    const char *method;          /* static text */
} Synth;

MUST_USE Status synth_estimate(const SynthInput *in, Rng *rng, Arena *a, Synth *out, Err *err);

#endif
