/* svm.h - linear classifiers on many sparse columns: support vector machines, one class against the rest.
 *
 * Method  L2-regularised, squared hinge: min over w of |w|^2 / 2 + sum_i c_i max(0, 1 - y_i w'x_i)^2, by dual coordinate
 *         descent (Hsieh, Chang, Lin, Keerthi & Sundararajan, ICML 2008).  Rows are visited in an order drawn anew each
 *         round from `seed`.  There is no intercept: give a column of ones where one is wanted; it is shrunk as all are.
 * Shape   rows: compressed sparse rows; y: +1 or -1, 0 leaves the row out; cost: c_i > 0 by row.  w: `dim` doubles, out.
 * Units   w'x is a margin, of no unit; platt_fit() turns margins into probabilities.
 * Errors  ST_INVALID when no row is left in, or only one side of y is there.  Rounds running out is no error: see `gap`.
 * Oracle  tests/num/t_svm.c: the duality gap, which bounds how far the loss is from its least whatever the method;
 *         a closed form of one column; a dense Newton descent on the primal.  ./bench text: liblinear on the same rows.
 *
 * Deterministic: one thread, fixed order of sums.
 */
#ifndef TL_NUM_SVM_H
#define TL_NUM_SVM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct SparseRows {
    const size_t   *start;      /* n + 1; row i is [start[i], start[i + 1]) */
    const uint32_t *col;        /* below dim; no column twice in a row */
    const float    *value;
    size_t          n;
    uint32_t        dim;
} SparseRows;

typedef struct SvmOptions {
    double   tolerance;         /* of the projected gradient's spread; 0: 0.1 */
    unsigned rounds_max;        /* 0: 200 */
    uint64_t seed;
} SvmOptions;

typedef struct SvmFit {
    size_t   n, support;        /* rows in, rows with a share in w */
    double   loss;              /* the primal at w */
    double   gap;               /* loss less the dual: at least how near the least is */
    unsigned rounds;
} SvmFit;

MUST_USE Status svm_fit(const SparseRows *rows, const int8_t *y, const double *cost, const SvmOptions *o, Arena *scratch,
                           double *w, SvmFit *out, Err *err);
double svm_margin(const SparseRows *rows, size_t row, const double *w);

/* P(y = 1 | margin) = 1 / (1 + exp(slope * margin + offset)), fitted by Newton's method on targets that are drawn in a
 * little (Platt 1999, as corrected by Lin, Lin & Weng 2007), so that few rows give no certainty.  y: +1 or -1. */
typedef struct Platt {
    double slope, offset;
} Platt;

Platt  platt_fit(const double *margin, const int8_t *y, size_t n);
double platt_p(Platt p, double margin);

#endif
