#include "num/km.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/chol.h"
#include "num/dist.h"

/* Rows in the order of their ends, and of their entries, so that one sweep keeps the set at risk. */
typedef struct Sweep {
    const KmInput *in;
    size_t *by_time, *by_entry;
} Sweep;

static double weight_of(const KmInput *in, size_t i) { return in->weight ? in->weight[i] : 1; }

static double entry_of(const KmInput *in, size_t i) { return in->entry ? in->entry[i] : -F64_INF; }

static int by_time(const void *l, const void *r, void *ctx)
{
    const KmInput *in = ctx;
    size_t a = *(const size_t *)l, b = *(const size_t *)r;
    int c = (in->time[a] > in->time[b]) - (in->time[a] < in->time[b]);
    return c ? c : (a > b) - (a < b);
}

static int by_entry(const void *l, const void *r, void *ctx)
{
    const KmInput *in = ctx;
    size_t a = *(const size_t *)l, b = *(const size_t *)r;
    double x = entry_of(in, a), y = entry_of(in, b);
    int c = (x > y) - (x < y);
    return c ? c : (a > b) - (a < b);
}

static Status input_check(const KmInput *in, size_t causes, Err *err)
{
    if (!in->n)
        return ERR(err, ST_NUMERIC, "no rows");
    if (in->level != 0 && !(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", in->level);
    for (size_t i = 0; i < in->n; i++) {
        if (!isfinite(in->time[i]) || (in->entry && !(in->entry[i] < in->time[i])))
            return ERR(err, ST_INVALID, "row %zu: time %g, entry %g", i + 1, in->time[i], entry_of(in, i));
        if (in->cause[i] > causes || !(weight_of(in, i) >= 0) || !isfinite(weight_of(in, i)))
            return ERR(err, ST_INVALID, "row %zu: cause %u, weight %g", i + 1, in->cause[i], weight_of(in, i));
    }
    return ST_OK;
}

static void sweep_init(Sweep *w, const KmInput *in, Arena *a)
{
    *w = (Sweep){ .in = in, .by_time = ARENA_NEW_N(a, size_t, in->n), .by_entry = ARENA_NEW_N(a, size_t, in->n) };
    for (size_t i = 0; i < in->n; i++)
        w->by_time[i] = w->by_entry[i] = i;
    qsort_r(w->by_time, in->n, sizeof *w->by_time, by_time, (void *)(uintptr_t)in);
    qsort_r(w->by_entry, in->n, sizeof *w->by_entry, by_entry, (void *)(uintptr_t)in);
}

/* What one distinct end time brings to each group (one group: group NULL) and each cause. */
typedef struct Moment {
    double time, at_risk, ended;
    const double *group_risk, *group_ended, *cause_ended;
} Moment;

typedef void OnMoment(void *ctx, const Moment *m);

/* Calls `on` at each distinct time at which something ended. */
static void sweep_run(const Sweep *w, const uint8_t *group, OnMoment *on, void *ctx)
{
    const KmInput *in = w->in;
    double risk[KM_GROUPS_MAX] = { 0 }, total = 0;
    size_t entered = 0;
    for (size_t i = 0; i < in->n;) {
        double t = in->time[w->by_time[i]], ended[KM_GROUPS_MAX] = { 0 }, cause[KM_CAUSES_MAX + 1] = { 0 }, all = 0, gone = 0;
        double left[KM_GROUPS_MAX] = { 0 };
        for (; entered < in->n && entry_of(in, w->by_entry[entered]) < t; entered++) {
            size_t r = w->by_entry[entered];
            risk[group ? group[r] : 0] += weight_of(in, r);
            total += weight_of(in, r);
        }
        for (; i < in->n && in->time[w->by_time[i]] == t; i++) {
            size_t r = w->by_time[i], g = group ? group[r] : 0;
            double weight = weight_of(in, r);
            left[g] += weight;
            gone += weight;
            if (!in->cause[r])
                continue;
            ended[g] += weight;
            cause[in->cause[r]] += weight;
            all += weight;
        }
        if (all > 0)
            on(ctx, &(Moment){ t, total, all, risk, ended, cause });
        for (size_t g = 0; g < KM_GROUPS_MAX; g++)
            risk[g] -= left[g];
        total -= gone;
    }
}

typedef struct Product {
    KmCurve *c;
    double   survival, greenwood, z;
} Product;

static void product_step(void *ctx, const Moment *m)
{
    Product *p = ctx;
    double s = p->survival * fmax(0, 1 - m->ended / m->at_risk), left = m->at_risk - m->ended;
    p->greenwood += left > 0 ? m->ended / (m->at_risk * left) : F64_INF;
    KmStep *k = &p->c->step[p->c->n_step++];
    *k = (KmStep){ .time = m->time, .at_risk = m->at_risk, .ended = m->ended, .survival = s };
    if (s > 0) {
        double half = p->z * sqrt(p->greenwood);
        k->se = s * sqrt(p->greenwood);
        k->low = s * exp(-half);
        k->high = fmin(1, s * exp(half));
    } else {
        k->se = k->low = k->high = F64_NAN;      /* the last one left: nothing to say how sure */
    }
    p->survival = s;
}

Status km_fit(const KmInput *in, Arena *a, KmCurve *out, Err *err)
{
    Sweep w;
    Status st = input_check(in, UINT8_MAX, err);
    if (st)
        return st;
    *out = (KmCurve){ .step = ARENA_NEW_N(a, KmStep, in->n), .n = in->n, .last = -F64_INF };
    ArenaMark mark = arena_mark(a);
    KmInput any = *in;
    uint8_t *ended = ARENA_NEW_N(a, uint8_t, in->n);
    for (size_t i = 0; i < in->n; i++) {
        ended[i] = in->cause[i] != 0;
        out->n_censored += !ended[i];
        out->last = fmax(out->last, in->time[i]);
    }
    any.cause = ended;
    sweep_init(&w, &any, a);
    Product p = { .c = out, .survival = 1, .z = normal_quantile(0.5 + (in->level != 0 ? in->level : 0.95) / 2) };
    sweep_run(&w, NULL, product_step, &p);
    arena_rewind(a, mark);
    return ST_OK;
}

KmStep km_at(const KmCurve *c, double time)
{
    size_t lo = 0, hi = c->n_step;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->step[mid].time <= time)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? c->step[lo - 1] : (KmStep){ .time = -F64_INF, .survival = 1, .low = 1, .high = 1 };
}

/* A value within rounding of the wanted one meets it: sums of logs differ in the last digits. */
#define MEETS 1e-9

static double crossing(const KmCurve *c, double want, size_t field)
{
    for (size_t i = 0; i < c->n_step; i++) {
        double s = *(const double *)((const char *)&c->step[i] + field);
        if (!isfinite(s) && c->step[i].survival > 0)
            return F64_NAN;
        if (isfinite(s) && s > want + MEETS)
            continue;
        if (!isfinite(s) || fabs(s - want) > MEETS || i + 1 == c->n_step)
            return isfinite(s) ? c->step[i].time : F64_NAN;
        return (c->step[i].time + c->step[i + 1].time) / 2;
    }
    return F64_NAN;
}

KmQuantile km_quantile(const KmCurve *c, double p)
{
    return (KmQuantile){ crossing(c, 1 - p, offsetof(KmStep, survival)), crossing(c, 1 - p, offsetof(KmStep, low)),
                         crossing(c, 1 - p, offsetof(KmStep, high)) };
}

double km_restricted_mean(const KmCurve *c, double until, double *se)
{
    double area = 0, variance = 0, right = 0;
    for (size_t i = 0; i <= c->n_step; i++) {
        double from = i ? c->step[i - 1].time : 0, to = i < c->n_step ? fmin(c->step[i].time, until) : until;
        if (from < until)
            area += (to - from) * (i ? c->step[i - 1].survival : 1);
    }
    /* Each end moves the whole area behind it. */
    for (size_t i = c->n_step; i-- > 0;) {
        const KmStep *k = &c->step[i];
        double to = i + 1 < c->n_step ? fmin(c->step[i + 1].time, until) : until, left = k->at_risk - k->ended;
        if (k->time >= until)
            continue;
        right += (to - k->time) * k->survival;
        if (left > 0)
            variance += right * right * k->ended / (k->at_risk * left);
    }
    if (se)
        *se = sqrt(variance);
    return area;
}

typedef struct Rank {
    KmTest *t;
    double  v[KM_GROUPS_MAX * KM_GROUPS_MAX];
} Rank;

static void rank_step(void *ctx, const Moment *m)
{
    Rank *k = ctx;
    size_t g = k->t->n_group;
    for (size_t r = 0; r < g; r++) {
        double share = m->group_risk[r] / m->at_risk;
        k->t->observed[r] += m->group_ended[r];
        k->t->expected[r] += m->ended * share;
        if (!(m->at_risk > 1))
            continue;
        double f = m->ended * (m->at_risk - m->ended) / (m->at_risk - 1);
        for (size_t c = 0; c < g; c++)
            k->v[r * g + c] += f * share * ((r == c) - m->group_risk[c] / m->at_risk);
    }
}

Status km_logrank(const KmInput *in, const uint8_t *group, Arena *a, KmTest *out, Err *err)
{
    Sweep w;
    Status st = input_check(in, UINT8_MAX, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    Rank *k = ARENA_NEW(a, Rank);
    uint8_t *ended = ARENA_NEW_N(a, uint8_t, in->n);
    KmInput any = *in;
    any.cause = ended;
    *out = (KmTest){ 0 };
    for (size_t i = 0; i < in->n; i++) {
        ended[i] = in->cause[i] != 0;
        if (group[i] >= KM_GROUPS_MAX) {
            arena_rewind(a, mark);
            return ERR(err, ST_INVALID, "row %zu: group %u of at most %d", i + 1, group[i], KM_GROUPS_MAX);
        }
        out->n_group = out->n_group > group[i] + 1u ? out->n_group : group[i] + 1u;
    }
    k->t = out;
    sweep_init(&w, &any, a);
    sweep_run(&w, group, rank_step, k);
    /* Groups that were never at risk have no row of their own; one of the others follows from the rest. */
    size_t keep[KM_GROUPS_MAX], q = 0, g = out->n_group;
    for (size_t r = 0; r < g; r++)
        if (k->v[r * g + r] > 0)
            keep[q++] = r;
    if (q < 2) {
        arena_rewind(a, mark);
        return ERR(err, ST_NUMERIC, "fewer than two groups with ends to compare");
    }
    double v[KM_GROUPS_MAX * KM_GROUPS_MAX], d[KM_GROUPS_MAX], half[KM_GROUPS_MAX];
    q--;
    for (size_t r = 0; r < q; r++) {
        d[r] = out->observed[keep[r]] - out->expected[keep[r]];
        for (size_t c = 0; c < q; c++)
            v[r * q + c] = k->v[keep[r] * g + keep[c]];
    }
    arena_rewind(a, mark);
    if (!chol_factor(v, q))
        return ERR(err, ST_NUMERIC, "the groups cannot be told apart");
    chol_half(v, q, d, half);
    for (size_t r = 0; r < q; r++)
        out->chi2 += half[r] * half[r];
    out->df = (double)q;
    out->p = chi2_tail(out->chi2, out->df);
    return ST_OK;
}

/* Incidence and the sums its variance needs. */
typedef struct Causes {
    KmIncidence *o;
    double  survival;
    double *at_risk, *ended, *before, *part;   /* per step: n, d, S(t-); part: cause by step ends */
    size_t  cap;
} Causes;

static void causes_step(void *ctx, const Moment *m)
{
    Causes *k = ctx;
    size_t i = k->o->n_step++;
    k->o->time[i] = m->time;
    k->at_risk[i] = m->at_risk;
    k->ended[i] = m->ended;
    k->before[i] = k->survival;
    for (size_t c = 0; c < k->o->n_cause; c++)
        k->part[c * k->cap + i] = m->cause_ended[c + 1];
    k->survival *= fmax(0, 1 - m->ended / m->at_risk);
}

/* Delta method: var F(t) = sum over s <= t of
 *   (F(t) - F(s))^2 d/(n (n - d)) + S(s-)^2 d_c (n - d_c)/n^3 - 2 (F(t) - F(s)) S(s-) d_c/n^2,
 * expanded in powers of F(t) so that each step adds to running sums. */
static void incidence_of(const Causes *k, size_t c)
{
    KmIncidence *o = k->o;
    double f = 0, a0 = 0, a1 = 0, a2 = 0, b = 0, c0 = 0, c1 = 0;
    for (size_t i = 0; i < o->n_step; i++) {
        double n = k->at_risk[i], d = k->ended[i], dc = k->part[c * k->cap + i], s = k->before[i];
        f += s * dc / n;
        double g = n > d ? d / (n * (n - d)) : 0, e = s * dc / (n * n);
        a0 += g;
        a1 += g * f;
        a2 += g * f * f;
        b += s * s * dc * (n - dc) / (n * n * n);
        c0 += e;
        c1 += e * f;
        o->share[c * o->n_step + i] = f;
        o->se[c * o->n_step + i] = sqrt(fmax(0, f * f * a0 - 2 * f * a1 + a2 + b - 2 * (f * c0 - c1)));
    }
}

Status km_causes(const KmInput *in, size_t n_cause, Arena *a, KmIncidence *out, Err *err)
{
    Sweep w;
    if (!n_cause || n_cause > KM_CAUSES_MAX)
        return ERR(err, ST_INVALID, "%zu causes, 1 to %d can be told apart", n_cause, KM_CAUSES_MAX);
    Status st = input_check(in, n_cause, err);
    if (st)
        return st;
    *out = (KmIncidence){ .n_cause = n_cause, .time = ARENA_NEW_N(a, double, in->n) };
    Causes k = { .o = out, .survival = 1, .cap = in->n, .at_risk = ARENA_NEW_N(a, double, in->n),
                 .ended = ARENA_NEW_N(a, double, in->n), .before = ARENA_NEW_N(a, double, in->n),
                 .part = ARENA_NEW_N(a, double, in->n * n_cause) };
    sweep_init(&w, in, a);
    sweep_run(&w, NULL, causes_step, &k);
    out->share = ARENA_NEW_N(a, double, n_cause * out->n_step + 1);
    out->se = ARENA_NEW_N(a, double, n_cause * out->n_step + 1);
    for (size_t c = 0; c < n_cause; c++)
        incidence_of(&k, c);
    return ST_OK;
}

void km_share_limits(double share, double se, double level, double *low, double *high)
{
    *low = *high = F64_NAN;
    if (!(share > 0) || !(share < 1) || !(se >= 0))
        return;
    double at = log(-log(share)), half = normal_quantile(0.5 + level / 2) * se / (share * fabs(log(share)));
    *low = exp(-exp(at + half));
    *high = exp(-exp(at - half));
}
