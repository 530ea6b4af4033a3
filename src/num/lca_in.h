/* lca_in.h - EM for lca.c: data folded to different rows, and one climb from one start.  Only for src/num/lca*.c. */
#ifndef TL_NUM_LCA_IN_H
#define TL_NUM_LCA_IN_H

#include "num/lca.h"

typedef struct LcaData {
    size_t    n, items, cols;      /* n different rows; cols: of all items, without the one for "missing" */
    uint16_t *col;                 /* n by items; `cols` where missing */
    double   *w;                   /* how often each row is there */
    size_t   *of;                  /* original row -> different row */
    size_t   *off, *levels;
    double   *mean;                /* by column: its share over everybody who has the item */
    uint16_t *usual;               /* by item: the column of its commonest level */
    uint16_t *odd;                 /* of each different row the columns that are not the usual ones; item j missing is cols + j */
    size_t   *odd_from;            /* n + 1 places in odd */
    double    total;
} LcaData;

typedef struct LcaTheta {          /* share[K], then p[cols][kp]: the classes of a column side by side */
    double *share, *p;
    double  loglik;
    size_t  steps;
} LcaTheta;

MUST_USE Status lca_data(const LcaInput *in, Arena *a, LcaData *out, Err *err);
size_t lca_pad(size_t classes);
LcaTheta lca_theta(const LcaData *d, size_t classes, Arena *a);
void lca_start(const LcaData *d, size_t classes, Rng *r, LcaTheta *t);
typedef struct LcaClimb {
    double prior, gain;            /* steps that gain less have arrived */
} LcaClimb;
void lca_climb(const LcaData *d, const double *w, size_t classes, LcaClimb how, LcaTheta *t, Arena *scratch);
/* Posteriors of the different rows, n by classes; gives the log-likelihood. */
double lca_posterior(const LcaData *d, size_t classes, const LcaTheta *t, double *out, Arena *scratch);

#endif
