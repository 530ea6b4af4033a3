/* simulate_in.h - what the simulations of money share; for src/num/simulate*.c alone. */
#ifndef TL_NUM_SIMULATE_IN_H
#define TL_NUM_SIMULATE_IN_H

#include "num/rng.h"

/* normal(mean, sd) inside [-1, 1], from one uniform number. */
double simulate_effect(Rng *r, double mean, double sd);

#endif
