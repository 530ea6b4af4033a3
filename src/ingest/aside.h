/* aside.h - what was set aside, written out so that a person can look at it and mend it.
 *
 * A set-aside row is kept as its raw text, with its file's header beside it (table file_header).  aside_csv() cuts the raw
 * text into cells again and writes one CSV (commas, UTF-8 with a mark, CRLF, as spreadsheets like it):
 *
 *     quarantine file, quarantine row, line, column, reason, the file's own columns ..., raw
 *
 * Cells        of a row that was set aside, or of the row a single cell was set aside of: under the file's columns.  Several
 *              cells of one row make as many records with the same cells.  Where the row's text is not kept (the program
 *              that imported it was older, or the row is over LIMIT_ASIDE_ROW) only the one cell is there.
 * raw          only where some row needs it: JSON, a file without header, a record that is no record (an open quote, more
 *              cells than the header) or that was cut at LIMIT_RAW.
 * Each set-aside row makes one record, in the order of the file; none is left out.
 */
#ifndef TL_INGEST_ASIDE_H
#define TL_INGEST_ASIDE_H

#include "base/buf.h"
#include "base/table.h"

/* One record: cells in quotes where they hold the delimiter, a quote, or a line's end. */
Str aside_record(const Str *cell, size_t n, char delimiter, Arena *a);

/* The cells of a record; false: a quote is never closed, or text stands behind one. */
bool aside_split(Str raw, char delimiter, Arena *a, Str **cell, size_t *n);

/* rows: of statement aside_rows.  delimiter 0 and header "": not a table. */
void aside_csv(int64_t file_id, char delimiter, Str header, const Table *rows, Arena *a, Buf *out);

#endif
