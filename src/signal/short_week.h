/* short_week.h - how many working days each week lacks, slice by slice.
 *
 * A slice lacks what the countries of its accounts lack (model/holiday.h), each weighted by its accounts; those of a country
 * that is not known say nothing.  A touchpoint and a unit have the weeks of the whole.  Weeks go SHORT_AHEAD past the last
 * whole one, for the weeks that run.
 */
#ifndef TL_SIGNAL_SHORT_WEEK_H
#define TL_SIGNAL_SHORT_WEEK_H

#include "base/map.h"
#include "num/covariate.h"
#include "store/store.h"

enum { SHORT_AHEAD = 8 };

typedef struct ShortWeeks {
    StrMap   slice;
    double **z[COVARIATES];     /* by slice, then week: share that is holiday; share at the turn of the year besides */
    double  *none;              /* of slices without a known country */
} ShortWeeks;

MUST_USE Status short_weeks_read(Store *s, int64_t first, size_t weeks, Arena *a, ShortWeeks *out, Err *err);

/* The same from rows of slice_countries: dimension, value, country, n, in order of slices. */
void short_weeks_count(const Table *t, int64_t first, size_t weeks, Arena *a, ShortWeeks *out);

/* Columns of covariate_find(). */
void short_weeks_of(const ShortWeeks *l, Str dimension, Str value, const double *z[COVARIATES]);

#endif
