#include "num/shape.h"

#include <math.h>

#include "num/dist.h"

enum { TRIALS_MIN = 20 };
#define Z_WORTH_A_LOOK 2.0     /* the tail is added up only beyond; nearer, p is of no use */
/* Counts that vary no more than chance would have them once in so many streams are taken at their word:
 * an estimate of phi a little above 1, with its t, would cost the far tail much for nothing. */
#define PHI_DOUBT      0.1
#define RUNNING_SHIFT  1.0     /* of a mean: what is worth telling before the week is over */
#define TAIL_END       1e-17   /* terms below this share of the sum are left out */

/* Log probability of k in the week when the total of both is fixed. */
static double log_chance(ChangeKind kind, double k, double n, double total, double N)
{
    if (kind == CHANGE_POISSON)
        return log_gamma(total + 1) - log_gamma(k + 1) - log_gamma(total - k + 1) + k * log(n / (n + N)) + (total - k) * log(N / (n + N));
    return log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1) + log_gamma(N + 1) - log_gamma(total - k + 1) - log_gamma(N - total + k + 1)
           - log_gamma(n + N + 1) + log_gamma(total + 1) + log_gamma(n + N - total + 1);
}

/* Chance of k + 1 over that of k. */
static double step_up(ChangeKind kind, double k, double n, double total, double N)
{
    if (kind == CHANGE_POISSON)
        return (total - k) / (k + 1) * (n / N);
    return (n - k) * (total - k) / ((k + 1) * (N - total + k + 1));
}

double spike_tail(ChangeKind kind, double x, double n, double X, double N, bool upper)
{
    double total = x + X, term = exp(log_chance(kind, x, n, total, N)), sum = term / 2;
    double least = kind == CHANGE_BINOMIAL ? fmax(0, total - N) : 0, most = kind == CHANGE_BINOMIAL ? fmin(n, total) : total;
    for (double k = x; upper ? k < most : k > least; k += upper ? 1 : -1) {
        term = upper ? term * step_up(kind, k, n, total, N) : term / step_up(kind, k - 1, n, total, N);
        sum += term;
        if (term < TAIL_END * sum)
            break;
    }
    return fmin(1, sum);
}

/* What the earlier weeks of a level say. */
typedef struct Before {
    double x, n, chi, weeks;     /* sums; Pearson's sum of squares over the variance at the level */
} Before;

static double unit_variance(ChangeKind kind, double level)
{
    return kind == CHANGE_BINOMIAL ? level * (1 - level) : kind == CHANGE_POISSON ? level : 1;
}

static Before before_of(const ChangeInput *in, size_t from, size_t t)
{
    Before b = { 0 };
    bool mean = in->kind == CHANGE_MEAN;
    size_t first = t;
    while (first > from && b.weeks < SPIKE_BEFORE) {
        first--;
        if (in->n[first] <= 0)
            continue;
        b.x += mean ? in->x[first] * in->n[first] : in->x[first];
        b.n += in->n[first];
        b.weeks++;
    }
    for (size_t w = first; b.n > 0 && w < t; w++) {
        double level = b.x / b.n, y = mean ? in->x[w] : in->n[w] > 0 ? in->x[w] / in->n[w] : 0;
        b.chi += in->n[w] > 0 ? in->n[w] * (y - level) * (y - level) : 0;
    }
    double v = b.n > 0 ? unit_variance(in->kind, b.x / b.n) : 0;
    b.chi = v > 0 ? b.chi / v : 0;
    return b;
}

static Spike spike_of(const ChangeInput *in, const Before *b, size_t t)
{
    double n = in->n[t], x = in->x[t], level = b->x / b->n, df = b->weeks - 1, phi = b->chi / df;
    bool mean = in->kind == CHANGE_MEAN;
    if (!mean && chi2_tail(b->chi, df) > PHI_DOUBT)
        phi = 1;
    Spike s = { .p = 1, .expected = level, .level = mean ? x : x / n };
    double v = unit_variance(in->kind, mean ? level : (x + b->x) / (n + b->n));
    double use = mean ? phi : fmax(1, phi), sd = sqrt(use * v * (1 / n + 1 / b->n));
    double z = sd > 0 ? (s.level - level) / sd : 0;
    double half = t_factor(0.95, mean || phi > 1 ? df : F64_INF) * sd;
    s.low = s.level - level - half;
    s.high = s.level - level + half;
    if (fabs(z) < Z_WORTH_A_LOOK)
        return s;
    if (mean) {
        s.p = t_two_sided(z, df);
        return s;
    }
    double tail = spike_tail(in->kind, x, n, b->x, b->n, z > 0);
    if (phi > 1)
        tail = tail > 1e-300 ? t_two_sided(normal_quantile(tail) / sqrt(phi), df) / 2 : 1e-300;
    s.p = fmin(1, 2 * tail);
    return s;
}

