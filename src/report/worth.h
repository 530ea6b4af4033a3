/* worth.h - how sure an issue's money is, what its interval is made of and what it rests on, in words: for the page, the report and the API.
 *
 * From d_value_part (value/nothing.h).  Rows in the order to show: how likely a loss and how large, what of it renewals for less are, without the account that weighs most, then the inputs by how
 * wide they make the interval.  No rows where the issue has no cost, or on a session that sees a part of the book.
 */
#ifndef TL_REPORT_WORTH_H
#define TL_REPORT_WORTH_H

#include "store/store.h"

enum { WORTH_ROWS = 7 };

typedef struct WorthRow {
    Str label, value, note;
} WorthRow;

MUST_USE Status worth_rows(Store *s, int64_t issue, Str currency, Arena *a, WorthRow *row, size_t *n, Err *err);

#endif
