#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/attr.h"
#include "text/theme_terms.h"

enum { TOP = 8, CHOICE_ROUNDS = 30, CANDIDATES_MAX = 32, FEW_ROWS = 500, ROWS_PER_THEME = 20 };
static const double PARSIMONY = 0.04, HABIT = 0.08, FEW_LIFT = 0.5;

/* The TOP heaviest terms of a theme, ties to the lower column. */
static size_t top_terms(const double *h, size_t m, size_t k, size_t theme, uint32_t top[TOP])
{
    size_t n = 0;
    for (size_t j = 0; j < m; j++) {
        double v = h[j * k + theme];
        if (v <= 0 || (n == TOP && v <= h[top[n - 1] * k + theme]))
            continue;
        size_t at = n < TOP ? n++ : n - 1;
        for (; at > 0 && h[top[at - 1] * k + theme] < v; at--)
            top[at] = top[at - 1];
        top[at] = (uint32_t)j;
    }
    return n;
}

double theme_coherence(const Sparse *x, const double *h, size_t k, size_t theme, Arena *a)
{
    uint32_t top[TOP];
    size_t n = top_terms(h, x->m, k, theme, top);
    ArenaMark mark = arena_mark(a);
    uint8_t *slot = ARENA_NEW_N(a, uint8_t, x->m + 1);
    double df[TOP] = { 0 }, both[TOP][TOP] = { { 0 } }, sum = 0;
    for (size_t i = 0; i < n; i++)
        slot[top[i]] = (uint8_t)(i + 1);
    for (size_t i = 0; i < x->n; i++) {
        size_t here[TOP], n_here = 0;
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++)
            if (slot[x->col[e]])
                here[n_here++] = slot[x->col[e]] - 1u;
        for (size_t p = 0; p < n_here; p++) {
            df[here[p]]++;
            for (size_t q = 0; q < n_here; q++)
                both[here[p]][here[q]]++;
        }
    }
    arena_rewind(a, mark);
    double rows = (double)x->n;
    for (size_t p = 0; p < n; p++)
        for (size_t q = p + 1; q < n; q++) {
            double pq = both[p][q] / rows;
            /* Never together is -1; always together, log(1) below, is 1. */
            sum += pq <= 0 ? -1 : pq >= 1 ? 1 : log(pq / (df[p] / rows * df[q] / rows)) / -log(pq);
        }
    return n > 1 ? sum / ((double)n * (double)(n - 1) / 2) : 0;
}

/* Rows of x whose group falls in the given half. */
static void take_half(const Sparse *x, const uint64_t *group, uint64_t half, Arena *a, Sparse *out)
{
    *out = (Sparse){ 0, x->m, ARENA_NEW_N(a, size_t, x->n + 1), ARENA_NEW_N(a, uint32_t, x->start[x->n] + 1),
                     ARENA_NEW_N(a, double, x->start[x->n] + 1) };
    size_t at = 0;
    for (size_t i = 0; i < x->n; i++) {
        if ((hash64_mix(group[i], 77) & 1) != half)
            continue;
        size_t n = x->start[i + 1] - x->start[i];
        memcpy(out->col + at, x->col + x->start[i], n * sizeof *out->col);
        memcpy(out->val + at, x->val + x->start[i], n * sizeof *out->val);
        at += n;
        out->start[++out->n] = at;
    }
}

static double cosine(const double *f, size_t kf, size_t i, const double *g, size_t kg, size_t j,
                     size_t m)
{
    double fg = 0, ff = 0, gg = 0;
    for (size_t r = 0; r < m; r++) {
        double x = f[r * kf + i], y = g[r * kg + j];
        fg += x * y;
        ff += x * x;
        gg += y * y;
    }
    return ff > 0 && gg > 0 ? fg / sqrt(ff * gg) : 0;
}

/* Greedy one-to-one partners; stability[i] for theme i of the first. */
static void match(const Nmf *f, const Nmf *g, size_t m, double *stability, size_t *partner,
                  Arena *a)
{
    size_t k = f->k;
    double *c = ARENA_NEW_N(a, double, k * k);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            c[i * k + j] = cosine(f->h, k, i, g->h, k, j, m);
    for (size_t round = 0; round < k; round++) {
        size_t best = 0;
        for (size_t p = 1; p < k * k; p++)
            if (c[p] > c[best])
                best = p;
        size_t i = best / k, j = best % k;
        stability[i] = fmax(0, c[best]);
        partner[i] = j;
        for (size_t l = 0; l < k; l++)
            c[i * k + l] = c[l * k + j] = -1;
    }
}

/* One half of the rows, fitted for each candidate: on a thread of its own, with memory of its own. */
typedef struct HalfFit {
    Sparse        x;
    const size_t *k;
    size_t        n;
    Nmf           f[CANDIDATES_MAX];
    Arena         a;
} HalfFit;

