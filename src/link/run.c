#include "link/link.h"

#include <math.h>

#include "base/parallel.h"
#include "link/affect.h"
#include "link/chain.h"
#include "link/decision.h"
#include "link/drive.h"
#include "link/index_write.h"
#include "link/mouth.h"
#include "link/served.h"
#include "link/stay.h"
#include "link/stay_curve.h"
#include "num/effect.h"
#include "num/interval.h"
#include "num/standard.h"

enum { EVIDENCE_EACH = 3 };

typedef struct Settings {
    Window window;
    GradeLimits limits;
    double few_prior;
} Settings;

typedef struct Estimate {
    Standard s; /* what is told */
    Effect e;   /* raw difference, overlap and balance, and a second opinion (AIPW) */
    AffectExtra *extra; /* NULL: not asked */
    Few few;            /* where too few for the others */
    double q;
    char grade;
    Str reason;
    size_t n_left_out; /* decisions whose window begins before anything is known */
    Peer peer[PEERS_MOST];
    size_t peers;
} Estimate;

static Status load_settings(Store *s, int64_t as_of, Settings *out, Err *err)
{
    double days, gap;
    Status st = store_setting(s, "exposure_days", &days, err);
    if (!st)
        st = store_setting(s, "gap_days", &gap, err);
    if (!st)
        st = store_setting(s, "min_per_arm", &out->limits.min_per_arm, err);
    if (!st)
        st = store_setting(s, "fdr", &out->limits.fdr, err);
    if (!st)
        st = store_setting(s, "sensitivity", &out->limits.sensitivity, err);
    if (!st)
        st = store_setting(s, "few_prior", &out->few_prior, err);
    if (!st)
        out->window = (Window){ (int64_t)days, (int64_t)gap, as_of };
    return st;
}

/* Decisions with a whole window behind the first data and, for a promise, at least one promise in
 * it: who was promised nothing cannot have been failed.  Returns how many rows. */
static size_t select_rows(const Panel *p, const Rule *r, const Window *w, size_t *row)
{
    size_t n = 0;
    bool promise = !strcmp(r->kind, "promise");
    for (size_t i = 0; i < p->n; i++) {
        int64_t from = window_from(w, p->day[i]);
        if (from >= r->exposed.first_day &&
            (!promise || happenings_any(&r->chance, p->account[i], from, window_to(w, p->day[i]))))
            row[n++] = i;
    }
    return n;
}

static void covariates(const Panel *p, const Rule *r, const Window *w, const size_t *row, size_t n, double *x)
{
    for (size_t c = 0; c < p->n_base; c++)
        for (size_t i = 0; i < n; i++)
            x[c * n + i] = p->base[c * p->n + row[i]];
    double *occasions = x + p->n_base * n;
    for (size_t i = 0; i < n; i++)
        occasions[i] = log1p((double)happenings_in(&r->chance, p->account[row[i]], window_from(w, p->day[row[i]]), window_to(w, p->day[row[i]])));
}

static Status estimate(const LinkBook *b, const uint64_t *met, size_t k, const Settings *set, Arena *a, Estimate *out, Err *err)
{
    const Panel *p = b->panel;
    const Rule *r = &b->rules->rule[k];
    size_t *row = ARENA_NEW_N(a, size_t, p->n + 1), n = select_rows(p, r, &set->window, row), own = p->n_base + 1;
    double *y = ARENA_NEW_N(a, double, n + 1), *x = ARENA_NEW_N(a, double, (n + 1) * (own + PEERS_MOST)), *penalty = ARENA_NEW_N(a, double, own + PEERS_MOST);
    uint8_t *exposed = ARENA_NEW_N(a, uint8_t, n + 1);
    uint64_t *beside = ARENA_NEW_N(a, uint64_t, n + 1);
    int64_t *cluster = ARENA_NEW_N(a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        y[i] = p->lost[row[i]];
        cluster[i] = p->cluster[row[i]];
        beside[i] = met[row[i]];
        exposed[i] = met[row[i]] >> k & 1;
    }
    covariates(p, r, &set->window, row, n, x);
    out->peers = peers_choose(b->peers, k, beside, exposed, n, PEERS_MOST, out->peer);
    peers_columns(out->peer, out->peers, beside, n, x + own * n, penalty + own);
    out->n_left_out = p->n - n;
    EffectInput in = { .y = y,
                       .exposed = exposed,
                       .x = x,
                       .cluster = cluster,
                       .n = n,
                       .p = own + out->peers,
                       .outcome = EFFECT_BINARY,
                       .penalty = penalty,
                       .min_per_arm = (size_t)set->limits.min_per_arm,
                       .folds = EFFECT_FOLDS,
                       .seed = b->seed };
    Status st = effect_estimate(&in, a, &out->e, err);
    if (!st)
        st = standard_estimate(&in, a, &out->s, err);
    return st || !out->s.too_few ? st : few_estimate(&in, set->few_prior, a, &out->few, err);
}

