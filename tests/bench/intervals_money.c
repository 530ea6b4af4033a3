/* intervals_money.c - intervals of what is to come: renewals, lifetime values, contacts, the cost of doing nothing; and the satisfaction index. */
#include <math.h>
#include <string.h>

#include "base/attr.h"
#include "link/index_model.h"
#include "link/peer.h"
#include "num/annuity.h"
#include "num/dist.h"
#include "num/path.h"
#include "num/standard.h"
#include "tests/bench/intervals.h"
#include "value/forecast.h"
#include "value/life.h"
#include "value/nothing.h"

enum { EACH = 3, SIDES = 3, ITEMS = EACH * SIDES };

/* Three years of decisions of n accounts; one column matters much, two some, three not at all; a third of the accounts decide soon.
 * Where there is no model (few decisions) the interval is of everybody's rate, and nobody's chance. */
static void forecast(Lab *l)
{
    Err err;
    ForecastTest test;
    size_t made = 2 * l->n, coming = l->n / 3;
    Forecast f = { .n = made + coming, .made = made, .p = 6, .row = ARENA_NEW_N(l->a, ForecastRow, made + coming) };
    double *truth = ARENA_NEW_N(l->a, double, f.n), held = 0, gain = 0, n = 0;
    for (size_t i = 0; i < f.n; i++) {
        ForecastRow *o = &f.row[i];
        *o = (ForecastRow){ .account = (int64_t)(i % l->n), .decision = (int64_t)i, .decided = 18000 + (int64_t)(i * 1095 / made),
                            .known = i < made, .score = F64_NAN };
        for (size_t c = 0; c < f.p; c++)
            o->x[c] = c % 2 ? rng_normal(l->r, 0, 1) : rng_chance(l->r, 0.3);
        truth[i] = expit(1.3 - 1.2 * o->x[0] + 0.5 * o->x[1] + 0.3 * o->x[3]);
        o->renewed = rng_chance(l->r, truth[i]);
    }
    must(forecast_fit(&f, l->a, &err), &err);
    for (size_t i = made; i < f.n; i++)
        held += f.low[i] <= truth[i] && truth[i] <= f.high[i];
    if (f.told)
        told_share(l, 0, held / (double)coming);
    must(forecast_test(&f, f.back, l->a, &test, &err), &err);
    /* What these forecasts gain on the base rate, were all outcomes to be drawn again. */
    for (size_t i = 0; i < made; i++) {
        if (isnan(f.back[i]))
            continue;
        gain += (f.back_base[i] - truth[i]) * (f.back_base[i] - truth[i]) - (f.back[i] - truth[i]) * (f.back[i] - truth[i]);
        n++;
    }
    if (n > 0)
        told(l, 1, gain / n, test.gain_low, test.gain_high, gain / n);
}

/* Each account ends with a chance of its own; what was seen of it, and what it goes on to do. */
static void lifetime(Lab *l)
{
    Err err;
    LifeTotal total;
    LifetimeFit fit;
    LifeTable *t = ARENA_NEW_N(l->a, LifeTable, 1);
    LifeContract *c = ARENA_NEW_N(l->a, LifeContract, l->n);
    LifeValue *v = ARENA_NEW_N(l->a, LifeValue, l->n);
    double *truth = ARENA_NEW_N(l->a, double, l->n), sum = 0, held = 0;
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        double p = rng_beta(l->r, 1.2, 6), revenue = exp(rng_normal(l->r, 8, 0.8)), wait = rng_uniform(l->r), years = wait;
        int64_t seen = 1 + rng_below(l->r, 6), k = 0;
        bool there = true;
        while (k < seen && there) {
            there = !rng_chance(l->r, p);
            t->at_risk[k]++;
            t->ended[k++] += !there;
        }
        if (!there)
            continue;
        while (years < 5 && !rng_chance(l->r, p))
            years = fmin(5, years + 1);
        truth[n] = 0.4 * revenue * years;
        sum += truth[n];
        c[n++] = (LifeContract){ .tenure = k, .wait = wait, .revenue = revenue };
    }
    if (life_fit(t, &fit, &err))
        return;
    life_contracts(c, n, &fit, &(LifeAssume){ .margin = 0.4, .rate = 0, .years = 5, .seed = (uint64_t)rng_below(l->r, 1000000) }, l->a, v, &total);
    for (size_t i = 0; i < n; i++)
        held += v[i].low <= truth[i] * (1 + 1e-9) && truth[i] <= v[i].high * (1 + 1e-9);
    told(l, 0, total.value, total.low, total.high, sum);
    told_share(l, 1, held / (double)n);
}

