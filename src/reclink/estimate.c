#include <math.h>

#include "base/map.h"
#include "base/parallel.h"
#include "reclink/pattern.h"
#include "reclink/visit.h"

enum {
    RANDOM_PAIRS = 1000000,
    SESSION_PAIRS = 2000000,
    SLICES = 64,             /* of the random pairs: sums over slices are added in order */
    ROUNDS = 3,              /* of m given u, then u given m */
    SESSION_LEAST = 20       /* matches, or a session teaches nothing */
};
#define RECALL 0.7
/* More than half of all possible pairs cannot be matches unless nothing is to be linked. */
#define LAMBDA_MOST 0.5
/* Half a pair for a level never seen among random ones. */
#define U_LEAST_PAIRS 0.5

typedef struct RandomPairs {
    const RlTable *t;
    uint32_t      *a, *b;
    size_t         n;
    Comparer       comparer[WORKERS];
    Patterns       pattern[WORKERS];
    double        *inverse;      /* [slice][field][level]: sum of 1 / frequency */
    uint64_t      *with;         /* ... over so many pairs */
} RandomPairs;

static void draw_all(RandomPairs *r)
{
    for (uint32_t i = 0; i < r->t->n; i++)
        for (uint32_t j = i + 1; j < r->t->n; j++)
            if (!r->t->side || r->t->side[i] != r->t->side[j]) {
                r->a[r->n] = i;
                r->b[r->n++] = j;
            }
}

static void draw_some(RandomPairs *r, size_t want, Rng *rng)
{
    int64_t n = (int64_t)r->t->n;
    while (r->n < want) {
        uint32_t x = (uint32_t)rng_below(rng, n), y = (uint32_t)rng_below(rng, n);
        if (x == y || (r->t->side && r->t->side[x] == r->t->side[y]))
            continue;
        r->a[r->n] = x < y ? x : y;
        r->b[r->n++] = x < y ? y : x;
    }
}

static void compare_slice(void *ctx, unsigned worker, size_t slice)
{
    RandomPairs *r = ctx;
    const RlTable *t = r->t;
    double *inverse = r->inverse + slice * t->n_field * RL_LEVELS;
    uint64_t *with = r->with + slice * t->n_field * RL_LEVELS;
    for (size_t i = r->n * slice / SLICES; i < r->n * (slice + 1) / SLICES; i++) {
        uint64_t pattern = 0;
        for (size_t f = 0; f < t->n_field; f++) {
            unsigned code = field_code(&r->comparer[worker], f, r->a[i], r->b[i]);
            pattern |= pattern_put(&t->field[f], code);
            bool wanted = code && (code == 1 ? t->field[f].f.tf : t->field[f].f.tf_near) > 0;
            double share = wanted ? field_frequency(t, f, code, r->a[i], r->b[i]) : 0;
            if (share > 0) {
                inverse[f * RL_LEVELS + code - 1] += 1 / share;
                with[f * RL_LEVELS + code - 1]++;
            }
        }
        patterns_add(&r->pattern[worker], pattern, 1);
    }
}

/* The number that makes tf factors 1 on average: known for a column's level 0, else from the random pairs. */
static void set_scales(const RandomPairs *r, RlModel *m)
{
    for (size_t f = 0; f < r->t->n_field; f++)
        for (unsigned l = 0; l < r->t->field[f].n_level; l++) {
            double inverse = 0;
            uint64_t with = 0;
            for (size_t s = 0; s < SLICES; s++) {
                inverse += r->inverse[(s * r->t->n_field + f) * RL_LEVELS + l];
                with += r->with[(s * r->t->n_field + f) * RL_LEVELS + l];
            }
            const FieldSlot *slot = &r->t->field[f];
            if (l == 0 && slot->f.kind != RL_JOINT)
                m->field[f].tf_scale[l] = r->t->column[slot->column[0]].equal;
            else if (with >= SESSION_LEAST)
                m->field[f].tf_scale[l] = (double)with / inverse;
        }
}

