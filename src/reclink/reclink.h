/* reclink.h - probabilistic record linkage: columns of words in; pairs, weights and clusters out.
 *
 * Why     Several systems name the same company or person in several ways and share no number.  The engine
 *         finds out which agreements mean something from the records alone, weighs every pair that has a
 *         chance, says why, and forms clusters that do not chain.  It knows no accounts, files, clock or
 *         database, and draws randomness from an Rng passed in.
 *
 *         field.h    columns, comparators, levels          block.h    which pairs are compared
 *         model.h    what a level is worth                 score.h    pairs with weights, and reasons
 *         cluster.h  clusters and bridges                  report.h   what may be wrong
 *         levels.h   the learning alone, for levels that a caller found itself
 *
 *     RlTable *t = rl_table_create(n, NULL, a);            rl_add_words(t, ...); ...
 *     RlBlocks *b = rl_blocks_create(t, a);                rl_block_on(b, ...); ...
 *     rl_estimate(t, b, &(RlTraining){ .rule = rules, .n_rule = 2 }, rng, a, &model, &err);
 *     rl_learn(t, answers, n_answers, &model, &err);       with none it does nothing
 *     rl_score(t, b, &model, &(RlScoring){ .threads = 2 }, a, &scored, &err);
 *     rl_cluster(n, scored.pair, scored.n, &(RlClustering){ .weigh = rl_weigh, .ctx = rl_weigher(t, &model, a) }, a, &c, &err);
 *
 * Formulas, assumptions, limits, a worked example: doc/methods/linkage.md.
 * Figures on public data beside Splink's: ./bench linkage.
 */
#ifndef TL_RECLINK_RECLINK_H
#define TL_RECLINK_RECLINK_H

#include "reclink/block.h"
#include "reclink/cluster.h"
#include "reclink/field.h"
#include "reclink/levels.h"
#include "reclink/model.h"
#include "reclink/report.h"
#include "reclink/score.h"

#endif