static double play(Rng *r, LifeBuyer *b)
{
    double rate = rng_gamma(r, 2, 1.5), leaves = rng_beta(r, 1, 9), seen = 1 + 2 * rng_uniform(r), mean = 6.0 / rng_gamma(r, 4, 1.0 / 1500);
    double t = 0, money = 0, later = 0;
    *b = (LifeBuyer){ .seen = seen };
    for (bool there = true; there; there = !rng_chance(r, leaves)) {
        t -= log1p(-rng_uniform(r)) / rate;
        if (t > seen + 3)
            break;
        double pays = rng_gamma(r, 6, mean / 6);
        later += t > seen ? 0.4 * pays : 0;
        money += t > seen ? 0 : pays;
        b->repeats += t <= seen;
        b->last = t <= seen ? t : b->last;
    }
    b->mean = b->repeats > 0 ? money / b->repeats : 0;
    return later;
}

static void buyers(Lab *l)
{
    Err err;
    LifeTotal total;
    LifetimeFit buys, spend;
    LifeBuyer *b = ARENA_NEW_N(l->a, LifeBuyer, l->n);
    LifeValue *v = ARENA_NEW_N(l->a, LifeValue, l->n);
    double *truth = ARENA_NEW_N(l->a, double, l->n), sum = 0, held = 0;
    for (size_t i = 0; i < l->n; i++)
        sum += truth[i] = play(l->r, &b[i]);
    if (life_fit_buyers(b, l->n, l->a, &buys, &spend, &err))
        return;
    life_buyers(b, l->n, &buys, &spend, &(LifeAssume){ .margin = 0.4, .rate = 0, .years = 3, .seed = (uint64_t)rng_below(l->r, 1000000) }, l->a, v, &total);
    for (size_t i = 0; i < l->n; i++)
        held += v[i].low <= truth[i] && truth[i] <= v[i].high;
    told(l, 0, total.value, total.low, total.high, sum);
    told_share(l, 1, held / (double)l->n);
}

/* Contacts of months past, of a base that grows and shrinks, and those of the years to come. */
static void contacts(Lab *l)
{
    enum { SEEN = 24, YEARS = 3, MONTHS = 12 };
    Err err;
    Annuity x;
    double base[SEEN + YEARS * MONTHS], come[SEEN + YEARS * MONTHS], at = log((double)l->n);
    for (size_t t = 0; t < COUNT_OF(base); t++) {
        at += 0.004 + rng_normal(l->r, 0, 0.01);
        base[t] = fmax(1, round(exp(at)));
        come[t] = (double)rng_poisson(l->r, rng_gamma(l->r, 1 / 0.08, 0.08 * 0.04 * base[t]));
    }
    if (annuity_fit(&(AnnuityInput){ .base = base, .contacts = come, .n = SEEN, .years = YEARS, .seed = (uint64_t)rng_below(l->r, 1000000) }, l->a, &x, &err))
        return;
    for (size_t y = 0; y < YEARS; y++) {
        double sum = 0;
        for (size_t m = 0; m < MONTHS; m++)
            sum += come[SEEN + y * MONTHS + m];
        told(l, y, x.mean[y], x.low[y], x.high[y], sum);
    }
}

typedef struct World {
    size_t n;                    /* decisions */
    double *y, *x, *meets, *stake;
    uint8_t *exposed;
    int64_t *cluster;
    bool *now;
    double *hits;
} World;

/* Accounts that meet an issue with a chance of their own, three decisions made each; exposed, the chance to renew falls by 0.15 for all. */
static World world(Lab *l)
{
    enum { WINDOWS = 3 };
    size_t n = l->n * WINDOWS;
    World w = { .n = n, .y = ARENA_NEW_N(l->a, double, n), .x = ARENA_NEW_N(l->a, double, n), .exposed = ARENA_NEW_N(l->a, uint8_t, n),
                .cluster = ARENA_NEW_N(l->a, int64_t, n), .meets = ARENA_NEW_N(l->a, double, l->n), .stake = ARENA_NEW_N(l->a, double, l->n),
                .now = ARENA_NEW_N(l->a, bool, l->n), .hits = ARENA_NEW_N(l->a, double, l->n) };
    for (size_t k = 0; k < l->n; k++) {
        w.meets[k] = rng_beta(l->r, 0.6, 1.4);
        w.now[k] = rng_chance(l->r, w.meets[k]);
        w.stake[k] = round(exp(rng_normal(l->r, 15, 0.8)));
        double level = 0.1 + 0.1 * rng_uniform(l->r);
        for (size_t i = k * WINDOWS; i < (k + 1) * WINDOWS; i++) {
            w.x[i] = rng_normal(l->r, 0, 1);
            w.exposed[i] = rng_chance(l->r, w.meets[k]);
            w.hits[k] += w.exposed[i];
            w.y[i] = rng_chance(l->r, level + 0.15 * w.exposed[i]);
            w.cluster[i] = (int64_t)k;
        }
    }
    return w;
}

