/* pilot.h - what trying an option at some accounts first would tell, and whether it pays.
 *
 * A pilot of n accounts and m months: half of them, drawn by lot, get the option, the others do not, and the measure is followed m months
 * behind its start.  Its error of the share prevented is that of num/plan.h (plan_lots) over the measure's level.  What seeing the share with
 * that error is worth is the expected value of sample information (EVSI): portfolio_sample_of() over the draws of the share with the error
 * drawn onto them.  It is found at PILOT_KNOTS errors and read off between them by sd / sqrt(sd^2 + se^2), in which it is nearly straight.
 * Against it stand the pilot's cost (the option's one-off and m months of its yearly cost, for its part of the accounts) and what waiting loses: the
 * option's own mean worth x m months of annuity_years, where it is worth taking now.  The pilot with the most left is told; it pays where that is more than nothing.
 * n is of PILOT_SIZES, m of PILOT_MONTHS, no more accounts than the measure has.
 * Oracle  tests/num/t_portfolio.c (EVSI of two normal options in closed form); tests/act/t_option.c, by hand.
 */
#ifndef TL_ACT_PILOT_H
#define TL_ACT_PILOT_H

#include "act/choose.h"
#include "num/portfolio.h"

/* Reads what the book measures of each option's issue into noise, trials, level, reach and before. */
MUST_USE Status pilots_load(Store *s, Options *o, Arena *a, Err *err);

MUST_USE Status pilot_best(const Remedy *x, const PortfolioInput *in, double years, Arena *a, Pilot *out, Err *err);

#endif
