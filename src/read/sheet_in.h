/* sheet_in.h - what a sheet needs of its workbook: the shared strings and the formats of its styles. */
#ifndef TL_READ_SHEET_IN_H
#define TL_READ_SHEET_IN_H

#include "base/buf.h"
#include "read/book.h"
#include "read/cell.h"

typedef struct Shared {
    Buf       text;        /* all strings, one behind the other */
    uint32_t *end;         /* of each */
    size_t    n, cap;
    Arena    *a;
} Shared;

typedef struct Styles {
    CellFormat *format;    /* by the number a cell names */
    size_t      n;
} Styles;

MUST_USE Status shared_read(const Archive *z, int64_t part, Arena *a, Shared *out, Err *err);
MUST_USE Status styles_read(const Archive *z, int64_t part, Arena *a, Styles *out, Err *err);

static inline Str shared_string(const Shared *s, size_t i)
{
    size_t from = i ? s->end[i - 1] : 0;
    return (Str){ s->text.p ? s->text.p + from : "", s->end[i] - from };
}

#endif
