#include "num/spline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

size_t spline_knots(const double *v, size_t n, size_t bends, Arena *a, double *knot)
{
    size_t want = bends + 2, k = 0;
    if (!n || !bends || bends > SPLINE_BENDS_MOST)
        return 0;
    ArenaMark mark = arena_mark(a);
    double *sorted = ARENA_NEW_N(a, double, n);
    memcpy(sorted, v, n * sizeof *v);
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t j = 0; j < want; j++) {
        double q = SPLINE_FROM + (1 - 2 * SPLINE_FROM) * (double)j / (double)(want - 1), at = sorted[(size_t)lround(q * (double)(n - 1))];
        if (!k || at > knot[k - 1])
            knot[k++] = at;
    }
    arena_rewind(a, mark);
    return k;
}

static double cube_above(double v, double knot)
{
    double d = v - knot;
    return d > 0 ? d * d * d : 0;
}

size_t spline_bends(const double *v, size_t n, size_t bends, Arena *a, double *x)
{
    double t[SPLINE_BENDS_MOST + 2];
    size_t k = spline_knots(v, n, bends, a, t);
    if (k < 3)
        return 0;
    double last = t[k - 1], before = t[k - 2], d = last - before, unit = (last - t[0]) * (last - t[0]);
    for (size_t j = 0; j + 2 < k; j++)
        for (size_t i = 0; i < n; i++)
            x[j * n + i] = (cube_above(v[i], t[j]) - cube_above(v[i], before) * (last - t[j]) / d + cube_above(v[i], last) * (before - t[j]) / d) / unit;
    return k - 2;
}
