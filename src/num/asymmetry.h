/* asymmetry.h - does its absence hurt more than its presence helps?
 *
 * Method  Answers fall into three bands of a rating: bad, middling, good; y is the outcome.  With m the means,
 *             penalty = m(middling) - m(bad),  reward = m(good) - m(middling),  contrast = penalty - reward
 *         (penalty-reward contrast, Brandt 1987, with its dummies as means).  Each is a sum c(band) m(band); its variance is
 *         G/(G-1) sum over clusters of (sum over their rows of c(band) (y - m(band)) / n(band))^2, t with G-1 degrees of freedom.
 *         A label is given only when intervals exclude 0: must-have (the contrast above 0), nice-to-have (below 0), more is better
 *         (penalty and reward above 0, the contrast not told from 0), else no difference when both intervals lie within `small`
 *         of 0, else cannot tell.
 * Shape   in: n rows of band 0..2, outcome, cluster; out: three Intervals.
 * Units   those of y.
 * Errors  none: fewer than `least` rows or two clusters in a band is CANNOT_TELL with NaN.
 * Oracle  tests/num/t_asymmetry.c: a table by hand, R's sandwich estimator on the dummy regression, coverage by simulation.
 */
#ifndef TL_NUM_ASYMMETRY_H
#define TL_NUM_ASYMMETRY_H

#include "num/interval.h"

typedef enum AsymmetryLabel { ASYMMETRY_CANNOT_TELL, ASYMMETRY_MUST_HAVE, ASYMMETRY_NICE_TO_HAVE, ASYMMETRY_LINEAR, ASYMMETRY_FLAT } AsymmetryLabel;
typedef enum Band { BAND_BAD, BAND_MIDDLE, BAND_GOOD, BANDS } Band;

typedef struct AsymmetryInput {
    const uint8_t *band;
    const double  *y;
    const int64_t *cluster;
    size_t         n, least;          /* rows a band; 0: 20 */
    double         level, small;      /* small: what counts as nothing, in units of y */
} AsymmetryInput;

typedef struct Asymmetry {
    size_t         n[BANDS];
    Interval       penalty, reward, contrast;
    AsymmetryLabel label;
} Asymmetry;

void asymmetry_fit(const AsymmetryInput *in, Arena *a, Asymmetry *out);

#endif
