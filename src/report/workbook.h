/* workbook.h - inside report only: what grid.c and sheet.c both ask of a workbook.
 */
#ifndef TL_REPORT_WORKBOOK_H
#define TL_REPORT_WORKBOOK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"

/* As it may stand in a cell: clean (letters.h), and no longer than one holds, with an ellipsis for the rest; ends with a zero. */
const char *workbook_text(Arena *a, Str text);

/* The whole of a workbook that was written to `fd`: the library writes to a path only, so to one of memory. */
MUST_USE Status workbook_read(int fd, Buf *out, Err *err);

#endif
