#include "num/lca.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "num/lca_in.h"

/* Two climbs that end this close ended on the same top. */
static const double SAME = 1e-4;
/* SQUAREM's steps are long: what is left to climb is of the order of the last gain.  GAIN is enough to tell tops apart (a hundredth of SAME);
 * the winner goes on to GAIN_LAST, which keeps its likelihood to the seventh digit behind the point. */
static const double GAIN = 1e-6, GAIN_LAST = 1e-9;
enum { STARTS_MIN = 10, STARTS_MAX = 200, REPEATS = 5 };
static const double BOOT_LOW = 0.025, BOOT_HIGH = 0.975;

static Status check(const LcaInput *in, const LcaData *d, Err *err)
{
    for (size_t i = 0; i < in->n; i++)
        for (size_t j = 0; j < in->items; j++) {
            uint8_t v = in->y[i * in->items + j];
            if (v != LCA_MISSING && v >= d->levels[j])
                return ERR(err, ST_INVALID, "row %zu has level %u of item %zu, which has %zu", i, v, j, d->levels[j]);
        }
    return ST_OK;
}

static void fold_rows(const LcaInput *in, LcaData *d)
{
    I64Map seen;
    i64map_init(&seen);
    for (size_t i = 0; i < in->n; i++) {
        Str row = { (const char *)in->y + i * in->items, in->items };
        int64_t at = (int64_t)d->n;
        /* Two rows that share a hash of 64 bits but differ would be told apart by the bytes; they get a place of their own. */
        bool is_new = i64map_add(&seen, hash64(row), at, &at);
        if (!is_new) {
            const uint16_t *was = d->col + (size_t)at * in->items;
            for (size_t j = 0; j < in->items && !is_new; j++)
                is_new = was[j] != (in->y[i * in->items + j] == LCA_MISSING ? d->cols : d->off[j] + in->y[i * in->items + j]);
            at = is_new ? (int64_t)d->n : at;
        }
        if (is_new) {
            at = (int64_t)d->n++;
            for (size_t j = 0; j < in->items; j++) {
                uint8_t v = in->y[i * in->items + j];
                d->col[(size_t)at * in->items + j] = (uint16_t)(v == LCA_MISSING ? d->cols : d->off[j] + v);
            }
        }
        d->w[at] += 1;
        d->of[i] = (size_t)at;
    }
    i64map_release(&seen);
}

/* Most customers do not hold most expectations: a row is the usual one but for a few columns, and only those cost time. */
static void find_odd(LcaData *d, Arena *a)
{
    size_t n = 0;
    d->usual = ARENA_NEW_N(a, uint16_t, d->items);
    d->odd = ARENA_NEW_N(a, uint16_t, d->n * d->items);
    d->odd_from = ARENA_NEW_N(a, size_t, d->n + 1);
    for (size_t j = 0; j < d->items; j++) {
        d->usual[j] = (uint16_t)d->off[j];
        for (size_t c = d->off[j]; c < d->off[j] + d->levels[j]; c++)
            d->usual[j] = d->mean[c] > d->mean[d->usual[j]] ? (uint16_t)c : d->usual[j];
    }
    for (size_t i = 0; i < d->n; i++) {
        for (size_t j = 0; j < d->items; j++) {
            uint16_t c = d->col[i * d->items + j];
            if (c != d->usual[j])
                d->odd[n++] = c < d->cols ? c : (uint16_t)(d->cols + j);
        }
        d->odd_from[i + 1] = n;
    }
}

