/* season.h - does a weekly stream repeat itself year after year, and by how much in which week?
 *
 * Method  Level of a week: the mean of the 52 weeks around it (at the ends, of the first or last 52).  Rates and shares: observed over
 *         expected at that level, minus 1; means: observed minus level.  Averaged by week of the year, once over the odd years
 *         and once over the even ones, weighted by what is expected.  The stream is seasonal when the two halves
 *         correlate over the weeks of the year at the one-sided level of 0.001 (Fisher's z); the reliability of the average of
 *         both, 2r/(1+r) (Spearman and Brown), shrinks it.  A holiday is a week of the year like any other; one
 *         that moves between weeks is taken out in part.
 * Shape   in: ChangeInput, year and week of the year (0 .. 52) of each week; out: factor[weeks] for rates and shares (1: as usual),
 *         to be multiplied into n; for means the difference, to be taken from x.
 * Errors  Fewer than SEASON_WEEKS weeks with data, or not seasonal: *seasonal false, factors neutral.
 * Oracle  tests/num/t_season.c: planted seasons, quiet streams, a step within a season.
 */
#ifndef TL_NUM_SEASON_H
#define TL_NUM_SEASON_H

#include "num/change.h"

enum { SEASON_WEEKS = 104, SEASON_BINS = 53 };

void season_find(const ChangeInput *in, const int *year, const int *week, double *factor, bool *seasonal);

#endif
