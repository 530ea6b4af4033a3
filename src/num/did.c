#include "num/did_in.h"

#include <math.h>

#include "num/chol.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/interval.h"

enum { BLOCKS_MAX = DID_LEADS_MAX + 1, UNITS_FEW = 10 };

#define PRETREND_LEAST 0.05
#define UNLIKE_SD      0.5
#define POWER          0.8

typedef struct Unit {
    bool   treated, in;              /* in: data before and after */
    double x[2], n[2];               /* before, after */
    double bx[BLOCKS_MAX], bn[BLOCKS_MAX];
    double d, w, before;
} Unit;

typedef struct Panel {
    Unit   *unit;
    size_t  n_unit, n_block, count[2];      /* count: units in, by treated */
    int64_t block_from[BLOCKS_MAX];
} Panel;

/* Weighted mean of one figure over one group, with its variance. */
typedef struct GroupMean {
    double sum_w, mean, variance;
} GroupMean;

static Status input_check(const DidInput *in, Err *err)
{
    if (!(in->level > 0 && in->level < 1))
        return ERR(err, ST_INVALID, "level %g is not between 0 and 1", in->level);
    if (!isfinite(in->wanted) || in->wanted == 0)
        return ERR(err, ST_INVALID, "wanted effect %g has no direction", in->wanted);
    for (size_t i = 0; i < in->rows; i++)
        if (!isfinite(in->x[i]) || !isfinite(in->n[i]) || in->n[i] < 0 || in->treated[i] > 1)
            return ERR(err, ST_INVALID, "row %zu: x %g, n %g", i + 1, in->x[i], in->n[i]);
    return ST_OK;
}

size_t did_periods(const DidInput *in, Arena *a, int64_t **period, size_t *n)
{
    int64_t *p = ARENA_NEW_N(a, int64_t, in->rows + 1);
    size_t all = 0, before = 0;
    for (size_t i = 0; i < in->rows; i++)
        if (did_uses(in, i))
            p[all++] = in->period[i];
    *n = ids_distinct(p, all);
    while (before < *n && p[before] < in->start)
        before++;
    *period = p;
    return before;
}

static void settle_units(Panel *p)
{
    for (size_t u = 0; u < p->n_unit; u++) {
        Unit *t = &p->unit[u];
        t->in = t->n[0] > 0 && t->n[1] > 0;
        if (!t->in)
            continue;
        t->before = t->x[0] / t->n[0];
        t->d = t->x[1] / t->n[1] - t->before;
        t->w = t->n[0] * t->n[1] / (t->n[0] + t->n[1]);
        p->count[t->treated]++;
    }
}

/* As many blocks as there are periods, five at most, and few enough for the joint test: at most
 * half as many leads as the smaller group has accounts. */
static size_t block_count(size_t before, const size_t count[2])
{
    size_t least = count[0] < count[1] ? count[0] : count[1];
    size_t blocks = before < BLOCKS_MAX ? before : BLOCKS_MAX;
    return blocks < least / 2 + 1 ? blocks : least / 2 + 1;
}

static Status panel_build(const DidInput *in, Arena *a, Panel *p, Did *out, Err *err)
{
    int64_t *period;
    ClusterIndex c = cluster_index(in->unit, in->rows, a);
    uint8_t *seen = ARENA_NEW_N(a, uint8_t, c.n + 1);
    *p = (Panel){ .unit = ARENA_NEW_N(a, Unit, c.n + 1), .n_unit = c.n };
    size_t n_period, before = did_periods(in, a, &period, &n_period);
    out->periods_before = before;
    out->periods_after = n_period - before;
    for (size_t i = 0; i < in->rows; i++) {
        Unit *u = &p->unit[c.of[i]];
        if (!did_uses(in, i))
            continue;
        if (seen[c.of[i]] && u->treated != in->treated[i])
            return ERR(err, ST_INVALID, "account %lld is both treated and not",
                       (long long)in->unit[i]);
        out->units_dropped += !seen[c.of[i]];
        seen[c.of[i]] = 1;
        u->treated = in->treated[i];
        u->x[in->period[i] >= in->start] += in->x[i];
        u->n[in->period[i] >= in->start] += in->n[i];
        out->trials += in->n[i];
    }
    settle_units(p);
    out->units_dropped -= p->count[0] + p->count[1];
    p->n_block = block_count(before, p->count);
    for (size_t k = before; k-- > 0;)
        p->block_from[k * p->n_block / before] = period[k];
    for (size_t i = 0; i < in->rows; i++) {
        if (!did_uses(in, i) || in->period[i] >= in->start)
            continue;
        size_t b = ids_find(period, before, in->period[i]) * p->n_block / before;
        p->unit[c.of[i]].bx[b] += in->x[i];
        p->unit[c.of[i]].bn[b] += in->n[i];
    }
    return ST_OK;
}

