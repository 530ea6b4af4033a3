/* place.h - did an action given to places work: did.h's comparison, with what a place and its past add to the doubt.
 *
 * Why     A test whether the groups drifted apart before refuses a fixed share of sound actions whatever n, and passes real
 *         drifts where data are few.  So there is no such test here.  What the past shows is estimated, taken off where it
 *         predicts, and added to the error; what it cannot show is bounded.
 * Method  1. did.h on the periods before and at most `horizon` periods after: estimate, variance A between accounts.
 *         2. Shocks: share x/n of a place in a period, less its own level (before, after) and less the month's deviation in
 *            the comparison places; their spread beyond sampling gives the variance of a place-period shock (moments).
 *            Places: the spread of the comparison places' own changes beyond sampling (DerSimonian-Laird): what happens to
 *            a place over the same time with no action.  The larger of the two gives variance P.
 *         3. Drift: slopes before of all places; the spread of slopes beyond sampling says how far places drift here, and so
 *            what part of the treated slope is to be believed (empirical Bayes); one of two errors or more
 *            that flatters the action speaks for itself (one that belittles it earns it nothing).  That part, carried on from the middle of
 *            the periods before to the middle of those after, is taken off; its uncertainty is variance D.  `straight`: the
 *            estimate had all of the treated slope gone on.
 *         4. Interval: estimate -+ c/sqrt(t) sqrt(A + P + D), through Student's t with Satterthwaite's degrees of freedom;
 *            t the share of the information at `horizon` that is there, 4 (1 - Phi(c)) = (1 - level)/family (look.h): it holds
 *            however often one looks.  family: so many actions are judged together (Bonferroni).
 *         5. Departure: the periods before in up to four blocks of about a quarter; d_b: how far the groups' difference in a
 *            block lay from its mean before.  The effect must survive a departure after the start of M times the largest
 *            d_b (Rambachan and Roth's relative magnitudes, block means).  The null "|departure| <= M |d_b| for some b" is a
 *            union, so each part is tested one-sided at 5 % and all must be rejected: `departure` is the largest such M.
 * Verdict WORKED: the interval, moved by the luck that regression to the mean can bring (se^2 / distance of the levels
 *         before, where these differ by half a standard deviation), lies beyond zero, departure >= `departure`, and so does `straight`.
 *         Else DID_NOT: the interval excludes `wanted`.  Else CANNOT_TELL, with `more_periods` after which `wanted` would be
 *         seen with power 0.8, or, where that lies beyond `horizon`, `more_units`: so many times the accounts are needed.
 * Shape   in: as did.h, and the place of each row (constant within an account).
 * Units   as did.h.
 * Errors  as did.h.  Fewer than three comparison places, or four periods before: no place variance, no drift (said by 0).
 * Oracle  tests/num/t_place.c: coverage and false alarms by simulation with and without shocks and drifts, weekly looks,
 *         planted variance components; with one place a side and one period each the estimate is did.h's.
 */
#ifndef TL_NUM_PLACE_H
#define TL_NUM_PLACE_H

#include "num/did.h"

typedef struct PlaceInput {
    DidInput did;                /* level 0: 0.95 */
    const int64_t *place;
    int64_t  horizon;            /* periods after the start in which the verdict is made; 0: 12 */
    double   departure;          /* the M that "worked" needs; 0: 1 */
    size_t   family;             /* actions judged together; 0: 1 */
} PlaceInput;

typedef struct Place {
    Did        did;              /* accounts alone; its verdict is not used */
    DidVerdict verdict;
    double     estimate, se, df, low, high;
    double     p;                /* valid at any time, not yet times family */
    double     bound;            /* standard errors to a side of the interval */
    double     information;      /* share of what the horizon will bring, 0..1 */
    double     v_account, v_place, v_drift;
    double     place_df;         /* of v_place */
    double     shock, shock_p;   /* sd of a place-period; p of "there is none" */
    double     change;           /* sd between comparison places' changes */
    double     slope, slope_part, drift;  /* treated a period; part believed; taken off */
    double     straight;         /* the estimate less all of the slope; NaN: fewer than four periods before */
    double     luck;             /* what regression to the mean can bring */
    double     departure, largest;        /* M it survives (at most 9); the largest seen before */
    double     more_periods, more_units;  /* NaN: not asked for */
    size_t     places_treated, places_control;
} Place;

MUST_USE Status place_estimate(const PlaceInput *in, Arena *a, Place *out, Err *err);

#endif
