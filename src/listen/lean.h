/* lean.h - a model of few labels leans on the rules where it has seen nothing like a sentence.
 *
 * Why     A learner's margin of a sentence it knows no word of is made of pieces of other words: of no worth, and rarely 0.  A lexicon that was kept
 *         for years knows "terrible and annoying" all the same.
 * Method  Log-odds of both are added: odds + w * compound.  w is the one that makes the labels likeliest, with the odds of models that did not see the
 *         row, under a normal prior around LEAN_PRIOR: what the compound alone says of pleased against displeased in public complaints
 *         (doc/methods/sentiment.md).  Where the labels' texts have no word of the lexicon w stays there; where the model has learned what these
 *         words are worth, the labels take it back to 0.  Never below 0.
 * Shape   `odds`, `compound` and `pleased` by row; gives w.  lean_on() puts w into the learner as the weight of the compound's column, which is all that
 *         has to be kept of it.
 * Errors  none: without rows w is the prior.
 * Oracle  tests/listen/t_learner.c: the least of the loss by a search over a grid; the learner's margins before and after.
 */
#ifndef TL_LISTEN_LEAN_H
#define TL_LISTEN_LEAN_H

#include "listen/learner.h"

#define LEAN_PRIOR 3.4
#define LEAN_PRIOR_SD 1.7

double lean_fit(const double *odds, const double *compound, const bool *pleased, size_t n);

/* Of two classes, `w` being of the log-odds of class 1.  Nothing where the learner's curve (platt_p(), whose slope is below 0) does not rise. */
void lean_on(Learner *l, double w, Arena *a);

#endif
