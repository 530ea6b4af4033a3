#include "num/asymmetry.h"

#include <math.h>

#include "num/cluster.h"
#include "num/dist.h"

enum { LEAST = 20 };

static Interval combine(const AsymmetryInput *in, const ClusterIndex *c, const double mean[BANDS], const size_t n[BANDS], const double weight[BANDS], Arena *a)
{
    Interval x = { .n = in->n, .n_clusters = c->n, .method = "means of bands, cluster-robust t" };
    double *sum = ARENA_NEW_N(a, double, c->n + 1), v = 0, g = (double)c->n;
    for (size_t i = 0; i < in->n; i++) {
        uint8_t b = in->band[i];
        sum[c->of[i]] += weight[b] * (in->y[i] - mean[b]) / (double)n[b];
    }
    for (size_t k = 0; k < c->n; k++)
        v += sum[k] * sum[k];
    for (int b = 0; b < BANDS; b++)
        x.estimate += weight[b] * mean[b];
    x.df = g - 1;
    x.se = sqrt(v * g / (g - 1));
    double half = t_factor(in->level, x.df) * x.se;
    x.low = x.estimate - half;
    x.high = x.estimate + half;
    x.p = x.se > 0 ? t_two_sided(x.estimate / x.se, x.df) : F64_NAN;
    return x;
}

static AsymmetryLabel label_of(const Asymmetry *x, double small)
{
    if (x->contrast.low > 0 && x->penalty.low > 0)
        return ASYMMETRY_MUST_HAVE;
    if (x->contrast.high < 0 && x->reward.low > 0)
        return ASYMMETRY_NICE_TO_HAVE;
    if (x->penalty.low > 0 && x->reward.low > 0)
        return ASYMMETRY_LINEAR;
    bool flat = x->penalty.low > -small && x->penalty.high < small && x->reward.low > -small && x->reward.high < small;
    return flat ? ASYMMETRY_FLAT : ASYMMETRY_CANNOT_TELL;
}

void asymmetry_fit(const AsymmetryInput *in, Arena *a, Asymmetry *out)
{
    static const double penalty[BANDS] = { -1, 1, 0 }, reward[BANDS] = { 0, -1, 1 }, contrast[BANDS] = { -1, 2, -1 };
    const Interval none = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .se = F64_NAN, .df = F64_NAN, .p = F64_NAN, .method = "" };
    double mean[BANDS] = { 0 };
    size_t least = in->least ? in->least : LEAST;
    *out = (Asymmetry){ .penalty = none, .reward = none, .contrast = none };
    for (size_t i = 0; i < in->n; i++) {
        out->n[in->band[i]]++;
        mean[in->band[i]] += in->y[i];
    }
    ClusterIndex c = cluster_index(in->cluster, in->n, a);
    if (out->n[BAND_BAD] < least || out->n[BAND_MIDDLE] < least || out->n[BAND_GOOD] < least || c.n < 2)
        return;
    for (int b = 0; b < BANDS; b++)
        mean[b] /= (double)out->n[b];
    out->penalty = combine(in, &c, mean, out->n, penalty, a);
    out->reward = combine(in, &c, mean, out->n, reward, a);
    out->contrast = combine(in, &c, mean, out->n, contrast, a);
    out->label = label_of(out, in->small);
}
