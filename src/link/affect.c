#include "link/affect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "link/placebo.h"
#include "num/cluster.h"
#include "num/dist.h"
#include "num/robust.h"

enum { SEGMENT_ARM_LEAST = 10, PEERS = 5, PEERS_LEAST = 2000 };

Span affect_window(const LinkBook *b, const OutcomeRows *o, size_t i)
{
    switch (outcome_spec[o->id].design) {
    case DESIGN_DECISION: return (Span){ window_from(&b->w, o->begin[i]), window_to(&b->w, o->begin[i]) };
    case DESIGN_ANSWER: return (Span){ o->begin[i] - SCORE_WINDOW, o->begin[i] };
    case DESIGN_PERIOD:
    default: return (Span){ o->first[i], o->first[i] + ONSET };
    }
}

void outcome_met(const LinkBook *b, OutcomeRows *o)
{
    o->met = ARENA_NEW_N(b->a, uint64_t, o->n + 1);
    for (size_t i = 0; i < o->n; i++) {
        Span w = affect_window(b, o, i);
        o->met[i] = peers_met(b->rules, o->account[i], w.from, w.to);
    }
}

static void row_put(const LinkBook *b, const OutcomeRows *o, const Rule *r, size_t i, ExposedRows *e)
{
    Span w = affect_window(b, o, i);
    int64_t account = o->account[i], hit = happenings_first(&r->exposed, account, w.from, w.to), chance = happenings_first(&r->chance, account, w.from, w.to), begin = o->begin[i];
    double y = o->y[i];
    bool exposed = hit != INT64_MAX;
    if (w.from < r->exposed.first_day || (!strcmp(r->kind, "promise") && chance == INT64_MAX))
        return;
    if (outcome_spec[o->id].design == DESIGN_PERIOD && (exposed || chance != INT64_MAX)) {
        begin = exposed ? hit : chance;
        y = outcome_from(b, o->id, o->at[i], begin);
    }
    if (!isfinite(y))
        return;
    e->row[e->n] = i;
    e->exposed[e->n] = exposed;
    e->y[e->n] = y;
    e->cluster[e->n] = o->cluster[i];
    e->behind[e->n] = begin + outcome_spec[o->id].follow + (outcome_spec[o->id].design == DESIGN_DECISION ? b->w.gap : 0);
    /* Columns are laid out when n is known; the one that depends on the rule waits. */
    e->x[e->n] = chance == INT64_MAX ? 0 : log1p((double)happenings_in(&r->chance, account, w.from, w.to));
    e->n++;
}

static void move_row(ExposedRows *e, size_t to, size_t from)
{
    e->row[to] = e->row[from];
    e->exposed[to] = e->exposed[from];
    e->y[to] = e->y[from];
    e->cluster[to] = e->cluster[from];
    e->behind[to] = e->behind[from];
    e->x[to] = e->x[from];
}

/* Many times more rows unexposed than exposed say hardly more than PEERS times as many do: those are drawn, by a hash of account and day. */
static void thin(const LinkBook *b, const OutcomeRows *o, ExposedRows *e)
{
    size_t exposed = 0, n = 0;
    for (size_t i = 0; i < e->n; i++)
        exposed += e->exposed[i];
    size_t want = exposed * PEERS > PEERS_LEAST ? exposed * PEERS : PEERS_LEAST, have = e->n - exposed;
    if (outcome_spec[o->id].design == DESIGN_DECISION || have <= want)
        return;
    uint64_t limit = (uint64_t)((double)UINT64_MAX * ((double)want / (double)have));
    for (size_t i = 0; i < e->n; i++)
        if (e->exposed[i] || hash64_mix(hash64_mix(b->key[o->at[e->row[i]]], (uint64_t)o->begin[e->row[i]]), b->seed) < limit)
            move_row(e, n++, i);
    e->n = n;
}

static void count_arms(const LinkBook *b, ExposedRows *e)
{
    ArenaMark mark = arena_mark(b->a);
    ClusterIndex c = cluster_index(e->cluster, e->n, b->a);
    bool *seen[2] = { ARENA_NEW_N(b->a, bool, c.n + 1), ARENA_NEW_N(b->a, bool, c.n + 1) };
    for (size_t i = 0; i < e->n; i++) {
        int arm = e->exposed[i];
        e->arm[arm]++;
        e->events[arm] += e->y[i] > 0;
        e->clusters[arm] += !seen[arm][c.of[i]];
        seen[arm][c.of[i]] = true;
    }
    arena_rewind(b->a, mark);
}

