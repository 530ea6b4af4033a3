/* emit.h - what the readers of one file hand on: counted, and passed to the sink or kept for a preview.
 *
 * rows       every data row is either one emit_row() (kept or set aside) or one emit_bad(); the count is
 *            the file's rows_in.  emit_extra() adds a record that belongs to a row (an answer).
 * left out   lines that are no data (footers, totals, repeated headers) are counted apart, for the note.
 * Dry run    with sink NULL nothing is written: kept and quarantined are counted, the first EMIT_PREVIEW
 *            records are kept as "field = value" lines.
 */
#ifndef TL_INGEST_EMIT_H
#define TL_INGEST_EMIT_H

#include "base/buf.h"
#include "ingest/plan.h"

enum { EMIT_PREVIEW = 5, EMIT_PREVIEW_MAX = 64 * 1024 };

typedef struct Emit {
    FactSink *sink;          /* NULL: dry run */
    Door     *door;          /* masks what is set aside; NULL: nothing is masked */
    char      delimiter;     /* of raw rows; 0: JSON */
    bool      sink_failed;   /* the last failure was the sink's: the run ends */
    int64_t   rows, left_out, narrow, wide, cells_bad, rows_bad;
    int64_t   shown;
    Buf       preview;
    void    (*tick)(void *ctx, int64_t rows);   /* every some thousand rows; may be NULL */
    void     *ctx;
} Emit;

MUST_USE Status emit_row(Emit *e, const PlanRow *row, Str raw, Err *err);
MUST_USE Status emit_record(Emit *e, const FactRecord *r, Err *err);   /* a row that stands */
MUST_USE Status emit_extra(Emit *e, const FactRecord *r, Err *err);
MUST_USE Status emit_bad(Emit *e, const FactBad *bad, Err *err);      /* .whole_row: it counts as a row */

#endif
