/* age.h - one question: are the figures made, and are they older than the data?
 *
 * Figures are made when somebody ran the stages: the listen stage, and each increment of live records, notes the last file it knew of
 * (summary 'heard_file'); books of earlier versions, which noted none, have accounts.  Files with kept rows that came after that file are
 * in the book and in no figure; in a book without figures that is all of them.  Invoices wait for their tie-out until the ledger is made,
 * which is the work of a later stage.
 */
#ifndef TL_REPORT_AGE_H
#define TL_REPORT_AGE_H

#include "store/store.h"

typedef struct BookAge {
    bool    made;         /* there are figures */
    int64_t files;        /* that are in none */
    int64_t invoices;     /* that no ledger was made of yet */
} BookAge;

MUST_USE Status book_age(Store *s, BookAge *out, Err *err);

#endif
