#include "num/dist.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

void num_init(void) { gsl_set_error_handler_off(); }

static int is_share(double p) { return p >= 0 && p <= 1; }

double log_gamma(double x) { return x > 0 ? gsl_sf_lngamma(x) : F64_NAN; }

double normal_cdf(double z) { return isnan(z) ? F64_NAN : gsl_cdf_ugaussian_P(z); }

double normal_tail(double z) { return isnan(z) ? F64_NAN : gsl_cdf_ugaussian_Q(z); }

double normal_quantile(double p)
{
    if (!is_share(p))
        return F64_NAN;
    if (p <= 0 || p >= 1)
        return p <= 0 ? -F64_INF : F64_INF;
    return gsl_cdf_ugaussian_Pinv(p);
}

double t_cdf(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return F64_NAN;
    return isinf(df) ? normal_cdf(t) : gsl_cdf_tdist_P(t, df);
}

double t_quantile(double p, double df)
{
    if (!is_share(p) || !(df > 0))
        return F64_NAN;
    if (isinf(df) || p <= 0 || p >= 1)
        return normal_quantile(p);
    return gsl_cdf_tdist_Pinv(p, df);
}

double t_two_sided(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return F64_NAN;
    double a = fabs(t);
    double tail = isinf(df) ? gsl_cdf_ugaussian_Q(a) : gsl_cdf_tdist_Q(a, df);
    return fmin(1, 2 * tail);
}

double t_factor(double level, double df)
{
    return level > 0 && level < 1 ? t_quantile(0.5 + level / 2, df) : F64_NAN;
}

double chi2_tail(double x, double df)
{
    if (isnan(x) || !(df > 0))
        return F64_NAN;
    return x <= 0 ? 1 : gsl_cdf_chisq_Q(x, df);
}

double chi2_quantile(double p, double df)
{
    if (!is_share(p) || !(df > 0))
        return F64_NAN;
    if (p >= 1)
        return F64_INF;
    return p <= 0 ? 0 : gsl_cdf_chisq_Pinv(p, df);
}

double f_tail(double x, double df1, double df2)
{
    if (isnan(x) || !(df1 > 0) || !(df2 > 0))
        return F64_NAN;
    if (isinf(df2))
        return chi2_tail(x * df1, df1);
    return x <= 0 ? 1 : gsl_cdf_fdist_Q(x, df1, df2);
}

double beta_cdf(double x, double a, double b)
{
    if (isnan(x) || !(a > 0) || !(b > 0))
        return F64_NAN;
    if (x <= 0 || x >= 1)
        return x >= 1;
    return gsl_cdf_beta_P(x, a, b);
}

double beta_quantile(double p, double a, double b)
{
    if (!is_share(p) || !(a > 0) || !(b > 0))
        return F64_NAN;
    if (p <= 0 || p >= 1)
        return p >= 1;
    return gsl_cdf_beta_Pinv(p, a, b);
}

/* Each branch has an exponential of a negative number only: no overflow. */
double expit(double x)
{
    if (x >= 0)
        return 1 / (1 + exp(-x));
    double e = exp(x);
    return e / (1 + e);
}

double logit(double p)
{
    if (!is_share(p))
        return F64_NAN;
    return log(p) - log1p(-p);
}

double log1p_exp(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

double log_sum_exp(const double *v, size_t n)
{
    double top = -F64_INF, sum = 0;
    for (size_t i = 0; i < n; i++)
        top = fmax(top, v[i]);
    if (isinf(top))
        return top;
    for (size_t i = 0; i < n; i++)
        sum += exp(v[i] - top);
    return top + log(sum);
}
