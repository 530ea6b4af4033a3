#include "num/maximise.h"

#include <math.h>
#include <string.h>

#include "num/chol.h"

enum { HALVINGS = 40, LIFTS = 40 };
#define DIFFERENCE 1e-4   /* of the gradient: its error is of the order of the square */

typedef struct Hill {
    MaximiseFn *fn;
    const void *ctx;
    size_t      p;
    double      at[MAXIMISE_P_MAX], grad[MAXIMISE_P_MAX], step[MAXIMISE_P_MAX];
    double      bend[MAXIMISE_P_MAX * MAXIMISE_P_MAX];   /* minus the second derivatives */
    double      factor[MAXIMISE_P_MAX * MAXIMISE_P_MAX];
} Hill;

static void measure_bend(Hill *h)
{
    double up[MAXIMISE_P_MAX], down[MAXIMISE_P_MAX], theta[MAXIMISE_P_MAX];
    size_t p = h->p;
    memcpy(theta, h->at, p * sizeof *theta);
    for (size_t i = 0; i < p; i++) {
        double d = DIFFERENCE * fmax(1, fabs(h->at[i]));
        theta[i] = h->at[i] + d;
        (void)h->fn(theta, up, h->ctx);
        theta[i] = h->at[i] - d;
        (void)h->fn(theta, down, h->ctx);
        theta[i] = h->at[i];
        for (size_t j = 0; j < p; j++)
            h->bend[i * p + j] = (down[j] - up[j]) / (2 * d);
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            h->bend[i * p + j] = h->bend[j * p + i] = (h->bend[i * p + j] + h->bend[j * p + i]) / 2;
}

/* Factors the curvature, lifted on its diagonal as far as it takes.  False: it was no hill as it stood. */
static bool factor_bend(Hill *h)
{
    size_t p = h->p;
    double lift = 0, most = 1e-8;
    for (size_t i = 0; i < p; i++)
        most = fmax(most, fabs(h->bend[i * p + i]));
    for (int k = 0; k < LIFTS; k++) {
        memcpy(h->factor, h->bend, p * p * sizeof *h->factor);
        for (size_t i = 0; i < p; i++)
            h->factor[i * p + i] += lift;
        if (chol_factor(h->factor, p))
            return lift <= 0;
        lift = lift > 0 ? lift * 4 : most * 1e-6;
    }
    for (size_t i = 0; i < p * p; i++)
        h->factor[i] = i % (p + 1) == 0 ? sqrt(most) : 0;
    return false;
}

/* The gain that the curvature promises; sets the step. */
static double plan_step(Hill *h)
{
    double gain = 0;
    memcpy(h->step, h->grad, h->p * sizeof *h->step);
    chol_solve(h->factor, h->p, h->step);
    for (size_t i = 0; i < h->p; i++) {
        gain += h->step[i] * h->grad[i] / 2;
        h->step[i] = fmax(-MAXIMISE_STRIDE, fmin(MAXIMISE_STRIDE, h->step[i]));
    }
    return gain;
}

/* Goes as much of the step as does not lower the value.  False: not even a little of it. */
static bool go(Hill *h, double *value)
{
    double theta[MAXIMISE_P_MAX], grad[MAXIMISE_P_MAX], share = 1;
    for (int k = 0; k < HALVINGS; k++, share /= 2) {
        for (size_t i = 0; i < h->p; i++)
            theta[i] = h->at[i] + share * h->step[i];
        double v = h->fn(theta, grad, h->ctx);
        if (isfinite(v) && v >= *value) {
            bool moved = v > *value;
            *value = v;
            memcpy(h->at, theta, h->p * sizeof *theta);
            memcpy(h->grad, grad, h->p * sizeof *grad);
            return moved;
        }
    }
    return false;
}

static bool all_finite(const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(v[i]))
            return false;
    return true;
}

static bool far_out(const Hill *h)
{
    for (size_t i = 0; i < h->p; i++)
        if (fabs(h->at[i]) > MAXIMISE_FAR)
            return true;
    return false;
}

Status maximise(MaximiseFn *fn, const void *ctx, size_t p, double *theta, double *cov, Maximum *out, Err *err)
{
    *out = (Maximum){ .warnings = MAXIMISE_NOT_CONVERGED };
    if (p == 0 || p > MAXIMISE_P_MAX)
        return ERR(err, ST_TOO_BIG, "%zu unknowns; between 1 and %d can be sought", p, MAXIMISE_P_MAX);
    Hill h = { .fn = fn, .ctx = ctx, .p = p };
    memcpy(h.at, theta, p * sizeof *theta);
    out->value = fn(h.at, h.grad, ctx);
    if (!isfinite(out->value) || !all_finite(h.grad, p))
        return ERR(err, ST_NUMERIC, "the likelihood has no value where the search begins");
    bool hill = false;
    for (; out->steps < MAXIMISE_STEPS; out->steps++) {
        measure_bend(&h);
        hill = all_finite(h.bend, p * p) && factor_bend(&h);
        if (far_out(&h)) {
            out->warnings |= MAXIMISE_RUNAWAY;
            break;
        }
        double gain = plan_step(&h);
        if (gain < MAXIMISE_GAIN || !go(&h, &out->value)) {
            out->warnings &= ~(unsigned)MAXIMISE_NOT_CONVERGED;
            break;
        }
    }
    memcpy(theta, h.at, p * sizeof *theta);
    double inverse[MAXIMISE_P_MAX * MAXIMISE_P_MAX];
    chol_inverse(h.factor, p, inverse);
    for (size_t i = 0; i < p; i++)
        hill = hill && inverse[i * p + i] < MAXIMISE_VAGUE * MAXIMISE_VAGUE;
    out->warnings |= hill ? 0 : MAXIMISE_FLAT;
    if (cov)
        memcpy(cov, inverse, p * p * sizeof *cov);
    return ST_OK;
}
