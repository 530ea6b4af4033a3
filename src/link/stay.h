/* stay.h - how long accounts stay, what makes them leave sooner, in which ways they end, and whether scores kept their word.
 *
 * Stretches  a contract decides on its dates only, so time is cut at decisions: a stretch goes from the one decision (or from the first day
 *            the account is watched: late entry) to the next, and ends lost or not.  Its columns are what was known before the gap of
 *            the decision that ends it.
 * decisions  discrete-time hazard: logistic regression of "lost" on the stretches, robust errors by parent (num/robust.h); ratios of odds.
 * cox        the same stretches in years as a customer, strata by segment, columns that vary from stretch to stretch (num/cox.h), robust errors
 *            by parent; ratios of hazards.  Both should tell the same; where they do not, time as a customer matters.
 * Ends       lost, ended early, reduced: whichever comes first; cumulative incidence with late entry (num/km.h).
 * cox KIND, fine-gray KIND  what goes with each kind of end (num/compete.h): time from a window and a gap behind the day an account is first watched,
 *            columns known before that gap; what hastens the kind among those still here, and who ends so in the end.  Where all end in one way the
 *            model `fine-gray` says so and has no rows.
 * Look back  accounts by the last score of the year before the gap of each decision: 9 and above, 7 and 8, below, none.  How many renewed, the
 *            differences with their intervals; what a score says beyond usage and beyond what was lived through (a point of score in
 *            points of renewal, by regression); how long they stayed from their first score on (restricted mean up to two
 *            years); and who is gone since: survivors alone would flatter the score.
 */
#ifndef TL_LINK_STAY_H
#define TL_LINK_STAY_H

#include "link/affect.h"

enum { STAY_COLUMNS_MAX = 16, STAY_ISSUES = 4, STAY_LOST_LEAST = 10, STAY_YEARS = 2, END_YEARS = 8 };

MUST_USE Status stay_write(const LinkBook *b, Err *err);       /* d_hazard, d_hazard_fit, d_end */
MUST_USE Status look_back_write(const LinkBook *b, Err *err);  /* d_look_back */

#endif
