/* csv.h - records out of delimited text: tolerant, exact about lines, one pass.
 *
 * Grammar   cells between delimiters; a cell that starts with '"' runs to the next single '"', "" in it is
 *           one quote, newlines and delimiters in it are text.  What follows a closing quote up to the next
 *           delimiter is taken literally (as spreadsheets do).  A record ends at LF, CRLF or CR, mixed freely.
 *           Blank lines are not records.
 * Lines     row.line is the physical line (1-based; LF, CRLF and CR count once each) of the record's first byte.
 * Bad       ROWS_BAD gives the reason and the raw bytes (cut), and the reader goes on behind it:
 *             "quote is never closed"          only the first line of it is given up, the next one is read
 *                                              afresh; so too when a closing quote of a record of several lines
 *                                              is followed by text, and either a newline or delimiter stands
 *                                              before it or the record's width is not rows.width
 *             "record is over the limit"       more than LIMIT_LINE bytes: skipped without being stored
 *             "cell is over the limit", "too many cells", "bytes that are not UTF-8", "NUL byte"
 * Torn      row.torn: the file ended inside this record's line (no newline behind it).
 * Memory    cells borrow from the window or from scratch; valid until the next csv_next().
 * Cost      one memchr a cell; a damaged quote at most doubles the reading of the part behind it.
 */
#ifndef TL_READ_CSV_H
#define TL_READ_CSV_H

#include "read/bytes.h"
#include "read/rows.h"

/* A byte that was looked for: between `asked` and `at` there is none (at = window's end: none at all). */
typedef struct CsvFind {
    size_t asked, at;
    bool   known;
} CsvFind;

typedef struct Csv {
    Rows    rows;
    Bytes  *b;
    char    delimiter;
    size_t  pos;          /* of the next record in the window */
    int64_t line;         /* of the next record */
    CsvFind lf, cr;
    Str    *cell;
    bool   *quoted;
    size_t  cap;
    char   *scratch, *keep;
    size_t  scratch_cap;
    Arena  *a;
} Csv;

/* The delimiter among , ; tab | that cuts the first records most evenly; ',' when none does. */
char csv_sniff(Str sample);

void csv_init(Csv *c, Bytes *b, char delimiter, Arena *a);
MUST_USE Status csv_next(Csv *c, Row *row, RowsGot *got, Err *err);

#endif
