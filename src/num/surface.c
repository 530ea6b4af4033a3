#include "num/surface.h"

#include "num/robust.h"

Status surface_fit(const SurfaceInput *in, Arena *a, Surface *out, Err *err)
{
    static const double along[SURFACE_SLOPES][SURFACE_TERMS] = { { 0, 1, 1, 0, 0, 0 }, { 0, 0, 0, 1, 1, 1 }, { 0, 1, -1, 0, 0, 0 }, { 0, 0, 0, 1, -1, 1 } };
    size_t n = in->n;
    double mean = 0, all = 0, left = 0;
    *out = (Surface){ .n = n };
    if (n < SURFACE_LEAST)
        return ERR(err, ST_NUMERIC, "%zu rows are too few for a surface", n);
    ArenaMark mark = arena_mark(a);
    double *c = ARENA_NEW_N(a, double, n * (SURFACE_TERMS - 1));
    for (size_t i = 0; i < n; i++) {
        double x = in->x[i], y = in->y[i];
        const double term[] = { x, y, x * x, x * y, y * y };
        for (size_t j = 0; j + 1 < SURFACE_TERMS; j++)
            c[j * n + i] = term[j];
        mean += in->z[i] / (double)n;
    }
    Robust f;
    Status st = robust_fit(&(RobustInput){ .rows = { .x = c, .y = in->z, .n = n, .p = SURFACE_TERMS - 1 }, .cluster = in->cluster }, a, &f, err);
    for (size_t i = 0; !st && i < n; i++) {
        all += (in->z[i] - mean) * (in->z[i] - mean);
        left += (in->z[i] - f.mu[i]) * (in->z[i] - f.mu[i]);
    }
    if (!st && !(all > 0))
        st = ERR(err, ST_NUMERIC, "the outcome is the same for all");
    if (!st) {
        out->r2 = 1 - left / all;
        out->n_clusters = f.n_clusters;
        for (size_t j = 0; j < SURFACE_TERMS; j++)
            out->b[j] = f.beta[j];
        for (size_t k = 0; k < SURFACE_SLOPES; k++)
            out->a[k] = robust_contrast(&f, along[k]);
    }
    arena_rewind(a, mark);
    return st;
}
