/* stay.c - hazards of being lost. */
#include "link/stay_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link/behave.h"
#include "num/cluster.h"
#include "num/cox.h"
#include "num/dist.h"
#include "num/robust.h"

enum { RECENT = 56, EARLIER = 182 };

static int64_t number_of(const Str *v, size_t n, size_t row)
{
    for (size_t k = 0; k < n; k++)
        if (str_eq(v[k], v[row]))
            return (int64_t)k;
    return (int64_t)row;
}

/* Which stretches there are; columns come later.  at[] is the row of the outcome's rows. */
static void cut(const LinkBook *b, const OutcomeRows *o, size_t *at, Stretches *s)
{
    const TableColumn *since = table_col(&b->account, "customer_since");
    const Str *segment = col_text(&b->account, "segment");
    int64_t watched = INT64_MAX;
    for (size_t i = 0; i < o->n; i++)
        watched = o->begin[i] < watched ? o->begin[i] : watched;
    watched -= b->w.days + b->w.gap;
    for (size_t i = 0; i < o->n; i++) {
        size_t k = o->at[i];
        bool first = !i || o->at[i - 1] != k;
        if (!col_has(since, k) || since->i[k] >= o->begin[i])
            continue;
        int64_t from = first ? (since->i[k] > watched ? since->i[k] : watched) : o->begin[i - 1];
        if (from >= o->begin[i])
            continue;
        s->late += first && since->i[k] < watched;
        s->entry[s->n] = (double)(from - since->i[k]) / STAY_DAYS_A_YEAR;
        s->time[s->n] = (double)(o->begin[i] - since->i[k]) / STAY_DAYS_A_YEAR;
        s->event[s->n] = o->y[i] <= 0;
        s->y[s->n] = o->y[i] <= 0;
        s->lost += s->event[s->n];
        s->cluster[s->n] = o->cluster[i];
        s->stratum[s->n] = number_of(segment, b->account.n, k);
        at[s->n++] = i;
    }
}

static void issue_columns(const LinkBook *b, const OutcomeRows *o, const size_t *at, Stretches *s)
{
    RuleMet met[RULES_MAX];
    for (size_t k = 0; k < b->rules->n; k++) {
        met[k] = (RuleMet){ k, 0, !strcmp(b->rules->rule[k].kind, "promise") };
        for (size_t i = 0; i < s->n; i++)
            met[k].times += happenings_any(&b->rules->rule[k].exposed, o->account[at[i]], window_from(&b->w, o->begin[at[i]]), window_to(&b->w, o->begin[at[i]]));
    }
    rules_by_met(met, b->rules->n);
    for (size_t k = 0; k < b->rules->n && s->p < STAY_ISSUES; k++) {
        const Rule *r = &b->rules->rule[met[k].rule];
        if (met[k].times < STAY_EXPOSED_LEAST || met[k].times + STAY_EXPOSED_LEAST > s->n)
            continue;
        for (size_t i = 0; i < s->n; i++)
            s->x[s->p * s->n + i] = happenings_any(&r->exposed, o->account[at[i]], window_from(&b->w, o->begin[at[i]]), window_to(&b->w, o->begin[at[i]]));
        s->name[s->p] = r->name;
        s->unit[s->p++] = STR("met it");
    }
}

static void behaviour_columns(const LinkBook *b, const OutcomeRows *o, const size_t *at, Stretches *s)
{
    static const struct {
        Behaviour which;
        const char *name, *unit;
    } ask[] = { { BEHAVE_USE, "use against half a year before", "a doubling" }, { BEHAVE_TICKETS, "tickets", "a doubling" }, { BEHAVE_SCORE, "last score", "a point" },
                { BEHAVE_PAYING, "invoices paid late", "a day" } };
    const double two = log(2);
    for (size_t k = 0; k < COUNT_OF(ask); k++) {
        double *v = s->x + s->p * s->n, mean = 0;
        size_t known = 0;
        for (size_t i = 0; i < s->n; i++) {
            size_t account = o->at[at[i]];
            int64_t to = window_to(&b->w, o->begin[at[i]]), span = ask[k].which == BEHAVE_SCORE ? 365 : ask[k].which == BEHAVE_PAYING ? EARLIER : RECENT;
            v[i] = behave(b, ask[k].which, account, to - span, to);
            if (ask[k].which == BEHAVE_USE)
                v[i] -= behave(b, ask[k].which, account, to - EARLIER - RECENT, to - EARLIER);
            v[i] /= ask[k].which == BEHAVE_USE || ask[k].which == BEHAVE_TICKETS ? two : 1;
            known += isfinite(v[i]) ? 1 : 0;
            mean += isfinite(v[i]) ? v[i] : 0;
        }
        if (known < 2 * STAY_EXPOSED_LEAST || (double)known < 0.5 * (double)s->n)
            continue;
        for (size_t i = 0; i < s->n; i++)
            v[i] = isfinite(v[i]) ? v[i] : mean / (double)known;
        s->name[s->p] = str_of(ask[k].name);
        s->unit[s->p++] = str_of(ask[k].unit);
    }
    for (size_t i = 0; i < s->n; i++) {
        int64_t amount = b->panel->amount[o->decision[at[i]]];
        s->x[s->p * s->n + i] = log1p((double)(amount > 0 ? amount : 0) / 100) / two;
    }
    s->name[s->p] = STR("contract's size");
    s->unit[s->p++] = STR("a doubling");
}