static GroupMean mean_of(const Panel *p, bool treated, double (*value)(const Unit *))
{
    GroupMean g = { 0, 0, 0 };
    double m = (double)p->count[treated];
    for (size_t u = 0; u < p->n_unit; u++)
        if (p->unit[u].in && p->unit[u].treated == treated) {
            g.sum_w += p->unit[u].w;
            g.mean += p->unit[u].w * value(&p->unit[u]);
        }
    g.mean /= g.sum_w;
    for (size_t u = 0; u < p->n_unit; u++)
        if (p->unit[u].in && p->unit[u].treated == treated) {
            double r = p->unit[u].w * (value(&p->unit[u]) - g.mean) / g.sum_w;
            g.variance += r * r * m / (m - 1);
        }
    return g;
}

static double change_of(const Unit *u) { return u->d; }

static double before_of(const Unit *u) { return u->before; }

static void fill_estimate(const DidInput *in, const Panel *p, Did *out)
{
    GroupMean t = mean_of(p, true, change_of), c = mean_of(p, false, change_of);
    const VariancePart part[] = { { t.variance, (double)p->count[1] - 1 },
                                  { c.variance, (double)p->count[0] - 1 } };
    double most = (double)(p->count[0] + p->count[1]) - 2;
    out->estimate = t.mean - c.mean;
    out->se = sqrt(t.variance + c.variance);
    out->df = fmin(welch_df(part, 2), most);
    double f = t_factor(in->level, out->df);
    out->low = out->estimate - f * out->se;
    out->high = out->estimate + f * out->se;
    out->p = out->se > 0 ? t_two_sided(out->estimate / out->se, out->df) : F64_NAN;
    out->detectable = (f + t_quantile(POWER, out->df)) * out->se;
    GroupMean tb = mean_of(p, true, before_of), cb = mean_of(p, false, before_of);
    out->treated_before = tb.mean;
    out->control_before = cb.mean;
    out->treated_after = tb.mean + t.mean;
    out->control_after = cb.mean + c.mean;
    double spread = 0, w = 0;
    for (size_t u = 0; u < p->n_unit; u++)
        if (p->unit[u].in) {
            double r = p->unit[u].before - (p->unit[u].treated ? tb.mean : cb.mean);
            spread += p->unit[u].w * r * r;
            w += p->unit[u].w;
        }
    if (fabs(tb.mean - cb.mean) > UNLIKE_SD * sqrt(spread / w))
        out->warnings |= DID_UNLIKE;
}

static bool in_leads(const Panel *p, const Unit *u)
{
    size_t with_data = 0;
    for (size_t b = 0; b < p->n_block; b++)
        with_data += u->bn[b] > 0;
    return u->in && with_data >= 2;
}

/* Leads and their covariance (q by q); false when a group has too few accounts for them. */
static bool lead_matrix(const Panel *p, size_t q, double *lead, double *v)
{
    double sw[2][BLOCKS_MAX] = { { 0 } }, mean[2][BLOCKS_MAX] = { { 0 } }, psi[BLOCKS_MAX];
    double m[2] = { 0, 0 };
    for (size_t i = 0; i < p->n_unit; i++) {
        const Unit *u = &p->unit[i];
        if (!in_leads(p, u))
            continue;
        m[u->treated] += 1;
        for (size_t b = 0; b < q; b++) {
            sw[u->treated][b] += u->bn[b];
            mean[u->treated][b] += u->bx[b] - u->bn[b] * u->before;
        }
    }
    for (size_t b = 0; b < q; b++) {
        if (!(sw[0][b] > 0 && sw[1][b] > 0) || m[0] < 2 || m[1] < 2)
            return false;
        mean[0][b] /= sw[0][b];
        mean[1][b] /= sw[1][b];
        lead[b] = mean[1][b] - mean[0][b];
    }
    for (size_t i = 0; i < p->n_unit; i++) {
        const Unit *u = &p->unit[i];
        size_t g = u->treated;
        if (!in_leads(p, u))
            continue;
        for (size_t b = 0; b < q; b++)
            psi[b] = (u->bx[b] - u->bn[b] * (u->before + mean[g][b])) / sw[g][b];
        for (size_t r = 0; r < q; r++)
            for (size_t c = 0; c < q; c++)
                v[r * q + c] += psi[r] * psi[c] * m[g] / (m[g] - 1);
    }
    return true;
}

