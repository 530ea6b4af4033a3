/* audits.c - does the audit say the right thing about the made-up company, and nothing about quiet ones?
 *
 *     bench_audits [FIRST SEEDS]
 *
 * Planted: the action of each seed, from its deliveries as they were drawn (country and month known, accounts not mixed up),
 * time before from the month after the change, as the product takes it.  Quiet: countries outside the changed region, pairs of
 * them in turn and a start month of its own each; nothing was done there.  Observed: what the action really saved in renewals, invoices and tickets
 * (action_brought), and whether num/saved.h's interval, asked as src/act/observed.h asks, holds it.  Exit code 1 when more than 5 % of the quiet ones
 * "worked", or fewer than 90 % of the intervals of what was saved held it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "demo/world.h"
#include "num/dist.h"
#include "num/place.h"
#include "num/saved.h"

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
    *o = (Rows){ ARENA_NEW_N(a, int64_t, cap),
                 ARENA_NEW_N(a, int64_t, cap),
                 ARENA_NEW_N(a, int64_t, cap),
                 ARENA_NEW_N(a, double, cap),
                 ARENA_NEW_N(a, double, cap),
                 ARENA_NEW_N(a, uint8_t, cap),
                 0 };
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
    PlaceInput in = {
        .did = { .unit = r->unit, .period = r->period, .x = r->x, .n = r->n, .treated = r->treated, .rows = r->rows, .start = start, .wanted = wanted },
        .place = r->place
    };
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
    printf("%-8s %5d books: worked %5.1f %%, did not %5.1f %%, cannot tell %5.1f %% (with a test of the path before: worked %5.1f %%); covers %5.1f %%, one "
           "look %5.1f %%; "
           "effect %.4f, error %.4f, survives %.2f; shocks found %4.1f %%\n",
           name, c->n, 100 * c->worked / n, 100 * c->did_not / n, 100 * (c->n - c->worked - c->did_not) / n, 100 * c->old / n, 100 * c->cover / n,
           100 * c->one / n, c->effect / n, c->se / n, c->departure / n, 100 * c->shock / n);
}

/* Money by account: [0] before, [1] after. */
typedef struct Money {
    double due[2], kept[2], billed[2], tickets[2];
} Money;

/* Which of the two windows a day lies in: from the action to the last whole month, and the same a year before; -1: neither. */
static int window_of(const World *w, int64_t day)
{
    int64_t end = day_month_start(w->as_of);
    if (day >= w->action && day < end)
        return 1;
    return day >= day_add_months(w->action, -12) && day < day_add_months(end, -12) ? 0 : -1;
}

static Money *money_of(const World *w, Arena *a)
{
    Money *m = ARENA_NEW_N(a, Money, w->n_account);
    int k;
    for (size_t i = 0; i < w->decision.n; i++)
        if ((k = window_of(w, w->decision.v[i].day)) >= 0) {
            m[w->decision.v[i].account].due[k] += (double)w->decision.v[i].amount;
            m[w->decision.v[i].account].kept[k] += w->decision.v[i].renewed ? (double)w->decision.v[i].amount : 0;
        }
    for (size_t i = 0; i < w->invoice.n; i++)
        if ((w->invoice.v[i].kind == INVOICE_PLAIN || w->invoice.v[i].kind == INVOICE_CREDIT) && (k = window_of(w, w->invoice.v[i].day)) >= 0)
            m[w->invoice.v[i].account].billed[k] += (double)w->invoice.v[i].amount;
    for (size_t i = 0; i < w->ticket.n; i++)
        if ((k = window_of(w, w->ticket.v[i].at / 86400)) >= 0)
            m[w->ticket.v[i].account].tickets[k]++;
    return m;
}

typedef struct Held {
    const char *name;
    int    n, held;
    double off, off2, wide, truth;
} Held;

/* FR and BE against NL, which lived through the same change. */
static void observe(const World *w, Arena *a, Held held[3])
{
    Brought was = action_brought(w);
    const double truth[] = { was.kept, was.billed, was.tickets };
    Money *m = money_of(w, a);
    size_t cap = 2 * w->n_account + 1;
    int64_t *unit = ARENA_NEW_N(a, int64_t, cap), before = day_add_months(w->action, -12);
    uint8_t *treated = ARENA_NEW_N(a, uint8_t, cap), *after = ARENA_NEW_N(a, uint8_t, cap);
    double *y = ARENA_NEW_N(a, double, cap), *base = ARENA_NEW_N(a, double, cap);
    for (int what = 0; what < 3; what++) {
        Saved o;
        Err err;
        size_t n = 0;
        for (size_t i = 0; i < w->n_account; i++) {
            const Account *who = &w->account[i];
            bool known = who->since < before + 31 && who->end >= before;
            if ((!action_reaches((Country)who->country) && who->country != NL) || (what && !known))
                continue;
            for (int k = 0; k < 2; k++) {
                unit[n] = (int64_t)i;
                treated[n] = action_reaches((Country)who->country);
                after[n] = (uint8_t)k;
                y[n] = what == 0 ? m[i].kept[k] : what == 1 ? m[i].billed[k] : -m[i].tickets[k];
                base[n++] = what == 0 ? m[i].due[k] : what == 1 ? m[i].billed[0] : 1;
            }
        }
        if (saved_estimate(&(SavedInput){ .unit = unit, .treated = treated, .after = after, .y = y, .w = base, .rows = n, .share = !what }, a, &o, &err)) {
            fprintf(stderr, "%s\n", err.msg);
            exit(1);
        }
        if (o.too_few)
            continue;
        held[what].n++;
        held[what].held += o.money_low <= truth[what] && truth[what] <= o.money_high;
        held[what].off += o.money - truth[what];
        held[what].off2 += (o.money - truth[what]) * (o.money - truth[what]);
        held[what].wide += o.money_high - o.money_low;
        held[what].truth += truth[what];
    }
}

static void observed_row(const Held *h)
{
    double n = h->n, off = h->off / n, sd = sqrt((h->off2 / n - off * off) / (n - 1));
    printf("observed %-8s %5d books: holds what was saved %5.1f %%; saved %.0f, off by %.0f on average (give or take %.0f), interval %.0f wide\n", h->name,
           h->n, 100 * h->held / n, h->truth / n, off, sd, h->wide / n);
}

int main(int argc, char **argv)
{
    enum { SEEDS = 200 };
    const unsigned west = 1u << FR | 1u << BE | 1u << NL, acted = 1u << FR | 1u << BE;
    long first = argc > 2 ? strtol(argv[1], NULL, 10) : 1, seeds = argc > 2 ? strtol(argv[2], NULL, 10) : SEEDS;
    Count planted = { 0 }, quiet = { 0 };
    Held held[3] = { { .name = "kept" }, { .name = "billed" }, { .name = "tickets" } };
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
        observe(&w, &a, held);
        if (p.verdict != DID_WORKED)
            printf("seed %ld: not worked: %.3f (%.3f to %.3f), survives %.2f of %.3f, path believed %.2f, carried on %.3f, test of the path p %.4f\n", seed,
                   p.estimate, p.low, p.high, p.departure, p.largest, p.slope_part, p.straight, p.did.pretrend_p);
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
    for (int k = 0; k < 3; k++)
        observed_row(&held[k]);
    bool poor = false;
    for (int k = 0; k < 3; k++)
        poor = poor || held[k].held * 10 < held[k].n * 9;
    return quiet.worked * 20 > quiet.n || poor;
}
