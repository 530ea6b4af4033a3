/* drivers - do the limits that the drivers page shows hold, and is nothing called credible where nothing is?  At n = 60, 150, 500 and 5,000 accounts.
 *
 * Usage: drivers TIMES | drivers mobi
 * mobi: the satisfaction index's paths on public data, ours with limits beside the published ones.
 * Draws companies of two rows each from laws with and without an effect, asks the kernels as the stage link does and prints a line an interval:
 * its name, n, how many of TIMES held the truth, how many of TIMES called nothing something (-1: not asked).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/cluster.h"
#include "num/dist.h"
#include "num/driver_model.h"
#include "num/interval.h"
#include "num/mediate.h"
#include "num/path.h"
#include "num/robust.h"
#include "tests/num/mobi.h"

enum { OFTEN = 20, ROWS = 2, COLUMNS = 3, MOST = 5000, TIMES_MAX = 100000, DRAWS = 200 };

typedef struct Company {
    size_t n;
    double x[COLUMNS * MOST * ROWS], y[MOST * ROWS], yes[MOST * ROWS], exposed[MOST * ROWS], between[MOST * ROWS];
    int64_t id[MOST * ROWS];
} Company;

/* Exposure goes with x[0], which moves the outcome too; `effect` is what exposure does, `through` what it does by way of what lies between. */
static void draw(Rng *r, size_t accounts, double effect, double through, Company *c)
{
    double common = 0;
    c->n = accounts * ROWS;
    for (size_t i = 0; i < c->n; i++) {
        if (i % ROWS == 0)
            common = rng_normal(r, 0, 0.7);
        c->id[i] = (int64_t)(i / ROWS);
        double halo = rng_normal(r, 0, 0.7), eta = common;
        for (size_t j = 0; j < COLUMNS; j++) {
            c->x[j * c->n + i] = halo + rng_normal(r, 0, 0.7);
            eta += c->x[j * c->n + i] * (j == 0 ? 0.5 : j == 1 ? 0.25 : 0);
        }
        c->exposed[i] = rng_chance(r, expit(c->x[i] - 1));
        c->between[i] = 0.8 * c->exposed[i] + 0.5 * c->x[i] + rng_normal(r, 0, 1);
        c->y[i] = eta + effect * c->exposed[i] + through * c->between[i] + rng_normal(r, 0, 1);
        c->yes[i] = c->y[i] > 0.3;
    }
}

static RobustInput adjusted(const Company *c, double *x)
{
    memcpy(x, c->exposed, c->n * sizeof *x);
    memcpy(x + c->n, c->x, c->n * COLUMNS * sizeof *x);
    return (RobustInput){ .rows = { .x = x, .y = c->y, .n = c->n, .p = COLUMNS + 1 }, .cluster = c->id };
}

typedef struct Count {
    int held, told;
} Count;

static Count effects(Rng *r, size_t n, int times, Company *c, double *x, Arena *a)
{
    Count k = { 0, 0 };
    for (int t = 0; t < 2 * times; t++) {
        ArenaMark mark = arena_mark(a);
        Robust f;
        Err err;
        double truth = t < times ? -0.5 : 0;
        draw(r, n, truth, 0, c);
        RobustInput in = adjusted(c, x);
        if (robust_fit(&in, a, &f, &err) != ST_OK)
            exit(1);
        Interval v = robust_coefficient(&f, 0);
        if (t < times)
            k.held += v.low <= truth && truth <= v.high;
        else
            k.told += v.p < 0.05;
        arena_rewind(a, mark);
    }
    return k;
}

static Count through(Rng *r, size_t n, int times, Company *c, Arena *a)
{
    Count k = { 0, 0 };
    for (int t = 0; t < 2 * times; t++) {
        ArenaMark mark = arena_mark(a);
        Mediate f;
        Err err;
        double truth = t < times ? 0.8 * -0.4 : 0;
        draw(r, n, -0.3, t < times ? -0.4 : 0, c);
        if (mediate_fit(&(MediateInput){ .cause = c->exposed, .between = c->between, .outcome = c->y, .x = c->x, .cluster = c->id, .n = c->n, .p = COLUMNS }, r, a, &f, &err) != ST_OK)
            exit(1);
        if (t < times)
            k.held += f.through.low <= truth && truth <= f.through.high;
        else
            k.told += f.through.low > 0 || f.through.high < 0;
        arena_rewind(a, mark);
    }
    return k;
}

