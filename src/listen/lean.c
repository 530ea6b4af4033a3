#include "listen/lean.h"

#include <math.h>

enum { ROUNDS = 50 };
static const double CLOSE = 1e-9;

double lean_fit(const double *odds, const double *compound, const bool *pleased, size_t n)
{
    double w = LEAN_PRIOR;
    for (int round = 0; round < ROUNDS; round++) {
        double slope = (LEAN_PRIOR - w) / (LEAN_PRIOR_SD * LEAN_PRIOR_SD), bend = 1 / (LEAN_PRIOR_SD * LEAN_PRIOR_SD);
        for (size_t i = 0; i < n; i++) {
            double p = 1 / (1 + exp(-(odds[i] + w * compound[i])));
            slope += (pleased[i] - p) * compound[i];
            bend += p * (1 - p) * compound[i] * compound[i];
        }
        /* At most half a prior at a time: far out the curve is flat, and a whole step would leave it. */
        double step = fmax(-LEAN_PRIOR / 2, fmin(LEAN_PRIOR / 2, slope / bend)), before = w;
        w = fmax(0, w + step);
        if (fabs(w - before) < CLOSE)
            break;
    }
    return w;
}

/* The compound's column, which no row need have had. */
static size_t place_of_compound(Learner *l, Arena *a)
{
    if (l->index[FEATURE_COMPOUND])
        return l->index[FEATURE_COMPOUND] - 1;
    size_t at = l->n_kept++;
    float *idf = ARENA_NEW_N(a, float, l->n_kept + 1), *weight = ARENA_NEW_N(a, float, l->n_kept * l->n_class + 1);
    memcpy(idf, l->idf, at * sizeof *idf);
    memcpy(weight, l->weight, at * l->n_class * sizeof *weight);
    l->idf = idf;
    l->weight = weight;
    l->index[FEATURE_COMPOUND] = (uint32_t)l->n_kept;
    l->idf[at] = 1;
    return at;
}

void lean_on(Learner *l, double w, Arena *a)
{
    if (!(l->slope[1] < 0))
        return;
    size_t at = place_of_compound(l, a);
    float more = (float)(w / -l->slope[1]);
    l->weight[at * 2 + 1] += more;
    l->weight[at * 2] -= more;
    learner_pack(l, a);
}
