#include "num/facility.h"

#include <stdbool.h>
#include <stdint.h>

double facility_value(const FacilityInput *in, const size_t *chosen, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < in->n; i++) {
        double most = 0;
        for (size_t s = 0; s < n; s++)
            most = in->like[i * in->n + chosen[s]] > most ? in->like[i * in->n + chosen[s]] : most;
        sum += in->weight[i] * most;
    }
    return sum;
}

static bool is_taken(const FacilityInput *in, const size_t *chosen, size_t n, size_t j)
{
    for (size_t s = 0; s < n; s++)
        if (chosen[s] == j || (in->group && in->group[j] != SIZE_MAX && in->group[chosen[s]] == in->group[j]))
            return true;
    return false;
}

size_t facility_choose(const FacilityInput *in, Arena *scratch, size_t *out)
{
    size_t n = 0;
    ArenaMark m = arena_mark(scratch);
    double *covered = ARENA_NEW_N(scratch, double, in->n + 1);
    while (n < in->k) {
        double most = 0;
        size_t best = SIZE_MAX;
        for (size_t j = 0; j < in->n; j++) {
            double gain = 0;
            if (is_taken(in, out, n, j))
                continue;
            for (size_t i = 0; i < in->n; i++) {
                double more = in->like[i * in->n + j] - covered[i];
                gain += more > 0 ? in->weight[i] * more : 0;
            }
            if (gain > most) {
                most = gain;
                best = j;
            }
        }
        if (best == SIZE_MAX)
            break;
        out[n++] = best;
        for (size_t i = 0; i < in->n; i++)
            covered[i] = in->like[i * in->n + best] > covered[i] ? in->like[i * in->n + best] : covered[i];
    }
    arena_rewind(scratch, m);
    return n;
}
