/* mouth.h - word of mouth as the book itself shows it: who says to have recommended or warned, how many for each, and which new customers that brought.
 *
 * An account-year is an account in one of the spans of 365 days that end on the as-of day.  It is heard by a survey that asks after it (`asked`: others told, the
 * last answer of each person in the span; above MOUTH_TOLD_MOST an answer counts as that) or by any comment (`said`: comments that say so unasked, a lower bound).
 * Its band is that of its mean score in the span (below 6.5 detractors, below 8.5 passives).  Rates are others told an account-year heard, `against` warned
 * for each recommended, errors by company (num/ratio.h).
 *
 * New customers are accounts whose first won new deal lies in the years heard.  By word of mouth: the CRM's lead source says so, or names an account.  `share` of
 * those with any source; `account`: how many each account heard sent a year; `act`: for each other recommended to.  Where deals name who sent them,
 * `act` divides what accounts heard sent by what they told, years not heard taken like those heard; where they do not, by what all accounts would have told
 * at the rate of those heard.
 *
 * Grades: B asked and named; C said unasked, or not named; D too few: below MOUTH_ACTS_LEAST on either side or MOUTH_COMPANIES_LEAST companies.  Never A: there
 * is no comparison group.
 * Oracle  tests/link/t_mouth.c: a book by hand, planted rates over twenty seeds; doc/methods/word-of-mouth.md.
 */
#ifndef TL_LINK_MOUTH_H
#define TL_LINK_MOUTH_H

#include "link/book.h"

enum { MOUTH_ACTS_LEAST = 10, MOUTH_COMPANIES_LEAST = 20, MOUTH_TOLD_MOST = 50, MOUTH_YEAR = 365, MOUTH_YEARS_MOST = 10 };

MUST_USE Status mouth_write(const LinkBook *b, Err *err);

#endif