/* Told, as on the page, where the effect is told apart. */
static void nothing(Lab *l)
{
    Err err;
    Standard s;
    Nothing out;
    World w = world(l);
    double truth = 0;
    EffectInput asked = { .y = w.y, .exposed = w.exposed, .x = w.x, .cluster = w.cluster, .n = w.n, .p = 1, .min_per_arm = 20 };
    must(standard_estimate(&asked, l->a, &s, &err), &err);
    if (s.too_few || !(s.estimate > 0) || s.p > 0.05)
        return;
    Contracts c = { .at = ARENA_NEW_N(l->a, Contract, l->n), .n = l->n, .n_group = 1 };
    for (size_t k = 0; k < l->n; k++) {
        c.at[k] = (Contract){ .account = (int64_t)k, .amount = (int64_t)w.stake[k], .next = 200, .windows = 3, .active = true };
        truth += w.stake[k] * w.meets[k] * 0.15;
    }
    Harm h = { .effect = -s.estimate, .se = s.se, .hits = w.hits, .now = w.now };
    NothingInput in = { .contracts = &c, .harm = &h, .n = 1, .as_of = 100, .horizon = 365, .seed = (uint64_t)rng_below(l->r, 1000000) };
    must(nothing_simulate(&in, l->a, &out, &err), &err);
    told(l, 0, (double)out.band[0].mean, (double)out.band[0].low, (double)out.band[0].high, truth);
}

/* Two issues that come together (phi about 0.5), one of which takes 0.25 of the chance to renew and the other 0.1, each adjusted for the other as link does it: both effects, and the joint cost. */
static void together(Lab *l)
{
    enum { WINDOWS = 3, ISSUES = 2 };
    static const double takes[ISSUES] = { 0.25, 0.1 };
    size_t n = l->n * WINDOWS;
    Err err;
    Nothing out;
    Peers *p = ARENA_NEW(l->a, Peers);
    uint64_t *met = ARENA_NEW_N(l->a, uint64_t, n);
    double *y = ARENA_NEW_N(l->a, double, n), *x = ARENA_NEW_N(l->a, double, n * (1 + PEERS_MOST)), cost = 0, effect[ISSUES] = { 0 }, penalty[1 + PEERS_MOST] = { 0 };
    uint8_t *exposed = ARENA_NEW_N(l->a, uint8_t, n);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    Harm h[ISSUES] = { { .issue = 1 }, { .issue = 2 } };
    Contracts c = { .at = ARENA_NEW_N(l->a, Contract, l->n), .n = l->n, .n_group = 1 };
    for (size_t k = 0; k < ISSUES; k++) {
        h[k].hits = ARENA_NEW_N(l->a, double, l->n);
        h[k].now = ARENA_NEW_N(l->a, bool, l->n);
    }
    for (size_t k = 0; k < l->n; k++) {
        double meets = rng_beta(l->r, 0.6, 1.4), stake = round(exp(rng_normal(l->r, 15, 0.8)));
        c.at[k] = (Contract){ .account = (int64_t)k, .amount = (int64_t)stake, .next = 200, .windows = WINDOWS, .active = true };
        cost += 0.85 * stake * (1 - (1 - takes[0] * meets) * (1 - takes[1] * meets));
        for (size_t w = 0; w <= WINDOWS; w++) {
            bool one = rng_chance(l->r, meets), two = rng_chance(l->r, 0.25) ? one : rng_chance(l->r, meets);
            if (w == WINDOWS) {
                h[0].now[k] = one;
                h[1].now[k] = two;
                continue;
            }
            size_t i = k * WINDOWS + w;
            met[i] = (uint64_t)one | (uint64_t)two << 1;
            h[0].hits[k] += one;
            h[1].hits[k] += two;
            x[i] = rng_normal(l->r, 0, 1);
            id[i] = (int64_t)k;
            y[i] = !rng_chance(l->r, 0.85 * (1 - takes[0] * one) * (1 - takes[1] * two));
            for (size_t q = 0; q < ISSUES; q++)
                effect[q] += 0.85 * takes[q] * (1 - takes[1 - q] * (q ? one : two)) / (double)n;
        }
    }
    p->n = ISSUES;
    p->place[1] = 1;
    for (size_t q = 0; q < ISSUES; q++) {
        Standard s;
        Peer peer[PEERS_MOST];
        for (size_t i = 0; i < n; i++)
            exposed[i] = met[i] >> q & 1;
        size_t peers = peers_choose(p, q, met, exposed, n, PEERS_MOST, peer);
        peers_columns(peer, peers, met, n, x + n, penalty + 1);
        EffectInput in = { .y = y, .exposed = exposed, .x = x, .cluster = id, .n = n, .p = 1 + peers, .penalty = penalty, .min_per_arm = 20 };
        must(standard_estimate(&in, l->a, &s, &err), &err);
        if (s.too_few)
            return;
        told(l, q, s.estimate, s.low, s.high, effect[q]);
        h[q].effect = -s.estimate;
        h[q].se = s.se;
    }
    must(nothing_simulate(&(NothingInput){ .contracts = &c, .harm = h, .n = ISSUES, .as_of = 100, .horizon = 365, .seed = (uint64_t)rng_below(l->r, 1000000) }, l->a, &out, &err), &err);
    told(l, ISSUES, (double)out.joint.mean, (double)out.joint.low, (double)out.joint.high, cost);
}