static void learn_random(const RlTable *t, const RlTraining *how, Rng *rng, Arena *a, RlModel *m)
{
    size_t want = how->random_pairs ? how->random_pairs : RANDOM_PAIRS;
    bool all = rl_pairs_possible(t) <= (double)want;
    RandomPairs r = { .t = t };
    if (all)
        want = (size_t)rl_pairs_possible(t);
    r.a = ARENA_NEW_N(a, uint32_t, want + 1);
    r.b = ARENA_NEW_N(a, uint32_t, want + 1);
    r.inverse = ARENA_NEW_N(a, double, SLICES * t->n_field * RL_LEVELS + 1);
    r.with = ARENA_NEW_N(a, uint64_t, SLICES * t->n_field * RL_LEVELS + 1);
    if (all)
        draw_all(&r);
    else
        draw_some(&r, want, rng);
    unsigned workers = workers_wanted(how->threads);
    for (unsigned w = 0; w < workers; w++) {
        comparer_init(&r.comparer[w], t, true, a);
        patterns_init(&r.pattern[w]);
    }
    parallel(SLICES, workers, compare_slice, &r);
    for (unsigned w = 1; w < workers; w++) {
        patterns_merge(&r.pattern[0], &r.pattern[w]);
        patterns_release(&r.pattern[w]);
    }
    PatternCount *row = patterns_sorted(&r.pattern[0], a);
    for (size_t i = 0; i < r.pattern[0].n; i++)
        for (size_t f = 0; f < t->n_field; f++) {
            unsigned code = pattern_code(&t->field[f], row[i].pattern);
            if (code)
                m->field[f].seen_u[code - 1] += row[i].count;
        }
    patterns_release(&r.pattern[0]);
    set_scales(&r, m);
}

/* Pairs that agree exactly on all fields of a rule, each pair once. */
typedef struct RuleCount {
    uint64_t by_worker[WORKERS];
    const RlBlocks *b;
    const Unit *unit;
} RuleCount;

typedef struct PairSum {
    uint64_t n;
} PairSum;

static void add_row(void *ctx, uint32_t a, const uint32_t *b, size_t n)
{
    (void)a;
    (void)b;
    ((PairSum *)ctx)->n += n;
}

static void count_unit(void *ctx, unsigned worker, size_t piece)
{
    RuleCount *c = ctx;
    PairSum sum = { 0 };
    visit_unit(c->b, &c->unit[piece], false, add_row, &sum);
    c->by_worker[worker] += sum.n;
}

static void rule_keys(const RlTable *t, uint32_t rule, uint64_t *key)
{
    for (size_t i = 0; i < t->n; i++) {
        uint64_t h = 1;
        for (size_t f = 0; f < t->n_field && h; f++) {
            const FieldSlot *s = &t->field[f];
            if (!(rule >> f & 1))
                continue;
            const Column *c = &t->column[s->column[0]];
            uint32_t id = s->f.kind == RL_JOINT ? s->tuple[i] : column_id(c, (uint32_t)i);
            h = id ? hash64_mix(h, id) : 0;
        }
        key[i] = h;
    }
}

static Status learn_lambda(const RlTable *t, const RlTraining *how, Arena *a, RlModel *m, Err *err)
{
    double recall = how->recall > 0 ? how->recall : RECALL, possible = rl_pairs_possible(t);
    m->lambda = how->lambda;
    if (how->lambda <= 0) {
        RlBlocks *b = rl_blocks_create(t, a);
        uint64_t *key = ARENA_NEW_N(a, uint64_t, t->n + 1);
        for (size_t i = 0; i < how->n_rule; i++) {
            rule_keys(t, how->rule[i], key);
            Status s = rl_block_on(b, &(RlKey){ .name = STR("rule"), .cap = 1000 }, key, err);
            if (s != ST_OK)
                return s;
        }
        UnitList units = visit_units(b, a);
        RuleCount c = { .b = b, .unit = units.unit };
        parallel(units.n, workers_wanted(how->threads), count_unit, &c);
        for (unsigned w = 0; w < WORKERS; w++)
            m->rule_pairs += (double)c.by_worker[w];
        m->lambda = (m->rule_pairs + 0.5) / (recall * possible);
    }
    if (m->lambda > LAMBDA_MOST) {
        m->lambda = LAMBDA_MOST;
        m->warnings |= RL_LAMBDA_CLIPPED;
    }
    m->prior = log2(m->lambda / (1 - m->lambda));
    return ST_OK;
}

