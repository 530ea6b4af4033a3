#include "num/synth.h"

#include <math.h>
#include <string.h>

#include "num/dist.h"

enum { STEPS_FIRST = 100, STEPS_MAX = 10000 };

/* The published rules' numbers. */
#define GAIN_LEAST   1e-5
#define THIN         4.0
#define RIDGE_PERIOD 1e-6

/* Weights x of k columns, none negative, adding up to 1, that rebuild b: |A x - b|^2 / n + ridge |x|^2 as small as can be. */
typedef struct Fit {
    double *a, *b;               /* A: n by k, column after column */
    size_t  n, k;
    double  ridge, least;        /* a step that gains less is the last */
    double *x, *ax, *gram, *h, *c;   /* A x; A'A; A'A x; A'b */
} Fit;

/* One panel, in the order in which its rows are taken: the last n1 are treated. */
typedef struct Panel {
    const SynthInput *in;
    size_t *row;
    size_t  n0, n1, t0, t1;
    Fit     fit;                 /* room for either fit */
    double *omega, *lambda;
} Panel;

static double cell(const Panel *p, size_t unit, size_t t) { return p->in->y[p->row[unit] * p->in->n_period + t]; }

static double dot(const double *a, const double *b, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        s += a[i] * b[i];
    return s;
}

static void products(Fit *f, bool centred)
{
    for (size_t j = 0; j <= f->k && centred; j++) {
        double *v = j < f->k ? f->a + j * f->n : f->b, mean = 0;
        for (size_t r = 0; r < f->n; r++)
            mean += v[r] / (double)f->n;
        for (size_t r = 0; r < f->n; r++)
            v[r] -= mean;
    }
    for (size_t i = 0; i < f->k; i++) {
        f->c[i] = dot(f->a + i * f->n, f->b, f->n);
        for (size_t j = 0; j <= i; j++)
            f->gram[i * f->k + j] = f->gram[j * f->k + i] = dot(f->a + i * f->n, f->a + j * f->n, f->n);
    }
}

static double value(const Fit *f)
{
    double miss = 0;
    for (size_t r = 0; r < f->n; r++)
        miss += (f->ax[r] - f->b[r]) * (f->ax[r] - f->b[r]);
    return f->ridge * dot(f->x, f->x, f->k) + miss / (double)f->n;
}

/* One step towards the corner that promises most, as far as it pays. */
static void step(Fit *f)
{
    double eta = (double)f->n * f->ridge, slope = 0, err = 0, size = 0, best = F64_INF;
    size_t to = 0;
    for (size_t j = 0; j < f->k; j++) {
        double half = f->h[j] - f->c[j] + eta * f->x[j];
        if (half < best) {
            best = half;
            to = j;
        }
    }
    for (size_t j = 0; j < f->k; j++) {
        double d = (double)(j == to) - f->x[j];
        slope += (f->h[j] - f->c[j] + eta * f->x[j]) * d;
        size += d * d;
    }
    const double *corner = f->a + to * f->n;
    for (size_t r = 0; r < f->n; r++)
        err += (corner[r] - f->ax[r]) * (corner[r] - f->ax[r]);
    if (!(err + eta * size > 0))
        return;
    double far = fmin(1, fmax(0, -slope / (err + eta * size)));
    for (size_t r = 0; r < f->n; r++)
        f->ax[r] += far * (corner[r] - f->ax[r]);
    for (size_t j = 0; j < f->k; j++) {
        f->x[j] += far * ((double)(j == to) - f->x[j]);
        f->h[j] += far * (f->gram[to * f->k + j] - f->h[j]);
    }
}

static void descend(Fit *f, int most)
{
    memset(f->ax, 0, f->n * sizeof *f->ax);
    for (size_t j = 0; j < f->k; j++) {
        for (size_t r = 0; r < f->n; r++)
            f->ax[r] += f->x[j] * f->a[j * f->n + r];
        f->h[j] = dot(f->gram + j * f->k, f->x, f->k);
    }
    double before = F64_INF;
    for (int it = 0; it < most; it++) {
        step(f);
        double v = value(f);
        if (it > 0 && !(before - v > f->least))
            return;
        before = v;
    }
}

static void thin(Fit *f)
{
    double most = 0, sum = 0;
    for (size_t j = 0; j < f->k; j++)
        most = fmax(most, f->x[j]);
    for (size_t j = 0; j < f->k; j++) {
        f->x[j] = f->x[j] <= most / THIN ? 0 : f->x[j];
        sum += f->x[j];
    }
    for (size_t j = 0; j < f->k; j++)
        f->x[j] /= sum;
}

static void solve(Fit *f, bool centred, double *x)
{
    f->x = x;
    products(f, centred);
    descend(f, STEPS_FIRST);
    thin(f);
    descend(f, STEPS_MAX);
}

