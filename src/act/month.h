/* month.h - a unit's metric beside its customers, month by month: which months disagree, and since when.
 *
 * Method  Each month asks four questions: the share of things that went well for customers in the last 1, 3, 6 and 12 months (those with a
 *         reading), as one interval with errors clustered by account (interval_share in num/interval.h), against what was needed (the mean
 *         of the months' needs, weighted by things).  A question is put only where the metric had one colour in all of its months.  Its level is
 *         1 - MONTH_ALPHA / (MONTHS_TOLD x 4): with all questions of two years counted, a metric whose customers stand exactly at what is needed is
 *         called a disagreement once in two years with probability MONTH_ALPHA / 2 at most (Bonferroni), however often one looks.  The shortest
 *         span that can tell decides the month; none: cannot tell.
 *         Since: a disagreement stays one until the colour changes or a month agrees.  It began in the month from which the things that went
 *         wrong beyond what is allowed, summed up to the month that first told it, are the most (the place of a CUSUM's last zero);
 *         that is an estimate, kept from then on.
 * Shape   in: MONTHS_READ months, oldest first, with colour and need; counts of each account in each month.  out: the same months.
 * Units   shares 0..1; months counted from 0.
 * Errors  those of interval_share.
 * Oracle  tests/act/t_month.c: quiet metrics by simulation, planted falls, the intervals counted anew; doc/methods/metrics.md by hand.
 */
#ifndef TL_ACT_MONTH_H
#define TL_ACT_MONTH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

#define MONTH_ALPHA 0.05
enum { MONTHS_READ = 36, MONTHS_TOLD = 24, MONTH_SPANS = 4, MONTH_ACCOUNTS = 5 };

typedef enum MonthColour { COLOUR_UNKNOWN, COLOUR_GREEN, COLOUR_RED } MonthColour;
typedef enum MonthVerdict { MONTH_CANNOT_TELL, MONTH_AGREES, MONTH_GREEN_BUT_RED, MONTH_RED_BUT_GREEN } MonthVerdict;

typedef struct Month {
    MonthColour  colour;            /* of the metric's reading; unknown: no reading or no target */
    double       needed;            /* of the customers' share */
    double       share, low, high;  /* of the month alone, at 95 %; NaN under MONTH_ACCOUNTS accounts */
    double       good, n;           /* things that went well, of all */
    size_t       accounts;
    MonthVerdict verdict;
    int          span;              /* months that told it; 0: none could */
    int          since, told;       /* of a disagreement: where it began, where it was first told; -1: none */
} Month;

typedef struct MonthCounts {
    const double *good, *n;         /* [account * MONTHS_READ + month] */
    size_t        accounts;
} MonthCounts;

/* Fills `month[MONTHS_READ]` from `share` on. */
MUST_USE Status months_judge(const MonthCounts *c, Month *month, Arena *a, Err *err);

#endif
