#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cox_in.h"
#include "num/dist.h"
#include "num/km.h"

/* Sums over the set at risk while time runs backwards, and what the moments add up to: per moment the covariance of the columns among those at
 * risk, times 1, g and g squared, and the events' distance from the mean, times g. */
typedef struct Check {
    const CoxRows *r;
    size_t  next, gone, here;
    double  s0, *s1, *s2, d0, *d1, *d2, *mean;
    double *v0, *v1, *v2, *u;
} Check;

static void add(double *s1, double *s2, const double *z, double w, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        s1[i] += w * z[i];
        for (size_t j = 0; j <= i; j++)
            s2[i * k + j] += w * z[i] * z[j];
    }
}

static void put(Check *c, size_t i, double sign)
{
    c->s0 += sign * c->r->risk[i];
    c->here += sign > 0 ? 1 : (size_t)-1;
    add(c->s1, c->s2, cox_z(c->r, i), sign * c->r->risk[i], c->r->k);
}

static void move_to(Check *c, size_t stratum, double t)
{
    const CoxRows *r = c->r;
    for (; c->next < r->n && r->stratum[c->next] == stratum && r->time[c->next] >= t; c->next++)
        put(c, c->next, 1);
    for (; c->gone < r->n && r->stratum[r->late[c->gone]] == stratum && r->entry[r->late[c->gone]] >= t; c->gone++)
        put(c, r->late[c->gone], -1);
    if (c->here)
        return;
    c->s0 = 0;
    memset(c->s1, 0, r->k * sizeof *c->s1);
    memset(c->s2, 0, r->k * r->k * sizeof *c->s2);
}

static void settle(Check *c, const CoxMoment *m, double g)
{
    const CoxRows *r = c->r;
    size_t k = r->k;
    double w = 0;
    c->d0 = 0;
    memset(c->d1, 0, k * sizeof *c->d1);
    memset(c->d2, 0, k * k * sizeof *c->d2);
    for (size_t i = m->first; i < m->first + m->n_event; i++) {
        c->d0 += r->risk[i];
        w += r->w[i] / (double)m->n_event;
        add(c->d1, c->d2, cox_z(r, i), r->risk[i], k);
        for (size_t j = 0; j < k; j++)
            c->u[j] += g * r->w[i] * cox_z(r, i)[j];
    }
    for (size_t e = 0; e < m->n_event; e++) {
        double share = (double)e / (double)m->n_event, den = c->s0 - share * c->d0;
        for (size_t i = 0; i < k; i++) {
            c->mean[i] = (c->s1[i] - share * c->d1[i]) / den;
            c->u[i] -= g * w * c->mean[i];
            for (size_t j = 0; j <= i; j++) {
                double v = w * ((c->s2[i * k + j] - share * c->d2[i * k + j]) / den - c->mean[i] * c->mean[j]);
                c->v0[i * k + j] += v;
                c->v1[i * k + j] += g * v;
                c->v2[i * k + j] += g * g * v;
            }
        }
    }
}

static double lower(const double *v, size_t k, size_t i, size_t j) { return i >= j ? v[i * k + j] : v[j * k + i]; }

/* u' I^-1 u of the columns from .. to - 1, the slopes themselves being fitted; NaN where the information has no inverse. */
static double statistic(const Check *c, size_t from, size_t to, double ridge, Arena *a)
{
    size_t k = c->r->k, all = k + to - from;
    ArenaMark mark = arena_mark(a);
    double *m = ARENA_NEW_N(a, double, all * all), *u = ARENA_NEW_N(a, double, all), *half = ARENA_NEW_N(a, double, all), sum = F64_NAN;
    for (size_t i = 0; i < all; i++)
        for (size_t j = 0; j <= i; j++) {
            size_t x = i < k ? i : from + i - k, y = j < k ? j : from + j - k;
            m[i * all + j] = lower(i < k ? c->v0 : j < k ? c->v1 : c->v2, k, x, y) + (i < k && i == j ? ridge : 0);
        }
    for (size_t i = k; i < all; i++)
        u[i] = c->u[from + i - k];
    if (chol_factor(m, all)) {
        sum = 0;
        chol_half(m, all, u, half);
        for (size_t i = 0; i < all; i++)
            sum += half[i] * half[i];
    }
    arena_rewind(a, mark);
    return sum;
}

/* 1 - S(t-) of all strata together: time in the unit in which events come evenly. */
static double lost_before(const KmCurve *c, double t) { return 1 - km_at(c, nextafter(t, -F64_INF)).survival; }

static void run(Check *c, const KmCurve *curve)
{
    const CoxRows *r = c->r;
    double middle = 0, events = 0;
    for (size_t m = 0; m < r->n_moment; m++) {
        middle += (double)r->moment[m].n_event * lost_before(curve, r->moment[m].time);
        events += (double)r->moment[m].n_event;
    }
    for (size_t m = 0, stratum = 0; stratum < r->n_stratum; stratum++) {
        for (; m < r->n_moment && r->moment[m].stratum == stratum; m++) {
            move_to(c, stratum, r->moment[m].time);
            settle(c, &r->moment[m], lost_before(curve, r->moment[m].time) - middle / events);
        }
        move_to(c, stratum, -F64_INF);
    }
}

Status cox_proportional(const CoxInput *in, const CoxFit *fit, Arena *a, CoxProportional *out, Err *err)
{
    CoxRows r;
    KmCurve curve;
    CoxProportional o = { .chi2_of = ARENA_NEW_N(a, double, in->p + 1), .p_of = ARENA_NEW_N(a, double, in->p + 1) };
    for (size_t j = 0; j < in->p; j++)
        o.chi2_of[j] = o.p_of[j] = F64_NAN;
    ArenaMark mark = arena_mark(a);
    Status st = cox_rows(in, a, &r, err);
    if (!st)
        st = km_fit(&(KmInput){ .time = in->time, .entry = in->entry, .cause = in->event, .n = in->n }, a, &curve, err);
    if (st) {
        arena_rewind(a, mark);
        return st;
    }
    size_t k = r.k;
    double *work = ARENA_NEW_N(a, double, 4 * k + 5 * k * k);
    Check c = { .r = &r, .s1 = work, .d1 = work + k, .mean = work + 2 * k, .u = work + 3 * k, .s2 = work + 4 * k, .d2 = work + 4 * k + k * k,
                .v0 = work + 4 * k + 2 * k * k, .v1 = work + 4 * k + 3 * k * k, .v2 = work + 4 * k + 4 * k * k };
    for (size_t i = 0; i < r.n; i++)
        r.eta[i] = fit->eta[r.row[i]];
    (void)cox_likelihood(&r, NULL, NULL, a);
    run(&c, &curve);
    for (size_t i = 0; i < k; i++) {
        size_t at = r.f.column[i + 1];
        o.chi2_of[at] = statistic(&c, i, i + 1, in->ridge, a);
        o.p_of[at] = chi2_tail(o.chi2_of[at], 1);
        if (!i || o.p_of[at] < o.p_of[o.worst])
            o.worst = at;
    }
    o.df = k;
    o.chi2 = statistic(&c, 0, k, in->ridge, a);
    o.p = chi2_tail(o.chi2, (double)k);
    arena_rewind(a, mark);
    *out = o;
    return ST_OK;
}
