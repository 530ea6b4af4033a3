#include "text/nmf.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { OVERSAMPLE = 8, POWER_ROUNDS = 6, JACOBI_SWEEPS = 40 };

static double *zeros(Arena *a, size_t n)
{
    return ARENA_NEW_N(a, double, n);
}

/* out (n by p) = X q (m by p) */
static void times(const Sparse *x, const double *q, size_t p, double *out)
{
    memset(out, 0, x->n * p * sizeof *out);
    for (size_t i = 0; i < x->n; i++)
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++) {
            const double *row = q + x->col[e] * p;
            for (size_t c = 0; c < p; c++)
                out[i * p + c] += x->val[e] * row[c];
        }
}

/* out (m by p) = X' y (n by p) */
static void times_transposed(const Sparse *x, const double *y, size_t p, double *out)
{
    memset(out, 0, x->m * p * sizeof *out);
    for (size_t i = 0; i < x->n; i++)
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++) {
            double *row = out + x->col[e] * p;
            for (size_t c = 0; c < p; c++)
                row[c] += x->val[e] * y[i * p + c];
        }
}

/* g (p by p) = f' f */
static void gram(const double *f, size_t rows, size_t p, double *g)
{
    memset(g, 0, p * p * sizeof *g);
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < p; c++) {
            double v = f[i * p + c];
            if (v == 0)
                continue;
            for (size_t d = c; d < p; d++)
                g[c * p + d] += v * f[i * p + d];
        }
    for (size_t c = 0; c < p; c++)
        for (size_t d = 0; d < c; d++)
            g[c * p + d] = g[d * p + c];
}

/* Orthonormal columns by Cholesky of the Gram matrix, twice for accuracy.  A column without
 * anything new (pivot under 1e-12 of the trace, where rounding drowns it) becomes zero. */
static void orthonormalize(double *f, size_t rows, size_t p, double *g)
{
    for (int pass = 0; pass < 2; pass++) {
        double trace = 0;
        gram(f, rows, p, g);
        for (size_t c = 0; c < p; c++)
            trace += g[c * p + c];
        for (size_t c = 0; c < p; c++)
            for (size_t r = c; r < p; r++) {
                double s = g[r * p + c];
                for (size_t l = 0; l < c; l++)
                    s -= g[r * p + l] * g[c * p + l];
                if (r == c)
                    g[c * p + c] = s > 1e-12 * trace ? sqrt(s) : 0;
                else
                    g[r * p + c] = g[c * p + c] > 0 ? s / g[c * p + c] : 0;
            }
        for (size_t i = 0; i < rows; i++)
            for (size_t c = 0; c < p; c++) {
                double s = f[i * p + c];
                for (size_t l = 0; l < c; l++)
                    s -= f[i * p + l] * g[c * p + l];
                f[i * p + c] = g[c * p + c] > 0 ? s / g[c * p + c] : 0;
            }
    }
}

static void rotate(double *g, double *e, size_t p, size_t r, size_t c)
{
    double off = g[r * p + c];
    if (fabs(off) < 1e-300)
        return;
    double theta = (g[c * p + c] - g[r * p + r]) / (2 * off);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double cs = 1 / sqrt(t * t + 1), sn = t * cs;
    for (size_t i = 0; i < p; i++) {
        double x = g[i * p + r], y = g[i * p + c];
        g[i * p + r] = cs * x - sn * y;
        g[i * p + c] = sn * x + cs * y;
    }
    for (size_t i = 0; i < p; i++) {
        double x = g[r * p + i], y = g[c * p + i];
        g[r * p + i] = cs * x - sn * y;
        g[c * p + i] = sn * x + cs * y;
        x = e[i * p + r];
        y = e[i * p + c];
        e[i * p + r] = cs * x - sn * y;
        e[i * p + c] = sn * x + cs * y;
    }
}

/* Eigenvectors (columns of e) of a small symmetric g by Jacobi; values stay on g's diagonal. */
static void jacobi(double *g, double *e, size_t p)
{
    memset(e, 0, p * p * sizeof *e);
    for (size_t i = 0; i < p; i++)
        e[i * p + i] = 1;
    for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
        double off = 0, diag = 0;
        for (size_t r = 0; r < p; r++)
            for (size_t c = r; c < p; c++)
                *(r == c ? &diag : &off) += g[r * p + c] * g[r * p + c];
        if (off <= 1e-24 * diag)
            return;
        for (size_t r = 0; r + 1 < p; r++)
            for (size_t c = r + 1; c < p; c++)
                rotate(g, e, p, r, c);
    }
}

/* The largest eigenvalue not yet taken; ties go to the lower index. */
static size_t next_largest(const double *g, size_t p, const unsigned char *taken)
{
    size_t best = p;
    for (size_t c = 0; c < p; c++)
        if (!taken[c] && (best == p || g[c * p + c] > g[best * p + best]))
            best = c;
    return best;
}

