#include "num/lifetime.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <string.h>

#include "num/chol.h"
#include "num/lifetime_in.h"
#include "num/maximise.h"

typedef struct Spend {
    const SpendInput *in;
    double start[3];
} Spend;

double lifetime_prior(const double *log_theta, const double *start, size_t p, double prior, double *grad)
{
    double ll = 0;
    for (size_t i = 0; i < p && prior > 0; i++) {
        double off = (log_theta[i] - start[i]) / prior;
        ll -= off * off / 2;
        grad[i] -= off / prior;
    }
    return ll;
}

static double loglik(const double *log_theta, double *grad, const void *ctx)
{
    const Spend *k = ctx;
    const SpendInput *in = k->in;
    double p = exp(log_theta[0]), q = exp(log_theta[1]), g = exp(log_theta[2]);
    double ll = 0, d[3] = { 0 }, log_gamma_q = gsl_sf_lngamma(q), psi_q = gsl_sf_psi(q);
    for (size_t i = 0; i < in->n; i++) {
        double x = in->repeats[i], z = in->mean[i];
        if (x <= 0)
            continue;
        double all = g + x * z, log_all = log(all), shape = p * x + q, psi = gsl_sf_psi(shape);
        ll += gsl_sf_lngamma(shape) - gsl_sf_lngamma(p * x) - log_gamma_q + q * log_theta[2] + (p * x - 1) * log(z) + p * x * log(x)
              - shape * log_all;
        d[0] += x * (psi - gsl_sf_psi(p * x) + log(x * z) - log_all);
        d[1] += psi - psi_q + log_theta[2] - log_all;
        d[2] += q / g - shape / all;
    }
    grad[0] = d[0] * p;
    grad[1] = d[1] * q;
    grad[2] = d[2] * g;
    return ll + lifetime_prior(log_theta, k->start, 3, in->prior, grad);
}

Status spend_fit(const SpendInput *in, LifetimeFit *out, Err *err)
{
    double money = 0;
    *out = (LifetimeFit){ .p = 3, .prior = in->prior };
    for (size_t i = 0; i < in->n; i++) {
        if (!(in->repeats[i] >= 0) || isinf(in->repeats[i]))
            return ERR(err, ST_INVALID, "account %zu: %g purchases", i + 1, in->repeats[i]);
        if (in->repeats[i] <= 0)
            continue;
        if (!(in->mean[i] > 0) || isinf(in->mean[i]))
            return ERR(err, ST_INVALID, "account %zu: purchases worth %g on average", i + 1, in->mean[i]);
        money += in->mean[i];
        out->n++;
    }
    if (out->n == 0)
        return ERR(err, ST_NUMERIC, "no account with a purchase");
    /* Begin with p = 2, q = 3: the mean over accounts is then gamma. */
    double theta[3] = { log(2), log(3), log(money / (double)out->n) };
    Spend k = { .in = in };
    memcpy(k.start, theta, sizeof theta);
    Maximum top;
    Status s = maximise(loglik, &k, 3, theta, out->cov, &top, err);
    if (s)
        return s;
    for (int i = 0; i < 3; i++)
        out->theta[i] = exp(theta[i]);
    out->loglik = top.value;
    out->warnings = top.warnings;
    return ST_OK;
}

double spend_expected(const double *theta, double repeats, double mean)
{
    double p = theta[0], q = theta[1], g = theta[2], x = repeats > 0 ? repeats : 0;
    return (g + x * (x > 0 ? mean : 0)) * p / (p * x + q - 1);
}

void lifetime_draw(const LifetimeFit *fit, Rng *r, double *theta)
{
    double l[LIFETIME_P_MAX * LIFETIME_P_MAX], z[LIFETIME_P_MAX];
    size_t p = fit->p;
    for (size_t i = 0; i < p * p; i++)
        l[i] = fit->cov[i];
    bool known = chol_factor(l, p);
    for (size_t i = 0; i < p; i++)
        z[i] = rng_normal(r, 0, 1);
    for (size_t i = 0; i < p; i++) {
        double step = 0;
        for (size_t j = 0; j <= i && known; j++)
            step += l[i * p + j] * z[j];
        theta[i] = fit->theta[i] * exp(step);
    }
}
