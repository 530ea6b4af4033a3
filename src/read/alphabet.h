/* alphabet.h - the encoding of a list of names, by which language's letters its words are made of.
 *
 * Why       ICU's detector knows encodings by the n-grams of running text; a list of names and places has none.  Bytes that are letters of
 *           Turkish, Hungarian or Czech are letters of other languages in windows-1252, too: "Uğur" is "Uður" there.
 * Method    A word is possible in a language when its letters beyond ASCII are the language's, and what never occurs does not
 *           (z in Icelandic, õ before anything but e in Portuguese).  Another encoding than windows-1252 needs a language of
 *           its own in which at least nine of ten words are possible, words that are not possible in any language of the West, and more possible words than
 *           the best of those has.  So a list of many Western languages stays one: each of its words is possible in one of them.
 * Estonian and Faroese share letters with Hungarian and Czech so far that they do not make a word possible, but they win as languages.
 */
#ifndef TL_READ_ALPHABET_H
#define TL_READ_ALPHABET_H

#include <stdbool.h>

#include "base/str.h"

typedef struct AlphabetSays {
    const char *encoding;     /* NULL: windows-1252, or not to be told */
    bool        guess;        /* from few words; or, without an encoding, that another one fits as well */
} AlphabetSays;

/* A sample in an encoding of one byte a character. */
AlphabetSays alphabet_judge(Str sample);

#endif
