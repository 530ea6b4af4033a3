/* place_in.h - what place.c and place_cell.c share: the rows as cells of place and period. */
#ifndef TL_NUM_PLACE_IN_H
#define TL_NUM_PLACE_IN_H

#include "num/place.h"

/* Accounts of one place in one period. */
typedef struct Cell {
    double x, n, within;         /* within: sum over accounts of n (y - y of the cell)^2 */
    size_t m;
} Cell;

typedef struct Grid {
    Cell   *cell;                /* place by period */
    bool   *treated;             /* of a place */
    double *weight, *change;     /* of a place: sum of accounts' weights; mean change */
    size_t *units;
    double  spread_d;            /* variance of an account's change times its weight, within places */
    double  noise[2][2];         /* variance of one trial: by treated, by after */
    size_t  n_place, n_period, n_before;
    int64_t *period;             /* distinct, ascending */
} Grid;

/* A variance component by moments: q with expectation df + value * slope. */
typedef struct Part {
    double q, df, slope;
} Part;

Grid   grid_build(const PlaceInput *in, Arena *a);
double part_value(Part p);
void   grid_shocks(const Grid *g, Place *out);
void   grid_changes(const Grid *g, Place *out);
void   grid_drift(const Grid *g, double way, Place *out);   /* way: sign of the wanted effect */

#endif
