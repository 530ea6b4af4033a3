#include "num/cross.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WIDER
#endif

/* to[b] += a0 z0[b] + ... for b <= a: one row of info. */
WIDER static void four_rows(const double *const z[4], const double *w, size_t k, double *info)
{
    const double *z0 = z[0], *z1 = z[1], *z2 = z[2], *z3 = z[3];
    for (size_t a = 0; a < k; a++) {
        double a0 = w[0] * z0[a], a1 = w[1] * z1[a], a2 = w[2] * z2[a], a3 = w[3] * z3[a];
        double *restrict to = info + a * k;
        for (size_t b = 0; b <= a; b++)
            to[b] = to[b] + a0 * z0[b] + a1 * z1[b] + a2 * z2[b] + a3 * z3[b];
    }
}

static void one_row(const double *z, double w, size_t k, double *info)
{
    for (size_t a = 0; a < k; a++)
        for (size_t b = 0; b <= a; b++)
            info[a * k + b] += w * z[a] * z[b];
}

void cross_add(const CrossRows *r, const double *w, double *info)
{
    size_t i = 0;
    for (; i + 4 <= r->n; i += 4) {
        const double *const z[4] = { r->z + i * r->stride, r->z + (i + 1) * r->stride, r->z + (i + 2) * r->stride,
                                     r->z + (i + 3) * r->stride };
        four_rows(z, w + i, r->k, info);
    }
    for (; i < r->n; i++)
        one_row(r->z + i * r->stride, w[i], r->k, info);
}