typedef struct Session {
    const RlBlocks *b;
    const Unit     *unit;
    Comparer        comparer[WORKERS];
    Patterns        pattern[WORKERS];
} Session;

typedef struct SessionRow {
    Comparer *c;
    Patterns *p;
} SessionRow;

static void compare_row(void *ctx, uint32_t a, const uint32_t *b, size_t n)
{
    SessionRow *r = ctx;
    const RlTable *t = r->c->t;
    for (size_t i = 0; i < n; i++) {
        uint64_t pattern = 0;
        for (size_t f = 0; f < t->n_field; f++)
            pattern |= pattern_put(&t->field[f], field_code(r->c, f, a, b[i]));
        patterns_add(r->p, pattern, 1);
    }
}

static void session_unit(void *ctx, unsigned worker, size_t piece)
{
    Session *s = ctx;
    visit_unit(s->b, &s->unit[piece], true, compare_row, &(SessionRow){ &s->comparer[worker], &s->pattern[worker] });
}

/* Units in an order that has nothing to do with their content, until there are enough pairs. */
static size_t choose_units(const KeyBlocks *k, Unit *unit, size_t n, size_t most)
{
    size_t keep = (size_t)ceil((double)n * fmin(1, (double)most / fmax(k->count.pairs, 1)));
    for (size_t i = 0; i < keep; i++) {
        size_t other = i + hash64_mix(i, n) % (n - i);
        Unit spare = unit[i];
        unit[i] = unit[other];
        unit[other] = spare;
    }
    return keep;
}

typedef struct SessionRows {
    PatternCount *row;
    size_t        n;
    uint32_t      left_out;
} SessionRows;

static void count_session(const RlTable *t, const RlBlocks *b, size_t key, const RlTraining *how, Arena *a,
                          SessionRows *out)
{
    UnitList units = visit_key_units(b, key, a);
    Session s = { .b = b, .unit = units.unit };
    size_t most = how->session_pairs ? how->session_pairs : SESSION_PAIRS;
    size_t n = choose_units(&b->key[key], units.unit, units.n, most);
    unsigned workers = workers_wanted(how->threads);
    for (unsigned w = 0; w < workers; w++) {
        comparer_init(&s.comparer[w], t, true, a);
        patterns_init(&s.pattern[w]);
    }
    parallel(n, workers, session_unit, &s);
    for (unsigned w = 1; w < workers; w++) {
        patterns_merge(&s.pattern[0], &s.pattern[w]);
        patterns_release(&s.pattern[w]);
    }
    *out = (SessionRows){ patterns_sorted(&s.pattern[0], a), s.pattern[0].n, b->key[key].key.fields };
    patterns_release(&s.pattern[0]);
}

/* Where m begins, and what a level never seen falls back to: equal nine times in ten, the rest falling. */
static void first_m(const RlTable *t, double *m0)
{
    for (size_t f = 0; f < t->n_field; f++) {
        unsigned n = t->field[f].n_level;
        double all = 0;
        for (unsigned l = 0; l < n; l++)
            all += l ? exp2(-(double)(t->field[f].f.kind == RL_JOINT ? 1 : l)) : 0;
        for (unsigned l = 0; l < n; l++) {
            double rest = exp2(-(double)(t->field[f].f.kind == RL_JOINT ? 1 : l));
            m0[f * RL_LEVELS + l] = l ? 0.1 * rest / all : 0.9;
        }
    }
}

