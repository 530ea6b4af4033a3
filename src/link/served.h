/* served.h - how often each issue was met in the last year (d_issue_year).
 *
 * An episode is an event and the days behind it in which the effect on handling is followed (outcome.h, cost): the next event behind them begins
 * another.  Effect x episodes is what an issue adds to handling in a year (value/serve.h).
 */
#ifndef TL_LINK_SERVED_H
#define TL_LINK_SERVED_H

#include "link/book.h"

MUST_USE Status served_write(const LinkBook *b, Err *err);

#endif
