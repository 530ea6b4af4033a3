/* model.h - what agreement is worth: Fellegi and Sunter's weights, learnt without answers, and with few.
 *
 * Method  A pair is a match with probability lambda.  For each field and level, m is the probability of
 *         the level among matches and u among other pairs; log2(m/u) is the level's weight.  Fields count
 *         as independent given match or not (join those that are not: RL_JOINT).
 *         u       levels of random pairs, all pairs when there are few; the matches expected among them
 *                 are taken out: u = (r - lambda m) / (1 - lambda).
 *         lambda  pairs that agree exactly on all fields of one of the `rule`s, divided by `recall` (how
 *                 many of the matches the rules are thought to find) and by all possible pairs.  Never
 *                 from EM on candidates: there lambda wanders to 1 (tests/reclink/t_model.c shows it).
 *         m       EM in the blocks of each key with `train`, u fixed, the key's own fields left out; the
 *                 geometric mean over the keys.  Levels that were seen little lean on a prior of
 *                 RL_PRIOR_PAIRS pairs.  Weights never rise from a level to a worse one (pool adjacent
 *                 violators), but for fields said to be unordered.
 *         tf      a pair that agrees on value v has its level's weight plus tf x log2(c / f(v)), with f
 *                 the share of records and c the number that makes the factor 1 on average among random
 *                 pairs of the level: rare values gain what common ones lose.
 *         answers rl_learn(): logistic regression of the answers on the levels, with the present weights as
 *                 offset and a normal prior on each change: 20 answers move a weight little, 2,000 as far
 *                 as they say.  rl_calibrate(): two numbers, slope and shift of the log odds, from answers
 *                 drawn at random, prior slope 1 and shift 0.
 * Units   weights in bits (log2), probabilities in [0, 1].
 * Errors  ST_INVALID: no rule and no lambda, no key to train on; ST_NUMERIC: nothing to learn from.
 * Oracle  tests/reclink/t_model.c: planted m, u and lambda; patterns of known parameters.
 */
#ifndef TL_RECLINK_MODEL_H
#define TL_RECLINK_MODEL_H

#include "num/rng.h"
#include "reclink/block.h"

/* Pairs of imagined evidence behind each m: enough that a level seen once is not certain, too little to be
 * noticed beside a hundred matches. */
#define RL_PRIOR_PAIRS 2.0
/* One level's weight is at most this many bits: 2^20 is a million to one, more than any column is worth. */
#define RL_WEIGHT_MAX 20.0

typedef struct RlTraining {
    size_t          random_pairs;    /* 0: 1,000,000 */
    size_t          session_pairs;   /* at most, of a session; 0: 2,000,000 */
    const uint32_t *rule;            /* each: bits of fields that must all be equal */
    size_t          n_rule;
    double          recall;          /* 0: .7 */
    double          lambda;          /* > 0: given, rules are not looked at */
    unsigned        threads;         /* 0: 1 */
} RlTraining;

typedef struct RlFieldModel {
    Str      name;
    unsigned n_level;
    double   m[RL_LEVELS], u[RL_LEVELS];
    double   weight[RL_LEVELS];      /* log2(m/u), guarded, plus what answers taught */
    double   taught[RL_LEVELS];      /* that part of it */
    double   tf_scale[RL_LEVELS];    /* c of each level; 0: no adjustment there */
    double   seen_m[RL_LEVELS];      /* expected matches seen at the level, over the sessions */
    uint64_t seen_u[RL_LEVELS];      /* random pairs seen at it */
    unsigned sessions;               /* that taught m; 0: prior only (a warning) */
} RlFieldModel;

typedef struct RlSession {
    Str      key;
    double   pairs;
    double   lambda;                 /* share of matches in the blocks */
    unsigned iterations;
    bool     used, converged;        /* not used: too few pairs or matches */
} RlSession;

typedef enum RlWarning {
    RL_FIELD_UNTRAINED = 1,          /* a field is in every training key, or never filled */
    RL_LAMBDA_CLIPPED = 2,           /* the rules gave an impossible lambda */
    RL_NOT_CONVERGED = 4,
    RL_ORDER_POOLED = 8              /* weights rose towards a worse level and were pooled */
} RlWarning;

typedef struct RlModel {
    size_t       n_field;
    RlFieldModel field[RL_FIELDS];
    double       lambda, prior;      /* prior: log2(lambda / (1 - lambda)) */
    double       rule_pairs;
    RlSession    session[RL_KEYS];
    size_t       n_session;
    double       slope, shift;       /* calibration: log2 odds = shift + slope x weight */
    unsigned     warnings;
} RlModel;

MUST_USE Status rl_estimate(const RlTable *t, const RlBlocks *b, const RlTraining *how, Rng *rng, Arena *a,
                            RlModel *out, Err *err);

typedef struct RlAnswer {
    uint32_t a, b;
    bool     same;
} RlAnswer;

/* Both may be called again with all answers so far: each starts from what was learnt without. */
MUST_USE Status rl_learn(const RlTable *t, const RlAnswer *answer, size_t n, RlModel *m, Err *err);
MUST_USE Status rl_calibrate(const RlTable *t, const RlAnswer *answer, size_t n, RlModel *m, Err *err);

/* One pair's weight, with prior, in log2 odds, and the probability that belongs to a weight. */
double rl_weight(const RlTable *t, const RlModel *m, uint32_t a, uint32_t b);
double rl_probability(const RlModel *m, double weight);

#endif