static void grade(Estimate *m, const Settings *set, Arena *a)
{
    const Standard *s = &m->s;
    GradeInput in = { .too_few = s->too_few || !isfinite(s->estimate), .few = STR(""), .estimate = s->estimate, .se = s->se, .q = m->q, .second = m->e.estimate,
                      .second_se = m->e.se, .outside = m->e.share_outside, .e_limit = s->e_value_limit, .placebo = m->extra ? -m->extra->placebo.estimate : (double)NAN,
                      .placebo_se = m->extra ? m->extra->placebo.se : (double)NAN, .placebo_p = m->extra ? m->extra->placebo.p : (double)NAN };
    if (in.too_few)
        in.few = str_fmt(a,
                         "too few to say: %zu exposed decisions (%zu lost), %zu unexposed (%zu "
                         "lost); %g of each are needed, with %d lost and %d kept",
                         s->n_exposed, s->events_exposed, s->n_unexposed, s->events_unexposed,
                         set->limits.min_per_arm, STANDARD_EVENTS_MIN, STANDARD_EVENTS_MIN);
    m->grade = grade_of(&in, &set->limits, a, &m->reason);
}

/* Every issue's effect on renewal, on as many threads as there are processors: each piece writes its own `m` alone. */
typedef struct Estimating {
    const LinkBook *b;
    const Settings *set;
    const OutcomeRows *rows;
    const uint64_t *met; /* by decision: bits of the rules met in its window */
    Estimate *m;
} Estimating;

static Status estimate_piece(void *ctx, Arena *a, size_t k, Err *err)
{
    const Estimating *e = ctx;
    return estimate(e->b, e->met, k, e->set, a, &e->m[k], err);
}

/* Asked of what is told apart alone: what exposure after the decision seems to do, and whether segments differ. */
static Status extra_piece(void *ctx, Arena *a, size_t k, Err *err)
{
    const Estimating *e = ctx;
    LinkBook own = book_on(e->b, a);
    if (!(e->m[k].q <= e->set->limits.fdr))
        return ST_OK;
    e->m[k].extra = ARENA_NEW(a, AffectExtra);
    return affect_extra(&own, e->rows, k, e->m[k].extra, err);
}

static Status estimate_all(const LinkBook *b, const Settings *set, Estimate *m, Err *err)
{
    size_t n = b->rules->n;
    OutcomeRows rows;
    uint64_t *met = ARENA_NEW_N(b->a, uint64_t, b->panel->n + 1);
    Estimating e = { .b = b, .set = set, .rows = &rows, .met = met, .m = m };
    for (size_t i = 0; i < b->panel->n; i++)
        met[i] = peers_met(b->rules, b->panel->account[i], window_from(&set->window, b->panel->day[i]), window_to(&set->window, b->panel->day[i]));
    double pv[RULES_MAX], q[RULES_MAX];
    Status st = parallel_try(n, b->a, estimate_piece, &e, err);
    for (size_t k = 0; !st && k < n; k++)
        pv[k] = m[k].s.too_few ? (double)NAN : m[k].s.p;
    if (!st)
        st = bh_qvalues(pv, n, b->a, q, err);
    for (size_t k = 0; !st && k < n; k++)
        m[k].q = q[k];
    if (!st)
        st = outcome_rows(b, OUTCOME_RENEWAL, &rows, err);
    if (!st)
        outcome_met(b, &rows);
    if (!st)
        st = parallel_try(n, b->a, extra_piece, &e, err);
    for (size_t k = 0; !st && k < n; k++)
        grade(&m[k], set, b->a);
    return st;
}

