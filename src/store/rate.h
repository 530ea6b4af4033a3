/* rate.h - money in another currency, by the dated rates in the book; exact.
 *
 * Rate       of a pair on a day: the last one on or before it, as "one unit of base is so many of quote"; the same
 *            pair the other way round; else through the one currency in the middle for which both are
 *            known (of several the first by its code).  A pair that has a rate of its own never goes round.
 * Never      a rate of a later day, or a guess: without one the answer is RATE_MISSING.
 * Exact      rates are decimals (digits and a power of ten), amounts integers of minor units; one rounding, half
 *            away from zero, at the end.  What does not fit 126 bits on the way is RATE_TOO_LARGE.
 * Memory     rates_load() fills arrays in the arena; the same Rates may be asked from several threads.
 */
#ifndef TL_STORE_RATE_H
#define TL_STORE_RATE_H

#include "store/store.h"

typedef struct RateDay {
    int64_t day, digits;          /* rate = digits / 10^places */
    int     places;
} RateDay;

typedef struct RatePair {
    Str      base, quote;
    RateDay *at;                  /* by day */
    size_t   n;
} RatePair;

typedef struct Rates {
    RatePair *pair;               /* by base, then quote */
    size_t    n, unread;          /* rows whose rate is no positive decimal */
} Rates;

typedef enum RateFate { RATE_FOUND, RATE_MISSING, RATE_TOO_LARGE } RateFate;

MUST_USE Status rates_load(Store *s, Arena *a, Rates *out, Err *err);

/* Rates out of columns: rows by base, quote, day. */
void rates_take(const Table *rows, Arena *a, Rates *out);

RateFate rate_convert(const Rates *r, int64_t day, Str from, Str to, int64_t amount, int64_t *out);

#endif
