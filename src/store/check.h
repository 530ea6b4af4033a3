/* check.h - what must hold in every book, whatever was imported: each row a question whose answer is how often it does not.
 *
 * References lead somewhere, a record is in force once, rows in are rows kept, unchanged or set aside, and what is stored of a file
 * enough; what one stage wrote fits together; money in the tie-out is the sum of its parts.  All of it holds at any moment, also behind a
 * program that was killed between two stages.  What holds only once all stages have run (that computed money is the facts' money, that
 * a rebuild gives the same rows) is asked by `check --deep` (src/app/deep.c).
 */
#ifndef TL_STORE_CHECK_H
#define TL_STORE_CHECK_H

#include "store/store.h"

typedef struct CheckRow {
    int         sql;
    const char *name, *what;
} CheckRow;

extern const CheckRow check_rows[];
extern const size_t   check_n;

/* The first that does not hold is ST_INVALID. */
MUST_USE Status store_check_all(Store *s, Err *err);
MUST_USE Status store_check_db(Db *db, Err *err);

#endif