/* Spread of the others' changes from one period before to the next. */
static double noise_of(const Panel *p)
{
    double n = (double)(p->n0 * (p->t0 - 1)), mean = 0, sum = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < p->n0; i++)
            for (size_t t = 1; t < p->t0; t++) {
                double d = cell(p, i, t) - cell(p, i, t - 1);
                if (pass)
                    sum += (d - mean) * (d - mean);
                else
                    mean += d / n;
            }
    return sqrt(sum / (n - 1));
}

static void period_weights(Panel *p, double noise)
{
    Fit *f = &p->fit;
    f->n = p->n0;
    f->k = p->t0;
    f->ridge = RIDGE_PERIOD * noise * RIDGE_PERIOD * noise;
    for (size_t i = 0; i < p->n0; i++) {
        f->b[i] = 0;
        for (size_t t = 0; t < p->t0; t++)
            f->a[t * f->n + i] = cell(p, i, t);
        for (size_t t = 0; t < p->t1; t++)
            f->b[i] += cell(p, i, p->t0 + t) / (double)p->t1;
    }
    solve(f, true, p->lambda);
}

static void unit_weights(Panel *p, double noise)
{
    Fit *f = &p->fit;
    bool did = p->in->method == SYNTH_SDID;
    double zeta = did ? pow((double)(p->n1 * p->t1), 0.25) * noise : RIDGE_PERIOD * noise;
    f->n = p->t0;
    f->k = p->n0;
    f->ridge = zeta * zeta;
    for (size_t t = 0; t < p->t0; t++) {
        f->b[t] = 0;
        for (size_t i = 0; i < p->n0; i++)
            f->a[i * f->n + t] = cell(p, i, t);
        for (size_t i = 0; i < p->n1; i++)
            f->b[t] += cell(p, p->n0 + i, t) / (double)p->n1;
    }
    solve(f, did, p->omega);
}

/* Treated mean minus weighted others in period t. */
static double gap_at(const Panel *p, size_t t)
{
    double s = 0;
    for (size_t i = 0; i < p->n0; i++)
        s -= p->omega[i] * cell(p, i, t);
    for (size_t i = 0; i < p->n1; i++)
        s += cell(p, p->n0 + i, t) / (double)p->n1;
    return s;
}

/* Weights start even, or as given (omega of a placebo starts from that of the real panel). */
static double estimate(Panel *p)
{
    const SynthMethod m = p->in->method;
    double noise = noise_of(p), before = 0, after = 0;
    p->fit.least = GAIN_LEAST * noise * GAIN_LEAST * noise;
    for (size_t t = 0; t < p->t0; t++)
        p->lambda[t] = m == SYNTH_SC ? 0 : 1 / (double)p->t0;
    if (m == SYNTH_SDID)
        period_weights(p, noise);
    if (m != SYNTH_DID)
        unit_weights(p, noise);
    for (size_t t = 0; t < p->t0; t++)
        before += p->lambda[t] * gap_at(p, t);
    for (size_t t = 0; t < p->t1; t++)
        after += gap_at(p, p->t0 + t) / (double)p->t1;
    return after - before;
}

static void panel_init(const SynthInput *in, Arena *a, Panel *p)
{
    size_t n0 = in->n_unit - in->n_treated, k = n0 > in->n_before ? n0 : in->n_before;
    *p = (Panel){ .in = in, .n0 = n0, .n1 = in->n_treated, .t0 = in->n_before, .t1 = in->n_period - in->n_before };
    p->row = ARENA_NEW_N(a, size_t, in->n_unit);
    p->fit = (Fit){ .a = ARENA_NEW_N(a, double, n0 * in->n_before), .b = ARENA_NEW_N(a, double, k), .ax = ARENA_NEW_N(a, double, k),
                    .gram = ARENA_NEW_N(a, double, k * k), .h = ARENA_NEW_N(a, double, k), .c = ARENA_NEW_N(a, double, k) };
    p->omega = ARENA_NEW_N(a, double, n0);
    p->lambda = ARENA_NEW_N(a, double, in->n_before);
    for (size_t i = 0; i < in->n_unit; i++)
        p->row[i] = i;
    for (size_t i = 0; i < n0; i++)
        p->omega[i] = 1 / (double)n0;
}

