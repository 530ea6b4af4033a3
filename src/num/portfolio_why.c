#include "num/portfolio_in.h"

#include <math.h>
#include <string.h>

#include "num/dist.h"

/* The option of the same issue that was taken; -1: none. */
static int64_t rival(const PortfolioInput *in, const Portfolio *best, size_t i)
{
    for (size_t j = 0; in->group && in->group[i] >= 0 && j < in->n_option; j++)
        if (j != i && best->in[j] && in->group[j] == in->group[i])
            return (int64_t)j;
    return -1;
}

/* Of those in `best` that are not in `other`, the one worth most. */
static int64_t gives_way(size_t n, const double *mean, const Portfolio *best, const Portfolio *other)
{
    int64_t out = -1;
    double most = -F64_INF;
    for (size_t j = 0; j < n; j++)
        if (best->in[j] && !other->in[j] && mean[j] > most) {
            most = mean[j];
            out = (int64_t)j;
        }
    return out;
}

Status portfolio_why(const PortfolioInput *in, const Portfolio *best, Arena *a, PortfolioWhy *out, Err *err)
{
    uint8_t *must = ARENA_NEW_N(a, uint8_t, in->n_option);
    const double *mean = portfolio_means(in, a);
    PortfolioInput turned = *in;
    turned.must = must;
    for (size_t i = 0; i < in->n_option; i++) {
        ArenaMark m = arena_mark(a);
        Portfolio other;
        memset(must, PORTFOLIO_FREE, in->n_option);
        if (in->must)
            memcpy(must, in->must, in->n_option);
        must[i] = best->in[i] ? PORTFOLIO_OUT : PORTFOLIO_IN;
        Status s = portfolio_best(&turned, a, &other, err);
        PortfolioWhy w = { .instead = -1, .loss = F64_NAN };
        if (s && s != ST_NOT_FOUND)
            return s;
        if (!s)
            w.loss = fmax(0, best->value - other.value);
        if (best->in[i]) {
            w.reason = PORTFOLIO_CHOSEN;
        } else if (s) {
            w.reason = PORTFOLIO_TOO_BIG;
        } else if ((w.instead = rival(in, best, i)) >= 0) {
            w.reason = PORTFOLIO_RIVAL;
        } else {
            w.reason = mean[i] <= 0 ? PORTFOLIO_LOSES : PORTFOLIO_ROOM;
            w.instead = gives_way(in->n_option, mean, best, &other);
        }
        out[i] = w;
        arena_rewind(a, m);
    }
    return ST_OK;
}

/* The best set when `worth` of one draw is all there is. */
static Status best_of(const PortfolioInput *in, const double *worth, Arena *a, Portfolio *out, Err *err)
{
    PortfolioInput one = *in;
    one.worth = worth;
    one.n_draw = 1;
    one.caution = 0;
    return portfolio_best(&one, a, out, err);
}

Status portfolio_chances(const PortfolioInput *in, size_t most, Arena *a, PortfolioChances *out, Err *err)
{
    size_t n_col = in->n_option + in->n_pair, n = most > 0 && most < in->n_draw ? most : in->n_draw;
    *out = (PortfolioChances){ .looked_at = n, .share = ARENA_NEW_N(a, double, in->n_option) };
    double *worth = ARENA_NEW_N(a, double, n_col), *mean = ARENA_NEW_N(a, double, n_col), known = 0;
    for (size_t k = 0; k < n; k++) {
        ArenaMark m = arena_mark(a);
        size_t d = k * in->n_draw / n;
        Portfolio p;
        for (size_t c = 0; c < n_col; c++) {
            worth[c] = in->worth[c * in->n_draw + d];
            mean[c] += worth[c] / (double)n;
        }
        Status s = best_of(in, worth, a, &p, err);
        if (s)
            return s;
        known += p.value / (double)n;
        for (size_t i = 0; i < in->n_option; i++)
            out->share[i] += (double)p.in[i] / (double)n;
        arena_rewind(a, m);
    }
    Portfolio p;
    Status s = best_of(in, mean, a, &p, err);
    out->know_all = fmax(0, known - p.value);
    return s;
}

