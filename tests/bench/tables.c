/* tables.c - published numbers that need no data beside ours: bench_tables classes | speed | bh | quotes | charts
 *
 *   classes   K, log-likelihood and BIC of latent classes on poLCA's slides, theirs and ours; the shares of three
 *   speed     processor time of 1,000 customers by 40 items, 1 to 6 classes, 50 starts each: "sparse" items hold for one in five, "dense" ones for half
 *   bh        how many of Benjamini & Hochberg's (1995) fifteen p-values are rejected at 5 %
 *   quotes    the worst of 120: greedy quotes over the best set there is, by trying all
 *   charts    average run lengths of Shewhart, CUSUM and EWMA charts by Markov chains (Brook & Evans 1972), and of the weekly scan by simulation beside them
 *
 * One line "name value ..." a figure; tests/bench/tables.py has the table.
 */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "num/change.h"
#include "num/dist.h"
#include "num/facility.h"
#include "num/interval.h"
#include "num/rng.h"
#include "tests/num/slides.h"

static void must(Status st, const Err *err)
{
    if (st)
        bug("%s", err->msg);
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void classes(Arena *a)
{
    uint8_t y[SLIDES * RATERS];
    LcaInput in = slides_input(y);
    Err err;
    for (size_t k = 2; k <= SLIDES_MOST; k++) {
        LcaFit f;
        must(lca_fit(&in, &(LcaOptions){ .classes = k }, rng_create(a, 7), a, &f, &err), &err);
        printf("classes_%zu %.4f %.4f %.4f %.4f\n", k, f.loglik, slides_loglik[k], f.bic, slides_bic[k]);
        for (size_t j = 0; k == 3 && j < k; j++)
            printf("share_%zu %.4f %.4f\n", j + 1, f.share[j], slides_share[j]);
    }
}

/* Four planted classes, each of which holds ten of the items far more often than the others do. */
static void speed(const char *name, double own, double other, Arena *a)
{
    enum { ROWS = 1000, ITEMS = 40, MOST = 6, STARTS = 50 };
    uint8_t *y = ARENA_NEW_N(a, uint8_t, ROWS * ITEMS);
    Rng *r = rng_create(a, 11);
    double from = now();
    Err err;
    for (size_t i = 0; i < ROWS; i++) {
        double u = rng_uniform(r);
        size_t t = u < 0.4 ? 0 : u < 0.7 ? 1 : u < 0.9 ? 2 : 3;
        for (size_t j = 0; j < ITEMS; j++)
            y[i * ITEMS + j] = rng_chance(r, j / 10 == t ? own : other);
    }
    LcaInput in = { .y = y, .n = ROWS, .items = ITEMS };
    LcaChoice c;
    must(lca_choose(&in, &(LcaOptions){ .classes = MOST, .starts_min = STARTS, .starts_max = STARTS }, rng_create(a, 5), a, &c, &err), &err);
    printf("speed_%s %.3f %zu\n", name, now() - from, c.fit[c.best].classes);
}

static void rejected(Arena *a)
{
    static const double p[] = { 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1 };
    double q[COUNT_OF(p)];
    int hochberg = 0, bonferroni = 0;
    Err err;
    must(bh_qvalues(p, COUNT_OF(p), a, q, &err), &err);
    for (size_t i = 0; i < COUNT_OF(p); i++) {
        hochberg += q[i] <= 0.05;
        bonferroni += p[i] <= 0.05 / COUNT_OF(p);
    }
    printf("bh %d %d\n", hochberg, bonferroni);
}

enum { DOCS = 12 };

static double best_of_all(const FacilityInput *in)
{
    double best = 0;
    for (size_t bits = 0; bits < (size_t)1 << in->n; bits++) {
        size_t set[DOCS], n = 0;
        for (size_t i = 0; i < in->n; i++)
            if (bits >> i & 1)
                set[n++] = i;
        if (n <= in->k)
            best = fmax(best, facility_value(in, set, n));
    }
    return best;
}

static void quotes(Arena *a)
{
    double worst = 1;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        ArenaMark m = arena_mark(a);
        double like[DOCS * DOCS], weight[DOCS];
        size_t out[DOCS];
        Rng *r = rng_create(a, seed);
        for (size_t i = 0; i < DOCS; i++) {
            weight[i] = rng_uniform(r);
            for (size_t j = 0; j <= i; j++)
                like[i * DOCS + j] = like[j * DOCS + i] = i == j ? 1 : rng_uniform(r) * rng_uniform(r);
        }
        FacilityInput in = { .like = like, .weight = weight, .n = DOCS, .k = (size_t)rng_between(r, 1, 5) };
        size_t n = facility_choose(&in, a, out);
        worst = fmin(worst, facility_value(&in, out, n) / best_of_all(&in));
        arena_rewind(a, m);
    }
    printf("quotes %.4f\n", worst);
}

