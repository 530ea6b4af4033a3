#include "num/rng.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/status.h"

struct Rng {
    gsl_rng *g;
};

static void give_back(void *g)
{
    gsl_rng_free(g);
}

Rng *rng_create(Arena *a, uint64_t seed)
{
    Rng *r = ARENA_NEW(a, Rng);
    r->g = gsl_rng_alloc(gsl_rng_taus2);
    if (!r->g)
        bug("out of memory (random numbers)");
    gsl_rng_set(r->g, (unsigned long)(seed ^ seed >> 32));
    arena_defer(a, give_back, r->g);
    return r;
}

double rng_uniform(Rng *r) { return gsl_rng_uniform(r->g); }

int64_t rng_below(Rng *r, int64_t n)
{
    int64_t v = (int64_t)(gsl_rng_uniform(r->g) * (double)n);
    return v < n ? v : n - 1;
}

int64_t rng_between(Rng *r, int64_t low, int64_t high) { return low + rng_below(r, high - low + 1); }

bool rng_chance(Rng *r, double p) { return gsl_rng_uniform(r->g) < p; }

double rng_normal(Rng *r, double mean, double sd) { return mean + gsl_ran_gaussian_ziggurat(r->g, sd); }

int64_t rng_poisson(Rng *r, double mean) { return mean > 0 ? (int64_t)gsl_ran_poisson(r->g, mean) : 0; }

int64_t rng_binomial(Rng *r, int64_t n, double p)
{
    return n > 0 ? (int64_t)gsl_ran_binomial(r->g, p, (unsigned)n) : 0;
}

double rng_gamma(Rng *r, double shape, double scale) { return gsl_ran_gamma(r->g, shape, scale); }

double rng_beta(Rng *r, double a, double b) { return gsl_ran_beta(r->g, a, b); }
