/* intervals_rows.c - intervals of what goes along with what: effects on every kind of outcome, segments, chains of a yes/no outcome, ratios of staying. */
#include <math.h>
#include <string.h>

#include "base/attr.h"
#include "link/affect.h"
#include "link/book.h"
#include "link/drive.h"
#include "num/compete.h"
#include "num/cox.h"
#include "num/dist.h"
#include "num/km.h"
#include "num/mediate.h"
#include "num/pool.h"
#include "num/robust.h"
#include "num/standard.h"
#include "num/surface.h"
#include "tests/bench/intervals.h"

enum { COLUMNS = 2, PERIODS = 3, DECISIONS = 2, ARM_LEAST = 20, EVENTS_LEAST = 5, LOST_LEAST = 10, SEGMENTS = 4, SEGMENT_LEAST = 10, YEARS = 4 };

typedef enum Law { LAW_MONEY, LAW_DAYS, LAW_SCORE, LAW_YES, LAW_LOST } Law;

/* A panel as link lays one out: rows of accounts, what was known before in columns, exposure that goes with it. */
static double outcome(Rng *r, Law law, double exposed, double x, double common)
{
    switch (law) {
    case LAW_MONEY: return 46.5 * (double)rng_poisson(r, rng_gamma(r, 1, exp(-0.4 + 0.5 * exposed + 0.3 * x + 0.6 * common)));
    case LAW_DAYS: return fmin(90, fmax(0, 4 + 5 * exposed + 3 * x + 4 * common + rng_gamma(r, 1, 6)));
    case LAW_SCORE: return fmin(10, fmax(0, round(7.4 - 0.9 * exposed + 0.6 * x + 1.2 * common + rng_normal(r, 0, 1.8))));
    case LAW_YES: return rng_chance(r, expit(-1.6 + 0.6 * exposed + 0.4 * x + 0.6 * common));
    case LAW_LOST:
    default: return rng_chance(r, expit(-1.3 + 0.9 * exposed + 0.4 * x + 0.4 * common));
    }
}

static ExposedRows panel(Lab *l, Law law, size_t rows)
{
    size_t n = l->n * rows;
    ExposedRows e = { .n = n,
                      .n_x = COLUMNS,
                      .skewed = law <= LAW_DAYS,
                      .exposed = ARENA_NEW_N(l->a, uint8_t, n),
                      .cluster = ARENA_NEW_N(l->a, int64_t, n),
                      .y = ARENA_NEW_N(l->a, double, n),
                      .x = ARENA_NEW_N(l->a, double, n *COLUMNS) };
    double common = 0, often = 0;
    for (size_t i = 0; i < n; i++) {
        if (i % rows == 0) {
            common = rng_normal(l->r, 0, 1);
            often = rng_normal(l->r, 0, 0.7);
        }
        for (size_t c = 0; c < COLUMNS; c++)
            e.x[c * n + i] = rng_normal(l->r, 0, 1);
        e.exposed[i] = rng_chance(l->r, expit(-0.9 + 0.6 * e.x[i] + often));
        e.y[i] = outcome(l->r, law, e.exposed[i], e.x[i], common);
        e.cluster[i] = (int64_t)(i / rows);
        e.arm[e.exposed[i]]++;
        e.events[e.exposed[i]] += e.y[i] > 0;
    }
    return e;
}

static bool few(const ExposedRows *e, Law law)
{
    bool is = false;
    for (int arm = 0; arm < 2; arm++)
        is = is || e->arm[arm] < ARM_LEAST || (law != LAW_SCORE && e->events[arm] < EVENTS_LEAST) ||
             (law >= LAW_YES && e->arm[arm] - e->events[arm] < EVENTS_LEAST);
    return is;
}

