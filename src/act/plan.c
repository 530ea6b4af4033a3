#include "act/plan.h"

#include <math.h>

#include "act/audit_in.h"
#include "base/date.h"
#include "num/dist.h"
#include "num/look.h"
#include "num/place.h"
#include "num/plan.h"

enum { YEAR = 12, WAVES = 4, EVERY = 2 };

#define HOLD_OUT 0.2
#define SHARE    0.4
#define POWER    0.8

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
    w->units = isfinite(half) ? half * half / (wanted * wanted) : F64_INF;
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

Status plan_audit(Store *s, const PlanAsk *ask, Arena *a, Plan *out, Err *err)
{
    Actions all;
    Ground g = { .family = 1 };
    Rows rows, every;
    double change = 0;
    Status st = ask_check(ask, err);
    if (!st)
        st = store_summary_int(s, "as_of", 0, &g.as_of, err);
    if (!st)
        st = store_setting(s, "grace_days", &g.grace, err);
    if (!st)
        st = store_fetch(s, SQL_ISSUE_WORDS, STORE_NO_ARGS, a, &g.issues, err);
    if (!st)
        st = store_fetch(s, SQL_COUNTRY_REGION, STORE_NO_ARGS, a, &g.regions, err);
    if (!st)
        st = actions_load(s, a, &all, err);
    if (st)
        return st;
    const Action *x = named(&all, ask->action);
    if (!x)
        return ERR(err, ST_NOT_FOUND, "no action '%.*s'", STR_ARG(ask->action));
    Target t = target_of(x->issue, x->leading, &g.issues, a);
    int64_t to = month_of(g.as_of);
    *out = (Plan){ .measure = t.measure, .level = F64_NAN, .wanted = F64_NAN, .note = STR("") };
    if (t.kind == TARGET_NONE) {
        out->note = STR("nothing in the data measures what this action is to change: name an issue and a metric of the book");
        return ST_OK;
    }
    st = rows_load(s, &t, &g, to - YEAR, a, &rows, err);
    if (st)
        return st;
    every = rows;
    Str where = x->start[0].countries.p ? x->start[0].countries : STR("");
    rows_treat(&every, where);
    Noise here = rows_noise(&every, to);
    size_t others = 0;
    if (!everywhere(where)) {
        st = change_of(&every, to, a, &change, err);
        uint8_t *all_of = ARENA_NEW_N(a, uint8_t, rows.rows + 1);
        for (size_t i = 0; i < rows.rows; i++) {
            all_of[i] = 1;
            others += !every.treated[i] && (i == 0 || rows.unit[i] != rows.unit[i - 1]);
        }
        rows.treated = all_of;
    }
    if (st || !here.accounts || !(here.level > 0) || !(here.s2 > 0)) {
        out->note = STR("the issue did not occur there in the last year");
        return st;
    }
    double promised = promised_share(x->expected), share = ask->share > 0 ? ask->share : isfinite(x->share_low) ? (x->share_low + x->share_high) / 2 : promised > 0 ? promised : SHARE;
    double hold = ask->hold_out > 0 ? ask->hold_out : HOLD_OUT, n = (double)here.accounts, before = (double)here.months;
    out->level = here.level;
    out->wanted = -here.level * share;
    if (others)
        lots(out, "by country", &here, n, (double)others, before, change);
    lots(out, "hold-out, by lot", &here, n * (1 - hold), n * hold, before, 0);
    steps(out, &here, ask, (int)here.months);
    return ST_OK;
}
