/* audit.c - every action: judged, priced, written. */
#include <math.h>
#include <stdlib.h>

#include "act/audit_in.h"
#include "act/observed.h"
#include "act/plan.h"
#include "act/proof.h"
#include "base/date.h"
#include "num/dist.h"

enum { RECENT_MONTHS = 3 };

/* A leading metric moved when it has gone this part of the way from before to target. */
#define PART_OF_THE_WAY 0.25

typedef struct Leading {
    double before, now, target;
    int64_t day;
    const char *state, *from;
} Leading;

typedef struct Done {
    Target *target;
    Judged *judged;
    Worth  *worth;
    Leading *leading;
    Lesson  lesson[KINDS];
    Observed (*observed)[SAVED_KINDS];
    Proofs  proofs;
} Done;

static Status ground_load(Store *s, int64_t as_of, Arena *a, Ground *g, Err *err)
{
    static const struct {
        int sql;
        size_t at;
    } read[] = { { SQL_ISSUE_WORDS, offsetof(Ground, issues) }, { SQL_SIGNAL_CHANGES, offsetof(Ground, changes) }, { SQL_COUNTRY_REGION, offsetof(Ground, regions) },
                 { SQL_ACT_VALUES, offsetof(Ground, values) } };
    const struct {
        const char *name;
        double *into;
    } set[] = { { "grace_days", &g->grace }, { "horizon_days", &g->horizon }, { "departure", &g->departure }, { "seed", &g->seed } };
    *g = (Ground){ .as_of = as_of, .family = 1 };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(set); i++)
        st = store_setting(s, set[i].name, set[i].into, err);
    for (size_t i = 0; !st && i < COUNT_OF(read); i++)
        st = store_fetch(s, read[i].sql, STORE_NO_ARGS, a, (Table *)((char *)g + read[i].at), err);
    if (!st)
        st = store_fetch(s, SQL_ACT_STAKES, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->stakes, err);
    return st ? st : store_fetch(s, SQL_LOT_STAKES, STORE_ARGS(DB_TEXT(date_iso(a, as_of))), a, &g->lot_stakes, err);
}

/* Of twenty actions that do nothing one would look as if it did: the more are compared, the more each must show. */
static size_t family_of(const Actions *all, const Target *t, int64_t as_of)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        n += t[i].kind != TARGET_NONE && all->at[i].n_start && all->at[i].start[0].day <= as_of && (all->at[i].lot || !everywhere(all->at[i].start[0].countries));
    return n ? n : 1;
}

/* The leading metric: typed readings where there are any, else the measure itself where the action is, its last three months. */
static Status leading_of(Store *s, const Action *act, const Target *t, const Ground *g, Arena *a, Leading *o, Err *err)
{
    *o = (Leading){ F64_NAN, F64_NAN, act->target, 0, "no reading", "nothing" };
    if (act->n_reading) {
        const Reading *first = &act->reading[0], *last = &act->reading[act->n_reading - 1];
        *o = (Leading){ first->value, last->value, act->target, last->day, "no reading", "typed" };
    } else if (act->n_start && t->kind != TARGET_NONE) {
        Rows rows;
        Str changed;
        int64_t start = month_of(act->start[0].day), from = first_month(&act->start[0], t, g, &changed), to = month_of(g->as_of);
        Status st = rows_load(s, t, g, from < to - RECENT_MONTHS ? from : to - RECENT_MONTHS, a, &rows, err);
        if (st)
            return st;
        if (act->lot)
            rows_treat_lot(&rows, act->lot);
        else
            rows_treat(&rows, act->start[0].countries);
        o->before = rows_level(&rows, from, start < to ? start : to);
        o->now = rows_level(&rows, to - RECENT_MONTHS > start ? to - RECENT_MONTHS : start, to);
        o->day = day_of_month(to) - 1;
        o->from = isfinite(o->before) || isfinite(o->now) ? "measured" : "nothing";
        double promised = isfinite(act->share_low) ? act->share_low : promised_share(act->expected);
        if (!isfinite(o->target) && promised > 0)
            o->target = o->before * (1 - promised);
    }
    if (!isfinite(o->now))
        return ST_OK;
    double way = o->target - o->before, gone = o->now - o->before;
    if (!isfinite(o->target) || !isfinite(way) || way == 0)
        o->state = "no target";
    else
        o->state = gone / way >= 1 ? "reached" : gone / way >= PART_OF_THE_WAY ? "on the way" : "not moving";
    return ST_OK;
}

