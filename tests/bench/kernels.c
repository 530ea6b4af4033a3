/* kernels - how long our logistic regression takes, on rows that another program can read and fit too.
 *
 * Usage: kernels FILE.csv ROWS COLUMNS TIMES
 * Draws rows with a fixed seed, writes them to the file (y, x1 ... xp), fits them TIMES times and prints
 * the seconds of one fit, then the coefficients, intercept first.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "num/logit.h"
#include "num/rng.h"

enum { ROWS_MAX = 10 * 1000 * 1000, COLUMNS_MAX = 100, TIMES_MAX = 1000, SEED = 7 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The slopes fall off, so that some columns matter and some hardly do. */
static void draw(Rng *r, double *x, double *y, size_t n, size_t p)
{
    for (size_t i = 0; i < n; i++) {
        double eta = -0.5;
        for (size_t k = 0; k < p; k++) {
            x[k * n + i] = rng_normal(r, 0, 1);
            eta += x[k * n + i] * 0.8 / (double)(k + 1);
        }
        y[i] = rng_chance(r, 1 / (1 + exp(-eta)));
    }
}

static bool save(const char *path, const double *x, const double *y, size_t n, size_t p)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return false;
    (void)fputs("y", f);
    for (size_t k = 0; k < p; k++)
        (void)fprintf(f, ",x%zu", k + 1);
    for (size_t i = 0; i < n; i++) {
        (void)fprintf(f, "\n%d", y[i] > 0);
        for (size_t k = 0; k < p; k++)
            (void)fprintf(f, ",%.17g", x[k * n + i]);
    }
    (void)fputs("\n", f);
    return fclose(f) == 0;
}

static long number(const char *text, long most)
{
    char *end;
    long v = strtol(text, &end, 10);
    return *end || v < 1 || v > most ? 0 : v;
}

int main(int argc, char **argv)
{
    Arena a;
    Err err = { 0 };
    LogitFit fit = { 0 };
    long n = argc == 5 ? number(argv[2], ROWS_MAX) : 0, p = argc == 5 ? number(argv[3], COLUMNS_MAX) : 0;
    long times = argc == 5 ? number(argv[4], TIMES_MAX) : 0;
    if (!n || !p || !times) {
        (void)fputs("usage: kernels FILE.csv ROWS COLUMNS TIMES\n", stderr);
        return 2;
    }
    arena_init(&a);
    double *x = ARENA_NEW_N(&a, double, (size_t)(n * p)), *y = ARENA_NEW_N(&a, double, (size_t)n);
    draw(rng_create(&a, SEED), x, y, (size_t)n, (size_t)p);
    bool saved = save(argv[1], x, y, (size_t)n, (size_t)p);
    double from = now();
    Status st = ST_OK;
    for (long k = 0; !st && k < times; k++)
        st = logit_fit(&(LogitInput){ .x = x, .y = y, .n = (size_t)n, .p = (size_t)p }, &a, &fit, &err);
    double each = (now() - from) / (double)times;
    if (st || !saved)
        (void)fprintf(stderr, "kernels: %s\n", st ? err.msg : "cannot write the rows");
    else
        printf("%.6f\n", each);
    for (long k = 0; !st && saved && k <= p; k++)
        printf("%.15g\n", fit.beta[k]);
    arena_release(&a);
    return st || !saved;
}
