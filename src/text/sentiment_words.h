/* sentiment_words.h - the words both ways of scoring work on (private to sentiment*.c).
 *
 * Split at white space, ASCII punctuation stripped from both ends; an emoji that has a value
 * is a word of its own.  `low` is lower case with straight apostrophes.
 */
#ifndef TL_TEXT_SENTIMENT_WORDS_H
#define TL_TEXT_SENTIMENT_WORDS_H

#include "text/sentiment.h"

typedef struct FeelWord {
    uint32_t from, n;        /* bytes in the text, stripped */
    Str      low;
    double   emoji;          /* valence of an emoji, else 0 */
    double   listed;         /* the lexicon's value; 0 where it has none */
    double   valence;        /* what scoring makes of it */
    bool     known;          /* the lexicon has it */
    bool     upper;          /* has capitals and no small letters */
} FeelWord;

typedef struct FeelWords {
    FeelWord *word;
    size_t    n;
} FeelWords;

extern const double FEEL_LESS_SIDE, FEEL_MORE_SIDE;  /* VADER's, of what comes before "but" and after */

/* `keep_short`: a word that would shrink to two characters or fewer is left as it is. */
FeelWords feel_split(Str text, bool keep_short, Arena *a);
bool      feel_in(Str low, const Str *list, size_t n);

void feel_vader(Str text, FeelWords *w, double *punctuation);
void feel_word_list(Str text, Lang lang, FeelWords *w, Arena *a);
/* Weighs both sides of the first word of `kinds` (turn.h: TURN_BUT, TURN_CONCEDE). */
void feel_turn(Str text, Lang lang, unsigned kinds, FeelWords *w);

#endif
