/* levels.h - the same learning for a caller that compares records itself: levels in, expected matches out.
 *
 * Why     A table of columns (field.h) suits records that are alike.  A caller whose records come from systems
 *         with habits of their own knows more: which pairs are no matches, what a level was worth elsewhere.  It
 *         keeps that knowledge and its comparisons; counting patterns, EM and learning from answers are here,
 *         once.
 *
 *     RlCounts *c = rl_counts_create(n_level, n_field);    rl_counts_add(c, level); ...
 *     rl_counts_em(c, &(RlLevelSession){ .left_out = 1 << TOWN, .begin = .5, .prior_pairs = 40, .m0 = m0, .u = u }, seen, &s);
 *     rl_counts_release(c);
 *     rl_learn_levels(n_level, n_field, answer, n, 2, change, &err);
 *
 * Shape   level: one of 0 .. n_level - 1 a field, or RL_NULL; matrices are [n_field][RL_LEVELS].
 * Method  as in model.h: EM with u fixed; m leans on prior_pairs pairs shared out as m0.  Answers: logistic
 *         regression with the present weight as offset, a normal prior of `sd` bits on each level's change.
 * Errors  rl_learn_levels: ST_NUMERIC when Newton finds no way (answers that contradict are no such case).
 * Oracle  tests/reclink/t_model.c: planted m and lambda; one field and one answer by hand.
 */
#ifndef TL_RECLINK_LEVELS_H
#define TL_RECLINK_LEVELS_H

#include "reclink/model.h"

typedef struct RlCounts RlCounts;

typedef struct RlLevelSession {
    uint32_t left_out;       /* bits of fields that this session's blocks are made of */
    double   begin;          /* share of matches to begin with */
    double   prior_pairs;
    const double (*m0)[RL_LEVELS], (*u)[RL_LEVELS];
} RlLevelSession;

RlCounts *rl_counts_create(const unsigned *n_level, size_t n_field);
void      rl_counts_add(RlCounts *c, const uint8_t *level);
/* seen: what is expected of matches at each level is ADDED to it, fields left out excepted. */
void      rl_counts_em(const RlCounts *c, const RlLevelSession *how, double (*seen)[RL_LEVELS], RlSession *out);
void      rl_counts_release(RlCounts *c);

typedef struct RlLevelAnswer {
    const uint8_t *level;
    double         weight;   /* log2 odds, prior and all, as it is without answers */
    bool           same;
} RlLevelAnswer;

/* change: bits to add to each level's weight. */
MUST_USE Status rl_learn_levels(const unsigned *n_level, size_t n_field, const RlLevelAnswer *answer, size_t n, double sd,
                                double (*change)[RL_LEVELS], Err *err);

#endif
