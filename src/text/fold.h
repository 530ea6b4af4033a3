/* fold.h - text made comparable: without case, accents, widths and typographic quotes.
 *
 * text_fold() is for matching, not for showing: Unicode NFKC with full case folding,
 * then plain letters: marks are dropped (é -> e, ü -> u), Latin letters without a
 * decomposition are spelled out (ß -> ss, ø -> o, æ -> ae, ł -> l, đ -> d, þ -> th),
 * Greek and Cyrillic are written in Latin letters, curly quotes and dashes become ' " -.
 * Other scripts stay as they are.  "ue" for "ü" is not known here: see company.h for the
 * key under which "Mueller", "Müller" and "Muller" meet.
 *
 * text_lower() is for showing and stemming: NFC, lower case, accents kept, no locale.
 *
 * Bytes that are not UTF-8 read as U+FFFD.  Input beyond TEXT_FOLD_MAX bytes is cut there
 * (names and words are short; whole comments are bounded by the tokenizer).  No state, safe
 * from any thread; results live in the arena.
 *
 * Oracle  tests/text/t_fold.c: ICU's own decomposition for every letter of Latin-1 and
 *         Latin Extended-A, and hand-made names.
 */
#ifndef TL_TEXT_FOLD_H
#define TL_TEXT_FOLD_H

#include "base/arena.h"
#include "base/str.h"

enum { TEXT_FOLD_MAX = 1 << 20 };

Str text_fold(Arena *a, Str s);
Str text_lower(Arena *a, Str s);
Str text_nfc(Arena *a, Str s); /* canonical composition only; the input itself when already so */
Str text_nfkc(Arena *a, Str s); /* compatibility composition: ligatures, widths and the like become plain; case stays */

#endif
