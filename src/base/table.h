/* table.h - rows as columns: the shape in which data enters and leaves the book.
 *
 * A Table has n rows and named, typed columns.  Integers, booleans (0/1), dates (days
 * since 1970) and timestamps (UTC microseconds) are all int64; `type` keeps them apart.
 * Missing values are bits in `valid` (NULL: none missing); the slot then holds 0 or "".
 *
 * Reading: col_int(t, "account_id") gives the array of a column and is bug() when the
 * column is absent or of another type, because that is a mistake in a statement's text,
 * not in the data.  A table borrows from the arena (or the chunk) it was made with.
 *
 * Building: table_init() with a list of columns, then per row one put for every column,
 * in any order, then table_row().  Memory grows in the arena by doubling; what is reserved is touched when its rows come.
 */
#ifndef TL_BASE_TABLE_H
#define TL_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum ColType { COL_INT, COL_F64, COL_TEXT, COL_BOOL, COL_DATE, COL_TIME } ColType;

typedef struct TableColumn {
    const char *name;
    ColType     type;
    int64_t    *i;         /* COL_INT, COL_BOOL, COL_DATE, COL_TIME */
    double     *f;         /* COL_F64 */
    Str        *s;         /* COL_TEXT */
    uint64_t   *valid;     /* bit r set: row r has a value; NULL: all have */
} TableColumn;

typedef struct Table {
    TableColumn *col;
    size_t       n_col, n, cap;
    size_t       ready;    /* rows below it are put or missing; above it memory is as it came */
    Arena       *a;        /* where it grows; NULL for a borrowed chunk */
} Table;

typedef struct ColSpec {
    const char *name;
    ColType     type;
} ColSpec;

static inline bool col_has(const TableColumn *c, size_t row)
{
    return !c->valid || (c->valid[row / 64] >> (row % 64) & 1);
}

TableColumn   *table_col(const Table *t, const char *name);    /* bug() when absent */
const int64_t *col_int(const Table *t, const char *name);      /* also bool, date, time */
const double  *col_f64(const Table *t, const char *name);
const Str     *col_text(const Table *t, const char *name);
size_t rows_from(const int64_t *id, size_t n, int64_t wanted);  /* first row with id >= wanted, ids ascending; n: none */

void table_init(Table *t, Arena *a, const ColSpec *spec, size_t n_spec);
void table_put_int(Table *t, size_t col, int64_t v);           /* into the row being built */
void table_put_f64(Table *t, size_t col, double v);
void table_put_known(Table *t, size_t col, double v);   /* not a number, or none that ends: left missing */
void table_put_text(Table *t, size_t col, Str v);              /* borrowed: must outlive the table */
void table_put_null(Table *t, size_t col);
void table_reserve(Table *t, size_t rows);                     /* room for that many in all, at once */
void table_row(Table *t);                                      /* the row is complete; unset cells are missing */
void table_clear(Table *t);                                    /* n = 0, memory kept */

#endif
