/* cascade.h - a quick learner decides what it is sure of; what lies near its border is decided by one that knows what texts mean.
 *
 * Method  The quick learner (learner.h on counts) says how far ahead its best class is of the next: the gap.  Of the rows with a label
 *         those it is least sure of, CASCADE_TAUGHT at most, have an encoder vector (text/encoder.h) besides; a second learner is fitted on
 *         all rows, with those vectors. A row without one stands at their mean, so vectors say nothing of it and its words as much as ever.
 *         A text nearer than `near` goes by the second learner: near is the gap under which CASCADE_SHARE of the labelled rows lie, by
 *         learners that did not see them. The second learner is used where, on the rows with a vector in folds that it did not see, it is
 *         right more often than the quick one, by CASCADE_BETTER of them.
 * Shape   cascade_gap(): 0 and more.  cascade_least(): indices, least gap first, ties by index.
 * Errors  as learner_fit().
 * Oracle  tests/listen/t_cascade.c: meanings planted that words do not tell; ./bench text: airline tweets in ten folds.
 *
 * Deterministic, one thread.
 */
#ifndef TL_LISTEN_CASCADE_H
#define TL_LISTEN_CASCADE_H

#include "listen/learner.h"

/* Rows with a vector to learn from, and texts that one run decides by theirs: at 250 texts a second and core 16 seconds of one processor each, once. */
enum { CASCADE_TAUGHT = 4000, CASCADE_DECIDED = 4000 };
#define CASCADE_SHARE 0.27
#define CASCADE_BETTER 0.01

typedef struct Cascade {
    Learner with;               /* of counts and vectors; its curves go through the rows looked at */
    double  near;               /* gaps below are decided by it */
    bool    used;
    size_t  n;                  /* rows with a vector that were looked at unseen */
    double  right_alone, right_with;     /* shares of them, unseen; 0 without folds */
} Cascade;

double cascade_gap(const Learner *l, const double *margin);

/* Of n gaps (negative: not to be had) the `most` least; gives how many. */
size_t cascade_least(const double *gap, size_t n, size_t most, Arena *a, uint32_t **out);

/* `row` as the quick learner had them, `unseen` the margins it gave them unseen (LearnerOptions); vector[i] of row i, NULL without.
 * o->folds 0: not looked at, and used. */
MUST_USE Status cascade_fit(const LearnerRow *row, size_t n, const double *unseen, const float *const *vector, const LearnerOptions *o, Arena *a,
                            Cascade *out, Err *err);

/* The class, and whether the vector was needed: quick margins first; `vector` is asked for only where they are near. */
unsigned cascade_best(const Cascade *c, const Learner *quick, const double *margin, const Features *counts, const float *vector, Arena *scratch);

Features cascade_features(const Features *counts, const float *vector, Arena *a);   /* counts with a vector behind them; NULL: none */

#endif