Status lca_data(const LcaInput *in, Arena *a, LcaData *d, Err *err)
{
    *d = (LcaData){ .items = in->items, .total = (double)in->n };
    if (!in->items || !in->n)
        return ERR(err, ST_INVALID, "latent classes need rows and items");
    d->off = ARENA_NEW_N(a, size_t, in->items);
    d->levels = ARENA_NEW_N(a, size_t, in->items);
    for (size_t j = 0; j < in->items; j++) {
        d->off[j] = d->cols;
        d->levels[j] = in->levels ? in->levels[j] : 2;
        d->cols += d->levels[j];
    }
    if (d->cols + d->items > UINT16_MAX - 1)
        return ERR(err, ST_INVALID, "%zu levels are more than can be counted", d->cols);
    Status st = check(in, d, err);
    if (st)
        return st;
    d->col = ARENA_NEW_N(a, uint16_t, in->n * in->items);
    d->w = ARENA_NEW_N(a, double, in->n);
    d->of = ARENA_NEW_N(a, size_t, in->n);
    d->mean = ARENA_NEW_N(a, double, d->cols + 1);
    fold_rows(in, d);
    for (size_t i = 0; i < d->n; i++)
        for (size_t j = 0; j < d->items; j++)
            d->mean[d->col[i * d->items + j]] += d->w[i];
    for (size_t j = 0; j < d->items; j++) {
        double sum = 0;
        for (size_t v = 0; v < d->levels[j]; v++)
            sum += d->mean[d->off[j] + v];
        for (size_t v = 0; v < d->levels[j]; v++)
            d->mean[d->off[j] + v] = sum > 0 ? d->mean[d->off[j] + v] / sum : 1 / (double)d->levels[j];
    }
    find_odd(d, a);
    return ST_OK;
}

void lca_start(const LcaData *d, size_t classes, Rng *r, LcaTheta *t)
{
    size_t kp = lca_pad(classes);
    for (size_t k = 0; k < classes; k++) {
        t->share[k] = 1 / (double)classes;
        for (size_t j = 0; j < d->items; j++) {
            double sum = 0;
            for (size_t v = 0; v < d->levels[j]; v++)
                sum += t->p[(d->off[j] + v) * kp + k] = 0.05 + rng_uniform(r);
            for (size_t v = 0; v < d->levels[j]; v++)
                t->p[(d->off[j] + v) * kp + k] /= sum;
        }
    }
}

typedef struct Rank {
    double share, first;
    size_t k;
} Rank;

static int larger(const void *x, const void *y)
{
    const Rank *a = x, *b = y;
    if (a->share != b->share)
        return a->share > b->share ? -1 : 1;
    if (a->first != b->first)
        return a->first > b->first ? -1 : 1;
    return (a->k > b->k) - (a->k < b->k);
}

static double entropy_of(const LcaFit *f)
{
    double sum = 0;
    if (f->classes < 2)
        return 1;
    for (size_t i = 0; i < f->n * f->classes; i++)
        if (f->posterior[i] > 0)
            sum -= f->posterior[i] * log(f->posterior[i]);
    return 1 - sum / ((double)f->n * log((double)f->classes));
}

/* The best climb as an answer, its classes in order of size. */
static void fill(const LcaData *d, const LcaTheta *t, size_t classes, size_t n, Arena *a, Arena *scratch, LcaFit *f)
{
    size_t kp = lca_pad(classes);
    double *post = ARENA_NEW_N(scratch, double, d->n * classes);
    Rank rank[LCA_CLASSES];
    for (size_t k = 0; k < classes; k++)
        rank[k] = (Rank){ t->share[k], t->p[kp + k], k };
    qsort(rank, classes, sizeof *rank, larger);
    f->classes = classes;
    f->items = d->items;
    f->cols = d->cols;
    f->n = n;
    f->loglik = lca_posterior(d, classes, t, post, scratch);
    f->share = ARENA_NEW_N(a, double, classes);
    f->p = ARENA_NEW_N(a, double, classes * d->cols);
    f->off = ARENA_NEW_N(a, size_t, d->items);
    memcpy(f->off, d->off, d->items * sizeof *f->off);
    for (size_t k = 0; k < classes; k++) {
        f->share[k] = rank[k].share;
        for (size_t c = 0; c < d->cols; c++)
            f->p[k * d->cols + c] = t->p[c * kp + rank[k].k];
    }
    f->posterior = ARENA_NEW_N(a, double, n * classes);
    f->modal = ARENA_NEW_N(a, size_t, n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < classes; k++) {
            f->posterior[i * classes + k] = post[d->of[i] * classes + rank[k].k];
            if (f->posterior[i * classes + k] > f->posterior[i * classes + f->modal[i]])
                f->modal[i] = k;
        }
    f->parameters = classes - 1 + classes * (d->cols - d->items);
    f->aic = -2 * f->loglik + 2 * (double)f->parameters;
    f->bic = -2 * f->loglik + (double)f->parameters * log((double)n);
    f->entropy = entropy_of(f);
}

