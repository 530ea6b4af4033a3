/* rng.h - random numbers with a seed, the same on every machine.
 *
 * GSL's Tausworthe generator (taus2, L'Ecuyer 1999, period 2^88) and GSL's samplers behind
 * a type of ours, so that kernels take an `Rng *` and nothing else draws numbers.
 * An Rng lives in the arena it was made in and belongs to one thread.
 */
#ifndef TL_NUM_RNG_H
#define TL_NUM_RNG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct Rng Rng;

Rng    *rng_create(Arena *a, uint64_t seed);
double  rng_uniform(Rng *r);                                /* [0, 1) */
int64_t rng_below(Rng *r, int64_t n);                       /* 0 .. n-1; n >= 1 */
int64_t rng_between(Rng *r, int64_t low, int64_t high);     /* inclusive */
bool    rng_chance(Rng *r, double p);
double  rng_normal(Rng *r, double mean, double sd);
int64_t rng_poisson(Rng *r, double mean);                   /* mean <= 0 gives 0 */
int64_t rng_binomial(Rng *r, int64_t n, double p);
double  rng_gamma(Rng *r, double shape, double scale);
double  rng_beta(Rng *r, double a, double b);

#endif
