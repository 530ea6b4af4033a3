/* theme_learn.h - what a person's labels teach, which to ask for next, and how far machine and person agree.
 *
 * Learn   For each theme that at least LEARN_SIDE labelled comments have and as many have not, of LEARN_LABELS in all: a linear model
 *         (learner.h) of text/feature.h's counts, theme against rest, on the labels at weight 1 and, at LEARN_PSEUDO, on at most
 *         LEARN_ROWS comments as they are coded now (one of each wording, every n-th), so that a few labels move a line that is there
 *         already.  Accounts are dealt into LEARN_FOLDS folds; the model is used only where, on labels of accounts it did not learn from,
 *         its F1 is above that of the coding without it by LEARN_BETTER.  Then it adds the theme to comments and takes it from them; what a
 *         rule or a person said stays.  A comment worded exactly as a labelled one gets its label.
 * Taught  All themes that LEARN_SIDE labelled wordings have first (and none, where as many have none; TAUGHT_THEMES at most) are, from
 *         TAUGHT_LABELS such wordings on, learned at once by a pupil of the sentence encoder (taught.h): of TAUGHT_LOOKED wordings at most
 *         (every n-th) those that a model of the labels' words is least sure of, TAUGHT_ENCODED at most and English, are encoded once
 *         (vectors.h), and its teacher says what they are.  The pupil needs no vector, codes the whole book, and is kept for what comes in
 *         later.  It is used where its mean F1 over these themes, on labels of accounts it did not learn from (TAUGHT_FOLDS folds), is
 *         above that of the coding and of the models above by LEARN_BETTER; then it takes their place: a comment has a theme where its
 *         margin is above 0, and what it is least sure of is asked for next.  Where no label of TAUGHT_WHOLE and more drawn at random is
 *         "other", a comment that would have no theme has the likeliest.
 * Ask     ASK_MARGIN comments with the least margin between the two strongest themes of a sentence, and ASK_RANDOM at random.  Random ones come, in the order
 *         of a hash of their key, from the fifth of all comments that is never asked for by margin: what is known of them is a sample of
 *         all comments, and only it says how good the coding is.
 * Agree   Cohen's kappa (num/kappa.h) between the person's first theme and the machine's strongest at the time it was asked, on random
 *         ones; on all asked besides, where the hard ones make it too low.
 * Oracle  tests/listen/t_edit.c: planted words that the coding confuses; t_theme_taught.c: planted meanings.
 */
#ifndef TL_LISTEN_THEME_LEARN_H
#define TL_LISTEN_THEME_LEARN_H

#include "listen/learner.h"
#include "listen/theme_edit.h"
#include "listen/vectors.h"

enum { TAUGHT_LABELS = 60, TAUGHT_THEMES = LEARNER_CLASSES - 1, TAUGHT_LOOKED = 20000, TAUGHT_ENCODED = 4000, TAUGHT_FOLDS = 3, TAUGHT_WHOLE = 30 };
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

/* What the encoder's pupil tells apart; a theme's class is its place here. */
typedef struct TaughtAll {
    bool     there, used, whole;
    uint32_t theme[LEARNER_CLASSES];     /* by class: place; NO_THEME for "none" */
    unsigned n;
    size_t   labels, encoded;
    double   alone_f1, learned_f1;
    Learner  learner;
} TaughtAll;

typedef struct ThemeTaught {
    Taught   *at;
    size_t    n;
    TaughtAll all;
} ThemeTaught;

/* Between theme_edits_apply() and theme_labels_apply(). */
MUST_USE Status theme_learn(const Comments *c, const ThemeEdits *e, const ThemeList *l, Arena *a, ThemeTaught *out, Err *err);
/* After it, with what it found: out->all. */
MUST_USE Status theme_taught(const Comments *c, const ThemeEdits *e, const ThemeList *l, Vectors *v, Arena *a, ThemeTaught *out, Err *err);
MUST_USE Status theme_taught_keep(Store *s, const ThemeList *l, const TaughtAll *x, Err *err);        /* behind mood_write() */
MUST_USE Status theme_taught_kept(Store *s, const ThemeList *l, Arena *a, TaughtAll *out, Err *err);  /* not used: none was kept */
bool theme_taught_used(const ThemeTaught *t);            /* whether comments_learned() changes anything */
Features theme_counts(Str text, Arena *a);               /* what a model of themes goes by */
Status comments_learned(Comments *c, CommentsLots *lots, const void *theme_taught, Arena *a, Err *err);   /* a CommentsWork */

/* d_theme_ask, d_theme_learned, d_theme_agree, in the caller's transaction. */
MUST_USE Status theme_learn_write(Store *s, const Comments *c, const ThemeEdits *e, const ThemeList *l, const ThemeTaught *t, Err *err);

#endif
