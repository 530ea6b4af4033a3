/* annuity_write.h - what an issue will go on costing, year by year, as the base grows: d_annuity.  Inside the caller's transaction.
 *
 * Tickets on the theme in each whole month, against accounts that used the product in it, go through num/annuity.h; money is
 * contacts x ticket_minutes x hour_cost, hours are what prevention gives back.  `present` is discounted to the middle of the year and holds the
 * margin of the renewals at risk too, growing with the base as the contacts are expected to.  An issue with too few months or
 * contacts has one row, of year 0, whose note says so.  Where there are years, their present values together are the annuity
 * (d_value), in place of the plain formula that the simulation wrote there: one issue has one annuity.
 */
#ifndef TL_VALUE_ANNUITY_WRITE_H
#define TL_VALUE_ANNUITY_WRITE_H

#include "store/store.h"

MUST_USE Status annuity_write(Store *s, int64_t as_of, Arena *a, Err *err);

#endif