/* Mean over the groups of the best that each allows. */
static Status learnt(const PortfolioInput *in, const uint32_t *draw, Arena *a, double *sum, Err *err)
{
    size_t n_col = in->n_option + in->n_pair, bins = in->n_draw < PORTFOLIO_BINS ? in->n_draw : PORTFOLIO_BINS;
    double *worth = ARENA_NEW_N(a, double, n_col);
    *sum = 0;
    for (size_t b = 0; b < bins; b++) {
        size_t from = b * in->n_draw / bins, to = (b + 1) * in->n_draw / bins;
        Portfolio p;
        for (size_t c = 0; c < n_col; c++) {
            worth[c] = 0;
            for (size_t d = from; d < to; d++)
                worth[c] += in->worth[c * in->n_draw + draw[d]] / (double)(to - from);
        }
        Status s = best_of(in, worth, a, &p, err);
        if (s)
            return s;
        *sum += p.value * (double)(to - from) / (double)in->n_draw;
    }
    return ST_OK;
}

Status portfolio_learn(const PortfolioInput *in, Arena *a, double *out, Err *err)
{
    const double *mean = portfolio_means(in, a);
    uint32_t *draw = ARENA_NEW_N(a, uint32_t, in->n_draw);
    Portfolio now;
    Status s = best_of(in, mean, a, &now, err);
    for (size_t i = 0; i < in->n_option && !s; i++) {
        ArenaMark m = arena_mark(a);
        double sum = 0;
        portfolio_sort(in->worth + i * in->n_draw, draw, in->n_draw);
        s = learnt(in, draw, a, &sum, err);
        out[i] = fmax(0, sum - now.value);
        arena_rewind(a, m);
    }
    return s;
}

Status portfolio_learn_of(const PortfolioInput *in, const double *by, Arena *a, double *out, Err *err)
{
    ArenaMark m = arena_mark(a);
    uint32_t *draw = ARENA_NEW_N(a, uint32_t, in->n_draw);
    Portfolio now;
    double sum = 0;
    Status s = best_of(in, portfolio_means(in, a), a, &now, err);
    portfolio_sort(by, draw, in->n_draw);
    if (!s)
        s = learnt(in, draw, a, &sum, err);
    *out = s ? 0 : fmax(0, sum - now.value);
    arena_rewind(a, m);
    return s;
}

typedef struct Line {
    double mean, slope;
} Line;

/* Of every column's worth on what is seen. */
static Line *lines_of(const PortfolioInput *in, const double *seen, double *mean, Arena *a)
{
    size_t n_col = in->n_option + in->n_pair, n = in->n_draw;
    Line *line = ARENA_NEW_N(a, Line, n_col + 1);
    double var = 0;
    *mean = 0;
    for (size_t d = 0; d < n; d++)
        *mean += seen[d] / (double)n;
    for (size_t d = 0; d < n; d++)
        var += (seen[d] - *mean) * (seen[d] - *mean);
    for (size_t c = 0; c < n_col; c++) {
        const double *worth = in->worth + c * n;
        double cov = 0;
        for (size_t d = 0; d < n; d++)
            line[c].mean += worth[d] / (double)n;
        for (size_t d = 0; d < n; d++)
            cov += (seen[d] - *mean) * (worth[d] - line[c].mean);
        line[c].slope = var > 0 ? cov / var : 0;
    }
    return line;
}

Status portfolio_sample_of(const PortfolioInput *in, const double *seen, Arena *a, double *out, Err *err)
{
    ArenaMark m = arena_mark(a);
    size_t n_col = in->n_option + in->n_pair, points = in->n_draw < PORTFOLIO_POINTS ? in->n_draw : PORTFOLIO_POINTS;
    uint32_t *draw = ARENA_NEW_N(a, uint32_t, in->n_draw);
    double *worth = ARENA_NEW_N(a, double, n_col + 1), sum = 0, middle;
    const Line *line = lines_of(in, seen, &middle, a);
    Portfolio now, p;
    Status s = best_of(in, portfolio_means(in, a), a, &now, err);
    portfolio_sort(seen, draw, in->n_draw);
    for (size_t b = 0; !s && b < points; b++) {
        size_t from = b * in->n_draw / points, to = (b + 1) * in->n_draw / points;
        double at = 0;
        for (size_t d = from; d < to; d++)
            at += seen[draw[d]] / (double)(to - from);
        for (size_t c = 0; c < n_col; c++) {
            worth[c] = line[c].mean + line[c].slope * (at - middle);
            worth[c] = c < in->n_option ? worth[c] : fmin(0, worth[c]);
        }
        s = best_of(in, worth, a, &p, err);
        sum += s ? 0 : p.value * (double)(to - from) / (double)in->n_draw;
    }
    *out = s ? 0 : fmax(0, sum - now.value);
    arena_rewind(a, m);
    return s;
}
