/* joint.h - several issues that hit the same accounts: one loss, each issue's share of it, no euro counted twice.
 *
 * Method  As simulate.h, for k issues at once.  In a draw issue i takes q_i = -(exposure_i * effect_i * scale_i) of an account's chance to
 *         renew, at most all of it; scale is the account's own multiple of the average effect (value/taken.h), times one factor
 *         normal(1, doubt) for all accounts of the issue, not below 0.  All together leave
 *         prod(1 - q_i) of it, so that the account loses value * (1 - prod(1 - q_i)): less than the sum.
 *         With w_i = -log(1 - q_i) and W = sum w_i, issue i is charged value * w_i / W * (1 - exp(-W)): the Aumann-Shapley price, each
 *         issue growing from nothing to what it is at the same pace.  The charges add up to the loss, in every draw; with one
 *         issue the charge is the loss.  A draw in which an effect helps gives a negative charge.
 * Less    An issue may also change the chance that a renewal is for less: by r_i = exposure_i * less_i, of all decisions and not of the renewed alone, so
 *         that what is lost and what shrinks are two outcomes of one decision and may be added.  value * size * r_i is charged beside, size one share
 *         drawn of those that are given for the account; together at most what the losses leave (r scaled down), since what is lost cannot shrink.
 *         Drawn with numbers of their own: without `less` all is as it was.
 * Shape   in: value[n]; a, b, scale n by k, an issue's column after the other (a <= 0: never exposed); effect[k], se[k].
 *         out: charge draws by k, an issue's column after the other; shrunk: of it by renewals for less; total[draws]; of n by k.
 *         worth draws values with numbers of its own: all else is drawn as it is without.
 * Units   minor units; charges are losses, so positive.
 * Errors  as money_simulate(); ST_TOO_BIG also above JOINT_ISSUES_MAX.
 * Oracle  tests/num/t_joint.c: one issue against money_simulate(), draw for draw; closed forms with certain exposure; additivity.
 */
#ifndef TL_NUM_JOINT_H
#define TL_NUM_JOINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { JOINT_ISSUES_MAX = 200, JOINT_DRAWS = 4000 };

/* What is not drawn but held at its mean: to see how much of the interval each input makes. */
typedef enum JointHold { JOINT_HOLD_EFFECT = 1, JOINT_HOLD_EXPOSURE = 2, JOINT_HOLD_SCALE = 4, JOINT_HOLD_VALUE = 8 } JointHold;

typedef struct JointInput {
    const int64_t *value;
    double       (*worth)(const void *ctx, size_t account, Rng *r);   /* the value in one draw; NULL: `value`, which is else its mean */
    const void    *ctx;
    const double  *a, *b;
    const double  *scale;        /* n by k; NULL: 1 */
    const double  *doubt;        /* k: relative standard error of an issue's scales, shared by its accounts; NULL: 0 */
    size_t         n, k;
    const double  *effect, *se;
    const double  *less, *less_se; /* k: change of the chance to renew for less; NULL: none */
    const double  *size;         /* n_size shares of the value that go when it does; at least one where less is given */
    size_t         n_size;
    size_t         draws;        /* 0: JOINT_DRAWS */
    uint64_t       seed;
    unsigned       hold;         /* JointHold bits; 0: all are drawn */
} JointInput;

typedef struct Joint {
    size_t  draws;
    double *charge, *total;
    double *shrunk;              /* NULL without less */
    double *of;                  /* n by k: an account's mean charge of an issue; the issue's mean without the account is less by this */
} Joint;

MUST_USE Status joint_simulate(const JointInput *in, Arena *a, Joint *out, Err *err);

/* Mean and the quantiles at 2.5 and 97.5 % (type 7) of n draws, rounded half away from 0; the draws stay as they are. */
typedef struct Band {
    int64_t mean, low, high;
} Band;
Band   band_of(const double *draw, size_t n, Arena *scratch);
Band   band_between(const double *draw, size_t n, double low, double middle, double high, Arena *scratch);   /* the quantiles named, middle as mean */
double quantile_of(const double *sorted, size_t n, double p);

#endif
