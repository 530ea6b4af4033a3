/* nmf.h - a sparse matrix of documents by terms as a product of two thin non-negative ones.
 *
 * Method  X ~ W H': start by NNDSVD (Boutsidis & Gallopoulos, Pattern Recognition 41, 2008)
 *         from a truncated SVD found by subspace iteration (Halko, Martinsson & Tropp, SIAM
 *         Review 53, 2011) with a fixed pseudo-random start; then rounds of HALS coordinate
 *         descent (Cichocki & Phan, IEICE E92-A, 2009) until the loss falls by less than
 *         NMF_TOLERANCE of itself in a round, at most `rounds`.  Deterministic.
 * Shape   X n by m in compressed rows; W n by k and H m by k, both row by row.
 * Errors  none: an empty or rank-deficient matrix gives zero columns.
 * Oracle  tests/text/t_theme.c: an exact product is recovered.
 */
#ifndef TL_TEXT_NMF_H
#define TL_TEXT_NMF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Sparse {
    size_t    n, m;
    size_t   *start;      /* n + 1 */
    uint32_t *col;
    double   *val;
} Sparse;

typedef struct Svd {
    size_t  k;
    double *u, *v, *s;    /* n by k, m by k, row by row; singular values falling */
} Svd;

typedef struct Nmf {
    size_t  k;
    double *w, *h;
    double  loss;         /* squared, relative to that of X */
    int     rounds;
} Nmf;

enum { NMF_MAX = 128 };       /* factors */
#define NMF_TOLERANCE 2e-4

void nmf_svd(const Sparse *x, size_t k, Arena *a, Svd *out);
void nmf_fit(const Sparse *x, const Svd *svd, size_t k, int rounds, Arena *a,
             Nmf *out); /* k <= svd->k */

#endif
