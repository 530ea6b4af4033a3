#include "value/nothing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/parallel.h"

/* An account's own history counts beside this many more windows at its segment's rate, and a segment's beside this many at everybody's. */
#define PRIOR_WINDOWS 2.0
#define SEGMENT_WINDOWS 10.0
/* Beta needs both sides above zero even where nobody or everybody was exposed. */
#define LEAST_BETA 0.05

/* One account: its value on average and, for each harm, a, b and the scale; stay: its chance to renew, with half of what the harms take of it. */
typedef struct Stake {
    int64_t value, account;
    size_t  n;
    double *beta, stay;
    const Contract *contract;
} Stake;

static int by_due(const Contract *a, const Contract *b)
{
    for (size_t i = 0; i < a->n_due && i < b->n_due; i++) {
        if (a->due[i].day != b->due[i].day)
            return a->due[i].day < b->due[i].day ? -1 : 1;
        if (a->due[i].amount != b->due[i].amount)
            return a->due[i].amount < b->due[i].amount ? -1 : 1;
    }
    return (a->n_due > b->n_due) - (a->n_due < b->n_due);
}

static int by_stake(const void *x, const void *y)
{
    const Stake *a = x, *b = y;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    for (size_t i = 0; i < a->n; i++)
        if (a->beta[i] < b->beta[i] || a->beta[i] > b->beta[i])
            return a->beta[i] < b->beta[i] ? -1 : 1;
    return by_due(a->contract, b->contract);
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

/* What the harms take of the account's chance, on average. */
static double taken_of(const NothingInput *in, const Stake *s)
{
    double left = 1;
    for (size_t h = 0; h < in->n; h++)
        left *= 1 - fmin(1, fmax(0, -in->harm[h].effect * s->beta[3 * h + 2])) * s->beta[3 * h] / (s->beta[3 * h] + s->beta[3 * h + 1]);
    return 1 - left;
}

static const Renewals as_it_stands = { .mean = 1 };

static DueInput due_of(const NothingInput *in)
{
    return (DueInput){ .renewals = in->renewals ? in->renewals : &as_it_stands, .as_of = in->as_of, .until = in->as_of + (int64_t)in->horizon };
}

/* Of all the account's contracts together: one account is exposed, and may leave, with all of them. */
static size_t stakes(const NothingInput *in, Arena *a, Stake *out)
{
    const Contracts *k = in->contracts;
    const DueInput due = due_of(in);
    double **rate = ARENA_NEW_N(a, double *, in->n);
    size_t n = 0;
    for (size_t h = 0; h < in->n; h++)
        rate[h] = rates_of(k, &in->harm[h], a);
    for (size_t i = 0; i < k->n; i++) {
        const Contract *c = &k->at[i];
        if (!c->active || !c->n_due)
            continue;
        Stake *s = &out[n];
        *s = (Stake){ 0, c->account, 3 * in->n, ARENA_NEW_N(a, double, 3 * in->n), 1, c };
        for (size_t h = 0; h < in->n; h++) {
            double own = in->harm[h].hits[i] + in->harm[h].now[i], of = (double)c->windows + 1;
            s->beta[3 * h] = fmax(own + PRIOR_WINDOWS * rate[h][c->group], LEAST_BETA);
            s->beta[3 * h + 1] = fmax(of - own + PRIOR_WINDOWS * (1 - rate[h][c->group]), LEAST_BETA);
            s->beta[3 * h + 2] = in->harm[h].scale ? in->harm[h].scale[i] : 1;
        }
        s->stay = fmin(1, (in->stay ? in->stay[i] : 1) + taken_of(in, s) / 2);
        s->value = (int64_t)llround(due_mean(&due, c, s->stay));
        n += s->value > 0;
    }
    return n;
}

typedef struct Worths {
    DueInput     due;
    const Stake *s;
} Worths;

static double worth_of(const void *ctx, size_t account, Rng *r)
{
    const Worths *w = ctx;
    return due_draw(&w->due, w->s[account].contract, w->s[account].stay, r);
}

/* Draws of the simulations that tell one input's part of the interval. */
#define PART_DRAWS 1000

static void describe(const Joint *j, size_t h, const Stake *s, size_t n, NothingPart *p, Arena *a)
{
    const double *charge = j->charge + h * j->draws, *of = j->of + h * n;
    size_t most = 0, any = 0;
    for (size_t d = 0; d < j->draws; d++)
        any += charge[d] > 0;
    for (size_t i = 1; i < n; i++)
        most = of[i] > of[most] ? i : most;
    p->any = (double)any / (double)j->draws;
    p->futures = band_between(charge, j->draws, .1, .5, .9, a);
    p->account = s[most].account;
    p->of_account = of[most];
}

/* The whole simulation, and beside it those in which one input is drawn and the others are held: pieces that write their own results alone. */
typedef struct Simulating {
    const JointInput *all;
    Joint       *joint;
    NothingPart *part;
} Simulating;

static Status simulate_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    static const unsigned hold[NOTHING_KINDS] = { [NOTHING_EFFECT] = JOINT_HOLD_EXPOSURE | JOINT_HOLD_SCALE | JOINT_HOLD_VALUE,
                                                  [NOTHING_EXPOSURE] = JOINT_HOLD_EFFECT | JOINT_HOLD_SCALE | JOINT_HOLD_VALUE,
                                                  [NOTHING_CHANCES] = JOINT_HOLD_EFFECT | JOINT_HOLD_EXPOSURE | JOINT_HOLD_VALUE,
                                                  [NOTHING_VALUES] = JOINT_HOLD_EFFECT | JOINT_HOLD_EXPOSURE | JOINT_HOLD_SCALE };
    const Simulating *x = ctx;
    if (!piece)
        return joint_simulate(x->all, a, x->joint, err);
    ArenaMark mark = arena_mark(a);
    JointInput in = *x->all;
    Joint j;
    in.draws = PART_DRAWS;
    in.hold = hold[piece - 1];
    Status st = joint_simulate(&in, a, &j, err);
    for (size_t h = 0; !st && h < in.k; h++)
        x->part[h].only[piece - 1] = band_of(j.charge + h * j.draws, j.draws, a);
    arena_rewind(a, mark);
    return st;
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
    double *less = ARENA_NEW_N(a, double, in->n), *less_se = ARENA_NEW_N(a, double, in->n);
    bool shrinks = false;
    for (size_t h = 0; h < in->n; h++) {
        effect[h] = in->harm[h].effect;
        se[h] = in->harm[h].se;
        doubt[h] = in->harm[h].doubt;
        less[h] = in->harm[h].less;
        less_se[h] = in->harm[h].less_se;
        shrinks = shrinks || less[h] > 0;
        for (size_t i = 0; i < n; i++) {
            value[i] = s[i].value;
            alpha[h * n + i] = s[i].beta[3 * h];
            beta[h * n + i] = s[i].beta[3 * h + 1];
            scale[h * n + i] = s[i].beta[3 * h + 2];
        }
    }
    Joint j;
    Worths worths = { due_of(in), s };
    bool drawn = in->renewals && (in->renewals->n_ratio || in->renewals->n_slip);
    JointInput all = { .value = value, .worth = drawn ? worth_of : NULL, .ctx = &worths, .a = alpha, .b = beta, .scale = scale, .doubt = doubt, .n = n, .k = in->n, .effect = effect, .se = se,
                       .seed = in->seed };
    if (shrinks && in->renewals && in->renewals->n_less) {
        all.less = less;
        all.less_se = less_se;
        all.size = in->renewals->less;
        all.n_size = in->renewals->n_less;
    }
    NothingPart *part = ARENA_NEW_N(a, NothingPart, in->n);
    Status st = parallel_try(1 + (all.worth || all.less ? NOTHING_KINDS : NOTHING_VALUES), a, simulate_piece, &(Simulating){ &all, &j, part }, err);
    if (st)
        return st;
    *out = (Nothing){ .draws = j.draws, .charge = j.charge, .band = ARENA_NEW_N(a, Band, in->n), .part = part, .joint = band_of(j.total, j.draws, a), .drawn = drawn || all.less,
                      .size = all.less ? in->renewals->less_mean : 0 };
    for (size_t h = 0; h < in->n; h++) {
        out->band[h] = band_of(j.charge + h * j.draws, j.draws, a);
        describe(&j, h, s, n, &part[h], a);
        if (j.shrunk && less[h] > 0)
            part[h].shrunk = band_of(j.shrunk + h * j.draws, j.draws, a);
    }
    return ST_OK;
}

