#include "act/pilot.h"

#include <math.h>

#include "act/audit_in.h"
#include "base/attr.h"
#include "num/plan.h"
#include "num/rng.h"

enum { YEAR = 12, PILOT_KNOTS = 5, PILOT_SEED = 51 };
static const int64_t sizes[] = { 20, 50, 100, 200, 500, 1000, 2000, 5000 }, months[] = { 3, 6, 12 };

Status pilots_load(Store *s, Options *o, Arena *a, Err *err)
{
    Ground g = { .family = 1 };
    Status st = store_summary_int(s, "as_of", 0, &g.as_of, err);
    if (!st)
        st = store_setting(s, "grace_days", &g.grace, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &g.issues, err);
    if (!st)
        st = store_fetch(s, SQL_COUNTRY_REGION, STORE_NO_ARGS, a, &g.regions, err);
    int64_t to = month_of(g.as_of);
    for (size_t i = 0; !st && i < o->n; i++) {
        Remedy *x = &o->at[i];
        Target t = target_of(x->issue, STR(""), &g.issues, a);
        Rows rows;
        size_t like = 0;
        while (like < i && !str_eq(o->at[like].issue, x->issue))
            like++;
        if (like < i) {
            const Remedy *y = &o->at[like];
            x->noise = y->noise, x->trials = y->trials, x->level = y->level, x->reach = y->reach, x->before = y->before;
            continue;
        }
        if (!x->saved || t.kind == TARGET_NONE)
            continue;
        st = rows_load(s, &t, &g, to - YEAR, a, &rows, err);
        if (st)
            return st;
        rows_treat(&rows, STR(""));
        Noise n = rows_noise(&rows, to);
        if (!n.accounts || !(n.level > 0) || !(n.s2 > 0))
            continue;
        x->noise = n.s2, x->trials = n.trials, x->level = n.level, x->reach = n.accounts, x->before = n.months;
    }
    return st;
}

/* EVSI by how much of the share's doubt the pilot resolves: sd / sqrt(sd^2 + se^2) at even steps from 0, which tells nothing, to 1. */
static Status knots(const Remedy *x, const PortfolioInput *in, double sd, Arena *a, double worth[PILOT_KNOTS + 1], Err *err)
{
    size_t n = in->n_draw;
    double *seen = ARENA_NEW_N(a, double, n + 1);
    Status st = ST_OK;
    worth[0] = 0;
    for (int k = 1; !st && k <= PILOT_KNOTS; k++) {
        double r = (double)k / PILOT_KNOTS, se = sd * sqrt(1 / (r * r) - 1);
        Rng *rng = rng_create(a, PILOT_SEED);
        for (size_t d = 0; d < n; d++)
            seen[d] = x->share_draw[d] + se * rng_normal(rng, 0, 1);
        st = portfolio_sample_of(in, seen, a, &worth[k], err);
    }
    return st;
}

static double between(const double worth[PILOT_KNOTS + 1], double r)
{
    double at = r * PILOT_KNOTS;
    int k = at < PILOT_KNOTS ? (int)at : PILOT_KNOTS - 1;
    return worth[k] + (at - k) * (worth[k + 1] - worth[k]);
}

static Pilot weighed(const Remedy *x, const double worth[PILOT_KNOTS + 1], double sd, double mean, double years, int64_t n, int64_t m)
{
    double half = (double)n / 2, v = plan_lots(x->noise, x->trials, half, half, (double)x->before, (double)m), part = half / (double)x->reach;
    Pilot p = { .told = true, .accounts = n, .months = m, .se = sqrt(v) / x->level };
    p.worth = llround(between(worth, sd / hypot(sd, p.se)));
    p.cost = llround(part * ((double)x->once + (double)x->yearly * (double)m / YEAR));
    p.wait = llround(fmax(0, mean) * (double)m / (YEAR * years));
    p.net = p.worth - p.cost - p.wait;
    p.pays = p.net > 0;
    return p;
}

Status pilot_best(const Remedy *x, const PortfolioInput *in, double years, Arena *a, Pilot *out, Err *err)
{
    ArenaMark mark = arena_mark(a);
    double worth[PILOT_KNOTS + 1], mean = 0, share = 0, sd = 0;
    *out = (Pilot){ 0 };
    for (size_t d = 0; d < in->n_draw; d++) {
        mean += x->net[d] / (double)in->n_draw;
        share += x->share_draw[d] / (double)in->n_draw;
    }
    for (size_t d = 0; d < in->n_draw; d++)
        sd += pow(x->share_draw[d] - share, 2) / (double)in->n_draw;
    sd = sqrt(sd);
    if (!(x->level > 0) || !(sd > 0) || !x->before)
        return ST_OK;
    Status st = knots(x, in, sd, a, worth, err);
    for (size_t i = 0; !st && i < COUNT_OF(sizes) && sizes[i] <= (int64_t)x->reach; i++)
        for (size_t k = 0; k < COUNT_OF(months); k++) {
            Pilot p = weighed(x, worth, sd, mean, years, sizes[i], months[k]);
            if (!out->told || p.net > out->net)
                *out = p;
        }
    arena_rewind(a, mark);
    return st;
}
