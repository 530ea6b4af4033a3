/* weigh.h - inside reclink only: a pair's weight from its codes, one order of adding for all who need it. */
#ifndef TL_RECLINK_WEIGH_H
#define TL_RECLINK_WEIGH_H

#include "reclink/score.h"
#include "reclink/table.h"

/* Bits that term frequency adds at this code. */
double tf_bits(const RlTable *t, const RlModel *m, size_t field, unsigned code, uint32_t a, uint32_t b);
/* Prior, then field by field level and tf, then calibration. a < b. */
double codes_weight(const RlTable *t, const RlModel *m, const unsigned *code, uint32_t a, uint32_t b);
double pair_weight(Comparer *c, const RlModel *m, uint32_t a, uint32_t b);
double calibrated(const RlModel *m, double weight);

#endif
