#include "num/season.h"

#include <math.h>

#include "num/dist.h"

enum { HALF_YEAR = 26, YEAR = 52, BINS_MIN = 26 };
#define SEASON_LEVEL 0.001
#define FACTOR_LEAST 0.2     /* a week that should be emptier than this is left at it */

typedef struct Bin {
    double sum[2], weight[2];    /* of deviations, in even and odd years */
} Bin;

/* Deviation of week t from the level around it, with its weight; false where there is none. */
static bool deviation(const ChangeInput *in, size_t t, double *d, double *w)
{
    bool mean = in->kind == CHANGE_MEAN;
    double x = 0, n = 0;
    if (in->n[t] <= 0)
        return false;
    /* A whole year always, so that the level itself has no season: at the ends the window stays inside. */
    size_t from = t > HALF_YEAR ? t - HALF_YEAR : 0;
    if (in->weeks >= YEAR && from + YEAR > in->weeks)
        from = in->weeks - YEAR;
    for (size_t u = from; u < in->weeks && u < from + YEAR; u++) {
        if (in->n[u] <= 0)
            continue;
        x += mean ? in->x[u] * in->n[u] : in->x[u];
        n += in->n[u];
    }
    if (!(n > 0) || (!mean && !(x > 0)))
        return false;
    *w = mean ? in->n[t] : in->n[t] * x / n;
    *d = mean ? in->x[t] - x / n : in->x[t] / *w - 1;
    return true;
}

static double mean_of(const Bin *b, int half) { return b->sum[half] / b->weight[half]; }

/* Correlation of the two halves over the weeks of the year that both have. */
static double halves(const Bin *bin, double *pairs)
{
    double m = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (size_t k = 0; k < SEASON_BINS; k++) {
        if (!(bin[k].weight[0] > 0) || !(bin[k].weight[1] > 0))
            continue;
        double x = mean_of(&bin[k], 0), y = mean_of(&bin[k], 1);
        m++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
    }
    *pairs = m;
    double vx = sxx - sx * sx / m, vy = syy - sy * sy / m;
    return m >= BINS_MIN && vx > 0 && vy > 0 ? (sxy - sx * sy / m) / sqrt(vx * vy) : 0;
}

void season_find(const ChangeInput *in, const int *year, const int *week, double *factor, bool *seasonal)
{
    Bin bin[SEASON_BINS] = { 0 };
    bool mean = in->kind == CHANGE_MEAN;
    double d, w, pairs;
    size_t used = 0;
    for (size_t t = 0; t < in->weeks; t++) {
        factor[t] = mean ? 0 : 1;
        if (!deviation(in, t, &d, &w))
            continue;
        used++;
        bin[week[t]].sum[year[t] & 1] += w * d;
        bin[week[t]].weight[year[t] & 1] += w;
    }
    double r = halves(bin, &pairs);
    *seasonal = used >= SEASON_WEEKS && r > 0 && r < 1 && normal_tail(atanh(r) * sqrt(pairs - 3)) <= SEASON_LEVEL;
    if (!*seasonal)
        return;
    for (size_t t = 0; t < in->weeks; t++) {
        const Bin *b = &bin[week[t]];
        if (!(b->weight[0] > 0) || !(b->weight[1] > 0))
            continue;
        double by = 2 * r / (1 + r) * (b->sum[0] + b->sum[1]) / (b->weight[0] + b->weight[1]);
        factor[t] = mean ? by : fmax(FACTOR_LEAST, 1 + by);
    }
}
