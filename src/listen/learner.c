#include "listen/learner.h"

#include <assert.h>
#include <math.h>

#include "base/map.h"
#include "num/svm.h"

static const double COST = 0.25;
enum { SEEN_LEAST = 2 };

/* Blocks of hashed counts come first; what the rules say and vectors are numbers already. */
enum { COUNTED = 2, VECTOR = FEATURE_BLOCKS - 1 };

static float log_of(float count)
{
    return count > 1 ? 1 + logf(count) : count;
}

/* One feature's value; `idf` is its inverse frequency, or its mean in a vector. */
static float weighed(float v, unsigned block, float idf, double *square)
{
    if (block < COUNTED) {
        v = log_of(v) * idf;
        *square += (double)v * (double)v;
    }
    return block == VECTOR ? v - idf : v;
}

static double scale_of(const Learner *l, unsigned block, double square)
{
    return block >= COUNTED ? l->block[block] : square > 0 ? l->block[block] / sqrt(square) : 0;
}

/* The weighted value of each feature that is kept, in the features' order. */
static size_t weigh(const Learner *l, const Features *f, uint32_t *place, float *value)
{
    double square[FEATURE_BLOCKS] = { 0 }, scale[FEATURE_BLOCKS];
    size_t n = 0;
    for (size_t k = 0; k < f->n; k++) {
        uint32_t at = l->index[f->at[k].col];
        unsigned b = feature_block(f->at[k].col);
        if (!at)
            continue;
        place[n] = at - 1;
        value[n++] = weighed(f->at[k].value, b, l->idf[at - 1], &square[b]);
    }
    for (unsigned b = 0; b < FEATURE_BLOCKS; b++)
        scale[b] = scale_of(l, b, square[b]);
    for (size_t k = 0, i = 0; k < f->n; k++)
        if (l->index[f->at[k].col]) {
            value[i] *= (float)scale[feature_block(f->at[k].col)];
            i++;
        }
    return n;
}

/* Vectors have most of their length in common: only what differs from their mean tells texts apart. */
static void vector_means(const LearnerRow *row, size_t n, const uint32_t *seen, Learner *l)
{
    double sum[FEATURE_COLS - FEATURE_VECTOR_FIRST] = { 0 };
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < row[i].f.n; k++)
            if (row[i].f.at[k].col >= FEATURE_VECTOR_FIRST)
                sum[row[i].f.at[k].col - FEATURE_VECTOR_FIRST] += (double)row[i].f.at[k].value;
    for (uint32_t c = FEATURE_VECTOR_FIRST; c < FEATURE_COLS; c++)
        if (l->index[c])
            l->idf[l->index[c] - 1] = (float)(sum[c - FEATURE_VECTOR_FIRST] / (double)seen[c]);
}

static void keep_columns(const LearnerRow *row, size_t n, unsigned least, Arena *a, Learner *l)
{
    uint32_t *seen = ARENA_NEW_N(a, uint32_t, FEATURE_COLS);
    l->index = ARENA_NEW_N(a, uint32_t, FEATURE_COLS);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < row[i].f.n; k++)
            seen[row[i].f.at[k].col]++;
    /* Common columns first: their weights lie together, and are most of what is read. */
    size_t bucket[33] = { 0 };
    for (uint32_t c = 0; c < FEATURE_COLS; c++)
        if (seen[c] >= least)
            bucket[__builtin_clz(seen[c]) + 1]++;
    for (size_t k = 1; k < 33; k++)
        bucket[k] += bucket[k - 1];
    l->n_kept = bucket[32];
    for (uint32_t c = 0; c < FEATURE_COLS; c++)
        if (seen[c] >= least)
            l->index[c] = (uint32_t)++bucket[__builtin_clz(seen[c])];
    l->idf = ARENA_NEW_N(a, float, l->n_kept + 1);
    for (uint32_t c = 0; c < FEATURE_VECTOR_FIRST; c++)
        if (l->index[c])
            l->idf[l->index[c] - 1] = (float)(log((1 + (double)n) / (1 + (double)seen[c])) + 1);
    vector_means(row, n, seen, l);
}

