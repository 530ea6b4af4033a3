/* score.h - the candidates, weighed: what is kept, and why each pair weighs what it does.
 *
 * Method  Every candidate pair of the blocks once; those with p above `floor` are kept, sorted by (a, b).
 *         Work is divided into parts of blocks; the result is the same for any number of threads.  A pair
 *         whose equal and unequal fields already say that it cannot reach the floor is not compared to the
 *         end: no pair is lost by that.
 * Units   weight in log2 odds, prior and calibration within: p = 1 / (1 + 2^-weight).
 * Oracle  tests/reclink/t_score.c: rl_weight() on all pairs; threads agree; explanations add up.
 */
#ifndef TL_RECLINK_SCORE_H
#define TL_RECLINK_SCORE_H

#include "reclink/model.h"

typedef struct RlPair {
    uint32_t a, b;       /* a < b */
    float    weight, p;
} RlPair;

typedef struct RlScoring {
    double   floor;      /* 0: 0.01 */
    unsigned threads;    /* 0: 1 */
    size_t   most;       /* kept pairs; 0: 200,000,000; more is ST_TOO_BIG */
} RlScoring;

typedef struct RlScored {
    RlPair  *pair;
    size_t   n;
    uint64_t candidates;             /* different pairs of all keys */
    uint64_t by_key[RL_KEYS];        /* of them, by the key that brought them */
} RlScored;

MUST_USE Status rl_score(const RlTable *t, const RlBlocks *b, const RlModel *m, const RlScoring *how, Arena *a,
                         RlScored *out, Err *err);

/* The waterfall: weight = prior, then for each field its level and tf, exactly, in this order of adding;
 * then calibration (0 without). */
typedef struct RlReason {
    size_t field;
    uint8_t level;       /* RL_NULL: missing, no evidence */
    double weight;       /* bits of the level */
    double tf;           /* bits more or less for a rare or common value */
} RlReason;

typedef struct RlExplanation {
    double   prior;
    RlReason reason[RL_FIELDS];
    size_t   n;
    double   calibration;
    double   weight, p;
} RlExplanation;

void rl_explain(const RlTable *t, const RlModel *m, uint32_t a, uint32_t b, RlExplanation *out);

#endif
