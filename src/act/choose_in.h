/* choose_in.h - what the files of the choice share; for src/act/choose*.c alone. */
#ifndef TL_ACT_CHOOSE_IN_H
#define TL_ACT_CHOOSE_IN_H

#include "act/choose.h"
#include "num/portfolio.h"

typedef struct Weighing {
    Arena         *a;
    PortfolioInput in;
    double        *worth;        /* what in.worth is */
    size_t         n;            /* options weighed */
    size_t        *option, *column;   /* of a column; of an option, SIZE_MAX: not weighed */
} Weighing;

void choose_weigh(const Options *o, const ChooseAsk *ask, Arena *a, Weighing *w);
Str  names_of(const Options *o, const Weighing *w, const bool *in, const bool *not_in, Arena *a);

/* best NULL: nothing could be weighed */
MUST_USE Status choose_rows(const Options *o, const Weighing *w, const Portfolio *best, const ChooseAsk *ask, Arena *a, Choice *out, Err *err);
MUST_USE Status choose_inputs(const Options *o, const Weighing *w, const Portfolio *best, Arena *a, Choice *out, Err *err);

#endif