static Status write_parts(Store *s, const Harm *h, size_t n, const Nothing *what, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "part", COL_TEXT }, { "cost", COL_INT },      { "low", COL_INT },
                                    { "high", COL_INT },     { "share", COL_F64 }, { "account_id", COL_INT } };
    static const char *const name[NOTHING_KINDS] = { [NOTHING_EFFECT] = "effect", [NOTHING_EXPOSURE] = "exposure", [NOTHING_CHANCES] = "chances", [NOTHING_VALUES] = "values" };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t i = 0; what->draws && i < n; i++) {
        const NothingPart *p = &what->part[i];
        const struct {
            const char *part;
            Band band;
        } row[] = { { name[0], p->only[0] }, { name[1], p->only[1] }, { name[2], p->only[2] }, { name[3], p->only[3] }, { "loss", p->futures } };
        for (size_t k = 0; k < COUNT_OF(row); k++) {
            if (k == NOTHING_VALUES && !what->drawn)
                continue;
            table_put_int(&t, 0, h[i].issue);
            table_put_text(&t, 1, str_of(row[k].part));
            table_put_int(&t, 2, row[k].band.mean);
            table_put_int(&t, 3, row[k].band.low);
            table_put_int(&t, 4, row[k].band.high);
            if (k == NOTHING_KINDS)
                table_put_f64(&t, 5, p->any);
            table_row(&t);
        }
        if (h[i].less > 0 && what->size > 0) {
            table_put_int(&t, 0, h[i].issue);
            table_put_text(&t, 1, STR("less"));
            table_put_int(&t, 2, p->shrunk.mean);
            table_put_int(&t, 3, p->shrunk.low);
            table_put_int(&t, 4, p->shrunk.high);
            table_put_f64(&t, 5, what->size);
            table_row(&t);
        }
        if (what->band[i].mean <= 0 || p->of_account <= 0)
            continue;
        table_put_int(&t, 0, h[i].issue);
        table_put_text(&t, 1, STR("account"));
        table_put_int(&t, 2, what->band[i].mean - (int64_t)llround(p->of_account));
        table_put_f64(&t, 5, p->of_account / (double)what->band[i].mean);
        table_put_int(&t, 6, p->account);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_VALUE_PART, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_value_part", &t, err);
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
    if (!st)
        st = write_parts(s, h, n, what, a, err);
    for (size_t i = 0; !st && i < COUNT_OF(sum); i++)
        st = store_put_summary_int(s, sum[i].name, sum[i].value, err);
    return st;
}
