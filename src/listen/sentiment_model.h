/* sentiment_model.h - sentiment learned from the book's own scores, checked against the rules.
 *
 * Method  Survey comments whose writers also gave a score are labels nobody had to write: 0 to 6 counts as displeased, 9
 *         and 10 as pleased, 7 and 8 are left out; where nobody was asked to recommend, the low and the high end of the satisfaction or the
 *         stars that came with it (comment.h).  Tickets' ratings, which are of the help, teach where fewer than MOOD_TAUGHT_MIN of the others are there.  One row a wording (numbers aside), at most MOOD_FIT_MAX (every n-th); text/feature.h's
 *         counts with what the rules say; a linear model (listen/learner.h), both sides weighing nearly alike.
 *         The score teaches what words go with; it is never an input.  Each sentence of every comment, scored or
 *         not, survey or ticket, then gets 2 P(pleased) - 1 by its words alone, P
 *         being what it were if pleased and displeased were equally common: no evidence is 0.
 *         With few labels, MOOD_TAUGHT_MIN to MOOD_TAUGHT_MAX wordings, a pupil of the sentence encoder (listen/taught.h) is
 *         fitted too, on those and as many as MOOD_TAUGHT_MORE English wordings without a score, and taken when it is the
 *         better on accounts not learned from.  The encoder runs over these texts and no others, on all processors.
 *         With many labels, MOOD_NEAR_MIN wordings and more, sentences that the words leave unsure are decided by a second model that has
 *         encoder vectors besides (listen/cascade.h, sentiment_near.h), where it is the better on accounts not learned from.
 *         Accounts are dealt into MOOD_FOLDS folds.  On accounts it did not learn from, the model must put a pleased
 *         comment before a displeased one more often than the rules do by MOOD_BETTER (area under the curve), and more often than chance
 *         does in 39 of 40 books, else the rules stay.  With fewer than MOOD_TAUGHT_MAX wordings it leans on the rules for plain words it has not seen (listen/lean.h).  Both figures are stored.
 * Units   values -1 to 1.  `unseen` and `floor`: areas under the curve, 0.5 is chance.
 * Errors  none: with too few scores `there` is false.
 * Oracle  tests/listen/t_mood.c: planted words that no lexicon has; scores shuffled teach nothing and are not used.
 *
 * A fitted model is read-only; threads may share it, each with a reader of its own.
 */
#ifndef TL_LISTEN_SENTIMENT_MODEL_H
#define TL_LISTEN_SENTIMENT_MODEL_H

#include "listen/cascade.h"
#include "listen/comment.h"
#include "listen/vectors.h"

enum { MOOD_FIT_MAX = 20000, MOOD_ROWS_MIN = 200, MOOD_SIDE_MIN = 40, MOOD_FOLDS = 5,
       MOOD_TAUGHT_MIN = 60, MOOD_TAUGHT_SIDE = 15, MOOD_TAUGHT_MAX = 500, MOOD_TAUGHT_MORE = 2000, MOOD_NEAR_MIN = 5000 };

/* Sentences that were decided by their vector: by the hash of the text, a place among the values, -1 to 1. */
typedef struct MoodDecided {
    I64Map  at;
    double *value;
    size_t  n;
} MoodDecided;

typedef struct MoodModel {
    bool     there, used;
    bool     taught;            /* by the encoder, for want of labels */
    Learner  learner;           /* class 1: pleased */
    uint64_t version;           /* of its weights */
    int64_t  n, accounts;
    double   unseen, floor;     /* area under the curve on unseen accounts: model, rules */
    bool     deep;              /* there is a cascade, whether it is used or not */
    Cascade  cascade;
    const MoodDecided *decided; /* NULL: none yet */
} MoodModel;

MUST_USE Status mood_model_fit(const Comments *c, Vectors *v, Arena *a, MoodModel *out, Err *err);
Features mood_features(Str text, const Sentiment *rules, Arena *a);    /* what a model of sentiment goes by, but for a vector */

/* Reads sentences by the model; one a thread, and what it remembers of words has no influence on the answers. */
typedef struct MoodReader MoodReader;
MoodReader *mood_reader_create(const MoodModel *m, Arena *a);

/* What the model makes of one sentence.  `rules` is what the rules said of the same. */
double mood_model_value(MoodReader *r, Str sentence, const Sentiment *rules);

/* The words of the sentence that push the model towards its answer most, strongest first; at most `max`. */
size_t mood_model_words(MoodReader *r, Str sentence, bool pleased, SentimentHit *out, size_t max, Arena *scratch);

#endif