/* The estimator and the other issues whose exposure it takes out. */
static Str method_of(const LinkBook *b, const Estimate *m)
{
    Str beside = peers_words(b->rules, m->peer, m->s.too_few ? 0 : m->peers, b->a);
    return str_fmt(b->a, "%s%.*s", m->s.method, STR_ARG(beside));
}

static Status write_effects(const LinkBook *b, const Estimate *m, Err *err)
{
    const Rules *rs = b->rules;
    static const ColSpec cols[] = {
        { "issue_id", COL_INT },    { "outcome", COL_TEXT },   { "estimate", COL_F64 },
        { "low", COL_F64 },         { "high", COL_F64 },       { "se", COL_F64 },
        { "p", COL_F64 },           { "q", COL_F64 },          { "raw_estimate", COL_F64 },
        { "raw_low", COL_F64 },     { "raw_high", COL_F64 },   { "n_exposed", COL_INT },
        { "n_unexposed", COL_INT }, { "n_accounts", COL_INT }, { "balance", COL_F64 },
        { "outside", COL_F64 },     { "evalue", COL_F64 },     { "grade", COL_TEXT },
        { "reason", COL_TEXT },     { "method", COL_TEXT }
    };
    EffectTables to;
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    affect_tables(b, &to);
    for (size_t k = 0; k < rs->n; k++) {
        const Effect *e = &m[k].e;
        const Standard *o = &m[k].s;
        table_put_int(&t, 0, rs->rule[k].id);
        table_put_text(&t, 1, STR("renewal"));
        /* Fitted on "lost"; told as the change in the probability of renewal. */
        table_put_known(&t, 2, -o->estimate);
        table_put_known(&t, 3, -o->high);
        table_put_known(&t, 4, -o->low);
        table_put_known(&t, 5, o->se);
        table_put_known(&t, 6, o->p);
        table_put_known(&t, 7, m[k].q);
        table_put_known(&t, 8, -e->raw_estimate);
        table_put_known(&t, 9, -e->raw_high);
        table_put_known(&t, 10, -e->raw_low);
        table_put_int(&t, 11, (int64_t)o->n_exposed);
        table_put_int(&t, 12, (int64_t)o->n_unexposed);
        table_put_int(&t, 13, (int64_t)o->n_clusters);
        table_put_known(&t, 14, e->smd_after);
        table_put_known(&t, 15, e->share_outside);
        table_put_known(&t, 16, o->e_value_limit);
        table_put_text(&t, 17,
                       m[k].grade == 'B'   ? STR("B")
                       : m[k].grade == 'C' ? STR("C")
                                           : STR("D"));
        table_put_text(&t, 18, m[k].reason);
        table_put_text(&t, 19, method_of(b, &m[k]));
        table_row(&t);
        affect_beside(b, OUTCOME_RENEWAL, k, -1, m[k].extra, e, o->too_few && !m[k].few.too_few ? &m[k].few : NULL, &to);
    }
    to.effect = t;
    Status st = affects_add(b, &to, err);
    const struct {
        const char *name;
        const Table *t;
    } write[] = { { "d_effect", &to.effect }, { "d_effect_more", &to.more }, { "d_effect_part", &to.part }, { "d_effect_few", &to.few } };
    for (size_t i = 0; !st && i < COUNT_OF(write); i++)
        st = store_append(b->s, write[i].name, write[i].t, err);
    return st;
}

