#include "num/kappa.h"

#include <math.h>
#include <string.h>

#include "num/cluster.h"
#include "num/dist.h"

static const double Z95 = 1.959963984540054;

Kappa kappa_of(const int64_t *one, const int64_t *other, size_t n, Arena *a)
{
    Kappa k = { .n = n, .kappa = F64_NAN, .se = F64_NAN, .low = F64_NAN, .high = F64_NAN };
    int64_t *id = ARENA_NEW_N(a, int64_t, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        id[i] = one[i];
        id[n + i] = other[i];
        k.same += one[i] == other[i];
    }
    size_t c = ids_distinct(id, 2 * n);
    double *row = ARENA_NEW_N(a, double, c + 1), *col = ARENA_NEW_N(a, double, c + 1), size = (double)n, chance = 0, seen = (double)k.same / size;
    for (size_t i = 0; i < n; i++) {
        row[ids_find(id, c, one[i])] += 1 / size;
        col[ids_find(id, c, other[i])] += 1 / size;
    }
    for (size_t j = 0; j < c; j++)
        chance += row[j] * col[j];
    if (!n || 1 - chance < 1e-12)
        return k;
    k.kappa = (seen - chance) / (1 - chance);
    /* (1-p_e)^-4 / n times: sum p_ii ((1-p_e) - (p_i. + p_.i)(1-p_o))^2 + (1-p_o)^2 sum_{i!=j} p_ij (p_.i + p_j.)^2 - (p_o p_e - 2 p_e + p_o)^2 */
    double sum = 0, off = 1 - seen;
    for (size_t i = 0; i < n; i++) {
        size_t r = ids_find(id, c, one[i]), s = ids_find(id, c, other[i]);
        double on = (1 - chance) - (row[r] + col[r]) * off, apart = (col[r] + row[s]) * off;
        sum += (r == s ? on * on : apart * apart) / size;
    }
    double rest = seen * chance - 2 * chance + seen, free = 1 - chance;
    k.se = sqrt(fmax(0, sum - rest * rest) / size) / (free * free);
    k.low = fmax(-1, k.kappa - Z95 * k.se);
    k.high = fmin(1, k.kappa + Z95 * k.se);
    return k;
}
