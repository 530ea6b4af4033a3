/* check.h - what must hold in every book, whatever was imported: each row a question whose answer is how often it does not.
 *
 * References lead somewhere, a record is in force once, rows in are rows kept, unchanged or set aside, and what is stored of a file
 * is what its line says; money of the ledger's parts and of derived tables is that of the facts; decisions can be read.  A stage's
 * results are compared with a rebuild by `check --deep` (src/app/cmd_check.c), which needs the stages.
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