static Status fit_data(const LcaData *d, size_t n, const LcaOptions *o, Rng *r, Arena *a, LcaFit *out, Err *err)
{
    size_t least = o->starts_min ? o->starts_min : STARTS_MIN, most = o->starts_max ? o->starts_max : STARTS_MAX;
    size_t repeats = o->repeats ? o->repeats : REPEATS;
    *out = (LcaFit){ 0 };
    if (o->classes < 1 || o->classes > LCA_CLASSES)
        return ERR(err, ST_INVALID, "%zu classes; 1 to %d can be fitted", o->classes, LCA_CLASSES);
    if (o->classes == 1)
        least = repeats = 1;           /* no start makes a difference */
    Arena scratch;
    arena_init(&scratch);
    LcaTheta best = lca_theta(d, o->classes, &scratch), t = lca_theta(d, o->classes, &scratch);
    double top = -(double)INFINITY;
    while (out->starts < most && (out->starts < least || out->repeated < repeats)) {
        lca_start(d, o->classes, r, &t);
        lca_climb(d, d->w, o->classes, (LcaClimb){ o->prior, GAIN }, &t, &scratch);
        out->starts++;
        out->steps += t.steps;
        if (t.loglik > top + SAME)
            out->repeated = 0;
        out->repeated += t.loglik > top - SAME;
        if (t.loglik > top) {
            LcaTheta old = best;
            best = t;
            top = t.loglik;
            t = old;
        }
    }
    lca_climb(d, d->w, o->classes, (LcaClimb){ o->prior, GAIN_LAST }, &best, &scratch);
    out->settled = out->repeated >= repeats;
    fill(d, &best, o->classes, n, a, &scratch, out);
    arena_release(&scratch);
    return ST_OK;
}

Status lca_fit(const LcaInput *in, const LcaOptions *o, Rng *r, Arena *a, LcaFit *out, Err *err)
{
    LcaData d;
    Status st = lca_data(in, a, &d, err);
    return st ? st : fit_data(&d, in->n, o, r, a, out, err);
}

static size_t fewest(const LcaFit *fit, size_t n)
{
    double least = fit[0].bic;
    size_t k = 0;
    for (size_t i = 1; i < n; i++)
        least = fit[i].bic < least ? fit[i].bic : least;
    while (fit[k].bic > least + LCA_BARE)
        k++;
    return k;
}

Status lca_choose(const LcaInput *in, const LcaOptions *o, Rng *r, Arena *a, LcaChoice *out, Err *err)
{
    LcaData d;
    *out = (LcaChoice){ .too_few = in->n < LCA_ROWS_MIN, .hypothesis = in->n < LCA_ROWS_SURE };
    if (out->too_few)
        return ST_OK;
    size_t most = out->hypothesis && o->classes > LCA_FEW_CLASSES ? LCA_FEW_CLASSES : o->classes;
    Status st = lca_data(in, a, &d, err);
    out->fit = ARENA_NEW_N(a, LcaFit, most + 1);
    for (size_t k = 1; !st && k <= most; k++) {
        LcaOptions one = *o;
        one.classes = k;
        st = fit_data(&d, in->n, &one, r, a, &out->fit[k - 1], err);
        out->tried = k;
    }
    out->best = st ? 0 : fewest(out->fit, most);
    return st;
}

double adjusted_rand(const size_t *x, const size_t *y, size_t n)
{
    static const size_t groups = LCA_GROUPS;
    double cell[LCA_GROUPS * LCA_GROUPS] = { 0 }, row[LCA_GROUPS] = { 0 }, column[LCA_GROUPS] = { 0 };
    double both = 0, ours = 0, theirs = 0, pairs = (double)n * ((double)n - 1) / 2;
    for (size_t i = 0; i < n; i++) {
        if (x[i] >= groups || y[i] >= groups)
            bug("a group numbered above %zu", groups);
        cell[x[i] * groups + y[i]] += 1;
        row[x[i]] += 1;
        column[y[i]] += 1;
    }
    for (size_t i = 0; i < groups * groups; i++)
        both += cell[i] * (cell[i] - 1) / 2;
    for (size_t i = 0; i < groups; i++) {
        ours += row[i] * (row[i] - 1) / 2;
        theirs += column[i] * (column[i] - 1) / 2;
    }
    double chance = pairs > 0 ? ours * theirs / pairs : 0, most = (ours + theirs) / 2;
    return most > chance ? (both - chance) / (most - chance) : 1;
}

