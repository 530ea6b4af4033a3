/* vectors.h - encoder vectors of texts, each made once: the book keeps those that its last whole run asked for.
 *
 * d_text_vector has a row a text: its hash, and 512 numbers as a byte each (a thousand-and-twenty-fourth; what that loses is a hundredth of a vector's
 * length, and is lost whether a vector was kept or not, so that a run finds the same either way).  A whole run reads them, encodes what is not there on all
 * processors, and writes those that it asked for and no others: what was forgotten or is no longer asked for goes.  An increment encodes its few texts itself.
 * English only: callers ask for nothing else.  Nobody reads them but the stage.
 */
#ifndef TL_LISTEN_VECTORS_H
#define TL_LISTEN_VECTORS_H

#include "base/map.h"
#include "store/store.h"
#include "text/encoder.h"

typedef struct Vectors {
    Arena    a;
    I64Map   at;                /* hash -> place */
    int8_t **row;               /* by place */
    uint64_t *hash;
    bool    *asked;
    size_t   n, cap, n_kept, encoded;   /* n_kept: were in the book */
} Vectors;

void vectors_init(Vectors *v);
void vectors_release(Vectors *v);
MUST_USE Status vectors_load(Store *s, Vectors *v, Err *err);

/* out[k]: ENCODER_WIDTH numbers of text k from `a`; NULL where it is empty. */
MUST_USE Status vectors_of(Vectors *v, const Str *text, size_t n, const float **out, Arena *a, Err *err);

/* A vector that is at hand. */
void vectors_put(Vectors *v, Str text, const float *vector);

MUST_USE Status vectors_write(Store *s, const Vectors *v, Err *err);

#endif
