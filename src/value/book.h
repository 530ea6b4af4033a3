/* book.h - the accounts' contracts as value sees them: yearly value, past windows, next decision.
 * */
#ifndef TL_VALUE_BOOK_H
#define TL_VALUE_BOOK_H

#include "store/store.h"

typedef struct Contract {
    int64_t account;
    int64_t amount;  /* a year, minor units: of the open decision, else of the last renewed one */
    int64_t next;    /* day of the next decision; 0: none known */
    size_t  group;   /* 0 .. n_group - 1: accounts of one segment */
    int64_t windows; /* decisions made: past windows in which it could have been exposed */
    bool active;     /* not lost */
    bool open;       /* next is a renewal in the data, not an anniversary */
} Contract;

typedef struct Contracts {
    Contract *at; /* by account id */
    size_t n, n_group;
} Contracts;

MUST_USE Status contracts_load(Store *s, int64_t as_of, Arena *a, Contracts *out, Err *err);
Contract *contract_of(const Contracts *c, int64_t account); /* NULL when it has none */

/* Shares of accounts, and of their value, that answered a survey in the last year. */
MUST_USE Status coverage_write(Store *s, int64_t as_of, const Contracts *c, Arena *a, Err *err);

/* The tie-out of revenue (ledger.c, doc/methods/ledger.md): d_ledger, d_ledger_part, d_ledger_row.  The totals are of
 * the book's currency. */
MUST_USE Status ledger_write(Store *s, int64_t *invoiced, int64_t *matched, Arena *a, Err *err);

#endif
