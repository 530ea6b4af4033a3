#include "num/pool.h"

#include <math.h>
#include <stdbool.h>

#include "num/dist.h"

static bool counts(const double *b, const double *s, size_t i) { return isfinite(b[i]) && isfinite(s[i]) && s[i] > 0; }

/* Mean with weights 1/(s^2 + t^2). */
static double mean_with(const double *b, const double *s, size_t n, double t2, double *weights)
{
    double sum = 0, w = 0;
    for (size_t i = 0; i < n; i++) {
        if (!counts(b, s, i))
            continue;
        sum += b[i] / (s[i] * s[i] + t2);
        w += 1 / (s[i] * s[i] + t2);
    }
    *weights = w;
    return w > 0 ? sum / w : F64_NAN;
}

/* Log of the posterior of t, up to a constant. */
static double log_weight(const double *b, const double *s, size_t n, double t2)
{
    double w, sum = 0, m = mean_with(b, s, n, t2, &w);
    for (size_t i = 0; i < n; i++)
        if (counts(b, s, i))
            sum -= 0.5 * log(s[i] * s[i] + t2) + (b[i] - m) * (b[i] - m) / (2 * (s[i] * s[i] + t2));
    return sum - 0.5 * log(w);
}

static void common(const double *b, const double *s, size_t n, Pool *p, double *reach)
{
    double w, m = mean_with(b, s, n, 0, &w), least = F64_INF, most = -F64_INF, doubt = 0;
    *p = (Pool){ .p = F64_NAN };
    for (size_t i = 0; i < n; i++) {
        if (!counts(b, s, i))
            continue;
        p->q += (b[i] - m) * (b[i] - m) / (s[i] * s[i]);
        least = fmin(least, b[i]);
        most = fmax(most, b[i]);
        doubt = fmax(doubt, s[i]);
        p->n++;
    }
    if (p->n > 1)
        p->p = chi2_tail(p->q, (double)p->n - 1);
    *reach = p->n > 1 ? POOL_REACH * (most - least + doubt) : 0;
}

/* Adds one value of t, which has weight `share`, to mean and mean square of all. */
static void add_step(const double *b, const double *s, size_t n, double t, double share, Pool *p, double *value, double *square)
{
    double w, m = mean_with(b, s, n, t * t, &w);
    p->sd += share * t;
    p->mean += share * m;
    p->mean_se += share * (1 / w + m * m);
    for (size_t i = 0; i < n; i++) {
        double v = s[i] * s[i], keep = t * t / (t * t + v), mean = m + keep * (b[i] - m);
        value[i] += share * mean;
        square[i] += share * (keep * v + (1 - keep) * (1 - keep) / w + mean * mean);
    }
}

Pool pool_groups(const double *b, const double *s, size_t n, double level, double *value, double *low, double *high)
{
    Pool p;
    double reach, best = -F64_INF, total = 0, z = normal_quantile((1 + level) / 2), weight[POOL_STEPS];
    common(b, s, n, &p, &reach);
    for (size_t i = 0; i < n; i++)
        value[i] = high[i] = 0;
    for (size_t k = 0; k < POOL_STEPS && p.n; k++) {
        double t = reach * ((double)k + 0.5) / POOL_STEPS;
        weight[k] = log_weight(b, s, n, t * t);
        best = fmax(best, weight[k]);
    }
    for (size_t k = 0; k < POOL_STEPS && p.n; k++)
        total += weight[k] = exp(weight[k] - best);
    for (size_t k = 0; k < POOL_STEPS && p.n; k++)
        add_step(b, s, n, reach * ((double)k + 0.5) / POOL_STEPS, weight[k] / total, &p, value, high);
    p.mean_se = sqrt(fmax(0, p.mean_se - p.mean * p.mean));
    for (size_t i = 0; i < n; i++) {
        double half = z * sqrt(fmax(0, high[i] - value[i] * value[i]));
        bool known = counts(b, s, i);
        low[i] = known ? value[i] - half : F64_NAN;
        high[i] = known ? value[i] + half : F64_NAN;
        value[i] = known ? value[i] : F64_NAN;
    }
    return p;
}
