/* theme_share.h - who answers for which reason: the share of each theme among the answers to a question, by segment.
 *
 * Method  Comments of known accounts; all of them, and those that answer each of the SHARE_QUESTIONS questions most answered; in all and in each
 *         segment with SHARE_ACCOUNTS_MIN accounts.  A theme's share is of comments, and its 95 % interval treats the account as the unit
 *         (num/interval.h: residuals summed within accounts, t with G - 1).  A comment of several themes counts for each: shares may
 *         add up to more than 1.  Theme 0 is "other".  A segment's share is held against that of all other accounts that answered
 *         (Welch's t on the two clustered variances); q is the false discovery rate over all such tests of the question.
 * Writes  d_theme_share.
 * Oracle  tests/listen/t_edit.c: the interval reckoned by hand from account sums.
 */
#ifndef TL_LISTEN_THEME_SHARE_H
#define TL_LISTEN_THEME_SHARE_H

#include "listen/theme_list.h"

enum { SHARE_QUESTIONS = 20, SHARE_ACCOUNTS_MIN = 5, SHARE_SEGMENTS = 40 };

MUST_USE Status theme_share_write(Store *s, const Comments *c, const ThemeList *l, Err *err);

#endif
