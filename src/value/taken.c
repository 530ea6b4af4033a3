#include "value/taken.h"

#include <math.h>

#include "num/dist.h"

enum { HALVINGS = 60 };
#define MOST_LOG_ODDS 20.0
#define NEVER 1e-6

static bool was_exposed(const TakenInput *in, const ForecastRow *r)
{
    size_t lo = 0, hi = in->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        bool below = in->account[mid] < r->account || (in->account[mid] == r->account && in->decision[mid] < r->decision);
        lo = below ? mid + 1 : lo;
        hi = below ? hi : mid;
    }
    return lo < in->n && in->account[lo] == r->account && in->decision[lo] == r->decision;
}

static double difference(double p, bool exposed, double b)
{
    double l = logit(fmin(1 - NEVER, fmax(NEVER, p))) - (exposed ? b : 0);
    return expit(l + b) - expit(l);
}

/* The log odds ratio whose mean difference over the decisions made is the effect; 0 when there is none. */
static double odds_of(const TakenInput *in, const bool *exposed)
{
    const Forecast *f = in->forecast;
    double lo = -MOST_LOG_ODDS, hi = MOST_LOG_ODDS;
    for (int k = 0; k < HALVINGS; k++) {
        double b = (lo + hi) / 2, mean = 0;
        for (size_t r = 0; r < f->made; r++)
            mean += difference(f->machine[r], exposed[r], b) / (double)f->made;
        *(mean < in->effect ? &lo : &hi) = b;
    }
    double b = (lo + hi) / 2;
    return fabs(b) > MOST_LOG_ODDS - 1 ? 0 : b;
}

static double value_of(const Contract *c) { return c && c->active && c->amount > 0 ? (double)c->amount : 0; }

void taken_weights(const Forecast *f, const Contracts *c, double *weight)
{
    for (size_t r = 0; r < f->n; r++)
        weight[r] = r < f->made ? 0 : value_of(contract_of(c, f->row[r].account));
}

void forecast_stay(const Forecast *f, const Contracts *c, double *stay)
{
    for (size_t i = 0; i < c->n; i++)
        stay[i] = f->made ? f->base : 1;
    for (size_t r = f->made; f->told && r < f->n; r++) {
        const Contract *k = contract_of(c, f->row[r].account);
        if (k)
            stay[k - c->at] = f->machine[r];
    }
}

void taken_scale(const TakenInput *in, double *scale, double *doubt, Arena *scratch)
{
    const Forecast *f = in->forecast;
    *doubt = 0;
    for (size_t i = 0; i < in->contracts->n; i++)
        scale[i] = 1;
    if (!f->made || !f->told || in->effect == 0)
        return;
    ArenaMark m = arena_mark(scratch);
    bool *exposed = ARENA_NEW_N(scratch, bool, f->made);
    double slope = 0, sum = 0;
    for (size_t r = 0; r < f->made; r++)
        exposed[r] = was_exposed(in, &f->row[r]);
    double b = odds_of(in, exposed);
    for (size_t r = f->made; b != 0 && r < f->n; r++) {
        const Contract *c = contract_of(in->contracts, f->row[r].account);
        if (!c)
            continue;
        bool now = in->now[c - in->contracts->at];
        double lost = difference(f->machine[r], now, b), l = logit(f->machine[r]) - (now ? b : 0), p0 = expit(l), p1 = expit(l + b), value = value_of(c);
        scale[c - in->contracts->at] = lost / in->effect;
        slope += value * (p1 * (1 - p1) - p0 * (1 - p0));
        sum += value * lost;
    }
    if (sum != 0)
        *doubt = in->se * fabs(slope / sum);
    arena_rewind(scratch, m);
}
