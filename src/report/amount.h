/* amount.h - numbers as the reader sees them: English, without a locale.
 *
 * One place decides how money, shares, differences and counts are written, so that a page,
 * a mail and the terminal never disagree.  Money is int64 minor units and is rounded in
 * integers, half away from zero; nothing here turns it into a float.
 *
 *   MONEY_SHORT  three figures at most: "€950", "€1.2 k", "€86 k", "€1.04 M", "€11.8 M",
 *                "€2.50 bn"; rounding that reaches the next unit is written in it.
 *   MONEY_EXACT  every minor unit: "€1,234.56", "¥1,234", "CHF 1,234.50".
 *   money_like   short, but in the unit (none, k, M, bn) that fits `scale`, so that a column
 *                or an axis keeps one unit: 470,000 beside 1,040,000 is "€0.47 M".
 *
 * The minus is U+2212 and stands before the symbol; the space inside a figure is U+00A0, so
 * a figure never wraps; counts are grouped by U+202F (thin, does not break).  A currency
 * without a symbol here is written by its code; its number of minor digits is ISO 4217's
 * (2 when the code is not known).  A value that is not finite is written "–" (no figure).
 *
 * All results live in `a`.  Oracle: tests/report/t_amount.c, written out by hand.
 */
#ifndef TL_REPORT_AMOUNT_H
#define TL_REPORT_AMOUNT_H

#include <stdint.h>

#include "base/currency.h"
#include "base/str.h"

typedef enum MoneyStyle { MONEY_SHORT, MONEY_EXACT } MoneyStyle;


Str money_text(Arena *a, int64_t minor, Str currency, MoneyStyle style);
Str money_signed(Arena *a, int64_t minor, Str currency, MoneyStyle style);   /* "+€0.45 M" */
Str money_like(Arena *a, int64_t minor, int64_t scale, Str currency);
Str money_range(Arena *a, int64_t low, int64_t high, Str currency); /* "€0.62 M to €1.47 M" */

Str percent_text(Arena *a, double fraction, int digits);            /* 0.71 -> "71 %" */
Str points_text(Arena *a, double fraction, int digits);             /* -0.131 -> "−13.1" */
Str number_text(Arena *a, double v, int digits);                    /* "−1 234.5" */
Str count_text(Arena *a, int64_t n);                                /* "48 310" */

#endif