static void effect(Lab *l, Law law, size_t rows)
{
    Err err;
    Interval adjusted, raw;
    LinkBook b = { .a = l->a };
    ExposedRows e = panel(l, law, rows);
    if (few(&e, law))
        return;
    must(affect_difference(&b, &e, NULL, &adjusted, &err), &err);
    ExposedRows bare = e;
    bare.n_x = 0;
    if (law < LAW_YES)
        must(affect_difference(&b, &bare, NULL, &raw, &err), &err);
    else
        must(interval_diff(&(DiffInput){ .v = e.y, .group = e.exposed, .cluster = e.cluster, .n = e.n, .level = 0.95, .share = law >= LAW_YES }, l->a, &raw,
                           &err),
             &err);
    told(l, 0, adjusted.estimate, adjusted.low, adjusted.high, F64_NAN);
    told(l, 1, raw.estimate, raw.low, raw.high, F64_NAN);
}

static void money(Lab *l) { effect(l, LAW_MONEY, PERIODS); }
static void days(Lab *l) { effect(l, LAW_DAYS, PERIODS); }
static void score(Lab *l) { effect(l, LAW_SCORE, PERIODS); }
static void yes(Lab *l) { effect(l, LAW_YES, DECISIONS); }

static void renewal(Lab *l)
{
    Err err;
    Standard s;
    ExposedRows e = panel(l, LAW_LOST, DECISIONS);
    must(standard_estimate(&(EffectInput){ .y = e.y, .exposed = e.exposed, .x = e.x, .cluster = e.cluster, .n = e.n, .p = COLUMNS, .min_per_arm = ARM_LEAST },
                           l->a, &s, &err),
         &err);
    if (!s.too_few)
        told(l, 0, s.estimate, s.low, s.high, F64_NAN);
}

/* Segments whose effects differ, each told from its own rows and drawn together: the share of them that hold theirs. */
static void segments(Lab *l)
{
    double own[SEGMENTS], se[SEGMENTS], truth[SEGMENTS], value[SEGMENTS], low[SEGMENTS], high[SEGMENTS], held = 0, n = 0;
    LinkBook b = { .a = l->a };
    Err err;
    ExposedRows e = panel(l, LAW_DAYS, PERIODS);
    uint8_t *pick = ARENA_NEW_N(l->a, uint8_t, e.n);
    for (size_t k = 0; k < SEGMENTS; k++)
        truth[k] = rng_normal(l->r, 5, 2);
    /* The other laws cut days off; here an effect must be what was planted. */
    for (size_t i = 0; i < e.n; i++)
        e.y[i] = truth[(size_t)e.cluster[i] % SEGMENTS] * e.exposed[i] + 3 * e.x[i] + 4 * rng_normal(l->r, 0, 1) + rng_gamma(l->r, 1, 6);
    for (size_t k = 0; k < SEGMENTS; k++) {
        size_t arm[2] = { 0, 0 };
        Interval d = { .estimate = F64_NAN, .se = F64_NAN };
        for (size_t i = 0; i < e.n; i++) {
            pick[i] = (size_t)e.cluster[i] % SEGMENTS == k;
            arm[e.exposed[i]] += pick[i];
        }
        if (arm[0] >= SEGMENT_LEAST && arm[1] >= SEGMENT_LEAST)
            must(affect_difference(&b, &e, pick, &d, &err), &err);
        own[k] = d.estimate;
        se[k] = d.se;
    }
    (void)pool_groups(own, se, SEGMENTS, 0.95, value, low, high);
    for (size_t k = 0; k < SEGMENTS; k++) {
        if (!isfinite(low[k]))
            continue;
        n++;
        held += low[k] <= truth[k] && truth[k] <= high[k];
    }
    told_share(l, 0, n > 0 ? held / n : F64_NAN);
}

