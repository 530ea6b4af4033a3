#include "act/plan.h"

#include <math.h>

#include "act/audit_in.h"
#include "act/lot.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/look.h"
#include "num/place.h"
#include "num/plan.h"

enum { YEAR = 12, WAVES = 4, EVERY = 2, PLANS_MAX = 200 };

#define HOLD_OUT 0.2
#define SHARE    0.4
#define POWER    0.8

/* What every way of one action shares. */
typedef struct Base {
    Noise  here;
    size_t others;               /* accounts in other countries; 0: it is for everybody */
    double change;               /* variance that places add */
} Base;

/* Months after the first start until `wanted` is seen with power 0.8; v(k): the variance after k months. */
static void when(PlanWay *w, const double v[YEAR + 1], double before, double wanted)
{
    double power = normal_quantile(POWER), half = 0;
    w->months = w->units = F64_NAN;
    w->se_year = sqrt(v[YEAR]);
    for (int k = 1; k <= YEAR; k++) {
        half = (look_bound(0.95, 1, look_information(before, k, YEAR), F64_INF) + power) * sqrt(v[k]);
        if (half <= fabs(wanted)) {
            w->months = k;
            return;
        }
    }
    w->units = isfinite(half) ? plan_times(half * half / (wanted * wanted)) : F64_INF;
}

static void lots(Plan *p, const char *name, const Noise *n, double reached, double others, double before, double change)
{
    PlanWay *w = &p->way[p->n_way++];
    double v[YEAR + 1] = { 0 };
    *w = (PlanWay){ .name = name, .reached = (size_t)lround(reached), .others = (size_t)lround(others) };
    for (int k = 1; k <= YEAR; k++)
        v[k] = plan_lots(n->s2, n->trials, reached, others, before, k) + change;
    when(w, v, before, p->wanted);
}

static void steps(Plan *p, const Noise *n, const PlanAsk *ask, int before)
{
    PlanWay *w = &p->way[p->n_way++];
    double v[YEAR + 1] = { 0 };
    int waves = ask->waves ? (int)ask->waves : WAVES, every = ask->every ? (int)ask->every : EVERY;
    *w = (PlanWay){ .name = "in steps, by lot", .reached = n->accounts, .others = 0 };
    for (int k = 1; k <= YEAR; k++)
        v[k] = plan_steps(n->s2, n->trials, (double)n->accounts, waves, every, before, k);
    when(w, v, before, p->wanted);
}

/* What chance has made of places that nothing was done to: last half year against the half year before. */
static Status change_of(const Rows *r, int64_t to, Arena *a, double *variance, Err *err)
{
    Place p;
    PlaceInput in = { .did = { .unit = r->unit, .period = r->period, .x = r->x, .n = r->n, .treated = r->treated, .use = r->use, .rows = r->rows, .start = to - YEAR / 2, .wanted = -1 },
                      .place = r->place };
    Status st = place_estimate(&in, a, &p, err);
    *variance = st || p.did.too_few ? 0 : p.v_place;
    return st;
}

static const Action *named(const Actions *all, Str name)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_ieq(all->at[i].name, name))
            return &all->at[i];
    return NULL;
}

static Status ask_check(const PlanAsk *ask, Err *err)
{
    if (ask->share < 0 || ask->share > 1 || ask->hold_out < 0 || ask->hold_out >= 1)
        return ERR(err, ST_USAGE, "shares lie between 0 and 1");
    if (ask->waves && (ask->waves < 2 || ask->waves > 24))
        return ERR(err, ST_USAGE, "between 2 and 24 waves");
    if (ask->every && (ask->every < 1 || ask->every > YEAR))
        return ERR(err, ST_USAGE, "a wave every 1 to 12 months");
    return ST_OK;
}

static Status ground(Store *s, Arena *a, Ground *g, Err *err)
{
    *g = (Ground){ .family = 1 };
    Status st = store_summary_int(s, "as_of", 0, &g->as_of, err);
    if (!st)
        st = store_setting(s, "grace_days", &g->grace, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &g->issues, err);
    return st ? st : store_fetch(s, SQL_COUNTRY_REGION, STORE_NO_ARGS, a, &g->regions, err);
}

/* Measure, level and noise where the action is to be; out->note says why there is no plan. */
static Status base_of(Store *s, const Action *x, const Ground *g, Arena *a, Plan *out, Base *b, Err *err)
{
    Rows rows;
    Target t = target_of(x->issue, x->leading, &g->issues, a);
    int64_t to = month_of(g->as_of);
    *b = (Base){ .others = 0 };
    *out = (Plan){ .measure = t.measure, .level = F64_NAN, .wanted = F64_NAN, .note = STR("") };
    if (t.kind == TARGET_NONE) {
        out->note = STR("nothing in the data measures what this action is to change: name an issue and a metric of the book");
        return ST_OK;
    }
    Status st = rows_load(s, &t, g, to - YEAR, a, &rows, err);
    if (st)
        return st;
    Str where = x->start[0].countries.p ? x->start[0].countries : STR("");
    rows_treat(&rows, where);
    b->here = rows_noise(&rows, to);
    if (!everywhere(where)) {
        st = change_of(&rows, to, a, &b->change, err);
        for (size_t i = 0; i < rows.rows; i++)
            b->others += !rows.treated[i] && (i == 0 || rows.unit[i] != rows.unit[i - 1]);
    }
    if (st || !b->here.accounts || !(b->here.level > 0) || !(b->here.s2 > 0))
        out->note = STR("the issue did not occur there in the last year");
    return st;
}

