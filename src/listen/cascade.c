#include "listen/cascade.h"

#include <math.h>
#include <stdlib.h>

#include "num/svm.h"

/* Chosen on a fold of public complaints that no figure is reported on (doc/methods/sentiment.md). */
static const double BLOCK[FEATURE_BLOCKS] = { 1, 1, 0.25, 2 };

double cascade_gap(const Learner *l, const double *margin)
{
    double first = -(double)INFINITY, second = first;
    for (unsigned k = 0; k < l->n_class; k++) {
        if (!l->has[k])
            continue;
        second = margin[k] > first ? first : fmax(second, margin[k]);
        first = fmax(first, margin[k]);
    }
    return isinf(second) ? (double)INFINITY : first - second;
}

typedef struct Gap {
    double   gap;
    uint32_t at;
} Gap;

static int by_gap(const void *a, const void *b)
{
    const Gap *x = a, *y = b;
    if (x->gap != y->gap)
        return x->gap < y->gap ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

size_t cascade_least(const double *gap, size_t n, size_t most, Arena *a, uint32_t **out)
{
    Gap *g = ARENA_NEW_N(a, Gap, n + 1);
    size_t had = 0;
    for (size_t i = 0; i < n; i++)
        if (gap[i] >= 0)
            g[had++] = (Gap){ gap[i], (uint32_t)i };
    if (had)
        qsort(g, had, sizeof *g, by_gap);
    most = had < most ? had : most;
    *out = ARENA_NEW_N(a, uint32_t, most + 1);
    for (size_t i = 0; i < most; i++)
        (*out)[i] = g[i].at;
    return most;
}

Features cascade_features(const Features *counts, const float *vector, Arena *a)
{
    FeatureBag b = { .a = a, .at = counts->at, .n = counts->n };
    if (vector)
        feature_add_vector(&b, vector, 0);
    return feature_end(&b);
}

/* Below it lies CASCADE_SHARE of the labelled rows. */
static double near_of(const LearnerRow *row, size_t n, const double *unseen, const Learner *l, Arena *scratch)
{
    double *gap = ARENA_NEW_N(scratch, double, n + 1);
    uint32_t *order;
    for (size_t i = 0; i < n; i++)
        gap[i] = row[i].label >= 0 ? cascade_gap(l, unseen + i * l->n_class) : -1;
    size_t had = cascade_least(gap, n, n, scratch, &order), at = (size_t)(CASCADE_SHARE * (double)had);
    return at < had ? (double)(float)gap[order[at]] : 0;        /* as it is kept */
}

typedef struct Look {
    const LearnerRow     *row;
    LearnerRow           *rich;
    size_t                n;
    const double         *unseen;
    const float *const   *vector;
    const LearnerOptions *o;
    double               *margin;        /* of each row looked at, class by class */
    uint32_t             *at;            /* which row that is */
} Look;

static bool is_looked_at(const Look *x, const Cascade *c, size_t i)
{
    return x->row[i].label >= 0 && x->vector[i] && cascade_gap(&c->with, x->unseen + i * x->o->n_class) < c->near;
}

/* The rows of one fold that have a vector and are near, by a learner that saw none of the fold. */
static Status look_at(const Look *x, uint32_t fold, Arena *scratch, Cascade *c, Err *err)
{
    LearnerOptions one = *x->o;
    Learner l;
    Err none;
    ArenaMark m = arena_mark(scratch);
    one.folds = 0;
    for (size_t i = 0; i < x->n; i++)
        x->rich[i].label = x->row[i].fold == fold ? -1 : x->row[i].label;
    Status st = learner_fit(x->rich, x->n, &one, scratch, &l, &none);
    for (size_t i = 0; !st && i < x->n; i++)
        if (x->row[i].fold == fold && is_looked_at(x, c, i)) {
            learner_margins(&l, &x->rich[i].f, x->margin + c->n * x->o->n_class);
            x->at[c->n++] = (uint32_t)i;
        }
    arena_rewind(scratch, m);
    if (st == ST_INVALID)               /* a side is in this fold alone */
        return ST_OK;
    if (st)
        *err = none;
    return st;
}

static void fit_curves(const Look *x, Arena *scratch, Cascade *c)
{
    double *margin = ARENA_NEW_N(scratch, double, c->n + 1);
    int8_t *y = ARENA_NEW_N(scratch, int8_t, c->n + 1);
    for (unsigned k = 0; k < x->o->n_class; k++) {
        for (size_t i = 0; i < c->n; i++) {
            margin[i] = x->margin[i * x->o->n_class + k];
            y[i] = x->row[x->at[i]].label == (int32_t)k ? 1 : -1;
        }
        Platt p = platt_fit(margin, y, c->n);
        c->with.slope[k] = p.slope;
        c->with.offset[k] = p.offset;
    }
}

/* How often each is right of them. */
static Status look_unseen(const Look *x, Arena *scratch, Cascade *c, Err *err)
{
    size_t alone = 0, with = 0;
    Status st = ST_OK;
    for (uint32_t f = 0; !st && f < x->o->folds; f++)
        st = look_at(x, f, scratch, c, err);
    if (st)
        return st;
    for (size_t i = 0; i < c->n; i++) {
        unsigned label = (unsigned)x->row[x->at[i]].label;
        with += learner_best(&c->with, x->margin + i * x->o->n_class) == label;
        alone += learner_best(&c->with, x->unseen + x->at[i] * x->o->n_class) == label;
    }
    fit_curves(x, scratch, c);
    c->right_alone = c->n ? (double)alone / (double)c->n : 0;
    c->right_with = c->n ? (double)with / (double)c->n : 0;
    c->used = c->n && c->right_with >= c->right_alone + CASCADE_BETTER;
    return ST_OK;
}

Status cascade_fit(const LearnerRow *row, size_t n, const double *unseen, const float *const *vector, const LearnerOptions *o, Arena *a,
                   Cascade *out, Err *err)
{
    Arena scratch;
    LearnerOptions whole = *o;
    *out = (Cascade){ .used = true };
    arena_init(&scratch);
    LearnerRow *rich = ARENA_NEW_N(&scratch, LearnerRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        rich[i] = row[i];
        rich[i].f = cascade_features(&row[i].f, vector[i], &scratch);
        rich[i].fold = 0;
    }
    memcpy(whole.block, BLOCK, sizeof whole.block);
    whole.folds = 0;
    whole.unseen = NULL;
    Status st = learner_fit(rich, n, &whole, a, &out->with, err);
    if (!st) {
        out->near = near_of(row, n, unseen, &out->with, &scratch);
        whole.folds = o->folds;
    }
    if (!st && o->folds) {
        double *margin = ARENA_NEW_N(&scratch, double, n * o->n_class + 1);
        uint32_t *at = ARENA_NEW_N(&scratch, uint32_t, n + 1);
        Look x = { row, rich, n, unseen, vector, &whole, margin, at };
        st = look_unseen(&x, &scratch, out, err);
    }
    arena_release(&scratch);
    return st;
}

unsigned cascade_best(const Cascade *c, const Learner *quick, const double *margin, const Features *counts, const float *vector, Arena *scratch)
{
    double better[LEARNER_CLASSES];
    if (!c->used || !vector || cascade_gap(quick, margin) >= c->near)
        return learner_best(quick, margin);
    ArenaMark m = arena_mark(scratch);
    Features f = cascade_features(counts, vector, scratch);
    learner_margins(&c->with, &f, better);
    arena_rewind(scratch, m);
    return learner_best(&c->with, better);
}
