#include "resolve/review.h"

#include <math.h>

static const ColSpec evidence_cols[] = { { "alias_id", COL_INT }, { "other_id", COL_INT }, { "seq", COL_INT },
                                         { "field", COL_TEXT },   { "level", COL_TEXT },   { "bits", COL_F64 } };
static const ColSpec review_cols[] = { { "account_id", COL_INT }, { "alias_id", COL_INT }, { "probability", COL_F64 },
                                       { "why", COL_TEXT },       { "other_id", COL_INT }, { "money", COL_INT },
                                       { "gain", COL_F64 } };

enum { USUAL_STEPS = 6 }; /* fields that say something, with the prior */

static void put_row(Table *out, int64_t me, int64_t other, int64_t seq, const char *field, const char *level, double bits)
{
    table_put_int(out, 0, me);
    table_put_int(out, 1, other);
    table_put_int(out, 2, seq);
    table_put_text(out, 3, str_of(field));
    table_put_text(out, 4, str_of(level));
    table_put_f64(out, 5, bits);
    table_row(out);
}

static void put_evidence(Parties *p, const Weights *w, int64_t me, int64_t other, double share, Table *out)
{
    Weighed e;
    int64_t seq = 0, x = p->node[me].first_alias, y = p->node[other].first_alias;
    weigh(p, w, me, other, &e);
    put_row(out, x, y, seq++, "before", "any two records", w->prior);
    for (size_t f = 0; f < EV_FIELDS; f++)
        if (e.level[f] != EV_NONE)
            put_row(out, x, y, seq++, evidence_field[f].name, evidence_field[f].level[e.level[f]].words, e.bits[f]);
    if (share > 0)
        put_row(out, x, y, seq, "systems", "one system knows most companies of the other", share);
    else if (share < 0)
        put_row(out, x, y, seq, "systems", "that system has a record of the company already", share);
}

static Str pattern_of(Parties *p, const Weights *w, const Pair *pair, Arena *a)
{
    Weighed e;
    weigh(p, w, pair->a, pair->b, &e);
    return str_dup(a, (Str){ (const char *)e.level, EV_FIELDS });
}

static double entropy(double p)
{
    return p <= 0 || p >= 1 ? 0 : -p * log2(p) - (1 - p) * log2(1 - p);
}

double review_gain(double p, int64_t alike) { return entropy(p) * log2(1 + (double)alike); }

int64_t *review_money(Parties *p, const Table *money, Arena *a)
{
    int64_t *at = ARENA_NEW_N(a, int64_t, p->n_node + 1), most = p->n_alias ? p->alias[p->n_alias - 1].id : 0;
    int64_t *node_of = ARENA_NEW_N(a, int64_t, (size_t)most + 1);
    for (size_t r = 0; r < p->n_alias; r++)
        node_of[p->alias[r].id] = p->alias[r].node + 1;
    for (size_t r = 0; r < money->n; r++) {
        int64_t id = col_int(money, "alias_id")[r];
        if (id <= most && node_of[id])
            at[node_root(p, node_of[id] - 1)] += col_int(money, "amount")[r];
    }
    return at;
}

void review_tables(Parties *p, const Match *m, const Table *money, Arena *a, Table *review, Table *evidence)
{
    StrMap seen, pattern;
    strmap_init(&seen, a);
    strmap_init(&pattern, a);
    int64_t *paid = review_money(p, money, a), *alike = ARENA_NEW_N(a, int64_t, m->review.n + 1);
    size_t mates = 0;
    for (size_t i = 0; i < p->n_node; i++)
        mates += p->node[i].mate != NO_NODE;
    table_init(review, a, review_cols, COUNT_OF(review_cols));
    table_init(evidence, a, evidence_cols, COUNT_OF(evidence_cols));
    table_reserve(evidence, (m->review.n + mates) * USUAL_STEPS); /* millions: doubling would take as much again */
    for (size_t i = 0; i < m->review.n; i++)
        alike[strmap_put(&pattern, pattern_of(p, &m->w, &m->review.pair[i], a), NULL)]++;
    for (size_t i = 0; i < m->review.n; i++) {
        const Pair *pair = &m->review.pair[i];
        int64_t x = node_root(p, pair->a), y = node_root(p, pair->b);
        bool is_new;
        if (x == y)
            continue;
        /* One question for two clusters, about their heaviest pair; the side that keeps its name first. */
        bool turn = p->node[y].first_alias < p->node[x].first_alias;
        int64_t side = turn ? pair->b : pair->a, other = turn ? pair->a : pair->b;
        int64_t account = p->node[turn ? y : x].first_alias;
        (void)strmap_put(&seen, str_fmt(a, "%lld %lld", (long long)account, (long long)p->node[turn ? x : y].first_alias), &is_new);
        if (!is_new)
            continue;
        size_t like = strmap_put(&pattern, pattern_of(p, &m->w, pair, a), NULL);
        table_put_int(review, 0, account);
        table_put_int(review, 1, p->node[other].first_alias);
        table_put_f64(review, 2, pair->p);
        table_put_text(review, 3, pair->why);
        table_put_int(review, 4, p->node[side].first_alias);
        table_put_int(review, 5, paid[x] + paid[y]);
        table_put_f64(review, 6, review_gain(pair->p, alike[like]));
        table_row(review);
        put_evidence(p, &m->w, other, side, pair->share, evidence);
    }
    for (size_t i = 0; i < p->n_node; i++)
        if (p->node[i].mate != NO_NODE)
            put_evidence(p, &m->w, (int64_t)i, p->node[i].mate, p->node[i].mate_share, evidence);
}
