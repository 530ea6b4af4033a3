/* target.h - which columns may be appended to which column types, the same on both engines.
 *
 * An engine looks up the types of the target table, target_match() compares them with the
 * rows' columns and checks every value's range, and the engine then copies without checks.
 * Dates and times are held to the years 1 to 9999, as in base/date.h.
 */
#ifndef TL_DB_TARGET_H
#define TL_DB_TARGET_H

#include "base/status.h"
#include "base/table.h"

typedef enum Target {
    TARGET_NONE, TARGET_BOOL, TARGET_I16, TARGET_I32, TARGET_I64, TARGET_F32, TARGET_F64, TARGET_TEXT,
    TARGET_DATE, TARGET_TIME,
} Target;

/* ST_DB when the columns are not the table's, ST_INVALID when a value does not fit. */
MUST_USE Status target_match(const char *table, const Target *target, size_t n, const Table *rows,
                             Err *err);

#endif
