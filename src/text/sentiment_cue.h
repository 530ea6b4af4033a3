/* sentiment_cue.h - sentences whose words of feeling must not be taken at their face.
 *
 *   CUE_WISH      something that is not so is spoken of: "it would be great if ...", "I wish", "should have been good",
 *                 "wäre schön", or of what depends on something ("if we get it on time").  Praise in it is no praise.
 *                 "Would recommend" and "would buy again" are no wishes.
 *   CUE_UNREAL    a condition that is not met: "if it were late we would leave".  Neither praise nor blame in it is any.
 *                 "If I had known ... I would not have bought" is: it happened.
 *   CUE_SARCASM   signs that the words may mean their opposite: "thanks for nothing", "yeah right", "/s", "great job" in
 *                 quotes, praise followed by a face that is not amused, praise of what nobody likes ("love waiting").
 *                 Nobody can tell such a sentence for sure from its words, so it stays unclear.
 *
 * Found by phrase, in English, German, French, Spanish, Italian, Portuguese and Dutch.  The lists of sarcasm hold
 * set phrases alone ("na toll", "merci pour rien", "vaya servicio", "só que não"): what is not set stays at its face.
 * Errors  none; any bytes.  Oracle  tests/text/t_cue.c: sentences sorted by hand.
 */
#ifndef TL_TEXT_SENTIMENT_CUE_H
#define TL_TEXT_SENTIMENT_CUE_H

#include "base/arena.h"
#include "base/str.h"
#include "text/lang.h"

enum { CUE_WISH = 1, CUE_SARCASM = 2, CUE_UNREAL = 4 };

unsigned sentiment_cues(Str sentence, Lang lang, Arena *a);

#endif
