/* aside.h - what was set aside, written out so that a person can look at it and mend it.
 *
 * A set-aside row is kept as its raw text, with its file's header beside it (table file_header).  aside_csv() cuts the raw
 * text into cells again and writes one CSV (commas, UTF-8 with a mark, CRLF, as spreadsheets like it):
 *
 *     quarantine file, quarantine row, line, column, reason, the file's own columns ..., raw
 *
 * Whole row    its cells stand under the file's columns.
 * Single cell  only that cell is there; the row it came from is in the book without it.
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
