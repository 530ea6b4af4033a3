/* learner.h - a classifier of short texts: linear margins on counted features, one class against the rest.
 *
 * Method  Columns of text/feature.h that at least `seen_least` rows have are kept.  A count becomes (1 + ln count) times
 *         ln((1 + n) / (1 + rows with it)) + 1; each hashed block of a row is scaled to length 1 and then by the block's
 *         weight; the rules' block is scaled by its weight alone, a vector's numbers, less their mean over all rows, likewise.  Margins are those of num/svm.h, fitted class by class
 *         on the rows with a label; rows without one still say how common columns are.  Probabilities: Platt's curve on
 *         margins that models of other folds gave, scaled to sum 1.
 * Shape   rows in, `n_class` margins out.  A class without a row never wins.
 * Errors  ST_INVALID when fewer than two classes have rows.
 * Oracle  tests/listen/t_learner.c: planted classes; ./bench text: scikit-learn on the same texts.
 *
 * Deterministic, one thread to fit; a fitted learner is read-only and may be shared by threads.
 */
#ifndef TL_LISTEN_LEARNER_H
#define TL_LISTEN_LEARNER_H

#include "base/arena.h"
#include "base/status.h"
#include "text/feature_read.h"

enum { LEARNER_CLASSES = 16, LEARNER_LOGS = 32 };
#define LEARNER_NO_FOLD UINT32_MAX

typedef struct LearnerRow {
    Features f;
    int32_t  label;             /* 0 .. n_class - 1; -1: none */
    float    weight;            /* of the row in the loss; 1 for an ordinary one */
    uint32_t fold;              /* below folds, where there are any: rows that know each other share one */
} LearnerRow;

typedef struct LearnerOptions {
    unsigned n_class;
    double   cost;              /* C; 0: 0.25 */
    double   block[FEATURE_BLOCKS];     /* all 0: 1 each */
    double   balance;           /* 0: classes count by their rows; 1: all alike */
    unsigned seen_least;        /* 0: 2 */
    unsigned folds;             /* for probabilities; 0: none, learner_p() is not to be called */
    double  *unseen;            /* n * n_class margins by models that did not see the row's fold; NULL: not wanted */
    uint64_t seed;
} LearnerOptions;

typedef struct Learner {
    unsigned  n_class;
    uint32_t *index;            /* by column: place in weight + 1, 0 not kept */
    float    *idf;              /* by place; of a vector's columns their mean */
    float    *weight;           /* place * n_class + class */
    float    *pack;             /* both, side by side, for learner_margins(); made by learner_pack() */
    float     log[LEARNER_LOGS];        /* what small counts weigh, by learner_pack() */
    size_t    n_kept, n_row;
    double    block[FEATURE_BLOCKS];    /* 1 each once fitted: they are in the weights, so that weights are all that has to be kept */
    bool      has[LEARNER_CLASSES];
    double    slope[LEARNER_CLASSES], offset[LEARNER_CLASSES];
} Learner;

MUST_USE Status learner_fit(const LearnerRow *row, size_t n, const LearnerOptions *o, Arena *a, Learner *out, Err *err);
void     learner_pack(Learner *l, Arena *a);       /* after filling a learner by hand; learner_fit() has done it */
void     learner_margins(const Learner *l, const Features *f, double *margin);
/* The same of a text read by a reader of l->index; mood: at most FEATURE_MOODS of the rules' features, by column. */
void     learner_margins_read(const Learner *l, const FeatureCounts *c, const Features *mood, double *margin);
unsigned learner_best(const Learner *l, const double *margin);
uint64_t learner_version(const Learner *l);         /* of its weights */
void     learner_p(const Learner *l, const double *margin, double *p);

#endif
