/* placebo.h - the same account's exposure at a time when it can have done nothing: does it seem to do the same?
 *
 * Why        An account that is always failed, and would leave anyway for what makes it so, looks as if being failed made it leave.  Such an account
 *            was failed at other times too.  So a yes/no column says whether it was, in a window as long as the one that counts, adjusted for all else
 *            and for the exposure that counts; where it goes with the outcome the same way as the exposure does, with p below PLACEBO_LEVEL, the
 *            effect is graded C (grade.h).
 * Decisions  the window a year earlier: it lay before the decision before this one, at which the account stayed.  Exposure behind the decision cannot be
 *            asked: who left has none, and a column that says who left explains who left.
 * Others     the window behind the outcome, of accounts that were customers all through it.
 * Adjusted   for occasions to be exposed in that window, since the outcome may change how many there are.
 * Known      where the rule knew the whole window, the account was a customer in it, and, of a promise, one was made.  Below 2 x min_per_arm such rows, or
 *            PLACEBO_ARM of either kind, it is not asked, and the grade's reason says so.
 * Oracle     tests/link/t_placebo.c: level where there is nothing to find, power where it was planted, a row by hand.
 */
#ifndef TL_LINK_PLACEBO_H
#define TL_LINK_PLACEBO_H

#include "link/affect.h"

enum { PLACEBO_YEAR = 365, PLACEBO_ARM = 10 };

/* The window in which row i's placebo exposure is looked for, and whether it is known. */
Span placebo_window(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t i);

/* In the units of y; estimate NaN: not asked. */
MUST_USE Status placebo_ask(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t rule, Interval *out, Err *err);

#endif
