/* grid.h - plain rows as files for a spreadsheet: CSV, or a workbook of one sheet.
 *
 * For lists that were made as rows already (serve/rows.h); documents have sheet.h.  Cells are typed, so that a day is a day and a number a
 * number; a number keeps its digits in CSV, and in the workbook as many as a double has.
 *
 * CSV       RFC 4180, UTF-8 with a mark, CRLF.  A text that a spreadsheet would run as a formula gets an apostrophe in front.
 * Workbook  One sheet with a bold head that stays in view.  Texts are written as texts; one longer than a cell holds ends in "…".  Its
 *           date is the one given, never the clock's.
 * Errors    ST_TOO_BIG for more rows than a sheet has, ST_IO when the library fails; `out` may be over its maximum: the caller looks.
 * Oracle    tests/report/t_grid.c; tests/serve/t_serve.c asks every list for it.
 */
#ifndef TL_REPORT_GRID_H
#define TL_REPORT_GRID_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

typedef enum GridType { GRID_NOTHING, GRID_TEXT, GRID_NUMBER, GRID_YES_NO, GRID_DAY } GridType;

typedef struct GridCell {
    GridType type;
    Str      text;                   /* a number in decimals, "true" or "false", "2025-09-30" */
} GridCell;

typedef struct Grid {
    const char     *name;            /* of the sheet: up to 31 letters */
    const Str      *head;
    size_t          n_col, n_row;
    const GridCell *cell;            /* row by row */
} Grid;

void grid_csv(const Grid *g, Buf *out);
MUST_USE Status grid_workbook(const Grid *g, Str day, Arena *a, Buf *out, Err *err);     /* day: "2025-09-30", "": none */

#endif
