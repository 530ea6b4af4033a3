/* sheet.h - a Doc as a workbook: one sheet a table, typed, for people who go on reckoning.
 *
 * The first sheet holds what is not a table: title, figures with n, interval, method, grade and coverage in columns of their own, words,
 * and the notes.  Each table follows on a sheet of its own: amounts of money are numbers in whole units with the currency's format,
 * shares are percentages, days are days; grades and the line under a row have columns.  Charts stay out: their figures are in the tables.
 * Excel's own limits (1,048,576 rows, 32,767 characters) are checked; a text that is too long ends in "…".
 *
 * The workbook's date is the one given, never the clock's.  By libxlsxwriter (decision 227).
 *
 * Errors  ST_TOO_BIG for a table of more rows than a sheet, or when `out` is over its maximum; ST_IO when the library fails.
 * Oracle  tests/flow/reports.py: made from the sample, read by openpyxl, a cell a figure.
 */
#ifndef TL_REPORT_SHEET_H
#define TL_REPORT_SHEET_H

#include "base/status.h"
#include "report/doc.h"

MUST_USE Status doc_sheet(const Doc *d, Str day, Arena *a, Buf *out, Err *err);   /* day: "2025-09-30" */

#endif
