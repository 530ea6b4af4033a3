/* due.h - what contracts will be worth when they come up, and when that is: the book's own past, drawn.
 *
 * Ratios     of past renewals, the yearly amount kept over the one before; of accounts with nothing else beside, so that what is sold on top elsewhere is
 *            no price.  At most RATIO_MOST.  An open deal says what will be asked: of it the ratio to the mean is drawn, the spread alone.
 * Slips      of past renewals, days from the anniversary of the one they carry on (num/follow.h).  A decision slips as one of them did, never to before
 *            today; of an open deal, whose date is a plan already, what differs from the mean.
 * Less       of past renewals for less (link's ending "reduced"), the share of the yearly amount that went, all contracts of the account together.
 * Rounds     a contract comes up every year.  With p the account's chance to renew, as things are, and q what issues take of it, round k is lost to them with the
 *            chance (p + q)^k - p^k = k q (p + q/2)^(k-1), but for terms of the third order in q: so round k weighs k (p + q/2)^(k-1), and round 1 is 1.
 * Monthly    a contract of which a quarter is decided comes up every quarter with a quarter of its yearly amount: of rounds at r1, r2, ... within the year the
 *            money of round k is lost with the chance above.  Its amounts and days stand as they are: ratios and slips are of contracts of a year.
 * Few        below DUE_LEAST of either none is drawn: the amount stands as it is, and the day as it is.
 * Draws      due_draw() has its own numbers (joint.h), so that what else is drawn stays as it was.
 * Oracle     tests/value/t_due.c: closed forms of mean and deviation by hand, and pools from planted decisions.
 */
#ifndef TL_VALUE_DUE_H
#define TL_VALUE_DUE_H

#include "num/rng.h"
#include "value/book.h"

enum { DUE_LEAST = 20 };
#define RATIO_MOST 3.0

typedef struct Renewals {
    double  *ratio, mean;        /* ascending; mean: of them */
    int64_t *slip, usual;        /* ascending; usual: their mean, in whole days */
    size_t   n_ratio, n_slip;    /* 0: too few */
    double  *less, less_mean;    /* ascending; mean: of them */
    size_t   n_less;             /* 0: none was */
} Renewals;

MUST_USE Status renewals_load(Store *s, Arena *a, Renewals *out, Err *err);

typedef struct DueInput {
    const Renewals *renewals;
    int64_t as_of, until;        /* first and last day that counts */
} DueInput;

/* Minor units that come up by `until`; stay: (p + q/2) of the account. */
double due_draw(const DueInput *in, const Contract *c, double stay, Rng *r);
double due_mean(const DueInput *in, const Contract *c, double stay);

#endif