/* Steps until absorption from state `from`: (I - Q) length = 1, Q[i][j] the chance to go from the middle of cell i to cell j. */
static double run_length(size_t n, size_t from, const double *q)
{
    gsl_matrix *m = gsl_matrix_alloc(n, n);
    gsl_vector *one = gsl_vector_alloc(n), *length = gsl_vector_alloc(n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    int sign;
    gsl_vector_set_all(one, 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            gsl_matrix_set(m, i, j, (i == j) - q[i * n + j]);
    if (!m || gsl_linalg_LU_decomp(m, order, &sign) || gsl_linalg_LU_solve(m, order, one, length))
        bug("the chain of a chart cannot be solved");
    double steps = gsl_vector_get(length, from);
    gsl_permutation_free(order);
    gsl_vector_free(length);
    gsl_vector_free(one);
    gsl_matrix_free(m);
    return steps;
}

enum { CELLS = 301 };

/* One-sided, from 0: S = max(0, S + x - k) until S > h.  Cell 0 is "at most half a cell". */
static double cusum_upper(double k, double h, double shift, double *q)
{
    const double w = 2 * h / (2 * CELLS - 1);
    for (size_t i = 0; i < CELLS; i++)
        for (size_t j = 0; j < CELLS; j++) {
            double at = ((double)j - (double)i) * w + k - shift;
            q[i * CELLS + j] = normal_cdf(at + w / 2) - (j ? normal_cdf(at - w / 2) : 0);
        }
    return run_length(CELLS, 0, q);
}

static double cusum(double k, double h, double shift, double *q)
{
    return 1 / (1 / cusum_upper(k, h, shift, q) + 1 / cusum_upper(k, h, -shift, q));
}

/* z = (1 - l) z + l x, from 0, until |z| > limit * sqrt(l / (2 - l)). */
static double ewma(double l, double limit, double shift, double *q)
{
    const double h = limit * sqrt(l / (2 - l)), w = 2 * h / CELLS;
    for (size_t i = 0; i < CELLS; i++)
        for (size_t j = 0; j < CELLS; j++) {
            double z = -h + ((double)i + 0.5) * w, low = -h + (double)j * w;
            q[i * CELLS + j] = normal_cdf((low + w - (1 - l) * z) / l - shift) - normal_cdf((low - (1 - l) * z) / l - shift);
        }
    return run_length(CELLS, CELLS / 2, q);
}

/* Of streams of normal readings that are quiet, and of those whose mean shifts in week AT: the share with an alarm before then, in WEEKS of quiet, and the mean weeks from shift to
 * alarm of those that were silent until it. */
static void scan(double shift, Arena *a)
{
    enum { STREAMS = 400, WEEKS = 156, AT = 52 };
    double x[WEEKS], n[WEEKS], p[WEEKS], delay = 0;
    size_t wrong = 0, told = 0, silent = 0;
    Rng *r = rng_create(a, 3);
    Err err;
    for (int s = 0; s < STREAMS; s++) {
        ArenaMark m = arena_mark(a);
        size_t first = WEEKS;
        for (size_t t = 0; t < WEEKS; t++) {
            x[t] = rng_normal(r, shift > 0 && t >= AT ? shift : 0, 1);
            n[t] = 1;
        }
        must(change_looks(&(ChangeInput){ .kind = CHANGE_MEAN, .x = x, .n = n, .weeks = WEEKS }, a, p, &err), &err);
        for (size_t t = WEEKS; t-- > 0;)
            first = p[t] <= change_threshold(t) ? t : first;
        wrong += first < (shift > 0 ? AT : WEEKS);
        silent += shift > 0 && first >= AT;
        told += shift > 0 && first >= AT && first < WEEKS;
        delay += shift > 0 && first >= AT && first < WEEKS ? (double)(first - AT + 1) : 0;
        arena_rewind(a, m);
    }
    printf("scan_%.1f %.4f %.4f %.2f\n", shift, (double)wrong / STREAMS, silent ? (double)told / (double)silent : 0, told ? delay / (double)told : 0);
}

static void charts(Arena *a)
{
    static const double shift[] = { 0, 0.5, 1, 2 };
    double *q = ARENA_NEW_N(a, double, CELLS * CELLS);
    for (size_t i = 0; i < COUNT_OF(shift); i++) {
        double s = shift[i];
        printf("shewhart_%.1f %.3f\n", s, 1 / (normal_cdf(s - 3) + normal_cdf(-s - 3)));
        printf("cusum_h4_%.1f %.3f\ncusum_h5_%.1f %.3f\n", s, cusum(0.5, 4, s, q), s, cusum(0.5, 5, s, q));
        printf("ewma_0.05_%.1f %.3f\newma_0.10_%.1f %.3f\newma_0.20_%.1f %.3f\newma_0.10_2.7_%.1f %.3f\n", s, ewma(0.05, 2.615, s, q), s, ewma(0.1, 2.814, s, q), s, ewma(0.2, 2.962, s, q), s,
               ewma(0.1, 2.7, s, q));
        scan(s, a);
    }
}

int main(int argc, char **argv)
{
    Arena a;
    const char *what = argc == 2 ? argv[1] : "";
    arena_init(&a);
    if (!strcmp(what, "classes"))
        classes(&a);
    else if (!strcmp(what, "speed")) {
        speed("sparse", 0.5, 0.1, &a);
        speed("dense", 0.8, 0.4, &a);
    } else if (!strcmp(what, "bh"))
        rejected(&a);
    else if (!strcmp(what, "quotes"))
        quotes(&a);
    else if (!strcmp(what, "charts"))
        charts(&a);
    else
        return fputs("usage: bench_tables classes | speed | bh | quotes | charts\n", stderr), 2;
    arena_release(&a);
    return 0;
}
