/* nothing.h - the cost of doing nothing, of all issues that harm at once.
 *
 * Every account puts the yearly value of all its contracts that come up within the horizon at stake; with all of them it is exposed at once.
 * An issue may also make renewals shrink (Harm.less): the share that goes is drawn from past renewals for less, and both add up to at most the value.
 * What they will be worth and when they come up is drawn from past renewals (due.h).  How often it was exposed in its own past windows,
 * PRIOR_WINDOWS more at everybody's rate, gives its Beta for each issue; num/joint.h draws and charges.  The draws are kept
 * (d_issue_draw): what an option prevents is a share of the same draws.  Accounts go in sorted by value and history, so that
 * the order of files does not matter.
 */
#ifndef TL_VALUE_NOTHING_H
#define TL_VALUE_NOTHING_H

#include "num/joint.h"
#include "value/due.h"

typedef struct Harm {
    int64_t issue;
    double  effect, se;
    double *hits;                /* past windows in which the contract's account was exposed */
    bool   *now;                 /* and in the one that ends today */
    double *scale;               /* what it takes of the account's chance, as a multiple of the average (value/taken.h); NULL: 1 */
    double  doubt;               /* relative standard error of the scales */
    double  less, less_se;       /* change of the chance to renew for less, of all decisions; 0: none is told */
} Harm;

typedef struct NothingInput {
    const Contracts *contracts;
    const Harm      *harm;
    size_t           n;
    int64_t          as_of;
    double           horizon;
    uint64_t         seed;
    const Renewals  *renewals;   /* amounts and days are drawn; NULL: they are known */
    const double    *stay;       /* by contract, its account's chance to renew; NULL: 1 */
} NothingInput;

/* How sure one issue's money is, what its interval is made of, and what it rests on. */
typedef enum NothingInputKind { NOTHING_EFFECT, NOTHING_EXPOSURE, NOTHING_CHANCES, NOTHING_VALUES, NOTHING_KINDS } NothingInputKind;

typedef struct NothingPart {
    double  any;                 /* share of draws with a cost */
    Band    shrunk;              /* of the cost, what renewals for less take; 0 where none is told */
    Band    futures;             /* mean: half of the draws cost more; low: nine of ten; high: one of ten */
    Band    only[NOTHING_KINDS]; /* with this alone drawn, the others at their means */
    int64_t account;             /* whose money weighs most, and the mean cost it makes */
    double  of_account;
} NothingPart;

typedef struct Nothing {
    size_t        draws;         /* 0: no harm, or nothing at stake */
    const double *charge;        /* draws by n */
    Band         *band;          /* n */
    NothingPart  *part;          /* n */
    Band          joint;
    bool          drawn;         /* values were: their part is told */
    double        size;          /* mean share that goes where a renewal is for less; 0: none is told */
} Nothing;

MUST_USE Status nothing_simulate(const NothingInput *in, Arena *a, Nothing *out, Err *err);
MUST_USE Status nothing_write(Store *s, const Harm *h, size_t n, const Nothing *what, Arena *a, Err *err);   /* d_issue_draw, d_value_part, cost_joint* */

#endif
