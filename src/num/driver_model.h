/* driver_model.h - drivers of yes/no and ordered outcomes: whose is what a logistic or proportional-odds fit explains?
 *
 * Method  The split is Shapley's, of McFadden's measure 1 - l(S)/l(0) over all subsets S of the columns (Azen and Traxel 2009;
 *         driver_shapley).  Up to DRIVER_EXACT columns every subset is fitted; above, the measure comes from the working regression
 *         of the whole fit: with u and c the row's score and curvature in its linear predictor eta, the likelihood near the fit is
 *         that of least squares of eta + u/c on the columns with weights c, so that 1 - l(S)/l(0) is what S
 *         explains of its squares over -2 l(0), set to agree on the whole fit.
 *         A strong yes/no fit has little room left: of its draws the total grows with the sum of squares to a power below 1, taken from the fit stretched.
 *         Intervals: accounts are drawn anew in the working regression (driver.h, cluster bootstrap), whose sums need no refit; its
 *         limits, moved by what separates the exact share from the working one.  Ranks and pairs likewise.
 * Shape   in: DriverInput, y integers (yes/no: 0 and 1); out: Drivers, r2 being McFadden's measure and r the correlation with y.
 * Errors  those of driver.h, logit.h, ordinal.h.  A line that divides the outcomes is no error: yes/no fits have a slight ridge.
 * Oracle  tests/num/t_driver.c: R's glm and polr in all subsets; coverage of the limits by simulation.
 */
#ifndef TL_NUM_DRIVER_MODEL_H
#define TL_NUM_DRIVER_MODEL_H

#include "num/driver.h"

enum { DRIVER_EXACT = 6 };

typedef enum DriverKind { DRIVER_NUMBER, DRIVER_YES_NO, DRIVER_ORDERED } DriverKind;

/* DRIVER_NUMBER is driver_shares(). */
MUST_USE Status driver_model_shares(const DriverInput *in, DriverKind kind, Rng *rng, Arena *a, Drivers *out, Err *err);

#endif