/* Exposures to other issues in the same windows, behind the other columns; more of them than the smaller arm bears would be spent on noise. */
static void put_peers(const LinkBook *b, const OutcomeRows *o, size_t rule, ExposedRows *e)
{
    size_t smaller = e->clusters[0] < e->clusters[1] ? e->clusters[0] : e->clusters[1];
    uint64_t *met = ARENA_NEW_N(b->a, uint64_t, e->n + 1);
    for (size_t i = 0; i < e->n; i++)
        met[i] = o->met[e->row[i]];
    e->peers = peers_choose(b->peers, rule, met, e->exposed, e->n, smaller / PEER_CLUSTERS, e->peer);
    peers_columns(e->peer, e->peers, met, e->n, e->x + e->n_x * e->n, NULL);
    e->n_x += e->peers;
}

void exposed_rows(const LinkBook *b, const OutcomeRows *o, size_t rule, ExposedRows *out)
{
    const Rule *r = &b->rules->rule[rule];
    ExposedRows e = { .n_x = o->n_base + 1, .row = ARENA_NEW_N(b->a, size_t, o->n + 1), .exposed = ARENA_NEW_N(b->a, uint8_t, o->n + 1),
                      .cluster = ARENA_NEW_N(b->a, int64_t, o->n + 1), .behind = ARENA_NEW_N(b->a, int64_t, o->n + 1),
                      .y = ARENA_NEW_N(b->a, double, o->n + 1), .x = ARENA_NEW_N(b->a, double, o->n + 1) };
    for (size_t i = 0; i < o->n; i++)
        row_put(b, o, r, i, &e);
    thin(b, o, &e);
    const double *own = e.x;
    e.x = ARENA_NEW_N(b->a, double, (e.n + 1) * (e.n_x + PEERS_MOST));
    for (size_t i = 0; i < e.n; i++) {
        for (size_t c = 0; c < o->n_base; c++)
            e.x[c * e.n + i] = o->base[c * o->n + e.row[i]];
        e.x[o->n_base * e.n + i] = own[i];
    }
    e.bend0 = o->n_base - o->bends;
    e.bends = o->bends;
    e.skewed = outcome_spec[o->id].design == DESIGN_PERIOD && !outcome_spec[o->id].yes_no;
    count_arms(b, &e);
    put_peers(b, o, rule, &e);
    *out = e;
}

/* The smaller side of a yes/no column, in clusters: what its degrees of freedom come from. */
static size_t smaller_side(const double *v, const int64_t *cluster, size_t n, Arena *a)
{
    int64_t *side[2] = { ARENA_NEW_N(a, int64_t, n + 1), ARENA_NEW_N(a, int64_t, n + 1) };
    size_t n_side[2] = { 0, 0 };
    for (size_t i = 0; i < n; i++)
        side[v[i] > 0][n_side[v[i] > 0]++] = cluster[i];
    size_t none = ids_distinct(side[0], n_side[0]), some = ids_distinct(side[1], n_side[1]);
    return none < some ? none : some;
}

