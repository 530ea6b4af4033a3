#include "num/stagger.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/dist.h"

enum { BEFORE_MAX = 24 };

/* Influence of accounts on one figure, and on the cells before. */
typedef struct Sum {
    const StaggerInput *in;
    double *simple;              /* of an account */
    double *before;              /* cell before by account */
    double  weight;
} Sum;

/* The level to hold against: of one period, or of all before it, too.  NaN: no data. */
static double level_before(const StaggerInput *in, size_t u, size_t base, bool all)
{
    double sum = 0, n = 0;
    for (size_t t = all ? 0 : base; t <= base; t++)
        if (!isnan(in->y[u * in->n_period + t])) {
            sum += in->y[u * in->n_period + t];
            n += 1;
        }
    return n > 0 ? sum / n : F64_NAN;
}

static double change(const StaggerInput *in, size_t u, size_t t, size_t base, bool after)
{
    return in->y[u * in->n_period + t] - level_before(in, u, base, after && in->all_before);
}

/* 1: of the group; 0: compared with; -1: neither. */
static int part_of(const StaggerInput *in, size_t u, int64_t group, int64_t t, int64_t base)
{
    int64_t until = t > base ? t : base;
    if (in->first[u] == group)
        return 1;
    return (in->never ? in->first[u] >= (int64_t)in->n_period : in->first[u] > until) ? 0 : -1;
}

/* One two by two; inf: room for each account's influence. */
static bool cell_fill(const StaggerInput *in, int64_t group, int64_t t, StaggerCell *c, double *inf)
{
    int64_t base = t >= group ? group - 1 : t - 1;
    double mean[2] = { 0 }, n[2] = { 0 };
    bool after = t >= group;
    *c = (StaggerCell){ .group = group, .period = t };
    for (size_t u = 0; u < in->n_unit; u++) {
        int k = part_of(in, u, group, t, base);
        inf[u] = k < 0 ? F64_NAN : change(in, u, (size_t)t, (size_t)base, after);
        if (isnan(inf[u]))
            continue;
        mean[k] += inf[u];
        n[k] += 1;
    }
    if (n[0] < 2 || n[1] < 1)
        return false;
    mean[0] /= n[0];
    mean[1] /= n[1];
    c->att = mean[1] - mean[0];
    c->n = (size_t)n[1];
    c->n_comparison = (size_t)n[0];
    for (size_t u = 0; u < in->n_unit; u++) {
        int k = part_of(in, u, group, t, base);
        inf[u] = isnan(inf[u]) ? 0 : (k ? 1 : -1) * (inf[u] - mean[k]) / n[k];
    }
    return true;
}

static void events(Stagger *o, Arena *a, size_t n_period)
{
    double *n = ARENA_NEW_N(a, double, n_period + 1);
    o->event = ARENA_NEW_N(a, double, n_period + 1);
    for (size_t i = 0; i < o->n_cell; i++) {
        const StaggerCell *c = &o->cell[i];
        size_t e = (size_t)(c->period - c->group);
        if (c->period < c->group)
            continue;
        o->event[e] += c->att * (double)c->n;
        n[e] += (double)c->n;
        o->n_event = e + 1 > o->n_event ? e + 1 : o->n_event;
    }
    for (size_t e = 0; e < o->n_event; e++)
        o->event[e] = n[e] > 0 ? o->event[e] / n[e] : F64_NAN;
}

/* Covariance of figures q from influences, summed by cluster. */
static void covariance(const ClusterIndex *of, const double *inf, size_t n_unit, size_t q, Arena *a, double *v)
{
    double *s = ARENA_NEW_N(a, double, of->n * q + 1), m = (double)of->n;
    for (size_t j = 0; j < q; j++)
        for (size_t u = 0; u < n_unit; u++)
            s[of->of[u] * q + j] += inf[j * n_unit + u];
    for (size_t c = 0; c < of->n; c++)
        for (size_t i = 0; i < q; i++)
            for (size_t j = 0; j < q; j++)
                v[i * q + j] += s[c * q + i] * s[c * q + j] * m / (m - 1);
}