/* The truth of a share is the mean of OFTEN samples of MOST companies. */
static Count shares(Rng *r, size_t n, int times, DriverKind kind, Company *c, Arena *a, Count *weight)
{
    Count k = { 0, 0 };
    Drivers whole, d;
    Err err;
    double truth = 0, truth_weight = 0;
    DriverInput in;
    for (int t = 0; t < OFTEN; t++) {
        ArenaMark mark = arena_mark(a);
        draw(r, MOST, 0, 0, c);
        in = (DriverInput){ .x = c->x, .y = kind == DRIVER_NUMBER ? c->y : c->yes, .cluster = c->id, .n = c->n, .p = COLUMNS };
        if (driver_model_shares(&in, kind, NULL, a, &whole, &err) != ST_OK)
            exit(1);
        truth += whole.of[0].lmg / OFTEN;
        truth_weight += whole.of[0].johnson / OFTEN;
        arena_rewind(a, mark);
    }
    *weight = (Count){ 0, -1 };
    for (int t = 0; t < times; t++) {
        ArenaMark mark = arena_mark(a);
        draw(r, n, 0, 0, c);
        in = (DriverInput){ .x = c->x, .y = kind == DRIVER_NUMBER ? c->y : c->yes, .cluster = c->id, .n = c->n, .p = COLUMNS, .draws = DRAWS };
        if (driver_model_shares(&in, kind, r, a, &d, &err) != ST_OK)
            exit(1);
        k.held += d.of[0].low <= truth && truth <= d.of[0].high;
        weight->held += d.of[0].johnson_low <= truth_weight && truth_weight <= d.of[0].johnson_high;
        arena_rewind(a, mark);
    }
    k.told = -1;
    return k;
}

static int mobi(Arena *a)
{
    static double x[MOBI_N * MOBI_ITEMS];
    PathFit f;
    Err err;
    if (!mobi_read(x))
        return 0;
    if (path_fit(&(PathInput){ .model = &mobi_model, .x = x, .n = MOBI_N, .draws = 1000, .low = 1, .high = 10 }, rng_create(a, 1), a, &f, &err) != ST_OK)
        return 1;
    for (size_t k = 0; k < sizeof mobi_published / sizeof *mobi_published; k++) {
        const MobiPath *p = &mobi_published[k];
        const PathEstimate *e = &f.path[p->from][p->to];
        printf("%s -> %s\t%.4f\t%.3f\t%.3f\t%.3f\n", mobi_names[p->from], mobi_names[p->to], e->estimate, e->low, e->high, p->path);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = { 60, 150, 500, MOST };
    char *end = NULL;
    bool public_data = argc == 2 && !strcmp(argv[1], "mobi");
    long times = public_data ? 1 : argc == 2 ? strtol(argv[1], &end, 10) : 0;
    if (times < 1 || times > TIMES_MAX || (end && *end)) {
        (void)fprintf(stderr, "usage: drivers TIMES\n");
        return 2;
    }
    Arena a;
    num_init();
    arena_init(&a);
    if (public_data) {
        int rc = mobi(&a);
        arena_release(&a);
        return rc;
    }
    Company *c = ARENA_NEW(&a, Company);
    double *x = ARENA_NEW_N(&a, double, (COLUMNS + 1) * MOST * ROWS);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        Rng *r = rng_create(&a, 100 + s);
        /* A hundred times the accounts is a hundred times the work. */
        int some = sizes[s] == MOST ? (int)(times / 10 ? times / 10 : 1) : (int)times;
        Count weight, k = effects(r, sizes[s], some, c, x, &a);
        printf("effect\t%zu\t%d\t%d\t%d\n", sizes[s], some, k.held, k.told);
        k = through(r, sizes[s], some, c, &a);
        printf("through\t%zu\t%d\t%d\t%d\n", sizes[s], some, k.held, k.told);
        k = shares(r, sizes[s], some, DRIVER_NUMBER, c, &a, &weight);
        printf("share\t%zu\t%d\t%d\t%d\nrelative weight\t%zu\t%d\t%d\t%d\n", sizes[s], some, k.held, k.told, sizes[s], some, weight.held, weight.told);
        k = shares(r, sizes[s], some, DRIVER_YES_NO, c, &a, &weight);
        printf("yes/no share\t%zu\t%d\t%d\t%d\nyes/no relative weight\t%zu\t%d\t%d\t%d\n", sizes[s], some, k.held, k.told, sizes[s], some, weight.held, weight.told);
        (void)fflush(stdout);
    }
    arena_release(&a);
    return 0;
}