void nmf_svd(const Sparse *x, size_t k, Arena *a, Svd *out)
{
    size_t p = k + OVERSAMPLE;
    *out = (Svd){ k, zeros(a, x->n * k), zeros(a, x->m * k), zeros(a, k) };
    ArenaMark mark = arena_mark(a);
    double *q = zeros(a, x->m * p), *y = zeros(a, x->n * p), *g = zeros(a, p * p),
           *e = zeros(a, p * p);
    unsigned char *taken = ARENA_NEW_N(a, unsigned char, p);
    uint64_t r = UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < x->m * p; i++) {
        r = r * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        q[i] = (double)(r >> 11) / 9007199254740992.0 - 0.5;
    }
    for (int i = 0; i < POWER_ROUNDS; i++) {
        times(x, q, p, y);
        orthonormalize(y, x->n, p, g);
        times_transposed(x, y, p, q);
        orthonormalize(q, x->m, p, g);
    }
    times(x, q, p, y);
    gram(y, x->n, p, g);
    jacobi(g, e, p);
    for (size_t j = 0; j < k; j++) {
        size_t c = next_largest(g, p, taken);
        taken[c] = 1;
        double s = sqrt(fmax(0, g[c * p + c]));
        out->s[j] = s;
        for (size_t i = 0; s > 0 && i < x->n; i++)
            for (size_t l = 0; l < p; l++)
                out->u[i * k + j] += y[i * p + l] * e[l * p + c] / s;
        for (size_t i = 0; i < x->m; i++)
            for (size_t l = 0; l < p; l++)
                out->v[i * k + j] += q[i * p + l] * e[l * p + c];
    }
    arena_rewind(a, mark);
}

static double half_norm(const double *f, size_t rows, size_t stride, size_t j, double sign)
{
    double s = 0;
    for (size_t i = 0; i < rows; i++) {
        double v = f[i * stride + j] * sign;
        s += v > 0 ? v * v : 0;
    }
    return sqrt(s);
}

/* Of each singular pair the heavier of the positive and the negative halves. */
static void nndsvd(const Sparse *x, const Svd *svd, Nmf *out)
{
    size_t k = out->k, K = svd->k;
    for (size_t j = 0; j < k; j++) {
        double up = half_norm(svd->u, x->n, K, j, 1), vp = half_norm(svd->v, x->m, K, j, 1);
        double un = half_norm(svd->u, x->n, K, j, -1), vn = half_norm(svd->v, x->m, K, j, -1);
        double sign = up * vp >= un * vn ? 1 : -1;
        double u = sign > 0 ? up : un, v = sign > 0 ? vp : vn, scale = sqrt(svd->s[j] * u * v);
        for (size_t i = 0; i < x->n && u > 0; i++)
            out->w[i * k + j] = scale * fmax(0, sign * svd->u[i * K + j]) / u;
        for (size_t i = 0; i < x->m && v > 0; i++)
            out->h[i * k + j] = scale * fmax(0, sign * svd->v[i * K + j]) / v;
    }
}

/* The places of a row that are not 0, in order: most are. */
typedef struct Places {
    size_t at[NMF_MAX], n;
} Places;

static void place_set(Places *on, size_t c, bool is_on)
{
    size_t i = 0;
    while (i < on->n && on->at[i] < c)
        i++;
    bool was = i < on->n && on->at[i] == c;
    if (was == is_on)
        return;
    if (is_on) {
        memmove(on->at + i + 1, on->at + i, (on->n - i) * sizeof *on->at);
        on->at[i] = c;
    } else {
        memmove(on->at + i, on->at + i + 1, (on->n - i - 1) * sizeof *on->at);
    }
    on->n = is_on ? on->n + 1 : on->n - 1;
}

/* One pass of coordinate descent over every row of f, given f's target products and the
 * Gram matrix of the other factor. */
static void sweep(double *f, size_t rows, size_t k, const double *product, const double *g)
{
    for (size_t i = 0; i < rows; i++) {
        double *row = f + i * k;
        const double *want = product + i * k;
        Places on;
        on.n = 0;
        for (size_t c = 0; c < k; c++)
            if (row[c] > 0)
                on.at[on.n++] = c;
        for (size_t c = 0; c < k; c++) {
            double gap = want[c];
            if (g[c * k + c] <= 0)
                continue;
            for (size_t l = 0; l < on.n; l++)
                gap -= row[on.at[l]] * g[c * k + on.at[l]];
            double v = row[c] + gap / g[c * k + c];
            row[c] = v > 0 ? v : 0;
            place_set(&on, c, v > 0);
        }
    }
}

void nmf_fit(const Sparse *x, const Svd *svd, size_t k, int rounds, Arena *a, Nmf *out)
{
    assert(k <= NMF_MAX);
    *out = (Nmf){ .k = k, .w = zeros(a, x->n * k), .h = zeros(a, x->m * k), .loss = 1 };
    ArenaMark mark = arena_mark(a);
    double *xh = zeros(a, x->n * k), *xw = zeros(a, x->m * k), *g = zeros(a, k * k),
           *gw = zeros(a, k * k);
    double total = 0;
    for (size_t e = 0; e < x->start[x->n]; e++)
        total += x->val[e] * x->val[e];
    nndsvd(x, svd, out);
    for (out->rounds = 0; out->rounds < rounds && total > 0; out->rounds++) {
        times(x, out->h, k, xh);
        gram(out->h, x->m, k, g);
        sweep(out->w, x->n, k, xh, g);
        times_transposed(x, out->w, k, xw);
        gram(out->w, x->n, k, gw);
        sweep(out->h, x->m, k, xw, gw);
        /* ||X - WH'||^2 = ||X||^2 - 2 <X'W, H> + <W'W, H'H> */
        double loss = total, before = out->loss;
        gram(out->h, x->m, k, g);
        for (size_t i = 0; i < x->m * k; i++)
            loss -= 2 * xw[i] * out->h[i];
        for (size_t i = 0; i < k * k; i++)
            loss += g[i] * gw[i];
        out->loss = loss / total;
        if (out->rounds > 0 && before - out->loss < NMF_TOLERANCE * before)
            break;
    }
    arena_rewind(a, mark);
}
