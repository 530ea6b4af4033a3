#include "reclink/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"
#include "reclink/visit.h"
#include "reclink/weigh.h"

#define FLOOR 0.01
enum { MOST_PAIRS = 200000000 };

typedef struct Kept {
    RlPair *pair;            /* malloc: grows in a thread */
    size_t  n, cap;
    uint64_t candidates, by_key[RL_KEYS];
} Kept;

typedef struct Scoring {
    const RlTable *t;
    const RlBlocks *b;
    const RlModel *m;
    const Unit *unit;
    const uint32_t *id;              /* a record's values side by side: n x n_column */
    double least;            /* weight of the floor */
    double best_near[RL_FIELDS];     /* the most a field that is not equal can bring, with tf */
    double best[RL_FIELDS];
    size_t order[RL_FIELDS];         /* what is compared first: where most can be lost */
    size_t most;
    Comparer comparer[WORKERS];
    Kept kept[WORKERS];
} Scoring;

typedef struct ScoreRow {
    const Scoring *s;
    Comparer      *c;
    Kept          *kept;
    uint32_t       key;
} ScoreRow;

static void keep(Kept *k, RlPair p, size_t most)
{
    if (k->n == k->cap) {
        k->cap = k->cap ? k->cap * 2 : 1024;
        k->pair = realloc(k->pair, k->cap * sizeof *k->pair);
        if (!k->pair)
            bug("out of memory (%zu kept pairs)", k->cap);
    }
    if (k->n <= most)
        k->pair[k->n++] = p;
}

enum { UNDECIDED = 255 };

/* Missing, equal, or neither: what the numbers of the values say. */
static unsigned code_by_id(const Scoring *sc, size_t field, uint32_t a, uint32_t b)
{
    const RlTable *t = sc->t;
    const FieldSlot *s = &t->field[field];
    const Column *c = &t->column[s->column[0]];
    if (s->f.kind == RL_JOINT)
        return s->tuple[a] && s->tuple[a] == s->tuple[b] ? UNDECIDED - 1 : UNDECIDED;
    if (!c->id)
        return UNDECIDED;
    uint32_t x = sc->id[(size_t)a * t->n_column + s->column[0]], y = sc->id[(size_t)b * t->n_column + s->column[0]];
    if (!x || !y)
        return 0;
    return x == y ? 1 : c->f.kind == RL_EXACT ? c->n_level : UNDECIDED;
}

static void score_pair(const ScoreRow *r, uint32_t a, uint32_t b)
{
    const Scoring *s = r->s;
    const RlTable *t = s->t;
    unsigned code[RL_FIELDS];
    double bound = s->m->prior;
    for (size_t f = 0; f < t->n_field; f++) {
        code[f] = code_by_id(s, f, a, b);
        if (code[f] >= UNDECIDED - 1)
            bound += code[f] == UNDECIDED && t->column[t->field[f].column[0]].id ? s->best_near[f] : s->best[f];
        else if (code[f] == 1)
            bound += s->m->field[f].weight[0] + tf_bits(t, s->m, f, 1, a, b);
        else if (code[f])
            bound += s->m->field[f].weight[code[f] - 1];
    }
    for (size_t k = 0; k < t->n_field; k++) {
        size_t f = s->order[k];
        if (bound < s->least)
            return;
        if (code[f] < UNDECIDED - 1)
            continue;
        double was = code[f] == UNDECIDED && t->column[t->field[f].column[0]].id ? s->best_near[f] : s->best[f];
        size_t first = t->field[f].column[0];
        code[f] = t->field[f].f.kind == RL_JOINT || t->field[f].f.kind == RL_CUSTOM
                      ? field_code(r->c, f, a, b)
                      : column_code(r->c, first, s->id[(size_t)a * t->n_column + first], s->id[(size_t)b * t->n_column + first]);
        bound -= was;
        if (code[f])
            bound += s->m->field[f].weight[code[f] - 1] + tf_bits(t, s->m, f, code[f], a, b);
    }
    if (bound < s->least)
        return;
    double w = codes_weight(t, s->m, code, a, b), p = rl_probability(s->m, w);
    keep(r->kept, (RlPair){ a, b, (float)w, (float)p }, s->most);
}

static void score_row(void *ctx, uint32_t a, const uint32_t *b, size_t n)
{
    const ScoreRow *r = ctx;
    r->kept->candidates += n;
    r->kept->by_key[r->key] += n;
    for (size_t i = 0; i < n; i++)
        score_pair(r, a, b[i]);
}

static void score_unit(void *ctx, unsigned worker, size_t piece)
{
    Scoring *s = ctx;
    const Unit *u = &s->unit[piece];
    visit_unit(s->b, u, false, score_row, &(ScoreRow){ s, &s->comparer[worker], &s->kept[worker], u->key });
}

