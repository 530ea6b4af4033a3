/* text.h - what the parts of bench_text share: labelled texts, and a count of what was said of them. */
#ifndef TL_BENCH_TEXT_H
#define TL_BENCH_TEXT_H

#include "listen/learner.h"

enum { FOLDS = 10, TEST = 0 };

typedef struct Set {
    LearnerRow *row;
    Str        *text;
    int32_t    *label;
    uint32_t   *fold;
    size_t      n;
    unsigned    classes;
    const float *vector;        /* ENCODER_WIDTH a text; NULL without */
} Set;

typedef struct Tally {
    double of[LEARNER_CLASSES][LEARNER_CLASSES]; /* truth, said */
} Tally;

double   now(void);                             /* seconds of this process */
void     tell(const char *name, const Tally *t, unsigned classes);
Features plain(const Features *f);              /* without its vector */

/* text_book.c: through what a book reads and learns with; heads of text.c. */
void book_cascade(const Set *s, const LearnerOptions *o, Arena *a);
void book_corrected(const Set *s, uint64_t seed, Arena *a);

#endif
