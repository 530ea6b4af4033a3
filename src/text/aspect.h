/* aspect.h - a sentence as a linear model sees it when one thing in it is asked about.
 *
 * "Great people, but delivery is terrible": what is felt about delivery is said near it, in its part of the sentence.
 *
 * Method  feature.h's counts of the whole sentence, and once more, each under a salt of its own, of the part that holds
 *         the term (parts end at . ; : ! ? ( ), at "but", "however", "although", "though", "while",
 *         "yet", "except" and what is like them in six more languages (turn.h), and at commas and "and" when four words lie between),
 *         of the five words before it, the five behind it, and the term; with the rules' view (sentiment.h) of
 *         the whole, the part, and what lies close.  The encoder hears the part, the whole, and the term with five words to either side.
 * Shape   in: [from, to) are the term's bytes in the sentence; anything outside is clipped.
 * Errors  none.  Thread-safe.
 * Oracle  ./bench text: SemEval-2014 task 4; tests/text/t_aspect.c: parts cut by hand.
 */
#ifndef TL_TEXT_ASPECT_H
#define TL_TEXT_ASPECT_H

#include "text/feature.h"

typedef struct AspectPart {
    size_t from, to;                /* bytes of the sentence */
    bool   turned;                  /* a turn ("but") is at one of its ends */
} AspectPart;

/* The part of the sentence that speaks of what is at [from, to). */
AspectPart aspect_part(Str sentence, size_t from, size_t to, Lang lang);

/* `vectors`: ASPECT_VECTORS of encoder.h, of what aspect_texts() names: the part, the whole, and the term with what lies close; NULL: none. */
enum { ASPECT_VECTORS = 3 };
void     aspect_texts(Str sentence, size_t from, size_t to, Lang lang, Str text[ASPECT_VECTORS]);
Features aspect_features(Str sentence, size_t from, size_t to, Lang lang, const float *vectors, Arena *a);

#endif
