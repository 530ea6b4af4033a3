/* did_in.h - what did.c and place_cell.c share: which rows count, and when. */
#ifndef TL_NUM_DID_IN_H
#define TL_NUM_DID_IN_H

#include "num/did.h"

static inline bool did_uses(const DidInput *in, size_t row) { return (!in->use || in->use[row]) && in->n[row] > 0; }

/* The distinct periods of the rows that count, oldest first, in the arena; returns how many lie before the start. */
size_t did_periods(const DidInput *in, Arena *a, int64_t **period, size_t *n);

#endif
