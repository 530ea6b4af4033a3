#include "value/nothing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"

/* An account's own history counts beside this many more windows at its segment's rate, and a segment's beside this many at everybody's. */
#define PRIOR_WINDOWS 2.0
#define SEGMENT_WINDOWS 10.0
/* Beta needs both sides above zero even where nobody or everybody was exposed. */
#define LEAST_BETA 0.05

/* One account: its value and, for each harm, a, b and the scale. */
typedef struct Stake {
    int64_t value;
    size_t  n;
    double *beta;
} Stake;

static int by_stake(const void *x, const void *y)
{
    const Stake *a = x, *b = y;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    for (size_t i = 0; i < a->n; i++)
        if (a->beta[i] < b->beta[i] || a->beta[i] > b->beta[i])
            return a->beta[i] < b->beta[i] ? -1 : 1;
    return 0;
}

/* Rates of exposure by group, each drawn towards everybody's.  The latest window counts like the decided ones: it is what doing nothing carries on. */
static double *rates_of(const Contracts *k, const Harm *h, Arena *a)
{
    double *exposed = ARENA_NEW_N(a, double, k->n_group + 1), *windows = ARENA_NEW_N(a, double, k->n_group + 1), all = 0, of = 0;
    for (size_t i = 0; i < k->n; i++) {
        exposed[k->at[i].group] += h->hits[i] + (k->at[i].active && h->now[i]);
        windows[k->at[i].group] += (double)k->at[i].windows + k->at[i].active;
    }
    for (size_t g = 0; g < k->n_group; g++) {
        all += exposed[g];
        of += windows[g];
    }
    for (size_t g = 0; g < k->n_group; g++)
        exposed[g] = (exposed[g] + SEGMENT_WINDOWS * (of > 0 ? all / of : 0)) / (windows[g] + SEGMENT_WINDOWS);
    return exposed;
}

static size_t stakes(const NothingInput *in, Arena *a, Stake *out)
{
    const Contracts *k = in->contracts;
    double **rate = ARENA_NEW_N(a, double *, in->n);
    size_t n = 0;
    for (size_t h = 0; h < in->n; h++)
        rate[h] = rates_of(k, &in->harm[h], a);
    for (size_t i = 0; i < k->n; i++) {
        const Contract *c = &k->at[i];
        if (!c->active || !c->next || c->amount <= 0 || (double)(c->next - in->as_of) > in->horizon)
            continue;
        Stake *s = &out[n++];
        *s = (Stake){ c->amount, 3 * in->n, ARENA_NEW_N(a, double, 3 * in->n) };
        for (size_t h = 0; h < in->n; h++) {
            double own = in->harm[h].hits[i] + in->harm[h].now[i], of = (double)c->windows + 1;
            s->beta[3 * h] = fmax(own + PRIOR_WINDOWS * rate[h][c->group], LEAST_BETA);
            s->beta[3 * h + 1] = fmax(of - own + PRIOR_WINDOWS * (1 - rate[h][c->group]), LEAST_BETA);
            s->beta[3 * h + 2] = in->harm[h].scale ? in->harm[h].scale[i] : 1;
        }
    }
    return n;
}

Status nothing_simulate(const NothingInput *in, Arena *a, Nothing *out, Err *err)
{
    *out = (Nothing){ 0 };
    if (!in->n)
        return ST_OK;
    Stake *s = ARENA_NEW_N(a, Stake, in->contracts->n + 1);
    size_t n = stakes(in, a, s);
    if (!n)
        return ST_OK;
    qsort(s, n, sizeof *s, by_stake);
    int64_t *value = ARENA_NEW_N(a, int64_t, n);
    double *alpha = ARENA_NEW_N(a, double, n * in->n), *beta = ARENA_NEW_N(a, double, n * in->n), *scale = ARENA_NEW_N(a, double, n * in->n);
    double *effect = ARENA_NEW_N(a, double, in->n), *se = ARENA_NEW_N(a, double, in->n), *doubt = ARENA_NEW_N(a, double, in->n);
    for (size_t h = 0; h < in->n; h++) {
        effect[h] = in->harm[h].effect;
        se[h] = in->harm[h].se;
        doubt[h] = in->harm[h].doubt;
        for (size_t i = 0; i < n; i++) {
            value[i] = s[i].value;
            alpha[h * n + i] = s[i].beta[3 * h];
            beta[h * n + i] = s[i].beta[3 * h + 1];
            scale[h * n + i] = s[i].beta[3 * h + 2];
        }
    }
    Joint j;
    Status st = joint_simulate(&(JointInput){ .value = value, .a = alpha, .b = beta, .scale = scale, .doubt = doubt, .n = n, .k = in->n, .effect = effect, .se = se, .seed = in->seed }, a, &j, err);
    if (st)
        return st;
    *out = (Nothing){ .draws = j.draws, .charge = j.charge, .band = ARENA_NEW_N(a, Band, in->n), .joint = band_of(j.total, j.draws, a) };
    for (size_t h = 0; h < in->n; h++)
        out->band[h] = band_of(j.charge + h * j.draws, j.draws, a);
    return ST_OK;
}

Status nothing_write(Store *s, const Harm *h, size_t n, const Nothing *what, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "draw", COL_INT }, { "cost", COL_INT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    table_reserve(&t, n * what->draws + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t d = 0; d < what->draws; d++) {
            table_put_int(&t, 0, h[i].issue);
            table_put_int(&t, 1, (int64_t)d + 1);
            table_put_int(&t, 2, (int64_t)llround(what->charge[i * what->draws + d]));
            table_row(&t);
        }
    const struct {
        const char *name;
        int64_t value;
    } sum[] = { { "cost_joint", what->joint.mean }, { "cost_joint_low", what->joint.low }, { "cost_joint_high", what->joint.high } };
    Status st = store_run(s, SQL_CLEAR_ISSUE_DRAW, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_issue_draw", &t, err);
    for (size_t i = 0; !st && i < COUNT_OF(sum); i++)
        st = store_put_summary_int(s, sum[i].name, sum[i].value, err);
    return st;
}