/* Exposure moves a behaviour, which moves renewals. */
static void chain(Lab *l)
{
    Err err;
    Mediate m;
    ExposedRows e = panel(l, LAW_LOST, DECISIONS);
    double *cause = ARENA_NEW_N(l->a, double, e.n), *between = ARENA_NEW_N(l->a, double, e.n), common = 0;
    size_t arm[2] = { 0, 0 };
    for (size_t i = 0; i < e.n; i++) {
        if (i % DECISIONS == 0)
            common = rng_normal(l->r, 0, 0.5);
        cause[i] = e.exposed[i];
        between[i] = -0.6 * cause[i] + 0.4 * e.x[i] + common + rng_gamma(l->r, 1, 1);
        e.y[i] = rng_chance(l->r, expit(-1.2 + 0.5 * cause[i] - 0.5 * between[i] + 0.3 * e.x[i] + common));
        arm[e.exposed[i]]++;
    }
    if (arm[0] < ARM_LEAST || arm[1] < ARM_LEAST)
        return;
    must(mediate_fit(&(MediateInput){ .cause = cause, .between = between, .outcome = e.y, .x = e.x, .cluster = e.cluster, .n = e.n, .p = COLUMNS }, l->r, l->a,
                     &m, &err),
         &err);
    const Interval *part[] = { &m.first, &m.second, &m.through, &m.past };
    for (size_t k = 0; k < COUNT_OF(part); k++)
        told(l, k, part[k]->estimate, part[k]->low, part[k]->high, F64_NAN);
}

/* Years of each account until it leaves, some seen only from their second on. */
typedef struct Stay {
    size_t n, lost;
    double *x, *y, *time, *entry;
    uint8_t *event;
    int64_t *cluster;
} Stay;

static Stay stay(Lab *l)
{
    size_t cap = l->n * YEARS;
    Stay s = { .x = ARENA_NEW_N(l->a, double, 2 * cap),
               .y = ARENA_NEW_N(l->a, double, cap),
               .time = ARENA_NEW_N(l->a, double, cap),
               .entry = ARENA_NEW_N(l->a, double, cap),
               .event = ARENA_NEW_N(l->a, uint8_t, cap),
               .cluster = ARENA_NEW_N(l->a, int64_t, cap) };
    double *two = ARENA_NEW_N(l->a, double, cap);
    for (size_t k = 0; k < l->n; k++) {
        double common = rng_normal(l->r, 0, 0.4);
        bool there = true;
        for (int64_t year = rng_below(l->r, 2); there && year < YEARS; year++) {
            s.x[s.n] = rng_chance(l->r, 0.25);
            two[s.n] = rng_normal(l->r, 0, 1);
            there = !rng_chance(l->r, expit(-2 + 0.8 * s.x[s.n] - 0.5 * two[s.n] + common));
            s.y[s.n] = s.event[s.n] = !there;
            s.entry[s.n] = (double)year;
            s.time[s.n] = (double)year + 1;
            s.cluster[s.n++] = (int64_t)k;
            s.lost += !there;
        }
    }
    memcpy(s.x + s.n, two, s.n * sizeof *two);
    return s;
}

static void ratios(Lab *l)
{
    Err err;
    Robust f;
    CoxFit c;
    Stay s = stay(l);
    if (s.lost < LOST_LEAST)
        return;
    must(robust_fit(&(RobustInput){ .rows = { .x = s.x, .y = s.y, .n = s.n, .p = 2, .firth = true }, .cluster = s.cluster, .logistic = true }, l->a, &f, &err),
         &err);
    must(cox_fit(&(CoxInput){ .x = s.x, .time = s.time, .entry = s.entry, .event = s.event, .cluster = s.cluster, .n = s.n, .p = 2, .ridge = 0.1 }, l->a, &c,
                 &err),
         &err);
    double half = t_factor(0.95, (double)c.n_cluster - 1) * c.robust_se[0];
    Interval d = robust_coefficient(&f, 0);
    told(l, 0, d.estimate, d.low, d.high, F64_NAN);
    told(l, 1, c.beta[0], c.beta[0] - half, c.beta[0] + half, F64_NAN);
}

