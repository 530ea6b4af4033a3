/* sentiment.h - how a sentence feels, and which words make it so.
 *
 * Method  English: the rules of VADER (Hutto & Gilbert, "VADER: A Parsimonious Rule-based
 *         Model for Sentiment Analysis of Social Media Text", ICWSM 2014) on its lexicon.
 *         Words are split at blanks and stripped of punctuation unless two characters or
 *         fewer would stay (emoticons).  A word's valence, from -4 to 4, is changed by
 *           - capitals, when not the whole text shouts: 0.733 further from zero;
 *           - boosters among the three words before, unless those are in the lexicon
 *             themselves: 0.293 up or down, times 0.95 and 0.9 with distance;
 *           - a negation among the three words before: times -0.74 ("never so" and "never
 *             this" boost by 1.25 instead, "without doubt" does nothing); "least" likewise;
 *           - fixed phrases ("yeah right", "to die for"), which replace it;
 *           - "but": what comes before counts half, what comes after one and a half.
 *         Up to four '!' add 0.292 each, two or more '?' add 0.18 each up to 0.96, away from
 *         zero.  compound = s / sqrt(s^2 + 15) of the sum s.  Faces, hearts and hands among
 *         emoji are words with four fifths of their AFINN value.
 *         German, French, Spanish, Italian, Portuguese, Dutch: "word list": the AFINN values
 *         of words and phrases up to four words long, inflected endings tried off; boosters
 *         among the three words before, 0.366 up or down (VADER's 0.293 on AFINN's longer scale)
 *         with VADER's distances; negation among the three words before, or in German and Dutch
 *         as the last word of its clause among the three behind, times -0.74; both sides of
 *         "aber" and "obwohl" and their like (turn.h) by 0.5 and 1.5; the same compound.
 *         Much weaker.
 *         sentiment_score() is VADER as published.  sentiment_feel(), which comments are felt
 *         with, also weighs both sides of "however", "nevertheless" (as "but"), "although" and
 *         "though" (what they open counts half up to its comma, the rest one and a half).
 *         Other languages: not scored.
 * Shape   in: one sentence (or any text); out: compound and the hits in text order.
 * Units   compound in [-1, 1]; weight in valence units after all rules, so that the
 *         weights and `punctuation` add up to s.
 * Errors  none.  Thread-safe, no state; hits live in the arena.
 * Oracle  tests/text/t_sentiment.c: correlation with 20 human raters on the authors' corpora
 *         (.872 tweets, .590 product reviews) and the authors' own scores text by text.
 *         On airline complaints VADER finds under half of the negatives: treat it as one
 *         feature, never as the truth.
 */
#ifndef TL_TEXT_SENTIMENT_H
#define TL_TEXT_SENTIMENT_H

#include "base/arena.h"
#include "base/str.h"
#include "text/lang.h"

typedef enum SentimentMethod {
    SENTIMENT_NONE,
    SENTIMENT_VADER,
    SENTIMENT_WORD_LIST
} SentimentMethod;

typedef struct SentimentHit {
    uint32_t from, n;        /* bytes in the text given */
    double   weight;         /* never 0 */
} SentimentHit;

typedef struct Sentiment {
    SentimentMethod method;
    double          compound;
    double          punctuation;
    SentimentHit   *hit;
    size_t          n_hit;
} Sentiment;

void sentiment_score(Str text, Lang lang, Arena *a, Sentiment *out);
void sentiment_feel(Str text, Lang lang, Arena *a, Sentiment *out);

#endif
