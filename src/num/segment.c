#include "num/segment.h"

#include <math.h>

#include "num/dist.h"

enum { LEAST_READINGS = 4, BAYES_SIDE = 2, RUN_LENGTH = 100 };

/* The scaled series as running sums, and what a cost needs of each length. */
typedef struct Series {
    size_t  n;
    double *s1, *s2;         /* of the first i readings */
    double *by_length;       /* part of the cost that depends on the length alone */
} Series;

typedef double Cost(const Series *s, size_t from, size_t to);

static Status series_of(const double *y, size_t n, Arena *a, Series *out, Err *err)
{
    double mean = 0, squares = 0;
    *out = (Series){ 0 };
    if (n > SEGMENT_MAX)
        return ERR(err, ST_TOO_BIG, "%zu readings, at most %d can be segmented", n, SEGMENT_MAX);
    for (size_t t = 0; t < n; t++) {
        if (!isfinite(y[t]))
            return ERR(err, ST_INVALID, "reading %zu is %g", t, y[t]);
        mean += y[t] / (double)n;
    }
    for (size_t t = 0; t < n; t++)
        squares += (y[t] - mean) * (y[t] - mean);
    *out = (Series){ .s1 = ARENA_NEW_N(a, double, n + 1), .s2 = ARENA_NEW_N(a, double, n + 1),
                     .by_length = ARENA_NEW_N(a, double, n + 1) };
    if (n < LEAST_READINGS || !(squares > 0))
        return ST_OK;
    double sd = sqrt(squares / (double)(n - 1));
    out->n = n;
    for (size_t t = 0; t < n; t++) {
        double z = (y[t] - mean) / sd;
        out->s1[t + 1] = out->s1[t] + z;
        out->s2[t + 1] = out->s2[t] + z * z;
    }
    return ST_OK;
}

static double squares_within(const Series *s, size_t from, size_t to)
{
    double sum = s->s1[to] - s->s1[from];
    return fmax(0, s->s2[to] - s->s2[from] - sum * sum / (double)(to - from));
}

static double least_cost(const Series *s, size_t from, size_t to)
{
    return squares_within(s, from, to) + s->by_length[to - from];
}

/* Minus the log marginal likelihood of a segment; of the terms that depend on the data only the
 * last is left here: by_length holds the others. */
static double bayes_cost(const Series *s, size_t from, size_t to)
{
    double k = (double)(to - from), mean = (s->s1[to] - s->s1[from]) / k;
    double rate = 1 + squares_within(s, from, to) / 2 + k * mean * mean / (2 * (k + 1));
    return s->by_length[to - from] + (1 + k / 2) * log(rate);
}

/* The cheapest segmentation with at least `side` readings a segment; `price` is that of a change.
 * Of equal ones the longest last segment wins. */
static void cheapest(const Series *s, Cost *cost, double price, size_t side, Arena *a,
                     SegmentList *out)
{
    double *best = ARENA_NEW_N(a, double, s->n + 1);
    size_t *from = ARENA_NEW_N(a, size_t, s->n + 1), n = 0;
    for (size_t t = side; t <= s->n; t++) {
        best[t] = cost(s, 0, t);
        for (size_t k = side; k + side <= t; k++) {
            double c = best[k] + price + cost(s, k, t);
            if (!(c < best[t]))
                continue;
            best[t] = c;
            from[t] = k;
        }
    }
    for (size_t t = s->n; from[t]; t = from[t])
        n++;
    *out = (SegmentList){ .at = ARENA_NEW_N(a, size_t, n + 1), .n = n };
    for (size_t t = s->n; from[t]; t = from[t])
        out->at[--n] = from[t];
}

Status segment_least(const double *y, size_t n, Arena *a, SegmentList *out, Err *err)
{
    Series s;
    *out = (SegmentList){ 0 };
    Status st = series_of(y, n, a, &s, err);
    if (st || !s.n)
        return st;
    for (size_t k = 1; k <= n; k++)
        s.by_length[k] = log((double)k);
    cheapest(&s, least_cost, 3 * log((double)n), 1, a, out);
    return ST_OK;
}

Status segment_bayes(const double *y, size_t n, Arena *a, SegmentList *out, Err *err)
{
    Series s;
    *out = (SegmentList){ 0 };
    Status st = series_of(y, n, a, &s, err);
    if (st || !s.n)
        return st;
    double stay = -log1p(-1.0 / RUN_LENGTH), two_pi = log(2 * acos(-1));
    for (size_t i = 1; i <= n; i++) {
        double k = (double)i;
        s.by_length[i] = -log_gamma(1 + k / 2) + log1p(k) / 2 + k / 2 * two_pi + (k - 1) * stay;
    }
    cheapest(&s, bayes_cost, log(RUN_LENGTH), BAYES_SIDE, a, out);
    return ST_OK;
}

Status segment_agreed(const double *y, size_t n, Arena *a, SegmentList *out, Err *err)
{
    SegmentList other;
    Status st = segment_bayes(y, n, a, out, err);
    if (!st)
        st = segment_least(y, n, a, &other, err);
    size_t kept = 0;
    for (size_t i = 0; !st && i < out->n; i++)
        for (size_t j = 0; j < other.n; j++) {
            size_t far = other.at[j] > out->at[i] ? other.at[j] - out->at[i] : out->at[i] - other.at[j];
            if (far > SEGMENT_MARGIN)
                continue;
            out->at[kept++] = out->at[i];
            break;
        }
    out->n = kept;
    return st;
}