static Status one_week(const ChangeInput *in, size_t from, size_t t, Spike *out, Err *err)
{
    *out = (Spike){ .p = 1 };
    if (!isfinite(in->n[t]) || in->n[t] < 0 || (in->n[t] > 0 && !isfinite(in->x[t])) ||
        (in->kind != CHANGE_MEAN && in->n[t] > 0 && in->x[t] < 0) || (in->kind == CHANGE_BINOMIAL && in->x[t] > in->n[t]))
        return ERR(err, ST_INVALID, "week %zu: x is %g of %g", t, in->x[t], in->n[t]);
    Before b = in->n[t] > 0 ? before_of(in, from, t) : (Before){ 0 };
    if (b.weeks < SPIKE_BEFORE_MIN || (in->kind == CHANGE_BINOMIAL && b.n < TRIALS_MIN) || (in->kind == CHANGE_POISSON && b.x + in->x[t] < 1))
        return ST_OK;
    *out = spike_of(in, &b, t);
    return ST_OK;
}

Status shape_spikes(const ChangeInput *in, const size_t *from, Spike *out, Err *err)
{
    Status st = ST_OK;
    for (size_t t = 0; !st && t < in->weeks; t++)
        st = one_week(in, from[t], t, &out[t], err);
    return st;
}

static double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

/* How much weeks of like size differ beyond chance, as the correlation of two trials of one week. */
static double trials_alike(const Before *b)
{
    double df = b->weeks - 1, phi = b->chi / df, size = b->n / b->weeks;
    if (!(phi > 1) || size <= 1 || chi2_tail(b->chi, df) > PHI_DOUBT)
        return 0;
    return fmin(0.5, (phi - 1) / (size - 1));
}

/* Log of: the chance of these trials at a level of the week's own (uniform), over their chance at the level before, which is known from N trials
 * and differs from week to week as it did. */
static double share_evidence(const Before *b, double x, double n)
{
    double level = (b->x + 0.5) / (b->n + 1), like = 1 / (trials_alike(b) + 1 / (b->n + 1)) - 1;
    double up = level * like, down = (1 - level) * like;
    return log_beta(x + 1, n - x + 1) - (log_beta(up + x, down + n - x) - log_beta(up, down));
}

/* The same of a mean, whose variance is known from the weeks before alone: t densities of its distance, with and without a shift of RUNNING_SHIFT
 * standard deviations of one reading. */
static double mean_evidence(const Before *b, double apart, double n)
{
    double df = b->weeks - 1, phi = b->chi / df, none = phi * (1 / n + 1 / b->n), some = none + phi * RUNNING_SHIFT * RUNNING_SHIFT;
    if (!(none > 0))
        return 0;
    return 0.5 * log(none / some) + (df + 1) / 2 * (log1p(apart * apart / none / df) - log1p(apart * apart / some / df));
}

/* A fall of a rate may only be that the week is young; one of a share, that what went wrong is known later than what went well. */
Status shape_running(const ChangeInput *in, size_t from, Spike *out, Err *err)
{
    if (!in->weeks)
        return ERR(err, ST_INVALID, "no week runs");
    size_t t = in->weeks - 1;
    Status st = one_week(in, from, t, out, err);
    if (st || !(in->n[t] > 0))
        return st;
    Before b = before_of(in, from, t);
    bool enough = b.weeks >= SPIKE_BEFORE_MIN && (in->kind != CHANGE_BINOMIAL || b.n >= TRIALS_MIN);
    if (enough && in->kind == CHANGE_BINOMIAL)
        out->p = fmin(1, exp(-share_evidence(&b, in->x[t], in->n[t])));
    if (enough && in->kind == CHANGE_MEAN)
        out->p = fmin(1, exp(-mean_evidence(&b, out->level - out->expected, in->n[t])));
    if (in->kind != CHANGE_MEAN && out->level <= out->expected)
        out->p = 1;
    return ST_OK;
}

/* Sums of one level, weighted by n. */
typedef struct Level {
    double n, y;
} Level;

bool shape_drift(const ChangeInput *in, size_t from, size_t to, const size_t *at, size_t n_at)
{
    double n = 0, st = 0, sy = 0, stt = 0, sty = 0, syy = 0, m = 0, steps = 0;
    Level level = { 0, 0 };
    size_t next = 0;
    for (size_t t = from; t <= to; t++) {
        if (t == to || (next < n_at && t == at[next])) {
            steps -= level.n > 0 ? level.y * level.y / level.n : 0;
            level = (Level){ 0, 0 };
            next++;
        }
        if (t == to || in->n[t] <= 0)
            continue;
        double w = in->n[t], y = in->kind == CHANGE_MEAN ? in->x[t] : in->x[t] / w, u = (double)(t - from);
        n += w;
        st += w * u;
        sy += w * y;
        stt += w * u * u;
        sty += w * u * y;
        syy += w * y * y;
        level.n += w;
        level.y += w * y;
        m++;
    }
    double spent = 2 * (double)n_at + 1, vt = n > 0 ? stt - st * st / n : 0;
    if (!(vt > 0) || m <= spent)
        return false;
    double cty = sty - st * sy / n, line = syy - sy * sy / n - cty * cty / vt;
    double noise = fmax(0, syy + steps) / (m - spent);
    return line - (syy + steps) < noise * (spent - 2) * log(m);
}
