#include "listen/taught.h"

#include <math.h>

#include "num/svm.h"

/* Chosen on a fold of public complaints that no figure is reported on (doc/methods/sentiment.md). */
static const double TEACHER_BLOCK[FEATURE_BLOCKS] = { 1, 1, 0.25, 2 }, PUPIL_BLOCK[FEATURE_BLOCKS] = { 1, 0.6, 0.1, 0 };

/* Of a row that the first teacher labelled, beside 1 of one that a person did; chosen like the blocks. */
#define SECOND_WEIGHT 0.1F

/* Of a row as the teacher has it, to the pupil, all classes together; what a margin is worth as a logarithm of odds; and the share of a class under which the
 * row is not one of it.  Chosen likewise. */
static const double TAUGHT_WEIGHT = 2, SHARPNESS = 2, SHARE_LEAST = 0.02;

typedef struct Class {
    const LearnerRow     *row;
    LearnerRow           *rich, *plain;
    size_t                n;
    const LearnerOptions *o;
} Class;

static Features with_vector(Features f, const float *vector, Arena *a)
{
    FeatureBag b = { .a = a, .at = f.at, .n = f.n };
    if (vector)
        feature_add_vector(&b, vector, 0);
    return feature_end(&b);
}

static LearnerOptions options(const Class *c, const double *block)
{
    LearnerOptions o = *c->o;
    memcpy(o.block, block, sizeof o.block);
    o.folds = 0;
    o.unseen = NULL;
    return o;
}

/* The rows that nobody labelled, as the teacher has them; those of a fold left out stay without. */
static void label_others(const Class *c, const Learner *teacher, LearnerRow *to, float weight)
{
    for (size_t i = 0; i < c->n; i++) {
        double margin[LEARNER_CLASSES];
        if (c->row[i].label >= 0)
            continue;
        learner_margins(teacher, &c->rich[i].f, margin);
        to[i].label = (int32_t)learner_best(teacher, margin);
        to[i].weight = weight;
    }
}

/* A teacher of the labels outside fold `but`, and once more of them and of what the first made of the other rows. */
static Status fit_teacher(const Class *c, uint32_t but, Arena *a, Learner *teacher, Err *err)
{
    LearnerOptions o = options(c, TEACHER_BLOCK);
    for (size_t i = 0; i < c->n; i++) {
        c->rich[i].label = c->row[i].fold == but ? -1 : c->row[i].label;
        c->rich[i].weight = c->row[i].weight;
        c->rich[i].fold = 0;                         /* what is out is out by its label */
    }
    Status st = learner_fit(c->rich, c->n, &o, a, teacher, err);
    if (!st)
        label_others(c, teacher, c->rich, SECOND_WEIGHT);
    if (!st)
        st = learner_fit(c->rich, c->n, &o, a, teacher, err);
    return st;
}

/* A row nobody labelled, once for each class the teacher thinks it may be of.  Gives how many were written. */
static size_t share_out(const LearnerRow *row, const Learner *teacher, const Features *rich, LearnerRow *to)
{
    double margin[LEARNER_CLASSES], p[LEARNER_CLASSES], sum = 0;
    size_t n = 0;
    learner_margins(teacher, rich, margin);
    unsigned best = learner_best(teacher, margin);
    for (unsigned k = 0; k < teacher->n_class; k++)
        sum += p[k] = teacher->has[k] ? exp(SHARPNESS * (margin[k] - margin[best])) : 0;
    for (unsigned k = 0; k < teacher->n_class; k++)
        if (p[k] / sum >= SHARE_LEAST)
            to[n++] = (LearnerRow){ row->f, (int32_t)k, row->weight * (float)(TAUGHT_WEIGHT * p[k] / sum), 0 };
    return n;
}

/* Teacher and pupil of the labels outside fold `but`. */
static Status fit_pair(const Class *c, uint32_t but, Arena *a, Learner *pupil, Err *err)
{
    Learner teacher;
    LearnerOptions o = options(c, PUPIL_BLOCK);
    size_t n = 0;
    Status st = fit_teacher(c, but, a, &teacher, err);
    for (size_t i = 0; !st && i < c->n; i++) {
        if (c->row[i].label < 0)
            n += share_out(&c->row[i], &teacher, &c->rich[i].f, c->plain + n);
        else if (c->row[i].fold != but)
            c->plain[n++] = (LearnerRow){ c->row[i].f, c->row[i].label, c->row[i].weight, 0 };
    }
    return st ? st : learner_fit(c->plain, n, &o, a, pupil, err);
}

/* Margins of the labelled rows by pupils that did not see their fold. */
static Status look_unseen(const Class *c, double *unseen, bool *seen, Arena *a, Err *err)
{
    for (uint32_t f = 0; f < c->o->folds; f++) {
        ArenaMark m = arena_mark(a);
        Learner pupil;
        Err none;
        Status st = fit_pair(c, f, a, &pupil, &none);
        if (st && st != ST_INVALID) {
            *err = none;
            return st;
        }
        for (size_t i = 0; !st && i < c->n; i++)
            if (c->row[i].fold == f && c->row[i].label >= 0) {
                learner_margins(&pupil, &c->row[i].f, unseen + i * c->o->n_class);
                seen[i] = true;
            }
        arena_rewind(a, m);
    }
    return ST_OK;
}

static void fit_curves(const Class *c, const double *unseen, const bool *seen, Arena *a, Learner *out)
{
    double *margin = ARENA_NEW_N(a, double, c->n + 1);
    int8_t *y = ARENA_NEW_N(a, int8_t, c->n + 1);
    for (unsigned k = 0; k < c->o->n_class; k++) {
        size_t n = 0;
        for (size_t i = 0; i < c->n; i++)
            if (seen[i]) {
                margin[n] = unseen[i * c->o->n_class + k];
                y[n++] = c->row[i].label == (int32_t)k ? 1 : -1;
            }
        Platt p = platt_fit(margin, y, n);
        out->slope[k] = p.slope;
        out->offset[k] = p.offset;
    }
}

static Class class_of(const LearnerRow *row, size_t n, const float *const *vector, const LearnerOptions *o, Arena *a)
{
    Class c = { row, ARENA_NEW_N(a, LearnerRow, n + 1), ARENA_NEW_N(a, LearnerRow, n * o->n_class + 1), n, o };
    for (size_t i = 0; i < n; i++) {
        c.rich[i] = row[i];
        c.rich[i].f = with_vector(row[i].f, vector[i], a);
    }
    return c;
}

Status taught_fit(const LearnerRow *row, size_t n, const float *const *vector, const LearnerOptions *o, Arena *a, Learner *out, Err *err)
{
    Arena scratch;
    arena_init(&scratch);
    Class c = class_of(row, n, vector, o, &scratch);
    double *unseen = o->unseen ? o->unseen : ARENA_NEW_N(&scratch, double, n * o->n_class + 1);
    bool *seen = ARENA_NEW_N(&scratch, bool, n + 1);
    Status st = look_unseen(&c, unseen, seen, &scratch, err);
    if (!st)
        st = fit_pair(&c, LEARNER_NO_FOLD, a, out, err);
    if (!st)
        fit_curves(&c, unseen, seen, &scratch, out);
    arena_release(&scratch);
    return st;
}

Status taught_teacher(const LearnerRow *row, size_t n, const float *const *vector, const LearnerOptions *o, Arena *a, Learner *out, Err *err)
{
    Arena scratch;
    arena_init(&scratch);
    Class c = class_of(row, n, vector, o, &scratch);
    Status st = fit_teacher(&c, LEARNER_NO_FOLD, a, out, err);
    arena_release(&scratch);
    return st;
}
