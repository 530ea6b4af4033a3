/* did.h - did an action work: accounts it reached against accounts it did not, before and after.
 *
 * Method  y = x/n of an account before and after `start` (sums over periods).  d = after - before,
 *         weight w = n_before n_after / (n_before + n_after): the account is its own comparison,
 *         so a shift of volume between accounts is no effect.  estimate = weighted mean of d over
 *         treated accounts minus that over comparison accounts.  Error from the spread of d
 *         between accounts, m/(m-1) in each group; Welch-Satterthwaite degrees of freedom.
 *         Pre-trend: periods before start are cut into up to 5 blocks; in each but the last, the
 *         difference between the groups of the accounts' deviations from their own level before;
 *         all zero is tested jointly (Hotelling's T2 with the degrees of freedom above).
 *         Regression to the mean: where the action went to accounts that happened to do badly,
 *         d flatters it.  Second estimate, ANCOVA: d on treated and level before (weighted least
 *         squares, HC1 errors).  Where the two groups started apart and only the first estimate
 *         shows an effect, DID_REGRESSION is set and the verdict is not "worked".
 *         Smallest effect one could have seen with power 0.8: (t(1-alpha/2) + t(0.8)) se.
 * Verdict WORKED: interval beyond zero in the wanted direction, pre-trend tested with p >= 0.05,
 *         and no DID_REGRESSION.  Else DID_NOT: the interval excludes the wanted effect (all of
 *         it lies on the poor side).  Else CANNOT_TELL.
 * Shape   in: one row per account and period, in any order (several are added up); mask use[rows]
 *         or NULL leaves rows out, such as accounts no fair comparison.  out: one Did.
 * Units   estimate and wanted: those of x/n, wanted with its sign (-0.05: five points fewer).
 * Errors  ST_INVALID: treated not constant within an account, n < 0, values not finite, wanted 0.
 *         Fewer than two accounts in a group with data before and after: verdict CANNOT_TELL,
 *         too_few, figures NaN.
 * Oracle  tests/num/t_did.c: R's t.test and lm with sandwich run live, LaLonde's trial, coverage,
 *         level of the pre-trend test and regression to the mean by simulation.
 */
#ifndef TL_NUM_DID_H
#define TL_NUM_DID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum { DID_LEADS_MAX = 4 };

typedef enum DidVerdict { DID_CANNOT_TELL, DID_WORKED, DID_DID_NOT } DidVerdict;

typedef enum DidWarning {
    DID_FEW_UNITS = 1,       /* fewer than 10 accounts in a group */
    DID_PRETREND = 2,        /* the groups were already drifting apart: p < 0.05 */
    DID_NO_PRETEST = 4,      /* one period before, or too few accounts to test */
    DID_UNLIKE = 8,          /* levels before differ by more than half a standard deviation */
    DID_REGRESSION = 16,     /* the effect may be regression to the mean */
    DID_DROPPED = 32,        /* accounts without data on both sides were left out */
} DidWarning;

typedef struct DidInput {
    const int64_t *unit, *period;
    const double  *x, *n;        /* events and trials, or sum and count */
    const uint8_t *treated;      /* of the account */
    const uint8_t *use;          /* NULL: all rows */
    size_t         rows;
    int64_t        start;        /* the first period after */
    double         wanted;       /* smallest effect worth having, with sign */
    double         level;        /* 0: 0.95 */
} DidInput;

typedef struct Did {
    bool       too_few;
    DidVerdict verdict;
    double     estimate, low, high, se, df, p;
    double     treated_before, treated_after, control_before, control_after;  /* weighted by w */
    double     ancova, ancova_low, ancova_high;
    double     detectable;                 /* smallest effect seen with power 0.8 */
    size_t     n_leads;
    int64_t    lead_from[DID_LEADS_MAX];   /* first period of the block */
    double     lead[DID_LEADS_MAX], lead_se[DID_LEADS_MAX];
    double     pretrend_p;                 /* NaN: not testable */
    size_t     units_treated, units_control, units_dropped, periods_before, periods_after;
    double     trials;
    unsigned   warnings;                   /* DidWarning bits */
    const char *method;                    /* static text */
} Did;

MUST_USE Status did_estimate(const DidInput *in, Arena *a, Did *out, Err *err);

#endif
