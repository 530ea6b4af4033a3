#include "num/mix.h"

#include <math.h>

#include "num/dist.h"
#include "num/interval.h"
#include "num/logit.h"

#define CHANCE_LEAST 0.02

/* One role's sums. */
typedef struct Role {
    double n[2], y[2];          /* who answered in each period */
    double twice, s[2];         /* who answered in both, and their sums */
    double weight;              /* mean share over the periods */
} Role;

static bool had(double y) { return !isnan(y); }

static double mean_of(const Role *r, int period)
{
    int of = r->n[period] > 0 ? period : 1 - period;
    return r->n[of] > 0 ? r->y[of] / r->n[of] : 0;
}

/* The level against which who left or came is held. */
static double anchor(const Role *r, int period)
{
    if (r->twice > 0)
        return r->s[period] / r->twice;
    return (r->y[0] + r->y[1]) / (r->n[0] + r->n[1]);
}

static Status sum_up(const MixInput *in, Role *role, MixResult *out, Err *err)
{
    for (size_t i = 0; i < in->n; i++) {
        const double y[2] = { in->before[i], in->after[i] };
        Role *r = &role[in->role[i]];
        for (int k = 0; k < 2; k++) {
            if (!had(y[k]))
                continue;
            if (y[k] < in->lowest || y[k] > in->highest)
                return ERR(err, ST_INVALID, "answer %g is outside %g to %g", y[k], in->lowest, in->highest);
            r->n[k]++;
            r->y[k] += y[k];
        }
        if (had(y[0]) && had(y[1])) {
            r->twice++;
            r->s[0] += y[0];
            r->s[1] += y[1];
        }
        out->answered_before += had(y[0]);
        out->answered_after += had(y[1]);
    }
    out->too_few = !out->answered_before || !out->answered_after;
    return ST_OK;
}

/* Who left and who came; what each of them moves is added up person by person. */
static void split_persons(const MixInput *in, const Role *role, MixResult *out)
{
    for (size_t i = 0; i < in->n; i++) {
        const Role *r = &role[in->role[i]];
        bool was = had(in->before[i]), is = had(in->after[i]);
        if (r->n[0] < 1 || r->n[1] < 1)
            continue;           /* all of it is in `roles` */
        if (was && is) {
            out->persons[MIX_REAL]++;
        } else if (was) {
            MixPart part = in->gone[i] ? MIX_LEFT : MIX_SILENT;
            out->part[part] -= r->weight * (in->before[i] - anchor(r, 0)) / r->n[0];
            out->persons[part]++;
        } else if (is) {
            MixPart part = in->fresh[i] ? MIX_NEW : MIX_AGAIN;
            out->part[part] += r->weight * (in->after[i] - anchor(r, 1)) / r->n[1];
            out->persons[part]++;
        }
    }
}

static Status real_interval(const MixInput *in, const Role *role, Arena *a, MixResult *out, Err *err)
{
    double *v = ARENA_NEW_N(a, double, in->n + 1), *w = ARENA_NEW_N(a, double, in->n + 1), all = 0;
    int64_t *cluster = ARENA_NEW_N(a, int64_t, in->n + 1);
    size_t m = 0;
    bool several = false;
    out->real_low = out->real_high = F64_NAN;
    for (size_t i = 0; i < in->n; i++) {
        const Role *r = &role[in->role[i]];
        if (!had(in->before[i]) || !had(in->after[i]))
            continue;
        v[m] = in->after[i] - in->before[i];
        w[m] = r->weight / r->twice;
        all += w[m];
        cluster[m] = in->cluster[i];
        several = several || cluster[m] != cluster[0];
        m++;
    }
    if (!several || !(all > 0))
        return ST_OK;
    Interval one;
    Status st = interval_mean(&(MeanInput){ .v = v, .w = w, .cluster = cluster, .n = m, .level = 0.95 }, a, &one, err);
    if (st)
        return st;
    out->real_low = all * one.low;
    out->real_high = all * one.high;
    return ST_OK;
}

/* Mean of one period had all answered, by what is known of who does. */
static Status weighted_mean(const MixInput *in, const double *y, Arena *a, double *out, Err *err)
{
    double *is = ARENA_NEW_N(a, double, in->n + 1), sum = 0, weight = 0;
    LogitFit fit;
    for (size_t i = 0; i < in->n; i++)
        is[i] = had(y[i]);
    Status st = logit_fit(&(LogitInput){ .x = in->x, .y = is, .n = in->n, .p = in->p, .ridge = 1 }, a, &fit, err);
    for (size_t i = 0; !st && i < in->n; i++) {
        double w = had(y[i]) ? 1 / fmax(CHANCE_LEAST, fit.mu[i]) : 0;
        sum += had(y[i]) ? w * y[i] : 0;
        weight += w;
    }
    *out = weight > 0 ? sum / weight : F64_NAN;
    return st;
}

static void bound(const MixInput *in, MixResult *out)
{
    double n = (double)in->n, r0 = (double)out->answered_before / n, r1 = (double)out->answered_after / n;
    double low0 = r0 * out->before + (1 - r0) * in->lowest, high0 = r0 * out->before + (1 - r0) * in->highest;
    double low1 = r1 * out->after + (1 - r1) * in->lowest, high1 = r1 * out->after + (1 - r1) * in->highest;
    double by = in->near * (2 - r0 - r1), change = out->after - out->before;
    out->worst_low = low1 - high0;
    out->worst_high = high1 - low0;
    out->near_low = fmax(out->worst_low, change - by);
    out->near_high = fmin(out->worst_high, change + by);
}

Status mix_change(const MixInput *in, Arena *a, MixResult *out, Err *err)
{
    Role *role = ARENA_NEW_N(a, Role, in->roles + 1);
    *out = (MixResult){ .modelled = F64_NAN };
    Status st = sum_up(in, role, out, err);
    if (st || out->too_few)
        return st;
    double n0 = (double)out->answered_before, n1 = (double)out->answered_after;
    for (size_t k = 0; k < in->roles; k++) {
        Role *r = &role[k];
        out->before += r->y[0] / n0;
        out->after += r->y[1] / n1;
        r->weight = (r->n[0] / n0 + r->n[1] / n1) / 2;
        out->part[MIX_ROLES] += (r->n[1] / n1 - r->n[0] / n0) * (mean_of(r, 0) + mean_of(r, 1)) / 2;
        if (r->twice > 0)
            out->part[MIX_REAL] += r->weight * (r->s[1] - r->s[0]) / r->twice;
        out->persons[MIX_ROLES] += (size_t)fabs(r->n[1] - r->n[0]);
    }
    split_persons(in, role, out);
    st = real_interval(in, role, a, out, err);
    if (st)
        return st;
    bound(in, out);
    double m0, m1;
    st = weighted_mean(in, in->before, a, &m0, err);
    if (!st)
        st = weighted_mean(in, in->after, a, &m1, err);
    if (!st)
        out->modelled = m1 - m0;
    return st;
}
