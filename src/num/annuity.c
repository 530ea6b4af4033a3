#include "num/annuity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "num/dist.h"
#include "num/joint.h"
#include "num/rng.h"

enum { GRID = 24, STEPS = 30, MONTHS = 12 };
#define PHI_MOST 1.5           /* the grid's end: the prior gives nothing beyond */
#define SPREAD_LEAST 1e-4

typedef struct Belief {
    double phi[GRID], weight[GRID], log_rate[GRID], sd[GRID];   /* weights add up to one */
} Belief;

static Status check(const AnnuityInput *in, Err *err)
{
    double sum = 0;
    for (size_t t = 0; t < in->n; t++) {
        if (!(in->base[t] > 0) || isinf(in->base[t]) || !(in->contacts[t] >= 0) || isinf(in->contacts[t]))
            return ERR(err, ST_INVALID, "month %zu: %g contacts of %g accounts", t + 1, in->contacts[t], in->base[t]);
        sum += in->contacts[t];
    }
    if (in->years == 0 || in->years > ANNUITY_YEARS_MAX)
        return ERR(err, ST_INVALID, "%zu years; between 1 and %d", in->years, ANNUITY_YEARS_MAX);
    if (in->n < ANNUITY_MONTHS || sum < ANNUITY_CONTACTS)
        return ERR(err, ST_NUMERIC, "%zu months with %.0f contacts; at least %d and %d are needed", in->n, sum, ANNUITY_MONTHS, ANNUITY_CONTACTS);
    return ST_OK;
}

static double loglik(const AnnuityInput *in, double log_rate, double phi)
{
    double ll = 0;
    for (size_t t = 0; t < in->n; t++) {
        double mu = exp(log_rate) * in->base[t], y = in->contacts[t];
        if (phi <= 0)
            ll += y * log(mu) - mu - log_gamma(y + 1);
        else
            ll += log_gamma(y + 1 / phi) - log_gamma(1 / phi) - log_gamma(y + 1) + y * log(phi * mu) - (y + 1 / phi) * log1p(phi * mu);
    }
    return ll;
}

/* Newton in the logarithm of the rate; its information. */
static double best_rate(const AnnuityInput *in, double phi, double *log_rate)
{
    double info = 1;
    for (int k = 0; k < STEPS; k++) {
        double grad = 0;
        info = 0;
        for (size_t t = 0; t < in->n; t++) {
            double mu = exp(*log_rate) * in->base[t], w = 1 + phi * mu;
            grad += (in->contacts[t] - mu) / w;
            info += mu / w;
        }
        *log_rate += fmax(-1, fmin(1, grad / info));
        if (fabs(grad / info) < 1e-10)
            break;
    }
    return info;
}

static void believe(const AnnuityInput *in, Belief *b)
{
    double most = -F64_INF, sum = 0, contacts = 0, base = 0;
    for (size_t t = 0; t < in->n; t++) {
        contacts += in->contacts[t];
        base += in->base[t];
    }
    for (size_t g = 0; g < GRID; g++) {
        /* Closer near nothing, where most of the belief is. */
        double u = (double)g / (GRID - 1), phi = PHI_MOST * u * u, step = PHI_MOST * 2 * (u + .5 / GRID) / GRID;
        b->phi[g] = phi;
        b->log_rate[g] = log(contacts / base);
        double info = best_rate(in, phi, &b->log_rate[g]);
        b->sd[g] = 1 / sqrt(info);
        b->weight[g] = loglik(in, b->log_rate[g], phi) - .5 * log(info) + log(1 / (phi + ANNUITY_PHI_NEAR) + ANNUITY_PHI_FLAT) + log(step);
        most = fmax(most, b->weight[g]);
    }
    for (size_t g = 0; g < GRID; g++)
        sum += b->weight[g] = exp(b->weight[g] - most);
    for (size_t g = 0; g < GRID; g++)
        b->weight[g] /= sum;
}

static size_t draw_phi(const Belief *b, Rng *r)
{
    double u = rng_uniform(r);
    size_t g = 0;
    while (g + 1 < GRID && u >= b->weight[g])
        u -= b->weight[g++];
    return g;
}

typedef struct Steps {
    double mean, spread;
    size_t n;
} Steps;

static Steps steps_of(const AnnuityInput *in)
{
    Steps s = { .n = in->n - 1 };
    double square = 0;
    for (size_t t = 1; t < in->n; t++)
        s.mean += log(in->base[t] / in->base[t - 1]) / (double)s.n;
    for (size_t t = 1; t < in->n; t++)
        square += pow(log(in->base[t] / in->base[t - 1]) - s.mean, 2);
    s.spread = fmax(SPREAD_LEAST, sqrt(square / (double)(s.n - 1)));
    return s;
}

static void one_draw(const AnnuityInput *in, const Belief *b, const Steps *s, Rng *r, size_t d, Annuity *out)
{
    size_t g = draw_phi(b, r);
    double rate = exp(rng_normal(r, b->log_rate[g], b->sd[g])), phi = b->phi[g], freedom = (double)(s->n - 1);
    /* spread^2 ~ (n - 1) s^2 / chi^2(n - 1); the mean step around its own, as far as so many tell it */
    double spread = s->spread * sqrt(freedom / fmax(1e-9, rng_gamma(r, freedom / 2, 2)));
    double drift = rng_normal(r, s->mean, spread / sqrt((double)s->n)), base = log(in->base[in->n - 1]), fade = pow(.5, 1.0 / ANNUITY_DAMP), keeps = 1;
    for (size_t y = 0; y < in->years; y++) {
        double sum = 0;
        for (int m = 0; m < MONTHS; m++) {
            base += drift * keeps + rng_normal(r, 0, spread);
            keeps *= fade;
            double mu = rate * exp(base);
            if (phi > 0)
                mu = rng_gamma(r, 1 / phi, phi * mu);
            sum += (double)rng_poisson(r, fmin(mu, 1e9));
        }
        out->total[y][d] = sum;
    }
}

static int by_size(const void *l, const void *r)
{
    double a = *(const double *)l, b = *(const double *)r;
    return (a > b) - (a < b);
}

Status annuity_fit(const AnnuityInput *in, Arena *a, Annuity *out, Err *err)
{
    Status st = check(in, err);
    *out = (Annuity){ .rate = 0 };
    if (st)
        return st;
    Belief b;
    Steps s = steps_of(in);
    Rng *r = rng_create(a, in->seed);
    double *sorted = ARENA_NEW_N(a, double, ANNUITY_DRAWS);
    believe(in, &b);
    out->growth = s.mean;
    for (size_t g = 0; g < GRID; g++) {
        out->phi += b.weight[g] * b.phi[g];
        out->rate += b.weight[g] * exp(b.log_rate[g]);
    }
    for (size_t y = 0; y < in->years; y++)
        out->total[y] = ARENA_NEW_N(a, double, ANNUITY_DRAWS);
    for (size_t d = 0; d < ANNUITY_DRAWS; d++)
        one_draw(in, &b, &s, r, d, out);
    for (size_t y = 0; y < in->years; y++) {
        memcpy(sorted, out->total[y], ANNUITY_DRAWS * sizeof *sorted);
        qsort(sorted, ANNUITY_DRAWS, sizeof *sorted, by_size);
        for (size_t d = 0; d < ANNUITY_DRAWS; d++)
            out->mean[y] += sorted[d] / ANNUITY_DRAWS;
        out->low[y] = quantile_of(sorted, ANNUITY_DRAWS, .05);
        out->high[y] = quantile_of(sorted, ANNUITY_DRAWS, .95);
    }
    return ST_OK;
}