static const ColSpec audit_cols[] = {
    { "audit_id", COL_INT },    { "action", COL_TEXT },    { "issue_id", COL_INT },  { "measure", COL_TEXT },  { "effect", COL_F64 },      { "low", COL_F64 },
    { "high", COL_F64 },        { "pretrend_p", COL_F64 }, { "n_treated", COL_INT }, { "n_control", COL_INT }, { "cost", COL_INT },        { "verdict", COL_TEXT },
    { "grade", COL_TEXT },      { "note", COL_TEXT }
};

static const ColSpec proof_cols[] = {
    { "audit_id", COL_INT },    { "method", COL_TEXT },    { "p", COL_F64 },          { "information", COL_F64 },  { "departure", COL_F64 },     { "largest", COL_F64 },
    { "shock", COL_F64 },       { "shock_p", COL_F64 },    { "drift", COL_F64 },      { "did_effect", COL_F64 },   { "sc_effect", COL_F64 },     { "sdid_effect", COL_F64 },
    { "placebo_p", COL_F64 },   { "share", COL_F64 },      { "share_low", COL_F64 },  { "share_high", COL_F64 },   { "realised", COL_INT },      { "realised_low", COL_INT },
    { "realised_high", COL_INT }, { "able_on", COL_DATE }, { "able_units", COL_F64 }
};

static void put_proof(Table *t, const Judged *j, const Worth *w, int64_t as_of)
{
    const double f64[] = { j->p, j->information, j->departure, j->largest, j->shock, j->shock_p, j->drift, j->did, j->sc, j->sdid, j->placebo_p, w->share, w->share_low, w->share_high };
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, j->method ? str_of(j->method) : STR("none"));
    for (size_t i = 0; i < COUNT_OF(f64); i++)
        table_put_known(t, 2 + i, f64[i]);
    if (w->has_realised) {
        table_put_int(t, 16, w->realised);
        table_put_int(t, 17, w->realised_low);
        table_put_int(t, 18, w->realised_high);
    }
    if (j->verdict == DID_CANNOT_TELL && isfinite(j->more_periods))
        table_put_int(t, 19, day_of_month(month_of(as_of) + (int64_t)j->more_periods));
    if (j->verdict == DID_CANNOT_TELL)
        table_put_known(t, 20, j->more_units);
    table_row(t);
}

static void put_audit(Table *t, const Action *act, const Target *target, const Judged *j)
{
    static const char *const verdict[] = { [DID_CANNOT_TELL] = "cannot tell", [DID_WORKED] = "worked", [DID_DID_NOT] = "did not" };
    static const char grades[] = "ABCD";
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_text(t, 1, act->name);
    if (target->issue)
        table_put_int(t, 2, target->issue);
    table_put_text(t, 3, target->measure.n ? target->measure : STR("none"));
    table_put_known(t, 4, j->effect);
    table_put_known(t, 5, j->low);
    table_put_known(t, 6, j->high);
    table_put_int(t, 8, (int64_t)j->n_treated);
    table_put_int(t, 9, (int64_t)j->n_control);
    if (act->has_cost)
        table_put_int(t, 10, act->cost);
    table_put_text(t, 11, str_of(verdict[j->verdict]));
    table_put_text(t, 12, (Str){ grades + (j->grade - 'A'), 1 });
    table_put_text(t, 13, j->note);
    table_row(t);
}

static const ColSpec action_cols[] = {
    { "action_id", COL_INT },     { "audit_id", COL_INT },      { "issue_id", COL_INT },       { "name", COL_TEXT },        { "issue", COL_TEXT },        { "owner", COL_TEXT },
    { "unit", COL_TEXT },         { "countries", COL_TEXT },    { "start_date", COL_DATE },    { "end_date", COL_DATE },    { "cost", COL_INT },          { "status", COL_TEXT },
    { "expected", COL_TEXT },     { "share_low", COL_F64 },     { "share_high", COL_F64 },     { "share_from", COL_TEXT },  { "predicted", COL_INT },     { "predicted_low", COL_INT },
    { "predicted_high", COL_INT }, { "grade", COL_TEXT },       { "metric", COL_TEXT },       { "leading_before", COL_F64 }, { "leading_now", COL_F64 }, { "leading_target", COL_F64 },
    { "leading_day", COL_DATE },  { "leading_state", COL_TEXT }, { "leading_from", COL_TEXT }, { "file_id", COL_INT },      { "line", COL_INT }
};