void stay_columns(const LinkBook *b, const OutcomeRows *o, const size_t *at, Stretches *s)
{
    s->x = ARENA_NEW_N(b->a, double, s->n * STAY_COLUMNS_MAX + 1);
    if (!s->n)
        return;
    issue_columns(b, o, at, s);
    behaviour_columns(b, o, at, s);
}

static Status load(const LinkBook *b, Stretches *s, Err *err)
{
    OutcomeRows o;
    Status st = outcome_rows(b, OUTCOME_RENEWAL, &o, err);
    if (st)
        return st;
    size_t cap = o.n + 1, *at = ARENA_NEW_N(b->a, size_t, cap);
    *s = (Stretches){ .time = ARENA_NEW_N(b->a, double, cap), .entry = ARENA_NEW_N(b->a, double, cap), .y = ARENA_NEW_N(b->a, double, cap), .event = ARENA_NEW_N(b->a, uint8_t, cap),
                      .cluster = ARENA_NEW_N(b->a, int64_t, cap), .stratum = ARENA_NEW_N(b->a, int64_t, cap) };
    cut(b, &o, at, s);
    stay_columns(b, &o, at, s);
    return ST_OK;
}

void stay_put_ratio(Table *t, const char *model, const Stretches *s, size_t j, double beta, double se, double df)
{
    table_put_text(t, 0, str_of(model));
    table_put_int(t, 1, (int64_t)j + 1);
    table_put_text(t, 2, s->name[j]);
    if (se > 0 && isfinite(se)) {
        double half = t_factor(0.95, df) * se;
        table_put_f64(t, 3, exp(beta));
        table_put_f64(t, 4, exp(beta - half));
        table_put_f64(t, 5, exp(fmin(beta + half, 700)));
        table_put_f64(t, 6, t_two_sided(beta / se, df));
    }
    table_put_text(t, 7, s->unit[j]);
    table_row(t);
}

void stay_put_fit(Table *t, const char *model, const Stretches *s, size_t accounts, double loglik, double concordance, Str note)
{
    table_put_text(t, 0, str_of(model));
    table_put_int(t, 1, (int64_t)s->n);
    table_put_int(t, 2, (int64_t)accounts);
    table_put_int(t, 3, (int64_t)s->lost);
    table_put_int(t, 4, (int64_t)s->late);
    if (isfinite(loglik))
        table_put_f64(t, 5, loglik);
    if (isfinite(concordance))
        table_put_f64(t, 6, concordance);
    table_put_text(t, 7, note);
    table_row(t);
}

static Status discrete(const LinkBook *b, const Stretches *s, size_t accounts, Table *t, Table *fit, Err *err)
{
    /* Time since the account began, and segments, take the place of the baseline and of Cox's strata. */
    size_t p = s->p + 1;
    double *x = ARENA_NEW_N(b->a, double, s->n * (p + 8) + 1);
    Str *segment = ARENA_NEW_N(b->a, Str, s->n + 1);
    memcpy(x, s->x, s->n * s->p * sizeof *x);
    for (size_t i = 0; i < s->n; i++) {
        x[s->p * s->n + i] = log1p(s->time[i]);
        segment[i] = col_text(&b->account, "segment")[s->stratum[i]];
    }
    p += panel_indicators(segment, s->n, b->a, x, p);
    Robust f;
    Status st = robust_fit(&(RobustInput){ .rows = { .x = x, .y = s->y, .n = s->n, .p = p, .firth = true }, .cluster = s->cluster, .logistic = true }, b->a, &f, err);
    if (st)
        return st;
    for (size_t j = 0; j < s->p; j++)
        stay_put_ratio(t, "decisions", s, j, f.beta[j + 1], f.se[j + 1], f.df);
    stay_put_fit(fit, "decisions", s, accounts, f.loglik, F64_NAN, f.warnings & LOGIT_NEAR_SINGULAR ? STR("columns repeat each other: single ratios say little") : STR(""));
    return ST_OK;
}

