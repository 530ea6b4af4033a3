#include "link/chain.h"

#include <math.h>

#include "link/behave.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/mediate.h"

enum { ROWS_LEAST = 100, BEFORE_SPAN = 90 };

/* The rules that tell most of renewals, the smallest p first. */
static size_t choose(const LinkBook *b, const double *p, size_t out[CHAIN_ISSUES])
{
    size_t n = 0;
    for (; n < CHAIN_ISSUES; n++) {
        size_t best = SIZE_MAX;
        for (size_t k = 0; k < b->rules->n; k++) {
            bool taken = !isfinite(p[k]);
            for (size_t j = 0; j < n; j++)
                taken = taken || out[j] == k;
            if (!taken && (best == SIZE_MAX || p[k] < p[best]))
                best = k;
        }
        if (best == SIZE_MAX)
            break;
        out[n] = best;
    }
    return n;
}

typedef struct Links {
    double *cause, *between, *outcome, *x;
    int64_t *cluster;
    size_t n, p, arm[2];
} Links;

static bool row_of(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, const Rule *r, Behaviour which, size_t i, double *cause, double *between, double *before)
{
    size_t row = e->row[i], k = o->at[row];
    int64_t cut = window_to(&b->w, o->begin[row]) - BETWEEN_DAYS, from = window_from(&b->w, o->begin[row]);
    *cause = happenings_any(&r->exposed, o->account[row], from, cut);
    *between = behave(b, which, k, cut, cut + BETWEEN_DAYS);
    *before = behave(b, which, k, from - BEFORE_SPAN, from);
    /* Who gave no score before is taken as one who gave what most give: that there was none says little of the exposure. */
    if (which == BEHAVE_SCORE && isnan(*before))
        *before = 7;
    return isfinite(*between) && isfinite(*before);
}

static void links_of(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t rule, Behaviour which, Links *out)
{
    size_t cap = e->n, n = 0;
    *out = (Links){ .p = e->n_x + 1, .cause = ARENA_NEW_N(b->a, double, cap + 1), .between = ARENA_NEW_N(b->a, double, cap + 1), .outcome = ARENA_NEW_N(b->a, double, cap + 1),
                    .cluster = ARENA_NEW_N(b->a, int64_t, cap + 1) };
    double *before = ARENA_NEW_N(b->a, double, cap + 1);
    size_t *row = ARENA_NEW_N(b->a, size_t, cap + 1);
    for (size_t i = 0; i < cap; i++) {
        if (!row_of(b, o, e, &b->rules->rule[rule], which, i, &out->cause[n], &out->between[n], &before[n]))
            continue;
        out->outcome[n] = e->y[i];
        out->cluster[n] = e->cluster[i];
        out->arm[out->cause[n] > 0]++;
        row[n++] = i;
    }
    out->n = n;
    out->x = ARENA_NEW_N(b->a, double, n * out->p + 1);
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < e->n_x; c++)
            out->x[c * n + i] = e->x[c * e->n + row[i]];
        out->x[e->n_x * n + i] = before[i];
    }
}

static Status one(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, size_t rule, Behaviour which, Table *t, Err *err)
{
    Links l;
    Mediate m;
    links_of(b, o, e, rule, which, &l);
    Str note = STR("");
    bool few = (double)l.arm[0] < b->limits.min_per_arm || (double)l.arm[1] < b->limits.min_per_arm || l.n < ROWS_LEAST;
    Status st = ST_OK;
    if (few) {
        note = str_fmt(b->a, "too few to say: %zu exposed and %zu unexposed decisions with it known before and behind; %g of each and %d in all are needed", l.arm[1], l.arm[0],
                       b->limits.min_per_arm, ROWS_LEAST);
    } else {
        Rng *rng = rng_create(b->a, b->seed * 1000003 + rule * 101 + (size_t)which);
        st = mediate_fit(&(MediateInput){ .cause = l.cause, .between = l.between, .outcome = l.outcome, .x = l.x, .cluster = l.cluster, .n = l.n, .p = l.p }, rng, b->a, &m, err);
        if (st == ST_NUMERIC) {
            note = STR("cannot tell: it is the same for all");
            few = true;
            st = ST_OK;
        }
    }
    if (st)
        return st;
    table_put_int(t, 0, b->rules->rule[rule].id);
    table_put_text(t, 1, str_of(behaviour_spec[which].name));
    table_put_int(t, 2, (int64_t)l.n);
    table_put_int(t, 3, few ? 0 : (int64_t)m.n_clusters);
    if (!few) {
        book_put_interval(t, 4, &m.first);
        book_put_interval(t, 7, &m.second);
        book_put_interval(t, 10, &m.through);
        book_put_interval(t, 13, &m.past);
    }
    table_put_text(t, 16, note);
    table_row(t);
    return ST_OK;
}

Status chain_write(const LinkBook *b, const double *p, Err *err)
{
    static const ColSpec cols[] = { { "issue_id", COL_INT },     { "behaviour", COL_TEXT },  { "n", COL_INT },          { "accounts", COL_INT },     { "moved", COL_F64 },     { "moved_low", COL_F64 },
                                    { "moved_high", COL_F64 },   { "moves", COL_F64 },       { "moves_low", COL_F64 },  { "moves_high", COL_F64 },   { "through", COL_F64 },   { "through_low", COL_F64 },
                                    { "through_high", COL_F64 }, { "past", COL_F64 },        { "past_low", COL_F64 },   { "past_high", COL_F64 },    { "note", COL_TEXT } };
    Table t;
    size_t rule[CHAIN_ISSUES], n = choose(b, p, rule);
    OutcomeRows o;
    Status st = outcome_rows(b, OUTCOME_RENEWAL, &o, err);
    table_init(&t, b->a, cols, COUNT_OF(cols));
    if (!st)
        outcome_met(b, &o);
    for (size_t k = 0; !st && k < n; k++) {
        ExposedRows e;
        exposed_rows(b, &o, rule[k], &e);
        for (int w = 0; !st && w < BEHAVIOURS; w++)
            st = one(b, &o, &e, rule[k], (Behaviour)w, &t, err);
    }
    if (!st)
        st = store_run(b->s, SQL_CLEAR_CHAIN, STORE_NO_ARGS, err);
    return st ? st : store_append(b->s, "d_chain", &t, err);
}