static Str countries_of(const Action *x, Arena *a)
{
    Str all = x->start[0].countries.p ? x->start[0].countries : STR("");
    for (size_t k = 1; k < x->n_start; k++)
        all = str_fmt(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(x->start[k].countries));
    return all;
}

static void put_action(Table *t, const Action *x, const Target *target, const Worth *w, const Leading *l, Arena *a)
{
    static const char grades[] = "ABCD";
    const Str text[] = { x->name, x->issue, x->owner, x->unit, countries_of(x, a) };
    table_put_int(t, 0, (int64_t)t->n + 1);
    table_put_int(t, 1, (int64_t)t->n + 1);
    if (target->issue)
        table_put_int(t, 2, target->issue);
    for (size_t i = 0; i < COUNT_OF(text); i++)
        table_put_text(t, 3 + i, text[i]);
    if (x->n_start)
        table_put_int(t, 8, x->start[0].day);
    if (x->has_end)
        table_put_int(t, 9, x->end);
    if (x->has_cost)
        table_put_int(t, 10, x->cost);
    table_put_text(t, 11, x->status);
    table_put_text(t, 12, x->expected);
    table_put_known(t, 13, w->option_low);
    table_put_known(t, 14, w->option_high);
    table_put_text(t, 15, str_of(w->option_from));
    if (w->has_predicted) {
        table_put_int(t, 16, w->predicted);
        table_put_int(t, 17, w->predicted_low);
        table_put_int(t, 18, w->predicted_high);
    }
    table_put_text(t, 19, (Str){ grades + (w->grade - 'A'), 1 });
    table_put_text(t, 20, x->leading);
    table_put_known(t, 21, l->before);
    table_put_known(t, 22, l->now);
    table_put_known(t, 23, l->target);
    if (isfinite(l->now))
        table_put_int(t, 24, l->day);
    table_put_text(t, 25, str_of(l->state));
    table_put_text(t, 26, str_of(l->from));
    if (x->imported) {
        table_put_int(t, 27, x->file_id);
        table_put_int(t, 28, x->line);
    }
    table_row(t);
}

static Status years_write(Store *s, const Actions *all, const Done *d, const Ground *g, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "audit_id", COL_INT }, { "year", COL_INT }, { "first", COL_DATE }, { "last", COL_DATE },
                                    { "effect", COL_F64 },   { "low", COL_F64 },  { "high", COL_F64 },   { "state", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    Status st = store_run(s, SQL_CLEAR_AUDIT_YEAR, STORE_NO_ARGS, err);
    for (size_t i = 0; !st && i < all->n; i++) {
        Year year[YEARS_MAX];
        size_t n = 0;
        if (!d->judged[i].method)
            continue;
        st = judge_years(s, &all->at[i], &d->target[i], g, a, year, &n, err);
        for (size_t k = 0; k < n; k++) {
            table_put_int(&t, 0, (int64_t)i + 1);
            table_put_int(&t, 1, year[k].year);
            table_put_int(&t, 2, day_of_month(year[k].first));
            table_put_int(&t, 3, day_of_month(year[k].last));
            table_put_f64(&t, 4, year[k].effect);
            table_put_f64(&t, 5, year[k].low);
            table_put_f64(&t, 6, year[k].high);
            table_put_text(&t, 7, str_of(year[k].state));
            table_row(&t);
        }
    }
    return st ? st : store_append(s, "d_audit_year", &t, err);
}

static Status lessons_write(Store *s, const Lesson l[KINDS], Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "kind", COL_TEXT }, { "audits", COL_INT }, { "share", COL_F64 }, { "low", COL_F64 }, { "high", COL_F64 } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < KINDS; k++) {
        if (!l[k].audits)
            continue;
        table_put_text(&t, 0, str_of(issue_kinds[k]));
        table_put_int(&t, 1, (int64_t)l[k].audits);
        table_put_f64(&t, 2, l[k].share);
        table_put_f64(&t, 3, l[k].low);
        table_put_f64(&t, 4, l[k].high);
        table_row(&t);
    }
    Status st = store_run(s, SQL_CLEAR_LESSON, STORE_NO_ARGS, err);
    return st ? st : store_append(s, "d_lesson", &t, err);
}

