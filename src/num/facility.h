/* facility.h - a few that stand for all: facility location by greedy choice.
 *
 * Method  value(S) = sum over i of weight[i] * max over j in S of like[i][j]; monotone and submodular, so that taking each time what adds most
 *         reaches at least 1 - 1/e of the best set of the same size (Nemhauser, Wolsey & Fisher 1978).  At most one of each group is
 *         taken (a partition: then at least half; in practice far above); group SIZE_MAX stands for itself.  Ties go to the first.
 * Shape   like n by n, row-major, values in [0, 1], like[i][i] = 1; weight at least 0; out: up to k indices in order of choice.
 * Errors  none; fewer than k are given when groups run out or nothing adds more.
 * Oracle  tests/num/t_facility.c: brute force on up to 15.
 */
#ifndef TL_NUM_FACILITY_H
#define TL_NUM_FACILITY_H

#include <stddef.h>

#include "base/arena.h"

typedef struct FacilityInput {
    const double *like, *weight;
    const size_t *group;               /* NULL: each its own */
    size_t        n, k;
} FacilityInput;

size_t facility_choose(const FacilityInput *in, Arena *scratch, size_t *out);
double facility_value(const FacilityInput *in, const size_t *chosen, size_t n);

#endif