/* Two respondents an account; first -> second -> third, first -> third, three items each. */
static void satisfaction(Lab *l)
{
    static const PathModel m = { .n = SIDES, .item = { EACH, EACH, EACH }, .leads = { { false, true, true }, { false, false, true } } };
    Err err;
    PathFit f;
    size_t n = 2 * l->n;
    double *x = ARENA_NEW_N(l->a, double, n * ITEMS), common[SIDES] = { 0 };
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        double made[SIDES];
        for (size_t c = 0; c < SIDES; c++) {
            common[c] = i % 2 ? common[c] : rng_normal(l->r, 0, 0.6);
            made[c] = common[c] + rng_normal(l->r, 0, 0.8);
        }
        made[1] += 0.5 * made[0];
        made[2] += 0.3 * made[0] + 0.4 * made[1];
        for (size_t j = 0; j < ITEMS; j++)
            x[j * n + i] = fmin(10, fmax(1, round(6 + 1.5 * made[j / EACH] + rng_normal(l->r, 0, 1 + 0.4 * (double)(j % EACH)))));
        id[i] = (int64_t)(i / 2);
    }
    if (n < INDEX_SHEETS_LEAST || l->n < INDEX_ACCOUNTS_LEAST)
        return;
    PathInput in = { .model = &m, .x = x, .cluster = id, .n = n, .draws = l->sampling ? 0 : INDEX_DRAWS, .low = 1, .high = 10 };
    must(path_fit(&in, l->r, l->a, &f, &err), &err);
    const PathEstimate *part[] = { &f.index[2], &f.path[1][2], &f.total[0][2], &f.weight[4] };
    for (size_t k = 0; k < COUNT_OF(part); k++)
        told(l, k, part[k]->estimate, part[k]->low, part[k]->high, F64_NAN);
}

const Check money_check[] = {
    { { "forecast, an account's chance", "forecast, gain on the base rate" }, forecast, 0.95, false, 10 },
    { { "lifetime value, contracts, total", "lifetime value, contracts, account" }, lifetime, 0.95, false, 5 },
    { { "lifetime value, purchases, total", "lifetime value, purchases, account" }, buyers, 0.95, false, 20 },
    { { "annuity, contacts in a year", "annuity, in the second", "annuity, in the third" }, contacts, 0.9, false, 1 },
    { { "cost of doing nothing" }, nothing, 0.95, false, 20 },
    { { "two issues together, one's effect", "two issues together, the other's", "two issues together, joint cost" }, together, 0.95, false, 20 },
    { { "index", "index, path", "index, over all ways", "index, an item's weight" }, satisfaction, 0.95, true, 10 },
    { .trial = NULL },
};
