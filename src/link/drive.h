/* drive.h - which of the things that go along with each other go along with an outcome: drivers, with intervals.
 *
 *   renewal  yes or no   decisions: exposure to broken promises and to the issues met most, and behaviours before the gap
 *   revenue  number      the same columns, share of revenue kept
 *   nps      ordered     answer sheets: ratings of the items most asked (complete sheets); without items, scores given, with exposures before
 *   cost     number      periods of 91 days: exposure in their first 30, behaviours before
 *
 * Shares, weights, intervals, ranks: num/driver.h, num/driver_model.h, DRIVE_DRAWS draws of accounts.
 * Label    what is rated or varies is cut into three bands (a rating at a quarter and three quarters of its scale, else at its thirds);
 *          must-have or delight only where the interval of the contrast leaves 0 out (num/asymmetry.h).
 * Credible where Wald's test of all columns together, by company, does not say so, the note is "no credible driver" with its p.
 * Floors   ROWS_LEAST rows and ten a column, ACCOUNTS_LEAST accounts, ten of the rarer outcome: below them no ranking, and the reason.
 */
#ifndef TL_LINK_DRIVE_H
#define TL_LINK_DRIVE_H

#include "link/affect.h"

enum { DRIVE_DRAWS = 200, DRIVE_ISSUES = 5, DRIVE_ITEMS_MAX = 10, DRIVE_ROWS_LEAST = 50, DRIVE_ACCOUNTS_LEAST = 20, DRIVE_RARER_LEAST = 10, DRIVE_ROWS_MOST = 50000 };

MUST_USE Status drivers_write(const LinkBook *b, Err *err);
/* Where a survey asks of one thing both how important (or expected) and how it went: the score as a surface over both (num/surface.h). */
MUST_USE Status surfaces_write(const LinkBook *b, Err *err);

#endif