static void make_rows(const Learner *l, const LearnerRow *row, size_t n, Arena *a, SparseRows *out)
{
    size_t total = 0, at = 0;
    size_t *start = ARENA_NEW_N(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        total += row[i].label >= 0 ? row[i].f.n : 0;
    uint32_t *col = arena_alloc(a, (total + 1) * sizeof *col, _Alignof(uint32_t));
    float *value = arena_alloc(a, (total + 1) * sizeof *value, _Alignof(float));
    for (size_t i = 0; i < n; i++) {
        start[i] = at;
        if (row[i].label >= 0)
            at += weigh(l, &row[i].f, col + at, value + at);
    }
    start[n] = at;
    *out = (SparseRows){ start, col, value, n, (uint32_t)l->n_kept };
}

typedef struct Job {
    const LearnerRow     *row;
    size_t                n;
    const LearnerOptions *o;
    SparseRows            rows;
    double                share[LEARNER_CLASSES];    /* cost by class */
} Job;

/* One class against the rest on the rows of other folds than `but`; folds go by row number. */
static Status fit_class(const Job *j, unsigned class, unsigned but, Arena *a, double *w, Err *err)
{
    int8_t *y = ARENA_NEW_N(a, int8_t, j->n + 1);
    double *cost = ARENA_NEW_N(a, double, j->n + 1);
    SvmFit fit;
    for (size_t i = 0; i < j->n; i++) {
        int32_t label = j->row[i].label;
        bool out = label < 0 || j->row[i].fold == but;
        y[i] = out ? 0 : label == (int32_t)class ? 1 : -1;
        cost[i] = label < 0 ? 1 : (j->o->cost > 0 ? j->o->cost : COST) * (double)j->row[i].weight * j->share[label];
    }
    return svm_fit(&j->rows, y, cost, &(SvmOptions){ .seed = j->o->seed + class + 1 }, a, w, &fit, err);
}

/* Margins of each labelled row by the model that did not see its fold, and the curve through them. */
static Status fit_p(const Job *j, unsigned class, Arena *a, Learner *l, Err *err)
{
    double *w = ARENA_NEW_N(a, double, l->n_kept + 1), *margin = ARENA_NEW_N(a, double, j->n + 1);
    int8_t *y = ARENA_NEW_N(a, int8_t, j->n + 1);
    size_t n = 0;
    for (unsigned f = 0; f < j->o->folds; f++) {
        ArenaMark m = arena_mark(a);
        Err none;
        Status st = fit_class(j, class, f, a, w, &none);
        arena_rewind(a, m);
        if (st == ST_INVALID)       /* the class is in this fold alone */
            continue;
        if (st) {
            *err = none;
            return st;
        }
        for (size_t i = 0; i < j->n; i++) {
            if (j->row[i].fold != f || j->row[i].label < 0)
                continue;
            margin[n] = svm_margin(&j->rows, i, w);
            if (j->o->unseen)
                j->o->unseen[i * l->n_class + class] = margin[n];
            y[n++] = j->row[i].label == (int32_t)class ? 1 : -1;
        }
    }
    Platt p = platt_fit(margin, y, n);
    l->slope[class] = p.slope;
    l->offset[class] = p.offset;
    return ST_OK;
}

static void share_costs(Job *j, Learner *l)
{
    double n[LEARNER_CLASSES] = { 0 }, total = 0, classes = 0;
    for (size_t i = 0; i < j->n; i++)
        if (j->row[i].label >= 0) {
            n[j->row[i].label]++;
            total++;
        }
    for (unsigned k = 0; k < l->n_class; k++) {
        l->has[k] = n[k] > 0;
        classes += l->has[k];
    }
    for (unsigned k = 0; k < l->n_class; k++)
        j->share[k] = l->has[k] ? pow(total / (classes * n[k]), j->o->balance) : 1;
}

/* Of two classes one is the other turned round. */
static void mirror(const Job *j, Learner *l)
{
    for (size_t c = 0; c < l->n_kept; c++)
        l->weight[c * 2] = -l->weight[c * 2 + 1];
    l->slope[0] = l->slope[1];
    l->offset[0] = -l->offset[1];
    for (size_t i = 0; j->o->unseen && i < j->n; i++)
        j->o->unseen[i * 2] = -j->o->unseen[i * 2 + 1];
}

static Status fit_classes(const Job *j, Arena *scratch, Learner *l, Err *err)
{
    double *w = ARENA_NEW_N(scratch, double, l->n_kept + 1);
    bool two = l->n_class == 2;
    for (unsigned k = two; k < l->n_class; k++) {
        ArenaMark m = arena_mark(scratch);
        if (!l->has[k] && !two)
            continue;
        Status st = fit_class(j, k, LEARNER_NO_FOLD, scratch, w, err);
        for (size_t c = 0; !st && c < l->n_kept; c++)
            l->weight[c * l->n_class + k] = (float)w[c];
        if (!st && j->o->folds)
            st = fit_p(j, k, scratch, l, err);
        arena_rewind(scratch, m);
        if (st)
            return st;
    }
    if (two)
        mirror(j, l);
    return ST_OK;
}

/* What is kept of a learner, and read back, are weights alone, so a block's weight goes into those of its columns. */
static void fold_blocks(Learner *l)
{
    for (uint32_t c = 0; c < FEATURE_COLS; c++)
        for (unsigned k = 0; l->index[c] && k < l->n_class; k++)
            l->weight[(size_t)(l->index[c] - 1) * l->n_class + k] *= (float)l->block[feature_block(c)];
    for (unsigned b = 0; b < FEATURE_BLOCKS; b++)
        l->block[b] = 1;
}

Status learner_fit(const LearnerRow *row, size_t n, const LearnerOptions *o, Arena *a, Learner *out, Err *err)
{
    Arena scratch;
    Job j = { .row = row, .n = n, .o = o };
    bool plain = o->block[0] == 0 && o->block[1] == 0 && o->block[2] == 0 && o->block[VECTOR] == 0;
    assert(o->n_class >= 2 && o->n_class <= LEARNER_CLASSES);
    *out = (Learner){ .n_class = o->n_class, .n_row = n };
    for (unsigned b = 0; b < FEATURE_BLOCKS; b++)
        out->block[b] = plain ? 1 : o->block[b];
    keep_columns(row, n, o->seen_least ? o->seen_least : SEEN_LEAST, a, out);
    out->weight = ARENA_NEW_N(a, float, out->n_kept * o->n_class + 1);
    arena_init(&scratch);
    make_rows(out, row, n, &scratch, &j.rows);
    share_costs(&j, out);
    Status st = fit_classes(&j, &scratch, out, err);
    arena_release(&scratch);
    if (st)
        return st;
    fold_blocks(out);
    learner_pack(out, a);
    return ST_OK;
}

/* A row of what a column weighs: its inverse frequency (or mean), then its classes, padded to whole lanes.  Rows are read all
 * over the place, so where the next ones lie is said AHEAD of time. */
enum { AHEAD = 12, CHUNK = 256, LANES = 4, LANES_MOST = LEARNER_CLASSES / LANES + 1 };
typedef float Lane __attribute__((vector_size(LANES * sizeof(float))));

static size_t lanes_of(const Learner *l)
{
    return l->n_class / LANES + 1;
}

static void add_margins(const Learner *l, const Feature *f, size_t n, double *square, Lane (*sum)[LANES_MOST])
{
    uint32_t at[CHUNK];
    size_t lanes = lanes_of(l);
    const Lane *pack = (const Lane *)(const void *)l->pack;
    for (size_t k = 0; k < n; k++)
        __builtin_prefetch(&l->index[f[k].col]);
    for (size_t k = 0; k < n; k++)
        at[k] = l->index[f[k].col];
    for (size_t k = 0; k < n; k++) {
        if (k + AHEAD < n && at[k + AHEAD])
            __builtin_prefetch(pack + (size_t)(at[k + AHEAD] - 1) * lanes);
        if (!at[k])
            continue;
        unsigned b = feature_block(f[k].col);
        const Lane *w = pack + (size_t)(at[k] - 1) * lanes;
        float v = weighed(f[k].value, b, (*w)[0], &square[b]);
        for (size_t c = 0; c < lanes; c++)
            sum[b][c] += w[c] * v;
    }
}

/* Features of one counted block, with places in .col.  `lanes` is a constant where this is called, so that the sums stay in registers. */
static inline __attribute__((always_inline)) void add_places(const Learner *l, Features f, size_t lanes, double *square, Lane *sum)
{
    const Lane *pack = (const Lane *)(const void *)l->pack;
    Lane all[LANES_MOST] = { { 0 } };
    double squares = 0;
    for (size_t k = 0; k < f.n; k++) {
        if (k + AHEAD < f.n)
            __builtin_prefetch(pack + f.at[k + AHEAD].col * lanes);
        const Lane *w = pack + f.at[k].col * lanes;
        float count = f.at[k].value, v = (count < LEARNER_LOGS ? l->log[(int)count] : log_of(count)) * (*w)[0];
        squares += (double)v * (double)v;
        for (size_t c = 0; c < lanes; c++)
            all[c] += w[c] * v;
    }
    *square = squares;
    memcpy(sum, all, lanes * sizeof *sum);
}

static void margins_of(const Learner *l, const double *square, Lane (*sum)[LANES_MOST], double *margin)
{
    for (unsigned c = 0; c < l->n_class; c++)
        margin[c] = 0;
    for (unsigned b = 0; b < FEATURE_BLOCKS; b++) {
        double scale = scale_of(l, b, square[b]);
        for (unsigned c = 0; c < l->n_class; c++)
            margin[c] += scale * (double)sum[b][(c + 1) / LANES][(c + 1) % LANES];
    }
}

void learner_margins(const Learner *l, const Features *f, double *margin)
{
    double square[FEATURE_BLOCKS] = { 0 };
    Lane sum[FEATURE_BLOCKS][LANES_MOST] = { { { 0 } } };
    for (size_t k = 0; k < f->n; k += CHUNK)
        add_margins(l, f->at + k, f->n - k < CHUNK ? f->n - k : CHUNK, square, sum);
    margins_of(l, square, sum, margin);
}

void learner_margins_read(const Learner *l, const FeatureCounts *c, const Features *mood, double *margin)
{
    double square[FEATURE_BLOCKS] = { 0 };
    Lane sum[FEATURE_BLOCKS][LANES_MOST] = { { { 0 } } };
    for (unsigned b = 0; b < FEATURE_READ_BLOCKS; b++)
        if (lanes_of(l) == 1)
            add_places(l, c->block[b], 1, &square[b], sum[b]);
        else
            add_places(l, c->block[b], lanes_of(l), &square[b], sum[b]);
    add_margins(l, mood->at, mood->n, square, sum);
    margins_of(l, square, sum, margin);
}

void learner_pack(Learner *l, Arena *a)
{
    size_t wide = lanes_of(l) * LANES;
    float *pack = arena_alloc(a, (l->n_kept + 1) * wide * sizeof *pack, _Alignof(Lane));
    memset(pack, 0, (l->n_kept + 1) * wide * sizeof *pack);
    for (size_t k = 0; k < l->n_kept; k++) {
        pack[k * wide] = l->idf[k];
        memcpy(pack + k * wide + 1, l->weight + k * l->n_class, l->n_class * sizeof *pack);
    }
    l->pack = pack;
    for (int n = 0; n < LEARNER_LOGS; n++)
        l->log[n] = log_of((float)n);
}

unsigned learner_best(const Learner *l, const double *margin)
{
    unsigned best = 0;
    for (unsigned c = 1; c < l->n_class; c++)
        if (l->has[c] && (!l->has[best] || margin[c] > margin[best]))
            best = c;
    return best;
}

void learner_p(const Learner *l, const double *margin, double *p)
{
    double sum = 0;
    for (unsigned c = 0; c < l->n_class; c++) {
        p[c] = l->has[c] ? platt_p((Platt){ l->slope[c], l->offset[c] }, margin[c]) : 0;
        sum += p[c];
    }
    for (unsigned c = 0; c < l->n_class; c++)
        p[c] = sum > 0 ? p[c] / sum : 1.0 / l->n_class;
}

uint64_t learner_version(const Learner *l)
{
    uint64_t h = hash64((Str){ (const char *)l->weight, l->n_kept * l->n_class * sizeof *l->weight });
    h = hash64_mix(h, hash64((Str){ (const char *)l->idf, l->n_kept * sizeof *l->idf }));
    return hash64_mix(h, hash64((Str){ (const char *)l->slope, sizeof l->slope }));
}
