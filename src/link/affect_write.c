/* affect_write.c - outcomes counted, effects estimated on each, graded together, written down. */
#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "link/affect.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/effect.h"

enum { EVENTS_LEAST = 5, CLUSTERS_LEAST = 3 };
typedef struct Asked {
    OutcomeId id;
    size_t rule, n, n_exposed, n_unexposed, n_accounts;
    Interval adjusted, raw;
    Effect second;
    bool has_second, too_few, has_few;
    Few some;       /* where too few for the others, of a yes/no outcome */
    Peer peer[PEERS_MOST];
    size_t peers;
    Str few;
    double q;
} Asked;

static void begin(const LinkBook *b, OutcomeId id, size_t rule, const ExposedRows *e, Asked *m)
{
    double least = b->limits.min_per_arm;
    /* Where most rows have none of it, an arm without any has no spread to learn from. */
    bool yes_no = outcome_spec[id].yes_no, rare = yes_no || outcome_spec[id].design == DESIGN_PERIOD;
    *m = (Asked){ .id = id, .rule = rule, .n = e->n, .n_exposed = e->arm[1], .n_unexposed = e->arm[0], .few = STR(""), .q = F64_NAN,
                  .adjusted = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .se = F64_NAN, .p = F64_NAN },
                  .raw = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN } };
    for (int arm = 0; arm < 2; arm++)
        m->too_few = m->too_few || (double)e->arm[arm] < least || e->clusters[arm] < CLUSTERS_LEAST ||
                     (rare && e->events[arm] < EVENTS_LEAST) || (yes_no && e->arm[arm] - e->events[arm] < EVENTS_LEAST);
    if (m->too_few)
        m->few = yes_no ? str_fmt(b->a, "too few to say: %zu exposed (%zu with it), %zu unexposed (%zu with it); %g of each are needed, with %d with it and %d without",
                                  e->arm[1], e->events[1], e->arm[0], e->events[0], least, EVENTS_LEAST, EVENTS_LEAST)
                        : str_fmt(b->a, "too few to say: %zu exposed (%zu with any), %zu unexposed (%zu with any); %g of each are needed, of at least %d companies, %d with any", e->arm[1],
                                  e->events[1], e->arm[0], e->events[0], least, CLUSTERS_LEAST, EVENTS_LEAST);
}

/* A ticket's handling is part of what is asked: an issue that is one goes with it by what it is. */
static bool part_of_itself(const LinkBook *b, const Asked *m)
{
    return m->id == OUTCOME_COST && strcmp(b->rules->rule[m->rule].kind, "promise") != 0;
}

/* AIPW costs as much as all else together: it is asked of what is told apart alone. */
static Status second_opinion(const LinkBook *b, const ExposedRows *e, Asked *m, Err *err)
{
    EffectInput in = { .y = e->y, .exposed = e->exposed, .x = e->x, .cluster = e->cluster, .n = e->n, .p = e->n_x,
                       .outcome = outcome_spec[m->id].yes_no ? EFFECT_BINARY : EFFECT_NUMERIC, .min_per_arm = (size_t)b->limits.min_per_arm,
                       .folds = EFFECT_FOLDS, .seed = b->seed };
    m->has_second = true;
    return effect_estimate(&in, b->a, &m->second, err);
}

static Status ask(const LinkBook *b, const OutcomeRows *o, size_t rule, Asked *m, Err *err)
{
    ExposedRows e;
    ArenaMark mark = arena_mark(b->a);
    exposed_rows(b, o, rule, &e);
    Asked found;
    begin(b, o->id, rule, &e, &found);
    Status st = ST_OK;
    if (!found.too_few) {
        DiffInput raw = { .v = e.y, .group = e.exposed, .cluster = e.cluster, .n = e.n, .level = 0.95, .share = true };
        ExposedRows bare = e;
        bare.n_x = 0;
        memcpy(found.peer, e.peer, sizeof found.peer);
        found.peers = e.peers;
        found.n_accounts = cluster_index(e.cluster, e.n, b->a).n;
        /* Of money and days by the adjusted one's errors, which know of leverage and of the smaller arm: skewed as they are, limits hold better so. */
        st = outcome_spec[o->id].yes_no ? interval_diff(&raw, b->a, &found.raw, err) : affect_difference(b, &bare, NULL, &found.raw, err);
        if (!st)
            st = affect_difference(b, &e, NULL, &found.adjusted, err);
        arena_rewind(b->a, mark);
    } else if (outcome_spec[o->id].yes_no) {
        EffectInput in = { .y = e.y, .exposed = e.exposed, .x = e.x, .cluster = e.cluster, .n = e.n, .p = e.n_x, .outcome = EFFECT_BINARY };
        st = few_estimate(&in, b->few_prior, b->a, &found.some, err);
        found.has_few = !st && !found.some.too_few;
    }
    *m = found;
    return st;
}