#define PROPORTIONAL_P 0.05

/* Does a ratio hold at every age of the contract?  In one line, behind what else is to be said of the fit. */
static Str proportional_words(const LinkBook *b, const Stretches *s, const CoxFit *f, const CoxProportional *o)
{
    const char *few = f->warnings & COX_FEW_EVENTS ? "fewer than ten losses a column: read with care; " : "";
    if (!isfinite(o->p))
        return str_fmt(b->a, "%swhether the ratios are the same at every age cannot be told", few);
    if (o->p >= PROPORTIONAL_P)
        return str_fmt(b->a, "%sthat the ratios are the same at every age is not contradicted (p %.2f)", few, o->p);
    return str_fmt(b->a, "%sthe ratios change with age (p %.3f), most that of '%.*s': each is an average over the ages seen", few, o->p, STR_ARG(s->name[o->worst]));
}

static Status cox(const LinkBook *b, const Stretches *s, size_t accounts, Table *t, Table *fit, Err *err)
{
    CoxFit f;
    /* One prior row's worth of doubt a column: nobody's ratio runs to infinity because all who met something left. */
    CoxInput in = { .x = s->x, .time = s->time, .entry = s->entry, .event = s->event, .stratum = s->stratum, .cluster = s->cluster, .n = s->n, .p = s->p, .ridge = 0.1 };
    Status st = cox_fit(&in, b->a, &f, err);
    if (st)
        return st;
    CoxProportional o;
    st = cox_proportional(&in, &f, b->a, &o, err);
    if (st)
        return st;
    for (size_t j = 0; j < s->p; j++)
        stay_put_ratio(t, "cox", s, j, f.beta[j], f.robust_se[j], (double)f.n_cluster - 1);
    stay_put_fit(fit, "cox", s, accounts, f.loglik, f.concordance, proportional_words(b, s, &f, &o));
    return ST_OK;
}

Status stay_write(const LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "model", COL_TEXT }, { "seq", COL_INT }, { "driver", COL_TEXT }, { "ratio", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 }, { "p", COL_F64 }, { "unit", COL_TEXT } };
    static const ColSpec fit_cols[] = { { "model", COL_TEXT }, { "n", COL_INT },       { "accounts", COL_INT },    { "lost", COL_INT },
                                        { "late", COL_INT },   { "loglik", COL_F64 }, { "concordance", COL_F64 }, { "note", COL_TEXT } };
    static const ColSpec end_cols[] = { { "ending", COL_TEXT }, { "year", COL_INT }, { "share", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 } };
    Table t, fit, end;
    Stretches s;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    table_init(&fit, b->a, fit_cols, COUNT_OF(fit_cols));
    table_init(&end, b->a, end_cols, COUNT_OF(end_cols));
    Status st = load(b, &s, err);
    size_t accounts = !st && s.n ? cluster_index(s.cluster, s.n, b->a).n : 0;
    bool few = !st && (s.lost < STAY_LOST_LEAST || s.n - s.lost < STAY_LOST_LEAST || accounts < STAY_LOST_LEAST);
    if (!st && few) {
        Str why = str_fmt(b->a, "too few to say: %zu lost of %zu; %d of each are needed", s.lost, s.n, STAY_LOST_LEAST);
        stay_put_fit(&fit, "decisions", &s, accounts, F64_NAN, F64_NAN, why);
        stay_put_fit(&fit, "cox", &s, accounts, F64_NAN, F64_NAN, why);
    } else if (!st) {
        st = discrete(b, &s, accounts, &t, &fit, err);
        if (!st)
            st = cox(b, &s, accounts, &t, &fit, err);
    }
    if (!st)
        st = ends_add(b, &end, &t, &fit, err);
    const struct {
        int clear;
        const char *name;
        const Table *t;
    } write[] = { { SQL_CLEAR_HAZARD, "d_hazard", &t }, { SQL_CLEAR_HAZARD_FIT, "d_hazard_fit", &fit }, { SQL_CLEAR_END, "d_end", &end } };
    for (size_t i = 0; !st && i < COUNT_OF(write); i++) {
        st = store_run(b->s, write[i].clear, STORE_NO_ARGS, err);
        if (!st)
            st = store_append(b->s, write[i].name, write[i].t, err);
    }
    return st;
}
