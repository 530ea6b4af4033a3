/* audits.c - does the audit say the right thing about the made-up company, and nothing about quiet ones?
 *
 *     bench_audits [FIRST SEEDS]
 *
 * Planted: the action of each seed, from its deliveries as they were drawn (country and month known, accounts not mixed up),
 * time before from the month after the change, as the product takes it.  Quiet: countries outside the changed region, pairs of
 * them in turn and a start month of its own each; nothing was done there.  Exit code 1 when more than 5 % of the quiet ones
 * "worked".
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "demo/world.h"
#include "num/dist.h"
#include "num/place.h"

typedef struct Rows {
    int64_t *unit, *period, *place;
    double *x, *n;
    uint8_t *treated;
    size_t rows;
} Rows;

static int64_t month_of(int64_t day)
{
    Civil c = civil_of_day(day);
    return (int64_t)c.year * 12 + c.month - 1;
}

/* One row a delivery.  `reached`: countries; `out`: countries left out. */
static void fill(const World *w, unsigned reached, unsigned out, int64_t from, Arena *a, Rows *o)
{
    size_t cap = w->delivery.n + 1;
    *o = (Rows){ ARENA_NEW_N(a, int64_t, cap), ARENA_NEW_N(a, int64_t, cap), ARENA_NEW_N(a, int64_t, cap), ARENA_NEW_N(a, double, cap), ARENA_NEW_N(a, double, cap),
                 ARENA_NEW_N(a, uint8_t, cap), 0 };
    for (size_t i = 0; i < w->delivery.n; i++) {
        const Delivery *d = &w->delivery.v[i];
        const Account *who = &w->account[d->account];
        int64_t month = month_of(d->promised);
        if (month < from || d->promised + 16 > w->as_of || out >> who->country & 1)
            continue;
        o->unit[o->rows] = d->account;
        o->period[o->rows] = month;
        o->place[o->rows] = who->country;
        o->x[o->rows] = delivery_late(d);
        o->n[o->rows] = 1;
        o->treated[o->rows++] = reached >> who->country & 1;
    }
}

static Place look(const Rows *r, int64_t start, double wanted, Arena *a)
{
    Place p;
    Err err;
    PlaceInput in = { .did = { .unit = r->unit, .period = r->period, .x = r->x, .n = r->n, .treated = r->treated, .rows = r->rows, .start = start, .wanted = wanted },
                      .place = r->place };
    if (place_estimate(&in, a, &p, &err)) {
        fprintf(stderr, "%s\n", err.msg);
        exit(1);
    }
    return p;
}

typedef struct Count {
    int n, worked, did_not, old, cover, one, shock;
    double departure, effect, se;
} Count;

static void add(Count *c, const Place *p, double truth)
{
    c->n++;
    c->worked += p->verdict == DID_WORKED;
    c->did_not += p->verdict == DID_DID_NOT;
    c->old += p->did.high < 0 && p->did.pretrend_p >= 0.05;
    c->cover += p->low <= truth && truth <= p->high;
    c->one += fabs(p->estimate - truth) <= t_quantile(0.975, p->df) * p->se;
    c->shock += p->shock_p < 0.05;
    c->departure += p->departure;
    c->effect += p->estimate;
    c->se += p->se;
}

static void row(const char *name, const Count *c)
{
    double n = c->n;
    printf("%-8s %5d books: worked %5.1f %%, did not %5.1f %%, cannot tell %5.1f %% (with a test of the path before: worked %5.1f %%); covers %5.1f %%, one look %5.1f %%; "
           "effect %.4f, error %.4f, survives %.2f; shocks found %4.1f %%\n",
           name, c->n, 100 * c->worked / n, 100 * c->did_not / n, 100 * (c->n - c->worked - c->did_not) / n, 100 * c->old / n, 100 * c->cover / n, 100 * c->one / n, c->effect / n,
           c->se / n, c->departure / n, 100 * c->shock / n);
}

int main(int argc, char **argv)
{
    enum { SEEDS = 200 };
    const unsigned west = 1u << FR | 1u << BE | 1u << NL, acted = 1u << FR | 1u << BE;
    long first = argc > 2 ? strtol(argv[1], NULL, 10) : 1, seeds = argc > 2 ? strtol(argv[2], NULL, 10) : SEEDS;
    Count planted = { 0 }, quiet = { 0 };
    num_init();
    for (long seed = first; seed < first + seeds; seed++) {
        Arena a;
        World w;
        Rows r;
        arena_init(&a);
        world_make(&w, &a, &(DemoOptions){ .accounts = 1500, .months = 36, .seed = seed, .responses = 10, .events = 10 });
        double truth = late_chance(&w, FR, w.action) - late_chance(&w, FR, w.action - 1);
        fill(&w, acted, 0, month_of(w.change) + 1, &a, &r);
        Place p = look(&r, month_of(w.action), truth / 4, &a);
        add(&planted, &p, truth);
        if (p.verdict != DID_WORKED)
            printf("seed %ld: not worked: %.3f (%.3f to %.3f), survives %.2f of %.3f, path believed %.2f, carried on %.3f, test of the path p %.4f\n", seed, p.estimate, p.low, p.high,
                   p.departure, p.largest, p.slope_part, p.straight, p.did.pretrend_p);
        unsigned one = (unsigned)(seed % N_COUNTRY), two = (unsigned)((seed / N_COUNTRY + seed + 1) % N_COUNTRY), pair = 1u << one | 1u << two;
        if (pair & west)
            pair = 1u << DE;
        int64_t start = month_of(w.start) + 10 + seed % 18;
        fill(&w, pair, west, start - 12 > month_of(w.start) ? start - 12 : month_of(w.start), &a, &r);
        p = look(&r, start, -0.02, &a);
        add(&quiet, &p, 0);
        arena_release(&a);
    }
    row("planted", &planted);
    row("quiet", &quiet);
    return quiet.worked * 20 > quiet.n;
}
