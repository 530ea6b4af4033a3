/* calibrate_change.c - makes the table of change.c again; not a test, run by hand.
 *
 *     calibrate_change [streams of each kind, 20000] [weeks, 156] [seed, 20240506]
 *
 * For each kind of quiet stream: the share of streams whose largest scan of all weeks has p
 * below 0.05 (type I error), and the quantiles of the smallest p[t] over weekly looks.  The table
 * takes the least quantile over the kinds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/attr.h"
#include "num/change.h"
#include "num/dist.h"
#include "num/rng.h"

enum { WEEKS_MAX = 1000 };

typedef struct Quiet {
    const char *name;
    ChangeKind  kind;
    double      n, level, rho;     /* rho: intra-week correlation of a beta-binomial, or 1/shape */
} Quiet;

static const Quiet quiet[] = {
    { "binomial 8 of 5 %", CHANGE_BINOMIAL, 8, 0.05, 0 },
    { "binomial 60 of 8 %", CHANGE_BINOMIAL, 60, 0.08, 0 },
    { "binomial 30 of 40 %", CHANGE_BINOMIAL, 30, 0.4, 0 },
    { "beta-binomial 60 of 10 %, phi 2.2", CHANGE_BINOMIAL, 60, 0.1, 0.02 },
    { "poisson 0.3", CHANGE_POISSON, 1, 0.3, 0 },
    { "poisson 5", CHANGE_POISSON, 1, 5, 0 },
    { "gamma-poisson 5, phi 2", CHANGE_POISSON, 1, 5, 0.2 },
    { "normal means", CHANGE_MEAN, 10, 7, 0 },
};

static void draw(Rng *r, const Quiet *q, double *x, double *n, size_t weeks)
{
    for (size_t t = 0; t < weeks; t++) {
        double level = q->level;
        n[t] = q->kind == CHANGE_POISSON ? q->n : 1 + (double)rng_poisson(r, q->n - 1);
        if (q->kind == CHANGE_MEAN) {
            x[t] = rng_normal(r, level, 2 / sqrt(n[t]));
            continue;
        }
        if (q->rho > 0 && q->kind == CHANGE_BINOMIAL)
            level = rng_beta(r, level * (1 / q->rho - 1), (1 - level) * (1 / q->rho - 1));
        else if (q->rho > 0)
            level = rng_gamma(r, 1 / q->rho, level * q->rho);
        x[t] = q->kind == CHANGE_BINOMIAL ? (double)rng_binomial(r, (int64_t)n[t], level)
                                          : (double)rng_poisson(r, level * n[t]);
    }
}

static int by_value(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
    static const double share[] = { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 };
    size_t streams = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    size_t weeks = argc > 2 ? strtoul(argv[2], NULL, 10) : 156;
    double least[COUNT_OF(share)], x[WEEKS_MAX], n[WEEKS_MAX], p[WEEKS_MAX];
    double *smallest = calloc(streams, sizeof *smallest);
    Arena a;
    if (!smallest || weeks > WEEKS_MAX || streams < 1000)
        return 2;
    num_init();
    arena_init(&a);
    Rng *r = rng_create(&a, argc > 3 ? strtoul(argv[3], NULL, 10) : 20240506);
    for (size_t i = 0; i < COUNT_OF(share); i++)
        least[i] = 1;
    for (size_t k = 0; k < COUNT_OF(quiet); k++) {
        size_t rejected = 0;
        for (size_t i = 0; i < streams; i++) {
            ChangeInput in = { .kind = quiet[k].kind, .x = x, .n = n, .weeks = weeks };
            ChangeResult c;
            Err err;
            draw(r, &quiet[k], x, n, weeks);
            if (change_looks(&in, &a, p, &err) || change_detect(&in, &a, &c, &err))
                return 1;
            rejected += c.p <= 0.05;
            smallest[i] = 1;
            for (size_t t = 0; t < weeks; t++)
                smallest[i] = fmin(smallest[i], p[t]);
        }
        qsort(smallest, streams, sizeof *smallest, by_value);
        printf("%-36s type I %.4f  quantiles", quiet[k].name, (double)rejected / (double)streams);
        for (size_t i = 0; i < COUNT_OF(share); i++) {
            double q = smallest[(size_t)(share[i] * (double)streams)];
            least[i] = fmin(least[i], q);
            printf(" %.2e", q);
        }
        printf("\n");
        fflush(stdout);
    }
    for (size_t i = 0; i < COUNT_OF(share); i++)
        printf("    { %g, %.2e },\n", share[i], least[i]);
    free(smallest);
    arena_release(&a);
    return 0;
}