Status affect_regress(const LinkBook *b, const ExposedRows *e, const uint8_t *pick, const AffectColumns *more, Interval *out, Err *err)
{
    size_t n = 0, ahead = more ? 1 + more->n : 1, column = more ? 1 : 0;
    size_t *row = ARENA_NEW_N(b->a, size_t, e->n + 1);
    for (size_t i = 0; i < e->n; i++)
        if ((!pick || pick[i]) && (!more || isfinite(more->v[i])))
            row[n++] = i;
    /* Of a part of the rows calendar time is a line again: a segment has too few for its bends. */
    size_t skipped = pick ? e->bends : 0, columns = e->n_x - skipped;
    double *x = ARENA_NEW_N(b->a, double, (n + 1) * (columns + ahead)), *y = ARENA_NEW_N(b->a, double, n + 1);
    int64_t *cluster = ARENA_NEW_N(b->a, int64_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        y[i] = e->y[row[i]];
        cluster[i] = e->cluster[row[i]];
        x[i] = e->exposed[row[i]];
        for (size_t c = 1; c < ahead; c++)
            x[c * n + i] = more->v[(c - 1) * e->n + row[i]];
        for (size_t c = 0, from = 0; c < columns; c++, from++) {
            from += from == e->bend0 ? skipped : 0;
            x[(c + ahead) * n + i] = e->x[from * e->n + row[i]];
        }
    }
    *out = (Interval){ .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .se = F64_NAN, .df = F64_NAN, .p = F64_NAN, .n = n };
    size_t smaller = smaller_side(x + column * n, cluster, n, b->a);
    if (smaller < 3)
        return ST_OK;
    Robust f;
    RobustInput in = { .rows = { .x = x, .y = y, .n = n, .p = columns + ahead }, .cluster = cluster, .evened = e->skewed ? column + 1 : 0 };
    Status st = robust_fit(&in, b->a, &f, err);
    if (st)
        return st;
    f.df = (double)smaller - 1;
    Interval v = robust_coefficient(&f, column);
    if (v.se > 0)
        *out = v;
    return ST_OK;
}

Status affect_difference(const LinkBook *b, const ExposedRows *e, const uint8_t *pick, Interval *out, Err *err)
{
    ArenaMark mark = arena_mark(b->a);
    Status st = affect_regress(b, e, pick, NULL, out, err);
    arena_rewind(b->a, mark);
    return st;
}

static Status by_segment(const LinkBook *b, const OutcomeRows *o, const ExposedRows *e, AffectExtra *x, Err *err)
{
    const Str *segment = col_text(&b->account, "segment");
    uint8_t *pick = ARENA_NEW_N(b->a, uint8_t, e->n + 1);
    double own[AFFECT_PARTS_MAX], se[AFFECT_PARTS_MAX], value[AFFECT_PARTS_MAX], low[AFFECT_PARTS_MAX], high[AFFECT_PARTS_MAX];
    Status st = ST_OK;
    for (size_t i = 0; i < e->n && x->n_part < AFFECT_PARTS_MAX; i++) {
        size_t k = 0;
        Str s = segment[o->at[e->row[i]]];
        while (k < x->n_part && !str_eq(x->part[k].segment, s))
            k++;
        if (k == x->n_part)
            x->part[x->n_part++] = (AffectPart){ .segment = s };
    }
    for (size_t k = 0; !st && k < x->n_part; k++) {
        AffectPart *p = &x->part[k];
        Interval d = { .estimate = F64_NAN, .se = F64_NAN };
        for (size_t i = 0; i < e->n; i++) {
            pick[i] = str_eq(segment[o->at[e->row[i]]], p->segment);
            p->n_exposed += pick[i] && e->exposed[i];
            p->n_unexposed += pick[i] && !e->exposed[i];
        }
        if (p->n_exposed >= SEGMENT_ARM_LEAST && p->n_unexposed >= SEGMENT_ARM_LEAST)
            st = affect_difference(b, e, pick, &d, err);
        own[k] = p->own = d.estimate;
        se[k] = p->se = d.se;
    }
    x->pool = pool_groups(own, se, x->n_part, 0.95, value, low, high);
    for (size_t k = 0; k < x->n_part; k++) {
        x->part[k].estimate = value[k];
        x->part[k].low = low[k];
        x->part[k].high = high[k];
    }
    return st;
}

static int by_name(const void *l, const void *r)
{
    const AffectPart *a = l, *b = r;
    return str_cmp(a->segment, b->segment);
}

Status affect_extra(const LinkBook *b, const OutcomeRows *o, size_t rule, AffectExtra *out, Err *err)
{
    ArenaMark mark = arena_mark(b->a);
    ExposedRows e;
    *out = (AffectExtra){ .placebo = { .estimate = F64_NAN, .low = F64_NAN, .high = F64_NAN, .p = F64_NAN }, .pool = { .p = F64_NAN } };
    exposed_rows(b, o, rule, &e);
    Status st = placebo_ask(b, o, &e, rule, &out->placebo, err);
    if (!st)
        st = by_segment(b, o, &e, out, err);
    if (out->n_part)
        qsort(out->part, out->n_part, sizeof *out->part, by_name);
    arena_rewind(b->a, mark);
    return st;
}
