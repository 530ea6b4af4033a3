/* book.h - the accounts' contracts as value sees them: yearly value, past windows, what comes up when.
 *
 * Contracts   An account may have several; each runs a year and comes up once in it.  Those with a decision to come in the data: all within a year of
 *             the first (what lies behind is the next round of the same).  Of deals beside these each renewed one that nothing carries on
 *             (num/follow.h), at its anniversary; one of which nothing was heard for fifteen months only when it is all that is left.
 * Monthly     contracts of which a quarter is decided at a time come up at each quarter's end: `amount` is a year's all the same, and due.h weighs the rounds.
 * Inactive    nothing runs on: the last decision was a loss, and link says of no other contract that it runs (d_decision_more.runs).  A loss of one
 *             contract of several leaves the account active with the others.
 */
#ifndef TL_VALUE_BOOK_H
#define TL_VALUE_BOOK_H

#include "store/store.h"

/* Contracts of one account that come up on one day. */
typedef struct Due {
    int64_t day, amount; /* a year, minor units */
    bool open;           /* in the data; else an anniversary */
    bool asked;          /* the amount is what will be asked (an open deal's), not what is paid now */
    int64_t months;      /* what is decided on the day: 3 of a contract that is renewed every month; 0: a year */
} Due;

typedef struct Contract {
    int64_t account;
    int64_t amount;  /* a year, minor units: of all its contracts */
    int64_t next;    /* day of the next decision; 0: none known */
    size_t  group;   /* 0 .. n_group - 1: accounts of one segment */
    int64_t windows; /* decisions made: past windows in which it could have been exposed */
    bool active;     /* something runs on */
    bool open;       /* next is a renewal in the data, not an anniversary */
    const Due *due;  /* n_due of them, by day; next and amount are the first's day and the sum */
    size_t  n_due;
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