/* Accounts that are lost or merge into another; how many are lost so within three years, and the ratio of the one who met something. */
static void endings(Lab *l)
{
    Err err;
    KmIncidence inc;
    CompeteFit f;
    size_t n = l->n, own = 0, step = 0;
    double *time = ARENA_NEW_N(l->a, double, n), *x = ARENA_NEW_N(l->a, double, n);
    uint8_t *cause = ARENA_NEW_N(l->a, uint8_t, n);
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        x[i] = rng_chance(l->r, 0.4);
        double lost = -log1p(-rng_uniform(l->r)) / (0.1 * exp(0.7 * x[i])), other = -log1p(-rng_uniform(l->r)) / 0.05, seen = 1 + 7 * rng_uniform(l->r);
        time[i] = fmin(fmin(lost, other), seen);
        cause[i] = time[i] >= seen ? 0 : lost < other ? 1 : 2;
        own += cause[i] == 1;
        id[i] = (int64_t)i;
    }
    if (own < LOST_LEAST)
        return;
    must(km_causes(&(KmInput){ .time = time, .cause = cause, .n = n }, 2, l->a, &inc, &err), &err);
    must(compete_fit(&(CompeteInput){ .x = x, .time = time, .cause = cause, .cluster = id, .of = 1, .n = n, .p = 1, .ridge = 0.1 }, l->a, &f, &err), &err);
    while (step < inc.n_step && inc.time[step] <= 3)
        step++;
    if (step && inc.share[step - 1] > 0) {
        double low, high;
        km_share_limits(inc.share[step - 1], inc.se[step - 1], 0.95, &low, &high);
        told(l, 0, inc.share[step - 1], low, high, F64_NAN);
    }
    double half = t_factor(0.95, (double)f.n_cluster - 1) * f.se[0];
    told(l, 1, f.beta[0], f.beta[0] - half, f.beta[0] + half, F64_NAN);
}

/* What was expected and what was lived, on scales of five, the score over both. */
static void surface(Lab *l)
{
    Err err;
    Surface f;
    size_t n = 2 * l->n;
    double *x = ARENA_NEW_N(l->a, double, n), *y = ARENA_NEW_N(l->a, double, n), *z = ARENA_NEW_N(l->a, double, n), common = 0;
    int64_t *id = ARENA_NEW_N(l->a, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        if (i % 2 == 0)
            common = rng_normal(l->r, 0, 1);
        x[i] = (double)rng_binomial(l->r, 4, 0.7) - 2;
        y[i] = (double)rng_binomial(l->r, 4, expit(0.3 + 0.2 * x[i])) - 2;
        z[i] = fmin(10, fmax(0, round(7 + 0.9 * y[i] - 0.4 * x[i] - 0.2 * (x[i] - y[i]) * (x[i] - y[i]) + common + rng_normal(l->r, 0, 1.5))));
        id[i] = (int64_t)(i / 2);
    }
    must(surface_fit(&(SurfaceInput){ .x = x, .y = y, .z = z, .cluster = id, .n = n }, l->a, &f, &err), &err);
    for (size_t k = 0; k < SURFACE_SLOPES; k++)
        told(l, k, f.a[k].estimate, f.a[k].low, f.a[k].high, F64_NAN);
}

const Check rows_check[] = {
    { { "effect, renewal" }, renewal, 0.95, true, 4 },
    { { "effect, money", "raw difference, money" }, money, 0.95, true, 4 },
    { { "effect, days", "raw difference, days" }, days, 0.95, true, 4 },
    { { "effect, score", "raw difference, score" }, score, 0.95, true, 4 },
    { { "effect, yes/no", "raw difference, yes/no" }, yes, 0.95, true, 4 },
    { { "effect, by segment" }, segments, 0.95, false, 4 },
    { { "chain, moved", "chain, moves", "chain, through", "chain, past" }, chain, 0.95, true, 4 },
    { { "ratio, decisions", "ratio, cox" }, ratios, 0.95, true, 10 },
    { { "lost within years", "ratio, lost against merged" }, endings, 0.95, true, 10 },
    { { "expected and lived, a1", "expected and lived, a2", "expected and lived, a3", "expected and lived, a4" }, surface, 0.95, true, 4 },
    { .trial = NULL },
};
