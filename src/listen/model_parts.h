/* model_parts.h - what a learner knows, in d_model_part, to read another text by without learning anew.
 *
 * For each kept column, in ascending order: column, inverse frequency (or mean) and weights, a class each (of two classes the second's: the other's is that turned
 * round), as hexadecimal digits of 32-bit words, MODEL_PART columns a part.  Curves are no part of it.
 */
#ifndef TL_LISTEN_MODEL_PARTS_H
#define TL_LISTEN_MODEL_PARTS_H

#include "listen/learner.h"
#include "store/store.h"

enum { MODEL_PART = 1000, MODEL_DIGITS = 8 };

/* A row of d_model; `parts` are written with it. */
typedef struct ModelRow {
    const char    *name, *method, *measure;
    const Learner *learner;
    int64_t        n, accounts;
    double         learned, without;
    bool           used;
} ModelRow;

MUST_USE Status model_write(Store *s, const ModelRow *m, Err *err);

/* `row` as d_model has it.  ST_NOT_FOUND: none of that name; ST_INVALID: parts are missing or were changed. */
MUST_USE Status model_read(Store *s, const char *name, unsigned classes, Arena *a, Table *row, Learner *l, Err *err);

/* A few numbers beside it, under a name of their own. */
MUST_USE Status model_words_write(Store *s, const char *name, const uint32_t *word, size_t n, Err *err);
MUST_USE Status model_words_read(Store *s, const char *name, size_t most, Arena *a, uint32_t **word, size_t *n, Err *err);

#endif
