/* intervals - how often do the intervals that pages show hold the truth?  At n = 60, 150, 500 and 5,000 accounts, on made-up companies of known law.
 *
 * Usage: intervals TIMES [WORD]
 * Of every interval whose name begins with WORD a line: its name, its level, n, trials, trials in which it was told, the share that held and
 * that share's simulation error.  drivers.c has the rest: effects, chains and drivers of outcomes that are numbers.
 */
#include "tests/bench/intervals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"

enum { TIMES_MAX = 100000 };

void must(Status st, const Err *err)
{
    if (!st)
        return;
    (void)fprintf(stderr, "intervals: %s\n", err->msg);
    exit(1);
}

void told(Lab *l, size_t part, double estimate, double low, double high, double truth)
{
    double want = isnan(truth) ? l->truth[part] : truth;
    if (l->sampling ? isfinite(estimate) : isfinite(low) && isfinite(high))
        l->part[part] = (Told){ true, estimate, low <= want && want <= high };
}

void told_share(Lab *l, size_t part, double share)
{
    if (isfinite(share))
        l->part[part] = (Told){ true, F64_NAN, share };
}

static void once(const Check *c, Lab *l)
{
    ArenaMark mark = arena_mark(l->a);
    memset(l->part, 0, sizeof l->part);
    c->trial(l);
    arena_rewind(l->a, mark);
}

static void find_truth(const Check *c, Lab *l)
{
    double sum[PARTS_MAX] = { 0 }, n[PARTS_MAX] = { 0 };
    l->n = MOST;
    l->sampling = true;
    for (int t = 0; t < OFTEN; t++) {
        once(c, l);
        for (size_t k = 0; k < PARTS_MAX; k++)
            if (l->part[k].is) {
                sum[k] += l->part[k].estimate;
                n[k]++;
            }
    }
    for (size_t k = 0; k < PARTS_MAX; k++)
        l->truth[k] = n[k] > 0 ? sum[k] / n[k] : F64_NAN;
    l->sampling = false;
}

static void measure(const Check *c, Lab *l, size_t n, int times)
{
    double sum[PARTS_MAX] = { 0 }, square[PARTS_MAX] = { 0 }, is[PARTS_MAX] = { 0 };
    l->n = n;
    for (int t = 0; t < times; t++) {
        once(c, l);
        for (size_t k = 0; k < PARTS_MAX; k++) {
            if (!l->part[k].is)
                continue;
            is[k]++;
            sum[k] += l->part[k].held;
            square[k] += l->part[k].held * l->part[k].held;
        }
    }
    for (size_t k = 0; k < PARTS_MAX && c->part[k]; k++) {
        double mean = is[k] > 0 ? sum[k] / is[k] : F64_NAN, v = is[k] > 1 ? fmax(0, square[k] / is[k] - mean * mean) / is[k] : F64_NAN;
        printf("%s\t%g\t%zu\t%d\t%.0f\t%.4f\t%.4f\n", c->part[k], c->level, n, times, is[k], mean, sqrt(v));
    }
    (void)fflush(stdout);
}

static void all_of(const Check *c, const char *word, int times, Arena *a)
{
    static const size_t sizes[] = { 60, 150, 500, MOST };
    for (; c->trial; c++) {
        bool wanted = false;
        for (size_t k = 0; k < PARTS_MAX && c->part[k]; k++)
            wanted = wanted || !strncmp(c->part[k], word, strlen(word));
        if (!wanted)
            continue;
        Lab l = { .r = rng_create(a, 1), .a = a };
        if (c->sampled)
            find_truth(c, &l);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            l.r = rng_create(a, 100 + s);
            measure(c, &l, sizes[s], sizes[s] == MOST && times > c->large ? times / c->large : times);
        }
    }
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long times = argc == 2 || argc == 3 ? strtol(argv[1], &end, 10) : 0;
    if (times < 1 || times > TIMES_MAX || *end) {
        (void)fprintf(stderr, "usage: intervals TIMES [WORD]\n");
        return 2;
    }
    Arena a;
    num_init();
    arena_init(&a);
    const Check *const check[] = { rows_check, share_check, money_check, audit_check };
    for (size_t k = 0; k < sizeof check / sizeof *check; k++)
        all_of(check[k], argc == 3 ? argv[2] : "", (int)times, &a);
    arena_release(&a);
    return 0;
}
