/* coins.h - yearly amounts of contracts in the book's currency, and what is left out for want of a rate.
 *
 * Rate       of the decision's day, or of the day asked about: the last one on or before it (store/rate.h).  A decision to come has the last one known.
 * Left out   an amount without a rate counts as nothing, and is told: coins_write() puts how many decisions (decisions_foreign), how many accounts have
 *            contracts that come up or run without a rate (foreign_accounts), and what these are worth a year by currency (foreign_amounts: code and
 *            minor units, "USD 1200000 GBP 400").  Of an account that has none to come in the data the last one renewed counts.
 */
#ifndef TL_LINK_COINS_H
#define TL_LINK_COINS_H

#include "store/rate.h"

typedef struct Left {
    int64_t account, day, amount;
    Str     currency;
    int     renewed;                 /* 1, 0, or -1: to come */
} Left;

typedef struct Coins {
    Str    ours;
    Rates  rates;
    Arena *a;
    Left  *left;
    size_t n, cap;
} Coins;

MUST_USE Status coins_load(Store *s, Arena *a, Coins *out, Err *err);
/* The amount of column `col`, `times` over, by the rate of the day; no currency is ours.  false: no rate, and *out is 0. */
bool coins_of(const Coins *c, const Table *t, const char *col, size_t r, int64_t times, int64_t day, int64_t *out);
/* A decision without a rate. */
void coins_leave(Coins *c, const Table *t, const char *col, size_t r, int64_t times, int64_t day, int renewed);
MUST_USE Status coins_write(Store *s, Coins *c, Err *err);

#endif
