#include "value/life.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/joint.h"
#include "num/maximise.h"

#define ALL_BUT(p) (1 - (p))
#define LIFE_PRIOR 1.5      /* of a logarithm: one standard deviation is a factor of 4.5 either way */

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

Status life_fit(const LifeTable *t, LifetimeFit *out, Err *err)
{
    double seen = 0, lost = 0;
    for (size_t k = 0; k < LIFE_PERIODS; k++) {
        seen += t->at_risk[k];
        lost += t->ended[k];
    }
    if (seen < LIFE_LEAST || lost < LIFE_LOST_LEAST)
        return ERR(err, ST_NUMERIC, "%.0f decisions with %.0f ends; at least %d and %d are needed", seen, lost, LIFE_LEAST, LIFE_LOST_LEAST);
    Status st = sbg_fit(&(SbgInput){ .at_risk = t->at_risk, .ended = t->ended, .n = LIFE_PERIODS }, out, err);
    if (!st && (out->warnings & MAXIMISE_NOT_CONVERGED))
        return ERR(err, ST_NUMERIC, "the chances to end could not be fitted");
    return st;
}

static bool vague(const LifetimeFit *f) { return f->warnings & (MAXIMISE_FLAT | MAXIMISE_RUNAWAY); }

/* Tenures are told by few periods: alpha and beta may run off together, their ratio known and their sum not.  Then all have one chance. */
static void draw_chances(const LifetimeFit *fit, Rng *r, double *theta)
{
    if (!vague(fit)) {
        lifetime_draw(fit, r, theta);
        return;
    }
    double p = fit->theta[0] / (fit->theta[0] + fit->theta[1]), n = fmax(1, (double)fit->n);
    double drawn = rng_beta(r, p * n + .5, ALL_BUT(p) * n + .5), much = fit->theta[0] + fit->theta[1];
    theta[0] = drawn * much;
    theta[1] = ALL_BUT(drawn) * much;
}

/* Discounted euros of one a year paid from `from` to `to`, in years, as one goes. */
static double paid(double from, double to, double rate)
{
    double k = log1p(rate);
    if (to <= from)
        return 0;
    return k > 0 ? (exp(-k * from) - exp(-k * to)) / k : to - from;
}

/* One life: until the next decision, then as long as it renews; years lived into *years. */
static double one_life(const LifeContract *c, const double *hazard, const LifeAssume *as, Rng *r, double *years)
{
    double end = fmin(c->wait, as->years);
    for (int64_t t = c->tenure; end < as->years; t++) {
        size_t k = (size_t)(t < LIFE_PERIODS - 1 ? t : LIFE_PERIODS - 1);
        if (rng_uniform(r) < hazard[k])
            break;
        end = fmin(end + 1, as->years);
    }
    *years = end;
    return (c->revenue * as->margin - c->serve) * paid(0, end, as->rate);
}

static void sum_up(const double *draw, size_t n, double *sorted, double *mean, double *low, double *high)
{
    *mean = 0;
    memcpy(sorted, draw, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_size);
    for (size_t d = 0; d < n; d++)
        *mean += draw[d] / (double)n;
    *low = quantile_of(sorted, n, .025);
    *high = quantile_of(sorted, n, .975);
}

void life_contracts(const LifeContract *at, size_t n, const LifetimeFit *fit, const LifeAssume *as, Arena *a, LifeValue *out, LifeTotal *total)
{
    Rng *r = rng_create(a, as->seed);
    double *draw = ARENA_NEW_N(a, double, n * LIFE_DRAWS + 1), *sum = ARENA_NEW_N(a, double, LIFE_DRAWS), *sorted = ARENA_NEW_N(a, double, LIFE_DRAWS);
    double hazard[LIFE_PERIODS], theta[LIFETIME_P_MAX] = { 0 };
    int groups = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = (LifeValue){ .alive = 1 };
        groups = at[i].group >= groups ? at[i].group + 1 : groups;
    }
    for (size_t d = 0; d < LIFE_DRAWS; d++)
        for (int g = 0; g < groups; g++) {
            draw_chances(&fit[g], r, theta);
            for (size_t k = 0; k < LIFE_PERIODS; k++)
                hazard[k] = sbg_hazard(theta, (double)k + 1);
            for (size_t i = 0; i < n; i++) {
                double years;
                if (at[i].group != g)
                    continue;
                draw[i * LIFE_DRAWS + d] = one_life(&at[i], hazard, as, r, &years);
                out[i].expected += years / LIFE_DRAWS;
                sum[d] += draw[i * LIFE_DRAWS + d];
            }
        }
    for (size_t i = 0; i < n; i++)
        sum_up(draw + i * LIFE_DRAWS, LIFE_DRAWS, sorted, &out[i].value, &out[i].low, &out[i].high);
    sum_up(sum, LIFE_DRAWS, sorted, &total->value, &total->low, &total->high);
}

