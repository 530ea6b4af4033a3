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

Status taken_scale(const TakenInput *in, double *scale, double *doubt, Arena *scratch, Err *err)
{
    const Forecast *f = in->forecast;
    *doubt = 0;
    for (size_t i = 0; i < in->contracts->n; i++)
        scale[i] = 1;
    if (!f->made || !f->told || in->effect == 0)
        return ST_OK;
    ArenaMark m = arena_mark(scratch);
    bool *exposed = ARENA_NEW_N(scratch, bool, f->made);
    double *weight = ARENA_NEW_N(scratch, double, f->n + 1), slope = 0, sum = 0;
    for (size_t r = 0; r < f->made; r++)
        exposed[r] = was_exposed(in, &f->row[r]);
    double b = odds_of(in, exposed);
    for (size_t r = f->made; b != 0 && r < f->n; r++) {
        const Contract *c = contract_of(in->contracts, f->row[r].account);
        if (!c)
            continue;
        bool now = in->now[c - in->contracts->at];
        double lost = difference(f->machine[r], now, b), l = logit(f->machine[r]) - (now ? b : 0), p0 = expit(l), p1 = expit(l + b);
        scale[c - in->contracts->at] = lost / in->effect;
        weight[r] = c->active && c->amount > 0 ? (double)c->amount : 0;
        slope += weight[r] * (p1 * (1 - p1) - p0 * (1 - p0));
        sum += weight[r] * lost;
    }
    double se = 0;
    Status st = forecast_doubt(f, weight, scratch, &se, err);
    if (!st && sum != 0)
        *doubt = se * fabs(slope / sum);
    arena_rewind(scratch, m);
    return st;
}