static Status input_check(const StaggerInput *in, Err *err)
{
    if (in->level != 0 && !(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", in->level);
    for (size_t u = 0; u < in->n_unit; u++)
        if (in->first[u] < 0)
            return ERR(err, ST_INVALID, "account %zu starts in period %lld", u + 1, (long long)in->first[u]);
    for (size_t i = 0; i < in->n_unit * in->n_period; i++)
        if (!isfinite(in->y[i]) && !(in->gaps && isnan(in->y[i])))
            return ERR(err, ST_INVALID, "account %zu, period %zu is %g", i / in->n_period + 1, i % in->n_period + 1, in->y[i]);
    return ST_OK;
}

static void cells(Sum *s, Arena *a, Stagger *o)
{
    const StaggerInput *in = s->in;
    double *inf = ARENA_NEW_N(a, double, in->n_unit + 1);
    uint8_t *there = ARENA_NEW_N(a, uint8_t, in->n_period + 1);
    for (size_t u = 0; u < in->n_unit; u++)
        if (in->first[u] < (int64_t)in->n_period)
            there[in->first[u]] = 1;
    for (int64_t group = 1; group < (int64_t)in->n_period; group++) {
        if (!there[group])
            continue;
        size_t first = o->n_cell;
        for (int64_t t = 1; t < (int64_t)in->n_period; t++) {
            StaggerCell c;
            if (!cell_fill(in, group, t, &c, inf))
                continue;
            o->cell[o->n_cell++] = c;
            size_t since = t >= group ? (size_t)(t - group) : 0;
            if (t >= group && (since < in->since || (in->until && since >= in->until)))
                continue;
            if (t >= group) {
                s->weight += (double)c.n;
                o->simple += c.att * (double)c.n;
                for (size_t u = 0; u < in->n_unit; u++)
                    s->simple[u] += inf[u] * (double)c.n;
            } else if (o->n_before < BEFORE_MAX)
                memcpy(s->before + o->n_before++ * in->n_unit, inf, in->n_unit * sizeof *inf);
        }
        o->n_group += o->n_cell > first;
    }
}

static double before_test(const ClusterIndex *of, const Sum *s, const Stagger *o, Arena *a)
{
    size_t q = o->n_before, k = 0;
    double v[BEFORE_MAX * BEFORE_MAX] = { 0 }, att[BEFORE_MAX], half[BEFORE_MAX], wald = 0;
    if (!q || of->n < 3 * q)
        return F64_NAN;
    for (size_t i = 0; i < o->n_cell && k < q; i++)
        if (o->cell[i].period < o->cell[i].group)
            att[k++] = o->cell[i].att;
    covariance(of, s->before, s->in->n_unit, q, a, v);
    if (!chol_factor(v, q))
        return F64_NAN;
    chol_half(v, q, att, half);
    for (size_t i = 0; i < q; i++)
        wald += half[i] * half[i];
    double df = (double)(of->n - q);
    return f_tail(wald * df / ((double)(of->n - 1) * (double)q), (double)q, df);
}

Status stagger_estimate(const StaggerInput *in, Arena *a, Stagger *out, Err *err)
{
    Status st = input_check(in, err);
    if (st)
        return st;
    int64_t *own = ARENA_NEW_N(a, int64_t, in->n_unit + 1);
    Stagger o = { .cell = ARENA_NEW_N(a, StaggerCell, in->n_period * in->n_period + 1) };
    Sum s = { in, ARENA_NEW_N(a, double, in->n_unit + 1), ARENA_NEW_N(a, double, BEFORE_MAX * in->n_unit + 1), 0 };
    for (size_t u = 0; u < in->n_unit; u++)
        own[u] = in->cluster ? in->cluster[u] : (int64_t)u;
    cells(&s, a, &o);
    if (!(s.weight > 0))
        return ERR(err, ST_NUMERIC, "no account was reached while two others were not");
    ClusterIndex of = cluster_index(own, in->n_unit, a);
    double v = 0;
    o.simple /= s.weight;
    for (size_t u = 0; u < in->n_unit; u++)
        s.simple[u] /= s.weight;
    if (of.n > 1)
        covariance(&of, s.simple, in->n_unit, 1, a, &v);
    o.n_cluster = of.n;
    o.df = (double)of.n - 1;
    o.se = of.n > 1 ? sqrt(v) : F64_NAN;
    double f = of.n > 1 ? t_factor(in->level != 0 ? in->level : 0.95, o.df) : F64_NAN;
    o.low = o.simple - f * o.se;
    o.high = o.simple + f * o.se;
    o.before_p = before_test(&of, &s, &o, a);
    events(&o, a, in->n_period);
    *out = o;
    return ST_OK;
}
