/* theme_learn.h - what a person's labels teach, which to ask for next, and how far machine and person agree.
 *
 * Learn   For each theme that at least LEARN_SIDE labelled comments have and as many have not, of LEARN_LABELS in all: a linear model
 *         (learner.h) of text/feature.h's counts, theme against rest, on the labels at weight 1 and, at LEARN_PSEUDO, on at most
 *         LEARN_ROWS comments as they are coded now (one of each wording, every n-th), so that a few labels move a line that is there
 *         already.  Accounts are dealt into LEARN_FOLDS folds; the model is used only where, on labels of accounts it did not learn from,
 *         its F1 is above that of the coding without it by LEARN_BETTER.  Then it adds the theme to comments and takes it from them; what a
 *         rule or a person said stays.  A comment worded exactly as a labelled one gets its label.
 * Ask     ASK_MARGIN comments with the least margin between the two strongest themes of a sentence, and ASK_RANDOM at random.  Random ones come, in the order
 *         of a hash of their key, from the fifth of all comments that is never asked for by margin: what is known of them is a sample of
 *         all comments, and only it says how good the coding is.
 * Agree   Cohen's kappa (num/kappa.h) between the person's first theme and the machine's strongest at the time it was asked, on random
 *         ones; on all asked besides, where the hard ones make it too low.
 * Oracle  tests/listen/t_edit.c: planted words that the coding confuses.
 */
#ifndef TL_LISTEN_THEME_LEARN_H
#define TL_LISTEN_THEME_LEARN_H

#include "listen/learner.h"
#include "listen/theme_edit.h"

enum { LEARN_LABELS = 8, LEARN_SIDE = 3, LEARN_ROWS = 3000, LEARN_FOLDS = 5, ASK_MARGIN = 16, ASK_RANDOM = 4 };
#define LEARN_PSEUDO 0.05
#define LEARN_BETTER 0.02

typedef struct Taught {
    uint32_t theme;              /* place */
    size_t   labels, positive;
    double   found_f1, learned_f1;
    bool     used;
    Learner  learner;
} Taught;

typedef struct ThemeTaught {
    Taught *at;
    size_t  n;
} ThemeTaught;

/* Between theme_edits_apply() and theme_labels_apply(). */
MUST_USE Status theme_learn(const Comments *c, const ThemeEdits *e, const ThemeList *l, Arena *a, ThemeTaught *out, Err *err);
Status comments_learned(Comments *c, CommentsLots *lots, const void *theme_taught, Arena *a, Err *err);   /* a CommentsWork */

/* d_theme_ask, d_theme_learned, d_theme_agree, in the caller's transaction. */
MUST_USE Status theme_learn_write(Store *s, const Comments *c, const ThemeEdits *e, const ThemeList *l, const ThemeTaught *t, Err *err);

#endif
