/* cell.h - a workbook's numbers as the text a person sees, without its damage.
 *
 * A workbook stores a date as a number and says by a format that it is one.  What a format means is decided by
 * its code (or by its built-in id), in its first section, without what is quoted, escaped or in brackets:
 *   date      d or y in it, or m without h and s  "2024-03-31", with a time of day "2024-03-31 14:05:00"
 *   time      only h, m, s                        "14:05:00"; past a day as a date
 *   elapsed   [h], [m] or [s]                     "49:30:00"
 *   zeros     nothing but two or more 0           "00123": ids that a person sees with their zeros
 *   plain     anything else
 * Serials   day 1 is 1900-01-01; serial 60 is the 29 February 1900 that never was and is written so, for the
 *           value cleaning to refuse; from 61 on days count from 1899-12-30.  In the 1904 system day 0 is
 *           1904-01-01.  Rounded to the millisecond.  Outside 0 .. 9999-12-31 the number itself.
 * Plain     a number written in digits is kept as it is (ids of 16 digits and more); others with 15
 *           significant digits, which is what Excel shows, never in scientific notation below 1e21.
 */
#ifndef TL_READ_CELL_H
#define TL_READ_CELL_H

#include "base/buf.h"
#include "base/str.h"

typedef enum CellKind { CELL_PLAIN, CELL_DATE, CELL_TIME, CELL_ELAPSED, CELL_ZEROS } CellKind;

typedef struct CellFormat {
    CellKind kind;
    int      zeros;
} CellFormat;

CellFormat cell_format_builtin(int64_t id);
CellFormat cell_format(Str code);

/* Appends the text of a stored number; one that cannot be read as a number is appended as it is. */
void cell_number(Str stored, CellFormat f, bool from_1904, Buf *out);

/* Appends text with its _xHHHH_ escapes undone. */
void cell_unescape(Str s, Buf *out);

/* "BC12": column 54 (from 0), row 12; false: it is no reference. */
bool cell_reference(Str s, int64_t *column, int64_t *row);

#endif