/* class[k] of the new fit stands for class to[k] of the old: the largest overlap first. */
static void match(const double *overlap, size_t classes, size_t *to)
{
    bool used_new[LCA_CLASSES] = { false }, used_old[LCA_CLASSES] = { false };
    for (size_t round = 0; round < classes; round++) {
        size_t x = SIZE_MAX, y = 0;
        for (size_t i = 0; i < classes; i++)
            for (size_t k = 0; k < classes; k++)
                if (!used_new[i] && !used_old[k] && (x == SIZE_MAX || overlap[i * classes + k] > overlap[x * classes + y])) {
                    x = i;
                    y = k;
                }
        used_new[x] = used_old[y] = true;
        to[x] = y;
    }
}

/* A solution as a place to climb from. */
static void theta_of(const LcaFit *f, LcaTheta *t)
{
    size_t kp = lca_pad(f->classes);
    memcpy(t->share, f->share, f->classes * sizeof *t->share);
    for (size_t k = 0; k < f->classes; k++)
        for (size_t c = 0; c < f->cols; c++)
            t->p[c * kp + k] = f->p[k * f->cols + c];
}

static int by_value(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* One resample: its shares in the old order, and how far both agree on the original rows. */
static double resample(const LcaData *d, const LcaOptions *o, const LcaFit *f, Rng *r, double *share, Arena *scratch)
{
    size_t n = f->n, classes = f->classes, to[LCA_CLASSES];
    double *w = ARENA_NEW_N(scratch, double, d->n), *post = ARENA_NEW_N(scratch, double, d->n * classes), overlap[LCA_CLASSES * LCA_CLASSES] = { 0 };
    size_t *modal = ARENA_NEW_N(scratch, size_t, n);
    LcaTheta best = lca_theta(d, classes, scratch), t = lca_theta(d, classes, scratch);
    for (size_t i = 0; i < n; i++)
        w[d->of[rng_below(r, (int64_t)n)]] += 1;
    theta_of(f, &best);
    lca_climb(d, w, classes, (LcaClimb){ o->prior, GAIN }, &best, scratch);
    for (size_t s = 0; s < LCA_BOOT_STARTS; s++) {
        lca_start(d, classes, r, &t);
        lca_climb(d, w, classes, (LcaClimb){ o->prior, GAIN }, &t, scratch);
        if (t.loglik > best.loglik) {
            LcaTheta old = best;
            best = t;
            t = old;
        }
    }
    (void)lca_posterior(d, classes, &best, post, scratch);
    for (size_t i = 0; i < n; i++) {
        const double *p = post + d->of[i] * classes;
        for (size_t k = 0; k < classes; k++) {
            modal[i] = p[k] > p[modal[i]] ? k : modal[i];
            for (size_t q = 0; q < classes; q++)
                overlap[k * classes + q] += p[k] * f->posterior[i * classes + q];
        }
    }
    match(overlap, classes, to);
    for (size_t k = 0; k < classes; k++)
        share[to[k]] = best.share[k];
    return adjusted_rand(modal, f->modal, n);
}

Status lca_bootstrap(const LcaInput *in, const LcaOptions *o, const LcaFit *f, size_t times, Rng *r, Arena *a, LcaBoot *out, Err *err)
{
    LcaData d;
    Arena scratch;
    *out = (LcaBoot){ .low = ARENA_NEW_N(a, double, f->classes), .high = ARENA_NEW_N(a, double, f->classes), .times = times };
    Status st = lca_data(in, a, &d, err);
    if (st || !times)
        return st ? st : ERR(err, ST_INVALID, "a bootstrap of no resamples");
    double *share = ARENA_NEW_N(a, double, times * f->classes), *one = ARENA_NEW_N(a, double, times);
    arena_init(&scratch);
    for (size_t b = 0; b < times; b++) {
        ArenaMark m = arena_mark(&scratch);
        out->stability += resample(&d, o, f, r, share + b * f->classes, &scratch) / (double)times;
        arena_rewind(&scratch, m);
    }
    arena_release(&scratch);
    for (size_t k = 0; k < f->classes; k++) {
        for (size_t b = 0; b < times; b++)
            one[b] = share[b * f->classes + k];
        qsort(one, times, sizeof *one, by_value);
        out->low[k] = one[(size_t)(BOOT_LOW * (double)(times - 1))];
        out->high[k] = one[(size_t)ceil(BOOT_HIGH * (double)(times - 1))];
    }
    return ST_OK;
}
