/* kappa.h - agreement of two coders beyond chance.
 *
 * Method  Cohen's kappa (p_o - p_e) / (1 - p_e) (Educational and Psychological Measurement 20, 1960), its standard error for an interval by
 *         Fleiss, Cohen & Everitt (Psychological Bulletin 72, 1969), interval by the normal distribution, cut to -1..1.
 * Shape   one[n], other[n]: categories as any numbers, one row a thing coded.
 * Errors  kappa NAN with no row, or when both use one category only (chance alone agrees wholly).
 * Oracle  tests/num/t_kappa.c: statsmodels' and a naive second reckoning; the worked table of doc/methods/themes.md.
 */
#ifndef TL_NUM_KAPPA_H
#define TL_NUM_KAPPA_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Kappa {
    size_t n, same;
    double kappa, se, low, high;
} Kappa;

Kappa kappa_of(const int64_t *one, const int64_t *other, size_t n, Arena *a);

#endif
