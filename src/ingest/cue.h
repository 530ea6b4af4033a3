/* cue.h - the text of a caption: its times, the voices in it, and its words without tags.
 *
 * Times      "00:01.000 --> 00:04.500 align:start": [h:]mm:ss, with a point or a comma; the end is not before the beginning.
 * Voices     "<v.loud Anna Lee>" and what follows it is hers, up to the next voice.
 * Memory     strings borrow from the text or the arena.
 */
#ifndef TL_INGEST_CUE_H
#define TL_INGEST_CUE_H

#include "base/arena.h"
#include "base/str.h"

bool   cue_times(Str s, int64_t *from_ms, int64_t *to_ms);              /* s has "-->" in it */
size_t cue_voice(Str s, size_t from, Str *name, size_t *behind);        /* SIZE_MAX: no more of them */
Str    cue_plain(Str s, Arena *a);                                      /* without tags, named characters put in */
Str    cue_unfold(Str s, Arena *a);                                     /* line breaks become blanks */

#endif
