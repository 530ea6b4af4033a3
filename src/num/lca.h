/* lca.h - latent classes: groups of customers whose yes and no go together.
 *
 * A customer either holds an expectation or does not; there are many, and customers who hold one tend to hold certain others.
 * Latent class analysis says how many groups explain that, how large they are, and how surely each customer belongs to one.
 *
 * Method  Items j of 2 or more levels are independent within a class (Lazarsfeld & Henry 1968; Goodman 1974):
 *             P(y) = sum over k of share[k] * product over j of p[k][j][y_j]
 *         fitted by EM (Dempster, Laird & Rubin 1977), each three steps extrapolated (SQUAREM, Varadhan & Roland 2008) and
 *         taken back when the likelihood falls.  A missing item is left out of the product.  `prior` adds so many observations
 *         a class and item, spread as the item is over everybody: 0 is maximum likelihood.
 *         Local maxima: random starts until the best likelihood was met `repeats` times (within 1e-4), at least
 *         starts_min and at most starts_max of them; `repeated` says how often it was, so that a reader can doubt.
 *         lca_choose fits 1 to classes_max classes and takes the fewest whose BIC = -2 LL + d ln n, d = (K-1) + K sum(levels-1), is within LCA_BARE of
 *         the least: less than that is no evidence for one more class (Kass & Raftery, JASA 90, 1995).
 *         Below LCA_ROWS_MIN rows nothing is fitted; below LCA_ROWS_SURE at most LCA_FEW_CLASSES classes, and the answer is a hypothesis.
 *         lca_bootstrap draws rows with replacement, fits again (from the solution and from LCA_BOOT_STARTS random starts), numbers classes
 *         by the largest overlap on the original rows: percentile intervals of shares, and as stability the mean adjusted Rand
 *         index between both assignments of the original rows.
 *         Classes are numbered by falling share.
 * Shape   in: y row-major, n by items, values below levels[j] (NULL: all 2) or LCA_MISSING; out: p[(k * cols) + off[j] + v].
 * Units   shares and probabilities as fractions; log-likelihood in nats.  entropy: 1 - mean entropy / ln K; 1 is certain, K=1 gives 1.
 * Errors  ST_INVALID: a value at or above its levels, no items, more than LCA_CLASSES classes.
 * Oracle  tests/num/t_lca.c: poLCA's published figures on seven pathologists' slides (Agresti 2002, table 13.1), planted classes,
 *         a second slow computation of the likelihood.
 */
#ifndef TL_NUM_LCA_H
#define TL_NUM_LCA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "num/rng.h"

enum { LCA_CLASSES = 8, LCA_MISSING = 255, LCA_ROWS_MIN = 30, LCA_ROWS_SURE = 50, LCA_FEW_CLASSES = 3, LCA_BARE = 2, LCA_BOOT_STARTS = 2 };

typedef struct LcaInput {
    const uint8_t *y;
    const uint8_t *levels;
    size_t         n, items;
} LcaInput;

typedef struct LcaOptions {
    size_t classes;                    /* of lca_fit; the most that lca_choose tries */
    size_t starts_min, starts_max, repeats; /* 0: 10, 200, 5 */
    double prior;
} LcaOptions;

typedef struct LcaFit {
    size_t  classes, items, cols, n;
    double *share;                     /* by class */
    double *p;                         /* class by column */
    size_t *off;                       /* first column of each item */
    double *posterior;                 /* n by class */
    size_t *modal;                     /* the likeliest class of each row; the first on a tie */
    double  loglik, aic, bic, entropy;
    size_t  parameters, starts, repeated, steps;
    bool    settled;                   /* the best was met `repeats` times */
} LcaFit;

typedef struct LcaChoice {
    bool    too_few, hypothesis;
    size_t  tried;                     /* fits at [0] for one class and on */
    LcaFit *fit;
    size_t  best;                      /* index of the one taken */
} LcaChoice;

typedef struct LcaBoot {
    double *low, *high;                /* of the shares, 95 % */
    double  stability;                 /* mean adjusted Rand index */
    size_t  times;
} LcaBoot;

MUST_USE Status lca_fit(const LcaInput *in, const LcaOptions *o, Rng *r, Arena *a, LcaFit *out, Err *err);
MUST_USE Status lca_choose(const LcaInput *in, const LcaOptions *o, Rng *r, Arena *a, LcaChoice *out, Err *err);
MUST_USE Status lca_bootstrap(const LcaInput *in, const LcaOptions *o, const LcaFit *fit, size_t times, Rng *r, Arena *a, LcaBoot *out, Err *err);

/* How far two groupings of the same n agree beyond chance (Hubert & Arabie 1985): 1 the same, about 0 by chance; both of one
 * group each: 1.  Groups are numbered below LCA_GROUPS. */
enum { LCA_GROUPS = 64 };
double adjusted_rand(const size_t *x, const size_t *y, size_t n);

#endif
