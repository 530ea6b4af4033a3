/* portfolio_in.h - what portfolio.c and portfolio_why.c share. */
#ifndef TL_NUM_PORTFOLIO_IN_H
#define TL_NUM_PORTFOLIO_IN_H

#include "num/portfolio.h"

/* Numbers the draws in draw[], the ones of least worth first; equal ones in their order. */
void portfolio_sort(const double *worth, uint32_t *draw, size_t n);

#endif