/* The most tf can add at a level: as for a value that one record has, or none at all. */
static double most_tf(const Scoring *s, size_t f, unsigned level)
{
    double believed = level ? s->t->field[f].f.tf_near : s->t->field[f].f.tf;
    double scale = s->m->field[f].tf_scale[level];
    return believed > 0 && scale > 0 ? fmax(0, believed * log2(scale * (double)s->t->n)) : 0;
}

static void set_bounds(Scoring *s, double floor)
{
    s->least = (log2(floor / (1 - floor)) - s->m->shift) / s->m->slope - 1e-6;
    for (size_t f = 0; f < s->t->n_field; f++) {
        bool free = s->t->field[f].f.kind == RL_JOINT || s->t->field[f].f.kind == RL_CUSTOM;
        s->best_near[f] = -HUGE_VAL;
        for (unsigned l = 0; l < s->t->field[f].n_level; l++) {
            double w = s->m->field[f].weight[l] + most_tf(s, f, l);
            s->best[f] = l ? fmax(s->best[f], w) : w;
            if (l || free)
                s->best_near[f] = fmax(s->best_near[f], w);
        }
        s->best_near[f] = fmax(s->best_near[f], free ? 0 : -HUGE_VAL);
        s->best[f] = fmax(s->best[f], 0);
    }
}

static const uint32_t *ids_by_record(const RlTable *t, Arena *a)
{
    uint32_t *id = ARENA_NEW_N(a, uint32_t, t->n * t->n_column + 1);
    for (size_t k = 0; k < t->n_column; k++)
        for (size_t i = 0; i < t->n; i++)
            id[i * t->n_column + k] = column_id(&t->column[k], (uint32_t)i);
    return id;
}

static void set_order(Scoring *s)
{
    for (size_t f = 0; f < s->t->n_field; f++) {
        size_t at = f;
        const RlFieldModel *m = s->m->field;
        double loss = s->best_near[f] - m[f].weight[m[f].n_level - 1];
        for (; at > 0; at--) {
            size_t g = s->order[at - 1];
            if (s->best_near[g] - m[g].weight[m[g].n_level - 1] >= loss)
                break;
            s->order[at] = g;
        }
        s->order[at] = f;
    }
}

static void sort_by(RlPair *p, RlPair *spare, size_t n, bool second, uint32_t *at, size_t n_record)
{
    memset(at, 0, (n_record + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[(second ? p[i].b : p[i].a) + 1]++;
    for (size_t r = 0; r < n_record; r++)
        at[r + 1] += at[r];
    for (size_t i = 0; i < n; i++)
        spare[at[second ? p[i].b : p[i].a]++] = p[i];
}

static Status collect(Scoring *s, unsigned workers, Arena *a, RlScored *out, Err *err)
{
    for (unsigned w = 0; w < workers; w++)
        out->n += s->kept[w].n;
    if (out->n > s->most)
        return ERR(err, ST_TOO_BIG, "more than %zu pairs are probable: the model or the keys are too loose", s->most);
    out->pair = ARENA_NEW_N(a, RlPair, out->n + 1);
    size_t n = 0;
    for (unsigned w = 0; w < workers; w++) {
        const Kept *k = &s->kept[w];
        if (k->n)
            memcpy(out->pair + n, k->pair, k->n * sizeof *k->pair);
        n += k->n;
        out->candidates += k->candidates;
        for (size_t i = 0; i < s->b->n_key; i++)
            out->by_key[i] += k->by_key[i];
    }
    Arena scratch;
    arena_init(&scratch);
    RlPair *spare = ARENA_NEW_N(&scratch, RlPair, out->n + 1);
    uint32_t *at = ARENA_NEW_N(&scratch, uint32_t, s->t->n + 2);
    sort_by(out->pair, spare, out->n, true, at, s->t->n);
    sort_by(spare, out->pair, out->n, false, at, s->t->n);
    arena_release(&scratch);
    return ST_OK;
}

Status rl_score(const RlTable *t, const RlBlocks *b, const RlModel *m, const RlScoring *how, Arena *a, RlScored *out,
                Err *err)
{
    Arena scratch;
    *out = (RlScored){ 0 };
    arena_init(&scratch);
    Scoring *s = ARENA_NEW(&scratch, Scoring);
    UnitList units = visit_units(b, &scratch);
    *s = (Scoring){ .t = t, .b = b, .m = m, .unit = units.unit, .most = how->most ? how->most : MOST_PAIRS };
    set_bounds(s, how->floor > 0 ? how->floor : FLOOR);
    set_order(s);
    s->id = ids_by_record(t, &scratch);
    unsigned workers = workers_wanted(how->threads);
    for (unsigned w = 0; w < workers; w++)
        comparer_init(&s->comparer[w], t, true, &scratch);
    parallel(units.n, workers, score_unit, s);
    Status st = collect(s, workers, a, out, err);
    for (unsigned w = 0; w < workers; w++)
        free(s->kept[w].pair);
    arena_release(&scratch);
    return st;
}
