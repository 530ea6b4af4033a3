/* sheet.h - the rows of one sheet of a workbook (book.h).
 *
 * Cells     shared, inline and formula strings (rich text joined, phonetic guides left out, _xHHHH_ undone),
 *           numbers and dates as cell.h has them, TRUE and FALSE, errors as they are shown ("#N/A").
 *           A formula without a stored value is its own text ("=A1+B1"): no number is made up, and the cell is
 *           set aside wherever something else than text is due.  Of merged cells the first has the value.
 * Rows      without anything in them are no records; line is the row's number in the sheet.  A row has as many
 *           cells as the sheet is wide in its first LOOK rows, or more if it has more; once .rows.width is set,
 *           as many as the header.
 * Missing   references of rows and cells count on from the last one; a missing dimension is not needed.
 * Memory    the shared strings (LIMIT_SHARED) and one row; the sheet is streamed.
 * Bad       "record is over the limit", "cell is over the limit", "too many cells" as in csv.h; more than
 *           LIMIT_SHEET_ROWS rows is an Err.
 */
#ifndef TL_READ_SHEET_H
#define TL_READ_SHEET_H

#include "read/book.h"
#include "read/rows.h"

/* `path` is a workbook that can be sought in (raw_local()).  Everything is closed with the arena. */
MUST_USE Status sheet_open(const char *path, int sheet, Arena *a, Rows **out, Err *err);

#endif
