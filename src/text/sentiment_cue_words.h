/* sentiment_cue_words.h - the phrases sentiment_cue.c looks for (private to it).
 *
 * Each begins at the beginning of a word; a blank at its end is the end of a word.  Folded (fold.h), so that accents do not matter; but German
 * and Spanish wishes and conditions are lower case alone, since "wäre" and "würde" are wishes, "Ware" and "wurde" are not, and "sí" is no "si".
 *   CUE_WISHES, CUE_NO_WISHES        what is wished for or depends on something; what looks like it and is a promise
 *   CUE_SARCASMS                     set phrases that mean their opposite
 *   CUE_IFS, CUE_UNREAL_VERBS, CUE_UNREAL_ENDS      "if ... were ... would": all three, the verb behind the first
 *   CUE_REAL_AFTER_ALL               what tells that something happened all the same ("would have")
 */
#ifndef TL_TEXT_SENTIMENT_CUE_WORDS_H
#define TL_TEXT_SENTIMENT_CUE_WORDS_H

#include "text/lang.h"

enum { CUE_WISHES, CUE_NO_WISHES, CUE_SARCASMS, CUE_IFS, CUE_UNREAL_VERBS, CUE_UNREAL_ENDS, CUE_REAL_AFTER_ALL, CUE_LISTS };

extern const char *const *const cue_phrases[CUE_LISTS][LANG_UNKNOWN];      /* each ends with NULL; NULL: no list */

#endif
