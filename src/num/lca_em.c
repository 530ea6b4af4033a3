/* lca_em.c - one climb: EM steps, three at a time extrapolated. */
#include <math.h>
#include <string.h>

#include "num/lca_in.h"

/* A probability is kept this far from 0 and 1: a class that never shows a level may still meet one row of it, and its
 * logarithm must stay finite.  At 1e-9 the likelihood of the oracle's data moves by less than 1e-7. */
static const double EDGE = 1e-9;
/* Beside a class e^40 times as likely a class adds nothing that a double could hold. */
static const double FAR = -40, OUT = -1e300;
enum { CYCLES_MAX = 1000, CALM = 3 };

typedef struct Climb {
    const LcaData *d;
    const double  *w;
    size_t         classes, kp, n_p;
    double         prior;
    double        *log_p, *count;
    double        *usual, *more;       /* the logarithm of the usual row's probability by class; what a column adds to it */
    double        *posterior;          /* NULL: not wanted; n by classes */
} Climb;

size_t lca_pad(size_t classes)
{
    return (classes + 1) & ~(size_t)1;
}

LcaTheta lca_theta(const LcaData *d, size_t classes, Arena *a)
{
    return (LcaTheta){ .share = ARENA_NEW_N(a, double, lca_pad(classes)), .p = ARENA_NEW_N(a, double, (d->cols + 1) * lca_pad(classes)) };
}

/* One row through all classes: adds it to the counts of its odd columns, gives the logarithm of its probability. */
static inline __attribute__((always_inline)) double row(const Climb *c, size_t i, double class_sum[], const size_t kp)
{
    const uint16_t *odd = c->d->odd + c->d->odd_from[i];
    const size_t n_odd = c->d->odd_from[i + 1] - c->d->odd_from[i];
    double s[LCA_CLASSES], most = OUT, sum = 0;
    for (size_t k = 0; k < kp; k++)
        s[k] = c->usual[k];
    for (size_t j = 0; j < n_odd; j++) {
        const double *l = c->more + odd[j] * kp;
        for (size_t k = 0; k < kp; k++)
            s[k] += l[k];
    }
    for (size_t k = 0; k < kp; k++)
        most = s[k] > most ? s[k] : most;
    for (size_t k = 0; k < kp; k++) {
        double far = s[k] - most;
        s[k] = far < FAR ? 0 : exp(far);
        sum += s[k];
    }
    if (c->posterior)
        for (size_t k = 0; k < c->classes; k++)
            c->posterior[i * c->classes + k] = s[k] / sum;
    for (size_t k = 0; k < kp; k++) {
        s[k] *= c->w[i] / sum;
        class_sum[k] += s[k];
    }
    for (size_t j = 0; j < n_odd; j++) {
        double *n = c->count + odd[j] * kp;
        for (size_t k = 0; k < kp; k++)
            n[k] += s[k];
    }
    return c->w[i] * (most + log(sum));
}

static inline __attribute__((always_inline)) double rows(const Climb *c, double class_sum[], const size_t kp)
{
    double sum = 0;
    for (size_t i = 0; i < c->d->n; i++)
        if (c->w[i] > 0)
            sum += row(c, i, class_sum, kp);
    return sum;
}

static double rows_by_classes(const Climb *c, double class_sum[])
{
    switch (c->kp) {
    case 2:
        return rows(c, class_sum, 2);
    case 4:
        return rows(c, class_sum, 4);
    case 6:
        return rows(c, class_sum, 6);
    default:
        return rows(c, class_sum, 8);
    }
}

static void take_logs(Climb *c, const LcaTheta *t)
{
    const LcaData *d = c->d;
    const size_t kp = c->kp;
    for (size_t k = 0; k < kp; k++)
        c->usual[k] = k < c->classes && t->share[k] > 0 ? log(t->share[k]) : OUT;
    for (size_t i = 0; i < c->n_p; i++)
        c->log_p[i] = i % kp < c->classes ? log(t->p[i]) : 0;
    for (size_t j = 0; j < d->items; j++) {
        const double *usual = c->log_p + d->usual[j] * kp;
        for (size_t k = 0; k < kp; k++) {
            c->usual[k] += usual[k];
            c->more[(d->cols + j) * kp + k] = -usual[k];
            for (size_t v = d->off[j]; v < d->off[j] + d->levels[j]; v++)
                c->more[v * kp + k] = c->log_p[v * kp + k] - usual[k];
        }
    }
}

static double expect(Climb *c, const LcaTheta *t, double class_sum[])
{
    const LcaData *d = c->d;
    const size_t kp = c->kp;
    memset(c->count, 0, (d->cols + d->items) * kp * sizeof *c->count);
    memset(class_sum, 0, LCA_CLASSES * sizeof *class_sum);
    take_logs(c, t);
    double loglik = rows_by_classes(c, class_sum);
    for (size_t j = 0; j < d->items; j++)
        for (size_t k = 0; k < c->classes; k++) {
            double rest = class_sum[k] - c->count[(d->cols + j) * kp + k];
            for (size_t v = d->off[j]; v < d->off[j] + d->levels[j]; v++)
                rest -= c->count[v * kp + k];
            c->count[d->usual[j] * kp + k] = rest > 0 ? rest : 0;
        }
    return loglik;
}

static double clamp(double p)
{
    return p < EDGE ? EDGE : p > 1 - EDGE ? 1 - EDGE : p;
}

