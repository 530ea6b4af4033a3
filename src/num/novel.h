/* novel.h - which readings of a long, fine-grained series are like nothing seen before?
 *
 * For telemetry by the minute, hour or day, as it comes; weekly counts go through change.h and shape.h.
 *
 * Method  A reading's excess is how far it lies outside the smallest and largest reading seen before,
 *         as a share of their range.  novel[t] is the excess where it is more than NOVEL_MARGIN and the
 *         largest of the last NOVEL_HOLD of the readings so far, else 0: one event is told once.
 *         The first NOVEL_LEARN of the series, at most NOVEL_LEARN_MAX readings, only teach the range.
 *         No model of level, season or noise: what is not modelled cannot be modelled wrongly.  A
 *         fault inside the range (a flat line, a missing peak) is not seen.
 * Shape   in: y[n] in order of time; out: novel[n].
 * Units   shares of the range.
 * Errors  ST_INVALID: a reading not finite.
 * Oracle  tests/num/t_novel.c: a table by hand; ./bench change scores it on NAB beside the windowed
 *         Gaussian and the Bayesian change point detector.
 */
#ifndef TL_NUM_NOVEL_H
#define TL_NUM_NOVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

#define NOVEL_MARGIN 0.05
#define NOVEL_HOLD   0.04
#define NOVEL_LEARN  0.15
enum { NOVEL_LEARN_MAX = 750 };

MUST_USE Status novel_find(const double *y, size_t n, double *novel, Err *err);

#endif
