/* kernels - how long our regressions take, on rows that another program can read and fit too.
 *
 * Usage: kernels logit|cox FILE ROWS COLUMNS TIMES
 * Draws rows with a fixed seed, writes them to the file (doubles of this machine, column after column: y, x1 ... xp;
 * for cox y is the time, negative when censored), fits them TIMES times and prints the seconds of one fit, then the
 * coefficients, of logit the intercept first.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "num/cox.h"
#include "num/logit.h"
#include "num/rng.h"

enum { ROWS_MAX = 10 * 1000 * 1000, COLUMNS_MAX = 100, TIMES_MAX = 1000, SEED = 7 };

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The slopes fall off, so that some columns matter and some hardly do.  Times are whole days, so that there are ties. */
static void draw(Rng *r, bool cox, double *x, double *y, size_t n, size_t p)
{
    for (size_t i = 0; i < n; i++) {
        double eta = cox ? 0 : -0.5;
        for (size_t k = 0; k < p; k++) {
            x[k * n + i] = rng_normal(r, 0, 1);
            eta += x[k * n + i] * 0.8 / (double)(k + 1);
        }
        double life = 1 + floor(-1000 * log(1 - rng_uniform(r)) * exp(-eta)), seen = 1 + floor(1500 * rng_uniform(r));
        y[i] = !cox ? rng_chance(r, 1 / (1 + exp(-eta))) : life <= seen ? life : -seen;
    }
}

static bool save(const char *path, const double *x, const double *y, size_t n, size_t p)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return false;
    bool whole = fwrite(y, sizeof *y, n, f) == n && fwrite(x, sizeof *x, n * p, f) == n * p;
    return fclose(f) == 0 && whole;
}

static long number(const char *text, long most)
{
    char *end;
    long v = strtol(text, &end, 10);
    return *end || v < 1 || v > most ? 0 : v;
}

typedef struct Rows {
    double *x, *y, *time;
    uint8_t *event;
    size_t n, p;
} Rows;

static Status fit_once(const Rows *r, bool cox, Arena *a, double *beta, Err *err)
{
    ArenaMark mark = arena_mark(a);
    CoxFit c = { 0 };
    LogitFit l = { 0 };
    Status st = cox ? cox_fit(&(CoxInput){ .x = r->x, .time = r->time, .event = r->event, .n = r->n, .p = r->p }, a, &c, err)
                    : logit_fit(&(LogitInput){ .x = r->x, .y = r->y, .n = r->n, .p = r->p }, a, &l, err);
    for (size_t k = 0; !st && k < r->p + !cox; k++)
        beta[k] = cox ? c.beta[k] : l.beta[k];
    arena_rewind(a, mark);
    return st;
}

int main(int argc, char **argv)
{
    Arena a;
    Err err = { 0 };
    bool cox = argc == 6 && strcmp(argv[1], "cox") == 0;
    long n = argc == 6 ? number(argv[3], ROWS_MAX) : 0, p = argc == 6 ? number(argv[4], COLUMNS_MAX) : 0;
    long times = argc == 6 ? number(argv[5], TIMES_MAX) : 0;
    if (!n || !p || !times) {
        (void)fputs("usage: kernels logit|cox FILE ROWS COLUMNS TIMES\n", stderr);
        return 2;
    }
    arena_init(&a);
    Rows r = { .x = ARENA_NEW_N(&a, double, (size_t)(n * p)), .y = ARENA_NEW_N(&a, double, (size_t)n), .n = (size_t)n, .p = (size_t)p,
               .time = ARENA_NEW_N(&a, double, (size_t)n), .event = ARENA_NEW_N(&a, uint8_t, (size_t)n) };
    double beta[COLUMNS_MAX + 1];
    draw(rng_create(&a, SEED), cox, r.x, r.y, r.n, r.p);
    for (size_t i = 0; i < r.n; i++) {
        r.time[i] = fabs(r.y[i]);
        r.event[i] = r.y[i] > 0;
    }
    bool saved = save(argv[2], r.x, r.y, r.n, r.p);
    double from = now();
    Status st = ST_OK;
    for (long k = 0; !st && k < times; k++)
        st = fit_once(&r, cox, &a, beta, &err);
    double each = (now() - from) / (double)times;
    if (st || !saved)
        (void)fprintf(stderr, "kernels: %s\n", st ? err.msg : "cannot write the rows");
    else
        printf("%.6f\n", each);
    for (long k = 0; !st && saved && k < p + !cox; k++)
        printf("%.15g\n", beta[k]);
    arena_release(&a);
    return st || !saved;
}
