/* stay_curve.h - how long accounts stay that met an issue, beside those that did not.
 *
 * Rows      one account each, of those that were customers on the landmark, a year before the as-of day.  Met or not is settled by what lay in the
 *           exposure window before the landmark, and staying is counted from it on: nobody has to have stayed in order to have met it (Anderson, Cain
 *           & Gelber, Journal of Clinical Oncology 1, 1983).  Of a promise, accounts that were promised something in the window.
 * Curves    Kaplan and Meier's (num/km.h), told every CURVE_STEP days with who is still at risk; log-rank between the two.
 * Raw       nothing is taken out: the adjusted figure is the effect on renewal.  Companies of one family count as so many.
 * Too few   min_per_arm accounts on a side or CURVE_LOST lost in all: a note, and no curve.
 * Oracle    tests/link/t_outcome.c: by hand, one day on which accounts are lost; km.h has R's.
 */
#ifndef TL_LINK_STAY_CURVE_H
#define TL_LINK_STAY_CURVE_H

#include "link/book.h"

enum { CURVE_FOLLOW = 365, CURVE_STEP = 30, CURVE_LOST = 5 };

MUST_USE Status stay_curves_write(const LinkBook *b, Err *err);

#endif
