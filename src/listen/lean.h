/* lean.h - a model of few labels leans on the rules for plain words of feeling that it has never seen.
 *
 * Why     A learner's margin of a sentence whose words it does not know is made of pieces of other words: of no worth, and rarely 0.  A lexicon that was kept
 *         for years knows "terrible and annoying" all the same.
 * Method  Where the rules are sure (a compound of 0.5 and more) by words of which the learner kept no column, none of them, its log-odds of pleased against
 *         displeased get LEAN times the compound.  LEAN is what the compound alone says of them in public complaints, on a fold that no figure is of
 *         (doc/methods/sentiment.md).  A word that the learner knows weighs what it has learned, and what it makes of the sentence stands.
 * Units   log-odds; 0 where nothing is added.
 * Errors  none.  Nothing is kept: it follows from the learner and the text.
 * Oracle  tests/listen/t_learner.c: words planted in the learner's texts and out of them.
 */
#ifndef TL_LISTEN_LEAN_H
#define TL_LISTEN_LEAN_H

#include "listen/learner.h"

#define LEAN 3.4

double lean_odds(const Learner *l, Str text, const Sentiment *rules);

#endif