static Status all_write(Store *s, const Actions *all, const Done *d, const Ground *g, Arena *a, Err *err)
{
    Table audit, proof, action;
    table_init(&audit, a, audit_cols, COUNT_OF(audit_cols));
    table_init(&proof, a, proof_cols, COUNT_OF(proof_cols));
    table_init(&action, a, action_cols, COUNT_OF(action_cols));
    for (size_t i = 0; i < all->n; i++) {
        put_audit(&audit, &all->at[i], &d->target[i], &d->judged[i]);
        put_proof(&proof, &d->judged[i], &d->worth[i], g->as_of);
        put_action(&action, &all->at[i], &d->target[i], &d->worth[i], &d->leading[i], a);
    }
    Status st = store_run(s, SQL_CLEAR_AUDIT, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_PROOF, STORE_NO_ARGS, err);
    if (!st)
        st = store_run(s, SQL_CLEAR_ACTION, STORE_NO_ARGS, err);
    if (!st)
        st = store_append(s, "d_audit", &audit, err);
    if (!st)
        st = store_append(s, "d_proof", &proof, err);
    if (!st)
        st = store_append(s, "d_action", &action, err);
    if (!st)
        st = observed_write(s, (const Observed (*)[SAVED_KINDS])d->observed, d->worth, all->n, g->horizon, a, err);
    if (!st)
        st = proofs_write(s, &(ProofAsk){ all, d->target, d->judged, (const Observed (*)[SAVED_KINDS])d->observed }, &d->proofs, a, err);
    if (!st)
        st = years_write(s, all, d, g, a, err);
    if (!st)
        st = plans_write(s, all, g->as_of, a, err);
    if (!st)
        st = lessons_write(s, d->lesson, a, err);
    return st ? st : actions_write(s, all, a, err);
}

/* The grades of the issues' money, with what the audits say of it. */
static void grades_set(Ground *g, const Proofs *p, Arena *a)
{
    g->grades = ARENA_NEW_N(a, char, g->values.n + 1);
    for (size_t r = 0; r < g->values.n; r++) {
        Str grade = col_text(&g->values, "grade")[r];
        g->grades[r] = grade.n ? grade.p[0] : 'D';
        for (size_t i = 0; i < p->n; i++)
            if (p->at[i].issue == col_int(&g->values, "issue_id")[r])
                g->grades[r] = p->at[i].grade;
    }
}

Status audits_write(Store *s, int64_t as_of, Arena *a, ActResult *out, Err *err)
{
    Actions all;
    Ground g;
    MoneyBook money;
    Status st = ground_load(s, as_of, a, &g, err);
    if (!st)
        st = actions_load(s, a, &all, err);
    if (!st)
        st = observed_load(s, &all, as_of, a, &money, err);
    if (st)
        return st;
    Done d = { .target = ARENA_NEW_N(a, Target, all.n + 1), .judged = ARENA_NEW_N(a, Judged, all.n + 1), .worth = ARENA_NEW_N(a, Worth, all.n + 1),
               .leading = ARENA_NEW_N(a, Leading, all.n + 1), .observed = arena_array(a, all.n + 1, sizeof *d.observed, _Alignof(Observed)) };
    for (size_t i = 0; i < all.n; i++)
        d.target[i] = target_of(all.at[i].issue, all.at[i].leading, &g.issues, a);
    g.family = family_of(&all, d.target, as_of);
    for (size_t i = 0; !st && i < all.n; i++) {
        st = judge(s, &all.at[i], &d.target[i], &g, a, &d.judged[i], err);
        if (!st)
            st = leading_of(s, &all.at[i], &d.target[i], &g, a, &d.leading[i], err);
        if (!st)
            st = observed_of(&money, &all.at[i], &d.target[i], &d.judged[i], &g, a, d.observed[i], err);
    }
    if (st)
        return st;
    lessons(d.target, d.judged, all.n, d.lesson);
    st = proofs_load(s, &(ProofAsk){ &all, d.target, d.judged, (const Observed (*)[SAVED_KINDS])d.observed }, a, &d.proofs, err);
    if (st)
        return st;
    grades_set(&g, &d.proofs, a);
    for (size_t i = 0; i < all.n; i++)
        worth_of(&all.at[i], &d.target[i], &d.judged[i], d.lesson, &g, a, &d.worth[i]);
    out->audits = (int64_t)all.n;
    return all_write(s, &all, &d, &g, a, err);
}
