/* deep.h - is what was computed what the facts give?
 *
 * The book is copied twice through an archive into a folder of its own beside it (for PostgreSQL: where temporary files go), one copy is computed again from the
 * facts by all stages, and each d_* table is compared row by row, in the order of its values.  The book itself is only read.  On the
 * same engine rows must be the same; a book that was computed on PostgreSQL is rebuilt by DuckDB, so doubles may differ by a part in 10^9.
 */
#ifndef TL_APP_DEEP_H
#define TL_APP_DEEP_H

#include "app/command.h"

typedef struct DeepResult {
    int64_t tables, rows, differ;   /* differ: tables */
    char    first[200];             /* of the first that does: table, row, column */
} DeepResult;

MUST_USE Status deep_compare(App *app, Store *s, DeepResult *out, Err *err);

#endif