static void wanted_share(Plan *p, const Base *b, const Action *x, double asked)
{
    double promised = promised_share(x->expected);
    double share = asked > 0 ? asked : isfinite(x->share_low) ? (x->share_low + x->share_high) / 2 : promised > 0 ? promised : SHARE;
    p->level = b->here.level;
    p->wanted = -b->here.level * share;
}

static void by_hold_out(Plan *p, const Base *b, double hold)
{
    double n = (double)b->here.accounts;
    lots(p, "hold-out, by lot", &b->here, n * (1 - hold), n * hold, (double)b->here.months, 0);
}

static void by_country(Plan *p, const Base *b)
{
    if (b->others)
        lots(p, "by country", &b->here, (double)b->here.accounts, (double)b->others, (double)b->here.months, b->change);
}

Status plan_audit(Store *s, const PlanAsk *ask, Arena *a, Plan *out, Err *err)
{
    Actions all;
    Ground g;
    Base b;
    Status st = ask_check(ask, err);
    if (!st)
        st = ground(s, a, &g, err);
    if (!st)
        st = actions_load(s, a, &all, err);
    if (st)
        return st;
    const Action *x = named(&all, ask->action);
    if (!x)
        return ERR(err, ST_NOT_FOUND, "no action '%.*s'", STR_ARG(ask->action));
    st = base_of(s, x, &g, a, out, &b, err);
    if (st || out->note.n)
        return st;
    wanted_share(out, &b, x, ask->share);
    by_country(out, &b);
    by_hold_out(out, &b, ask->hold_out > 0 ? ask->hold_out : HOLD_OUT);
    steps(out, &b.here, ask, (int)b.here.months);
    return ST_OK;
}

static const ColSpec plan_cols[] = {
    { "action_id", COL_INT }, { "seq", COL_INT },     { "way", COL_TEXT },     { "hold_out", COL_F64 }, { "waves", COL_INT },  { "every", COL_INT },
    { "reached", COL_INT },   { "others", COL_INT },  { "level", COL_F64 },    { "wanted", COL_F64 },   { "months", COL_F64 }, { "units", COL_F64 }
};

static void put_way(Table *t, size_t action, int64_t seq, const char *way, const double *hold, const PlanAsk *ask, const Plan *p)
{
    const PlanWay *w = &p->way[p->n_way - 1];
    table_put_int(t, 0, (int64_t)action + 1);
    table_put_int(t, 1, seq);
    table_put_text(t, 2, str_of(way));
    if (hold)
        table_put_f64(t, 3, *hold);
    if (ask) {
        table_put_int(t, 4, ask->waves);
        table_put_int(t, 5, ask->every);
    }
    table_put_int(t, 6, (int64_t)w->reached);
    table_put_int(t, 7, (int64_t)w->others);
    table_put_f64(t, 8, p->level);
    table_put_f64(t, 9, p->wanted);
    table_put_known(t, 10, w->months);
    table_put_known(t, 11, isfinite(w->units) ? w->units : F64_NAN);
    table_row(t);
}

/* Groups too small to be drawn are not offered. */
static void put_ways(Table *t, size_t action, const Base *b, Plan *p)
{
    static const double hold[] = { 0.1, 0.2, 0.3, 0.5 };
    static const PlanAsk step[] = { { .waves = 2, .every = 3 }, { .waves = 2, .every = 6 }, { .waves = 3, .every = 2 }, { .waves = 3, .every = 3 }, { .waves = 4, .every = 1 },
                                    { .waves = 4, .every = 2 }, { .waves = 4, .every = 3 }, { .waves = 6, .every = 1 }, { .waves = 6, .every = 2 } };
    double n = (double)b->here.accounts;
    int64_t seq = 0;
    by_country(p, b);
    if (p->n_way)
        put_way(t, action, ++seq, "country", NULL, NULL, p);
    for (size_t i = 0; i < COUNT_OF(hold); i++) {
        p->n_way = 0;
        by_hold_out(p, b, hold[i]);
        if (n * fmin(hold[i], 1 - hold[i]) >= LOT_GROUP_LEAST)
            put_way(t, action, ++seq, "hold-out", &hold[i], NULL, p);
    }
    for (size_t i = 0; i < COUNT_OF(step); i++) {
        p->n_way = 0;
        steps(p, &b->here, &step[i], (int)b->here.months);
        if (n / (double)step[i].waves >= LOT_GROUP_LEAST)
            put_way(t, action, ++seq, "steps", NULL, &step[i], p);
    }
}

Status plans_write(Store *s, const Actions *all, int64_t as_of, Arena *a, Err *err)
{
    Table t;
    Ground g;
    table_init(&t, a, plan_cols, COUNT_OF(plan_cols));
    Status st = ground(s, a, &g, err);
    size_t planned = 0;
    for (size_t i = 0; !st && i < all->n && planned < PLANS_MAX; i++) {
        const Action *x = &all->at[i];
        Plan p;
        Base b;
        if (x->lot || (x->n_start && x->start[0].day <= as_of))
            continue;
        st = base_of(s, x, &g, a, &p, &b, err);
        if (st || p.note.n)
            continue;
        planned++;
        wanted_share(&p, &b, x, 0);
        put_ways(&t, i, &b, &p);
    }
    if (!st)
        st = store_run(s, SQL_CLEAR_PLAN, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_plan", &t, err);
}
