/* speaker.h - who speaks, from what stands in front of the words: "[00:01:02] Anna Lee (Customer): ...".
 *
 * Label      a clock in front (bare, [..] or (..)), then a name of at most five words and a colon.  The name may carry
 *            "(...)", "[...]" or "<...>": a side, an e-mail address or a clock.  Whether such a name is believed is
 *            the transcript's business.
 * Side       by words in English, German and Spanish; "customer success" is ours although it says customer.
 */
#ifndef TL_INGEST_SPEAKER_H
#define TL_INGEST_SPEAKER_H

#include "ingest/transcript.h"

/* What stands in front of the words of a line. */
typedef struct Label {
    int64_t  at_ms;                /* -1 */
    Str      name, email, rest;    /* name "": none */
    CallSide side;
} Label;

Label    speaker_label(Str s, Arena *a);             /* without a name all of it is .rest */
bool     speaker_full_name(Str name);                /* two words or more, each with a capital (or of another script): "Ann B" */
void     speaker_bracket(Label *l, Arena *a);        /* takes one bracket off the end of l->name */
CallSide speaker_side(Str name);                     /* of one who is called by his side alone: "Agent", "Customer 2" */
bool     speaker_clock(Str s, int64_t *ms, size_t *len);   /* [h:]mm:ss[.mmm] at the beginning; *len bytes of it */

bool words_in(Str s, const char *words);             /* one of the words, by "|", is in s, without case */
bool is_word_of(Str s, const char *words);

#endif
