#include "num/lifetime.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "num/dist.h"
#include "num/maximise.h"

#define LITTLE 1e-12

/* Sum over periods: ended log alpha + stayed log(beta + t - 1) - at risk log(alpha + beta + t - 1). */
static double loglik(const double *log_theta, double *grad, const void *ctx)
{
    const SbgInput *in = ctx;
    double alpha = exp(log_theta[0]), beta = exp(log_theta[1]), ll = 0, da = 0, db = 0;
    for (size_t i = 0; i < in->n; i++) {
        double t = (double)i, all = alpha + beta + t, n = in->at_risk[i], d = in->ended[i];
        if (n <= 0)
            continue;
        ll += d * log(alpha / all) + (n - d) * log((beta + t) / all);
        da += d / alpha - n / all;
        db += (n - d) / (beta + t) - n / all;
    }
    grad[0] = da * alpha;
    grad[1] = db * beta;
    return ll;
}

Status sbg_fit(const SbgInput *in, LifetimeFit *out, Err *err)
{
    double n = 0, d = 0;
    *out = (LifetimeFit){ .p = 2 };
    for (size_t i = 0; i < in->n; i++) {
        if (!(in->at_risk[i] >= 0) || !(in->ended[i] >= 0) || in->ended[i] > in->at_risk[i] || isinf(in->at_risk[i]))
            return ERR(err, ST_INVALID, "period %zu: %g ended of %g", i + 1, in->ended[i], in->at_risk[i]);
        n += in->at_risk[i];
        d += in->ended[i];
        out->n += in->at_risk[i] > 0;
    }
    if (n <= 0)
        return ERR(err, ST_NUMERIC, "no account came to the end of a period");
    double share = fmin(.95, fmax(.02, d / n));
    double theta[2] = { log(share), log(1 - share) };
    Maximum top;
    Status s = maximise(loglik, in, 2, theta, out->cov, &top, err);
    if (s)
        return s;
    out->theta[0] = exp(theta[0]);
    out->theta[1] = exp(theta[1]);
    out->loglik = top.value;
    out->warnings = top.warnings;
    return ST_OK;
}

double sbg_survival(const double *theta, double periods)
{
    double a = theta[0], b = theta[1];
    return exp(gsl_sf_lngamma(b + periods) - gsl_sf_lngamma(b) + gsl_sf_lngamma(a + b) - gsl_sf_lngamma(a + b + periods));
}

double sbg_hazard(const double *theta, double period) { return theta[0] / (theta[0] + theta[1] + period - 1); }

double sbg_residual(const double *theta, double tenure, double rate, size_t horizon)
{
    double there = 1, sum = 0, weight = 1;
    size_t most = horizon > 0 && horizon < LIFETIME_PERIODS_MAX ? horizon : LIFETIME_PERIODS_MAX;
    for (size_t k = 1; k <= most; k++) {
        there *= 1 - sbg_hazard(theta, tenure + (double)k);
        weight /= 1 + rate;
        sum += there * weight;
        if (there * weight < LITTLE)
            break;
    }
    return sum;
}