/* u of random pairs less the matches expected among them. */
static void correct_u(const RlTable *t, const double *m, RlModel *out, double *u)
{
    for (size_t f = 0; f < t->n_field; f++) {
        double all = 0, sum = 0;
        unsigned n = t->field[f].n_level;
        for (unsigned l = 0; l < n; l++)
            all += (double)out->field[f].seen_u[l];
        double least = U_LEAST_PAIRS / (all + U_LEAST_PAIRS * n);
        for (unsigned l = 0; l < n; l++) {
            double r = ((double)out->field[f].seen_u[l] + U_LEAST_PAIRS) / (all + U_LEAST_PAIRS * n);
            double clean = (r - out->lambda * m[f * RL_LEVELS + l]) / (1 - out->lambda);
            u[f * RL_LEVELS + l] = fmax(clean, fmax(least, r * 0.02));
            sum += u[f * RL_LEVELS + l];
        }
        for (unsigned l = 0; l < n; l++)
            u[f * RL_LEVELS + l] /= sum;
    }
}

typedef struct Pooled {
    double   log_m[RL_FIELDS][RL_LEVELS], seen[RL_FIELDS][RL_LEVELS];
    unsigned sessions[RL_FIELDS];
} Pooled;

static void pool(const RlTable *t, const EmResult *r, uint32_t left_out, Pooled *p)
{
    for (size_t f = 0; f < t->n_field; f++) {
        double seen = 0;
        for (unsigned l = 0; l < t->field[f].n_level; l++)
            seen += r->seen[f * RL_LEVELS + l];
        if (left_out >> f & 1 || seen < SESSION_LEAST)
            continue;
        for (unsigned l = 0; l < t->field[f].n_level; l++) {
            p->log_m[f][l] += log(fmax(r->m[f * RL_LEVELS + l], 1e-9));
            p->seen[f][l] += r->seen[f * RL_LEVELS + l];
        }
        p->sessions[f]++;
    }
}

static void unpool(const RlTable *t, const Pooled *p, const double *m0, RlModel *out, double *m)
{
    for (size_t f = 0; f < t->n_field; f++) {
        double sum = 0;
        out->field[f].sessions = p->sessions[f];
        memcpy(out->field[f].seen_m, p->seen[f], sizeof p->seen[f]);
        for (unsigned l = 0; l < t->field[f].n_level; l++) {
            size_t k = f * RL_LEVELS + l;
            m[k] = p->sessions[f] ? exp(p->log_m[f][l] / p->sessions[f]) : m0[k];
            sum += m[k];
        }
        for (unsigned l = 0; l < t->field[f].n_level; l++)
            m[f * RL_LEVELS + l] /= sum;
    }
}

static void learn_m(const RlTable *t, const RlBlocks *b, const SessionRows *s, Arena *a, RlModel *out)
{
    size_t cells = t->n_field * RL_LEVELS;
    double *m0 = ARENA_NEW_N(a, double, cells + 1), *m = ARENA_NEW_N(a, double, cells + 1);
    double *u = ARENA_NEW_N(a, double, cells + 1);
    first_m(t, m0);
    memcpy(m, m0, cells * sizeof *m);
    for (int round = 0; round < ROUNDS; round++) {
        Pooled pooled = { 0 };
        correct_u(t, m, out, u);
        out->n_session = 0;
        for (size_t k = 0; k < b->n_key; k++) {
            if (!b->key[k].key.train)
                continue;
            RlSession *session = &out->session[out->n_session++];
            double pairs = 0;
            for (size_t i = 0; i < s[k].n; i++)
                pairs += (double)s[k].row[i].count;
            double begin = fmin(0.5, out->lambda * rl_pairs_possible(t) / fmax(b->key[k].count.pairs, 1));
            EmResult r;
            em_run(&(EmInput){ .t = t, .row = s[k].row, .n = s[k].n, .left_out = s[k].left_out, .lambda = begin,
                               .prior = RL_PRIOR_PAIRS, .u = u, .m0 = m0 }, a, &r);
            *session = (RlSession){ b->key[k].key.name, pairs, r.lambda, r.iterations, r.matches >= SESSION_LEAST,
                                    r.converged };
            if (session->used)
                pool(t, &r, s[k].left_out, &pooled);
        }
        unpool(t, &pooled, m0, out, m);
    }
    for (size_t f = 0; f < t->n_field; f++) {
        memcpy(out->field[f].m, m + f * RL_LEVELS, t->field[f].n_level * sizeof *m);
        memcpy(out->field[f].u, u + f * RL_LEVELS, t->field[f].n_level * sizeof *u);
    }
}