Status life_fit_buyers(const LifeBuyer *at, size_t n, Arena *a, LifetimeFit *buys, LifetimeFit *spend, Err *err)
{
    double *x = ARENA_NEW_N(a, double, n + 1), *last = ARENA_NEW_N(a, double, n + 1), *seen = ARENA_NEW_N(a, double, n + 1), *mean = ARENA_NEW_N(a, double, n + 1);
    size_t again = 0;
    for (size_t i = 0; i < n; i++) {
        x[i] = at[i].repeats;
        last[i] = at[i].last;
        seen[i] = at[i].seen;
        mean[i] = at[i].mean;
        again += x[i] > 0;
    }
    if (again < LIFE_LEAST)
        return ERR(err, ST_NUMERIC, "%zu accounts bought more than once; at least %d are needed", again, LIFE_LEAST);
    BgnbdInput bought = { x, last, seen, n, 0 };
    SpendInput spent = { x, mean, n, 0 };
    Status st = bgnbd_fit(&bought, buys, err);
    if (!st)
        st = spend_fit(&spent, spend, err);
    /* What the data do not tell apart is taken to lie not far from usual: held fixed, limits would hold in eight of ten books. */
    bought.prior = spent.prior = LIFE_PRIOR;
    if (!st && vague(buys))
        st = bgnbd_fit(&bought, buys, err);
    if (!st && vague(spend))
        st = spend_fit(&spent, spend, err);
    if (!st && ((buys->warnings | spend->warnings) & MAXIMISE_NOT_CONVERGED))
        return ERR(err, ST_NUMERIC, "the model of purchases could not be fitted");
    return st;
}

static void draw_or_keep(const LifetimeFit *fit, Rng *r, double *theta)
{
    if (fit->warnings & MAXIMISE_FLAT)
        memcpy(theta, fit->theta, fit->p * sizeof *theta);
    else
        lifetime_draw(fit, r, theta);
}

/* Purchases to come, one by one: at its own rate, leaving for good after each with its own chance. */
static double one_buyer(const LifeBuyer *b, const double *theta, const double *money, const LifeAssume *as, Rng *r, double *bought)
{
    enum { PURCHASES_MAX = 20000 };
    double t = 0, value = 0, k = log1p(as->rate), rate = rng_gamma(r, theta[0] + b->repeats, 1 / (theta[1] + b->seen));
    double leaves = rng_beta(r, theta[2], theta[3] + b->repeats), scale = rng_gamma(r, money[0] * b->repeats + money[1], 1 / (money[2] + b->repeats * b->mean));
    bool there = rng_uniform(r) < bgnbd_alive(theta, b->repeats, b->last, b->seen);
    double each = scale > 0 ? money[0] / scale : b->mean;
    *bought = 0;
    while (there && *bought < PURCHASES_MAX) {
        t -= log1p(-rng_uniform(r)) / fmax(rate, 1e-12);
        if (t >= as->years)
            break;
        value += each * as->margin * exp(-k * t);
        ++*bought;
        there = rng_uniform(r) >= leaves;
    }
    return value - b->serve * paid(0, there ? as->years : fmin(t, as->years), as->rate);
}

void life_buyers(const LifeBuyer *at, size_t n, const LifetimeFit *buys, const LifetimeFit *spend, const LifeAssume *as, Arena *a, LifeValue *out, LifeTotal *total)
{
    Rng *r = rng_create(a, as->seed);
    double *draw = ARENA_NEW_N(a, double, n * LIFE_DRAWS + 1), *sum = ARENA_NEW_N(a, double, LIFE_DRAWS), *sorted = ARENA_NEW_N(a, double, LIFE_DRAWS);
    double theta[LIFETIME_P_MAX], money[LIFETIME_P_MAX];
    for (size_t i = 0; i < n; i++)
        out[i] = (LifeValue){ .alive = bgnbd_alive(buys->theta, at[i].repeats, at[i].last, at[i].seen) };
    for (size_t d = 0; d < LIFE_DRAWS; d++) {
        draw_or_keep(buys, r, theta);
        draw_or_keep(spend, r, money);
        for (size_t i = 0; i < n; i++) {
            double bought;
            draw[i * LIFE_DRAWS + d] = one_buyer(&at[i], theta, money, as, r, &bought);
            out[i].expected += bought / LIFE_DRAWS;
            sum[d] += draw[i * LIFE_DRAWS + d];
        }
    }
    for (size_t i = 0; i < n; i++)
        sum_up(draw + i * LIFE_DRAWS, LIFE_DRAWS, sorted, &out[i].value, &out[i].low, &out[i].high);
    sum_up(sum, LIFE_DRAWS, sorted, &total->value, &total->low, &total->high);
}
