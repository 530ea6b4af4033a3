#include "num/covariate.h"

#include <math.h>

#include "num/dist.h"

enum { ROUNDS = 4 };         /* of b and the levels it lessens; the third changes the fourth digit */
#define COVARIATE_LEVEL 0.001
#define FACTOR_LEAST 0.1      /* a week is never expected to be emptier */
#define PHI_LEAST 1.0         /* counts do not vary less than counts do */

/* Sums of the least squares: E'WE, E'Wd, d'Wd. */
typedef struct Normal {
    double ee[COVARIATES][COVARIATES], ed[COVARIATES], dd;
    size_t weeks;
} Normal;

/* Week t against those around it, which short weeks among them have lessened by 1 + b z; false where there is nothing to compare. */
static bool deviation(const ChangeInput *in, const double *const z[COVARIATES], const double b[COVARIATES], size_t t, double *d, double *w,
                      double e[COVARIATES])
{
    bool mean = in->kind == CHANGE_MEAN;
    size_t from = t > COVARIATE_SPAN ? t - COVARIATE_SPAN : 0, to = t + COVARIATE_SPAN + 1 < in->weeks ? t + COVARIATE_SPAN + 1 : in->weeks;
    double x = 0, n = 0, lessened = 1, sum[COVARIATES] = { 0 };
    if (in->n[t] <= 0)
        return false;
    for (size_t u = from; u < to; u++) {
        if (in->n[u] <= 0)
            continue;
        x += mean ? in->x[u] * in->n[u] : in->x[u];
        n += in->n[u];
        for (size_t k = 0; k < COVARIATES; k++)
            sum[k] += in->n[u] * z[k][u];
    }
    if (!(n > 0) || (!mean && !(x > 0)))
        return false;
    *w = mean ? in->n[t] : in->n[t] * x / n;
    *d = mean ? in->x[t] - x / n : in->x[t] / *w - 1;
    for (size_t k = 0; !mean && k < COVARIATES; k++)
        lessened += b[k] * sum[k] / n;
    for (size_t k = 0; k < COVARIATES; k++)
        e[k] = (z[k][t] - sum[k] / n) / fmax(lessened, FACTOR_LEAST);
    return true;
}

static Normal add_up(const ChangeInput *in, const double *const z[COVARIATES], const double b[COVARIATES], const bool use[COVARIATES])
{
    Normal s = { .weeks = 0 };
    for (size_t t = 0; t < in->weeks; t++) {
        double d, w, e[COVARIATES];
        if (!deviation(in, z, b, t, &d, &w, e))
            continue;
        s.weeks++;
        s.dd += w * d * d;
        for (size_t k = 0; k < COVARIATES; k++) {
            s.ed[k] += use[k] ? w * e[k] * d : 0;
            for (size_t l = 0; l < COVARIATES; l++)
                s.ee[k][l] += use[k] && use[l] ? w * e[k] * e[l] : 0;
        }
    }
    for (size_t k = 0; k < COVARIATES; k++)
        s.ee[k][k] = use[k] ? s.ee[k][k] : 1;
    return s;
}

/* Least squares of two columns; false when they cannot be told apart. */
static bool solve(const Normal *s, double b[COVARIATES])
{
    double det = s->ee[0][0] * s->ee[1][1] - s->ee[0][1] * s->ee[1][0];
    if (!(det > 1e-9 * s->ee[0][0] * s->ee[1][1]))
        return false;
    b[0] = (s->ee[1][1] * s->ed[0] - s->ee[0][1] * s->ed[1]) / det;
    b[1] = (s->ee[0][0] * s->ed[1] - s->ee[0][1] * s->ed[0]) / det;
    return true;
}

Covariate covariate_find(const ChangeInput *in, const double *const z[COVARIATES])
{
    Covariate c = { .used = false };
    bool use[COVARIATES], apart = true;
    double columns = 0;
    Normal s = { .weeks = 0 };
    for (size_t k = 0; k < COVARIATES; k++) {
        size_t some = 0;
        for (size_t t = 0; t < in->weeks; t++)
            some += in->n[t] > 0 && z[k][t] > 0;
        use[k] = k ? use[0] && some >= COVARIATE_SECOND : some >= COVARIATE_WEEKS;
        columns += use[k];
    }
    for (int round = 0; columns > 0 && apart && round < ROUNDS; round++) {
        s = add_up(in, z, c.raw, use);
        apart = (double)s.weeks > columns + 2 && solve(&s, c.raw);
    }
    c.weeks = s.weeks;
    if (!apart || !s.weeks)
        return c;
    double explained = c.raw[0] * s.ed[0] + c.raw[1] * s.ed[1];
    c.phi = fmax(0, s.dd - explained) / ((double)s.weeks - columns);
    if (in->kind != CHANGE_MEAN)
        c.phi = fmax(PHI_LEAST, c.phi);
    c.f = c.phi > 0 ? explained / (columns * c.phi) : 0;
    c.used = c.f > 1 && f_tail(c.f, columns, (double)s.weeks - columns) <= COVARIATE_LEVEL;
    for (size_t k = 0; c.used && k < COVARIATES; k++)
        c.b[k] = c.raw[k] * (1 - 1 / c.f);
    return c;
}

double covariate_factor(const Covariate *c, ChangeKind kind, double z1, double z2)
{
    double by = c->b[0] * z1 + c->b[1] * z2;
    return kind == CHANGE_MEAN ? by : fmax(FACTOR_LEAST, 1 + by);
}
