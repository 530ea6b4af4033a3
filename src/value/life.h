/* life.h - what each account will still bring: lifetime value, from contracts where there are any, else from purchases.
 *
 * Contracts  Each account that is still there: its yearly value x margin less its cost to serve, until its next decision for sure, after
 *            that year by year as long as it renews.  Chances are a shifted beta-geometric (num/lifetime.h) by segment, where a segment
 *            has LIFE_SEGMENT_LEAST decisions with LIFE_LOST_LEAST ends, else of all.  The period of a decision is the years since the
 *            account became a customer, or its number where nobody says since when; decisions before the data begin are not needed.
 * Purchases  Accounts without any decision that have invoices: BG/NBD for how often and whether still, gamma-gamma for how much.
 * Interval   Predictive: parameters are drawn, then each account's own life; so an account's interval says what may happen to it, and the
 *            total's is of the sums.  Money later is discounted; nothing beyond lifetime_years counts.
 * Doubt      Fewer than LIFE_LEAST accounts to learn from, nobody who left, or parameters that the data do not tell apart (a maximise.h
 *            warning): no figure, and the note says which.
 */
#ifndef TL_VALUE_LIFE_H
#define TL_VALUE_LIFE_H

#include "num/lifetime.h"

enum { LIFE_LEAST = 30, LIFE_LOST_LEAST = 10, LIFE_SEGMENT_LEAST = 150, LIFE_DRAWS = 400, LIFE_PERIODS = 60, LIFE_YEARS_MAX = 20 };

typedef struct LifeAssume {
    double   margin, rate, years;
    uint64_t seed;
} LifeAssume;

/* An account that is still there. */
typedef struct LifeContract {
    int64_t tenure;              /* periods completed */
    double  wait;                /* years until the next decision */
    double  revenue, serve;      /* minor units a year */
    int     group;               /* index of the fit */
} LifeContract;

typedef struct LifeBuyer {
    double repeats, last, seen;  /* years */
    double mean, serve;          /* minor units a purchase; a year */
} LifeBuyer;

typedef struct LifeValue {
    double alive, expected;      /* chance to be there still; years, or purchases, to come on average */
    double value, low, high;
} LifeValue;

typedef struct LifeTotal {
    double value, low, high;
} LifeTotal;

/* Counts of a segment's decisions by period: at_risk[t-1], ended[t-1]. */
typedef struct LifeTable {
    double at_risk[LIFE_PERIODS], ended[LIFE_PERIODS];
} LifeTable;

/* ST_NUMERIC with the reason when the data tell nothing. */
MUST_USE Status life_fit(const LifeTable *t, LifetimeFit *out, Err *err);
void life_contracts(const LifeContract *at, size_t n, const LifetimeFit *fit, const LifeAssume *as, Arena *a, LifeValue *out, LifeTotal *total);

MUST_USE Status life_fit_buyers(const LifeBuyer *at, size_t n, Arena *a, LifetimeFit *buys, LifetimeFit *spend, Err *err);
void life_buyers(const LifeBuyer *at, size_t n, const LifetimeFit *buys, const LifetimeFit *spend, const LifeAssume *as, Arena *a, LifeValue *out, LifeTotal *total);

#endif