/* Each item's levels within a class add up to 1 again, none at 0. */
static void tidy(const Climb *c, LcaTheta *t)
{
    double all = 0;
    for (size_t k = 0; k < c->classes; k++) {
        t->share[k] = clamp(t->share[k]);
        all += t->share[k];
    }
    for (size_t k = 0; k < c->classes; k++) {
        t->share[k] /= all;
        for (size_t j = 0; j < c->d->items; j++) {
            double *p = t->p + c->d->off[j] * c->kp + k, sum = 0;
            for (size_t v = 0; v < c->d->levels[j]; v++)
                sum += p[v * c->kp] = clamp(p[v * c->kp]);
            for (size_t v = 0; v < c->d->levels[j]; v++)
                p[v * c->kp] /= sum;
        }
    }
}

/* What is climbed: the likelihood, and with a prior its logarithm, up to a constant. */
static double merit(const Climb *c, const LcaTheta *t, double loglik)
{
    double sum = 0;
    if (c->prior <= 0)
        return loglik;
    for (size_t i = 0; i < c->n_p; i++)
        if (i % c->kp < c->classes)
            sum += c->d->mean[i / c->kp] * c->log_p[i];
    (void)t;
    return loglik + c->prior * sum;
}

/* One EM step from `t` to `to`; t->loglik is set, and what is climbed at t given back. */
static double step(Climb *c, LcaTheta *t, LcaTheta *to)
{
    double class_sum[LCA_CLASSES], all = 0;
    t->loglik = expect(c, t, class_sum);
    for (size_t k = 0; k < c->classes; k++)
        all += class_sum[k];
    for (size_t k = 0; k < c->classes; k++) {
        to->share[k] = class_sum[k] / all;
        for (size_t j = 0; j < c->d->items; j++) {
            size_t at = c->d->off[j] * c->kp + k;
            double sum = 0;
            for (size_t v = 0; v < c->d->levels[j]; v++)
                sum += c->count[at + v * c->kp] + c->prior * c->d->mean[c->d->off[j] + v];
            for (size_t v = 0; v < c->d->levels[j]; v++)
                to->p[at + v * c->kp] = sum > 0 ? (c->count[at + v * c->kp] + c->prior * c->d->mean[c->d->off[j] + v]) / sum : t->p[at + v * c->kp];
        }
    }
    tidy(c, to);
    return merit(c, t, t->loglik);
}

static void copy(const Climb *c, LcaTheta *to, const LcaTheta *from)
{
    memcpy(to->share, from->share, c->kp * sizeof *to->share);
    memcpy(to->p, from->p, c->n_p * sizeof *to->p);
}

/* to = a + 2 s (b - a) + s^2 ((c - b) - (b - a)), s the length of the first step over that of its change. */
static void leap(const Climb *c, const LcaTheta *x0, const LcaTheta *x1, const LcaTheta *x2, LcaTheta *to)
{
    double r2 = 0, v2 = 0;
    for (size_t i = 0; i < c->n_p + c->kp; i++) {
        const size_t k = i - c->n_p;
        double a = i < c->n_p ? x0->p[i] : x0->share[k], b = i < c->n_p ? x1->p[i] : x1->share[k], e = i < c->n_p ? x2->p[i] : x2->share[k];
        r2 += (b - a) * (b - a);
        v2 += (e - 2 * b + a) * (e - 2 * b + a);
    }
    double s = v2 > 0 ? sqrt(r2 / v2) : 1;
    s = s < 1 ? 1 : s;
    for (size_t i = 0; i < c->n_p; i++)
        to->p[i] = x0->p[i] + 2 * s * (x1->p[i] - x0->p[i]) + s * s * (x2->p[i] - 2 * x1->p[i] + x0->p[i]);
    for (size_t k = 0; k < c->kp; k++)
        to->share[k] = x0->share[k] + 2 * s * (x1->share[k] - x0->share[k]) + s * s * (x2->share[k] - 2 * x1->share[k] + x0->share[k]);
    tidy(c, to);
}

static Climb begin(const LcaData *d, const double *w, size_t classes, double prior, Arena *a)
{
    size_t kp = lca_pad(classes);
    return (Climb){ .d = d, .w = w, .classes = classes, .kp = kp, .n_p = d->cols * kp, .prior = prior, .usual = ARENA_NEW_N(a, double, kp),
                    .log_p = ARENA_NEW_N(a, double, d->cols * kp), .more = ARENA_NEW_N(a, double, (d->cols + d->items) * kp),
                    .count = ARENA_NEW_N(a, double, (d->cols + d->items) * kp) };
}

void lca_climb(const LcaData *d, const double *w, size_t classes, LcaClimb how, LcaTheta *t, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    Climb c = begin(d, w, classes, how.prior, scratch);
    LcaTheta x1 = lca_theta(d, classes, scratch), x2 = lca_theta(d, classes, scratch), far = lca_theta(d, classes, scratch);
    int calm = 0;
    t->steps = 0;
    for (size_t cycle = 0; cycle < CYCLES_MAX && calm < CALM; cycle++) {
        double m0 = step(&c, t, &x1), m1 = step(&c, &x1, &x2);
        leap(&c, t, &x1, &x2, &far);
        LcaTheta next = x1;            /* its memory may be overwritten: x1 is not needed once the leap is made */
        double mf = step(&c, &far, &next);
        bool better = mf >= m1;
        copy(&c, t, better ? &next : &x2);
        calm = (better ? mf : m1) - m0 < how.gain ? calm + 1 : 0;
        t->steps += 3;
    }
    t->loglik = 0;
    double unused[LCA_CLASSES];
    t->loglik = expect(&c, t, unused);
    arena_rewind(scratch, m);
}

double lca_posterior(const LcaData *d, size_t classes, const LcaTheta *t, double *out, Arena *scratch)
{
    ArenaMark m = arena_mark(scratch);
    double unused[LCA_CLASSES];
    Climb c = begin(d, d->w, classes, 0, scratch);
    c.posterior = out;
    double loglik = expect(&c, t, unused);
    arena_rewind(scratch, m);
    return loglik;
}
