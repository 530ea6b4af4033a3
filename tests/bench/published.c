/* published.c - our kernels on public data that tests/bench/published.py brings: bench_published WHAT ...
 *
 *   logit FILE ROWS COLUMNS FOLDS RIDGE   seconds of all fits; -2 log likelihood of the last; a row's chance, from the fit without its fold (FOLDS 0: of all rows)
 *   linear FILE ROWS COLUMNS              seconds; coefficient and error of the first column
 *   synth FILE UNITS PERIODS TREATED BEFORE PLACEBOS    of DiD, SC, SDID: seconds, estimate, error
 *   bgnbd FILE ROWS                       seconds; r, alpha, a, b, log likelihood
 *   lmg ROWS COLUMNS DRAWS                seconds of shares of R-squared with a bootstrap by accounts of four rows each
 *
 * FILE: doubles of this machine, column after column, the outcome first (synth: row after row; bgnbd: repeats, last, seen).  Rows of one fold are those
 * whose number leaves the same rest.  One number a line.  Seconds are of the processor.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "num/dist.h"
#include "num/driver.h"
#include "num/lifetime.h"
#include "num/logit.h"
#include "num/synth.h"

enum { ROWS_MAX = 10 * 1000 * 1000, COLUMNS_MAX = 200, ARGS_MAX = 6 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(Status st, const Err *err)
{
    if (st)
        bug("%s", err->msg);
}

static double *load(const char *path, size_t n, Arena *a)
{
    double *v = ARENA_NEW_N(a, double, n);
    FILE *f = fopen(path, "rb");
    if (!f || fread(v, sizeof *v, n, f) != n)
        bug("cannot read %zu numbers of '%s'", n, path);
    (void)fclose(f);
    return v;
}

static void logits(const char *path, size_t n, size_t p, size_t folds, double ridge, Arena *a)
{
    double *v = load(path, n * (p + 1), a), *w = ARENA_NEW_N(a, double, n), *mu = ARENA_NEW_N(a, double, n), from = now(), deviance = 0;
    Err err;
    for (size_t k = 0; k < (folds ? folds : 1); k++) {
        ArenaMark mark = arena_mark(a);
        LogitFit f;
        for (size_t i = 0; i < n; i++)
            w[i] = !folds || i % folds != k;
        must(logit_fit(&(LogitInput){ .x = v + n, .y = v, .w = w, .n = n, .p = p, .ridge = ridge }, a, &f, &err), &err);
        for (size_t i = 0; i < n; i++)
            if (!folds || i % folds == k)
                mu[i] = f.mu[i];
        deviance = -2 * f.loglik;
        arena_rewind(a, mark);
    }
    printf("%.6f\n%.6f\n", now() - from, deviance);
    for (size_t i = 0; i < n; i++)
        printf("%.17g\n", mu[i]);
}

static void linear(const char *path, size_t n, size_t p, Arena *a)
{
    double *v = load(path, n * (p + 1), a), from = now();
    LogitFit f;
    Err err;
    must(linear_fit(&(LogitInput){ .x = v + n, .y = v, .n = n, .p = p }, a, &f, &err), &err);
    printf("%.6f\n%.6f\n%.6f\n", now() - from, f.beta[1], f.se[1]);
}

static void synths(const char *path, const size_t *at, Arena *a)
{
    const double *y = load(path, at[0] * at[1], a);
    for (int m = SYNTH_DID; m <= SYNTH_SDID; m++) {
        Synth s;
        Err err;
        double from = now();
        must(synth_estimate(&(SynthInput){ .y = y, .n_unit = at[0], .n_period = at[1], .n_treated = at[2], .n_before = at[3], .method = (SynthMethod)m, .placebos = at[4] },
                            rng_create(a, 1), a, &s, &err), &err);
        printf("%.6f\n%.6f\n%.6f\n", now() - from, s.estimate, s.se);
    }
}

static void purchases(const char *path, size_t n, Arena *a)
{
    const double *v = load(path, 3 * n, a);
    double from = now();
    LifetimeFit f;
    Err err;
    must(bgnbd_fit(&(BgnbdInput){ .repeats = v, .last = v + n, .seen = v + 2 * n, .n = n }, &f, &err), &err);
    printf("%.6f\n%.6f\n%.6f\n%.6f\n%.6f\n%.6f\n", now() - from, f.theta[0], f.theta[1], f.theta[2], f.theta[3], f.loglik);
}

/* Columns that go along with each other, each of them worth less than the one before. */
static void shares(size_t n, size_t p, size_t draws, Arena *a)
{
    enum { ROWS_AN_ACCOUNT = 4 };
    double *x = ARENA_NEW_N(a, double, n * p), *y = ARENA_NEW_N(a, double, n), from;
    int64_t *id = ARENA_NEW_N(a, int64_t, n);
    Rng *r = rng_create(a, 5);
    Drivers d;
    Err err;
    for (size_t i = 0; i < n; i++) {
        double halo = rng_normal(r, 0, 1);
        id[i] = (int64_t)(i / ROWS_AN_ACCOUNT);
        y[i] = rng_normal(r, 0, 1);
        for (size_t j = 0; j < p; j++) {
            x[j * n + i] = halo + rng_normal(r, 0, 1);
            y[i] += x[j * n + i] / (double)(j + 2);
        }
    }
    from = now();
    must(driver_shares(&(DriverInput){ .x = x, .y = y, .cluster = id, .n = n, .p = p, .draws = draws }, r, a, &d, &err), &err);
    printf("%.6f\n", now() - from);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int numbers;
        bool file;
    } form[] = { { "logit", 4, true }, { "linear", 2, true }, { "synth", 5, true }, { "bgnbd", 1, true }, { "lmg", 3, false } };
    size_t k = 0, at[ARGS_MAX] = { 0 };
    while (k < COUNT_OF(form) && (argc < 2 || strcmp(argv[1], form[k].name) != 0))
        k++;
    if (k == COUNT_OF(form) || argc != 2 + form[k].file + form[k].numbers)
        return fputs("usage: bench_published logit | linear | synth | bgnbd | lmg ...\n", stderr), 2;
    for (int i = 0; i < form[k].numbers; i++)
        at[i] = (size_t)strtoul(argv[2 + form[k].file + i], NULL, 10);
    if (form[k].name[1] != 'y' && (at[0] < 1 || at[0] > ROWS_MAX || (form[k].numbers > 1 && at[1] > COLUMNS_MAX)))
        return fputs("bench_published: too many rows or columns\n", stderr), 2;
    Arena a;
    arena_init(&a);
    num_init();
    if (k == 0)
        logits(argv[2], at[0], at[1], at[2], (double)at[3], &a);
    else if (k == 1)
        linear(argv[2], at[0], at[1], &a);
    else if (k == 2)
        synths(argv[2], at, &a);
    else if (k == 3)
        purchases(argv[2], at[0], &a);
    else
        shares(at[0], at[1], at[2], &a);
    arena_release(&a);
    return 0;
}
