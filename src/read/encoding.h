/* encoding.h - which of the older encodings a text is in, when it is not Unicode.
 *
 * Method    Two witnesses. Plausibility: under each candidate, the share of high bytes that stand in or at words
 *           and would be no letter there, or a capital behind a small letter. ICU's detector: n-grams of languages,
 *           over the lines that have high bytes. ICU is believed for East Asian encodings when it is
 *           confident and the text is implausible as windows-1252; for one-byte encodings when there are at least
 *           ENOUGH high bytes and its guess is no less plausible. ICU does not know macintosh, which needs
 *           plausibility by a wide margin, and windows-1257, which is known by its own letters.
 * Names     A list of names is no text of a language: there, and first of all, words and alphabets (read/alphabet.h).
 * Default   windows-1252: a guess from a short text is worth less than the likely answer.
 */
#ifndef TL_READ_ENCODING_H
#define TL_READ_ENCODING_H

#include <stdbool.h>
#include <unicode/utypes.h>

#include "base/str.h"

/* Writes ICU's name of the encoding; `sample` is the start of a text that is not UTF-8.  *guess: others fit nearly as well, a person should look. */
void encoding_guess(Str sample, char name[32], bool *guess);

/* What each byte is under an encoding of one byte a character; U+FFFD: nothing.  False: there is no such encoding. */
bool encoding_table(const char *name, UChar table[256]);

#endif