static void *fit_half(void *arg)
{
    HalfFit *h = arg;
    Svd svd;
    if (h->n)
        nmf_svd(&h->x, h->k[h->n - 1], &h->a, &svd);
    for (size_t i = 0; i < h->n; i++)
        nmf_fit(&h->x, &svd, h->k[i], CHOICE_ROUNDS, &h->a, &h->f[i]);
    return NULL;
}

/* Both halves for n rising candidates; the caller releases half[].a. */
static void fit_halves(HalfFit half[2], const size_t *k, size_t n)
{
    pthread_t other;
    for (int s = 0; s < 2; s++) {
        half[s].k = k;
        half[s].n = n;
        arena_init(&half[s].a);
    }
    bool threaded = pthread_create(&other, NULL, fit_half, &half[1]) == 0;
    (void)fit_half(&half[0]);
    if (threaded)
        (void)pthread_join(other, NULL);
    else
        (void)fit_half(&half[1]);
}

static double worth(const Sparse *x, const HalfFit half[2], size_t at, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    const Nmf *f[2] = { &half[0].f[at], &half[1].f[at] };
    size_t k = f[0]->k;
    double *stability = ARENA_NEW_N(a, double, k), sum = 0, mean = 0;
    size_t *partner = ARENA_NEW_N(a, size_t, k);
    bool few = x->n < FEW_ROWS;
    match(f[0], f[1], half[0].x.m, stability, partner, a);
    for (size_t i = 0; i < k; i++) {
        double c = theme_coherence(few ? x : &half[1].x, f[0]->h, k, i, a) / 2 +
                   theme_coherence(few ? x : &half[0].x, f[1]->h, k, partner[i], a) / 2;
        mean += stability[i] / (double)k;
        if (stability[i] >= THEME_STABLE)
            sum += stability[i] * fmax(0, few ? c + FEW_LIFT : c);
    }
    arena_rewind(a, mark);
    return sum * mean;
}

size_t theme_choose(const Sparse *x, const uint64_t *group, size_t k_min, size_t k_max, size_t kept, Arena *a)
{
    ArenaMark mark = arena_mark(a);
    HalfFit *half = ARENA_NEW_N(a, HalfFit, 2);
    double w[CANDIDATES_MAX], best = 0;
    size_t k[CANDIDATES_MAX], n = 0, chosen = k_min;
    for (int s = 0; s < 2; s++)
        take_half(x, group, (uint64_t)s, a, &half[s].x);
    size_t rows = half[0].x.n < half[1].x.n ? half[0].x.n : half[1].x.n;
    for (size_t c = k_min; c <= k_max && n < CANDIDATES_MAX; c += c < 12 ? 1 : 2)
        if (c <= rows / 3 && c <= x->m / 3 && (c == k_min || c * ROWS_PER_THEME <= x->n))
            k[n++] = c;
    fit_halves(half, k, n);
    for (size_t i = 0; i < n; i++) {
        w[i] = worth(x, half, i, a);
        best = fmax(best, w[i]);
    }
    for (int s = 0; s < 2; s++)
        arena_release(&half[s].a);
    for (size_t i = n; i-- > 0;)
        if (w[i] >= (1 - PARSIMONY) * best)
            chosen = k[i];
    for (size_t i = 0; i < n; i++)
        if (k[i] == kept && w[i] >= (1 - HABIT) * best)
            chosen = kept;
    arena_rewind(a, mark);
    return chosen;
}

void theme_halves(const Sparse *x, const uint64_t *group, size_t k, Arena *a, ThemeHalves *out)
{
    for (int s = 0; s < 2; s++)
        out->f[s] = (Nmf){ .k = k, .h = ARENA_NEW_N(a, double, x->m * k) };
    ArenaMark mark = arena_mark(a);
    HalfFit *half = ARENA_NEW_N(a, HalfFit, 2);
    for (int s = 0; s < 2; s++)
        take_half(x, group, (uint64_t)s, a, &half[s].x);
    fit_halves(half, &k, 1);
    for (int s = 0; s < 2; s++) {
        memcpy(out->f[s].h, half[s].f[0].h, x->m * k * sizeof *out->f[s].h);
        arena_release(&half[s].a);
    }
    arena_rewind(a, mark);
    out->m = x->m;
}

void theme_stability(const ThemeHalves *halves, const double *h, size_t n_theme, double *out)
{
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < n_theme; i++) {
            const Nmf *f = &halves->f[s];
            double best = 0;
            for (size_t j = 0; j < f->k; j++)
                best = fmax(best, cosine(h, n_theme, i, f->h, f->k, j, halves->m));
            out[i] = s ? fmin(out[i], best) : best;
        }
}
