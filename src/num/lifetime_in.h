/* lifetime_in.h - what the models of lifetime share. */
#ifndef TL_NUM_LIFETIME_IN_H
#define TL_NUM_LIFETIME_IN_H

#include <stddef.h>

/* Logarithm of a normal(start, prior^2) of each unknown, and its slope into grad; prior 0: nothing. */
double lifetime_prior(const double *log_theta, const double *start, size_t p, double prior, double *grad);

#endif