static void describe(const Panel *p, Arena *a, Synth *out)
{
    static const char *const method[] = { [SYNTH_DID] = "difference in differences", [SYNTH_SC] = "synthetic control",
                                          [SYNTH_SDID] = "synthetic difference in differences" };
    double before = 0, squares = dot(p->omega, p->omega, p->n0);
    out->method = method[p->in->method];
    out->unit_weight = ARENA_NEW_N(a, double, p->n0);
    out->period_weight = ARENA_NEW_N(a, double, p->t0);
    out->gap = ARENA_NEW_N(a, double, p->in->n_period);
    memcpy(out->unit_weight, p->omega, p->n0 * sizeof *p->omega);
    memcpy(out->period_weight, p->lambda, p->t0 * sizeof *p->lambda);
    for (size_t t = 0; t < p->t0; t++)
        before += p->lambda[t] * gap_at(p, t);
    for (size_t t = 0; t < p->in->n_period; t++)
        out->gap[t] = gap_at(p, t) - before;
    double mean = p->in->method == SYNTH_SC ? 0 : before;
    for (size_t t = 0; t < p->t0; t++)
        out->rmse_before += (gap_at(p, t) - mean) * (gap_at(p, t) - mean) / (double)p->t0;
    out->rmse_before = sqrt(out->rmse_before);
    out->spread = 1 / squares;
}

/* Gives the treatment to others: the real panel's others in random order, the last n1 of them treated. */
static double placebo(const SynthInput *in, const double *omega, Rng *rng, Arena *a)
{
    Panel p;
    size_t n0 = in->n_unit - in->n_treated, *row = ARENA_NEW_N(a, size_t, n0);
    double *start = ARENA_NEW_N(a, double, n0), sum = 0;
    SynthInput part = *in;
    part.n_unit = n0;
    for (size_t i = 0; i < n0; i++)
        row[i] = i;
    for (size_t i = n0; i-- > 1;) {
        size_t j = (size_t)rng_below(rng, (int64_t)i + 1), swap = row[i];
        row[i] = row[j];
        row[j] = swap;
    }
    panel_init(&part, a, &p);
    memcpy(p.row, row, n0 * sizeof *row);
    for (size_t i = 0; i < p.n0; i++)
        sum += start[i] = omega[row[i]];
    for (size_t i = 0; i < p.n0 && sum > 0; i++)
        p.omega[i] = in->method == SYNTH_DID ? p.omega[i] : start[i] / sum;
    return estimate(&p);
}

static void placebos(const SynthInput *in, Rng *rng, Arena *a, Synth *out)
{
    double *tau = ARENA_NEW_N(a, double, in->placebos), mean = 0, squares = 0, n = (double)in->placebos;
    size_t far = 1;
    for (size_t k = 0; k < in->placebos; k++) {
        ArenaMark mark = arena_mark(a);
        tau[k] = placebo(in, out->unit_weight, rng, a);
        arena_rewind(a, mark);
        mean += tau[k] / n;
        far += fabs(tau[k]) >= fabs(out->estimate);
    }
    for (size_t k = 0; k < in->placebos; k++)
        squares += (tau[k] - mean) * (tau[k] - mean);
    double half = normal_quantile(0.5 + (in->level != 0 ? in->level : 0.95) / 2);
    out->se = sqrt(squares / n);
    out->low = out->estimate - half * out->se;
    out->high = out->estimate + half * out->se;
    out->placebo_p = (double)far / (n + 1);
    out->n_placebo = in->placebos;
}

static Status input_check(const SynthInput *in, Err *err)
{
    if (in->n_treated < 1 || in->n_treated > in->n_unit || in->n_before > in->n_period)
        return ERR(err, ST_INVALID, "%zu of %zu units treated, %zu of %zu periods before", in->n_treated, in->n_unit, in->n_before, in->n_period);
    if (in->level != 0 && !(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", in->level);
    for (size_t i = 0; i < in->n_unit * in->n_period; i++)
        if (!isfinite(in->y[i]))
            return ERR(err, ST_INVALID, "unit %zu, period %zu is %g", i / in->n_period + 1, i % in->n_period + 1, in->y[i]);
    if (in->n_unit - in->n_treated < 2 || in->n_before < 2 || in->n_before == in->n_period)
        return ERR(err, ST_NUMERIC, "%zu others, %zu periods before, %zu after: too few", in->n_unit - in->n_treated, in->n_before,
                   in->n_period - in->n_before);
    return ST_OK;
}

Status synth_estimate(const SynthInput *in, Rng *rng, Arena *a, Synth *out, Err *err)
{
    Panel p;
    Status st = input_check(in, err);
    if (st)
        return st;
    *out = (Synth){ .se = F64_NAN, .low = F64_NAN, .high = F64_NAN, .placebo_p = F64_NAN };
    panel_init(in, a, &p);
    out->estimate = estimate(&p);
    describe(&p, a, out);
    ArenaMark mark = arena_mark(a);
    if (in->placebos && in->n_unit - in->n_treated > in->n_treated + 1)
        placebos(in, rng, a, out);
    arena_rewind(a, mark);
    return ST_OK;
}