static void fill_leads(const Panel *p, Did *out)
{
    size_t q = p->n_block > 0 ? p->n_block - 1 : 0;
    double v[DID_LEADS_MAX * DID_LEADS_MAX] = { 0 }, half[DID_LEADS_MAX], wald = 0;
    out->pretrend_p = F64_NAN;
    out->warnings |= DID_NO_PRETEST;
    if (q == 0 || !lead_matrix(p, q, out->lead, v))
        return;
    out->n_leads = q;
    for (size_t b = 0; b < q; b++) {
        out->lead_from[b] = p->block_from[b];
        out->lead_se[b] = sqrt(v[b * q + b]);
    }
    double df2 = out->df - (double)q + 1;
    if (!(df2 >= 1) || !chol_factor(v, q))
        return;
    chol_half(v, q, out->lead, half);
    for (size_t b = 0; b < q; b++)
        wald += half[b] * half[b];
    out->pretrend_p = f_tail(wald * df2 / (out->df * (double)q), (double)q, df2);
    out->warnings &= ~(unsigned)DID_NO_PRETEST;
    if (out->pretrend_p < PRETREND_LEAST)
        out->warnings |= DID_PRETREND;
}

/* d on 1, treated, level before (centred); HC1. */
static void fill_ancova(const DidInput *in, const Panel *p, Did *out)
{
    double a[9] = { 0 }, b[3] = { 0 }, meat[9] = { 0 }, inverse[9], v = 0;
    double n = (double)(p->count[0] + p->count[1]);
    out->ancova = out->ancova_low = out->ancova_high = F64_NAN;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < p->n_unit; i++) {
            const Unit *u = &p->unit[i];
            const double z[3] = { 1, u->treated, u->before - out->control_before };
            if (!u->in)
                continue;
            double r = u->d - (pass ? b[0] * z[0] + b[1] * z[1] + b[2] * z[2] : 0);
            for (size_t j = 0; j < 3; j++)
                for (size_t k = 0; k < 3; k++)
                    *(pass ? &meat[3 * j + k] : &a[3 * j + k]) +=
                        (pass ? u->w * u->w * r * r : u->w) * z[j] * z[k];
            for (size_t j = 0; j < 3 && !pass; j++)
                b[j] += u->w * r * z[j];
        }
        if (pass == 0) {
            if (n < 4 || !chol_factor(a, 3))
                return;
            chol_solve(a, 3, b);
        }
    }
    chol_inverse(a, 3, inverse);
    for (size_t j = 0; j < 3; j++)
        for (size_t k = 0; k < 3; k++)
            v += inverse[3 + j] * meat[3 * j + k] * inverse[3 + k];
    double f = t_factor(in->level, fmin(out->df, n - 3)) * sqrt(v * n / (n - 3));
    out->ancova = b[1];
    out->ancova_low = b[1] - f;
    out->ancova_high = b[1] + f;
}

static bool beyond_zero(double wanted, double low, double high)
{
    return wanted > 0 ? low > 0 : high < 0;
}

static void judge(const DidInput *in, const Panel *p, Did *out)
{
    bool seen = beyond_zero(in->wanted, out->low, out->high);
    if (seen && out->warnings & DID_UNLIKE
        && !beyond_zero(in->wanted, out->ancova_low, out->ancova_high))
        out->warnings |= DID_REGRESSION;
    if (p->count[0] < UNITS_FEW || p->count[1] < UNITS_FEW)
        out->warnings |= DID_FEW_UNITS;
    if (seen && out->pretrend_p >= PRETREND_LEAST && !(out->warnings & DID_REGRESSION))
        out->verdict = DID_WORKED;
    else if (in->wanted > 0 ? out->high < in->wanted : out->low > in->wanted)
        out->verdict = DID_DID_NOT;
}

static Did nothing_known(void)
{
    const double nan = F64_NAN;
    return (Did){
        .verdict = DID_CANNOT_TELL, .estimate = nan, .low = nan, .high = nan, .se = nan, .df = nan,
        .p = nan, .treated_before = nan, .treated_after = nan, .control_before = nan,
        .control_after = nan, .ancova = nan, .ancova_low = nan, .ancova_high = nan,
        .detectable = nan, .pretrend_p = nan,
        .method = "difference in differences, cluster-robust by account",
    };
}

Status did_estimate(const DidInput *in, Arena *a, Did *out, Err *err)
{
    DidInput d = *in;
    Panel p;
    d.level = in->level != 0 ? in->level : 0.95;
    Status st = input_check(&d, err);
    if (st)
        return st;
    ArenaMark mark = arena_mark(a);
    Did r = nothing_known();
    st = panel_build(&d, a, &p, &r, err);
    if (!st) {
        r.units_treated = p.count[1];
        r.units_control = p.count[0];
        r.warnings |= r.units_dropped ? DID_DROPPED : 0;
        r.too_few = p.count[0] < 2 || p.count[1] < 2;
        if (!r.too_few) {
            fill_estimate(&d, &p, &r);
            fill_leads(&p, &r);
            fill_ancova(&d, &p, &r);
            judge(&d, &p, &r);
        }
        *out = r;
    }
    arena_rewind(a, mark);
    return st;
}