/* Every issue on every outcome, on as many threads as there are processors: each piece writes its own `m` alone. */
typedef struct Asking {
    const LinkBook *b;
    const OutcomeRows *rows; /* by outcome */
    Asked *m;
    AffectExtra *extra; /* by piece; of what is told apart */
    bool *has;
} Asking;

static Status ask_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    const Asking *k = ctx;
    LinkBook b = book_on(k->b, a);
    Asked *m = &k->m[piece];
    return ask(&b, &k->rows[m->id], m->rule, m, err);
}

/* Of what is told apart: the second opinion, the placebo and the segments. */
static Status judge_piece(void *ctx, Arena *a, size_t piece, Err *err)
{
    const Asking *k = ctx;
    LinkBook b = book_on(k->b, a);
    Asked *m = &k->m[piece];
    k->has[piece] = m->q <= b.limits.fdr && !part_of_itself(&b, m);
    if (!k->has[piece])
        return ST_OK;
    ExposedRows e;
    ArenaMark mark = arena_mark(a);
    exposed_rows(&b, &k->rows[m->id], m->rule, &e);
    Status st = second_opinion(&b, &e, m, err);
    arena_rewind(a, mark);
    return st ? st : affect_extra(&b, &k->rows[m->id], m->rule, &k->extra[piece], err);
}

static char judge(const LinkBook *b, const Asked *m, const AffectExtra *x, Str *reason)
{
    const Effect *s = &m->second;
    GradeInput in = { .too_few = m->too_few, .few = m->few, .estimate = m->adjusted.estimate, .se = m->adjusted.se, .q = m->q,
                      .second = m->has_second ? s->estimate : F64_NAN, .second_se = m->has_second ? s->se : F64_NAN,
                      .outside = m->has_second ? s->share_outside : 1, .e_limit = m->has_second ? s->e_value_limit : 1, .placebo = x ? x->placebo.estimate : F64_NAN,
                      .placebo_se = x ? x->placebo.se : F64_NAN, .placebo_p = x ? x->placebo.p : F64_NAN };
    if (!m->too_few && !isfinite(in.estimate)) {
        in.too_few = true;
        in.few = STR("too few to say: the outcome is the same for all, or exposure goes with what it is adjusted for");
    }
    char grade = grade_of(&in, &b->limits, b->a, reason);
    if (grade != 'D' && m->q <= b->limits.fdr && part_of_itself(b, m)) {
        *reason = STR("association only: its own tickets are part of the cost");
        return 'C';
    }
    return grade;
}

static void put_effect(const LinkBook *b, Table *t, const Asked *m, char grade, Str reason)
{
    static const Str letter[] = { STR_INIT("B"), STR_INIT("C"), STR_INIT("D") };
    table_put_int(t, 0, b->rules->rule[m->rule].id);
    table_put_text(t, 1, str_of(outcome_spec[m->id].name));
    if (grade != 'D') {
        table_put_known(t, 2, m->adjusted.estimate);
        table_put_known(t, 3, m->adjusted.low);
        table_put_known(t, 4, m->adjusted.high);
        table_put_known(t, 5, m->adjusted.se);
        table_put_known(t, 6, m->adjusted.p);
        table_put_known(t, 7, m->q);
    }
    table_put_known(t, 8, m->raw.estimate);
    table_put_known(t, 9, m->raw.low);
    table_put_known(t, 10, m->raw.high);
    table_put_int(t, 11, (int64_t)m->n_exposed);
    table_put_int(t, 12, (int64_t)m->n_unexposed);
    table_put_int(t, 13, (int64_t)m->n_accounts);
    if (m->has_second) {
        table_put_known(t, 14, m->second.smd_after);
        table_put_known(t, 15, m->second.share_outside);
        table_put_known(t, 16, m->second.e_value_limit);
    }
    table_put_text(t, 17, letter[grade - 'B']);
    table_put_text(t, 18, reason);
    Str beside = peers_words(b->rules, m->peer, m->peers, b->a);
    table_put_text(t, 19, str_fmt(b->a, "%s%.*s", outcome_spec[m->id].yes_no ? "difference of shares, adjusted by regression, cluster-robust"
                                                                                : "difference of means, adjusted by regression, cluster-robust",
                                   STR_ARG(beside)));
    table_row(t);
}