static Status write_after(const LinkBook *b, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT }, { "cause_id", COL_INT }, { "behind", COL_INT }, { "before", COL_INT }, { "z", COL_F64 } };
    const Peers *p = b->peers;
    Table t;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->n; j++) {
            if (!(p->after[i] >> j & 1))
                continue;
            table_put_int(&t, 0, b->rules->rule[j].id);
            table_put_int(&t, 1, b->rules->rule[i].id);
            table_put_int(&t, 2, p->order[i][j].behind);
            table_put_int(&t, 3, p->order[i][j].before);
            table_put_f64(&t, 4, p->order[i][j].z);
            table_row(&t);
        }
    return store_append(b->s, "d_issue_after", &t, err);
}

static Status write_issues(Store *s, const Rules *rs, Arena *a, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT },  { "name", COL_TEXT },
                                    { "official", COL_TEXT }, { "kind", COL_TEXT },
                                    { "rule", COL_TEXT },     { "theme_id", COL_INT },
                                    { "owner", COL_TEXT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < rs->n; k++) {
        const Rule *r = &rs->rule[k];
        table_put_int(&t, 0, rs->rule[k].id);
        table_put_text(&t, 1, r->name);
        table_put_text(&t, 2, r->official);
        table_put_text(&t, 3, str_of(r->kind));
        table_put_text(&t, 4, r->words);
        if (r->theme || r->voice)
            table_put_int(&t, 5, r->theme ? r->theme : r->voice);
        table_put_text(&t, 6, r->owner);
        table_row(&t);
    }
    return store_append(s, "d_issue", &t, err);
}

static Status write_exposure(Store *s, const Rules *rs, const Panel *p, const Window *w, Arena *a,
                             Err *err)
{
    static const ColSpec cols[] = { { "account_id", COL_INT },
                                    { "issue_id", COL_INT },
                                    { "decision_id", COL_INT },
                                    { "times", COL_INT } };
    Table t;
    table_init(&t, a, cols, COUNT_OF(cols));
    for (size_t k = 0; k < rs->n; k++)
        for (size_t i = 0; i < p->n; i++) {
            size_t times = happenings_in(&rs->rule[k].exposed, p->account[i],
                                         window_from(w, p->day[i]), window_to(w, p->day[i]));
            if (!times)
                continue;
            table_put_int(&t, 0, p->account[i]);
            table_put_int(&t, 1, rs->rule[k].id);
            table_put_int(&t, 2, p->decision[i]);
            table_put_int(&t, 3, (int64_t)times);
            table_row(&t);
        }
    return store_append(s, "d_exposure", &t, err);
}

static void put_evidence(Table *t, const Happenings *h, size_t end, size_t n, int64_t issue)
{
    for (size_t k = 0; k < EVIDENCE_EACH && k < n; k++) {
        const Happening *e = &h->at[end - 1 - k];
        table_put_int(t, 0, e->account);
        table_put_int(t, 1, issue);
        table_put_int(t, 2, (int64_t)k + 1);
        table_put_int(t, 3, e->day);
        table_put_text(t, 4, e->text);
        table_put_int(t, 5, e->file);
        table_put_int(t, 6, e->line);
        table_row(t);
    }
}

static Status write_now(Store *s, const Rules *rs, const Window *w, Arena *a, Err *err)
{
    static const ColSpec now_cols[] = { { "account_id", COL_INT },
                                        { "issue_id", COL_INT },
                                        { "times", COL_INT } };
    static const ColSpec row_cols[] = { { "account_id", COL_INT }, { "issue_id", COL_INT },
                                        { "seq", COL_INT },        { "day", COL_DATE },
                                        { "text", COL_TEXT },      { "file_id", COL_INT },
                                        { "line", COL_INT } };
    Table now, rows;
    table_init(&now, a, now_cols, COUNT_OF(now_cols));
    table_init(&rows, a, row_cols, COUNT_OF(row_cols));
    for (size_t k = 0; k < rs->n; k++) {
        const Happenings *h = &rs->rule[k].exposed;
        for (size_t i = 0; i < h->n;) {
            size_t end = i, recent = 0;
            for (; end < h->n && h->at[end].account == h->at[i].account; end++)
                recent += h->at[end].day > w->as_of - w->days && h->at[end].day <= w->as_of;
            if (recent) {
                table_put_int(&now, 0, h->at[i].account);
                table_put_int(&now, 1, rs->rule[k].id);
                table_put_int(&now, 2, (int64_t)recent);
                table_row(&now);
            }
            put_evidence(&rows, h, end, end - i, rs->rule[k].id);
            i = end;
        }
    }
    Status st = store_append(s, "d_exposed_now", &now, err);
    return st ? st : store_append(s, "d_evidence", &rows, err);
}

