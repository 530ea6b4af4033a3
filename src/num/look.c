#include "num/look.h"

#include <math.h>

#include "num/dist.h"

#define FAR 8.0 /* beyond this the normal tail is taken: t_quantile would lose its digits */

double look_information(double before, double after, double horizon)
{
    return fmin(1, (1 / before + 1 / horizon) / (1 / before + 1 / after));
}

double look_bound(double level, size_t family, double information, double df)
{
    double z = -normal_quantile((1 - level) / (double)(family ? family : 1) / 4) / sqrt(information);
    return z > FAR ? z : t_quantile(normal_cdf(z), df);
}

double look_p(double p, double information)
{
    if (isnan(p))
        return p;
    double z = p > 0 ? -normal_quantile(p / 2) : FAR;
    return fmin(1, 4 * normal_tail(z * sqrt(information)));
}