static void put_outcome(const LinkBook *b, Table *t, const OutcomeRows *o)
{
    double sum = 0;
    int64_t first = INT64_MAX, last = INT64_MIN, *id = ARENA_NEW_N(b->a, int64_t, o->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < o->n; i++) {
        if (!isfinite(o->y[i]))
            continue;
        sum += o->y[i];
        id[n++] = o->account[i];
        first = o->begin[i] < first ? o->begin[i] : first;
        last = o->begin[i] > last ? o->begin[i] : last;
    }
    table_put_text(t, 0, str_of(outcome_spec[o->id].name));
    table_put_int(t, 1, (int64_t)o->id + 1);
    table_put_text(t, 2, str_of(outcome_words(b, o->id)));
    table_put_text(t, 3, str_of(outcome_spec[o->id].unit));
    table_put_int(t, 4, (int64_t)n);
    table_put_int(t, 5, (int64_t)ids_distinct(id, n));
    if (n) {
        table_put_f64(t, 6, sum / (double)n);
        table_put_int(t, 7, first);
        table_put_int(t, 8, last);
    }
    table_put_int(t, 9, (int64_t)o->late);
    table_put_int(t, 10, (int64_t)o->ended);
    table_put_int(t, 11, (int64_t)o->unknown);
    table_row(t);
}

static Status judge_all(Asking *k, size_t n, EffectTables *t, Err *err)
{
    const LinkBook *b = k->b;
    double *p = ARENA_NEW_N(b->a, double, n + 1), *q = ARENA_NEW_N(b->a, double, n + 1);
    Status st = ST_OK;
    /* Own tickets are certain to be found: in one family with the rest they would lend it their ranks, and what is nothing would pass. */
    for (int own = 0; !st && own < 2; own++) {
        for (size_t i = 0; i < n; i++)
            p[i] = k->m[i].too_few || part_of_itself(b, &k->m[i]) != own ? F64_NAN : k->m[i].adjusted.p;
        st = bh_qvalues(p, n, b->a, q, err);
        for (size_t i = 0; !st && i < n; i++)
            if (part_of_itself(b, &k->m[i]) == own)
                k->m[i].q = q[i];
    }
    if (!st)
        st = parallel_try(n, b->a, judge_piece, k, err);
    for (size_t i = 0; !st && i < n; i++) {
        const Asked *m = &k->m[i];
        const AffectExtra *x = k->has[i] ? &k->extra[i] : NULL;
        Str reason;
        char grade = judge(b, m, x, &reason);
        put_effect(b, &t->effect, m, grade, reason);
        affect_beside(b, m->id, m->rule, 1, x, m->has_second ? &m->second : NULL, m->has_few ? &m->some : NULL, t);
    }
    return st;
}

Status affects_add(const LinkBook *b, EffectTables *to, Err *err)
{
    static const ColSpec cols[] = { { "outcome", COL_TEXT }, { "seq", COL_INT },  { "words", COL_TEXT }, { "unit", COL_TEXT }, { "n", COL_INT },     { "accounts", COL_INT },
                                    { "mean", COL_F64 },     { "first", COL_DATE }, { "last", COL_DATE }, { "late", COL_INT },  { "ended", COL_INT }, { "unknown", COL_INT } };
    Table t;
    OutcomeRows *rows = ARENA_NEW_N(b->a, OutcomeRows, OUTCOMES);
    size_t most = b->rules->n * OUTCOMES + 1, n = 0;
    Asking k = { .b = b, .rows = rows, .m = ARENA_NEW_N(b->a, Asked, most), .extra = ARENA_NEW_N(b->a, AffectExtra, most), .has = ARENA_NEW_N(b->a, bool, most) };
    Status st = ST_OK;
    table_init(&t, b->a, cols, COUNT_OF(cols));
    for (int id = 0; !st && id < OUTCOMES; id++) {
        if (!outcome_there(b, (OutcomeId)id))
            continue;
        st = outcome_rows(b, (OutcomeId)id, &rows[id], err);
        rows[id].unknown += outcome_undated(b, (OutcomeId)id);
        if (!st) {
            put_outcome(b, &t, &rows[id]);
            outcome_met(b, &rows[id]);
        }
        for (size_t r = 0; !st && id != OUTCOME_RENEWAL && r < b->rules->n; r++)
            k.m[n++] = (Asked){ .id = (OutcomeId)id, .rule = r };
    }
    if (!st)
        st = parallel_try(n, b->a, ask_piece, &k, err);
    if (!st)
        st = judge_all(&k, n, to, err);
    return st ? st : store_append(b->s, "d_outcome", &t, err);
}