static Status clear(Store *s, Err *err)
{
    static const int sql[] = { SQL_CLEAR_ISSUE, SQL_CLEAR_EXPOSURE, SQL_CLEAR_EXPOSED_NOW,
                               SQL_CLEAR_EVIDENCE, SQL_CLEAR_EFFECT, SQL_CLEAR_OUTCOME, SQL_CLEAR_EFFECT_MORE,
                               SQL_CLEAR_EFFECT_PART, SQL_CLEAR_EFFECT_FEW, SQL_CLEAR_ISSUE_AFTER };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(sql); i++)
        st = store_run(s, sql[i], STORE_NO_ARGS, err);
    return st;
}

/* What is told of issues and scores beside their effects. */
static Status write_others(const LinkBook *b, Err *err)
{
    Status (*const part[])(const LinkBook *, Err *) = { drivers_write, surfaces_write, stay_write, stay_curves_write, look_back_write, mouth_write };
    Status st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(part); i++)
        st = part[i](b, err);
    return st;
}

static Status run(Store *s, Arena *a, void *into, Err *err)
{
    LinkResult *out = into;
    Settings set;
    Panel p;
    Rules *rs = ARENA_NEW(a, Rules);
    Estimate *m = ARENA_NEW_N(a, Estimate, RULES_MAX);
    int64_t as_of;
    Status st = store_summary_int(s, "as_of", 0, &as_of, err);
    if (!st)
        st = load_settings(s, as_of, &set, err);
    if (!st)
        st = decisions_write(s, as_of, a, &out->decisions, err);
    if (!st)
        st = panel_load(s, &set.window, a, &p, err);
    if (!st)
        st = rules_load(s, a, rs, err);
    Peers *peers = ARENA_NEW(a, Peers);
    LinkBook b = { .s = s, .a = a, .w = set.window, .limits = set.limits, .few_prior = set.few_prior, .rules = rs, .panel = &p, .peers = peers };
    if (!st)
        peers_of(rs, as_of, peers);
    if (!st)
        st = book_load(&b, err);
    if (!st)
        st = estimate_all(&b, &set, m, err);
    if (!st)
        st = clear(s, err);
    if (!st)
        st = write_issues(s, rs, a, err);
    if (!st)
        st = write_effects(&b, m, err);
    if (!st)
        st = write_after(&b, err);
    if (!st)
        st = served_write(&b, err);
    if (!st)
        st = write_exposure(s, rs, &p, &set.window, a, err);
    if (!st)
        st = write_now(s, rs, &set.window, a, err);
    double p_of[RULES_MAX];
    for (size_t k = 0; k < rs->n; k++)
        p_of[k] = m[k].s.too_few ? (double)NAN : m[k].s.p;
    if (!st)
        st = chain_write(&b, p_of, err);
    if (!st)
        st = write_others(&b, err);
    if (!st)
        st = index_write(s, a, err);
    if (st)
        return st;
    out->decided = (int64_t)p.n;
    out->issues = (int64_t)rs->n;
    for (size_t k = 0; k < rs->n; k++)
        out->told_apart += m[k].grade != 'D' && m[k].q <= set.limits.fdr;
    return store_put_summary_int(s, "decided", out->decided, err);
}

Status link_run(Store *s, LinkResult *out, Err *err)
{
    *out = (LinkResult){ 0 };
    return store_atomic(s, "link", run, out, err);
}