/* Weights fall from level to level: neighbours that rise are pooled, as one level. */
static bool order_weights(RlFieldModel *f)
{
    bool pooled = false;
    for (unsigned l = 1; l < f->n_level; l++) {
        if (f->weight[l] <= f->weight[l - 1] + 1e-12)
            continue;
        pooled = true;
        double m = f->m[l], u = f->u[l];
        unsigned from = l;
        while (from && log2(m / u) > f->weight[from - 1]) {
            from--;
            m += f->m[from];
            u += f->u[from];
        }
        for (unsigned k = from; k <= l; k++)
            f->weight[k] = fmin(fmax(log2(m / u), -RL_WEIGHT_MAX), RL_WEIGHT_MAX);
    }
    return pooled;
}

static void set_weights(const RlTable *t, RlModel *m)
{
    m->slope = 1;
    for (size_t f = 0; f < t->n_field; f++) {
        RlFieldModel *fm = &m->field[f];
        for (unsigned l = 0; l < fm->n_level; l++)
            fm->weight[l] = fmin(fmax(log2(fm->m[l] / fm->u[l]), -RL_WEIGHT_MAX), RL_WEIGHT_MAX);
        if (!t->field[f].f.unordered && order_weights(fm))
            m->warnings |= RL_ORDER_POOLED;
        if (!fm->sessions)
            m->warnings |= RL_FIELD_UNTRAINED;
    }
    for (size_t s = 0; s < m->n_session; s++)
        m->warnings |= m->session[s].used && !m->session[s].converged ? RL_NOT_CONVERGED : 0;
}

Status rl_estimate(const RlTable *t, const RlBlocks *b, const RlTraining *how, Rng *rng, Arena *a, RlModel *out,
                   Err *err)
{
    Arena scratch;
    *out = (RlModel){ .n_field = t->n_field };
    bool trains = false;
    for (size_t k = 0; k < b->n_key; k++)
        trains |= b->key[k].key.train;
    if (!trains || (!how->n_rule && how->lambda <= 0))
        return ERR(err, ST_INVALID, "nothing to learn from: %s", trains ? "no rule and no lambda" : "no key to train on");
    if (rl_pairs_possible(t) < 1)
        return ERR(err, ST_NUMERIC, "no two records to compare");
    for (size_t f = 0; f < t->n_field; f++) {
        out->field[f].name = t->field[f].f.name;
        out->field[f].n_level = t->field[f].n_level;
    }
    arena_init(&scratch);
    Status s = learn_lambda(t, how, &scratch, out, err);
    if (s == ST_OK) {
        learn_random(t, how, rng, &scratch, out);
        SessionRows *rows = ARENA_NEW_N(&scratch, SessionRows, b->n_key + 1);
        for (size_t k = 0; k < b->n_key; k++)
            if (b->key[k].key.train)
                count_session(t, b, k, how, &scratch, &rows[k]);
        learn_m(t, b, rows, &scratch, out);
        set_weights(t, out);
    }
    arena_release(&scratch);
    (void)a;
    return s;
}
