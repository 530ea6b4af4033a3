/* cox_in.h - what the parts of Cox's regression share: rows in order, and one sweep over the sets at risk.
 *
 * Rows are numbered anew: by stratum, then by time from late to early, events of a time together.  `late` lists the
 * same rows by stratum and entry from late to early: going down in time, rows join at their end and leave at their
 * entry.  A moment is one distinct event time of a stratum.  Efron: of its d events, the k-th (k = 0 .. d-1) is compared
 * with a set at risk from which the share k/d of the events is gone: den_k = S0 - k/d D0.
 */
#ifndef TL_NUM_COX_IN_H
#define TL_NUM_COX_IN_H

#include <stdbool.h>

#include "num/cox.h"
#include "num/frame.h"

typedef struct CoxMoment {
    double time;
    size_t stratum;          /* number of it */
    size_t first, n_event;   /* its events are rows first .. first + n_event - 1 */
    double h, hk;            /* mean weight of its events times sums over k: 1/den, (1 - k/d)/den */
    double a, b, c;          /* the same of 1/den^2, (k/d)/den^2, (k/d)^2/den^2 */
    double m0, m1;           /* means over k of 1/den, (k/d)/den */
} CoxMoment;

typedef struct CoxRows {
    const CoxInput *in;
    Frame    f;              /* of the rows in the new order; z[i*k] = 1 first */
    size_t  *row;            /* new number -> row of the input */
    size_t  *late;
    double  *time, *entry, *w;
    uint8_t *event;
    size_t  *stratum, n_stratum;
    size_t   n, k;           /* k columns, the constant left out */
    CoxMoment *moment;
    size_t   n_moment;
    double  *eta, *risk;     /* risk = w exp(eta) */
    double  *lived;          /* per row: sum of the moments' h it lived through (hk for its own) */
} CoxRows;

MUST_USE Status cox_rows(const CoxInput *in, Arena *a, CoxRows *out, Err *err);

/* Log likelihood at eta; with grad and info (lower triangle, k by k) when not NULL.  Fills moments and lived. */
double cox_likelihood(CoxRows *r, double *grad, double *info, Arena *scratch);

/* Score residuals (n by k, rows in the new order), for the eta last given to cox_likelihood(). */
void cox_scores(const CoxRows *r, double *score, Arena *scratch);

double cox_concordance(const CoxRows *r, Arena *scratch);

static inline const double *cox_z(const CoxRows *r, size_t i) { return r->f.z + i * (r->k + 1) + 1; }

#endif
