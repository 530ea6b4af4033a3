/* sound.h - how a name sounds, roughly, whichever language spelled it.
 *
 * "Chaikovsky", "Tschaikowski" and "Chaykovskiy" are "kaikovski"; "Zwiesel" and "Swiesel" are "svisel".  It brings names together that
 * begin with different letters, and says that they may be one word; it never says that they are.
 *
 * Method  one pass from the left, the longest spelling first (tsch, sch, ch, ph, ...), each written as one sound; h behind a vowel goes,
 *         doubled letters count once.  Vowels stay: without them short names all sound alike.
 * Shape   in: a key of company.h (folded, no blanks); bytes beyond ASCII stay as they are.
 * Oracle  tests/text/t_sound.c: pairs of spellings in use for one name, and of names that are not one.
 */
#ifndef TL_TEXT_SOUND_H
#define TL_TEXT_SOUND_H

#include "base/arena.h"
#include "base/str.h"

Str sound_key(Str key, Arena *a);

#endif
