#include "num/ratio.h"

#include <math.h>

#include "num/cluster.h"
#include "num/dist.h"
#include "num/interval.h"

static Status sums(const RatioInput *in, Ratio *out, Err *err)
{
    for (size_t i = 0; i < in->n; i++) {
        double a = in->a[i], b = in->b ? in->b[i] : 1;
        if (!isfinite(a) || !isfinite(b) || a < 0 || b < 0)
            return ERR(err, ST_INVALID, "row %zu: a ratio's parts are finite and not below zero", i);
        out->a += a;
        out->b += b;
    }
    if (!(out->a > 0) || !(out->b > 0))
        return ERR(err, ST_NUMERIC, "a ratio needs something on both sides");
    return ST_OK;
}

static void limits(Ratio *r, double level)
{
    double half = t_factor(level, r->df) * r->se;
    r->low = r->estimate * exp(-half);
    r->high = r->estimate * exp(half);
}

Status ratio_estimate(const RatioInput *in, Arena *a, Ratio *out, Err *err)
{
    *out = (Ratio){ .n = in->n };
    Status st = sums(in, out, err);
    if (st)
        return st;
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    double *u = ARENA_NEW_N(a, double, c.n), *one = ARENA_NEW_N(a, double, c.n), *other = ARENA_NEW_N(a, double, c.n), ss = 0;
    size_t with_a = 0, with_b = 0;
    for (size_t i = 0; i < in->n; i++) {
        double b = in->b ? in->b[i] : 1;
        u[c.of[i]] += in->a[i] / out->a - b / out->b;
        one[c.of[i]] += in->a[i];
        other[c.of[i]] += b;
    }
    for (size_t g = 0; g < c.n; g++) {
        ss += u[g] * u[g];
        with_a += one[g] > 0;
        with_b += other[g] > 0;
    }
    size_t least = with_a < with_b ? with_a : with_b;
    if (least < 2)
        return ERR(err, ST_NUMERIC, "a ratio needs two clusters on each side");
    out->n_clusters = c.n;
    out->estimate = out->a / out->b;
    out->se = sqrt((double)c.n / (double)(c.n - 1) * ss);
    out->df = (double)(least - 1);
    limits(out, in->level);
    return ST_OK;
}

Ratio ratio_product(const Ratio *r, size_t n, double level)
{
    Ratio out = { .estimate = 1 };
    VariancePart part[8];
    size_t m = 0;
    double v = 0;
    for (size_t k = 0; k < n && k < 8; k++) {
        out.estimate *= r[k].estimate;
        v += r[k].se * r[k].se;
        part[m++] = (VariancePart){ r[k].se * r[k].se, r[k].df };
    }
    out.se = sqrt(v);
    out.df = welch_df(part, m);
    limits(&out, level);
    return out;
}
