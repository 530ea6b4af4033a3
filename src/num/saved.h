/* saved.h - what an action saved: money of accounts it reached against accounts it did not, before and after.
 *
 * Why     did.h compares each account with itself and so leaves out those without data on both sides; money must not: who left is where the money went.
 * Method  Rows of amount y over a base w fall into four cells (reached or not, before or after); R = sum y / sum w of a cell.
 *             effect = (R reached, after - R reached, before) - (R others, after - R others, before)
 *             money  = effect x sum of w over reached, after
 *         What y and w are makes the kind of comparison: w = 1 an account: so much each; w = what the account was billed before, on both
 *         sides: parallel growth; a row a renewal decision, w its amount, y what of it was kept: parallel shares.
 *         Error: jackknife by account (left out of all its cells at once), (m - 1)/m sum (R(-i) - R)^2 in each of the two groups, which are
 *         independent.  Welch-Satterthwaite degrees of freedom; a group's own are those of as many equal accounts as its bases amount to, (sum w)^2 /
 *         sum w^2 of the poorer cell, less one: ten big customers and a thousand small ones are not a thousand and ten.
 *         share: y lies within 0..w.  A cell in which all or nothing was kept has no spread; it gets q (1 - q)/g with q = 1/(g + 2), g its equal accounts.
 * p       Without any spread: 1 where there is no effect, else 0.
 * Looks   A single look's interval: no verdict rests on it.
 * Shape   in: rows by unit (rows of one unit together, `treated` the same in all); rows with w <= 0 are passed over.
 * Units   effect: of y/w; money: of y.
 * Errors  ST_INVALID: not finite, rows of one unit apart.  Fewer than SAVED_LEAST accounts in a cell: too_few, figures NaN.
 * Oracle  tests/num/t_saved.c: by hand; a jackknife that leaves each account out and begins anew; coverage by simulation of skewed companies that leave.
 */
#ifndef TL_NUM_SAVED_H
#define TL_NUM_SAVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { SAVED_LEAST = 10 };

typedef struct SavedInput {
    const int64_t *unit;
    const uint8_t *treated, *after;
    const double  *y, *w;
    size_t         rows;
    bool           share;
    double         level;        /* 0: 0.95 */
} SavedInput;

typedef struct Saved {
    bool   too_few;
    double effect, se, df, low, high, p;
    double money, money_low, money_high;
    double base;                                            /* sum of w, reached, after */
    double before, after, other_before, other_after;        /* R of the cells */
    size_t n_treated, n_control;                            /* accounts in any cell of the group */
} Saved;

MUST_USE Status saved_estimate(const SavedInput *in, Arena *a, Saved *out, Err *err);

#endif
