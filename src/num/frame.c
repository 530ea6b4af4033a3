#include "num/frame.h"

#include <math.h>

static Status frame_check(const FrameInput *in, double *weight, Err *err)
{
    *weight = in->w ? 0 : (double)in->n;
    if (in->p > FRAME_P_MAX)
        return ERR(err, ST_TOO_BIG, "%zu covariates, at most %d", in->p, FRAME_P_MAX);
    for (size_t i = 0; in->w && i < in->n; i++) {
        if (!(in->w[i] >= 0) || !isfinite(in->w[i]))
            return ERR(err, ST_INVALID, "weight %zu is not a number >= 0", i + 1);
        *weight += in->w[i];
    }
    if (!(*weight > 0))
        return ERR(err, ST_NUMERIC, "no rows to fit");
    for (size_t j = 0; j < in->p; j++)
        for (size_t i = 0; i < in->n; i++)
            if (!isfinite(in->x[j * in->n + i]))
                return ERR(err, ST_INVALID, "covariate %zu of row %zu is not finite", j + 1, i + 1);
    return ST_OK;
}

static void column_moments(const FrameInput *in, size_t j, Frame *f)
{
    const double *x = in->x + j * in->n;
    double sum = 0, d1 = 0, d2 = 0, size = 0;
    for (size_t i = 0; i < in->n; i++)
        sum += (in->w ? in->w[i] : 1) * x[i];
    double mean = sum / f->weight;
    for (size_t i = 0; i < in->n; i++) {
        double w = in->w ? in->w[i] : 1, d = x[i] - mean;
        d1 += w * d;
        d2 += w * d * d;
        if (w > 0)
            size = fmax(size, fabs(x[i]));
    }
    f->mean[j] = mean + d1 / f->weight;
    double v = d2 / f->weight - (d1 / f->weight) * (d1 / f->weight);
    f->sd[j] = sqrt(fmax(0, v));
    if (f->sd[j] <= FRAME_FLAT * size)
        f->sd[j] = 0;
}

Status frame_build(const FrameInput *in, Arena *a, Frame *out, Err *err)
{
    Frame f = { .n = in->n, .p = in->p, .k = 1 };
    Status st = frame_check(in, &f.weight, err);
    if (st)
        return st;
    f.mean = ARENA_NEW_N(a, double, in->p + 1);
    f.sd = ARENA_NEW_N(a, double, in->p + 1);
    f.column = ARENA_NEW_N(a, size_t, in->p + 1);
    for (size_t j = 0; j < in->p; j++) {
        column_moments(in, j, &f);
        if (f.sd[j] > 0)
            f.column[f.k++] = j;
    }
    f.dropped = in->p + 1 - f.k;
    f.z = ARENA_NEW_N(a, double, in->n * f.k);
    for (size_t i = 0; i < in->n; i++) {
        f.z[i * f.k] = 1;
        for (size_t j = 1; j < f.k; j++) {
            size_t c = f.column[j];
            f.z[i * f.k + j] = (in->x[c * in->n + i] - f.mean[c]) / f.sd[c];
        }
    }
    *out = f;
    return ST_OK;
}

void frame_beta(const Frame *f, const double *b, double *beta)
{
    for (size_t j = 0; j <= f->p; j++)
        beta[j] = 0;
    beta[0] = b[0];
    for (size_t j = 1; j < f->k; j++) {
        size_t c = f->column[j];
        beta[c + 1] = b[j] / f->sd[c];
        beta[0] -= b[j] * f->mean[c] / f->sd[c];
    }
}

void frame_se(const Frame *f, const double *cov, double *se)
{
    double v = 0;
    for (size_t j = 0; j <= f->p; j++)
        se[j] = 0;
    for (size_t j = 1; j < f->k; j++)
        se[f->column[j] + 1] = sqrt(cov[j * f->k + j]) / f->sd[f->column[j]];
    for (size_t i = 0; i < f->k; i++) {
        double ci = i ? -f->mean[f->column[i]] / f->sd[f->column[i]] : 1;
        for (size_t j = 0; j < f->k; j++)
            v += ci * (j ? -f->mean[f->column[j]] / f->sd[f->column[j]] : 1) * cov[i * f->k + j];
    }
    se[0] = sqrt(fmax(0, v));
}
