/* sheet_merge.h - cells that a sheet has merged downwards: a person sees their value beside each of the rows, the file holds it at the first.
 *
 * "Acme" in A2:A4 stands in A2, A3 and A4.  Of a range of several columns the first alone is filled; of one row nothing is.
 * The caller leaves a row empty that would hold nothing but such values: it is the lower half of a heading.
 * Merged ranges stand behind the rows in the file, so they are looked for beforehand, among the bytes: nothing is parsed twice.
 * Limit   LIMIT_MERGES of one sheet, ST_TOO_BIG.  Oracle: tests/read/t_sheet.c.
 */
#ifndef TL_READ_SHEET_MERGE_H
#define TL_READ_SHEET_MERGE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "read/archive.h"

typedef struct Merge {
    int64_t column, top, bottom;
    Str     value;              /* of its first cell, once that was read */
} Merge;

typedef struct Merges {
    Merge *range;               /* by their first row, then column */
    size_t n, cap;
    size_t first, next;         /* those before `first` have ended; those from `next` on begin below */
    Arena *a;
} Merges;

MUST_USE Status merges_read(const Archive *z, int64_t part, Arena *a, Merges *out, Err *err);

/* Rows come in their order.  merges_row() moves to one: range[first .. next) may reach into it, by merges_reach(). */
void merges_row(Merges *m, int64_t row);
static inline bool merges_reach(const Merge *g, int64_t row) { return g->top <= row && row <= g->bottom; }

#endif
