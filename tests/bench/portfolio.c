/* portfolio - the best set of options of made-up programmes, for another solver to find too.
 *
 * Usage: portfolio OPTIONS DRAWS CAUTION SEED FILE
 * Draws a case with a fixed seed: worths with a cause in common, two limits, issues with several ways to mend them. Writes it to the
 * file (doubles: worth draw after draw of one option after the other, money, people, the two limits, the option's group or -1), solves
 * it, and prints processor seconds, the value, the gap that is not proven, and how many options are taken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "num/portfolio.h"
#include "num/rng.h"

enum { ARGUMENTS = 6 };
#define ROOM .2          /* of everything the options would use together */

typedef struct Case {
    double  *worth, *money, *people, *group, limit[2];
    int64_t *of;
    size_t   n, draws;
} Case;

static void draw(Case *c, Arena *a, Rng *r)
{
    double *common = ARENA_NEW_N(a, double, c->draws);
    c->worth = ARENA_NEW_N(a, double, c->n * c->draws);
    c->money = ARENA_NEW_N(a, double, c->n);
    c->people = ARENA_NEW_N(a, double, c->n);
    c->group = ARENA_NEW_N(a, double, c->n);
    c->of = ARENA_NEW_N(a, int64_t, c->n);
    for (size_t d = 0; d < c->draws; d++)
        common[d] = rng_normal(r, 0, 1);
    for (size_t i = 0; i < c->n; i++) {
        double mean = rng_normal(r, 60, 70), sd = 20 + 90 * rng_uniform(r), shared = rng_uniform(r);
        for (size_t d = 0; d < c->draws; d++)
            c->worth[i * c->draws + d] = mean + sd * (shared * common[d] + (1 - shared) * rng_normal(r, 0, 1));
        c->money[i] = 10 + 90 * rng_uniform(r);
        c->people[i] = (double)rng_below(r, 5);
        c->of[i] = rng_chance(r, .3) ? -1 : (int64_t)rng_below(r, c->n / 2);
        c->group[i] = (double)c->of[i];
        c->limit[0] += ROOM * c->money[i];
        c->limit[1] += ROOM * c->people[i];
    }
}

static bool save(const Case *c, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return false;
    size_t all = fwrite(c->worth, sizeof *c->worth, c->n * c->draws, f) + fwrite(c->money, sizeof *c->money, c->n, f) + fwrite(c->people, sizeof *c->people, c->n, f);
    all += fwrite(c->limit, sizeof *c->limit, 2, f) + fwrite(c->group, sizeof *c->group, c->n, f);
    return fclose(f) == 0 && all == c->n * c->draws + 3 * c->n + 2;
}

static size_t number(const char *text, long most)
{
    char *end;
    long v = strtol(text, &end, 10);
    return *end || v < 2 || v > most ? 0 : (size_t)v;
}

int main(int argc, char **argv)
{
    Case c = { .n = argc == ARGUMENTS ? number(argv[1], PORTFOLIO_OPTIONS_MAX) : 0, .draws = argc == ARGUMENTS ? number(argv[2], PORTFOLIO_DRAWS_MAX) : 0 };
    Arena a;
    Portfolio best;
    Err err;
    if (!c.n || !c.draws) {
        (void)fprintf(stderr, "usage: portfolio OPTIONS DRAWS CAUTION SEED FILE\n");
        return 2;
    }
    arena_init(&a);
    draw(&c, &a, rng_create(&a, strtoull(argv[4], NULL, 10)));
    PortfolioInput in = { .n_option = c.n, .n_limit = 2, .n_draw = c.draws, .worth = c.worth, .use = { c.money, c.people }, .limit = { c.limit[0], c.limit[1] },
                          .group = c.of, .caution = strtod(argv[3], NULL), .tail = .1 };
    clock_t from = clock();
    if (!save(&c, argv[5]) || portfolio_best(&in, &a, &best, &err)) {
        (void)fprintf(stderr, "portfolio: no answer\n");
        return 1;
    }
    (void)printf("%.6f %.9f %.9f %zu\n", (double)(clock() - from) / CLOCKS_PER_SEC, best.value, best.gap, best.n_in);
    arena_release(&a);
    return 0;
}
