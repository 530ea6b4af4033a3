/* annuity_write.h - what an issue will go on costing, year by year, as the base grows: d_annuity, d_annuity_more.  Inside the caller's transaction.
 *
 * Tickets of the issue (serve.h) in each whole month, against accounts that used the product in it, go through num/annuity.h; what its effect on
 * handling is estimated to add beyond them (`extra`) goes on with the base.  Money is contacts x ticket_minutes x hour_cost, hours are what
 * prevention gives back.  `present` is discounted to the middle of the year and holds the margin of the renewals at risk too, growing with
 * the base as the contacts are expected to.  An issue with too few months or contacts, and nothing estimated, has one row, of year 0, whose
 * note says so; with something estimated its years grow by base_growth.  Where there are years, their present values together are the
 * issue's annuity (d_value), in place of the plain formula that the simulation wrote there: one issue has one annuity.
 *
 * Interval (95 %) by draws: those of the cost of doing nothing (num/joint.h), those of the contacts, and of the estimated handling a
 * normal with its standard error, each drawn apart from the others.
 * Oracle  tests/value/t_serve.c: closed forms.
 */
#ifndef TL_VALUE_ANNUITY_WRITE_H
#define TL_VALUE_ANNUITY_WRITE_H

#include "value/nothing.h"
#include "value/serve.h"

typedef struct AnnuityAsk {
    int64_t        as_of;
    const Harm    *harm;
    size_t         harms;
    const Nothing *nothing;
    const Serves  *serves;
} AnnuityAsk;

MUST_USE Status annuity_write(Store *s, const AnnuityAsk *ask, Arena *a, Err *err);

#endif
