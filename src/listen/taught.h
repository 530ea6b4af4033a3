/* taught.h - few labels: a teacher that knows what sentences mean labels more texts for a learner that is quick.
 *
 * Method  Teacher: learner.h on counts and encoder vectors (text/encoder.h), with the labels there are, and then once more with what it made of
 *         the rows without one at a tenth of their weight: what the classes' texts have in common is in those, too.  Pupil: learner.h on
 *         counts alone, on those labels and on what the teacher makes of the rows without one: each class with the probability that the teacher's margins give
 *         it (Hinton, Vinyals & Dean 2015), so that a row of which it is unsure pulls to no side.  The encoder so runs over the rows given, never over what is coded afterwards.
 *         Probabilities, and `unseen` in the options: by pairs of teacher and pupil that saw no label of the row's fold.
 * Shape   rows with a label, and rows with -1; vector[i] belongs to row i, NULL where it has none (another language).
 * Errors  as learner_fit().
 * Oracle  tests/listen/t_taught.c: meanings planted with few words in common; ./bench text: few labels, with and without.
 *
 * Deterministic, one thread.
 */
#ifndef TL_LISTEN_TAUGHT_H
#define TL_LISTEN_TAUGHT_H

#include "listen/learner.h"

MUST_USE Status taught_fit(const LearnerRow *row, size_t n, const float *const *vector, const LearnerOptions *o, Arena *a, Learner *out, Err *err);

/* The teacher alone, for texts whose vectors are at hand: no folds, so learner_p() is not to be called. */
MUST_USE Status taught_teacher(const LearnerRow *row, size_t n, const float *const *vector, const LearnerOptions *o, Arena *a, Learner *out, Err *err);

#endif
