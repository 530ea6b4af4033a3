/* rows.h - records one after the other, wherever they come from: delimited text (csv.h), a sheet (sheet.h).
 *
 * Loaders know this interface only, so whatever they can do with a CSV file they can do with a workbook.
 * A reader fills a Row and says what it is:
 *   ROWS_ROW   cells; .raw is the record as it stands in the file (of a sheet: as CSV would have it);
 *   ROWS_BAD   a record that cannot be cut into cells: .reason (static storage) and .raw, cut to LIMIT_RAW;
 *   ROWS_END   there is nothing more.
 * Lines      row.line counts from 1: the physical line where the record starts, of a sheet its row number.
 * Width      .width is set by whoever has found the header: the number of its cells, 0 while it is not known.
 * Memory     a Row borrows from its reader and is valid until the next rows_next().
 */
#ifndef TL_READ_ROWS_H
#define TL_READ_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

typedef enum RowsGot { ROWS_END, ROWS_ROW, ROWS_BAD } RowsGot;

typedef struct Row {
    int64_t     line;
    Str        *cell;
    size_t      n;
    Str         raw;      /* without its newline */
    bool        torn;     /* the file ended inside this record's line */
    const char *reason;   /* of ROWS_BAD */
} Row;

/* The first member of every reader. */
typedef struct Rows Rows;
struct Rows {
    Status (*next)(Rows *self, Row *row, RowsGot *got, Err *err);
    size_t  width;
};

MUST_USE static inline Status rows_next(Rows *r, Row *row, RowsGot *got, Err *err)
{
    return r->next(r, row, got, err);
}

/* A run over a reader: each row, and each record that is none (got), goes to .take, until the end or a failure. */
typedef struct RowsTask {
    Status (*take)(void *ctx, const Row *row, RowsGot got, Err *err);
    void   *ctx;
    Arena  *scratch;      /* rewound behind each row; NULL: there is none */
    int64_t most;         /* 0: all of them */
} RowsTask;

MUST_USE Status rows_each(Rows *r, const RowsTask *t, Err *err);

#endif
